"""Dates, counts and names of months as a reader says them: "Friday 24 May 2024", "in the week of 13 May 2024", "since 2014"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from timeline.model import Event, Status
from timeline.when import Grain, Partial, When

# Not strftime: its names follow the locale of the machine that builds.
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def number(count: int) -> str:
    """A count inside a sentence: spelled out up to twelve."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def counted(count: int, noun: str, *, spelled: bool = False) -> str:
    """A count with its noun: "1 event", "23 events"; spelled out, "no events", "one event"."""
    return f"{number(count) if spelled else f'{count:,}'} {noun}{'' if count == 1 else 's'}"


def listed(items: Sequence[str]) -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def begun(sentence: str) -> str:
    """The sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def day_words(day: date, *, weekday: bool = True) -> str:
    """ "Friday 24 May 2024"."""
    plain = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {plain}" if weekday else plain


def in_words(when: When) -> str:
    """A date as its page prints it, with its doubt said in words."""
    return date_words(when) + (" (not certain)" if when.doubtful else "")


@lru_cache(maxsize=20_000)
def date_words(when: When) -> str:
    """A date in words, for where its doubt is said beside it."""
    if when.first is None and when.last is None:
        return "at no known time"
    if when.first is None:
        return f"until {_about(when, _end(_known(when.last), when.to or when.grain))}"
    if when.last is None:
        return f"since {_about(when, _end(when.first, when.grain))}"
    return _about(when, _unit(when, when.first, when.last) if when.to is None else _range(when, when.first, when.last))


def partial_words(partial: Partial) -> str:
    """ "9 September, year not known"; "January to April, year not known"."""
    ends = [f"{end.day} {MONTHS[end.month - 1]}" if end.day else MONTHS[end.month - 1] for end in (partial, partial.last) if end]
    return f"{' to '.join(ends)}, year not known"


def undated_words(words: Sequence[str], *, article_dated: bool) -> str:
    """What is said of an event that has no date: the time words it has, and what is missing to place them."""
    told = f"not dated: {', '.join(f'“{phrase}”' for phrase in words)}" if words else "not dated"
    return told if article_dated else f"{told}, in an article without a date"


def flags(event: Event) -> list[str]:
    """What must be said beside an event's date, in words; nothing for a plain occurrence whose day is known."""
    said = []
    if when := event.when:
        if when.rough:
            said.append("date approximate")
        elif when.doubtful:
            said.append("not certain")
        elif _ends_unknown(when):
            said.append("days not known" if when.to is not None and when.first and when.last else "day not known")
        if when.rough and when.doubtful:
            said.append("not certain")
    if event.status is not Status.HAPPENED:
        said.append(event.status.value)
    if event.disagreements:
        said.append("sources disagree")
    return said


def precision(when: When | None) -> str:
    """How exactly a date is known, as the beginning of a sentence."""
    if when is None:
        return "Not placed on the timeline"
    if when.rough:
        return "Known approximately"
    if when.doubtful:
        return "Inferred, and not certain"
    if when.first is None or when.last is None:
        return "One end is open"
    if when.to is not None:
        return "Known to the days" if not _ends_unknown(when) else f"Known to the {_grain(max(when.grain, when.to))}"
    return f"Known to the {_grain(when.grain)}"


@lru_cache(maxsize=20_000)
def datetime_attribute(when: When) -> str:
    """What the `datetime` of HTML can hold of a date: never finer than what is known, "" where no form of it fits."""
    day, grain = (when.first, when.grain) if when.first else (when.last, when.to or when.grain)
    if day is None or grain >= Grain.DECADE:
        return ""
    if grain is Grain.DAY:
        return day.isoformat()
    if grain is Grain.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat()[:7] if grain is Grain.MONTH else f"{day.year:04}"


def period(first: date, last: date) -> str:
    """From one month to another: "August 2023", "July to September 2023", "2014 to May 2024"."""
    begin, end = month_words(first), month_words(last)
    if begin == end:
        return begin
    return f"{MONTHS[first.month - 1]} to {end}" if first.year == last.year else f"{begin} to {end}"


def month_words(day: date) -> str:
    """ "August 2023"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def _known(day: date | None) -> date:
    assert day is not None
    return day


def _about(when: When, said: str) -> str:
    return f"about {said}" if when.rough else said


def _ends_unknown(when: When) -> bool:
    return (when.grain if when.first else when.to or when.grain) is not Grain.DAY or when.to not in (None, Grain.DAY)


def _grain(grain: Grain) -> str:
    return "day" if grain is Grain.DAY else grain.name.lower()


def _unit(when: When, first: date, last: date) -> str:
    match when.grain:
        case Grain.DAY:
            return day_words(first, weekday=not (when.rough or when.doubtful))
        case Grain.WEEKEND:
            return f"on the weekend of {day_words(first, weekday=False)}"
        case Grain.WEEK:
            return f"in the week of {day_words(first, weekday=False)}"
        case Grain.QUARTER | Grain.HALF:
            return period(first, last)
        case _:
            return _end(first, when.grain)


def _end(day: date, grain: Grain) -> str:
    match grain:
        case Grain.MONTH | Grain.QUARTER | Grain.HALF:
            return month_words(day)
        case Grain.SEASON:
            years = f"{day.year} to {day.year + 1}" if day.month == 12 else str(day.year)
            return f"{SEASONS[day.month]} {years}"
        case Grain.YEAR:
            return str(day.year)
        case Grain.DECADE:
            return f"the {day.year // 10 * 10}s"
        case Grain.CENTURY:
            return f"the {ordinal(day.year // 100 + 1)} century"
        case _:
            return day_words(day, weekday=False)


def ordinal(count: int) -> str:
    """ "1st", "2nd", "20th"."""
    ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def _range(when: When, first: date, last: date) -> str:
    to = when.to or when.grain
    begin, end = _end(first, when.grain), _end(last, to)
    if when.grain == to and first.year == last.year:
        if to < Grain.MONTH:
            begin = str(first.day) if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
        elif to is Grain.MONTH:
            begin = MONTHS[first.month - 1]
    return f"{begin} to {end}"
