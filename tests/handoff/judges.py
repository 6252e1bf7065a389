"""What must hold of a conversation, however many were at it at once. Pure.

Each judge reads the rows that are left and gives a sentence for each thing that is wrong.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.conversations import Conversation, Escalation, HandChange, Message
from bot.words import say

ANY = ("bot", "waiting", "agent", "closed")
WAYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "escalate": (("bot",), ("waiting",)),
    "reopen": (("closed",), ("waiting",)),
    "withdraw": (("waiting",), ("bot",)),
    "claim": (("waiting",), ("agent",)),
    "take_over": (("waiting", "agent"), ("agent",)),
    "transfer": (("agent",), ("waiting",)),
    "release": (("agent",), ("waiting",)),
    "resolve": (("agent",), ("bot", "closed")),
    "undo": (("bot", "closed"), ("agent",)),
    "end": (("bot", "waiting", "agent"), ("closed",)),
    "merge": (ANY, ("closed",)),
}
"""The state machine: what each change leads from, and where to."""
OPENS = ("escalate", "reopen")
ENDS = ("resolve", "withdraw", "merge", "end")


@dataclass(frozen=True)
class Case:
    """One conversation as it is left. `kept` are the client ids that its customer was told are
    kept; `into` is the case that it was merged into."""

    row: Conversation
    messages: Sequence[Message]
    changes: Sequence[HandChange]
    escalations: Sequence[Escalation]
    kept: frozenset[str] = frozenset()
    into: "Case | None" = None

    def charge(self, epoch: int) -> tuple[str, str | None]:
        """State and owner under `epoch`: the first is the assistant's."""
        if epoch == 1:
            return "bot", None
        change = self.changes[epoch - 2]
        return change.to_state, change.to_agent

    @property
    def own(self) -> list[Message]:
        """The messages that were said here, not merged from elsewhere."""
        return [one for one in self.messages if "merged_from" not in one.data]

    def said_by(self, author: str) -> list[Message]:
        """What `author` said here."""
        return [one for one in self.own if one.author == author]


def numbers_have_no_gap_and_no_double(case: Case) -> Iterator[str]:
    """1, 2, 3 ... up to what the conversation says is its last."""
    numbers = [one.seq for one in case.messages]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the numbers are {numbers}"
    if case.row.last_seq != len(numbers):
        yield f"{case.row.last_seq} is said to be the last of {len(numbers)}"


def one_owner_at_most(case: Case) -> Iterator[str]:
    """Each change begins where the one before ended, and only the owner speaks as an agent."""
    charges = [case.charge(epoch) for epoch in range(1, len(case.changes) + 2)]
    for change, before in zip(case.changes, charges, strict=False):
        if (change.from_state, change.from_agent) != before:
            yield f"{change.why} began at {change.from_state}, but {before} was"
        sources, targets = WAYS[change.why]
        if change.from_state not in sources or change.to_state not in targets:
            yield f"{change.why} led from {change.from_state} to {change.to_state}"
        if change.why in ("resolve", "transfer") and change.by != change.from_agent:
            yield f"{change.by} did {change.why} with what was {change.from_agent}'s"
    if any((state == "agent") != (agent is not None) for state, agent in charges):
        yield f"somebody owns what is no agent's: {charges}"
    if charges[-1] != (case.row.state, case.row.assigned_agent):
        yield f"the history ends at {charges[-1]}, the row is {case.row.state}"
    if case.row.epoch != len(charges):
        yield f"epoch {case.row.epoch} after {len(case.changes)} changes"
    for one in case.said_by("agent"):
        if case.charge(one.epoch) != ("agent", one.author_name):
            yield f"{one.author_name} spoke under {case.charge(one.epoch)}"


def the_assistant_is_silent_while_people_are_in_charge(case: Case) -> Iterator[str]:
    """By the epoch of its words, and by what stands before them."""
    epochs = [one.epoch for one in case.own if one.author != "customer"]
    if epochs != sorted(epochs):
        yield f"words of an earlier epoch come later: {epochs}"
    people = False
    for one in case.own:
        if one.author == "bot" and (people or case.charge(one.epoch)[0] != "bot"):
            yield f"the assistant said {one.text!r} while people were in charge"
        people = one.data.get("people", people or one.text.startswith("fire: "))


def an_answer_is_given_once(case: Case) -> Iterator[str]:
    """Both halves of it, or none."""
    texts = Counter(one.text for one in case.said_by("bot"))
    for text, times in texts.items():
        kind, _, asked = text.partition(": ")
        other = texts["more: " + asked] + texts["fire: " + asked] if kind == "re" else times
        if times != 1 or other != 1:
            yield f"{text!r} was said {times} times, its other half {other} times"


