"""Measure a whole build: time and memory for collections of invented articles, first and again.

usage: .venv/bin/python -m benchmarks.build [ARTICLES ...]     (300 and 1500 without a word)
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import timeline

PLACES = ("Norby", "Lindow", "Tarn", "Ellery", "Haldane", "Brandt", "Sund", "Maas")
OTHERS = ("Oster", "Welling", "Kirkby", "Vanna", "Ulm", "Rede", "Soll", "Tove")
DOINGS = (
    "opened a bridge over the river",
    "voted for a second dyke",
    "sold its brewery to a Danish group",
    "closed the old pier after a storm",
    "arrested two men for the theft of a tug",
    "banned lorries from the market square",
    "signed a contract for eleven new trams",
)


def article(number: int) -> str:
    """An article of about 3 KB with its own day, a lead, five dated sentences and the furniture of a page."""
    day = date(2021, 1, 1) + timedelta(days=number * 3 % 1200)
    place, other = PLACES[number % 8], OTHERS[(number // 8) % 8]
    doing, before = DOINGS[number % 7], DOINGS[(number // 7) % 7]
    filler = "The mayor said that the work had been long, that many had taken part in it, and that the town was grateful to all of them."
    return "\n\n".join(
        (
            "Menu\nHome\nNews",
            f"{place} {doing} number {number}",
            f"{day.day} {day:%B} {day.year}",
            f"The town of {place} {doing} on {day:%A}, the council said in its report number {number}. {filler}",
            f"Last week, the neighbours in {other} {before}. {filler}",
            f"In {day.year - 1}, {place} {before} for {number} crowns. {filler} {filler}",
            f"On {(day - timedelta(days=12)):%B} {(day - timedelta(days=12)).day}, engineers from {other} inspected the site. {filler}",
            f"A second part is due next month, said Ida Halm, who leads the council of {place}. {filler} {filler}",
            "Share on facebook\nShare on twitter",
            "Related\nMore from the valley",
        )
    )


def main() -> None:
    for count in [int(word) for word in sys.argv[1:]] or [300, 1500]:
        with tempfile.TemporaryDirectory() as folder:
            seeds, out = Path(folder, "seeds"), Path(folder, "out")
            seeds.mkdir()
            for number in range(count):
                (seeds / f"{number:05}.txt").write_text(article(number), encoding="utf-8")
            for what, site in (
                ("first, docs/ only", False),
                ("again, docs/ only", False),
                ("site/", True),
                ("again, nothing changed", True),
            ):
                begin = time.perf_counter()
                result = timeline.build(seeds, out, site=site, brief=True)
                seconds = time.perf_counter() - begin
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"{count:>6} articles  {result.counts.events:>6} events  {what:<24} {seconds:6.1f} s  {memory:6.0f} MB at most")


if __name__ == "__main__":
    main()
