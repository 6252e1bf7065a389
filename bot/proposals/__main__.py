"""`python -m bot.proposals make|measure|show`: training examples for engineers.

    make [--confirm GROUP=INTENT ...]   a proposal of the confirmed groups; prints its number
    measure NUMBER                      train and test without the patch and with it
    show [NUMBER] [--patch|--csv|--yaml|--json]

Run it in the checkout, with the service's interpreter and its settings. No training file is ever
written: `show NUMBER --patch | git apply` does that. Depends on the settings and the proposals.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from bot.audit import CONSOLE, AuditLog
from bot.database import Database, iso
from bot.errors import BotError
from bot.evaluate.intents_runs import ROOT, to_terminal
from bot.proposals.building import Training, training_of
from bot.proposals.limit import LEARNT
from bot.proposals.proposals import Told
from bot.proposals.rendering import Rendered, as_csv, as_yaml, render
from bot.proposals.tables import MEASURING, READY, WAITING, ProposalScore
from bot.settings import Settings

LOOK_S = 1.0


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """The words of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.proposals")
    acts = parser.add_subparsers(dest="act", required=True)
    make = acts.add_parser("make", help="a proposal of the confirmed groups")
    make.add_argument("--confirm", action="append", default=[], metavar="GROUP=INTENT")
    measure = acts.add_parser("measure", help="what it would change of the score")
    measure.add_argument("number", type=int)
    show = acts.add_parser("show", help="proposals, or one of them")
    show.add_argument("number", type=int, nargs="?")
    kinds = show.add_mutually_exclusive_group()
    for kind in ("patch", "csv", "yaml", "json"):
        kinds.add_argument(f"--{kind}", dest="kind", action="store_const", const=kind)
    return parser.parse_args(words)


async def make(training: Training, pairs: Sequence[str]) -> str:
    """Confirm `pairs` ("12=order_status") and make a proposal; what to say of it."""
    sources = training.proposals.sources
    flows, _ = await asyncio.to_thread(sources.read)
    for pair in pairs:
        group, _, intent = pair.partition("=")
        if not group.isdecimal():
            raise BotError(f"{pair!r}: write GROUP=INTENT, for example 12=order_status.", 422)
        await training.confirming.confirm(int(group), intent, CONSOLE, flows.intents())
    told = await training.proposals.make(CONSOLE)
    return _head(told, await _rendered(training, told), None)


async def measure(training: Training, number: int) -> str:
    """Have it measured, by this process or by another that is quicker; what came out."""
    score_id = await training.measuring.ask(number, CONSOLE)
    work = asyncio.create_task(_until_done(training, number, score_id))
    while not work.done():
        score = await training.scores.latest(number)
        if score:
            to_terminal(f"{score.state} {score.stage} {score.done:.0%}")
        await asyncio.wait([work], timeout=LOOK_S)
    await work
    return await show(training, number, None)


async def _until_done(training: Training, number: int, score_id: int) -> None:
    while True:
        await training.measuring.step()
        score = await training.scores.latest(number)
        if score is None or score.id != score_id or score.state not in (WAITING, MEASURING):
            return
        await asyncio.sleep(LOOK_S)


async def show(training: Training, number: int | None, kind: str | None) -> str:
    """A proposal as text, as a file, or the list of all."""
    if number is None:
        rows = await training.proposals.latest()
        return "\n".join(
            f"{row.id:5}  {iso(row.made_at)}  {row.state:9}  {lines} lines" for row, lines in rows
        )
    told = await training.proposals.get(number)
    rendered = await _rendered(training, told)
    if kind == "patch":
        return rendered.patch.removesuffix("\n")
    if kind == "csv":
        return as_csv(told.examples).removesuffix("\r\n")
    if kind == "yaml":
        return as_yaml(rendered.lines).removesuffix("\n")
    score = await training.scores.ready(number)
    if kind == "json":
        return json.dumps(_json(training, told, rendered, score), indent=2, ensure_ascii=False)
    return _head(told, rendered, score or await training.scores.latest(number))


async def _rendered(training: Training, told: Told) -> Rendered:
    return await asyncio.to_thread(render, told, training.proposals.sources, ROOT)


def _head(told: Told, rendered: Rendered, score: ProposalScore | None) -> str:
    row = told.row
    left = ", ".join(f"{reason} {count}" for reason, count in row.left_out.items())
    lines = [
        f"proposal {row.id}: {row.state}, {len(told.examples)} lines, {len(rendered.added)} new",
        *(["simulated data: do not train on it"] if row.simulated else []),
        *([f"left out: {left}"] if left else []),
        *(f"  {one.intent:20} {one.language}  {one.why:8} {one.text}" for one in told.examples),
    ]
    if over := rendered.over:
        cut = ", ".join(over.intents)
        lines.append(
            f"{over.total} examples, {LEARNT} are learnt: {over.dropped} of {cut} are left out"
        )
    if rendered.remains:
        lines.append(f"forgotten, but still in the files: {', '.join(rendered.remains)}")
    return "\n".join(lines + _told(score))


def _told(score: ProposalScore | None) -> list[str]:
    if score is None:
        return ["not measured"]
    if score.state != READY or not score.result:
        return [f"measurement: {score.state} {score.problem}".rstrip()]
    result = score.result
    found = [
        f"  {one['measure']:12} {one['before']:.4f} > {one['after']:.4f}  {one['change']:+.4f} "
        f"[{one['low']:+.4f}, {one['high']:+.4f}]"
        for one in result["figures"]
    ]
    return [
        f"{result['messages']} messages of {score.test_file}; change with 95 % interval "
        f"(paired bootstrap); McNemar p = {result['p']:.3f}",
        *found,
        *(f"  {kind}: {len(result[kind])}" for kind in ("fixed", "broken", "other")),
    ]


def _json(
    training: Training, told: Told, rendered: Rendered, score: ProposalScore | None
) -> dict[str, object]:
    result = {key: one for key, one in ((score and score.result) or {}).items() if key != "answers"}
    return {
        "proposal": told.row.id,
        "state": told.row.state,
        "made_at": iso(told.row.made_at),
        "simulated": told.row.simulated,
        "left_out": told.row.left_out,
        "lines": [asdict(one) for one in rendered.lines],
        "over": asdict(rendered.over) if rendered.over else None,
        "score": result or None,
        "stale": training.measuring.is_stale(score, rendered) if score else None,
    }


async def act(options: argparse.Namespace) -> str:
    """Do what was asked over the settings' database; what to print."""
    settings = Settings().with_secrets()
    database = Database(settings.database)
    try:
        await database.upgrade()
        training = training_of(settings, database)
        if options.act == "make":
            told = await make(training, options.confirm)
            await AuditLog(database).note(CONSOLE, "proposal_made")
            return told
        if options.act == "measure":
            await AuditLog(database).note(CONSOLE, "proposal_measured", proposal=options.number)
            return await measure(training, options.number)
        return await show(training, options.number, options.kind)
    finally:
        await database.close()


def main(words: Sequence[str] | None = None) -> int:
    """The command; 0, or 1 after an error that was said."""
    try:
        print(asyncio.run(act(arguments(words))))
    except BotError as error:
        print(error.message, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
