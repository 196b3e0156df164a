"""Decide which times in a story tell an occurrence: an article's `Reading`s in, a `Decision` for each, with its reason, out.

A time placed in the story is taken for an event unless a reason speaks against it; that default is right three times in four.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from timeline.grammar import COMPARED, FUTURE, finite_verbs, has_finite_verb, is_caption, past_verb, tokens
from timeline.model import Article, Reading, Sentence, Span
from timeline.noun import Noun
from timeline.when import Grain, NoSuchDay, Partial, When, since, span
from timeline.wordlists import one_of

TABLE = 30  # a sentence that tells more times is none
AUTHOR = 4  # a note about the author has at most so many sentences


class Time(Span, frozen=True):
    """One time that a sentence tells: a reading, or the two ends of a range as one."""

    words: str
    when: When | None
    partial: Partial | None
    bound: str
    assumed: tuple[str, ...]


class Told(Noun, frozen=True):
    """A time in its sentence; what the reasons are judged by."""

    time: Time
    sentence: Sentence
    text: str  # the whole article
    is_dated: bool  # whether the article's own day is known
    is_english: bool  # whether the grammar that the reasons use is the text's

    @property
    def words(self) -> str:
        """The sentence."""
        return self.text[self.sentence.start : self.sentence.end]

    @property
    def before(self) -> str:
        """The sentence up to the time."""
        return self.text[self.sentence.start : self.time.start]

    @property
    def after(self) -> str:
        """The sentence from the time on."""
        return self.text[self.time.end : self.sentence.end]


class Decision(Noun, frozen=True):
    """Whether a time tells an event; `reason` says why not."""

    told: Told
    reason: str = ""

    @property
    def kept(self) -> bool:
        """Whether it tells an event."""
        return not self.reason


def select(article: Article, readings: Sequence[Reading], is_dated: bool) -> list[Decision]:
    """A decision for each time that the story tells, in text order; what stands outside the story is not asked."""
    decisions = []
    times = sorted(join_ranges(article.text, readings), key=lambda time: time.start)
    starts = [time.start for time in times]
    note = about_the_author(article)
    for sentence in article.story:
        inside = times[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        for time in inside:
            told = Told(time, sentence, article.text, is_dated, article.language in ("", "en"))
            # The reasons read the whole sentence; of hundreds of times in one, each would do so again.
            whole = "one of a table" if len(inside) > TABLE else "about the author" if sentence.start >= note else ""
            reason = whole or next((reason for reason, holds in REASONS if holds(told)), "")
            decisions.append(Decision(told, reason))
    return decisions


def about_the_author(article: Article) -> int:
    """Where the last sentences, about who wrote the article, begin: "Ida Maas is a writer in Tarn"; without them, the end of the text.

    They are told from the end of the story by a full name that the story has not, and go on with nothing but "he", "she" or that name.
    """
    text, story = article.text, article.story
    begins = len(text)
    for sentence in reversed(story[-AUTHOR:]):
        found = _AUTHOR.match(text, sentence.start, sentence.end)
        if found and len(story) > AUTHOR and found["surname"] not in text[story[0].start : sentence.start]:
            begins = sentence.start
        elif not _GOES_ON.match(text, sentence.start, sentence.end):
            break
    return begins


_GOES_ON = re.compile(r"(?:She|He|His|Her|They|Follow|You can follow)\b")
_AUTHOR = re.compile(
    r"(?:[A-Z][\w.’'-]* ){1,3}(?P<surname>[A-Z][\w’'-]+)(?:,[^,]{3,80},)? "
    r"(?:is(?: (?:now|also))? (?:an?|the (?:author|editor)|based in|(?:senior |associate )?(?:editor|professor) (?:of|at))"
    r"|writes|teaches|lives in)\b"
)


def join_ranges(text: str, readings: Sequence[Reading]) -> list[Time]:
    """The readings with the two ends of each range made one, and an open beginning ("since 2014") given its open end."""
    by_start = {reading.start: reading for reading in readings}
    times = []
    for reading in readings:
        other = by_start.get(reading.joins) if reading.joins is not None else None
        if other is not None and other.start < reading.start:
            continue  # told by the first end
        if other is not None:
            when, partial = reading.when, reading.partial
            if partial and other.partial and when is None:
                partial = replace(partial, last=other.partial)
            if reading.when and other.when:
                try:
                    when = span(reading.when, other.when)
                except NoSuchDay:
                    when = reading.when
            assumed = tuple(dict.fromkeys((*reading.assumed, *other.assumed)))
            start = _with_preposition(text, reading.start)
            times.append(Time(start, other.end, text[start : other.end], when, partial, reading.bound, assumed))
        else:
            when = _bounded(reading, text)
            start = _with_preposition(text, reading.start)
            times.append(Time(start, reading.end, text[start : reading.end], when, reading.partial, reading.bound, reading.assumed))
    return times


def _bounded(reading: Reading, text: str) -> When | None:
    """What is said of the days beside the date: "since 2014" has no end, "about 1998" is approximate.

    "Since Tuesday's fire" tells when the fire was.
    """
    if reading.when is None:
        return None
    if reading.bound == "since" and reading.when.first:
        return reading.when if is_of_an_occurrence(text[reading.end : reading.end + 80]) else since(reading.when)
    return reading.when.roughly() if reading.bound == "around" else reading.when


_PREPOSITION = re.compile(
    rf"\b(?:{one_of('prepositions of time')})\s+(?:the\s+|zum\s+)?$",
    re.IGNORECASE,
)


def _with_preposition(text: str, start: int) -> int:
    """Where the words begin with the preposition that belongs to them: "on Friday"."""
    found = _PREPOSITION.search(text, max(0, start - 16), start)
    return found.start() if found else start


def _vague(told: Told) -> bool:
    """Nothing places it, though the article's day is known; "two days after the vote" no day of writing would place."""
    hangs = re.search(r"\b(?:after|before|following|prior to|ahead of|eve of)$", told.time.words, re.IGNORECASE)
    return told.time.when is None and told.time.partial is None and (told.is_dated or hangs is not None)


