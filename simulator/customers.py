"""A simulated customer at the counter, from the first word to the last.

What they do follows from who they are and from what they are answered; what truly happened goes
into the books. Depends on the door, the desk and the forms.
"""

from collections.abc import Awaitable
from datetime import datetime, timedelta

import httpx

from simulator import forms, waiting
from simulator.books import WISH, Asking
from simulator.door import Conversation, Heard, Json, Key, Refused, time_of
from simulator.opinions import is_done, note_answer
from simulator.plan import Visit, returning
from simulator.rating import Rating
from simulator.visit import Desk, Open
from simulator.waiting import note_handover

GREETS = {"calm": 0.18, "hurried": 0.03, "cross": 0.05, "chatty": 0.5}
"""How often they say hello first, by mood."""
WANTS_PERSON = 0.04
"""How often they ask for a person before they say what it is about."""
THUMB_UP, THUMB_DOWN, THANKS = 0.42, 0.55, 0.2
CHOOSES = 0.85
"""How often they press the button that names what they meant."""
BELIEVES = 0.25
"""How often somebody takes a wrong answer for a right one."""
COMES_BACK = {"person": 0.6, "danger": 0.7}
"""How often one whose matter was not solved comes back, by the kind of the matter; else 0.4."""
Sending = Awaitable[tuple[datetime, Heard]]
ANSWERED_WITHIN = timedelta(days=4)
"""How long somebody waits for a mail or a call."""


async def come(desk: Desk, http: httpx.AsyncClient, key: Key, visit: Visit) -> None:
    """One visit. What the counter refuses is a fault of the visit, not the end of the month."""
    door = Conversation(http, key)
    person = visit.person
    await door.start(person.language, person.id if person.known else None)
    here = Customer(desk, desk.open(visit, door))
    try:
        await here.be()
    except Refused as error:
        here.open.entry.faults.append(str(error))
    await here.leave()
    here.think_again(http, key)


