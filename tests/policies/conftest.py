"""The browser of the tests of pages, for the policies' own."""

from tests.browser.conftest import browser, chromium

__all__ = ["browser", "chromium"]
