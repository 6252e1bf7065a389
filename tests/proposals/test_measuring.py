"""Measuring a proposal: one at a time, cancelled, interrupted, stale, failed."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.database import now
from bot.proposals.rendering import render
from bot.proposals.scores import AlreadyMeasuring
from bot.proposals.tables import ProposalScore
from bot.proposals.training import CannotTrain, Trainer
from tests.proposals.shop import Shop


async def measured(shop: Shop) -> ProposalScore:
    """The measurement of a new proposal."""
    await shop.confirmed()
    told = await shop.proposals.make("ana")
    await shop.measuring.ask(told.row.id, "ana")
    assert await shop.measuring.step()
    score = await shop.scores.latest(told.row.id)
    assert score is not None
    return score


async def test_a_proposal_is_measured_with_and_without_its_lines(shop: Shop) -> None:
    score = await measured(shop)
    assert (score.state, score.problem, score.slot) == ("ready", "", None)
    assert score.result
    figures = {one["measure"]: one for one in score.result["figures"]}
    # "envío" and "delivery" are in the new lines alone.
    assert {one["text"] for one in score.result["fixed"]} == {
        "llegará hoy mi envío",
        "my delivery is late",
    }
    assert score.result["broken"] == []
    assert figures["accuracy"]["change"] == pytest.approx(2 / 6)
    assert (score.result["messages"], score.result["added"]) == (6, 4)
    assert score.result["languages"]["es"]["messages"] == 3
    assert not await shop.measuring.step()


async def test_the_answers_without_a_patch_are_kept_while_nothing_changes(shop: Shop) -> None:
    score = await measured(shop)
    assert score.result
    assert await shop.scores.answers(score.base) == score.result["answers"]
    assert await shop.scores.answers("another") is None


async def test_a_measurement_is_stale_once_a_file_or_the_patch_changed(shop: Shop) -> None:
    score = await measured(shop)
    told = await shop.proposals.get(score.proposal_id)
    rendered = render(told, shop.proposals.sources, shop.folder)
    assert not shop.measuring.is_stale(score, rendered)
    await shop.proposals.remove(told.row.id, told.examples[0].id)
    fewer = render(await shop.proposals.get(told.row.id), shop.proposals.sources, shop.folder)
    assert shop.measuring.is_stale(score, fewer)
    path = shop.flows / "orders.yml"
    path.write_text(path.read_text().replace("where is my order", "where has my order gone"))
    told = await shop.proposals.get(score.proposal_id)
    assert shop.measuring.is_stale(score, render(told, shop.proposals.sources, shop.folder))


async def until(shop: Shop, proposal_id: int, stage: str) -> None:
    """Wait until its measurement is there."""
    for _ in range(400):
        score = await shop.scores.latest(proposal_id)
        if score and score.stage == stage:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"never came to {stage}")


async def test_a_cancelled_measurement_ends_and_the_next_one_begins(shop: Shop) -> None:
    await shop.confirmed()
    told = await shop.proposals.make("ana")
    (shop.folder / "var").mkdir()
    (shop.folder / "var" / "slow").touch()
    await shop.measuring.ask(told.row.id, "ana")
    with pytest.raises(AlreadyMeasuring):
        await shop.measuring.ask(told.row.id, "ana")
    work = asyncio.create_task(shop.measuring.step())
    await until(shop, told.row.id, "train_before")
    assert await shop.scores.claim("another") is None
    assert await shop.scores.cancel(told.row.id)
    async with asyncio.timeout(10):
        assert await work
    score = await shop.scores.latest(told.row.id)
    assert score
    assert (score.state, score.slot) == ("cancelled", None)
    assert not list((shop.folder / "var").glob("job-*"))
    (shop.folder / "var" / "slow").unlink()
    await shop.measuring.ask(told.row.id, "ana")
    assert await shop.measuring.step()
    again = await shop.scores.latest(told.row.id)
    assert again
    assert again.state == "ready"


async def test_a_service_that_ends_leaves_it_interrupted(shop: Shop) -> None:
    await shop.confirmed()
    told = await shop.proposals.make("ana")
    (shop.folder / "var").mkdir()
    (shop.folder / "var" / "slow").touch()
    await shop.measuring.ask(told.row.id, "ana")
    work = asyncio.create_task(shop.measuring.run())
    await until(shop, told.row.id, "train_before")
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    score = await shop.scores.latest(told.row.id)
    assert score
    assert (score.state, score.slot) == ("interrupted", None)


async def test_one_whose_process_was_killed_is_interrupted_and_frees_the_place(shop: Shop) -> None:
    await shop.confirmed()
    told = await shop.proposals.make("ana")
    await shop.scores.ask(told.row.id, "ana")
    assert await shop.scores.claim("somebody") is not None
    long_ago = update(ProposalScore).values(beat_at=now() - timedelta(seconds=60))
    async with shop.database.write() as session:
        await session.execute(long_ago)
    score = await shop.scores.latest(told.row.id)
    assert score
    assert score.state == "interrupted"
    await shop.scores.ask(told.row.id, "ana")
    assert await shop.scores.claim("another") is not None


async def test_two_processes_never_measure_at_once(shop: Shop) -> None:
    await shop.confirmed()
    told = await shop.proposals.make("ana")
    await shop.scores.ask(told.row.id, "ana")
    await shop.scores.ask(told.row.id + 1, "ana")
    claims = await asyncio.gather(*(shop.scores.claim(f"process {n}") for n in range(4)))
    assert len([one for one in claims if one]) == 1


async def test_a_failure_is_told_with_what_the_process_said(shop: Shop) -> None:
    (shop.folder / "var").mkdir()
    (shop.folder / "var" / "broken").touch()
    score = await measured(shop)
    assert score.state == "failed"
    assert "no vectors here" in score.problem


async def test_without_rasas_interpreter_nothing_is_measured(shop: Shop) -> None:
    trainer = Trainer(shop.folder / "var", needed=(shop.folder / "nowhere",))
    with pytest.raises(CannotTrain, match="nowhere"):
        trainer.check()
