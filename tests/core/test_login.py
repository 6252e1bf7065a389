"""Logging in by the real form, and out again."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from bot.agents import Agents
from bot.agents.attempts import ACCOUNTS_PER_ADDRESS
from bot.console.login import COOKIE, FromElsewhere, login_router
from bot.console.words import label
from bot.database import Database
from bot.pages import make_templates
from bot.settings import Settings

EMAIL, PASSWORD = "ana@tramontana.example", "correct horse"


@pytest.fixture
async def agents(database: Database) -> Agents:
    """Accounts with Ana's."""
    agents = Agents(database)
    await agents.ensure(EMAIL, "Ana", PASSWORD, "agent")
    return agents


@pytest.fixture
async def browser(agents: Agents, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that does not follow redirects."""
    app = FastAPI()
    app.include_router(login_router(agents, make_templates("Tramontana"), settings))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://counter") as browser:
        yield browser


async def log_in(browser: httpx.AsyncClient, password: str = PASSWORD) -> httpx.Response:
    """Send the form."""
    form = {"email": EMAIL, "password": password}
    return await browser.post("/console/login", data=form)


@pytest.mark.parametrize("language", ["es", "en"])
async def test_form_is_in_the_browsers_language(browser: httpx.AsyncClient, language: str) -> None:
    headers = {"Accept-Language": f"{language}-XX,fr;q=0.5"}
    page = (await browser.get("/console/login", headers=headers)).text
    assert f'<html lang="{language}">' in page
    assert label("password", language) in page
    assert 'role="alert"' not in page
    assert "<script" not in page


async def test_right_password_sets_a_cookie_for_the_console_alone(
    browser: httpx.AsyncClient, agents: Agents
) -> None:
    response = await log_in(browser)
    assert (response.status_code, response.headers["location"]) == (303, "/console/")
    cookie = response.headers["set-cookie"]
    flags = {one.strip().lower() for one in cookie.split(";")[1:]}
    assert flags == {"httponly", "max-age=43200", "path=/console", "samesite=lax"}
    agent = await agents.of_session(browser.cookies[COOKIE])
    assert agent is not None
    assert agent.name == "Ana"


@pytest.mark.parametrize("limits", [{"public_url": "https://counter.example"}])
async def test_cookie_is_secure_behind_https(browser: httpx.AsyncClient) -> None:
    assert "; Secure" in (await log_in(browser)).headers["set-cookie"]


@pytest.mark.parametrize("language", ["es", "en"])
async def test_wrong_password_shows_the_form_again(
    browser: httpx.AsyncClient, language: str
) -> None:
    browser.headers["Accept-Language"] = language
    response = await log_in(browser, "wrong")
    assert response.status_code == 401
    assert label("wrong_login", language) in response.text
    assert "set-cookie" not in response.headers


async def test_missing_fields_are_a_wrong_login(browser: httpx.AsyncClient) -> None:
    assert (await browser.post("/console/login")).status_code == 401


@pytest.mark.parametrize("limits", [{"login_rate": "3/minute"}])
async def test_many_attempts_are_stopped_even_with_the_right_password(
    browser: httpx.AsyncClient,
) -> None:
    for _ in range(3):
        assert (await log_in(browser, "wrong")).status_code == 401
    response = await log_in(browser)
    assert response.status_code == 429
    assert label("too_many", "es") in response.text


@pytest.mark.parametrize("limits", [{"login_rate": "3/minute"}])
async def test_an_office_logs_in_from_one_address(browser: httpx.AsyncClient) -> None:
    for _ in range(3):
        await browser.post("/console/login", data={"email": "luis@shop.example", "password": "?"})
    for _ in range(9):
        assert (await log_in(browser)).status_code == 303


@pytest.mark.parametrize("limits", [{"login_rate": "1/minute"}])
async def test_one_address_does_not_try_the_accounts_one_after_the_other(
    browser: httpx.AsyncClient,
) -> None:
    said = [
        await browser.post(
            "/console/login", data={"email": f"{number}@shop.example", "password": "guess"}
        )
        for number in range(ACCOUNTS_PER_ADDRESS + 1)
    ]
    assert [one.status_code for one in said] == [401] * ACCOUNTS_PER_ADDRESS + [429]


async def test_logging_out_ends_the_session(browser: httpx.AsyncClient, agents: Agents) -> None:
    await log_in(browser)
    key = browser.cookies[COOKIE]
    response = await browser.post("/console/logout")
    assert (response.status_code, response.headers["location"]) == (303, "/console/login")
    assert COOKIE not in browser.cookies
    assert await agents.of_session(key) is None
    assert (await browser.post("/console/logout")).status_code == 303


@pytest.mark.parametrize("path", ["/console/login", "/console/logout"])
async def test_forms_of_other_sites_are_refused(
    browser: httpx.AsyncClient, agents: Agents, path: str
) -> None:
    key = await agents.log_in(EMAIL, PASSWORD)
    browser.cookies.set(COOKIE, key)
    form = {"email": EMAIL, "password": PASSWORD}
    for origin in ("https://elsewhere.example", "null"):
        with pytest.raises(FromElsewhere):
            await browser.post(path, data=form, headers={"Origin": origin})
    assert await agents.of_session(key) is not None
    own = await browser.post(path, data=form, headers={"Origin": "http://counter"})
    assert own.status_code == 303


@pytest.mark.parametrize("limits", [{"public_url": "https://counter.example"}])
async def test_a_proxy_may_change_the_host(browser: httpx.AsyncClient) -> None:
    headers = {"Origin": "https://counter.example"}
    form = {"email": EMAIL, "password": PASSWORD}
    assert (await browser.post("/console/login", data=form, headers=headers)).status_code == 303
