"""What a policy says of a product, as customers read it: sentences with links to their clauses.

Depends on the guarantees, the policies and the wording.
"""

from collections.abc import Iterable

from bot.guarantees import Guarantee
from bot.policies.decisions import Finding, spoken
from bot.policies.editions import Clause

# Where an appliance is repaired is told when a repair is asked for.
NOT_OF_DATES = frozenset({"home_repair", "workshop_repair", "diagnosis", "repair_range"})
SENTENCES = {
    "guarantee_months": {"es": "Cuánto dura lo dice el apartado", "en": "How long it lasts is in"},
    "counts_from": {"es": "Desde qué día se cuenta, este", "en": "From which day it counts, in"},
}
REGISTERED = {
    True: {"es": " Está registrado.", "en": " It is registered."},
    False: {"es": " No está registrado.", "en": " It is not registered."},
}
NOT_COVERED = {
    "es": "No paga las averías por {}.",
    "en": "It does not pay for faults due to {}.",
}


def found(findings: Iterable[Finding], language: str, own_url: str) -> str:
    """Findings as a list in Markdown, each with its clause."""
    lines = [f"- {one.say(language)} ({link(one.clause, language, own_url)})" for one in findings]
    return "\n".join(lines)


def reasons(guarantee: Guarantee, language: str, own_url: str) -> str:
    """Why a product is covered or not: what was decided, or where it is written."""
    of_dates = [one for one in guarantee.findings if one.kind not in NOT_OF_DATES]
    lines = [found(of_dates, language, own_url)] if of_dates else []
    titles = zip(SENTENCES.values(), guarantee.clauses, strict=False)
    lines += [f"- {said[language]} {link(at, language, own_url)}." for said, at in titles]
    if guarantee.excluded:
        lines.append(f"- {not_covered(guarantee, language, own_url)}")
    return "\n".join(lines)


def not_covered(guarantee: Guarantee, language: str, own_url: str) -> str:
    """What the guarantee never pays for, each with the clause that says so."""
    causes = [
        f"[{spoken(cause, language)}]({own_url}{clause.url(language)})"
        for cause, clause in guarantee.excluded
    ]
    *first, last = causes
    joint = " o " if language == "es" else " or "
    return NOT_COVERED[language].format(joint.join([", ".join(first), last]))


def link(clause: Clause, language: str, own_url: str) -> str:
    """The number of a clause, leading to it on the public page."""
    return f"[{clause.id} {clause.title[language]}]({own_url}{clause.url(language)})"
