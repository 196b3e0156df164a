"""Shorten a sentence of a language whose grammar the program does not know: a sentence in, one cut at a mark or connective out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.model import Span
from timeline.wordlists import word_list

_FILE = "other_languages.txt"
_CONNECTIVES = word_list("open a clause or go on with one", _FILE)
_HOLD = word_list("hold a time or a noun", _FILE)
_FREE_ORDER = (
    "uk",
    "ru",
    "be",
    "pl",
    "cs",
    "sk",
    "bg",
)  # a sentence that opens with its time stays one without it; German would lose its verb's place
_FEWEST = 4  # words that a clause has at least
_MARK = re.compile(r"\s*[;–—]\s|,\s|\s(?=[^\W\d_]+\s)")


def trimmed(sentence: str, times: Sequence[Span], language: str, longest: int) -> str:
    """A sentence of at most so many characters, or as many whole words as fit with a mark that more follows."""
    text = _without_times(sentence, times, language)
    text = re.sub(r"\s+", " ", text).strip(" ,;:.–—-")
    if len(text) > longest:
        text = _cut(text, longest)
    return text[:1].upper() + text[1:]


def _without_times(sentence: str, times: Sequence[Span], language: str) -> str:
    kept, at = "", 0
    for span in sorted(times, key=lambda span: span.start):
        before = re.search(r"([^\W\d_]+)\s*$", sentence[: span.start])
        opens = not sentence[: span.start].strip(" «„“\"'–—-")
        held = before is not None and before[1].lower() in _HOLD
        if (
            span.start < at
            or held
            or (opens and language not in _FREE_ORDER)
            or sentence[: span.start].count("(") > sentence[: span.start].count(")")
        ):
            continue
        kept += sentence[at : span.start].rstrip()
        at = span.end
        if opens:
            at += len(re.match(r"[\s,]*", sentence[at:])[0])  # type: ignore[index]  # it matches nothing at least
    return kept + sentence[at:]


def _cut(text: str, longest: int) -> str:
    """Behind the last clause that fits; behind the last mark; before the last connective; else where a word ends."""
    places = [found.start() for found in _MARK.finditer(text) if found.start() <= longest and _is_open(text[: found.start()])]
    places = [place for place in places if len(text[:place].split()) >= _FEWEST]
    ranks: list[list[int]] = [[], [], []]
    for place in places:
        marked = not text[place].isspace()
        following = re.match(r"[\s,;–—]*([^\W\d_]+)", text[place:])
        goes_on = following is not None and following[1].lower() in _CONNECTIVES
        if marked and (goes_on or text[place] in ";–—"):
            ranks[0].append(place)
        elif marked:
            ranks[1].append(place)
        elif goes_on:
            ranks[2].append(place)
    best = next((rank[-1] for rank in ranks if rank), 0)
    return text[:best].rstrip(" ,;:–—-") if best else text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _is_open(before: str) -> bool:
    pairs = (("“", "”"), ("«", "»"), ("(", ")"), ("„", "“"))
    return (
        all(before.count(one) <= before.count(two) for one, two in pairs if one != "“" or "„" not in before) and before.count('"') % 2 == 0
    )
