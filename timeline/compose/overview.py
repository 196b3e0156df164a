"""The overview: a bar for each month, year or decade, drawn as a list of links so that it needs no script and can be read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline import words
from timeline.compose.blocks import section
from timeline.compose.rows import known_to_the_day, period_of
from timeline.compose.view import View, anchor_day, listing_path
from timeline.model import Event
from timeline.when import Grain, When

SIZES = (1, 12, 120, 1200)  # months in a column: a month, a year, a decade, a century
COLUMNS = 22  # that a wide page has room for
LINKS_NARROW = 11  # that a phone of 320 pixels has room for, at 24 pixels each
EMPTY = {1: 12, 12: 3, 120: 3, 1200: 3}  # empty columns of a size in a row that are still drawn; a longer run is a skip
TALLEST = 12  # steps; up to so many events, a step is an event


@dataclass(frozen=True, slots=True, order=True)
class Column:
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


@dataclass(frozen=True, slots=True)
class Chart:
    """Where the bars stand, and whether the events that they lead to stand on the same page."""

    view: View
    here: str
    on_this_page: bool

    def drawn(self, columns: dict[Column, list[Event]], size: int, look: str) -> str:
        """The list of bars."""
        tallest = max(len(events) for events in columns.values())
        scale = 1 if tallest <= TALLEST else TALLEST / tallest
        items = []
        before = None
        for column in _spaced(columns, size):
            if column is None:
                items.append('<li class="tl-skip" aria-hidden="true"></li>')
            elif column in columns:
                items.append(f"<li>{self._bar(column, columns[column], size, scale)}{_year_beneath(before, column)}</li>")
            else:
                items.append(f'<li aria-hidden="true"><span>{_label(column, size)}</span>{_year_beneath(before, column)}</li>')
            before = column
        return f'<ol class="{look}">\n' + "\n".join(items) + "\n</ol>"

    def _bar(self, column: Column, events: Sequence[Event], size: int, scale: float) -> str:
        first = period_of(_when(events[0])).key
        target = f"#{first}" if self.on_this_page else self.view.link(self.here, listing_path(self.view, events[0]), first)
        known = sum(known_to_the_day(event) for event in events)
        name = f"{_name(column)}, {words.counted(len(events), 'event')}"
        height = f"--n:{len(events) * scale:.4g};--d:{known * scale:.4g}"
        return f'<a href="{target}" aria-label="{name}"><b>{len(events)}</b><i style="{height}"></i><span>{_label(column, size)}</span></a>'


def overview(view: View, here: str, events: Sequence[Event], *, on_this_page: bool) -> str:
    """The chart in the finest columns that fit, and for a phone in coarser ones where those are too many."""
    if not events:
        return ""
    counts = {size: _counted(events, size) for size in SIZES}
    wide = next((size for size, columns in counts.items() if len(_spaced(columns, size)) <= COLUMNS), SIZES[-1])
    narrow = next((size for size, columns in counts.items() if len(columns) <= LINKS_NARROW), SIZES[-1])
    sizes = {"tl-bars": wide} if narrow <= wide else {"tl-bars tl-wide": wide, "tl-bars tl-narrow": narrow}
    chart = Chart(view, here, on_this_page)
    drawn = "\n".join(chart.drawn(counts[size], size, look) for look, size in sizes.items())
    key = '<p class="tl-key">Filled: known to the day. Hatched: known less exactly. Each bar leads to its events.</p>'
    return section("Overview", f"{drawn}\n{key}", look="tl-overview")


def _counted(events: Sequence[Event], size: int) -> dict[Column, list[Event]]:
    columns: dict[Column, list[Event]] = {}
    for event in events:
        when = _when(event)
        day, own = anchor_day(when), max(size, _size(when))
        columns.setdefault(Column((day.year * 12 + day.month - 1) // own * own, -own), []).append(event)
    return columns


def _size(when: When) -> int:
    grain = when.grain if when.first else when.to or when.grain
    return {Grain.YEAR: 12, Grain.DECADE: 120, Grain.CENTURY: 1200}.get(grain, 1)


def _spaced(columns: dict[Column, list[Event]], size: int) -> list[Column | None]:
    """The columns in order with the empty ones between them; None is a skip."""
    ordered = sorted(columns)
    spaced: list[Column | None] = [ordered[0]]
    for before, column in pairwise(ordered):
        empty = range(before.after, column.start, size)
        if before.months == column.months == size and len(empty) <= EMPTY[size]:
            spaced += [Column(start, -size) for start in empty]
        elif len(empty) > 0:
            spaced.append(None)
        spaced.append(column)
    return spaced


def _year_beneath(before: Column | None, column: Column) -> str:
    """The year of a month, told once for the months of a year that stand together."""
    told = column.months != 1 or (before is not None and before.months == 1 and before.year == column.year)
    return "" if told else f"<small>{column.year}</small>"


def _label(column: Column, size: int) -> str:
    """The name of a column; what stands in <u> is left out on a phone, where all columns of the chart have such a part."""
    if column.months == 1:
        month = words.MONTHS[column.start % 12]
        return f"{month[0]}<u>{month[1:3]}</u>"
    year = f"{column.year:04}"
    ending = "" if column.months == 12 else "s"
    return f"<u>{year[:2]}</u>{year[2:]}{ending}" if column.months == size < 1200 else f"{year}{ending}"


def _name(column: Column) -> str:
    if column.months == 1:
        return f"{words.MONTHS[column.start % 12]} {column.year}"
    return str(column.year) if column.months == 12 else f"{column.year}s"


def _when(event: Event) -> When:
    assert event.when is not None, "only dated events are drawn"
    return event.when
