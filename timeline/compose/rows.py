"""Events as rows: the date, the title, what the article says, who says it; under headings by month, with the gaps between them told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from timeline import words
from timeline.compose import escape
from timeline.compose.blocks import event_link, month_section
from timeline.compose.passages import first_sentence, quotations
from timeline.compose.view import View, anchor_day
from timeline.copies import independent
from timeline.model import Article, Event, Written
from timeline.noun import Noun
from timeline.when import Grain, When

UNNAMED = "Source not named"
SHORT = 50  # rows that a browser lays out at once; of a longer page it is told to leave what is out of sight for later
SOURCES = 4  # that a row names
GAP = 3  # whole months without an event that are worth a line


_FULL_DAY = re.compile(r"(\d{1,2} [A-Z][a-z]+ \d{4})$")  # does not break in a narrow column


class Period(Noun, frozen=True):
    """A heading of the timeline: a month, or the year, decade or century of what is known no finer."""

    key: str  # its anchor: 2023-09, 2014, 199x
    title: str


def period_of(when: When) -> Period:
    """The heading that a date stands under."""
    day, grain = anchor_day(when), when.grain if when.first else when.to or when.grain
    if grain is Grain.CENTURY:
        return Period(f"{day.year // 100:02}xx", words.begun(f"the {words.ordinal(day.year // 100 + 1)} century"))
    if grain is Grain.DECADE:
        return Period(f"{day.year // 10:03}x", f"The {day.year // 10 * 10}s")
    if grain is Grain.YEAR:
        return Period(f"{day.year:04}", str(day.year))
    return Period(day.isoformat()[:7], words.month_words(day))


def timeline_sections(
    view: View, here: str, events: Sequence[Event], *, gaps: bool = True, about: str = "", brief: bool = False
) -> Iterator[str]:
    """Dated events in the order of time, a section for each month; a long silence between two is said at the end of the first.

    `about` says what all of them have in common (" with Japan"), so that a silence about it is not taken for one of all. Of very
    many the rows are `brief`.
    """
    groups = [(period, list(group)) for period, group in groupby(events, key=_period)]
    covered = date.min
    is_long = sum(len(group) for _, group in groups) > SHORT
    for number, (period, group) in enumerate(groups):
        gap = ""
        if gaps and number + 1 < len(groups):
            # What is known to the year only fills that year for the next heading, but not for all that follow.
            here_covered = max(covered, *(_covers(event) for event in group))
            gap = _gap(here_covered, anchor_day(_when(groups[number + 1][1][0])), about)
            covered = max(covered, *(_covers(event) for event in group if _when(event).grain < Grain.YEAR), covered)
        listed = rows(view, here, group, spine=True, after=gap, brief=brief)
        yield month_section(period.title, len(group), listed, anchor=period.key, is_far=is_long and number > 0)


def spanned(events: Sequence[Event]) -> str:
    """From when to when events in the order of time reach: "August 2023 to May 2024", "2014 to May 2024"."""
    return " to ".join(dict.fromkeys(_month_or_year(_when(event)) for event in (events[0], events[-1])))


def _month_or_year(when: When) -> str:
    day = anchor_day(when)
    return str(day.year) if len(words.datetime_attribute(when)) <= len("2024") else words.month_words(day)


def rows(
    view: View,
    here: str,
    events: Iterable[Event],
    *,
    spine: bool = False,
    of: str = "",
    whole: bool = False,
    after: str = "",
    brief: bool = False,
) -> str:
    """A list of events. Only rows in the order of time have the spine that stands for it; those `of` one article quote it alone.

    `whole` rows quote complete passages, each with the sentence before and after it; `brief` ones have the date and the title alone.
    """
    items = "\n".join(view.each(here, row, events, here=here, of=of, whole=whole, brief=brief))
    gap = f'\n<li class="tl-gap"><p>{after}</p></li>' if after else ""
    return f'<ol class="{"tl tl-spine" if spine else "tl"}">\n{items}{gap}\n</ol>'


def row(view: View, event: Event, *, here: str, of: str, whole: bool, brief: bool) -> str:
    """One event: an article with a time, a heading that links to its page, its quotation, its sources."""
    kind = "tl-day" if known_to_the_day(event) else "tl-less"
    report = next(report for report in event.reports if of in ("", report.article))
    article, _ = view.articles[report.article]
    quote = "" if whole or brief else first_sentence(article, report)
    said = f"\n<p><q{escape.language_attribute(article.language)}>{escape.text(quote)}</q></p>" if quote else ""
    said = f"\n{quotations(article, report)}" if whole and report.passages else said
    told_by = f'\n<p class="tl-from">{escape.line(told_by_words(view, event))}</p>' if not (of or brief) else ""
    return (
        f'<li id="{event.id}" class="{kind}"><article>\n<div class="tl-when">{when_html(event)}</div>\n'
        f'<div class="tl-what"><h3>{event_link(view, here, event)}</h3>{said}{told_by}</div>\n</article></li>'
    )


def when_html(event: Event) -> str:
    """The date of a row: its words, then what must be said beside them."""
    beside = [f'<span class="tl-flag">{flag}</span>' for flag in [", ".join(words.flags(event))] if flag]
    if event.when is None:
        return " ".join((f"<span>{escape.text(known(event))}</span>", *beside))
    attribute = words.datetime_attribute(event.when)
    machine = f' datetime="{attribute}"' if attribute else ""
    said = _FULL_DAY.sub(r'<span class="tl-nb">\1</span>', words.date_words(event.when))
    weekday, _, rest = said.partition(" ")
    if weekday in words.WEEKDAYS:
        said = f'<span class="tl-weekday">{weekday}</span> {rest}'
    return " ".join((f"<time{machine}>{said}</time>", *beside))


def known_to_the_day(event: Event) -> bool:
    """Whether an event's day is known, and not only inferred or about right."""
    return event.when is not None and event.when.is_day and not event.when.doubtful and not event.when.rough


