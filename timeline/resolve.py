"""Place mentions on the calendar: mentions and the day of writing in, readings out, each with what was taken for granted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from timeline import when
from timeline.expressions import find, rules_for
from timeline.expressions.language import Language
from timeline.expressions.lean import in_story, next_after, weekday_of, year_of
from timeline.expressions.meaning import Counted, Moment, Value, Weekday, Yearly
from timeline.expressions.story import asides, is_story
from timeline.expressions.tense import sentence_between, tense, was_intended
from timeline.expressions.tongue import language_of
from timeline.model import Mention, Reading
from timeline.when import Grain, NoSuchDay, Partial, When

Placed = tuple[When | None, tuple[str, ...]]

FROM_WRITING = "counted from the day of writing"
FROM_STORY = "counted from the date told before it"
YEAR_OF_STORY = "the year of the narrative"
WEEK_OF_STORY = "the first such day from the date told before it"
END_OF_RANGE = "the first after the beginning of the range"

# Rules that look back from where the story stands, and leave it there: "repeating their success of the previous year".
LOOKING_BACK = {"unit_before", "units_earlier", "year_earlier", "year_before", "previous_month", "previous_weekday"}

_CLAUSE = 160  # characters before "a day after" in which the doing stands that it is said of
# "It came a day after he resigned" goes on with what was told before.
_GOES_ON = re.compile(r"(?:^|[.!?\"”]\s+)(?:It|This|That|The [a-z]+) (?:came|followed)(?: just| only| less than| more than)?\s+$")
_JUST_NOW = re.compile(
    r"\b(?:has|have) (?:\w+ly |also |already )?(?!to\b|no\b|the\b|an?\b)\w{3,}\b[^.;]*$|\b(?:comes|follows) (?:just |only )?$"
)
_NEAR_YEAR = 1500  # characters within which "September 2023" tells the year of "Sept. 12"


def dates_in(text: str, written: date | None = None, language: str | None = None) -> list[Reading]:
    """Every date in a text, placed on the calendar where the day of writing and the text itself allow it."""
    language = language or language_of(text)
    rules_for(language).index.compile()
    return place(text, find(text, language), when.on(written) if written else None, language)


def place(text: str, mentions: Sequence[Mention], written: When | None, language: str = "en") -> list[Reading]:
    """Each mention as a reading. Where only the month or year of writing is known, what depends on the day stays open."""
    rules = rules_for(language)
    first, last = (written.first, written.last) if written else (None, None)
    if first is None or last is None:
        return _Placing(text, mentions, None, rules).readings()
    readings = _Placing(text, mentions, first, rules).readings()
    if first == last:
        return readings
    others = _Placing(text, mentions, last, rules).readings()
    return [
        one if one.when == other.when else replace(one, when=None, partial=mention.partial, assumed=())
        for mention, one, other in zip(mentions, readings, others, strict=True)
    ]


class _Placing(Struct):
    """One walk through a text; what was placed last is where the story stands."""

    text: str
    mentions: Sequence[Mention]
    written: date | None
    rules: Language
    anchor: When | None = None
    quarter: When | None = None  # the quarter whose earnings are told
    last: Reading | None = None
    is_story: bool = False
    passing: frozenset[int] = frozenset()  # where the dates begin that are told in passing

    def readings(self) -> list[Reading]:
        self.is_story = is_story(self.mentions, self.written)
        self.passing = asides(self.mentions) if self.is_story else frozenset[int]()
        return [self._read(mention) for mention in self.mentions]

    def _read(self, mention: Mention) -> Reading:
        try:
            placed, assumed = self._place(mention)
        except NoSuchDay:
            placed, assumed = None, ()
        self._follow(mention, placed)
        partial = mention.partial if placed is None else None
        self.last = Reading(
            mention.start, mention.end, mention.words, mention.rule, placed, partial, assumed, mention.joins, mention.bound, mention.part
        )
        return self.last

    def _follow(self, mention: Mention, placed: When | None) -> None:
        """Let the story move to a date, unless the date is told in passing or is the far end of a range."""
        if mention.rule == "months_on_end":
            self.quarter = None
        if placed is None:
            return
        is_look_back = mention.rule in LOOKING_BACK
        is_far_end = self._begin(mention) is not None and (placed.grain >= Grain.YEAR or mention.when is None)
        # A story of what is over is not moved by what it says will be: "the bridge is to be paid for in 2015".
        is_ahead = self.is_story and self.written is not None and placed.first is not None and placed.first > self.written
        if mention.start not in self.passing and not is_far_end and not is_look_back and not is_ahead:
            self.anchor = placed
        if placed.grain is Grain.QUARTER and mention.rule not in ("year_before", "year_earlier", "quarter_of_year"):
            self.quarter = placed

    def _place(self, mention: Mention) -> Placed:
        if mention.when is not None:
            return mention.when, mention.assumed
        value = self._told(mention)
        if isinstance(value, When):
            from_writing = self.anchor is None or ("written" in mention.asks and not self.is_story)
            return value, (FROM_WRITING if from_writing else FROM_STORY,) if mention.asks else ()
        begin = self._begin(mention)
        if begin and isinstance(value, Weekday) and begin.is_day and begin.first:
            return when.on(when.add_days(begin.first, (value.number - begin.first.weekday()) % 7)), (END_OF_RANGE,)
        if begin and isinstance(value, (Partial, Yearly, Counted)):
            return next_after(value, begin), (END_OF_RANGE,)
        if isinstance(value, Weekday):
            return self._weekday(value.number, mention)
        if isinstance(value, (Partial, Yearly, Counted)):
            return self._yearly(value, mention)
        return None, ()

    def _told(self, mention: Mention) -> Value | None:
        """What the words mean here; inside a story, "this year" is that of the story, if the story is told that finely."""
        days: tuple[date | None, ...] = (self.written,)
        if self.is_story and self.anchor and self.anchor.first and self.anchor.last:
            days = (self.anchor.first, self.anchor.last)
        anchor = self.anchor or (when.on(self.written) if self.written else None)
        said = self._tense(mention) if "tense" in mention.asks else ""
        beside = self._beside(mention) if "beside" in mention.asks else None
        near = self._same_sentence(mention)
        moments = [Moment(day, anchor, self.anchor is not None, said, near, beside, self.quarter) for day in days]
        told = [cast(Value | None, mention.meaning(moment)) for moment in moments]
        return told[0] if all(value == told[0] for value in told) else None

    def _begin(self, mention: Mention) -> When | None:
        """The other end of a range, where it is placed already."""
        return self.last.when if self.last and mention.joins == self.last.start and self.last.when and self.last.when.first else None

    def _beside(self, mention: Mention) -> When | None:
        """The day of the doing that "two days after the summit" is said of, where the sentence or what it goes on with tells one."""
        before = self.text[max(0, mention.start - _CLAUSE) : mention.start]
        is_apposed = re.search(r"[,–—(]\s*(?:just |only |less than |about )?$", before) is not None
        if (
            is_apposed
            and self.last
            and self.last.when
            and self.last.when.is_day
            and not sentence_between(self.text, self.last.end, mention.start)
        ):
            return self.last.when
        if (goes_on := _GOES_ON.search(before)) and self.anchor and self.anchor.is_day:
            return self.anchor
        # "A tremor has rocked the town, a day after ...", "it comes a day after ...": what is news on the day of writing.
        is_news = goes_on is None and _JUST_NOW.search(before) is not None
        return when.on(self.written) if is_news and self.written and not self.is_story else None

    def _same_sentence(self, mention: Mention) -> When | None:
        if self.last is None or "near" not in mention.asks or sentence_between(self.text, self.last.end, mention.start):
            return None
        return self.last.when

    def _weekday(self, number: int, mention: Mention) -> Placed:
        if self.is_story and self.anchor and self.anchor.is_day and self.anchor.first:
            return when.on(when.add_days(self.anchor.first, (number - self.anchor.first.weekday()) % 7)), (WEEK_OF_STORY,)
        if self.written is None:
            return None, ()
        found, assumed = weekday_of(number, mention.words, self.written, self._tense(mention), was_intended(self.text, mention))
        return found, (assumed,)

    def _tense(self, mention: Mention) -> str:
        """Of the clause; without a verb, a deadline is to come."""
        said = tense(self.text, mention, self.rules)
        if mention.bound == "by" and said == "past":
            return ""
        return said or ("future" if mention.bound in ("by", "until") else "")

    def _yearly(self, value: Partial | Yearly | Counted, mention: Mention) -> Placed:
        if self.is_story and self.anchor and self.anchor.first:
            return in_story(value, self.anchor), (YEAR_OF_STORY,)
        if self.written is None:
            return self._year_told_before(mention)
        found, assumed = year_of(value, self.written, self._tense(mention), mention.weekday)
        return found, (assumed,) if found else ()

    def _year_told_before(self, mention: Mention) -> Placed:
        """The year of "Sept. 12" in a text that spoke of "September 2023" shortly before."""
        if mention.partial is None or mention.partial.day is None:
            return None, ()
        for earlier in reversed(self.mentions):
            if mention.start - _NEAR_YEAR < earlier.start < mention.start and earlier.when and earlier.when.grain is Grain.MONTH:
                first = earlier.when.first
                if first and first.month == mention.partial.month:
                    return mention.partial.in_year(first.year), (YEAR_OF_STORY,)
        return None, ()
