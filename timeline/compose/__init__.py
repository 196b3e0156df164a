"""Compose the site: a timeline comes in, every generated page and data file goes out, as values; nothing is read or written.

- `escape`: foreign text made safe
- `site`: what the publisher says in mkdocs.yml; `view`: the timeline looked up by id, article, name and time, and the addresses
- `blocks`, `passages`, `rows`, `overview`: the pieces that pages are made of
- `home`, `lists`, `event`: the pages; `review`: the editor's, in the preview only; `about`: what an event's page tells programs
- `kept`: which of them need not be made again
- `data`, `exports`, `feeds`: the files for programs; `filters`: what filtering in the browser needs
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from timeline.compose.data import data_pages
from timeline.compose.event import event_page, gone_page
from timeline.compose.exports import calendar, table, timelinejs
from timeline.compose.feeds import feed_pages
from timeline.compose.filters import filter_pages
from timeline.compose.home import home
from timeline.compose.kept import NONE, NOTHING, Memory, Recipe, There, WatchedView, Worth, noting, remember, to_make, usable
from timeline.compose.lists import actor_page, article_page, list_pages, month_page, place_page, year_page
from timeline.compose.review import review_page
from timeline.compose.site import Site, read_site
from timeline.compose.view import View, view
from timeline.model import Page, Timeline
from timeline.noun import Noun
from timeline.spread import spread

__all__ = ["NOTHING", "Composed", "Memory", "Site", "There", "compose", "read_site", "recompose"]

FEW = 8  # recipes; among more there are those of all events, which are worth a process


class Composed(Noun, frozen=True):
    """The pages of a site."""

    made: tuple[Page, ...]  # by path
    kept: frozenset[str]  # the paths of those that are what they were
    memory: Memory  # what they were made from


def compose(timeline: Timeline, site: Site, *, preview: bool = False) -> list[Page]:
    """Every page and data file of the site, by path; a preview has a page for the editor as well."""
    return list(recompose(timeline, site, preview=preview).made)


def recompose(
    timeline: Timeline,
    site: Site,
    before: Memory = NOTHING,
    there: There = NONE,
    progress: Callable[[int, int], None] | None = None,
    *,
    preview: bool = False,
) -> Composed:
    """The pages that may differ from those that were made `before` and are still `there`, and the names of the others."""
    seen = view(timeline, site)
    recipes = {recipe.name: recipe for recipe in (*_recipes(seen), *([Recipe(review_page)] if preview else []))}
    worth = Worth(seen)
    before = usable(before, worth.given)
    anew = to_make(recipes, worth, before, there.paths)
    followed = spread(partial(noting, view=WatchedView(seen, worth, before, there)), list(anew.values()), progress, FEW)
    memory = remember(recipes, worth, before, dict(zip(anew, followed, strict=True)))
    pages = sorted((page for one in followed for page in one.pages), key=lambda page: page.path)
    paths = {path for of_one, _ in memory.pages.values() for path in of_one}
    return Composed(tuple(pages), frozenset(paths - {page.path for page in pages}), memory)


def _recipes(view: View) -> list[Recipe]:
    """How every page of the site is made."""
    # What takes longest comes first, so that no processor waits for another in the end.
    everything: tuple[Callable[[View], Page | Iterable[Page]], ...] = (
        *(data_pages, table, calendar, timelinejs, list_pages, filter_pages, feed_pages, home),
    )
    one_by_one: tuple[tuple[Callable[..., Page], list[tuple[str | int, ...]]], ...] = (
        (event_page, [(id_,) for id_ in view.by_id]),
        (gone_page, [(id_,) for id_ in view.gone]),
        (year_page, [(year,) for year in view.years]),
        (month_page, list(view.months)),
        (article_page, [(file,) for file in view.articles]),
        (actor_page, [(name,) for name in view.who.events]),
        (place_page, [(name,) for name in view.where.events]),
    )
    return [*(Recipe(make) for make in everything), *(Recipe(make, of) for make, keys in one_by_one for of in keys)]