def known(event: Event) -> str:
    """What is known of the time of an undated event, in a few words."""
    if event.partial:
        return words.partial_words(event.partial)
    return ", ".join(f"“{escape.one_line(phrase)}”" for phrase in event.words) or "No time named"


def told_by_words(view: View, event: Event) -> str:
    """Who tells an event, in a line; the first of very many."""
    names = source_names(view, (report.article for report in event.reports))
    more = f"; and {words.number(len(names) - SOURCES)} more" if len(names) > SOURCES + 1 else ""
    return words.begun("; ".join(names[:SOURCES] if more else names) + more)


def source_names(view: View, files: Iterable[str]) -> list[str]:
    """The outlets of articles, each once; an article that names none is told by its date, several only by their number."""
    told = [(outlet(article), written) for article, written in (view.articles[file] for file in files)]
    unnamed = [written for name, written in told if name == UNNAMED]
    names = list(dict.fromkeys(name for name, _ in told if name != UNNAMED))
    if len(unnamed) > 1:
        return [*names, f"{words.number(len(unnamed))} sources not named"]
    return [*names, *(f"{UNNAMED}, {article_date(written)}" for written in unnamed)]


def article_date(written: Written) -> str:
    """When an article was written, in words."""
    if written.when:
        return words.in_words(written.when)
    return words.partial_words(written.partial) if written.partial else "not dated"


def outlets(view: View, event: Event) -> list[str]:
    """Who tells an event: each outlet once, in the order of the reports."""
    return list(dict.fromkeys(outlet(view.articles[report.article][0]) for report in event.reports))


def source_count(view: View, event: Event) -> int:
    """How many sources tell an event: one an outlet, and each article that names none; copies of one text are one."""
    told = [view.articles[report.article][0] for report in event.reports]
    named = {article.file: article.file if outlet(article) == UNNAMED else outlet(article) for article in told}
    return len(set(independent(named, event.copies).values()))


def outlet(article: Article) -> str:
    """Whose article it is; without a name, the host of its address, or that it is not known."""
    if article.outlet:
        return article.outlet
    host = escape.web_address(article.url).partition("://")[2].partition("/")[0].rpartition("@")[2]
    return host.removeprefix("www.") or UNNAMED


def _when(event: Event) -> When:
    assert event.when is not None, "only dated events stand in the order of time"
    return event.when


def _period(event: Event) -> Period:
    return period_of(_when(event))


def _covers(event: Event) -> date:
    """The last day that an event fills; of one without an end, only its beginning is certain."""
    when = _when(event)
    if when.last:
        return when.last
    return _month_end(anchor_day(when), 12 if when.grain >= Grain.YEAR else 1)


def _month_end(first: date, months: int) -> date:
    years, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(years, month + 1, 1) - timedelta(1) if years <= 9999 else date.max


def _gap(covered: date, following: date, about: str) -> str:
    """ "No events from October 2023 to March 2024, six months.", or nothing for a short while."""
    begin, end = covered.year * 12 + covered.month, following.year * 12 + following.month - 2
    months = end - begin + 1
    if months < GAP:
        return ""
    first, last = date(begin // 12, begin % 12 + 1, 1), date(end // 12, end % 12 + 1, 1)
    years, rest = divmod(months, 12)
    if first.month == 1 and not rest:
        if years == 1:
            return f"No events{about} in {first.year}."
        return f"No events{about} from {first.year} to {last.year}, {words.counted(years, 'year', spelled=True)}."
    more = "more than " if rest else ""
    length = words.counted(months, "month", spelled=True) if years < 2 else more + words.counted(years, "year", spelled=True)
    return f"No events{about} from {words.period(first, last)}, {length}."
