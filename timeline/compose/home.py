"""The home page: the whole timeline where it is short, else its years and key events; and the ways into everything else."""

from __future__ import annotations

from collections.abc import Iterator

from timeline import words
from timeline.compose import escape
from timeline.compose.blocks import entries, entry, event_link, name_links, section
from timeline.compose.event import released_words
from timeline.compose.filters import filter_part
from timeline.compose.lists import FIRST_NAMES, by_status, changed_entry, changes_by_release, key_events, period_links
from timeline.compose.overview import overview
from timeline.compose.rows import UNNAMED, known, known_to_the_day, outlet, spanned, timeline_sections, told_by_words
from timeline.compose.view import (
    ATOM,
    CHANGES,
    DATA,
    HOME,
    METHOD,
    UNDATED,
    WHERE,
    WHO,
    WHOLE,
    Names,
    View,
    page,
    status_path,
    year_of,
    year_path,
)
from timeline.model import Event, Page

KEY_EVENTS = 25
UNDATED_SHOWN = 3
RECENT = 5


def home(view: View) -> Page:
    """What a reader meets first, in this order: what it is, how much, when, the events, what is not dated, who and where, what changed."""
    title, opening = _opening(view)
    whole = len(view.dated) <= WHOLE
    parts = (
        opening,
        _numbers(view),
        overview(view, HOME, view.dated, on_this_page=whole),
        filter_part(view, HOME, len(view.dated)),
        *(timeline_sections(view, HOME, view.dated) if whole else _years_and_key_events(view)),
        _status(view),
        _undated(view),
        _names(view, "Who", view.who, WHO),
        _names(view, "Where", view.where, WHERE),
        _recent(view),
        _about(view),
    )
    return page(HOME, title, parts, description=view.site.description)


def _opening(view: View) -> tuple[str, str]:
    """The title and the lead: the publisher's own, whose first line may be a heading, or the site's name and description."""
    first, _, rest = view.site.intro.partition("\n")
    if first.startswith("# "):
        return first.removeprefix("# ").strip(), rest.strip()
    return view.site.name, view.site.intro or (f"<p>{escape.line(view.site.description)}</p>" if view.site.description else "")


def _numbers(view: View) -> str:
    """The line of numbers: how many, from what, from when to when, and how surely dated."""
    events = len(view.dated) + len(view.undated)
    if not events:
        return '<p class="tl-numbers">No events yet: put articles into the folder, and build again.</p>'
    shown = [article for article, _ in view.articles.values() if article.is_listed and not article.by_hand]
    named = {outlet(article) for article in shown} - {UNNAMED}
    by = f" by {words.counted(len(named), 'outlet')}" if named else ""
    told_by = f"from {words.counted(len(shown), 'article')}{by}"
    spans = f", {spanned(view.dated)}" if view.dated else ""
    days = sum(known_to_the_day(event) for event in view.dated)
    less, none = len(view.dated) - days, len(view.undated)
    surely = [f"{days:,} dated to the day"] if days else []
    surely += [f"{less:,} less exactly"] if less else []
    surely += [f'<a href="{view.link(HOME, UNDATED)}">{none:,} not at all</a>'] if none else []
    return f'<p class="tl-numbers">{words.counted(events, "event")} {told_by}{spans}: {", ".join(surely)}.</p>'


def _years_and_key_events(view: View) -> Iterator[str]:
    yield '<div class="tl-whole">'  # what a filter takes the place of
    yield section("Years", period_links(view, HOME, view.dated, year_of, lambda year: (str(year), year_path(year))))
    yield from key_events(view, HOME, view.dated, KEY_EVENTS, "The years have all.")
    yield "</div>"


def _status(view: View) -> str:
    items = [
        f'<li><a href="{view.link(HOME, status_path(status))}">{words.begun(status.value)}</a> <small>{len(events)}</small></li>'
        for status, events in by_status(view).items()
    ]
    return section("Not told as done", '<ul class="tl-names">\n' + "\n".join(items) + "\n</ul>" if items else "")


def _undated(view: View) -> str:
    if not view.undated:
        return ""
    first = sorted(view.undated, key=lambda event: -event.importance)[:UNDATED_SHOWN]
    listed = entries(entry(event_link(view, HOME, event), _undated_said(view, event)) for event in first)
    all_of_them = words.counted(len(view.undated), "undated event", spelled=True)
    rest = f'<p><a href="{view.link(HOME, UNDATED)}">What is known of {all_of_them}</a></p>'
    return section("Not dated", f"{listed}\n{rest}")


def _undated_said(view: View, event: Event) -> str:
    return f'<span class="tl-flag">{escape.text(known(event))}</span>, {escape.line(told_by_words(view, event))}'


def _names(view: View, title: str, names: Names, whole: str) -> str:
    links = name_links(view, HOME, names, list(names.events)[:FIRST_NAMES])
    rest = f'\n<p><a href="{view.link(HOME, whole)}">All {len(names.events)}</a></p>' if len(names.events) > FIRST_NAMES else ""
    return section(title, f"{links}{rest}")


def _recent(view: View) -> str:
    """The latest changes; of a first build, in which everything is new, only how much that is."""
    releases = changes_by_release(view)
    if not releases:
        return ""
    released, changed = releases[0]
    rest = f'<p><a href="{view.link(HOME, CHANGES)}">All changes</a></p>'
    if len(releases) == 1:
        count = words.counted(len({event.id for event, _ in changed}), "event")
        return section("Changes", f"<p>First published with the state of {released_words(released)}, {count}.</p>\n{rest}")
    latest = [(event, change) for _, told in releases for event, change in told][:RECENT]
    return section(
        "Recently changed", f"{entries(changed_entry(view, HOME, event, change, released=True) for event, change in latest)}\n{rest}"
    )


def _about(view: View) -> str:
    """How the timeline was made, where its data and feeds are, how to cite it."""
    state = f", state of {released_words(view.timeline.released)}" if view.timeline.released else ""
    address = f". {escape.text(view.site.url)}" if view.site.url else ""
    licence = f"<p>Wording and data of this timeline: {escape.line(view.site.licence)}.</p>" if view.site.licence else ""
    made = (
        "Sentences and dates were taken from the articles by a program, and may be corrected by an editor: "
        f'<a href="{view.link(HOME, METHOD)}">the method</a> says how. <a href="{view.link(HOME, DATA)}">The data</a> hold everything '
        f'shown here, for programs, as a table and as a calendar; <a href="{view.link(HOME, ATOM)}">a feed</a> tells what is new and '
        f'what was corrected, and so do <a href="{view.link(HOME, CHANGES)}">the changes</a>.'
    )
    cite = f"To cite the whole: <i>{escape.line(view.site.name)}</i>{state}{address}"
    return section("About", f"<p>{made}</p>\n<p>{cite}</p>\n{licence}".rstrip())
