"""What a question asks for, in both languages."""

import pytest

from bot.asked import Kind, asked_in, instructs


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("¿Cada cuánto hay que descalcificar la Levante?", Kind.INTERVAL),
        ("con que frecuencia se limpia", Kind.INTERVAL),
        ("How often should I change the bag?", Kind.INTERVAL),
        ("¿cuánto pesa la lavadora?", Kind.MEASURE),
        ("How long do chicken wings take?", Kind.MEASURE),
        ("precio del filtro", Kind.MEASURE),
        ("how many maps can it store", Kind.MEASURE),
        ("¿Cómo quito los pernos?", Kind.STEPS),
        ("how do I change the coffee temperature", Kind.STEPS),
        ("¿Para qué sirve el modo eco?", Kind.MEANING),
        ("what does the child lock do", Kind.MEANING),
        ("What is the capacity of the tank?", Kind.MEASURE),
        ("why is the fryer so loud", Kind.ANY),
        ("la leche no hace espuma", Kind.ANY),
    ],
)
def test_the_kind_of_answer(question: str, kind: Kind) -> None:
    assert asked_in(question).kind is kind


@pytest.mark.parametrize(
    ("question", "stated", "other"),
    [
        ("cada cuánto se cambia", "Cada 3 meses", "Cambiar el filtro"),
        ("how often is it washed", "Every 2 weeks", "Wash the filter"),
        ("how heavy is it", "Weight: 68 kg", "Capacity: 1.8 litres"),
        ("¿cuánta agua cabe?", "Depósito de 1,8 litros", "Deje 10 cm libres"),
        ("how long does it take", "Time: 24 min", "Clean it (section 5.4)"),
        ("cuánto cuesta", "Precio en EUR: 59,90", "Peso: 7,8 kg"),
        ("cuántas zonas", "Caben 15 zonas", "Limpie el filtro, sección 5.4"),
    ],
)
def test_what_is_asked_for_is_found(question: str, stated: str, other: str) -> None:
    asked = asked_in(question)
    assert asked.is_stated_in(stated)
    assert not asked.is_stated_in(other)


def test_the_asking_words_are_not_what_it_is_about() -> None:
    about = asked_in("how often do I wash the filter").about
    assert " ".join(about.split()) == "do I wash the filter"
    assert "pesa" not in asked_in("¿cuánto pesa la lavadora?").about


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("How many decibels does it make?", "does it ?"),
        ("¿qué potencia tiene?", "¿qué ?"),
        ("how much does it weigh exactly", "does it"),
    ],
)
def test_of_a_question_after_a_measure_only_the_thing_is_left(question: str, left: str) -> None:
    assert " ".join(asked_in(question).about.split()) == left


@pytest.mark.parametrize("question", ["can I use vinegar", "¿se puede lavar?", "puedo usar lejía"])
def test_whether_something_may_be_done(question: str) -> None:
    assert asked_in(question).yes_or_no


@pytest.mark.parametrize(
    "text",
    [
        "Pulse el botón dos segundos.",
        "Puede desactivarlo en los ajustes.",
        "Hay que vaciar el depósito.",
        "From Settings, tap Display.",
        "Remove the filter.",
        "You can turn it off in the settings.",
    ],
)
def test_what_tells_somebody_to_do_something(text: str) -> None:
    assert instructs(text)


@pytest.mark.parametrize("text", ["El filtro retiene pelusas.", "The filter holds back fluff."])
def test_what_only_explains(text: str) -> None:
    assert not instructs(text)
