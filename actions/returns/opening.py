"""Opening a return, or saying why not, by clause, and what else there is.

Depends on the backoffice, the policies and the wording.
"""

from dataclasses import replace
from typing import Any

from rasa_sdk.events import SlotSet

from actions import pick_up, wording
from actions.flow import Flow
from actions.forms import CONFIRMED, REQUESTED, gathered, handed
from actions.returns import telling
from actions.returns.form import ANSWERS, PICK_UP, WITHOUT_RETURN, ValidateReturn
from actions.returns.items import as_request, lines
from actions.returns.judging import Judged, judge
from actions.turn import Event, Turn
from bot.backoffice import (
    Address,
    Claim,
    ClaimRequest,
    Order,
    Return,
    ReturnRefused,
    ReturnRequest,
    local_day,
)
from bot.policies import Decision, RefundAsked, ReturnAsked
from bot.policies.decisions import EXCEPTIONS, RETURN_CODES
from bot.policies.returns import WAYS

CLAIMS = {"wrong_item": "wrong"}
# What is offered besides a person where the policy says no, by the verdict's code.
ELSE = {
    "not_delivered": ("order_status", "cancel_order"),
    "outside_window": ("check_warranty",),
    "faulty_in_guarantee": ("request_repair",),
    "order_cancelled": ("request_refund",),
    "already_returned": ("request_refund",),
    "already_open": ("return_status",),
    "not_returnable": ("check_warranty",),
    "condition_refused": ("check_warranty",),
}
REFUSED = tuple(one for one in RETURN_CODES if one != "inside_window")
"""The verdicts that say no; each has a response of its own."""
REFUSALS = frozenset(f"utter_return_{code}" for code in REFUSED) | {"utter_return_repair"}
REASON = "policy_exception"
FORGOTTEN = (*ANSWERS, REQUESTED)


