"""Gather what several articles tell of one occurrence: `Report`s in, `Event`s without ids out.

Reports are compared by the words that stand around their time, rare ones weighing more. What tells two occurrences of one kind
apart, their places, actors or numbers, keeps them apart; pairs that stay in doubt are listed for the editor.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from functools import partial
from itertools import combinations, pairwise

from msgspec.structs import replace

from timeline.cache import digest
from timeline.compared import compared_words
from timeline.content import content_words
from timeline.likeness import Likeness, Near, product, together
from timeline.model import Article, Event, PerhapsSame, Report, Status
from timeline.noun import Noun
from timeline.objections import Objection, look_back, objections
from timeline.settle import event_of
from timeline.spread import spread

# Likeness from which two tellings are of one occurrence; measured on pairs judged by hand.
LOOKED_BACK = 0.16  # where both look back on the same day: seldom do two different things of one day stay in mind
SAME_DAY = 0.25  # where both tell the same day in words, and not only by when they were written
SAME_TIME = 0.36  # where both tell the same month or year in words, or one article only has its own day
SAME = 0.42  # where one tells a day in the other's month or year
SURE = 0.45  # where a detail speaks against it that can be a slip or a different view
LEAST_SHARED = 3  # words: two can be common to much that happens in one place
KIN = 0.15  # so alike are the tellings of one occurrence on average
PERHAPS = 0.8  # of what would be needed: an editor may know
NOT_SURE = "They are told in much the same words, but not so much that it is sure."
MOST_PERHAPS = 3  # such pairs that are listed for one event
SAME_HEADLINE = 0.5  # two articles whose headlines share so much of the shorter one, on one day, bring one piece of news
LATE = 5  # days: news without a time of its own is told at most so long after it happened
MISFITS = 0.1  # of all such pairs; so many can have a wrong date
MINORITY = 0.34  # of those pairs; so many may be kept apart by what only one of them says oddly
PART = 250  # reports that are compared with those after them in one go
PARTS = 8  # that are worth another process
COMPARED = 4  # members of a group that another is compared with in detail


class Merged(Noun, frozen=True):
    """The occurrences that a collection tells, and the pairs of them that may be one."""

    events: tuple[Event, ...]  # in the order of the calendar
    doubts: tuple[Doubt, ...]  # the likeliest first
    worked_out: WorkedOut


class WorkedOut(Noun, frozen=True):
    """What a merging found out about reports, for the next one: most of them come again."""

    of: bytes  # a number for all reports and their articles; of the same ones, the next two hold as well
    groups: tuple[tuple[int, ...], ...]  # the numbers of those that tell one occurrence
    doubts: tuple[tuple[int, int, str], ...]
    objections: Mapping[bytes, tuple[Objection, ...]]  # to two reports being one, by their digests
    settled: Mapping[bytes, Settled]  # by the digests of the reports of one occurrence


class Settled(Noun, frozen=True):
    """An event, but for its reports."""

    event: Event
    order: tuple[int, ...]  # in which they stand in it


NOTHING = WorkedOut(b"", (), (), {}, {})


class Doubt(Noun, frozen=True):
    """Two reports that may tell one occurrence but were kept apart."""

    one: Report
    other: Report
    because: str


class _Group(Noun, frozen=True):
    """Reports of one occurrence."""

    members: tuple[int, ...]  # their numbers
    told_in: Mapping[str, tuple[int, ...]]  # by article, those that are its own
    times: Mapping[object, tuple[Report, int]]  # one of them for each time that they tell, and how many tell it
    profile: Mapping[str, int]  # the sum of theirs

    def with_all_of(self, other: _Group) -> _Group:
        """The two as one."""
        told_in = dict(self.told_in)
        for file, numbers in other.told_in.items():
            told_in[file] = told_in.get(file, ()) + numbers
        times = dict(self.times)
        for time, (report, count) in other.times.items():
            times[time] = report, count + (times[time][1] if time in times else 0)
        return _Group(tuple(sorted(self.members + other.members)), told_in, times, together(self.profile, other.profile))


class _Link(Noun, frozen=True):
    """Two reports, by their numbers, that are alike."""

    score: float
    one: int
    other: int
    why: str = ""  # what keeps them apart


class _Desk:
    """The reports on it, by their numbers, and what is worked out about them, once."""

    def __init__(self, reports: Sequence[Report], articles: Mapping[str, Article], before: WorkedOut):
        self.reports, self.articles, self._before = reports, articles, before
        of_article = {file: digest(articles[file]) for file in {told.article for told in reports}}
        self._digests = [digest(told) + of_article[told.article] for told in reports]
        self._objections: dict[bytes, tuple[Objection, ...]] = {}
        self.of = digest(self._digests)

    def objections(self, one: int, other: int) -> tuple[Objection, ...]:
        """What speaks against two reports telling one occurrence."""
        key = self._digests[one] + self._digests[other]
        if (found := self._objections.get(key)) is None:
            known = self._before.objections.get(key)
            found = tuple(objections(self.reports[one], self.reports[other], self.articles)) if known is None else known
            self._objections[key] = found
        return found

    def merged(self, groups: Sequence[tuple[int, ...]], doubts: Sequence[tuple[int, int, str]]) -> Merged:
        """The events that the groups are, and what is to be known the next time."""
        events: dict[bytes, Event] = {}  # by what they are made of; two of the very same reports are one
        settled: dict[bytes, Settled] = {}
        for group in groups:
            key = b"".join([self._digests[number] for number in group])
            told = _by_article([self.reports[number] for number in group])
            if known := self._before.settled.get(key):
                event = replace(known.event, reports=tuple([told[number] for number in known.order]))
            else:
                event = event_of(told, self.articles)
                at = {report.article: number for number, report in enumerate(told)}
                known = Settled(replace(event, reports=()), tuple(at[report.article] for report in event.reports))
            events[key], settled[key] = event, known
        return Merged(
            tuple(sorted(events.values(), key=in_order)),
            tuple(Doubt(self.reports[one], self.reports[other], because) for one, other, because in doubts),
            WorkedOut(self.of, tuple(groups), tuple(doubts), self._objections, settled),
        )


def merge(reports: Iterable[Report], articles: Mapping[str, Article], before: WorkedOut = NOTHING) -> Merged:
    """The occurrences that reports tell; the finest date that fits wins. What was worked out `before` changes nothing but the time."""
    ordered = sorted(reports, key=lambda told: (told.article, told.passages[0].start, told.passages[0].end))
    desk = _Desk(ordered, articles, before)
    groups, doubts = (before.groups, before.doubts) if desk.of == before.of else _groups(desk)
    return desk.merged(groups, doubts)


def _by_article(told: Sequence[Report]) -> list[Report]:
    """The reports of one occurrence, of each article one with all that it says."""
    first: dict[str, Report] = {}
    for report in told:
        known = first.get(report.article)
        first[report.article] = replace(known, passages=known.passages + report.passages) if known else report
    return list(first.values())


def name_doubts(doubts: Iterable[Doubt], events: Iterable[Event]) -> tuple[PerhapsSame, ...]:
    """Doubts by the ids of their events, once these have them; what is hidden or has become one is left out."""
    ids = {_place(report): event.id for event in events if not event.hidden for report in event.reports}
    named = [
        PerhapsSame(ids[_place(doubt.one)], ids[_place(doubt.other)], doubt.because)
        for doubt in doubts
        if _place(doubt.one) in ids and _place(doubt.other) in ids
    ]
    return tuple(pair for pair in named if pair.one != pair.other)


def _place(report: Report) -> tuple[str, int, int, str]:
    passage = report.passages[0]
    return report.article, passage.start, passage.end, str(report.when)


def in_order(event: Event) -> tuple[date, date, str, str, int]:
    """The place of an event in the timeline: by first day, a coarse date before the days inside it; undated ones last."""
    first = (event.when and (event.when.first or event.when.last)) or date.max
    last = (event.when and event.when.last) or date.max
    told = event.reports[0]
    return first, date.max - (last - first) if last < date.max else date.min, str(event.partial or ""), told.article, told.passages[0].start


def _groups(desk: _Desk) -> tuple[Sequence[tuple[int, ...]], Sequence[tuple[int, int, str]]]:
    """The numbers of the reports that tell one occurrence, most alike joined first; and the pairs that stay in doubt."""
    reports, articles = desk.reports, desk.articles
    alike = Likeness([frozenset(told.compared.split()) or compared_words(told, articles[told.article]) for told in reports])
    sure, unsure = _alike(alike, reports, _same_news(reports, articles))
    groups = _Groups(alike, reports)
    for link in sorted(sure, key=lambda link: (-link.score, link.one, link.other)):
        one, other = groups[link.one], groups[link.other]
        if one is other or _told_as_two(one, other, reports):
            continue  # one article does not tell its own news twice
        against = desk.objections(link.one, link.other)
        if against and (link.score < SURE or any(objection.is_firm for objection in against)):
            unsure += [replace(link, why=against[0].because)] if len(against) == 1 else []
        elif why := _unlike(one, other, desk):
            unsure.append(replace(link, why=why))
        else:
            joined = one.with_all_of(other)
            groups |= dict.fromkeys(joined.members, joined)
    members = [groups[number].members if number in groups else (number,) for number in range(len(reports))]
    return list(dict.fromkeys(members)), _likeliest(unsure, groups, desk)


class _Groups(dict[int, _Group]):
    """The group of each report, by its number; one that nobody has asked for yet is alone in its own."""

    def __init__(self, alike: Likeness, reports: Sequence[Report]):
        self._alike, self._reports = alike, reports

    def __missing__(self, number: int) -> _Group:
        told = self._reports[number]
        times: dict[object, tuple[Report, int]] = {(told.when, told.partial, told.by_default): (told, 1)}
        self[number] = _Group((number,), {told.article: (number,)}, times, self._alike.profile(number))
        return self[number]


def _alike(alike: Likeness, reports: Sequence[Report], news: Set[tuple[int, int]]) -> tuple[list[_Link], list[_Link]]:
    """The pairs of reports that are alike enough to be of one occurrence; and those that are nearly so."""
    # One headline on one day says more than all other words.
    sure = [_Link(alike(one, other) + 1, one, other) for one, other in news if _can_be_one(reports[one], reports[other])]
    unsure = []
    least = [PERHAPS * min(_needed(told, told), SAME_DAY if told.when and told.when.is_day else SAME_TIME) for told in reports]
    near = Near(alike, _spans(reports), least)
    parts = [range(first, min(first + PART, len(reports))) for first in range(0, len(reports), PART)]  # places in the order of `near`
    for surely, perhaps in spread(partial(_alike_in_part, alike=alike, near=near, reports=reports), parts, worth_it=PARTS):
        sure += [link for link in surely if (link.one, link.other) not in news]
        unsure += [link for link in perhaps if (link.one, link.other) not in news]
    return sure, unsure


def _alike_in_part(places: range, alike: Likeness, near: Near, reports: Sequence[Report]) -> tuple[list[_Link], list[_Link]]:
    """The same for a part of the reports with those after them, by their words alone."""
    sure, unsure = [], []
    for score, one, other in near.pairs(places):
        a, b = reports[one], reports[other]
        if not _can_be_one(a, b):
            continue
        needed = _needed(a, b)
        if score >= needed and alike.shared(one, other) >= LEAST_SHARED:
            sure.append(_Link(score, one, other))
        elif score >= needed * PERHAPS:
            unsure.append(_Link(score * SAME_DAY / needed, one, other))
    return sure, unsure


def _can_be_one(one: Report, other: Report) -> bool:
    """Whether two reports are of two articles, and of one time."""
    return one.article != other.article and dates_fit(one, other)


def _told_as_two(one: _Group, other: _Group, reports: Sequence[Report]) -> bool:
    """Whether an article tells what is in both groups, and not only because it looks back on one thing twice."""
    both = one.told_in.keys() & other.told_in.keys()
    return not all(look_back(reports[a], reports[b]) for file in both for a in one.told_in[file] for b in other.told_in[file])


def _unlike(one: _Group, other: _Group, desk: _Desk) -> str:
    """What speaks against joining two groups, of which a telling of each is like one of the other; empty for nothing.

    An article that tells two occurrences in one sentence is like both, and must not make them one.
    """
    all_pairs = len(one.members) * len(other.members)
    misfits = sum(m * n for a, m in one.times.values() for b, n in other.times.values() if not dates_fit(a, b))
    if misfits > MISFITS * all_pairs:
        return "Some of those who tell them give dates that do not fit."
    if product(one.profile, other.profile) < KIN * all_pairs:
        return "Some of those who tell them use other words."
    pairs = [(m, n) for m in one.members[:COMPARED] for n in other.members[:COMPARED]]
    firm = [[objection.because for objection in desk.objections(m, n) if objection.is_firm] for m, n in pairs]
    against = list(filter(None, firm))
    return against[0][0] if len(against) > MINORITY * len(pairs) else ""


def _likeliest(unsure: Iterable[_Link], groups: Mapping[int, _Group], desk: _Desk) -> list[tuple[int, int, str]]:
    """A few pairs in doubt for each event, the likeliest first; none within an event, nor where one article tells both."""
    kept, listed, seen = [], Counter[int](), set()
    for link in sorted(unsure, key=lambda link: (-link.score, link.one, link.other)):
        a, b = groups[link.one], groups[link.other]
        pair = frozenset((id(a), id(b)))
        if (
            len(pair) == 1
            or pair in seen
            or not a.told_in.keys().isdisjoint(b.told_in)
            or max(listed[id(a)], listed[id(b)]) >= MOST_PERHAPS
        ):
            continue
        seen.add(pair)
        if link.why or not desk.objections(link.one, link.other):
            listed.update(pair)
            kept.append((link.one, link.other, link.why or NOT_SURE))
    return kept


def _spans(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """For each report, the days in which those must begin that can tell of the same time; without a year, a number of its own."""
    partials = {partial: -2 - at for at, partial in enumerate(sorted({str(told.partial) for told in reports if told.partial}))}
    spans = []
    for number, told in enumerate(reports):
        if told.when:
            first = (told.when.first or date.min).toordinal()
            spans.append((first, max(first + LATE, (told.when.last or date.max).toordinal())))
        else:
            day = partials[str(told.partial)] if told.partial else -2 - len(partials) - number
            spans.append((day, day))
    return spans


def _same_news(reports: Sequence[Report], articles: Mapping[str, Article]) -> set[tuple[int, int]]:
    """The pairs of reports that are their articles' own news of one day and go by the same headline."""
    on_day: defaultdict[date, list[int]] = defaultdict(list)
    for number, told in enumerate(reports):
        if told.is_main and told.when and told.when.is_day and told.when.first:
            on_day[told.when.first].append(number)
    return {
        (one, other)
        for numbers in on_day.values()
        for one, other in combinations(numbers, 2)
        if same_headline(articles[reports[one].article].title, articles[reports[other].article].title)
    }


