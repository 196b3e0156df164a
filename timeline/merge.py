"""Gather what several articles tell of one occurrence: `Report`s in, `Event`s without ids out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from timeline.clauses import subject_words
from timeline.likeness import Likeness
from timeline.model import Article, Disagreement, Event, Report, Status
from timeline.names import content_words
from timeline.when import When

SAME = 0.30  # tellings that are so alike, on dates that fit, tell one occurrence; measured on pairs judged by hand
KIN = SAME / 2  # and so alike are any two of the tellings of one occurrence
SAME_HEADLINE = 0.5  # two articles whose headlines share so much of the shorter one, on one day, bring one piece of news
LATE = 5  # days: news without a time of its own is told at most so long after it happened


def merge(reports: Sequence[Report], articles: Mapping[str, Article]) -> list[Event]:
    """The occurrences that reports tell, in order of the calendar; the finest date that fits wins."""
    ordered = sorted(reports, key=lambda told: (told.article, told.passages[0].start, told.passages[0].end))
    groups = _groups(ordered, articles)
    events = [event_of([ordered[number] for number in group], articles) for group in groups]
    return sorted(events, key=in_order)


def in_order(event: Event) -> tuple[date, date, str, str, int]:
    """The place of an event in the timeline: by first day, a coarse date before the days inside it; undated ones last."""
    first = (event.when and (event.when.first or event.when.last)) or date.max
    last = (event.when and event.when.last) or date.max
    told = event.reports[0]
    return first, date.max - (last - first) if last < date.max else date.min, str(event.partial or ""), told.article, told.passages[0].start


def _groups(reports: Sequence[Report], articles: Mapping[str, Article]) -> list[list[int]]:
    """The numbers of the reports that tell one occurrence, most alike joined first."""
    alike = Likeness([comparison(told, articles) for told in reports])
    pairs = [
        (score, one, other)
        for one, other in alike.pairs()
        if reports[one].article != reports[other].article
        and fits(reports[one], reports[other])
        and ((score := alike(one, other)) >= SAME or _same_news(reports[one], reports[other], articles))
    ]
    group_of = {number: [number] for number in range(len(reports))}
    for _, one, other in sorted(pairs, key=lambda pair: (-round(pair[0], 9), pair[1], pair[2])):
        a, b = group_of[one], group_of[other]
        if a is b or {reports[n].article for n in a} & {reports[n].article for n in b}:
            continue  # one article does not tell its own news twice
        # An article that tells two occurrences in one sentence is like both, and must not make them one.
        if all(fits(reports[m], reports[n]) and alike(m, n) >= KIN for m in a for n in b):
            joined = sorted(a + b)
            for number in joined:
                group_of[number] = joined
    return list({id(group): group for group in group_of.values()}.values())


def _same_news(one: Report, other: Report, articles: Mapping[str, Article]) -> bool:
    """Whether two articles' own news of one day goes by the same headline."""
    on_one_day = one.when is not None and other.when is not None and one.when.is_day and one.when.first == other.when.first
    return one.is_main and other.is_main and on_one_day and same_headline(articles[one.article].title, articles[other.article].title)


def same_headline(one: str, other: str) -> bool:
    """Whether two headlines share half of their words, and not only the name of what they are about."""
    a, b = content_words(one), content_words(other)
    shared = a & b
    names = {word for text in (one, other) for word in content_words(" ".join(re.findall(r"(?<=\S )[A-Z]\S*", text)))}
    # "Norby glass works": words that stand side by side in both are a name too.
    names |= {word for pair in _pairs(one) & _pairs(other) for word in pair}
    return len(shared) >= 3 and len(shared) >= SAME_HEADLINE * min(len(a), len(b)) and bool(shared - names)


def _pairs(text: str) -> set[frozenset[str]]:
    words = text.split()
    return {pair for one, two in pairwise(words) if len(pair := content_words(f"{one} {two}")) == 2}


def comparison(told: Report, articles: Mapping[str, Article]) -> str:
    """The words by which a report is compared: its first passage, and for an article's own news the headline."""
    headline = articles[told.article].title if told.is_main else ""
    return f"{headline} {told.title} {told.passages[0].quote}"


