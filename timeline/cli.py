"""The command: arguments in, the summary and the exit code out; the only module that prints."""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from timeline.corrections import BrokenCorrections
from timeline.expressions.explain import explain
from timeline.ledger import DamagedLedger, Fact
from timeline.model import Problem
from timeline.pipeline import NoArticles, Result, build
from timeline.render import BrokenSettings
from timeline.words import counted, number

BUILT, NOT_BUILT, MISUSED = 0, 1, 2
MOST_LINES = 40  # on the screen; the rest is in the report file
MARKS = {
    "minted": "+",
    "restored": "+",
    "redated": "~",
    "retitled": "~",
    "evidence": "~",
    "changed": "~",
    "merged": ">",
    "split": ">",
    "withdrawn": "-",
    "erased": "-",
    "hidden": "-",
    "shown": "+",
}


def main(arguments: Sequence[str] | None = None, home: Path | None = None) -> int:
    """Run the command; `home` is the folder that holds seeds/ and the rest unless the arguments name others."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal, or a pipe, whose encoding lacks “ ” or a letter of a title
            stream.reconfigure(errors="backslashreplace")
    home = home or Path.cwd()
    options = _parser(home).parse_args(arguments)
    if options.command == "explain":
        print("\n".join(explain(options.text, options.written)))
        return BUILT
    begin = time.perf_counter()
    try:
        if options.command == "add":
            return _add(options.source, options.articles, options.allow_local)
        result = build(
            options.articles,
            options.out,
            neighbours=not options.no_neighbours,
            released=options.date.isoformat() if options.date else None,
            site=not options.no_site,
        )
    except NotADirectoryError as error:
        print(f"There is no folder {error.args[0]}. Name the one that holds your articles: --articles FOLDER", file=sys.stderr)
        return MISUSED
    except (NoArticles, DamagedLedger, BrokenCorrections, BrokenSettings) as stop:
        print(f"{_told(stop.problem)}\nNothing was written.", file=sys.stderr)
        return NOT_BUILT
    except OSError as error:
        print(f"{error.filename or 'the folder'} cannot be used: {error.strerror}.", file=sys.stderr)
        return NOT_BUILT
    _summary(result, time.perf_counter() - begin, rendering=not options.no_site)
    errors = any(problem.is_error for problem in result.problems)
    return NOT_BUILT if options.strict and errors else BUILT


def _add(source: str, articles: Path, allow_local: bool) -> int:
    """Save a page's story, and say where or why not."""
    # What speaks with the web is loaded for nothing else.
    from timeline.add import NotAdded, add  # noqa: PLC0415

    try:
        added = add(source, articles, allow_local)
    except NotAdded as stop:
        print(f"{_told(stop.problem)}\nNothing was added.", file=sys.stderr)
        return MISUSED if stop.is_misuse else NOT_BUILT
    article = added.article
    print(f"added    {added.path}")
    if known := ", ".join(str(one) for one in (article.title, article.outlet, article.stated) if one):
        print(f"         {known}")
    _problems(added.problems)
    return BUILT


def _parser(home: Path) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build_timeline.py", description="Turn a folder of articles into a published timeline.")
    parser.set_defaults(command="build")
    parser.add_argument("--articles", type=Path, default=home / "seeds", metavar="FOLDER", help="the articles (seeds/)")
    parser.add_argument(
        "--out", type=Path, default=home, metavar="FOLDER", help="where docs/, site/, corrections.yml and permalinks.jsonl are (here)"
    )
    parser.add_argument("--no-site", action="store_true", help="stop after docs/")
    parser.add_argument("--no-neighbours", action="store_true", help="articles do not date one another")
    parser.add_argument("--date", type=_day, metavar="DAY", help="the release date, such as 2024-06-01")
    parser.add_argument("--strict", action="store_true", help="any error is exit code 1; questions never are")
    commands = parser.add_subparsers(title="other things to do", metavar="add URL|FILE, explain TEXT [--written DAY]")
    adding = commands.add_parser("add", help="save the story of a page among the articles")
    adding.set_defaults(command="add")
    adding.add_argument("source", metavar="URL|FILE", help="the address of a page, or a page saved as HTML or text")
    adding.add_argument("--articles", type=Path, default=argparse.SUPPRESS, metavar="FOLDER", help="where to save it (seeds/)")
    adding.add_argument("--allow-local", action="store_true", help="also from this machine and its network")
    explaining = commands.add_parser("explain", help="which rule reads a phrase, and what it means")
    explaining.set_defaults(command="explain")
    explaining.add_argument("text")
    explaining.add_argument("--written", type=_day, metavar="DAY", help="the day of writing, such as 2024-03-15")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2024-06-01") from None


