"""Tell which part of a sentence a time belongs to, who acts in it, and the things that times name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from timeline.content import content_words
from timeline.grammar import finite_verbs, has_finite_verb, tokens
from timeline.model import Span
from timeline.wordlists import one_of

_LEADING = re.compile(
    rf"^(?:[\s,;:.–—-]+|\([^()]{{2,60}}\):?\s+|(?:{one_of('opens a sentence without telling anything')})\b[,:]?\s+(?=\S)"
    r"|it\s+(?:is|was)\s+(?:expected|reported|said|believed|noted|known|understood)\s+that\s+)+",
    re.IGNORECASE,
)


_AFTER_NOUN = frozenset(("and", "or", "but", "that", "which", "who", "when", "where", "as", "after", "before", "while", "to"))
_BETWEEN = re.compile(r";\s|\s[–—-]\s|,?\s(?:and|but|while|after|before|when|where|which|who|as)\s|\sto\s(?=[a-z]+\s)|,\s", re.IGNORECASE)


def clause(sentence: str, times: Sequence[Span], focus: Span) -> tuple[int, int]:
    """Where the part of a sentence that a time belongs to begins and ends, when the sentence tells several times."""
    start, end = 0, len(sentence)
    for one, two in pairwise(sorted(times, key=lambda s: s.start)):
        cut = _boundary(sentence, one.end, two.start)
        if cut is None:
            continue
        if two.start <= focus.start:
            start = cut
        elif one.start >= focus.start:
            end = min(end, cut)
    return start, end


def _boundary(sentence: str, start: int, end: int) -> int | None:
    """Where one clause ends and the next begins between two times: before the first connective that leaves each a verb."""
    for found in _BETWEEN.finditer(sentence, start, end):
        if found[0].strip().lower() == "when" and found.start() == start:
            continue  # "made headlines earlier this year when it bought": what it did then is told of the same time
        if found[0].strip() == "to":  # "arrived on Sept. 12 to meet": what he came for is told by itself
            if found.start() == start:
                return start
        elif has_finite_verb(sentence[: found.start()]) and has_finite_verb(sentence[found.end() :]):
            return found.start()
    # "since 2014 and launched ... in 2022": the second time stands at the end of its clause
    for found in reversed(list(_BETWEEN.finditer(sentence, start, end))):
        if found[0].strip(" ,").lower() in ("and", "but", ";"):
            return found.start()
    return None


def _subject(clause_: str) -> str:
    """What stands before the first finite verb."""
    head = _LEADING.sub("", clause_)
    words = tokens(head)
    verb = next(finite_verbs(words), None)
    return head[: words[verb].start].strip(" ,") if verb else ""


@lru_cache(maxsize=100_000)
def subject_words(text: str) -> frozenset[str]:
    """The words of who acts in a title."""
    return content_words(_subject(text))


def thing_of(after: str) -> str:
    """What happened on a day, named by a noun: "Devastating earthquake in Haiti" behind "Tuesday"; empty where that says too little."""
    found = re.match(r"(?:[’']s?)?\s+([^,.;:!?()“”\"]{4,100})", after)
    return _noun(found[1]) if found else ""


def thing_before(before: str) -> str:
    """What a sentence only goes back to, and what its time dates: "after a blast on a rig" before "on Tuesday"; else empty."""
    found = _GOES_BACK.search(before)
    return _noun(found["thing"]) if found and not has_finite_verb("they " + found["thing"]) else ""


def _noun(text: str) -> str:
    words = tokens(text)
    ends = [word.start for word in words if word.lower in _AFTER_NOUN]
    ends += [words[at].start for at in finite_verbs(words)]
    named = text[: min(ends, default=len(text))].strip()
    # "record-setting $514 billion", "several hundred": an amount is no occurrence.
    amount = re.search(r"(?:\d|illion|hundred|thousand|percent|%)$", named) is not None
    return named[:1].upper() + named[1:] if len(named.split()) >= 2 and not amount else ""


_GOES_BACK = re.compile(
    r"\b(?:after|following|since|wake of|(?:caused|triggered|sparked|prompted|unleashed) by) (?:the|an?) "
    r"(?P<thing>[^,.;:()“”\"]{8,80}?)(?: of)?(?: early| late| the)?\s*$",
    re.IGNORECASE,
)


def strip_leading(text: str) -> str:
    """A text without the words that open it without telling anything."""
    before = None
    while before != text:
        before, text = text, _LEADING.sub("", text, count=1)
    return text
