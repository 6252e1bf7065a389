"""What can go wrong with one source file. Depends on nothing."""


class ReadError(Exception):
    """A file that cannot be read. The message says what is wrong and what to do about it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
