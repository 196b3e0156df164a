"""The English words that fill the slots of phrases."""

from __future__ import annotations

import re

from msgspec.structs import replace

from timeline.expressions.rules import ANY, APOSTROPHE, GAP, Slot, digits, either, words
from timeline.spelled import NUMBERS, ONES, TENS
from timeline.when import Grain

MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)}
_SHORT_MONTHS = {name.title()[:3]: number for name, number in _MONTHS.items() if name != "may"} | {"Sept": 9}
# As common words these are no months unless they are written as one.
_DOUBLE_MEANING = ("march", "may")
_CLEAR_MONTHS = {name: number for name, number in _MONTHS.items() if name not in _DOUBLE_MEANING}
_PLAIN_MONTHS = {name: number for name, number in _CLEAR_MONTHS.items() if name != "august"}
_UNCLEAR_MONTHS = {name.title(): _MONTHS[name] for name in _DOUBLE_MEANING}

_WEEKDAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
_SHORT_WEEKDAYS = {"Mon": 0, "Tue": 1, "Tues": 1, "Wed": 2, "Thu": 3, "Thur": 3, "Thurs": 3, "Fri": 4, "Sat": 5, "Sun": 6}

_FIRST = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
]  # fmt: skip
ORDINALS = {word: number for number, word in enumerate(_FIRST, 1)}
ORDINALS |= {f"twenty {word}": 20 + number for number, word in enumerate(_FIRST[:9], 1)} | {"thirtieth": 30, "thirty first": 31}

# "Twenty-two" has a pattern of its own, for a table of all numbers would be long.
_TENS_AND_ONES = rf"(?:{'|'.join(TENS)})(?:[\s‐‑-](?:{'|'.join(ONES[:9])}))?"


def spoken_number(**others: int) -> Slot:
    """Numbers as words, and other words that count."""
    known = NUMBERS | {words_.replace("_", " "): number for words_, number in others.items()}
    pattern = "|".join([_TENS_AND_ONES, *sorted((word for word in known if word.split()[0] not in TENS), key=len, reverse=True)])
    return replace(words(known), pattern=f"(?:{pattern})")


def _leading_number(found: str) -> int:
    return int(re.match(r"\d+", found)[0])  # type: ignore[index]


def _two_figures(found: str) -> int:
    """Years in two figures are those of 1930 to 2029."""
    number = int(found)
    return number + (2000 if number < 30 else 1900)


def _spoken_year(found: str) -> int:
    spoken = re.split(r"[\s‐‑–-]+", found.lower())
    if spoken[1] == "thousand":
        return 2000 + sum(NUMBERS[word] for word in spoken[2:] if word != "and")
    return NUMBERS[spoken[0]] * 100 + sum(NUMBERS[word] for word in spoken[1:])


def _iso(found: str) -> tuple[int, int, int]:
    year, month, day = re.split("[-/.]", found[:10])
    return int(year), int(month), int(day)


def _numeric(found: str) -> tuple[int, int, int]:
    first, second, year = re.split("[-/.]", found)
    return int(first), int(second), int(year) if len(year) == 4 else _two_figures(year)


_SPOKEN_ONES = "|".join(ONES[:9])
_SPOKEN_TENS = "|".join(TENS)
_SPOKEN = (
    rf"(?:(?:sixteen|seventeen|eighteen|nineteen|twenty)[ -](?:(?:{_SPOKEN_TENS})(?:[ -](?:{_SPOKEN_ONES}))?|{'|'.join(ONES[9:])})"
    rf"|two thousand(?: and)?(?: (?:{'|'.join(ONES)}))?)"
)

_UNITS = {"day": Grain.DAY, "week": Grain.WEEK, "weekend": Grain.WEEKEND, "month": Grain.MONTH, "quarter": Grain.QUARTER}
_UNITS |= {"year": Grain.YEAR, "decade": Grain.DECADE}

_DAY_FIGURES = r"(?:[12]\d|3[01]|0?[1-9])"
day_figures = digits(_DAY_FIGURES + "(?:st|nd|rd|th)?", _leading_number)
month_slot = either(words(_CLEAR_MONTHS), words(_UNCLEAR_MONTHS, exact=True), words(_SHORT_MONTHS, ending=r"\.?", exact=True))
figures = digits(r"\d{1,3}", lengths="123")

_TIME = r"(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"

