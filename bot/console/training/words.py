"""The texts of the page of training examples. Depends on the brief's names of intents."""

from bot.brief.words import TOPICS

# ruff: noqa: E501
WORDS: dict[str, dict[str, str]] = {
    "training": {"es": "Ejemplos de entrenamiento", "en": "Training examples"},
    "help": {"es": "Diga de qué intención son las preguntas de un grupo; de las que el asistente no entendió bien salen ejemplos nuevos. Nada se cambia solo: se propone un parche, con lo que cambiaría la nota del asistente, y alguien lo aplica o no.", "en": "Say which intent the questions of a group are of; those that the assistant did not understand well become new examples. Nothing changes by itself: a patch is proposed, with what it would do to the assistant's score, and somebody applies it or not."},
    "simulated": {"es": "Datos simulados", "en": "Simulated data"},
    "simulated_help": {"es": "Aquí entran preguntas que hizo un simulador. No entrene con ellas un asistente que atiende a clientes.", "en": "Some of these questions were asked by a simulator. Do not train an assistant on them that serves customers."},
    # The list.
    "proposals": {"es": "Propuestas", "en": "Proposals"},
    "no_proposals": {"es": "Todavía no hay propuestas.", "en": "There is no proposal yet."},
    "confirmed_count": {"es": "{count} grupos confirmados", "en": "{count} confirmed groups"},
    "confirmed_one": {"es": "1 grupo confirmado", "en": "1 confirmed group"},
    "make": {"es": "Preparar una propuesta", "en": "Make a proposal"},
    "making": {"es": "Se preparan los ejemplos…", "en": "Examples are being chosen…"},
    "proposal": {"es": "Propuesta {id}", "en": "Proposal {id}"},
    "one_proposal": {"es": "Propuesta", "en": "Proposal"},
    "made": {"es": "Hecha", "en": "Made"},
    "lines": {"es": "Ejemplos", "en": "Examples"},
    "state": {"es": "Estado", "en": "State"},
    "accuracy_change": {"es": "Aciertos, en puntos", "en": "Accuracy, in points"},
    "groups": {"es": "Grupos de preguntas", "en": "Question groups"},
    "which": {"es": "Cuáles", "en": "Which"},
    "show_open": {"es": "Por confirmar", "en": "To be confirmed"},
    "show_confirmed": {"es": "Confirmados", "en": "Confirmed"},
    "intent": {"es": "Intención", "en": "Intent"},
    "any": {"es": "Cualquiera", "en": "Any"},
    "show": {"es": "Mostrar", "en": "Show"},
    "group": {"es": "Grupo", "en": "Group"},
    "size": {"es": "Preguntas", "en": "Questions"},
    "likely": {"es": "Para el asistente", "en": "To the assistant"},
    "share": {"es": "Así entendidas", "en": "Taken so"},
    "confidence": {"es": "Confianza", "en": "Confidence"},
    "differing": {"es": "Discrepan", "en": "Differ"},
    "sampled": {"es": "Contado en las {count} preguntas más recientes de cada grupo.", "en": "Counted over the latest {count} questions of each group."},
    "nothing": {"es": "No hay grupos que mostrar.", "en": "There are no groups to show."},
    "more": {"es": "Siguientes", "en": "Next"},
    "first": {"es": "Desde el principio", "en": "From the start"},
    "confirm": {"es": "Confirmar", "en": "Confirm"},
    "confirm_as": {"es": "Confirmar «{label}» como {intent}", "en": "Confirm “{label}” as {intent}"},
    "confirmed": {"es": "Confirmado: {intent}", "en": "Confirmed: {intent}"},
    # A group.
    "back": {"es": "Todos los grupos y propuestas", "en": "All groups and proposals"},
    "choose": {"es": "Son ejemplos de", "en": "They are examples of"},
    "take_back": {"es": "Retirar la confirmación", "en": "Take it back"},
    "taken_back": {"es": "El grupo ya no está confirmado.", "en": "The group is not confirmed any more."},
    "took": {"es": "Cómo las entendió el asistente", "en": "What the assistant took them for"},
    "took_none": {"es": "El asistente no llegó a oír ninguna: las contestaron personas.", "en": "The assistant heard none of them: people answered."},
    "times": {"es": "Veces", "en": "Times"},
    "differ_title": {"es": "Entendidas de otro modo, o rechazadas", "en": "Taken for something else, or refused"},
    "differ_none": {"es": "Ninguna: el asistente entendió todas como la intención del grupo.", "en": "None: the assistant took all of them for the group's intent."},
    "question": {"es": "Pregunta", "en": "Question"},
    "taken_for": {"es": "Entendida como", "en": "Taken for"},
    "not_asked": {"es": "no se le preguntó", "en": "was not asked"},
    "newest": {"es": "Otras preguntas recientes", "en": "Other recent questions"},
    # A proposal.
    "open": {"es": "por decidir", "en": "to be decided"},
    "taken": {"es": "aceptada", "en": "taken"},
    "rejected": {"es": "rechazada", "en": "rejected"},
    "withdrawn": {"es": "retirada", "en": "withdrawn"},
    "withdrawn_help": {"es": "No queda ningún ejemplo: los clientes pidieron que se les olvidara, o se quitaron todos.", "en": "No example is left: customers asked to be forgotten, or all were removed."},
    "forgotten": {"es": "Ejemplos retirados porque sus clientes pidieron que se les olvidara: {count}.", "en": "Examples withdrawn because their customers asked to be forgotten: {count}."},
    "remains": {"es": "Siguen en los ficheros de entrenamiento. Borre estas líneas: {places}.", "en": "They are still in the training files. Delete these lines: {places}."},
    "there": {"es": "Ejemplos que ya están en los ficheros de entrenamiento: {count}.", "en": "Examples that are in the training files by now: {count}."},
    "lost": {"es": "Ejemplos que no caben en el parche, porque ningún fichero tiene esa intención en su idioma: {count}.", "en": "Examples that are not in the patch, for no file has their intent in their language: {count}."},
    "all_there": {"es": "El parche está vacío: los ficheros ya tienen todos los ejemplos.", "en": "The patch is empty: the files have all the examples."},
    "over": {"es": "Con este parche habría {total} ejemplos y se aprenden {learnt} como mucho: de {intents} se aprenderían {each} de cada una y {dropped} quedarían fuera. Quite antes ejemplos que sobren.", "en": "With this patch there would be {total} examples, and at most {learnt} are learnt: of {intents}, {each} of each would be, and {dropped} would be left out. Remove examples that are not needed first."},
    "remove": {"es": "Quitar", "en": "Remove"},
    "remove_named": {"es": "Quitar: {text}", "en": "Remove: {text}"},
    "why": {"es": "Por qué", "en": "Why"},
    "language": {"es": "Idioma", "en": "Language"},
    "why_wrong": {"es": "entendida como {taken} ({sure})", "en": "taken for {taken} ({sure})"},
    "why_refused": {"es": "no entendida", "en": "not understood"},
    "why_unsure": {"es": "bien, con poca confianza ({sure})", "en": "right, but unsure ({sure})"},
    "why_unasked": {"es": "la contestó una persona", "en": "a person answered it"},
    "left_out": {"es": "Preguntas descartadas", "en": "Questions left out"},
    "out_known": {"es": "el asistente ya las entiende", "en": "the assistant understands them already"},
    "out_personal": {"es": "podrían decir de quién son", "en": "may say whose they are"},
    "out_short": {"es": "demasiado cortas", "en": "too short"},
    "out_long": {"es": "demasiado largas", "en": "too long"},
    "out_already": {"es": "casi iguales a un ejemplo que ya está", "en": "nearly the same as an example"},
    "out_elsewhere": {"es": "casi iguales a un ejemplo de otra intención", "en": "nearly the same as an example of another intent"},
    "out_test": {"es": "casi iguales a un mensaje de la prueba", "en": "nearly the same as a message of the test"},
    "out_alike": {"es": "casi iguales a otra de la propuesta", "en": "nearly the same as another of the proposal"},
    "out_enough": {"es": "había otras mejores", "en": "there were better ones"},
    "patch": {"es": "Parche", "en": "Patch"},
    "patch_help": {"es": "Se aplica en la raíz del proyecto con «git apply» o «patch -p1».", "en": "Apply it in the root of the project with “git apply” or “patch -p1”."},
    "download_patch": {"es": "Descargar el parche", "en": "Download the patch"},
    "download_csv": {"es": "Ejemplos en CSV", "en": "Examples as CSV"},
    "download_yml": {"es": "Ejemplos en YAML de Rasa", "en": "Examples as Rasa YAML"},
    # Its measurement.
    "score": {"es": "Cambio de la nota", "en": "Change of the score"},
    "score_help": {"es": "El asistente se entrena sin el parche y con él, y contesta dos veces los mensajes de {file}. Son los mensajes con los que se desarrolla: la prueba final es otra. Tarda unos minutos y no frena a los clientes.", "en": "The assistant is trained without the patch and with it, and answers the messages of {file} twice. They are those it is developed on: the final test is another one. It takes minutes and does not slow customers down."},
    "measure": {"es": "Medir", "en": "Measure"},
    "again": {"es": "Medir otra vez", "en": "Measure again"},
    "cancel": {"es": "Cancelar la medición", "en": "Cancel the measurement"},
    "asked_to_measure": {"es": "Se mide en cuanto se pueda.", "en": "It is measured as soon as possible."},
    "not_measured": {"es": "sin medir", "en": "not measured"},
    "waiting": {"es": "en espera de medirse", "en": "waiting to be measured"},
    "measuring": {"es": "midiéndose", "en": "being measured"},
    "ready": {"es": "medida", "en": "measured"},
    "failed": {"es": "la medición falló", "en": "the measurement failed"},
    "cancelled": {"es": "medición cancelada", "en": "measurement cancelled"},
    "interrupted": {"es": "medición interrumpida", "en": "measurement interrupted"},
    "start": {"es": "empezando", "en": "starting"},
    "train_before": {"es": "entrenando sin el parche", "en": "training without the patch"},
    "test_before": {"es": "contestando la prueba sin el parche", "en": "answering the test without the patch"},
    "train_after": {"es": "entrenando con el parche", "en": "training with the patch"},
    "test_after": {"es": "contestando la prueba con el parche", "en": "answering the test with the patch"},
    "stale": {"es": "Los ficheros o el parche han cambiado desde esta medición: mida otra vez.", "en": "The files or the patch changed since this measurement: measure again."},
    "measured_at": {"es": "Medida a las {when} con {count} mensajes de {file}; {examples} ejemplos y {added} del parche.", "en": "Measured at {when} with {count} messages of {file}; {examples} examples and {added} of the patch."},
    "measure_name": {"es": "Medida", "en": "Measure"},
    "before": {"es": "Sin el parche", "en": "Without"},
    "after": {"es": "Con el parche", "en": "With it"},
    "change": {"es": "Cambio", "en": "Change"},
    "interval": {"es": "Intervalo del 95 %", "en": "95 % interval"},
    "accuracy": {"es": "Aciertos, rechazos incluidos", "en": "Accuracy, refusals included"},
    "macro_f1": {"es": "F1 macro", "en": "Macro F1"},
    "oos_recall": {"es": "Ajenos rechazados", "en": "Out of scope refused"},
    "accuracy_in": {"es": "Aciertos en {spoken} ({count})", "en": "Accuracy in {spoken} ({count})"},
    "es": {"es": "español", "en": "Spanish"},
    "en": {"es": "inglés", "en": "English"},
    "how_measured": {"es": "Intervalos por remuestreo pareado (bootstrap, 2000 veces) de los mensajes. {verdict} Prueba de McNemar de los aciertos: p = {p}.", "en": "Intervals by paired bootstrap of the messages (2,000 draws). {verdict} McNemar's test of the right answers: p = {p}."},
    "verdict_better": {"es": "Los aciertos mejoran más de lo que daría el azar.", "en": "Accuracy improves by more than chance."},
    "verdict_worse": {"es": "Los aciertos empeoran más de lo que daría el azar.", "en": "Accuracy falls by more than chance."},
    "verdict_same": {"es": "El cambio de los aciertos cabe en el azar.", "en": "The change of accuracy may be chance."},
    "fixed": {"es": "Ahora bien, antes mal: {count}", "en": "Right now, wrong before: {count}"},
    "broken": {"es": "Ahora mal, antes bien: {count}", "en": "Wrong now, right before: {count}"},
    "other": {"es": "Mal de otra manera: {count}", "en": "Wrong in another way: {count}"},
    "message": {"es": "Mensaje", "en": "Message"},
    "wanted": {"es": "Intención", "en": "Intent"},
    "refused": {"es": "rechazado", "en": "refused"},
    # Its end.
    "decide": {"es": "Decisión", "en": "Decision"},
    "decide_help": {"es": "Anote que el parche se aplicó, o que no se quiere y por qué.", "en": "Note that the patch was applied, or that it is not wanted, and why."},
    "reason": {"es": "Motivo", "en": "Reason"},
    "take": {"es": "Se aplicó", "en": "It was applied"},
    "reject": {"es": "Rechazar", "en": "Reject"},
    "decided": {"es": "Decidida por {who}, {when}", "en": "Decided by {who}, {when}"},
    "somebody": {"es": "alguien", "en": "somebody"},
}  # fmt: skip
INTENTS: dict[str, dict[str, str]] = TOPICS | {
    "out_of_scope": {"es": "Ajeno a la tienda", "en": "Not about the shop"},
    "feedback_positive": {"es": "Le sirvió", "en": "It helped"},
    "greet": {"es": "Saludo", "en": "Greeting"},
    "goodbye": {"es": "Despedida", "en": "Goodbye"},
    "thank": {"es": "Gracias", "en": "Thanks"},
    "ask_if_bot": {"es": "Pregunta si es una máquina", "en": "Asks whether it is a machine"},
    "affirm": {"es": "Sí", "en": "Yes"},
    "deny": {"es": "No", "en": "No"},
    "cancel": {"es": "Dejarlo", "en": "Leaving it"},
    "inform": {"es": "Un dato", "en": "A detail"},
}
"""Intents in words; the brief names those that a conversation is about."""


def word(key: str, language: str, **values: object) -> str:
    """The text `key` in `language` ("es" or "en")."""
    return WORDS[key][language].format(**values)


def intent_words(intent: str | None, language: str) -> str:
    """An intent by its name in words, where it has one; "" is a refusal."""
    if not intent:
        return word("refused", language)
    return INTENTS.get(intent, {}).get(language, intent)


def percent(value: float | None) -> str:
    """A share as "93 %"; a dash where there is none."""
    return "–" if value is None else f"{100 * value:.0f} %"


def points(value: float, language: str, sign: bool = True) -> str:
    """A share or a change of one in points of a hundred: "+0.8", in Spanish "+0,8"."""
    told = f"{100 * value:+.1f}" if sign else f"{100 * value:.1f}"
    told = told.replace("-", "\u2212")
    return told.replace(".", ",") if language == "es" else told
