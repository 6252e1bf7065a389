"""A customer who wants to be forgotten is, everywhere, as soon as nothing is open any more."""

import pytest

from bot.backoffice import CustomerNotFound, Forgotten, ShopUnavailable, SqlBackoffice
from bot.contacts import ContactEntry, Contacts
from bot.conversations import MessageDraft, Transcript
from bot.database import Database
from bot.erasure import Erasure, ErasureWish
from bot.identity import Identity
from tests.backoffice.conftest import furnish
from tests.backoffice.rows import NOW

WORDS = "Soy Lucía, mi número es el 104512"


@pytest.fixture
async def shop(database: Database) -> SqlBackoffice:
    """The small shop, in which one order of Lucía's is on its way."""
    return SqlBackoffice(await furnish(database))


async def talked(database: Database, shop: SqlBackoffice, customer_id: str) -> str:
    """A conversation of a customer's, with a contact."""
    row = await Transcript(database).start("es")
    await Transcript(database).append(row.id, MessageDraft("customer", WORDS, "m0000001"))
    entry = ContactEntry(row.id, "m0000001", WORDS, "es", "order_status", 0.9, "transaction")
    await Contacts(database).log(entry)
    await Identity(shop, database).remember(row.id, customer_id)
    return row.id


async def words_of(database: Database, talk: str) -> list[str]:
    said = [one.text for one in await Transcript(database).after(talk, 0)]
    return said + [one.text for one in await Contacts(database).of_conversation(talk)]


async def arrive(shop: SqlBackoffice) -> None:
    for state in ("shipped", "delivered"):
        await shop.moves.move("order", "TR-104600", state, "shop")


async def test_words_go_with_the_name(database: Database, shop: SqlBackoffice) -> None:
    await arrive(shop)
    hers, other = await talked(database, shop, "c1"), await talked(database, shop, "c2")
    outcome = await Erasure(shop, database).forget("c1", "m1")
    assert outcome.done
    assert {one.what for one in outcome.kept} == {"invoices", "orders"}
    assert await words_of(database, hers) == ["-", "-"]
    assert await words_of(database, other) == [WORDS, WORDS]
    assert await Identity(shop, database).customer_of(hers) is None


async def test_wish_waits_for_what_is_open(database: Database, shop: SqlBackoffice) -> None:
    erasure, talk = Erasure(shop, database), await talked(database, shop, "c1")
    outcome = await erasure.forget("c1", "m1")
    assert not outcome.done
    assert "open matter: TR-104600" in {one.why for one in outcome.kept}
    assert await words_of(database, talk) == [WORDS, WORDS]
    assert await erasure.sweep() == 0
    await arrive(shop)
    assert await words_of(database, talk) == [WORDS, WORDS]
    assert await erasure.sweep() == 1
    assert await words_of(database, talk) == ["-", "-"]
    assert (await shop.record_of("c1")).customer.name == "-"
    assert await erasure.sweep() == 0


async def test_asking_twice_is_asking_once(database: Database, shop: SqlBackoffice) -> None:
    await arrive(shop)
    erasure = Erasure(shop, database)
    assert await erasure.forget("c1", "m1") == await erasure.forget("c1", "m2")


async def test_shop_that_is_down_does_not_lose_the_wish(
    database: Database, shop: SqlBackoffice
) -> None:
    class Down(SqlBackoffice):
        async def forget(self, customer_id: str, key: str) -> None:  # type: ignore[override]
            raise ShopUnavailable("it is down")

    await arrive(shop)
    with pytest.raises(ShopUnavailable):
        await Erasure(Down(database), database).forget("c1", "m1")
    assert await Erasure(shop, database).sweep() == 1


async def test_nobody_cannot_be_forgotten(database: Database, shop: SqlBackoffice) -> None:
    with pytest.raises(CustomerNotFound):
        await Erasure(shop, database).forget("nobody", "m1")
    assert await Erasure(shop, database).sweep() == 0


async def test_one_wish_that_fails_does_not_hold_up_another(
    database: Database, shop: SqlBackoffice
) -> None:
    class DownForOne(SqlBackoffice):
        async def forget(self, customer_id: str, key: str) -> Forgotten:
            if customer_id == "c1":
                raise ShopUnavailable("it is down")
            return await super().forget(customer_id, key)

    erasure = Erasure(DownForOne(database), database)
    async with database.write() as session:
        for one in ("c1", "c2"):
            session.add(ErasureWish(customer_id=one, key="m1", asked_at=NOW))
    assert await erasure.sweep() == 1
