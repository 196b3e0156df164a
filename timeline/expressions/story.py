"""Tell whether a text is a story of years gone by, and which of its dates are told in passing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from timeline.model import Mention

_ENOUGH_YEARS = 5  # so many dates with their year make a story, if they are the rule
# Nobody who tells of years gone by says "yesterday"; in news about them somebody does, if only once.
_NEWS = frozenset(("yesterday", "tomorrow"))
_FAR = 25  # years from which a leap is one in passing, unless the story stays there


def is_story(mentions: Sequence[Mention], written: date | None) -> bool:
    """Whether the text names the years it tells of, mostly past ones, and rarely speaks from the day of writing."""
    named = [mention.when.first.year for mention in mentions if mention.when and mention.when.first]
    spoken_from_today = sum(_from_today(mention) for mention in mentions)
    # The first date told is the story's own day, unless it is only the page's stamp.
    told = next((mention for mention in mentions if mention.when is None or mention.when.first != written), None)
    if written and told and (_from_today(told) or any(mention.rule in _NEWS for mention in mentions)):
        return False
    if len(named) < max(_ENOUGH_YEARS, 2 * spoken_from_today):
        return False
    return written is None or sum(year < written.year for year in named) > 0.6 * len(named)


def _from_today(mention: Mention) -> bool:
    """Whether it is said from the day of writing."""
    return (mention.weekday is not None and mention.when is None) or "written" in mention.asks


def asides(mentions: Sequence[Mention]) -> frozenset[int]:
    """The starts of dates told in passing: the story goes on after them in the years where it was before."""
    dated = [(mention.start, mention.when.first.year) for mention in mentions if mention.when and mention.when.first]
    passing = set()
    at = dated[0][1] if dated else 0
    for number, (start, year) in enumerate(dated):
        following = [later for _, later in dated[number + 1 : number + 4]]
        back = sum(abs(later - at) < abs(later - year) for later in following)
        returns = back * 2 > len(following)
        is_far = abs(year - at) > _FAR and back * 2 == len(following)
        if (abs(year - at) > 1 and following and returns) or is_far:
            passing.add(start)
        else:
            at = year
    return frozenset(passing)
