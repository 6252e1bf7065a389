"""The customer's door: conversations, messages, and live news over HTTP and WebSocket.

`desk` holds what can be done, `http` and `socket` the two ways in.
"""

from bot.chat.desk import ChatDesk
from bot.chat.http import router
from bot.chat.socket import socket_router

__all__ = ["ChatDesk", "router", "socket_router"]
