"""Searching help: the assistant's own answer, its places, and honesty where there is none."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import func, select

from bot.contacts import Contact
from bot.database import Database, now
from bot.help.tables import HelpSearch
from bot.policies.days import local_day
from tests.help.site import Site

SINCE = date(2020, 1, 1)


async def found(client: httpx.AsyncClient, question: str, **more: str) -> LexborHTMLParser:
    answer = await client.get("/help/search", params={"q": question, "lang": "es", **more})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return LexborHTMLParser(answer.text)


async def test_a_question_of_the_faq_is_answered_whole(reader: httpx.AsyncClient) -> None:
    page = await found(reader, "¿Cuántos días tengo para devolver un producto?")
    best = page.css_first(".best")
    assert best.css_first("h3 a").attributes["href"] == "/help/faq/returns-deadline?lang=es"
    assert "30" in best.css_first(".told").text()


@pytest.mark.parametrize(
    ("question", "language", "manual"),
    [
        ("¿Cómo descalcifico la cafetera Levante?", "es", "/manuals/levante.es"),
        ("How do I descale the Levante coffee machine?", "en", "/manuals/levante.en"),
    ],
)
async def test_a_manuals_answer_opens_it_at_the_text(
    reader: httpx.AsyncClient, question: str, language: str, manual: str
) -> None:
    page = await found(reader, question, lang="es")
    links = [str(n.attributes["href"]) for n in page.css("#results h3 a")]
    cited = next(one for one in links if one.startswith(manual))
    assert cited.endswith("#cited")
    opened = await reader.get(cited.removesuffix("#cited"))
    assert 'id="cited"' in opened.text
    assert [n for n in page.css(f'#results h3[lang="{language}"], .best[lang="{language}"]')]
    assert [n for n in page.css("#results mark")]


async def test_what_nothing_answers_is_said_with_a_way_on(
    site: Site, client: httpx.AsyncClient
) -> None:
    page = await found(client, "zzyzx plugh", lang="en")
    assert "We have found no answer" in page.css_first("#results h2").text()
    assert not page.css(".best")
    assert page.css("section.reach")
    (missed,) = await site.searches.unanswered(SINCE)
    assert (missed.text, missed.times) == ("zzyzx plugh", 1)


async def test_a_product_narrows_the_search(reader: httpx.AsyncClient) -> None:
    page = await found(reader, "limpiar el filtro de la bomba", product="garbi")
    manuals = [str(n.attributes["href"]) for n in page.css('#results h3 a[href^="/manuals/"]')]
    assert manuals
    assert all("garbi" in one or "warranty" in one or "return" in one for one in manuals)
    assert page.css('input[name="product"][value="garbi"]')
    assert page.css('.head a[href^="/help/search?q="]')


async def test_a_product_that_is_named_is_led_to(reader: httpx.AsyncClient) -> None:
    for question in ("¿Cómo descalcifico la cafetera Levante?", "la Levante zzyzx"):
        page = await found(reader, question)
        assert page.css('#results .open a[href="/help/levante?lang=es"]')
    assert not (await found(reader, "zzyzx")).css('#results a[href^="/help/levante"]')


async def test_what_only_another_products_manual_answers_is_said_to_be_elsewhere(
    reader: httpx.AsyncClient,
) -> None:
    question = "limpiar el filtro de la bomba cada 3 meses"
    plain = await found(reader, question)
    cited = plain.css_first(".best h3 a").attributes["href"] or ""
    assert cited.startswith("/manuals/garbi.es")
    assert not plain.css(".notice")
    page = await found(reader, question, product="levante")
    assert page.css_first(".best h3 a").attributes["href"] == cited
    assert "Levante no dice nada de esto" in page.css_first(".notice").text()


async def test_a_product_that_there_is_not_is_left_out(reader: httpx.AsyncClient) -> None:
    page = await found(reader, "descalcificar", product='xyzzy"><b>')
    assert not page.css('input[name="product"]')
    assert "xyzzy" not in (page.html or "")


@pytest.mark.parametrize(
    ("question", "status", "words"),
    [
        ("", 200, "Escriba unas palabras"),
        ("   \t ", 200, "Escriba unas palabras"),
        ("x", 422, "muy corto"),
        ("¿?!", 422, "muy corto"),
        ("a" * 10_000, 422, "demasiado largo"),
    ],
)
async def test_what_cannot_be_looked_up_is_told_why(
    site: Site, client: httpx.AsyncClient, question: str, status: int, words: str
) -> None:
    answer = await client.get("/help/search", params={"q": question, "lang": "es"})
    assert answer.status_code == status
    assert words in answer.text
    assert len(answer.text) < 12_000
    assert await site.searches.totals(SINCE) == (0, 0)


@pytest.mark.parametrize(
    "question", ['"><script>alert(1)</script>', "hola \0 qué", "%F0%28%8C", "🙂 café"]
)
async def test_odd_questions_stay_words(reader: httpx.AsyncClient, question: str) -> None:
    page = await found(reader, question)
    assert not [n for n in page.css("script:not([src])")]
    shown = page.css_first('input[name="q"]').attributes["value"] or ""
    assert shown == " ".join(question.replace("\0", " ").split())


async def test_search_pages_are_kept_from_search_engines(reader: httpx.AsyncClient) -> None:
    page = await found(reader, "descalcificar")
    assert page.css_first('meta[name="robots"]').attributes["content"] == "noindex"
    assert not page.css('link[rel="canonical"]')


async def test_the_switch_keeps_the_question(reader: httpx.AsyncClient) -> None:
    page = await found(reader, "luz & cal", product="levante")
    switch = page.css_first('.top a[hreflang="en"]').attributes["href"]
    assert switch == "/help/search?q=luz+%26+cal&product=levante&lang=en"


async def test_searches_are_counted_masked_and_make_no_contact(
    site: Site, client: httpx.AsyncClient, database: Database
) -> None:
    for words in ("Soy ana@correo.es y zzyzx", "soy ANA@correo.es  y zzyzx"):
        await found(client, words)
    await found(client, "¿Cuánto cuesta el envío?")
    (missed,) = await site.searches.unanswered(SINCE)
    assert (missed.text, missed.times, missed.language) == ("soy [email] y zzyzx", 2, "es")
    assert await site.searches.totals(SINCE) == (3, 1)
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Contact)) == 0


async def test_an_editor_who_tries_again_is_not_counted(
    site: Site, client: httpx.AsyncClient
) -> None:
    client.headers["referer"] = "https://tramontana.example/console/readers?days=7"
    await found(client, "zzyzx")
    assert await site.searches.totals(SINCE) == (0, 0)
    client.headers["referer"] = "https://elsewhere.example/console/"
    await found(client, "zzyzx")
    assert await site.searches.totals(SINCE) == (1, 1)


async def test_old_searches_go(site: Site, database: Database) -> None:
    await site.searches.note("una", "es", False)
    await site.searches.note("dos", "es", False)
    async with database.write() as session:
        row = (await session.scalars(select(HelpSearch).where(HelpSearch.text == "una"))).one()
        row.day -= timedelta(days=100)
    assert await site.searches.sweep(90) == 1
    assert [one.text for one in await site.searches.unanswered(SINCE)] == ["dos"]


async def test_many_at_once_are_counted_once_each(site: Site) -> None:
    await asyncio.gather(*(site.searches.note("lo mismo", "es", False) for _ in range(8)))
    (missed,) = await site.searches.unanswered(SINCE)
    assert (missed.times, missed.last) == (8, local_day(now()))


async def test_too_many_are_asked_to_wait(database: Database, help_index: Path) -> None:
    site = Site(database, help_index, help_rate="2/minute")
    client = site.client()
    for _ in range(2):
        await found(client, "descalcificar")
    answer = await client.get("/help/search", params={"q": "descalcificar", "lang": "en"})
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "60"
    assert "Wait a minute" in answer.text


async def test_without_an_index_the_faq_is_offered_and_that_is_said(
    database: Database, tmp_path: Path
) -> None:
    site = Site(database, tmp_path / "none")
    page = await found(site.client(), "¿Cuánto cuesta el envío?")
    assert "no se puede buscar en los manuales" in page.css_first(".notice").text()
    first = page.css_first(".results h3 a").attributes["href"]
    assert first == "/help/faq/shipping-cost?lang=es"
