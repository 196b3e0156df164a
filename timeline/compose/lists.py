"""The pages that list events: the years, what is not dated, what changed, the articles, the actors and the places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from timeline import words
from timeline.compose import escape
from timeline.compose.blocks import entries, entry, event_link, lead, month_section, name_links, outside_links, section
from timeline.compose.event import released_words
from timeline.compose.filters import filter_part
from timeline.compose.overview import overview
from timeline.compose.passages import whole_text
from timeline.compose.rows import SHORT, UNNAMED, article_date, outlet, rows, spanned, timeline_sections
from timeline.compose.view import (
    ARTICLES,
    CHANGES,
    FULL_YEAR,
    UNDATED,
    WHERE,
    WHO,
    Names,
    View,
    anchor_day,
    month_of,
    page,
    status_path,
    year_path,
)
from timeline.model import Article, Change, Event, Kind, Page, Status

MANY_ADDED = 100
KEY_OF_YEAR = 10
STATUS = {
    Status.PLANNED: "The articles tell these as set to happen; whether they did, another article may say.",
    Status.ALLEGED: "The articles tell these as what somebody claims.",
    Status.DENIED: "The articles tell these as what somebody says did not happen.",
    Status.CANCELLED: "The articles tell these as called off.",
}
MANY_NAMES = 30
KINDS = (
    ("People", Kind.PERSON),
    ("Organisations", Kind.ORGANISATION),
    ("Countries", Kind.COUNTRY),
    ("Cities, regions and waters", Kind.PLACE),
    ("Others", Kind.OTHER),
)
FIRST_NAMES = 12  # of those that stand beside others; the lists of actors and places have all


def list_pages(view: View) -> list[Page]:
    """The pages that list all events of a kind, and those that list all articles, actors and places."""
    names = [_names_page(view, WHO, "Who", "actor", view.who), _names_page(view, WHERE, "Where", "place", view.where)]
    return [*_status_pages(view), _undated_page(view), _changes_page(view), _articles_page(view), *names]


def changes_by_release(view: View) -> list[tuple[str, list[tuple[Event, Change]]]]:
    """What changed in each release, the latest first, also within a release; what it added comes last, in order of time."""
    by_release: dict[str, list[tuple[Event, Change]]] = defaultdict(list)
    for event in (*view.dated, *view.undated):
        for change in event.history:
            if change.released:
                by_release[change.released].append((event, change))
    for told in by_release.values():
        told.sort(key=lambda pair: (pair[1].fact == "minted", -pair[1].seq * (pair[1].fact != "minted")))
    return sorted(by_release.items(), key=lambda release: release[0], reverse=True)


def changed_entry(view: View, here: str, event: Event, change: Change, *, released: bool = False) -> str:
    """An item of a list of changes."""
    day = f"{released_words(change.released)}. " if released else ""
    return entry(event_link(view, here, event), f"{day}{escape.line(change.text or change.fact)}")


def _events(count: int) -> str:
    return words.begun(words.counted(count, "event", spelled=True))


def year_page(view: View, year: int) -> Page:
    """The events of a year; of a full year, what leads to its months."""
    events, here = view.years[year], year_path(year)
    opening, pager = lead(f"{_events(len(events))}."), _pager(view, {str(one): year_path(one) for one in sorted(view.years)}, str(year))
    if month_of(events[0]) in view.months:
        return page(here, str(year), (opening, *_months_and_key_events(view, here, year, events), pager))
    drawn = overview(view, here, events, on_this_page=True) if len(events) > SHORT else ""
    return page(here, str(year), (opening, drawn, filter_part(view, here, len(events)), *timeline_sections(view, here, events), pager))


def _months_and_key_events(view: View, here: str, year: int, events: Sequence[Event]) -> Iterator[str]:
    yield overview(view, here, events, on_this_page=False)
    months = period_links(
        view, here, events, lambda event: month_of(event)[1], lambda month: (words.MONTHS[month - 1], year_path(year, month))
    )
    yield section("Months", months)
    yield from key_events(view, here, events, KEY_OF_YEAR, "The months have all.")


def period_links(
    view: View, here: str, events: Sequence[Event], key: Callable[[Event], int], named: Callable[[int], tuple[str, str]]
) -> str:
    """Links to the pages of years, or of months, each with its number of events."""
    links = []
    for period, told in groupby(events, key=key):
        title, path = named(period)
        links.append(f'<li><a href="{view.link(here, path)}">{title}</a> <small>{len(list(told))}</small></li>')
    return '<ul class="tl-names">\n' + "\n".join(links) + "\n</ul>"


def key_events(view: View, here: str, events: Sequence[Event], most: int, rest: str) -> Iterator[str]:
    """The most important events, in the order of time, under a heading that says where the rest stands."""
    key = sorted(events, key=lambda event: (-event.importance, -len(event.reports)))[:most]
    chosen = {event.id for event in key}
    yield section("Key events", f"<p>The {len(key)} that the articles give most room. {rest}</p>")
    yield from timeline_sections(view, here, [event for event in events if event.id in chosen], gaps=False)


def month_page(view: View, year: int, month: int) -> Page:
    """The events of a month of a full year."""
    told, here = view.months[year, month], year_path(year, month)
    months = {words.MONTHS[other - 1]: year_path(year, other) for of_year, other in view.months if of_year == year}
    title = words.MONTHS[month - 1]
    opening = lead(f'{_events(len(told))} of <a href="{view.link(here, year_path(year))}">{year}</a>.')
    rows_of_days = timeline_sections(view, here, told, gaps=False)
    parts = (opening, section("Days", _days(told)), filter_part(view, here, len(told)), *rows_of_days, _pager(view, months, title))
    return page(here, f"{title} {year}", parts)


def _days(events: Sequence[Event]) -> str:
    """Links to the first event of each day of a month, each with its number of events."""
    links = []
    for day, told in groupby((event for event in events if event.when and event.when.is_day), key=_anchor):
        same = list(told)
        name = f"{words.WEEKDAYS[day.weekday()][:3]} {day.day}"
        links.append(f'<li><a href="#{same[0].id}">{name}</a> <small>{len(same)}</small></li>')
    return '<ul class="tl-names">\n' + "\n".join(links) + "\n</ul>" if len(links) > 1 else ""


def _anchor(event: Event) -> date:
    assert event.when
    return anchor_day(event.when)


def _pager(view: View, pages: dict[str, str], current: str) -> str:
    """Links to the page before and after."""
    titles = list(pages)
    at = titles.index(current)
    near = [*titles[max(0, at - 1) : at], *titles[at + 1 : at + 2]]
    links = [f'<li><a href="{view.link(pages[current], pages[title])}">{title}</a></li>' for title in near]
    return section("Before and after", '<ul class="tl-names">\n' + "\n".join(links) + "\n</ul>" if links else "")


def _status_pages(view: View) -> Iterator[Page]:
    """What did not happen yet, or not for certain: a page for what is planned, alleged, denied, cancelled."""
    for status, events in by_status(view).items():
        here, dated = status_path(status), [event for event in events if event.when]
        parts = (filter_part(view, here, len(events)), *timeline_sections(view, here, dated), _loose(view, here, events))
        yield page(here, words.begun(status.value), (lead(f"{_events(len(events))}. {STATUS[status]}"), *parts))


def by_status(view: View) -> dict[Status, list[Event]]:
    """Events that are told as something else than done."""
    found = {status: [event for event in (*view.dated, *view.undated) if event.status is status] for status in STATUS}
    return {status: events for status, events in found.items() if events}


def _loose(view: View, here: str, events: Iterable[Event]) -> str:
    """Those of the events that have no date, under a heading of their own."""
    loose = [event for event in events if not event.when]
    return month_section("Not dated", len(loose), rows(view, here, loose)) if loose else ""


def _undated_page(view: View) -> Page:
    """Events that no article dates, by article, with what is known of each."""
    said = (
        f"{_events(len(view.undated))} that no article dates. They stand by article, in the order of its text, with what is known of each."
    )
    sections = [_undated_of(view, file, list(events)) for file, events in groupby(view.undated, key=lambda event: event.reports[0].article)]
    return page(
        UNDATED,
        "Not dated",
        (lead(said if sections else "Every event has a date."), filter_part(view, UNDATED, len(view.undated), dated=False), *sections),
    )


def _undated_of(view: View, file: str, events: Sequence[Event]) -> str:
    article, written = view.articles[file]
    link = f'<a href="{view.link(UNDATED, view.article_pages[file])}">{escape.line(_article_title(view, file))}</a>'
    about = f"{escape.line(outlet(article))}, {article_date(written)}. {escape.line(words.begun(written.because))}"
    return month_section(link, len(events), rows(view, UNDATED, events, of=file), about=about)


def _changes_page(view: View) -> Page:
    """What was added and corrected, the latest release first."""
    sections = [section(released_words(released), _changes_of(view, changed)) for released, changed in changes_by_release(view)]
    said = "What was added and corrected, the latest first." if sections else "Nothing has changed yet."
    return page(CHANGES, "Changes", (lead(said), *sections))


def _changes_of(view: View, changed: Sequence[tuple[Event, Change]]) -> str:
    """The changes of a release; where it added very many events, how many, for the timeline has them all."""
    added = sum(change.fact == "minted" for _, change in changed)
    told = [(event, change) for event, change in changed if change.fact != "minted" or added <= MANY_ADDED]
    summary = f"<p>{words.counted(added, 'event')} added.</p>\n" if added > MANY_ADDED else ""
    return f"{summary}{entries(changed_entry(view, CHANGES, event, change) for event, change in told)}"


def _articles_page(view: View) -> Page:
    """The list of articles."""
    shown = [file for file, (article, _) in view.articles.items() if article.is_listed]
    said = f"{words.begun(words.counted(len(shown), 'article', spelled=True))}, from which everything here is taken."
    outlet_of = {file: outlet(view.articles[file][0]) for file in shown}
    by_outlet = sorted(shown, key=lambda file: (outlet_of[file] == UNNAMED, outlet_of[file].casefold(), outlet_of[file], file))
    sections = [
        section(escape.line(name), entries(_article_entry(view, file) for file in files))
        for name, files in groupby(by_outlet, key=lambda file: outlet_of[file])
    ]
    return page(ARTICLES, "Articles", (lead(said), *sections))


def _article_entry(view: View, file: str) -> str:
    _, written = view.articles[file]
    link = f'<a href="{view.link(ARTICLES, view.article_pages[file])}">{escape.line(_article_title(view, file))}</a>'
    told = words.counted(len(view.told_in.get(file, ())), "event")
    return entry(link, f"{words.begun(article_date(written))}, {told}")


def _article_title(view: View, file: str) -> str:
    """An article's headline; where it has none, the first thing that it tells."""
    told = view.told_in.get(file, ())
    return view.articles[file][0].title or (told[0].title if told else file)


