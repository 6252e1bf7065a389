"""What leans on the question before it is completed; what stands alone is left alone."""

import pytest

from bot.followups import LastQuestion, from_slot, is_elliptical, read, says

EN = LastQuestion(
    "How do I descale the Levante?", "levante", "Levante", ("cierzo", "levante"), ("00ff",)
)
ES = LastQuestion("¿Cómo descalcifico la cafetera?", "levante", "cafetera", ("levante",))


@pytest.mark.parametrize(
    ("last", "text", "product", "words", "question", "about"),
    [
        (EN, "how often?", None, "", "How often should I descale the Levante?", "levante"),
        (EN, "And how often?", None, "", "How often should I descale the Levante?", "levante"),
        (EN, "why?", None, "", "Why should I descale the Levante?", "levante"),
        (EN, "and the robot?", "cierzo", "robot", "How do I descale the robot?", "cierzo"),
        (EN, "the robot", "cierzo", "robot", "How do I descale the robot?", "cierzo"),
        (EN, "on the robot", "cierzo", "robot", "How do I descale the robot?", "cierzo"),
        (EN, "ok, and the siroco?", "siroco", "siroco", "How do I descale the siroco?", "siroco"),
        (EN, "and for the other model?", None, "", "How do I descale it?", "cierzo"),
        (EN, "and how often for the robot?", "cierzo", "robot", 
         "How often should I descale the robot?", "cierzo"),
        (ES, "¿y cada cuánto?", None, "", "¿Cada cuánto descalcifico la cafetera?", "levante"),
        (ES, "¿y en la lavadora?", "garbi", "lavadora", "¿Cómo descalcifico la lavadora?", "garbi"),
        (ES, "¿Y con qué?", None, "", "¿Con qué descalcifico la cafetera?", "levante"),
        (ES, "¿y cuánto tarda?", None, "", "¿Cuánto tarda descalcifico la cafetera?", "levante"),
    ],
)  # fmt: skip
def test_what_lacks_a_topic_is_completed(
    last: LastQuestion, text: str, product: str | None, words: str, question: str, about: str
) -> None:
    found = read(text, last, product, words)
    assert found is not None
    assert (found.question, found.product, found.own) == (question, about, ())


@pytest.mark.parametrize(
    ("text", "product", "words"),
    [
        ("how do I clean the drip tray?", None, ""),
        ("What does error E05 mean?", None, ""),
        ("¿cuánto cuesta el envío a Portugal?", None, ""),
        ("how does the robot work?", "cierzo", "robot"),
        ("what is the robot?", "cierzo", "robot"),
        ("¿qué es la siroco?", "siroco", "siroco"),
        ("I want to return the washing machine", "garbi", "washing machine"),
        ("and you?", None, ""),
        ("ok thanks", None, ""),
        ("vale, gracias", None, ""),
        ("what?", None, ""),
    ],
)
def test_a_complete_question_takes_nothing_from_the_last(
    text: str, product: str | None, words: str
) -> None:
    assert read(text, EN, product, words) is None


OFTEN = LastQuestion(
    "¿Cada cuánto se cambia el filtro HEPA del purificador?", "gregal", "purificador", ("gregal",)
)
BASKET = LastQuestion(
    "Can the basket of the air fryer go in the dishwasher?", "siroco", "air fryer", ("siroco",)
)


@pytest.mark.parametrize(
    ("last", "text", "product", "words", "question", "search"),
    [
        (OFTEN, "¿y en el robot?", "cierzo", "robot",
         "¿Cada cuánto se cambia el filtro HEPA del robot?",
         "¿Cada cuánto se cambia el filtro HEPA?"),
        (OFTEN, "¿y la cafetera?", "levante", "cafetera",
         "¿Cada cuánto se cambia el filtro HEPA de la cafetera?",
         "¿Cada cuánto se cambia el filtro HEPA?"),
        (OFTEN, "¿y cómo se hace?", None, "",
         "¿Cómo se cambia el filtro HEPA del purificador?", None),
        (ES, "¿y cada cuánto?", None, "", "¿Cada cuánto descalcifico la cafetera?",
         "¿Cada cuánto descalcifico?"),
        (EN, "how often?", None, "", "How often should I descale the Levante?",
         "How often should I descale it?"),
        (EN, "and how long does it take?", None, "",
         "How long does it take to descale the Levante?", "How long does it take to descale it?"),
        (EN, "with what?", None, "", "With what do I descale the Levante?", None),
        (EN, "how loud is it?", None, "", "How loud is the Levante?", "How loud is it?"),
        (ES, "¿y cuánto pesa?", None, "", "¿Cuánto pesa la cafetera?", "¿Cuánto pesa?"),
        (LastQuestion("How often do I clean the robot's brushes?", "cierzo", "robot"),
         "and the fryer?", "siroco", "fryer", "How often do I clean the fryer's brushes?",
         "How often do I clean the brushes?"),
    ],
)  # fmt: skip
def test_where_a_number_is_asked_for_the_products_name_is_not_looked_up(
    last: LastQuestion, text: str, product: str | None, words: str, question: str, search: str
) -> None:
    found = read(text, last, product, words)
    assert found is not None
    assert (found.question, found.search) == (question, search or question)


