"""What is decided, as customers read it: verdicts with their clauses, items, wishes, ways.

Sentences live in `domain.yml` and in the policies; here is what fills their braces. Depends on
the wording and the policies' words.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from actions import wording
from bot.backoffice import OrderItem
from bot.policies import Decision, Finding
from bot.policies.words import LISTED

FREE = {"es": "gratis", "en": "free"}
GETS = {
    "refund": {"es": "el reembolso, {}", "en": "a refund, {}"},
    "voucher": {"es": "un vale de {}", "en": "a voucher of {}"},
    "exchange": {"es": "otro igual", "en": "another of the same"},
}


def clauses(findings: Iterable[Finding], language: str, own_url: str) -> str:
    """A list in Markdown: what was found, each with its clause on the public page."""
    told = [
        f"- {one.say(language)} [{one.clause.id} {one.clause.title[language]}]"
        f"({own_url}{one.url(language)})"
        for one in findings
    ]
    return "\n".join(dict.fromkeys(told))


def verdict(decisions: Sequence[Decision], language: str, own_url: str) -> str:
    """The first verdict in a sentence, and the clauses of all below."""
    below = clauses([one for each in decisions for one in each.findings], language, own_url)
    first = decisions[0].say(language)
    return f"{first}\n\n{below}" if below else first


def named(items: Iterable[OrderItem]) -> str:
    """ "Cierzo, 2 × Siroco"."""
    return wording.items(items)


def listed(word: str, language: str) -> str:
    """A reason or condition in words."""
    return LISTED[word][language]


def wish(word: str, amount: Decimal, language: str) -> str:
    """What the customer gets."""
    return GETS[word][language].format(wording.money(amount, language))


def way(word: str, cost: Decimal, language: str) -> str:
    """How it comes back, and what that costs."""
    return f"{wording.WAYS[word][language]} ({price(cost, language)})"


def price(cost: Decimal, language: str) -> str:
    """What something costs, or that it costs nothing."""
    return wording.money(cost, language) if cost else FREE[language]
