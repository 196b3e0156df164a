"""The timeline in the forms that other programs read: a table, a calendar, and the data of TimelineJS."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache

from icalendar import Calendar, vText
from icalendar.parser import Contentline
from msgspec import json

from timeline import words
from timeline.compose import escape
from timeline.compose.passages import first_sentence
from timeline.compose.rows import outlets
from timeline.compose.view import View, event_path
from timeline.model import Event, Page, Status
from timeline.when import Grain, When

CSV, ICS, TIMELINEJS = "data/events.csv", "data/events.ics", "data/timelinejs.json"
LONGEST = 75  # bytes of a line of a calendar
COLUMNS = (
    *("id", "url", "date", "first", "last", "title", "status", "importance", "actors", "places"),
    *("outlets", "articles", "quote", "because"),
)


def as_json(value: object) -> bytes:
    """A value as JSON that people can read and compare line by line."""
    return json.format(json.encode(value), indent=1) + b"\n"


def as_item(value: object) -> str:
    """A value as it stands in the list of `with_items`."""
    return json.format(json.encode(value), indent=1).decode().replace("\n", "\n  ")


def with_items(head: Mapping[str, object], name: str, items: Iterable[str]) -> bytes:
    """The JSON of some values and, under a name, of a list of items, each of which was written by itself."""
    frame = as_json({**head, name: []})
    listed = ",\n  ".join(items).encode()
    return frame.removesuffix(b"[]\n}\n") + b"[\n  " + listed + b"\n ]\n}\n" if listed else frame


def days_of(when: When | None) -> tuple[str | None, str | None]:
    """The first and last day as ISO text; None where that end is open, or nothing is known."""
    first, last = (when.first, when.last) if when else (None, None)
    return first.isoformat() if first else None, last.isoformat() if last else None


def table(view: View) -> Page:
    """events.csv, one row an event; several names in a cell are parted by "; ". Lines end as RFC 4180 has them."""
    rows = (_line(COLUMNS), *view.each(CSV, _row, (*view.dated, *view.undated)))
    # Half a surrogate pair, from a broken page, cannot be encoded.
    return Page(CSV, "".join(rows).encode("utf-8", "replace"))


def _row(view: View, event: Event) -> str:
    first, last = days_of(event.when)
    cells = (
        *(event.id, view.address(event_path(event.id)), event.date, first, last, event.title, event.status.value),
        *(f"{event.importance:.3f}", _joined(event.actors), _joined(event.places), _joined(outlets(view, event))),
        *(_joined(dict.fromkeys(report.article for report in event.reports)), _quote(event), event.because),
    )
    return _line([_no_formula(cell or "") for cell in cells])


def _line(cells: Iterable[str]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(cells)
    return file.getvalue()


def _joined(names: Iterable[str]) -> str:
    return "; ".join(names)


def _quote(event: Event) -> str:
    passages = event.reports[0].passages
    return passages[0].quote if passages else ""


def _no_formula(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe, as OWASP advises: the texts are not ours."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def calendar(view: View) -> Page:
    """events.ics, all-day entries (RFC 5545) for what is dated to the day, or to a run of days; a month has no place in a calendar."""
    frame = Calendar()
    frame.add("prodid", "-//Timeline of news articles//EN")
    frame.add("version", "2.0")
    frame.add("x-wr-calname", view.site.name)
    head, end = frame.to_ical().split(b"END:VCALENDAR", 1)
    entries = view.each(ICS, _entry, [event for event in view.dated if event.when and _is_of_days(event.when)])
    return Page(ICS, b"".join((head, "".join(entries).encode(), b"END:VCALENDAR", end)))


def _is_of_days(when: When) -> bool:
    return bool(when.first and when.last) and (when.to or when.grain) <= Grain.WEEK and when.grain <= Grain.WEEK and not when.rough


def _entry(view: View, event: Event) -> str:
    when = event.when
    assert when and when.first and when.last
    title = event.title if event.status is Status.HAPPENED else f"{words.begun(event.status.value)}: {event.title}"
    said = escape.one_line(f"{words.in_words(when)}. {', '.join(outlets(view, event))}.")
    match event.status:
        case Status.CANCELLED:
            status = "CANCELLED"
        case _:
            status = "TENTATIVE" if when.doubtful or event.status is Status.PLANNED else "CONFIRMED"
    # The end is the first day outside (RFC 5545, 3.6.1); the calendar's last day has none after it.
    end = when.last + timedelta(days=1) if when.last.year < 9999 else when.last
    lines = (
        "BEGIN:VEVENT",
        f"SUMMARY:{_text(title)}",
        f"DTSTART;VALUE=DATE:{_digits(when.first)}",
        f"DTEND;VALUE=DATE:{_digits(end)}",
        f"DTSTAMP:{_digits(changed_at(event))}T000000Z",
        f"UID:{_text(f'{event.id}@{view.site.authority}')}",
        f"DESCRIPTION:{_text(said)}",
        f"STATUS:{status}",
        "TRANSP:TRANSPARENT",
        *([f"URL:{view.address(event_path(event.id))}"] if view.site.url else []),
        "END:VEVENT",
        "",
    )
    return "\r\n".join(map(_folded, lines))


def _text(value: str) -> str:
    return vText(value).to_ical().decode()


def _digits(day: date) -> str:
    return day.isoformat()[:10].replace("-", "")


def _folded(line: str) -> str:
    """A line of the calendar; the library folds those that are too long (RFC 5545, 3.1), and takes its time for that."""
    if len(line.encode()) < LONGEST:
        return line
    folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]
    return folded.decode()


def changed_at(event: Event) -> datetime:
    """When a reader last saw something change in an event; the first day of 1970 where no release has a date."""
    return _moment(max([change.released for change in event.history], default=""))


@cache
def _moment(released: str) -> datetime:
    return datetime.fromisoformat(released or "1970-01-01").replace(tzinfo=UTC)


def timelinejs(view: View) -> Page:
    """timelinejs.json, the form that TimelineJS3 reads; its texts are HTML. What is not dated, or has no beginning, it cannot show."""
    slides = view.each(TIMELINEJS, _slide, [event for event in view.dated if event.when and event.when.first])
    title = {"text": {"headline": escape.html_text(view.site.name), "text": escape.html_text(view.site.description)}}
    return Page(TIMELINEJS, with_items({"title": title}, "events", slides))


def _slide(view: View, event: Event) -> str:
    when = event.when
    assert when
    article = view.articles[event.reports[0].article][0]
    address = view.address(event_path(event.id))
    link = f'<p><a href="{escape.attribute(address)}">{escape.html_text(", ".join(outlets(view, event)))}</a></p>' if view.site.url else ""
    slide: dict[str, object] = {
        "unique_id": event.id,
        "start_date": _date(days_of(when)[0] or "", when.grain),
        "display_date": words.in_words(when),
        "text": {
            "headline": escape.html_text(event.title),
            "text": f"<blockquote>{escape.html_text(first_sentence(article, event.reports[0]))}</blockquote>{link}",
        },
    }
    if when.last and not when.is_day:
        slide["end_date"] = _date(days_of(when)[1] or "", when.to or when.grain)
    if event.status is not Status.HAPPENED:
        slide["group"] = words.begun(event.status.value)
    return as_item(slide)


def _date(iso: str, grain: Grain) -> dict[str, int]:
    """A date with no more parts than are known."""
    year, month, day = (int(part) for part in iso.split("-"))
    if grain <= Grain.WEEK:
        return {"year": year, "month": month, "day": day}
    return {"year": year, "month": month} if grain <= Grain.HALF else {"year": year}
