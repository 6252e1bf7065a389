"""The widget as a test reads and drives it; locators see through its open shadow root."""

from playwright.sync_api import Locator, Page, expect

OPEN = {"es": "Abrir la atención al cliente", "en": "Open customer service"}
FIELD = {"es": "Escriba su pregunta", "en": "Type your question"}


class Panel:
    """One page's widget, in the language of the page."""

    def __init__(self, page: Page, language: str = "es") -> None:
        self.page = page
        self.root = page.locator("mostrador-widget")
        self.dialog = self.root.get_by_role("dialog")
        self.launcher = self.root.get_by_role("button", name=OPEN[language])
        self.field = self.root.get_by_placeholder(FIELD[language])
        self.log = self.root.get_by_role("log")
        self.strip = self.root.locator(".strip")
        self.unread = self.root.locator(".unread")

    def open(self) -> "Panel":
        """Open it and wait for the greeting."""
        self.launcher.click()
        expect(self.messages("bot").first).to_be_visible()
        return self

    def say(self, text: str) -> None:
        """Type and send."""
        self.field.fill(text)
        self.field.press("Enter")

    def messages(self, author: str) -> Locator:
        """The bubbles of one author."""
        return self.root.locator(f".msg.{author}")

    def button(self, name: str) -> Locator:
        """A button of the widget."""
        return self.root.get_by_role("button", name=name, exact=True)

    def store(self) -> str:
        """All that the page keeps in localStorage."""
        return str(self.page.evaluate("JSON.stringify(Object.entries(localStorage))"))
