"""Dates told from the day of writing or from what the story spoke of last: "three weeks ago", "last month", "the next day"."""

# ruff: noqa: D103 - the phrase of a rule is its description

from __future__ import annotations

from datetime import date

from timeline import when
from timeline.expressions.meaning import Yearly, count
from timeline.expressions.rules import Book
from timeline.expressions.vocabulary import VOCABULARY
from timeline.when import Grain, When

relative = Book(VOCABULARY)

_OVER_THE = r"\b(?:in|over|during|within|for|throughout|of) the "
_EVENT = (
    r" (?:\d|the|that|this|another|an?|he|she|it|they|we|I|you|his|her|its|their|our|my|being|having|\w+ing|(?-i:[A-Z])\w*"
    # "before crews recovered the body": a bare noun with what it did
    r"|(?-i:[a-z]+ (?:[a-z]{2,}ed|was|were|had|began|took|came|went|struck|hit|fell|found|won|lost|left|made|met|said|told)))\b"
)


@relative.phrase(
    "today",
    unless_before=r"\b(?:many|most|some|all|people|leaders|youth) of ",
    unless_after=r"(?:'s|’s) (?:world|society|young|youth|standards)\b|\"|’? show",
)
@relative.phrase(
    "(later|earlier|late) in the day",
    "tonight",
    "this (morning|afternoon|evening)",
    "earlier today",
    "later today",
    "later tonight",
    "this very day",
)
def today(written: date, weekday: int | None = None) -> When:
    return when.on(written)


@relative.phrase("yesterday", "last night", "yesterday (morning|afternoon|evening|night)")
def yesterday(written: date, weekday: int | None = None) -> When:
    return when.on(when.add_days(written, -1))


@relative.phrase("tomorrow", unless_before=r"\bof ")
@relative.phrase("tomorrow (morning|afternoon|evening|night)")
def tomorrow(written: date, weekday: int | None = None) -> When:
    return when.on(when.add_days(written, 1))


@relative.phrase("the day before yesterday")
def day_before_yesterday(written: date) -> When:
    return when.on(when.add_days(written, -2))


@relative.phrase("the day after tomorrow")
def day_after_tomorrow(written: date) -> When:
    return when.on(when.add_days(written, 2))


@relative.phrase(
    "{number} {unit}s? ago",
    "{number} {unit}s? back",
    "{number} {unit}s? or (so|two|more) ago",
    "{number}-{unit}s?-ago",
    "{number} {unit}s? earlier today",
)
def units_ago(unit: Grain, written: date, number: int = 1) -> When:
    return when.shift(when.unit(unit, written), -number)


@relative.phrase("(past|last) ({number:counted} )?{unit}s?", before=_OVER_THE, unless_after=" of ")
@relative.phrase("(past|last) couple of {unit}s", before=_OVER_THE)
def lately(unit: Grain, written: date, number: int = 1) -> When:
    """ "In the past week" reaches from the same weekday a week ago to the day of writing."""
    if unit <= Grain.WEEK:
        return when.span(when.on(when.add_days(written, -number * (1 if unit is Grain.DAY else 7))), when.on(written))
    # A year back is counted in months, since the year that it began in is not over in it.
    now = when.unit(min(unit, Grain.MONTH), written)
    return when.span(when.shift(now, -number * when.MONTHS[unit]), now)


@relative.phrase("(next|coming) {number:counted} {unit}s?", before=_OVER_THE)
@relative.phrase("(over|during|within|for|throughout) the (next|coming) {unit:long_unit}", unless_after=r" (?:or|and) |s\b")
def soon(unit: Grain, written: date, anchor: When, tense: str, number: int = 1) -> When | None:
    """ "Will pay for the next year" reaches from the day of writing to its return; "lasted for the next year" is that after the story's."""
    if tense == "past":
        return count(anchor, number, unit) if number == 1 else None
    if unit <= Grain.WEEK:
        return when.span(when.on(written), when.on(when.add_days(written, number * (1 if unit is Grain.DAY else 7))))
    now = when.unit(min(unit, Grain.MONTH), written)
    return when.span(now, when.shift(now, number * when.MONTHS[unit]))


