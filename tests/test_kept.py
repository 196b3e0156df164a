"""Pages that need not be made again: only what may differ is made, and it is what making everything comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
import samples
from msgspec.structs import replace

from timeline.compose import NOTHING, Site, There, compose, recompose
from timeline.compose.kept import AT, WatchedView
from timeline.compose.view import View
from timeline.model import Event, Timeline

SITE = Site(name="The bridge", url="https://example.org/a/b/")
EVERYTHING = "data/events.json"  # a page of all events


def changed(timeline: Timeline, **fields: object) -> Timeline:
    """A timeline in which one event is another."""
    first, *rest = timeline.events
    return replace(timeline, events=(replace(first, **fields), *rest))


def of_another_outlet(timeline: Timeline) -> Timeline:
    """A timeline in which the last article is of another outlet."""
    *rest, (article, written) = timeline.articles
    return replace(timeline, articles=(*rest, (replace(article, outlet="The Norby Courier"), written)))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of events of which a piece of events.json was made."""
    asked: list[str] = []
    monkeypatch.setattr("timeline.spread.processors", lambda: 1)  # what another process does, nobody counts here
    of_one = WatchedView.each

    def each(self: WatchedView, path: str, make: Callable[..., str], events: Iterable[Event], /, **how: str | bool) -> list[str]:
        def counted(seen: View, event: Event, **how: str | bool) -> str:
            if path == EVERYTHING:
                asked.append(event.id)
            return make(seen, event, **how)

        counted.__qualname__ = make.__qualname__
        return of_one(self, path, counted, events, **how)

    monkeypatch.setattr(WatchedView, "each", each)
    return asked


@pytest.mark.parametrize(
    ("change", "anew"),
    [
        (lambda timeline: changed(timeline, title="The ferry is late"), 1),
        (lambda timeline: changed(timeline, importance=0.9), 1),
        (lambda timeline: replace(timeline, events=timeline.events[1:]), 0),
        (of_another_outlet, 300),
        (lambda timeline: timeline, 0),
    ],
    ids=["a title", "an importance", "an event less", "an outlet", "nothing"],
)
def test_pages_of_many_events_are_made_of_the_pieces_that_they_had(
    change: Callable[[Timeline], Timeline], anew: int, made: list[str]
) -> None:
    """What is made of one event is made again where it, or an article that tells it, is not what it was; the rest is cut from the page."""
    before = samples.large(years=1, per_year=300)
    first = recompose(before, SITE)
    assert len(made) == 300
    made.clear()
    lying = {page.path: page.content for page in first.made}
    now = recompose(change(before), SITE, first.memory, There(frozenset(lying), lying.__getitem__))
    assert len(made) == anew
    lying |= {page.path: page.content for page in now.made}
    wanted = {page.path: page.content for page in compose(change(before), SITE)}
    assert {path: lying[path] for path in wanted} == wanted


def of_two_articles(timeline: Timeline) -> Timeline:
    """A timeline of which every other event is told by a second article."""
    ((article, written),) = timeline.articles
    events = tuple(
        replace(event, reports=tuple(replace(report, article="other.txt") for report in event.reports)) if number % 2 else event
        for number, event in enumerate(timeline.events)
    )
    return replace(timeline, articles=((article, written), (replace(article, file="other.txt"), written)), events=events)


def named_often(timeline: Timeline, times: int) -> Timeline:
    """A timeline in so many events of which one actor is named."""
    return replace(timeline, events=tuple(replace(event, actors=("Ada",) * (at < times)) for at, event in enumerate(timeline.events)))


LONG = samples.large(years=1, per_year=301)
BOTH = of_two_articles(LONG)


@pytest.mark.parametrize(
    "timelines",
    [
        (LONG, LONG, changed(LONG, title="The ferry is late"), of_another_outlet(changed(LONG, title="The ferry is late"))),
        (BOTH, changed(BOTH, title="The ferry is late"), of_another_outlet(changed(BOTH, title="The ferry is late"))),
        (named_often(LONG, 300), named_often(LONG, 301), named_often(LONG, 300)),  # of more than 300 the rows are brief
    ],
    ids=["one article", "two articles", "brief rows"],
)
def test_one_change_after_the_other_comes_to_what_is_made_at_once(timelines: tuple[Timeline, ...], made: list[str]) -> None:
    """Also what was cut from a page is noted as read; a piece is known by how it is made; a page that is kept keeps its pieces."""
    lying: dict[str, bytes] = {}
    memory = NOTHING
    for step, timeline in enumerate(timelines):
        made.clear()
        now = recompose(timeline, SITE, memory, There(frozenset(lying), lying.__getitem__))
        assert len(made) < 301 or not step or timeline.articles != timelines[step - 1].articles
        lying |= {page.path: page.content for page in now.made}
        memory = now.memory
        wanted = {page.path: page.content for page in compose(timeline, SITE)}
        assert {path: lying[path] for path in wanted} == wanted


@pytest.mark.parametrize(
    "spoil",
    [lambda page: b"", lambda page: b" " + page[:-1], lambda page: page.replace(b"happens", b"is over", 1)],
    ids=["gone", "moved", "edited"],
)
def test_a_page_that_is_not_what_it_was_gives_no_pieces(spoil: Callable[[bytes], bytes], made: list[str]) -> None:
    """Somebody changed it, or took it away, while nobody looked."""
    timeline = samples.large(years=1, per_year=100)
    first = recompose(timeline, SITE)
    lying = {page.path: page.content for page in first.made}
    there = There(frozenset(lying), lambda path: spoil(lying[path]))
    made.clear()
    now = {page.path: page.content for page in recompose(changed(timeline, title="The ferry is late"), SITE, first.memory, there).made}
    assert len(made) == 100
    wanted = {page.path: page.content for page in compose(changed(timeline, title="The ferry is late"), SITE)}
    assert now == {path: wanted[path] for path in now}


def test_what_is_made_of_an_event_is_made_of_it_and_its_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece of a page is kept as long as these are what they were, so it may say nothing that is looked up elsewhere."""
    pieces = set()

    def each(self: WatchedView, path: str, make: Callable[..., str], events: Iterable[Event], /, **how: str | bool) -> list[str]:
        said, noted = [], set(self.notes)
        for event in events:
            self.notes.clear()
            said.append(make(self, event, **how))
            assert self.notes <= {("articles", AT, report.article) for report in event.reports}, (make, path)
            pieces.add(make.__qualname__)
        self.notes |= noted
        return said

    monkeypatch.setattr("timeline.spread.processors", lambda: 1)
    monkeypatch.setattr(WatchedView, "each", each)
    for timeline in (samples.sample(), samples.large(years=1)):
        compose(timeline, SITE)
    assert pieces == {"row", "_row", "_entry", "_slide", "_event"}
