"""Answers: exact copies over the whole sample corpus, and when there is none."""

from collections.abc import Sequence

import pytest

from bot.answering import Answer, Refusal, Thresholds, choose
from bot.extracts import LONGEST, extract
from bot.knowledge.documents import Block, Passage, Unit
from bot.knowledge.faq_index import FaqEntry, FaqHit
from bot.knowledge.results import Hit, SearchResult
from tests.knowledge.sample import documents

FAQ = [
    FaqEntry("cost", "es", "¿Cuánto cuesta el envío?", (), "Es **gratis**."),
    FaqEntry("cost", "en", "How much is delivery?", (), "It is **free**."),
]
SURE, UNSURE = 0.93, 0.82


def every_passage() -> list[Hit]:
    """The passages of the sample corpus as hits without scores."""
    return [
        Hit(p, 1.0, 0.9, 1.0, [], document.blocks[p.first_block : p.last_block + 1])
        for document, _, cut in documents(lambda text: len(text) // 4)
        for p in cut
    ]


def scored(hit: Hit, best: int) -> Hit:
    """The hit with unit `best` far ahead."""
    scores = [0.9 if number == best else 0.5 for number in range(len(hit.passage.units))]
    return Hit(hit.passage, 1.0, 0.9, 1.0, scores, hit.blocks)


EVERY = [(hit, n) for hit in every_passage() for n in range(len(hit.passage.units))]


def test_every_answer_from_every_unit_is_an_exact_copy() -> None:
    assert len(EVERY) > 2000
    for hit, number in EVERY:
        found = extract("", scored(hit, number))
        assert found.pieces
        for piece in (*found.pieces, found.quote):
            assert piece
            assert piece in hit.passage.text
            assert piece in found.markdown or piece == found.quote


def test_every_answer_shows_nothing_but_copies_and_column_names() -> None:
    for hit, number in EVERY:
        found = extract("", scored(hit, number))
        left = found.markdown
        heads = {f"**{head}**:" for block in hit.blocks for head in block.header}
        for known in sorted({*found.pieces, *heads}, key=len, reverse=True):
            left = left.replace(known, "")
        assert not left.replace("-", "").strip(), left


def test_a_procedure_is_told_whole() -> None:
    procedures = [(h, n) for h, n in EVERY if h.passage.units[n].kind == "steps"]
    assert len(procedures) > 150
    for hit, number in procedures:
        found = extract("", scored(hit, number))
        assert set(hit.passage.unit_text(hit.passage.units[number]).split("\n")) <= {*found.pieces}
        notes = [hit.passage.unit_text(u) for u in hit.passage.units if u.kind == "note"]
        assert {*notes} <= {*found.pieces}


def test_a_row_is_told_cell_by_cell() -> None:
    rows = [(h, n) for h, n in EVERY if h.passage.units[n].kind == "row"]
    assert len(rows) > 800
    for hit, number in rows:
        found = extract("", scored(hit, number))
        cells = hit.passage.unit_text(hit.passage.units[number]).split(" | ")
        assert [*found.pieces] == [cell for cell in cells if cell]
        assert found.markdown.count("- **") == len(found.pieces)


def test_sentences_stay_short() -> None:
    for hit, number in EVERY:
        unit = hit.passage.units[number]
        found = extract("", scored(hit, number))
        if unit.kind == "sentence" and len(found.pieces) > 1 and "\n" not in found.markdown:
            assert len(found.markdown) <= LONGEST


def passage_of(
    texts: Sequence[tuple[str, str]],
    *,
    name: str = "horno.es",
    product: str | None = "horno",
    heading: str = "1.1 Limpiar el horno",
) -> Passage:
    """A passage of (kind, text) units, one line each."""
    units, at = [], 0
    for kind, text in texts:
        units.append(Unit(at, at + len(text), kind))  # type: ignore[arg-type]
        at += len(text) + 1
    return Passage(
        f"{abs(hash((name, heading))):016x}"[:16],
        name,
        f"{name.partition('.')[0].title()} H-1. Manual",
        name.rpartition(".")[2],
        product,
        (heading,),
        3,
        0,
        0,
        "\n".join(text for _, text in texts),
        tuple(units),
    )


def hit_of(passage: Passage, *scores: float, blocks: tuple[Block, ...] = ()) -> Hit:
    return Hit(passage, 0.9, max(scores), 5.0, [*scores], blocks)


def result_of(*hits: Hit) -> SearchResult:
    return SearchResult("v1", "", [*hits])


OVEN = passage_of(
    [
        ("sentence", "El horno se limpia en frío."),
        ("steps", "1. Apague el horno.\n2. Pase un paño."),
        ("note", "Aviso: No use agua."),
    ]
)
OVEN_EN = passage_of(
    [("sentence", "Clean the oven when it is cold.")],
    name="horno.en",
    heading="1.1 Cleaning the oven",
)


def test_a_sure_passage_is_answered_with_its_citation() -> None:
    said = choose("limpiar horno", "es", result_of(hit_of(OVEN, SURE, 0.92, 0.8)), [], FAQ)
    assert isinstance(said, Answer)
    steps = "1. Apague el horno.\n2. Pase un paño."
    assert said.text == f"El horno se limpia en frío.\n\n{steps}\n\nAviso: No use agua."
    assert said.kind == "manual"
    assert said.citation is not None
    assert said.citation.passage_id == OVEN.id
    assert (said.citation.page, said.citation.version) == (3, "v1")
    assert said.citation.heading_path == ("1.1 Limpiar el horno",)


def test_an_unsure_passage_is_refused_with_topics() -> None:
    said = choose("horno", "es", result_of(hit_of(OVEN, UNSURE, 0.8, 0.8)), [], FAQ)
    assert isinstance(said, Refusal)
    assert said.reason == "low_confidence"
    assert said.topics == ["Limpiar el horno (Horno H-1)"]
    assert 0 < said.confidence < Thresholds().manual


def test_nothing_found_is_refused() -> None:
    assert choose("horno", "es", result_of(), [], []) == Refusal("no_content", [], 0.0)


@pytest.mark.parametrize(
    ("language", "text"), [("es", "Es **gratis**."), ("en", "It is **free**.")]
)
def test_a_sure_faq_answers_in_the_customers_language(language: str, text: str) -> None:
    said = choose("envío", language, result_of(), [FaqHit("cost", 0.95, 0.96)], FAQ)
    assert isinstance(said, Answer)
    assert (said.kind, said.faq_id, said.text) == ("faq", "cost", text)
    assert said.citation is None


def test_the_surer_of_faq_and_manual_answers() -> None:
    strong, weak = result_of(hit_of(OVEN, 0.95, 0.9, 0.8)), result_of(hit_of(OVEN, 0.85, 0.8, 0.8))
    near = [FaqHit("cost", 0.9, 0.912)]
    sure = [FaqHit("cost", 0.97, 0.98)]
    assert getattr(choose("limpiar horno", "es", strong, near, FAQ), "kind", "") == "manual"
    assert getattr(choose("limpiar horno", "es", weak, sure, FAQ), "kind", "") == "faq"


def test_an_entry_that_is_not_there_is_passed_over() -> None:
    said = choose("envío", "es", result_of(), [FaqHit("gone", 0.99, 0.99)], FAQ)
    assert isinstance(said, Refusal)


def test_the_counterpart_in_the_customers_language_is_preferred() -> None:
    found = result_of(hit_of(OVEN_EN, SURE), hit_of(OVEN, 0.92, 0.92, 0.8))
    said = choose("limpiar horno", "es", found, [], [])
    assert isinstance(said, Answer)
    assert said.language == "es"
    alone = choose("limpiar horno", "es", result_of(hit_of(OVEN_EN, SURE)), [], [])
    assert isinstance(alone, Answer)
    assert alone.language == "en"


def codes(product: str) -> Hit:
    row = Block("row", "", cells=("E05", f"Fallo del {product}"), header=("Código", "Qué pasa"))
    passage = passage_of(
        [("row", f"E05 | Fallo del {product}")],
        name=f"{product}.es",
        product=product,
        heading="7.1 Códigos",
    )
    return hit_of(passage, UNSURE, blocks=(row,))


def test_an_error_code_is_looked_up() -> None:
    said = choose(
        "me sale e-05", "es", result_of(hit_of(OVEN, SURE, 0.9, 0.8), codes("horno")), [], []
    )
    assert isinstance(said, Answer)
    assert said.text == "- **Código**: E05\n- **Qué pasa**: Fallo del horno"
    assert said.quote == "E05 | Fallo del horno"


def test_a_code_of_several_products_needs_the_product() -> None:
    found = result_of(codes("horno"), codes("nevera"))
    said = choose("E05", "es", found, [], [])
    assert isinstance(said, Refusal)
    assert said.reason == "which_product"
    assert said.topics == ["Códigos (Horno H-1)", "Códigos (Nevera H-1)"]
    named = choose("E05 en la nevera", "es", found, [], [])
    assert isinstance(named, Answer)
    assert "nevera" in named.text


def test_the_steps_of_a_section_cut_in_two_are_found() -> None:
    opening = passage_of([("sentence", "El horno se limpia en frío.")])
    said = choose(
        "¿cómo limpio el horno?",
        "es",
        result_of(hit_of(opening, SURE), hit_of(OVEN, 0.8, 0.8, 0.8)),
        [],
        [],
    )
    assert isinstance(said, Answer)
    assert "1. Apague el horno." in said.text


def test_topics_are_distinct_and_at_most_three() -> None:
    others = [
        passage_of([("sentence", f"Texto {n}.")], heading=f"{n}. Parte {n % 3}") for n in range(9)
    ]
    found = result_of(*(hit_of(other, UNSURE) for other in others))
    said = choose("zzz", "es", found, [FaqHit("cost", 0.8, 0.8)], FAQ)
    assert isinstance(said, Refusal)
    assert said.topics == ["Parte 0 (Horno H-1)", "Parte 1 (Horno H-1)", "¿Cuánto cuesta el envío?"]


def test_topics_are_in_the_customers_language() -> None:
    found = result_of(hit_of(OVEN_EN, UNSURE), hit_of(OVEN, UNSURE, 0.8, 0.8))
    said = choose("zzz", "es", found, [], [])
    assert isinstance(said, Refusal)
    assert said.topics == ["Limpiar el horno (Horno H-1)"]


def test_a_warning_does_not_stand_for_the_procedure() -> None:
    said = choose("cómo limpiar horno", "es", result_of(hit_of(OVEN, 0.9, 0.88, SURE)), [], [])
    assert isinstance(said, Answer)
    assert "1. Apague el horno." in said.text
    assert said.text.endswith("Aviso: No use agua.")


def test_whether_something_may_be_done_is_told_by_the_warning_and_its_sentence() -> None:
    said = choose("¿puedo usar agua?", "es", result_of(hit_of(OVEN, 0.9, 0.9, 0.96)), [], [])
    assert isinstance(said, Answer)
    assert said.pieces == ("El horno se limpia en frío.", "Aviso: No use agua.")


def calendar() -> Hit:
    row = Block("row", "", cells=("Cada 3 meses", "Limpiar"), header=("Cuándo", "Tarea"))
    passage = passage_of([("row", "Cada 3 meses | Limpiar")], heading="5.1 Calendario")
    return hit_of(passage, 0.86, blocks=(row,))


def test_how_often_is_told_by_an_interval() -> None:
    found = result_of(hit_of(OVEN, 0.9, 0.9, 0.8), calendar())
    often = choose("¿cada cuánto se debe limpiar?", "es", found, [], [])
    assert isinstance(often, Answer)
    assert often.text == "- **Cuándo**: Cada 3 meses\n- **Tarea**: Limpiar"
    how = choose("¿cómo se debe limpiar?", "es", found, [], [])
    assert isinstance(how, Answer)
    assert "1. Apague el horno." in how.text


def test_what_several_products_do_alike_needs_the_product() -> None:
    other = passage_of(
        [("sentence", "La nevera se limpia en frío.")],
        name="nevera.es",
        product="nevera",
        heading="1.1 Limpiar la nevera",
    )
    found = result_of(hit_of(OVEN, SURE, 0.9, 0.8), hit_of(other, SURE))
    said = choose("¿cómo se limpia?", "es", found, [], [])
    assert isinstance(said, Refusal)
    assert said.reason == "which_product"
    surer = result_of(hit_of(other, 0.96), hit_of(OVEN, SURE, 0.9, 0.8))
    assert isinstance(choose("¿cómo se limpia la nevera?", "es", surer, [], []), Answer)


def test_words_said_with_a_code_tell_the_product() -> None:
    said = choose(
        "E05, fallo de la nevera", "es", result_of(codes("horno"), codes("nevera")), [], []
    )
    assert isinstance(said, Answer)
    assert "nevera" in said.text


def test_a_sign_on_the_display_is_looked_up_like_a_code() -> None:
    row = Block("row", "", cells=("CLN", "Toca limpiar"), header=("Código", "Qué pasa"))
    passage = passage_of([("row", "CLN | Toca limpiar")], heading="7.1 Códigos")
    found = result_of(hit_of(OVEN, SURE, 0.9, 0.8), hit_of(passage, UNSURE, blocks=(row,)))
    said = choose("la pantalla dice CLN", "es", found, [], [])
    assert isinstance(said, Answer)
    assert said.text == "- **Código**: CLN\n- **Qué pasa**: Toca limpiar"


def test_the_product_named_by_the_customer_weighs_nothing() -> None:
    found = result_of(hit_of(OVEN, 0.88, 0.9, 0.8))
    question = "cómo limpio el electrodoméstico"
    plain = choose(question, "es", found, [], [])
    known = choose(question, "es", found, [], [], product_words="electrodoméstico")
    assert known.confidence > plain.confidence


LAYERS = "The following kinds of dither are there."


def test_a_short_list_comes_with_the_sentence_before_it() -> None:
    passage = passage_of([("sentence", LAYERS), ("items", "Ordered\nAdaptive")])
    said = choose(
        "what kinds of dither are there", "es", result_of(hit_of(passage, 0.97, 0.9)), [], []
    )
    assert isinstance(said, Answer)
    assert said.pieces == (LAYERS, "Ordered", "Adaptive")


def test_a_lead_in_without_its_list_is_no_answer() -> None:
    parts = [("sentence", "Use this command to crop:"), ("sentence", "It cuts the image.")]
    said = choose("¿cómo recorto?", "es", result_of(hit_of(passage_of(parts), 0.97, 0.95)), [], [])
    assert isinstance(said, Answer)
    assert said.quote == "It cuts the image."


FILTER = [
    ("sentence", "El filtro retiene las pelusas."),
    ("sentence", "Gire el filtro a la izquierda y tire de él."),
    ("sentence", "Después vuelve a su sitio."),
]


def test_how_to_do_it_is_told_by_all_of_a_short_text() -> None:
    hit = hit_of(passage_of(FILTER, heading="2 Filtro"), 0.93, 0.92, 0.9)
    said = choose("¿cómo quito el filtro?", "es", result_of(hit), [], FAQ)
    assert isinstance(said, Answer)
    assert [*said.pieces] == [text for _, text in FILTER]


def test_a_text_too_long_to_tell_whole_begins_with_what_to_do() -> None:
    talk = ("sentence", "El filtro " + "retiene muchas pelusas, " * 12 + "y ya.")
    hit = hit_of(passage_of([talk, FILTER[1], talk], heading="2 Filtro"), 0.93, 0.92, 0.93)
    said = choose("¿cómo quito el filtro?", "es", result_of(hit), [], FAQ)
    assert isinstance(said, Answer)
    assert said.quote == FILTER[1][1]


def test_what_a_thing_is_begins_where_its_text_begins() -> None:
    hit = hit_of(passage_of(FILTER, heading="2 Filtro"), 0.92, 0.93, 0.9)
    said = choose("¿para qué sirve el filtro?", "es", result_of(hit), [], FAQ)
    assert isinstance(said, Answer)
    assert said.quote == FILTER[0][1]


def test_how_to_do_it_may_be_a_list_with_dots() -> None:
    listed = ("items", "Abra la tapa.\nSaque el filtro.")
    hit = hit_of(passage_of([FILTER[0], listed], heading="2 Filtro"), 0.93, 0.92)
    said = choose("¿cómo quito el filtro?", "es", result_of(hit), [], FAQ)
    assert isinstance(said, Answer)
    assert said.text.endswith("- Abra la tapa.\n- Saque el filtro.")


def test_how_much_stays_short() -> None:
    long = [("sentence", f"El filtro pesa {n} gramos mojado, y seco algo menos.") for n in range(6)]
    hit = hit_of(passage_of(long, heading="2 Filtro"), *[0.95] + [0.93] * 5)
    said = choose("¿cuánto pesa el filtro?", "es", result_of(hit), [], FAQ)
    assert isinstance(said, Answer)
    assert len(said.pieces) <= 3


def test_a_heading_that_says_the_code_answers() -> None:
    other = passage_of([("sentence", "El rango de las entradas es de 0 a 3 V.")], heading="1 Todo")
    own = passage_of([("sentence", "Va de -5 V a +5 V.")], heading="1.2 Salida PV1")
    hits = result_of(hit_of(own, 0.92), hit_of(other, 0.95))
    said = choose("¿qué rango tiene PV1?", "es", hits, [], FAQ)
    assert isinstance(said, Answer)
    assert said.text == "Va de -5 V a +5 V."


def test_a_measure_of_the_product_is_given_by_its_row() -> None:
    rows = [("row", "Modelo | H-1"), ("row", "Peso | 68 kg"), ("sentence", "La puerta pesa 4 kg.")]
    hit = hit_of(passage_of(rows, heading="8 Datos"), 0.84, 0.80, 0.84)
    said = choose("¿cuánto pesa el horno?", "es", result_of(hit), [], FAQ, product_words="horno")
    assert isinstance(said, Answer)
    assert "68 kg" in said.text


def test_a_measure_of_a_part_is_not_given_by_the_products_row() -> None:
    hit = hit_of(passage_of([("row", "Peso | 68 kg")], heading="8 Datos"), 0.80)
    asked = "¿cuánto pesa la bandeja del horno?"
    said = choose(asked, "es", result_of(hit), [], FAQ, product_words="horno")
    assert isinstance(said, Refusal)


def test_what_is_typed_is_set_apart_from_the_sentence_before_it() -> None:
    typed = Block("code", "apt update\napt upgrade")
    told = [("sentence", f"Type this:\n{typed.text}")]
    hit = hit_of(passage_of(told, heading="2 Updating"), 0.95, blocks=(typed,))
    found = extract("how do I update", hit)
    assert found.markdown == f"Type this:\n\n```\n{typed.text}\n```"
    assert found.pieces == ("Type this:", typed.text)


def test_what_is_typed_in_a_step_stays_with_it() -> None:
    step, typed = Block("step", "Type this:", label="1."), Block("code", "apt update")
    told = [("steps", f"1. Type this:\n{typed.text}")]
    hit = hit_of(passage_of(told, heading="2 Updating"), 0.95, blocks=(step, typed))
    assert extract("how do I update", hit).markdown == "1. Type this:\n   `apt update`"


def test_a_fault_told_without_the_products_name_is_its_row() -> None:
    rows = [("row", "La máquina no enciende | No hay corriente | Mire el enchufe")]
    hit = hit_of(passage_of(rows, heading="6 Averías"), 0.82)
    told = "el horno no enciende"
    said = choose(told, "es", result_of(hit), [], FAQ, product_words="horno")
    assert isinstance(said, Answer)
    assert isinstance(
        choose("el horno enciende", "es", result_of(hit), [], FAQ, product_words="horno"), Refusal
    )
