"""The engine: phrases with slots go in, and one pass over a text comes out; it knows no word of any language."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from timeline.expressions.meaning import MOMENT, Meaning

Found = TypeVar("Found", bound=Callable[..., Any])

# A gap between words: spaces and at most one line break, since a blank line ends what was being said. It is bounded, as
# every phrase is, so that a text takes time in proportion to its length.
GAP = r"(?: |[^\S\n]{1,3}\n?[^\S\n]{0,3}|\n[^\S\n]{0,3})"
DASH = "[-‐‑–—]"
APOSTROPHE = "['’]"
_PIECES = {" ": GAP, "_": f"(?:{DASH}|{GAP})", "-": DASH, "'": APOSTROPHE}
_WORD = re.compile(r"[^\W_]+")
_CONTEXT = 60  # how many characters before a phrase may decide whether it stands


class BadPhrase(Exception):
    """A phrase and its function disagree; raised while the rules are being loaded."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Words that stand for a value: how they look, what they mean, and how they can begin."""

    pattern: str
    value: Callable[[str], Any]
    begins: frozenset[str]


def words(table: Mapping[str, Any], ending: str = "", exact: bool = False) -> Slot:
    """A slot that knows a list of words; `exact` ones must be written as listed, or in capitals throughout."""
    looks = sorted({*table, *(word.upper() for word in table)} if exact else table, key=len, reverse=True)
    pattern = "|".join("".join(_PIECES.get(char, re.escape(char)) for char in look) for look in looks)
    values = {_plain(word): value for word, value in table.items()}
    flag = "-i:" if exact else ":"
    return Slot(f"(?{flag}{pattern}){ending}", lambda found: values[_plain(found)], frozenset(_plain(word).split()[0][:3] for word in table))


def digits(pattern: str, value: Callable[[str], Any] = int) -> Slot:
    """A slot that is written in figures."""
    return Slot(pattern, value, frozenset("#"))


def either(*slots: Slot) -> Slot:
    """A slot that can be filled in several ways."""

    def value(found: str) -> Any:
        return next(slot.value(found) for slot in slots if re.fullmatch(slot.pattern, found, re.IGNORECASE))

    return Slot(f"(?:{'|'.join(slot.pattern for slot in slots)})", value, frozenset[str]().union(*(slot.begins for slot in slots)))


def _plain(found: str) -> str:
    """Words as tables list them: small letters, single spaces, no stop, straight apostrophe."""
    return " ".join(re.sub("[-‐‑–—]", " ", found.lower().replace("’", "'").rstrip(".")).split())


