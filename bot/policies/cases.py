"""A figure that may differ by country, channel, product line and so on: cases, the first that
fits decides.

A file says `30`, or a list such as `[{channel: shop, is: 15}, {is: 14}]`. The last case has no
condition, so there is always an answer; a case that another before it covers is refused.
Depends on pydantic alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, model_validator
from pydantic_core import PydanticCustomError

T = TypeVar("T")

REASONS = ("withdrawal", "faulty", "damaged", "wrong_item")
CONDITIONS = ("unused", "opened", "used")
CHANNELS = ("web", "shop")
PAYMENTS = ("card", "paypal", "bizum", "transfer", "cash")
KNOWN = {
    "channel": CHANNELS,
    "reason": REASONS,
    "condition": CONDITIONS,
    "payment": PAYMENTS,
}


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a purchase when a figure is looked up; None where it is not known.

    `country` is two capital letters, `line` a key of lines.yml.
    """

    country: str | None = None
    channel: str | None = None
    line: str | None = None
    reason: str | None = None
    condition: str | None = None
    payment: str | None = None

    def but(self, **values: str | None) -> "Situation":
        """The same, with other values."""
        return replace(self, **values)


DIMENSIONS = tuple(one.name for one in fields(Situation))


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Several = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Case(BaseModel, Generic[T]):
    """One value and what must be so for it to apply."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    value: T = Field(alias="is")
    country: Several = ()
    channel: Several = ()
    line: Several = ()
    reason: Several = ()
    condition: Several = ()
    payment: Several = ()

    @property
    def conditions(self) -> dict[str, tuple[str, ...]]:
        """The dimensions that are asked for, each with the values that fit."""
        return {name: getattr(self, name) for name in DIMENSIONS if getattr(self, name)}

    def fits(self, situation: Situation) -> bool:
        """Whether all conditions hold; what is not known fulfils none."""
        return all(getattr(situation, name) in fit for name, fit in self.conditions.items())

    def covers(self, other: "Case[T]") -> bool:
        """Whether this case fits wherever `other` does."""
        theirs = other.conditions
        return all(
            name in theirs and set(theirs[name]) <= set(fit)
            for name, fit in self.conditions.items()
        )


class Cases(RootModel[tuple[Case[T], ...]], Generic[T]):
    """The cases of one figure, in order."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _one_value_is_one_case(cls, value: Any) -> Any:
        listed = isinstance(value, list) and value and all(isinstance(one, dict) for one in value)
        return value if listed else [{"is": value}]

    @model_validator(mode="after")
    def _holds(self) -> "Cases[T]":
        if self.root[-1].conditions:
            raise PydanticCustomError("no_last_case", "the other cases are missing")
        for index, case in enumerate(self.root):
            for before, earlier in enumerate(self.root[:index]):
                if earlier.covers(case):
                    numbers = {"case": index + 1, "other": before + 1}
                    raise PydanticCustomError("hidden_case", "a case never applies", numbers)
        return self

    def of(self, situation: Situation) -> T:
        """The value that applies."""
        return next(case.value for case in self.root if case.fits(situation))

    @property
    def only(self) -> T | None:
        """The value where there is one case, else None."""
        return self.root[0].value if len(self.root) == 1 else None

    def values_of(self, dimension: str) -> Iterator[str]:
        """Every value that a condition on `dimension` names."""
        for case in self.root:
            yield from getattr(case, dimension)
