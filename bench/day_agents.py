"""Agents of a support day who are played: each a headless Chromium at the console, by keyboard.

Each takes what waits, greets by a canned reply, inserts the first passage now and then, notes,
labels, passes on, answers in the customer's language and resolves. Depends on the console's pages
alone.
"""

import asyncio
import random
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from playwright.async_api import Browser, Page, async_playwright
from playwright.async_api import Error as BrowserError

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
WORDS = {
    "es": (
        "Lo he mirado: se lo dejo tramitado y recibirá la confirmación por correo.",
        "¿Me dice el número de pedido, por favor?",
        "Pasaremos a recogerlo sin coste. ¿Le va bien esta semana?",
        "Queda anotado. Si no se resuelve hasta el viernes, escríbanos aquí mismo.",
    ),
    "en": (
        "I have looked into it: it is arranged, and you will get the confirmation by e-mail.",
        "Could you tell me the order number, please?",
        "We will collect it free of charge. Does this week suit you?",
        "It is noted. If it is not settled by Friday, write to us right here.",
    ),
}
FIRST_ROUND_S, ROUND_S, ROUNDS = 20.0, 12.0, 3
"""How long a customer's next words are waited for, and how often the agent answers at most."""
NOTES, LABELS, PASSAGES, PASSED_ON = 0.4, 0.3, 0.5, 0.1
"""How often an agent does each."""
DIALOG = ".q-dialog .q-card"
REPLY, NOTE = 'textarea[data-key="w"]', 'textarea[data-key="n"]'


@asynccontextmanager
async def playing(url: str, emails: Sequence[str], password: str, seed: int) -> AsyncIterator[None]:
    """These agents at work for as long as the context lasts; without any no browser is started."""
    if not emails:
        yield
        return
    async with async_playwright() as playwright:
        path = next(found for name in CHROMIUM if (found := shutil.which(name)))
        browser = await playwright.chromium.launch(executable_path=path, args=ARGS)
        agents = [
            await Agent.at(browser, url, email, password, random.Random(f"{seed} {email}"))
            for email in emails
        ]
        tasks = [asyncio.create_task(one.work()) for one in agents]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await browser.close()


