"""The company's rules as data, and the decisions that follow from them, clause by clause.

`policies` is the way in. `reading` takes the files apart (`places`, `records`, `sources`,
`checks`, `law`, `problems`), `editions` are versions as they stood, `figures` the vocabulary;
`returns`, `warranty` and `refunds` decide, `decisions`, `words` and `finding_words` say it.
`markdown` writes the documents for the knowledge, `page` is what customers open, `overrides` what
agents decided otherwise. The rules know no order table: `sales` says what they need of an order.
"""

from bot.policies.decisions import Decision, Finding
from bot.policies.policies import Policies
from bot.policies.problems import BadPolicies
from bot.policies.refunds import RefundAsked
from bot.policies.returns import ReturnAsked
from bot.policies.warranty import WarrantyAsked

__all__ = [
    "BadPolicies",
    "Decision",
    "Finding",
    "Policies",
    "RefundAsked",
    "ReturnAsked",
    "WarrantyAsked",
]
