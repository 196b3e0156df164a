"""Tell what happened: an `Article`, its `Reading`s and its day of writing in, the `Report`s of the occurrences it tells out.

An article makes one report of its own news (its headline and lead), and one of each further occurrence that it dates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from timeline.antecedents import meant_in
from timeline.clauses import clause, thing_before, thing_of
from timeline.compared import compared_words
from timeline.gather import Telling, add, go_on
from timeline.grammar import (
    REPORTING,
    finite_verbs,
    has_finite_verb,
    tokens,
)
from timeline.lead import lead_of, other_news, tells_the_news
from timeline.model import Article, LeftOut, Passage, Reading, Report, Sentence, Span, Status, Written
from timeline.names import actors_and_places
from timeline.noun import Noun
from timeline.selection import Time, is_of_an_occurrence, occurrence, select
from timeline.status import status_at, status_of_news
from timeline.titles import LONGEST, is_whole, stands_alone, title
from timeline.when import Grain, Partial, When
from timeline.words import in_words

MOST_TIMES = 8  # a sentence with more is a table
RECENT = 14  # days: a lead's own time is that of its news only when it is so close to the article's day
AHEAD = 45  # days: or lies no further ahead
PERIOD = 120  # days: a figure's period ended so lately, where the figure is news


class Account(Noun, frozen=True):
    """What an article tells, and which of its times tell nothing, each with the reason."""

    reports: tuple[Report, ...]
    left_out: tuple[LeftOut, ...] = ()


def report(article: Article, readings: Sequence[Reading], written: Written) -> tuple[Report, ...]:
    """The occurrences that an article tells, its own news first, then in text order."""
    return account(article, readings, written).reports


def account(article: Article, readings: Sequence[Reading], written: Written) -> Account:
    """The occurrences that an article tells, as `report` has them, and the times in its story that made none of them."""
    if not article.story or article.hidden:
        return Account(())
    times_in: dict[Sentence, list[Time]] = {sentence: [] for sentence in article.story}
    left_out: list[LeftOut] = []
    for decision in select(article, readings, written.when is not None and written.when.is_day):
        if decision.kept:
            times_in[decision.told.sentence].append(decision.told.time)
        else:
            left_out.append(_left_out(article, decision.told.sentence, decision.told.time, decision.reason))
    lead = lead_of(article)
    reports: list[Report] = []
    on_day: defaultdict[object, list[int]] = defaultdict(list)  # which of the reports, so that a long text is not compared with itself
    if lead is not None:
        times = times_in[lead]
        reports.append(_news(article, lead, times if len(times) <= MOST_TIMES else [], written))
        on_day[_day(reports[0])].append(0)
    others = other_news(article, lead) if lead is not None else []
    for sentence, times in times_in.items():
        if not times:
            go_on(article, sentence, reports)
            if sentence in others:
                reports.append(_untimed(article, sentence, written))
        if len(times) > MOST_TIMES:
            left_out += [_left_out(article, sentence, time, "one of a table") for time in times]
            continue
        bound = _bound(article, sentence, times)
        left_out += [_left_out(article, sentence, time, "when it was said") for time in times if time not in bound]
        for time in bound:
            if sentence is lead and (_same_day(time, reports[0]) or _is_of_the_news(article, lead, time, written)):
                continue
            telling = _tell(article, sentence, time, bound, written)
            add(reports, on_day[_day(telling.report)], telling, article)
    left_out += [_untitled(told, span) for told in reports if not told.title for span in told.passages[0].date_words]
    in_order = sorted(left_out, key=lambda one: (one.start, one.end))
    compared = (replace(told, compared=" ".join(sorted(compared_words(told, article)))) for told in reports if told.title)
    return Account(tuple(compared), tuple(in_order))


def _untitled(told: Report, span: Span) -> LeftOut:
    passage = told.passages[0]
    words = passage.quote[span.start - passage.start : span.end - passage.start]
    return LeftOut(span.start, span.end, told.article, words, "no title can be made of it", Span(passage.start, passage.end), told.when)


def _left_out(article: Article, sentence: Sentence, time: Time, reason: str) -> LeftOut:
    return LeftOut(time.start, time.end, article.file, time.words, reason, Span(sentence.start, sentence.end), time.when)


def _news(article: Article, lead: Sentence, times: Sequence[Time], written: Written) -> Report:
    """The article's own news, on the day its lead tells, else on the day of writing."""
    # The time at which it was said dates the news as well, where nothing finer does.
    told = (*_bound(article, lead, times), *times)
    own = next((t for t in told if _is_news(t, written) and not _dates_something_else(article, lead, t)), None)
    spans = [Span(time.start, time.end) for time in times]
    made = _title(article, lead, spans, own)
    status = _status(article, lead, made, own, written)
    # "... - US State Department": who says it, or the outlet.
    headline = re.sub(r"\s[-–—]\s[^-–—]{3,40}$", "", article.title)
    text = article.text[lead.start : lead.end]
    if tells_the_news(headline, text) or (headline and len(headline) <= LONGEST and (not stands_alone(made) or not is_whole(made))):
        made = headline
    actors, places = actors_and_places(text, article)
    when, partial, because = (own.when, own.partial, _because(own, written)) if own else _own_day(written)
    return Report(
        article=article.file,
        title=made,
        when=when,
        partial=partial,
        words=_words(own) if own else (),
        because=because,
        passages=(_passage(article, lead, [own] if own else []), *_headline(article)),
        is_main=True,
        status=status,
        actors=actors,
        places=places,
        by_default=own is None,
        written=written.when,
    )


