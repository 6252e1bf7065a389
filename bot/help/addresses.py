"""Addresses of help pages: with their language, in the other one, and in full. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from bot.pages import Language

LANGUAGES: tuple[Language, ...] = ("es", "en")


def path_of(page: str) -> str:
    """The path of a page by its name below /help; the start page's is empty."""
    return f"/help/{quote(page)}" if page else "/help"


def in_language(page: str, language: str, **more: str) -> str:
    """The address of a page in one language, with further parameters that are not empty."""
    kept = {name: value for name, value in more.items() if value}
    return f"{path_of(page)}?{urlencode({**kept, 'lang': language})}"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is in each language that it exists in: its name below /help."""

    own_url: str
    language: Language
    pages: Mapping[str, str]

    @property
    def canonical(self) -> str:
        """The one address by which search engines know the page: in its language, or in the one
        that it exists in."""
        return self.full(self.language if self.language in self.pages else next(iter(self.pages)))

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """(language, address) of each edition; "x-default" leaves the choice to the browser."""
        found: list[tuple[str, str]] = [
            (one, self.full(one)) for one in LANGUAGES if one in self.pages
        ]
        if len(found) == len(LANGUAGES) and len(set(self.pages.values())) == 1:
            found.append(("x-default", self.own_url + path_of(self.pages[self.language])))
        return found

    @property
    def other(self) -> str:
        """The same page in the other language, from here; its nearest where it has none."""
        language = "en" if self.language == "es" else "es"
        return in_language(self.pages.get(language, ""), language)

    def full(self, language: str) -> str:
        """The full address of the page in `language`."""
        return self.own_url + in_language(self.pages[language], language)


def same(own_url: str, page: str, language: Language) -> Address:
    """The address of a page that has the same name in both languages."""
    return Address(own_url, language, {one: page for one in LANGUAGES})
