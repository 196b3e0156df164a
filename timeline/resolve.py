"""Place mentions on the calendar: mentions and the day of writing in, readings out, each with what was taken for granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from timeline import when
from timeline.expressions import LANGUAGES, find
from timeline.expressions.english import ENGLISH
from timeline.expressions.language import Language
from timeline.expressions.meaning import Moment, Value, Weekday, Yearly
from timeline.expressions.tense import sentence_between, tense
from timeline.expressions.tongue import language_of
from timeline.model import Mention, Reading
from timeline.when import Grain, NoSuchDay, Partial, When

COUNTED = "counted from the day of writing"
YEAR_OF_STORY = "the year of the narrative"


def dates_in(text: str, written: date | None = None, language: str | None = None) -> list[Reading]:
    """Every date in a text, placed on the calendar where the day of writing and the text itself allow it."""
    language = language or language_of(text)
    return place(text, find(text, language), when.on(written) if written else None, language)


def place(text: str, mentions: Sequence[Mention], written: When | None, language: str = "en") -> list[Reading]:
    """Each mention as a reading. Where only the month or year of writing is known, what depends on the day stays open."""
    known = LANGUAGES.get(language, ENGLISH)
    first, last = (written.first, written.last) if written else (None, None)
    if first is None or last is None:
        return _Placing(text, mentions, None, known).readings()
    readings = _Placing(text, mentions, first, known).readings()
    if first == last:
        return readings
    others = _Placing(text, mentions, last, known).readings()
    return [one if one.when == other.when else replace(one, when=None, assumed=()) for one, other in zip(readings, others, strict=True)]


@dataclass
class _Placing:
    """One walk through a text; what was placed last is where the story stands."""

    text: str
    mentions: Sequence[Mention]
    written: date | None
    language: Language
    anchor: When | None = None
    quarter: When | None = None
    last: Reading | None = None

    def readings(self) -> list[Reading]:
        self.is_story = _is_story(self.mentions, self.written)
        self.asides = _asides(self.mentions) if self.is_story else frozenset()
        return [self._read(mention) for mention in self.mentions]

    def _read(self, mention: Mention) -> Reading:
        try:
            placed, assumed = self._place(mention)
        except NoSuchDay:
            placed, assumed = None, ()
        if placed is not None and self._moves_story(mention):
            self.anchor = placed
            if placed.grain is Grain.QUARTER and mention.rule not in ("year_before", "quarter_of_year"):
                self.quarter = placed
        if mention.rule == "months_on_end":
            self.quarter = None
        partial = mention.partial if placed is None else None
        self.last = Reading(mention.start, mention.end, mention.words, mention.rule, placed, partial, assumed, mention.joins, mention.bound, mention.part)
        return self.last

    def _moves_story(self, mention: Mention) -> bool:
        if mention.start in self.asides:
            return False
        return not (mention.joins is not None and mention.joins < mention.start and mention.when is not None and mention.when.grain >= Grain.YEAR)

    def _place(self, mention: Mention) -> tuple[When | None, tuple[str, ...]]:
        if mention.when is not None:
            return mention.when, ()
        value = self._told(mention)
        if isinstance(value, When):
            asks = getattr(mention.meaning, "asks", ())
            return value, (COUNTED,) if "written" in asks else ("counted from the date told before it",) if asks else ()
        if isinstance(value, Weekday):
            return self._weekday(value.number, mention)
        if isinstance(value, (Partial, Yearly)):
            return self._yearly(value, mention)
        return None, ()

    def _told(self, mention: Mention) -> Value | None:
        """What the words mean here; inside a story, "this year" is that of the story, if the story is told that finely."""
        anchor = self.anchor or (when.on(self.written) if self.written else None)
        if not (self.is_story and self.anchor and self.anchor.first and self.anchor.last):
            return mention.meaning(Moment(self.written, anchor, self._near(mention), self.quarter))
        one, other = (mention.meaning(Moment(day, anchor, None, self.quarter)) for day in (self.anchor.first, self.anchor.last))
        return one if one == other else None

    def _near(self, mention: Mention) -> When | None:
        if self.last is None or "near" not in getattr(mention.meaning, "asks", ()):
            return None
        return None if sentence_between(self.text, self.last.end, mention.start) else self.last.when

    def _weekday(self, number: int, mention: Mention) -> tuple[When | None, tuple[str, ...]]:
        if self.is_story and self.anchor and self.anchor.is_day and self.anchor.first:
            return when.on(when.add_days(self.anchor.first, (number - self.anchor.first.weekday()) % 7)), ("the weekday in the week of the narrative",)
        if self.written is None:
            return None, ()
        if tense(self.text, mention, self.language) == "future":
            return when.on(when.add_days(self.written, (number - self.written.weekday() - 1) % 7 + 1)), ("the first such day after the day of writing",)
        return when.on(when.add_days(self.written, -((self.written.weekday() - number) % 7))), (f"the latest {mention.words} on or before the day of writing",)

    def _yearly(self, value: Partial | Yearly, mention: Mention) -> tuple[When | None, tuple[str, ...]]:
        if self.is_story and self.anchor and self.anchor.first:
            return self._in_story(value, self.anchor.first), (YEAR_OF_STORY,)
        if self.written is None:
            return None, ()
        return self._lean(value, mention, self.written)

    def _lean(self, value: Partial | Yearly, mention: Mention, written: date) -> tuple[When | None, tuple[str, ...]]:
        """The latest, or the next where the clause or the distance says so: nobody calls a day eleven months ago "Dec. 7"."""
        options = [found for year in (written.year - 1, written.year, written.year + 1) if (found := _in_year(value, year)) and found.first and found.last]
        over = [option for option in options if option.first <= written]
        ahead = [option for option in options if option.last >= written]
        said = tense(self.text, mention, self.language)
        if isinstance(value, Yearly) and value.kind == "quarter":
            near = said == "future" and ahead and (ahead[0].first - written).days < 62
            return (ahead[0] if near else over[-1]), ("the latest quarter that has begun",)
        if over and ahead:
            back, forth = (written - over[-1].last).days, (ahead[0].first - written).days
            if said == "future" or (not said and mention.bound in ("by", "until")):
                is_ahead = forth <= 300 or back > 120
            elif said == "past":
                is_ahead = back > 300 and forth < 60
            else:
                is_ahead = forth < 120 and back > 240
            return (ahead[0], ("the first after the day of writing",)) if is_ahead else (over[-1], ("the latest on or before the day of writing",))
        return None, ()

    def _in_story(self, value: Partial | Yearly, at: date) -> When | None:
        return _in_year(value, at.year)


def _asides(mentions: Sequence[Mention]) -> frozenset[int]:
    """The starts of dates that a story mentions in passing: the dates told after them go on where the story was before."""
    dated = [(mention.start, mention.when.first.year) for mention in mentions if mention.when and mention.when.first]
    aside = set()
    at = dated[0][1] if dated else 0
    for number, (start, year) in enumerate(dated):
        following = [later for _, later in dated[number + 1 : number + 4]]
        back = sum(abs(later - at) < abs(later - year) for later in following)
        if abs(year - at) > 1 and following and back * 2 > len(following):
            aside.add(start)
        else:
            at = year
    return frozenset(aside)


def _in_year(value: Partial | Yearly, year: int) -> When | None:
    try:
        return value.in_year(year)
    except (NoSuchDay, ValueError):
        return None


def _is_story(mentions: Sequence[Mention], written: date | None) -> bool:
    """Whether the text tells of years gone by: it names their years, and rarely speaks from the day of writing."""
    named = [mention.when.first.year for mention in mentions if mention.when and mention.when.first]
    deictic = sum(1 for mention in mentions if mention.rule == "weekday" or "written" in getattr(mention.meaning, "asks", ()))
    if len(named) < 5 or len(named) < 2 * deictic:
        return False
    return written is None or sum(year < written.year for year in named) > 0.6 * len(named)
