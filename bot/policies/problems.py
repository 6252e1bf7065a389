"""What is wrong with a policy's file: where, and what to do, in both languages.

Depends on `bot.errors`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import BotError

SENTENCES: dict[str, dict[str, str]] = {
    "no_file": {
        "es": "no está. Copie la de data/sample/policies y cámbiela.",
        "en": "it is not there. Copy the one of data/sample/policies and change it.",
    },
    "unreadable": {"es": "no se puede leer ({why}).", "en": "it cannot be read ({why})."},
    "not_yaml": {"es": "no es YAML válido: {why}.", "en": "it is not valid YAML: {why}."},
    "twice": {
        "es": "{key!r} está dos veces. Deje una.",
        "en": "{key!r} is there twice. Keep one.",
    },
    "unknown_key": {
        "es": "no se conoce {key!r}. Quítelo o corrija su nombre. Se conocen: {known}.",
        "en": "{key!r} is not known. Take it away or correct its name. Known: {known}.",
    },
    "missing": {"es": "falta {key!r}.", "en": "{key!r} is missing."},
    "missing_language": {
        "es": "falta el texto en {key!r}. Cada texto se escribe en español (es) y en inglés (en).",
        "en": "the text in {key!r} is missing. Each text is written in Spanish (es) and in "
        "English (en).",
    },
    "missing_figure": {
        "es": "ningún apartado dice {key!r}. Póngalo en `figures` del apartado que lo dice.",
        "en": "no clause says {key!r}. Put it in `figures` of the clause that states it.",
    },
    "figure_twice": {
        "es": "{key!r} ya lo dice el apartado {other}. Deje uno.",
        "en": "{key!r} is stated by clause {other} already. Keep one.",
    },
    "bad_value": {"es": "{value!r} no sirve: {why}.", "en": "{value!r} will not do: {why}."},
    "quotes": {
        "es": "escriba {value} entre comillas.",
        "en": "write {value} between quotes.",
    },
    "no_last_case": {
        "es": "faltan los demás casos. Añada al final uno sin condiciones: «- {{is: ...}}».",
        "en": "the other cases are missing. Add one without conditions at the end: "
        "“- {{is: ...}}”.",
    },
    "hidden_case": {
        "es": "el caso {case} no se aplica nunca: el caso {other}, que está antes, lo incluye.",
        "en": "case {case} never applies: case {other}, which is before it, covers it.",
    },
    "wrong_condition": {
        "es": "aquí no se conoce {key!r}. Los casos de esta política distinguen: {known}.",
        "en": "{key!r} is not known here. Cases of this policy tell apart: {known}.",
    },
    "unknown_line": {
        "es": "no hay ninguna línea de producto {key!r} en lines.yml. Las que hay: {known}.",
        "en": "there is no product line {key!r} in lines.yml. There are: {known}.",
    },
    "unknown_product": {
        "es": "no hay ningún producto {key!r} en la lista de productos. Los que hay: {known}.",
        "en": "there is no product {key!r} in the list of products. There are: {known}.",
    },
    "two_lines": {
        "es": "el producto {key!r} está también en la línea {other!r}. Deje una.",
        "en": "product {key!r} is in line {other!r} too. Keep one.",
    },
    "wrong_policy": {
        "es": "este archivo dice ser de {key!r}. Escriba «policy: {other}».",
        "en": "this file says that it is of {key!r}. Write “policy: {other}”.",
    },
    "disorder": {
        "es": "la versión {version} empieza el {start}, y la anterior el {other}. Póngalas de la "
        "más antigua a la más nueva.",
        "en": "version {version} starts on {start}, and the one before it on {other}. Put them "
        "from the oldest to the newest.",
    },
    "gap": {
        "es": "la versión {version} acaba el {end} y la siguiente empieza el {start}: los días "
        "que no tienen exactamente una versión son un hueco o un solape. Ponga "
        "effective_until: {right}.",
        "en": "version {version} ends on {end} and the next starts on {start}: days without "
        "exactly one version are a gap or an overlap. Put effective_until: {right}.",
    },
    "ended": {
        "es": "la última versión, {version}, acaba el {end} y después no hay reglas. Quite "
        "effective_until o añada la versión siguiente.",
        "en": "the last version, {version}, ends on {end} and there are no rules after it. Take "
        "effective_until away or add the next version.",
    },
    "not_there": {
        "es": "el apartado {key} no está en la versión anterior, así que no se puede quitar.",
        "en": "clause {key} is not in the version before, so it cannot be removed.",
    },
    "no_section": {
        "es": "el apartado {key} no tiene título de sección. Añada {section!r} a `sections`.",
        "en": "clause {key} has no section title. Add {section!r} to `sections`.",
    },
    "no_figure": {
        "es": "el texto ({language}) nombra {{{key}}} y esa cifra no está en esta versión.",
        "en": "the text ({language}) names {{{key}}} and this version has no such figure.",
    },
    "needs_case": {
        "es": "el texto ({language}) nombra {{{key}}}, que tiene varios casos. Diga cuál, por "
        "ejemplo {{{key}:shop}}.",
        "en": "the text ({language}) names {{{key}}}, which has several cases. Say which, for "
        "example {{{key}:shop}}.",
    },
    "moves": {
        "es": "el texto nombra {{{key}}}, que cambia el {day} de {before} a {after}. Empiece ese "
        "día también una versión de esta política.",
        "en": "the text names {{{key}}}, which changes on {day} from {before} to {after}. Begin a "
        "version of this policy on that day too.",
    },
    "two_causes": {
        "es": "la causa {key!r} ya la excluye el apartado {other}. Deje una.",
        "en": "cause {key!r} is excluded by clause {other} already. Keep one.",
    },
    "below_law": {
        "es": "{key} es {value} en {country} y la ley exige {sense} {limit}: {law}.",
        "en": "{key} is {value} in {country} and the law requires {sense} {limit}: {law}.",
    },
    "disagree": {
        "es": "{value} no cuadra con las demás cifras: hace falta {right}.",
        "en": "{value} does not agree with the other figures: {right} is needed.",
    },
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `line` counts from 1 (0: the whole file); `place` says the version
    and clause, or is empty; `values` fill the sentence, where a dict holds a value by language."""

    path: Path
    line: int
    place: str
    kind: str
    values: dict[str, Any] = field(default_factory=dict)

    def say(self, language: str) -> str:
        """The problem in a sentence, with its file and line in front."""
        values = {
            key: one[language] if isinstance(one, dict) else one for key, one in self.values.items()
        }
        said = SENTENCES[self.kind][language].format(**values)
        where = [f"{self.path}:{self.line}" if self.line else str(self.path)]
        return ", ".join([*where, *([self.place] if self.place else [])]) + f": {said}"


class BadPolicies(BotError):
    """The files of policies cannot be taken; `problems` are all that is wrong with them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.lines("en")), 422)

    def lines(self, language: str) -> list[str]:
        """Each problem in a sentence."""
        return [one.say(language) for one in self.problems]
