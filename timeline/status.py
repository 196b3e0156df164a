"""Judge what a telling says of its occurrence: its words and its time in, happened, planned, alleged, denied or cancelled out.

A plan is known by the verb that the time belongs to: "will open on Monday", not "said on Monday that it will open".
"""

from __future__ import annotations

import re

from timeline.grammar import ACCUSED, ALLEGED, CANCELLED, DENIED, finite_verbs, has_finite_verb, tokens
from timeline.model import Status
from timeline.when import When

LATELY = 60  # days: what "would" be done so lately may not have been done; further back it tells what came later

# What stands at the verb: "will open", "is not expected to open", "were due in Norby", "plans to open".
_TO_COME = re.compile(
    r"(?:will|shall|won[’']t|\w+[’']ll)\b"
    r"|(?:is|are|was|were)(?:n[’']t)?\s+(?:not\s+|now\s+|also\s+|still\s+|all\s+|\w+ly\s+)?"
    r"(?:to\s+[a-z]+|due\b(?!\s+to\s+(?:the|an?|its|his|her|their)\b)|set\s+(?:to|for)|scheduled|expected|slated|planned|supposed|poised|likely\s+to"
    r"|going\s+to|about\s+to|planning|preparing|hoping|aiming)\b"
    r"|(?:has|have|had)\s+been\s+(?:scheduled|set\s+(?:to|for)|slated)\b"
    r"|(?:plans?|intends?|hopes?|aims?|expects?|prepares?)\s",
    re.IGNORECASE,
)
_OF_THE_PAST = re.compile(r"(?:was|were|had)\b", re.IGNORECASE)
_WOULD = re.compile(r"(?:would|\w+[’']d)\s", re.IGNORECASE)
_ASIDE = re.compile(r"[,;:]|\b(?:who|which|according)\b")
_PURPOSE = re.compile(r"to\s+[a-z]")
_CLAUSE = re.compile(r"[;:,–—“”\"(]|--|\b(?:that|which|who|when|while|because|although|though|but|where|after|before)\b", re.IGNORECASE)
_CLAIMED = re.compile(
    r"\b(?:claim(?:s|ed)?|alleg(?:e|es|ed))\s+(?:that|he|she|it|they|there|the\s+\w+\s+(?:was|were|had))\b", re.IGNORECASE
)
_HEADLINE_PLAN = re.compile(r"(?:[\w’'&.-]+\s+){0,5}[A-Z][\w’'&.-]*\s+to\s+(?!the\b|an?\b|its\b|his\b|her\b|their\b)[a-z]+")


def status_at(title: str, before: str, after: str, when: When | None, written: When | None) -> Status:
    """What a sentence says of its doing at a time; `before` and `after` are what stands around the time."""
    if CANCELLED.search(title):
        return Status.CANCELLED
    if DENIED.search(before):
        return Status.DENIED
    if ALLEGED.search(title) or ACCUSED.search(_ASIDE.split(before)[-1]) or _CLAIMED.search(before):
        return Status.ALLEGED
    lately = _days_over(when, written) <= LATELY
    planned = _is_ahead(when, written) or (lately and _is_to_do(title)) or _is_planned(before, after, when, written)
    return Status.PLANNED if planned else Status.HAPPENED


def status_of_news(title: str) -> Status:
    """What a sentence without a time says of its doing, judged by the title that was made of it."""
    if CANCELLED.search(title):
        return Status.CANCELLED
    if ALLEGED.search(title):
        return Status.ALLEGED
    words = tokens(title)
    verb = next(finite_verbs(words), None)
    planned = _TO_COME.match(title[words[verb].start :]) is not None if verb is not None else _is_to_do(title)
    return Status.PLANNED if planned else Status.HAPPENED


def _is_to_do(title: str) -> bool:
    """Whether a title says only what somebody is to do: "Halm to meet Maas"."""
    return _HEADLINE_PLAN.match(title) is not None and not has_finite_verb(title)


def _is_ahead(when: When | None, written: When | None) -> bool:
    return bool(when and when.first and written and written.last and when.first > written.last)


def _days_over(when: When | None, written: When | None) -> int:
    """How many days before the day of writing a time ended; 0 where it did not, or nothing tells."""
    if when is None or when.last is None or written is None or written.first is None:
        return 0
    return max(0, (written.first - when.last).days)


def _is_planned(before: str, after: str, when: When | None, written: When | None) -> bool:
    """Whether the verb that a time belongs to speaks of what is to come."""
    verb = _governing(before, after)
    over = _days_over(when, written)
    if _WOULD.match(verb):
        return over <= LATELY
    # "will be tried, he said": a day that is over is not that of the trial.
    return _TO_COME.match(verb) is not None and (over <= 0 or _OF_THE_PAST.match(verb) is not None)


def _governing(before: str, after: str) -> str:
    """The words from the verb that a time belongs to: the last before it in its clause, else the next after it, else the last of all."""
    clause = max((found.end() for found in _CLAUSE.finditer(before)), default=0)
    own = before[clause:]
    if _PURPOSE.match(own.lstrip()) and clause:
        return f"is {own.lstrip()}"
    for text, last in ((own, True), ("" if own.strip() and clause else after, False), (before, True), (after, False)):
        words = tokens(text)
        verbs = list(finite_verbs(words))
        if verbs:
            return text[words[verbs[-1 if last else 0]].start :]
    return ""
