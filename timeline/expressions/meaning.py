"""What time words mean before a day of writing is known: a value, or a function of the moment at which they are said."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Protocol

from msgspec.structs import fields

from timeline.expressions.calendars import HOLIDAYS
from timeline.noun import Noun
from timeline.when import Grain, NoSuchDay, Partial, When, add_days, half, month, on, quarter, season, shift, span, week
from timeline.when import unit as when_unit


class Weekday(Noun, frozen=True):
    """A day of the week, in no certain week; 0 is Monday."""

    number: int


class Yearly(Noun, frozen=True):
    """Something that comes once a year, in no certain year: a quarter, a half, a season, a holiday."""

    kind: str  # "quarter", "half", "season", or the name of a holiday
    number: int = 0

    def in_year(self, year: int) -> When:
        """The one of that year; raises NoSuchDay past the calendar's ends."""
        match self.kind:
            case "quarter":
                return quarter(year, self.number)
            case "half":
                return half(year, self.number)
            case "season":
                return season(year, self.number)
            case "week":
                return week(date(year, *divmod(self.number, 100)))
            case "week of a month":
                return _week_of_month(year, *divmod(self.number, 10))
            case kind if kind.startswith("week of "):
                return week(HOLIDAYS[kind.removeprefix("week of ")](year))
            case _:
                return on(HOLIDAYS[self.kind](year))


def _week_of_month(year: int, number: int, which: int) -> When:
    """Seven days of a month: the first, second, third or fourth seven, or with 5 the last."""
    whole = month(year, number)
    assert whole.first
    assert whole.last
    begin = add_days(whole.first, 7 * (which - 1)) if which < 5 else add_days(whole.last, -6)
    return span(on(begin), on(add_days(begin, 6)))


class Counted(Noun, frozen=True):
    """So many units from something that comes every year: "two days before Christmas"."""

    base: Partial | Yearly
    number: int
    unit: Grain

    def in_year(self, year: int) -> When:
        """The one of that year; raises NoSuchDay where it would be finer than what it counts from."""
        return count(self.base.in_year(year), self.number, self.unit)


def count(base: When, number: int, unit: Grain) -> When:
    """So many units from a date; raises NoSuchDay for days from a month, which no calendar can tell."""
    if base.first is None or base.grain > unit:
        raise NoSuchDay(f"{number} {unit.name.lower()}s from {base}")
    if unit is Grain.WEEK and base.is_day:
        return week(add_days(base.first, 7 * number))
    return shift(when_unit(unit, base.first), number)


Value = When | Partial | Yearly | Counted | Weekday


class Moment(Noun, frozen=True):
    """What is known where a phrase is said; a phrase that asks for what is not known has no meaning there."""

    written: date | None = None  # the day of writing
    anchor: When | None = None  # what the story spoke of last
    told: bool = False  # whether the story has told a date yet; if not, `anchor` is the day of writing
    tense: str = ""  # "past" or "future", where the clause tells
    near: When | None = None  # what was spoken of last in the same sentence
    beside: When | None = None  # the day of the doing that "two days after the summit" is said of
    quarter: When | None = None  # the quarter that the story speaks of


MOMENT = frozenset(field.name for field in fields(Moment))


@cache
def _asked(function: Callable[..., Any]) -> dict[str, bool]:
    """What a rule's function asks of the moment, and whether it can do without."""
    parameters = inspect.signature(function).parameters
    return {name: parameters[name].default is not inspect.Parameter.empty for name in parameters if name in MOMENT}


class Meaning(Noun, frozen=True):
    """A rule's function with its slots filled in."""

    function: Callable[..., Any]
    slots: tuple[tuple[str, Any], ...] = ()

    @property
    def asks(self) -> tuple[str, ...]:
        """What it must be told about the moment."""
        return tuple(_asked(self.function))

    def __call__(self, moment: Moment) -> Value | tuple[Value, ...] | None:
        """What it means at a moment; None where the moment does not tell enough."""
        asked = {name: getattr(moment, name) for name in self.asks}
        if any(value is None and not _asked(self.function)[name] for name, value in asked.items()):
            return None
        found: Value | tuple[Value, ...] | None = self.function(**dict(self.slots), **asked)
        return found


class Said(Protocol):
    """Anything that has a value at a moment."""

    @property
    def asks(self) -> tuple[str, ...]:
        """What it must be told about the moment."""

    def __call__(self, moment: Moment) -> object:
        """What it means there."""


class Within(Noun, frozen=True):
    """A smaller thing in a larger one: "Tuesday of last week", "the third quarter of 1990"."""

    inner: Said
    outer: Said

    @property
    def asks(self) -> tuple[str, ...]:
        """What both must be told about the moment."""
        return tuple(dict.fromkeys((*self.inner.asks, *self.outer.asks)))

    def __call__(self, moment: Moment) -> Value | None:
        """The smaller thing where the larger one is known, else the smaller thing as it was said."""
        inner, outer = self.inner(moment), self.outer(moment)
        if isinstance(outer, When) and outer.first:
            if isinstance(inner, Weekday):
                return on(_weekday_in(inner.number, outer.first))
            if isinstance(inner, (Partial, Yearly)):
                return inner.in_year(outer.first.year)
        return _value(inner)


class Beside(Noun, frozen=True):
    """So many units from a date that stands beside it: "two days after May 5"."""

    number: int
    unit: Grain
    base: Said

    @property
    def asks(self) -> tuple[str, ...]:
        """What the date must be told about the moment."""
        return self.base.asks

    def __call__(self, moment: Moment) -> Value | None:
        """The day, or what comes every year where the year is open."""
        base = self.base(moment)
        if isinstance(base, When):
            return count(base, self.number, self.unit)
        return Counted(base, self.number, self.unit) if isinstance(base, (Partial, Yearly)) else None


def _value(told: object) -> Value | None:
    return told if isinstance(told, (When, Partial, Yearly, Counted, Weekday)) else None


def _weekday_in(number: int, first: date) -> date:
    return add_days(first, (number - first.weekday()) % 7)


class End(Noun, frozen=True):
    """One end of a range that a single phrase tells."""

    range: Meaning
    number: int

    @property
    def asks(self) -> tuple[str, ...]:
        """What the range must be told about the moment."""
        return self.range.asks

    def __call__(self, moment: Moment) -> Value | None:
        """The end, where the range has a meaning."""
        ends = self.range(moment)
        return ends[self.number] if isinstance(ends, tuple) else None


class Sharing(Noun, frozen=True):
    """An end of a range that takes its year from the other end: "from May" in "from May to June 2023"."""

    inner: Said
    other: Said
    after: bool  # whether this is the later end

    @property
    def asks(self) -> tuple[str, ...]:
        """What both must be told about the moment."""
        return tuple(dict.fromkeys((*self.inner.asks, *self.other.asks)))

    def __call__(self, moment: Moment) -> Value | None:
        """This end in the year of the other, or in the one beside it where the range would run backwards."""
        inner, other = self.inner(moment), self.other(moment)
        if not (isinstance(inner, (Partial, Yearly)) and isinstance(other, When) and other.first):
            return _value(inner)
        same = inner.in_year(other.first.year)
        assert same.first
        if self.after and same.first < other.first:
            return inner.in_year(other.first.year + 1)
        if not self.after and same.first > other.first:
            return inner.in_year(other.first.year - 1)
        return same
