"""Tell whether the clause around a date speaks of what is over or of what is to come."""

from __future__ import annotations

import re

from timeline.expressions.language import Language
from timeline.model import Mention

_REACH = 160  # characters before a date in which its clause is looked for
_BESIDE = 12  # characters before "Tuesday's vote" in which "ahead of" stands
_CAME_TO_NOTHING = re.compile(r"\s(?:was|were|had been)\s[a-z]+")
_INTENDED = re.compile(
    r"\b(?:(?:was|were|had)(?: \w+)? (?:to|expected|due|scheduled|set|planned)"
    r"|(?<!is )(?<!are )(?<!been )(?:expected|planned|intended|hoped) to|could(?:n[’']t| not)? be|speaking ahead of)\b",
    re.IGNORECASE,
)
_AHEAD = 120  # characters after it
_TITLES = "".join(
    rf"(?<!\b{title})" for title in ("Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "Rep", "Gov", "Col", "Lt", "St", "Inc", "Corp", "Co", "vs")
)
_SENTENCE_END = re.compile(rf"(?:[a-zа-яіїєґ]{{2}}|\d|[\"”’)]){_TITLES}[.!?…]['\"”’)]*\s+(?=[\"“‘'(]?[A-ZА-ЯІЇЄҐÄÖÜ])|\n\s*\n|[;•]")


def tense(text: str, mention: Mention, language: Language) -> str:
    """ "past", "future", or "" where the clause does not tell.

    The nearest verb before the date in its clause says, then the first one after it, then the nearest in the sentence.
    """
    verbs = language.regex("verbs")
    if mention.weekday is not None and language.regex("owning").match(text, mention.end):
        return _last(verbs, text, max(0, mention.start - _BESIDE), mention.start) or "past"
    # One character more, so that the capital can be seen of a sentence that the date begins.
    begin = _last_end(_SENTENCE_END, text, max(0, mention.start - _REACH), mention.start + 1)
    clause = _last_end(language.regex("clause"), text, begin, mention.start)
    if said := _last(verbs, text, clause, mention.start):
        return said
    end = min(len(text), mention.end + _AHEAD)
    if stop := _SENTENCE_END.search(text, mention.end, end):
        end = stop.start() + 1
    if found := verbs.search(text, mention.end, end):
        return found.lastgroup or ""
    return _last(verbs, text, begin, clause)


def was_intended(text: str, mention: Mention) -> bool:
    """Whether the future of the clause may be over: "it was to meet", "could not be found", "planned for Monday was called off"."""
    begin = _last_end(_SENTENCE_END, text, max(0, mention.start - _REACH), mention.start + 1)
    return _INTENDED.search(text, begin, mention.start) is not None or _CAME_TO_NOTHING.match(text, mention.end) is not None


def sentence_between(text: str, begin: int, end: int) -> bool:
    """Whether a sentence ends between two places."""
    return _SENTENCE_END.search(text, max(0, begin - 2), end) is not None


def _last_end(regex: re.Pattern[str], text: str, begin: int, end: int) -> int:
    for found in regex.finditer(text, begin, end):
        begin = found.end()
    return begin


def _last(regex: re.Pattern[str], text: str, begin: int, end: int) -> str:
    said = ""
    for found in regex.finditer(text, begin, end):
        said = found.lastgroup or ""
    return said
