"""The shapes of the written contract: views as JSON, problems as `application/problem+json`.

Both sides use it: our client, and a server that answers as the contract says. Depends on the
views, the matters and the problems.
"""

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast
from urllib.parse import quote, unquote

from pydantic import TypeAdapter, ValidationError

from bot.backoffice import problems, states
from bot.backoffice.policy import UnknownReason
from bot.backoffice.proofs import Proof
from bot.backoffice.views import Verdict
from bot.errors import BotError

T = TypeVar("T")
PROBLEM_JSON = "application/problem+json"
# RFC 9457: the type is a URI; what comes after the hash is the name that the client knows.
TYPES = "urn:mostrador:problem:"
PROBLEMS: dict[str, type[BotError]] = {
    "already-registered": problems.AlreadyRegistered,
    "bad-request": problems.BadRequest,
    "customer-not-found": problems.CustomerNotFound,
    "item-not-in-order": problems.ItemNotInOrder,
    "matter-not-found": problems.MatterNotFound,
    "not-invoiced": problems.NotInvoiced,
    "order-not-found": problems.OrderNotFound,
    "return-refused": problems.ReturnRefused,
    "serial-not-found": problems.SerialNotFound,
    "slot-taken": problems.SlotTaken,
    "too-late": problems.TooLate,
    "unknown-reason": UnknownReason,
    "unknown-serial": problems.UnknownSerial,
    "unknown-word": states.UnknownWord,
    "wrong-state": states.WrongState,
}
NAMES = {kind: name for name, kind in PROBLEMS.items()}
PROOFS = {
    "email": "Customer-Email",
    "postcode": "Customer-Postcode",
    "customer_id": "Customer-Id",
}


@cache
def adapter(of: Hashable) -> TypeAdapter[Any]:
    """What reads and writes a type; made once, for making one is slow."""
    return TypeAdapter(of)


def to_json(value: Any, of: Any) -> Any:
    """A view (or a list of them) as JSON: money as text, moments with their Z."""
    return adapter(of).dump_python(value, mode="json")


def from_json(value: Any, of: type[T]) -> T:
    """A view from JSON; fields that are not known are passed over. `ShopUnavailable`."""
    try:
        found: T = adapter(cast(Hashable, of)).validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(one) for one in first["loc"])
        raise problems.ShopUnavailable(f"its answer is wrong at {place}: {first['msg']}") from error
    return found


def problem_of(error: BotError) -> dict[str, Any]:
    """An error as the body of an answer (RFC 9457)."""
    members = getattr(error, "members", {})
    shown = {
        name: to_json(value, Verdict) if isinstance(value, Verdict) else value
        for name, value in members.items()
    }
    name = NAMES.get(type(error), "failure")
    words = {"title": name.replace("-", " "), "status": error.status_code, "detail": error.message}
    # A member of its own may not stand where the standard's stand.
    shown = {f"order_{one}" if one == "status" else one: value for one, value in shown.items()}
    return {"type": TYPES + name, **words, **shown}


def error_of(body: dict[str, Any]) -> BotError:
    """The typed error of such a body; `ShopUnavailable` for one that nobody knows."""
    kind = PROBLEMS.get(str(body.get("type", "")).removeprefix(TYPES))
    detail = str(body.get("detail") or body.get("title") or "no reason given")
    if kind is None:
        return problems.ShopUnavailable(detail)
    error = kind.__new__(kind)
    BotError.__init__(error, detail, int(body.get("status", 500)))
    if isinstance(error, problems.Problem):
        error.members = _members(body)
    return error


def _members(body: dict[str, Any]) -> dict[str, Any]:
    standard = ("type", "title", "status", "detail", "instance")
    members = {name: value for name, value in body.items() if name not in standard}
    if "order_status" in members:
        members["status"] = members.pop("order_status")
    if "verdict" in members:
        members["verdict"] = from_json(members["verdict"], Verdict)
    return members


def proof_headers(proof: Proof) -> dict[str, str]:
    """A proof as headers, percent-encoded: addresses do not belong in URLs, nor in logs."""
    said = {name: getattr(proof, name) for name in PROOFS}
    return {PROOFS[name]: quote(value, safe="@+") for name, value in said.items() if value}


def proof_from(headers: Any) -> Proof:
    """The proof in the headers of a request."""
    said = {name: unquote(headers.get(header, "")) for name, header in PROOFS.items()}
    return Proof(**said)
