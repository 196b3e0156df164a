"""The whole program, one stage a line: a folder of articles in, a published timeline and what was noticed on the way out."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from timeline.cache import Cache, Progress, digest, silent
from timeline.check_settings import check_settings
from timeline.collect import Told, tell
from timeline.correct import correct_articles, correct_events, write_by_hand
from timeline.corrections import BrokenCorrections, read_corrections
from timeline.erase import erase, without_erased
from timeline.furnish import furnish
from timeline.inputs import found_digest, read_digest
from timeline.journal import WORK, alone, recover
from timeline.ledger import DamagedLedger, Fact, Lines, read_ledger, read_on
from timeline.merge import in_order, name_doubts
from timeline.model import Article, Change, Problem, Span, Timeline
from timeline.noun import Noun
from timeline.read import load, read
from timeline.rearrange import rearrange
from timeline.record import record
from timeline.said import plain
from timeline.scope import BrokenScope, narrow, read_scope
from timeline.settings import BrokenSettings, site_config
from timeline.telling import load as load_telling
from timeline.versions import question
from timeline.words import counted
from timeline.write import Seen, Wrote, by_hand, file_stamps


class Result(Noun, frozen=True):
    """What a build made, and what it noticed."""

    timeline: Timeline  # of a brief build that found nothing changed only its release
    counts: Counts
    problems: tuple[Problem, ...]
    facts: tuple[Fact, ...]  # what is new since the last build
    changes: Mapping[int, Change]  # the same in words, by seq, as far as readers see it
    wrote: Wrote
    rendered: bool  # whether site/ was made anew
    unread: frozenset[Problem] = frozenset()  # errors in articles, which are among the problems


class Counts(Noun, frozen=True):
    """How much a build read, and what it made of it."""

    articles: int
    undated: int  # of these
    phrases: int  # that tell a time
    placed: int  # of these
    events: int


def count(timeline: Timeline) -> Counts:
    """The counts of a timeline."""
    read = [written for article, written in timeline.articles if not article.by_hand]
    readings = [reading for told in timeline.readings.values() for reading in told]
    return Counts(
        articles=len(read),
        undated=sum(written.when is None for written in read),
        phrases=len(readings),
        placed=sum(reading.when is not None for reading in readings),
        events=len(timeline.events),
    )


class NoArticles(Exception):
    """There is nothing to tell; nothing may be written, or a published timeline would be emptied."""

    def __init__(self, problem: Problem):
        super().__init__(problem.what)
        self.problem = problem


class NotCommitted(Exception):
    """The ledger would learn something, and must not: a copy of it that is not kept would lose links."""

    def __init__(self, facts: Sequence[Fact]):
        minted = [fact.id for fact in facts if fact.fact == "minted"]
        new = f": {', '.join(minted[:5])}{', ...' if len(minted) > 5 else ''}" if minted else ""
        what = f"is not up to date: the build would add {counted(len(facts), 'fact')}, and give out {counted(len(minted), 'id')}{new}"
        super().__init__(what)
        self.problem = Problem("permalinks.jsonl", None, what, "build without --frozen, and commit permalinks.jsonl")


# Why a build may stop before anything is written; each has its `problem`.
STOPS = (NoArticles, NotCommitted, DamagedLedger, BrokenCorrections, BrokenScope, BrokenSettings)


class BrokenArticles(Exception):
    """An article that could be read before cannot be read now; a preview stays as it is until it is mended."""

    def __init__(self, problems: Sequence[Problem]):
        super().__init__(", ".join(problem.file for problem in problems))
        self.problems = tuple(problems)


class Preview(Noun, frozen=True):
    """A site for the editor's eyes, in a folder of its own: neither docs/, site/ nor the ledger are touched."""

    address: str  # where it is read
    known: frozenset[Problem] | None = None  # what was wrong with articles when it was last made; None: it is the first

    @staticmethod
    def home(out: Path) -> Path:
        """Where the pages of a preview are made."""
        return out / ".timeline" / "preview"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without searches for circles among the values, which have none; rendering looks for its own (typeset.py)."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def build(
    articles: Path | str,
    out: Path | str,
    *,
    neighbours: bool = True,
    released: str | None = None,
    site: bool = True,
    frozen: bool = False,
    preview: Preview | None = None,
    brief: bool = False,
    progress: Progress = silent,
) -> Result:
    """Make a timeline of a folder of articles: docs/ and site/ in `out`, with the ledger and the corrections that lie there.

    `released` is the ISO day of the release; without one, SOURCE_DATE_EPOCH, else the newest day of writing. `frozen` refuses to
    write what the ledger does not know yet. A `preview` is made in a folder of its own, has a page for the editor, and raises
    BrokenArticles. Where a `brief` build finds nothing changed, its result has all but the timeline itself. `progress` is told how
    far a long stage has got. What was computed before is taken from `.timeline/` in `out`; without it the same comes out. Raises
    NotADirectoryError for a folder that does not exist, and one of STOPS, before anything is written.
    """
    articles, out = Path(articles), Path(out)
    if not articles.is_dir():
        raise NotADirectoryError(articles)
    questions = check_settings(out, rendering=site)
    home, address = (preview.home(out), preview.address) if preview else (out, None)
    with alone(out, progress), Cache(out / WORK / "cache.sqlite", progress) as cache, _uncollected():
        for folder in dict.fromkeys((out, home)):
            recover(folder)
        result = _build(articles, out, cache, neighbours=neighbours, released=released, frozen=frozen, preview=preview, brief=brief)
        if not site:
            return result
        result = replace(result, problems=(*questions, *result.problems))
        # What makes a site takes a while to load.
        from timeline.render import render  # noqa: PLC0415

        told_of = partial(progress, "rendering")
        is_new, warned = render(site_config(out), home, result.timeline.released, address=address, progress=told_of)
        return replace(result, problems=(*result.problems, *warned), rendered=is_new)


