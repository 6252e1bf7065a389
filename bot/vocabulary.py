"""Everyday words that only one of our languages writes: what tells them apart in a short message.

Folded (small letters, no accents). What the other language writes too ("no", "red", "sale") and
what people of both say ("ok", "vale") is taken out. Depends on the words a search leaves out.
"""

from typing import Literal

from bot.knowledge.stopwords import STOP_WORDS

Language = Literal["es", "en"]

SPANISH = """
hola buenas buenos dias tardes noches gracias adios ayuda ayudeme ayudame saludos sabe saber
digame dime quisiera querria queria gustaria puede puedes podria podeis podemos necesita
necesitamos tenia teneis habeis siento perdon disculpe claro ahora luego antes despues hoy manana
ayer siempre nunca todavia aqui bien mal mejor peor nada alguien nadie algo cosa cosas donde
cuanto como cuando porque pedido pedidos compra compras compre comprar comprado comprada tienda
pagar pagado pague pago dinero tarjeta precio cuesta cuestan gratis factura recibo envio envios
enviar envian paquete llega llego llegado llegar llegan entrega direccion correo telefono nombre
apellido numero cuenta contrasena devolver devuelvo devuelven devuelvan devuelto devolverlo
devolverla devolucion devoluciones cambio cambiar cambia cambiarlo reembolso garantia cubre
cubierto plazo semana semanas mes meses anos hora horas minutos tiempo reparar reparacion reparado
repararlo arreglar arreglo roto rota averia averiado estropeado estropeada funciona funcionan
funcionaba enciende encender apaga apagar carga cargar pierde gotea calienta enfria suena huele
hace haciendo sigue dejado deja dejo falla fallo pone sale salen aparece significa limpiar limpio
limpia limpieza lavar lava vaciar vacio quitar quito poner pongo usar uso conectar descalcificar
engrasar cafetera lavadora freidora purificador aspiradora aparato maquina acondicionado aire agua
leche cafe filtro deposito bandeja pieza piezas recambio recambios bateria cable pantalla luz
boton tapa puerta ruido suciedad cal asa frio caliente mucho poco cada menos persona hablar hablo
agente alguno quejas queja reclamar cancelar anular quiere quieren tarda tardan tardar dura
cuantos cuantas contiene lleva llevan viene vienen vuelve cierra abre abrir cerrar respuesta
respuestas responde sirve sirvio servido acuerdo resuelto solucionado solucionada arreglado
encuentro encuentra entiendo entiende prefiero servicio tecnico tecnica ninguno ninguna eres
humano recibido potencia enchufe producto productos hacen muestra envia venden correcto devolvedme
parpadea roja rojo azul verde blanca negra encendida apagada nueva nuevo mismo misma
"""

ENGLISH = """
hello hi hey thanks thank goodbye bye morning afternoon evening good please help yes not don doesn
didn won isn wasn aren haven hasn couldn wouldn shouldn ve ll know tell say said wonder would
could should might sorry now then later today tomorrow yesterday always never still yet here there
well wrong nothing something somebody someone anybody anyone nobody thing things much many often
long order orders ordered purchase purchased buy bought shop store pay paid payment money price
cost costs free invoice receipt shipping ship shipped send sent deliver delivered delivery parcel
package arrive arrived arrives address phone name surname number account password return returning
returned refund refunds refunded exchange warranty guarantee covered cover days weeks months years
hours minutes time repair repaired repairs fix fixed broken broke faulty damaged work works
working worked start starts turn turns switch switched charge charging charges leak leaks leaking
drip drips heat heats cool cools smell smells noise noisy loud keep keeps stop stopped stops shows
show mean means clean cleaning wash washing empty emptying remove put use using used connect
descale descaling grease coffee machine maker kettle washer fryer purifier vacuum appliance air
water milk tank tray drawer bag part parts spare battery wire screen light button lid door dirt
limescale handle cold hot lots little every each less talk speak agent anything complaint complain
cancel wants take takes took last lasts hold comes goes back close closed opened flashing human
answer answers replacement service problems rather recommend mode code going round pass says
saying manufacturer red blue green white black new same the one ones other another which what my
your their this that these those does did was were are with without from when where how why who it
its he she they we you been being off down up out through between
"""

# Words that the other language writes too, with whatever meaning, or that customers of both write.
SHARED = """
a e o u y no si me he has son sin once red dice pan ten van pie sale come real general normal
error total final control cable manual motor color animal hotel ok okay vale robot wifi app mail
email todo solo chat fin use pone tome base display led era cal asa hay as
"""

# They stand in names ("María de la Fuente", "New York").
NAMES = """
de del la las los el y san santa will may new
"""
IN_NAMES = frozenset(NAMES.split())
"""Words that alone tell nothing."""


def only(language: Language) -> frozenset[str]:
    """The words that `language` has and the other one has not."""
    own = {"es": {*SPANISH.split(), *STOP_WORDS["es"]}, "en": {*ENGLISH.split(), *STOP_WORDS["en"]}}
    other: Language = "en" if language == "es" else "es"
    return frozenset(own[language] - own[other] - {*SHARED.split()})
