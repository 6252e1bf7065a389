"""What is known of passages without reading them, and how rare words are."""

import math
from collections import Counter
from pathlib import Path

import pytest

from bot.knowledge.catalogue import Catalogue, write_catalogue
from bot.knowledge.documents import Passage
from bot.knowledge.opened import OpenIndex
from bot.knowledge.rarity import ALL, LEAST_RARITY, WordCounts, write_words
from bot.knowledge.words import stems
from bot.knowledge.writer import IndexWriter
from tests.knowledge.small import COFFEE, WordEmbedder, manual, sources


@pytest.fixture
def passages(tmp_path: Path) -> list[Passage]:
    made = [(document, cut) for document, _, cut in sources(tmp_path / "files")]
    made.append(manual("normas", COFFEE))
    found = [passage for _, cut in made for passage in cut]
    write_catalogue(tmp_path, [document for document, _ in made], found)
    write_words(tmp_path, found)
    return found


def test_facts_are_those_of_the_passages(passages: list[Passage], tmp_path: Path) -> None:
    known = Catalogue(tmp_path)
    assert len(known) == len(passages)
    for row, passage in enumerate(passages):
        assert known.language(row) == passage.language
        assert known.document(row) == passage.document_id
        own = [one.id for one in passages if one.document_id == passage.document_id]
        assert own[known.number_in_document(row)] == passage.id
        assert known.row_of(passage.id) == row
    assert known.units.tolist() == [len(passage.units) for passage in passages]
    assert known.row_of("0" * 16) is None


def test_a_products_rows_are_its_own_and_those_of_no_product(
    passages: list[Passage], tmp_path: Path
) -> None:
    known = Catalogue(tmp_path)
    for product in ("robot", "cafetera", "nevera"):
        right = [n for n, one in enumerate(passages) if one.product in (product, None)]
        assert known.of_product(product).tolist() == right


@pytest.mark.parametrize("language", [None, "es", "en"])
@pytest.mark.parametrize("product", [None, "robot", "cafetera", "nevera"])
def test_rarity_is_what_counting_the_passages_gives(
    passages: list[Passage], tmp_path: Path, language: str | None, product: str | None
) -> None:
    question = "¿Cuánto dura la batería del robot con el cepillo E05?"
    held: Counter[str] = Counter()
    for one in passages:
        if language in (None, one.language) and product in (None, one.product):
            held.update({*stems(" ".join((one.title, *one.heading_path, one.text))), ALL})
    right = {
        stem: max(math.log((held[ALL] + 1) / (max(held[stem], 1) + 0.5)), LEAST_RARITY)
        for stem in stems(question)
    }
    assert WordCounts(tmp_path).rarity(question, language, product) == pytest.approx(right)


def test_a_passages_blocks_are_those_of_its_document(tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path / "index", WordEmbedder())
    made = sources(tmp_path / "files")
    index = OpenIndex(writer.write(made, {}))
    for document, _, cut in made:
        assert index.documents[document.id] == document
        for passage in cut:
            right = document.blocks[passage.first_block : passage.last_block + 1]
            assert index.blocks_of(passage) == right
            assert index.passage(passage.id) == passage
    assert index.passage("0" * 16) is None
