"""Tell how much is made of an event, by the reports of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from timeline.copies import independent
from timeline.model import Article, Copy, Report

OWN_NEWS = 1.0
EARLY = 0.6  # beside an article's own news, among its first sentences
IN_PASSING = 0.4
FIRST = 3  # sentences
HALF = 4  # independent sources that have it as their own news make an importance of one half
LOOKED_BACK = 0.2  # for each doubling of the articles that look back on it


def importance(reports: Sequence[Report], articles: Mapping[str, Article], copies: Iterable[Copy]) -> float:
    """How much is made of an event, above 0 and below 1; one more report of its own never makes it less.

    Every independent source counts by the best place that it gives the event: 1 as an article's own news, in headline and lead,
    0.6 among its first sentences, 0.4 further down. Articles of one outlet, and those that carry one text, are one source. Later
    articles that look back on it count with 0.2 for each doubling of their number. The sum s becomes s / (s + 4).
    """
    source_of = independent({told.article: articles[told.article].outlet or told.article for told in reports}, copies)
    places: dict[str, float] = {}
    for told in reports:
        source = source_of[told.article]
        places[source] = max(places.get(source, 0.0), _place(told, articles[told.article]))
    looking_back = {told.article for told in reports if not told.is_main and told.days_ago > 1}
    total = math.fsum(places.values()) + LOOKED_BACK * math.log2(1 + len(looking_back))
    return round(total / (total + HALF), 3)


def _place(told: Report, article: Article) -> float:
    """How prominent an event is in one article."""
    if told.is_main:
        return OWN_NEWS
    first = article.story[:FIRST]
    return EARLY if first and told.passages[0].start < first[-1].end else IN_PASSING
