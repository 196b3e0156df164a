"""The published data: every article and every event as JSON, and the page that documents all files for programs."""

from __future__ import annotations

from timeline.compose import escape
from timeline.compose.blocks import entries, entry, lead
from timeline.compose.exports import CSV, ICS, TIMELINEJS, as_item, days_of, with_items
from timeline.compose.schema import SCHEMA_JSON, VERSION, schema_page, tables
from timeline.compose.view import ATOM, DATA, EVENTS_JSON, JSON_FEED, View, event_path, page
from timeline.model import Event, Page


def data_pages(view: View) -> list[Page]:
    """events.json, its schema, and the page that documents them."""
    return [_events_json(view), schema_page(), _data_page(view)]


def _events_json(view: View) -> Page:
    articles = [
        {
            "file": article.file,
            "title": article.title,
            "outlet": article.outlet,
            "url": escape.web_address(article.url),
            "language": article.language,
            "written": str(written.when or written.partial) if written.when or written.partial else None,
            "because": written.because,
        }
        for article, written in view.articles.values()
        if article.is_listed or article.file in view.told_in
    ]
    events = view.each(EVENTS_JSON, _event, (*view.dated, *view.undated))
    return Page(EVENTS_JSON, with_items({"schema": VERSION, "articles": articles}, "events", events))


def _event(view: View, event: Event) -> str:
    first, last = days_of(event.when)
    copies = {copy.article: copy.of for copy in event.copies}
    told = {
        "id": event.id,
        "formerly": list(event.formerly),
        "url": view.address(event_path(event.id)),
        "date": event.date,
        "words": list(event.words),
        "first": first,
        "last": last,
        "title": event.title,
        "status": event.status.value,
        "importance": round(event.importance, 3),
        "because": event.because,
        "actors": list(event.actors),
        "places": list(event.places),
        "disagreements": [
            {"value": claim.value, "sources": list(claim.sources), "kind": claim.kind, "what": claim.what} for claim in event.disagreements
        ],
        "sources": [
            {
                "article": report.article,
                "quote": passage.quote,
                "start": passage.start,
                "end": passage.end,
                "date": str(report.when or report.partial) if report.when or report.partial else None,
                "because": report.because,
                "status": report.status.value,
                "same_text_as": copies.get(report.article),
            }
            for report in event.reports
            for passage in report.passages
        ],
    }
    return as_item(told)


_FORMS = (
    (EVENTS_JSON, "everything, as described below"),
    (SCHEMA_JSON, "its form as JSON Schema, to check it by"),
    (CSV, "one row an event, for spreadsheets; a cell that a spreadsheet would take for a formula begins with an apostrophe"),
    (ICS, "a calendar of what is dated to the day or to a run of days"),
    (ATOM, "a feed of new and changed events (Atom)"),
    (JSON_FEED, "the same as JSON Feed"),
    (TIMELINEJS, "the data of a TimelineJS, for those who want to draw one"),
)

_EDTF = """\
`events.json` has three parts: `schema`, the number of its form, which is {version}; `articles`; and `events`. Later builds may add fields;
those described here stay. Dates are EDTF, the Extended Date/Time Format of ISO 8601-2: `2024-05-24` is a day, `2023-08` a month, `2014` a
year, `199X` a decade, `2024-05-13/2024-05-19` a week, `2022/2023` a span, `2014/..` a date with no end told, `XXXX-09-09` a day whose year
is not known. `?` marks doubt, `~` what is approximate. `null` means that nothing is known."""


def _data_page(view: View) -> Page:
    sizes = f"{len(view.dated) + len(view.undated):,} events from {len(view.articles):,} articles"
    licence = f"The data and the wording of this timeline: {escape.line(view.site.licence)}. " if view.site.licence else ""
    parts = (
        lead(f"Everything that these pages show, as files for programs: {sizes}."),
        entries(entry(f'<a href="{view.link(DATA, path)}">{path.rpartition("/")[2]}</a>', said) for path, said in _FORMS),
        f"<p>{licence}Quotations belong to their publishers.</p>",
        _EDTF.format(version=VERSION),
        tables(),
    )
    return page(DATA, "Data", parts, description="The events of this timeline as files for programs, and what their fields mean.")