@relative.phrase(
    "{number} {unit}s? from (now|today)", "in {number:counted} {unit}s? time", "in {number} {unit}s?'?s? time", "{number} {unit}s? hence"
)
def units_ahead(number: int, unit: Grain, written: date) -> When:
    return when.shift(when.unit(unit, written), number)


@relative.phrase("{direction} {unit:long_unit}", unless_before=r"\bthe |\ba ", unless_after=r"-|\w| and a half| old\b")
def that_unit(direction: int, unit: Grain, written: date) -> When:
    return when.shift(when.unit(unit, written), direction)


@relative.phrase("{direction} {month}")
def that_month(direction: int, month: int, written: date) -> When:
    """ "Last October" is the latest that has begun, "this October" that of the year."""
    of_year = when.month(written.year, month)
    return _nearest(of_year, direction, written)


@relative.phrase("{direction} {month} {day}", "{direction} {day} {month}", unless_after=r"[,.:]?\d|%")
def that_month_day(direction: int, month: int, day: int, written: date) -> When:
    """ "Last Oct. 23" is the latest before the day of writing."""
    of_year = when.day(written.year, month, day)
    assert of_year.first
    if direction < 0 and of_year.first >= written:
        return when.day(written.year - 1, month, day)
    return when.day(written.year + 1, month, day) if direction > 0 and of_year.first <= written else of_year


@relative.phrase("{direction} {season}", "(early|late|earlier|later) {direction} {season}")
def that_season(direction: int, season: int, written: date) -> When:
    return _nearest(when.season(written.year, season), direction, written)


@relative.phrase("{direction} {holiday}")
def that_holiday(direction: int, holiday: str, written: date) -> When:
    of_year = Yearly(holiday)
    found = of_year.in_year(written.year)
    assert found.first
    if direction < 0:
        return found if found.first < written else of_year.in_year(written.year - 1)
    if direction > 0:
        return found if found.first > written else of_year.in_year(written.year + 1)
    return found


@relative.phrase("{direction} {weekday}", "(early|late|earlier|later) {direction} {weekday}")
def that_weekday(direction: int, weekday: int, written: date) -> When:
    """ "Last Friday" is the latest before the day of writing, "this Friday" that of the week.

    Of the day before, nobody says "last": on a Saturday "last Friday" is the one of the week before.
    """
    if direction < 0:
        back = (written.weekday() - weekday - 1) % 7 + 1
        return when.on(when.add_days(written, -(back if back > 1 else 8)))
    if direction > 0:
        return when.on(when.add_days(written, (weekday - written.weekday() - 1) % 7 + 1))
    return when.on(when.add_days(written, weekday - written.weekday()))


@relative.phrase("{weekday} week", "a week on {weekday}", "a week from {weekday}")
def weekday_after_next(weekday: int, written: date) -> When:
    return when.on(when.add_days(written, (weekday - written.weekday() - 1) % 7 + 8))


@relative.phrase("(the )?{weekday} before last")
def weekday_before_last(weekday: int, written: date) -> When:
    return when.on(when.add_days(written, -((written.weekday() - weekday - 1) % 7 + 8)))


@relative.phrase("(the )?{unit} before last")
def unit_before_last(unit: Grain, written: date) -> When:
    return when.shift(when.unit(unit, written), -2)


@relative.phrase("(the )?{unit} after next")
def unit_after_next(unit: Grain, written: date) -> When:
    return when.shift(when.unit(unit, written), 2)


@relative.phrase(
    "(a|one) year(-| )(ago|earlier)_(quarter|period)",
    "the (comparable |same |corresponding )?(year_ago|year_earlier|prior_year)_({q:quarter}_)?(quarter|period)",
)
@relative.phrase("the (quarter|period) a year (ago|earlier)", "the (year_ago|year_earlier)")
@relative.phrase(
    "year_(ago|earlier)",
    "a year ago",
    "last year's (quarter|period)",
    "the (same|comparable|corresponding) (quarter|period) (a year (ago|earlier)|last year|of last year|the year before)",
)
def year_before(written: date, q: int | None = None, quarter: When | None = None) -> When:
    """In the news of a quarter's earnings, the same quarter of the year before; anywhere else that year."""
    if q:
        return when.quarter(written.year - 1, q)
    return when.shift(quarter, -4) if quarter else when.year(written.year - 1)


