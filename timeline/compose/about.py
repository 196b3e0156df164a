"""What an event's page says of itself to programs: JSON-LD for search engines, and the fields that citation managers read.

The head of a page is made by the theme from these fields of its front matter (timeline/theme/main.html).
"""

from __future__ import annotations

from collections.abc import Mapping

from timeline import words
from timeline.compose import escape
from timeline.compose.exports import changed_at
from timeline.compose.rows import outlet
from timeline.compose.view import View, event_path
from timeline.model import Event, Status
from timeline.when import Grain, When

_STATUS = {Status.CANCELLED: "https://schema.org/EventCancelled", Status.PLANNED: "https://schema.org/EventScheduled"}


def head(view: View, event: Event) -> dict[str, object]:
    """The fields of an event's front matter that are for programs."""
    return {"cite": _citation(event), "about": escape.ForScript(_linked_data(view, event))}


def _citation(event: Event) -> str:
    """The day on which the entry was last changed, in the form that Highwire's tags have ("citation_publication_date"); "" if unknown."""
    return changed_at(event).strftime("%Y/%m/%d") if any(change.released for change in event.history) else ""


def _linked_data(view: View, event: Event) -> dict[str, object]:
    """A schema.org WebPage about an Event, citing each NewsArticle that tells it."""
    address = view.address(event_path(event.id)) if view.site.url else ""
    released = [change.released for change in event.history if change.released]
    said = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": escape.printable(event.title),
        "datePublished": min(released, default=""),
        "dateModified": max(released, default=""),
        "isPartOf": _filled({"@type": "WebSite", "name": view.site.name, "url": view.site.url}),
        "about": _filled(
            {
                "@type": "Event",
                "name": escape.printable(event.title),
                **_dates(event.when),
                "eventStatus": _STATUS.get(event.status, ""),
                "location": [{"@type": "Place", "name": escape.printable(place)} for place in event.places],
            }
        ),
        "citation": [_article(view, file) for file in dict.fromkeys(report.article for report in event.reports)],
    }
    return _filled(said)


def _dates(when: When | None) -> dict[str, str]:
    """ISO 8601 at no finer grain than is known; `endDate` only for a run of days."""
    if when is None:
        return {}
    start = words.datetime_attribute(when) if when.first else ""
    return {"startDate": start, "endDate": when.last.isoformat() if start and when.last and when.to is Grain.DAY else ""}


def _article(view: View, file: str) -> dict[str, object]:
    article, written = view.articles[file]
    return _filled(
        {
            "@type": "NewsArticle",
            "headline": escape.printable(article.title),
            "url": escape.web_address(article.url),
            "archivedAt": escape.web_address(article.archived),
            "datePublished": words.datetime_attribute(written.when) if written.when else "",
            "inLanguage": article.language,
            "publisher": {"@type": "Organization", "name": escape.printable(outlet(article))},
        }
    )


def _filled(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}