def _question(told: Told) -> bool:
    return told.words.rstrip('"”’ ').endswith("?")


def _no_verb(told: Told) -> bool:
    doing = has_finite_verb(told.words) or FUTURE.search(told.words) or _DONE.search(told.before)
    return told.is_english and not doing


# "A plan exists, drawn up by the council in 2015": what was done needs no verb of its own.
_DONE = re.compile(r",\s\w+(?:ed|wn|en|[lr]d|lt|nt|pt|ght|ut)\s(?:up\s|out\s|down\s)?(?:by|at|from|to|into)\s[^;:.]*$")


def _too_short(told: Told) -> bool:
    words = told.words.split()
    return len(words) < 5 or (len(words) < 12 and words[-1][-1] not in ".!?…:;,\"”»’')")


def _compared(told: Told) -> bool:
    """ "the largest since 2008", "up from March": the time is only a yardstick."""
    since = "since" if told.time.words.startswith("since ") else ""
    same = re.match(r"(?:(?:in|for|of|during|over)\s+)?the\s+same\s+(?:period|time|month|quarter|week)\b", told.time.words, re.IGNORECASE)
    grain = told.time.when.grain if told.time.when is not None else Grain.DAY
    if (grain > Grain.YEAR and _OF_AN_AGE.search(told.before)) or (grain == Grain.YEAR and _BEST_OF.search(told.before)):
        return True
    if same and re.search(r"\b(?:as|than|from|with|to)\b", told.before):
        return True
    coarse = told.time.when is not None and (told.time.when.grain >= Grain.MONTH or told.time.when.last is None)
    if since and coarse and _NOT.search(told.before):
        return True
    return _AS_MUCH_AS.search(told.before) is not None or COMPARED.search(told.before + since) is not None


# "the first pandemic of the century", "one of the worst storms of the decade"
# "have not traded at these levels since 1996"
_NOT = re.compile(r"(?:\b(?:not|never|no|nobody|nothing)|n[’']t)\b[^.;]{0,80}$")
_OF_AN_AGE = re.compile(r"\b(?:first|last|only|most|worst|best|\w{3,}est|\w+th)\b[^,.;]{0,50}\b(?:of|in)(?: the| this)? $")
_BEST_OF = re.compile(r"\b(?:most|worst|best|\w{3,}est)\b[^,.;]{0,50} of (?:the )?$")
# "twice as many patients as in 2009", "three times those of March"
_AS_MUCH_AS = re.compile(
    r"\bas (?:many|much|few|little|large|high|low|often)\b[^.;]{0,60}\bas(?: those| that)?(?: (?:in|of|on|from))?\s*$"
    # "not as quickly as it had in October and"
    # "nine times the size of the 1989 spill"
    r"|\btimes (?:the size|the amount|the number|bigger|larger|more|as \w+)\b[^.;,]{0,40}$"
    r"|\bas \w+ as (?:it|they|he|she|we)(?: \w+){1,2}(?: (?:in|on))?(?: (?:\w+ )?[A-Z]\w+ (?:and|or))?\s*$"
)


