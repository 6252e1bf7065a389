"""What an address of the page asks for, and addresses that ask for something else.

`?days=30` or `?from=2026-11-01&until=2026-11-23`, `language`, `product`, `topic`, `channel`,
`business=1`; `standard` opens one of them, `rows` the rows behind it, with
`version` those of an earlier definition. The names are those of
`/api/standards`. Depends on the standards' periods.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from bot.standards import BadPeriod, Period, Step, Where

PATH = "/console/standards"
CSV = f"{PATH}/rows.csv"
PRESETS = (1, 7, 30, 90, 365)
USUAL, MOST_DAYS = 30, 3660
DIMENSIONS = ("product", "language", "topic", "channel")
KEPT = ("days", "from", "until", *DIMENSIONS, "business", "by")
"""What stays in the address from one view to another."""
Asked = Mapping[str, str]


@dataclass(frozen=True)
class View:
    """What is shown. `days` is 0 where the period was given by its ends; `kept` is what the
    address had of `KEPT`; `today` is there where the period is a longer one that ends with it."""

    period: Period
    where: Where
    days: int = 0
    business: bool = False
    by: str = "product"
    kept: Mapping[str, str] = field(default_factory=dict)
    today: Period | None = None

    def link(self, **changes: object) -> str:
        """The address of this view with other values; None and empty take one out."""
        return address(PATH, dict(self.kept) | {key.rstrip("_"): changes[key] for key in changes})

    def csv(self, standard: str, counted_as: str = "", version: int | None = None) -> str:
        """The address of the rows as CSV, as the present version or another counts them."""
        kept: dict[str, object] = {key: self.kept[key] for key in self.kept if key != "by"}
        asked = {"standard": standard, "counted_as": counted_as, "version": version}
        return address(CSV, kept | asked)

    @property
    def step(self) -> Step:
        """What a point of the trend stands for."""
        days = (self.period.last_day - self.period.first_day).days + 1
        return "day" if days <= 45 else "week" if days <= 200 else "month"

    @property
    def drawn(self) -> Period:
        """The period of the trend: fourteen days where the asked one is only a day or two."""
        last = self.period.last_day
        if (last - self.period.first_day).days >= 6:
            return self.period
        return Period.days(last - timedelta(days=13), last)


def address(path: str, values: Mapping[str, object]) -> str:
    """`path` with the values that are not empty."""
    given = {key: str(value) for key, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def view_of(asked: Asked, at: datetime) -> View:
    """What an address asks for at a moment of naive UTC; `BadPeriod`."""
    kept = {key: asked[key].strip()[:64] for key in KEPT if asked.get(key, "").strip()}
    days, period = period_of(kept, at)
    where = Where(*(kept.get(name) for name in ("language", "product", "topic", "channel")))
    by, today = kept.get("by", ""), Period.last(1, at)
    return View(
        period=period,
        where=where,
        days=days,
        business=kept.get("business", "") in ("1", "on", "true"),
        by=by if by in DIMENSIONS else "product",
        kept=kept,
        today=today if period.end == today.end and period != today else None,
    )


def period_of(kept: Mapping[str, str], at: datetime) -> tuple[int, Period]:
    """The number of days where they end today, else 0; and the period."""
    if "from" in kept or "until" in kept:
        first, until = day_of(kept.get("from")), day_of(kept.get("until"))
        until = until or Period.last(1, at).last_day
        first = first or until
        if first > until or (until - first).days > MOST_DAYS:
            raise BadPeriod(f"{first} – {until}")
        return 0, Period.days(first, until)
    days = number_of(kept.get("days", ""), USUAL)
    days = min(max(days, 1), MOST_DAYS)
    return days, Period.last(days, at)


def day_of(text: str | None) -> date | None:
    """A day as 2026-11-23; `BadPeriod`."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise BadPeriod(text) from error


def number_of(text: str, otherwise: int = 0) -> int:
    """A whole number of at most nine figures; `otherwise` for anything else."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else otherwise