def same_headline(one: str, other: str) -> bool:
    """Whether two headlines share half of their words, and not only the name of what they are about."""
    a, b = content_words(one), content_words(other)
    shared = a & b
    if len(shared) < 3 or len(shared) < SAME_HEADLINE * min(len(a), len(b)):
        return False
    names = {word for text in (one, other) for word in content_words(" ".join(re.findall(r"(?<=\S )[A-Z]\S*", text)))}
    # "Norby glass works": words that stand side by side in both are a name too.
    names |= {word for pair in _pairs(one) & _pairs(other) for word in pair}
    return bool(shared - names)


def _pairs(text: str) -> set[frozenset[str]]:
    words = text.split()
    return {pair for one, two in pairwise(words) if len(pair := content_words(f"{one} {two}")) == 2}


def _needed(one: Report, other: Report) -> float:
    """How alike two reports must be: what two articles look back on by its day is seldom not the same.

    Nor is what one article sets for a day and another's own news of these days tells as done.
    """
    if one.when is None or other.when is None:
        return SAME_TIME
    one_day, same = one.when.is_day and other.when.is_day, (one.when.first, one.when.last) == (other.when.first, other.when.last)
    if one.by_default or other.by_default:
        carried_out = {one.status, other.status} == {Status.PLANNED, Status.HAPPENED} and not (one.by_default and other.by_default)
        return SAME if not one_day else SAME_DAY if carried_out else SAME_TIME
    if one_day and same:
        return LOOKED_BACK if look_back(one, other) else SAME_DAY
    return SAME_TIME if one_day or same else SAME


def dates_fit(one: Report, other: Report) -> bool:
    """Whether two reports can tell of the same time: a day apart at most, or one within the other's month or year."""
    if one.when is None or other.when is None:
        return one.when is None and other.when is None and one.partial is not None and one.partial == other.partial
    a, b = one.when, other.when
    if a.is_day and b.is_day and a.first and b.first:
        apart = (b.first - a.first).days
        # A day that is only the article's is the latest that it can have been.
        earliest, latest = (-LATE if one.by_default else -1), (LATE if other.by_default else 1)
        return earliest <= apart <= latest
    return a.covers(b) or b.covers(a)
