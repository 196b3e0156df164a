"""Tell what happened: an `Article`, its `Reading`s and its day of writing in, the `Report`s of the occurrences it tells out.

An article makes one report of its own news (its headline and lead), and one of each further occurrence that it dates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.clauses import clause, thing_before, thing_of
from timeline.grammar import ACCUSED, ALLEGED, CANCELLED, DENIED, FUTURE, REPORTING, finite_verbs, has_finite_verb, timeless, tokens
from timeline.model import Article, Passage, Reading, Report, Sentence, Span, Status, Written
from timeline.names import actors_and_places, content_words, is_organisation, is_person
from timeline.selection import Time, select
from timeline.titles import LONGEST, stands_alone, title
from timeline.when import Grain, When
from timeline.words import in_words

MOST_TIMES = 8  # a sentence with more is a table
LEADS = 3  # the lead is looked for among so many first sentences
RECENT = 14  # days: a lead's own time is that of its news only when it is so close to the article's day
AHEAD = 45  # days: or lies no further ahead
ALIKE = 0.34  # so much of the shorter telling's words must stand in the other for the two to be one occurrence


def report(article: Article, readings: Sequence[Reading], written: Written) -> list[Report]:
    """The occurrences that an article tells, its own news first, then in text order."""
    if not article.story or article.hidden:
        return []
    kept = [decision for decision in select(article, readings, written.when is not None and written.when.is_day) if decision.kept]
    times_in: dict[Sentence, list[Time]] = {sentence: [] for sentence in article.story}
    for decision in kept:
        times_in[decision.told.sentence].append(decision.told.time)
    lead = _lead(article)
    reports: list[Report] = []
    on_day: defaultdict[object, list[int]] = defaultdict(list)  # which of the reports, so that a long text is not compared with itself
    if lead is not None:
        times = times_in[lead]
        reports.append(_news(article, lead, times if len(times) <= MOST_TIMES else [], written))
        on_day[_day(reports[0])].append(0)
    for sentence, times in times_in.items():
        if not times:
            _continue(article, sentence, reports)
        if len(times) > MOST_TIMES:
            continue
        bound = _bound(article, sentence, times)
        for time in bound:
            if sentence is lead and _same_day(time, reports[0]):
                continue
            told = _tell(article, sentence, time, bound, written)
            _add(reports, on_day[_day(told)], told, article, sentence)
    return [told for told in reports if told.title]


def _lead(article: Article) -> Sentence | None:
    """The sentence that tells the article's own news: of the first ones, that which says most of the headline."""
    first = [s for s in article.story[:LEADS] if _tells(article.text[s.start : s.end])]
    # A comment opens in the timeless present; its news, if any, comes after, or stands in its headline.
    going_on = first[:1] if first and _GOING_ON.search(article.text[first[0].start : first[0].end]) else []
    news = [s for s in first if s in going_on or not timeless(article.text[s.start : s.end])]
    first = news or (first if article.title or article.language not in ("", "en") else [])
    if not first:
        return None
    headline = content_words(article.title)
    # "The year before, it had lost 3 million": a sentence that looks back does not tell the news, whatever it shares with it.
    looks_back = [s is not first[0] and _LOOKS_BACK.search(article.text[s.start : s.end]) is not None for s in first]
    shared = [
        0 if back else len(headline & content_words(article.text[s.start : s.end])) for s, back in zip(first, looks_back, strict=True)
    ]
    # The first sentence is the lead unless another plainly tells the headline better, or only another stands by itself.
    if max(shared) >= shared[0] + 2:
        return first[shared.index(max(shared))]
    return next((s for s in first if stands_alone(article.text[s.start : s.end])), first[0])


# "The army is sending 200 men": what is going on is news, what only is, is none.
_GOING_ON = re.compile(r"\b(?:is|are)\s+(?:\w+ly\s+|now\s+|still\s+|also\s+)?(?!\w*thing\b)\w{3,}ing\b")
_LOOKS_BACK = re.compile(r"\bhad(?:n[’']t| not)? (?:\w+ly )?\w+(?:ed|en|[dt])\b")


def _tells(text: str) -> bool:
    words = tokens(text)
    closed = text.rstrip()[-1:] in ".!…:;\"”»’')" and not text.rstrip('"”’ ').endswith("?")
    return closed and len(words) >= 6 and next(finite_verbs(words), None) is not None


