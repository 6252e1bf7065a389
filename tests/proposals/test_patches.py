"""Examples put into training files: right place, nothing else touched, patches that tools take."""

import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.proposals.flows import BadFlows, Flows, Line, plain, read_flows, with_lines
from bot.proposals.patch import patch_of
from tests.proposals.shop import FALLBACK, ORDERS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout with two training files."""
    flows = tmp_path / "data" / "flows"
    flows.mkdir(parents=True)
    (flows / "orders.yml").write_bytes(ORDERS.encode())
    (flows / "fallback.yml").write_bytes(FALLBACK.encode())
    return tmp_path


def patched(root: Path, *lines: Line) -> str:
    flows = read_flows(root / "data/flows")
    changed, lost = with_lines(flows, lines)
    assert lost == []
    return patch_of(flows.texts, changed, root)


def test_the_blocks_of_a_folder_are_found_with_their_languages(folder: Path) -> None:
    flows = read_flows(folder / "data/flows")
    assert [(one.intent, one.language, len(one.examples)) for one in flows.blocks] == [
        ("out_of_scope", "es", 1), ("out_of_scope", "en", 1),
        ("order_status", "es", 2), ("order_status", "en", 2),
        ("cancel_order", "es", 2), ("cancel_order", "en", 2),
    ]  # fmt: skip
    assert flows.intents() == ["cancel_order", "order_status", "out_of_scope"]


def test_the_projects_own_files_are_read_whole() -> None:
    """Every example that a YAML parser sees has a place here, and each place is right."""
    flows = read_flows(ROOT / "data/flows")
    parsed = [
        (block["intent"], line.removeprefix("- "))
        for path in sorted((ROOT / "data/flows").glob("*.yml"))
        for block in yaml.load(path.read_text(), yaml.CSafeLoader).get("nlu") or []
        for line in block["examples"].splitlines()
    ]
    assert [(block.intent, text) for block in flows.blocks for text in block.examples] == parsed
    assert all(block.language in ("es", "en") for block in flows.blocks)


def test_a_line_goes_to_the_end_of_its_block_and_nothing_else_changes(folder: Path) -> None:
    patch = patched(folder, Line("order_status", "en", "has it shipped"))
    assert patch.splitlines() == [
        "--- a/data/flows/orders.yml",
        "+++ b/data/flows/orders.yml",
        "@@ -12,6 +12,7 @@",
        "   examples: |",
        "     - where is my order",
        "     - the parcel has not come",
        "+    - has it shipped",
        " ",
        " # Cancelling.",
        " - intent: cancel_order",
    ]


LINES = (
    Line("order_status", "es", "¿ha salido ya?"),
    Line("cancel_order", "en", 'stop it: "now" # please'),
    Line("out_of_scope", "en", "what's the weather like"),
)


@pytest.mark.parametrize("words", [["git", "apply"], ["patch", "-p1", "--fuzz=0"]])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "cut"])
def test_git_and_patch_apply_it(folder: Path, words: list[str], ends: str) -> None:
    for path in (folder / "data/flows").iterdir():
        text = path.read_text()
        # "cut": the last line of the file has no end.
        text = text.removesuffix("\n") if ends == "cut" else text.replace("\n", ends)
        path.write_bytes(text.encode())
    flows = read_flows(folder / "data/flows")
    changed, _ = with_lines(flows, LINES)
    (folder / "it.patch").write_bytes(patch_of(flows.texts, changed, folder).encode())
    command = [*words, *(["--binary", "-i"] if words[0] == "patch" else []), "it.patch"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for path, text in changed.items():
        assert path.read_bytes() == text.encode()
    again = read_flows(folder / "data/flows").examples()
    assert {(line.text, line.intent) for line in LINES} <= set(again)


def test_an_intent_without_a_block_in_the_language_is_told(folder: Path) -> None:
    flows = read_flows(folder / "data/flows")
    strange = [Line("order_status", "fr", "où est mon colis"), Line("praise", "es", "muy bien")]
    changed, lost = with_lines(flows, strange)
    assert (changed, lost) == ({}, strange)


def test_a_block_without_a_language_takes_both(folder: Path) -> None:
    path = folder / "data/flows/fallback.yml"
    path.write_text('version: "3.1"\nnlu:\n- intent: praise\n  examples: |\n    - well done\n')
    patch = patched(folder, Line("praise", "es", "muy bien"))
    assert "+    - muy bien" in patch


def test_a_file_in_which_lines_would_mean_something_else_is_refused(folder: Path) -> None:
    flows = read_flows(folder / "data/flows")
    with pytest.raises(BadFlows, match="without changing something else"):
        with_lines(flows, [Line("order_status", "es", "uno\n- intent: greet")])


def test_a_file_that_is_not_yaml_is_named(folder: Path) -> None:
    (folder / "data/flows/orders.yml").write_text("nlu: [")
    with pytest.raises(BadFlows, match=r"orders\.yml"):
        read_flows(folder / "data/flows")


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFlows, match="no training files"):
        read_flows(tmp_path)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["order_status", "cancel_order"]),
            st.sampled_from(["es", "en"]),
            st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).map(
                lambda text: "a " + text
            ),
        ),
        max_size=6,
        unique=True,
    )
)
def test_whatever_the_words_they_are_there_afterwards_and_only_they(
    rows: list[tuple[str, str, str]],
) -> None:
    lines = [Line(*row) for row in rows]
    path = Path("data/flows/orders.yml")
    flows = Flows({path: ORDERS}, _blocks_of(ORDERS))
    changed, lost = with_lines(flows, lines)
    assert lost == []
    found = yaml.safe_load(changed.get(path, ORDERS))
    told = {
        (block["intent"], block["metadata"]["language"], text.removeprefix("- "))
        for block in found["nlu"]
        for text in block["examples"].splitlines()
    }
    assert set(rows) <= told
    assert len(told) == 8 + len(set(rows) - _known())


def _known() -> set[tuple[str, str, str]]:
    parsed = yaml.safe_load(ORDERS)
    return {
        (block["intent"], block["metadata"]["language"], text.removeprefix("- "))
        for block in parsed["nlu"]
        for text in block["examples"].splitlines()
    }


def _blocks_of(text: str) -> tuple[object, ...]:
    from bot.proposals.flows import _blocks

    return tuple(_blocks(Path("data/flows/orders.yml"), text))


def test_markup_is_taken_off_and_its_entities_are_known(folder: Path) -> None:
    marked = ORDERS.replace(
        "where is my order\n",
        'where is [TR-104512](order_number)\n    - my [fryer]{"entity": "product"}\n',
    )
    (folder / "data/flows/orders.yml").write_text(marked)
    flows = read_flows(folder / "data/flows")
    assert flows.entities() == {"order_number", "product"}
    assert ("where is TR-104512", "order_status") in flows.examples()
    assert plain('my [fryer]{"entity": "product"} (old)') == "my fryer (old)"
