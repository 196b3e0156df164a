"""The timeline looked up the ways that pages need it: by id, by article, by name, in the order of time; and the site's addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TypeVar

from timeline.compose import escape
from timeline.compose.site import Site
from timeline.model import Article, Event, Gone, Page, Status, Timeline, Written
from timeline.noun import Noun
from timeline.when import When, unit

HOME, UNDATED, CHANGES, METHOD = "index.md", "undated.md", "changes.md", "method.md"
REVIEW = "review.md"  # in the preview only
DATA, EVENTS_JSON = "data/index.md", "data/events.json"
FILTER, EVENTS = "data/filter.js", "e/*/index.md"  # what filtering needs; the page of any event, for the script to fill in
WHOLE = 150  # dated events that the home page tells itself; a larger timeline has its years and key events there
ATOM, JSON_FEED = "data/feed.xml", "data/feed.json"
MANY = 2000  # events; with more, the search finds them by titles and actors
NEAR = 6  # events before one, and after it, that its page can name
FULL_YEAR = 300  # events; a page with more would be slow to load and to read
ARTICLES, WHO, WHERE = "articles/index.md", "who/index.md", "where/index.md"


K = TypeVar("K")


class Names(Noun, frozen=True):
    """Actors, or places: those named most often first."""

    events: dict[str, tuple[Event, ...]]  # in the order of time, undated ones last
    pages: dict[str, str]  # the path below docs/


class View(Noun, frozen=True):
    """What the pages are made from. Hidden events, and those outside the site's scope, stand in `by_id` alone."""

    timeline: Timeline
    site: Site
    by_id: dict[str, Event]
    gone: dict[str, Gone]
    dated: tuple[Event, ...]  # in the order of time
    undated: tuple[Event, ...]  # by article, in the order of its text
    articles: dict[str, tuple[Article, Written]]  # by file
    told_in: dict[str, tuple[Event, ...]]  # by an article's file, in the order of its text
    article_pages: dict[str, str]  # by file: the path below docs/
    who: Names
    where: Names
    quotes_are_found: bool  # whether the search finds events by their quotations too; those of many would make its index slow to load
    years: dict[int, tuple[Event, ...]]  # dated events
    months: dict[tuple[int, int], tuple[Event, ...]]  # by year and month: those of years with more events than a page can hold
    near: dict[str, tuple[Event, ...]]  # by a dated event's id: it, between those before it and those after it
    kin: dict[str, tuple[Event | None, Event | None]]  # by its id: the dated ones before and after it in which its first actor is named

    def link(self, here: str, there: str, anchor: str = "") -> str:
        """The address of one page as another must write it: relative, so that the site works wherever it is put."""
        way = relative(self._file(there), self._file(here))
        return f"{self._shown(way) or './'}{f'#{anchor}' if anchor else ''}"

    def address(self, path: str) -> str:
        """The address of a page for use elsewhere: complete where the site's own is known, else from the site's root."""
        return f"{self.site.url}{self._shown(self._file(path))}"

    def each(self, path: str, make: Callable[..., str], events: Iterable[Event], /, **how: str | bool) -> list[str]:
        """What `make(view, event, **how)` says of each of many events on a page. It may look up their articles, and nothing else.

        A page of which one row in a thousand differs need not be made as a whole (see kept.py).
        """
        return [make(self, event, **how) for event in events]

    def _file(self, path: str) -> str:
        """The file that a page becomes."""
        stem = path.removesuffix(".md")
        if stem == path:
            return path
        return f"{stem}/index.html" if self.site.directory_urls and stem.rpartition("/")[2] != "index" else f"{stem}.html"

    def _shown(self, file: str) -> str:
        return file.removesuffix("index.html") if self.site.directory_urls else file


def view(timeline: Timeline, site: Site) -> View:
    """Look everything up once, so that every page costs what it shows."""
    articles = {article.file: (article, written) for article, written in timeline.articles}
    shown = [event for event in timeline.events if not event.hidden and not event.outside]
    dated = tuple(sorted((event for event in shown if event.when), key=in_time))
    undated = tuple(sorted((event for event in shown if not event.when), key=lambda event: (*_told_at(event), event.id)))
    told: dict[str, list[tuple[int, Event]]] = {}
    for event in (*dated, *undated):
        for file in dict.fromkeys(report.article for report in event.reports):
            told.setdefault(file, []).append((_told_at(event, file)[1], event))
    who = _names("who", ((event, event.actors) for event in (*dated, *undated)))
    years = _by(dated, year_of)
    return View(
        timeline,
        site,
        by_id={event.id: event for event in timeline.events},
        gone={gone.id: gone for gone in timeline.gone},
        dated=dated,
        undated=undated,
        articles=articles,
        told_in={file: tuple(event for _, event in sorted(events, key=lambda at: at[0])) for file, events in told.items()},
        article_pages=_pages("articles", articles, lambda file: re.sub(r"\.\w+$", "", file)),
        who=who,
        where=_names("where", ((event, event.places) for event in (*dated, *undated))),
        quotes_are_found=len(shown) <= MANY,
        years=years,
        months=_by((event for told in years.values() if len(told) > FULL_YEAR for event in told), month_of),
        near={event.id: dated[max(0, at - NEAR) : at + 1 + NEAR] for at, event in enumerate(dated)},
        kin=_kin(who),
    )


