"""What can be wrong with a wish about groups, in both languages. Depends on `bot.errors`."""

from bot.errors import Spoken


class GroupNotFound(Spoken):
    """There is no such group."""

    def __init__(self, group_id: int) -> None:
        super().__init__(
            f"There is no question group {group_id}: choose one from the list.",
            f"No existe el grupo de preguntas {group_id}: elija uno de la lista.",
            404,
        )


class EditNotFound(Spoken):
    """There is no such edit, or it was undone."""

    def __init__(self, edit_id: int) -> None:
        super().__init__(
            f"There is no change {edit_id} that could be undone: it was undone before.",
            f"No hay ningún cambio {edit_id} que deshacer: ya se deshizo.",
            409,
        )


class NothingToMerge(Spoken):
    """All that was named is one group."""

    def __init__(self) -> None:
        super().__init__(
            "Choose at least two different groups to merge.",
            "Elija al menos dos grupos distintos para unirlos.",
            422,
        )


class NothingToMove(Spoken):
    """No question to take out was named, or all of the group were."""

    def __init__(self) -> None:
        super().__init__(
            "Choose some of the group's questions, but not all of them.",
            "Elija algunas preguntas del grupo, pero no todas.",
            422,
        )


class NoSuchMark(Spoken):
    """A mark that there is not."""

    def __init__(self, mark: str) -> None:
        super().__init__(
            f"{mark!r} is no mark of a group: use open, person_only or no_question.",
            f"{mark!r} no es una marca de grupo: use open, person_only o no_question.",
            422,
        )
