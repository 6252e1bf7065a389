"""The standards a second time, in plain loops, from the text of their definitions alone.

Nothing of `bot.standards` is used but the shapes of the events. Slow and simple on purpose. Every
function gives the value, and how many count.
"""

from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean, median
from zoneinfo import ZoneInfo

from bot.standards.events import Escalated, Log
from tests.standards.naive_things import DAY, Thing, things, wall

Result = tuple[float | None, int]


@dataclass
class Naive:
    """All standards of some conversations in a period. `none`: groups that are no question."""

    logs: list[Log]
    start: datetime
    end: datetime
    now: datetime
    language: str | None = None
    business: bool = False
    none: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        every = [each for log in self.logs for each in things(log)]
        self.every = [each for each in every if each.asked.group_id not in self.none]
        self.matters = [one for one in self.every if self.inside(one.at, one.asked.language)]
        self.handed = [one for one in self.matters if one.handed and one.over_at]

    def inside(self, at: datetime, language: str) -> bool:
        return self.start <= at < self.end and self.language in (None, language)

    def share(self, flags: list[bool]) -> Result:
        return (mean(flags) if flags else None, len(flags))

    def middle(self, values: list[float]) -> Result:
        return (median(values) if values else None, len(values))

    def average(self, values: list[float]) -> Result:
        return (mean(values) if values else None, len(values))

    def language_at(self, log: Log, at: datetime) -> str:
        """The language of the matter that was last at a moment."""
        known = things(log)
        before = [each for each in known if each.at <= at] or known[:1]
        return before[-1].asked.language if before else log.language

    # Times

    def first_response(self) -> Result:
        found = []
        for one in self.matters:
            said = [x for x in one.log.said if x.at >= one.at and x.side in ("assistant", "agent")]
            if said:
                found.append(wall(one.at, said[0].at, self.business, said[0].side))
        return self.middle(found)

    def handovers(self) -> list[tuple[Log, Escalated]]:
        found = []
        for log in self.logs:
            for each in log.escalated:
                carried = [one for one in things(log) if one.handed is each]
                language = carried[0].asked.language if carried else log.language
                if self.inside(each.at, language):
                    found.append((log, each))
        return found

    def waited(self) -> list[tuple[float | None, float, bool]]:
        """Of each hand-over that counts: seconds to a person's words, to its end or now, and
        whether it is still open."""
        found = []
        for log, each in self.handovers():
            if each.outcome in ("spam", "merged"):
                continue
            words = [x.at for x in log.said if x.side == "agent" and x.at >= each.at]
            if each.ended_at is not None:
                words = [at for at in words[:1] if at <= each.ended_at]
            answer = wall(each.at, words[0], self.business) if words else None
            gone = (self.now - each.at).total_seconds()
            if each.ended_at is not None:
                gone = wall(each.at, each.ended_at, self.business)
            found.append((answer, gone, each.ended_at is None))
        return found

    def first_response_agent(self) -> Result:
        return self.middle([answer for answer, _, _ in self.waited() if answer is not None])

    def service_level(self) -> Result:
        flags = []
        for answer, gone, _ in self.waited():
            if answer is not None:
                flags.append(answer <= 300)
            elif gone > 300:
                flags.append(False)
        return self.share(flags)

    def mean_response(self) -> Result:
        place = 1 if self.business else 0
        return self.average([each[place] for one in self.matters for each in one.waits])

    def resolution(self) -> Result:
        return self.middle(self.lasted(self.matters))

    def lasted(self, matters: list[Thing]) -> list[float]:
        whose = ("assistant", "queue", "agent", "customer")
        return [
            sum(one.time_of(name, self.business) for name in whose)
            for one in matters
            if one.resolved and one.over_at
        ]

    def time_assistant(self) -> Result:
        ended = [one for one in self.matters if one.over_at]
        return self.average([one.time_of("assistant", self.business) for one in ended])

    def time_queue(self) -> Result:
        return self.average([one.time_of("queue", self.business) for one in self.handed])

    def time_agent(self) -> Result:
        return self.average([one.time_of("agent", self.business) for one in self.handed])

    def time_customer(self) -> Result:
        return self.average([one.time_of("customer", self.business) for one in self.handed])

    # How matters came out

    def fcr_claimed(self) -> Result:
        return self.share([one.resolved for one in self.matters if one.resolved is not None])

    def fcr_confirmed(self) -> Result:
        return self.share([one.helped for one in self.matters if one.helped is not None])

    def fcr_durable(self) -> Result:
        flags = []
        for one in self.matters:
            over = one.over_at if one.resolved and one.over_at else one.at
            if one.asked.group_id is None or one.wish or one.resolved is None:
                continue
            if over + 7 * DAY > self.now:
                continue
            again = any(
                each.who == one.who and each.asked.group_id == one.asked.group_id
                and over < each.at <= over + 7 * DAY
                for each in self.every
            )  # fmt: skip
            flags.append(one.resolved and not again)
        return self.share(flags)

    def containment(self) -> Result:
        return self.share([one.handed is None for one in self.matters])

    def handover_rate(self) -> Result:
        return self.share([one.handed is not None for one in self.matters])

    def unanswered_rate(self) -> Result:
        put = [one for one in self.matters if not one.wish
               and (one.asked.outcome is not None or not one.put_to_people)]  # fmt: skip
        return self.share([one.asked.outcome == "unanswered" if one.asked.outcome
                           else not one.answered for one in put])  # fmt: skip

    # Questions and customers

    def simple(self, days: int) -> list[tuple[Thing, bool]]:
        since = min(self.start, self.end - days * DAY)
        groups = [one.asked.group_id for one in self.every
                  if since <= one.at < self.end and not one.wish]  # fmt: skip
        return [
            (one, groups.count(one.asked.group_id) >= 5)
            for one in self.matters
            if one.asked.group_id is not None and not one.wish
        ]

    def simple_share(self) -> Result:
        return self.share([often for _, often in self.simple(90)])

    def simple_share_1(self) -> Result:
        return self.share([often for _, often in self.simple(0)])

    def simple_cost(self) -> Result:
        found = []
        for one, often in self.simple(90):
            if often and (one.handed is None or one.over_at is not None):
                spent = one.time_of("agent", self.business) if one.handed else 0.0
                found.append(spent)
        return self.average(found)

    def simple_time(self) -> Result:
        return self.middle(self.lasted([one for one, often in self.simple(90) if often]))

    def returning_customers(self) -> Result:
        flags = []
        for customer in {one.who for one in self.matters if one.log.customer}:
            first = min(one.at for one in self.matters if one.who == customer)
            other = [
                one for one in self.every
                if one.who == customer and first - 90 * DAY <= one.at < self.end
                and local(one.at) != local(first)
            ]  # fmt: skip
            flags.append(bool(other))
        return self.share(flags)

    # Promises, reasons and opinions

    def handover_reasons(self) -> Result:
        count = len(self.handovers())
        return float(count), count

    def promises_kept(self) -> Result:
        kept = [
            one.kept for log in self.logs for one in log.promised
            if one.kept is not None and self.inside(one.at, self.language_at(log, one.at))
        ]  # fmt: skip
        return self.share(kept)

    def scores(self, *kinds: str) -> list[float]:
        return [
            one.value for log in self.logs for one in log.scored
            if one.kind in kinds and one.value is not None
            and self.inside(one.at, self.language_at(log, one.at))
        ]  # fmt: skip

    def csat(self) -> Result:
        return self.share([one >= 4 for one in self.scores("csat")])

    def nps(self) -> Result:
        scores = self.scores("nps")
        if not scores:
            return None, 0
        best, worst = sum(one >= 9 for one in scores), sum(one <= 6 for one in scores)
        return 100 * (best - worst) / len(scores), len(scores)

    def quality(self) -> Result:
        names = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
        return self.average(self.scores(*names))

    def dimension(self, name: str) -> Result:
        return self.average(self.scores(name))

    def all(self) -> dict[str, Result]:
        """Every standard in force by its name."""
        names = (
            "first_response first_response_agent mean_response fcr_claimed fcr_confirmed "
            "fcr_durable resolution simple_share simple_cost simple_time service_level csat nps "
            "containment handover_rate handover_reasons promises_kept returning_customers "
            "unanswered_rate time_assistant time_queue time_agent time_customer quality"
        )
        found = {name: getattr(self, name)() for name in names.split()}
        five = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
        return found | {f"quality_{name}": self.dimension(name) for name in five}


def local(at: datetime) -> date:
    """The day in Madrid."""
    return at.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo("Europe/Madrid")).date()
