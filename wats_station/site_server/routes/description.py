"""What the OpenAPI says of a route: written where the route is, from what reads and answers it."""

from typing import Any

from fastapi import Depends
from pydantic import TypeAdapter
from typing_extensions import TypedDict

from wats_station.site_server.auth import administrators_only
from wats_station.site_server.routes.parameters import Parameter

_REFS = "#/components/schemas/{model}"

# Schemas of bodies and answers by name; `describe` puts them into the OpenAPI.
schemas: dict[str, Any] = {}


class Problem(TypedDict, total=False):
    """Why a request was not carried out."""

    Message: str
    reasonCode: str
    ModelState: dict[str, list[str]]
    errors: dict[str, list[str]]


_PROBLEM = {"application/json": {"schema": {"$ref": _REFS.format(model="Problem")}}}
_PROBLEMS = {
    400: "A parameter or the body is not valid; `ModelState` names the faulty fields.",
    401: "No valid token was given.",
    404: "There is no such thing, or a rule refuses: `reasonCode` says which.",
    408: "The body came too slowly.",
    409: "The unit is not as expected any more, or its station has given the command up.",
    413: "The body is too large.",
    503: "Too much is waiting, or the database cannot be used.",
}
_FORBIDDEN = {403: "The token may operate, but not administer."}


def described(
    *query: Parameter,
    answer: Any = None,
    body: TypeAdapter[Any] | dict[str, Any] | None = None,
    sends: str = "application/json",
    answers: str = "application/json",
    path: str = "",
    path_names: tuple[str, ...] = (),
    administer: bool = False,
    administer_in_part: bool = False,
    empty: bool = False,
    needed: tuple[Parameter, ...] = (),
) -> dict[str, Any]:
    """Keyword arguments for a router's decorator.

    `needed` and `query` are its parameters, `answer` the type it answers, `body` the shape
    it takes, `sends` and `answers` their media types, `empty` says that 204 may come.
    `administer_in_part` where some of it needs no administrator: the route looks itself.
    `path` is how a route that reads its path itself is shown, `path_names` the names in it.
    """
    parameters = [_parameter(each, required=not each.other_names) for each in needed]
    parameters += [_parameter(each, required=False) for each in query]
    parameters += [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in path_names
    ]
    extra: dict[str, Any] = {"parameters": parameters} if parameters else {}
    if body is not None:
        extra["requestBody"] = {
            "required": True,
            "content": {
                sends: {
                    "schema": body if isinstance(body, dict) else _schema_of(body, "validation")
                }
            },
        }
    elif sends != "application/json":
        extra["requestBody"] = {"required": True, "content": {sends: {"schema": {}}}}
    if path:
        extra["x-path"] = path
    good = {"schema": _schema_of(TypeAdapter(answer), "serialization")} if answer else {}
    responses: dict[int | str, dict[str, Any]] = {
        200: {"description": "Done.", "content": {answers: good}}
    }
    if empty:
        responses[204] = {"description": "Done, and it is gone."}
    for status, text in (
        _PROBLEMS | (_FORBIDDEN if administer or administer_in_part else {})
    ).items():
        responses[status] = {"description": text, "content": _PROBLEM}
    return {
        "openapi_extra": extra,
        "responses": responses,
        "dependencies": [Depends(administrators_only)] if administer else [],
    }


def finish(openapi: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI with our schemas, the token, and paths as people write them."""
    _schema_of(TypeAdapter(Problem), "serialization")
    components = openapi.setdefault("components", {})
    components.setdefault("schemas", {}).update(schemas)
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "basic"}}
    openapi["security"] = [{"token": []}]
    paths: dict[str, Any] = {}
    for path, operations in openapi["paths"].items():
        for method, operation in operations.items():
            operation["responses"].pop("422", None)
            shown = operation.pop("x-path", path)
            paths.setdefault(shown, {})[method] = operation
            if shown != path:
                _keep_named(operation, shown)
    openapi["paths"] = paths
    return openapi


def _keep_named(operation: dict[str, Any], path: str) -> None:
    operation["parameters"] = [
        each
        for each in operation["parameters"]
        if each["in"] != "path" or f"{{{each['name']}}}" in path
    ]


def _parameter(parameter: Parameter, *, required: bool) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "required": required,
        "schema": parameter.schema(),
    }
    others = " or ".join(parameter.other_names)
    text = f"{parameter.description} {f'May be spelled {others}.' if others else ''}".strip()
    return described | ({"description": text} if text else {})


def _schema_of(shape: TypeAdapter[Any], mode: Any) -> dict[str, Any]:
    schema = shape.json_schema(ref_template=_REFS, mode=mode)
    schemas.update(schema.pop("$defs", {}))
    title = schema.get("title")
    if not title or schema.get("type") != "object":
        return schema
    schemas[title] = schema
    return {"$ref": _REFS.format(model=title)}
