"""The door to copies of invoices: a link that belongs to one conversation and soon ends.

The link is signed; it works while the conversation is known to be the customer's. Depends on
identity and the backoffice.
"""

from fastapi import APIRouter, Response
from itsdangerous import BadData, URLSafeTimedSerializer

from bot.backoffice import Backoffice, CustomerNotFound, NotInvoiced, OrderNotFound, Proof
from bot.errors import BotError
from bot.identity import Identity

LASTS_S = 3600


class BadLink(BotError):
    """The link is not ours, too old, or of a conversation that is not that customer's."""

    def __init__(self) -> None:
        message = (
            "This link does not work, or not any more. Ask the assistant for a new one. / "
            "Este enlace no sirve o ha caducado. Pida otro al asistente."
        )
        super().__init__(message, 404)


class InvoiceLinks:
    """Signs links and reads them, with the service's secret."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="invoice")

    def path(self, conversation_id: str, order_number: str, language: str) -> str:
        """Where the invoice of that order is, for that conversation."""
        return f"/invoices/{self._serializer.dumps([conversation_id, order_number, language])}"

    def read(self, signed: str) -> tuple[str, str, str]:
        """Conversation, order and language of a link; `BadLink`."""
        try:
            conversation_id, number, language = self._serializer.loads(signed, max_age=LASTS_S)
        except (BadData, ValueError, TypeError) as error:
            raise BadLink from error
        return str(conversation_id), str(number), str(language)


def router(links: InvoiceLinks, identity: Identity, backoffice: Backoffice) -> APIRouter:
    """`GET /invoices/<link>`: the PDF."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/invoices/{signed}")
    async def copy(signed: str) -> Response:
        conversation_id, number, language = links.read(signed)
        owner = await identity.customer_of(conversation_id)
        if owner is None:
            raise BadLink
        try:
            found = await backoffice.invoice(number, Proof(customer_id=owner), language)
        except (OrderNotFound, CustomerNotFound, NotInvoiced) as error:
            raise BadLink from error
        headers = {
            "Content-Disposition": f'inline; filename="{found.number}.pdf"',
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
        }
        return Response(found.pdf, media_type="application/pdf", headers=headers)

    return routes
