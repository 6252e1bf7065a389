"""The content teams' door: manuals in, versions of the knowledge out, at /api/content.

It changes files and versions and reads no conversation. Work that takes long runs as
`python -m kb_ingest` in a process of its own. Depends on bot.knowledge, agents and settings.
"""

from bot.content.http import UPLOADS, install

__all__ = ["UPLOADS", "install"]
