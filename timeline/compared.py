"""What of a report is compared with other reports: the words that stand around its time."""

from __future__ import annotations

from timeline.content import content_words
from timeline.model import Article, Report

AROUND = 130  # characters on either side of a time that tell what happened then


def compared_words(told: Report, article: Article) -> frozenset[str]:
    """The words by which a report is compared: those around its time, its title, and for an article's own news the headline."""
    return content_words(f"{article.title if told.is_main else ''} {told.title} {_around(told)}")


def _around(told: Report) -> str:
    """What a report's first passage says on either side of its time, without the time; all of it where that has none."""
    passage = told.passages[0]
    if not passage.date_words:
        return passage.quote
    start, end = passage.date_words[0].start - passage.start, passage.date_words[0].end - passage.start
    before, behind = passage.quote[:start], passage.quote[end:]
    if len(before) > AROUND:
        before = before[-AROUND:].partition(" ")[2]
    if len(behind) > AROUND:
        behind = behind[:AROUND].rpartition(" ")[0]
    return f"{before} {behind}"