def an_old_escalation_never_fires_again(case: Case) -> Iterator[str]:
    """Each begins once, ends once, and is touched no more but by an undo."""
    begun = [one.escalation_id for one in case.changes if one.why in OPENS]
    if sorted(begun, key=str) != sorted((one.id for one in case.escalations), key=str):
        yield f"{len(case.escalations)} escalations, but {len(begun)} beginnings"
    ended: set[int | None] = set()
    for before, change in zip([None, *case.changes], case.changes, strict=False):
        about = change.escalation_id
        if change.why == "undo" and before and before.why == "resolve":
            ended.discard(about)
        if about in ended:
            yield f"{change.why} of an escalation that had ended"
        if change.why in ENDS and about is not None:
            ended.add(about)
    by_assistant = sum(one.why in OPENS and one.by == "assistant" for one in case.changes)
    # It gives up with words of its own, or with a notice where it failed again and again.
    gave_up = [one for one in case.said_by("bot") if one.text.startswith("fire: ")]
    gave_up += [one for one in case.said_by("system") if one.text == say("waiting", "es")]
    if by_assistant != len(gave_up):
        yield f"the assistant gave up {len(gave_up)} times, {by_assistant} escalations came of it"


def an_escalation_is_open_while_people_are_in_charge(case: Case) -> Iterator[str]:
    """One, and none otherwise; what has ended says how."""
    still = [one for one in case.escalations if one.ended_at is None]
    if len(still) != (case.row.state in ("waiting", "agent")):
        yield f"{len(still)} open escalations in state {case.row.state}"
    if any(one.ended_at and one.outcome is None for one in case.escalations):
        yield "an escalation ended without an outcome"


def what_was_kept_is_there(case: Case) -> Iterator[str]:
    """A message that the customer was told is kept, once."""
    there = Counter(one.client_id for one in case.messages)
    for client_id in case.kept:
        if there[client_id] != 1:
            yield f"message {client_id} is there {there[client_id]} times"


def every_message_is_seen(case: Case) -> Iterator[str]:
    """Answered by the assistant, or read by an agent, here or where it was merged into; but for
    what a customer left behind who ended the conversation."""
    answered = {one.text.removeprefix("re: ") for one in case.said_by("bot")}
    elsewhere = Counter(_words(one) for one in case.into.messages) if case.into else Counter()
    left = case.row.last_seq if any(one.why == "end" for one in case.changes) else 0
    for one in case.messages:
        if one.author != "customer" or one.payload or "merged_from" in one.data:
            continue
        read = one.seq <= max(case.row.agent_read_seq, left)
        if not (read or one.client_id in answered or elsewhere[_words(one)]):
            yield f"nobody saw message {one.seq}, whose turn is {one.turn}"


def what_was_merged_is_read_there(case: Case) -> Iterator[str]:
    """All that anybody said, in order; and an agent has seen it, or the assistant answered, here
    or there."""
    if case.into is None:
        return
    copies = [one for one in case.into.messages if one.data.get("merged_from") == case.row.id]
    own = [one for one in case.messages if "merged_from" not in one.data]
    said = [one for one in own if one.author != "system"]
    if [_words(one) for one in copies] != [_words(one) for one in said]:
        yield f"{len(copies)} copies of {len(said)} messages, or in another order"
    answered = {one.text for one in (*case.said_by("bot"), *case.into.said_by("bot"))}
    for copy, first in zip(copies, said, strict=False):
        asks = copy.author == "customer" and not copy.payload
        told = {f"re: {copy.client_id}", f"re: {first.client_id}"} & answered
        if asks and copy.seq > case.into.row.agent_read_seq and not told:
            yield f"nobody saw copy {copy.seq} of message {first.seq}"


def _words(one: Message) -> tuple[str, str]:
    return one.author, one.text


Judge = Callable[[Case], Iterator[str]]
LOSSES: tuple[Judge, ...] = (what_was_kept_is_there, every_message_is_seen)
"""Those that tell of a lost message."""
JUDGES: tuple[Judge, ...] = (
    numbers_have_no_gap_and_no_double,
    one_owner_at_most,
    the_assistant_is_silent_while_people_are_in_charge,
    an_answer_is_given_once,
    an_old_escalation_never_fires_again,
    an_escalation_is_open_while_people_are_in_charge,
    what_was_merged_is_read_there,
    *LOSSES,
)


@dataclass
class Verdict:
    """What the judges found in some conversations, by judge."""

    cases: int = 0
    found: dict[str, list[str]] = field(default_factory=dict)

    def judge(self, case: Case, seed: object) -> None:
        """Hear every judge on `case`, played by `seed`."""
        self.cases += 1
        for judge in JUDGES:
            for sentence in judge(case):
                self.found.setdefault(judge.__name__, []).append(f"{seed}: {sentence}")

    def add(self, other: "Verdict") -> None:
        """What other judges found."""
        self.cases += other.cases
        for name, sentences in other.found.items():
            self.found.setdefault(name, []).extend(sentences)

    @property
    def sentences(self) -> list[str]:
        """All that is wrong."""
        return [sentence for found in self.found.values() for sentence in found]

    @property
    def lost(self) -> int:
        """Messages that were lost."""
        return sum(len(self.found.get(judge.__name__, ())) for judge in LOSSES)
