"""Find the words in a text that name a place on the calendar: text in, mentions out; the longest match wins."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from timeline.expressions.english import ENGLISH
from timeline.expressions.language import Language
from timeline.expressions.meaning import End, Meaning, Moment, Weekday
from timeline.expressions.refine import STEPS
from timeline.expressions.rules import Match
from timeline.model import Mention
from timeline.when import NoSuchDay, Partial, When

TOLD = ("en", "de", "uk", "ru")  # languages with rules of their own, and not only for explicit dates

# Rules that are found although nothing can ever place them, since what is said after them depends on them.
OPEN = frozenset({"months_on_end"})

_NO_MOMENT = Moment()


def rules_for(language: str) -> Language:
    """The rules of a language by its two-letter code; those of a language that no text is in are never loaded."""
    match language:
        case "en":
            return ENGLISH
        case "de":
            from timeline.expressions.german import GERMAN  # noqa: PLC0415

            return GERMAN
        case "uk" | "ru":
            from timeline.expressions.slavic import RUSSIAN, UKRAINIAN  # noqa: PLC0415

            return UKRAINIAN if language == "uk" else RUSSIAN
        case _:
            from timeline.expressions.elsewhere import language_for  # noqa: PLC0415

            return language_for(language)


def find(text: str, language: str = "en") -> list[Mention]:
    """All mentions of dates in the order of the text; no two overlap."""
    known = rules_for(language)
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
    if isinstance(value, tuple) or {"first", "last"} <= match.rule.slots.keys():
        if value is None and not meaning.asks:
            return
        one, two = value if isinstance(value, tuple) else (None, None)
        begin = found.start("last")
        middle = max(found.end(name) for name, words in found.groupdict().items() if words and found.end(name) <= begin)
        first = _mention(text, (found.start(), middle), match.rule.name, End(meaning, 0), one)
        last = _mention(text, (begin, found.end()), match.rule.name, End(meaning, 1), two)
        yield replace(first, joins=last.start)
        yield replace(last, joins=first.start)
    elif value is not None or meaning.asks or match.rule.name in OPEN:
        yield _mention(text, found.span(), match.rule.name, meaning, value)


def _mention(text: str, span: tuple[int, int], rule: str, meaning: Meaning | End, value: object) -> Mention:
    return Mention(
        *span,
        text[slice(*span)],
        rule,
        meaning,
        when=value if isinstance(value, When) else None,
        partial=value if isinstance(value, Partial) else None,
        weekday=value.number if isinstance(value, Weekday) else None,
        asks=meaning.asks,
    )
