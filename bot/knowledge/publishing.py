"""Putting a version in use, and going back: what may be published, and what it leaves behind.

The commands and the content teams' door both come through here. Depends on versions,
history, verdict and notices.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.history import Entry, ever_published, published_stack, read_log
from bot.knowledge.notices import Notice
from bot.knowledge.verdict import Verdict, kept_verdict
from bot.knowledge.versions import (
    KEPT_VERSIONS,
    KnowledgeError,
    current_id,
    find_version,
    list_versions,
    publish,
    read_version,
)

MARGIN = 0.02


@dataclass(frozen=True, slots=True)
class Publisher:
    """Changes which version of `index_dir` is in use.

    Where `checked` is true, a version needs a verdict against the one in use that it passed,
    or a reason why it is published without.
    """

    index_dir: Path
    checked: bool = True
    keep: int = KEPT_VERSIONS

    def publish(self, name: str, who: str, override: str = "") -> Entry:
        """Put a version in use; `Notice` (404, 409) where that may not be."""
        version = find_version(self.index_dir, name)
        current = current_id(self.index_dir)
        if version == current:
            raise Notice("in_use_already", 409, version=version)
        verdict = kept_verdict(self.index_dir, version)
        problem = self._problem(version, current, verdict)
        if problem and not override:
            raise problem
        return publish(
            self.index_dir,
            version,
            keep=self.keep,
            who=who,
            action="overridden" if problem else "published",
            reason=override,
            scores=verdict.values if verdict else None,
        )

    def _problem(self, version: str, current: str | None, verdict: Verdict | None) -> Notice | None:
        if not self.checked or current is None:
            return None
        if verdict is None or (verdict.against and verdict.against != current):
            return Notice("not_checked", 409, version=version)
        if verdict.passed:
            return None
        worse = ", ".join(f"{one.name} {one.before:.3f} → {one.after:.3f}" for one in verdict.worse)
        return Notice("not_good_enough", 409, version=version, worse=worse, margin=verdict.margin)

    def rollback(self, who: str, to: str = "", reason: str = "") -> Entry:
        """Go back to the version that was in use before this one, or to `to`, once in use."""
        current = current_id(self.index_dir)
        if current is None:
            raise Notice("no_versions", 404, index=self.index_dir)
        target = self._named(to, current) if to else self._previous(current)
        return publish(
            self.index_dir, target, keep=self.keep, who=who, action="rolled_back", reason=reason
        )

    def _named(self, name: str, current: str) -> str:
        version = find_version(self.index_dir, name)
        if version == current:
            raise Notice("in_use_already", 409, version=version)
        if version not in ever_published(read_log(self.index_dir), current):
            raise Notice("never_published", 409, version=version)
        return version

    def _previous(self, current: str) -> str:
        there = set(list_versions(self.index_dir))
        stack = published_stack(read_log(self.index_dir), current)
        before = [one for one in stack if one in there and one != current and self._is_whole(one)]
        if not before:
            raise Notice("nothing_before", 409, version=current)
        return before[-1]

    def _is_whole(self, version: str) -> bool:
        """Whether this program can read it: going back must not lead to nothing."""
        try:
            read_version(self.index_dir, version)
        except KnowledgeError:
            return False
        return True
