"""Days that a calendar or a custom fixes for each year: holidays by name, Easter and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leap, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, as a day of the common calendar (Meeus's Julian computus)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)


def fixed(month: int, day: int) -> Callable[[int], date]:
    """A holiday on the same date every year."""
    return lambda year: date(year, month, day)


def nth(number: int, weekday: int, month: int) -> Callable[[int], date]:
    """A holiday on the nth weekday of a month; -1 is the last."""

    def in_year(year: int) -> date:
        first = date(year, month, 1)
        if number > 0:
            return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)

    return in_year


def from_easter(days: int) -> Callable[[int], date]:
    """A holiday so many days after western Easter."""
    return lambda year: easter(year) + timedelta(days)


def _election_day(year: int) -> date:
    return nth(1, 0, 11)(year) + timedelta(1)


# The order is free, and the names are those of the vocabularies' tables.
HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new year": fixed(1, 1),
    "epiphany": fixed(1, 6),
    "king": nth(3, 0, 1),
    "valentine": fixed(2, 14),
    "presidents": nth(3, 0, 2),
    "patrick": fixed(3, 17),
    "palm sunday": from_easter(-7),
    "maundy thursday": from_easter(-3),
    "good friday": from_easter(-2),
    "easter": easter,
    "easter monday": from_easter(1),
    "ash wednesday": from_easter(-46),
    "ascension": from_easter(39),
    "pentecost": from_easter(49),
    "whit monday": from_easter(50),
    "corpus christi": from_easter(60),
    "orthodox easter": orthodox_easter,
    "may day": fixed(5, 1),
    "memorial day": nth(-1, 0, 5),
    "independence day": fixed(7, 4),
    "bastille day": fixed(7, 14),
    "assumption": fixed(8, 15),
    "labor day": nth(1, 0, 9),
    "german unity": fixed(10, 3),
    "columbus day": nth(2, 0, 10),
    "reformation day": fixed(10, 31),
    "halloween": fixed(10, 31),
    "all saints": fixed(11, 1),
    "all souls": fixed(11, 2),
    "election day": _election_day,
    "veterans day": fixed(11, 11),
    "thanksgiving": nth(4, 3, 11),
    "st nicholas": fixed(12, 6),
    "christmas eve": fixed(12, 24),
    "christmas": fixed(12, 25),
    "boxing day": fixed(12, 26),
    "new year's eve": fixed(12, 31),
}
