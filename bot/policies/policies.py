"""The company's rules, read once and asked many times.

`Policies.read(folder)` is built in one place and handed to whoever decides. An order is judged by
the versions in force on the day it was placed; one older than the first version, by the first.
Depends on reading and on the three policies.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar, cast

from bot.policies.decisions import Decision
from bot.policies.editions import Edition
from bot.policies.figures import Figures, RefundsFigures, ReturnsFigures, WarrantyFigures
from bot.policies.reading import Book, read
from bot.policies.refunds import RefundAsked, RefundCase
from bot.policies.returns import ReturnAsked, ReturnCase, Rules
from bot.policies.sales import Sale, SoldItem, bought_on, situation
from bot.policies.warranty import WarrantyAsked, WarrantyCase, guarantee_ends

F = TypeVar("F", bound=Figures)


class Policies:
    """Returns, refunds and warranty of one company."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @classmethod
    def read(cls, folder: Path, products: Iterable[str] | None = None) -> "Policies":
        """The rules in `folder`; `BadPolicies` names everything that is wrong with them."""
        return cls(read(folder, products))

    def on(self, policy: str, day: date) -> Edition[Figures]:
        """The version of `policy` in force on `day`."""
        return edition_on(self.book.editions[policy], day)

    def decide_return(
        self, order: Sale, item: SoldItem, asked: ReturnAsked, today: date
    ) -> Decision:
        """Whether `item` may be returned on the day `today`."""
        return self._return(order, item, asked, today).decide()

    def decide_warranty(
        self, order: Sale, item: SoldItem, asked: WarrantyAsked, today: date
    ) -> Decision:
        """Whether `item` is in guarantee on the day `today`, and else what a repair costs."""
        return self._warranty(order, item, asked, today).decide()

    def decide_refund(
        self, order: Sale, item: SoldItem, asked: RefundAsked, today: date
    ) -> Decision:
        """Whether money is owed for `item` on the day `today`, how much and how."""
        returned = asked.returned if order.status != "cancelled" else None
        known = situation(order, item, self.book.lines)
        taken_off = None
        if returned:
            taken_off = self._return(order, item, returned, asked.opened_on or today)
            known = known.but(reason=returned.reason)
        refunds = cast(Edition[RefundsFigures], self.on("refunds", bought_on(order)))
        return RefundCase(refunds, taken_off, order, item, asked, today, known).decide()

    def guarantee_ends(self, order: Sale, item: SoldItem | None = None) -> date | None:
        """The last day of the legal guarantee; None before delivery."""
        warranty = cast(Edition[WarrantyFigures], self.on("warranty", bought_on(order)))
        return guarantee_ends(warranty, order, situation(order, item, self.book.lines))

    def repair_eur(
        self, order: Sale, item: SoldItem, today: date
    ) -> tuple[Decimal, Decimal] | None:
        """The least and the most that a repair outside the guarantee usually comes to, in euros,
        whether or not the item is in guarantee; None where today's policy does not say it."""
        return self._warranty(order, item, WarrantyAsked(), today).repair_eur

    def _warranty(
        self, order: Sale, item: SoldItem, asked: WarrantyAsked, today: date
    ) -> WarrantyCase:
        edition, prices = (
            cast(Edition[WarrantyFigures], self.on("warranty", day))
            for day in (bought_on(order), today)
        )
        known = situation(order, item, self.book.lines)
        return WarrantyCase(edition, prices, order, item, asked, today, known)

    def _return(self, order: Sale, item: SoldItem, asked: ReturnAsked, today: date) -> ReturnCase:
        bought = bought_on(order)
        rules = Rules(
            cast(Edition[ReturnsFigures], self.on("returns", bought)),
            cast(Edition[RefundsFigures], self.on("refunds", bought)),
            cast(Edition[WarrantyFigures], self.on("warranty", bought)),
        )
        known = situation(order, item, self.book.lines)
        known = known.but(reason=asked.reason, condition=asked.condition)
        return ReturnCase(rules, order, item, asked, today, known)


def edition_on(editions: Sequence[Edition[F]], day: date) -> Edition[F]:
    """The version in force on `day`; the first for a day before it."""
    begun = [one for one in editions if one.since <= day]
    return begun[-1] if begun else editions[0]
