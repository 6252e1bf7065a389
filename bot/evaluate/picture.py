"""The report of a calibration: a page with a picture for each language, in both languages.

One file that needs nothing else: the picture is SVG, and follows the reader's dark or light
screen. Depends on the calibration.
"""

from html import escape
from pathlib import Path

from bot.evaluate.abstention import Point
from bot.evaluate.calibration import Calibrated, Calibration

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 560, 300, 56, 44, 16
MOST_RISK = 0.3
"""Where the upright axis ends: what is wrong more often is nobody's choice."""

WORDS = {
    "title": {"es": "Cuándo responder", "en": "When to answer"},
    "es": {"es": "Preguntas en español", "en": "Questions in Spanish"},
    "en": {"es": "Preguntas en inglés", "en": "Questions in English"},
    "coverage": {"es": "preguntas respondidas", "en": "questions answered"},
    "risk": {"es": "respuestas erróneas", "en": "wrong answers"},
    "accepted": {"es": "aceptado: {0:.0%}", "en": "accepted: {0:.0%}"},
    "chosen": {
        "es": "Se responde desde una seguridad de {threshold:.2f}. De preguntas que no sirvieron "
        "para elegirla se responde el {coverage:.0%}, y de esas respuestas es errónea el "
        "{wrong:.1%}; al {handed:.0%} se le ofrecen los temas más próximos y una persona.",
        "en": "Answered from a confidence of {threshold:.2f} on. Of questions that it was not "
        "chosen on {coverage:.0%} are answered, and {wrong:.1%} of those answers are wrong; "
        "{handed:.0%} are offered the nearest topics and a person.",
    },
    "too_few": {
        "es": "Con {questions} preguntas de control no se puede garantizar un {most:.0%}: siguen "
        "los umbrales del programa. Escriba más preguntas o acepte más errores.",
        "en": "{questions} golden questions cannot vouch for {most:.0%}: the program's own "
        "thresholds stay. Write more questions or accept more wrong answers.",
    },
    "method": {
        "es": "Versión {version}. El umbral es el menor con (1 + erróneas) / respondidas dentro "
        "de lo aceptado; lo esperado se mide en la mitad que no sirvió para elegir.",
        "en": "Version {version}. The threshold is the least at which (1 + wrong) / answered is "
        "within what is accepted; what to expect is measured on the half not chosen on.",
    },
}
STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #5c6670; --back: #fff;
        --line: #0b6b5d; --limit: #b3261e; --rule: #d5dae0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --soft: #a4adb6; --back: #14181c;
        --line: #5fd3bf; --limit: #ff8a80; --rule: #38414a; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back);
       max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
svg { width: 100%; height: auto } svg text { fill: var(--soft); font-size: 13px }
.rule { stroke: var(--rule) } .limit { stroke: var(--limit); stroke-dasharray: 6 4 }
svg .limit-word { fill: var(--limit) }
.curve { stroke: var(--line); stroke-width: 2.5; fill: none } .dot { fill: var(--line) }
p small { color: var(--soft) }
"""


def write(path: Path, chosen: Calibration, language: str) -> None:
    """Write the page, its words in `language` ("es" or "en")."""
    parts = [section(one, chosen.most_wrong, language) for one in chosen.languages]
    method = said("method", language, version=chosen.version)
    title = said("title", language)
    page = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{STYLE}</style><h1>{escape(title)}</h1>"
        f"{''.join(parts)}<p><small>{escape(method)}</small></p></html>\n"
    )
    path.write_text(page, encoding="utf-8")


def section(one: Calibrated, most_wrong: float, language: str) -> str:
    """A heading, the sentence of what was chosen, and the picture."""
    if one.vouched:
        text = said(
            "chosen",
            language,
            threshold=one.threshold,
            coverage=one.expected_coverage,
            wrong=one.expected_wrong,
            handed=one.hand_overs,
        )
    else:
        text = said("too_few", language, questions=one.questions, most=most_wrong)
    heading = said(one.language, language)
    drawn = picture(one, most_wrong, language, label=f"{heading}. {text}")
    return f"<h2>{escape(heading)}</h2><p>{escape(text)}</p>{drawn}"


def picture(one: Calibrated, most_wrong: float, language: str, label: str) -> str:
    """Risk over coverage, the accepted share as a line, the choice as a dot."""
    limit = y_of(most_wrong)
    accepted = WORDS["accepted"][language].format(most_wrong)
    dot = ""
    if one.vouched:
        at = min(one.curve, key=lambda point: abs(point.threshold - one.threshold))
        dot = f'<circle class="dot" r="6" cx="{x_of(at.coverage)}" cy="{y_of(at.risk)}"/>'
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">'
        f"{axes(language)}"
        f'<line class="limit" x1="{LEFT}" x2="{WIDTH - 8}" y1="{limit}" y2="{limit}"/>'
        f'<text class="limit-word" x="{LEFT + 8}" y="{limit - 6}">{escape(accepted)}</text>'
        f'<polyline class="curve" points="{line(one.curve)}"/>{dot}</svg>'
    )


def axes(language: str) -> str:
    """The rules with their percentages, and the names of the axes."""
    ups = "".join(
        f'<line class="rule" x1="{LEFT}" x2="{WIDTH - 8}" y1="{y_of(at)}" y2="{y_of(at)}"/>'
        f'<text x="{LEFT - 8}" y="{y_of(at) + 4}" text-anchor="end">{at:.0%}</text>'
        for at in (0.0, 0.1, 0.2, 0.3)
    )
    along = "".join(
        f'<text x="{x_of(at)}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{at:.0%}</text>'
        for at in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    named = (
        f'<text x="{WIDTH - 8}" y="{HEIGHT - 6}" text-anchor="end">'
        f"{escape(said('coverage', language))}</text>"
        f'<text x="{LEFT + 8}" y="{TOP + 12}">{escape(said("risk", language))}</text>'
    )
    return ups + along + named


def line(points: list[Point]) -> str:
    """The points of the curve as SVG coordinates."""
    return " ".join(f"{x_of(p.coverage)},{y_of(min(p.risk, MOST_RISK))}" for p in points)


def x_of(coverage: float) -> float:
    """0..1 along the picture."""
    return round(LEFT + coverage * (WIDTH - LEFT - 24), 1)


def y_of(risk: float) -> float:
    """0..`MOST_RISK` up the picture."""
    return round(HEIGHT - BOTTOM - risk / MOST_RISK * (HEIGHT - BOTTOM - TOP), 1)


def said(name: str, language: str, **values: object) -> str:
    """The words of that name."""
    return WORDS[name][language].format(**values)
