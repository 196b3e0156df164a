"""Dates that mean the same whenever they are written, or that only lack their year: "14 July 2021", "in 1998", "Sept. 18"."""

# ruff: noqa: D103 - the phrase of a rule is its description

from __future__ import annotations

from datetime import date

from timeline import when
from timeline.expressions.meaning import Weekday, Yearly
from timeline.expressions.rules import Book
from timeline.expressions.vocabulary import MONTH_NAMES, VOCABULARY
from timeline.when import Grain, Partial, When

absolute = Book(VOCABULARY)

_NAMES = "|".join(MONTH_NAMES)
# A figure that stands behind one of these belongs to a longer number, a sum, a version or an address.
AN_HOUR = r" (?:local time|hours|hrs|(?-i:GMT|UTC|[A-Z]{2,3}T))\b| \(\d{4} (?:GMT|UTC)"
IN_A_NUMBER = r"[\d$€£¥#№%][.,:/-]?|[.,:/+]|\b(?:No|Nos|nr|vol|pp?)\.? ?|\d ?[-–]"
# What is counted or measured in such numbers.
COUNTED = (
    r"people|persons|men|women|children|soldiers|troops|workers|employees|students|members|votes?|seats|deaths|dead|killed|wounded|injured|prisoners|families|"
    r"homes|houses|jobs|shares|points|dollars|euros|pounds|yen|rubles|roubles|francs|marks|pesos|cents|feet|foot|ft|miles?|mph|km|kilometers?|kilometres?|"
    r"meters?|metres?|m|cm|mm|inches|acres|hectares|square|cubic|tons?|tonnes?|kg|kilograms?|kilos|gallons|liters?|litres?|barrels|watts?|megawatts?|mw|kw|"
    r"hz|mhz|rpm|calories|degrees|percent|per|hours?|hrs|minutes|seconds|days|weeks|months|years|times|copies|pages|words|visitors|users|readers|comments|views|"
    r"followers|items|units|vehicles|cars|trucks|tanks|aircraft|planes|ships|guns|rifles|rounds|shells|bombs|missiles|rockets|drones|horses|"
    r"cattle|more|other|or so|"
    r"million|billion|thousand|hundred|trillion|bc|b\.c|bce|x|st|street|avenue|ave|road|rd|drive|boulevard|blvd|lane|broadway|block"
)
STREETS = r"street|st|avenue|ave|road|rd|drive|boulevard|blvd|lane|square|place|way|court"
MAKES = (
    r"alfa|aston|audi|bentley|bmw|buick|cadillac|chevrolet|chevy|chrysler|citro[eë]n|corvette|datsun|dodge|ferrari|fiat|ford|honda|hyundai|jaguar|jeep|"
    r"lamborghini|land rover|lexus|lincoln|maserati|mazda|mercedes|mercury|mustang|nissan|oldsmobile|packard|peugeot|plymouth|pontiac|"
    r"porsche|renault|rolls|"
    r"saab|studebaker|subaru|toyota|triumph|volkswagen|volvo|vw"
)


@absolute.phrase("{iso}", unless_before=IN_A_NUMBER)
def iso_day(iso: tuple[int, int, int]) -> When:
    return when.day(*iso)


@absolute.phrase("{numeric}", unless_before=IN_A_NUMBER, unless_after=r"[./-]\d")
def month_first(numeric: tuple[int, int, int]) -> When:
    """Figures alone, as Americans write them, unless the other dates of the text put the day first."""
    first, second, of_year = numeric
    return when.day(of_year, first, second) if first <= 12 else day_first(numeric)


def day_first(numeric: tuple[int, int, int]) -> When:
    """Figures alone, as the rest of the world writes them."""
    first, second, of_year = numeric
    return when.day(of_year, second, first) if second <= 12 else when.day(of_year, first, second)


@absolute.phrase(
    "{day},? {month}(,|.)? {year}",
    "{day} (day )?of {month},? (in )?{year}",
    "{month} (the )?{day}(, | |,){year}",
    "{day}-{month}-{year}",
    "{month}-{day}-{year}",
    "{month}/{day}/{year}",
    "{month} {day}, in {year}",
    unless_before=IN_A_NUMBER,
)
@absolute.phrase("{month} {day},? {year:spoken_year}")
def full_day(day: int, month: int, year: int) -> When:
    return when.day(year, month, day)


@absolute.phrase(
    "{day}-{month}-{year:two}", "{day} {month} '{year:short_year}", "{month} {day},? '{year:short_year}", unless_before=IN_A_NUMBER
)
def short_full_day(day: int, month: int, year: int) -> When:
    return when.day(year if year > 99 else year + (2000 if year < 30 else 1900), month, day)


