"""What nobody foresaw is answered with words, and what was promised to be kept is kept."""

import httpx
import pytest
from fastapi import FastAPI

from bot import errors


@pytest.mark.parametrize(
    ("accepts", "word"), [("es-ES,es;q=0.9", "Inténtelo"), ("en-GB", "Try again")]
)
async def test_a_failure_is_told_in_the_readers_language(accepts: str, word: str) -> None:
    app = FastAPI()
    errors.install(app)

    @app.get("/full")
    async def full() -> None:
        raise OSError(28, "No space left on device: /secret/place")

    wire = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=wire, base_url="http://here") as client:
        answer = await client.get("/full", headers={"accept-language": accepts})
    assert answer.status_code == 500
    assert word in answer.json()["error"]["message"]
    assert "secret" not in answer.text
