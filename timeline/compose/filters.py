"""What filtering in the browser needs: who, where, when and told by whom, of every event, in files that are loaded on first use.

They are scripts that hand over data, not JSON: a page opened from a disk may load the one, and not the other. A page that has
rows hides those that do not fit; the home page of a large timeline has none, and makes rows from the titles in further files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import json

from timeline import words
from timeline.compose.rows import known_to_the_day, outlet
from timeline.compose.view import EVENTS, FILTER, HOME, WHOLE, View
from timeline.model import Event, Page
from timeline.when import When, unit

TITLES = 500  # events whose titles stand in one file
FEW = 8  # rows that a reader takes in without a filter

_EPOCH = date(1970, 1, 1)


def filter_pages(view: View) -> Iterator[Page]:
    """The file of who, where and when; and for a timeline that is not whole on the home page, those of its titles."""
    yield _script(FILTER, _facts(view))
    if len(view.dated) > WHOLE:
        for number, start in enumerate(range(0, len(view.dated), TITLES)):
            rows = [_row(event) for event in view.dated[start : start + TITLES]]
            yield _script(f"data/titles-{number}.js", rows)


def filter_part(view: View, here: str, count: int, *, dated: bool = True) -> str:
    """Where the script puts the filter of a page that lists so many events; nothing for a page that has few."""
    if count <= FEW:
        return ""
    about = {"label": f"Filter these {words.counted(count, 'event')}", "facts": view.link(here, FILTER), "event": view.link(here, EVENTS)}
    if here == HOME and len(view.dated) > WHOLE:
        about |= {"label": f"Filter {words.counted(count, 'event')}", "rows": view.link(here, "data/titles-")}
    elif here != HOME and dated:
        about["whole"] = view.link(here, HOME)
    data = " ".join(f'data-{name}="{value}"' for name, value in about.items())
    return f'<section class="tl-part tl-filter" hidden data-search-exclude {data}>\n<h2>Filter</h2>\n<div></div>\n</section>'


def _script(path: str, data: object) -> Page:
    name = path.rpartition("/")[2]
    return Page(path, b"timelineData[%b](%b)\n" % (json.encode(name), json.encode(data)))


def _facts(view: View) -> dict[str, object]:
    """Events by column, in the order of the timeline: a column packs better than an event."""
    events = (*view.dated, *view.undated)
    outlet_of = {file: outlet(article) for file, (article, _) in view.articles.items()}
    columns: dict[str, list[Sequence[str]]] = {
        "who": [event.actors for event in events],
        "where": [event.places for event in events],
        "outlet": [list(dict.fromkeys([outlet_of[report.article] for report in event.reports])) for event in events],
        "status": [[event.status.value] for event in events],
    }
    names = {column: _most_frequent(told) for column, told in columns.items()}
    at = {column: {name: index for index, name in enumerate(listed)} for column, listed in names.items()}
    ranges = [_days(event.when) for event in events]
    return {
        "ids": "".join(event.id for event in events),
        "dated": len(view.dated),
        "size": TITLES,
        **names,
        "of": {column: [[at[column][name] for name in dict.fromkeys(named)] for named in told] for column, told in columns.items()},
        "first": [first for first, _ in ranges],
        "days": [days for _, days in ranges],
        "sure": "".join("1" if known_to_the_day(event) else "0" for event in events),
    }


def _most_frequent(told: Iterable[Sequence[str]]) -> list[str]:
    counted = Counter(name for names in told for name in dict.fromkeys(names))
    return sorted(counted, key=lambda name: (-counted[name], name))


def _days(when: When | None) -> tuple[int | None, int | None]:
    """The first day that an event can have happened, counted from 1970, and how many days later the last; None for an open end.

    What is said to be rough reaches a unit further on either side. Without a first day, the last is counted from 1970 too.
    """
    if when is None or (known := when.first or when.last) is None:
        return None, None
    first = (when.first - _EPOCH).days if when.first else None
    last = (when.last - _EPOCH).days if when.last else None
    slack = unit(when.grain, known).days or 0 if when.rough else 0
    begin = first - slack if first is not None else None
    return begin, last + slack - (begin or 0) if last is not None else None


def _row(event: Event) -> tuple[str, str, str, str]:
    """What the script makes a row of: the date in words and for programs, the title, the flags."""
    assert event.when is not None
    return words.date_words(event.when), words.datetime_attribute(event.when), event.title, ", ".join(words.flags(event))
