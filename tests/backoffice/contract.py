"""What goes over the wire, held against the written contract by openapi-core."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import yaml
from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from werkzeug.datastructures import Headers, ImmutableMultiDict

FILE = Path("docs/backoffice.openapi.yml")
READS = Config(extra_media_type_deserializers={"application/problem+json": json.loads})
CONTRACT = OpenAPI.from_file_path(str(FILE), config=READS)
WRITTEN: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVER, PREFIX = "https://shop.example", "/counter"
Seen = set[tuple[str, str, int]]


def checking(seen: Seen) -> Callable[[httpx.Response], object]:
    """A hook that raises for a request or an answer that the contract does not allow, and notes
    method, path of the contract and status in `seen`."""

    async def check(response: httpx.Response) -> None:
        await response.aread()
        request = asked(response.request)
        found = CONTRACT.unmarshal_request(request)
        assert not found.errors, (response.request.url.path, found.errors)
        kind = response.headers["content-type"]
        headers = dict(response.headers)
        answer = MockResponse(response.content, response.status_code, headers, kind)
        told = CONTRACT.unmarshal_response(request, answer)
        assert not told.errors, (response.request.url.path, response.text, told.errors)
        path = template_of(response.request)
        seen.add((response.request.method.lower(), path, response.status_code))

    return check


def asked(request: httpx.Request) -> MockRequest:
    """The request as openapi-core reads it."""
    query = parse_qs(request.url.query.decode())
    made = MockRequest(
        SERVER,
        request.method.lower(),
        PREFIX + request.url.raw_path.decode().partition("?")[0],
        args=ImmutableMultiDict([(name, one) for name, many in query.items() for one in many]),
        headers=dict(request.headers),
        data=request.content or None,
        content_type=request.headers.get("content-type", "application/json"),
    )
    made.parameters.header = Headers(list(request.headers.items()))
    return made


def template_of(request: httpx.Request) -> str:
    """The path of the contract that the request is for."""
    steps = request.url.path.strip("/").split("/")
    for path in WRITTEN["paths"]:
        wanted = path.strip("/").split("/")
        fits = [
            one == other or one.startswith("{") for one, other in zip(wanted, steps, strict=False)
        ]
        if len(wanted) == len(steps) and all(fits):
            return str(path)
    raise AssertionError(request.url.path)