def _status(article: Article, lead: Sentence, made: str, own: Time | None, written: Written) -> Status:
    if own is None:
        return status_of_news(made)
    return status_at(made, article.text[lead.start : own.start], article.text[own.end : lead.end], own.when, written.when)


def _own_day(written: Written) -> tuple[When | None, Partial | None, str]:
    """The date of news that has no time of its own, and why."""
    because = f"The article gives its own news no other time, so this is the article's day. {written.because}"
    return written.when, written.partial, because if written.when else written.because


def _untimed(article: Article, sentence: Sentence, written: Written) -> Report:
    """A report of further news that has no time of its own, on the article's day."""
    text = article.text[sentence.start : sentence.end]
    made = _title(article, sentence, [], None)
    actors, places = actors_and_places(text, article)
    when, partial, because = _own_day(written)
    return Report(
        article=article.file,
        title=made,
        when=when,
        partial=partial,
        words=(),
        because=because,
        passages=(_passage(article, sentence, []),),
        status=status_of_news(made),
        actors=actors,
        places=places,
        by_default=True,
        written=written.when,
    )


def _is_of_the_news(article: Article, lead: Sentence, time: Time, written: Written) -> bool:
    """Whether a lead's time tells nothing beside its news: "lost 6 million crowns in the first quarter", "before the May election"."""
    when = time.when
    is_over = when and when.last and written.when and written.when.first and when.last < written.when.first
    if not is_over and _says_which(article.text[lead.start : time.start], time, article.text[time.end : lead.end]):
        return True
    if when is None or when.first is None or when.last is None or when.grain < Grain.MONTH or not (written.when and written.when.first):
        return False
    before = article.text[lead.start : time.start]
    words = tokens(before)
    verb = next(finite_verbs(words), None)
    figure = (
        verb is not None
        and not re.search(r",\s(?:which|who|where)\b", before)
        and re.search(r"\d[^,;]*$", before[words[verb].end :]) is not None
    )
    return figure and (when.covers(written.when) or 0 <= (written.when.first - when.last).days <= PERIOD)


def _headline(article: Article) -> tuple[Passage, ...]:
    """The headline as a further passage, where it stands in the text as more than a name."""
    span = article.headline
    return (Passage(span.start, span.end, article.text[span.start : span.end]),) if span and span.end - span.start >= 15 else ()


def _is_news(time: Time, written: Written) -> bool:
    """Whether a lead's time is that of its news: a day close to the day of writing; without that day, a weekday or "today"."""
    if written.when is None or written.when.first is None:
        return time.when is None or time.when.is_day
    if time.when is None or time.when.first is None or time.when.last is None or time.when.grain > Grain.WEEK:
        return False
    return -AHEAD <= (written.when.first - time.when.last).days <= RECENT or time.when.covers(written.when)


def _dates_something_else(article: Article, sentence: Sentence, time: Time) -> bool:
    """Whether a time is that of what a sentence only goes back to: "after Tuesday's earthquake", "since the strike on Monday"."""
    before, after = article.text[sentence.start : time.start], article.text[time.end : sentence.end]
    behind = re.split(r"\b(?:after|following|since|wake of|before)\b", before + time.words, flags=re.IGNORECASE)
    hangs = len(behind) > 1 and not has_finite_verb(behind[-1])
    return bool(_POSSESSIVE.match(after)) or hangs or _says_which(before, time, after)