@relative.phrase("a year earlier")
def year_earlier(anchor: When, quarter: When | None = None) -> When:
    """In the news of a quarter's earnings, the same quarter of the year before; anywhere else the year before that of the story."""
    return when.shift(quarter, -4) if quarter else when.shift(when.unit(max(Grain.YEAR, anchor.grain), _first(anchor)), -1)


@relative.phrase("the (quarter|period)")
def the_quarter(written: date, quarter: When | None = None) -> When:
    """The quarter that the story speaks of, else the latest one that is over: earnings are told after it."""
    return quarter or _latest_quarter(written)


@relative.phrase("the (latest|most recent) (quarter|period)")
def latest_quarter(written: date) -> When:
    return _latest_quarter(written)


@relative.phrase("the {year} (quarter|period)")
def quarter_of_year(year: int, quarter: When | None = None) -> When:
    """ "The 1988 period" is, in the news of a quarter, that quarter of 1988."""
    return when.shift(quarter, 4 * (year - quarter.first.year)) if quarter and quarter.first else when.year(year)


@relative.phrase("the (first |latest )?(six|nine|12|twelve) months", "(the )?first (three|six|nine|10|ten|11|eleven) months")
def months_on_end(**said: object) -> None:
    """A stretch without a place; the news of it is no longer that of the quarter."""
    return


@relative.phrase("the full (fiscal )?year", "the current (fiscal |business |calendar )year", "this fiscal year")
@relative.phrase(
    "the (current |full )?(fiscal )?year",
    before=r"\b(?:for|later in|earlier in|rest of|part of|months of|quarters? of|half of|low for|high for|so far in) ",
    unless_after=r"[- ](?:of|before|after|ago|earlier|later|the|that|when|in which|a|ended|ending|\d)\b",
)
def year_of_writing(written: date) -> When:
    return when.year(written.year)


def last_year(written: date) -> When:
    """Has one word in some languages."""
    return when.year(written.year - 1)


@relative.phrase("(the |its |their )?(latest|most recent|last) fiscal year")
def last_fiscal_year(written: date) -> When:
    return when.year(written.year - 1)


def week_of_writing(written: date) -> When:
    """Has no English phrase of its own: "the beginning of the week" names its unit."""
    return when.week(written)


@relative.phrase("(the )?weekend", "over the weekend", before=r"\b(?:the|this|over|during|on) |(?:^|[.] )")
@relative.phrase("this weekend")
def the_weekend(written: date, tense: str) -> When:
    """The latest that has begun, or the next where the clause speaks of the future."""
    if tense == "future":
        return when.weekend(written)
    return when.weekend(written) if written.weekday() >= 5 else when.weekend(when.add_days(written, -7))


@relative.phrase("(the )?{unit:long_unit}'s end", "{unit:long_unit}_end", "the current {unit:long_unit}")
@relative.phrase("the {unit:long_unit}", before=r"\b(?:end|close|beginning|start|middle|earlier|later|late|early)(?: of| in)? ")
def the_unit(unit: Grain, written: date) -> When:
    return when.unit(unit, written)


@relative.phrase(
    "the (next|following) {unit:long_unit}",
    "the (next|following) day",
    "the (next|following) (morning|afternoon|evening|night)",
    "a {unit} later",
)
@relative.phrase("the {unit} after(wards?)?", unless_after=_EVENT)
def unit_after(anchor: When, unit: Grain = Grain.DAY) -> When | None:
    return count(anchor, 1, unit)


@relative.phrase(
    "the (previous|preceding) {unit:long_unit}",
    "the (previous|preceding) (day|morning|afternoon|evening|night)",
    "the {unit} before",
    unless_after=_EVENT,
)
def unit_before(anchor: When, unit: Grain = Grain.DAY) -> When | None:
    return count(anchor, -1, unit)


