"""Solve for the day an article was written: an `Article` and its `Mention`s in, a `Written` with the words that gave it away out.

The evidence is asked in order of trust, and the first that answers decides. A stamp that the story contradicts is the mark
of a later copy: the story wins. An article is better undated than wrongly dated, so what is not sound stays open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from timeline.furniture import lines
from timeline.model import Article, Mention, Span, Written
from timeline.stamps import FAR, WEEKDAY, Case, closest, stamps_of
from timeline.when import Grain, NoSuchDay, Partial, When, day, on
from timeline.words import MONTHS, WEEKDAYS, begun, in_words

LAYOUT = "the page's layout"  # what a page of HTML shows somewhere, without saying that it is its day
YEARS = 3  # what lies further back is no news, and says nothing of the story's own year


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
    if article.stated is None or article.stated_by == LAYOUT:
        return None
    # The editor and the file's front matter are believed; a page's own metadata may be the stamp of a copy.
    if article.stated_by == "the page's metadata" and (
        repost := _repost(case, article.stated, f"the page's metadata says {in_words(article.stated)}, but")
    ):
        return repost
    return Written(article.stated, f"{begun(article.stated_by)} gives {in_words(article.stated)}.")


def by_layout(case: Case) -> Written | None:
    """What the layout of a page of HTML shows as its day: weaker than what the page says in words."""
    article = case.article
    if article.stated is None or article.stated_by != LAYOUT:
        return None
    repost = _repost(case, article.stated, f"{LAYOUT} shows {in_words(article.stated)}, but")
    return repost or Written(article.stated, f"{begun(LAYOUT)} shows {in_words(article.stated)}.")


def by_header(case: Case) -> Written | None:
    """A line above the story, or a dateline at its beginning, that says the day with its year."""
    stamps = [m for m in stamps_of(case) if m.when is not None and m.when.is_day]
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
    stamps = [m for m in stamps_of(case) if m.partial is not None and m.partial.day]
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
    latest = _latest_past(case)
    if weekday is not None and latest is not None:
        fitting = [d for d in _years(stamp.partial, latest) if d.weekday() == weekday]
        if len(fitting) == 1:
            because = (
                f"{said}; {stamp.partial.day} {MONTHS[stamp.partial.month - 1]} was a {WEEKDAYS[weekday]}, as the text has it, "
                f"in {fitting[0].year}, the first such year after {in_words(latest)}, the latest date that the story looks back on."
            )
            return Written(on(fitting[0]), because, clue=clue)
    return Written(None, f"{said}, and the story does not tell which year it was.", partial=stamp.partial, clue=clue)


EVIDENCE: tuple[Callable[[Case], Written | None], ...] = (by_statement, by_header, by_address, by_file_name, by_layout, by_weekday)


# In figures, with a month that may be either of two.
_TWO_WAYS = re.compile(r"(?<![\d./-])(0?[1-9]|1[0-2])([./-])(0?[1-9]|1[0-2])\2((?:19|20)\d\d)(?![\d/-])")


def _open(case: Case) -> Written:
    """Nothing tells the day; the clue is what an editor would look up."""
    for found in _TWO_WAYS.finditer(case.article.text):
        one, two, year = int(found[1]), int(found[3]), int(found[4])
        if one != two and not any(sentence.start <= found.start() < sentence.end for sentence in case.article.story):
            either = f"{in_words(day(year, two, one))} or {in_words(day(year, one, two))}"
            because = f"The page says “{found[0]}”, which may be {either}; nothing tells which."
            return Written(None, because, clue=Span(found.start(), found.end()))
    told = case.told()
    clues = [m for m in told if m.partial and m.partial.day] or [m for m in told if m.weekday is not None] or told
    clue = Span(clues[0].start, clues[0].end) if clues else None
    return Written(None, "Nothing in the text tells when it was written.", clue=clue)


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

    News names a day without its year, or by weekday and date, only when it is close. Where the lead does, and that day and all
    the others lie more than `FAR` days before the stamp, the stamp is that of a copy.
    """
    told = case.told()
    open_ones = any((m.weekday is not None and m.when is None and m.partial is None) or m.rule in _TODAY for m in told)
    if stamp.first is None or open_ones:
        return None
    news: list[tuple[Mention, date]] = []
    for mention in told:
        if mention.partial and mention.partial.day and not case.is_ahead(mention) and (near := closest(mention.partial, stamp.first)):
            news.append((mention, near))
        elif mention.when and mention.when.is_day and mention.when.first and not case.is_ahead(mention):
            news.append((mention, mention.when.first))
    exact = [m.when.first for m in told if m.when is not None and m.when.grain <= Grain.MONTH and m.when.first]
    exact = [d for d in exact if abs(stamp.first.year - d.year) <= YEARS]
    days = [*(d for _, d in news), *exact]
    leads = any(case.in_lead(m) and (m.partial or WEEKDAY.search(m.words)) for m, _ in news)
    if not leads or any((stamp.first - d).days <= FAR for d in days):
        return None
    # The year that the story itself gives to the same months, where it gives one.
    years = {d.year for d in exact for _, other in news if abs(d.month - other.month) <= 1}
    sure = len(years) == 1
    year = years.pop() if sure else max(d for _, d in news).year
    presents = [(m, found) for m, d in news if (found := d if m.when else _same_day(d, year))]
    if not presents:
        return None
    mention, present = max(presents, key=lambda one: one[1])
    because = (
        f"{begun(said)} every day that the story tells lies months before that; its own present is “{mention.words}”"
        f"{f' of {year}, the year it names' if sure and not mention.when else ''}, so this is a later copy of a story of "
        f"{in_words(on(present))}."
    )
    return Written(on(present).doubted(not sure), because, clue=clue, is_copy=True)


def _same_day(told: date, year: int) -> date | None:
    """The same day of another year; None for 29 February of a common one."""
    try:
        return told.replace(year=year)
    except ValueError:
        return None


_TODAY = frozenset(("today", "yesterday", "tonight", "tomorrow"))


def _latest_past(case: Case) -> When | None:
    """The latest date, known at least to the month, that the story looks back on."""
    known = [m.when for m in case.told() if m.when and m.when.grain <= Grain.MONTH and m.when.first and not case.is_ahead(m)]
    return max(known, key=lambda when: when.first or date.min, default=None)


def _years(partial: Partial, latest: When) -> Iterator[date]:
    """The days that a month and day may name within three years of the latest date that a story looks back on."""
    assert latest.first
    for year in range(latest.first.year, latest.first.year + YEARS + 1):
        try:
            found = partial.in_year(year).first
        except NoSuchDay:
            continue
        if found and latest.first <= found:
            yield found