def _news(article: Article, lead: Sentence, times: Sequence[Time], written: Written) -> Report:
    """The article's own news, on the day its lead tells, else on the day of writing."""
    own = next((t for t in _bound(article, lead, times) if _is_news(t, written) and not _dates_something_else(article, lead, t)), None)
    spans = [Span(time.start, time.end) for time in times]
    made = _title(article, lead, spans, own)
    # "... - US State Department": who says it, or the outlet.
    headline = re.sub(r"\s[-–—]\s[^-–—]{3,40}$", "", article.title)
    text = article.text[lead.start : lead.end]
    if _tells_the_news(headline, text) or (headline and len(headline) <= LONGEST and (not stands_alone(made) or made.endswith("…"))):
        made = headline
    actors, places = actors_and_places(text, article)
    if own:
        when, partial, because = own.when, own.partial, _because(own, written)
    else:
        when, partial, because = written.when, written.partial, written.because
        if when:
            because = f"The article gives its own news no other time, so this is the article's day. {because}"
    return Report(
        article=article.file,
        title=made,
        when=when,
        partial=partial,
        words=_words(own) if own else (),
        because=because,
        passages=(_passage(article, lead, [own] if own else []), *_headline(article)),
        is_main=True,
        status=_status(made, text, "", own.when if own else None, written.when),
        actors=actors,
        places=places,
        by_default=own is None,
    )


def _headline(article: Article) -> tuple[Passage, ...]:
    """The headline as a further passage, where it stands in the text as more than a name."""
    span = article.headline
    return (Passage(span.start, span.end, article.text[span.start : span.end]),) if span and span.end - span.start >= 15 else ()


def _tells_the_news(headline: str, lead: str) -> bool:
    """Whether a headline is one clause that tells what the lead tells; an editor's own words are then the better title."""
    words = content_words(headline)
    one_clause = re.search(r"[.!?:;|]\s|\s[-–—]\s|[?…]$|[“\"][^”\"]*$", headline) is None
    long_enough = len(headline.split()) >= 4 and len(headline) <= LONGEST
    return one_clause and long_enough and stands_alone(headline) and len(words & content_words(lead)) >= max(2, 0.5 * len(words))


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
    return bool(_POSSESSIVE.match(after)) or hangs


def _bound(article: Article, sentence: Sentence, times: Sequence[Time]) -> list[Time]:
    """The times of a sentence that each tell a doing of their own.

    "said on Friday that ... from 2022 to 2023": a reporting verb keeps its time only if no other stands in what is reported.
    """
    bound = []
    for time in times:
        before = article.text[sentence.start : time.start]
        after = article.text[time.end : sentence.end]
        others = [other for other in times if other is not time]
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


def _tell(article: Article, sentence: Sentence, time: Time, times: Sequence[Time], written: Written) -> Report:
    """A report of what a sentence tells at one of its times."""
    spans = [Span(other.start, other.end) for other in times]
    start, end = sentence.start, sentence.end
    if len(times) > 1:
        text = article.text[start:end]
        begin, finish = clause(text, [Span(s.start - start, s.end - start) for s in spans], Span(time.start - start, time.end - start))
        start, end = start + begin, start + finish
    part = _trimmed(article.text, Sentence(start, end, sentence.paragraph))
    text = article.text[part.start : part.end]
    actors, places = actors_and_places(text, article)
    after = article.text[time.end : sentence.end]
    if _POSSESSIVE.match(after):  # "Tuesday's devastating earthquake in Haiti"
        made = thing_of(after)
    elif not _is_news(time, written) and (named := _goes_back(article.text[sentence.start : time.start], after)):
        made = named
    else:
        made = _title(article, sentence, spans, time)
    return Report(
        article=article.file,
        title=made,
        when=time.when,
        partial=time.partial,
        words=_words(time),
        because=_because(time, written),
        passages=(_passage(article, part, [time]),),
        status=_status(made, text, article.text[sentence.start : time.start], time.when, written.when),
        actors=actors,
        places=places,
    )


def _goes_back(before: str, after: str) -> str:
    """What a sentence goes back to with its time: "caused by the spill in April", "since the 1929 market crash"; empty for its own."""
    return thing_before(before) or (thing_of(after) if _ATTRIBUTE.search(before) else "")


_PRONOUN_FIRST = re.compile(r"(?P<lead>^(?:[^,]{3,40}, )?)(?:[Hh]e|[Ss]he)(?= [a-z])")


def _named(article: Article, sentence: Sentence, made: str) -> str:
    """A title that opens with "he" or "she", with the name, where the sentences just before name one person only."""
    found = _PRONOUN_FIRST.match(made)
    if not found or not (at := article.story.index(sentence)):
        return made
    before = " ".join(article.text[s.start : s.end] for s in article.story[max(0, at - 2) : at])
    actors, _ = actors_and_places(before, article)
    named = [name for name in actors if " " in name and not is_organisation(name)]
    sure = len(named) == 1 and is_person(named[0], article)
    told = f"{found['lead']}{named[0]}{made[found.end() :]}" if sure else made
    return told if len(told) <= LONGEST else made


