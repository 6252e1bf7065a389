"""Answers of actions are validated as before; the schema itself is checked once."""

import pytest

from bot.nlu.no_tensorflow import leave_out

leave_out()

import jsonschema  # noqa: E402
from rasa.core.actions.action import RemoteAction  # noqa: E402

from bot.nlu.schemas import check_once, validate  # noqa: E402

SCHEMA = RemoteAction.action_response_format_spec()


def test_what_is_right_passes() -> None:
    answer = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "a"}]}
    validate(answer, SCHEMA)


@pytest.mark.parametrize(
    "answer", [[], {"events": 1}, {"events": [{"name": "a"}]}, {"responses": [1]}]
)
def test_what_is_wrong_is_refused_as_before(answer: object) -> None:
    from jsonschema.validators import validate as original

    with pytest.raises(jsonschema.ValidationError) as expected:
        original(answer, SCHEMA)
    with pytest.raises(jsonschema.ValidationError) as refused:
        validate(answer, SCHEMA)
    assert refused.value.message == expected.value.message


def test_an_unsound_schema_is_refused() -> None:
    with pytest.raises(jsonschema.SchemaError):
        validate({}, {"type": "no such type"})


def test_rasa_uses_it() -> None:
    check_once()
    assert jsonschema.validate is validate
