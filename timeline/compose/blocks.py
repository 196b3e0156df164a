"""The blocks of HTML that several pages share: a part under its name, lists of names, lists of entries."""

from __future__ import annotations

from collections.abc import Iterable

from timeline import words
from timeline.compose import escape
from timeline.compose.view import Names, View, event_path
from timeline.model import Event


def section(title: str, block: str, *, found: bool = True, look: str = "") -> str:
    """A part of a page under its name; nothing without a block. What repeats other pages is kept out of the search."""
    if not block:
        return ""
    kept_out = "" if found else " data-search-exclude"
    return f'<section class="{f"tl-part {look}".strip()}"{kept_out}>\n<h2>{title}</h2>\n<div>\n{block}\n</div>\n</section>'


def month_section(title: str, count: int, rows: str, *, anchor: str = "", about: str = "", is_far: bool = False) -> str:
    """Rows under a heading across the page, with their number; those without an anchor are not in the order of time."""
    kind = f'class="tl-month" id="{anchor}"' if anchor else 'class="tl-month tl-loose"'
    if is_far:
        kind += f' style="--rows:{count}"'
    beneath = f'\n<p class="tl-from">{about}</p>' if about else ""
    return f"<section {kind}>\n<h2>{title} <small>{words.counted(count, 'event')}</small></h2>{beneath}\n{rows}\n</section>"


def name_links(view: View, here: str, names: Names, shown: Iterable[str], *, counted: bool = True) -> str:
    """Actors or places as links to their pages, each with its number of events where these are to be compared."""
    items = []
    for name in shown:
        count = f" <small>{len(names.events[name])}</small>" if counted else ""
        # Nothing is listed under a name that only events outside the site's scope have, so that it leads nowhere.
        link = f'<a href="{view.link(here, names.pages[name])}">{escape.line(name)}</a>' if name in names.pages else escape.line(name)
        items.append(f"<li>{link}{count}</li>")
    return _list("tl-names", items)


def entry(link: str, said: str = "", *, first: str = "") -> str:
    """An item of a list: a link, and in small type what is said of it, or before it."""
    before = f'<span class="tl-from">{first}</span>\n' if first else ""
    after = f'\n<span class="tl-from">{said}</span>' if said else ""
    return f"<li>{before}{link}{after}</li>"


def event_link(view: View, here: str, event: Event, rel: str = "") -> str:
    """A link to an event's page, named by its title."""
    relation = f' rel="{rel}"' if rel else ""
    return f'<a href="{view.link(here, event_path(event.id))}"{relation}>{escape.line(event.title)}</a>'


def entries(items: Iterable[str]) -> str:
    """A list of entries; nothing without one."""
    return _list("tl-entries", list(items))


def lead(sentence: str) -> str:
    """The opening sentence of a page."""
    return f'<p class="tl-lead">{sentence}</p>'


def outside_links(links: Iterable[tuple[str, str]]) -> list[str]:
    """Links to other sites, from labels and addresses; those without an address are left out."""
    return [f'<a href="{escape.attribute(address)}" rel="external">{label}</a>' for label, address in links if address]


def _list(look: str, items: list[str]) -> str:
    return f'<ul class="{look}">\n' + "\n".join(items) + "\n</ul>" if items else ""