VOCABULARY: dict[str, Slot] = {
    "month": month_slot,
    "clear_month": either(words(_PLAIN_MONTHS), words({"August": 8}, exact=True)),
    "unclear_month": either(words(_UNCLEAR_MONTHS, exact=True), words(_SHORT_MONTHS, ending=r"\.?", exact=True)),
    "weekday": words(_WEEKDAYS),
    "short_weekday": either(words(_WEEKDAYS), words(_SHORT_WEEKDAYS, ending=r"\.?", exact=True)),
    "day": either(day_figures, words(ORDINALS)),
    "day_th": digits(_DAY_FIGURES + "(?:st|nd|rd|th)", _leading_number),
    "year": digits(r"(?:1\d{3}|20\d{2})", lengths="4"),
    "spoken_year": Slot(_SPOKEN, _spoken_year, frozenset((ten, ANY) for ten in ("six", "sev", "eig", "nin", "twe", "two"))),
    "short_year": digits(r"\d{2}", _two_figures),
    "two": digits(r"\d{2}"),
    "iso": digits(
        rf"[12]\d{{3}}[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\d|3[01]){_TIME}",
        _iso, lengths="4", is_word=False,
    ),
    "numeric": digits(r"(?:0?[1-9]|[12]\d|3[01])(?:/\d{1,2}/|\.\d{1,2}\.|-\d{1,2}-)(?:[12]\d{3}|\d{2})", _numeric, is_word=False),
    "decade": digits(r"(?:1[5-9]\d|20\d)0", lengths="4"),
    "short_decade": digits(r"\d0", _two_figures),
    "spoken_decade": words({"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960,
    "seventies": 1970, "eighties": 1980, "nineties": 1990}),
    "number": either(figures, spoken_number(a=1, an=1, a_couple_of=2)),
    "counted": either(figures, spoken_number()),
    "unit": words(_UNITS),
    "long_unit": words({word: grain for word, grain in _UNITS.items() if grain not in (Grain.DAY,)}),
    "quarter": either(words({"first": 1, "second": 2, "third": 3, "fourth": 4}), digits("[1-4](?:st|nd|rd|th)", _leading_number)),
    "week_number": words({"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 5, "final": 5}),
    "q": words({"q1": 1, "q2": 2, "q3": 3, "q4": 4}),
    "half": words({"first": 1, "1st": 1, "second": 2, "2nd": 2, "latter": 2, "last": 2}),
    "ordinal": either(words(ORDINALS), digits(r"\d{1,2}(?:st|nd|rd|th)", _leading_number)),
    "season": words({"spring": 21, "springtime": 21, "summer": 22, "summertime": 22, "autumn": 23, "fall": 23,
          "winter": 24, "wintertime": 24}),
    "clear_season": words({"spring": 21, "summer": 22, "autumn": 23, "winter": 24}),
    "side": words({"after": 1, "following": 1, "before": -1, "prior to": -1, "ahead of": -1}),
    "direction": words({"this": 0, "the current": 0, "last": -1, "the previous": -1, "next": 1, "the coming": 1,
    "this past": -1, "this coming": 1, "the upcoming": 1}),
    "holiday": words(
        {
            "new year's day": "new year", "new year's": "new year", "epiphany": "epiphany", "martin luther king day": "king",
            "martin luther king jr. day": "king", "valentine's day": "valentine", "presidents' day": "presidents",
            "president's day": "presidents", "st. patrick's day": "patrick", "palm sunday": "palm sunday",
            "maundy thursday": "maundy thursday",
            "good friday": "good friday", "easter": "easter", "easter sunday": "easter", "easter monday": "easter monday",
            "orthodox easter": "orthodox easter",
            "ash wednesday": "ash wednesday", "ascension day": "ascension", "pentecost": "pentecost", "whit monday": "whit monday",
            "may day": "may day", "memorial day": "memorial day", "independence day": "independence day",
            "fourth of july": "independence day",
            "bastille day": "bastille day", "labor day": "labor day", "columbus day": "columbus day", "halloween": "halloween",
            "all saints' day": "all saints", "all souls' day": "all souls", "election day": "election day", "veterans day": "veterans day",
            "veterans' day": "veterans day", "thanksgiving": "thanksgiving", "thanksgiving day": "thanksgiving",
            "christmas eve": "christmas eve",
            "christmas": "christmas", "christmas day": "christmas", "boxing day": "boxing day", "new year's eve": "new year's eve",
        },
    ),
}  # fmt: skip
# A time of day says nothing of the day; it is read so that what stands around it is understood.

_ZONE = rf"(?:{GAP}\(?(?:(?-i:[A-Z]{{3,4}})|local time)\)?)?"
_HOUR = rf"\d{{1,2}}(?:[:.]\d\d){{0,2}}{GAP}?(?:[ap]\.?m\b\.?|o{APOSTROPHE}clock|hrs|hours)"
CLOCK = rf"(?:{_HOUR}|\d{{1,2}}:\d\d(?::\d\d)?|noon|midnight|midday){_ZONE}"
