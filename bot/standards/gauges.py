"""The standards as Prometheus gauges, for `/metrics`: of the last 30 days, all and by language.

Depends on prometheus_client and the standards.
"""

from prometheus_client import REGISTRY, CollectorRegistry, Gauge

from bot.database import now
from bot.standards.period import Period, Where
from bot.standards.standards import Standards

DAYS = 30
LABELS = ("standard", "language")
LANGUAGES = {"all": Where(), "es": Where(language="es"), "en": Where(language="en")}
VALUE = "mostrador_standard"
COUNT = "mostrador_standard_count"


class Gauges:
    """Sets the gauges of a registry; one that has them already (of an application built before in
    the process) is used on."""

    def __init__(self, standards: Standards, registry: CollectorRegistry = REGISTRY) -> None:
        self._standards = standards
        told = f"Service standard of the last {DAYS} days, in its unit"
        self._value = gauge(registry, VALUE, told)
        self._count = gauge(registry, COUNT, f"{told}: how many count")

    async def set(self) -> None:
        """Count everything anew. A standard that nothing counts for has no gauge."""
        period = Period.last(DAYS, now())
        for language, where in LANGUAGES.items():
            for one in await self._standards.figures(period, where):
                self._count.labels(one.definition.id, language).set(one.n)
                if one.value is not None:
                    self._value.labels(one.definition.id, language).set(one.value)
                elif (one.definition.id, language) in self._value._metrics:
                    self._value.remove(one.definition.id, language)


def gauge(registry: CollectorRegistry, name: str, told: str) -> Gauge:
    """The gauge of that name, made where it is not there."""
    known = registry._names_to_collectors.get(name)
    if isinstance(known, Gauge):
        return known
    return Gauge(name, told, LABELS, registry=registry)
