"""The door that Rasa calls: `POST /webhook` runs one action and answers in Rasa's shapes.

Rasa swallows whatever is not 200, 400 with its own two keys, or in time, and the customer
would hear nothing: every other failure becomes an apology and a person. Depends on the
actions and rasa_sdk's executor.
"""

import asyncio
import hmac
import json
import zlib
from typing import Any

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

import actions
from actions import matters
from actions.desk import Desk

log = structlog.get_logger()
APOLOGY = {
    "events": [{"event": "active_loop", "name": None, "timestamp": None}],
    "responses": [
        {"response": "utter_action_failed", "custom": {"handoff": {"reason": "system_failure"}}}
    ],
}


def executor(desk: Desk) -> ActionExecutor:
    """An executor that knows the actions over `desk` and nothing else."""
    made = ActionExecutor()
    for action in actions.build(desk):
        made.register_action(action)
    return made


def router(desk: Desk) -> APIRouter:
    """The route `/webhook` over `desk`; the token is that of its settings."""
    return webhook_router(
        executor(desk), desk.settings.webhook_token, desk.settings.action_timeout_s
    )


def webhook_router(runs: ActionExecutor, token: str, timeout_s: float) -> APIRouter:
    """`POST /webhook` for callers that show `Authorization: Bearer <token>`."""
    routes = APIRouter()
    expected = f"Bearer {token}".encode()

    @routes.post("/webhook", include_in_schema=False)
    async def webhook(request: Request) -> JSONResponse:
        shown = request.headers.get("authorization", "").encode()
        if not token or not hmac.compare_digest(shown, expected):
            return JSONResponse({"error": "The token is wrong or missing."}, 401)
        call = await read_call(request)
        if call is None:
            return JSONResponse({"error": "The body is no action call.", "action_name": ""}, 400)
        return await answer(runs, call, timeout_s)

    return routes


async def read_call(request: Request) -> dict[str, Any] | None:
    """The action call in the body, deflated or not; None when there is none."""
    body = await request.body()
    try:
        if request.headers.get("content-encoding") == "deflate":
            body = zlib.decompress(body)
        call = json.loads(body)
    except (zlib.error, ValueError):
        return None
    # Without it the SDK asks for the domain with a status that Rasa 3.6 does not know.
    return {"domain": {}, **call} if isinstance(call, dict) else None


async def answer(runs: ActionExecutor, call: dict[str, Any], timeout_s: float) -> JSONResponse:
    """Run the action in time, or apologise."""
    name = str(call.get("next_action"))
    try:
        async with asyncio.timeout(timeout_s):
            result = await runs.run(call)
    except ActionExecutionRejection as error:
        return JSONResponse({"error": error.message, "action_name": error.action_name}, 400)
    except ActionNotFoundException as error:
        return JSONResponse({"error": error.message, "action_name": error.action_name}, 404)
    except Exception:
        log.exception("action_failed", action=name, conversation=call.get("sender_id"))
        return JSONResponse(APOLOGY)
    found = result.model_dump() if result else {"events": [], "responses": []}
    matters.take_up(call, found)
    for response in found["responses"]:
        response["text"] = in_one_piece(response.get("text"))
    return JSONResponse(found)


def in_one_piece(text: str | None) -> str | None:
    """`text` without the blank lines at which Rasa's REST channel would cut it in messages.

    A line with a space in it is blank to Markdown and not to Rasa.
    """
    return text.replace("\n\n", "\n \n") if text else text
