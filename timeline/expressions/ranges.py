"""Two dates that share words: "between 12 and 15 July", "July 3-5", "1914-18"; each gives two mentions, its ends."""

# ruff: noqa: D103 - the phrase of a rule is its description

from __future__ import annotations

from datetime import date

from timeline import when
from timeline.expressions import relative
from timeline.expressions.absolute import IN_A_NUMBER
from timeline.expressions.rules import Book
from timeline.expressions.vocabulary import VOCABULARY
from timeline.when import Partial, When

ranges = Book(VOCABULARY)

Ends = tuple[When | Partial, When | Partial]


@ranges.phrase(
    "{first:day}( - |-| to | and | or | until | through |/){last:day}( of)? {month}(,? {year})?",
    "{first:day} to the {last:day}( of)? {month}(,? {year})?",
    unless_before=IN_A_NUMBER,
)
@ranges.phrase("{month} {first:day}( - |-| to | and | or | until | through |/){last:day}((,|) {year})?", unless_after=r"[,.]?\d|%")
def days_of_a_month(first: int, last: int, month: int, year: int | None = None) -> Ends:
    return _day(year, month, first), _day(year, month, last)


@ranges.phrase("{first:year}(-| - |/){last:year}", unless_before=IN_A_NUMBER + r"|(?-i:[A-Z]-?)", unless_after=r"[-–/.,]?\d")
def years(first: int, last: int) -> tuple[When, When] | None:
    return (when.year(first), when.year(last)) if first < last else None


@ranges.phrase("{year}(-|/){last:two}", unless_before=IN_A_NUMBER + r"|(?-i:[A-Z]-?)", unless_after=r"[-–/.,]?\d")
def years_cut_short(year: int, last: int) -> tuple[When, When] | None:
    end = year // 100 * 100 + last
    return (when.year(year), when.year(end)) if end > year else None


def hours(first: str, last: str, written: date, tense: str, near: When | None = None) -> tuple[When, When] | None:
    """ "14 to 18 o'clock" is twice the same day."""
    day = relative.time_of_day(first, written, tense, near)
    return (day, day) if day else None


def _day(year: int | None, month: int, day: int) -> When | Partial:
    return when.day(year, month, day) if year else Partial(month, day)
