"""A run of days as people say it: "24 May 2024", "August 2023", "from 2022 to 2023", "since 2014"; EDTF in, EDTF out.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019. A `When` never says more than the words did: "in August" is a
month, not its first day. What can be said without a year (`XXXX-09-09`) names no run of days; it is a `Partial`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from msgspec.structs import replace

from timeline.noun import Noun


class NoSuchDay(ValueError):
    """The words name a day that no calendar has, such as 30 February."""


class Grain(IntEnum):
    """How finely something was said; a finer grain is a smaller number."""

    DAY = 1
    WEEKEND = 2
    WEEK = 3
    MONTH = 4
    SEASON = 5
    QUARTER = 6
    HALF = 7
    YEAR = 8
    DECADE = 9
    CENTURY = 10


MONTHS = {
    Grain.MONTH: 1,
    Grain.SEASON: 3,
    Grain.QUARTER: 3,
    Grain.HALF: 6,
    Grain.YEAR: 12,
    Grain.DECADE: 120,
    Grain.CENTURY: 1200,
}

# Spring 21, summer 22, autumn 23, winter 24 (ISO 8601-2, 4.8), with the meteorologists' first months of the northern half.
SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}


class When(Noun, frozen=True):
    """A run of days at a grain.

    `first` and `last` are inclusive days, None where that end is open. `grain` is that of the whole, or for a span that
    of its first end, and `to` that of its last end; `to` is None for a single unit such as a month.
    """

    first: date | None
    last: date | None
    grain: Grain
    to: Grain | None = None
    doubtful: bool = False
    rough: bool = False

    def __str__(self) -> str:
        """The shortest EDTF text that says this."""
        return _edtf(self)

    @property
    def days(self) -> int | None:
        """How many days it covers; None where an end is open."""
        return (self.last - self.first).days + 1 if self.first and self.last else None

    @property
    def is_day(self) -> bool:
        """Whether it names a single day."""
        return self.first is not None and self.first == self.last

    def covers(self, other: When) -> bool:
        """Whether every day of `other` is one of these days."""
        after_start = self.first is None or (other.first is not None and other.first >= self.first)
        before_end = self.last is None or (other.last is not None and other.last <= self.last)
        return after_start and before_end

    def doubted(self, doubtful: bool = True) -> When:
        """The same days, marked `?`."""
        return replace(self, doubtful=doubtful)

    def roughly(self, rough: bool = True) -> When:
        """The same days, marked `~`."""
        return replace(self, rough=rough)


@lru_cache(maxsize=50_000)
def _edtf(when: When) -> str:
    mark = {(False, False): "", (True, False): "?", (False, True): "~", (True, True): "%"}[when.doubtful, when.rough]
    if when.grain is Grain.SEASON and when.to is None and mark and when.first and when.last:
        # A season cannot bear a mark (ISO 8601-2, 4.8 and 8.1), so its months do.
        ends = f"{_end_text(when.first, Grain.MONTH)}/{_end_text(when.last, Grain.MONTH)}"
    elif when.to is None and when.first and when.last:
        ends = _unit_text(when.first, when.last, when.grain)
    else:
        begin = _end_text(when.first, when.grain) if when.first else ".."
        end = _end_text(when.last, when.to or when.grain) if when.last else ".."
        ends = begin if begin == end else f"{begin}/{end}"
    return "/".join(end if end == ".." else end + mark for end in ends.split("/"))


def on(day: date) -> When:
    """One day."""
    return When(day, day, Grain.DAY)


def day(year: int, month: int, number: int) -> When:
    """One day by its numbers; raises NoSuchDay for 30 February."""
    return on(_date(year, month, number))


def month(year: int, number: int) -> When:
    """A calendar month."""
    first = _date(year, number, 1)
    return When(first, first.replace(day=monthrange(year, number)[1]), Grain.MONTH)


def year(number: int) -> When:
    """A calendar year."""
    return When(_date(number, 1, 1), _date(number, 12, 31), Grain.YEAR)


def decade(number: int) -> When:
    """The ten years that begin with `number`: decade(1990) is the 1990s."""
    return When(_date(number, 1, 1), _date(number + 9, 12, 31), Grain.DECADE)


def century(number: int) -> When:
    """The hundred years that begin with `number`: century(1900) is the 1900s, which people also call the 20th century."""
    return When(_date(number, 1, 1), _date(number + 99, 12, 31), Grain.CENTURY)


def season(year_: int, code: int) -> When:
    """A season by its EDTF code (21 spring to 24 winter); a winter begins in December of `year_`."""
    begin = SEASON_MONTHS[code]
    first = _date(year_, begin, 1)
    last = add_months(first, 3) - timedelta(1)
    return When(first, last, Grain.SEASON)


def quarter(year_: int, number: int) -> When:
    """A calendar quarter, 1 to 4."""
    return When(_date(year_, 3 * number - 2, 1), month(year_, 3 * number).last, Grain.QUARTER)


def half(year_: int, number: int) -> When:
    """The first or second half of a calendar year."""
    return When(_date(year_, 6 * number - 5, 1), month(year_, 6 * number).last, Grain.HALF)


def week(any_day: date) -> When:
    """The week, Monday to Sunday, that holds a day."""
    monday = _add_days(any_day, -any_day.weekday())
    return When(monday, _add_days(monday, 6), Grain.WEEK)


def weekend(any_day: date) -> When:
    """The Saturday and Sunday of the week that holds a day."""
    monday = _add_days(any_day, -any_day.weekday())
    return When(_add_days(monday, 5), _add_days(monday, 6), Grain.WEEKEND)


def span(begin: When, end: When) -> When:
    """From the first day of one to the last day of the other; raises NoSuchDay when it would run backwards."""
    if begin.first and end.last and begin.first > end.last:
        raise NoSuchDay(f"from {begin} to {end} runs backwards")
    joined = When(begin.first, end.last, begin.grain, end.to or end.grain, begin.doubtful or end.doubtful, begin.rough or end.rough)
    return _as_unit(joined)


def since(begin: When) -> When:
    """From the first day of `begin` on, with no end."""
    return replace(begin, last=None, to=begin.grain)


def until(end: When) -> When:
    """Up to the last day of `end`, with no beginning."""
    return replace(end, first=None, to=end.to or end.grain)


def add_days(day_: date, number: int) -> date:
    """A day that many days later, or earlier; raises NoSuchDay past the calendar's ends."""
    return _add_days(day_, number)


