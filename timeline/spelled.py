"""Numbers as English spells them."""

from __future__ import annotations

ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBERS = {word: number for number, word in enumerate(ONES, 1)} | TENS
NUMBERS |= {f"{ten} {one}": tens + number for ten, tens in TENS.items() for number, one in enumerate(ONES[:9], 1)}
