"""What a collection tells: `Article`s as they were read in; the events that they tell together, before any has an id, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from timeline.cache import Cache, digest
from timeline.join_names import join_names
from timeline.merge import NOTHING, Doubt, WorkedOut, merge
from timeline.model import Article, Event, Kind, LeftOut, Reading, Written
from timeline.neighbours import date_by_neighbours
from timeline.noun import Noun
from timeline.recurring import Outline, outline, recurring_lines
from timeline.telling import Telling, Untold, tell_one
from timeline.versions import Older, older_versions


class Told(Noun, frozen=True):
    """What a collection tells, before any of it has an id."""

    articles: Mapping[str, Article]  # by file
    written: Mapping[str, Written]
    readings: Mapping[str, tuple[Reading, ...]]
    events: Sequence[Event]
    doubts: Sequence[Doubt]  # which of them may be one
    kinds: dict[str, Kind]  # what each actor and place is
    older: Sequence[Older]  # files that hold older versions of articles, and do not count
    left_out: Mapping[str, tuple[LeftOut, ...]]  # by file
    recurring: Mapping[str, tuple[int, ...]]  # by file, the numbers of the lines that others of its outlet have as well

    def with_more(self, told: Sequence[tuple[Article, Written]], events: Sequence[Event]) -> Told:
        """The same with events that the editor tells."""
        return Told(
            {**self.articles, **{article.file: article for article, _ in told}},
            {**self.written, **{article.file: written for article, written in told}},
            {**self.readings, **{article.file: () for article, _ in told}},
            [*self.events, *events],
            self.doubts,
            self.kinds,
            self.older,
            self.left_out,
            self.recurring,
        )


def tell(articles: Sequence[Article], neighbours: bool = True, cache: Cache | None = None) -> Told:
    """The events that articles tell: clean, find, date, place, report, merge; what depends on one article alone is computed once."""
    cache = cache or Cache()
    number_of = {article.file: digest(article) for article in articles}
    outlined = cache.begin("reading pages", outline, articles, list(number_of.values()))
    # While another process is at what is new, what is known is read: nearly all of it will turn out to be what is needed.
    before = cache.recall("merged", WorkedOut) or NOTHING
    outlines = cache.known(outline, list(number_of.values()))
    cache.known(tell_one, _numbers(_untold(articles, outlines), number_of))
    untold = _untold(articles, outlined())
    tellings = _tellings(untold, number_of, cache)
    older = older_versions({article.file: article for article in articles}, tellings)
    for version in older:
        del tellings[version.file]
    if neighbours:
        found = date_by_neighbours(
            {file: telling.article for file, telling in tellings.items()},
            {file: telling.written for file, telling in tellings.items()},
            {file: telling.reports[0] for file, telling in tellings.items() if telling.reports and telling.reports[0].is_main},
            {file: telling.clues for file, telling in tellings.items()},
        )
        tellings |= _tellings({file: replace(untold[file], written=written) for file, written in found.items()}, number_of, cache)
    cleaned = {file: telling.article for file, telling in tellings.items()}
    cache.expect_nothing()
    reports, kinds = join_names([report for file in sorted(tellings) for report in tellings[file].reports])
    merged = merge(reports, cleaned, before)
    if merged.worked_out.of != before.of:
        cache.keep("merged", merged.worked_out)
    return Told(
        cleaned,
        {file: telling.written for file, telling in tellings.items()},
        {file: telling.readings for file, telling in tellings.items()},
        merged.events,
        merged.doubts,
        kinds,
        older,
        {file: telling.left_out for file, telling in tellings.items()},
        {file: one.recurring for file, one in untold.items()},
    )


def _untold(articles: Sequence[Article], outlines: Sequence[Outline | None]) -> dict[str, Untold]:
    """The articles, by file, with the lines that recur on the pages of their outlets; those without an outline are passed over."""
    pages = {article.file: (article, page) for article, page in zip(articles, outlines, strict=True) if page}
    recurring = recurring_lines(page for _, page in pages.values())
    in_outlet = {file: page.lines & recurring.get(page.outlet, frozenset()) for file, (_, page) in pages.items()}
    return {file: Untold(article, tuple(sorted(in_outlet[file]))) for file, (article, _) in pages.items()}


def _tellings(untold: Mapping[str, Untold], number_of: Mapping[str, bytes], cache: Cache) -> dict[str, Telling]:
    """What each article tells by itself, by file."""
    told = cache.begin("finding what happened", tell_one, list(untold.values()), _numbers(untold, number_of))
    return dict(zip(untold, told(), strict=True))


def _numbers(untold: Mapping[str, Untold], number_of: Mapping[str, bytes]) -> list[bytes]:
    """What stands for each in the store, made of numbers for the articles as they were read: their texts are long."""
    return [digest((number_of[file], one.recurring, one.written)) for file, one in untold.items()]
