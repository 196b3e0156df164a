"""Compose the site: a timeline comes in, every generated page and data file goes out, as values; nothing is read or written.

- `escape`: foreign text made safe
- `site`: what the publisher says in mkdocs.yml; `view`: the timeline looked up by id, article, name and time, and the addresses
- `blocks`, `passages`, `rows`, `overview`: the pieces that pages are made of
- `home`, `lists`, `event`: the pages; `about`: what an event's page tells programs
- `data`, `exports`, `feeds`: the files for programs; `filters`: what filtering in the browser needs
"""

from __future__ import annotations

from timeline.compose.data import data_pages
from timeline.compose.event import event_page, gone_page
from timeline.compose.exports import export_pages
from timeline.compose.feeds import feed_pages
from timeline.compose.filters import filter_pages
from timeline.compose.home import home
from timeline.compose.lists import list_pages
from timeline.compose.site import Site, read_site
from timeline.compose.view import view
from timeline.model import Page, Timeline

__all__ = ["Site", "compose", "read_site"]


def compose(timeline: Timeline, site: Site) -> list[Page]:
    """Every page and data file of the site, by path."""
    seen = view(timeline, site)
    events = [event_page(seen, event) for event in timeline.events]
    gone = [gone_page(seen, gone) for gone in timeline.gone]
    return sorted(
        [home(seen), *list_pages(seen), *events, *gone, *filter_pages(seen), *data_pages(seen), *export_pages(seen), *feed_pages(seen)],
        key=lambda made: made.path,
    )
