"""The whole program, one stage a line: a folder of articles in, a timeline and what was noticed on the way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from timeline.clean import clean
from timeline.expressions import find
from timeline.merge import merge
from timeline.model import Article, Event, Mention, Reading, Report, Written
from timeline.neighbours import date_by_neighbours
from timeline.report import report
from timeline.resolve import place
from timeline.writing_date import date_article


@dataclass(frozen=True, slots=True)
class Told:
    """What a collection tells, before any of it has an id."""

    articles: Mapping[str, Article]  # by file
    written: Mapping[str, Written]
    readings: Mapping[str, Sequence[Reading]]
    events: Sequence[Event]
    mentions: Mapping[str, Sequence[Mention]] = field(default_factory=dict)


def tell(articles: Sequence[Article], neighbours: bool = True) -> Told:
    """The events that articles tell: clean, find, date, place, report, merge."""
    cleaned = {article.file: clean(article) for article in articles}
    mentions = {file: find(article.text, article.language) for file, article in cleaned.items()}
    written = {file: date_article(article, mentions[file]) for file, article in cleaned.items()}
    readings, reports = _report(cleaned, mentions, written)
    if neighbours:
        news = {file: told[0] for file, told in reports.items() if told and told[0].is_main}
        found = date_by_neighbours(cleaned, written, news, mentions)
        written |= found
        again, retold = _report({file: cleaned[file] for file in found}, mentions, written)
        readings, reports = readings | again, reports | retold
    events = merge([told for file in sorted(reports) for told in reports[file]], cleaned)
    return Told(cleaned, written, readings, events, mentions)


def _report(
    articles: Mapping[str, Article], mentions: Mapping[str, Sequence[Mention]], written: Mapping[str, Written]
) -> tuple[dict[str, Sequence[Reading]], dict[str, list[Report]]]:
    """Place what articles say of time, now that their day is known, and tell what happened then."""
    readings: dict[str, Sequence[Reading]] = {
        file: _doubted(place(article.text, mentions[file], written[file].when, article.language), written[file])
        for file, article in articles.items()
    }
    return readings, {file: report(article, readings[file], written[file]) for file, article in articles.items()}


def _doubted(readings: Sequence[Reading], written: Written) -> Sequence[Reading]:
    """What was counted from a doubtful day of writing is as doubtful."""
    if written.when is None or not written.when.doubtful:
        return readings
    return [replace(reading, when=reading.when.doubted()) if reading.when and reading.assumed else reading for reading in readings]
