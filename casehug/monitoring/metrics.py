"""Metrics: numbers for whoever watches over CaseHug, in Prometheus' words.

They are read from the database at each scrape, so they are true whichever of the processes answers.
Rooms add theirs in AppConfig.ready; no label names a firm, a person or a row.
"""

from collections.abc import Callable, Iterable, Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

Reader = Callable[[], Iterable[Metric]]

_readers: list[Reader] = []


def read_from(reader: Reader) -> None:
    _readers.append(reader)


class House(Collector):
    def describe(self) -> list[Metric]:
        return []  # Known only when they are read.

    def collect(self) -> Iterator[Metric]:
        for reader in _readers:
            yield from reader()


def text() -> bytes:
    registry = CollectorRegistry()
    registry.register(House())
    return generate_latest(registry)
