"""The whole program, one stage a line: a folder of articles in, a published timeline and what was noticed on the way out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from timeline.clean import clean, recurring_lines
from timeline.compose import compose, read_site
from timeline.correct import correct_articles, correct_events, write_by_hand
from timeline.corrections import read_corrections
from timeline.erase import erase, without_erased
from timeline.expressions import find
from timeline.ledger import Fact, read_ledger
from timeline.merge import in_order, merge
from timeline.model import Article, Event, Mention, Problem, Reading, Report, Span, Timeline, Written
from timeline.neighbours import date_by_neighbours
from timeline.read import read
from timeline.rearrange import rearrange
from timeline.record import record
from timeline.render import BrokenSettings, check_settings, furnish, render, site_config
from timeline.report import report
from timeline.resolve import place
from timeline.said import plain
from timeline.write import Wrote, write
from timeline.writing_date import date_article


@dataclass(frozen=True, slots=True)
class Result:
    """What a build made, and what it noticed."""

    timeline: Timeline
    problems: tuple[Problem, ...]
    facts: tuple[Fact, ...]  # what is new since the last build
    wrote: Wrote
    rendered: bool  # whether site/ was made anew


class NoArticles(Exception):
    """There is nothing to tell; nothing may be written, or a published timeline would be emptied."""

    def __init__(self, problem: Problem):
        super().__init__(problem.what)
        self.problem = problem


def build(articles: Path | str, out: Path | str, *, neighbours: bool = True, released: str | None = None, site: bool = True) -> Result:
    """Make a timeline of a folder of articles: docs/ and site/ in `out`, with the ledger and the corrections that lie there.

    `released` is the ISO day of the release; without one, SOURCE_DATE_EPOCH, else the newest day of writing. Raises
    NotADirectoryError for a folder that does not exist, and NoArticles, DamagedLedger, BrokenCorrections or BrokenSettings, before
    anything is written.
    """
    articles, out = Path(articles), Path(out)
    check_settings(out, rendering=site)
    found, problems = read(articles)
    ledger = read_ledger(out / "permalinks.jsonl")
    if not found and ledger.ids:
        # An empty folder is more often a wrong one than the wish to withdraw everything.
        raise NoArticles(Problem(str(articles), None, "holds no article", "put some into it, or name another folder: --articles FOLDER"))
    corrections, wrong = read_corrections(out / "corrections.yml")
    corrected, unknown = correct_articles(found, corrections, ledger)
    erased = erase(ledger, corrections)
    told = tell([without_erased(article, erased.known) for article in corrected], neighbours)
    told = told.with_more(*write_by_hand(corrections, erased.known))
    released = released or _release_date(told)
    matched, unfit = rearrange(told.events, told.articles, erased, corrections)
    events, unmatched = correct_events(matched, corrections, ledger)
    recorded = record(events, matched, told.articles.values(), erased.ledger, released=released, reasons=corrections.reasons)
    wrong += [*unknown, *unfit, *unmatched]
    timeline = Timeline(
        articles=tuple((told.articles[file], told.written[file]) for file in sorted(told.articles)),
        events=tuple(sorted(recorded.events, key=in_order)),
        gone=recorded.gone,
        released=released,
        readings={file: tuple(readings) for file, readings in told.readings.items()},
    )
    furnish(out)
    pages = compose(timeline, read_site(site_config(out), out / "docs"))
    wrote = write(pages, out / "docs", out / "permalinks.jsonl", recorded.facts, erased.rewritten)
    rendered, warned = render(out, out / ".timeline", released) if site else (False, [])
    problems = [*problems, *_undated(timeline)]
    placed = [replace(problem, file=f"{articles.name}/{problem.file}") for problem in problems]
    return Result(timeline, (*wrong, *placed, *wrote.problems, *warned), recorded.facts, wrote, rendered)


@dataclass(frozen=True, slots=True)
class Told:
    """What a collection tells, before any of it has an id."""

    articles: Mapping[str, Article]  # by file
    written: Mapping[str, Written]
    readings: Mapping[str, Sequence[Reading]]
    events: Sequence[Event]

    def with_more(self, told: Sequence[tuple[Article, Written]], events: Sequence[Event]) -> Told:
        """The same with events that the editor tells."""
        return Told(
            {**self.articles, **{article.file: article for article, _ in told}},
            {**self.written, **{article.file: written for article, written in told}},
            {**self.readings, **{article.file: () for article, _ in told}},
            [*self.events, *events],
        )


def tell(articles: Sequence[Article], neighbours: bool = True) -> Told:
    """The events that articles tell: clean, find, date, place, report, merge."""
    cleaned = {article.file: clean(article) for article in articles}
    recurring = recurring_lines(cleaned.values())
    cleaned |= {article.file: clean(article, lines) for article in articles if (lines := recurring.get(cleaned[article.file].outlet))}
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
    return Told(cleaned, written, readings, events)


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


def _release_date(told: Told) -> str:
    """The day of this release: SOURCE_DATE_EPOCH, else the newest known day of writing; never the clock."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError) as error:
            raise BrokenSettings(
                Problem("SOURCE_DATE_EPOCH", None, f"{epoch!r} is no number of seconds", "unset it, or use --date")
            ) from error
    days = [written.when.last for written in told.written.values() if written.when and written.when.last]
    return max(days).isoformat() if days else ""


def _undated(timeline: Timeline) -> list[Problem]:
    """For each article without a day of writing, what the editor may look up and the lines to paste."""
    problems = []
    for article, written in timeline.articles:
        if written.when or article.hidden or not article.story:
            continue
        lost = [reading for reading in timeline.readings[article.file] if reading.when is None]
        what = "no day of writing"
        if written.partial:
            what = f"no year is told, only {written.partial}"
        if lost:
            what += f", so {len(lost)} time phrase{'s were' if len(lost) > 1 else ' was'} left open"
        line = None
        if clue := written.clue if written.partial or not lost else Span(lost[0].start, lost[0].end):
            line = article.line_of(clue.start)
            what = f"“{article.text[clue.start : clue.end]}”: {what}"
        fix = f"date it in corrections.yml, under articles:\n  {plain(article.file)}: {{date: , why: }}"
        problems.append(Problem(article.file, line, what, fix, is_error=False))
    return problems
