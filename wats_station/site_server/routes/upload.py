"""A text that is uploaded: as the body itself, or as the file of a form."""

from email import message_from_bytes
from email.policy import HTTP

from fastapi import Request

from wats_station.site_server.refusals import invalid
from wats_station.site_server.routes.request import raw_body


async def uploaded_text(request: Request) -> str:
    """The text. Raises a 400 refusal for one that is no UTF-8, or a form without a file."""
    content = await raw_body(request)
    kind = request.headers.get("content-type", "")
    if kind.lower().startswith("multipart/form-data"):
        content = _first_file(content, kind)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise invalid({"body": ["a text in UTF-8 is wanted"]}) from None
    if not text.strip():
        raise invalid({"body": ["it is empty"]})
    if "\0" in text:
        raise invalid({"body": ["the character NUL cannot be kept"]})
    return text


def _first_file(content: bytes, kind: str) -> bytes:
    head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1", "replace")
    form = message_from_bytes(head + content, policy=HTTP)
    for part in form.iter_parts() if form.is_multipart() else ():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            return payload
    raise invalid({"body": ["the form holds no file"]})
