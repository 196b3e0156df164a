"""The command: arguments in, the summary and the exit code out; the only module that prints."""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from timeline.check import check
from timeline.model import Problem
from timeline.pipeline import STOPS, Preview, Result, build, tell_folder
from timeline.progress import Shown
from timeline.read import COLLECTION, HTML, PLAIN
from timeline.start import NotStarted, start
from timeline.summarise import as_data, needs, printable, problem_lines, report_text, screen, stopped_as_data
from timeline.words import counted, listed
from timeline.write import keep_report

BUILT, NOT_BUILT, MISUSED = 0, 1, 2
REPORT = ".timeline/report.txt"


def main(arguments: Sequence[str] | None = None, home: Path | None = None) -> int:
    """Run the command; `home` is the folder that holds seeds/ and the rest unless the arguments name others."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal, or a pipe, whose encoding lacks “ ” or a letter of a title
            stream.reconfigure(errors="backslashreplace")
    home = home or Path.cwd()
    parser = _parser(home)
    options = parser.parse_args(arguments)
    if options.command == "build" and options.serve and (options.no_site or options.json or options.frozen):
        parser.error("--serve shows a site and goes on; it cannot be had with --no-site, --json or --frozen")
    if options.command == "build" and options.offline and (options.json or options.serve):
        parser.error("--offline makes a copy of its own; it cannot be had with --json or --serve")
    if options.command == "explain" and not _is_file(options.text, options.articles):
        from timeline.expressions.explain import explain  # noqa: PLC0415

        print("\n".join(explain(options.text, options.written)))
        return BUILT
    begin = time.perf_counter()
    shown = Shown(sys.stderr)
    try:
        if options.command == "add":
            return _add(options.source, options.articles, options.allow_local)
        if options.command == "new":
            return _new(options.folder)
        if options.command == "explain":
            return _explain(options.text, options.articles, options.out, not options.no_neighbours)
        if options.command == "check":
            return _check(options.out, options.before)
        if options.serve:
            return _serve(options, shown)
        result = _build(options, shown)
        _report(result, time.perf_counter() - begin, options)
        if options.offline:
            _offline(result, options.out)
    except NotADirectoryError as error:
        _stopped(
            Problem(str(error.filename or error.args[0]), None, "is no folder", "name the one that holds your articles: --articles FOLDER"),
            options,
        )
        return MISUSED
    except STOPS as stop:
        _stopped(stop.problem, options)
        return NOT_BUILT
    except BrokenPipeError:
        raise  # nobody reads the rest of what is said; it is done all the same
    except OSError as error:
        _stopped(Problem(str(error.filename or "the folder"), None, f"cannot be used: {error.strerror}"), options)
        return NOT_BUILT
    finally:
        shown.close()
    errors = any(problem.is_error for problem in result.problems)
    return NOT_BUILT if options.strict and errors else BUILT


def _stopped(problem: Problem, options: argparse.Namespace) -> None:
    """Say why nothing was done, to a person or to a program."""
    if options.command == "build" and options.json:
        print(json.dumps(stopped_as_data(problem), indent=1))
    else:
        print(f"{problem_lines(problem)}\nNothing was written.", file=sys.stderr)


def _is_file(text: str, articles: Path) -> bool:
    """Whether what is to be explained names an article; a phrase has no ending such as ".txt"."""
    return Path(text.partition("#")[0]).suffix.lower() in (*PLAIN, *HTML, *COLLECTION) or (articles / text).is_file()


def _explain(file: str, articles: Path, out: Path, neighbours: bool) -> int:
    """Show why the sentences of an article are events or none."""
    from timeline.explain import NoSuchArticle, explain_article  # noqa: PLC0415

    told = tell_folder(articles, out, neighbours)
    named = Path(file)
    if named.exists() and named.resolve().is_relative_to(articles.resolve()):
        file = named.resolve().relative_to(articles.resolve()).as_posix()
    try:
        lines = explain_article(told, file)
    except NoSuchArticle as error:
        near = f" The nearest: {listed(error.nearest)}." if error.nearest else ""
        print(printable(f"{articles} holds no article {file}.{near}"), file=sys.stderr)
        return MISUSED
    print("\n".join(printable(line) for line in lines))
    return BUILT


def _build(options: argparse.Namespace, shown: Shown, preview: Preview | None = None) -> Result:
    return build(
        options.articles,
        options.out,
        neighbours=not options.no_neighbours,
        released=options.date.isoformat() if options.date else None,
        site=not options.no_site,
        frozen=options.frozen,
        preview=preview,
        brief=not options.offline,
        progress=shown,
    )


def _serve(options: argparse.Namespace, shown: Shown) -> int:
    """Show what would be published, and make it again whenever something is saved, until Ctrl-C."""
    # What makes a server is loaded for nothing else.
    from timeline.preview import serve  # noqa: PLC0415

    def told(result: Result, seconds: float, address: str) -> None:
        _report(result, seconds, options)
        print(f"\nThe preview is at {address} and follows what you save; Ctrl-C ends it.", flush=True)
        print(f"What the program was not sure of: {address}review/", flush=True)

    def refused(problems: Sequence[Problem]) -> None:
        lines = "\n".join(problem_lines(problem) for problem in problems)
        print(f"\n{lines}\nThe preview stays as it was.", file=sys.stderr, flush=True)

    serve(partial(_build, options, shown), told, refused, articles=options.articles, out=options.out, port=options.port)
    print("\nThe preview has ended; nothing of it is published.")
    return BUILT


def _offline(result: Result, out: Path) -> None:
    """Make the copy that needs no server, and say where it is."""
    from timeline.offline import make_offline  # noqa: PLC0415  (twice the rendering, which few ask for)

    problems = make_offline(result.timeline, out)
    print("\n".join([*map(problem_lines, problems), f"offline  {out / 'offline' / 'index.html'} opens without a server"]))


def _add(source: str, articles: Path, allow_local: bool) -> int:
    """Save a page's story, and say where or why not."""
    # What speaks with the web is loaded for nothing else.
    from timeline.add import NotAdded, add  # noqa: PLC0415

    try:
        added = add(source, articles, allow_local)
    except NotAdded as stop:
        print(f"{problem_lines(stop.problem)}\nNothing was added.", file=sys.stderr)
        return MISUSED if stop.is_misuse else NOT_BUILT
    article = added.article
    print(f"added    {printable(str(added.path))}")
    if known := ", ".join(str(one) for one in (article.title, article.outlet, article.stated) if one):
        print(f"         {printable(known)}")
    heading, told = needs(added.problems)
    if heading:
        print("\n".join(["", heading, *told]))
    return BUILT


