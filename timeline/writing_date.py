"""Solve for the day an article was written: an `Article` and its `Mention`s in, a `Written` with the words that gave it away out.

The evidence is asked in order of trust, and the first that answers decides. A stamp that the story contradicts is the mark
of a later copy: the story wins. An article is better undated than wrongly dated, so what is not sound stays open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from timeline.compose.words import MONTHS, WEEKDAYS, begun, in_words
from timeline.furniture import Kind, Line, lines
from timeline.model import Article, Mention, Sentence, Span, Written
from timeline.when import Grain, NoSuchDay, Partial, When, day, on

FAR = 60  # days: news that names a day without its year is no older
NEAR_HEADLINE = 12  # lines above the story that may hold its date


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that the evidence is drawn from."""

    article: Article
    mentions: Sequence[Mention]  # of the whole page, furniture too: most pages print their date there
    page: Sequence[Line]

    @property
    def story(self) -> Sequence[Sentence]:
        """The sentences of the story."""
        return self.article.story

    def told(self) -> list[Mention]:
        """The mentions that stand in the story."""
        return [m for m in self.mentions if any(s.start <= m.start < s.end for s in self.story)]

    def in_dateline(self, mention: Mention) -> bool:
        """Whether a mention stands in the dateline."""
        dateline = self.article.dateline
        return dateline is not None and dateline.start <= mention.start < dateline.end

    def in_lead(self, mention: Mention) -> bool:
        """Whether a mention stands in one of the story's first two sentences."""
        return any(s.start <= mention.start < s.end for s in self.story[:2])


def date_article(article: Article, mentions: Sequence[Mention]) -> Written:
    """When an article was written, from the most trusted evidence that answers."""
    case = Case(article, mentions, lines(article.text))
    for evidence in EVIDENCE:
        if written := evidence(case):
            return written
    return _open(case)


def by_statement(case: Case) -> Written | None:
    """What the editor, the front matter or the page's metadata states."""
    article = case.article
    if article.stated is None:
        return None
    # The editor and the file's front matter are believed; a page's own metadata may be the stamp of a copy.
    if article.stated_by == "the page's metadata" and (repost := _repost(case, article.stated, "the page's metadata says")):
        return repost
    return Written(article.stated, f"{begun(article.stated_by)} gives {in_words(article.stated)}.")


def by_header(case: Case) -> Written | None:
    """A line above the story, or a dateline at its beginning, that says the day with its year."""
    stamps = [m for m in _stamps(case) if m.when is not None and m.when.is_day]
    if not stamps:
        return None
    stamp = stamps[0]
    assert stamp.when is not None
    if repost := _repost(case, stamp.when, f"the page is stamped “{stamp.words}”, but", Span(stamp.start, stamp.end)):
        return repost
    where = "in its dateline" if case.in_dateline(stamp) else "beside the story"
    return Written(stamp.when, f"The page says “{stamp.words}” {where}.", clue=Span(stamp.start, stamp.end))


def by_address(case: Case) -> Written | None:
    """The date in the article's address, such as /2024/05/24/."""
    return _from_name(case, case.article.url, "The article's address", r"(?:19|20)\d\d[/-]\d{1,2}[/-]\d{1,2}(?!\d)")


def by_file_name(case: Case) -> Written | None:
    """The date in the file's name, such as 2024-05-24-sanctions.txt."""
    return _from_name(case, case.article.file.rsplit("/", 1)[-1], "The file's name", r"(?<!\d)(?:19|20)\d\d[-_.]?[01]\d[-_.]?[0-3]\d(?!\d)")


def by_weekday(case: Case) -> Written | None:
    """A day and month without a year, with the weekday that only one of the possible years gives it."""
    stamps = [m for m in _stamps(case) if m.partial is not None and m.partial.day]
    if not stamps:
        return None
    stamp = stamps[0]
    assert stamp.partial is not None
    clue = Span(stamp.start, stamp.end)
    said = f"The page says “{stamp.words}” without a year"
    weekday = stamp.weekday
    if weekday is None:
        named = {m.weekday for m in case.told() if case.in_lead(m) and m.weekday is not None}
        weekday = named.pop() if len(named) == 1 else None
    latest = _latest_past(case, stamp.partial)
    if weekday is not None and latest is not None:
        fitting = [d for d in _years(stamp.partial, latest) if d.weekday() == weekday]
        if len(fitting) == 1:
            because = (
                f"{said}; {stamp.partial.day} {MONTHS[stamp.partial.month - 1]} was a {WEEKDAYS[weekday]}, as the text has it, "
                f"in {fitting[0].year}, the first such year after {in_words(latest)}, the latest date that the story looks back on."
            )
            return Written(on(fitting[0]), because, clue=clue)
    return Written(None, f"{said}, and the story does not tell which year it was.", partial=stamp.partial, clue=clue)


EVIDENCE: tuple[Callable[[Case], Written | None], ...] = (by_statement, by_header, by_address, by_file_name, by_weekday)


def _open(case: Case) -> Written:
    """Nothing tells the day; the clue is what an editor would look up."""
    told = case.told()
    clues = [m for m in told if m.partial and m.partial.day] or [m for m in told if m.weekday is not None] or told
    clue = Span(clues[0].start, clues[0].end) if clues else None
    return Written(None, "Nothing in the text tells when it was written.", clue=clue)