def _says_which(before: str, time: Time, after: str) -> bool:
    """Whether a time only says which: "will stand in the November election"."""
    return re.search(r"\bthe\s+$|\bthe\b", before[-5:] + time.words) is not None and is_of_an_occurrence(after)


def _bound(article: Article, sentence: Sentence, times: Sequence[Time]) -> list[Time]:
    """The times of a sentence that each tell a doing of their own.

    "said on Friday that ... from 2022 to 2023": a reporting verb keeps its time only if no other stands in what is reported.
    """
    bound = []
    for time in times:
        before = article.text[sentence.start : time.start]
        after = article.text[time.end : sentence.end]
        # "said on Wednesday that 121 were saved since the 12 January earthquake": what is only gone back to is not what is said.
        others = [other for other in times if other is not time and not is_of_an_occurrence(article.text[other.end : sentence.end])]
        reports = re.search(r"(\w+)(?:\s+(?:\w+\s+){0,3}(?:on|in|late|early)?\s*)$", before)
        saying = re.search(_SAID.pattern + r"[^,;“\"]{0,40}$", before, re.IGNORECASE)
        if (
            saying
            and reports
            and others
            and re.match(r"\s*(?:that\b|:|,?\s*[a-z])", after)
            and any(other.start > time.end for other in others)
        ):
            continue
        if saying and others and not after.strip(' ."”’') and any(other.end < time.start for other in others):
            continue  # "..., Yonhap reported on Sept. 19."
        bound.append(time)
    return bound or list(times[:1])


def _tell(article: Article, sentence: Sentence, time: Time, times: Sequence[Time], written: Written) -> Telling:
    """What a sentence tells at one of its times."""
    spans = [Span(other.start, other.end) for other in times]
    start, end = sentence.start, sentence.end
    if len(times) > 1:
        text = article.text[start:end]
        begin, finish = clause(text, [Span(s.start - start, s.end - start) for s in spans], Span(time.start - start, time.end - start))
        start, end = start + begin, start + finish
    after = article.text[time.end : sentence.end]
    if counted := _COUNTED_FROM.search(time.words) and re.match(
        r"\s+\w", after
    ):  # "a day after divers found the boat": what is dated stands behind it
        start = time.start
    part = _trimmed(article.text, Sentence(start, end, sentence.paragraph))
    text = article.text[part.start : part.end]
    actors, places = actors_and_places(text, article)
    if counted:
        behind = article.text[time.end : end].strip()
        made, thing = (title(behind, [], None) if has_finite_verb(behind) else thing_of(f" {behind}")), ""
    else:
        made, thing = _goes_back(article.text[sentence.start : time.start], time, after, written, _where(places, article))
    made = made or _title(article, sentence, spans, time)
    told = Report(
        article=article.file,
        title=made,
        when=time.when,
        partial=time.partial,
        words=_words(time),
        because=_because(time, written),
        passages=(_passage(article, part, [time]),),
        status=status_at(made, article.text[sentence.start : time.start], after, time.when, written.when),
        actors=actors,
        places=places,
        written=written.when,
    )
    return Telling(told, sentence, thing)


def _goes_back(before: str, time: Time, after: str, written: Written, where: str) -> tuple[str, str]:
    """What a sentence only goes back to with its time, as a title and as a noun: "Tuesday's blast in Norby", "since the 1929 crash".

    Either is empty where the words do not tell it; both are where the time is that of the sentence's own doing.
    """
    if _POSSESSIVE.match(after):
        return _thing(time, after, where), occurrence(after)
    held = _HOLDS_TIME.match(time.words)
    front = before + (held[0] if held else "")
    fine = time.when is None or time.when.grain < Grain.YEAR
    if is_of_an_occurrence(after) and (_ATTRIBUTE.search(front) or (fine and _is_apart(front, after))):
        return _thing(time, after, where), occurrence(after)
    if _is_news(time, written):
        return "", ""
    return thing_before(before) or (thing_of(after) if _ATTRIBUTE.search(before) else ""), ""


