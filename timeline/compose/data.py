"""The published data: every article and every event as JSON, and the page that documents it."""

from __future__ import annotations

import json

from timeline.compose import escape
from timeline.compose.view import DATA, EVENTS_JSON, View, event_path, page
from timeline.model import Event, Page

SCHEMA = 1


def data_pages(view: View) -> list[Page]:
    """events.json and its documentation."""
    return [_events_json(view), _data_page(view)]


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
        if not article.hidden
    ]
    events = [_event(view, event) for event in (*view.dated, *view.undated)]
    text = json.dumps({"schema": SCHEMA, "articles": articles, "events": events}, ensure_ascii=False, indent=1)
    return Page(EVENTS_JSON, f"{text}\n".encode())


def _event(view: View, event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "formerly": list(event.formerly),
        "url": view.address(event_path(event.id)),
        "date": event.date,
        "words": list(event.words),
        "first": event.when.first.isoformat() if event.when and event.when.first else None,
        "last": event.when.last.isoformat() if event.when and event.when.last else None,
        "title": event.title,
        "status": event.status.value,
        "importance": round(event.importance, 3),
        "because": event.because,
        "actors": list(event.actors),
        "places": list(event.places),
        "disagreements": [{"value": claim.value, "sources": list(claim.sources)} for claim in event.disagreements],
        "sources": [
            {
                "article": report.article,
                "quote": passage.quote,
                "start": passage.start,
                "end": passage.end,
                "date": str(report.when or report.partial) if report.when or report.partial else None,
                "because": report.because,
            }
            for report in event.reports
            for passage in report.passages
        ],
    }


_FIELDS = """\
The file has three parts: `schema`, the number of this form, which is {schema}; `articles`; and `events`. Dates are EDTF, the Extended
Date/Time Format of ISO 8601-2: `2024-05-24` is a day, `2023-08` a month, `2014` a year, `199X` a decade, `2024-05-13/2024-05-19` a
week, `2022/2023` a span, `2014/..` a date with no end told, `XXXX-09-09` a day whose year is not known. `?` marks doubt, `~` what is
approximate. `null` means that nothing is known.

## An article

| Field | What it holds |
| --- | --- |
| `file` | its name in the collection, by which sources refer to it |
| `title`, `outlet`, `url`, `language` | as far as known; empty where not |
| `written` | the day it was written, as EDTF, or `null` |
| `because` | how that day is known |

## An event

| Field | What it holds |
| --- | --- |
| `id` | its permanent name, never used again for another |
| `formerly` | ids of entries that were found to be this one; their links forward |
| `url` | its page{root} |
| `date` | EDTF, or `null` |
| `words` | the time words of the article, for an event that could not be dated |
| `first`, `last` | the first and last day it can have happened; `null` where that end is open |
| `title`, `status` | the headline; `happened`, `planned`, `alleged`, `denied` or `cancelled` |
| `importance` | 0 to 1: how much room it takes in the articles |
| `because` | why this date, in one sentence |
| `actors`, `places` | names |
| `disagreements` | values that sources do not agree on, with the `sources` of each |
| `sources` | one entry for each quoted passage |

## A source

| Field | What it holds |
| --- | --- |
| `article` | the `file` of an article |
| `quote` | the passage, letter for letter |
| `start`, `end` | where it stands in the article's text, counted in characters |
| `date`, `because` | what this article tells of the date, and why |
"""


def _data_page(view: View) -> Page:
    sizes = f"{len(view.dated) + len(view.undated):,} events from {len(view.articles):,} articles"
    licence = f"The data and the wording of this timeline: {escape.line(view.site.licence)}. " if view.site.licence else ""
    parts = (
        f'<p class="tl-lead">Everything that these pages show, as one file for programs: {sizes}.</p>',
        f'<p><a href="{view.link(DATA, EVENTS_JSON)}">events.json</a></p>',
        f"<p>{licence}Quotations belong to their publishers.</p>",
        _FIELDS.format(schema=SCHEMA, root="" if view.site.url else ", from the root of this site"),
    )
    return page(DATA, "Data", parts, description="The events of this timeline as a file for programs, and what its fields mean.")
