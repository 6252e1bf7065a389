"""What an editor can run into, in both languages."""

from collections.abc import Sequence

from bot.editorial.words import STATES, named
from bot.errors import Spoken


class DraftNotFound(Spoken):
    """No entry of the office has that number."""

    def __init__(self, draft_id: int) -> None:
        super().__init__(
            f"There is no FAQ draft {draft_id}. Open one from the list.",
            f"No hay ningún borrador {draft_id} de la FAQ. Abra uno de la lista.",
            404,
        )


class Outdated(Spoken):
    """Somebody saved a newer version meanwhile. `current` is its number, `by` whose it is."""

    def __init__(self, seen: int, current: int, by: str) -> None:
        self.seen, self.current, self.by = seen, current, by
        super().__init__(
            f"Somebody saved version {current} while you worked on version {seen}. Your text is "
            "still here: compare the two, then save yours as the next version or take theirs.",
            f"Alguien guardó la versión {current} mientras usted trabajaba en la {seen}. Su texto "
            "sigue aquí: compare ambas y guarde la suya como versión siguiente o tome la otra.",
            409,
        )


class WrongState(Spoken):
    """That cannot be done with the entry as it is now."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(
            f"That cannot be done now: the entry is “{STATES[state]['en']}”. Reload the page.",
            f"Ahora no se puede: la entrada está «{STATES[state]['es']}». Recargue la página.",
            409,
        )


class NotApproved(Spoken):
    """Nobody has read and approved that very version."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"Version {version} is not approved. Somebody must read and approve it first.",
            f"La versión {version} no está aprobada. Alguien debe leerla y aprobarla antes.",
            409,
        )


class OwnWords(Spoken):
    """With four eyes, nobody approves what they wrote last."""

    def __init__(self) -> None:
        super().__init__(
            "You wrote this version. Somebody else must approve it.",
            "Usted escribió esta versión. Debe aprobarla otra persona.",
            403,
        )


class NotReady(Spoken):
    """Checks stand against approval; `names` are theirs."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        english = ", ".join(named(one, "en") for one in names)
        spanish = ", ".join(named(one, "es") for one in names)
        super().__init__(
            f"This cannot be approved yet: {english}.",
            f"Todavía no se puede aprobar: {spanish}.",
            422,
        )


class TooLateToUndo(Spoken):
    """It was taken back already, or something else happened since."""

    def __init__(self) -> None:
        super().__init__(
            "That cannot be undone any more: the entry was changed since, or too much time passed.",
            "Ya no se puede deshacer: la entrada cambió después o ha pasado demasiado tiempo.",
            409,
        )


class BadTime(Spoken):
    """A time at which nothing can happen any more, or retiring before publishing."""

    def __init__(self) -> None:
        super().__init__(
            "Choose a moment in the future, and a retirement after the publication.",
            "Elija un momento futuro, y una retirada posterior a la publicación.",
            422,
        )
