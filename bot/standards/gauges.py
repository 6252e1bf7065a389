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
QUANTILE = "mostrador_standard_quantile"
QUANTILES = {"0.5": "p50", "0.9": "p90", "0.95": "p95"}


class Gauges:
    """Sets the gauges of a registry; one that has them already (of an application built before in
    the process) is used on."""

    def __init__(self, standards: Standards, registry: CollectorRegistry = REGISTRY) -> None:
        self._standards = standards
        told = f"Service standard of the last {DAYS} days, in its unit"
        self._value = gauge(registry, VALUE, told)
        self._count = gauge(registry, COUNT, f"{told}: how many count")
        told = f"Quantiles of a time or score of the last {DAYS} days, in its unit"
        self._quantile = gauge(registry, QUANTILE, told, "quantile")

    async def set(self) -> None:
        """Count everything anew. A standard that nothing counts for has no gauge."""
        period = Period.last(DAYS, now())
        for language, where in LANGUAGES.items():
            for one in await self._standards.figures(period, where):
                labels = (one.definition.id, language)
                self._count.labels(*labels).set(one.n)
                show(self._value, one.value, *labels)
                for quantile, name in QUANTILES.items():
                    show(self._quantile, getattr(one, name), *labels, quantile)


def show(gauge: Gauge, value: float | None, *labels: str) -> None:
    """Set a gauge; one without a value is taken away."""
    if value is not None:
        gauge.labels(*labels).set(value)
    elif labels in gauge._metrics:
        gauge.remove(*labels)


def gauge(registry: CollectorRegistry, name: str, told: str, *more: str) -> Gauge:
    """The gauge of that name, made where it is not there."""
    known = registry._names_to_collectors.get(name)
    if isinstance(known, Gauge):
        return known
    return Gauge(name, told, (*LABELS, *more), registry=registry)
