"""Messages that are one matter, and messages that are several, in both languages.

`Case(text, count, asked)`: `count` is into how many matters it goes, `asked` the slot that a form
waits for, None where none is open.
"""

from typing import NamedTuple


class Case(NamedTuple):
    """One message."""

    text: str
    count: int = 1
    asked: str | None = None


REASON, NUMBER, FAULT, STORY = "return_reason", "order_number", "repair_fault", "complaint_text"

ANSWERS = [
    Case("no me gusta y está sin abrir", asked=REASON),
    Case("I do not like it and it is unopened", asked=REASON),
    Case("me ha llegado rota y quiero que me devuelvan el dinero", asked=REASON),
    Case("it arrived broken and I want my money back", asked=REASON),
    Case("hace mucho ruido y no aspira", asked=REASON),
    Case("it is too loud and does not clean", asked=REASON),
    Case("sí, y lo antes posible", asked="confirmed"),
    Case("yes and as soon as possible", asked="confirmed"),
    Case("TR-104512 y mi correo es lucia.ferrer@example.com", asked=NUMBER),
    Case("TR-104512 and my e-mail is lucia.ferrer@example.com", asked=NUMBER),
    Case("el de la cafetera y el robot", asked=NUMBER),
    Case("the one with the coffee machine and the robot", asked=NUMBER),
    Case("calle Mayor 3 y 5, 28013 Madrid", asked="address_street"),
    Case("12 Rose and Crown Lane, London, and leave it with a neighbour", asked="address_street"),
    Case("no enciende y pierde agua por debajo", asked=FAULT),
    Case("it does not start and it leaks from below", asked=FAULT),
    Case("se para a la mitad y quiero que me la arreglen", asked=FAULT),
    Case("it stops half way and I need it repaired", asked=FAULT),
    Case("quiero que me devuelvan el dinero y necesito que alguien me llame", asked=STORY),
    Case("I want my money back and I need somebody to call me", asked=STORY),
    Case("nadie contesta y el pedido no llega", asked=STORY),
    Case("nobody answers and the order does not come", asked=STORY),
]
SINGLE = [
    Case("la cafetera y el robot"),
    Case("the coffee machine and the robot"),
    Case("quiero devolver la freidora y que me den el dinero"),
    Case("I want to return the fryer and get my money back"),
    Case("no enciende y quiero devolver el robot"),
    Case("it leaks and I want to send it back"),
    Case("hola y buenas tardes"),
    Case("hello and good afternoon"),
    Case("quiero devolver la cafetera y el robot"),
    Case("I want to return the coffee machine and the robot"),
    Case("el robot hace ruido y se para"),
    Case("the robot makes a noise and stops"),
    Case("gracias y hasta luego"),
    Case("thanks and goodbye"),
    Case("compré la lavadora en mayo y desde ayer no centrifuga"),
    Case("I bought the washing machine in May and since yesterday it does not spin"),
    Case("¿dónde está mi pedido y cuándo llega?"),
    Case("where is my order and when will it come?"),
    Case("llegó rota y falta el cable"),
    Case("it arrived broken and the cable is missing"),
]
DOUBLE = [
    Case("¿dónde está mi pedido y sigue en garantía mi cafetera?", 2),
    Case("where is my order and is my coffee machine still under guarantee?", 2),
    Case("quiero devolver la freidora y además necesito la factura de la lavadora", 2),
    Case("I want to return the fryer and also I need the invoice of the washing machine", 2),
    Case("¿dónde está mi pedido? También quiero saber cómo limpio la cafetera", 2),
    Case("where is my order? Also, how do I clean the coffee machine?", 2),
    Case("quiero cancelar mi pedido y ¿cómo descalcifico la cafetera?", 2),
    Case("I want to cancel my order and how do I descale the coffee machine?", 2),
    Case("quiero cambiar la dirección de mi pedido y de paso ¿cuánto dura la garantía?", 2),
    Case("I want to change the address of my order, and also where is my refund?", 2),
    Case("TR-104512 y además quiero saber si mi robot sigue en garantía", 2, NUMBER),
    Case("TR-104512, and also I want to know if my robot is still under guarantee", 2, NUMBER),
    Case("¿cómo limpio el filtro? y además quiero la factura", 2, NUMBER),
    Case("how do I clean the filter? and also I need my invoice", 2, NUMBER),
]
CASES = ANSWERS + SINGLE + DOUBLE
