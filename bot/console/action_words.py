"""Agents' actions in the shop, in words of both languages. Depends on nothing of ours."""

# ruff: noqa: E501
WORDS: dict[str, dict[str, str]] = {
    "title": {"es": "Gestiones", "en": "Back office"},
    "to_matters": {"es": "Ir a las gestiones", "en": "Go to the back office"},
    "identify": {"es": "Identificar al cliente", "en": "Identify the customer"},
    "identify_why": {"es": "Nadie identificado todavía. Con un número de pedido y su correo o código postal se abre el resto.", "en": "Nobody is identified yet. An order number with its e-mail or postcode opens the rest."},
    "order_number": {"es": "Número de pedido", "en": "Order number"},
    "proof": {"es": "Correo o código postal", "en": "E-mail or postcode"},
    "identified": {"es": "Identificado: {name}", "en": "Identified: {name}"},
    "return": {"es": "Devolución", "en": "Return"},
    "refund": {"es": "Reembolso", "en": "Refund"},
    "warranty": {"es": "Garantía", "en": "Guarantee"},
    "repair": {"es": "Reparación", "en": "Repair"},
    "order": {"es": "Pedido", "en": "Order"},
    "item": {"es": "Artículo", "en": "Item"},
    "quantity": {"es": "Cuántos", "en": "How many"},
    "reason": {"es": "Motivo", "en": "Reason"},
    "condition": {"es": "Estado", "en": "Condition"},
    "condition_unknown": {"es": "no se sabe", "en": "not known"},
    "wish": {"es": "Quiere", "en": "Wants"},
    "way": {"es": "Cómo vuelve", "en": "Way back"},
    "verdict": {"es": "Qué dice la política", "en": "What the policy says"},
    "may": {"es": "Se puede", "en": "Allowed"},
    "may_not": {"es": "No se puede", "en": "Not allowed"},
    "cost": {"es": "Coste para el cliente: {amount}", "en": "Cost to the customer: {amount}"},
    "pays_back": {"es": "Se le devuelven {amount}", "en": "{amount} is paid back"},
    "holds": {"es": "se cumple", "en": "met"},
    "fails": {"es": "no se cumple", "en": "not met"},
    "open_return": {"es": "Abrir la devolución", "en": "Open the return"},
    "open_anyway": {"es": "Abrir como excepción", "en": "Open as an exception"},
    "why": {"es": "Motivo de la excepción (queda registrado)", "en": "Reason for the exception (kept on record)"},
    "why_missing": {"es": "Escriba por qué se hace una excepción.", "en": "Write why an exception is made."},
    "no_exception": {"es": "Aquí no cabe una excepción.", "en": "No exception can be made here."},
    "opened": {"es": "Devolución {number} abierta", "en": "Return {number} opened"},
    "tell": {"es": "Decírselo al cliente", "en": "Tell the customer"},
    "look": {"es": "Consultar", "en": "Look up"},
    "serial": {"es": "Número de serie", "en": "Serial number"},
    "repair_number": {"es": "Número de reparación", "en": "Repair number"},
    "no_orders": {"es": "No tiene pedidos.", "en": "There are no orders."},
    "no_refunds": {"es": "No hay reembolsos de este pedido.", "en": "There is no refund for this order."},
    "expected": {"es": "a más tardar el {day}", "en": "by {day}"},
    "done_on": {"es": "hecho el {day}", "en": "done on {day}"},
    "means": {"es": "por {means}", "en": "by {means}"},
    "placed": {"es": "Hecho el {day}", "en": "Placed on {day}"},
    "shipped": {"es": "Enviado el {day}", "en": "Shipped on {day}"},
    "delivered": {"es": "Entregado el {day}", "en": "Delivered on {day}"},
    "due": {"es": "Previsto para el {day}", "en": "Expected on {day}"},
    "parcel": {"es": "{carrier}, seguimiento {tracking}", "en": "{carrier}, tracking {tracking}"},
    "total": {"es": "Total {amount}", "en": "Total {amount}"},
    "slot": {"es": "Cita: {when}", "en": "Appointment: {when}"},
    "covered": {"es": "La paga la garantía", "en": "The guarantee pays"},
    "not_covered": {"es": "La paga el cliente", "en": "The customer pays"},
    "price": {"es": "Precio: {low} a {high}", "en": "Price: {low} to {high}"},
    "registered": {"es": "registrado", "en": "registered"},
    "shop_down": {"es": "El sistema de la tienda no responde. Inténtelo en un rato.", "en": "The shop's system does not answer. Try again in a while."},
    "again": {"es": "Reintentar", "en": "Try again"},
    "not_identified": {"es": "Esos datos no coinciden.", "en": "Those details do not belong together."},
    "too_often": {"es": "Esos datos no coinciden, y ya se intentó demasiadas veces. Espere un rato.", "en": "Those details do not belong together, and there were too many attempts. Wait a while."},
    "not_found": {"es": "No consta con ese número para este cliente.", "en": "Nothing with that number is on record for this customer."},
    "refused": {"es": "La tienda no la ha admitido: mire el veredicto de nuevo.", "en": "The shop did not take it: look at the verdict again."},
    "not_allowed": {"es": "Su cuenta no puede hacer esto.", "en": "Your account may not do this."},
}  # fmt: skip

TOLD: dict[str, dict[str, str]] = {
    "pick_up": {
        "es": "He abierto la devolución {number}. Recogeremos el producto en su domicilio{cost}.",
        "en": "I have opened return {number}. We will collect the product from your home{cost}.",
    },
    "label": {
        "es": "He abierto la devolución {number}. El código para enviar el paquete es {label}{cost}.",
        "en": "I have opened return {number}. The code for sending the parcel is {label}{cost}.",
    },
    "shop": {
        "es": "He abierto la devolución {number}. Puede entregar el producto en cualquiera de nuestras tiendas{cost}.",
        "en": "I have opened return {number}. You can hand the product in at any of our shops{cost}.",
    },
}
"""What an agent may send to the customer about a return, by the way back."""
COST: dict[str, dict[bool, str]] = {
    "es": {True: ", sin coste", False: "; cuesta {amount}, que se descuentan del reembolso"},
    "en": {True: ", free of charge", False: "; it costs {amount}, taken off the refund"},
}
WISHES: dict[str, dict[str, str]] = {
    "refund": {"es": "su dinero", "en": "their money back"},
    "exchange": {"es": "otro igual", "en": "another of the same"},
    "voucher": {"es": "un vale", "en": "a voucher"},
}
MEANS: dict[str, dict[str, str]] = {
    "card": {"es": "tarjeta", "en": "card"},
    "paypal": {"es": "PayPal", "en": "PayPal"},
    "bizum": {"es": "Bizum", "en": "Bizum"},
    "transfer": {"es": "transferencia", "en": "bank transfer"},
    "cash": {"es": "efectivo", "en": "cash"},
    "voucher": {"es": "vale", "en": "voucher"},
}


def word(key: str, language: str, **values: object) -> str:
    """The text `key` in `language`."""
    return WORDS[key][language].format(**values)
