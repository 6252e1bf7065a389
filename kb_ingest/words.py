"""What the commands say, in both languages, and in which one: --lang, else LANG.

Depends on nothing; `problems` has what readers say of files they cannot read.
"""

from collections.abc import Mapping
from typing import Literal

Language = Literal["es", "en"]

WORDS: dict[str, dict[str, str]] = {
    "evaluated": {
        "es": "{sections} secciones, {questions} preguntas, {unanswerable} sin respuesta",
        "en": "{sections} sections, {questions} questions, {unanswerable} unanswerable",
    },
    "abstention": {"es": "Cuándo callar", "en": "When to say nothing"},
    "measure_auroc": {
        "es": "AUROC: la seguridad distingue respuestas correctas",
        "en": "AUROC: confidence tells right answers",
    },
    "measure_auroc_answerable": {
        "es": "AUROC: la seguridad distingue si hay respuesta",
        "en": "AUROC: confidence tells whether there is one",
    },
    "measure_coverage_at_5": {
        "es": "respondidas con un 5 % de errores",
        "en": "answered at 5 % wrong",
    },
    "measure_coverage_at_2": {
        "es": "respondidas con un 2 % de errores",
        "en": "answered at 2 % wrong",
    },
    "measure_answered": {
        "es": "con los umbrales del programa: respondidas, si hay respuesta",
        "en": "by the program's thresholds: answered, where there is an answer",
    },
    "measure_unanswerable_refused": {
        "es": "con los umbrales del programa: calladas, si no la hay",
        "en": "by the program's thresholds: refused, where there is none",
    },
    "all_languages": {"es": "todas", "en": "all"},
    "calibrated": {
        "es": "Hasta un {most} de respuestas erróneas, versión {version}",
        "en": "Up to {most} of wrong answers, version {version}",
    },
    "column_language": {"es": "idioma", "en": "language"},
    "column_threshold": {"es": "umbral", "en": "threshold"},
    "column_asked": {"es": "preguntas", "en": "questions"},
    "column_answered": {"es": "respondidas", "en": "answered"},
    "column_wrong": {"es": "de ellas, erróneas", "en": "of these, wrong"},
    "column_handed_over": {"es": "a temas o persona", "en": "to topics or a person"},
    "not_vouched": {"es": "el del programa", "en": "the program's own"},
    "uncalibrated": {
        "es": "Valen otra vez los umbrales del programa.",
        "en": "The program's own thresholds are in use again.",
    },
    "not_calibrated": {
        "es": "No se había calibrado: valen los umbrales del programa.",
        "en": "Nothing was calibrated: the program's own thresholds are in use.",
    },
    "report": {"es": "Informe: {path}", "en": "Report: {path}"},
    "reading": {"es": "leyendo", "en": "reading"},
    "embedding": {"es": "calculando vectores", "en": "embedding"},
    "cutting": {"es": "cortando en pasajes", "en": "cutting into passages"},
    "asking": {"es": "preguntando", "en": "asking"},
    "checking": {"es": "comprobando", "en": "checking"},
    "file": {"es": "archivo", "en": "file"},
    "pages": {"es": "páginas", "en": "pages"},
    "passages": {"es": "pasajes", "en": "passages"},
    "seconds": {"es": "segundos", "en": "seconds"},
    "unchanged": {"es": "sin cambios", "en": "unchanged"},
    "skipped": {"es": "omitido", "en": "skipped"},
    "skipped_file": {"es": "omitido: {file} {problem}", "en": "skipped: {file} {problem}"},
    "published": {
        "es": "Publicada la versión {version}: {passages} pasajes.",
        "en": "Published version {version}: {passages} passages.",
    },
    "written": {
        "es": "Guardada la versión {version}, sin publicar: {passages} pasajes. Para verla: "
        "«diff», «check»; para usarla: «publish {version}».",
        "en": "Kept version {version}, not published: {passages} passages. To see it: `diff`, "
        "`check`; to use it: `publish {version}`.",
    },
    "not_published": {
        "es": "Sin publicar: {reason}; {kept}",
        "en": "Not published: {reason}; {kept}",
    },
    "stays": {"es": "sigue en uso la versión {version}", "en": "version {version} stays in use"},
    "no_index": {"es": "todavía no hay índice", "en": "there is no index yet"},
    "allow_skips": {
        "es": " (--allow-skips publica sin los archivos omitidos)",
        "en": " (--allow-skips publishes without the skipped files)",
    },
    "to_override": {
        "es": "Para publicarla a pesar de ello: publish {version} --override \"motivo\".",
        "en": "To publish it all the same: publish {version} --override \"reason\".",
    },
    "unchecked": {
        "es": "No se ha comprobado: no existe {path}.",
        "en": "Not checked: there is no {path}.",
    },
    "passed": {
        "es": "Comprobación superada: {questions} preguntas, ninguna nota baja más de {margin}.",
        "en": "The check passed: {questions} questions, no score fell by more than {margin}.",
    },
    "failed": {
        "es": "Comprobación NO superada: {count} notas bajan más de {margin}.",
        "en": "The check FAILED: {count} scores fell by more than {margin}.",
    },
    "nothing_to_compare": {
        "es": "No hay con qué compararla: es la versión en uso, o ninguna otra se puede leer.",
        "en": "There is nothing to compare it with: it is the version in use, or no other can be "
        "read.",
    },
    "score": {"es": "nota", "en": "score"},
    "in_use_score": {"es": "en uso", "en": "in use"},
    "this_score": {"es": "esta", "en": "this one"},
    "worse": {"es": "peor", "en": "worse"},
    "broken": {
        "es": "Preguntas que la versión en uso responde bien y esta no:",
        "en": "Questions that the version in use answers well and this one does not:",
    },
    "mistakes": {"es": "Preguntas mal respondidas:", "en": "Questions answered wrongly:"},
    "expected": {"es": "esperado: {expected}", "en": "expected: {expected}"},
    "got": {"es": "obtenido: {got}", "en": "got: {got}"},
    "now_in_use": {
        "es": "En uso: {version} (antes: {before}).",
        "en": "In use: {version} (before: {before}).",
    },
    "nothing": {"es": "ninguna", "en": "none"},
    "version": {"es": "versión", "en": "version"},
    "created": {"es": "creada", "en": "created"},
    "documents": {"es": "documentos", "en": "documents"},
    "state": {"es": "estado", "en": "state"},
    "check": {"es": "comprobación", "en": "check"},
    "state_in_use": {"es": "en uso", "en": "in use"},
    "state_published": {"es": "anterior", "en": "earlier"},
    "state_kept": {"es": "guardada", "en": "kept"},
    "state_broken": {"es": "ilegible", "en": "unreadable"},
    "verdict_passed": {"es": "superada", "en": "passed"},
    "verdict_failed": {"es": "no superada", "en": "failed"},
    "verdict_none": {"es": "-", "en": "-"},
    "index": {"es": "Índice", "en": "Index"},
    "model": {"es": "Modelo", "en": "Model"},
    "in_use": {"es": "En uso", "en": "In use"},
    "newest": {"es": "Más nueva", "en": "Newest"},
    "problem": {"es": "Problema", "en": "Problem"},
    "files_as_indexed": {
        "es": "Los archivos son los de la versión en uso.",
        "en": "The files are those of the version in use.",
    },
    "files_changed": {
        "es": "Cambiados desde entonces: {changed}. Nuevos: {added}. Quitados: {removed}. "
        "Ejecute «build».",
        "en": "Changed since: {changed}. New: {added}. Gone: {removed}. Run `build`.",
    },
    "being_built": {
        "es": "{who} está construyendo desde {since} (proceso {pid}).",
        "en": "{who} has been building since {since} (process {pid}).",
    },
    "diff_title": {"es": "De {a} a {b}", "en": "From {a} to {b}"},
    "diff_none": {"es": "Ninguna diferencia.", "en": "No difference."},
    "added": {"es": "añadido", "en": "added"},
    "removed": {"es": "quitado", "en": "removed"},
    "changed": {"es": "cambiado", "en": "changed"},
    "moved": {"es": "movido", "en": "moved"},
    "moved_from": {"es": "antes bajo: {heading}", "en": "was under: {heading}"},
    "new_document": {"es": "documento nuevo", "en": "new document"},
    "gone_document": {"es": "documento quitado", "en": "document removed"},
    "parity_good": {
        "es": "{pairs} documentos en los dos idiomas, {sections} apartados: nada falta.",
        "en": "{pairs} documents in both languages, {sections} sections: nothing is missing.",
    },
    "parity_bad": {
        "es": "{pairs} documentos en los dos idiomas, {sections} apartados. Faltan: {alone} "
        "documentos, {lonely} apartados; {older} traducciones atrasadas.",
        "en": "{pairs} documents in both languages, {sections} sections. Missing: {alone} "
        "documents, {lonely} sections; {older} translations are older than their source.",
    },
    "alone": {
        "es": "{document}: no está en el otro idioma",
        "en": "{document}: not there in the other language",
    },
    "lonely": {
        "es": "{document}: «{heading}» no tiene equivalente en {other} (lo más parecido: "
        "«{nearest}», {likeness:.2f})",
        "en": "{document}: “{heading}” has no counterpart in {other} (nearest: “{nearest}”, "
        "{likeness:.2f})",
    },
    "older": {
        "es": "{document} ({version}, {date}) es anterior a {source} ({source_version}, "
        "{source_date})",
        "en": "{document} ({version}, {date}) is older than {source} ({source_version}, "
        "{source_date})",
    },
    "no_intervals": {"es": "No se ha encontrado ninguno.", "en": "None was found."},
    "no_product": {"es": "(sin producto)", "en": "(no product)"},
    "every": {"es": "cada {number} {unit}", "en": "every {number} {unit}"},
    "cannot_score": {
        "es": "No se pueden puntuar las preguntas de control: {problem}",
        "en": "The golden questions cannot be scored: {problem}",
    },
}  # fmt: skip

UNITS_ES = {
    "hour": "hora(s)", "day": "día(s)", "week": "semana(s)", "month": "mes(es)", "year": "año(s)",
    "use": "uso(s)", "wash": "lavado(s)", "cycle": "ciclo(s)", "cleaning": "limpieza(s)",
    "mopping": "fregado(s)", "coffee": "café(s)", "drink": "bebida(s)", "cup": "taza(s)",
    "litre": "litro(s)", "kilometre": "km", "mile": "milla(s)",
}  # fmt: skip


def say(key: str, language: Language, **values: object) -> str:
    """The sentence `key` in `language` with its values filled in."""
    return WORDS[key][language].format(**values)


def language_of(environment: Mapping[str, str], asked: str = "") -> Language:
    """`asked` first, then the environment's as POSIX orders it; English where neither says."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    said = asked or next((environment[name] for name in names if environment.get(name)), "")
    return "es" if said.lower().startswith("es") else "en"
