"""The manual viewer: lists, pages, the cited text, the source file, and what is not there."""

import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from reportlab.pdfgen.canvas import Canvas

from bot import manuals, shop
from bot.errors import BotError
from bot.knowledge.documents import Block, Document, Figure, Passage
from bot.knowledge.figures import Pictures
from bot.pages import install_not_found, make_templates
from tests.browser.library import HTML, LEVANTE, SmallLibrary, document, passage

CITED = "/manuals/levante.es?passage=aaaa000000000001"


@pytest.fixture
def client(tmp_path: Path) -> httpx.AsyncClient:
    """The viewer over a small library."""
    app = FastAPI()
    app.include_router(
        manuals.router(SmallLibrary(tmp_path), make_templates("Tramontana"), Pictures(tmp_path))
    )
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://mostrador.example")


def text_of(html: str) -> str:
    """The page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize(
    ("lang", "heading"), [("es", "De los aparatos"), ("en", "Of the products")]
)
async def test_the_list_names_every_document(
    client: httpx.AsyncClient, lang: str, heading: str
) -> None:
    page = (await client.get("/manuals", params={"lang": lang})).text
    assert f'<html lang="{lang}">' in page
    assert heading in page
    for document_id in ("levante.es", "gregal.en", "returns.es"):
        assert f'href="/manuals/{document_id}"' in page


async def test_the_browsers_language_decides_where_nothing_else_does(
    client: httpx.AsyncClient,
) -> None:
    page = await client.get("/manuals", headers={"accept-language": "en-GB,en;q=0.9"})
    assert '<html lang="en">' in page.text
    assert page.headers["content-language"] == "en"


async def test_a_manual_shows_all_of_its_blocks_escaped(client: httpx.AsyncClient) -> None:
    page = (await client.get("/manuals/levante.es")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    shown = text_of(page)
    assert all(b.text.split("<")[0].strip() in shown for b in LEVANTE if "'" not in b.text)
    assert 'id="cited"' not in page


async def test_steps_keep_their_printed_numbers_across_pages(client: httpx.AsyncClient) -> None:
    page = (await client.get("/manuals/levante.es")).text
    assert re.findall(r'class="label">(\d\.)<', page) == ["1.", "2.", "3.", "4."]
    assert page.index("3.</span>") > page.index('id="p3"')


async def test_headings_have_anchors_of_their_own_and_a_contents_list(
    client: httpx.AsyncClient,
) -> None:
    page = (await client.get("/manuals/levante.es")).text
    anchors = re.findall(r'<h\d id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors)) == 6
    assert anchors[:2] == ["s-1-seguridad", "s-2-agua"]
    assert all(f'href="#{anchor}"' in page for anchor in anchors)
    assert page.count("<h1>") == 1


async def test_tables_have_headers_and_warnings_are_told_from_notes(
    client: httpx.AsyncClient,
) -> None:
    page = (await client.get("/manuals/levante.es")).text
    assert page.count("<table>") == 1
    assert page.count("<th scope") == 3
    assert page.count("<td>") == 9
    assert '<p class="remark warning"><strong>Aviso:</strong> No introduzca' in page
    assert '<p class="remark note"><strong>Nota:</strong> No use' in page


async def test_the_cited_passage_is_marked_once(client: httpx.AsyncClient) -> None:
    page = (await client.get(CITED)).text
    assert page.count('id="cited"') == 1
    marked = text_of(page.split('id="cited"')[1].split("</section>")[0])
    assert "Descalcifique cuando la luz Cal" in marked
    assert "No use vinagre" in marked
    assert "Limpie el grupo" not in marked
    assert 'href="#cited"' in page


@pytest.mark.parametrize("gone", ["ffffffffffffffff", "aaaa000000000002"])
async def test_a_passage_that_is_gone_or_of_another_manual_is_told_plainly(
    client: httpx.AsyncClient, gone: str
) -> None:
    page = await client.get("/manuals/levante.es", params={"passage": gone})
    assert page.status_code == 200
    assert "el texto citado ya no está" in page.text
    assert 'id="cited"' not in page.text


async def test_an_english_manual_has_an_english_page(client: httpx.AsyncClient) -> None:
    page = (await client.get("/manuals/gregal.en?passage=aaaa000000000002")).text
    assert '<html lang="en">' in page
    assert "Cited in the answer" in page
    assert "p. 1" not in page


async def test_page_marks_link_into_the_pdf(client: httpx.AsyncClient) -> None:
    page = (await client.get("/manuals/levante.es")).text
    for number in range(1, 5):
        assert f'href="/manuals/levante.es/file#page={number}"' in page


async def test_a_pdf_opens_in_the_browser(client: httpx.AsyncClient) -> None:
    file = await client.get("/manuals/levante.es/file")
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"].startswith("inline")
    assert file.headers["content-security-policy"] == "frame-ancestors 'self'"
    assert file.content.startswith(b"%PDF")
    part = await client.get("/manuals/levante.es/file", headers={"range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"%PDF")


async def test_a_word_file_is_saved_and_a_web_page_runs_nothing(client: httpx.AsyncClient) -> None:
    word = await client.get("/manuals/gregal.en/file")
    assert word.headers["content-disposition"].startswith("attachment")
    page = await client.get("/manuals/returns.es/file")
    assert page.headers["content-disposition"].startswith("inline")
    assert page.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert page.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/manuals/none", "/manuals/none/file", "/manuals/%2e%2e%2fx"])
async def test_what_is_not_there_is_told_in_both_languages(
    client: httpx.AsyncClient, path: str
) -> None:
    page = await client.get(path)
    assert page.status_code == 404
    if path.startswith("/manuals/none"):
        assert "Esta página no existe" in page.text
        assert "This page does not exist" in page.text


async def test_pages_carry_a_strict_policy(client: httpx.AsyncClient) -> None:
    page = await client.get(CITED)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "ws://mostrador.example wss://mostrador.example" in policy
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", page.text)


async def test_address_that_leads_nowhere_is_a_page_for_browsers_alone() -> None:
    app = FastAPI()
    install_not_found(app, make_templates("Tramontana"))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://mostrador.example"
    ) as client:
        page = await client.get("/nowhere", headers={"accept": "text/html,*/*;q=0.8"})
        assert page.status_code == 404
        assert "No wind blows here" in page.text
        program = await client.get("/nowhere")
        assert (program.status_code, program.json()) == (404, {"detail": "Not Found"})


class NoIndex:
    """Plays the knowledge before the first index is built."""

    def documents(self) -> list[Document]:
        """Cannot be said yet."""
        raise BotError("There is no index yet.", 503)

    def passage(self, passage_id: str) -> Passage | None:
        """Cannot be said yet."""
        raise BotError("There is no index yet.", 503)

    def source_path(self, document_id: str) -> Path | None:
        """Cannot be said yet."""
        raise BotError("There is no index yet.", 503)


async def test_without_an_index_the_pages_still_open(tmp_path: Path) -> None:
    app = FastAPI()
    app.include_router(manuals.router(NoIndex(), make_templates("Tramontana"), Pictures(tmp_path)))
    app.include_router(shop.router(make_templates("Tramontana"), (), NoIndex().documents))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://mostrador.example"
    ) as client:
        assert (await client.get("/")).status_code == 200
        listing = await client.get("/manuals?lang=en")
        assert "No manual has been loaded yet" in listing.text
        assert (await client.get("/manuals/levante.es?passage=1")).status_code == 404
        assert (await client.get("/manuals/levante.es/file")).status_code == 404


def test_a_citation_of_part_of_a_list_marks_only_that_part() -> None:
    levante = document("levante.es", "x", LEVANTE, HTML)
    one_step = passage("b" * 16, levante, 15, 15, 2)
    stretches = list(
        manuals.stretches_of(levante, manuals.headings_of(levante), manuals.cited_blocks(one_step))
    )
    assert [stretch.cited for stretch in stretches] == [False, True, False]
    assert [piece.blocks for piece in stretches[1].pieces] == [(LEVANTE[15],)]


def test_no_block_is_lost_or_moved() -> None:
    levante = document("levante.es", "x", LEVANTE, HTML)
    stretches = manuals.stretches_of(levante, manuals.headings_of(levante), range(9, 15))
    shown = [block for s in stretches for piece in s.pieces for block in piece.blocks]
    assert tuple(shown) == LEVANTE


def test_an_anchor_is_plain_and_never_empty() -> None:
    assert manuals.slug("2.1 ¿Qué señal dará?") == "2-1-que-senal-dara"
    assert manuals.slug("¡…!") == "section"


def test_headings_alike_get_anchors_that_differ() -> None:
    alike = tuple(Block("heading", "Agua", level=1) for _ in range(3))
    anchors = manuals.headings_of(document("a.es", "x", alike, HTML)).values()
    assert len({heading.anchor for heading in anchors}) == 3


@pytest.fixture
def drawn(tmp_path: Path) -> httpx.AsyncClient:
    """The viewer over a manual whose second page has a figure beside the cited text."""

    class WithFigure(SmallLibrary):
        def documents(self) -> list[Document]:
            figure = Figure(15, 100, 80, "Figura 1. El depósito", 1, (50, 60, 150, 140))
            return [
                replace(one, figures=(figure,)) if one.id == "levante.es" else one
                for one in super().documents()
            ]

        def source_path(self, document_id: str) -> Path | None:
            canvas = Canvas(str(tmp_path / "levante.pdf"))
            canvas.circle(200, 500, 90)
            canvas.save()
            return tmp_path / "levante.pdf"

    app = FastAPI()
    pictures = Pictures(tmp_path / "figures")
    app.include_router(manuals.router(WithFigure(tmp_path), make_templates("Tramontana"), pictures))
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://mostrador.example")


async def test_a_figure_is_shown_within_the_cited_text(drawn: httpx.AsyncClient) -> None:
    page = (await drawn.get(CITED)).text
    marked = page.split('id="cited"')[1].split("</section>")[0]
    (address,) = re.findall(r'<img src="([^"]+)"[^>]* alt="Figura 1. El depósito"', marked)
    picture = await drawn.get(address)
    assert picture.headers["content-type"] == "image/png"
    assert picture.headers["x-content-type-options"] == "nosniff"
    assert picture.content.startswith(b"\x89PNG")


async def test_a_passage_leads_to_its_figure_or_to_nothing(drawn: httpx.AsyncClient) -> None:
    near = await drawn.get("/manuals/levante.es/figure?passage=aaaa000000000001")
    assert near.status_code == 307
    assert near.headers["location"].startswith("/manuals/levante.es/figures/0?of=")
    for path in (
        "/manuals/gregal.en/figure?passage=aaaa000000000002",
        "/manuals/levante.es/figure?passage=aaaa000000000002",
        "/manuals/levante.es/figure?passage=ffffffffffffffff",
        "/manuals/levante.es/figures/9",
        "/manuals/none/figures/0",
    ):
        assert (await drawn.get(path)).status_code == 404
