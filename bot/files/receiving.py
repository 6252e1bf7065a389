"""Reading a file from a request: counted as it comes, and cut off where it is too much or slow.

The body is the file itself, and the header X-File-Name its name with percent signs, so that a
client can show how far it is. Depends on words.
"""

import asyncio
from urllib.parse import unquote

from fastapi import Request
from starlette.requests import ClientDisconnect

from bot.files.words import FileRefused

NAME_HEADER = "x-file-name"
PATIENCE_S = 300.0
LONGEST_HEADER = 1000


def name_in(request: Request) -> str:
    """The file's name as the client gave it; empty where it gave none."""
    return unquote(request.headers.get(NAME_HEADER, "")[:LONGEST_HEADER], errors="replace")


async def body_of(
    request: Request, most: int, language: str, patience_s: float = PATIENCE_S
) -> bytes:
    """The body; `FileRefused` for more than `most` bytes, before they are read where their number
    was said, and for one that takes longer than `patience_s`."""
    name = name_in(request)[:80]
    too_large = FileRefused("too_large", language, name=name, limit=most // 1_000_000)
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        raise too_large
    found = bytearray()
    try:
        async with asyncio.timeout(patience_s):
            async for chunk in request.stream():
                found += chunk
                if len(found) > most:
                    raise too_large
    except TimeoutError as error:
        raise FileRefused("too_slow", language, name=name) from error
    except ClientDisconnect as error:
        raise FileRefused("too_slow", language, name=name) from error
    return bytes(found)