@absolute.phrase("{month} (the )?{day}", unless_after=r"[,.:]?\d|%| ?(?:million|billion|percent|BC|B\.C)\b|[-–]\d{3}")
@absolute.phrase(
    "{day},? {month}", "{day} (day )?of {month}", "{day}-{month}", unless_before=IN_A_NUMBER, unless_after=r"\.?,? ?\d+ ?(?:BC|B\.C)"
)
def month_day(month: int, day: int) -> Partial:
    return Partial(month, day)


@absolute.phrase(
    "{month}(,|.)? {year}",
    "{month} of {year}",
    "{month} in {year}",
    "{month}-{year}",
    "{month} {year:spoken_year}",
    "{month},? '{year:short_year}",
    "the month of {month},? {year}",
)
def full_month(month: int, year: int) -> When:
    return when.month(year, month)


@absolute.phrase(
    "{month:clear_month}",
    unless_after=r"(?:'s|’s)? (?-i:[A-Z][a-z]+) (?:said|says|told|was|is|has)\b|,? \d+ ?(?:BC|B\.C)",
    unless_before=r"\b(?:Mrs?|Ms|Dr|Miss|St)\.? ",
)
@absolute.phrase("the month of {month}")
def bare_month(month: int) -> Partial:
    return Partial(month)


@absolute.phrase(
    "{month:unclear_month}",
    before=r"\b(?:in|by|since|until|till|from|through|throughout|during|before|after|between|of|this|last|next|early|late|mid|each|every|to|and|or|for|"
    r"around|about|end|beginning|middle|coming|previous|following|earlier)[ -]+",
    unless_after=r"[- ](?-i:[A-Z][a-z])|,? \d+ ?(?:BC|B\.C)|-\d",
)
@absolute.phrase(
    "{month:unclear_month}",
    before=r"\b(?:the|an?|its|his|her|their|this|that) ",
    after=r" (?!for|from|against|through|into|over|towards?|past|with|and|of|to|on|in|by)(?-i:[a-z]{3,})",
)
@absolute.phrase(
    "{month:unclear_month}", after=rf" (?:of )?(?:this|last|next|that) year| (?:to|and|until|through) (?:{_NAMES})|[-–/](?:{_NAMES})"
)
def unclear_month(month: int) -> Partial:
    """ "May" and "March" are words too, and "Jan" and "Mar" are names."""
    return Partial(month)


@absolute.phrase(
    "{day:day_th}",
    before=r"\b(?:on|until|by|since|before|after|from|to|through|and) the ",
    after=r"[,.;:)]|$| (?:was|were|and|at|in|the|to|when|by|an?|his|her|their|they|he|she|it|we|I|after|before|that|with|for)\b",
)
@absolute.phrase("the {day:day_th} of (that|the|the same|this) month")
def day_of_month(day: int, anchor: When, told: bool, tense: str) -> When | None:
    """ "The 24th" is a day of the month that the story is in; where it has told no date yet, the latest one that is over."""
    if not told and anchor.first and day > anchor.first.day and tense != "future":
        anchor = when.shift(when.unit(Grain.MONTH, anchor.first), -1)
    return when.day(anchor.first.year, anchor.first.month, day) if anchor.first and anchor.grain <= Grain.MONTH else None


@absolute.phrase("{weekday}", unless_after=r"(?:[ -](?:best|effect|times|morning quarterback))\b")
@absolute.phrase("{weekday:short_weekday}", before=r"\b(?:on|last|next|this|late|early|since|until|by) ")
def weekday(weekday: int) -> Weekday:
    return Weekday(weekday)


_COUNTING = (
    r"\b(?:flight|room|chapter|box|interstate|code|error|line|number|numbered|case|docket|apartment|suite|route|highway|channel|resolution|article|"
    r"section|page|bus|train|boeing|airbus|model|version|windows|office|"
    r"over|nearly|almost|some|than|least|about|up to|another|only|just|approximately|roughly|"
    r"estimated) "
)
_NO_YEAR_BEFORE = IN_A_NUMBER + rf"|{_COUNTING}|(?-i:[A-Z]-?|[A-Z]{{2,}}[ -])|\w[/_@-]|\b\d{{1,3}} "
_NO_YEAR_AFTER = (
    rf"{AN_HOUR}|[,.:]\d| \d{{3}}\b| (?-i:[A-Z])\w+ (?:{STREETS})\b|[-‐–]?[a-z]?\d|[/_@%°]|[-– ](?:{COUNTED})\b|[ ](?:{MAKES})\b|"
    r"(?:th|st|nd|rd)\b|[-–](?:[a-rt-z]|s[a-z])"
)
# "1999 tickets" are counted; "the 1999 protests" and "France's 1999 elections" are of that year.
_PLURAL = r" (?!was|has|does|this|his|its|plus|perhaps|towards|unless|across|always)(?-i:[a-z]{3,}s)\b"


