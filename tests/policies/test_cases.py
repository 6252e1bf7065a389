"""The tables of cases: what each policy decides, worked out by hand from its clauses."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.policies import RefundAsked, ReturnAsked, WarrantyAsked
from bot.policies.decisions import REFUND_CODES, RETURN_CODES, WARRANTY_CODES, Decision
from tests.policies.sales import POLICIES, day, row_sale, sale, sold

HERE = Path(__file__).parent
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def each(name: str) -> pytest.MarkDecorator:
    found = rows(name)
    return pytest.mark.parametrize("row", found, ids=[one["case"] for one in found])


def decided_return(row: Row) -> Decision:
    asked = ReturnAsked(row["reason"], row["condition"] or None, row["way"])
    return POLICIES.decide_return(*row_sale(row), asked, day(row["today"]))


@each("returns")
def test_returns(row: Row) -> None:
    found = decided_return(row)
    said = {
        "code": found.code,
        "until": str(found.until or ""),
        "cost": str(found.cost_eur),
        "deduction": str(found.deduction_up_to_eur),
        "right": "yes" if found.withdrawal_right else "no",
        "version": found.version,
    }
    assert said == {name: row[name] for name in said}
    assert found.allowed is (row["code"] == "inside_window")


@each("warranty")
def test_warranty(row: Row) -> None:
    asked = WarrantyAsked(
        cause=row["cause"] or None,
        proof=row["proof"] if row["proof"] not in ("", "none") else None,
        proof_missing=row["proof"] == "none",
        workshop_days=int(row["workshop_days"]),
        same_fault_repaired_on=day(row["repaired"]),
    )
    found = POLICIES.decide_warranty(*row_sale(row), asked, day(row["today"]))
    least, most = found.repair_eur or ("", "")
    said = {
        "code": found.code,
        "until": str(found.until or ""),
        "cost": str(found.cost_eur),
        "from": str(least),
        "to": str(most),
        "version": found.version,
    }
    assert said == {name: row[name] for name in said}
    assert found.allowed is (row["code"] == "covered")


@each("refunds")
def test_refunds(row: Row) -> None:
    returned = None
    if row["reason"]:
        returned = ReturnAsked(row["reason"], row["condition"] or None, row["way"])
    asked = RefundAsked(
        returned=returned,
        received_on=day(row["received"]),
        cancelled_on=day(row["cancelled"]),
        refunded_on=day(row["refunded"]),
        means=row["means"] or None,
    )
    found = POLICIES.decide_refund(*row_sale(row), asked, day(row["today"]))
    said = {
        "code": found.code,
        "until": str(found.until or ""),
        "amount": "" if found.amount_eur is None else str(found.amount_eur),
        "cost": str(found.cost_eur),
        "deduction": str(found.deduction_up_to_eur),
        "by": " ".join(found.means),
        "version": found.version,
    }
    assert said == {name: row[name] for name in said}
    assert found.allowed is (row["code"] in ("due", "overdue"))


@pytest.mark.parametrize(
    ("name", "codes", "at_least"),
    [
        ("returns", RETURN_CODES, 40),
        ("warranty", WARRANTY_CODES, 25),
        ("refunds", REFUND_CODES, 15),
    ],
)
def test_the_tables_show_every_verdict_and_every_version(
    name: str, codes: tuple[str, ...], at_least: int
) -> None:
    table = rows(name)
    assert len(table) >= at_least
    assert {row["code"] for row in table} == set(codes)
    assert {row["version"] for row in table} == {
        one.version for one in POLICIES.book.editions[name]
    }


def test_the_table_of_returns_shows_every_country_channel_line_reason_and_condition() -> None:
    table = rows("returns")
    products = {row["product"] for row in table}
    assert {"ES", "PT", "FR", "DE"} <= {row["country"] for row in table}
    assert {row["channel"] for row in table} == {"web", "shop"}
    assert {row["reason"] for row in table} == {"withdrawal", "faulty", "damaged", "wrong_item"}
    assert {row["condition"] for row in table} == {"", "unused", "opened", "used"}
    assert {row["way"] for row in table} == {"pick_up", "label", "shop"}
    sold_here = {one for line in POLICIES.book.lines.values() for one in line.products}
    assert sold_here <= products


def test_what_a_repair_costs_outside_the_guarantee_is_known_inside_it_too() -> None:
    today = date(2026, 6, 1)
    assert POLICIES.repair_eur(sale(), sold("garbi"), today) == (
        Decimal("59.00"),
        Decimal("240.00"),
    )
    assert POLICIES.repair_eur(sale(), sold("garbi"), date(2025, 6, 1)) is None
