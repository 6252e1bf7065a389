"""The page of training examples in a real browser: axe's rules, phone, zoom, colours, keyboard, and
the whole way from a group to a measured proposal.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE_MS, browser, chromium
from tests.browser.test_access import violations
from tests.visits import SIZES, WIDER, Enter, entering, served

pytestmark = pytest.mark.browser
__all__ = ["browser", "chromium"]
PAGES = ["training", "training?group=1", "training?proposal=1"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the office is."""
    with served("tests.proposals.office", tmp_path_factory.mktemp("office")) as address:
        yield address


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """`enter("training")`: the page for Eva."""
    with entering(browser, address) as enter:
        yield enter


def test_from_a_group_to_a_measured_proposal_by_keyboard(enter: Enter) -> None:
    page = enter("training")
    name = "Confirmar «¿Cuándo llega mi envío?» como Estado del pedido"
    page.get_by_role("button", name=name).press("Enter")
    expect(page.get_by_text("1 grupo confirmado")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Preparar una propuesta").press("Enter")
    page.wait_for_url("**/console/training?proposal=1", wait_until="commit")
    patch = page.get_by_role("region", name="Parche")
    expect(patch).to_contain_text("+    - por dónde va el envío que me prometisteis")
    page.get_by_role("button", name="Medir", exact=True).press("Enter")
    fixed = page.get_by_role("heading", name="Ahora bien, antes mal: 1")
    # Its processes give way to everything else that the machine does.
    expect(fixed).to_be_visible(timeout=4 * PATIENCE_MS)
    with page.expect_download() as file:
        page.get_by_role("link", name="Descargar el parche").press("Enter")
    assert file.value.suggested_filename == "proposal-1.patch"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(enter: Enter, scheme: str) -> None:
    page = enter(PAGES[0], color_scheme=scheme, reduced_motion="reduce")
    for path in PAGES:
        page.goto(f"/console/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_timeout(300)
        assert violations(page) == [], path


@pytest.mark.parametrize("size", ["phone", "zoomed"])
def test_nothing_is_wider_than_the_window(enter: Enter, size: str) -> None:
    page = enter(PAGES[0], **SIZES[size])
    for path in PAGES:
        page.goto(f"/console/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert not page.evaluate(WIDER), path
