"""Texts folded for the word lists of this package. Pure; depends on the folding of `bot.nlu`."""

from bot.nlu.text import fold


def plain(text: str) -> str:
    """Folded, with one kind of apostrophe: phones write "won\u2019t", word lists say "won't"."""
    return fold(text).replace("\u2019", "'")
