"""The written contract is whole, is spoken whole, and a shop that is down or wrong is said so."""

import asyncio
import dataclasses
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal

import httpx
import pytest
from fastapi import FastAPI, Response
from openapi_spec_validator import validate

import bot.backoffice.matters
import bot.backoffice.views
from bot.backoffice import (
    Address,
    Backoffice,
    BadRequest,
    ClaimRequest,
    Customer,
    HttpBackoffice,
    OrderNotFound,
    RepairRequest,
    ShopUnavailable,
    SqlBackoffice,
)
from bot.backoffice.matter_tables import ReturnRow
from bot.backoffice.moves import Moves
from bot.backoffice.wire import PROBLEMS, TYPES
from bot.database import Database
from tests.backoffice.conftest import ours
from tests.backoffice.contract import WRITTEN, Seen
from tests.backoffice.rows import EMAIL, NOW, wish
from tests.backoffice.shop_server import TOKEN, listening, shop_app
from tests.backoffice.test_races import count

HOME = Address("Carrer Nou 3", "08001", "Barcelona", "ES")
Broken = Callable[[int], Response | None]


def test_it_is_openapi() -> None:
    validate(WRITTEN)


async def walk(shop: Backoffice, workshop: Moves) -> None:
    """Ask everything once."""
    await shop.products()
    await shop.find_order("104512", EMAIL)
    await shop.find_serial("LV3-2605-000001", "17003")
    await shop.record_of("c1")
    await shop.open_return("104512", EMAIL, wish("levante", "faulty"), "m1")
    await shop.returns_of("104512", EMAIL)
    await shop.find_return("RMA-20031", EMAIL)
    await shop.cancel_return("RMA-20031", EMAIL, "m2")
    await shop.refunds_of("104512", EMAIL)
    await shop.warranty("LV3-2605-000001")
    await shop.warranty_of_order("104512", EMAIL)
    ana = Customer("", "Ana", "ana@example.com", None, "es", HOME)
    await shop.register_product("LV3-2601-999999", ana, "m3")
    await shop.free_slots("home")
    repair = RepairRequest("It drips", serial_number="LV3-2605-000001")
    opened = await shop.open_repair(repair, EMAIL, "m4")
    await shop.find_repair(opened.number, EMAIL)
    await workshop.move("repair", opened.number, "received", "shop")
    await workshop.quote(opened.number, Decimal(83), "shop")
    await shop.answer_quote(opened.number, EMAIL, True, "m9")
    await shop.change_address("104600", EMAIL, HOME, "m5")
    await shop.cancel_order("104600", EMAIL, "m6")
    await shop.invoice("104512", EMAIL)
    await shop.open_claim(ClaimRequest("safety", "It smokes"), None, "m7")
    assert not (await shop.forget("c1", "m8")).done


async def test_every_path_is_spoken(
    over_http: HttpBackoffice, sql: SqlBackoffice, seen: Seen
) -> None:
    seen.clear()
    await walk(over_http, sql.moves)
    written = {(method, path) for path, one in WRITTEN["paths"].items() for method in one}
    assert {(method, path) for method, path, status in seen if status == 200} == written


async def test_everything_can_be_asked_on_either_database(both: Database) -> None:
    shop = ours(both)
    await walk(shop, shop.moves)
    record = await shop.record_of("c1")
    for state in ("ready", "done"):
        await shop.moves.move("repair", record.repairs[0].number, state, "shop")
    for state in ("sent", "done"):
        await shop.moves.move("refund", record.refunds[0].number, state, "shop")
    outcome = await shop.forget("c1", "m8")
    assert outcome.done
    assert [one.what for one in outcome.kept] == ["invoices", "orders"]


def test_every_error_is_written_down_and_known() -> None:
    named = set()
    for one in WRITTEN["paths"].values():
        for operation in one.values():
            for status, answer in operation["responses"].items():
                if status not in ("200", "default"):
                    named |= set(re.findall(r"[a-z]+(?:-[a-z]+)+", answer["description"]))
    assert named == set(PROBLEMS)


def test_every_method_has_its_operation() -> None:
    methods = {name for name in vars(Backoffice) if not name.startswith("_")} - {"today"}
    operations = [one for path in WRITTEN["paths"].values() for one in path.values()]
    assert len(operations) == len(methods) == 21


def test_every_object_says_what_it_needs() -> None:
    for name, schema in WRITTEN["components"]["schemas"].items():
        assert schema["description"], name
        assert set(schema.get("required", ())) <= set(schema["properties"]), name


def test_every_field_of_a_view_is_written_down() -> None:
    views = {**vars(bot.backoffice.views), **vars(bot.backoffice.matters)}
    written = WRITTEN["components"]["schemas"]
    for name, schema in written.items():
        if name != "Problem":
            fields = dataclasses.fields(views[name])
            assert [one.name for one in fields] == list(schema["properties"]), name


