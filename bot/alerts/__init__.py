"""Alerts: standards that are not kept, told once when they break and once when they are well again.

`rules` says what each standard is held to, `watch` looks again and again and notes what changed,
`store` reads and acknowledges, `letters` words the mails, `readers` who gets them. Depends on the
standards, agents, mails and the audit log.
"""

from bot.alerts.readers import Readers, Wish
from bot.alerts.rules import BadRule, Rule, Rules
from bot.alerts.store import AlertGone, Alerts
from bot.alerts.tables import Alert
from bot.alerts.watch import Watch

__all__ = [
    "Alert", "AlertGone", "Alerts", "BadRule", "Readers", "Rule", "Rules", "Watch", "Wish",
]  # fmt: skip
