"""Measures proposals one after the other, beside the service: the intents are trained without the
patch and with it, and both answer the messages of the test.

Depends on the proposals, the scores, the trainer and the comparison beside it.
"""

import asyncio
import hashlib
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.errors import BotError
from bot.evaluate.intents_runs import OURS, ROOT
from bot.proposals.comparing import Answered, compare
from bot.proposals.flows import Flows, plain
from bot.proposals.messages import asked, read_messages
from bot.proposals.proposals import Proposals
from bot.proposals.rendering import Rendered, render
from bot.proposals.scores import Scores
from bot.proposals.tables import FAILED, INTERRUPTED, READY, ProposalScore
from bot.proposals.training import Trainer

log = structlog.get_logger()
BEAT_S, LOOK_S = 2.0, 5.0


@dataclass
class Standing:
    """How far a measurement is: what the next beat tells."""

    stage: str = "start"
    done: float = 0.0


class Measuring:
    """Does the measurements that were asked for; one object for each process."""

    def __init__(
        self,
        proposals: Proposals,
        scores: Scores,
        trainer: Trainer,
        root: Path = ROOT,
        beat_s: float = BEAT_S,
    ) -> None:
        self._proposals = proposals
        self._scores = scores
        self._trainer = trainer
        self._root = root
        self._beat_s = beat_s
        self._owner = uuid.uuid4().hex
        self._wanted = asyncio.Event()

    async def ask(self, proposal_id: int, by: str) -> int:
        """Have a proposal measured soon; `CannotTrain`, `AlreadyMeasuring`, `NoProposal`."""
        await self._proposals.get(proposal_id)
        self._trainer.check()
        score_id = await self._scores.ask(proposal_id, by)
        self._wanted.set()
        return score_id

    async def run(self) -> None:
        """Measure for as long as the service serves."""
        while True:
            self._wanted.clear()
            try:
                while await self.step():
                    pass
            except Exception:
                log.exception("measuring_failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), LOOK_S)

    async def step(self) -> bool:
        """One measurement, where one waits; whether there was one."""
        row = await self._scores.claim(self._owner)
        if row is None:
            return False
        standing = Standing()
        work = asyncio.create_task(self._measure(row, standing))
        try:
            await self._watch(row, work, standing)
        except asyncio.CancelledError:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            await self._scores.end(row.id, self._owner, INTERRUPTED)
            raise
        return True

    async def _watch(
        self, row: ProposalScore, work: "asyncio.Task[None]", standing: Standing
    ) -> None:
        """Beat while it goes on, end it when it is not wanted, note how it ended."""
        while not work.done():
            await asyncio.wait([work], timeout=self._beat_s)
            if not work.done() and not await self._scores.beat(
                row.id, self._owner, standing.stage, standing.done
            ):
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)
        error = None if work.cancelled() else work.exception()
        if error and not isinstance(error, BotError):
            log.error("measurement_failed", proposal=row.proposal_id, why=type(error).__name__)
        told = error.message if isinstance(error, BotError) else repr(error)
        await self._scores.end(row.id, self._owner, FAILED, problem=told[:4000])

    async def _measure(self, row: ProposalScore, standing: Standing) -> None:
        told = await self._proposals.get(row.proposal_id)
        sources = self._proposals.sources
        rendered = await asyncio.to_thread(render, told, sources, self._root)
        rows = asked(
            await asyncio.to_thread(read_messages, sources.tests), rendered.flows.intents()
        )
        base = await asyncio.to_thread(self.base, rendered.flows)
        train, texts = rendered.flows.examples(), [one.text for one in rows]
        before = await self._scores.answers(base)
        if before is None:
            before = await self._trained("before", train, texts, standing)
        more = [(plain(one.text), one.intent) for one in rendered.added]
        after = await self._trained("after", train + more, texts, standing)
        tested = [
            Answered(one.text, one.language, one.label, *answers)
            for one, *answers in zip(rows, before, after, strict=True)
        ]
        result = await asyncio.to_thread(compare, tested) | {"answers": before}
        result |= {"examples": len(train), "added": len(more)}
        await self._scores.end(
            row.id,
            self._owner,
            READY,
            result=result,
            done=1.0,
            base=base,
            patch=rendered.digest,
            test_file=str(sources.tests),
        )

    async def _trained(
        self,
        name: str,
        train: Sequence[tuple[str, str]],
        texts: Sequence[str],
        standing: Standing,
    ) -> list[str]:
        def progress(stage: str, done: float) -> None:
            standing.stage, standing.done = f"{stage}_{name}", done

        progress("train", 0.0)
        return await self._trainer.answers(train, texts, progress)

    def base(self, flows: Flows) -> str:
        """A digest of all that the score without a patch hangs on: examples, configuration, the
        pipeline's code and model, products, the messages of the test."""
        sources = self._proposals.sources
        files = [self._root / OURS.config, sources.products, sources.tests]
        files += sorted((self._root / "bot" / "nlu").glob("*.py"))
        files.append(self._root / "var" / "model" / "mostrador.json")
        made = hashlib.sha256(flows.digest().encode())
        for path in files:
            if path.is_file():
                made.update(hashlib.sha256(path.read_bytes()).digest())
        return made.hexdigest()

    def is_stale(self, score: ProposalScore, rendered: Rendered) -> bool:
        """Whether anything that it was measured on is another by now."""
        return score.base != self.base(rendered.flows) or score.patch != rendered.digest