@relative.phrase("{number} {unit}s? (later|afterwards?)")
@relative.phrase("{number:counted} {unit}s? (after|on)", after=r"[,.;]")
def units_later(number: int, unit: Grain, anchor: When) -> When | None:
    return count(anchor, number, unit)


@relative.phrase("{number} {unit}s? (earlier|previously)", "{number} {unit}s? before", unless_after=_EVENT)
def units_earlier(number: int, unit: Grain, anchor: When) -> When | None:
    return count(anchor, -number, unit)


@relative.phrase("{number} {unit}s? {side}", "the {unit} {side}", after=_EVENT)
def beside_an_event(side: int, beside: When, unit: Grain = Grain.DAY, number: int = 1) -> When | None:
    """ "Rescued on Monday, a day before he spoke" dates what he spoke; open where nothing dates the doing that it is counted from.

    Where a date stands behind it, that is what it is counted from: "two days after the May 5 vote".
    """
    return count(beside, -side * number, unit)


@relative.phrase("the eve of", after=_EVENT)
def eve_of_an_event(beside: When) -> When | None:
    """ "Resigned on Monday, on the eve of the summit" dates the summit."""
    return count(beside, 1, Grain.DAY)


@relative.phrase("(the|that|this) same (day|morning|afternoon|evening|night)", "that (day|morning|afternoon|evening|night)")
def same_day(anchor: When) -> When | None:
    return anchor if anchor.is_day else None


def time_of_day(hour: str, written: date, tense: str, near: When | None = None) -> When | None:
    """An hour alone is one of the day told before it in the sentence; in an announcement, one of the day of writing."""
    if near and near.is_day:
        return near
    return None if tense == "past" else when.on(written)


@relative.phrase(
    "(the|that) same {unit:long_unit}",
    "that {unit:long_unit}",
    "of that {unit:long_unit}",
    "(later|late|early|earlier) in the same {unit:long_unit}",
)
def same_unit(unit: Grain, anchor: When) -> When | None:
    return when.unit(unit, anchor.first) if anchor.first and anchor.grain <= unit else None


@relative.phrase("(the|that) same {month}", "the (following|next) {month}")
def next_month(month: int, anchor: When) -> When:
    assert anchor.last
    of_year = when.month(anchor.last.year, month)
    assert of_year.first
    return of_year if of_year.first > anchor.last else when.month(anchor.last.year + 1, month)


@relative.phrase("the (previous|preceding) {month}")
def previous_month(month: int, anchor: When) -> When:
    assert anchor.first
    of_year = when.month(anchor.first.year, month)
    assert of_year.last
    return of_year if of_year.last < anchor.first else when.month(anchor.first.year - 1, month)


@relative.phrase("the (following|next) {weekday}")
def following_weekday(weekday: int, anchor: When) -> When | None:
    return when.on(when.add_days(anchor.last, (weekday - anchor.last.weekday() - 1) % 7 + 1)) if anchor.is_day and anchor.last else None


@relative.phrase("the (previous|preceding) {weekday}")
def previous_weekday(weekday: int, anchor: When) -> When | None:
    return (
        when.on(when.add_days(anchor.first, -((anchor.first.weekday() - weekday - 1) % 7 + 1))) if anchor.is_day and anchor.first else None
    )


def _latest_quarter(written: date) -> When:
    return when.shift(when.unit(Grain.QUARTER, written), -1)


def _nearest(of_year: When, direction: int, written: date) -> When:
    """The latest that is over or under way for "last", the earliest to come for "next", that of the year for "this"."""
    assert of_year.first and of_year.last
    years = when.MONTHS[Grain.YEAR] // when.MONTHS[of_year.grain]
    if direction < 0 and of_year.last >= written:
        return when.shift(of_year, -years)
    if direction > 0 and of_year.first <= written:
        return when.shift(of_year, years)
    return of_year


def _first(anchor: When) -> date:
    if anchor.first is None:
        raise when.NoSuchDay(f"{anchor} has no first day to count from")
    return anchor.first
