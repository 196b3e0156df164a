"""Make one event of the reports that tell it: `Report`s of one occurrence in, an `Event` without an id out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from timeline.content import content_words
from timeline.copies import copies
from timeline.disagreements import disagreements
from timeline.importance import importance
from timeline.model import Article, Event, Report, Status

BRIEF = 4  # words that are added to the length of a title: one or two that all share say too little
HEADLINE = 1.5  # so much more an article's title of its own news is worth


def event_of(told: Sequence[Report], articles: Mapping[str, Article]) -> Event:
    """One event of several reports: the finest date, the title of a telling that says of it what the event says."""
    status = _status(told)
    # The title is that of a telling which says the same of the event as the event itself, and what most of them say.
    typical = _typical(told)
    reports = sorted(
        told,
        key=lambda r: (
            r.status is not status,
            -typical(r),
            not r.is_main,
            r.when is None or r.when.doubtful,
            r.article,
            r.passages[0].start,
        ),
    )
    dated = min(reports, key=_fineness)
    copied = copies(reports, articles)
    return Event(
        title=reports[0].title,
        when=dated.when,
        partial=dated.partial if dated.when is None else None,
        words=tuple(dict.fromkeys(word for report in reports for word in report.words)) if dated.when is None else (),
        because=dated.because,
        status=status,
        importance=importance(reports, articles, copied),
        reports=tuple(reports),
        actors=tuple(dict.fromkeys(name for report in reports for name in report.actors)),
        places=tuple(dict.fromkeys(name for report in reports for name in report.places)),
        disagreements=disagreements(reports, copied),
        copies=copied,
    )


def _typical(reports: Sequence[Report]) -> Callable[[Report], float]:
    """How far a report's title says what the titles of the others say; 0 where only two tell it, for neither is then the odd one."""
    if len(reports) < 3:
        return lambda report: 0.0
    counts = Counter(word for report in reports for word in content_words(report.title))

    def share(report: Report) -> float:
        words = content_words(report.title)
        said = sum(counts[word] - 1 for word in words) / ((len(words) + BRIEF) * (len(reports) - 1))
        whole = not report.title.endswith("…")
        return round(said * (HEADLINE if report.is_main else 1.0) * whole, 2)

    return share


def _fineness(report: Report) -> tuple[bool, timedelta, bool, bool]:
    """What makes one date better than another: known, fine, sure, and told rather than taken from the article's day."""
    when = report.when
    days = timedelta.max if when is None or when.days is None else timedelta(when.days)
    return when is None, days, bool(when and when.doubtful), report.by_default


def _status(reports: Sequence[Report]) -> Status:
    """What happened outweighs what was planned; what one source only alleges and another tells, happened."""
    said = {report.status for report in reports}
    return next(status for status in (Status.CANCELLED, Status.HAPPENED, Status.ALLEGED, Status.PLANNED, Status.DENIED) if status in said)
