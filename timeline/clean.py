"""Tell the story from the furniture around it: an `Article` in, the same with its sentences, headline and outlet out.

Nothing is deleted: the text stays as it came, and offsets into it stay true. The story is the longest run of prose that
no cluster of furniture breaks; its headline is looked for above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

import sentencex
from msgspec.structs import replace

from timeline.expressions.tongue import language_of
from timeline.furniture import Kind, Line, is_comment, lines
from timeline.masthead import author_of, outlet_of
from timeline.model import Article, Sentence, Span
from timeline.recurring import numbered
from timeline.titles import plain
from timeline.wordlists import word_list

GAP = 5  # so many lines that are no prose may stand inside a story: subheads, captions, a list
CLUSTER = 3  # so many lines of furniture in a row end it
_EMPTY = word_list("empty words")


def clean(article: Article, recurring: Set[int] = frozenset()) -> Article:
    """The article with its story told apart; what the front matter or the page's metadata said is kept.

    `recurring` are numbers of lines that other articles of its outlet have as well: they are no part of the story.
    """
    page = lines(article.text)
    story = _story([replace(line, kind=Kind.FURNITURE) if numbered(line.words) in recurring else line for line in page])
    language = article.language or language_of(" ".join(line.words for line in story)[:3000])
    headline = _headline(article, page, story)
    story = [*_standfirst(page, story, headline), *story]
    dateline = _dateline(article.text, story)
    sentences = tuple(_sentences(article.text, story, language, dateline))
    outlet, by_outlet = (article.outlet, "") if article.outlet else outlet_of(article, page, story, dateline, headline)
    author, by_author = (article.author, "") if article.author else author_of(page, story)
    title = article.title or (_without_outlet(headline.words, outlet) if headline else "")
    return replace(
        article,
        title=title,
        outlet=outlet,
        author=author,
        language=language,
        story=sentences,
        headline=Span(headline.start, headline.end) if headline else None,
        dateline=dateline,
        url=article.url or _address(page),
        found=tuple(
            (what, where)
            for what, where in (
                ("headline", "the line above the story that says most of it" if headline and not article.title else ""),
                ("outlet", by_outlet),
                ("author", by_author),
                ("language", "" if article.language else "the words of the story"),
            )
            if where
        ),
    )


class Aside(Span, frozen=True):
    """A line of a page that is no part of its story, and what it was taken for."""

    words: str
    what: str


def asides(article: Article, recurring: Set[int] = frozenset()) -> list[Aside]:
    """What stands in the text of a cleaned article beside its story, line by line."""
    told = []
    for line in lines(article.text):
        inside = [s for s in article.story if s.start < line.end and line.start < s.end]
        if article.headline and article.headline.overlap(Span(line.start, line.end)):
            told.append(Aside(line.start, line.end, line.words, "headline"))
        elif not inside:
            told.append(Aside(line.start, line.end, line.words, _taken_for(line, numbered(line.words) in recurring)))
        elif inside[0].start > line.start:
            before = article.text[line.start : inside[0].start]
            told.append(Aside(line.start, inside[0].start, before.strip(), "dateline, or what runs into the sentence behind it"))
    return told


def _taken_for(line: Line, recurs: bool) -> str:
    if recurs:
        return "set aside: a line that other articles of the outlet have as well"
    if is_comment(line.words):
        return "set aside: a reader's comment begins"
    return {
        Kind.FURNITURE: "set aside: page furniture, such as menus, share buttons and teasers",
        Kind.END: "set aside: page furniture that stands where a story has ended",
        Kind.SHORT: "set aside: a short line outside the story",
        Kind.PROSE: "set aside: sentences that are no part of the longest run of prose",
    }[line.kind]


def _story(page: Sequence[Line]) -> list[Line]:
    """The lines of prose that are the article itself."""
    first = next((at for at, line in enumerate(page) if is_comment(line.words)), len(page))
    # The readers often write more than the article's author did: theirs is not the longest run.
    runs = _runs(page[:first]) or _runs(page)
    if not runs:
        return [line for line in page if line.kind is Kind.SHORT]
    weight = [sum(line.end - line.start for line in run if line.kind is Kind.PROSE) for run in runs]
    best = weight.index(max(weight))
    return runs[best]


def _runs(page: Sequence[Line]) -> list[list[Line]]:
    """Runs of prose with the brief sentences that stand inside them or close them; furniture inside a run is left out of it."""
    runs: list[list[Line]] = []
    gap: list[Line] = []
    for line in page:
        if line.kind is not Kind.PROSE:
            gap.append(line)
            continue
        if runs and not _breaks(gap):
            runs[-1] += [*filter(_is_told, gap), line]
        else:
            if runs:
                runs[-1] += takewhile(_is_closed, gap)
            runs.append([line])
        gap = []
    if runs:
        runs[-1] += takewhile(_is_closed, gap)
    return runs


def _breaks(gap: Sequence[Line]) -> bool:
    """Whether what stands between two lines of prose ends the story."""
    furniture = sum(line.kind is not Kind.SHORT for line in gap)
    return any(line.kind is Kind.END for line in gap) or furniture >= CLUSTER + 1 or len(gap) > GAP


def _is_told(line: Line) -> bool:
    """Whether a short line inside a story belongs to it: a brief sentence and a subhead do; a name, a byline, a date do not."""
    words = line.words.split()
    if line.kind is not Kind.SHORT:
        return False
    return sum(word[0].islower() for word in words) >= 3 or (len(words) >= 2 and line.words[-1] in '.!?…”"»:') or _is_caption(line)


def _is_closed(line: Line) -> bool:
    """Whether a short line is a sentence; after the last prose nothing else is the story's."""
    return _is_told(line) and line.words[-1] in '.!?…”"»'


