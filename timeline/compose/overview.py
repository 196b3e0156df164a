"""The overview: bars for months, years, decades or centuries, drawn as a list of links so that it needs no script and can be read aloud.

Where all events cannot have a bar for their month, those that have most of them get the finest bars: a timeline of one busy year
and a few events long ago shows the months of that year, and what lies before it in years, decades or centuries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from timeline import words
from timeline.compose.blocks import section
from timeline.compose.rows import known_to_the_day, period_of
from timeline.compose.view import View, anchor_day, listing_path
from timeline.model import Event
from timeline.noun import Noun
from timeline.when import Grain, When

FINER = {1200: 120, 120: 12, 12: 1}  # months in a century, a decade, a year, a month
COLUMNS = 26  # that a wide page has room for
LINKS_NARROW = 11  # that a phone of 320 pixels has room for, at 24 pixels each
EMPTY = {1: 12, 12: 3, 120: 3, 1200: 3}  # empty columns of a size in a row that are still drawn; a longer run is a skip
ROOMY = 18  # columns; with more, the names of years do not stand whole
TALLEST = 12  # steps; up to so many events, a step is an event


class Column(Noun, frozen=True, order=True):
    """A run of months that events are counted in. What is known less finely stands first, in a column of its own."""

    start: int  # months since the year 0
    size_down: int  # minus the number of months

    @property
    def months(self) -> int:
        """How many it spans."""
        return -self.size_down

    @property
    def after(self) -> int:
        """The month that follows it."""
        return self.start + self.months

    @property
    def year(self) -> int:
        """The year that it begins in."""
        return self.start // 12


Columns = dict[Column, list[Event]]


class Chart(Noun, frozen=True):
    """Where the bars stand, and whether the events that they lead to stand on the same page."""

    view: View
    here: str
    on_this_page: bool

    def drawn(self, columns: Columns, most: int, look: str) -> str:
        """The list of bars."""
        tallest = max(len(events) for events in columns.values())
        scale = 1 if tallest <= TALLEST else TALLEST / tallest
        items = []
        before = None
        for column in _spaced(columns, most):
            if column is None:
                items.append('<li class="tl-skip" aria-hidden="true"></li>')
            elif column in columns:
                items.append(f"<li>{self._bar(column, columns, scale, before)}{_beneath(before, column)}</li>")
            else:
                items.append(f'<li aria-hidden="true"><span>{_label(column, before)}</span>{_beneath(before, column)}</li>')
            before = column
        look += " tl-tight" if len(items) > ROOMY else ""
        return f'<ol class="{look}">\n' + "\n".join(items) + "\n</ol>"

    def _bar(self, column: Column, columns: Columns, scale: float, before: Column | None) -> str:
        events = columns[column]
        first = period_of(_when(events[0])).key
        target = f"#{first}" if self.on_this_page else self.view.link(self.here, listing_path(self.view, events[0]), first)
        known = sum(known_to_the_day(event) for event in events)
        # Beside the months of a year stands what is known of it without a month.
        is_rest = any(other.months < column.months and column.start <= other.start < column.after for other in columns)
        not_known = f", {_UNIT[FINER[column.months]]} not known" if is_rest else ""
        name = f"{_name(column)}{not_known}, {words.counted(len(events), 'event')}"
        height = f"--n:{len(events) * scale:.4g};--d:{known * scale:.4g}"
        label = f'<b>{len(events)}</b><i style="{height}"></i><span>{_label(column, before)}</span>'
        return f'<a href="{target}" aria-label="{name}">{label}</a>'


def overview(view: View, here: str, events: Sequence[Event], *, on_this_page: bool) -> str:
    """The chart, and one with fewer bars for a phone where it has too many."""
    if not events:
        return ""
    wide = _columns(events, COLUMNS, lambda columns: len(_spaced(columns, COLUMNS)))
    narrow = _columns(events, LINKS_NARROW, len)
    charts = {"tl-bars": wide} if narrow == wide else {"tl-bars tl-wide": wide, "tl-bars tl-narrow": narrow}
    chart = Chart(view, here, on_this_page)
    drawn = "\n".join(chart.drawn(columns, COLUMNS if columns is wide else ROOMY, look) for look, columns in charts.items())
    key = '<p class="tl-key">Filled: known to the day. Hatched: known less exactly. Each bar leads to its events.</p>'
    return section("Overview", f"{drawn}\n{key}", look="tl-overview")


def _columns(events: Sequence[Event], most: int, width: Callable[[Columns], int]) -> Columns:
    """Split the fullest column into finer ones for as long as they fit; one with less than its share only if that takes no room."""
    places = {event.id: _place(_when(event)) for event in events}
    columns = _counted(events, max(FINER), places)
    settled: set[Column] = set()
    while open_columns := [column for column in columns if column.months in FINER and column not in settled]:
        fullest = min(open_columns, key=lambda column: (-len(columns[column]), column))
        settled.add(fullest)
        rest = {column: told for column, told in columns.items() if column != fullest}
        finer = _counted(columns[fullest], FINER[fullest.months], places)
        has_its_share = len(columns[fullest]) * most >= len(events)
        takes_no_room = len(finer) == 1 and fullest.months > 12
        if (has_its_share or takes_no_room) and width(rest | finer) <= most:
            columns = rest | finer
    return columns


def _counted(events: Sequence[Event], size: int, places: Mapping[str, tuple[int, int]]) -> Columns:
    columns: dict[tuple[int, int], list[Event]] = {}
    for event in events:
        month, own = places[event.id]
        months = size if size > own else own
        columns.setdefault((month // months * months, -months), []).append(event)
    return {Column(*place): told for place, told in columns.items()}


@lru_cache(maxsize=20_000)
def _place(when: When) -> tuple[int, int]:
    """The month in which a date stands, counted from the year 0, and of how many months it may be any."""
    day, grain = anchor_day(when), when.grain if when.first else when.to or when.grain
    return day.year * 12 + day.month - 1, {Grain.YEAR: 12, Grain.DECADE: 120, Grain.CENTURY: 1200}.get(grain, 1)


def _spaced(columns: Columns, most: int) -> list[Column | None]:
    """The columns in order with the empty ones between them, if there is room for these; None is a skip."""
    ordered = sorted(columns)
    spaced = _with_empty(ordered, EMPTY)
    return spaced if len(spaced) <= most else _with_empty(ordered, {})


def _with_empty(ordered: Sequence[Column], drawn: Mapping[int, int]) -> list[Column | None]:
    spaced: list[Column | None] = [ordered[0]]
    for before, column in pairwise(ordered):
        empty = range(before.after, column.start, before.months)
        if before.months == column.months and len(empty) <= drawn.get(column.months, 0):
            spaced += [Column(start, before.size_down) for start in empty]
        elif column.start > before.after:
            spaced.append(None)
        spaced.append(column)
    return spaced


def _beneath(before: Column | None, column: Column) -> str:
    """The year of a month, told once for the months of a year that stand together; and what kind of number a century's is."""
    if column.months == max(FINER):
        return "" if before and before.months == column.months else '<small class="tl-first">century</small>'
    told = column.months != 1 or (before is not None and before.months <= 12 and before.year == column.year)
    return "" if told else f"<small>{column.year}</small>"


def _label(column: Column, before: Column | None) -> str:
    """The name of a column; what stands in <u> is left out where room is scarce."""
    year = f"{column.year:04}"
    match column.months:
        case 1:
            month = words.MONTHS[column.start % 12]
            return f"{month[0]}<u>{month[1:3]}</u>"
        case 12 | 120:
            ending = "s" if column.months == 120 else ""
            is_said = before and before.months == column.months and before.year // 100 == column.year // 100
            return f'<u class="tl-century">{year[:2]}</u>{year[2:]}{ending}' if is_said else f"{year}{ending}"
        case _:
            return words.ordinal(column.year // 100 + 1)


_UNIT = {1: "month", 12: "year", 120: "decade"}


def _name(column: Column) -> str:
    match column.months:
        case 1:
            return f"{words.MONTHS[column.start % 12]} {column.year}"
        case 12:
            return str(column.year)
        case 120:
            return f"{column.year}s"
        case _:
            return f"The {words.ordinal(column.year // 100 + 1)} century"


def _when(event: Event) -> When:
    assert event.when is not None, "only dated events are drawn"
    return event.when
