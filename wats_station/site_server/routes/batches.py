"""Production batches; GET Batches and PUT Batch are ours, for the public client (2.1)."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import PART_NUMBER, Text
from wats_station.site_server.routes.request import answer, apply_once, body, read
from wats_station.site_server.routes.shapes.units import BATCH, BATCHES
from wats_station.site_server.store import batches
from wats_station.site_server.store.batches import BatchAnswer
from wats_station.site_server.store.history import Author

router = APIRouter(tags=["Batches"])

_BATCH_NUMBER = Text("batchNumber", ("batchId",))


@router.get(
    "/api/Production/Batches", **described(PART_NUMBER, _BATCH_NUMBER, answer=list[BatchAnswer])
)
async def get_batches(request: Request) -> Response:
    """Every batch, those with units of a part, or the one."""
    part, number = PART_NUMBER.of(request), _BATCH_NUMBER.of(request)
    return answer(await read(request, lambda each: batches.listed(each, part, number)))


@router.put("/api/Production/Batches", **described(body=BATCHES, answer=list[BatchAnswer]))
async def put_batches(request: Request) -> Response:
    """Make batches, or change their sizes; answers them."""
    wanted = await body(request, BATCHES)

    def work(connection: Connection, _: Author) -> None:
        for each in wanted:
            batches.save(connection, each.batch_number, each.batch_size)

    await apply_once(request, work)
    numbers = {each.batch_number for each in wanted}
    found = await read(request, batches.listed)
    return answer([each for each in found if each["batchNumber"] in numbers])


@router.put("/api/Production/Batch", **described(body=BATCH, answer=BatchAnswer))
async def put_batch(request: Request) -> Response:
    """Make a batch, or change its size."""
    wanted = await body(request, BATCH)
    await apply_once(
        request,
        lambda connection, _: batches.save(connection, wanted.batch_number, wanted.batch_size),
    )
    found = await read(request, lambda each: batches.listed(each, number=wanted.batch_number))
    return answer(found[0])
