"""What customers ask: how often, what becomes of it, what is not answered, and what helped.

`days` counts, `tallies` keeps the counts, `view` is a period and filters, `volume` the groups by
volume, `share` the simple questions, `asked` one group from the inside, `best` and `drafting` make
it the beginning of a FAQ entry, `gaps` are the unanswered ones, `decisions` what was done about
them, `terms` words for products, `effects` and `effect_rows` whether it helped; `demand` puts them
together. Depends on groups, contacts, answers, solved cases, the standards' facts and definitions,
the brief's passages and the editorial office.
"""

from bot.demand.demand import Demand, demand_of
from bot.demand.terms import ProductTerms

__all__ = ["Demand", "ProductTerms", "demand_of"]
