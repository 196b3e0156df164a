"""Steps that turn a list of mentions into a better one: join neighbours, tie the ends of ranges, keep what bounds a date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from msgspec.structs import replace

from timeline.expressions.absolute import day_first
from timeline.expressions.language import Language
from timeline.expressions.meaning import Beside, Meaning, Moment, Said, Sharing, Within
from timeline.model import Mention
from timeline.when import Grain, NoSuchDay, When

Step = Callable[[str, list[Mention], Language], list[Mention]]

_NEAR = 40  # characters before a date that may tell its part or bound

# Rules whose meaning is a whole year or week told from elsewhere, so that a smaller thing can lie in it.
LARGER = {
    "that_unit",
    "same_unit",
    "unit_after",
    "unit_before",
    "the_unit",
    "units_ago",
    "units_later",
    "units_earlier",
    "bare_year",
    "unit_before_last",
}

# Rules whose meaning comes every year.
YEARLY = {"a_quarter", "a_half", "a_season", "a_holiday", "holiday_week", "week_with"}


def _said(mention: Mention) -> Said:
    return cast(Said, mention.meaning)


def lacks_year(mention: Mention) -> bool:
    """Whether it names something that comes every year."""
    return mention.partial is not None or (mention.when is None and mention.rule in YEARLY)


def _larger_grain(mention: Mention) -> Grain | None:
    if mention.when is not None and mention.when.grain >= Grain.MONTH:
        return mention.when.grain
    unit = dict(getattr(mention.meaning, "slots", ())).get("unit")
    return unit if mention.rule in LARGER and isinstance(unit, Grain) else None


def join_neighbours(text: str, mentions: list[Mention], language: Language) -> list[Mention]:
    """ "Friday", "10 November" is one date, and so is "Tuesday" of "last week"."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last and mention.start - last.end <= 12 and (one := _joined(text, last, mention, language)):
            joined[-1] = one
        else:
            joined.append(mention)
    return joined


def _joined(text: str, one: Mention, two: Mention, language: Language) -> Mention | None:
    """The two as one date, where the words between and what each lacks allow it."""
    gap = text[one.end : two.start]
    whole = replace(two, start=one.start, words=text[one.start : two.end])
    if one.rule == "beside_an_event":
        return _beside(one, two, whole) if language.regex("beside").fullmatch(gap) else None
    if language.regex("of").fullmatch(gap):
        is_day = (two.partial and two.partial.day) or (two.when and two.when.is_day)
        if one.rule == "weekday" and is_day and two.weekday is None:
            return replace(whole, weekday=one.weekday)
        grain = _larger_grain(two)
        if grain is Grain.WEEK and one.rule == "weekday" and not two.when:
            return _inside(one, two, whole)
        if grain is Grain.YEAR and lacks_year(one):
            return _inside(one, two, whole)
    if language.regex("possessive").fullmatch(gap) and _larger_grain(one) is Grain.YEAR and lacks_year(two):
        return _inside(two, one, whole)
    return None


def _beside(one: Mention, two: Mention, whole: Mention) -> Mention | None:
    slots = dict(getattr(one.meaning, "slots", ()))
    if "side" not in slots:
        return None
    meaning = Beside(slots.get("number", 1) * slots["side"], slots["unit"], _said(two))
    try:
        told = meaning(Moment())
    except NoSuchDay:
        return None
    found = told if isinstance(told, When) else None
    return replace(whole, rule="beside_a_date", meaning=meaning, when=found, partial=None, weekday=None, asks=meaning.asks)


def _inside(inner: Mention, outer: Mention, whole: Mention) -> Mention:
    meaning = Within(_said(inner), _said(outer))
    told = meaning(Moment())
    found = told if isinstance(told, When) else None
    return replace(
        whole,
        rule="within",
        meaning=meaning,
        when=found,
        partial=None if found else inner.partial,
        weekday=inner.weekday,
        asks=meaning.asks,
    )


def take_parts(text: str, mentions: list[Mention], language: Language) -> list[Mention]:
    """ "Early 2022" is the year 2022, with "early" kept beside it."""
    regex = language.regex("parts")
    kept = []
    free = 0
    for mention in mentions:
        found = regex.search(text, max(free, mention.start - _NEAR), mention.start) if mention.joins is None else None
        if found:
            words = text[found.start() : mention.end]
            kept.append(replace(mention, start=found.start(), words=words, part=found.lastgroup or ""))
        else:
            kept.append(mention)
        free = mention.end
    return kept


