"""The brief says what is so, of conversations that go well and of those that do not."""

from bot.answers import GivenAnswer
from bot.brief import compose
from bot.brief.unanswered import Unanswered
from tests.brief.script import AT, CITED, Script


def sentence(found: Unanswered | None) -> str | None:
    return found.sentence if found else None


def given(message_id: str, confidence: float = 0.71) -> GivenAnswer:
    """An answer from the manual to the message of that id."""
    return GivenAnswer(
        id="a1", conversation_id="c", message_id=message_id, question="q", language="es",
        source_language="es", kind="manual", text="t", pieces=[], generated=False,
        confidence=confidence, passage_ids=["00ff"], created_at=AT,
    )  # fmt: skip


def test_an_answer_that_did_not_help_is_what_is_open() -> None:
    script = Script("es").asks(
        "Hola. Mi cafetera pierde agua por debajo. ¿Qué hago?",
        "answered_manual", product="levante", feedback=-1, feedback_reason="did_not_work",
    ).bot("Vacíe la bandeja.", answer="a1", citations=[CITED]).wants_person()  # fmt: skip
    brief = compose(script.evidence(answers=[given("m1")], reason="negative_feedback"))
    assert sentence(brief.unanswered) == "Mi cafetera pierde agua por debajo. ¿Qué hago?"
    [tried] = brief.tried
    assert (tried.how, tried.reception, tried.why) == (
        "answered_manual",
        "did_not_help",
        "did_not_work",
    )
    assert (tried.source, tried.confidence) == ("Levante · Faults › Leaks, p. 12", 0.71)
    assert [one.text for one in brief.asked] == [script.messages[0].text]
    assert brief.reason == "negative_feedback"


def test_what_an_answer_settled_is_not_open() -> None:
    script = Script("en").asks("How do I descale it?", "answered_manual").bot("Like this.")
    script.asks("thanks, that worked").wants_person()
    brief = compose(script.evidence())
    assert brief.unanswered is None
    assert brief.tried[0].reception == "thanked"


def test_the_question_before_the_one_that_was_answered_is_still_open() -> None:
    script = Script("en").asks("Why does the light flash twice?", "unanswered").bot("I don't know")
    script.asks("And where is my order TR-104512?", "transaction", intent="order_status")
    brief = compose(script.wants_person().evidence())
    assert sentence(brief.unanswered) == "Why does the light flash twice?"
    assert [one.topic for one in brief.asked] == ["manual_question", "order_status"]


def test_asking_the_same_again_says_that_the_answer_did_not_help() -> None:
    script = Script("es").asks("¿Cómo limpio el filtro del Cierzo?", "answered_manual").bot("...")
    script.asks("pero cómo limpio el filtro del cierzo", "answered_manual").bot("...")
    brief = compose(script.wants_person().evidence())
    assert [one.reception for one in brief.tried] == ["asked_again", "wanted_person"]


def test_a_form_that_was_left_is_open_and_its_answers_are_not() -> None:
    script = Script("es").asks("Quiero devolver la freidora").bot("¿Qué número de pedido?")
    script.asks("TR-104512").bot("¿Y el correo?").asks("no me gusta, la usé dos veces")
    brief = compose(script.wants_person().evidence(slots={"order_number": "TR-104512"}))
    assert sentence(brief.unanswered) == "Quiero devolver la freidora"
    assert brief.gathered == {"order_number": "TR-104512"}


def test_nothing_was_asked_yet() -> None:
    for language, hello in (("es", "Hola, buenos días"), ("en", "Hi, good morning!")):
        brief = compose(Script(language).asks(hello).bot("...").wants_person().evidence())
        assert brief.unanswered is None
        assert (brief.asked, brief.tried) == ((), ())


def test_a_hostile_customer_is_read_for_what_they_want() -> None:
    script = Script("es").asks("SOIS UNOS INÚTILES").bot("Lo siento.").wants_person()
    script.writes("Esto es una vergüenza. Llevo tres semanas esperando el reembolso. ¡LADRONES!")
    script.writes("¿¿HAY ALGUIEN AHÍ??")
    brief = compose(script.evidence(signs=["insult", "capitals"]))
    assert sentence(brief.unanswered) == "Llevo tres semanas esperando el reembolso."
    assert brief.signs == ("insult", "capitals")

    english = Script("en").wants_person().writes("You useless idiots!")
    english.writes("My fridge leaks all over the floor and nobody answers. Is this a joke?")
    found = sentence(compose(english.evidence()).unanswered)
    assert found == "My fridge leaks all over the floor and nobody answers."


def test_two_matters_in_one_message_are_two() -> None:
    script = Script("en")
    script.asks("Where is my order and is my robot under guarantee?")
    script.logs("transaction", "Where is my order", intent="order_status")
    script.logs("unanswered", "is my robot under guarantee?", intent="check_warranty", part=2)
    brief = compose(script.wants_person().evidence())
    assert sentence(brief.unanswered) == "is my robot under guarantee?"
    assert [one.outcome for one in brief.asked] == ["transaction", "unanswered"]


def test_an_agents_reply_closes_and_a_greeting_does_not() -> None:
    script = Script("es").wants_person().writes("El robot no vuelve a la base")
    script.agent("Hola, soy Ana, un momento por favor.")
    assert sentence(compose(script.evidence()).unanswered) == "El robot no vuelve a la base"
    script.agent("Limpie los contactos de la base con un paño seco.")
    assert compose(script.evidence()).unanswered is None
    script.writes("Ya los limpié y sigue sin volver.")
    assert sentence(compose(script.evidence()).unanswered) == "Ya los limpié y sigue sin volver."