def add_months(day_: date, number: int) -> date:
    """The same day of another month, or that month's last day where it is too short; raises NoSuchDay past the calendar's ends."""
    years, month_ = divmod(day_.year * 12 + day_.month - 1 + number, 12)
    if not 1 <= years <= 9999:
        raise NoSuchDay(f"{number} months from {day_}")
    return date(years, month_ + 1, min(day_.day, monthrange(years, month_ + 1)[1]))


def unit(grain: Grain, any_day: date) -> When:
    """The day, week, month, ... year or century that holds a day."""
    match grain:
        case Grain.DAY:
            return on(any_day)
        case Grain.WEEKEND:
            return weekend(any_day)
        case Grain.WEEK:
            return week(any_day)
        case Grain.MONTH:
            return month(any_day.year, any_day.month)
        case Grain.SEASON:
            begin = add_months(any_day, -(any_day.month % 3))
            return season(begin.year, 20 + (begin.month // 3 or 4))
        case Grain.QUARTER:
            return quarter(any_day.year, (any_day.month + 2) // 3)
        case Grain.HALF:
            return half(any_day.year, 1 if any_day.month <= 6 else 2)
        case Grain.YEAR:
            return year(any_day.year)
        case Grain.DECADE:
            return decade(max(1, any_day.year // 10 * 10))
        case Grain.CENTURY:
            return century(max(1, any_day.year // 100 * 100))


def shift(when: When, number: int) -> When:
    """The unit that lies `number` units of the same grain later, or earlier: shift(month(2024, 1), -1) is December 2023."""
    if when.first is None:
        raise NoSuchDay(f"{when} has no first day to count from")
    match when.grain:
        case Grain.DAY:
            return on(_add_days(when.first, number))
        case Grain.WEEKEND | Grain.WEEK:
            return unit(when.grain, _add_days(when.first, 7 * number))
        case grain:
            return unit(grain, add_months(when.first, MONTHS[grain] * number))


_EDTF_END = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[?~%]?)")


def parse(text: str) -> When:
    """The `When` that an EDTF text names; raises ValueError (NoSuchDay for 30 February) for any other text."""
    begin, slash, end = text.partition("/")
    if not slash:
        return _parse_end(text)
    if begin in ("..", ""):
        return until(_parse_end(end))
    if end in ("..", ""):
        return since(_parse_end(begin))
    return span(_parse_end(begin), _parse_end(end))


class Partial(Noun, frozen=True):
    """What is known of a date whose year is not: 9 September, or September. Printed `XXXX-09-09`, `XXXX-09`.

    A run of days has its end in `last`, in the same year or the next: `XXXX-01/XXXX-04`.
    """

    month: int
    day: int | None = None
    last: Partial | None = None

    def __str__(self) -> str:
        begin = f"XXXX-{self.month:02}" + (f"-{self.day:02}" if self.day else "")
        return f"{begin}/{self.last}" if self.last else begin

    def in_year(self, year_: int) -> When:
        """The date it names in a year; raises NoSuchDay for 29 February of a common year."""
        begin = day(year_, self.month, self.day) if self.day else month(year_, self.month)
        if self.last is None:
            return begin
        runs_on = (self.last.month, self.last.day or 99) < (self.month, self.day or 0)
        return span(begin, self.last.in_year(year_ + runs_on))


def parse_partial(text: str) -> Partial:
    """The `Partial` that a text such as `XXXX-09-09` names; raises ValueError for any other."""
    if "/" in text:
        begin, end = text.split("/", 1)
        return replace(parse_partial(begin), last=parse_partial(end))
    if not (found := re.fullmatch(r"XXXX-(\d\d)(?:-(\d\d))?", text)):
        raise ValueError(f"{text!r} is no date without a year, such as XXXX-09-09")
    partial = Partial(int(found[1]), int(found[2]) if found[2] else None)
    partial.in_year(2000)  # a leap year: every day that any year has
    return partial


def _date(year_: int, month_: int, day_: int) -> date:
    try:
        return date(year_, month_, day_)
    except ValueError as error:
        raise NoSuchDay(f"there is no day {year_}-{month_}-{day_}") from error


def _add_days(day_: date, number: int) -> date:
    try:
        return day_ + timedelta(number)
    except OverflowError as error:
        raise NoSuchDay(f"{number} days from {day_}") from error


def _unit_text(first: date, last: date, grain: Grain) -> str:
    match grain:
        case Grain.SEASON:
            return f"{first.year:04}-{next(code for code, begin in SEASON_MONTHS.items() if begin == first.month)}"
        case Grain.DECADE:
            return f"{first.year:04}"[:3] + "X"
        case Grain.CENTURY:
            return f"{first.year:04}"[:2] + "XX"
        case Grain.QUARTER | Grain.HALF:
            return f"{_end_text(first, Grain.MONTH)}/{_end_text(last, Grain.MONTH)}"
        case Grain.WEEK | Grain.WEEKEND:
            return f"{first}/{last}"
        case _:
            return _end_text(first, grain)


def _end_text(day_: date, grain: Grain) -> str:
    """One end of a span, no finer than it was said."""
    if grain >= Grain.YEAR:
        return f"{day_.year:04}"
    return day_.isoformat() if grain < Grain.MONTH else day_.isoformat()[:7]


def _parse_end(text: str) -> When:
    if not (found := _EDTF_END.fullmatch(text)):
        raise ValueError(f"{text!r} is no EDTF date, such as 2024-05-24, 2024-05, 2024 or 2022/2023")
    year_text, month_text, day_text, mark = found["year"], found["month"], found["day"], found["mark"]
    if "X" in year_text:
        if month_text:
            raise ValueError(f"{text!r} has a month in no certain year")
        when = decade(int(year_text[:3]) * 10) if year_text.endswith("X") and year_text[2] != "X" else century(int(year_text[:2]) * 100)
    elif day_text:
        when = day(int(year_text), int(month_text), int(day_text))
    elif month_text:
        number = int(month_text)
        when = season(int(year_text), number) if number in SEASON_MONTHS else month(int(year_text), number)
    else:
        when = year(int(year_text))
    return replace(when, doubtful=mark in ("?", "%") and bool(mark), rough=mark in ("~", "%") and bool(mark))


def _as_unit(spanned: When) -> When:
    """A span that covers exactly one week, quarter or half is that unit, so that one EDTF text has one value."""
    assert spanned.to is not None
    if spanned.first is None or spanned.last is None:
        return spanned
    if spanned.first == spanned.last and spanned.grain == spanned.to == Grain.DAY:
        return replace(spanned, to=None)
    units = {Grain.DAY: (Grain.WEEK, Grain.WEEKEND), Grain.MONTH: (Grain.MONTH, Grain.QUARTER, Grain.HALF), Grain.YEAR: (Grain.YEAR,)}
    said = {Grain.WEEK: Grain.DAY, Grain.WEEKEND: Grain.DAY, Grain.SEASON: Grain.MONTH, Grain.QUARTER: Grain.MONTH, Grain.HALF: Grain.MONTH}
    if spanned.doubtful or spanned.rough:
        units[Grain.MONTH] += (Grain.SEASON,)
    grain, to = said.get(spanned.grain, min(spanned.grain, Grain.YEAR)), said.get(spanned.to, min(spanned.to, Grain.YEAR))
    if grain == to:
        for candidate in units.get(grain, ()):
            whole = unit(candidate, spanned.first)
            if (whole.first, whole.last) == (spanned.first, spanned.last):
                return replace(spanned, grain=candidate, to=None)
    return replace(spanned, grain=grain, to=to)
