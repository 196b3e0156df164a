"""The numbers by which one occurrence is told from another like it: magnitudes, ages, rounds, sums, and how many of what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from msgspec.structs import replace

from timeline.content import content_words
from timeline.noun import Noun
from timeline.spelled import NUMBERS
from timeline.wordlists import one_of, phrases, word_list

_FOLDED = re.IGNORECASE | re.ASCII  # else "ſix" is a six that no table knows
NEAR = 30  # characters on either side of a number that say what it is a number of
_SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "k": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9}
_SCALES |= {"billion": 1e9, "trillion": 1e12}
_SPOKEN = "|".join(sorted((word.replace(" ", "[ -]") for word in NUMBERS), key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?<![\w.,–-])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{_SPOKEN})\b)"
    rf"(?:[ -]?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?",
    _FOLDED,
)
_STEP = re.compile(rf"\bfrom (?:[a-z]+ )?(\d+|{_SPOKEN}) to (?:[a-z]+ )?(\d+|{_SPOKEN})\b(?! [ap]\.?m)", _FOLDED)
# What stands right before and right behind a number says what it is a number of.
_SERIES_BEFORE = re.compile(rf"\b({one_of('numbers its members')})(?:[ -]of)?[ -]$", _FOLDED)
_MAGNITUDE_BEHIND = re.compile(r"[ -]magnitude\b", _FOLDED)
_AGE_BEFORE = re.compile(r"\baged? $|[A-Z][a-z]+, $")
_AGE_BEHIND = re.compile(r"[ -]years?[ -]old\b")
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_SIGN_BEFORE = re.compile(r"[$€£¥]\s?$")
_MONEY_BEHIND = re.compile(rf" (?:[A-Z]\w+ |[a-z]+ian )?({one_of('money')})\b", _FOLDED)
_ROUGH_BEFORE = re.compile(rf"\b(?:{one_of('not exact')})\s+(?:[$€£¥]\s?)?$", _FOLDED)
# By each word for what becomes of people the first of its line: "dead" counts with "killed".
_FATES = {word: line.split()[0] for line in phrases("what becomes of people") for word in line.split()}
_FATE = rf"\b(?P<fate>{'|'.join(sorted(_FATES, key=len, reverse=True))})\b"
_FATE_BEFORE = re.compile(rf"{_FATE}\s+(?:(?:{one_of('not exact')})\s+)?$", _FOLDED)
_FATE_BEHIND = re.compile(rf"(?: [\w-]+){{0,6}}?(?: (?:were|was|are|is|have|had|has|been|being|got)){{0,2}} {_FATE}", _FOLDED)
_NOUN_BEHIND = re.compile(r" ([a-z]{3,})\b(?! (?:ago|old|later|earlier)\b)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NOT_COUNTED = word_list("units of measure")


class Amount(Noun, frozen=True):
    """A number as a text gives it."""

    value: float
    words: str  # verbatim
    rough: bool  # whether the text itself says that it is not exact
    near: frozenset[str] = frozenset()  # the words that stand around it, as stems
    of_fate: bool = False  # whether it counts those to whom something happened


class Details(Noun, frozen=True):
    """What a text gives numbers for, each with all of its values."""

    series: Mapping[str, frozenset[float]]  # "magnitude", "age", "round": every member of a series has its own
    sums: Mapping[str, tuple[Amount, ...]]  # by currency
    counts: Mapping[str, tuple[Amount, ...]]  # by what is counted, as a stem: "killed", "ship"


@lru_cache(maxsize=50_000)
def details(text: str) -> Details:
    """The numbers of a text by what they are numbers of."""
    series: defaultdict[str, set[float]] = defaultdict(set)
    sums: defaultdict[str, list[Amount]] = defaultdict(list)
    counts: defaultdict[str, list[Amount]] = defaultdict(list)
    for found in _AMOUNT.finditer(text):
        before, behind = text[max(0, found.start() - 40) : found.start()], text[found.end() : found.end() + 80]
        value = _value(found["number"]) * _SCALES.get((found["scale"] or "").lower(), 1.0)
        amount = Amount(value, found[0], _ROUGH_BEFORE.search(before) is not None, content_words(f"{before[-NEAR:]} {behind[:NEAR]}"))
        if of := _SERIES_BEFORE.search(before):
            series[of[1].lower().rstrip(".")].add(value)
        elif _MAGNITUDE_BEHIND.match(behind):
            series["magnitude"].add(value)
        elif _AGE_BEHIND.match(behind) or (_AGE_BEFORE.search(before) and behind[:1] in (",", ".", " ")):
            series["age"].add(value)
        elif sign := _SIGN_BEFORE.search(before):
            sums[_SIGNS[sign[0].strip()]].append(replace(amount, words=sign[0] + found[0]))
        elif money := _MONEY_BEHIND.match(behind):
            sums[min(content_words(money[1]))].append(replace(amount, words=found[0] + money[0]))
        elif _YEAR.fullmatch(found[0]):
            continue
        elif fate := _FATE_BEFORE.search(before) or _FATE_BEHIND.match(behind):
            counts[_FATES[fate["fate"].lower()]].append(replace(amount, of_fate=True))
        elif (noun := _NOUN_BEHIND.match(behind)) and noun[1] not in _NOT_COUNTED and (stem := content_words(noun[1])):
            counts[min(stem)].append(replace(amount, words=found[0] + noun[0], near=amount.near - stem))
    for found in _STEP.finditer(text):
        series["step to"].add(_value(found[2]))
    return Details({of: frozenset(values) for of, values in series.items()}, _fixed(sums), _fixed(counts))


def _fixed(found: Mapping[str, list[Amount]]) -> dict[str, tuple[Amount, ...]]:
    return {of: tuple(amounts) for of, amounts in found.items()}


def _value(number: str) -> float:
    return float(NUMBERS.get(number.lower().replace("-", " "), 0)) or float(number.replace(",", ""))
