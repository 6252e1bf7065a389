"""What a joined mail brings about besides its words: files that are kept, and danger that is told.

Depends on files, states, the mails, and on the sentence that the widget says too.
"""

from collections.abc import Callable
from typing import Any

from bot.conversations import MessageDraft, States, Transcript
from bot.files import Files
from bot.mail.mails import Mails
from bot.words import say


class Attaching:
    """Keeps a customer's file that came by mail, with the checks of any other one."""

    def __init__(self, files: Files) -> None:
        self._files = files

    async def __call__(self, conversation_id: str, name: str, data: bytes) -> dict[str, Any]:
        """The file as a message has it; `FileRefused` where it is not taken."""
        taken = await self._files.take(conversation_id, "customer", name, data)
        [told] = await self._files.told(conversation_id, [taken.id])
        return told.as_dict()


class Urging:
    """Makes a matter urgent whose customer writes of danger, and answers at once what to do."""

    def __init__(
        self,
        states: States,
        transcript: Transcript,
        mails: Mails,
        is_danger: Callable[[str], bool],
    ) -> None:
        self._states = states
        self._transcript = transcript
        self._mails = mails
        self._is_danger = is_danger

    async def __call__(self, conversation_id: str, text: str) -> None:
        """Look at the words of a mail that has joined."""
        if not self._is_danger(text):
            return
        language = (await self._transcript.get(conversation_id)).language
        words = say("danger_waiting", language)
        notice = MessageDraft("system", words, data={"notice": "danger"})
        message = await self._states.urge(conversation_id, notice)
        if message:
            await self._mails.notice(conversation_id, message)
