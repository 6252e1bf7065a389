"""Web sites on disk, given by a sitemap: which pages are read, and what of them is left out."""

import gzip
from pathlib import Path

import pytest

from kb_ingest.build import files_in
from kb_ingest.readers import ReadError, read, site

BASE = "https://help.example/manuals"
COOKIES = "<p>We use cookies to make this site better.</p>"
MENU = "<div><p>Products and prices</p><p>Contact us today</p></div>"
WARNING = '<p class="note">Warning: Unplug it before you clean it.</p>'


def page(title: str, body: str) -> str:
    return f"""<html lang="en"><head><title>{title}</title></head><body>{MENU}
    <h1>{title}</h1>{WARNING}<p>{body}</p>{COOKIES}</body></html>"""


def sitemap(*addresses: str, root: str = "urlset", head: str = '<?xml version="1.0"?>') -> str:
    entry = "url" if root == "urlset" else "sitemap"
    inside = "".join(f"<{entry}><loc>{each}</loc></{entry}>" for each in addresses)
    return f'{head}<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</{root}>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five listed pages and one that is not."""
    for name in ("kettle", "toaster", "oven", "fridge"):
        (tmp_path / name).mkdir()
        text = f"Press the button of the {name} for three seconds."
        (tmp_path / name / "index.html").write_text(page(f"The {name}", text))
    (tmp_path / "draft.html").write_text(page("Draft", "Not finished yet."))
    (tmp_path / "warranty.html").write_text(page("Warranty", "It lasts three years."))
    pages = [f"{BASE}/{name}/" for name in ("kettle", "toaster", "oven", "fridge")]
    (tmp_path / "sitemap.xml").write_text(sitemap(*pages, f"{BASE}/warranty.html"))
    return tmp_path


def test_the_pages_it_lists_are_read_and_no_others(folder: Path) -> None:
    names = [str(path.relative_to(folder)) for path in files_in([folder])]
    assert sorted(names) == sorted(
        [f"{name}/index.html" for name in ("kettle", "toaster", "oven", "fridge")]
        + ["warranty.html"]
    )
    assert set(files_in([folder / "sitemap.xml"])) == set(files_in([folder]))


def test_each_page_is_a_document_of_its_own(folder: Path) -> None:
    documents = [read(path) for path in files_in([folder])]
    assert {document.id for document in documents} == {
        "kettle", "toaster", "oven", "fridge", "warranty",
    }  # fmt: skip
    assert "The kettle" in {document.title for document in documents}


def test_what_most_pages_repeat_is_left_out_but_never_a_warning(folder: Path) -> None:
    texts = [block.text for block in read(folder / "oven" / "index.html").blocks]
    assert texts == [
        "Warning: Unplug it before you clean it.",
        "Press the button of the oven for three seconds.",
    ]


def test_a_page_alone_keeps_what_nobody_can_compare(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("A", "Text."))
    assert COOKIES[3:-4] in [block.text for block in read(tmp_path / "a.html").blocks]


def test_a_page_that_is_not_there_is_named_and_the_rest_goes_on(folder: Path) -> None:
    listed = sitemap(f"{BASE}/kettle/", f"{BASE}/gone/")
    (folder / "sitemap.xml").write_text(listed)
    kettle, gone = files_in([folder])
    assert read(kettle).id == "kettle"
    with pytest.raises(ReadError, match=r"not there although sitemap\.xml names it \(.*/gone/\)"):
        read(gone)


def test_sitemaps_in_sitemaps_packed_and_in_another_encoding(folder: Path) -> None:
    (folder / "sitemap.xml").unlink()
    inner = sitemap(f"{BASE}/kettle/", f"{BASE}/toaster/").encode()
    (folder / "sitemap-1.xml.gz").write_bytes(gzip.compress(inner))
    head = '<?xml version="1.0" encoding="utf-16"?>'
    other = sitemap(f"{BASE}/oven/", head=head).encode("utf-16")
    (folder / "sitemap-2.xml").write_bytes(other)
    index = sitemap(
        "https://help.example/sitemap-1.xml.gz", f"{BASE}/sitemap-2.xml", root="sitemapindex"
    )
    (folder / "sitemap_index.xml").write_text(index)
    assert [path.parent.name for path in files_in([folder])] == ["kettle", "oven", "toaster"]


def test_addresses_do_not_leave_the_folder(folder: Path) -> None:
    outside = folder.parent / "outside.html"
    outside.write_text(page("Outside", "Secret."))
    listed = sitemap(f"{BASE}/../outside.html", f"{BASE}/%2e%2e/outside.html", f"{BASE}/oven/")
    (folder / "sitemap.xml").write_text(listed)
    assert outside not in [path.resolve() for path in files_in([folder])]
    outside.unlink()


def test_accents_queries_and_missing_endings(folder: Path) -> None:
    (folder / "más.html").write_text(page("Más", "Hola."))
    (folder / "show.php?id=7.html").write_text(page("Seven", "Hello."))
    listed = sitemap(f"{BASE}/m%C3%A1s", f"{BASE}/show.php?id=7")
    (folder / "sitemap.xml").write_text(listed)
    assert [path.name for path in files_in([folder])] == ["más.html", "show.php?id=7.html"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<urlset", "not a sitemap that can be read"),
        (b"<html></html>", "not a sitemap"),
        (sitemap().encode(), "without pages"),
        (sitemap("https://help.example/nowhere/").encode(), "none of which is below its folder"),
        (b"\x1f\x8b\x08broken", "cannot be unpacked"),
        (sitemap("https://x/s.xml", root="sitemapindex").encode(), "not below its folder"),
    ],
)
def test_a_bad_sitemap_is_told_once(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "sitemap.xml"
    path.write_bytes(data)
    (tmp_path / "a.html").write_text(page("A", "Text."))
    (refused,) = [each for each in files_in([tmp_path]) if each == path]
    with pytest.raises(ReadError, match=said):
        read(refused)


def test_a_kept_page_is_read_again_when_what_repeats_changes(folder: Path) -> None:
    oven = folder / "oven" / "index.html"
    before = site.fingerprint(oven)
    for path in files_in([folder]):
        path.write_text(path.read_text().replace(COOKIES, "<p>Sale ends on Sunday.</p>"))
    (folder / "sitemap.xml").write_text((folder / "sitemap.xml").read_text() + "\n")
    assert before
    assert site.fingerprint(oven) != before
    assert site.fingerprint(folder / "draft.html") == ""
