"""Repairs from the first word to the number, and what goes wrong on the way; both languages."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.customer import Customer, words_of

pytestmark = pytest.mark.rasa
Customers = Callable[[str], Customer]
Replies = list[dict[str, Any]]


def play(one: Customer, *lines: str) -> Replies:
    """Say each line; the replies to the last."""
    replies: Replies = []
    for line in lines:
        replies = one.say(line)
    return replies


def titles(replies: Replies) -> list[str]:
    return [button["title"] for reply in replies for button in reply["data"].get("buttons", ())]


ASK = {"es": "quiero pedir una reparación", "en": "i would like to ask for a repair"}
SKIP = {"es": "sáltatelo", "en": "skip that"}
YES = {"es": "sí, todo bien", "en": "yes, all good"}
NO = {"es": "no", "en": "no"}
BROKEN = {
    "es": {
        "levante": ("la cafetera", "gotea por debajo"),
        "garbi": ("la lavadora", "no centrifuga nada"),
        "siroco": ("la freidora", "hace un ruido raro al calentar"),
        "gregal": ("el purificador", "se apaga solo"),
        "cierzo": ("el robot", "no carga en la base"),
        "terral": ("el aire acondicionado", "no enfría nada"),
    },
    "en": {
        "levante": ("the coffee machine", "it drips underneath"),
        "garbi": ("the washing machine", "it will not spin at all"),
        "siroco": ("the air fryer", "it makes an odd noise while heating"),
        "gregal": ("the purifier", "it turns itself off"),
        "cierzo": ("the robot", "it does not charge on its base"),
        "terral": ("the air conditioner", "it does not cool at all"),
    },
}


def begin(one: Customer, language: str, broken: str) -> Replies:
    """Up to the question whose it is: the manual's advice is skipped where there is any."""
    replies = play(one, ASK[language], *BROKEN[language][broken])
    if len(titles(replies)) >= 3:
        replies = one.say(SKIP[language])
    return replies


@pytest.mark.parametrize(
    ("language", "solved"), [("es", "sí, ya está solucionado"), ("en", "yes, that solved it")]
)
def test_the_manual_solves_it(customer: Customers, language: str, solved: str) -> None:
    one = customer(language)
    replies = play(one, ASK[language], *BROKEN[language]["levante"])
    (advice,) = [reply for reply in replies if reply["data"].get("citations")]
    assert "Levante" in advice["data"]["citations"][0]["title"]
    assert "REP-" not in words_of(one.say(solved))
    assert one.news()["state"] == "bot"


@pytest.mark.parametrize("language", ["es", "en"])
def test_advice_by_advice_and_then_the_workshop(customer: Customers, language: str) -> None:
    one = customer(language)
    replies = play(one, ASK[language], *BROKEN[language]["levante"])
    more = {"es": "no me ha servido", "en": "that did not help"}
    for _ in range(4):
        if len(titles(replies)) < 3:
            break
        replies = one.press(more[language], replies)
    assert "TR-" in words_of(replies)


@pytest.mark.parametrize(
    ("language", "number", "email", "broken", "way", "times"),
    [
        ("es", "TR-101655", "lucia.ferrer@example.com", "siroco", "lo llevo yo a la tienda",
         ["girona", "¿otro día?", "el martes por la mañana", "la segunda"]),
        ("en", "TR-102208", "beatriz.lourenco@example.com", "gregal", "please collect it",
         ["any other day?", "friday afternoon"]),
    ],
)  # fmt: skip
def test_a_repair_in_guarantee_is_booked(
    customer: Customers, language: str, number: str, email: str, broken: str, way: str,
    times: list[str],
) -> None:  # fmt: skip
    one = customer(language)
    begin(one, language, broken)
    told = words_of(play(one, number, email))
    assert "#1.2" in told
    summary = words_of(play(one, way, *times))
    assert BROKEN[language][broken][1] in summary
    booked = words_of(one.say(YES[language]))
    assert "REP-" in booked
    followed = words_of(
        one.say({"es": "¿cómo va mi reparación?", "en": "how is my repair?"}[language])
    )
    assert booked[booked.index("REP-") :][:9] in followed


