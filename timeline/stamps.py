"""Weigh the dates that a page prints outside its story: which of them is the page's own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from timeline.expressions import TOLD, find, rules_for
from timeline.expressions.tense import tense
from timeline.furniture import Kind, Line
from timeline.model import Article, Mention, Sentence
from timeline.noun import Noun
from timeline.when import NoSuchDay, Partial, When, day
from timeline.wordlists import one_of
from timeline.words import WEEKDAYS

FAR = 60  # days: news that names a day without its year is no older
SOON = 21  # days: nor does it lie further ahead


class Case(Noun, frozen=True):
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
        starts = [s.start for s in self.story]
        return [m for m in self.mentions if (at := bisect_right(starts, m.start)) and m.start < self.story[at - 1].end]

    def in_dateline(self, mention: Mention) -> bool:
        """Whether a mention stands in the dateline."""
        dateline = self.article.dateline
        return dateline is not None and dateline.start <= mention.start < dateline.end

    def is_ahead(self, mention: Mention) -> bool:
        """Whether a day is told as what is to come."""
        language = self.article.language
        return tense(self.article.text, mention, rules_for(language if language in TOLD else "en")) == "future"

    def in_lead(self, mention: Mention) -> bool:
        """Whether a mention stands in one of the story's first two sentences."""
        return any(s.start <= mention.start < s.end for s in self.story[:2])


# Words that say "this is when it was put online", and words that belong to another story, a comment, an event to come.
_PUBLISHED = re.compile(rf"\b(?:{one_of('published')})\b", re.IGNORECASE)
_UPDATED = re.compile(rf"\b(?:{one_of('put right later')})\b\W*$", re.IGNORECASE)
_OTHER = re.compile(
    r"^\W*\[|\bcomments?\s+on\b|copyright|©|\(c\)|\bsince\b|\bevents?\b|\bexpires?\b|\bstart date\b|\buntil\b|\bbis\b|@[a-z]|\barchive",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|\bUhr\b|\b[ap]\.?m\b", re.IGNORECASE)
WEEKDAY = re.compile("|".join(WEEKDAYS))
_GLUED_YEAR = re.compile(r"(?<=(?<!\d)20\d\d|(?<!\d)19\d\d)(?=\d{1,2}[. ]|[A-Z])")
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d\d)(?!\d)")


class Stamp(Noun, frozen=True):
    """A date outside the story, in its line, with where that line stands."""

    mention: Mention
    line: Line
    before: str  # the line up to the date
    rest: int  # how many words the line says beside its dates
    beside_headline: bool
    above: bool
    below: bool
    over: bool  # whether the page has already come to its comments, related stories or tags
    away: int  # lines between it and the story's beginning or end
    repeated: int  # how often the page says the same date
    alike: int  # how many lines of the same shape say other dates: a list of teasers, a thread of comments


# What speaks for and against a date's being the page's own, in points; the stamp with most is taken, none below LEAST.
LEAST = 1.0
MARGIN = 2.0  # and by so many points before a stamp that says another day; else the page is not clear
SIGNS: tuple[tuple[str, float, Callable[[Stamp], bool]], ...] = (
    ("says it was published", 3, lambda s: _PUBLISHED.search(s.before[-40:]) is not None),
    ("is an update", -3, lambda s: _UPDATED.search(s.before) is not None),
    ("stands alone", 2, lambda s: s.rest == 0),
    ("with little beside it", 1, lambda s: 0 < s.rest <= 4),
    ("in a long line", -3, lambda s: s.rest > 10),
    ("opens its line", 1, lambda s: not re.search(r"\w", s.before)),
    ("with an hour", 1, lambda s: _CLOCK.search(s.line.words) is not None),
    ("between headline and story", 2, lambda s: s.beside_headline),
    ("above the story", 1, lambda s: s.above),
    ("below the story", -2, lambda s: s.below),
    ("below, and not said to be published", -2, lambda s: s.below and not _PUBLISHED.search(s.before[-40:])),
    ("among comments or related stories", -3, lambda s: s.over),
    ("close to the story", 1, lambda s: s.away <= 4),
    ("far from the story", -2, lambda s: s.away > 12),
    ("said more than once", 0.5, lambda s: s.repeated > 1),
    ("one of a row of dates", -2, lambda s: s.alike >= 2),
    ("in a list", -2, lambda s: re.match(r"[*+•·]\s", s.line.words) is not None),
    ("belongs to something else", -6, lambda s: _OTHER.search(s.line.words) is not None),
    ("in prose", -4, lambda s: s.line.kind is Kind.PROSE),
)


def stamps_of(case: Case) -> list[Mention]:
    """The mention that is the page's own date, if the page is clear about it; a dateline counts as one, after it."""
    if not case.story:
        return []
    weighed = sorted(
        ((sum(weight for _, weight, holds in SIGNS if holds(stamp)), stamp) for stamp in _outside(case)),
        key=lambda one: (-one[0], one[1].mention.start),
    )
    dateline = [m for m in case.mentions if case.in_dateline(m)]
    if not weighed or weighed[0][0] < LEAST:
        return dateline
    points, best = weighed[0]
    # An update behind it is no rival.
    days = [(p, other) for p, other in weighed if best.mention.when is None or (other.mention.when and other.mention.when.is_day)]
    rivals = [p for p, other in days if not _agree(other.mention, best.mention) and other.line is not best.line]
    return [best.mention, *dateline] if not rivals or points - rivals[0] >= MARGIN else dateline