def fits(one: Report, other: Report) -> bool:
    """Whether two reports can tell of the same time, and no telling detail keeps them apart."""
    if _other_actors(one, other):
        return False
    elsewhere = bool(one.places and other.places) and not {*one.places, *one.actors} & {*other.places, *other.actors}
    return _dates_fit(one, other) and not _series(one, other) and not elsewhere


def _other_actors(one: Report, other: Report) -> bool:
    """Whether somebody else acts in each: neither knows the one of whom the other speaks first."""
    a, b = subject_words(one.title), subject_words(other.title)
    known_to_a, known_to_b = (content_words(f"{told.title} {told.passages[0].quote}") for told in (one, other))
    return bool(a and b) and not a & known_to_b and not b & known_to_a


def _dates_fit(one: Report, other: Report) -> bool:
    if one.when is None or other.when is None:
        return one.when is None and other.when is None and one.partial is not None and one.partial == other.partial
    a, b = one.when, other.when
    if a.is_day and b.is_day and a.first and b.first:
        apart = (b.first - a.first).days
        # A day that is only the article's is the latest that it can have been.
        earliest, latest = (-LATE if one.by_default else -1), (LATE if other.by_default else 1)
        return earliest <= apart <= latest
    return a.covers(b) or b.covers(a)


_DATEABLE = re.compile(r"\b(?:magnitude|aged?|round|phase|stage|day|week|flight|no\.?|number)\s+(?:of\s+)?(\d[\d.,]*)", re.IGNORECASE)


def _series(one: Report, other: Report) -> bool:
    """Whether they differ in the number that tells members of a series apart: a magnitude, a flight, a round."""
    a, b = set(_DATEABLE.findall(one.passages[0].quote)), set(_DATEABLE.findall(other.passages[0].quote))
    return bool(a and b) and not a & b


def event_of(told: Sequence[Report], articles: Mapping[str, Article]) -> Event:
    """One event of several reports."""
    status = _status(told)
    # The title is that of a telling which says the same of the event as the event itself.
    reports = sorted(
        told, key=lambda r: (r.status is not status, not r.is_main, r.when is None or r.when.doubtful, r.article, r.passages[0].start)
    )
    dated = min(reports, key=_fineness)
    return Event(
        title=reports[0].title,
        when=dated.when,
        partial=dated.partial if dated.when is None else None,
        words=tuple(dict.fromkeys(word for report in reports for word in report.words)) if dated.when is None else (),
        because=dated.because,
        status=status,
        importance=_importance(reports, articles),
        reports=tuple(reports),
        actors=tuple(dict.fromkeys(name for report in reports for name in report.actors)),
        places=tuple(dict.fromkeys(name for report in reports for name in report.places)),
        disagreements=_disagreements(reports),
    )


def _fineness(report: Report) -> tuple[bool, timedelta, bool, bool]:
    """What makes one date better than another: known, fine, sure, and told rather than taken from the article's day."""
    when = report.when
    days = timedelta.max if when is None or when.days is None else timedelta(when.days)
    return when is None, days, bool(when and when.doubtful), report.by_default


def _status(reports: Sequence[Report]) -> Status:
    """What happened outweighs what was planned; what one source only alleges and another tells, happened."""
    said = {report.status for report in reports}
    return next(status for status in (Status.CANCELLED, Status.HAPPENED, Status.ALLEGED, Status.PLANNED, Status.DENIED) if status in said)


def _importance(reports: Sequence[Report], articles: Mapping[str, Article]) -> float:
    """How much is made of it, 0 to 1: by how many outlets, and whether as their own news."""
    weight: dict[str, float] = {}
    for report in reports:
        outlet = articles[report.article].outlet or report.article
        weight[outlet] = max(weight.get(outlet, 0.0), 1.0 if report.is_main else 0.4)
    total = sum(weight[outlet] for outlet in sorted(weight))
    return round(total / (total + 1), 3)


def _disagreements(reports: Sequence[Report]) -> tuple[Disagreement, ...]:
    """The days that sources give, where they tell different ones in words of their own."""
    values: dict[When, list[str]] = {}
    for report in reports:
        if report.when and report.when.is_day and not report.by_default:
            values.setdefault(report.when.doubted(False), []).append(report.article)
    if len(values) < 2:
        return ()
    return tuple(
        Disagreement(str(when), tuple(dict.fromkeys(files))) for when, files in sorted(values.items(), key=lambda item: str(item[0]))
    )
