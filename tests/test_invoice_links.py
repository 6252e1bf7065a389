"""Links to invoices: a PDF for the conversation that is the customer's, nothing for others."""

import httpx
from fastapi import FastAPI

from bot import errors
from bot.database import Database
from bot.invoice_links import InvoiceLinks, router
from tests.action_calls import desk

LINKS = InvoiceLinks("a secret for these tests")


def client(shop: Database) -> httpx.AsyncClient:
    at, app = desk(shop), FastAPI()
    errors.install(app)
    app.include_router(router(LINKS, at.identity, at.backoffice))
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://service")


async def test_the_customers_conversation_gets_the_pdf(shop: Database) -> None:
    await desk(shop).identity.remember("mine", "c001")
    async with client(shop) as http:
        found = await http.get(LINKS.path("mine", "TR-104512", "es"))
    assert found.content.startswith(b"%PDF")
    assert found.headers["cache-control"] == "no-store"
    assert "F-TR-104512.pdf" in found.headers["content-disposition"]


async def test_other_conversations_orders_and_signatures_get_nothing(shop: Database) -> None:
    await desk(shop).identity.remember("mine", "c001")
    paths = [
        LINKS.path("yours", "TR-104512", "es"),
        LINKS.path("mine", "TR-104388", "es"),
        InvoiceLinks("another secret").path("mine", "TR-104512", "es"),
        "/invoices/nonsense",
    ]
    async with client(shop) as http:
        found = [await http.get(path) for path in paths]
    assert [one.status_code for one in found] == [404] * 4
    assert len({one.text for one in found}) == 1