class Customer:
    """One customer at the counter."""

    def __init__(self, desk: Desk, open: Open) -> None:
        self._desk = desk
        self.open = open
        self._agenda = desk.agenda
        self._dice = open.dice
        self._person = open.visit.person
        self._matter = open.visit.matter
        self._rating = Rating(desk, open, self._press)

    async def be(self) -> None:
        """Say hello, ask, react, say how it was."""
        if self._chance(GREETS[self._person.mood]):
            await self._say(self._words("hello"))
            await self._pause(8)
        if self._chance(WANTS_PERSON):
            await self._want_person()
        else:
            await self._react(await self._ask(self._first_words()), tries=0)
        await self._rating.rate()
        await self._rating.close()

    async def leave(self) -> None:
        """Go; whoever is to be written to or called hears of it within days."""
        self.open.in_widget = False
        until = self._agenda.now() + ANSWERED_WITHIN
        while self.open.handover and self._agenda.now() < until:
            left = (until - self._agenda.now()).total_seconds()
            await self._agenda.wait(self.open.agent_spoke, left)
        self.open.over = True

    def think_again(self, http: httpx.AsyncClient, key: Key) -> None:
        """Come back in a few days where nothing was solved."""
        entry, visit = self.open.entry, self.open.visit
        likely = COMES_BACK.get(self._matter.kind, 0.4)
        times = 0 if visit.again is None else 1
        if entry.solved or not self._chance(likely * (0.4 if times else 1)):
            return
        at = self._agenda.now() + timedelta(days=self._dice.uniform(0.6, 5.5))
        at = at.replace(hour=self._dice.choice((8, 9, 10, 11, 15, 16, 17)))
        if at >= self._desk.ends or at <= self._agenda.now():
            return
        self._desk.numbers += 1
        later = returning(visit, at, self._desk.numbers, self._dice)
        self._agenda.start(come(self._desk, http, key, later), at)

    def _first_words(self) -> str:
        words = self.open.visit.words
        if self.open.visit.again and self._chance(0.4):
            return f"{self._words('again')} {words}"
        return words

    async def _ask(self, text: str, payload: str | None = None) -> Heard:
        """Put the matter to whoever is in charge; what the assistant makes of it is noted."""
        asking = Asking(self._agenda.now(), self._matter.key, text)
        self.open.entry.askings.append(asking)
        asking.at, heard = await self._say(text, payload)
        asking.id = self.open.door.sent
        note_answer(asking, heard)
        return heard

    async def _react(self, heard: Heard, tries: int) -> None:
        """Go on from what the assistant said to the matter."""
        if waiting.is_handed(heard):
            return await self._with_people(heard)
        if self.open.asking and self.open.asking.bot == "done":
            return await self._be_done(heard)
        if heard.is_answer:
            right = self._matter.is_answered_by(heard.text, heard.headings)
            if right or self._chance(BELIEVES):
                return await self._be_content(heard, right)
            heard = await self._say_no(heard)
            if waiting.is_handed(heard):
                return await self._with_people(heard)
        elif forms.is_asking(heard) and self._matter.form:
            return await self._fill_in(heard)
        elif (button := self._meant(heard)) and tries < 3 and self._chance(CHOOSES):
            await self._pause(10)
            return await self._react(await self._ask(button["title"], button["payload"]), tries + 1)
        await self._go_on(tries)

    def _meant(self, heard: Heard) -> Json | None:
        """The button that names what was meant."""
        intent = f"/{self._matter.form}" if self._matter.form else "-"
        for button in heard.buttons:
            named = button["payload"] is None and self._matter.is_offered_as(button["title"])
            if named or button["payload"] == intent:
                return button
        return None

    async def _go_on(self, tries: int) -> None:
        """After no answer, or a wrong one: other words, a person, or away."""
        people = self._matter.kind in ("person", "complaint", "danger")
        choice = self._dice.random() + (0.3 if people else 0)
        await self._pause(12)
        if choice < 0.4 and tries == 0 and self._matter.kind != "odd":
            await self._react(await self._ask(self._other_words()), tries + 1)
        elif choice < 0.8 or people:
            await self._want_person()

    async def _be_content(self, heard: Heard, right: bool) -> None:
        """Read, perhaps say that it helped, perhaps thank."""
        self.open.entry.solved = right
        await self._pause(25)
        if self._chance(THUMB_UP) and await self._press(heard, "/feedback_positive"):
            self._thumb(1)
        elif self._chance(THANKS):
            await self._say(self._words("thanks"))

    async def _say_no(self, heard: Heard) -> Heard:
        """Read what does not help, and perhaps say so; what comes to that."""
        await self._pause(20)
        if self._chance(THUMB_DOWN):
            said = await self._press(heard, "/feedback_negative")
            if said:
                self._thumb(-1)
                return said
        return Heard()

    def _thumb(self, value: int) -> None:
        if self.open.asking:
            self.open.asking.thumb = value

    async def _fill_in(self, heard: Heard) -> None:
        """Fill in the form, step by step; a person where it leads nowhere."""
        form, asking = forms.Form(self._person), self.open.asking
        while (step := form.step(heard)) is not None:
            await self._pause(9)
            _, heard = await self._say(step.text, step.payload)
            if waiting.is_handed(heard):
                return await self._with_people(heard)
        if asking and is_done(heard) and not forms.is_at_a_loss(heard):
            asking.bot, asking.done_at = "done", self._spoken_at(heard)
            return await self._be_done(heard)
        await self._go_on(tries=1)

    async def _be_done(self, heard: Heard) -> None:
        """The form came to its end: say how it was; it may not have been what was wanted."""
        fits = self._matter.form and self._matter.kind in ("chore", "question")
        self.open.entry.solved = bool(fits and heard.survey) and self._chance(0.88)
        await self._rating.answer(heard)
        if not fits or not heard.survey:
            await self._go_on(tries=1)

    async def _want_person(self) -> None:
        """Ask for a person, by the widget's button or in words."""
        asking = self.open.asking
        if asking is None or asking.at < self._agenda.now() - timedelta(days=1):
            self.open.entry.askings.append(Asking(self._agenda.now(), WISH, ""))
        if self._chance(0.6):
            _, heard = await self._heard(self.open.door.ask_for_person())
        else:
            _, heard = await self._say(self._words("person"))
        if waiting.is_handed(heard):
            await self._with_people(heard)
        else:
            self.open.entry.faults.append(f"no person was got: {heard.text[:80]!r}")

    async def _with_people(self, heard: Heard) -> None:
        note_handover(self.open, heard, self._agenda.now())
        told = await waiting.Waiting(self._desk, self.open).be(heard)
        await self._rating.answer(told)

    async def _press(self, heard: Heard, payload: str) -> Heard | None:
        """Press a button that was offered; None where it was not."""
        for button in heard.buttons:
            if button["payload"] == payload:
                return (await self._say(button["title"], payload))[1]
        return None

    async def _say(self, text: str, payload: str | None = None) -> tuple[datetime, Heard]:
        return await self._heard(self.open.door.say(text, payload))

    async def _heard(self, sending: Sending) -> tuple[datetime, Heard]:
        """Send, and note who spoke when."""
        at, heard = await sending
        said = self.open.entry.said
        said.append((at, "customer"))
        said.extend((time_of(one), "assistant") for one in heard.replies)
        return at, heard

    def _spoken_at(self, heard: Heard) -> datetime:
        return time_of(heard.replies[0]) if heard.replies else self._agenda.now()

    def _other_words(self) -> str:
        wordings = self._matter.wordings[self._person.language]
        return self._dice.choice(wordings)

    def _words(self, key: str) -> str:
        return self._desk.words(key, self._person.language, self._dice)

    def _chance(self, share: float) -> bool:
        return self._dice.random() < share

    async def _pause(self, seconds: float) -> None:
        """Read and type: about so long."""
        await self._agenda.sleep(seconds * self._dice.uniform(0.5, 1.6))
