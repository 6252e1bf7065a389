"""What the look-up needs of words for products that editors taught. Depends on nothing."""

from typing import Protocol


class Term(Protocol):
    """The product that a text names by a word of its own; None: it only seems to name one."""

    @property
    def product(self) -> str | None: ...

    @property
    def words(self) -> str: ...


class Terms(Protocol):
    """Words for products that editors taught."""

    async def refresh(self) -> None: ...

    def find(self, text: str) -> Term | None: ...
