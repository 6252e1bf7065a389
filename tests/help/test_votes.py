"""Was it helpful: one vote of a visitor on a page, from our own pages alone, words masked."""

import asyncio
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select

from bot.database import Database, now
from bot.help import Count
from bot.help.tables import HelpVote
from bot.help.visitors import COOKIE
from tests.help.site import Site

PAGE = "faq/returns-how"


async def vote(
    client: httpx.AsyncClient, helpful: str = "yes", page: str = PAGE, **more: str
) -> httpx.Response:
    form = {"page": page, "helpful": helpful, "lang": "es", **more}
    return await client.post("/help/votes", data=form)


async def rows(database: Database) -> list[HelpVote]:
    async with database.read() as session:
        return list(await session.scalars(select(HelpVote)))


async def test_the_form_of_a_page_votes_and_says_thanks(
    site: Site, client: httpx.AsyncClient
) -> None:
    page = LexborHTMLParser((await client.get(f"/help/{PAGE}?lang=es")).text)
    form = page.css_first("#helpful form")
    sent = {n.attributes["name"]: n.attributes["value"] for n in form.css("input[type=hidden]")}
    answers = [n.attributes["value"] for n in form.css('button[name="helpful"]')]
    assert answers == ["yes", "no"]
    answer = await client.post(str(form.attributes["action"]), data=sent | {"helpful": "no"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/help/{PAGE}?voted=no&lang=es#helpful"
    thanks = LexborHTMLParser((await client.get(answer.headers["location"])).text)
    assert "Gracias" in thanks.css_first("#helpful h2").text()
    again = thanks.css_first("#helpful form")
    kept = {n.attributes["name"]: n.attributes["value"] for n in again.css("input[type=hidden]")}
    words = {"words": "No dice qué caja usar; llámenme al 612 345 678"}
    last = await client.post("/help/votes", data=kept | words)
    assert "voted=words" in last.headers["location"]
    assert not LexborHTMLParser((await client.get(last.headers["location"])).text).css("textarea")
    assert await site.votes.counts() == {PAGE: Count(0, 1)}
    (remark,) = await site.votes.remarks()
    assert (remark.page, remark.helpful) == (PAGE, False)
    assert remark.words == "No dice qué caja usar; llámenme al [PHONE]"


async def test_a_visitor_has_one_vote_on_a_page_and_may_change_it(
    site: Site, client: httpx.AsyncClient
) -> None:
    await vote(client, "no", words="Falta algo")
    await vote(client, "yes")
    await vote(client, "yes", page="levante")
    await vote(site.client("another browser"), "no")
    assert await site.votes.counts() == {PAGE: Count(1, 1), "levante": Count(1, 0)}
    assert await site.votes.counts(now() + timedelta(hours=1)) == {}
    assert [one.words for one in await site.votes.remarks()] == ["Falta algo"]
    assert await site.votes.remarks(now() + timedelta(hours=1)) == []
    assert Count(1, 3).share == 0.25
    assert Count().share is None


async def test_votes_of_one_visitor_cannot_be_put_together(
    client: httpx.AsyncClient, database: Database
) -> None:
    await vote(client)
    await vote(client, page="levante")
    one, two = await rows(database)
    assert one.visitor != two.visitor
    assert client.cookies[COOKIE].split(".")[0] not in one.visitor + two.visitor


async def test_the_cookie_is_for_the_server_and_these_pages_alone(
    client: httpx.AsyncClient,
) -> None:
    cookie = (await vote(client)).headers["set-cookie"]
    for words in ("HttpOnly", "Path=/help", "SameSite=lax", "Secure", "Max-Age="):
        assert words in cookie


async def test_without_its_cookie_a_browser_has_one_vote_a_day_all_the_same(site: Site) -> None:
    client = site.client()
    await vote(client)
    await vote(site.client(), "no", words="Sin cookies")
    forged = site.client()
    forged.cookies.set(COOKIE, client.cookies[COOKIE][:-2] + "xx")
    await vote(forged, "no")
    assert await site.votes.counts() == {PAGE: Count(0, 1)}
    await vote(site.client("another browser"))
    assert await site.votes.counts() == {PAGE: Count(1, 1)}


async def test_a_cookie_is_the_same_visitor_from_another_browser_and_day(site: Site) -> None:
    client = site.client()
    await vote(client)
    client.headers["user-agent"] = "a newer version"
    await vote(client, "no")
    assert await site.votes.counts() == {PAGE: Count(0, 1)}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "https://tramontana.example"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "", "origin": "https://evil.example"},
        {"sec-fetch-site": "", "origin": "null"},
        {"sec-fetch-site": "", "origin": "https://tramontana.example.evil.example"},
        {"sec-fetch-site": "", "referer": "https://evil.example/tramontana.example/"},
        {"sec-fetch-site": ""},
    ],
)
async def test_votes_from_elsewhere_are_refused(
    shared: Site, reader: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    reader.headers.update(headers)
    answer = await vote(reader)
    assert answer.status_code == 403
    page = LexborHTMLParser(answer.text)
    assert "no viene de nuestra página" in page.css_first(".lead").text()
    assert await shared.votes.counts() == {}


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://tramontana.example"}, {"referer": "https://tramontana.example/help"}],
)
async def test_browsers_that_name_no_relation_may_vote(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    client.headers.update({"sec-fetch-site": "", **headers})
    assert (await vote(client)).status_code == 303


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"page": "faq/none"}, 404),
        ({"page": "none"}, 404),
        ({"page": "levante/steps/none"}, 404),
        ({"page": "https://evil.example/"}, 404),
        ({"page": "//evil.example"}, 404),
        ({"helpful": "maybe"}, 422),
        ({"lang": "fr"}, 422),
        ({"words": "a" * 5000}, 422),
        ({"page": "a" * 300}, 422),
        ({"page": ""}, 404),
    ],
)
async def test_what_is_no_vote_is_refused(
    shared: Site, reader: httpx.AsyncClient, form: dict[str, str], status: int
) -> None:
    sent = {"page": PAGE, "helpful": "yes", "lang": "es"} | form
    answer = await reader.post("/help/votes", data=sent)
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    page = LexborHTMLParser(answer.text)
    assert "No hemos podido anotar su voto" in page.css_first("h1").text()
    assert await shared.votes.counts() == {}


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"page=levante", b"[1]"])
async def test_a_body_that_is_no_form_is_told_so_in_the_browsers_language(
    reader: httpx.AsyncClient, body: bytes
) -> None:
    sent = {"content-type": "application/x-www-form-urlencoded", "accept-language": "en"}
    answer = await reader.post("/help/votes", content=body, headers=sent)
    assert answer.status_code == 422
    assert "is no vote" in LexborHTMLParser(answer.text).css_first(".lead").text()


