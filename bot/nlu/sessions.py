"""Keeps the connection to the action server open between calls.

Rasa makes a client session, and with it a TCP connection, for every action call. The session
of an endpoint is made once instead; a connection idle for longer than the service keeps it
(5 s) is never used again. Depends on Rasa and its aiohttp.
"""

from __future__ import annotations

from types import TracebackType

import aiohttp
from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig

IDLE_S = 3.0
KEPT = "_kept_session"


class Lent:
    """A session that outlives the `async with` in which Rasa uses it."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """The next call uses it again."""


def session(endpoint: EndpointConfig) -> Lent:
    """The one session of `endpoint`, with its headers and Rasa's own time limit."""
    kept: aiohttp.ClientSession | None = endpoint.__dict__.get(KEPT)
    if kept is None or kept.closed:
        auth = endpoint.basic_auth and aiohttp.BasicAuth(**endpoint.basic_auth)
        kept = aiohttp.ClientSession(
            headers=endpoint.headers,
            auth=auth or None,
            timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
            connector=aiohttp.TCPConnector(keepalive_timeout=IDLE_S),
        )
        endpoint.__dict__[KEPT] = kept
    return Lent(kept)


def keep_open() -> None:
    """From now on, for every endpoint of this process."""
    EndpointConfig.session = session
