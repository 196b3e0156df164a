"""The words by which page furniture gives itself away: a line of text in, what kind of line it is out."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from timeline.noun import Noun
from timeline.wordlists import phrases


class Kind(Enum):
    """What a line of an article's file is."""

    PROSE = auto()  # full sentences
    SHORT = auto()  # a headline, a subhead, a caption, a name: it depends on where it stands
    FURNITURE = auto()  # share buttons, menus, counters, teasers
    END = auto()  # furniture that stands only after a story's end


class Line(Noun, frozen=True):
    """One line with its place in the text; `start` and `end` leave out white space around it."""

    start: int
    end: int
    words: str
    kind: Kind


def _phrases(section: str) -> re.Pattern[str]:
    """The phrases of one section of furniture.txt as one pattern for the beginning of a line; the file says how they read."""
    patterns = []
    for told in phrases(section, "furniture.txt"):
        phrase = told.replace("{n}", r"\d[\d\s,.]*")
        if phrase.endswith(" |"):
            phrase = phrase[:-2] + r"\W*$"
        elif phrase.endswith(" ..."):
            phrase = phrase[:-4] + r"(?!(?<=\w)\w)\S*(?:\s+\S+){0,10}\s*$"
        elif phrase.endswith("*"):
            phrase = phrase[:-1]
        elif phrase[-1].isalpha():
            phrase += r"(?!\w)"
        patterns.append(phrase.replace(" ... ", r"\b.{0,60}\b").replace(" ", r"\s"))
    return re.compile("|".join(patterns), re.IGNORECASE)


_LEADING = re.compile(r"^[\W_]*(?:[+o*]\s+)?[^\w(©]*")
_IS_FURNITURE, _IS_END, _ANYWHERE = _phrases("furniture"), _phrases("end"), _phrases("anywhere")
_BY_READER = _phrases("readers")
_DANGLING = frozenset(phrases("dangles"))
_LETTER = re.compile(r"[^\W\d_]")
_BULLET = re.compile(r"[ \t]*(?:[*+•·▪►‣–—-]|o(?=[ \t])|\d{1,2}\.(?=[ \t]))[ \t]*")
_CLOSED = re.compile(r"[.!?…。！？][\"'”’»›)\]]*$|[.!?…][\"'”’»]*\s*-\d+-$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@lru_cache(maxsize=8)
def lines(text: str) -> tuple[Line, ...]:
    """Every line that holds something, in order."""
    found: list[Line] = []
    for match in re.finditer(r"[^\r\n\v\f\x85\u2028\u2029]+", text):
        words = match[0].strip()
        if not words:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = start + len(words)
        if found and _goes_on(text, found[-1], start, words):
            start = found.pop().start
            words = text[start:end]
        found.append(Line(start, end, words, kind_of(words)))
    return tuple(found)


def _goes_on(text: str, before: Line, start: int, words: str) -> bool:
    """Whether a line goes on with the one before it, in text that was broken into lines of one width."""
    if text.count("\n", before.end, start) > 1 or _BULLET.match(words) or _CLOSED.search(before.words):
        return False
    width = len(before.words.rsplit("\n", 1)[-1])
    wrapped = "\n" in before.words
    last = before.words.rsplit(maxsplit=1)[-1]
    unfinished = last.endswith(",") or last.lower() in _DANGLING
    return 40 <= width <= 110 and (words[0].islower() or unfinished or (wrapped and width >= 50))


def is_comment(words: str) -> bool:
    """Whether a line bears the stamp of a reader's comment."""
    return _BY_READER.match(words) is not None


def _is_about_the_page(words: str) -> bool:
    return len({found[0].lower() for found in _ANYWHERE.finditer(words)}) >= 2


def kind_of(words: str) -> Kind:
    """What kind of line this is, judged by itself."""
    bare = _LEADING.sub("", words, count=1) if words[0] not in "\"“„«'‘(" else words
    if _IS_END.match(bare):
        return Kind.END
    if _IS_FURNITURE.match(bare) or not _LETTER.search(words) or (len(words) > 40 and _is_about_the_page(words)):
        return Kind.FURNITURE
    count = len(words.split()) + len(_CJK.findall(words)) // 2
    closed = bool(_CLOSED.search(words))
    if words.isupper() and count >= 3:
        return Kind.FURNITURE if not closed else Kind.SHORT
    bullet = _BULLET.match(words) is not None and words[0] not in "–—-"  # a dash opens speech in many languages
    if closed and count >= (15 if bullet else 8):
        return Kind.PROSE
    # The last words of a paragraph may lack their stop; what introduces a quotation ends in a colon.
    least, share = (10, 0.35) if words.endswith(":") else (18, 0.5)
    if not bullet and count >= least and sum(word[0].islower() for word in words.split()) >= share * count:
        return Kind.PROSE
    return Kind.SHORT
