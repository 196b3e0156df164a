"""What the engine must be told of a language: its rules, and the words that join, bound and divide dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from timeline.expressions.rules import Book, Index
from timeline.noun import Noun

NEVER = r"(?!)"


def by_letter(words: str) -> str:
    """A choice of words, as a pattern that looks at a word's first letter once; Python tries the parts of a choice one by one."""
    letters: dict[str, list[str]] = {}
    for word in words.split():
        letters.setdefault(word[0], []).append(word[1:])
    return "(?:" + "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in letters.items()) + ")"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class Language(Noun, frozen=True, dict=True):
    """The rules of a language, and the words between and before dates as regular expressions."""

    books: Sequence[Book]
    of: str = NEVER  # between a smaller and a larger unit: "Tuesday of last week"
    possessive: str = NEVER  # between a larger and a smaller unit: "last year's third quarter"
    through: str = r"\s?[-–—]\s?"  # between the ends of a range: "May to June"
    between: str = NEVER  # before a range whose ends "and" joins
    both: str = NEVER  # between dates that share a year: "May and June 2023"
    parts: str = NEVER  # said before a unit, of a part of it; the group's name is the part
    bounds: str = NEVER  # said before a date; the group's name is the bound
    before_day: str = NEVER  # a time of day before a date: "5 p.m. on"
    after_day: str = NEVER  # a time of day after a date: "morning"
    word: str = r"[^\W_]+"  # what a phrase can begin with
    beside: str = NEVER  # between "two days after" and the date that it counts from
    owning: str = NEVER  # after a weekday that owns what has been done: "Wednesday's ruling"
    clause: str = NEVER  # where a clause may begin within a sentence
    verbs: str = NEVER  # words that tell a clause's tense; the group's name is the tense, "past" or "future"

    @cached_property
    def index(self) -> Index:
        """The rules, ready to scan."""
        return Index(self.books, self.word)

    def regex(self, name: str) -> re.Pattern[str]:
        """One of the patterns, ready to use."""
        cache: dict[str, re.Pattern[str]] = self.__dict__.setdefault("_regexes", {})
        if name not in cache:
            cache[name] = _compiled(getattr(self, name))
        return cache[name]
