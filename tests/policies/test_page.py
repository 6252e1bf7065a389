"""The public page: every clause has its anchor, every version its days, both languages."""

import re
from datetime import date

import httpx
import pytest
from fastapi import FastAPI

from bot.pages import STATIC_DIR, PublicFiles, install_not_found, make_templates
from bot.policies.editions import Edition
from bot.policies.figures import Figures
from bot.policies.page import blocks, router
from tests.policies.sales import POLICIES

TODAY = date(2026, 6, 1)
EDITIONS = [one for editions in POLICIES.book.editions.values() for one in editions]


def app() -> FastAPI:
    """The pages alone, on a fixed day."""
    made, templates = FastAPI(), make_templates("Tramontana")
    made.include_router(router(POLICIES, templates, lambda: TODAY))
    made.mount("/static", PublicFiles(directory=STATIC_DIR))
    install_not_found(made, templates)
    return made


@pytest.fixture
def client() -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app())
    return httpx.AsyncClient(transport=transport, base_url="http://mostrador.example")


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: f"{one.policy} {one.version}")
async def test_every_clause_is_on_the_page_that_findings_link_to(
    client: httpx.AsyncClient, edition: Edition[Figures], language: str
) -> None:
    for clause in edition.clauses.values():
        assert clause.url(language).endswith(f"lang={language}#{clause.id}")
    page = (await client.get(clause.url(language))).text
    assert f'<html lang="{language}">' in page
    assert re.findall(r'<section class="clause" id="([^"]+)"', page) == list(edition.clauses)
    for clause in edition.clauses.values():
        for block in blocks(clause.text[language]):
            for text in block.items or (block.text,):
                assert text.replace("'", "&#39;") in page


async def test_an_older_version_says_whose_orders_it_is_for(client: httpx.AsyncClient) -> None:
    page = (await client.get("/policies/returns?on=2024-05-01&lang=en")).text
    assert "from 1 January 2022 to 31 December 2025" in page
    assert "This is not the version of today." in page
    assert "20 in Portugal and France" in page
    assert 'value="2024-05-01"' in page


async def test_the_version_of_an_order_of_today_is_said_to_be_it(client: httpx.AsyncClient) -> None:
    page = (await client.get("/policies/returns?on=2026-05-01&lang=es")).text
    assert "se aplica a un pedido del 1 de mayo de 2026" in page
    assert "no es la versión de hoy" not in page


async def test_a_day_before_all_versions_shows_the_oldest(client: httpx.AsyncClient) -> None:
    page = (await client.get("/policies/warranty?on=1999-01-01&lang=en")).text
    assert "This is the oldest version there is" in page
    assert "Version 1.0" in page


@pytest.mark.parametrize("day", ["yesterday", "2024-13-01", "<script>", "2024-05-01' or 1"])
async def test_a_day_that_is_none_is_said_to_be_none(client: httpx.AsyncClient, day: str) -> None:
    page = await client.get("/policies/returns", params={"on": day, "lang": "en"})
    assert page.status_code == 200
    assert "We could not read that date." in page.text
    assert day not in page.text
    assert "Version 3.0" in page.text


async def test_the_language_is_the_site_s_usual_choice(client: httpx.AsyncClient) -> None:
    english = await client.get("/policies/refunds", headers={"accept-language": "en-GB"})
    assert "Refunds policy" in english.text
    assert english.headers["content-language"] == "en"
    assert 'href="?lang=es"' in english.text
    assert "Política de reembolsos" in (await client.get("/policies/refunds")).text


async def test_switching_language_keeps_the_day(client: httpx.AsyncClient) -> None:
    page = (await client.get("/policies/returns?on=2020-01-01&lang=es")).text
    assert 'href="?on=2020-01-01&amp;lang=en"' in page


async def test_the_list_leads_to_each_policy_in_force(client: httpx.AsyncClient) -> None:
    page = (await client.get("/policies?lang=en")).text
    for policy in POLICIES.book.editions:
        assert f'href="/policies/{policy}?lang=en"' in page
    assert "Version 3.0, in force since 1 January 2026" in page


async def test_a_policy_that_is_none_leads_nowhere(client: httpx.AsyncClient) -> None:
    page = await client.get("/policies/gifts", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "<html" in page.text


async def test_pages_carry_a_strict_policy(client: httpx.AsyncClient) -> None:
    policy = (await client.get("/policies/returns")).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
