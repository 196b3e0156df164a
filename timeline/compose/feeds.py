"""What is new and what changed, as feeds: Atom (RFC 4287) and JSON Feed 1.1.

An entry is an event. It counts as updated only by a change that a reader sees, which the ledger's facts tell; so a rebuild alone
moves nothing in anybody's feed reader.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from timeline import words
from timeline.compose import escape
from timeline.compose.event import date_in_words
from timeline.compose.exports import as_json, changed_at
from timeline.compose.passages import first_sentence
from timeline.compose.rows import outlets
from timeline.compose.view import ATOM, HOME, JSON_FEED, View, event_path
from timeline.model import Event, Page

LATEST = 50  # entries; feed readers keep what they have seen
_ATOM = "http://www.w3.org/2005/Atom"


def feed_pages(view: View) -> list[Page]:
    """feed.xml and feed.json."""
    latest = sorted((*view.dated, *view.undated), key=lambda event: (-changed_at(event).timestamp(), -event.importance, event.id))[:LATEST]
    return [Page(ATOM, _atom(view, latest)), Page(JSON_FEED, _json(view, latest))]


def tag(view: View, event: Event) -> str:
    """The lasting name of an event (RFC 4151): the site's host, the day on which the entry was first published, its id."""
    return f"tag:{view.site.authority},{_published(event)[:10]}:{event.id}"


def _published(event: Event) -> str:
    return f"{event.history[0].released if event.history and event.history[0].released else '1970-01-01'}T00:00:00Z"


def _updated(event: Event) -> str:
    return changed_at(event).strftime("%Y-%m-%dT%H:%M:%SZ")


def _title(view: View, event: Event) -> str:
    return escape.printable(f"{words.begun(date_in_words(view, event))}: {event.title}")


def _summary(view: View, event: Event) -> str:
    article = view.articles[event.reports[0].article][0]
    last = event.history[-1] if len(event.history) > 1 else None
    changed = f" {last.text.rstrip('.')}." if last else ""
    return escape.printable(f"“{first_sentence(article, event.reports[0])}” {', '.join(outlets(view, event))}.{changed}")


def _atom(view: View, latest: list[Event]) -> bytes:
    site = view.site
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    ET.SubElement(feed, "id").text = f"tag:{site.authority},1970-01-01:feed"
    ET.SubElement(feed, "title").text = site.name
    if site.description:
        ET.SubElement(feed, "subtitle").text = site.description
    ET.SubElement(feed, "updated").text = max(map(_updated, latest), default="1970-01-01T00:00:00Z")
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = site.name
    if site.licence:
        ET.SubElement(feed, "rights").text = site.licence
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": view.address(ATOM) if site.url else "feed.xml"})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": _link(view, HOME)})
    for event in latest:
        entry = ET.SubElement(feed, "entry")
        ET.SubElement(entry, "id").text = tag(view, event)
        ET.SubElement(entry, "title").text = _title(view, event)
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": _link(view, event_path(event.id))})
        ET.SubElement(entry, "published").text = _published(event)
        ET.SubElement(entry, "updated").text = _updated(event)
        ET.SubElement(entry, "category", {"term": event.status.value})
        ET.SubElement(entry, "summary").text = _summary(view, event)
    ET.indent(feed, " ")
    text: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _link(view: View, path: str) -> str:
    """Complete where the site's address is known, else from the feed itself."""
    return view.address(path) if view.site.url else view.link(ATOM, path)


def _json(view: View, latest: list[Event]) -> bytes:
    site = view.site
    feed: dict[str, object] = {"version": "https://jsonfeed.org/version/1.1", "title": site.name}
    if site.url:
        feed |= {"home_page_url": view.address(HOME), "feed_url": view.address(JSON_FEED)}
    if site.description:
        feed["description"] = site.description
    feed |= {"authors": [{"name": site.name}], "language": "en", "items": [_item(view, event) for event in latest]}
    return as_json(feed)


def _item(view: View, event: Event) -> dict[str, object]:
    address = {"url": _link(view, event_path(event.id))}
    return {
        "id": tag(view, event),
        **address,
        "title": _title(view, event),
        "content_text": _summary(view, event),
        "date_published": _published(event),
        "date_modified": _updated(event),
        "tags": [event.status.value, *event.actors],
    }
