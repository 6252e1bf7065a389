"""A small mailbox server over a real socket: as much of IMAP (RFC 9051) as a reader needs."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

NAME, PASSWORD = "counter", "secret"


@dataclass
class ImapServer:
    """A mailbox: mails by their number; `seen` those that somebody opened. `asked` are the
    commands it got, without passwords; `refuse` is a command that it will not do."""

    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    validity: int = 7
    asked: list[str] = field(default_factory=list)
    refuse: str = ""
    port: int = 0

    def put(self, raw: bytes, *, seen: bool = False) -> int:
        """A mail arrives; its number."""
        uid = max(self.mails, default=0) + 1
        self.mails[uid] = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        if seen:
            self.seen.add(uid)
        return uid

    @property
    def url(self) -> str:
        return f"imap://{NAME}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client."""
        writer.write(b"* OK ready\r\n")
        while line := (await reader.readline()).decode().strip():
            tag, _, command = line.partition(" ")
            self.asked.append(re.sub(r"(?i)^login .*", "LOGIN", command))
            answer, state = self._answer(command)
            writer.write(answer + f"{tag} {state}\r\n".encode())
            await writer.drain()
            if command.upper().startswith("LOGOUT"):
                break
        writer.close()

    def _answer(self, command: str) -> tuple[bytes, str]:
        words = command.upper().split()
        verb = words[1] if words[0] == "UID" else words[0]
        if verb == self.refuse:
            return b"", "NO not now"
        if verb == "LOGIN":
            right = command.split(" ", 1)[1] == f'{NAME} "{PASSWORD}"'
            return b"", "OK welcome" if right else "NO wrong"
        told = {
            "CAPABILITY": lambda: b"* CAPABILITY IMAP4rev1\r\n",
            "SELECT": self._selected,
            "SEARCH": lambda: self._found(words),
            "FETCH": lambda: self._fetched(int(words[2]), command),
            "STORE": lambda: self._stored(words),
            "LOGOUT": lambda: b"* BYE\r\n",
        }
        return (told[verb](), "OK done") if verb in told else (b"", "BAD unknown")

    def _selected(self) -> bytes:
        lines = (
            f"{len(self.mails)} EXISTS",
            f"OK [UIDVALIDITY {self.validity}]",
            f"OK [UIDNEXT {max(self.mails, default=0) + 1}]",
        )
        return "".join(f"* {one}\r\n" for one in lines).encode()

    def _found(self, words: list[str]) -> bytes:
        if "UNSEEN" in words:
            uids = sorted(set(self.mails) - self.seen)
        else:
            first = int(words[-1].partition(":")[0])
            uids = [uid for uid in self.mails if uid >= first]
            # "n:*" is a range with its ends in any order: the last mail is always in it.
            uids = uids or [max(self.mails)] if self.mails else []
        return ("* SEARCH " + " ".join(map(str, uids)) + "\r\n").encode()

    def _fetched(self, uid: int, command: str) -> bytes:
        raw = self.mails[uid]
        if "RFC822.SIZE" in command:
            return f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(raw)})\r\n".encode()
        if "HEADER" in command:
            raw = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        head = f"* {uid} FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode()
        return head + raw + b")\r\n"

    def _stored(self, words: list[str]) -> bytes:
        self.seen |= {int(uid) for uid in words[2].split(",")}
        return b""


@asynccontextmanager
async def imap_server() -> AsyncIterator[ImapServer]:
    """A server with an empty mailbox on a free port."""
    box = ImapServer()
    server = await asyncio.start_server(box.serve, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box
