"""Ukrainian and Russian: their words, and the phrases that both say alike."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.expressions import absolute, ranges, relative
from timeline.expressions.language import Language
from timeline.expressions.rules import Book, Slot, digits, either, words
from timeline.expressions.vocabulary import VOCABULARY as ENGLISH_WORDS
from timeline.when import Grain

_ROMAN = {"x": 10, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21}
_ROMAN |= {"хх": 20, "ххі": 21, "хіх": 19, "ххi": 21}  # the same figures typed with Cyrillic letters


_SHARED: dict[str, Slot] = {
    "day": digits(r"(?:[12]\d|3[01]|0?[1-9])"),
    "number_of_month": digits(r"(?:1[0-2]|0?[1-9])"),
    "year": digits(r"(?:1\d{3}|20\d{2})", lengths="4"),
    "two": digits(r"\d{2}"),
    "short_year": digits(r"\d{2}", lambda found: int(found) + (2000 if int(found) < 30 else 1900)),
    "decade": digits(r"(?:1[5-9]\d|20\d)0", lengths="4"),
    "short_decade": digits(r"\d0", lambda found: int(found) + (2000 if int(found) < 30 else 1900)),
    "century": either(digits(r"(?:1\d|2[01])"), words(_ROMAN)),
    "iso": ENGLISH_WORDS["iso"],
}

UKRAINIAN_WORDS: dict[str, Slot] = _SHARED | {
    "month": words(
        {form: number for number, forms in enumerate(
            (
                "січень січня січні січнем", "лютий лютого лютому лютім лютим", "березень березня березні березнем",
                "квітень квітня квітні квітнем",
                "травень травня травні травнем", "червень червня червні червнем", "липень липня липні липнем",
                "серпень серпня серпні серпнем",
                "вересень вересня вересні вереснем", "жовтень жовтня жовтні жовтнем", "листопад листопада листопаді листопадом",
                "грудень грудня грудні груднем",
            ), 1) for form in forms.split()}
    ),
    "weekday": words(
        {"понеділок": 0, "понеділка": 0, "вівторок": 1, "вівторка": 1, "середу": 2, "середа": 2, "середи": 2, "четвер": 3,
        "четверга": 3, "п'ятницю": 4,
         "п'ятниця": 4, "п'ятниці": 4, "суботу": 5, "субота": 5, "суботи": 5, "неділю": 6, "неділя": 6, "неділі": 6}
    ),
    "season": words(
        {"навесні": 21, "весною": 21, "весни": 21, "весну": 21, "весна": 21, "влітку": 22, "улітку": 22, "літом": 22,
        "літа": 22, "літо": 22, "восени": 23,
         "осінню": 23, "осені": 23, "осінь": 23, "взимку": 24, "узимку": 24, "зимою": 24, "зими": 24, "зиму": 24, "зима": 24}
    ),
    "clear_season": words({"навесні": 21, "влітку": 22, "улітку": 22, "восени": 23, "взимку": 24, "узимку": 24}),
    "direction": words(
        {"минулого": -1, "минулої": -1, "минулий": -1, "минулу": -1, "минулому": -1, "цього": 0, "цієї": 0, "цей": 0,
        "цьому": 0, "наступного": 1,
         "наступної": 1, "наступний": 1, "наступну": 1, "наступному": 1, "торішнього": -1}
    ),
    "unit": words(
        {"день": Grain.DAY, "дня": Grain.DAY, "дні": Grain.DAY, "днів": Grain.DAY, "тиждень": Grain.WEEK, "тижня": Grain.WEEK,
        "тижні": Grain.WEEK,
         "тижнів": Grain.WEEK, "місяць": Grain.MONTH, "місяця": Grain.MONTH, "місяці": Grain.MONTH, "місяців": Grain.MONTH,
         "рік": Grain.YEAR,
         "року": Grain.YEAR, "роки": Grain.YEAR, "років": Grain.YEAR, "році": Grain.YEAR}
    ),
    "number": either(
        digits(r"\d{1,3}", lengths="123"),
        words({"один": 1, "два": 2, "дві": 2, "три": 3, "чотири": 4, "п'ять": 5, "шість": 6, "сім": 7, "вісім": 8, "дев'ять": 9,
        "десять": 10}),
    ),
}  # fmt: skip

RUSSIAN_WORDS: dict[str, Slot] = _SHARED | {
    "month": words(
        {form: number for number, forms in enumerate(
            (
                "январь января январе январем", "февраль февраля феврале февралем", "март марта марте мартом",
                "апрель апреля апреле апрелем",
                "май мая мае маем", "июнь июня июне июнем", "июль июля июле июлем", "август августа августе августом",
                "сентябрь сентября сентябре сентябрем", "октябрь октября октябре октябрем", "ноябрь ноября ноябре ноябрем",
                "декабрь декабря декабре декабрем",
            ), 1) for form in forms.split()}
    ),
    "weekday": words(
        {"понедельник": 0, "понедельника": 0, "вторник": 1, "вторника": 1, "среду": 2, "среда": 2, "среды": 2, "четверг": 3, "четверга": 3,
         "пятницу": 4, "пятница": 4, "пятницы": 4, "субботу": 5, "суббота": 5, "субботы": 5, "воскресенье": 6, "воскресенья": 6}
    ),
    "season": words(
        {"весной": 21, "весны": 21, "весну": 21, "весна": 21, "летом": 22, "лета": 22, "лето": 22, "осенью": 23, "осени": 23,
        "осень": 23, "зимой": 24,
         "зимы": 24, "зиму": 24, "зима": 24}
    ),
    "clear_season": words({"весной": 21, "летом": 22, "осенью": 23, "зимой": 24}),
    "direction": words(
        {"прошлого": -1, "прошлой": -1, "прошлый": -1, "прошлую": -1, "прошлом": -1, "минувшего": -1, "минувшей": -1,
        "этого": 0, "этой": 0, "этот": 0,
         "этом": 0, "следующего": 1, "следующей": 1, "следующий": 1, "следующую": 1, "следующем": 1}
    ),
    "unit": words(
        {"день": Grain.DAY, "дня": Grain.DAY, "дней": Grain.DAY, "неделю": Grain.WEEK, "недели": Grain.WEEK,
        "неделе": Grain.WEEK, "недель": Grain.WEEK,
         "месяц": Grain.MONTH, "месяца": Grain.MONTH, "месяце": Grain.MONTH, "месяцев": Grain.MONTH, "год": Grain.YEAR, "года": Grain.YEAR,
         "году": Grain.YEAR, "лет": Grain.YEAR}
    ),
    "number": either(
        digits(r"\d{1,3}", lengths="123"),
        words({"один": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
        "десять": 10}),
    ),
}  # fmt: skip

_COUNTED = (
    r"чол|осіб|солдат|вояк|танк|літак|людей|км|м\b|кг|т\b|грн|млн|тис|відсот|особ|бійц|гармат|дн|год|кілометр|метр|разів|долар|полонен|убит|вбит|поранен|"
    r"человек|самолет|рубл|процент|доллар|убит|ранен|пленн|тонн|штук|кораб|снаряд|автомоб|одиниц|единиц|кв"
)


def _book(vocabulary: Mapping[str, Slot], of_year: str, decades: str, century: str) -> Book:
    """What both languages say alike; `of_year` is "in the year", as a phrase."""
    book = Book(vocabulary)
    book.phrase("{iso}", unless_before=absolute.IN_A_NUMBER)(absolute.iso_day)
    book.phrase(
        f"{{day}}(-го)? {{month}},? {{year}}({of_year})?", "{day}.{month:number_of_month}.{year}", "{day}/{month:number_of_month}/{year}",
        unless_before=absolute.IN_A_NUMBER, unless_after=r"\d",
    )(absolute.full_day)  # fmt: skip
    book.phrase("{day}.{month:number_of_month}.{year:short_year}", unless_before=absolute.IN_A_NUMBER, unless_after=r"[.\d]")(
        absolute.full_day
    )
    book.phrase("{day}(-го)? {month}", unless_before=absolute.IN_A_NUMBER)(absolute.month_day)
    book.phrase(f"{{month}},? {{year}}(-го|-му)?({of_year})?")(absolute.full_month)
    book.phrase("{month}", unless_before=r"[\d-] ?")(absolute.bare_month)
    book.phrase(f"{{year}}(-го|-му|-й|-м|-ом)?{of_year}", unless_before=absolute.IN_A_NUMBER)(absolute.bare_year)
    book.phrase("{year}(-го|-му|-й)", unless_before=absolute.IN_A_NUMBER)(absolute.bare_year)
    book.phrase(
        "{year}",
        unless_before=absolute.IN_A_NUMBER + r"|(?-i:[A-ZА-Я]-?)|\b(?:близько|понад|майже|більше|менше|лише|"
        r"усього|всього|около|более|больше|менее|свыше|лишь|только|всего|над) |\w[/_@-]",
        unless_after=rf"[,.:]\d|[-‐–—]?\d|[/_@%°]|[- ](?:{_COUNTED})|-",
    )(absolute.bare_year)  # fmt: skip
    book.phrase(
        *(f"{{decade}}-{ending}" for ending in decades.split("|")), *(f"{{decade:short_decade}}-{ending}" for ending in decades.split("|"))
    )(absolute.a_decade)
    book.phrase(*(f"{{decade}} {word}" for word in ("років", "роках", "роками", "годов", "годах")))(absolute.a_decade)
    book.phrase(*(f"{{ordinal:century}}(-го|-му|-й)? {word}" for word in century.split("|")))(absolute.a_century)
    book.phrase(f"{{season}} {{year}}(-го)?({of_year})?")(absolute.full_season)
    book.phrase("{season:clear_season}")(absolute.a_season)
    book.phrase("{weekday}", before=r"\b(?:у|в|во|на|до|з|с|від|о|об|к|наступ\w+|прошл\w+|минул\w+|эту|цю)\s|[.(\n] ?|^")(absolute.weekday)
    book.phrase("{direction} {unit}")(relative.that_unit)
    book.phrase("{direction} {month}")(relative.that_month)
    book.phrase("{direction} {weekday}")(relative.that_weekday)
    book.phrase(
        "{first:day}( - |-| и | і | та | до | по ){last:day} {month}" + f"(,? {{year}}({of_year})?)?", unless_before=absolute.IN_A_NUMBER
    )(ranges.days_of_a_month)
    book.phrase("{first:year}( - |-){last:year}", unless_before=absolute.IN_A_NUMBER, unless_after=r"\d")(ranges.years)
    book.phrase("{year}(-|/){last:two}", unless_before=absolute.IN_A_NUMBER, unless_after=r"[-–/.,]?\d")(ranges.years_cut_short)
    return book


ukrainian = _book(UKRAINIAN_WORDS, " (року|році|рік|роком|роках|рр|р).?", "х років|х роках|х рр|х|ті роки", "століття|столітті|ст.")
ukrainian.phrase("сьогодні")(relative.today)
ukrainian.phrase("вчора", "учора")(relative.yesterday)
ukrainian.phrase("позавчора")(relative.day_before_yesterday)
ukrainian.phrase("завтра")(relative.tomorrow)
ukrainian.phrase("післязавтра")(relative.day_after_tomorrow)
ukrainian.phrase("{number} {unit} тому", "{unit} тому")(relative.units_ago)
ukrainian.phrase("торік")(relative.last_year)
ukrainian.phrase("наступного дня", "(на|у) наступний день")(relative.unit_after)
ukrainian.phrase("наступного {unit}", "наступному {unit}")(relative.unit_after)
ukrainian.phrase("попереднього {unit}")(relative.unit_before)
ukrainian.phrase("через {number} {unit}", "за {number} {unit} (після цього|потому)", "{number} {unit} по тому")(relative.units_later)
ukrainian.phrase("{number} {unit} до (цього|того)")(relative.units_earlier)
ukrainian.phrase("того (ж|самого|ж самого) дня", "(у|в) (той|цей) (же|самий|же самий) день", "цього ж дня")(relative.same_day)
ukrainian.phrase("того (ж|самого) {unit}", "тому (ж|самому) {unit}", "цього ж {unit}")(relative.same_unit)
ukrainian.phrase("(кінця|кінець|початку|початок|середини|наприкінці) {unit}")(relative.the_unit)

russian = _book(RUSSIAN_WORDS, " (года|году|год|годом|годах|гг|г).?", "х годов|х годах|х гг|х|е годы", "века|веке|век|в.")
russian.phrase("сегодня")(relative.today)
russian.phrase("вчера")(relative.yesterday)
russian.phrase("позавчера")(relative.day_before_yesterday)
russian.phrase("завтра")(relative.tomorrow)
russian.phrase("послезавтра")(relative.day_after_tomorrow)
russian.phrase("{number} {unit} назад", "{unit} назад")(relative.units_ago)
russian.phrase("на следующий день", "следующего дня")(relative.unit_after)
russian.phrase("через {number} {unit}", "спустя {number} {unit}")(relative.units_later)
russian.phrase("{number} {unit} до (этого|того)")(relative.units_earlier)
russian.phrase("в (тот|этот) же день", "того же дня")(relative.same_day)
russian.phrase("того же {unit}", "том же {unit}", "этого же {unit}")(relative.same_unit)
russian.phrase("(конца|конец|начала|начало|середины) {unit}")(relative.the_unit)

UKRAINIAN = Language(
    books=(ukrainian,),
    of=r",?\s",
    through=r"\s?[-–—]\s?|\s(?:до|по)\s",
    both=r"\s(?:та|і|й|або)\s(?:у\s|в\s)?|,\s",
    parts=r"\b(?:(?P<early>на\sпочатку|початку|початок|початком|ранньої)|(?P<mid>середини|середині|середина)|(?P<late>наприкінці|кінця|кінець|кінці|пізньої))\s$",
    bounds=r"\b(?:(?P<since>з|із|зі|від|починаючи\sз)|(?P<until>до|по)|(?P<after>після)|(?P<before>перед)|(?P<around>близько|приблизно))(?:\s(?:кінця|початку|середини))?\s$",
    before_day=r"\b(?:вранці|ввечері|увечері|вночі|опівдні|ніч\s(?:на|проти))\s$",
    after_day=r"\s(?:вранці|ввечері|увечері|вночі)\b",
    clause=r"[,;:(]|—|–",
    verbs=(
        r"\b(?:(?P<future>буд(?:е|уть)|має|мають|планує\w*|планують|очікується|відбудеться|відбудуться|заплановано|пройде|почнеться|набуде)"
        r"|(?P<past>\w{2,}(?:в|ла|ло|ли|вся|лася|лося|лися)|було|був|була|були|\w+(?:но|то)))\b"
    ),
)

RUSSIAN = Language(
    books=(russian,),
    of=r",?\s",
    through=r"\s?[-–—]\s?|\s(?:до|по)\s",
    both=r"\s(?:и|или)\s(?:в\s)?|,\s",
    parts=r"\b(?:(?P<early>в\sначале|начале|начала|начало)|(?P<mid>в\sсередине|середине|середины)|(?P<late>в\sконце|конце|конца|конец))\s$",
    bounds=r"\b(?:(?P<since>с|со|начиная\sс)|(?P<until>до|по)|(?P<after>после)|(?P<before>перед)|(?P<around>около|примерно))(?:\s(?:конца|начала|середины))?\s$",
    before_day=r"\b(?:утром|вечером|ночью|днем|ночь\sна)\s$",
    after_day=r"\s(?:утром|вечером|ночью|днем)\b",
    clause=r"[,;:(]|—|–",
    verbs=(
        r"\b(?:(?P<future>буд(?:ет|ут)|планиру\w+|ожидается|состоится|состоятся|намечен\w*|пройдет|начнется|вступит)"
        r"|(?P<past>\w{2,}(?:л|ла|ло|ли|лся|лась|лось|лись)|был|была|было|были))\b"
    ),
)
