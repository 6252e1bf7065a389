"""The sample corpus: manuals, policies and FAQ read from their sources."""

from collections.abc import Callable
from pathlib import Path

from bot.evaluate.golden import Golden, read_golden
from bot.faq_file import read_faq
from bot.knowledge.documents import Document, Passage
from bot.knowledge.faq_index import FaqEntry
from kb_ingest.passages import cut
from kb_ingest.readers import read

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample"


def golden() -> list[Golden]:
    """The golden questions."""
    return read_golden(SAMPLE / "golden.csv")


def documents(
    count_tokens: Callable[[str], int],
) -> list[tuple[Document, Path, list[Passage]]]:
    """Every manual and policy in Markdown, cut into passages."""
    found = []
    for path in sorted([*SAMPLE.glob("manuals/*.md"), *SAMPLE.glob("policies/*.md")]):
        document = read(path)
        found.append((document, path, cut(document, count_tokens)))
    return found


def faq_entries() -> list[FaqEntry]:
    """The FAQ in both languages."""
    return read_faq(SAMPLE / "faq.csv")
