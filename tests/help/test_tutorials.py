"""Procedures of manuals as tutorials: exact copies, none lost, the same ones in both languages."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backoffice.files import read_products
from bot.faqs import Faq
from bot.help.catalogue import Catalogue
from bot.help.markdown import Markdown
from bot.help.tutorials import counterpart, runs_of, sections_of, steps_of, tutorials_of
from bot.knowledge.documents import Block, Document
from bot.manuals import headings_of
from kb_ingest.readers import read
from tests.browser.library import LEVANTE, PDF, document
from tests.help.site import NAMES

SAMPLE = sorted(Path("data/sample/manuals").glob("*.md"))


def of(*blocks: Block) -> Document:
    made = document("levante.es", "Levante. Manual", blocks, PDF, pages=4)
    return replace(made, product="levante")


def step(label: str, text: str = "Haga algo.", level: int = 0) -> Block:
    return Block("step", text, 3, level, label)


def test_a_procedure_keeps_its_lead_its_steps_and_its_warnings() -> None:
    (found,) = tutorials_of(of(*LEVANTE))
    assert (found.slug, found.title, found.chapter) == ("descalcificar", "Descalcificar", "Agua")
    assert [one.block.text for one in found.steps] == [b.text for b in LEVANTE if b.kind == "step"]
    assert [one.text for one in found.before] == [LEVANTE[13].text]
    assert [one.text for one in found.after] == ["Nota: No use vinagre: daña las juntas."]
    assert found.page == 2
    assert found.url == "/manuals/levante.es#s-2-2-descalcificar"
    assert found.file_url == "/manuals/levante.es/file#page=2"


def test_what_follows_the_steps_apart_from_notes_and_paragraphs_is_left_out() -> None:
    (found,) = tutorials_of(
        of(
            Block("heading", "3. Usar"),
            step("1."),
            step("2."),
            Block("paragraph", "Tarda poco."),
            Block("row", "", cells=("a", "b")),
            Block("paragraph", "Sobre la tabla."),
            Block("note", "Aviso: Quema."),
        )
    )
    assert [one.text for one in found.after] == ["Tarda poco.", "Aviso: Quema."]


def test_points_and_notes_between_steps_stay_with_the_step_above() -> None:
    (found,) = tutorials_of(
        of(
            Block("heading", "3. Usar"),
            step("1."),
            step("a.", "Primero.", level=1),
            Block("item", "Un punto."),
            Block("note", "Aviso: Cuidado."),
            step("2."),
            Block("paragraph", "Fin."),
            Block("item", "Otra lista."),
        )
    )
    assert [[one.text for one in s.below] for s in found.steps] == [
        ["Primero.", "Un punto.", "Aviso: Cuidado."],
        [],
    ]
    assert [one.text for one in found.after] == ["Fin."]


def test_numbers_that_start_again_are_another_procedure_and_one_step_is_none() -> None:
    found = tutorials_of(
        of(
            Block("heading", "3. Usar"),
            step("1.", "A"),
            step("2.", "B"),
            step("1.", "C"),
            step("2.", "D"),
            Block("heading", "4. Nada"),
            step("1.", "E"),
        )
    )
    assert [(one.slug, [s.block.text for s in one.steps]) for one in found] == [
        ("usar", ["A", "B"]),
        ("usar-2", ["C", "D"]),
    ]


def test_a_document_of_no_product_has_none() -> None:
    assert tutorials_of(replace(of(*LEVANTE), product=None)) == ()


class Library:
    """An index of one manual, of any version."""

    version = "first"

    def __init__(self, *blocks: Block) -> None:
        self.blocks = blocks

    def documents(self) -> list[Document]:
        return [of(*self.blocks)]


class NoQuestions:
    """A FAQ without an entry."""

    async def rows(self) -> list[Faq]:
        return []

    async def revision(self) -> int:
        return 0


async def test_a_new_index_is_shown_at_once_under_another_name() -> None:
    library = Library(*LEVANTE)
    products = read_products(Path("data/sample/products.csv"))
    catalogue = Catalogue(NoQuestions(), library, products, NAMES, Markdown())
    first = await catalogue.current()
    assert [one.slug for one in first.steps("levante", "es")] == ["descalcificar"]
    assert await catalogue.current() is first
    library.version = "second"
    library.blocks = (Block("heading", "3. Usar"), step("1."), step("2."))
    second = await catalogue.current()
    assert [one.slug for one in second.steps("levante", "es")] == ["usar"]
    assert second.key != first.key


BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(["heading", "paragraph", "item", "step", "row", "note"]),
        st.text("ab", min_size=1, max_size=3),
        st.none(),
        st.sampled_from([0, 0, 1]),
        st.sampled_from(["1.", "2.", "3."]),
    ),
    max_size=25,
)


@given(BLOCKS)
def test_runs_are_in_order_apart_and_begin_and_end_with_a_list(blocks: list[Block]) -> None:
    last = 0
    for first, end in runs_of(blocks):
        assert last <= first < end
        assert blocks[first].kind == "step"
        assert blocks[first].label == "1."
        assert blocks[end - 1].kind in ("step", "item")
        assert not [b for b in blocks[first:end] if b.kind in ("heading", "row")]
        told = [b for s in steps_of(blocks[first:end]) for b in (s.block, *s.below)]
        assert told == blocks[first:end]
        last = end


@pytest.mark.parametrize("path", SAMPLE, ids=lambda one: one.name)
def test_every_long_enough_procedure_of_the_sample_is_there_word_for_word(path: Path) -> None:
    manual = read(path)
    found = tutorials_of(manual)
    told = [s.block for one in found for s in one.steps]
    listed = [
        block
        for section in sections_of(manual)
        for block in section.blocks
        if block.kind == "step" and sum(b.kind == "step" for b in section.blocks) > 1
    ]
    assert told == listed
    assert len({one.slug for one in found}) == len(found)
    anchors = {one.anchor for one in headings_of(manual).values()}
    assert {one.url.partition("#")[2] for one in found} <= anchors


@pytest.mark.parametrize("name", sorted({path.name.split(".")[0] for path in SAMPLE}))
def test_both_languages_have_the_same_tutorials(name: str) -> None:
    es, en = (
        tutorials_of(read(Path(f"data/sample/manuals/{name}.{one}.md"))) for one in ("es", "en")
    )
    for number, one in enumerate(es):
        assert counterpart(one, es, en) == en[number]
    assert counterpart(es[0], es, en[1:]) is None