class OpenReturn(Flow):
    """Opens the return, a claim, or both; hands an exception to a person; or says why not."""

    form = ValidateReturn.form
    intent = ValidateReturn.intent
    settles = frozenset(f"utter_return_opened_{way}" for way in WAYS) | {"utter_claim_opened"}

    def name(self) -> str:
        return "action_open_return"

    def ready(self, turn: Turn) -> bool:
        known = turn.slot("return_items") and turn.slot("return_reason")
        return bool(super().ready(turn) and known)

    def settles_with(self, said: set[str]) -> bool:
        """A claim that is put on record beside a refusal settles nothing."""
        return super().settles_with(said) and not said & REFUSALS

    async def act(self, turn: Turn) -> list[Event]:
        order, wish = await self.find_order(turn), turn.slot("return_wish")
        if wish == "exception":
            return await self._hand_over(turn)
        judged = self._judge(turn, order)
        if not judged.allowed:
            return await self._refuse(turn, order, judged)
        if wish not in WITHOUT_RETURN and not turn.slot(CONFIRMED):
            turn.say("utter_return_not_opened")
            return await self._done(turn, judged, "transaction")
        claim = await self._claim(turn, order, judged)
        if wish in WITHOUT_RETURN:
            self._say_without(turn, wish, claim)
        else:
            await self._open(turn, order, judged)
        return await self._done(turn, judged, "transaction")

    def _judge(self, turn: Turn, order: Order) -> Judged:
        way = turn.slot("return_way") or PICK_UP
        asked = ReturnAsked(turn.slot("return_reason"), turn.slot("return_condition"), way)
        chosen = lines(order, turn.slot("return_items"))
        return judge(self.desk.policies, order, chosen, asked, self.desk.backoffice.today())

    async def _open(self, turn: Turn, order: Order, judged: Judged) -> None:
        asked = ReturnRequest(
            as_request(turn.slot("return_items")),
            turn.slot("return_reason"),
            turn.slot("return_condition"),
            turn.slot("return_wish"),
            turn.slot("return_way"),
            address=self._address(turn, order),
        )
        proof, key = await self.proof(turn), turn.ids["message_id"]
        try:
            opened = await self.desk.backoffice.open_return(order.number, proof, asked, key)
        except ReturnRefused:
            # Somebody was quicker, or the shop's own rules say no.
            turn.say("utter_return_not_possible")
            return
        self._say_opened(turn, order, judged, opened)

    def _address(self, turn: Turn, order: Order) -> Address | None:
        """Where it is collected, if not where the order went."""
        fetched = turn.slot("return_way") == PICK_UP
        return pick_up.asked(turn, order.address, order.country) if fetched else None

    def _say_opened(self, turn: Turn, order: Order, judged: Judged, opened: Return) -> None:
        turn.say(
            f"utter_return_opened_{opened.way}",
            return_number=opened.number,
            items=telling.named(judged.items),
            label=opened.label or "-",
            address=pick_up.told(opened.address or order.address, turn.language),
            cost=telling.price(opened.shipping_cost_eur, turn.language),
            days=str(self._days_to_hand_over(order)),
            next=self._next(turn, order, judged, opened),
        )

    def _days_to_hand_over(self, order: Order) -> int:
        figures = self.desk.policies.on("returns", local_day(order.placed_at)).figures
        return int(figures.hand_over_days.root[-1].value)  # type: ignore[attr-defined]

    def _next(self, turn: Turn, order: Order, judged: Judged, opened: Return) -> str:
        """When the money or the other one comes, with the clauses."""
        if opened.wish == "exchange":
            return wording.EXCHANGE_NEXT[turn.language]
        today = self.desk.backoffice.today()
        item = replace(judged.items[0], return_status="requested")
        asked = ReturnAsked(opened.reason, opened.condition, opened.way)
        money = RefundAsked(asked, today, means="voucher" if opened.wish == "voucher" else None)
        decision = self.desk.policies.decide_refund(order, item, money, today)
        told = [one for one in decision.findings if one.kind in ("refund_once_here", "bank_time")]
        return telling.clauses(told, turn.language, self.desk.settings.own_url)

    async def _claim(self, turn: Turn, order: Order, judged: Judged) -> Claim | None:
        """What was wrong on arrival is written down, whatever becomes of it."""
        if turn.opening_intent(self.form) != "report_damaged":
            return None
        reason = turn.slot("return_reason")
        request = ClaimRequest(
            CLAIMS.get(reason, "damaged"),
            turn.slot("claim_text") or telling.listed(reason, turn.language),
            order.number,
            judged.items[0].product_id,
        )
        proof, key = await self.proof(turn), turn.ids["message_id"]
        return await self.desk.backoffice.open_claim(request, proof, key)

    def _say_without(self, turn: Turn, wish: str, claim: Claim | None) -> None:
        """A repair, or a claim alone."""
        if claim:
            turn.say("utter_claim_opened", claim_number=claim.number)
        if wish == "repair":
            turn.say("utter_return_repair")

    async def _refuse(self, turn: Turn, order: Order, judged: Judged) -> list[Event]:
        """Why not, in the policy's words, and what else there is."""
        claim = await self._claim(turn, order, judged)
        decision = self._say_refused(turn, order, judged)
        if claim:
            turn.say("utter_claim_opened", claim_number=claim.number)
        kept = decision.code in EXCEPTIONS
        return await self._done(turn, judged, "transaction", forget=not kept)

    def _say_refused(self, turn: Turn, order: Order, judged: Judged) -> Decision:
        """The first verdict in its own words, with its clauses below."""
        item, decision = judged.refused[0]
        named = telling.named(each for each, one in judged.refused if one.code == decision.code)
        below = telling.clauses(decision.findings, turn.language, self.desk.settings.own_url)
        turn.say(
            f"utter_return_{decision.code}",
            item=named,
            return_number=item.return_number or "-",
            until=wording.day(decision.until, turn.language),
            clauses=f"\n\n{below}" if below else "",
            buttons=self._else(turn, order, decision.code),
        )
        return decision

    def _else(self, turn: Turn, order: Order, code: str) -> list[wording.Button]:
        """What else there is, an exception and a person last."""
        can_cancel = order.status == "processing"
        intents = [one for one in ELSE.get(code, ()) if one != "cancel_order" or can_cancel]
        buttons = [wording.transaction(one, turn.language) for one in intents]
        if code in EXCEPTIONS:
            title = wording.EXCEPTION[turn.language]
            buttons.append(wording.answer(title, "return_wish", "exception", self.intent))
        return [*buttons, wording.person(turn.language)]

    async def _hand_over(self, turn: Turn) -> list[Event]:
        """A person decides on an exception, with all that was gathered."""
        known = await gathered(self.desk, turn)
        attached = handed(turn, REASON)
        turn.say("utter_exception_handoff", known=known, attached=attached)
        await self.log(turn, "escalated", reason=REASON)
        return [SlotSet(name, None) for name in FORGOTTEN]

    async def _done(
        self, turn: Turn, judged: Judged, outcome: str, forget: bool = True
    ) -> list[Event]:
        """Log it; the product stays in mind, the answers only for an exception."""
        product = judged.items[0].product_id
        await self.log(turn, outcome, product=product)
        names: tuple[str, ...] = FORGOTTEN if forget else (REQUESTED,)
        events: list[Any] = [SlotSet(name, None) for name in names]
        return [*events, SlotSet("product", product)]