def _new(folder: Path) -> int:
    """Make a fresh project, and say what to do next."""
    try:
        files = start(folder)
    except NotStarted as stop:
        print(f"{problem_lines(stop.problem)}\nNothing was written.", file=sys.stderr)
        return MISUSED
    shown = printable(folder.as_posix())
    print(f"new      {shown}: {', '.join(printable(file) for file in files)}")
    print(f"\nNow save articles in {shown}/seeds/, as .txt, .md or .html, and build:\n    python3 {shown}/build_timeline.py")
    return BUILT


def _check(out: Path, before: Path | None) -> int:
    """Say whether every link that was ever given leads somewhere."""
    links, problems = check(out, before)
    for problem in problems:
        print(problem_lines(problem), file=sys.stderr)
    if not problems:
        print(f"checked  {counted(links, 'link')}: each has its page{', and none was lost' if before else ''}")
    return NOT_BUILT if problems else BUILT


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
    parser.add_argument("--frozen", action="store_true", help="give out no new id: stop if permalinks.jsonl would change")
    parser.add_argument("--json", action="store_true", help="what was done and what needs you, as one JSON object")
    parser.add_argument("--offline", action="store_true", help="also make offline/, a copy that can be read without a server")
    parser.add_argument("--serve", action="store_true", help="preview on this machine; what you save shows up by itself")
    parser.add_argument("--port", type=int, default=8000, metavar="NUMBER", help="where --serve shows it (8000; 0: any that is free)")
    commands = parser.add_subparsers(title="other things to do", metavar="new, add, explain, check")
    adding = commands.add_parser("add", help="save the story of a page among the articles")
    adding.set_defaults(command="add")
    adding.add_argument("source", metavar="URL|FILE", help="the address of a page, or a page saved as HTML or text")
    adding.add_argument("--articles", type=Path, default=argparse.SUPPRESS, metavar="FOLDER", help="where to save it (seeds/)")
    adding.add_argument("--allow-local", action="store_true", help="also from this machine and its network")
    starting = commands.add_parser("new", help="make a fresh project in a folder of its own")
    starting.set_defaults(command="new")
    starting.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there yet, or empty")
    checking = commands.add_parser("check", help="before publishing: whether every link that was ever given leads somewhere")
    checking.set_defaults(command="check")
    checking.add_argument(
        "--out", type=Path, default=argparse.SUPPRESS, metavar="FOLDER", help="where site/ and permalinks.jsonl are (here)"
    )
    checking.add_argument("--before", type=Path, metavar="LEDGER", help="an older permalinks.jsonl, or what git log -p says of it")
    explaining = commands.add_parser("explain", help="which rule reads a phrase; or of an article, why each sentence is an event or none")
    explaining.set_defaults(command="explain")
    explaining.add_argument("text", metavar="TEXT|FILE", help="a phrase, or an article of the folder")
    explaining.add_argument("--articles", type=Path, default=argparse.SUPPRESS, metavar="FOLDER", help="where the article is (seeds/)")
    explaining.add_argument("--written", type=_day, metavar="DAY", help="the day of writing, such as 2024-03-15")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2024-06-01") from None


def _report(result: Result, seconds: float, options: argparse.Namespace) -> None:
    """Say what was done, what changed and what needs the editor, and keep all of it in the report file."""
    report = options.out / REPORT
    done, wants = report_text(result)
    keep_report(report, done, wants, is_anew=bool(result.facts or result.wrote.written or result.wrote.removed))
    if options.json:
        print(json.dumps(as_data(result, str(report)), indent=1))
    else:
        here = report.relative_to(Path.cwd()) if report.is_relative_to(Path.cwd()) else report
        print("\n".join(screen(result, seconds, not options.no_site, printable(str(here)))))
