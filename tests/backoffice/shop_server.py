"""A shop's own system as the contract describes it, over any back office; and where it listens.

It is small on purpose: what a shop's engineer would write in an afternoon.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Annotated, Any, get_type_hints
from urllib.parse import unquote

import uvicorn
from fastapi import Body, Depends, FastAPI, Header, Request, Response
from fastapi.responses import JSONResponse

from bot.backoffice import (
    Address,
    Backoffice,
    Bought,
    ClaimRequest,
    Customer,
    Proof,
    RepairRequest,
    ReturnRequest,
)
from bot.backoffice.problems import Problem
from bot.backoffice.wire import PROBLEM_JSON, from_json, problem_of, proof_from, to_json
from bot.errors import BotError

TOKEN = "the shop's token"
Json = dict[str, Any]


def proof_in(request: Request) -> Proof:
    return proof_from(request.headers)


def key_in(idempotency_key: Annotated[str, Header()] = "") -> str:
    return unquote(idempotency_key)


Shown = Annotated[Proof, Depends(proof_in)]
Key = Annotated[str, Depends(key_in)]
Said = Annotated[Json, Body()]


async def answer_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, BotError)
    return JSONResponse(problem_of(error), error.status_code, media_type=PROBLEM_JSON)


class NoToken(Problem):
    """The caller is not the counter."""

    def __init__(self) -> None:
        super().__init__("The token is wrong or missing.", 401)


async def counter_only(authorization: Annotated[str, Header()] = "") -> None:
    if authorization != f"Bearer {TOKEN}":
        raise NoToken


def shop_app(shop: Backoffice) -> FastAPI:
    """The contract over `shop`."""
    app = FastAPI(dependencies=[Depends(counter_only)])
    app.add_exception_handler(BotError, answer_problem)
    hints = {
        name: get_type_hints(getattr(Backoffice, name)).get("return")
        for name in vars(Backoffice)
        if not name.startswith("_")
    }

    async def told(method: str, *values: Any) -> Any:
        return to_json(await getattr(shop, method)(*values), hints[method])

    reading(app, told)
    changing(app, told)

    @app.get("/orders/{number}/invoice")
    async def invoice(number: str, proof: Shown, language: str = "es") -> Response:
        found = await shop.invoice(number, proof, language)
        headers = {"Invoice-Number": found.number, "Order-Number": found.order_number}
        return Response(found.pdf, media_type="application/pdf", headers=headers)

    return app


def reading(app: FastAPI, told: Any) -> None:
    @app.get("/products")
    async def products() -> Any:
        return await told("products")

    @app.get("/orders/{number}")
    async def order(number: str, proof: Shown) -> Any:
        return await told("find_order", number, proof)

    @app.get("/orders/{number}/returns")
    async def returns(number: str, proof: Shown) -> Any:
        return await told("returns_of", number, proof)

    @app.get("/orders/{number}/refunds")
    async def refunds(number: str, proof: Shown) -> Any:
        return await told("refunds_of", number, proof)

    @app.get("/orders/{number}/warranties")
    async def warranties(number: str, proof: Shown) -> Any:
        return await told("warranty_of_order", number, proof)

    @app.get("/serials/{serial}")
    async def owned(serial: str, proof: Shown) -> Any:
        return await told("find_serial", serial, proof)

    @app.get("/serials/{serial}/warranty")
    async def warranty(serial: str) -> Any:
        return await told("warranty", serial)

    @app.get("/returns/{number}")
    async def one_return(number: str, proof: Shown) -> Any:
        return await told("find_return", number, proof)

    @app.get("/repairs/{number}")
    async def repair(number: str, proof: Shown) -> Any:
        return await told("find_repair", number, proof)

    @app.get("/slots")
    async def slots(way: str, limit: int = 6) -> Any:
        return await told("free_slots", way, limit)

    @app.get("/customers/{customer_id}")
    async def record(customer_id: str) -> Any:
        return await told("record_of", customer_id)


def changing(app: FastAPI, told: Any) -> None:
    @app.post("/orders/{number}/returns")
    async def open_return(number: str, proof: Shown, key: Key, said: Said) -> Any:
        return await told("open_return", number, proof, from_json(said, ReturnRequest), key)

    @app.post("/returns/{number}/cancel")
    async def cancel_return(number: str, proof: Shown, key: Key) -> Any:
        return await told("cancel_return", number, proof, key)

    @app.post("/orders/{number}/cancel")
    async def cancel(number: str, proof: Shown, key: Key, said: Said) -> Any:
        return await told("cancel_order", number, proof, key, said["why"])

    @app.post("/orders/{number}/address")
    async def address(number: str, proof: Shown, key: Key, said: Said) -> Any:
        return await told("change_address", number, proof, from_json(said, Address), key)

    @app.post("/serials/{serial}/registration")
    async def register(serial: str, key: Key, said: Said) -> Any:
        bought = from_json(said["bought"], Bought) if "bought" in said else None
        return await told("register_product", serial, from_json(said, Customer), key, bought)

    @app.post("/repairs")
    async def repair(proof: Shown, key: Key, said: Said) -> Any:
        return await told("open_repair", from_json(said, RepairRequest), proof, key)

    @app.post("/repairs/{number}/quote")
    async def quote(number: str, proof: Shown, key: Key, said: Said) -> Any:
        return await told("answer_quote", number, proof, said["accepted"], key)

    @app.post("/claims")
    async def claim(proof: Shown, key: Key, said: Said) -> Any:
        shown = None if proof == Proof() else proof
        return await told("open_claim", from_json(said, ClaimRequest), shown, key)

    @app.post("/customers/{customer_id}/forget")
    async def forget(customer_id: str, key: Key) -> Any:
        return await told("forget", customer_id, key)


@asynccontextmanager
async def listening(app: Any) -> AsyncIterator[str]:
    """The address of `app` on a free port of this machine, in this very loop."""
    # Named as TCP, so that asyncio sends small answers at once.
    with socket.socket(proto=socket.IPPROTO_TCP) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        config = uvicorn.Config(app, log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        free.listen()
        serving = asyncio.create_task(server.serve([free]))
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            with suppress(asyncio.CancelledError):
                await serving
