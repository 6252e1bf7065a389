"""The names that YAML and Python share agree, and both languages are complete."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions import build
from actions.feedback import HELPED
from actions.forms import ASIDES, TRANSACTIONS
from actions.questions import NEXT_STEP
from actions.repair import FAULT_LIKE
from actions.wording import TRANSACTIONS as TITLES
from bot.backoffice.policy import ORDER_STATUSES
from bot.backoffice.states import FLOWS as FLOWS_OF
from bot.database import Database
from bot.policies.decisions import RETURN_CODES, WARRANTY_CODES
from bot.policies.returns import WAYS
from tests.action_calls import desk

ROOT = Path(__file__).resolve().parent.parent
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text())
# A form's validation is {name: its options}.
ACTIONS = {next(iter(one)) if isinstance(one, dict) else one for one in DOMAIN["actions"]}
FLOWS = {path.stem: yaml.safe_load(path.read_text()) for path in (ROOT / "data/flows").glob("*")}
DIALOGUES = [yaml.safe_load(path.read_text()) for path in (ROOT / "tests/conversations").glob("*")]
# A flow is a file or, past its size, a folder of that name.
FLOW_NAMES = {path.stem for path in (ROOT / "actions").iterdir()}
CODE = "\n".join(path.read_text() for path in (ROOT / "actions").rglob("*.py"))
INVALID = "order_number email serial_number product repair_fault confirmed claim_item claim_text"
INVALID += " return_items return_quantity return_reason return_condition return_wish return_way"
INVALID += " return_number address_street address_postcode address_city"
INVALID += " complaint_text complaint_way"
INVALID += " repair_advice repair_way repair_place repair_slot repair_number repair_quote"
INVALID += " register_name register_bought_on register_shop"
# Named by what they depend on: `utter_order_{order.status}` and its like.
FAMILIES = {
    "utter_order_": ORDER_STATUSES,
    "utter_cancel_order_": tuple(set(ORDER_STATUSES) - {"processing"}),
    "utter_address_": tuple(set(ORDER_STATUSES) - {"processing"}),
    "utter_invoice_": ("not_yet", "cancelled"),
    "utter_refund_is_": tuple(FLOWS_OF["refund"]),
    "utter_refund_return_": tuple(FLOWS_OF["return"]),
    "utter_return_is_": tuple(FLOWS_OF["return"]),
    "utter_return_opened_": WAYS,
    "utter_return_": tuple(set(RETURN_CODES) - {"inside_window"}),
    "utter_claim_is_": tuple(FLOWS_OF["claim"]),
    "utter_warranty_": (*WARRANTY_CODES, "unknown"),
    "utter_repair_terms_": ("covered", "cause_not_covered", "proof_needed", "expired", "unknown"),
    "utter_repair_is_": tuple(FLOWS_OF["repair"]),
    "utter_invalid_": INVALID.split(),
    "utter_unknown_": ("order_number", "repair_order", "serial_number"),
}
# Rasa utters these itself: the questions of forms by their slot, and its last resort.
RASAS_OWN = {"utter_default"} | {f"utter_ask_{name}" for name in DOMAIN["slots"]}
RASAS_OWN |= {
    f"utter_ask_{form}_{name}"
    for form in DOMAIN["forms"]
    for name in ("confirmed", "email", "address_street")
}
LANGUAGES = ("es", "en")
WITHOUT_EXAMPLES = {"nlu_fallback"}


def steps() -> list[dict[str, Any]]:
    rules = [rule for flow in FLOWS.values() for rule in flow["rules"]]
    stories = [story for dialogue in DIALOGUES for story in dialogue["stories"]]
    return [step for one in rules + stories for step in one["steps"]]


def examples(intent: str, language: str) -> list[str]:
    blocks = [block for flow in FLOWS.values() for block in flow["nlu"]]
    wanted = [
        block["examples"]
        for block in blocks
        if block["intent"] == intent and block["metadata"]["language"] == language
    ]
    return [line.removeprefix("- ") for block in wanted for line in block.splitlines()]


def in_families() -> set[str]:
    return {prefix + name for prefix, names in FAMILIES.items() for name in names}


def uttered() -> set[str]:
    """Responses that the rules or the actions name."""
    in_rules = {step["action"] for step in steps() if "action" in step}
    written = set(re.findall(r'"(utter_\w+)"', CODE)) - {"utter_action"}
    return {name for name in in_rules if name.startswith("utter_")} | written | in_families()


def texts(response: str, language: str) -> list[str]:
    """Its variations in a language; English is what has no condition."""
    spanish = {"type": "slot", "name": "language", "value": "es"}
    wanted = [spanish] if language == "es" else None
    return [one["text"] for one in DOMAIN["responses"][response] if one.get("condition") == wanted]


def test_actions_in_yaml_are_those_in_python(database: Database) -> None:
    assert {action.name() for action in build(desk(database))} == ACTIONS


def test_actions_of_rules_and_dialogues_exist() -> None:
    named = {step["action"] for step in steps() if "action" in step}
    known = ACTIONS | set(DOMAIN["responses"]) | set(DOMAIN["forms"])
    assert named - known == set()


def test_every_action_that_answers_has_a_rule() -> None:
    named = {step["action"] for flow in FLOWS.values() for r in flow["rules"] for step in r["steps"]
             if "action" in step}  # fmt: skip
    by_rasa = {name for name in ACTIONS if name.startswith(("validate_", "action_ask_"))}
    assert ACTIONS - by_rasa - named == set()


def test_every_intent_has_a_rule_and_every_rule_an_intent() -> None:
    named = {step["intent"] for flow in FLOWS.values() for r in flow["rules"] for step in r["steps"]
             if "intent" in step}  # fmt: skip
    assert named == set(DOMAIN["intents"])


def test_intents_with_examples_are_those_of_the_domain() -> None:
    found = {block["intent"] for flow in FLOWS.values() for block in flow["nlu"]}
    assert found == set(DOMAIN["intents"]) - WITHOUT_EXAMPLES


def test_intents_that_python_names_exist() -> None:
    payloads = set(re.findall(r"payload: '?/(\w+)", (ROOT / "domain.yml").read_text()))
    named = payloads | ASIDES | TRANSACTIONS | HELPED | FAULT_LIKE | set(NEXT_STEP.values())
    assert named | set(TITLES) <= set(DOMAIN["intents"])


def test_slots_that_python_names_exist() -> None:
    named = set(re.findall(r'(?:slot\(|SlotSet\(|filling\[)"(\w+)"', CODE))
    known = set(DOMAIN["slots"]) | {"requested_slot"}
    assert named - known == set()
    asked = {slot for form in DOMAIN["forms"].values() for slot in form["required_slots"]}
    assert asked - known == set()


def test_every_response_is_said_and_everything_said_exists() -> None:
    assert uttered() - set(DOMAIN["responses"]) == set()
    assert set(DOMAIN["responses"]) - uttered() - RASAS_OWN == set()


@pytest.mark.parametrize("response", DOMAIN["responses"])
def test_every_response_exists_in_both_languages(response: str) -> None:
    spanish, english = texts(response, "es"), texts(response, "en")
    assert len(spanish) == len(english) == 1
    assert set(re.findall(r"{(\w+)}", spanish[0])) == set(re.findall(r"{(\w+)}", english[0]))
    shown = [one.get("buttons", []) for one in DOMAIN["responses"][response]]
    assert [b["payload"] for b in shown[0]] == [b["payload"] for b in shown[1]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("intent", sorted(set(DOMAIN["intents"]) - WITHOUT_EXAMPLES))
def test_every_intent_has_examples_in_both_languages(intent: str, language: str) -> None:
    found = examples(intent, language)
    assert len(found) >= 25
    repeated = [text for text, times in Counter(map(str.casefold, found)).items() if times > 1]
    assert repeated == []


def test_no_example_belongs_to_two_intents() -> None:
    owners: dict[str, set[str]] = {}
    for intent in set(DOMAIN["intents"]) - WITHOUT_EXAMPLES:
        for language in LANGUAGES:
            for text in examples(intent, language):
                owners.setdefault(text.casefold(), set()).add(intent)
    assert {text: names for text, names in owners.items() if len(names) > 1} == {}


def test_no_dialogue_repeats_an_example() -> None:
    """Dialogues that repeat what was learnt would test memory."""
    learnt = {
        text.casefold()
        for intent in set(DOMAIN["intents"]) - WITHOUT_EXAMPLES
        for language in LANGUAGES
        for text in examples(intent, language)
    }
    plain = re.compile(r"\[([^\]]+)\](?:\(\w+\)|\{[^}]*\})")
    heard = {
        plain.sub(r"\1", step["user"].strip()).casefold() for step in steps() if "user" in step
    }
    assert heard & learnt == set()


def test_one_flow_has_one_name() -> None:
    tested = {p.stem.removeprefix("test_") for p in (ROOT / "tests/conversations").glob("*.yml")}
    assert tested == set(FLOWS)
    # Small talk needs no action.
    assert set(FLOWS) - {"greeting"} <= FLOW_NAMES


def test_the_folder_of_flows_holds_nothing_else() -> None:
    """Rasa reads every YAML and JSON file below it."""
    assert {path.suffix for path in (ROOT / "data/flows").rglob("*")} == {".yml"}
