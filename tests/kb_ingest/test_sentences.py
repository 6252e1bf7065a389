"""Where sentences end, in both languages."""

import pytest

from kb_ingest.sentences import sentences

CASES = [
    "Pulse Encendido.|Espere 3.5 s.|Listo.",
    "Use un paño suave, p. ej. de algodón.|No use alcohol.",
    "Use productos neutros (p. ej. Jabón Lagarto) y agua.|Seque.",
    "Vea el n.º 3 y la pág. 12.|Llame al tel. 900 000 417.",
    "Tarda aprox. 5 minutos.|Tarda 5 minutos aprox.|Luego se apaga.",
    "¿Parpadea la luz?|¡Desenchufe ya!|Llame.",
    "Diga «Lista.» Después pulse.|Fin.",
    "Consulte al Sr. García o a la Dra. Ruiz.|Gracias.",
    "Abierto de 9 a. m. a 6 p. m. todos los días.|Cierra el domingo.",
    "Puede limpiarla, secarla, etc. y guardarla.|Venga.",
    "Gire el mando a la posición A.|Pulse B.",
    "Mide 1,2 m.|No lo alargue.",
    "Espere…|Ya está.",
    "1. Pulse el botón.|Espere.",
    "Use a cloth, e.g. Cotton, or i.e. anything soft.|Dry it.",
    "See Fig. 3 and sec. 5.6.|Then stop.",
    "It takes approx. 10 min.|Mr. Smith may help.",
    "Is it on?|No.|Turn it on.",
    "Version 2.1 fixes this.|Update now.",
    "Press OK (see p. 4).|Wait.",
    "Open at 9 a.m. daily.|Closed on Sundays.",
    "Fabricante: Tramontana Hogar S.L., Figueres.|Web: tramontana.example.",
    "sin mayúscula. ni final",
    "Go to tramontana.example for help.|Done!",
]


@pytest.mark.parametrize("case", CASES)
def test_ends(case: str) -> None:
    wanted = case.split("|")
    if "»" in case:
        wanted = ["Diga «Lista.»", "Después pulse.", "Fin."]
    text = " ".join(wanted)
    assert [text[start:end] for start, end in sentences(text)] == wanted


def test_empty() -> None:
    assert sentences("") == []
    assert sentences("  ") == []