def _thing(time: Time, after: str, where: str) -> str:
    """The title of what a sentence goes back to: "Devastating earthquake in Norby", "Earthquake in Norby", or else "12 January quake"."""
    made, noun = thing_of(after), occurrence(after)
    where = "" if _GATHERING.search(noun) else where
    if noun and where and made.lower().endswith(noun.lower()) and len(made.split()) == 2:
        return f"{made} in {where}"
    if made or not noun:
        return made
    words = _HOLDS_TIME.sub("", time.words)
    if not re.search(r"\d", words) and where:
        return f"{noun[:1].upper()}{noun[1:]} in {where}"
    return f"{words[:1].upper()}{words[1:]}{after[: after.index(noun) + len(noun)]}"


def _where(places: Sequence[str], article: Article) -> str:
    """The one place that a sentence names, or else the first sentences of its article; empty where they name none or several."""
    if not places and article.story:
        head = article.text[article.story[0].start : article.story[min(2, len(article.story) - 1)].end]
        places = actors_and_places(head, article)[1]
    return places[0] if len(places) == 1 else ""


def _is_apart(front: str, after: str) -> bool:
    """Whether what happened on a day is not what the sentence tells: "before the 20 April blast", but "at the 20 April meeting"."""
    held = _THE.search(front)
    return held is not None and not (held["at"] and _GATHERING.search(occurrence(after)))


def _title(article: Article, sentence: Sentence, spans: Sequence[Span], time: Time | None) -> str:
    text = article.text[sentence.start : sentence.end]
    inside = [Span(span.start - sentence.start, span.end - sentence.start) for span in spans]
    focus = Span(time.start - sentence.start, time.end - sentence.start) if time else None
    return title(text, inside, focus, meant_in(article, sentence), article.language)


def _trimmed(text: str, part: Sentence) -> Sentence:
    """A clause without the connective and marks at its edges."""
    piece = text[part.start : part.end]
    front = re.match(r"[\s,;–—-]*(?:(?:and|but)\s+)?", piece)
    start = part.start + (front.end() if front else 0)
    end = part.start + len(piece.rstrip(" ,;–—-"))
    return Sentence(start, end, part.paragraph) if end - start >= 15 else part


def _passage(article: Article, part: Sentence, times: Sequence[Time]) -> Passage:
    inside = tuple(Span(time.start, time.end) for time in times if part.start <= time.start and time.end <= part.end)
    return Passage(part.start, part.end, article.text[part.start : part.end], inside)


_COUNTED_FROM = re.compile(r"\b(?:after|before|following|prior to|ahead of|eve of)$", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?:after|following|since|wake of)(?: the| an?)?\s+(?:after|since)?\s*$", re.IGNORECASE)
_THE = re.compile(r"(?<!^)(?P<at>\b(?:at|in|on|during|for))?\s(?:the|that|this)\s+$", re.IGNORECASE)
_GATHERING = re.compile(
    r"elect|vote|ballot|referendum|runoff|poll|primar|debat|summit|meeting|talks|visit|rall|festival|final|game|auction|trial",
    re.IGNORECASE,
)
_HOLDS_TIME = re.compile(r"(?:(?:after|following|since|before|of|by|from|in|on)\s+)?(?:the\s+|an?\s+)?", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^[’']s?\s+[a-z]")
_SAID = re.compile(rf"\b(?:{'|'.join(sorted(REPORTING))})\b", re.IGNORECASE)


def _same_day(time: Time, news: Report) -> bool:
    return _day(time) == _day(news) and (time.when is not None or not news.by_default)


def _day(told: Report | Time) -> object:
    """What is known of a date, whatever the doubt."""
    return told.when.doubted(False) if told.when else told.partial


def _words(time: Time) -> tuple[str, ...]:
    return (time.words,) if time.when is None else ()


def _because(time: Time, written: Written) -> str:
    """Why this date, in one sentence or two for the page."""
    quoted = f"“{time.words}”"
    if time.when is None:
        known = (
            f"the text tells no year for {quoted}" if time.partial else f"{quoted} can only be placed when the article's own day is known"
        )
        return f"{known[0].upper()}{known[1:]}. {written.because}" if written.when is None else f"{known[0].upper()}{known[1:]}."
    if not time.assumed:
        return f"The text says {quoted}."
    why = ", ".join(time.assumed)
    if any("writing" in assumed for assumed in time.assumed) and written.when:
        return f"{quoted}, {why}, {in_words(written.when)}. {written.because}"
    return f"{quoted}, {why}."
