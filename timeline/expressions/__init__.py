"""Find the words in a text that name a place on the calendar: text in, mentions out; the longest match wins."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.expressions.english import ENGLISH
from timeline.expressions.german import GERMAN
from timeline.expressions.language import Language
from timeline.expressions.meaning import End, Meaning, Moment, Weekday
from timeline.expressions.refine import STEPS
from timeline.expressions.rules import Match
from timeline.expressions.slavic import RUSSIAN, UKRAINIAN
from timeline.model import Mention
from timeline.when import NoSuchDay, Partial, When

LANGUAGES: dict[str, Language] = {"en": ENGLISH, "de": GERMAN, "uk": UKRAINIAN, "ru": RUSSIAN}

_NO_MOMENT = Moment()


def find(text: str, language: str = "en") -> list[Mention]:
    """All mentions of dates in the order of the text; no two overlap."""
    known = LANGUAGES.get(language, ENGLISH)
    mentions = [mention for match in known.index.scan(text) for mention in _mentions(text, match)]
    for step in STEPS:
        mentions = step(text, mentions, known)
    return mentions


def _mentions(text: str, match: Match) -> Iterator[Mention]:
    found, meaning = match.found, match.rule.meaning(match.found)
    try:
        value = meaning(_NO_MOMENT)
    except NoSuchDay:
        return
    if "last" in match.rule.slots and "first" in match.rule.slots or isinstance(value, tuple):
        if value is None and not meaning.asks:
            return
        ends = value if isinstance(value, tuple) else (None, None)
        middle = max(found.end(name) for name in found.groupdict() if found[name] is not None and found.end(name) <= found.start("last"))
        yield _mention(text, found.start(), middle, match, End(meaning, 0), ends[0], found.start("last"))
        yield _mention(text, found.start("last"), found.end(), match, End(meaning, 1), ends[1], found.start())
    elif value is not None or meaning.asks or match.rule.name == "months_on_end":
        yield _mention(text, found.start(), found.end(), match, meaning, value, None)


def _mention(text: str, start: int, end: int, match: Match, meaning: Meaning | End, value: object, joins: int | None) -> Mention:
    return Mention(
        start,
        end,
        text[start:end],
        match.rule.name,
        meaning,
        when=value if isinstance(value, When) else None,
        partial=value if isinstance(value, Partial) else None,
        weekday=value.number if isinstance(value, Weekday) else None,
        joins=joins,
    )