def _build(
    articles: Path,
    out: Path,
    cache: Cache,
    *,
    neighbours: bool,
    released: str | None,
    frozen: bool,
    preview: Preview | None,
    brief: bool,
) -> Result:
    """The stages up to docs/, one after the other; of a brief build where nothing changed, what the last one had to say once more."""
    loaded = load(articles)
    made_of = read_digest(loaded, articles, out, neighbours, released)
    if brief and not preview and (last := _unchanged(cache, made_of, out)):
        return replace(last, problems=(*last.problems, *furnish(out)))
    home = preview.home(out) if preview else out
    cache.expect(load_telling)
    # What makes pages is loaded while another process loads what tells articles; a build that changes nothing needs neither.
    from timeline.publish import place_of, publish  # noqa: PLC0415

    known = cache.recall("ledger", Lines) or Lines()
    lines = read_on(out / "permalinks.jsonl", known)
    ledger = lines.ledger
    scope = read_scope(site_config(out))
    corrections, wrong = read_corrections(out / "corrections.yml")
    found, problems = read(loaded, cache)
    unread = [_placed(problem, articles) for problem in problems if problem.is_error]
    if preview and preview.known is not None and (broken := [problem for problem in unread if problem not in preview.known]):
        raise BrokenArticles(broken)
    if not found and ledger.ids:
        # An empty folder is more often a wrong one than the wish to withdraw everything.
        raise NoArticles(Problem(str(articles), None, "holds no article", "put some into it, or name another folder: --articles FOLDER"))
    if not found:
        fix = "save some there, as .txt, .md or .html, and build again"
        problems = [*problems, Problem("", None, "holds no article yet", fix, is_error=False)]
    corrected, unknown = correct_articles(found, corrections, ledger)
    erased = erase(ledger, corrections)
    place, articles_now = place_of(out, home, cache), _digests(found)  # while another process still loads
    told = tell([without_erased(article, erased.known) for article in corrected], neighbours, cache)
    told = told.with_more(*write_by_hand(corrections, erased.known))
    released = released or _release_date(told)
    matched, unfit = rearrange(told.events, told.articles, erased, corrections)
    events, unmatched = correct_events(matched, corrections, ledger)
    recorded = record(events, matched, told.articles.values(), erased.ledger, released=released, reasons=corrections.reasons)
    if frozen and (recorded.facts or erased.rewritten is not None):
        raise NotCommitted(recorded.facts)
    wrong += [*unknown, *unfit, *unmatched]
    timeline = Timeline(
        articles=tuple((told.articles[file], told.written[file]) for file in sorted(told.articles)),
        events=tuple(sorted(recorded.events, key=in_order)),
        gone=recorded.gone,
        released=released,
        readings=dict(told.readings),
        perhaps=name_doubts(told.doubts, recorded.events),
        kinds=told.kinds,
        left_out=tuple(one for file in sorted(told.left_out) for one in told.left_out[file]),
    )
    timeline, astray = narrow(timeline, scope)
    unfurnished = furnish(out)
    if preview:
        wrote, left = publish(timeline, place, cache, (), articles=articles_now, added=by_hand(out / "docs"), preview=True)
    else:
        wrote, left = publish(timeline, place, cache, recorded.facts, rewritten=erased.rewritten, articles=articles_now)
    problems = [*problems, *map(question, told.older), *_undated(timeline)]
    placed = [_placed(problem, articles) for problem in problems]
    noticed = (*wrong, *astray, *placed, *wrote.problems, *unfurnished)
    result = Result(timeline, count(timeline), noticed, recorded.facts, recorded.changes, wrote, rendered=False, unread=frozenset(unread))
    # Where a link or a folder is in the place of a page, the next build has to look again.
    if not (preview or wrote.problems or unfurnished) and left.keys() >= {*wrote.written, *wrote.unchanged}:
        _remember(result, cache, made_of, found_digest(out / "permalinks.jsonl", left))
    if lines.digest != known.digest:
        cache.keep("ledger", lines)
    cache.tidy()
    return result


