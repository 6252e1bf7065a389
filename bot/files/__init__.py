"""Files that customers and agents send each other: taken, checked, kept, and given back.

`kinds` tells what a file is by its content, `pictures` makes pictures anew, `documents` looks into
PDFs, `shelf` holds the bytes on disk, `tables` the row, `store` joins them, `http` has the doors,
`words` what a refusal says in both languages. Depends on `bot.database` and conversations.
"""

from bot.files.kinds import ACCEPTED
from bot.files.store import Files, FileTold
from bot.files.tables import StoredFile
from bot.files.words import FileNotFound, FileRefused

__all__ = ["ACCEPTED", "FileNotFound", "FileRefused", "FileTold", "Files", "StoredFile"]
