from bot.chat.desk import ChatDesk
from bot.chat.ending import Ending, ending_router
from bot.chat.faces import Faces
from bot.chat.files import PATH as UPLOADS
from bot.chat.files import FileDoor, files_router
from bot.chat.http import router
from bot.chat.quality import quality_router
from bot.chat.socket import socket_router
from bot.chat.waiting import waiting_router

__all__ = [
    "UPLOADS",
    "ChatDesk",
    "Ending",
    "Faces",
    "FileDoor",
    "ending_router",
    "files_router",
    "quality_router",
    "router",
    "socket_router",
    "waiting_router",
]