def _by(events: Iterable[Event], key: Callable[[Event], K]) -> dict[K, tuple[Event, ...]]:
    found: dict[K, list[Event]] = {}
    for event in events:
        found.setdefault(key(event), []).append(event)
    return {value: tuple(told) for value, told in found.items()}


def _kin(who: Names) -> dict[str, tuple[Event | None, Event | None]]:
    """For each dated event, its neighbours among those in which its first actor is named."""
    found: dict[str, tuple[Event | None, Event | None]] = {}
    for actor, told in who.events.items():
        dated = [event for event in told if event.when]
        for before, event, after in zip([None, *dated], dated, [*dated[1:], None], strict=False):
            if event.actors[0] == actor:
                found[event.id] = (before, after)
    return found


def relative(there: str, here: str) -> str:
    """The way from one file to another, as posixpath.relpath has it, for names that hold no "..": a site has very many links."""
    *from_folders, _ = here.split("/")
    *folders, name = there.split("/")
    same = 0
    for one, other in zip(from_folders, folders, strict=False):
        if one != other:
            break
        same += 1
    return "/".join([*[".."] * (len(from_folders) - same), *folders[same:], name])


def event_path(id: str) -> str:
    """Where an event's page lies: its permalink."""
    return f"e/{id}/index.md"


def year_path(year: int, month: int | None = None) -> str:
    """Where the page of a year, or of a month of a full year, lies."""
    return f"timeline/{year:04}/{f'{month:02}/' if month else ''}index.md"


def status_path(status: Status) -> str:
    """Where the page of what is planned, alleged, denied or cancelled lies."""
    return f"timeline/{status.value}/index.md"


def listing_path(view: View, event: Event) -> str:
    """The page of the year, or month, on which a dated event stands."""
    year = year_of(event)
    assert event.when is not None
    return year_path(year, month_of(event)[1]) if (year, month_of(event)[1]) in view.months else year_path(year)


def year_of(event: Event) -> int:
    """The year under which a dated event stands."""
    assert event.when is not None
    return anchor_day(event.when).year


def month_of(event: Event) -> tuple[int, int]:
    """The year and the month under which a dated event stands."""
    assert event.when is not None
    return year_of(event), anchor_day(event.when).month


def anchor_day(when: When) -> date:
    """The day by which a date is put in order: its first, or where that is open the beginning of its last unit."""
    if when.first:
        return when.first
    assert when.last is not None, "a date with two open ends is no date"
    return unit(when.to or when.grain, when.last).first or when.last


def in_time(event: Event) -> tuple[date, int, float, str]:
    """The order of the timeline: by day; what is known less exactly first, at the head of its month or year."""
    assert event.when is not None
    return anchor_day(event.when), -event.when.grain, event.when.days or float("inf"), event.id


def page(
    path: str,
    title: str,
    parts: Iterable[str],
    *,
    description: str = "",
    found: bool = False,
    head: Mapping[str, object] | None = None,
) -> Page:
    """A page of Markdown: its head, its title as the one heading of the first rank, and its parts.

    The parts are mostly blocks of HTML: rows, quotations and times have no form in Markdown. Their headings carry no id,
    for which reason the search takes the page as one result.
    """
    fields: dict[str, object] = {"title": title}
    if description:
        fields["description"] = description
    fields |= {"hide": ["navigation", "toc"], **(head or {})}
    if not found:
        fields["search"] = {"exclude": True}
    content = "\n\n".join((f"{escape.front_matter(fields)}\n# {escape.line(title)}", *(part for part in parts if part)))
    return Page(path, f"{content}\n".encode())


def _told_at(event: Event, file: str = "") -> tuple[str, int]:
    """The article that tells an event (or one of them), and where in it the telling begins."""
    report = next(report for report in event.reports if file in ("", report.article))
    return report.article, min((passage.start for passage in report.passages), default=0)


def _names(folder: str, events: Iterable[tuple[Event, Sequence[str]]]) -> Names:
    found: dict[str, list[Event]] = {}
    for event, names in events:
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(event)
    often = sorted(found, key=lambda name: (-len(found[name]), name))
    return Names({name: tuple(found[name]) for name in often}, _pages(folder, sorted(found)))


def _pages(folder: str, keys: Iterable[str], name: Callable[[str], str] = str) -> dict[str, str]:
    pages: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        slug = slugify(name(key))
        if slug in taken:
            slug = f"{slug}-{_short_hash(key)}"
        taken.add(slug)
        pages[key] = f"{folder}/{slug}/index.md"
    return pages


def slugify(name: str) -> str:
    """A name as part of an address: plain lower-case letters and digits with hyphens between."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:60].rstrip("-")
    # Nothing readable is left of a name in another script, and "index" is the list itself.
    return slug if len(slug) > 1 and slug != "index" else f"{slug}-{_short_hash(name)}".lstrip("-")


def _short_hash(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
