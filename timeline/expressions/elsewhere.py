"""Explicit dates in any other language: dateparser's tables of month names make a vocabulary, and a few phrases do for all."""

from __future__ import annotations

from functools import cache
from typing import Any

from dateparser.languages.loader import default_loader

from timeline.expressions import absolute
from timeline.expressions.language import Language
from timeline.expressions.rules import Book, Slot, digits, words
from timeline.expressions.vocabulary import MONTH_NAMES
from timeline.expressions.vocabulary import VOCABULARY as ENGLISH_WORDS

# Languages that write dates in figures and signs, without spaces around them.
_SIGNS = {"zh": "年月日", "ja": "年月日", "ko": "년월일"}

_FIGURES: dict[str, Slot] = {
    "day": digits(r"(?:[12]\d|3[01]|0?[1-9])"),
    "number_of_month": digits(r"(?:1[0-2]|0?[1-9])"),
    "year": digits(r"(?:1\d{3}|20\d{2})", lengths="4"),
    "iso": ENGLISH_WORDS["iso"],
}


@cache
def language_for(code: str) -> Language:
    """The rules for a two-letter code; for a code that nobody knows, those for dates in figures."""
    if code in _SIGNS:
        return Language(books=(_book_of_signs(*_SIGNS[code]),), word=r"\d+")
    info: dict[str, Any] = default_loader.get_locale(code).info if code in default_loader.get_locale_map(locales=None) else {}
    book = Book(_FIGURES)
    book.phrase("{iso}", unless_before=absolute.IN_A_NUMBER)(absolute.iso_day)
    if info.get("date_order", "DMY") == "DMY":
        for mark in "./-":
            book.phrase(f"{{day}}{mark}{{month:number_of_month}}{mark}{{year}}", unless_before=absolute.IN_A_NUMBER, unless_after=r"\d")(
                absolute.full_day
            )
    if names := _month_names(info):
        _add_names(book, names, info)
    return Language(books=(book,))


def _month_names(info: dict[str, Any]) -> dict[str, int]:
    """Names of three letters and more: shorter ones are words of another sense too often."""
    names: dict[str, int] = {}
    for number, month in enumerate(MONTH_NAMES, 1):
        for name in info.get(month, ()):
            plain = name.rstrip(".").lower()
            if len(plain) >= 3 and all(char.isalpha() or char in "'- " or not char.isascii() for char in plain):
                names.setdefault(plain, number)
    return names


def _add_names(book: Book, names: dict[str, int], info: dict[str, Any]) -> None:
    book.vocabulary = {**book.vocabulary, "month": words(names, ending=r"\.?")}
    small = sorted(
        {word for word in (*info.get("skip", ()), *(info.get("pertain") or ()), "de", "di", "of") if word.isalpha() and len(word) <= 4}
    )
    of = f"( ({'|'.join(small)}))?"
    book.phrase(
        f"{{day}}(er|º|ª|.)?{of} {{month}}{of},? {{year}}",
        "{month} {day},? {year}",
        "{year}. {month} {day}.?",
        unless_before=absolute.IN_A_NUMBER,
    )(absolute.full_day)
    book.phrase(f"{{day}}(er|º|ª|.)?{of} {{month}}", unless_before=absolute.IN_A_NUMBER)(absolute.month_day)
    book.phrase(f"{{month}}{of},? {{year}}", "{year}. {month}")(absolute.full_month)


def _book_of_signs(year: str, month: str, day: str) -> Book:
    book = Book(_FIGURES, edge=r"(?!\d)")
    book.phrase(
        f"{{year}}{year}{{month:number_of_month}}{month}{{day}}{day}", f"{{year}}{year} {{month:number_of_month}}{month} {{day}}{day}"
    )(absolute.full_day)
    book.phrase(f"{{year}}{year}{{month:number_of_month}}{month}", f"{{year}}{year} {{month:number_of_month}}{month}")(absolute.full_month)
    book.phrase(f"{{month:number_of_month}}{month}{{day}}{day}", f"{{month:number_of_month}}{month} {{day}}{day}")(absolute.month_day)
    book.phrase(f"{{year}}{year}")(absolute.bare_year)
    return book
