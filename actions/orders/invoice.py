"""A copy of the invoice, as a link that is this conversation's. Depends on the backoffice."""

from actions.flow import Flow
from actions.forms import OrderForm
from actions.turn import Event, Turn
from bot.backoffice import NotInvoiced


class ValidateInvoice(OrderForm):
    """Which order."""

    form = "invoice_form"
    intent = "request_invoice"


class RequestInvoice(Flow):
    """Gives a link to the PDF, or says when there will be one."""

    form = "invoice_form"
    intent = "request_invoice"
    settles = frozenset({"utter_invoice"})

    def name(self) -> str:
        return "action_invoice"

    async def act(self, turn: Turn) -> list[Event]:
        order, proof = await self.find_order(turn), await self.proof(turn)
        try:
            invoice = await self.desk.backoffice.invoice(order.number, proof, turn.language)
        except NotInvoiced:
            said = "cancelled" if order.status == "cancelled" else "not_yet"
            turn.say(f"utter_invoice_{said}", order_number=order.number)
        else:
            path = self.desk.invoices.path(turn.conversation_id, order.number, turn.language)
            url = self.desk.settings.own_url + path
            turn.say("utter_invoice", number=invoice.number, order_number=order.number, url=url)
        await self.log(turn, "transaction")
        return []