def article_page(view: View, file: str) -> Page:
    """One article: where it is, when it was written, what it tells."""
    article, written = view.articles[file]
    here, title, told = view.article_pages[file], _article_title(view, file), view.told_in.get(file, ())
    if article.hidden:
        return page(here, title, (section("Taken out", f"<p>{escape.line(article.hidden)}</p>"),), head={"robots": "noindex"})
    author = f", by {escape.line(article.author)}" if article.author else ""
    headless = "" if article.title or not told else "The article has no headline of its own here; this one is its first event. "
    links = outside_links([("Open the article", escape.web_address(article.url)), ("Archived copy", escape.web_address(article.archived))])
    opened = f'\n<p class="tl-links">{" ".join(links)}</p>' if links else ""
    parts = (
        f'<p class="tl-date">{escape.line(outlet(article))}{author}, {article_date(written)}</p>',
        f'<p class="tl-known">{headless}{_events(len(told))}. File {escape.line(file)}</p>',
        section("Its date", f"<p>{escape.line(words.begun(written.because))}</p>{opened}"),
        section("Read from the page", f"<p>{escape.line(_found(article))}</p>") if article.found else "",
        month_section("In the order of the text", len(told), rows(view, here, told, of=file, whole=True)) if told else "",
        section("The text", whole_text(article)) if view.site.full_text else "",
    )
    return page(here, title, parts, head=None if article.is_listed else {"robots": "noindex"})


