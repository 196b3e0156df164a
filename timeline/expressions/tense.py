"""Tell whether the clause around a date speaks of what is over or of what is to come."""

from __future__ import annotations

import re

from timeline.expressions.language import Language
from timeline.model import Mention

_REACH = 160  # characters before a date in which its clause is looked for
_AHEAD = 80  # characters after it
_SENTENCE_END = re.compile(r"[a-z0-9\"”’)][.!?…]['\"”’)]*\s+(?=[\"“‘'(]?[A-ZА-ЯІЇЄҐÄÖÜ])|\n\s*\n|[;•]")


def tense(text: str, mention: Mention, language: Language) -> str:
    """ "past", "future", or "" where the clause does not tell: the verb nearest before the date says, else the first one after it."""
    begin = max(0, mention.start - _REACH)
    for found in _SENTENCE_END.finditer(text, begin, mention.start):
        begin = found.end()
    verbs = language.regex("verbs")
    nearest = None
    for nearest in verbs.finditer(text, begin, mention.start):
        pass
    if nearest is None:
        end = min(len(text), mention.end + _AHEAD)
        if stop := _SENTENCE_END.search(text, mention.end, end):
            end = stop.start() + 1
        nearest = verbs.search(text, mention.end, end)
    return nearest.lastgroup or "" if nearest else ""