def _agree(one: Mention, other: Mention) -> bool:
    """Whether two stamps can be the same day."""
    if one.when and other.when:
        return one.when == other.when
    partial, when = (one.partial, other.when) if other.when else (other.partial, one.when)
    if when and when.first and partial:
        return partial.month == when.first.month and partial.day in (None, when.first.day)
    return one.partial == other.partial


def _outside(case: Case) -> Iterator[Stamp]:
    """Every date of the page that stands outside the story."""
    begin, end = case.story[0].start, case.story[-1].end
    told = {sentence.start for sentence in case.story}
    headline = case.article.headline
    dates = Counter(str(m.when or m.partial) for m in case.mentions)
    first = next((number for number, line in enumerate(case.page) if line.end > begin), 0)
    last = next((number for number, line in enumerate(case.page) if line.end >= end), len(case.page))
    over = next((number for number, line in enumerate(case.page) if number > last and line.kind is Kind.END), len(case.page))
    dated = {line: found for line in case.page if line.start not in told and (found := _in_line(case, line))}
    shapes: dict[str, set[str]] = {}
    for line, inside in dated.items():
        shapes.setdefault(_shape(line), set()).update(str(mention.when or mention.partial) for mention in inside)
    for number, line in enumerate(case.page):
        inside = dated.get(line, [])
        rest = line.words
        for mention in inside:
            rest = rest.replace(mention.words, " ")
        for mention in inside:
            if not (mention.when and mention.when.is_day) and not (mention.partial and mention.partial.day):
                continue
            yield Stamp(
                mention,
                line,
                case.article.text[line.start : mention.start],
                len(re.findall(r"[^\W\d_]{3,}", rest)),
                beside_headline=headline is not None and headline.end <= line.start and number <= first + 3,
                above=number < first,
                below=number > last,
                over=over < number,
                away=first - number if number < first else max(0, number - last) if number > last else number - first,
                repeated=dates[str(mention.when or mention.partial)],
                alike=len(shapes[_shape(line)]) - 1,
            )


def _shape(line: Line) -> str:
    """A line with its letters and figures made alike: "Ann May 3, 2020 at 10:25" is of the shape of every comment's line."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", line.words))[:40]


def _in_line(case: Case, line: Line) -> list[Mention]:
    """The dates of a line; a page in another language often prints its own in English or in figures."""
    if not re.search(r"\d", line.words):
        return []
    inside = [_settled(case, m) for m in case.mentions if line.start <= m.start < line.end]
    if any(m.when is not None and m.when.is_day for m in inside):
        return inside
    # Pages in other languages often print their date in English or in figures, and many print it twice without a space.
    once = _GLUED_YEAR.split(line.words)[0]
    tries = [(once, case.article.language)] if once != line.words else []
    tries += [(once, "en")] if case.article.language not in ("", "en") else []
    for words, language in tries:
        found = [m for m in find(words, language) if m.when is not None and m.when.is_day]
        if found:
            return [_settled(case, replace(m, start=m.start + line.start, end=m.end + line.start)) for m in found]
    return inside


def _settled(case: Case, mention: Mention) -> Mention:
    """A date in figures in the order of day and month that the page tells; without a day where it does not tell."""
    found = _NUMERIC.search(mention.words)
    if not found or mention.when is None or mention.when.first is None:
        return mention
    one, two = int(found[1]), int(found[3])
    if one == two or max(one, two) > 12:
        return mention
    year = mention.when.first.year
    try:
        by_day, by_month = day(year, two, one), day(year, one, two)
    except NoSuchDay:
        return mention
    if found[2] == "." or case.article.language not in ("", "en"):
        return replace(mention, when=by_day)
    elsewhere = {m.when for m in case.mentions if not _NUMERIC.search(m.words)}
    firsts = [int(other[1]) for other in _NUMERIC.finditer(case.article.text)]
    seconds = [int(other[3]) for other in _NUMERIC.finditer(case.article.text)]
    said = WEEKDAY.search(case.article.text, max(0, mention.start - 14), mention.end)
    for order in (by_day, by_month):
        if said and order.first and WEEKDAYS[order.first.weekday()] == said[0]:
            return replace(mention, when=order)
    for told, order in (
        (by_day in elsewhere, by_day),
        (by_month in elsewhere, by_month),
        (max(firsts) > 12, by_day),
        (max(seconds) > 12, by_month),
    ):
        if told:
            return replace(mention, when=order)
    near = [order for order in (by_day, by_month) if any(_is_near(m.partial, order) for m in case.told())]
    return replace(mention, when=near[0] if len(near) == 1 else None, partial=None)


def _is_near(partial: Partial | None, stamp: When) -> bool:
    """Whether a day that the story tells without its year lies close to a stamp, as the days of news do."""
    if partial is None or partial.day is None or stamp.first is None:
        return False
    day_ = closest(partial, stamp.first)
    return day_ is not None and (stamp.first - day_).days <= FAR


def closest(partial: Partial | None, day_: date) -> date | None:
    """The day that a month and day may name around another: soon after it, or the latest before."""
    for year in (day_.year + 1, day_.year, day_.year - 1):
        try:
            found = partial.in_year(year).first if partial else None
        except NoSuchDay:
            continue
        if found and (found - day_).days <= SOON:
            return found
    return None
