"""What reached a screen and was looked at."""

from bot.conversations import Hands, Transcript
from tests.handoff.conftest import Clock, says


async def test_marks_go_only_forwards(hands: Hands, transcript: Transcript, anas: str) -> None:
    last = (await transcript.get(anas)).last_seq
    assert await hands.mark(anas, "customer", got=last, read=2)
    assert not await hands.mark(anas, "customer", got=1, read=1)
    row = await transcript.get(anas)
    assert (row.customer_got_seq, row.customer_read_seq, row.agent_read_seq) == (last, 2, 0)


async def test_marks_go_no_further_than_what_was_said(
    hands: Hands, transcript: Transcript, anas: str
) -> None:
    assert await hands.mark(anas, "agent", read=2**40)
    row = await transcript.get(anas)
    assert row.agent_read_seq == row.last_seq
    await transcript.append(anas, says("¿y esto?"))
    assert await hands.mark(anas, "agent", read=row.last_seq + 1)


async def test_what_was_read_had_arrived(hands: Hands, transcript: Transcript, anas: str) -> None:
    await hands.mark(anas, "customer", read=3)
    assert (await transcript.get(anas)).customer_got_seq == 3


async def test_looking_makes_a_conversation_no_newer(
    hands: Hands, transcript: Transcript, anas: str, clock: Clock
) -> None:
    before = (await transcript.get(anas)).updated_at
    await hands.mark(anas, "agent", read=1)
    assert (await transcript.get(anas)).updated_at == before