@dataclass(frozen=True)
class Rule:
    """A name, a phrase and a meaning; `before` and `after` say what must stand around it, `unless_*` what must not."""

    name: str
    pattern: str
    begins: frozenset[str]
    slots: Mapping[str, Slot]
    function: Callable[..., Any]
    before: re.Pattern[str] | None = None
    unless_before: re.Pattern[str] | None = None

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The phrase, ready to match."""
        return re.compile(self.pattern, re.IGNORECASE)

    def match(self, text: str, at: int) -> re.Match[str] | None:
        """The phrase where it begins exactly there, and where what stands before it allows it."""
        if not (found := self.regex.match(text, at)):
            return None
        if self.before or self.unless_before:
            reach = max(0, at - _CONTEXT)
            if self.before and not self.before.search(text, reach, at):
                return None
            if self.unless_before and self.unless_before.search(text, reach, at):
                return None
        return found

    def meaning(self, found: re.Match[str]) -> Meaning:
        """What the words mean, with the slots filled in."""
        said = {name: slot.value(found[name]) for name, slot in self.slots.items() if found[name] is not None}
        return Meaning(self.function, tuple(said.items()))


@dataclass
class Book:
    """Rules of one kind, in no order; the vocabulary says what may stand in their slots."""

    vocabulary: Mapping[str, Slot]
    rules: list[Rule] = field(default_factory=list)

    def phrase(
        self, *phrases: str, before: str = "", after: str = "", unless_before: str = "", unless_after: str = ""
    ) -> Callable[[Found], Found]:
        """Let a function be the meaning of phrases.

        In a phrase a space is a gap, `_` a gap or hyphen, `(a|b)` a choice, `?` marks what may be missing, `{month}` is a
        slot and `{first:month}` one with a name of its own. The words around are regular expressions.
        """

        def register(function: Found) -> Found:
            for phrase in phrases:
                pattern, begins, slots = _Phrase(phrase, self.vocabulary).read()
                _agree(function, phrase, slots)
                ahead = (f"(?={after})" if after else "") + (f"(?!{unless_after})" if unless_after else "")
                self.rules.append(
                    Rule(
                        function.__name__,
                        pattern + r"(?!\w)" + ahead,
                        begins,
                        slots,
                        function,
                        re.compile(f"(?:{before})$", re.IGNORECASE) if before else None,
                        re.compile(f"(?:{unless_before})$", re.IGNORECASE) if unless_before else None,
                    )
                )
            return function

        return register


def _agree(function: Callable[..., Any], phrase: str, slots: Mapping[str, Slot]) -> None:
    parameters = inspect.signature(function).parameters
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values()):
        return
    asked = {name for name in parameters if name not in MOMENT}
    needed = {name for name in asked if parameters[name].default is inspect.Parameter.empty}
    if not (set(slots) <= asked and needed <= set(slots)):
        raise BadPhrase(f"{function.__name__}: the phrase {phrase!r} has {sorted(slots)}, the function asks for {sorted(asked)}")


class _Phrase:
    """A phrase being read: its regular expression, how it can begin, and its slots."""

    def __init__(self, phrase: str, vocabulary: Mapping[str, Slot]) -> None:
        self.phrase, self.vocabulary, self.at = phrase, vocabulary, 0
        self.slots: dict[str, Slot] = {}

    def read(self) -> tuple[str, frozenset[str], dict[str, Slot]]:
        pattern, heads = self._choice()
        if self.at != len(self.phrase):
            raise BadPhrase(f"{self.phrase!r}: a bracket too many at {self.at}")
        return pattern, frozenset(head.rstrip("|") for head in heads), self.slots

    def _choice(self) -> tuple[str, set[str]]:
        patterns, heads = [], set[str]()
        while True:
            pattern, some = self._sequence()
            patterns.append(pattern)
            heads |= some
            if self.phrase[self.at : self.at + 1] != "|":
                return (f"(?:{'|'.join(patterns)})" if len(patterns) > 1 else patterns[0]), heads
            self.at += 1

    def _sequence(self) -> tuple[str, set[str]]:
        pattern, heads = "", {""}
        while self.at < len(self.phrase) and self.phrase[self.at] not in "|)":
            piece, some = self._piece()
            longer = {head if _is_whole(head) else head + more for head in heads for more in some}
            if self.phrase[self.at : self.at + 1] == "?":
                self.at += 1
                piece, longer = f"(?:{piece})?", longer | heads
            pattern, heads = pattern + piece, {head[:3] for head in longer}
        return pattern, heads

    def _piece(self) -> tuple[str, set[str]]:
        char = self.phrase[self.at]
        self.at += 1
        if char == "(":
            pattern, heads = self._choice()
            self.at += 1
            return f"(?:{pattern})", heads
        if char == "{":
            inside, _, _ = self.phrase[self.at :].partition("}")
            self.at += len(inside) + 1
            name, _, kind = inside.rpartition(":")
            slot = self.vocabulary[kind]
            self.slots[name or kind] = slot
            return f"(?P<{name or kind}>{slot.pattern})", {begin + "|" for begin in slot.begins}
        return _PIECES.get(char, re.escape(char)), {char.lower() if char.isalpha() else "|"}


def _is_whole(head: str) -> bool:
    """Whether the first three letters, or the whole first word, are known already."""
    return len(head) >= 3 or head.endswith("|")


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text."""

    rule: Rule
    found: re.Match[str]


class Index:
    """All rules of a language, by the letters that they can begin with."""

    def __init__(self, books: Iterable[Book]) -> None:
        self._rules: dict[str, list[Rule]] = {}
        for book in books:
            for rule in book.rules:
                for begin in rule.begins:
                    self._rules.setdefault(begin, []).append(rule)
        # Most words that can begin a phrase begin none: one pattern without names turns them away at once.
        self._doors = {
            begin: re.compile("|".join(re.sub(r"\?P<\w+>", "?:", rule.pattern) for rule in rules), re.IGNORECASE).match
            for begin, rules in self._rules.items()
        }

    def scan(self, text: str) -> Iterator[Match]:
        """The phrases of a text from left to right; where several begin, the longest stands, and of equals the one with fewer slots."""
        free, doors, rules = 0, self._doors, self._rules
        for token in _WORD.finditer(text):
            word = token[0]
            begin = "#" if word[0].isdigit() else word[:3].lower()
            door = doors.get(begin)
            if door is None or (at := token.start()) < free or not door(text, at):
                continue
            best: Match | None = None
            for rule in rules[begin]:
                found = rule.match(text, at)
                if found and (best is None or (found.end(), -len(rule.slots)) > (best.found.end(), -len(best.rule.slots))):
                    best = Match(rule, found)
            if best:
                free = best.found.end()
                yield best
