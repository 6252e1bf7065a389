"""Words that a lexical search leaves out, folded (small letters, no accents).

Function words, and those with which people ask: "how do I" would otherwise find every
passage that says "I" or "do". On the first half of smart_tv's questions leaving them out
takes BM25's MRR from 0.64 to 0.71; tantivy's own English list holds no question words. "off",
"on", "without", "sin" stay in: in a manual they tell things apart. Pure.
"""

ENGLISH = """
a about after all also am an and any are as at be because been before being but by can could
did do does doing for from get gets getting got had has have having he her here hers him his
how i if in into is it its just may me might mine must my need of or our ours please shall she
should so some such than that the their them then there these they this those to too us very
want was we were what when where which while who whom whose why will with would you your yours
doesn didn isn aren wasn weren won wouldn couldn shouldn don hasn haven hadn
"""

SPANISH = """
a ademas ahi al algo algun alguna algunas algunos ante antes aquel aquella aqui asi aun aunque
cada como con cual cuales cualquier cuando cuanta cuantas cuanto cuantos de debe debo del desde
donde dos el ella ellas ello ellos en entonces entre era es esa esas ese eso esos esta estaba
estan estar estas este esto estos estoy fue fui ha haber habia hace hacer hago han has hasta hay
he la las le les lo los mas me mi mia mias mio mios mis mucha muchas mucho muchos muy necesito
ni nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque pueda puede
pueden puedo pues que quien quienes quiero se sea ser si sido sobre solo son soy su sus suya
suyo tal tambien tan te tener tengo ti tiene tienen toda todas todo todos tras tu tus tuyo un
una unas uno unos usted ustedes va vez voy y ya yo
"""

STOP_WORDS = {"es": SPANISH.split(), "en": ENGLISH.split()}