def test_what_an_agent_ended_before_belongs_to_another_matter() -> None:
    script = Script("en").asks("Why does it leak?", "unanswered").wants_person()
    script.agent("Push the tray in until it clicks.").notice("resolved")
    brief = compose(script.evidence())
    assert [one.text for one in brief.asked] == ["Why does it leak?"]
    script.asks("My order has not arrived", "unanswered", intent="order_status").wants_person()
    brief = compose(script.evidence())
    assert [one.text for one in brief.asked] == ["My order has not arrived"]
    assert sentence(brief.unanswered) == "My order has not arrived"


def test_an_escalation_that_tells_something_is_open() -> None:
    script = Script("es").asks(
        "Mi robot echa humo, quiero hablar con una persona", "escalated",
        intent="safety", reason="safety",
    )  # fmt: skip
    brief = compose(script.bot("Desenchúfelo.").evidence(reason="safety"))
    assert sentence(brief.unanswered) == "Mi robot echa humo"
    assert brief.tried == ()


def test_words_of_buttons_are_nobodys_question() -> None:
    script = Script("en").presses("Where is my order?", "/order_status").wants_person()
    assert compose(script.evidence()).unanswered is None


def test_how_an_answer_went_is_not_the_question() -> None:
    script = Script("es").asks("Mi Levante gotea por debajo", "answered_manual", feedback=-1)
    script.bot("Vacíe la bandeja.").asks("ya lo probé y SIGUE GOTEANDO, quiero una persona",
                                         "escalated", intent="ask_for_person")  # fmt: skip
    assert sentence(compose(script.evidence()).unanswered) == "Mi Levante gotea por debajo"
    english = Script("en").asks("My robot won't charge", "answered_manual").bot("Clean it.")
    english.asks("I already tried that, still the same", "escalated", intent="ask_for_person")
    assert sentence(compose(english.evidence()).unanswered) == "My robot won't charge"


def test_a_reaction_after_a_number_opens_the_question_that_was_answered() -> None:
    script = Script("es").asks("mi cafetera Levante pierde agua por debajo", "answered_manual")
    script.bot("Vacíe la bandeja.").asks("LV3-2607-018345").bot("Tomo nota. ¿Qué quiere hacer?")
    script.asks(
        "ya lo he hecho, sigue igual. quiero hablar con una persona",
        "escalated", intent="ask_for_person", reason="asked_for_person",
    )  # fmt: skip
    brief = compose(script.evidence())
    assert sentence(brief.unanswered) == "mi cafetera Levante pierde agua por debajo"
    assert [one.reception for one in brief.tried] == ["did_not_help"]


def test_all_that_is_open_is_listed() -> None:
    script = Script("en").wants_person()
    script.writes("You idiots, my robot won't charge. And the espresso machine leaks below!")
    brief = compose(script.evidence())
    assert sentence(brief.unanswered) == "And the espresso machine leaks below!"
    assert [(one.text, one.outcome) for one in brief.asked] == [
        ("You idiots, my robot won't charge.", "open"),
        ("And the espresso machine leaks below!", "open"),
    ]


def test_what_only_adds_to_a_question_is_not_the_question() -> None:
    script = Script("es").wants_person().writes("Mi Levante gotea por debajo")
    script.writes("desde ayer").writes("TR-104512").writes("¿hola?")
    assert sentence(compose(script.evidence()).unanswered) == "Mi Levante gotea por debajo"


def test_the_unanswered_sentence_is_an_exact_piece_of_the_message() -> None:
    texts = (
        "Hola!!  La  secadora\nno seca   (código E-05); ¿qué hago?",
        "hi — my Cierzo won't charge… it just blinks. can i talk to somebody?",
    )
    for text in texts:
        found = compose(Script("en").wants_person().writes(text).evidence()).unanswered
        assert found
        assert found.sentence in text


def test_a_person_wanted_after_an_answer_leaves_the_question_in_sight() -> None:
    script = (
        Script("es").asks("la lavadora no centrifuga", "answered_manual").bot("Nivele los pies.")
    )
    script.wants_person().writes("hola?").writes("hay alguien?")
    brief = compose(script.evidence())
    assert brief.unanswered is not None
    assert brief.unanswered.sentence == "la lavadora no centrifuga"
    assert brief.unanswered.tried
    assert [one.outcome for one in brief.asked] == ["answered_manual"]


def test_what_an_agent_asks_back_does_not_take_the_question_away() -> None:
    script = Script("en").wants_person().writes("My aircon leaks on the floor")
    script.agent("Hello Tom. I am Ana. Which order is it from?").writes("Order TR-102966, I think")
    brief = compose(script.evidence())
    assert sentence(brief.unanswered) == "My aircon leaks on the floor"
    script.agent("Tighten the plug at the back.").writes("Thanks!")
    assert compose(script.evidence()).unanswered is None


def test_a_number_given_to_an_agent_leaves_the_matter_in_sight() -> None:
    script = Script("en").wants_person().writes("I was charged twice for my order")
    script.agent("I am sorry about that. Which order is it?").writes("TR-104447, Claire Dubois")
    brief = compose(script.evidence())
    assert sentence(brief.unanswered) == "I was charged twice for my order"
    script.agent("I have refunded one of them. Anything else?")
    script.writes("Perfect, that's all I needed")
    brief = compose(script.evidence())
    assert (brief.unanswered, brief.spoke) == (None, True)


def test_a_greeting_says_nothing_yet() -> None:
    assert not compose(Script("es").wants_person().writes("Hola, buenas").evidence()).spoke


def test_what_began_a_form_that_was_left_is_what_they_need() -> None:
    told = "You sent me the wrong thing, I ordered an air fryer and got filters"
    script = Script("en").asks(told).bot("What is your order number?").wants_person()
    assert sentence(compose(script.evidence()).unanswered) == told