def _headline(article: Article, page: Sequence[Line], story: Sequence[Line]) -> Line | None:
    """The line above the story that shares most words with it; where the title is known, the line that says it."""
    if article.title:
        same = [line for line in page if line.words.casefold() == article.title.casefold()]
        return same[0] if same else None
    if not story:
        return None
    told, verbatim = _words(" ".join(line.words for line in story)), "\n".join(line.words.rstrip(".") for line in story)
    above = [line for line in page if line.end <= story[0].start and line.kind is Kind.SHORT]
    best, best_score = None, 0.0
    for nearness, line in enumerate(above):
        words = _words(line.words)
        if not 3 <= len(line.words.split()) <= 30 or not words or line.words[0] in "*+•" or _only_a_date(line.words):
            continue
        if line.words in verbatim:  # a sentence lifted out of the story, set above it
            continue
        shared = len(words & told) / len(words)
        score = shared * min(len(words), 6) + 0.01 * nearness - (0.5 if line.words[-1] in ".:" else 0)
        if shared >= 0.4 and score > best_score:
            best, best_score = line, score
    return best


def _standfirst(page: Sequence[Line], story: Sequence[Line], headline: Line | None) -> list[Line]:
    """The sentences around a headline that are too few to be prose: a standfirst right behind it, the captions of pictures."""
    if headline is None or not story:
        return []
    at = page.index(headline)
    behind = [line for line in page[at + 1 :] if line.start < story[0].start]
    first = list(takewhile(lambda line: line.words[-1] in ".!?" and line.kind in (Kind.SHORT, Kind.PROSE), behind))[:2]
    return [line for line in (*page[max(0, at - 1) : at], *behind) if line in first or _is_caption(line)]


def _is_caption(line: Line) -> bool:
    """Whether a short line holds a sentence, alone or before the name of who took the picture; a line of dates does not."""
    if line.kind is not Kind.SHORT or re.search(r"\d{1,2}[.:]|\d/", line.words):
        return False
    return len(line.words.split()) >= 6 and re.search(r"[a-z)]{3,}\.(?= [A-Z]|$)", line.words) is not None


def _only_a_date(words: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", words)) <= 3 and bool(re.search(r"\d", words))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]{3,}", text.casefold()) if word not in _EMPTY}


