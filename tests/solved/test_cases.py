"""The question and the reply of a solved conversation are found in it."""

from bot.solved.cases import case_of
from tests.brief.script import Script


def test_the_last_reply_before_the_thanks_solved_it() -> None:
    script = Script("es").asks("Mi Levante gotea por debajo", "unanswered").wants_person()
    script.agent("Hola, soy Ana. ¿En qué puedo ayudarle?").writes("gotea")
    script.agent("¿Desde cuándo le pasa?").writes("desde ayer")
    script.agent("Buenos días. Vacíe la bandeja y empújela hasta que haga clic.")
    script.writes("Perfecto, muchas gracias").agent("De nada, que tenga un buen día.")
    found = case_of(script.messages, script.contacts)
    assert found
    assert found.question == "Mi Levante gotea por debajo"
    assert found.reply == "Vacíe la bandeja y empújela hasta que haga clic."


def test_without_thanks_the_last_reply_counts() -> None:
    script = Script("en").wants_person().writes("The dryer shows E05 and stops")
    script.agent("Clean the lint filter and let it cool for an hour.").writes("ok I will try")
    script.agent("If it comes back, we will send a technician to your home.")
    found = case_of(script.messages, script.contacts)
    assert found
    assert found.reply == "If it comes back, we will send a technician to your home."


def test_thanks_for_nothing_are_no_thanks() -> None:
    script = Script("en").wants_person().writes("The dryer shows E05 and stops")
    script.agent("Clean the lint filter and let it cool for an hour.")
    script.writes("thanks but it still does not work")
    script.agent("Then hold the start button for ten seconds to reset it.")
    found = case_of(script.messages, script.contacts)
    assert found
    assert found.reply == "Then hold the start button for ten seconds to reset it."


def test_no_question_or_no_reply_is_no_case() -> None:
    hello = Script("en").wants_person().writes("hello?").agent("Hi, how can I help?")
    assert case_of(hello.messages, hello.contacts) is None
    courteous = Script("es").wants_person().writes("El robot no carga").agent("Un momento.")
    assert case_of(courteous.messages, courteous.contacts) is None
    nobody = Script("es").asks("¿Cómo lo limpio?", "answered_manual").bot("Así.")
    assert case_of(nobody.messages, nobody.contacts) is None


def test_a_second_escalation_has_a_question_of_its_own() -> None:
    script = Script("en").wants_person().writes("My kettle leaks at the spout")
    script.agent("Descale the spout with vinegar and rinse it twice.").notice("resolved")
    first = len(script.messages)
    script.asks("Where is my refund, it was due on Monday?", "unanswered").wants_person()
    script.agent("It was sent today and takes two working days to arrive.")
    found = case_of(script.messages, script.contacts, first)
    assert found
    assert found.question == "Where is my refund, it was due on Monday?"