def _name(told: Told) -> bool:
    """A time inside a name: "the Gold Reserve Act of 1934", "Budget 2024", "Lindow News Sunday" between quotation marks."""
    if re.search(r"[\"“](?:[A-Z][\w’'-]+ )+$", told.before) and re.match(r",?[\"”]", told.after):
        return True
    if not re.fullmatch(r"\d{4}", told.time.words):
        return False
    named_before = re.search(r"(?:[a-z,] |^)(?:[A-Z][\w’']+ )+(?:of )?$", told.before)
    return bool(named_before) and not re.search(
        r"\b(?:In|Since|By|From|Until|During|Before|After|Of|Early|Late|Around|And|To)\s$", told.before
    )


def _time_of_day(told: Told) -> bool:
    """ "1341 The mayor says", "around 1800 yesterday": the minute of a report; a year would have a preposition or a verb beside it."""
    clock = re.search(r"\b(?:[01]\d|2[0-3])[0-5]\d$", told.time.words)
    if clock is not None and _ON_A_DAY.match(told.after):
        return True
    if not re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", told.time.words) or not re.match(r":?\s+[\"“]?[A-Z]", told.after):
        return False
    return not told.before.strip(' "“(') or (told.time.words < "18" and re.search(r"[\w.”\"]\s$", told.before) is not None)


_ON_A_DAY = re.compile(
    r"\s+(?:yesterday|today|tonight|tomorrow|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|that (?:day|night|evening))\b"
)


def _caption(told: Told) -> bool:
    """What a picture shows, and when it was taken."""
    return told.is_english and is_caption(told.words)


def _own_talk(told: Told) -> bool:
    """What the writer says of himself or to the reader, "I woke up late this morning", and what anybody only thinks.

    In a quotation, "I met the mayor on Monday" tells what a witness did; "I think that it helped today" does not.
    """
    if not told.is_english:
        return False
    return _THINKS.search(told.before) is not None or _OF_HIMSELF.search(_outside_quotations(told)) is not None


def _outside_quotations(told: Told) -> str:
    """The sentence without what it quotes, be it within a quotation that sentences before it opened."""
    line = told.text.rfind("\n", 0, told.sentence.start) + 1
    straight = told.text.count('"', line, told.sentence.start) % 2 == 1
    opened = straight or told.text.count("“", line, told.sentence.start) > told.text.count("”", line, told.sentence.start)
    return _QUOTATION.sub("…", f"“{told.words}" if opened else told.words)


_QUOTATION = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)")
_OF_HIMSELF = re.compile(
    r"(?:^|[^\w\s]\s*|\b(?!(?:phase|type|class|part|stage|level|category) )[a-z][\w’']* )I(?:[’'](?:m|ve|d|ll))? [a-z]"
    r"|\b(?:my|myself)\b"
    r"|(?:^|[:;…] ?|\b(?:[Ii]f|[Ww]hen|[Aa]nd|[Bb]ut|[Ss]o) )[Yy]ou(?:[’'](?:re|ve|ll|d))? [a-z]"
    r"|^(?:(?:And|But|So|Well|Now),? )?[Ww]e(?:[’'](?:re|ll)| (?:wait|see|hope|know|think|guess)|[’']ve got)\b"
)
_THINKS = re.compile(
    r"\bI (?:(?:do|did|would) not |(?:do|did|would)n[’']t |\w+ly )?"
    r"(?:think|believe|hope|suspect|guess|suppose|wonder|doubt|feel|imagine|fear|bet|wish)\b[^.;]*$"
)


def _period(told: Told) -> bool:
    """ "has grown in the past 20 years": a stretch up to now, not a time at which something happened."""
    return _UP_TO_NOW.search(told.time.words) is not None


_UP_TO_NOW = re.compile(r"\b(?:past|last)\s+[\w-]+(?:\s+\w+)?\s+(?:day|week|month|year|decade)s$", re.IGNORECASE)


def _describing(told: Told) -> bool:
    """ "an 18th-century painting", "his 1877 portrait": when a thing was made, not what happened to it."""
    coarse = told.time.when is not None and told.time.when.grain >= Grain.YEAR
    owned = re.search(r"(?:\b(?:an?|his|her|its|their|my|our)|[’']s?)\s+$", told.before, re.IGNORECASE)
    return coarse and owned is not None and re.match(r"[\s-][a-zA-Z]", told.after) is not None and not is_of_an_occurrence(told.after)


def is_of_an_occurrence(after: str) -> bool:
    """Whether a time is that of the noun behind it, and the noun one of something that happens: "its 2011 restoration"."""
    return bool(occurrence(after))