# A stop that ends no sentence: after an hour ("5 p.m. Tuesday") the day still belongs to it.
_UNFINISHED = re.compile(r"(?:\b[ap]\.m|\bno|\b[A-Z]|\b(?:Jr|Sr|Mt|St|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec))\.$", re.IGNORECASE)


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a boundary is none: after "p.m.", an initial or a month, and inside a name such as "Booking.COM"."""
    following = text[end : end + 2]
    glued = not following[0].isspace() and not following.istitle() and following[0] not in "\"“„«'‘("
    return glued or _UNFINISHED.search(text[start:end]) is not None


# The place, the day and the agency that news copy opens with: "NORBY, May 3. /NNA/.", "TARN, 28 January (NNA) –".
_DATELINE = re.compile(
    r"[\"“]?(?P<place>[^\W\d_][\w.’' /-]{1,40}?(?:,\s[^\W\d_][\w.’' -]{1,30}?)?)(?=[\s,.:(–—-])"
    r"(?P<day>,?\s+(?:[^\W\d_]{3,9}\.?\s+\d{1,2}|\d{1,2}\.?\s+[^\W\d_]{3,9}\.?)(?:,?\s+\d{4})?)?[.,:]?\s*"
    r"(?:(?P<agency>/[\w .-]{2,20}/|\([A-Z][\w .-]{1,30}\))\s*(?P<mark>--|[–—.:-])?|(?P<dash>--|[–—-])(?=[\s\"“A-Z]))\s*(?=[\"“A-Z])"
)


def _dateline(text: str, story: Sequence[Line]) -> Span | None:
    """What stands before the first words of news copy: a place in front, and an agency or a dash behind."""
    if not story or not (found := _DATELINE.match(text, story[0].start, story[0].end)):
        return None
    words = re.findall(r"[^\W\d_]+", found["place"])
    proper = all(word[0].isupper() or word in ("de", "la", "of", "and", "al") for word in words)
    marked = (found["agency"] and (found["mark"] or found["day"])) or (found["dash"] and (found["day"] or found["place"].isupper()))
    return Span(found.start(), found.end()) if proper and marked else None


# A caption glued to the first words of a story: "Rescuers search the rubble The UN has launched an appeal".
_GLUED = re.compile(r"(?<=[a-z]{2}) (?=(?:The|An?|It|He|She|They|There|But|This|These|In|On|At) (?:[a-z]+|[A-Z]{2,} [a-z]+)\b)")
_GLUED_QUOTE = re.compile(r"[A-Z][\w .-]{2,30}: (?:\"[^\"]{10,}\"|'[^']{10,}'|“[^”]{10,}”|‘[^’]{10,}’) (?=[A-Z])")
_BEFORE_NAME = re.compile(r"\b(?:of|at|in|the|a|by|from|for|to|with|and|called|named|on|like)$")


# Headline, stamp and place set before the first words in one line: "Egypt culls pigs | CAIRO, April 29 (Reuters) - Egypt, hit by".
_INSIDE = re.compile(
    r"(?<![^\s|)])[A-Z]{3,}[A-Z.'’/ -]{0,30}(?:, [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)?)?(?P<day>,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?,? "
    r"(?:\([A-Z][\w .-]{1,20}\) ?(?:--|[–—-])|(?(day)(?:--|[–—-])|--)) ?(?=[\"“A-Z])"
)


# The paper's own stamp set before the first words: "Thursday, October 23, 2008; Page A01 Employers are", "11:33 AM The mayor",
# "09:27 UK time, Friday, 28 May 2010 The river", "11.13 am ET: The mayor".
_WEEKDAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]{3,6})?,?"
_MONTH_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},|\d{1,2} [A-Z][a-z]{2,8}) \d{4}"
_DAY_STAMP = rf"{_WEEKDAY} {_MONTH_DAY}"
_CLOCK_STAMP = r"\d{1,2}[:.]\d\d ?(?:[AaPp]\.?[Mm]\.?\b)?(?: ?(?:UK time|[A-Z]{2,4}T\b|ET\b|[CMP]T\b))?+"
_BEGINS = r"[:;,|]? (?=[\"“]?[A-Z][\w’',./\\-]* [\w(])"
_STAMPED = re.compile(
    rf"(?:(?:(?:Page last updated at )?{_CLOCK_STAMP},? )?{_DAY_STAMP}|[A-Z][a-z]{{2,8}}\.? \d{{1,2}}, \d{{4}}|{_CLOCK_STAMP}"
    rf"|\d{{1,2}} [A-Z][a-z]{{2,8}} \d{{4}},? Last updated at {_CLOCK_STAMP})(?:[;,|]? (?:{_CLOCK_STAMP}|Page [A-Z]{{0,2}}\d+))*{_BEGINS}"
)
# The same between a headline, or the writer's name, and the first words.
_STAMP_INSIDE = re.compile(
    rf"(?<=[\w|] )(?:(?:{_DAY_STAMP}|(?<=\| ){_MONTH_DAY})[;,|]? (?:{_CLOCK_STAMP}|Page [A-Z]{{0,2}}\d+)"
    rf"|{_CLOCK_STAMP}, {_DAY_STAMP}){_BEGINS}"
)
# Who took the picture: what stands before the name is the caption, what stands behind it the story.
_AGENCY = r"(?:AP|AFP|EPA|PA|Reuters|Getty Images|Rex Features|Corbis|Alamy)"
_CREDIT = re.compile(
    r"(?:\b(?:Photograph|Photo|Picture|Image)s?: ?"
    rf"(?:[A-Z][\w.’'-]+(?: (?:de|van|von|der|al|bin) ?| [A-Z][\w.’'-]*){{1,4}}?"
    rf"(?:\\?/(?:{_AGENCY}|[A-Z]\w+)\b)+|{_AGENCY}(?:\\?/{_AGENCY})*)"
    r"|\([A-Z]{2,} (?:Photo|Image)(?:/[^)]{3,40})?\)) (?=[\"“A-Z0-9])"
)


def _unglued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in two where a caption runs into it without a stop; only what follows a dateline, a credit or a stamp is told."""
    if credit := _CREDIT.search(text, start, end):
        start = credit.end()
    if stamp := _STAMPED.match(text, start, end) or _STAMP_INSIDE.search(text, start, end):
        start = stamp.end()
    if inside := _INSIDE.search(text, start, end):
        start = inside.end()
    if said := _GLUED_QUOTE.match(text, start, end):
        yield start, said.end() - 1
        start = said.end()
    for found in _GLUED.finditer(text, start, end):
        if not _BEFORE_NAME.search(text[start : found.start()]) and found.start() - start >= 20:
            yield start, found.start()
            start = found.end()
    yield start, end


