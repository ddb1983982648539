"""Products, as far as a unit needs them (wire contract 2.4)."""

from fastapi import APIRouter, Request, Response

from wats_station.site_server.refusals import not_found
from wats_station.site_server.routes.request import answer, database
from wats_station.site_server.store import products

router = APIRouter()


@router.get("/api/Product/{part_number:path}")
async def get_product(request: Request, part_number: str) -> Response:
    """A product with its revisions."""
    found = products.of_part(database(request).reader, part_number)
    if found is None:
        raise not_found(f"There is no product {part_number}.", "unknownProduct")
    return answer(found)