def occurrence(after: str) -> str:
    """The noun of something that happens, where a time stands before it as its attribute; else empty."""
    found = _OCCURRENCE.match(after)
    return found["noun"] if found else ""


_OCCURRENCE = re.compile(
    r"(?:[’']s?)?(?:,? (?:and|or) \d{4})?(?:[\s-]+(?!(?:and|or|but|that|which|who|when)\b)[\w’'.-]+){0,3}?[\s-]+"
    rf"(?P<noun>{one_of('occurrences')})\b",
    re.IGNORECASE,
)


def _belongs_to_a_noun(told: Told) -> bool:
    """ "the budget for 2025", "the second time this year", "a record for January": the time says which, not when."""
    if re.match(r"from (?:a|one|the) (?:year|quarter|month|week)\b", told.time.words, re.IGNORECASE):
        return True
    return _NOUN_OF_TIME.search(told.before) is not None


_NOUN_OF_TIME = re.compile(
    rf"\b(?:{one_of('made for a time')})\s+for\s+(?:the\s+)?(?:(?:fiscal|financial)\s+(?:year\s+)?)?$"
    r"|\b(?:record|average|normal)\b[^,.;]{0,40} for (?:the )?$"
    r"|\b(?:rest|remainder) of (?:the )?$"
    r"|\b(?:first|last|second|third|\w+th|only) (?:time|day|week|month|loss|rise|fall) $",
    re.IGNORECASE,
)


def _every(told: Told) -> bool:
    """ "every March"; "each winter, which starts in early September": what comes again and again is told in the timeless present."""
    again = re.search(r"\b(?:every|each) (?:\w+ )?(?:year|winter|spring|summer|autumn|fall|season|month|week|day)\b", told.before)
    return re.search(r"\b(?:every|each|per)\s+$", told.before, re.IGNORECASE) is not None or (
        again is not None and _OVER.search(told.before[again.start() :]) is None and not FUTURE.search(told.before)
    )


_OVER = re.compile(r"\b(?:\w+ed|was|were|had|did|has|have|came|went|took|fell|rose|began)\b", re.IGNORECASE)


def _only_an_end(told: Told) -> bool:
    """ "until 2021", and "before 2001", which is not 2001 (a day that is told so is close to it)."""
    when = told.time.when
    return told.time.bound == "until" or (told.time.bound == "before" and when is not None and when.grain >= Grain.YEAR)


def _nowadays(told: Told) -> bool:
    """ "today" in the timeless present or inside a quotation means these days; so does "today and tomorrow"."""
    if told.time.words.lower() == "tomorrow":
        return re.search(r"\btoday(?:,| and| or| but not)? $", told.before, re.IGNORECASE) is not None
    if told.time.words.lower() != "today":
        return False
    quoted = told.before.count("“") > told.before.count("”") or told.before.count('"') % 2 == 1
    clause = told.before + re.split(r"[,;]|\b(?:than|but|while|as|because)\b", told.after)[0]
    return quoted or not past_verb(clause)


def _hypothetical(told: Told) -> bool:
    """Only possible: "might run out by March"; "if it fails in June"."""
    clause = re.split(r"[;:]|,\s(?=(?:but|and|while)\b)", told.before)[-1]
    words = tokens(clause)
    verbs = [words[at].lower for at in finite_verbs(words) if words[at].lower not in ("be", "been", "being", "have")]
    # "It would not surprise me to see that this week", somebody says; what others say that he would do is a plan.
    spoken = told.before.count("“") > told.before.count("”") or told.before.count('"') % 2 == 1
    if verbs and (verbs[-1] in ("might", "could", "may") or (spoken and "would" in verbs)):
        return True
    return re.search(r"(?:^|,\s)(?:if|unless)\b[^,]*$", clause, re.IGNORECASE) is not None


# The first that holds is the reason that the editor is told.
REASONS: tuple[tuple[str, Callable[[Told], bool]], ...] = (
    ("too vague to place", _vague),
    ("a question", _question),
    ("no full sentence", _too_short),
    ("what a picture shows", _caption),
    ("the writer's own talk", _own_talk),
    ("no verb", _no_verb),
    ("only compared with", _compared),
    ("part of a name", _name),
    ("a time of day", _time_of_day),
    ("a stretch of time", _period),
    ("describes a thing", _describing),
    ("says which, not when", _belongs_to_a_noun),
    ("a rate", _every),
    ("only an end is told", _only_an_end),
    ("means nowadays", _nowadays),
    ("only possible", _hypothetical),
)
