"""The page that shows the API, with nothing fetched from elsewhere: a line may have no way out."""

from pathlib import Path

import fastapi_offline
from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

_FILES = "/docs-files"


def install(app: FastAPI) -> None:
    """Serve the page at /docs; what it shows comes from /openapi.json."""
    folder = Path(fastapi_offline.__file__).parent / "static"
    app.mount(_FILES, StaticFiles(directory=folder), name="docs-files")

    async def page() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title=app.title,
            swagger_js_url=f"{_FILES}/swagger-ui-bundle.js",
            swagger_css_url=f"{_FILES}/swagger-ui.css",
            swagger_favicon_url=f"{_FILES}/favicon.png",
        )

    app.add_api_route("/docs", page, include_in_schema=False)