class Agent:
    """One agent at the console."""

    def __init__(self, page: Page, dice: random.Random) -> None:
        self._page = page
        self._dice = dice

    @classmethod
    async def at(
        cls, browser: Browser, url: str, email: str, password: str, dice: random.Random
    ) -> "Agent":
        """An agent who has logged in."""
        page = await browser.new_page(base_url=url, viewport={"width": 1280, "height": 900})
        page.set_default_timeout(15_000)
        await page.goto("/console/login")
        await page.locator("#email").fill(email)
        await page.locator("#password").fill(password)
        await page.get_by_role("button").click()
        await page.locator(".bell select").wait_for()
        return cls(page, dice)

    async def work(self) -> None:
        """One conversation after the other; a page that fails is opened anew."""
        while True:
            try:
                if await self._next():
                    await self._serve()
                else:
                    await asyncio.sleep(2)
            except BrowserError:
                await asyncio.sleep(1)

    async def _next(self) -> bool:
        """Whether one is open: one's own that is unanswered, or what `c` claims."""
        await self._page.goto("/console/")
        await self._page.locator(".lists").wait_for()
        own = self._page.locator(".case.unanswered a.words")
        if await own.count():
            await own.first.click()
        elif await self._page.locator(".waiting .case button.q-btn").count():
            await self._page.keyboard.press("c")
        else:
            return False
        with suppress(BrowserError):
            await self._page.wait_for_url(re.compile("/conversation/"), timeout=5000)
            await self._page.locator(REPLY).wait_for()
            return True
        return False

    async def _serve(self) -> None:
        """From the greeting to the end, or to a colleague."""
        await self._canned("hola")
        await self._beside()
        for number in range(ROUNDS):
            heard = await self._heard(FIRST_ROUND_S if number == 0 else ROUND_S)
            if not heard and number:
                break
            if number == 1 and self._dice.random() < PASSED_ON:
                return await self._pass_on()
            await self._answer(first=number == 0)
        await self._canned("adios")
        await self._resolve()

    async def _beside(self) -> None:
        """A note and a label, now and then."""
        if self._dice.random() < NOTES:
            await self._key("n")
            await self._page.locator(NOTE).press_sequentially("Mirado el pedido.", delay=15)
            await self._page.keyboard.press("Enter")
            await self._page.locator(".bubble.note").last.wait_for()
            # The cursor goes to the reply by itself.
            await self._page.wait_for_timeout(800)
        if self._dice.random() < LABELS:
            await self._key("l")
            await self._page.locator(f"{DIALOG} input[type=text]").press_sequentially("seguir")
            await self._page.keyboard.press("Enter")
            await self._leave_dialog()

    async def _answer(self, first: bool) -> None:
        """A passage as it stands, or words of one's own."""
        passage = self._page.locator(".part.passages .help-card")
        if first and await passage.count() and self._dice.random() < PASSAGES:
            await self._key("1")
            await self._page.wait_for_timeout(500)
        else:
            words = self._dice.choice(WORDS[await self._language()])
            await self._page.locator(REPLY).press_sequentially(words, delay=25)
        await self._page.locator(REPLY).press("Enter")
        await self._sent()

    async def _canned(self, shortcut: str) -> None:
        """A canned reply by its shortcut. A gap in it that nobody can fill is taken out."""
        field = self._page.locator(REPLY)
        await self._key("w")
        await field.fill("")
        await field.press_sequentially(f"/{shortcut}", delay=25)
        await self._page.locator(".choice").first.wait_for()
        await field.press("Enter")
        await self._page.locator(".choice").first.wait_for(state="hidden")
        text = await field.input_value()
        if "{" in text:
            await field.fill(re.sub(r",? ?\{\w+\}", "", text))
        await field.press("Enter")
        await self._sent()

    async def _sent(self) -> None:
        """Wait until the field is empty."""
        for _ in range(50):
            if not await self._page.locator(REPLY).input_value():
                return
            await self._page.wait_for_timeout(100)

    async def _heard(self, seconds: float) -> bool:
        """Whether the customer says something new."""
        said = self._page.locator(".bubble.customer")
        before = await said.count()
        for _ in range(int(seconds * 2)):
            if await said.count() > before:
                return True
            await self._page.wait_for_timeout(500)
        return False

    async def _pass_on(self) -> None:
        """To the first colleague who is there, with a note."""
        await self._key("t")
        # Before the colleagues are the queue and the assistant.
        await self._page.locator(f"{DIALOG} [role=radio]").nth(2).click()
        await self._page.locator(f"{DIALOG} textarea").fill("¿Puede seguir usted?")
        await self._confirm()

    async def _resolve(self) -> None:
        """End it; what the customer said meanwhile is read, and it is ended again."""
        for _ in range(3):
            await self._key("r")
            topics = self._page.locator(f"{DIALOG} fieldset").nth(1)
            await topics.wait_for()
            if not await topics.locator("[aria-checked=true]").count():
                await topics.get_by_role("radio").first.click()
            await self._confirm()
            with suppress(BrowserError):
                await self._page.wait_for_url(re.compile(r"/console/$"), timeout=4000)
                return

    async def _confirm(self) -> None:
        await self._page.locator(f"{DIALOG} .buttons button").first.click()
        await self._leave_dialog()

    async def _leave_dialog(self) -> None:
        if await self._page.locator(DIALOG).count():
            await self._page.wait_for_timeout(500)
            if await self._page.locator(DIALOG).count():
                await self._page.keyboard.press("Escape")
        await self._page.locator(DIALOG).wait_for(state="detached")

    async def _key(self, key: str) -> None:
        """A shortcut, with no field under the cursor."""
        await self._page.evaluate("document.activeElement?.blur()")
        # A field that was just left, or led into, is given a moment by the page.
        await self._page.wait_for_timeout(700)
        await self._page.keyboard.press(key)
        if key in "wn":
            await self._page.wait_for_timeout(300)

    async def _language(self) -> str:
        """The customer's."""
        said = self._page.locator("[role=log]")
        return "en" if await said.get_attribute("lang") == "en" else "es"