class Flaky:
    """The shop behind a door that fails as `fails` says: the how manieth request gets what."""

    def __init__(self, shop: FastAPI, fails: Broken, after: bool = False) -> None:
        self._shop = shop
        self._fails = fails
        self._after = after
        self.asked = 0

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        self.asked += 1
        instead = self._fails(self.asked)
        if instead is None:
            await self._shop(scope, receive, send)
            return
        if self._after:

            async def nowhere(message: object) -> None:
                """The answer is lost on its way."""

            await self._shop(scope, receive, nowhere)
        await instead(scope, receive, send)


@asynccontextmanager
async def served(app: Flaky, within_s: float = 5) -> AsyncIterator[HttpBackoffice]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with listening(app) as url, httpx.AsyncClient(base_url=url, headers=headers) as http:
        yield HttpBackoffice(http, within_s, lambda: NOW)


def busy(times: int) -> Broken:
    return lambda nth: Response("later", 503) if nth <= times else None


async def test_busy_shop_is_asked_again(sql: SqlBackoffice) -> None:
    app = Flaky(shop_app(sql), busy(2))
    async with served(app) as shop:
        assert (await shop.find_order("104512", EMAIL)).number == "TR-104512"
    assert app.asked == 3


async def test_answer_that_was_lost_opens_no_second_return(
    shop: Database, sql: SqlBackoffice
) -> None:
    app = Flaky(shop_app(sql), busy(2), after=True)
    async with served(app) as far:
        opened = await far.open_return("104512", EMAIL, wish("levante", "faulty"), "m1")
    assert opened.number == "RMA-20031"
    assert await count(shop, ReturnRow) == 1


async def test_shop_that_stays_busy_is_unavailable(sql: SqlBackoffice) -> None:
    app = Flaky(shop_app(sql), busy(99))
    async with served(app) as shop:
        with pytest.raises(ShopUnavailable, match="answers 503") as caught:
            await shop.find_order("104512", EMAIL)
    assert (caught.value.status_code, app.asked) == (503, 3)


async def test_shop_that_is_down_is_unavailable_and_loses_nothing(
    shop: Database, sql: SqlBackoffice
) -> None:
    asked = wish("levante", "faulty")
    async with httpx.AsyncClient(base_url="http://127.0.0.1:9") as http:
        with pytest.raises(ShopUnavailable, match=r"again|inténtelo"):
            await HttpBackoffice(http, 1).open_return("104512", EMAIL, asked, "m1")
    assert await count(shop, ReturnRow) == 0
    async with served(Flaky(shop_app(sql), busy(0))) as again:
        assert (await again.open_return("104512", EMAIL, asked, "m1")).number == "RMA-20031"


async def test_slow_shop_is_given_up_in_time() -> None:
    async def sleepy(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        await asyncio.sleep(2)

    async with listening(sleepy) as url, httpx.AsyncClient(base_url=url) as http:
        started = asyncio.get_running_loop().time()
        with pytest.raises(ShopUnavailable, match="in time"):
            await HttpBackoffice(http, 0.3).products()
        assert asyncio.get_running_loop().time() - started < 1


@pytest.mark.parametrize(
    "instead",
    [
        Response("<html>", 200, media_type="text/html"),
        Response('[{"id": 1}]', 200, media_type="application/json"),
        Response("no", 500),
        Response('{"type": "about:blank", "title": "x", "status": 418}', 418),
        Response(
            '{"type": "about:blank", "title": "x", "status": 418}',
            418,
            media_type="application/problem+json",
        ),
    ],
)
async def test_nonsense_is_no_answer(sql: SqlBackoffice, instead: Response) -> None:
    async with served(Flaky(shop_app(sql), lambda nth: instead)) as shop:
        with pytest.raises(ShopUnavailable):
            await shop.products()


async def test_wrong_token_is_no_answer(sql: SqlBackoffice) -> None:
    async with listening(shop_app(sql)) as url, httpx.AsyncClient(base_url=url) as http:
        with pytest.raises(ShopUnavailable, match="token"):
            await HttpBackoffice(http).products()


@pytest.mark.parametrize("number", ["../../products", "a/b", "..", "ñ€", "%2F", " ", "?x=1", "#"])
async def test_whatever_a_customer_types_stays_in_its_step(
    over_http: HttpBackoffice, number: str
) -> None:
    with pytest.raises(OrderNotFound):
        await over_http.find_order(number, "josé@example.com")


async def test_errors_keep_their_words(over_http: HttpBackoffice, sql: SqlBackoffice) -> None:
    words = []
    for shop in (over_http, sql):
        with pytest.raises(BadRequest) as caught:
            await shop.open_repair(RepairRequest("x"), EMAIL, "m1")  # type: ignore[attr-defined]
        words.append(caught.value.message)
    assert words[0] == words[1]
    assert TYPES.startswith("urn:")
