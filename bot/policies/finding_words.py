"""Findings in both languages: a sentence for each way in which a clause can matter.

The values in braces come from the decision. Depends on nothing of ours.
"""

FINDINGS: dict[str, dict[str, str]] = {
    "window_open": {
        "es": "Hay {days} días desde {start}, el {day}: hasta el {until}.",
        "en": "There are {days} days from {start}, {day}: until {until}.",
    },
    "window_closed": {
        "es": "Había {days} días desde {start}, el {day}: hasta el {until}. Ya han pasado.",
        "en": "There were {days} days from {start}, {day}: until {until}. They have passed.",
    },
    "withdrawal": {
        "es": "Compra a distancia: los {days} primeros días, hasta el {until}, son derecho legal.",
        "en": "Distance purchase: the first {days} days, until {until}, are a legal right.",
    },
    "withdrawal_over": {
        "es": "Los {days} días del derecho legal acabaron el {until}.",
        "en": "The {days} days of the legal right ended on {until}.",
    },
    "condition_taken": {
        "es": "Se acepta {condition}.",
        "en": "It is accepted {condition}.",
    },
    "condition_not_taken": {
        "es": "Se acepta {accepted}; este llega {condition}.",
        "en": "It is accepted {accepted}; this one comes {condition}.",
    },
    "opened_hygiene": {
        "es": "Es un artículo de higiene y llega {condition}.",
        "en": "It is a hygiene item and comes {condition}.",
    },
    "value_loss": {
        "es": "Llega {condition}: se puede descontar hasta un {percent} % del precio, {amount}.",
        "en": "It comes {condition}: up to {percent}% of the price may be deducted, {amount}.",
    },
    "pick_up": {
        "es": "La recogida a domicilio cuesta {amount}.",
        "en": "Collection from home costs {amount}.",
    },
    "drop_off": {
        "es": "Llevarlo a una tienda cuesta {amount}.",
        "en": "Taking it to a shop costs {amount}.",
    },
    "free": {
        "es": "El motivo es que {reason}: la recogida es gratuita y no se descuenta nada.",
        "en": "The reason is that {reason}: collection is free and nothing is deducted.",
    },
    "not_free": {
        "es": "El motivo es que {reason}: la recogida no es gratuita.",
        "en": "The reason is that {reason}: collection is not free.",
    },
    "fault_remedies": {
        "es": "Puede elegir entre {remedies}.",
        "en": "The choice is between {remedies}.",
    },
    "repaired": {
        "es": "Pasado el plazo de devolución, lo que falla se repara.",
        "en": "Once the return period is over, what fails is repaired.",
    },
    "not_repaired": {
        "es": "Pasado el plazo, con este motivo no cabe la reparación en garantía.",
        "en": "Once the period is over, this reason is no case for a repair in guarantee.",
    },
    "guarantee_on": {
        "es": "La garantía dura {months}: hasta el {until}.",
        "en": "The guarantee lasts {months}: until {until}.",
    },
    "guarantee_over": {
        "es": "La garantía duraba {months}: hasta el {until}.",
        "en": "The guarantee lasted {months}: until {until}.",
    },
    "guarantee_starts": {
        "es": "Se cuenta desde {start}, el {day}.",
        "en": "It counts from {start}, {day}.",
    },
    "workshop": {
        "es": "Pasó {days} días en el taller, que no consumen garantía.",
        "en": "It spent {days} days in the workshop, which do not use up the guarantee.",
    },
    "presumed": {
        "es": "Hasta el {until} se presume que el defecto es de origen: no hay que probarlo.",
        "en": "Until {until} the defect is presumed to be original: it need not be proved.",
    },
    "not_presumed": {
        "es": "Desde el {until} podemos pedir algún indicio de que el defecto es de origen.",
        "en": "Since {until} we may ask for some evidence that the defect is original.",
    },
    "cause": {
        "es": "La causa es {cause}: no está cubierta.",
        "en": "The cause is {cause}: it is not covered.",
    },
    "repeated": {
        "es": "Es la misma avería reparada el {day}: respondemos de ella hasta el {until}.",
        "en": "It is the same fault that was repaired on {day}: we answer for it until {until}.",
    },
    "not_repeated": {
        "es": "Respondimos de la reparación del {day} hasta el {until}.",
        "en": "We answered for the repair of {day} until {until}.",
    },
    "proof_held": {
        "es": "La prueba de compra la tenemos nosotros.",
        "en": "We hold the proof of purchase.",
    },
    "proof_given": {
        "es": "Sirve como prueba de compra: {proof}.",
        "en": "It will do as proof of purchase: {proof}.",
    },
    "proof_missing": {
        "es": "Hace falta una prueba de compra: {proofs}.",
        "en": "Proof of purchase is needed: {proofs}.",
    },
    "diagnosis": {
        "es": "Fuera de garantía, el diagnóstico cuesta {amount}.",
        "en": "Outside the guarantee, the diagnosis costs {amount}.",
    },
    "repair_range": {
        "es": "Fuera de garantía, suele quedar entre {least} y {most}.",
        "en": "Outside the guarantee, it usually comes to between {least} and {most}.",
    },
    "home_repair": {
        "es": "Este aparato se repara a domicilio.",
        "en": "This appliance is repaired at home.",
    },
    "workshop_repair": {
        "es": "Este aparato se repara en el taller.",
        "en": "This appliance is repaired in the workshop.",
    },
    "refund_by": {
        "es": "Llegó el {day} y hay {days} días para devolver el dinero: hasta el {until}.",
        "en": "It arrived on {day} and there are {days} days to pay the money back: until {until}.",
    },
    "refund_late": {
        "es": "Llegó el {day} y había {days} días para devolver el dinero: hasta el {until}.",
        "en": "It arrived on {day} and there were {days} days to pay the money back: until "
        "{until}.",
    },
    "refund_once_here": {
        "es": "Desde que llegue el producto hay {days} días para devolver el dinero.",
        "en": "Once the product arrives there are {days} days to pay the money back.",
    },
    "cancelled_by": {
        "es": "Se canceló el {day} y hay {days} días laborables para devolver el dinero: hasta "
        "el {until}.",
        "en": "It was cancelled on {day} and there are {days} working days to pay the money "
        "back: until {until}.",
    },
    "cancelled_late": {
        "es": "Se canceló el {day} y había {days} días laborables para devolver el dinero: hasta "
        "el {until}.",
        "en": "It was cancelled on {day} and there were {days} working days to pay the money "
        "back: until {until}.",
    },
    "cancelled": {
        "es": "Un pedido cancelado se devuelve en {days} días laborables.",
        "en": "A cancelled order is paid back within {days} working days.",
    },
    "means": {
        "es": "Se devuelve por este medio: {means}.",
        "en": "It is paid back by this means: {means}.",
    },
    "means_refused": {
        "es": "No se devuelve por este medio ({asked}); se devuelve así: {means}.",
        "en": "It is not paid back by that means ({asked}) but by this: {means}.",
    },
    "voucher": {
        "es": "Si lo pide, un vale de {amount}, válido {months}.",
        "en": "On request, a voucher of {amount}, valid for {months}.",
    },
    "exchange": {
        "es": "Puede cambiarse por otro.",
        "en": "It may be exchanged for another.",
    },
    "no_exchange": {
        "es": "En las compras de la web no hay cambio directo: se devuelve y se pide otro.",
        "en": "Purchases from the website are not exchanged directly: return it and order again.",
    },
    "delivery_too": {
        "es": "También se devuelve el gasto de envío ordinario.",
        "en": "The standard delivery charge is paid back too.",
    },
    "delivery_not": {
        "es": "El gasto de envío no se devuelve.",
        "en": "The delivery charge is not paid back.",
    },
    "bank": {
        "es": "Después, el medio de pago tarda hasta {days} días laborables: el {until}.",
        "en": "After that the means of payment takes up to {days} working days: {until}.",
    },
    "bank_time": {
        "es": "Después, el medio de pago tarda hasta {days} días laborables.",
        "en": "After that the means of payment takes up to {days} working days.",
    },
}
