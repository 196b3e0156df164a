"""Date an article by its neighbours: one that tells an occurrence which firmly dated articles tell was written with them.

One hop only, and never across mere likeness of topic: the two must bring the same news, share particulars that hardly
another article tells, and the undated one must name the weekday on which it fell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from timeline.merge import same_headline
from timeline.model import Article, Mention, Report, Span, Written
from timeline.noun import Noun
from timeline.when import When
from timeline.wordlists import word_list
from timeline.words import MONTHS, WEEKDAYS, in_words

SHARED = 2  # particulars that the two must have in common: a wrong day of writing spoils every event of its article
RARE = 0.1  # a particular is one that no more than this share of the articles tells, or two of them
BEGINNING = 5  # the weekday must stand in so many first sentences


class _News(Noun, frozen=True):
    """An article's own news."""

    article: Article
    report: Report


class Clues(Noun, frozen=True):
    """What an article shares with others that tell the same."""

    weekdays: Mapping[int, Span]  # named in its first sentences: the words that name each first
    particulars: frozenset[str]


def clues(article: Article, mentions: Sequence[Mention]) -> Clues:
    """What there is in an article by which its neighbours are known."""
    return Clues(_weekdays(article, mentions), _particulars(article))


def date_by_neighbours(
    articles: Mapping[str, Article], written: Mapping[str, Written], news: Mapping[str, Report], clues: Mapping[str, Clues]
) -> dict[str, Written]:
    """The day of writing, marked `?`, of each undated article that tells the same news as firmly dated ones, all on one day."""
    told = sorted((_News(articles[file], report) for file, report in news.items()), key=lambda n: n.article.file)
    particulars = {file: found.particulars for file, found in clues.items()}
    counts = Counter(one for told_here in particulars.values() for one in told_here)
    rare = {one for one, count in counts.items() if count <= max(2, RARE * len(articles))}
    found = {}
    for undated in told:
        file = undated.article.file
        if written[file].when is not None or written[file].partial is not None:
            continue
        named = clues[file].weekdays
        neighbours = []
        for dated in told:
            day = _firm_day(dated, written[dated.article.file])
            if day is None or day.first is None or day.first.weekday() not in named:
                continue
            shared = particulars[file] & particulars[dated.article.file] & rare
            if len(shared) >= SHARED and same_headline(undated.article.title, dated.article.title):
                neighbours.append((dated, day, sorted(shared)))
        if len({day for _, day, _ in neighbours}) == 1:
            dated, day, shared_ = neighbours[0]
            assert day.first is not None
            weekday = named[day.first.weekday()]
            words = undated.article.text[weekday.start : weekday.end]
            source = f"{dated.article.outlet}, " if dated.article.outlet else ""
            because = (
                f"The article has no date. It tells the same news as “{dated.article.title}” ({source}{in_words(day)}), shares "
                f"particulars with it ({', '.join(shared_[:4])}) and names the weekday, “{words}”, so it was probably "
                "written that day."
            )
            found[file] = Written(day.doubted(), because, clue=weekday)
    return found


def _firm_day(news: _News, written: Written) -> When | None:
    """The day of an article's own news, where the article itself is firmly dated."""
    when = news.report.when
    return (
        when if when and when.is_day and not when.doubtful and written.when and written.when.is_day and not written.when.doubtful else None
    )


def _weekdays(article: Article, mentions: Sequence[Mention]) -> dict[int, Span]:
    """The weekdays named in the first sentences of a story, each with the words that name it first."""
    named: dict[int, Span] = {}
    for mention in mentions:
        if mention.weekday is not None and any(s.start <= mention.start < s.end for s in article.story[:BEGINNING]):
            named.setdefault(mention.weekday, Span(mention.start, mention.end))
    return named


_PARTICULAR = re.compile(rf"(?<=[a-z,;] )[A-Z][\w-]+|\b\d[\d.,]*\d\b|\b(?:{'|'.join(sorted(word_list('numbers that tell apart')))})\b")


def _particulars(article: Article) -> frozenset[str]:
    """The names and numbers of a story, by which one occurrence is told from others like it."""
    found = (match[0] for s in article.story for match in _PARTICULAR.finditer(article.text, s.start, s.end))
    return frozenset(one for one in found if one not in MONTHS and one not in WEEKDAYS)