def _sentences(text: str, story: Sequence[Line], language: str, dateline: Span | None) -> Iterator[Sentence]:
    for number, line in enumerate(story):
        start = None
        told: list[Sentence] = []
        from_ = dateline.end if dateline and number == 0 else line.start
        for found in sentencex.get_sentence_boundaries(language or "en", text[from_ : line.end]):
            begin, end = from_ + found["start_index"], from_ + found["end_index"]
            piece = text[begin:end]
            begin += len(piece) - len(piece.lstrip())
            end -= len(piece) - len(piece.rstrip())
            if end <= begin:
                continue
            start = begin if start is None else start
            if end < line.end and _runs_on(text, start, end):
                continue
            if len(told) == 1 and _CREDIT.match(text, start, end):
                told.clear()  # the caption, before the name of who took the picture
            told += (Sentence(one, other, number) for one, other in _unglued(text, start, end))
            start = None
        yield from told


def _address(page: Sequence[Line]) -> str:
    """The address that a page gives for itself: the only one that stands alone on a line."""
    alone = {line.words for line in page if re.fullmatch(r"https?://\S+", line.words)}
    return alone.pop() if len(alone) == 1 else ""


def _without_outlet(title: str, outlet: str) -> str:
    """A headline freed of what a site puts behind it: " | Politics News", " - Reuters"."""
    parts = [part.strip() for part in re.split(r"\s\|\s", title)]
    title = max(parts, key=len)
    if outlet:
        title = re.sub(rf"\s+[-–—]\s+{re.escape(outlet)}\W*$", "", title, flags=re.IGNORECASE)
    return plain(title).strip()
