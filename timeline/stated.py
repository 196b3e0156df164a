"""What is stated of an article outside its story: keys with their values in, an `Article` that holds them and `Problem`s out.

A date may be stated in any of dateparser's languages.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from timeline.model import Article, Problem
from timeline.when import Grain, NoSuchDay, When, day, month, on, parse, unit

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

KEYS = ("archived", "author", "date", "language", "outlet", "source", "title", "url")

# What dateparser leaves out of a date it takes from here; we ask it for the year, so nothing of this day ever shows.
_NO_DAY = datetime(2000, 1, 1)
_TIME = re.compile(r"[T ,]+\(?\d{1,2}[:.h]\d{2}.*$", re.DOTALL)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")


def describe(article: Article, said: Mapping[str, object], said_by: str, line_of: Callable[[str], int]) -> tuple[Article, list[Problem]]:
    """The article with what is said of it by these keys; `said_by` is who says it, in words for the page. Other keys are passed over."""
    problems = []

    def wrong(key: str, what: str, fix: str, is_error: bool = True) -> None:
        problems.append(Problem(article.file, line_of(key), f"{key}: {what}", fix, is_error))

    value = dict.fromkeys(KEYS, "")
    for key in KEYS:
        words = _words(said.get(key))
        if words is None:
            wrong(key, "is no text and was left out", f"write it on one line:\n    {key}: ...", is_error=False)
        else:
            value[key] = words
    for key in ("url", "archived"):
        if value[key] and not is_address(value[key]):
            wrong(
                key,
                f"{value[key]!r} is no address and was left out",
                f"write it as in\n    {key}: https://example.org/news/1",
                is_error=False,
            )
            value[key] = ""
    language = value["language"].lower()
    if language and not re.fullmatch(r"[a-z]{2}([-_].*)?", language):
        wrong("language", f"{language!r} is no code of two letters and was left out", "write it as in\n    language: en", is_error=False)
        language = ""
    when, why_not = None, ""
    try:
        when = stated(value["date"])
        why_not = f"{value['date']!r} is no date" if value["date"] and when is None else ""
    except (Ambiguous, NoSuchDay) as error:
        why_not = str(error)
    if why_not:
        wrong("date", why_not, "write it as year-month-day:\n    date: 2024-05-24")
    described = replace(
        article,
        title=value["title"],
        outlet=value["source"] or value["outlet"],
        url=value["url"],
        archived=value["archived"],
        language=language[:2],
        author=value["author"],
        stated=when,
        stated_by=said_by if when else "",
    )
    return described, problems


def unknown(key: str, known: Iterable[str]) -> tuple[str, str]:
    """What is wrong with a key that is not known, and what to do about it."""
    near = difflib.get_close_matches(key, sorted(known), n=1)
    return f"{key!r} is not known and was left out", f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}"


def is_address(words: str) -> bool:
    """Whether words are the address of a web page, which urlsplit can take apart."""
    try:
        return re.match(r"https?://\S+$", words, re.IGNORECASE) is not None and bool(urlsplit(words).hostname)
    except ValueError:
        return False


def _words(value: object) -> str | None:
    """A value on one line; several, such as two authors, with commas between; None where it is no text at all."""
    if value is None:
        return ""
    if isinstance(value, list):
        # A list in a list is no value that anybody means; an alias of YAML can make millions of them out of a few lines.
        several = [None if isinstance(one, list) else _words(one) for one in value]
        return None if None in several else ", ".join(one for one in several if one)
    # YAML may escape half a character, which no file can hold.
    return None if isinstance(value, dict) else " ".join(re.sub("[\ud800-\udfff]", "\ufffd", str(value)).split())


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
    from dateparser.date import DateDataParser  # noqa: PLC0415  (few dates are stated in words)

    return DateDataParser(settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["year"], "RELATIVE_BASE": _NO_DAY})
