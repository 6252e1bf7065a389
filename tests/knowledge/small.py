"""A small knowledge: made-up manuals, and an embedder that needs no model."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.knowledge.dense import Matrix
from bot.knowledge.documents import Block, Document, Passage, Unit
from bot.knowledge.late import QuestionTokens
from bot.knowledge.words import fold

SIZE = 64


class WordEmbedder:
    """Vectors of word counts, hashed: texts that share words are near. Counts its work."""

    def __init__(self, model_id: str = "words@1") -> None:
        self.model_id = model_id
        self.embedded: list[str] = []

    def embed_queries(self, texts: Sequence[str], /, *, keep: bool = False) -> Matrix:
        return self._vectors(texts)

    def embed_passages(self, texts: Sequence[str], /) -> Matrix:
        self.embedded += texts
        return self._vectors(texts)

    def query_tokens(self, text: str, /) -> QuestionTokens:
        words = list(re.finditer(r"\w+", text))
        return QuestionTokens(self._vectors([w[0] for w in words]), [w.span() for w in words])

    def passage_tokens(self, texts: Sequence[str], /) -> list[Matrix]:
        return [self._vectors(re.findall(r"\w+", text)) for text in texts]

    def _vectors(self, texts: Sequence[str]) -> Matrix:
        made = np.full((len(texts), SIZE), 0.01, np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", fold(text)):
                made[row, hashlib.sha256(word.encode()).digest()[0] % SIZE] += 1
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        return np.asarray(made / np.maximum(lengths, 1e-9), np.float32)


def manual(
    name: str, sections: dict[str, list[str]], language: str = "es", product: str | None = None
) -> tuple[Document, list[Passage]]:
    """A manual with a passage for each section, a unit for each sentence."""
    blocks: list[Block] = []
    passages: list[Passage] = []
    for heading, sentences in sections.items():
        blocks.append(Block("heading", heading, level=2))
        text = " ".join(sentences)
        starts = [text.index(sentence) for sentence in sentences]
        units = tuple(
            Unit(start, start + len(sentence), "sentence")
            for start, sentence in zip(starts, sentences, strict=True)
        )
        at = len(blocks)
        blocks.append(Block("paragraph", text))
        key = hashlib.sha256(f"{name}{heading}{text}".encode()).hexdigest()[:16]
        passages.append(
            Passage(
                key,
                f"{name}.{language}",
                f"Manual {name}",
                language,
                product,
                (heading,),
                1,
                at,
                at,
                text,
                units,
            )
        )
    document = Document(
        id=f"{name}.{language}",
        title=f"Manual {name}",
        language=language,
        product=product,
        kind="manual",
        version="1",
        date="2026-01",
        source=f"{name}.{language}.md",
        sha256="0" * 64,
        media_type="text/markdown",
        pages=1,
        blocks=tuple(blocks),
    )
    return document, passages


COFFEE = {
    "1.1 Descalcificación": [
        "La descalcificación tarda 25 minutos.",
        "Use siempre el descalcificador original.",
    ],
    "1.2 Molienda": ["La rueda regula el molido del café.", "Gírela con el molinillo en marcha."],
    "1.3 Códigos": ["El código E05 indica que no circula agua."],
}
VACUUM = {
    "2.1 Cepillo": ["Retire los pelos del cepillo principal.", "No moje el cepillo."],
    "2.2 Batería": ["La batería dura 180 minutos.", "Cambie la batería con un destornillador."],
}
VACUUM_EN = {
    "2.1 Brush": ["Remove the hair from the main brush.", "Do not wet the brush."],
    "2.2 Battery": ["The battery lasts 180 minutes.", "Change the battery with a screwdriver."],
}


def sources(folder: Path) -> list[tuple[Document, Path, list[Passage]]]:
    """Three manuals with their files under `folder`, ready for `IndexWriter.write`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [
        manual("cafetera", COFFEE, product="cafetera"),
        manual("robot", VACUUM, product="robot"),
        manual("robot", VACUUM_EN, "en", product="robot"),
    ]
    found = []
    for document, passages in made:
        path = folder / document.source
        path.write_text("\n".join(passage.text for passage in passages))
        found.append((document, path, passages))
    return found
