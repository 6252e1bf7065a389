"""How long a customer waits in each flow: whole dialogues over HTTP, turn by turn.

Each dialogue is played as a customer would, from its first words to its end, in both languages;
every turn counts, the look-ups and the writing included. Rounds of all flows alternate, so that
a busy moment of the machine falls on all of them. Depends on the customer of the tests.
"""

import statistics
import time
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.customer import Customer

ROUNDS = 8
MOST_PRESSED = 8
PRESS = "→"
"""A line that presses the first button for as long as there is one that stays in the flow."""

# Each flow with its dialogues: a language and what the customer writes.
DIALOGUES: dict[str, list[tuple[str, list[str]]]] = {
    "order_status": [
        ("es", ["¿dónde está mi pedido?", "TR-104388", "tom.barker@example.org"]),
        ("en", ["where is my parcel?", "TR-104388", "tom.barker@example.org"]),
    ],
    "return": [
        ("es", ["quiero devolver la cafetera", "TR-104512", "lucia.ferrer@example.com", PRESS]),
        ("en", ["i want to send my purifier back", "TR-104330",
                "isabel.quintana@example.com", PRESS]),
    ],
    "refund": [
        ("es", ["quiero saber cómo va mi reembolso", "TR-103900", "emily.clarke@example.org"]),
        ("en", ["where is my refund?", "TR-103900", "emily.clarke@example.org"]),
    ],
    "warranty": [
        ("es", ["¿mi cafetera sigue en garantía?", "LV3-2607-018345"]),
        ("en", ["check my warranty please", "GR4-2304-007713"]),
    ],
    "repair": [
        ("es", ["quiero una reparación", "la cafetera", "no sale café y hace ruido", "saltar",
                "TR-099061", "oliver.hughes@example.org", PRESS]),
        ("en", ["my robot is broken and i want it repaired", "it does not charge", "skip",
                "TR-101498", "youssef.amrani@correo.example", PRESS]),
    ],
    "question": [
        ("es", ["¿cada cuánto hay que descalcificar la cafetera?", "¿y cómo se hace?",
                "¿puedo pagar con bizum?"]),
        ("en", ["how do i connect the robot to wifi?", "what does error e02 mean?",
                "do you deliver to france?"]),
    ],
    "small_talk": [
        ("es", ["hola", "¿eres un robot?", "gracias", "adiós"]),
        ("en", ["hello", "are you a bot?", "thanks", "goodbye"]),
    ],
}  # fmt: skip
# Buttons that lead out of a dialogue: to a person, to an opinion, to another beginning.
LEADS_OUT = ("@", "/feedback", "/request_", "/check_", "/order_status", "/register_", "/cancel")


def run(url: str, rounds: int = ROUNDS) -> dict[str, dict[str, float]]:
    """p50 and p95 of a turn by flow, in milliseconds; the first round warms and is not counted."""
    taken: dict[str, list[float]] = {flow: [] for flow in DIALOGUES}
    for number in range(rounds + 1):
        for flow, dialogues in DIALOGUES.items():
            for language, lines in dialogues:
                times = [*turns(url, language, lines)]
                taken[flow] += times if number else []
    return {flow: numbers(times) for flow, times in taken.items()}


def turns(url: str, language: str, lines: list[str]) -> Iterator[float]:
    """Play a dialogue in a new conversation; the milliseconds of each turn."""
    customer = Customer(url, language, timeout=60)
    replies: list[dict[str, Any]] = []
    for line in lines:
        for said, payload in pressed(replies) if line == PRESS else [(line, None)]:
            started = time.perf_counter()
            replies[:] = customer.say(said, payload)
            yield (time.perf_counter() - started) * 1000
            if not replies or any(one["data"].get("notice") for one in replies):
                raise AssertionError(f"no answer to {said!r}: {replies}")
    customer.close()


def pressed(replies: list[dict[str, Any]]) -> Iterator[tuple[str, str | None]]:
    """The first button of what was said last, again and again; `replies` change meanwhile."""
    for _ in range(MOST_PRESSED):
        shown = [button for reply in replies for button in reply["data"].get("buttons", ())]
        inside = [one for one in shown if not (one["payload"] or "@").startswith(LEADS_OUT)]
        if not inside:
            return
        yield inside[0]["title"], inside[0]["payload"]


def numbers(times: list[float]) -> dict[str, float]:
    """The leaves of a flow's result."""
    cuts = statistics.quantiles(times, n=20)
    return {"p50_ms": round(statistics.median(times), 1), "p95_ms": round(cuts[18], 1)}


def show(found: dict[str, dict[str, float]]) -> None:
    """The table."""
    table = Table(title="A turn by flow, over HTTP")
    for column in ("", "p50_ms", "p95_ms"):
        table.add_column(column, justify="right")
    for flow, row in found.items():
        table.add_row(flow, str(row["p50_ms"]), str(row["p95_ms"]))
    Console().print(table)