@absolute.phrase("the year {year}", "the year {year:spoken_year}", "year {year}", "{year:spoken_year}")
@absolute.phrase("{year}", unless_before=_NO_YEAR_BEFORE, unless_after=f"{_NO_YEAR_AFTER}|{_PLURAL}")
@absolute.phrase(
    "{year}",
    before=r"\b(?:the|an?|its|his|her|their|our|this|that|for|of|from|with|fiscal|[a-z]+['’]s?|the [12]\d{3},? (?:and|or)) ",
    unless_before=_COUNTING,
    unless_after=_NO_YEAR_AFTER,
)
@absolute.phrase(
    "{year}",
    before=r"\b(?:in|since|by|until|early|late|mid|circa|after|before|as of|later than|earlier than|about|around|pre|post)[ -]",
    unless_after=rf"{AN_HOUR}|[,.:]\d|[%°/]|[-– ](?:{COUNTED})\b|-\d|-(?:style|era|model|made|built|year)",
)
def bare_year(year: int) -> When:
    return when.year(year)


@absolute.phrase(
    "{year:short_year}",
    before=r"\b(?:in|of|since|until|from|by|to|and|summer|winter|fall|spring|early|late|mid)[ -]['’]",
    unless_after=r"['’]?s",
)
def short_year(year: int) -> When:
    return when.year(year)


@absolute.phrase(
    "the (early |mid-? ?|late |middle )?'?{decade}'?s", "{decade}'?s", "the '?{decade:short_decade}'?s", "the {decade:spoken_decade}"
)
def a_decade(decade: int) -> When:
    return when.decade(decade)


@absolute.phrase("(the )?(early |mid-? ?|late )?{ordinal}_century", unless_after=r" (?:BC|B\.C|Fox)")
def a_century(ordinal: int) -> When:
    return when.century((ordinal - 1) * 100)


@absolute.phrase("{q} (of |in )?{year}", "{year}_{q}", "(the )?{q:quarter}_quarter,? (of |in )?{year}", "(the )?{year} {q:quarter}_quarter")
def full_quarter(q: int, year: int) -> When:
    return when.quarter(year, q)


@absolute.phrase("(the )?{q:quarter}_quarter", "{q}", unless_after=r"[ -](?:final|mile|century)|-\w")
def a_quarter(q: int) -> Yearly:
    return Yearly("quarter", q)


@absolute.phrase("(the )?{half}_half of {year}", "{half}_half {year}", "(the )?first (six months|two quarters) of {year}")
def full_half(year: int, half: int = 1) -> When:
    return when.half(year, half)


@absolute.phrase("the {half}_half of the year", "the first six months of the year")
def a_half(half: int = 1) -> Yearly:
    return Yearly("half", half)


@absolute.phrase("(the )?{season},? (of |in )?{year}", "(the )?{season} (of )?'{year:short_year}", "(the )?{season} of {year:spoken_year}")
def full_season(season: int, year: int) -> When:
    return when.season(year, season)


@absolute.phrase(
    "the (early |late |middle of |following )?{season}",
    unless_after=r"[- ](?:of (?!the year|last|this year|next|that year)|(?:[a-z]+ )?season|olympics|games|term|semester|camp|school|"
    r"break|guard|palace|street)|[- ](?-i:[A-Z])",
)
@absolute.phrase("{season}", after=r" (?:offensive|campaign|fighting|invasion|assault|uprising|harvest)s?\b")
@absolute.phrase(
    "{season:clear_season}",
    before=r"\b(?:in|by|since|until|early|late|mid|during|this|last|next|to|from|through|and|of)[ -]",
    unless_after=r"[- ](?:(?-i:[A-Z])|water)",
)
def a_season(season: int) -> Yearly:
    return Yearly("season", season)


@absolute.phrase("{holiday},? (of |in )?{year}")
def full_holiday(holiday: str, year: int) -> When:
    return Yearly(holiday).in_year(year)


@absolute.phrase(
    "{holiday}",
    unless_after=r"[- ](?:trees?|cards?|carols?|songs?|gifts?|presents?|shopping|sales|eggs?|bunny|island|parade|dinner|tradition)\b",
)
def a_holiday(holiday: str) -> Yearly:
    return Yearly(holiday)


@absolute.phrase("{holiday} week(end)?")
def holiday_week(holiday: str) -> Yearly:
    return Yearly("week of " + holiday)


@absolute.phrase("(the )?{week_number} week (of|in) {month}(,? {year})?")
def week_of_month(week_number: int, month: int, year: int | None = None) -> When | Yearly:
    """The first week of a month is its first seven days, the last its last seven."""
    found = Yearly("week of a month", month * 10 + week_number)
    return found.in_year(year) if year else found


@absolute.phrase(
    "the week (of|beginning|starting|from) ((on )?{weekday},? )?{month} {day}(,? {year})?",
    "the week (of|beginning|starting) {day} {month}( {year})?",
)
def week_with(month: int, day: int, year: int | None = None, weekday: int | None = None) -> When | Yearly:
    return when.week(date(year, month, day)) if year else Yearly("week", month * 100 + day)
