"""What must hold for every cut of every document."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.documents import Block, Document, Passage
from kb_ingest.passages import cut
from kb_ingest.units import Piece, units_of

LEXICON = ["agua", "el", "filtro", "cambie", "3.5", "luz", "p.", "ej.", "Menú"]
WORDS = st.lists(st.sampled_from(LEXICON), min_size=1)
SENTENCES = st.lists(WORDS.map(lambda words: " ".join(words).capitalize() + "."), min_size=1)
TEXTS = SENTENCES.map(" ".join)


def block(kind: str) -> st.SearchStrategy[Block]:
    if kind == "heading":
        return st.builds(Block, st.just(kind), WORDS.map(" ".join), level=st.integers(1, 3))
    if kind == "step":
        labels = st.integers(1, 9).map(lambda number: f"{number}.")
        return st.builds(Block, st.just(kind), TEXTS, level=st.integers(0, 1), label=labels)
    if kind == "row":
        cells = st.lists(WORDS.map(" ".join), min_size=2, max_size=4).map(tuple)
        return cells.map(lambda row: Block("row", " | ".join(row), cells=row))
    return st.builds(Block, st.just(kind), TEXTS, level=st.integers(0, 1))


BLOCKS = st.lists(
    st.sampled_from(["heading", "paragraph", "item", "step", "row", "note"]).flatmap(block),
    max_size=25,
)


def count(text: str) -> int:
    return len(text.split())


def make(*blocks: Block) -> Document:
    return Document("d", "T", "es", None, "manual", "", "", "d.md", "0", "text/plain", None, blocks)


def printed(block: Block) -> str:
    return f"{block.label} {block.text}" if block.kind == "step" else block.text


@settings(max_examples=150, deadline=None)
@given(BLOCKS, st.integers(8, 80))
def test_nothing_is_lost_or_doubled(blocks: list[Block], budget: int) -> None:
    passages = cut(make(*blocks), count, budget)
    words = " ".join(passage.text for passage in passages).split()
    wanted = " ".join(printed(b) for b in blocks if b.kind != "heading").split()
    assert words == wanted
    assert len({passage.id for passage in passages}) == len(passages)


@settings(max_examples=150, deadline=None)
@given(BLOCKS, st.integers(8, 80))
def test_units_are_exact_and_cover_all(blocks: list[Block], budget: int) -> None:
    for passage in cut(make(*blocks), count, budget):
        end = 0
        for unit in passage.units:
            assert unit.start >= end
            assert not passage.text[end : unit.start].strip()
            assert passage.unit_text(unit) == passage.unit_text(unit).strip() != ""
            end = unit.end
        assert end == len(passage.text)


@settings(max_examples=150, deadline=None)
@given(BLOCKS, st.integers(8, 80))
def test_steps_and_rows_stay_whole_and_the_budget_is_kept(blocks: list[Block], budget: int) -> None:
    for passage in cut(make(*blocks), count, budget):
        inside = blocks[passage.first_block : passage.last_block + 1]
        lines = passage.text.split("\n")
        for each in inside:
            if each.kind in ("step", "row"):
                assert printed(each) in lines
        path = count(" > ".join(passage.heading_path))
        room = max(budget - path, budget // 4)
        if len(lines) > 1 and {b.kind for b in blocks} & {"item", "step"}:
            assert count(passage.text) <= max(int(1.9 * budget) - path, room)
        elif len(lines) > 1:
            assert count(passage.text) <= room
        elif inside[0].kind not in ("step", "row") and count(passage.text) > budget - path:
            assert len([u for u in passage.units if u.kind == "sentence"]) <= 1 or path


def steps(number: int, words: int = 6) -> list[Block]:
    return [Block("step", "uno " * words + ".", label=f"{n}.") for n in range(1, number + 1)]


def test_headings_make_the_path() -> None:
    document = make(
        Block("heading", "Uso", level=1),
        Block("heading", "Café", level=2),
        Block("paragraph", "Pulse."),
        Block("heading", "Averías", level=1),
        Block("paragraph", "Llame."),
    )
    paths = [passage.heading_path for passage in cut(document, count)]
    assert paths == [("Uso", "Café"), ("Averías",)]


def test_procedure_stays_with_its_lead_in_and_note() -> None:
    filler = Block("paragraph", "Frase de relleno. " * 12)
    document = make(
        filler,
        Block("paragraph", "Siga estos pasos:"),
        *steps(4),
        Block("note", "Aviso: quema."),
        filler,
    )
    found = cut(document, count, 60)
    (passage,) = [passage for passage in found if "Siga" in passage.text]
    assert "4. uno" in passage.text
    assert "Aviso: quema." in passage.text
    assert [unit.kind for unit in passage.units if unit.kind != "sentence"] == ["steps", "note"]


@pytest.mark.parametrize("kind", ["item", "step"])
def test_a_list_longer_than_a_passage_stays_whole_with_its_lead_in(kind: str) -> None:
    entries = [Block(kind, "uno " * 12, label=f"{n}." * (kind == "step")) for n in range(1, 7)]  # type: ignore[arg-type]
    filler = Block("paragraph", "Frase de relleno. " * 12)
    document = make(filler, Block("paragraph", "Siga estos pasos:"), *entries, filler)
    found = [passage for passage in cut(document, count, 50) if "uno" in passage.text]
    assert [passage.text.count("\n") for passage in found] == [6]
    assert found[0].text.startswith("Siga estos pasos:\n")


def test_a_list_longer_than_the_model_reads_is_cut_evenly() -> None:
    found = cut(make(Block("paragraph", "Siga estos pasos:"), *steps(20, 12)), count, 50)
    sizes = [count(passage.text) for passage in found]
    assert len(found) > 2
    assert max(sizes) <= 95
    assert min(sizes) > 40


LISTING = Block("code", "$ apt update\nHit:1 deb.example stable\nReading... Done.")


def test_a_listing_is_no_answer_but_goes_with_the_sentence_that_announces_it() -> None:
    (passage,) = cut(make(Block("paragraph", "Es fácil. Escriba esto:"), LISTING, LISTING), count)
    assert passage.text.count("apt update") == 2
    assert [passage.unit_text(unit) for unit in passage.units] == [
        "Es fácil.", f"Escriba esto:\n{LISTING.text}",
    ]  # fmt: skip


def test_a_long_listing_leaves_its_lead_in_alone() -> None:
    long = Block("code", "\n".join(f"option number {n};" for n in range(60)))
    (passage, *others) = cut(make(Block("paragraph", "Así:"), long), count, 60)
    assert [passage.unit_text(unit) for unit in passage.units] == ["Así:"]
    assert "option number 0;" in passage.text
    assert others == []


def test_commands_between_steps_stay_in_the_procedure() -> None:
    first, second, third = steps(3)
    (passage,) = cut(make(first, LISTING, second, third, LISTING), count)
    (unit,) = passage.units
    assert (unit.kind, passage.unit_text(unit)) == ("steps", passage.text)


def test_a_document_of_screens_alone_has_no_passage() -> None:
    assert cut(make(Block("heading", "Menú", level=1), LISTING), count) == []


def test_note_between_steps_does_not_break_the_unit() -> None:
    first, second, third = steps(3)
    (passage,) = cut(make(first, second, Block("note", "Nota: espere."), third), count)
    assert [unit.kind for unit in passage.units] == ["steps"]


def test_second_procedure_is_a_unit_of_its_own() -> None:
    (passage,) = cut(make(*steps(2), *steps(3)), count)
    assert [unit.kind for unit in passage.units] == ["steps", "steps"]


def test_list_takes_its_lead_in_along() -> None:
    document = make(
        Block("paragraph", "Hay dos. La caja trae:"), Block("item", "Taza"), Block("item", "Tapa")
    )
    (passage,) = cut(document, count)
    found = [passage.unit_text(unit) for unit in passage.units]
    assert found == ["Hay dos.", "La caja trae:\nTaza\nTapa"]


@pytest.mark.parametrize("rows", [1, 30])
def test_long_table_is_cut_between_rows(rows: int) -> None:
    table = [Block("row", f"E{n} | algo pasa", cells=(f"E{n}", "algo pasa")) for n in range(rows)]
    found: list[Passage] = cut(make(*table), count, 30)
    assert sum(len(passage.units) for passage in found) == rows
    assert all(unit.kind == "row" for passage in found for unit in passage.units)
    sizes = [len(passage.units) for passage in found]
    assert max(sizes) - min(sizes) <= 2


@pytest.mark.parametrize(
    ("lead", "joined"),
    [
        ("The following modes are available.", True),
        ("Hay los siguientes modos.", True),
        ("Incluye:", True),
        ("It has two modes.", False),
    ],
)
def test_a_list_goes_with_the_sentence_that_announces_it(lead: str, joined: bool) -> None:
    pieces = [Piece(0, "paragraph", 0, lead, None), Piece(1, "item", 0, "Eco", None)]
    kinds = [unit.kind for unit in units_of(pieces)]
    assert kinds == (["items"] if joined else ["sentence", "items"])