async def test_a_tutorial_can_be_voted_on(site: Site, client: httpx.AsyncClient) -> None:
    page = "levante/steps/descaling-the-machine"
    answer = await vote(client, page=page, lang="en")
    assert answer.headers["location"] == f"/help/{page}?voted=yes&lang=en#helpful"
    assert await site.votes.counts() == {page: Count(1, 0)}


async def test_too_many_votes_are_refused(database: Database, help_index: Path) -> None:
    client = Site(database, help_index, help_vote_rate="2/hour").client()
    found = [(await vote(client)).status_code for _ in range(3)]
    assert found == [303, 303, 429]
    assert "Demasiados votos" in (await vote(client)).text


async def test_pressing_twice_at_once_is_one_vote(site: Site) -> None:
    await asyncio.gather(*(site.votes.vote(PAGE, "v", True, "es") for _ in range(6)))
    assert await site.votes.counts() == {PAGE: Count(1, 0)}


async def test_words_are_let_go_of_in_time_and_votes_stay(site: Site, database: Database) -> None:
    for visitor, words in (("a", "viejo"), ("b", "nuevo")):
        await site.votes.vote(PAGE, visitor, False, "es", words)
    async with database.write() as session:
        row = (await session.scalars(select(HelpVote).where(HelpVote.visitor == "a"))).one()
        row.at -= timedelta(days=91)
    assert await site.votes.sweep(90) == 1
    assert [one.words for one in await site.votes.remarks()] == ["nuevo"]
    assert await site.votes.counts() == {PAGE: Count(0, 2)}


async def test_odd_words_are_kept_as_words(site: Site, client: httpx.AsyncClient) -> None:
    await vote(client, words="<b>\0 ¿qué? 🙂")
    assert [one.words for one in await site.votes.remarks()] == ["<b> ¿qué? 🙂"]
