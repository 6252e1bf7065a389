"""The help of the commands in Spanish, by the name of the command and of what it takes.

The English help is the commands' own. Depends on words.
"""

from typing import Any

from kb_ingest.words import Language

INDEX = "Carpeta del índice"
JSON = "Escribe el resultado como JSON"
MODEL = "Carpeta del modelo de vectores"
GOLDEN = "Archivo de preguntas de control"
MARGIN = "Cuánto puede bajar una nota, de 0 a 1"

SPANISH: dict[str, dict[str, str]] = {
    "": {
        "": "Manuales y políticas convertidos en conocimiento que se puede buscar, en versiones a "
        "las que se puede volver.\n\nPara añadir o cambiar un manual: ponga el archivo en su "
        "carpeta, «build», mire «diff». Para deshacerlo: «rollback». Todas las órdenes terminan "
        "con 0 si todo va bien, con 1 si no, y con 2 si están mal escritas.",
        "lang": "es o en; si no, el de LANG",
    },
    "build": {
        "": "Lee los manuales, comprueba la versión nueva y la usa.\n\n"
        "Sin FILES: los manuales y políticas de la configuración. A la versión nueva se le hacen "
        "las preguntas de control; si responde peor que la que está en uso, se guarda sin "
        "publicarla. Con --out se indexa otra carpeta, que solo se comprueba si --golden indica "
        "preguntas.\n\nTermina con 0 si se publicó, con 1 si no o si se omitió algún archivo, con "
        "3 si otra persona está construyendo. Con --json el avance va a la salida de errores, un "
        "objeto JSON por línea.",
        "files": "Archivos o carpetas",
        "out": "Carpeta de otro índice; el que está en uso no se toca",
        "golden": GOLDEN,
        "margin": MARGIN,
        "publish": "Ponerla en uso si supera la comprobación",
        "allow_skips": "Seguir aunque se omitan archivos",
        "model": MODEL,
        "budget": "Unidades de texto (tokens) de un pasaje, con sus títulos",
        "max_megabytes": "Archivo más grande",
        "max_pages": "Páginas de un PDF, como mucho",
        "threads": "Hilos del procesador para calcular vectores",
        "by": "A nombre de quién se anota; si no, el de su sesión",
        "as_json": JSON,
    },
    "evaluate": {
        "": "Puntúa la búsqueda con cualesquiera secciones y preguntas, aparte del índice en uso."
        "\n\nUna pregunta con «sections» vacío es una que nada responde. Si una línea no dice su "
        "«language», se deduce de las palabras. Los archivos pueden estar comprimidos con gzip. "
        "Termina con 0, o con 1 si un archivo está mal: entonces se nombran sus líneas.\n\n"
        "Con --json: «sections», «questions» y «unanswerable» cuentan; «retrieval» tiene hit@1, "
        "hit@3, hit@5, mrr y ms de bm25, dense, rrf, ours_without_late y ours, con las preguntas "
        "que tienen respuesta; «by_language», los de ours; «abstention» y "
        "«abstention_by_language» tienen auroc, auroc_answerable, coverage_at_5, coverage_at_2, "
        "answered y unanswerable_refused, y están vacíos si toda pregunta tiene respuesta. El "
        "avance va a la salida de errores.",
        "sections": "Líneas JSON con id, title, text, language",
        "questions": "Líneas JSON con question, sections, language",
        "model": MODEL,
        "as_json": JSON,
    },
    "calibrate": {
        "": "Elige desde qué seguridad responde el asistente, según las respuestas erróneas que "
        "usted acepte.\n\nHace las preguntas de control a la versión en uso. La elección vale "
        "desde la siguiente pregunta; el informe muestra lo que cuesta. Termina con 0, o con 1 si "
        "no se puede.",
        "max_wrong": "Parte de respuestas erróneas que se acepta",
        "golden": GOLDEN,
        "report": "Archivo del informe, HTML con una imagen",
        "dry_run": "Mostrar qué se elegiría sin cambiar nada",
        "undo": "Volver a los umbrales del programa",
        "by": "A nombre de quién se anota; si no, el de su sesión",
        "index": INDEX,
        "model": MODEL,
        "as_json": JSON,
    },
    "status": {
        "": "Qué está en uso, qué ha cambiado y quién construye.\n\n"
        "Termina con 0 si hay un índice en uso y se puede leer, con 1 si no.",
        "index": INDEX,
        "as_json": JSON,
    },
    "diff": {
        "": "Pasajes añadidos, quitados o cambiados de A a B.\n\nSin A ni "
        "B: de la que está en uso a la más nueva; si son la misma, desde la anterior.",
        "a": "Una versión; si no, la que está en uso o la anterior",
        "b": "Una versión; si no, la más nueva",
        "full": "Mostrar pasajes enteros y no solo lo que cambió",
        "index": INDEX,
        "as_json": JSON,
    },
    "check": {
        "": "Hace las preguntas de control y compara con la de uso.\n\n"
        "Termina con 0 si ninguna nota baja más que el margen, con 1 si alguna baja o no se puede "
        "comprobar.",
        "version": "Una versión; si no, la más nueva",
        "golden": GOLDEN,
        "margin": MARGIN,
        "mistakes": "Enumerar todas las preguntas mal respondidas",
        "index": INDEX,
        "model": MODEL,
        "as_json": JSON,
    },
    "publish": {
        "": "Pone una versión en uso.\n\nAntes se comprueba, si no se comparó ya con la que está "
        "en uso.\n\n"
        "Termina con 0 si queda en uso, con 1 si responde peor que la actual o no existe.",
        "version": "Una versión: su nombre, o cómo empieza o termina",
        "override": "Publicarla aunque no supere la comprobación; el motivo queda anotado",
        "index": INDEX,
        "model": MODEL,
        "as_json": JSON,
    },
    "rollback": {
        "": "Vuelve a la versión que estaba en uso antes.\n\nTiene efecto al momento. Si "
        "se repite, retrocede una más. Termina con 0 si se hizo, con 1 si no hay a cuál volver.",
        "version": "Una versión que estuvo en uso; si no, la anterior",
        "reason": "Por qué; queda anotado",
        "index": INDEX,
        "as_json": JSON,
    },
    "versions": {
        "": "Las versiones guardadas y cuál está en uso.",
        "index": INDEX,
        "as_json": JSON,
    },
    "parity": {
        "": "Qué está solo en un idioma o es anterior a su original.\n\n"
        "Termina con 0 si no falta nada, con 1 si falta algo.",
        "of": "Una versión; si no, la que está en uso",
        "index": INDEX,
        "as_json": JSON,
    },
    "intervals": {
        "": "Cada cuánto hay que hacer algo, por producto.",
        "of": "Una versión; si no, la que está en uso",
        "index": INDEX,
        "as_json": JSON,
    },
    "inspect": {
        "": "Muestra qué se lee de un archivo y cómo se corta.",
        "file": "Un documento",
        "budget": "Unidades de texto (tokens) de un pasaje, con sus títulos",
        "model": MODEL,
        "blocks": "Mostrar los bloques",
        "passages": "Mostrar los pasajes",
    },
    "typeset": {
        "": "Compone manuales en Markdown como PDF, HTML o DOCX.",
        "sources": "Archivos o carpetas de Markdown",
        "out": "Carpeta para lo que se hace",
    },
}


def translate(command: Any, language: Language) -> None:
    """Give a command of typer's, and those below it, their help in `language`."""
    if language == "es":
        _translate(command, SPANISH[""])
        for name, inner in getattr(command, "commands", {}).items():
            _translate(inner, SPANISH.get(name, {}))


def _translate(command: Any, words: dict[str, str]) -> None:
    command.help = words.get("", command.help)
    for parameter in command.params:
        parameter.help = words.get(parameter.name or "", parameter.help)