@pytest.mark.parametrize(
    ("language", "serial", "postcode", "price"),
    [("es", "GB8-2509-012060", "08024", None), ("en", "GB8-2307-003377", "39003", "240")],
)
def test_a_washing_machine_is_repaired_at_home(
    customer: Customers, language: str, serial: str, postcode: str, price: str | None
) -> None:
    one = customer(language)
    begin(one, language, "garbi")
    replies = play(one, serial, postcode)
    assert price is None or price in words_of(replies)
    replies = one.press("", [reply for reply in replies if titles([reply])][-1:])
    assert "REP-" in words_of(one.say(YES[language]))


@pytest.mark.parametrize(
    ("language", "number", "email", "broken"),
    [
        ("es", "TR-097604", "j.ortega@correo.example", "cierzo"),
        ("en", "TR-097810", "17600", "siroco"),
    ],
)
def test_a_price_is_told_and_refused(
    customer: Customers, language: str, number: str, email: str, broken: str
) -> None:
    one = customer(language)
    begin(one, language, broken)
    told = words_of(play(one, number, email))
    assert "#6.6" in told
    collect = {"es": "que vengan a recogerlo", "en": "come and collect it"}
    first = {"es": "la primera", "en": "the first one"}
    play(one, collect[language], first[language])
    assert "REP-" not in words_of(one.say(NO[language]))


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_time_that_somebody_takes_first_is_chosen_again(
    customer: Customers, language: str
) -> None:
    owners = {
        "es": [("TR-103240", "sophie.laurent@example.com"), ("TR-104505", "48011")],
        "en": [("TR-098577", "29640"), ("TR-102966", "grace.oconnor@example.org")],
    }
    both = []
    for number, proof in owners[language]:
        one = customer(language)
        begin(one, language, "terral")
        both.append((one, play(one, number, proof)))
    for one, replies in both:
        one.press("", [reply for reply in replies if titles([reply])][-1:])
    (quick, _), (slow, _) = both
    assert "REP-" in words_of(quick.say(YES[language]))
    replies = slow.say(YES[language])
    assert "REP-" not in words_of(replies)
    slow.press("", replies)
    assert "REP-" in words_of(slow.say(YES[language]))


@pytest.mark.parametrize(
    ("language", "number", "email", "broken", "repair"),
    [
        ("es", "TR-102702", "rosa.barcelo@correo.example", "gregal", "REP-30010"),
        ("en", "TR-100981", "hannah.price@example.com", "garbi", "REP-30002"),
    ],
)
def test_a_repair_that_is_open_is_told_and_no_second_one_booked(
    customer: Customers, language: str, number: str, email: str, broken: str, repair: str
) -> None:
    one = customer(language)
    begin(one, language, broken)
    assert repair in words_of(play(one, number, email))


@pytest.mark.parametrize(
    ("language", "danger"),
    [("es", "¡espera, está saliendo humo!"), ("en", "wait, there is smoke coming out!")],
)
def test_danger_in_the_middle_goes_before_everything(
    customer: Customers, language: str, danger: str
) -> None:
    one = customer(language)
    begin(one, language, "terral")
    assert "112" in words_of(one.say(danger))
    assert one.news()["state"] == "waiting"


@pytest.mark.parametrize(
    ("language", "question", "word"),
    [("es", "¿puedo pagar con bizum?", "Bizum"), ("en", "do you deliver to France?", "France")],
)
def test_a_question_in_the_middle_loses_nothing(
    customer: Customers, language: str, question: str, word: str
) -> None:
    one = customer(language)
    begin(one, language, "cierzo")
    replies = one.say(question)
    assert word in words_of(replies)
    assert "TR-" in words_of(replies), "the form asks again"
    assert "#1.2" in words_of(play(one, "TR-099450", "48011"))


