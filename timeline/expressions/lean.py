"""Say which of several dates is meant: "Friday", "May 24" and "the third quarter" lean to the day of writing."""

from __future__ import annotations

from datetime import date

from timeline import when
from timeline.expressions.meaning import Counted, Yearly
from timeline.when import NoSuchDay, Partial, When

_LEAP_DAY = Partial(2, 29)
_TURN_OF_YEAR = 300  # days back from which a date without a year is that of the next

Leaning = tuple[When | None, str]  # the date, and what was taken for granted


def weekday_of(number: int, words: str, written: date, tense: str, was_intended: bool = False) -> Leaning:
    """The next such day where the clause speaks of the future, else the latest; the day of writing counts either way.

    News says "will arrive on Thursday" on the Thursday itself. What was only intended, "they were to meet on Thursday", may be over:
    told on a Friday it is that of the day before.
    """
    back = (written.weekday() - number) % 7
    if tense == "future" and not (was_intended and back in (1, 2)):
        return when.on(when.add_days(written, (number - written.weekday()) % 7)), "the first such day on or after the day of writing"
    return when.on(when.add_days(written, -back)), f"the latest {words} on or before the day of writing"


def year_of(value: Partial | Yearly | Counted, written: date, tense: str, weekday: int | None = None) -> Leaning:
    """The latest, or the next where the clause or the distance says so: nobody calls a day eleven months ago "Dec. 7".

    A weekday said beside the date decides, where it fits one of the years around.
    """
    years = range(-4, 5) if value == _LEAP_DAY else range(-1, 2)
    options = [found for year in years if (found := in_year(value, written.year + year))]
    if weekday is not None:
        options = [option for option in options if _first(option).weekday() == weekday] or options
    over = [option for option in options if _first(option) <= written]
    ahead = [option for option in options if _last(option) >= written]
    if isinstance(value, Yearly) and value.kind == "quarter":
        # Earnings are told when the quarter is over, or under way; "expects to report a third-quarter loss" is no future quarter.
        soon = tense == "future" and (_first(ahead[0]) - written).days < 62
        return (ahead[0] if soon else over[-1]), "the latest quarter that has begun"
    if not (over and ahead):
        return next(iter(over or ahead), None), "the only such day in the years around the day of writing"
    back, forth = (written - _last(over[-1])).days, (_first(ahead[0]) - written).days
    if tense == "future":
        is_ahead = forth <= 300 or back > 120
    elif tense == "past":
        is_ahead = back > 300 and forth < 60
    else:
        is_ahead = back > 240 and forth < 120
    return (ahead[0], "the first on or after the day of writing") if is_ahead else (over[-1], "the latest on or before the day of writing")


def next_after(value: Partial | Yearly | Counted, begin: When) -> When | None:
    """The far end of a range that begins there: "to May" after "from September 2023" is May 2024."""
    options = [found for year in (0, 1) if (found := in_year(value, _first(begin).year + year))]
    return next((option for option in options if _first(option) >= _first(begin)), None)


def in_story(value: Partial | Yearly | Counted, story: When) -> When | None:
    """The one of the year that the story is in, or of the next where "January" follows December."""
    assert story.first
    same = in_year(value, story.first.year)
    if same and story.grain <= when.Grain.MONTH and (story.first - _last(same)).days > _TURN_OF_YEAR:
        return in_year(value, story.first.year + 1)
    return same


def in_year(value: Partial | Yearly | Counted, year: int) -> When | None:
    """The one of a year, None where that year has none or the calendar ends."""
    try:
        return value.in_year(year)
    except NoSuchDay:
        return None


def _first(option: When) -> date:
    assert option.first
    return option.first


def _last(option: When) -> date:
    assert option.last
    return option.last
