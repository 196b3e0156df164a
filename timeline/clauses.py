"""Take a sentence apart by its times: the clause that a time belongs to, who acts in it, and the things that times name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from timeline.grammar import Token, finite_verbs, has_finite_verb, tokens
from timeline.model import Span
from timeline.names import content_words
from timeline.wordlists import one_of, word_list

_TIME_PREPOSITION = re.compile(
    r"(?:[,–—-]\s*)?\b(?:on|in|at|by|since|from|until|till|during|for|of|as of|as early as|as late as|back in|earlier|later|late|"
    r"early|over|through|to|and|between|around|about|the (?:night|morning|evening|afternoon|week|weekend) of)"
    r"(?:\s+(?:the|early|late|mid|around|about))?\s*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+\w+(?:\s+(?:on|in|at|since|from|early|late))?\s*$", re.IGNORECASE)
_LEADING = re.compile(
    rf"^(?:[\s,;:.–—-]+|\([^()]{{2,60}}\):?\s+|(?:{one_of('opens a sentence without telling anything')})\b[,:]?\s+(?=\S)"
    r"|it\s+(?:is|was)\s+(?:expected|reported|said|believed|noted|known|understood)\s+that\s+)+",
    re.IGNORECASE,
)


def without_times(sentence: str, times: Sequence[Span], focus: Span | None) -> str:
    """The clause around the focus, its times taken out with the prepositions that hold them."""
    start, end = clause(sentence, times, focus) if focus else (0, len(sentence))
    kept, at = "", start
    for span in sorted(times, key=lambda s: s.start):
        if span.start < at or span.end > end:
            continue
        if _RELATIVE.search(sentence[at : span.start]) or _would_gap(sentence, at, span):
            continue  # "rain that began on Wednesday", "since Tuesday's earthquake": without the time there would be a hole
        before = _TIME_PREPOSITION.sub("", sentence[at : span.start])
        kept += before
        at = span.end
        if sentence[at : at + 2] in ("’s", "'s"):  # "Friday's announcements" at the beginning
            at += 2
    text = kept + sentence[at:end]
    if focus and start:
        text = _with_subject(sentence, start, text)
    return re.sub(r"\s+", " ", text).strip()


def _would_gap(sentence: str, at: int, span: Span) -> bool:
    """Whether a time belongs to the noun behind it inside a phrase: "its fourth-quarter profit", "a drop in third quarter sales"."""
    if not _holds_a_noun(sentence, span.end):
        return False
    words, before = sentence[span.start : span.end], sentence[at : span.start]
    held = re.search(r"(?:\b(?:an?|its|his|her|their)|[’']s)(?: [a-z]+)? $", before) or "-" in words
    return at > 0 or bool(before.strip() and (held or re.match(r"(?:in|during|for)\s", words, re.IGNORECASE)))


def _holds_a_noun(sentence: str, end: int) -> bool:
    """Whether a time stands before a noun as its attribute: "Tuesday's earthquake", "the winter storm season"."""
    if sentence[end : end + 2] in ("’s", "'s"):
        return True
    found = re.match(r" ([a-z]+)", sentence[end:])
    if not found or found[1] in _AFTER_TIME or found[1].endswith(("ly", "ing", "ed")):
        return False
    return next(finite_verbs([Token(0, 0, "they"), Token(0, 0, found[1])]), None) is None


_AFTER_NOUN = frozenset(("and", "or", "but", "that", "which", "who", "when", "where", "as", "after", "before", "while", "to"))
_AFTER_TIME = word_list("after a time")
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


def _with_subject(sentence: str, start: int, text: str) -> str:
    """A second conjunct with the subject of the first: "and launched an invasion" is what Russia did."""
    bare = re.sub(r"^[\s,;–—-]*(?:and|but|then|also)?\s*", "", text, flags=re.IGNORECASE)
    words = tokens(bare[:60])
    to_verb = re.match(r"\s*to\s+[a-z]", text)
    shares = to_verb or (words and next(finite_verbs([Token(0, 0, "they"), *words]), None) == 1)
    if shares and (who := _subject(sentence[:start])):
        return f"{who} {text.strip() if to_verb else bare}"
    return re.sub(r"^\s*(?:who|which|where|when|as|while|after|before)\s+", "", bare, flags=re.IGNORECASE)


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
