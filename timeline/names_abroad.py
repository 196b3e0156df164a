"""The names in texts of languages whose capitals or endings tell less than English ones: only what is sure."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.gazetteer import countries_in
from timeline.model import Kind
from timeline.name_runs import NO_NAME

CAPITALISED = frozenset(("de", "lb"))  # every noun has a capital
ENDINGS = frozenset(("uk", "ru", "be", "bg", "sr", "mk", "pl", "cs", "sk", "hr", "sl"))  # names change theirs
_IN = {
    "de": r"(?:in|im|nach|aus|bei|vor)(?: der| den)?",
    "uk": r"(?:у|в|на|з|із|до)",
    "ru": r"(?:в|во|на|из|до)",
}
_BODIES = re.compile(r"\b[A-ZА-ЯІЇЄҐ]{2,6}\b")
_ROMAN = re.compile(r"[IVXLCDMІХ]+")
SHORTEST_STEM = 4


def is_abroad(language: str) -> bool:
    """Whether a language is one of these."""
    return language in CAPITALISED | ENDINGS


def names_abroad(text: str, language: str) -> list[tuple[str, Kind, bool]]:
    """The countries, by their English names, and the bodies that go by short forms; and whether it happens there."""
    found: dict[int, tuple[str, Kind, bool]] = {}
    for match in _BODIES.finditer(text):
        near = text[max(0, match.start() - 12) : match.start()].split()[-1:] + text[match.end() : match.end() + 12].split()[:1]
        is_shouting = any(word.isupper() and len(word) > 2 for word in near)
        if not (is_shouting or _ROMAN.fullmatch(match[0]) or match[0].lower() in NO_NAME):
            found[match.start()] = (match[0], Kind.ORGANISATION, False)
    for match in _pattern(language).finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        there = language in _IN and re.search(rf"\b{_IN[language]}\s$", before, re.IGNORECASE) is not None
        found[match.start()] = (_by_stem(language)[match["stem"]], Kind.COUNTRY, there)
    return [found[at] for at in sorted(found)]


@lru_cache(maxsize=8)
def _by_stem(language: str) -> dict[str, str]:
    """The countries by what stays of their names in every case: "Україн"."""
    stems = {}
    for name, country in countries_in(language).items():
        stem = re.sub(r"[аяоеіиьйуыaeiyoą]{1,2}$", "", name) if language in ENDINGS and " " not in name else name
        if len(stem) >= SHORTEST_STEM or stem == name:
            stems[stem] = country
    return stems


@lru_cache(maxsize=8)
def _pattern(language: str) -> re.Pattern[str]:
    ending = r"[^\W\d_A-ZА-Я]{0,2}" if language in ENDINGS else "s?"
    stems = "|".join(re.escape(stem) for stem in sorted(_by_stem(language), key=len, reverse=True))
    return re.compile(rf"\b(?P<stem>{stems}){ending}\b")
