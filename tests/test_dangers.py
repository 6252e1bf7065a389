"""Words of danger are told from their harmless uses, in both languages."""

import json

import pytest

from bot.dangers import kind_of, read
from bot.leads import Leads, Topics
from bot.nlu.products import ProductNames, read_products
from bot.settings import Settings

DANGERS = """
mi lavadora echa humo
no enciende y además sale humo por detrás
no deja de soltar chispas
no sé por qué, pero huele a quemado
me da calambre cuando la toco
le ha caído agua al enchufe
mi hijo se ha quemado con el vapor
no echa humo pero huele a quemado
sale humo, ¿es normal?
la batería está hinchada
echa umo la freidora
huele a gas
quiero devolverla porque se ha incendiado
humo
it smokes
it's not just noisy, it's smoking
I don't know why but it smells of burning
I got an electric shock
water got in the socket
my son was burnt by the fryer
the plug is melting
where is my order and by the way the robot caught fire
it gave me a shock
I burned my hand on it
there is no steam but there are sparks
the neighbour's fryer caught fire, is mine safe?
la freidora de mi vecina se incendió, ¿la mía es segura?
se incendió ayer, ya está apagada
White smoke is pouring out of my vacuum, please answer quickly.
me he cortado el dedo con la tapa
it caught fire yesterday, it is out now
sí, sale humo
no es que eche humo, es que está ardiendo
the battery's swelling
sale humito del cable
hay un pestazo a quemao en el cuarto
why does it smoke?
it started to smoke
""".strip().splitlines()
HARMLESS = """
¿debería echar humo la primera vez?
the oven should not smoke at first?
is it normal for it to smoke the first time?
smoked salmon in the fryer, how long?
¿puedo hacer salmón ahumado en la freidora?
no echa humo ni nada, solo no enciende
there is no smoke, it just doesn't start
it isn't smoking, it's only noisy
¿qué hago si sale humo?
what should I do if it smokes?
¿el purificador elimina el humo del tabaco?
does the purifier remove cigarette smoke?
el café sabe a quemado
my coffee tastes burnt
se me queman las patatas
¿tiene detector de humo?
I was shocked by the price
can it catch fire?
sin chispas ni ruidos raros, pero no arranca
white steam comes out at the back
does the fryer smoke?
how do I make it to smoke salmon
¿y si sale humo?
¿es verdad que se incendian las freidoras?
is it true that they catch fire?
ya no echa humo
it no longer smokes
it never gave me a shock
nunca me ha dado calambre
last year it caught fire and you replaced it, where is my refund?
el año pasado echó humo y me la cambiaron, ¿tengo garantía?
my old fryer caught fire, which one do you recommend?
I read in the news that a fryer caught fire
fire drill at the office, deliver it on monday
hubo un simulacro de incendio y el repartidor se fue
a white knob and a sticker with a flame on it
""".strip().splitlines()
NOTHING = """
¿cómo te llamas?
¿me llamas por teléfono?
¿dónde está mi pedido?
how do I descale it?
el cable es corto
is the plug included?
gas natural o eléctrico
fire the delivery man
aspirador hecho polvo
it turned up smashed
calle del Fuego 12, 3º B
12 Fire Station Road, London
cómo evito que se me corte el alioli
me abraso la lengua con el café
my arms are blistered from the steam
se me ha cortado la mayonesa
al quitarle el precinto se me ha quedado la manija en la mano
sale humeante y con crema, como el primer día
""".strip().splitlines()


@pytest.mark.parametrize("text", DANGERS)
def test_danger_is_read(text: str) -> None:
    assert read(text) == "danger"
    assert read(text.upper()) == "danger"


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_uses_are_none(text: str) -> None:
    assert read(text) == "harmless"


@pytest.mark.parametrize("text", NOTHING)
def test_other_words_are_not_even_looked_alike(text: str) -> None:
    assert read(text) != "danger"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("sale humo", "fire"),
        ("me ha dado calambre", "shock"),
        ("the battery is swollen", "battery"),
        ("I smell gas", "gas"),
        ("me he quemado la mano con el humo", "hurt"),
        ("help me", "fire"),
    ],
)
def test_a_danger_has_a_kind(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_danger_leads_with_the_product_that_is_named() -> None:
    leads = Leads(ProductNames(read_products(Settings().products_file)))
    payload = leads("la freidora siroco echa humo negro")
    assert payload is not None
    intent, _, entities = payload.partition("{")
    assert intent == "/safety"
    assert json.loads("{" + entities) == {"product": "siroco"}
    assert leads("it smokes") == "/safety"
    assert leads("smoked salmon in the fryer") is None


async def test_an_offered_topic_leads_to_what_it_names() -> None:
    async def offered(conversation_id: str, title: str) -> bool:
        return title.startswith("Removing")

    topics = Topics(offered, ProductNames(read_products(Settings().products_file)))
    payload = await topics("c", "Removing the transport bolts (Garbí GB-8)")
    assert payload == '/manual_question{"product": "garbi"}'
    assert await topics("c", "Removing the lid") == "/manual_question"
    assert await topics("c", "the transport bolts") is None