def _found(article: Article) -> str:
    """Where the page itself says what is said of it here."""
    return words.begun("; ".join(f"{what} from {where}" for what, where in article.found)) + "."


def _names_page(view: View, here: str, title: str, kind: str, names: Names) -> Page:
    """The list of actors, or of places."""
    count = len(names.events)
    said = f"{words.begun(words.counted(count, kind, spelled=True))}{', those with the most events first' if count > 1 else ''}."
    often = [name for name, events in names.events.items() if len(events) > 1]
    once = sorted(name for name, events in names.events.items() if len(events) == 1)
    parts = (
        *(section(heading, name_links(view, here, names, shown)) for heading, shown in _by_kind(view, often)),
        section("In one event", name_links(view, here, names, once, counted=False)),
    )
    return page(here, title, (lead(said), *parts))


def actor_page(view: View, name: str) -> Page:
    """The events in which an actor is named."""
    return _name_page(view, view.who, name, "with")


def place_page(view: View, name: str) -> Page:
    """The events in which a place is named."""
    return _name_page(view, view.where, name, "in")


def _by_kind(view: View, names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Many names under what they are the names of, a few together."""
    if len(names) < MANY_NAMES:
        yield "By events", list(names)
        return
    for heading, kind in KINDS:
        yield heading, [name for name in names if view.timeline.kinds.get(name, Kind.OTHER) is kind]


def _name_page(view: View, names: Names, name: str, preposition: str) -> Page:
    here, events = names.pages[name], names.events[name]
    dated = [event for event in events if event.when]
    loose = len(events) - len(dated)
    some_loose = f"; {words.number(loose)} of them not dated" if loose and dated else ""
    spans = f", {spanned(dated)}" if len(dated) > 1 else ""
    about = f" {preposition} {escape.line(name)}"
    brief = len(dated) > FULL_YEAR  # with all that sources say of so many, a page takes too long to load
    parts = (
        lead(f"{_events(len(events))}{spans}{some_loose}.{' What the sources say stands on the page of each.' if brief else ''}"),
        section("Often with", name_links(view, here, *_often_with(view, name, events))),
        filter_part(view, here, len(events)),
        *timeline_sections(view, here, dated, about=about, brief=brief),
        _loose(view, here, events),
    )
    return page(here, name, parts)


def _often_with(view: View, name: str, events: Iterable[Event]) -> tuple[Names, list[str]]:
    """The actors that stand in the same events, those most often first, counted in these events alone."""
    together: dict[str, tuple[Event, ...]] = {}
    for event in events:
        for actor in dict.fromkeys(event.actors):
            if actor != name:
                together[actor] = (*together.get(actor, ()), event)
    often = sorted(together, key=lambda actor: (-len(together[actor]), actor))
    return Names(together, view.who.pages), often[:FIRST_NAMES]
