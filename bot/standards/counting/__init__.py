"""How each standard is counted: pure functions over columns of facts, by the names that
`definitions.yml` uses.

`matters` counts how matters came out, `groups` what depends on other matters (repeated questions,
customers who come back), `durations` times, `people` hand-overs and promises, `opinions` surveys.
Each gives a `Sample`: the rows behind a figure, so that a figure and its rows are one thing.
"""

from bot.standards.counting import durations, groups, matters, opinions, people
from bot.standards.data import Count
from bot.surveys.dimensions import DIMENSIONS

COUNTS: dict[str, Count] = {
    "first_response": durations.first_response,
    "first_response_agent": durations.first_response_agent,
    "mean_response": durations.mean_response,
    "resolution": durations.resolution,
    "time_assistant": durations.time_assistant,
    "time_queue": durations.time_queue,
    "time_agent": durations.time_agent,
    "time_customer": durations.time_customer,
    "fcr_claimed": matters.fcr_claimed,
    "fcr_confirmed": matters.fcr_confirmed,
    "fcr_durable": groups.fcr_durable,
    "containment": matters.containment,
    "handover_rate": matters.handover_rate,
    "unanswered_rate": matters.unanswered_rate,
    "simple_share": groups.simple_share,
    "simple_cost": groups.simple_cost,
    "simple_time": groups.simple_time,
    "returning_customers": groups.returning_customers,
    "service_level": people.service_level,
    "handover_reasons": people.handover_reasons,
    "promises_kept": people.promises_kept,
    "csat": opinions.csat,
    "nps": opinions.nps,
    "quality": opinions.quality,
    **{f"quality_{name}": opinions.dimension(name) for name in DIMENSIONS},
}
OF_THE_SPAN = frozenset({"simple_share", "simple_cost", "simple_time", "returning_customers"})
"""Those in which what a row counts as depends on the span: a part of one is not counted as a part
of the rows of a longer one."""
