"""What speaks against two tellings being of one occurrence: they have other actors, places, numbers or days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timeline.clauses import subject_words
from timeline.content import content_words
from timeline.details import details
from timeline.model import Article, Report
from timeline.noun import Noun
from timeline.words import in_words

LONG = 14  # days after which it is looked back on
CLOSE = 0.75  # two sums of which the smaller is so much of the larger can be one that was told differently
FAR = 0.5  # and of which it is less cannot, where each tells one sum only


class Objection(Noun, frozen=True):
    """A reason to keep two tellings apart."""

    because: str  # a sentence for the editor
    is_firm: bool  # whether no likeness outweighs it; else it can be a slip or a different view


def objections(one: Report, other: Report, articles: Mapping[str, Article]) -> list[Objection]:
    """All that speaks against two reports telling one occurrence."""
    texts = articles[one.article].text, articles[other.article].text
    return [*_other_actors(one, other), *_elsewhere(one, other, texts), *_other_numbers(one, other), *_other_days(one, other)]


def _other_actors(one: Report, other: Report) -> Iterator[Objection]:
    """Somebody else acts in each; firmly so where neither knows the one of whom the other speaks first.

    Who looks back on something speaks of it beside what somebody does now: "Halm wants to know why the ferry sank on 6 February".
    """
    if look_back(one, other):
        return
    a, b = subject_words(one.title), subject_words(other.title)
    if not a or not b or a & b:
        return
    if not a & _words(other) and not b & _words(one):
        yield Objection("Somebody else acts in each.", is_firm=True)
    elif (first := _named(one, a)) and (second := _named(other, b)):
        yield Objection(f"{first} acts in the one, {second} in the other.", is_firm=False)


def _named(told: Report, subject: frozenset[str]) -> str:
    """The actor whose name is a title's subject; empty where that is no name."""
    return next((name for name in told.actors if content_words(name) == subject), "")


def _words(told: Report) -> frozenset[str]:
    return content_words(f"{told.title} {told.passages[0].quote}")


def _elsewhere(one: Report, other: Report, texts: tuple[str, str]) -> Iterator[Objection]:
    """They name places, and none in common. Where an article knows the other's place, it can be the same one told more widely."""
    here, there = (content_words(" ".join((*told.places, *told.actors))) for told in (one, other))
    if one.places and other.places and not here & there:
        known = any(place in texts[1] for place in one.places) or any(place in texts[0] for place in other.places)
        yield Objection(f"They name different places: {one.places[0]} and {other.places[0]}.", is_firm=not known)


def _other_numbers(one: Report, other: Report) -> Iterator[Objection]:
    """A magnitude, an age, a round that differs tells members of a series apart; so does quite another sum of money."""
    a, b = details(one.passages[0].quote), details(other.passages[0].quote)
    for kind in sorted(a.series.keys() & b.series.keys()):
        if not a.series[kind] & b.series[kind]:
            values = f"{min(a.series[kind]):g} and {min(b.series[kind]):g}"
            yield Objection(f"They give different numbers: {kind} {values}.", is_firm=True)
    for currency in sorted(a.sums.keys() & b.sums.keys()):
        pairs = [sorted((x.value, y.value)) for x in a.sums[currency] for y in b.sums[currency]]
        if all(less < CLOSE * more for less, more in pairs):
            values = f"{a.sums[currency][0].words} and {b.sums[currency][0].words}"
            far = len(pairs) == 1 and pairs[0][0] < FAR * pairs[0][1]
            yield Objection(f"They give different sums: {values}.", is_firm=far)


def _other_days(one: Report, other: Report) -> Iterator[Objection]:
    """Each tells a day in words, and not the same one."""
    told = [report.when for report in (one, other) if report.when and report.when.is_day and not report.by_default]
    if len(told) == 2 and told[0].first != told[1].first:
        yield Objection(f"They give different days: {in_words(told[0])} and {in_words(told[1])}.", is_firm=False)


def look_back(*reports: Report) -> bool:
    """Whether all look back on one day that they tell in words, long after it."""
    if len({told.when.first if told.when else None for told in reports}) > 1:
        return False
    return all(told.when is not None and told.when.is_day and not told.by_default and told.days_ago >= LONG for told in reports)