@pytest.mark.parametrize("language", ["es", "en"])
def test_two_wrong_proofs_offer_a_person_who_is_told_everything(
    customer: Customers, language: str
) -> None:
    one = customer(language)
    begin(one, language, "siroco")
    play(one, "TR-101655", "eve@example.org")
    replies = play(one, "TR-101655", "eva@example.org")
    handed = words_of(one.press({"es": "persona", "en": "person"}[language], replies))
    assert BROKEN[language]["siroco"][1] in handed
    assert one.news()["state"] == "waiting"


@pytest.mark.parametrize(
    ("language", "ask"),
    [("es", "¿cómo va la reparación REP-29967?"), ("en", "how is repair REP-29967 doing?")],
)
def test_a_repair_is_followed_by_its_owner_alone(
    customer: Customers, language: str, ask: str
) -> None:
    said = []
    for number in ("REP-29967", "REP-29111"):
        one = customer(language)
        said.append(words_of(play(one, ask.replace("REP-29967", number), "eve@example.org")))
    assert said[0].replace("REP-29967", "N") == said[1].replace("REP-29111", "N")
    one = customer(language)
    told = words_of(play(one, ask, "youssef.amrani@correo.example"))
    assert "Cierzo" in told
    assert told.count("2026") >= 3, "the history has its days"


@pytest.mark.parametrize(
    ("language", "ask", "lost"),
    [
        ("es", "¿ya está mi reparación?", "no tengo ese número"),
        ("en", "is my repair ready?", "i don't have that number"),
    ],
)
def test_a_repair_is_found_by_the_order(
    customer: Customers, language: str, ask: str, lost: str
) -> None:
    told = words_of(play(customer(language), ask, lost, "TR-097352", "50004"))
    assert "REP-29981" in told


@pytest.mark.parametrize(
    ("language", "ask", "email", "price", "answer", "becomes"),
    [
        ("es", "¿cómo va la reparación REP-29981?", "pilar.gimeno@correo.example", "118,00",
         "sí, lo acepto", "el taller empieza"),
        ("en", "how is repair REP-29984 doing?", "rui.almeida@correo.example", "46.50",
         "no, that is too expensive", "not repaired"),
    ],
)  # fmt: skip
def test_a_quote_is_answered_in_the_conversation(
    customer: Customers, language: str, ask: str, email: str, price: str, answer: str, becomes: str
) -> None:
    one = customer(language)
    replies = play(one, ask, email)
    assert price in words_of(replies)
    assert len(titles(replies)) == 3
    question = {"es": "¿puedo pagar con bizum?", "en": "do you deliver to France?"}[language]
    assert price in words_of(one.say(question)), "the question comes again after an aside"
    assert becomes in words_of(one.say(answer))
    after = words_of(one.say(ask))
    assert {"es": "Están reparando", "en": "You did not accept"}[language] in after


@pytest.mark.parametrize(
    ("language", "number", "email", "broken", "address"),
    [
        ("es", "TR-097604", "28015", "cierzo", "Avenida de Roma 12, 08015 Barcelona"),
        ("en", "TR-097810", "17600", "siroco", "Calle Larga 3, 11003 Cádiz"),
    ],
)
def test_where_a_repair_is_collected_is_read_back_and_changed(
    customer: Customers, language: str, number: str, email: str, broken: str, address: str
) -> None:
    one = customer(language)
    begin(one, language, broken)
    collect = {"es": "que vengan a recogerlo", "en": "come and collect it"}
    first = {"es": "la primera", "en": "the first one"}
    replies = play(one, number, email, collect[language], first[language])
    lives = {"es": "Calle de la Princesa 19", "en": "Carrer de Sant Pau 6"}
    assert lives[language] in words_of(replies)
    one.press({"es": "Cambiar la dirección", "en": "Change the address"}[language], replies)
    assert address in words_of(one.say(address))
    assert "REP-" not in words_of(one.say(NO[language]))
