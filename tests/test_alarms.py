"""Words and classifier together decide whether an urgent person is called, in both languages."""

import pytest

from bot.alarms import HINTED, SURE, is_called_for

LITTLE, UNSURE, CERTAIN = 0.2, 0.69, 0.99
DENIED = """
no echa humo
it isn't smoking, it's only noisy
no me da calambre
¿qué hago si sale humo?
smoked salmon in the fryer
fire drill at the office
""".strip().splitlines()
HINTS = """
theres smoek comming from teh vacum while its chargin
my fyrer is smokign and smels like burnign
Huele a burning plastic, my purificador is very hot
the lead has welded itself to the socket
esta soltando chipas el cavle ayuda
tengo la mano llena de ampollas por el vapor
my arms all blistered from the steam
La tapa salió disparada y el vapor me alcanzó en la cara.
sale humo blanco de la aspiradora
cada vez que la enciendo saltan los plomos y huele raro
""".strip().splitlines()
EVERYDAY = """
it drips underneath
hay un charco en la cocina
water leaks onto the floor
it buzzes
hace mucho ruido
the cat is scared of the robot
el robot se ha caído por la escalera
aspirador hecho polvo
it turned up smashed
""".strip().splitlines()
UNKNOWN = ["algo horrible le pasa al trasto", "something awful is going on with this thing"]


@pytest.mark.parametrize("text", ["sale humo", "the battery is swollen", "la freidora se incendió"])
def test_plain_words_decide_without_the_classifier(text: str) -> None:
    assert is_called_for(text, 0.0)


@pytest.mark.parametrize("text", DENIED)
def test_what_words_deny_the_classifier_does_not_bring_back(text: str) -> None:
    assert not is_called_for(text, CERTAIN)


@pytest.mark.parametrize("text", HINTS)
def test_a_word_that_hints_needs_a_classifier_that_leans_to_it(text: str) -> None:
    assert is_called_for(text, HINTED)
    assert not is_called_for(text, LITTLE)


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_faults_call_nobody_however_sure_the_classifier_is(text: str) -> None:
    assert not is_called_for(text, CERTAIN)


@pytest.mark.parametrize("text", UNKNOWN)
def test_words_that_say_nothing_need_a_sure_classifier(text: str) -> None:
    assert is_called_for(text, SURE)
    assert not is_called_for(text, UNSURE)
