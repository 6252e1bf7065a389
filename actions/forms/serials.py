"""Whose a product is, by its serial number and the e-mail or postcode of its purchase.

Depends on identity, the backoffice and what forms about orders know.
"""

from actions.desk import Desk
from actions.forms.filling import Filling
from actions.forms.orders import PROOFS, not_identified
from actions.turn import Turn
from bot.backoffice import Owned, SerialNotFound
from bot.identity import NotIdentified


async def find_owned(desk: Desk, turn: Turn, filling: Filling) -> Owned | None:
    """The product with the serial number that was given, once it is known whose it is.

    None while the e-mail or postcode is missing, or when they do not belong together: then that
    is said and counted, and neither is kept.
    """
    serial = filling["serial_number"]
    said = filling["email"] or filling["postcode"]
    if serial is None:
        return None
    if filling.owner:
        try:
            return await desk.backoffice.find_serial(serial, filling.proof)
        except SerialNotFound:
            pass
    if said is None:
        return None
    try:
        owned = await desk.identity.by_serial(turn.conversation_id, serial, said)
    except NotIdentified as refused:
        not_identified(turn, filling, refused, "utter_serial_not_identified", serial)
        filling.forget("serial_number", *PROOFS)
        return None
    if owned.order_number:
        # A registration alone shows nobody's purchases: see bot/identity.py.
        filling.owner, filling["identified"] = owned.customer_id, True
    return owned
