"""The words of the calendar, Spanish and English, folded, with the slips that are common.

Depends on nothing of ours.
"""

from __future__ import annotations


def _numbered(start: int, words: str) -> dict[str, int]:
    """Words in rising order; "a/b" says the same twice, "_" stands for a blank."""
    return {
        word.replace("_", " "): start + at
        for at, said in enumerate(words.split())
        for word in said.split("/")
    }


MONTHS = _numbered(
    1,
    "enero/ene/january/jan febrero/feb/february/febuary marzo/mar/march abril/abr/april/apr "
    "mayo/may junio/jun/june julio/jul/july agosto/ago/august/aug "
    "septiembre/setiembre/sep/sept/september octubre/otubre/oct/october "
    "noviembre/nobiembre/nov/november diciembre/dic/december/dec",
)
WEEKDAYS = _numbered(
    0,
    "lunes/monday martes/tuesday/tuseday miercoles/wednesday/wensday/wednsday "
    "jueves/thursday/thrusday viernes/biernes/friday sabado/saturday domingo/sunday",
)
NUMBERS = _numbered(
    1,
    "un/una/a/an/one/uno dos/two tres/three cuatro/four cinco/five seis/six siete/seven "
    "ocho/eight nueve/nine diez/ten once/eleven doce/twelve trece/thirteen catorce/fourteen "
    "quince/fifteen dieciseis/sixteen diecisiete/seventeen dieciocho/eighteen diecinueve/nineteen "
    "veinte/twenty veintiuno/twenty_one veintidos/twenty_two veintitres/twenty_three "
    "veinticuatro/twenty_four veinticinco/twenty_five veintiseis/twenty_six "
    "veintisiete/twenty_seven veintiocho/twenty_eight veintinueve/twenty_nine treinta/thirty "
    "treinta_y_uno/thirty_one",
)
ORDINALS = _numbered(
    1,
    "primero/first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
    "twenty_first twenty_second twenty_third twenty_fourth twenty_fifth twenty_sixth "
    "twenty_seventh twenty_eighth twenty_ninth thirtieth thirty_first",
)
UNITS = {"dia": 1, "day": 1, "semana": 7, "week": 7, "fortnight": 14, "quincena": 15}
AGO = {
    **dict.fromkeys(("hoy", "hoy mismo", "today", "2day"), 0),
    **dict.fromkeys(("ayer", "yesterday", "yday", "yesturday", "yesterdy"), 1),
    **dict.fromkeys(
        ("anteayer", "antes de ayer", "antier", "antiayer", "the day before yesterday",
         "day before yesterday"), 2,
    ),
    **dict.fromkeys(("tomorrow", "tmrw", "tomorow", "tommorow", "manana mismo"), -1),
    **dict.fromkeys(
        ("pasado manana", "the day after tomorrow", "day after tomorrow"), -2
    ),
}  # fmt: skip
"""Days before today; minus for days to come."""
