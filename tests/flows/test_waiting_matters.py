"""The second matter of a message waits for the first one, and is then taken up by itself."""

from tests.action_calls import Conversation, said

TOM = "tom.barker@example.org"
NEXT = "utter_next_matter"


def hears(talk: Conversation, text: str, intent: str, *waiting: str) -> None:
    """The first part of a message whose other parts must wait."""
    talk.hears(text, intent)
    heard = next(event for event in reversed(talk.events) if event["event"] == "user")
    heard["metadata"]["waiting"] = list(waiting)


async def test_after_an_answer_the_next_one_comes(talk: Conversation) -> None:
    hears(talk, "how many days to return it?", "faq_question", "where is my order?")
    told = await talk.runs("action_answer")
    assert said(told) == ["utter_answer", NEXT]
    assert told[1]["matter"] == "where is my order?"
    assert told[1]["custom"] == {"next_matter": "where is my order?"}
    talk.hears("where is my order?", "order_status")
    await talk.fills("order_status_form")
    assert talk.asked == "order_number", "and it is taken up once"


async def test_while_a_form_is_open_it_waits_for_its_end(talk: Conversation) -> None:
    hears(talk, "where is my order?", "order_status", "how many days to return it?")
    await talk.fills("order_status_form")
    talk.hears("TR-104388", "inform", order_number="TR-104388")
    await talk.fills("order_status_form")
    talk.hears("are there days to return it?", "faq_question")
    await talk.fills("order_status_form")
    assert said(await talk.runs("action_answer"))[-1] == "utter_answer", "the form is open"
    talk.hears(TOM, "inform", email=TOM)
    await talk.fills("order_status_form")
    talk.form = None
    assert said(await talk.runs("action_order_status"))[-1] == NEXT
    talk.hears("how many days to return it?", "faq_question")
    assert NEXT not in said(await talk.runs("action_answer"))


async def test_left_matters_make_way_and_a_goodbye_ends_all(talk: Conversation) -> None:
    hears(talk, "where is my order?", "order_status", "how many days to return it?")
    await talk.fills("order_status_form")
    talk.hears("leave it", "cancel")
    assert said(await talk.runs("action_stop")) == [NEXT]
    hears(talk, "where is my order?", "order_status", "and the guarantee?")
    talk.hears("bye", "goodbye")
    assert said(await talk.runs("action_stop")) == []
    talk.hears("how many days?", "faq_question")
    assert said(await talk.runs("action_answer")) == ["utter_answer"]


async def test_a_question_of_ours_comes_first_and_a_person_takes_it_all(talk: Conversation) -> None:
    hears(talk, "how?", "faq_question", "where is my order?")
    talk.hears("blah", "feedback_negative")
    talk.hears("a person", "ask_for_person")
    assert said(await talk.runs("action_handoff")) == ["utter_handoff"]
    talk.hears("how many days?", "faq_question")
    assert said(await talk.runs("action_answer")) == ["utter_answer"]


async def test_three_matters_keep_their_order(talk: Conversation) -> None:
    hears(talk, "how many days to return it?", "faq_question", "your data?", "and days?")
    assert said(await talk.runs("action_answer"))[-1] == NEXT
    talk.hears("your data?", "privacy")
    told = await talk.runs("action_privacy")
    assert told[-1]["matter"] == "and days?"


async def test_what_waited_before_people_had_it_is_theirs(talk: Conversation) -> None:
    hears(talk, "where is my order?", "order_status", "how many days to return it?")
    await talk.fills("order_status_form")
    talk.starts_over()
    talk.hears("how many days?", "faq_question")
    assert said(await talk.runs("action_answer")) == ["utter_answer"]