@pytest.mark.parametrize(
    ("last", "text", "question"),
    [
        (BASKET, "and the milk carafe?",
         "Can the milk carafe of the air fryer go in the dishwasher?"),
        (LastQuestion("How much is delivery to Portugal?"), "and to France?",
         "How much is delivery to France?"),
        (LastQuestion("¿Cuánto cuesta el envío a Portugal?"), "¿y a Francia?",
         "¿Cuánto cuesta el envío a Francia?"),
        (LastQuestion("How often do I clean the drum?"), "and the pump filter?",
         "How often do I clean the pump filter?"),
        (LastQuestion("¿Cómo limpio los cepillos del robot?", "cierzo", "robot"),
         "¿y los sensores?", "¿Cómo limpio los sensores del robot?"),
        (LastQuestion("What does E02 mean?"), "and E03?", "What does E03 mean?"),
        (LastQuestion("What does the blue light mean?"), "and the red one?",
         "What does the red light mean?"),
        (LastQuestion("¿Qué significa la luz azul?"), "¿y la roja?",
         "¿Qué significa la luz roja?"),
    ],
)  # fmt: skip
def test_another_thing_takes_the_place_of_the_one_before(
    last: LastQuestion, text: str, question: str
) -> None:
    found = read(text, last)
    assert found is not None
    assert (found.question, found.sure) == (question, True)


@pytest.mark.parametrize(
    ("text", "product", "words"),
    [
        ("How loud is the Gregal?", "gregal", "Gregal"),
        ("¿Cuánto pesa el Terral?", "terral", "Terral"),
        ("¿Cuánto ruido hace el robot?", "cierzo", "robot"),
    ],
)
def test_what_is_measured_of_a_named_product_is_a_whole_question(
    text: str, product: str, words: str
) -> None:
    assert read(text, EN, product, words) is None
    assert not is_elliptical(text, words)


@pytest.mark.parametrize("text", ["how often?", "¿y en la lavadora?", "and the other one?"])
def test_nothing_leans_on_nothing(text: str) -> None:
    assert read(text, None, "garbi", "lavadora") is None
    assert is_elliptical(text, "lavadora")


@pytest.mark.parametrize("text", ["hello", "E02", "descale", "¿y el filtro hepa?", "what is it?"])
def test_a_topic_or_a_greeting_is_not_elliptical(text: str) -> None:
    assert not is_elliptical(text)


@pytest.mark.parametrize(
    "products", [("levante",), (), ("cierzo", "garbi", "levante")], ids=["one", "none", "three"]
)
def test_the_other_one_of_any_number_but_two_is_asked_for(products: tuple[str, ...]) -> None:
    last = LastQuestion("How do I clean it?", "levante", products=products)
    found = read("and the other model?", last)
    assert found is not None
    assert found.which


@pytest.mark.parametrize(
    ("text", "question", "own"),
    [
        ("and the drip tray?", "How do I descale the drip tray?", ("drip", "tray")),
        ("and how do I clean it?", "How do I clean it descale the Levante?", ("clean",)),
        ("¿y a Francia?", "How do I descale the Levante? a Francia", ("francia",)),
    ],
)
def test_words_of_its_own_must_be_in_the_answer(
    text: str, question: str, own: tuple[str, ...]
) -> None:
    found = read(text, EN)
    assert found is not None
    assert (found.question, found.own) == (question, own)


def test_an_answer_says_words_in_whatever_form() -> None:
    assert says("Cleaning: empty the trays.", ("clean", "tray"))
    assert says("Envíos a Francia: 3 días.", ("francia",))
    assert not says("Descale with 125 ml.", ("moon",))


def test_a_slot_gives_back_what_was_kept() -> None:
    assert from_slot(EN.as_slot()) == EN
    assert from_slot(None) is None
    assert from_slot({"product": "levante"}) is None
    assert from_slot({"question": "Why?", "unknown": 1}) == LastQuestion("Why?")


def test_products_talked_about_are_kept_newest_last() -> None:
    later = LastQuestion("q", "cierzo").after(EN)
    assert later.products == ("levante", "cierzo")
    assert LastQuestion("q").after(later).products == ("levante", "cierzo")
