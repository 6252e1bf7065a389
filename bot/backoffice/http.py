"""A shop's own system over HTTP, as `docs/backoffice.openapi.yml` describes it.

Reading may be repeated, and so may everything that carries an Idempotency-Key: both are tried
again when the line is bad or the system busy, as long as the time allows. Depends on httpx and
the contract's shapes.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import quote

import httpx

from bot.backoffice.matters import (
    Bought,
    Claim,
    ClaimRequest,
    CustomerFile,
    Forgotten,
    Refund,
    Repair,
    RepairRequest,
    Return,
    ReturnRequest,
    Slot,
)
from bot.backoffice.policy import local_day
from bot.backoffice.problems import ShopUnavailable
from bot.backoffice.proofs import Proof
from bot.backoffice.protocol import Shown
from bot.backoffice.views import Address, Customer, Invoice, Order, Owned, Product, Warranty
from bot.backoffice.wire import PROBLEM_JSON, error_of, from_json, proof_headers, to_json
from bot.database import now

T = TypeVar("T")
BUSY = frozenset({429, 502, 503, 504})
PAUSES_S = (0.1, 0.4)


class HttpBackoffice:
    """`Backoffice` over a client whose base URL is the shop's and which carries its token.

    `within_s` is how long a request may take with all that is tried again, in seconds; `clock`
    gives the present in naive UTC.
    """

    def __init__(
        self, http: httpx.AsyncClient, within_s: float = 4.0, clock: Callable[[], datetime] = now
    ) -> None:
        self._http = http
        self._within_s = within_s
        self._clock = clock

    def today(self) -> date:
        """The company's calendar day."""
        return local_day(self._clock())

    async def kept_open(self) -> None:
        """Keep the connection until cancelled, then close it."""
        async with self._http:
            await asyncio.Event().wait()

    async def products(self) -> list[Product]:
        """As the protocol."""
        return await self._get("/products", list[Product])

    async def find_order(self, number: str, proof: Shown) -> Order:
        """As the protocol."""
        return await self._get(f"/orders/{_in_path(number)}", Order, proof)

    async def find_serial(self, serial_number: str, proof: Shown) -> Owned:
        """As the protocol."""
        return await self._get(f"/serials/{_in_path(serial_number)}", Owned, proof)

    async def record_of(self, customer_id: str) -> CustomerFile:
        """As the protocol."""
        return await self._get(f"/customers/{_in_path(customer_id)}", CustomerFile)

    async def open_return(
        self, order_number: str, proof: Shown, asked: ReturnRequest, key: str
    ) -> Return:
        """As the protocol."""
        path = f"/orders/{_in_path(order_number)}/returns"
        return await self._post(path, Return, key, to_json(asked, ReturnRequest), proof)

    async def returns_of(self, order_number: str, proof: Shown) -> list[Return]:
        """As the protocol."""
        return await self._get(f"/orders/{_in_path(order_number)}/returns", list[Return], proof)

    async def find_return(self, number: str, proof: Shown) -> Return:
        """As the protocol."""
        return await self._get(f"/returns/{_in_path(number)}", Return, proof)

    async def cancel_return(self, number: str, proof: Shown, key: str) -> Return:
        """As the protocol."""
        return await self._post(f"/returns/{_in_path(number)}/cancel", Return, key, {}, proof)

    async def refunds_of(self, order_number: str, proof: Shown) -> list[Refund]:
        """As the protocol."""
        return await self._get(f"/orders/{_in_path(order_number)}/refunds", list[Refund], proof)

    async def warranty(self, serial_number: str) -> Warranty:
        """As the protocol."""
        return await self._get(f"/serials/{_in_path(serial_number)}/warranty", Warranty)

    async def warranty_of_order(
        self, order_number: str, proof: Shown, product_id: str | None = None
    ) -> list[Warranty]:
        """As the protocol."""
        path = f"/orders/{_in_path(order_number)}/warranties"
        found = await self._get(path, list[Warranty], proof)
        return [one for one in found if product_id in (None, one.product_id)]

    async def register_product(
        self, serial_number: str, customer: Customer, key: str, bought: Bought | None = None
    ) -> Owned:
        """As the protocol."""
        path = f"/serials/{_in_path(serial_number)}/registration"
        said = to_json(customer, Customer)
        more = {"bought": to_json(bought, Bought)} if bought else {}
        return await self._post(path, Owned, key, {**said, **more})

    async def free_slots(self, way: str, limit: int = 6) -> list[Slot]:
        """As the protocol."""
        return await self._get("/slots", list[Slot], params={"way": way, "limit": limit})

    async def open_repair(self, asked: RepairRequest, proof: Shown, key: str) -> Repair:
        """As the protocol."""
        return await self._post("/repairs", Repair, key, to_json(asked, RepairRequest), proof)

    async def find_repair(self, number: str, proof: Shown) -> Repair:
        """As the protocol."""
        return await self._get(f"/repairs/{_in_path(number)}", Repair, proof)

    async def answer_quote(self, number: str, proof: Shown, accepted: bool, key: str) -> Repair:
        """As the protocol."""
        path = f"/repairs/{_in_path(number)}/quote"
        return await self._post(path, Repair, key, {"accepted": accepted}, proof)

    async def cancel_order(self, number: str, proof: Shown, key: str, why: str = "") -> Order:
        """As the protocol."""
        path = f"/orders/{_in_path(number)}/cancel"
        return await self._post(path, Order, key, {"why": why}, proof)

    async def change_address(self, number: str, proof: Shown, address: Address, key: str) -> Order:
        """As the protocol."""
        path = f"/orders/{_in_path(number)}/address"
        return await self._post(path, Order, key, to_json(address, Address), proof)

    async def invoice(self, number: str, proof: Shown, language: str = "es") -> Invoice:
        """As the protocol."""
        path = f"/orders/{_in_path(number)}/invoice"
        params = {"language": language}
        answer = await self._ask("GET", path, _shown(proof), None, params)
        named = answer.headers.get("invoice-number", "")
        if answer.headers.get("content-type") != "application/pdf" or not named:
            raise ShopUnavailable("its invoice is no PDF with a number")
        return Invoice(named, answer.headers.get("order-number", number), answer.content)

    async def open_claim(self, asked: ClaimRequest, proof: Shown | None, key: str) -> Claim:
        """As the protocol."""
        return await self._post("/claims", Claim, key, to_json(asked, ClaimRequest), proof)

    async def forget(self, customer_id: str, key: str) -> Forgotten:
        """As the protocol."""
        return await self._post(f"/customers/{_in_path(customer_id)}/forget", Forgotten, key, {})

    async def _get(
        self,
        path: str,
        of: type[T],
        proof: Shown | None = None,
        params: dict[str, Any] | None = None,
    ) -> T:
        return from_json(_json(await self._ask("GET", path, _shown(proof), None, params)), of)

    async def _post(
        self, path: str, of: type[T], key: str, body: Any, proof: Shown | None = None
    ) -> T:
        headers = _shown(proof) | {"Idempotency-Key": quote(key, safe="")}
        return from_json(_json(await self._ask("POST", path, headers, body, None)), of)

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], body: Any, params: Any
    ) -> httpx.Response:
        """The answer to a request that may be sent again; raises the problem it names."""
        until = time.monotonic() + self._within_s
        for pause in (*PAUSES_S, None):
            left = max(0.05, until - time.monotonic())
            why = "it does not answer in time"
            try:
                async with asyncio.timeout(left):
                    answer = await self._http.request(
                        method, path, headers=headers, json=body, params=params, timeout=left
                    )
            except (TimeoutError, httpx.TimeoutException):
                pass
            except httpx.HTTPError as error:
                why = type(error).__name__
            else:
                if answer.status_code not in BUSY:
                    return _good(answer)
                why = f"it answers {answer.status_code}"
            if pause is None or time.monotonic() + pause >= until:
                raise ShopUnavailable(why)
            await asyncio.sleep(pause)
        raise AssertionError("the last round returns or raises")


def _good(answer: httpx.Response) -> httpx.Response:
    """The answer, if it is one; or the problem in it."""
    if answer.is_success:
        return answer
    kind = answer.headers.get("content-type", "").partition(";")[0]
    body = _json(answer) if kind == PROBLEM_JSON else None
    if isinstance(body, dict):
        raise error_of(body)
    raise ShopUnavailable(f"it answers {answer.status_code}")


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        raise ShopUnavailable("its answer is no JSON") from None


def _shown(proof: Shown | None) -> dict[str, str]:
    return {} if proof is None else proof_headers(Proof.read(proof))


def _in_path(text: str) -> str:
    """`text` as one step of a path: not empty, no dots alone, and no slash, which many servers
    take for one even when it is encoded."""
    said = text.strip().replace("/", "-")
    return quote(said, safe="") if said.strip(".") else "-"