def _summary(result: Result, seconds: float, rendering: bool) -> None:
    """A line a stage with a count that should make sense, what changed, and what needs the editor."""
    articles = result.timeline.articles
    undated = sum(written.when is None for _, written in articles)
    readings = [reading for told in result.timeline.readings.values() for reading in told]
    placed = sum(reading.when is not None for reading in readings)
    changes = Counter(MARKS[fact.fact] for fact in _seen(result))
    print(f"read     {counted(len(articles), 'article')}")
    print(f"dated    {len(articles) - undated}" + (f", {number(undated)} without a day of writing" if undated else ""))
    print(f"found    {counted(len(readings), 'time phrase')}: {placed} placed, {len(readings) - placed} left open")
    changed = f"+ {changes['+']} new   ~ {changes['~']} changed   > {changes['>']} merged   - {changes['-']} withdrawn"
    print(f"events   {len(result.timeline.events)}   {changed}")
    wrote = result.wrote
    if not (wrote.written or wrote.removed or result.facts or result.rendered):
        print("Nothing changed: every page is as it was.")
    else:
        site = "" if not rendering else ", and site/" if result.rendered else "; site/ is as it was"
        print(f"wrote    {len(wrote.written)} of {counted(len(wrote.written) + len(wrote.unchanged), 'page')}{site} in {seconds:.1f} s")
    _changes(result)
    _problems(result.problems)


def _seen(result: Result) -> list[Fact]:
    """What is new for readers; evidence of which they see nothing is the ledger's own business."""
    return [fact for fact in result.facts if fact.released or fact.fact != "evidence"]


def _changes(result: Result) -> None:
    """What became of events that were published before."""
    told = {event.id: event.history for event in result.timeline.events} | {gone.id: gone.history for gone in result.timeline.gone}
    facts = [fact for fact in _seen(result) if told.get(fact.id)]
    new = Counter(fact.id for fact in facts)
    minted = {fact.id for fact in facts if fact.fact == "minted"}
    marks = {fact.id: MARKS[fact.fact] for fact in facts}
    lines = [f"{marks[id_]} {id_}  {change.text}" for id_ in new if id_ not in minted for change in told[id_][-new[id_] :]]
    if lines:
        print()
        _some(list(dict.fromkeys(lines)), "changes")


def _problems(problems: Sequence[Problem]) -> None:
    """Errors first, then questions, each with its fix ready to paste."""
    errors = [problem for problem in problems if problem.is_error]
    questions = [problem for problem in problems if not problem.is_error]
    if not problems:
        return
    print(f"\nNeeds you ({counted(len(errors), 'error')}, {counted(len(questions), 'question')})")
    _some([_told(problem) for problem in (*errors, *questions)], "problems")


def _some(told: Sequence[str], what: str) -> None:
    lines = 0
    for count, one in enumerate(told):
        if lines > MOST_LINES:
            print(f"... and {len(told) - count} more {what}")
            return
        print(one)
        lines += one.count("\n") + 1


def _told(problem: Problem) -> str:
    where = f"{problem.file}:{problem.line}" if problem.line else problem.file
    fix = "".join(f"\n    {line}" for line in problem.fix.splitlines())
    return f"{where}  {'error: ' if problem.is_error else ''}{problem.what}{fix}"