class Last(Noun, frozen=True):
    """What a build would come to that finds everything as the last one left it: the same, and nothing new."""

    made_of: bytes
    found: bytes
    result: Result  # of the timeline only its release


def _unchanged(cache: Cache, made_of: bytes, out: Path) -> Result | None:
    """The result of the last build, to which nothing would be added, where all that it was made of is as it was."""
    if cache.recall("made-of", bytes) != made_of or (last := cache.recall("result", Last)) is None:  # a small file, then a large one
        return None
    found = found_digest(out / "permalinks.jsonl", file_stamps(out / "docs", last.result.wrote.unchanged))
    return last.result if (last.made_of, last.found) == (made_of, found) else None


def _remember(result: Result, cache: Cache, made_of: bytes, found: bytes) -> None:
    """Keep what the next build comes to if nothing changes."""
    wrote = replace(result.wrote, written=(), unchanged=(*result.wrote.written, *result.wrote.unchanged), removed=(), articles=Seen())
    release = Timeline((), (), (), result.timeline.released)
    cache.keep("result", Last(made_of, found, replace(result, timeline=release, facts=(), changes={}, wrote=wrote)))
    cache.keep("made-of", made_of)


def _placed(problem: Problem, articles: Path) -> Problem:
    """A problem of an article, with its file as the editor knows it."""
    return replace(problem, file=f"{articles.name}/{problem.file}")


@_uncollected()
def tell_folder(articles: Path, out: Path, neighbours: bool = True) -> Told:
    """What a build would tell of a folder of articles; nothing is written. Raises what `build` raises of folders and corrections."""
    ledger = read_ledger(out / "permalinks.jsonl")
    corrections, _ = read_corrections(out / "corrections.yml")
    corrected, _ = correct_articles(read(load(articles))[0], corrections, ledger)
    erased = erase(ledger, corrections)
    return tell([without_erased(article, erased.known) for article in corrected], neighbours)


def _digests(articles: Iterable[Article]) -> dict[str, str]:
    """What tells an article, as it was read, from an earlier version of it, by file."""
    said = {
        one.file: (one.text, one.title, one.outlet, one.url, one.archived, one.language, one.author, str(one.stated)) for one in articles
    }
    return {file: digest(words).hex() for file, words in said.items()}


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
            what = "no year is told"
        if lost:
            what += f", so {len(lost)} time phrase{'s were' if len(lost) > 1 else ' was'} left open"
        line = None
        if clue := written.clue if written.partial or not lost else Span(lost[0].start, lost[0].end):
            line = article.line_of(clue.start)
            what = f"“{article.text[clue.start : clue.end]}”: {what}"
        fix = f"date it in corrections.yml, under articles:\n  {plain(article.file)}: {{date: , why: }}"
        problems.append(Problem(article.file, line, what, fix, is_error=False))
    return problems