def take_times_of_day(text: str, mentions: list[Mention], language: Language) -> list[Mention]:
    """ "Friday night" and "5 p.m. on Friday" are Friday."""
    before, after = language.regex("before_day"), language.regex("after_day")
    kept = []
    free = 0
    for number, mention in enumerate(mentions):
        start, end = mention.start, mention.end
        if _is_day(mention):
            if mention.joins is None and (found := before.search(text, max(free, start - _NEAR), start)):
                start = found.start()
            bar = mentions[number + 1].start if number + 1 < len(mentions) else len(text)
            if found := after.match(text, end, bar):
                end = found.end()
        kept.append(replace(mention, start=start, end=end, words=text[start:end]) if end - start > mention.end - mention.start else mention)
        free = end
    return kept


def _is_day(mention: Mention) -> bool:
    if mention.weekday is not None or mention.rule in ("today", "yesterday", "tomorrow"):
        return True
    return bool(mention.partial and mention.partial.day) or bool(mention.when and mention.when.is_day)


def tie_ranges(text: str, mentions: list[Mention], language: Language) -> list[Mention]:
    """ "From May to June 2023" is two dates of 2023, tied together."""
    kept = list(mentions)
    through, both, between = language.regex("through"), language.regex("both"), language.regex("between")
    for number in range(len(kept) - 1, 0, -1):
        one, two = kept[number - 1], kept[number]
        if two.start - one.end > 12 or one.joins is not None:
            continue
        gap = text[one.end : two.start]
        is_range = bool(through.fullmatch(gap))
        is_pair = not is_range and bool(both.fullmatch(gap))
        if is_pair and between.search(text, max(0, one.start - _NEAR), one.start):
            is_range = True
        if not (is_range or is_pair):
            continue
        if (
            lacks_year(one)
            and not lacks_year(two)
            and two.weekday is None
            and two.when is not None
            and not (is_pair and "," in gap and "and" not in gap)
        ):
            one = _sharing(one, two, after=False)
        elif is_range and lacks_year(two) and not lacks_year(one) and one.when is not None:
            two = _sharing(two, one, after=True)
        if is_range and two.joins is None:
            one, two = replace(one, joins=two.start), replace(two, joins=one.start)
        kept[number - 1], kept[number] = one, two
    return kept


def _sharing(mention: Mention, other: Mention, after: bool) -> Mention:
    meaning = Sharing(_said(mention), _said(other), after)
    try:
        found = meaning(Moment())
    except NoSuchDay:
        return mention
    if isinstance(found, When):
        return replace(mention, meaning=meaning, when=found, partial=None, asks=())
    return replace(mention, meaning=meaning, asks=meaning.asks)


def take_bounds(text: str, mentions: list[Mention], language: Language) -> list[Mention]:
    """ "Since 2014" is 2014, with "since" kept beside it."""
    regex = language.regex("bounds")
    kept = []
    for mention in mentions:
        found = regex.search(text, max(0, mention.start - _NEAR), mention.start)
        kept.append(replace(mention, bound=found.lastgroup) if found and found.lastgroup else mention)
    return kept


def order_of_figures(text: str, mentions: list[Mention], language: Language) -> list[Mention]:
    """ "3/4/2024" has its day where the other dates of the text have theirs; without another date, where Americans have it."""
    figures = [mention for mention in mentions if mention.rule == "month_first"]
    if not any(mention.when for mention in figures):
        return mentions
    said = [dict(getattr(mention.meaning, "slots", ()))["numeric"] for mention in figures]
    written_out = [mention.words[0].isdigit() for mention in mentions if mention.rule in ("full_day", "month_day")]
    votes = [first > 12 for first, second, _ in said if max(first, second) > 12] or written_out
    is_day_first = sum(votes) * 2 > len(votes)
    return [_in_order(mention, is_day_first) if mention.rule == "month_first" else mention for mention in mentions]


def _in_order(mention: Mention, is_day_first: bool) -> Mention:
    numbers = dict(getattr(mention.meaning, "slots", ()))["numeric"]
    if max(numbers[:2]) > 12 or numbers[0] == numbers[1]:
        return mention
    assumed = (f"the {'day' if is_day_first else 'month'} written first",)
    if not is_day_first:
        return replace(mention, assumed=assumed)
    meaning = Meaning(day_first, (("numeric", numbers),))
    return replace(mention, rule="day_first", meaning=meaning, when=day_first(numbers), assumed=assumed)


STEPS: Sequence[Step] = (order_of_figures, join_neighbours, take_times_of_day, take_parts, tie_ranges, take_bounds)