# Words that say "this is when it was put online". What may stand beside a date in such a line is short.
_PUBLISHED = re.compile(r"\b(?:published|posted|updated|modified|created|issued|release date|date|first published)\b\W*", re.IGNORECASE)
_OTHER_STORY = re.compile(r"^\W*\[|\bcomments?\b.*\bon\b|copyright|©|\(c\)|\bago\b|since\b|\bevent|\bexpires?\b", re.IGNORECASE)


def _stamps(case: Case) -> Iterator[Mention]:
    """The mentions that may be the page's own date, the most likely first."""
    if not case.story:
        return
    begin, end = case.story[0].start, case.story[-1].end
    above = [line for line in case.page if line.end <= begin]
    headline = case.article.headline
    beside = [line for line in above if headline and line.start >= headline.end]
    above = beside + [line for line in reversed(above[-NEAR_HEADLINE - len(beside) :]) if line not in beside]
    below = [line for line in case.page if line.start >= end][:4]
    ranked = [
        *((line, 4) for line in above if _PUBLISHED.search(line.words)),
        *((line, 6) for line in above),
        *((line, 3) for line in below if _PUBLISHED.search(line.words)),
    ]
    for line, most in ranked:
        inside = [m for m in case.mentions if line.start <= m.start < line.end]
        opens = bool(inside) and line in beside and inside[0].start == line.start
        if line.kind is Kind.PROSE or (_OTHER_STORY.search(line.words) and not opens):
            continue
        rest = len(re.findall(r"[^\W\d_]{3,}", _without(line, inside)))
        if inside and (opens or rest <= most + 4 * bool(_PUBLISHED.search(line.words))):
            yield from inside
    yield from (m for m in case.mentions if case.in_dateline(m))


def _without(line: Line, mentions: Sequence[Mention]) -> str:
    words = line.words
    for mention in mentions:
        words = words.replace(mention.words, " ")
    return words


def _from_name(case: Case, name: str, said_by: str, pattern: str) -> Written | None:
    if not (found := re.search(pattern, name)):
        return None
    digits = re.findall(r"\d+", found[0])
    numbers = digits if len(digits) == 3 else [found[0][:4], found[0][-4:-2], found[0][-2:]]
    try:
        when = day(*(int(number) for number in numbers))
    except NoSuchDay:
        return None
    return _repost(case, when, f"{said_by[0].lower()}{said_by[1:]} says {in_words(when)}, but") or Written(
        when, f"{said_by} says {in_words(when)}."
    )


def _repost(case: Case, stamp: When, said: str, clue: Span | None = None) -> Written | None:
    """The story's own day, where a stamp lies months after every day that the story tells as news.

    News leaves the year out only of days that are close. Where the lead names such a day, and it and all the others lie
    more than `FAR` days before the stamp, the stamp is that of a copy.
    """
    if stamp.first is None:
        return None
    told = case.told()
    if any(m.weekday is not None or m.rule in _TODAY for m in told):
        return None
    without_year = [m for m in told if m.partial is not None and m.partial.day]
    days = [found for m in without_year if (found := _latest_before(m.partial, stamp.first))]
    exact = [m.when.first for m in told if m.when is not None and m.when.grain <= Grain.MONTH and m.when.first]
    if not any(case.in_lead(m) for m in without_year) or not days or any((stamp.first - d).days <= FAR for d in [*days, *exact]):
        return None
    # The year that the story itself gives to the same months, where it gives one.
    years = {d.year for d in exact for other in days if abs(d.month - other.month) <= 1}
    sure = len(years) == 1
    year = years.pop() if sure else max(days).year
    present = max(d.replace(year=year) for d in days)
    words = next(m.words for m, d in zip(without_year, days, strict=True) if (d.month, d.day) == (present.month, present.day))
    because = (
        f"{begun(said)} every day that the story tells lies months before that; its own present is “{words}”"
        f"{f' of {year}, the year it names' if sure else ''}, so this is a later copy of a story of {in_words(on(present))}."
    )
    return Written(on(present).doubted(not sure), because, clue=clue)


_TODAY = frozenset(("today", "yesterday", "tonight", "tomorrow"))


def _latest_before(partial: Partial | None, day_: date) -> date | None:
    """The last day on or before another that a month and day may name."""
    for year in (day_.year, day_.year - 1):
        try:
            found = partial.in_year(year).first if partial else None
        except NoSuchDay:
            continue
        if found and found <= day_:
            return found
    return None


def _latest_past(case: Case, present: Partial) -> When | None:
    """The latest date, known at least to the month, that the story looks back on."""
    known = [m.when for m in case.told() if m.when is not None and m.when.grain <= Grain.MONTH and m.when.first]
    return max(known, key=lambda when: when.first or date.min, default=None)


def _years(partial: Partial, latest: When) -> Iterator[date]:
    """The days that a month and day may name within three years of the latest date that a story looks back on."""
    assert latest.first
    for year in range(latest.first.year, latest.first.year + 4):
        try:
            found = partial.in_year(year).first
        except NoSuchDay:
            continue
        if found and latest.first <= found:
            yield found
