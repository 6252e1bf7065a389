"""The FAQ as a PDF: every question and answer, contents, pages, and made once."""

import asyncio
import ctypes
import re
from itertools import pairwise

import httpx
import pypdfium2
import pytest

from bot.help.entries import by_topic
from bot.help.keeping import Keeper
from bot.knowledge.faq_index import FaqEntry
from tests.help.site import URL, Site
from tests.knowledge.sample import faq_entries


def text_of(data: bytes) -> list[str]:
    """The words of each page, without line ends."""
    document = pypdfium2.PdfDocument(data)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    return [re.sub(r"\s+", " ", page) for page in pages]


@pytest.mark.parametrize("language", ["es", "en"])
async def test_every_question_is_in_the_contents_and_has_its_answer(
    reader: httpx.AsyncClient, language: str
) -> None:
    answer = await reader.get(f"/help/faq.pdf?lang={language}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-language"] == language
    pages = text_of(answer.content)
    whole = " ".join(pages).replace("\xad", "")
    own = [entry for entry in faq_entries() if entry.language == language]
    assert len(own) == 77
    for entry in own:
        question = " ".join(entry.question.split())
        assert whole.count(question) >= 2, question
    footer = "Página {}" if language == "es" else "Page {}"
    assert all(footer.format(number) in page for number, page in enumerate(pages, 1))


async def test_it_says_what_it_is_and_has_an_outline(reader: httpx.AsyncClient) -> None:
    data = (await reader.get("/help/faq.pdf?lang=en")).content
    document = pypdfium2.PdfDocument(data)
    told = document.get_metadata_dict()
    assert told["Title"] == "Frequent questions · Tramontana"
    assert told["Author"] == "Tramontana"
    assert b"/Lang (en)" in data
    outline = [(one.level, one.get_title()) for one in document.get_toc()]
    assert (0, "Returns") in outline
    assert (1, "How do I return something?") in outline
    assert f"{URL}/help/faq?lang=en" in text_of(data)[0]


def elements(data: bytes) -> list[list[str]]:
    """The kinds of elements of each page's tree, as a screen reader comes upon them."""
    document = pypdfium2.PdfDocument(data)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document.raw)
    return [kinds(page) for page in document]


def kinds(page: pypdfium2.PdfPage) -> list[str]:
    found: list[str] = []
    words = ctypes.create_string_buffer(80)
    tree = pypdfium2.raw.FPDF_StructTree_GetForPage(page.raw)

    def look(element: object) -> None:
        size = pypdfium2.raw.FPDF_StructElement_GetType(element, words, 80)
        found.append(words.raw[: size - 2].decode("utf-16-le"))
        for number in range(pypdfium2.raw.FPDF_StructElement_CountChildren(element)):
            child = pypdfium2.raw.FPDF_StructElement_GetChildAtIndex(element, number)
            if child:
                look(child)

    look(pypdfium2.raw.FPDF_StructTree_GetChildAtIndex(tree, 0))
    pypdfium2.raw.FPDF_StructTree_Close(tree)
    return found


async def test_screen_readers_are_told_what_each_part_is(reader: httpx.AsyncClient) -> None:
    pages = elements((await reader.get("/help/faq.pdf?lang=es")).content)
    assert pages[0][:6] == ["Document", "P", "H1", "P", "P", "H2"]
    assert "TOC" in pages[0]
    told = [kind for page in pages for kind in page]
    assert told.count("H1") == 1
    assert told.count("H3") == 77
    assert told.count("LI") == told.count("LBody") > 10
    lists = [before for before, kind in pairwise(told) if kind == "LI"]
    assert set(lists) == {"L", "LBody"}


async def test_lists_in_lists_are_set_in_and_marked(site: Site, client: httpx.AsyncClient) -> None:
    told = "Uno:\n\n3. a\n\n   aparte\n   - b\n4. c\n\nFin."
    await site.faqs.publish(FaqEntry("lista", "es", "¿Levante?", (), told), "products")
    data = (await client.get("/help/levante/faq.pdf?lang=es")).content
    whole = " ".join(text_of(data))
    assert "Uno: 3. a aparte • b 4. c Fin." in whole


async def test_it_is_made_again_only_when_the_faq_changes(
    site: Site, client: httpx.AsyncClient
) -> None:
    first = await client.get("/help/faq.pdf?lang=es")
    tag = {"if-none-match": first.headers["etag"]}
    assert (await client.get("/help/faq.pdf?lang=es", headers=tag)).status_code == 304
    odd = "Uno → dos\n\n1. **a** `b`\n   - c & <d>\n2. [e](/manuals)\n\n> f\n\n```\ng\n```"
    await site.faqs.publish(FaqEntry("odd", "es", "¿Levante & «Garbí» <x>?", (), odd), "products")
    changed = await client.get("/help/faq.pdf?lang=es", headers=tag)
    assert changed.status_code == 200
    whole = " ".join(text_of(changed.content))
    for words in ("¿Levante & «Garbí» <x>?", "Uno -> dos", "c & <d>"):
        assert words in whole
    assert f"{URL}/manuals".encode() in changed.content


async def test_a_product_has_its_own(reader: httpx.AsyncClient) -> None:
    answer = await reader.get("/help/garbi/faq.pdf?lang=es")
    assert 'filename="faq-garbi-gb-8-es.pdf"' in answer.headers["content-disposition"]
    whole = " ".join(text_of(answer.content))
    assert "¿Cómo se entrega la lavadora?" in whole
    assert "Bizum" not in whole


async def test_who_asks_at_once_waits_for_one_making() -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"%PDF"

    keeper = Keeper(1)
    kept = await asyncio.gather(*(keeper.get("one", make) for _ in range(5)))
    assert (len(made), len({one.etag for one in kept})) == (1, 1)
    await keeper.get("two", make)
    await keeper.get("one", make)
    assert len(made) == 3


async def test_a_failure_is_not_kept() -> None:
    keeper = Keeper(2)

    def fail() -> bytes:
        raise ValueError("no paper")

    for _ in range(2):
        with pytest.raises(ValueError, match="no paper"):
            await keeper.get("one", fail)
    assert (await keeper.get("one", lambda: b"x")).body == b"x"


def test_no_questions_have_no_topics() -> None:
    assert by_topic([]) == []
