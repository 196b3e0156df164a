#!/usr/bin/env python3
"""Measure how fast dates are found and placed, and that the cost is in proportion to the length of the text.

usage: .venv/bin/python -m benchmarks.dates [FOLDER]

FOLDER holds articles as text (seeds/ by default); they are repeated to make texts of 1, 2 and 5 MB. The hostile texts are
made of words that begin many phrases and end none.
"""

import sys
import time
from datetime import date
from pathlib import Path

from timeline import dates_in

WRITTEN = date(2024, 5, 24)
SIZES = (1, 2, 5)  # MB
HOSTILE = {
    "words that begin phrases": "on the the 1 1 1 may ",
    "figures": "2024-",
    "white space": " " * 60 + "\n",
    "one long word": "a",
    "dates without end": "May 5, ",
}


def measure(name: str, piece: str, language: str | None = "en") -> None:
    for size in SIZES:
        text = (piece * (size * 1_000_000 // len(piece) + 1))[: size * 1_000_000]
        begin = time.perf_counter()
        found = len(dates_in(text, WRITTEN, language))
        seconds = time.perf_counter() - begin
        print(f"{name:26} {size} MB  {seconds:7.2f} s  {size * 1000 / seconds:8,.0f} KB/s  {found:8,} dates")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "seeds")
    articles = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))]
    begin = time.perf_counter()
    dates_in("They met on Friday, 24 May 2024.", WRITTEN, "en")
    print(f"first call, which compiles the rules: {time.perf_counter() - begin:.2f} s")
    measure("articles", "\n\n".join(articles) + "\n\n")
    measure("plain words", "The council of the town met in its hall and talked for a while about the bridge. ")
    for name, piece in HOSTILE.items():
        measure(name, piece)


if __name__ == "__main__":
    main()
