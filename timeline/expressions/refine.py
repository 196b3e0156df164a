"""Steps that turn a list of mentions into a better one: join neighbours, tie the ends of ranges, keep what bounds a date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from timeline.expressions.language import Language
from timeline.expressions.meaning import Sharing, Within
from timeline.model import Mention
from timeline.when import Grain

Step = Callable[[str, list[Mention], Language], list[Mention]]

_NEAR = 40  # characters before a date that may tell its part or bound

# Rules whose meaning is a whole year or week told from elsewhere, so that a smaller thing can lie in it.
LARGER = {"that_unit", "same_unit", "unit_after", "unit_before", "the_unit", "units_ago", "units_later", "units_earlier", "bare_year", "unit_before_last"}


def lacks_year(mention: Mention) -> bool:
    """Whether it names something that comes every year."""
    return mention.partial is not None or mention.rule in {"a_quarter", "a_half", "a_season", "a_holiday", "holiday_week", "week_with"} and mention.when is None


def _larger_grain(mention: Mention) -> Grain | None:
    if mention.when is not None and mention.when.grain >= Grain.MONTH:
        return mention.when.grain
    unit = dict(getattr(mention.meaning, "slots", ())).get("unit")
    return unit if mention.rule in LARGER and isinstance(unit, Grain) else None


def join_neighbours(text: str, mentions: list[Mention], language: Language) -> list[Mention]:
    """ "Friday", "10 November" is one date, and so is "Tuesday" of "last week"."""
    joined: list[Mention] = []
    of, possessive = language.regex("of"), language.regex("possessive")
    for mention in mentions:
        last = joined[-1] if joined else None
        if last and mention.start - last.end <= 12 and (one := _one(text, last, mention, of, possessive)):
            joined[-1] = one
        else:
            joined.append(mention)
    return joined


def _one(text, last, mention, of, possessive):  # type: ignore[no-untyped-def]
    gap = text[last.end : mention.start]
    whole = {"start": last.start, "end": mention.end, "words": text[last.start : mention.end]}
    if of.fullmatch(gap):
        is_day = (mention.partial and mention.partial.day) or (mention.when and mention.when.is_day)
        if last.weekday is not None and last.partial is None and last.rule == "weekday" and is_day and mention.weekday is None:
            return replace(mention, **whole, weekday=last.weekday)
        grain = _larger_grain(mention)
        if grain is Grain.WEEK and last.rule == "weekday" and not mention.when:
            return replace(mention, **whole, rule="within", meaning=Within(last.meaning, mention.meaning))
        if grain is Grain.YEAR and lacks_year(last):
            return _inside(last, mention, whole)
    if possessive.fullmatch(gap) and _larger_grain(last) is Grain.YEAR and lacks_year(mention):
        return _inside(mention, last, whole)
    return None


def _inside(inner, outer, whole):  # type: ignore[no-untyped-def]
    meaning = Within(inner.meaning, outer.meaning)
    found = None
    if outer.when and outer.when.first and inner.partial:
        found = inner.partial.in_year(outer.when.first.year)
    return replace(inner, **whole, rule="within", meaning=meaning, when=found, partial=None if found else inner.partial)


def take_parts(text: str, mentions: list[Mention], language: Language) -> list[Mention]:
    """ "Early 2022" is the year 2022, with "early" kept beside it."""
    regex = language.regex("parts")
    kept = []
    free = 0
    for mention in mentions:
        if found := regex.search(text, max(free, mention.start - _NEAR), mention.start):
            mention = replace(mention, start=found.start(), words=text[found.start() : mention.end], part=found.lastgroup or "")
        kept.append(mention)
        free = mention.end
    return kept


def take_times_of_day(text: str, mentions: list[Mention], language: Language) -> list[Mention]:
    """ "Friday night" and "5 p.m. on Friday" are Friday."""
    before, after = language.regex("before_day"), language.regex("after_day")
    kept = []
    free = 0
    for number, mention in enumerate(mentions):
        if mention.weekday is not None or (mention.partial and mention.partial.day) or (mention.when and mention.when.is_day) or mention.rule in ("today", "yesterday", "tomorrow"):
            start, end = mention.start, mention.end
            if found := before.search(text, max(free, start - _NEAR), start):
                start = found.start()
            bar = mentions[number + 1].start if number + 1 < len(mentions) else len(text)
            if (found := after.match(text, end, bar)):
                end = found.end()
            if (start, end) != (mention.start, mention.end):
                mention = replace(mention, start=start, end=end, words=text[start:end])
        kept.append(mention)
        free = mention.end
    return kept


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
        if lacks_year(one) and not lacks_year(two) and two.weekday is None and two.when is not None and not (is_pair and "," in gap and "and" not in gap):
            one = _sharing(one, two, after=False)
        elif is_range and lacks_year(two) and not lacks_year(one) and one.when is not None:
            two = _sharing(two, one, after=True)
        if is_range and two.joins is None:
            one, two = replace(one, joins=two.start), replace(two, joins=one.start)
        kept[number - 1], kept[number] = one, two
    return kept


def _sharing(mention: Mention, other: Mention, after: bool) -> Mention:
    from timeline.expressions.meaning import Moment
    from timeline.when import NoSuchDay, When

    meaning = Sharing(mention.meaning, other.meaning, after)
    try:
        found = meaning(Moment())
    except NoSuchDay:
        return mention
    return replace(mention, meaning=meaning, when=found, partial=None) if isinstance(found, When) else replace(mention, meaning=meaning)


def take_bounds(text: str, mentions: list[Mention], language: Language) -> list[Mention]:
    """ "Since 2014" is 2014, with "since" kept beside it."""
    regex = language.regex("bounds")
    kept = []
    for mention in mentions:
        found = regex.search(text, max(0, mention.start - _NEAR), mention.start)
        kept.append(replace(mention, bound=found.lastgroup) if found and found.lastgroup else mention)
    return kept


STEPS: Sequence[Step] = (join_neighbours, take_times_of_day, take_parts, tie_ranges, take_bounds)
