"""What all forms have in common: how they listen, whose an order is, corrections, pieces.

`form` is the rules of listening, `filling` the slots meanwhile, `orders` and `serials` say whose
something is, `question` is what asks and `questions` asks for it; `choices`, `corrections`,
`pieces` and `confirming` read words, `handover` tells a person what is known. Depends on the
desk, the turn, identity and the backoffice.
"""

from actions.forms.confirming import CONFIRMED, read_confirmed
from actions.forms.filling import PATIENCE, REQUESTED, Filling
from actions.forms.form import ASIDES, SURE, TRANSACTIONS, Form, Reader, own_words
from actions.forms.handover import gathered, handed
from actions.forms.orders import OrderForm, know
from actions.forms.questions import AskEmail, AskOrderNumber
from actions.forms.serials import find_owned

__all__ = [
    "ASIDES",
    "CONFIRMED",
    "PATIENCE",
    "REQUESTED",
    "SURE",
    "TRANSACTIONS",
    "AskEmail",
    "AskOrderNumber",
    "Filling",
    "Form",
    "OrderForm",
    "Reader",
    "find_owned",
    "gathered",
    "handed",
    "know",
    "own_words",
    "read_confirmed",
]
