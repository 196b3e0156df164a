"""The engine: phrases with slots go in, and one pass over a text comes out; it knows no word of any language."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct, field

from timeline.expressions.meaning import MOMENT, Meaning
from timeline.noun import Noun

Found = TypeVar("Found", bound=Callable[..., Any])

# A gap between words: spaces and at most one line break, since a blank line ends what was being said. It is bounded, as
# every phrase is, so that a text takes time in proportion to its length.
GAP = r"(?: |[^\S\n]{1,3}\n?[^\S\n]{0,3}|\n[^\S\n]{0,3})"
DASH = "[-‐‑–—]"
APOSTROPHE = "['’]"
_PIECES = {" ": GAP, "_": f"(?:{DASH}|{GAP})", "-": DASH, "'": APOSTROPHE}
# Names have a simple gap: tables are long, and each of their lines has to be compiled.
_IN_NAMES = {" ": r"[\s‐‑–—-]", "-": DASH, "'": APOSTROPHE}
_WORD = re.compile(r"[^\W_]+")
ANY = "*"  # a second word that can be anything, or is not there
_CONTEXT = 60  # how many characters before a phrase may decide whether it stands


class BadPhrase(Exception):
    """A phrase and its function disagree; raised while the rules are being loaded."""


class Slot(Noun, frozen=True):
    """Words that stand for a value: how they look, what they mean, and how they can begin."""

    pattern: str
    value: Callable[[str], Any]
    begins: frozenset[tuple[str, ...]]  # the beginnings of its first two words, or of the only one; ANY where the second is open


def words(table: Mapping[str, Any], ending: str = "", exact: bool = False) -> Slot:
    """A slot that knows a list of words; `exact` ones must be written as listed, or in capitals throughout."""
    looks = sorted({*table, *(word.upper() for word in table)} if exact else table, key=len, reverse=True)
    pattern = "|".join("".join(_IN_NAMES.get(char, re.escape(char)) for char in look) for look in looks)
    values = {_plain(word): value for word, value in table.items()}
    flag = "-i:" if exact else ":"
    begins = frozenset(tuple(beginning(part) for part in _WORD.findall(word)[:2]) for word in table)
    return Slot(f"(?{flag}{pattern}){ending}", lambda found: values[_plain(found)], begins)


def digits(pattern: str, value: Callable[[str], Any] = int, lengths: str = "12", is_word: bool = True) -> Slot:
    """A slot that is written in figures; `lengths` are those that the number it begins with can have."""
    return Slot(pattern, value, frozenset((f"#{length}",) if is_word else (f"#{length}", ANY) for length in lengths))


def either(*slots: Slot) -> Slot:
    """A slot that can be filled in several ways."""

    def value(found: str) -> Any:
        return next(slot.value(found) for slot in slots if re.fullmatch(slot.pattern, found, re.IGNORECASE))

    return Slot(f"(?:{'|'.join(slot.pattern for slot in slots)})", value, frozenset().union(*(slot.begins for slot in slots)))


def beginning(word: str) -> str:
    """What tells quickly which phrases a word can begin: three letters, or how many figures."""
    if word[0].isdigit():
        return f"#{len(word) - len(word.lstrip('0123456789'))}"
    return word[:3].lower()


def _plain(found: str) -> str:
    """Words as tables list them: small letters, single spaces, no stop, straight apostrophe."""
    return " ".join(re.sub("[-‐‑–—]", " ", found.lower().replace("’", "'").rstrip(".")).split())


class Rule(Noun, frozen=True, dict=True):
    """A name, a phrase and a meaning; `before` and `after` say what must stand around it, `unless_*` what must not."""

    name: str
    pattern: str
    heads: frozenset[tuple[str, str]]  # how its first and second word can begin
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


class Book(Struct):
    """Rules of one kind, in no order; the vocabulary says what may stand in their slots."""

    vocabulary: Mapping[str, Slot]
    rules: list[Rule] = field(default_factory=list)
    edge: str = r"(?!\w)"  # what must hold behind a phrase

    def phrase(
        self, *phrases: str, before: str = "", after: str = "", unless_before: str = "", unless_after: str = ""
    ) -> Callable[[Found], Found]:
        """Let a function be the meaning of phrases.

        In a phrase a space is a gap, `_` a gap or hyphen, `(a|b)` a choice, `?` marks what may be missing, `{month}` is a
        slot and `{first:month}` one with a name of its own. The words around are regular expressions.
        """

        def register(function: Found) -> Found:
            for phrase in phrases:
                pattern, heads, slots = _Phrase(phrase, self.vocabulary).read()
                _agree(function, phrase, slots)
                ahead = (f"(?={after})" if after else "") + (f"(?!{unless_after})" if unless_after else "")
                self.rules.append(
                    Rule(
                        function.__name__,
                        pattern + self.edge + ahead,
                        heads,
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


class _Head(NamedTuple):
    """The beginning of a phrase as far as it is read."""

    first: str = ""
    second: str = ""
    reading: int = 1  # 1 the first word, 2 the second, 0 neither: both are known

    def then(self, char: str) -> _Head:
        """With one more character."""
        if self.reading == 0:
            return self
        if not char.isalnum():
            return self._replace(reading=0 if self.second else 2)
        if self.reading == 1:
            return self._replace(first=_longer(self.first, char))
        return self._replace(second=_longer(self.second, char))

    def then_slot(self, slot: Slot) -> set[_Head]:
        """With each way in which a slot can go on."""
        if self.reading == 0:
            return {self}
        if self.reading == 2 and not self.second:
            return {_Head(self.first, begin[0], 0) for begin in slot.begins}
        if self.first:
            return {_Head(self.first, ANY, 0)}
        return {_Head(begin[0], begin[1], 0) if len(begin) > 1 else _Head(begin[0]) for begin in slot.begins}

    def key(self) -> tuple[str, str]:
        return self.first, self.second or ANY


def _longer(head: str, char: str) -> str:
    if head.startswith("#"):
        return f"#{int(head[1:]) + 1}" if char.isdigit() else head
    if char.isdigit():
        return "#1"
    return (head + char.lower())[:3]


class _Phrase:
    """A phrase being read: its regular expression, how it can begin, and its slots."""

    def __init__(self, phrase: str, vocabulary: Mapping[str, Slot]) -> None:
        self.phrase, self.vocabulary, self.at = phrase, vocabulary, 0
        self.slots: dict[str, Slot] = {}

    def read(self) -> tuple[str, frozenset[tuple[str, str]], dict[str, Slot]]:
        pattern, heads = self._choice({_Head()})
        if self.at != len(self.phrase):
            raise BadPhrase(f"{self.phrase!r}: a bracket too many at {self.at}")
        return pattern, frozenset(head.key() for head in heads), self.slots

    def _choice(self, before: set[_Head]) -> tuple[str, set[_Head]]:
        patterns, heads = [], set[_Head]()
        while True:
            pattern, some = self._sequence(before)
            patterns.append(pattern)
            heads |= some
            if self.phrase[self.at : self.at + 1] != "|":
                return (f"(?:{'|'.join(patterns)})" if len(patterns) > 1 else patterns[0]), heads
            self.at += 1

    def _sequence(self, heads: set[_Head]) -> tuple[str, set[_Head]]:
        pattern = ""
        while self.at < len(self.phrase) and self.phrase[self.at] not in "|)":
            piece, longer = self._piece(heads)
            if self.phrase[self.at : self.at + 1] == "?":
                self.at += 1
                piece, longer = f"(?:{piece})?", longer | heads
            pattern, heads = pattern + piece, longer
        return pattern, heads

    def _piece(self, before: set[_Head]) -> tuple[str, set[_Head]]:
        char = self.phrase[self.at]
        self.at += 1
        if char == "(":
            pattern, heads = self._choice(before)
            self.at += 1
            return f"(?:{pattern})", heads
        if char == "{":
            inside, _, _ = self.phrase[self.at :].partition("}")
            self.at += len(inside) + 1
            name, _, kind = inside.rpartition(":")
            slot = self.vocabulary[kind]
            self.slots[name or kind] = slot
            return f"(?P<{name or kind}>{slot.pattern})", set[_Head]().union(*(head.then_slot(slot) for head in before))
        return _PIECES.get(char, re.escape(char)), {head.then(char) for head in before}


class Match(Noun, frozen=True):
    """A phrase found in a text."""

    rule: Rule
    found: re.Match[str]


class Index:
    """All rules of a language, by the letters that their first two words can begin with."""

    def __init__(self, books: Iterable[Book], word: str) -> None:
        self._word = re.compile(word)
        self._all = [rule for book in books for rule in book.rules]
        heads: dict[str, dict[str, list[Rule]]] = {}
        for rule in self._all:
            for first, second in rule.heads:
                heads.setdefault(first, {}).setdefault(second, []).append(rule)
        self._rules = {
            first: {second: [*rules, *(seconds.get(ANY, ()) if second != ANY else ())] for second, rules in seconds.items()}
            for first, seconds in heads.items()
        }

    def compile(self) -> None:
        """Make every rule ready, so that no text pays for it later; else each is when it is first tried."""
        for rule in self._all:
            _ = rule.regex

    def scan(self, text: str) -> Iterator[Match]:
        """The phrases of a text from left to right; where several begin, the longest stands, and of equals the one with fewer slots."""
        free, rules_of = 0, self._rules
        at, first = 0, ""
        for token in chain(self._word.finditer(text), (None,)):
            word = token[0] if token else "."
            second = beginning(word) if word[0].isdigit() else word[:3].lower()
            seconds = rules_of.get(first)
            if seconds is not None and at >= free:
                best: Match | None = None
                for rule in seconds.get(second) or seconds.get(ANY) or ():
                    found = rule.match(text, at)
                    if found and (best is None or (found.end(), -len(rule.slots)) > (best.found.end(), -len(best.rule.slots))):
                        best = Match(rule, found)
                if best:
                    free = best.found.end()
                    yield best
            at, first = token.start() if token else len(text), second
