"""A date that somebody states outside the story, in any of dateparser's languages: text in, a `When` with its year out."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from dateparser.date import DateDataParser

from timeline.when import Grain, When, day, month, on, parse, unit

# What dateparser leaves out of a date it takes from here; we ask it for the year, so nothing of this day ever shows.
_NO_DAY = datetime(2000, 1, 1)
_TIME = re.compile(r"[T ,]+\(?\d{1,2}[:.h]\d{2}.*$", re.DOTALL)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")


class Ambiguous(ValueError):
    """A date such as 08/11/2023, whose order of day and month the text does not tell."""


def stated(text: str) -> When | None:
    """The date that `text` as a whole states, or None; raises Ambiguous for 08/11/2023, NoSuchDay for 2024-09-31."""
    text = text.strip()
    try:
        return parse(text)
    except ValueError as error:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise error
    if found := _ISO.match(text):
        return day(int(found[1]), int(found[2]), int(found[3])) if found[3] else month(int(found[1]), int(found[2]))
    if found := _NUMERIC.match(text):
        one, two, year = int(found[1]), int(found[2]), int(found[3])
        if one <= 12 and two <= 12 and one != two:
            raise Ambiguous(f"{found[0]} may be {day(year, two, one)} or {day(year, one, two)}")
        return day(year, one, two) if two > 12 else day(year, two, one)
    return _in_words(_TIME.sub("", text)) if re.search(r"\d{4}", text) and len(text) <= 100 else None


@lru_cache(maxsize=4096)
def _in_words(text: str) -> When | None:
    found = _parser().get_date_data(text)
    if found.date_obj is None:
        return None
    period = {"day": Grain.DAY, "time": Grain.DAY, "month": Grain.MONTH, "year": Grain.YEAR}.get(found.period or "")
    day_ = found.date_obj.date()
    return on(day_) if period is Grain.DAY else unit(period, day_) if period else None


@lru_cache(maxsize=1)
def _parser() -> DateDataParser:
    return DateDataParser(settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["year"], "RELATIVE_BASE": _NO_DAY})
