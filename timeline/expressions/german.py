"""German: its words, and the phrases in which it says what the English rules mean."""

from __future__ import annotations

import re

from timeline.expressions import absolute, ranges, relative
from timeline.expressions.language import Language
from timeline.expressions.rules import Book, Slot, digits, either, words
from timeline.expressions.vocabulary import VOCABULARY as ENGLISH_WORDS
from timeline.when import Grain


def _inflected(stems: dict[str, int], endings: str) -> dict[str, int]:
    return {stem + ending: value for stem, value in stems.items() for ending in ["", *endings.split()]}


_MONTHS = {
    "jänner": 1, "januar": 1, "feber": 2, "februar": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7, "august": 8,
    "september": 9, "oktober": 10, "november": 11, "dezember": 12,
}  # fmt: skip
_SHORT_MONTHS = {
    "Jan.": 1,
    "Jän.": 1,
    "Feb.": 2,
    "Mär.": 3,
    "Apr.": 4,
    "Aug.": 8,
    "Sept.": 9,
    "Sep.": 9,
    "Okt.": 10,
    "Nov.": 11,
    "Dez.": 12,
}
_WEEKDAYS = {"montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5, "sonntag": 6}
_PARTS = ("früh", "vormittag", "mittag", "nachmittag", "abend", "nacht", "morgen")
_NUMBERS = {
    "ein": 1, "eine": 1, "einem": 1, "einer": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50,
    "hundert": 100,
}  # fmt: skip
_TENS = {
    "zwanziger": 1920, "dreißiger": 1930, "vierziger": 1940, "fünfziger": 1950, "sechziger": 1960, "siebziger": 1970, "achtziger": 1980,
    "neunziger": 1990,
}  # fmt: skip
_HOLIDAYS = {
    "neujahr": "new year", "dreikönig": "epiphany", "aschermittwoch": "ash wednesday", "palmsonntag": "palm sunday",
    "gründonnerstag": "maundy thursday", "karfreitag": "good friday", "ostern": "easter", "ostersonntag": "easter",
    "ostermontag": "easter monday",
    "christi himmelfahrt": "ascension", "pfingsten": "pentecost", "pfingstsonntag": "pentecost", "pfingstmontag": "whit monday",
    "fronleichnam": "corpus christi", "tag der deutschen einheit": "german unity", "reformationstag": "reformation day",
    "mariä himmelfahrt": "assumption", "allerheiligen": "all saints", "allerseelen": "all souls",
    "nikolaus": "st nicholas", "heiligabend": "christmas eve", "weihnachten": "christmas", "silvester": "new year's eve",
}  # fmt: skip


def _number(found: str) -> int:
    return int(re.sub(r"\D", "", found))


VOCABULARY: dict[str, Slot] = {
    "month": either(words(_MONTHS), words(_SHORT_MONTHS, exact=True)),
    "clear_month": words(_MONTHS),
    "weekday": words({**_WEEKDAYS, **{day + part: number for day, number in _WEEKDAYS.items() for part in _PARTS}}),
    "day": digits(r"(?:[12]\d|3[01]|0?[1-9])", _number),
    "number_of_month": digits(r"(?:1[0-2]|0?[1-9])", _number),
    "year": digits(r"(?:1\d{3}|20\d{2})", lengths="4"),
    "two": digits(r"\d{2}"),
    "short_year": digits(r"\d{2}", lambda found: int(found) + (2000 if int(found) < 30 else 1900)),
    "iso": ENGLISH_WORDS["iso"],
    "number": either(digits(r"\d{1,3}", lengths="123"), words(_NUMBERS)),
    "unit": words(
        {"tag": Grain.DAY, "tage": Grain.DAY, "tagen": Grain.DAY, "woche": Grain.WEEK, "wochen": Grain.WEEK, "wochenende": Grain.WEEKEND,
         "wochenendes": Grain.WEEKEND, "monat": Grain.MONTH, "monats": Grain.MONTH, "monate": Grain.MONTH, "monaten": Grain.MONTH,
         "jahr": Grain.YEAR, "jahre": Grain.YEAR, "jahres": Grain.YEAR, "jahren": Grain.YEAR, "jahrzehnt": Grain.DECADE,
         "jahrzehnten": Grain.DECADE}
    ),
    "one_unit": words(
        {"woche": Grain.WEEK, "wochenende": Grain.WEEKEND, "wochenendes": Grain.WEEKEND, "monat": Grain.MONTH, "monats": Grain.MONTH,
         "jahr": Grain.YEAR, "jahres": Grain.YEAR, "jahrzehnt": Grain.DECADE, "jahrhundert": Grain.CENTURY, "jahrhunderts": Grain.CENTURY}
    ),
    "direction": words(
        _inflected({"dies": 0, "vergangen": -1, "letzt": -1, "vorig": -1, "verflossen": -1, "kommend": 1, "nächst": 1,
        "laufend": 0}, "e en er em es")
    ),
    "season": words(
        {"frühling": 21, "frühlings": 21, "frühjahr": 21, "frühjahrs": 21, "sommer": 22, "sommers": 22, "herbst": 23, "herbstes": 23,
         "winter": 24,
         "winters": 24}
    ),
    "decade": digits(r"(?:1[5-9]\d|20\d)0", lengths="4"),
    "short_decade": digits(r"\d0", lambda found: int(found) + (2000 if int(found) < 30 else 1900)),
    "spoken_decade": words(_TENS),
    "ordinal": digits(r"(?:1\d|2[01]|[1-9])", _number),
    "holiday": words(_HOLIDAYS),
    "hour": digits(r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?", str, is_word=False),
}  # fmt: skip

german = Book(VOCABULARY)

_COUNTED = (
    r"Euro|Einwohner|Menschen|Personen|Meter|Kilometer|km|m|cm|Mal|Stück|Besucher|Zuschauer|Teilnehmer|Mitglieder|Seiten|Stunden|Minuten|Tage|Wochen|Monate|Jahre|"
    r"Prozent|Quadratmeter|Kubikmeter|Hektar|Liter|Tonnen|kg|Kilogramm|Grad|Watt|PS|Höhenmeter|Lire|Dollar|Mark|Schilling|Soldaten|Tote|Stimmen|Kinder|Schüler|Studenten"
)

german.phrase("{iso}", unless_before=absolute.IN_A_NUMBER)(absolute.iso_day)
german.phrase(
    "{day}.? {month} {year}",
    "{day}. ?{month:number_of_month}. ?{year}",
    "{day}.? {month},? '{year:short_year}",
    unless_before=absolute.IN_A_NUMBER,
)(absolute.full_day)
german.phrase("{day}.{month:number_of_month}.{year:short_year}", unless_before=absolute.IN_A_NUMBER, unless_after=r"[.\d]")(
    absolute.full_day
)
german.phrase("{day}. {month}", unless_before=absolute.IN_A_NUMBER)(absolute.month_day)
german.phrase(
    "{day}.{month:number_of_month}.",
    before=r"\b(?:am|vom|bis|zum|dem|den|der|ab|und|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch),? |[(–-]",
    unless_after=r"\d",
)(absolute.month_day)
german.phrase("{day}.", before=r"\b(?:am|vom|zum|dem) ", unless_after=r" ?(?:[A-ZÄÖÜ]\w|\d)")(absolute.day_of_month)
german.phrase("{month} {year}", "{month} des Jahres {year}", "{month} '{year:short_year}")(absolute.full_month)
german.phrase("{month:clear_month}", unless_before=r"\b(?:Herr|Frau|Dr\.|Prof\.|König|Kaiser|Papst) ", unless_after=r" (?:I|V|X)+\.")(
    absolute.bare_month
)
german.phrase("(im |das |des |dem )?Jahre?s? {year}", "{year}er Jahr")(absolute.bare_year)
german.phrase(
    "{year}",
    unless_before=absolute.IN_A_NUMBER + r"|(?-i:[A-Z]-?|[A-Z]{2,}[ -])|\b(?:rund|etwa|über|knapp|fast|mehr als|Tel\.?|Nummer|Seite|"
    r"Höhe|auf|Artikel|Uhr|mindestens|höchstens|davon|maximal|bis zu|insgesamt) |\w[/_@-]",
    unless_after=rf"[,.:]\d|[-‐–]?\d|[/_@%°]|[- ](?:{_COUNTED})\b|er\b|-",
)(absolute.bare_year)
german.phrase(
    "(den |der |die )?(frühen |späten )?{decade}er(-| )Jahren?",
    "(den |der |die )?(frühen |späten )?{decade:short_decade}er(-| )Jahren?",
    "(den |der |die )?(frühen |späten )?{decade:spoken_decade}(n|) Jahren?",
)(absolute.a_decade)
german.phrase("(dem |des |im |das )?{ordinal}. Jahrhunderts?", unless_after=r" (?:v\.|vor)")(absolute.a_century)
german.phrase("{season} (des Jahres )?{year}", "{season} '{year:short_year}")(absolute.full_season)
german.phrase("{season}", before=r"\b(?:im|seit|bis|zum|dem|den|des|diesem|vom|der|ab|Anfang|Ende|Mitte) (?:frühen |späten )?")(
    absolute.a_season
)
german.phrase("{holiday} {year}")(absolute.full_holiday)
german.phrase("{holiday}")(absolute.a_holiday)
german.phrase("{weekday}", unless_before=r"\b(?:jeden|jedem|jeder) ", unless_after=r"s\b")(absolute.weekday)

german.phrase("heute", "heute (abend|nacht|morgen|früh|vormittag|nachmittag|mittag)")(relative.today)
german.phrase("gestern", "gestern (abend|nacht|morgen|früh|vormittag|nachmittag|mittag)")(relative.yesterday)
german.phrase("vorgestern")(relative.day_before_yesterday)
german.phrase("übermorgen")(relative.day_after_tomorrow)
german.phrase("morgen", unless_before=r"\b(?:am|guten|jeden|diesen|nächsten|der|den|gegen|bis zum) |(?-i:M)", unless_after=r"[a-zäöü]")(
    relative.tomorrow
)
german.phrase("vor {number} {unit}")(relative.units_ago)
german.phrase("{direction} {unit:one_unit}")(relative.that_unit)
german.phrase("{direction} {weekday}")(relative.that_weekday)
german.phrase("{direction} {month}")(relative.that_month)
german.phrase("{direction} {season}")(relative.that_season)
german.phrase("heuer", "(des|das|dieses) Jahre?s?", before=r"\b(?:Anfang|Ende|Mitte|Beginn|Laufe|Rest) ")(relative.year_of_writing)
german.phrase("heuer", "heurigen Jahres")(relative.year_of_writing)
german.phrase("(am )?(darauf)?(nächsten|folgenden|darauffolgenden) Tag", "tags darauf", "einen Tag später", "am Tag darauf")(
    relative.unit_after
)
german.phrase("(am )?(gleichen|selben|demselben) Tag(e)?", "(am )?diesem Tag")(relative.same_day)
german.phrase("{number} {unit} (später|danach|darauf)")(relative.units_later)
german.phrase("{number} {unit} (zuvor|davor|früher|vorher)")(relative.units_earlier)
german.phrase("(im )?(selben|gleichen) {unit:one_unit}", "in jenem {unit:one_unit}")(relative.same_unit)
german.phrase("{hour} Uhr")(relative.time_of_day)
german.phrase("{first:hour}(-| - | bis | und ){last:hour} Uhr")(ranges.hours)
german.phrase("(am|vom|übers|das|dem) Wochenende")(relative.the_weekend)
german.phrase("heutigen? ({weekday}|Tag|Abend|Nachmittag)")(relative.today)
german.phrase("morgigen? ({weekday}|Tag|Abend|Nachmittag)")(relative.tomorrow)
german.phrase("gestrigen? ({weekday}|Tag|Abend|Nachmittag)")(relative.yesterday)
german.phrase("(Anfang|Beginn|Ende|Mitte) der Woche")(relative.week_of_writing)

german.phrase(
    "{first:day}.?( und | bis |-| - |/){last:day}. {month}( {year})?",
    "{first:day}. bis zum {last:day}. {month}( {year})?",
    unless_before=absolute.IN_A_NUMBER,
)(ranges.days_of_a_month)
german.phrase("{first:year}(-| - |/){last:year}", unless_before=absolute.IN_A_NUMBER)(ranges.years)
german.phrase("{year}(-|/){last:two}", unless_before=absolute.IN_A_NUMBER, unless_after=r"[-–/.,]?\d")(ranges.years_cut_short)

GERMAN = Language(
    books=(german,),
    of=r",?\s(?:den\s|dem\s|der\s|des\s)?",
    through=r"\s?[-–—]\s?|\sbis\s(?:zum\s|einschließlich\s|Ende\s|Anfang\s|Mitte\s)?",
    between=r"\bzwischen\s(?:dem\s)?$",
    both=r"\s(?:und|oder|sowie)\s(?:im\s|am\s)?|,\s",
    parts=r"\b(?:(?P<early>Anfang|zu\sBeginn|Beginn|früh)|(?P<mid>Mitte)|(?P<late>Ende|Ausgang|spät))(?:\s(?:der|des|dem))?\s$",
    bounds=(
        r"\b(?:(?P<since>seit)|(?P<until>bis)|(?P<from>ab|von|vom)|(?P<before>vor)|(?P<after>nach)|(?P<around>um|gegen|etwa|ungefähr|circa|ca\.))"
        r"(?:\s(?:zum|dem|der|den|im|Ende|Anfang|Mitte))?\s$"
    ),
    after_day=r"\s(?:früh|Vormittag|Mittag|Nachmittag|Abend|Nacht|Morgen)\b",
    clause=r"[,;:(]|--|—|–",
    verbs=(
        r"\b(?:(?P<future>wird|werden|soll|sollen|findet|finden|statt|beginnt|beginnen|startet|starten|geplant|lädt|laden|möchte|will|wollen|tritt|treten|steht|kommt|"
        r"eröffnet\swird|gibt|kann|können|fällt|bis)|(?P<past>wurden?|war|waren|hat|haben|hatten?|ist|sind|kam|kamen|fand|fanden|gab|ging|gingen|sagte|erklärte|begann|"
        r"stand|ließ|nahm|trafen|traf|starb|stellte|zeigte|konnten?|sprach|lud|fiel|seit|ge\w{3,}(?:t|en)))\b"
    ),
)