def _title(article: Article, sentence: Sentence, spans: Sequence[Span], time: Time | None) -> str:
    text = article.text[sentence.start : sentence.end]
    inside = [Span(span.start - sentence.start, span.end - sentence.start) for span in spans]
    focus = Span(time.start - sentence.start, time.end - sentence.start) if time else None
    return _named(article, sentence, title(text, inside, focus))


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


def _add(reports: list[Report], on_day: list[int], told: Report, article: Article, sentence: Sentence) -> None:
    """Put a report with those before it, or its passage with the one of its day that tells the same occurrence."""
    for at in on_day if _day(told) is not None else ():
        other = reports[at]
        if _retells(told, article, sentence) if other.is_main else _alike(told, other):
            reports[at] = replace(other, passages=(*other.passages, *told.passages))
            return
    on_day.append(len(reports))
    reports.append(told)


_SAID = re.compile(rf"\b(?:{'|'.join(sorted(REPORTING))})\b", re.IGNORECASE)
# What is told beside the news: "Also on Friday, ...", "she also said".
_SEPARATE = re.compile(r"^(?:separately|meanwhile|later|in another|another|elsewhere|in a separate)\b|\balso\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?:after|following|since|wake of) the\s+(?:after|since)?\s*$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^[’']s?\s+[a-z]")


def _retells(told: Report, article: Article, sentence: Sentence) -> bool:
    """Whether a sentence about the day of the article's news tells that news again: "Friday's announcements", "he said on Friday"."""
    text = article.text[sentence.start : sentence.end]
    if _SEPARATE.search(text):
        return False
    span = told.passages[0].date_words
    if span and _POSSESSIVE.match(article.text[span[0].end : span[0].end + 5]):
        return True
    words = tokens(text)
    verb = next(finite_verbs(words), None)
    says = verb is not None and words[verb].lower in REPORTING
    lead = article.text[article.story[0].start : article.story[0].end] + " " + article.title
    shared = content_words(lead) & content_words(told.title)
    return says or len(shared) >= 0.5 * max(1, len(content_words(told.title)))


def _alike(one: Report, other: Report) -> bool:
    """Whether two tellings of one day share their words."""
    a, b = content_words(one.title), content_words(other.title)
    return bool(a and b) and len(a & b) >= ALIKE * 2 * min(len(a), len(b))


def _continue(article: Article, sentence: Sentence, reports: list[Report]) -> None:
    """A quotation right behind what somebody said goes on with it: “We cooperated with allies”, he told reporters."""
    before = next((two for one, two in pairwise(reversed(article.story)) if one is sentence), None)
    if before is None or article.text[sentence.start] not in '“"':
        return
    behind = re.split(r"[”\"]", article.text[sentence.start + 1 : sentence.end])[-1]
    said = _SAID.search(article.text[before.start : before.end]) or article.text[before.start] in '“"'
    if not said or not re.fullmatch(r"\W*(?:(?:he|she|they|it)\b.*)?", behind):
        return  # somebody else speaks
    for at, told in enumerate(reports):
        last = told.passages[-1]
        if last.end == before.end:
            reports[at] = replace(told, passages=(*told.passages, _passage(article, sentence, [])))
            return


def _same_day(time: Time, news: Report) -> bool:
    return _day(time) == _day(news) and (time.when is not None or not news.by_default)


def _day(told: Report | Time) -> object:
    """What is known of a date, whatever the doubt."""
    return told.when.doubted(False) if told.when else told.partial


def _status(made: str, text: str, before: str, when: When | None = None, written: When | None = None) -> Status:
    """What a telling says of its occurrence; `before` is what stands before its time in the sentence."""
    if CANCELLED.search(made):
        return Status.CANCELLED
    if DENIED.search(before):
        return Status.DENIED
    if ALLEGED.search(made) or ACCUSED.search(before):
        return Status.ALLEGED
    ahead = bool(when and when.first and written and written.last and when.first > written.last)
    words = tokens(made)
    verb = next(finite_verbs(words), None)
    says = verb is not None and words[verb].lower in REPORTING  # "stated he plans to": it was stated
    intended = re.match(r"to [a-z]", text) is not None or (FUTURE.search(made) is not None and not says)
    return Status.PLANNED if ahead or intended else Status.HAPPENED


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
