"""What linking costs: seconds and memory for made-up events, at one number of them and at twice as many.

The reports are made here from a seed: incidents over years and provinces, each told by two to six
reports with words of their own. Takes no gold; `--events` says how many to begin with.
"""

from __future__ import annotations

import argparse
import random
import resource
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from benchmarks.common import CpuClock, finish, show
from benchmarks.scoring.bcubed import bcubed
from transforms.incidents.link import link_events
from transforms.incidents.reports import Report, read_report
from transforms.records import Document, Event, Extraction, Place, Span

_TYPES = (("Attack", "ASSAULT"), ("Air/drone strike", "ASSAULT"), ("Peaceful protest", "PROTEST"))
_DAYS_PER_EVENT = 0.02
_COMMON_WORDS = 4000


def main() -> None:
    """Link made-up reports twice, the second time twice as many, and show what each costs."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=50_000)
    arguments.add_argument("--seed", type=int, default=6)
    chosen = arguments.parse_args()
    sizes = (chosen.events, 2 * chosen.events)
    metrics: dict[str, float | int] = {}
    for size in sizes:
        gold: dict[str, str] = {}
        reports = list(make_reports(size, chosen.seed, gold))
        clock = CpuClock()
        with clock.measure():
            linked = link_events(reports)
        homes = {link.event_id: link.incident_id for link in linked.links}
        metrics[f"seconds_{size}"] = round(clock.seconds, 1)
        metrics[f"incidents_{size}"] = len(linked.incidents)
        metrics[f"gold_incidents_{size}"] = len(set(gold.values()))
        metrics[f"bcubed_{size}"] = round(bcubed(gold, homes)[2], 4)
        metrics[f"peak_mib_{size}"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    metrics["ratio"] = round(metrics[f"seconds_{sizes[1]}"] / metrics[f"seconds_{sizes[0]}"], 2)
    metrics["milliseconds_per_report"] = round(1000 * metrics[f"seconds_{sizes[1]}"] / sizes[1], 2)
    show("linking", metrics.items())
    finish(metrics)


def make_reports(count: int, seed: int, gold: dict[str, str]) -> Iterator[Report]:
    """Yield `count` reports of one event each; `gold` receives the incident of each event."""
    draw = random.Random(seed)
    words = [_word(draw) for _ in range(_COMMON_WORDS)]
    made = 0
    while made < count:
        incident = f"incident-{made}"
        day = date(2010, 1, 1) + timedelta(days=draw.randrange(max(1, int(count * _DAYS_PER_EVENT))))
        country = draw.randrange(60)
        place = _place(country, draw.randrange(12), draw.randrange(20))
        kind = draw.choice(_TYPES)
        own = [_word(draw) for _ in range(12)]
        for _ in range(min(draw.randrange(2, 7), count - made)):
            key = f"{draw.getrandbits(64):016x}-{made}"
            told = draw.sample(own, 9) + draw.choices(words, k=60)
            draw.shuffle(told)
            yield _report(key, " ".join(told), day, place, kind)
            gold[f"event-{key}"] = incident
            made += 1


def _report(key: str, text: str, day: date, place: Place, kind: tuple[str, str]) -> Report:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    event = Event(
        event_id=f"event-{key}", document_id=key, sentence_no=0, claim_id=f"claim-{key}",
        trigger_span=Span(0, 5), trigger_text=text[:5], plover_type=kind[1], plover_mode=None,
        acled_event_type=None, acled_sub_event_type=kind[0], factuality="asserted", extractor="made-1",
        start_date=day, end_date=day, date_precision="day", date_basis="explicit", place_id=place.place_id,
    )  # fmt: skip
    document = Document(key, f"capture-{key}", 0, text, published_at=moment)
    return read_report(document, Extraction(key, places=(place,), events=(event,)))


def _place(country: int, province: int, town: int) -> Place:
    name = f"Town {country}-{province}-{town}"
    latitude = -60.0 + 2.0 * country + 0.5 * (town % 4)
    return Place(
        f"place-{country}-{province}-{town}", name, None, f"C{country}", f"Province {province}",
        latitude, -170.0 + 25.0 * province + 0.5 * (town // 4), "city",
    )  # fmt: skip


def _word(draw: random.Random) -> str:
    return "".join(draw.choices("bdfgklmnprstv", k=1) + draw.choices("aeiou", k=1) + draw.choices(
        "bdfgklmnprstvaeiou", k=5
    ))  # fmt: skip


if __name__ == "__main__":
    main()
