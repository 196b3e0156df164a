"""What a build did, in: a result. Out: what changed and what needs the editor, as lines for the screen and the report, and as data.

The keys of the data are documented in docs/how-it-works.md; programs rely on them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from timeline.ledger import Fact
from timeline.model import Change, Event, Gone, Problem
from timeline.noun import Noun
from timeline.pipeline import Result
from timeline.words import counted, number

SCHEMA = 1
MOST_LINES = 40  # on the screen; the report has everything
MARKS = {"new": "+", "changed": "~", "merged": ">", "split": ">", "withdrawn": "-", "hidden": "-", "erased": "-", "restored": "+"}
KINDS = {
    "minted": "new",
    "restored": "restored",
    "shown": "restored",
    "merged": "merged",
    "split": "split",
    "withdrawn": "withdrawn",
    "hidden": "hidden",
    "erased": "erased",
}
STRONGEST = ("erased", "withdrawn", "hidden", "merged", "split", "new", "restored", "changed")


class Told(Noun, frozen=True):
    """What became of one event in this build."""

    id: str
    kind: str  # a key of MARKS
    title: str
    date: str | None
    into: tuple[str, ...]  # the ids that its link leads to now
    details: tuple[Detail, ...]

    @property
    def mark(self) -> str:
        """The sign by which a reader of the summary knows the kind."""
        return MARKS[self.kind]


class Detail(Noun, frozen=True):
    """One thing that changed: what, and in words from what, to what and why."""

    what: str
    text: str
    before: str | None = None
    after: str | None = None
    why: str = ""
    by: str = ""


def changes(result: Result) -> list[Told]:
    """What is other than on the last build, event by event: what was taken away first, then what changed, then what is new."""
    events = {event.id: event for event in result.timeline.events}
    gone = {one.id: one for one in result.timeline.gone}
    facts: dict[str, list[Fact]] = {}
    for fact in result.facts:
        if fact.released or fact.fact != "evidence":  # evidence of which readers see nothing is the ledger's own business
            facts.setdefault(fact.id, []).append(fact)
    told = [_told(id_, found, events.get(id_) or gone[id_], result) for id_, found in facts.items() if id_ in events or id_ in gone]
    return sorted(told, key=lambda one: STRONGEST.index(one.kind))


def _told(id_: str, facts: Sequence[Fact], now: Event | Gone, result: Result) -> Told:
    kinds = {KINDS.get(fact.fact, "changed") for fact in facts}
    date = now.date if isinstance(now, Event) else None
    into = now.into if isinstance(now, Gone) else ()
    changed = result.changes
    source = next((changed[fact.seq].text for fact in facts if fact.fact == "evidence" and fact.seq in changed), "")
    details = tuple(_detail(fact, changed.get(fact.seq), now, source) for fact in facts)
    return Told(id_, min(kinds, key=STRONGEST.index), now.title, date, into, details)


def _detail(fact: Fact, change: Change | None, now: Event | Gone, source: str) -> Detail:
    """A fact with its reason: the editor's, or what else this build brought for the event."""
    text = change.text if change else fact.fact
    what = {"minted": "new", "redated": "date", "retitled": "title", "evidence": "sources", "changed": fact.key}.get(fact.fact, fact.fact)
    why = fact.why
    if not why and fact.fact in ("redated", "retitled"):
        why = source or (now.because if isinstance(now, Event) and fact.fact == "redated" else "")
        first = why.partition(". ")[0].rstrip(".")
        text += f" ({first[:1].lower()}{first[1:]})" if first else ""
    before, after = (change.before, change.after) if change else (None, None)
    return Detail(what, text, before, after, why, fact.by)


def head(result: Result) -> list[str]:
    """A line a stage, with a count that should make sense."""
    read = result.counts
    undated = f", {number(read.undated)} without a day of writing" if read.undated else ""
    counts = Counter(told.mark for told in changes(result))
    seen = result.wrote.articles
    found = [f"{len(files)} {what}" for what, files in (("new", seen.new), ("changed", seen.changed), ("gone", seen.gone)) if files]
    news = f" ({', '.join(found)})" if found else ""
    return [
        f"read     {counted(read.articles, 'article')}{news}",
        f"dated    {read.articles - read.undated}{undated}",
        f"found    {counted(read.phrases, 'time phrase')}: {read.placed} placed, {read.phrases - read.placed} left open",
        f"events   {read.events}   + {counts['+']} new   ~ {counts['~']} changed   > {counts['>']} merged   - {counts['-']} withdrawn",
    ]


def last(result: Result, seconds: float, rendering: bool) -> str:
    """What was written."""
    wrote = result.wrote
    if not (wrote.written or wrote.removed or result.facts or result.rendered):
        return "Nothing changed: every page is as it was."
    site = "" if not rendering else ", and site/" if result.rendered else "; site/ is as it was"
    return f"wrote    {len(wrote.written)} of {counted(len(wrote.written) + len(wrote.unchanged), 'page')}{site} in {seconds:.1f} s"


def change_lines(result: Result) -> list[list[str]]:
    """What became of each event."""
    return [_lines(told) for told in changes(result)]


def _lines(told: Told) -> list[str]:
    said = [f"{told.date or 'not dated'}  {told.title}"] if told.kind == "new" else [detail.text for detail in told.details]
    if told.kind in ("withdrawn", "hidden", "restored") and told.title:
        said[0] = f"“{told.title}”: {said[0][:1].lower()}{said[0][1:]}"
    first = f"{told.mark} {told.id}  "
    return [printable(f"{' ' * len(first) if number else first}{text}") for number, text in enumerate(said)]


def needs(problems: Sequence[Problem]) -> tuple[str, list[str]]:
    """A heading, and errors first, then questions, each with its fix ready to paste."""
    errors = [problem for problem in problems if problem.is_error]
    questions = [problem for problem in problems if not problem.is_error]
    heading = f"Needs you ({counted(len(errors), 'error')}, {counted(len(questions), 'question')})" if problems else ""
    return heading, [problem_lines(problem) for problem in (*errors, *questions)]


def problem_lines(problem: Problem) -> str:
    """Where, what is wrong, and below it what to do about it."""
    where = f"{problem.file}:{problem.line}" if problem.line else problem.file
    fix = "".join(f"\n    {printable(line)}" for line in problem.fix.splitlines())
    return f"{printable(where)}  {'error: ' if problem.is_error else ''}{printable(problem.what)}{fix}"


def screen(result: Result, seconds: float, rendering: bool, report: str) -> list[str]:
    """At most forty lines: what was done, what changed, and what needs the editor; danger keeps its place."""
    top = [*head(result), last(result, seconds, rendering)]
    changed = change_lines(result)
    if all(told.kind == "new" for told in changes(result)) and not result.wrote.articles.is_known:
        changed = []  # a first build: everything is new
    heading, told = needs(result.problems)
    wanted = [one.split("\n") for one in told]
    room = MOST_LINES - len(top) - 5  # two empty lines, a heading, what was left out, where the report is
    for_changes = min(_size(changed), max(room // 3, room - _size(wanted)))
    shown, left = _some(changed, for_changes)
    asked, unasked = _some(wanted, room - _size(shown))
    lines = [*top, *([""] if shown else []), *(line for one in shown for line in one)]
    if heading:
        lines += ["", heading, *(line for one in asked for line in one)]
    more = [f"{counted(left, 'change')} more"] * bool(left) + [f"{counted(unasked, 'problem')} more"] * bool(unasked)
    return [*lines, *([f"... {' and '.join(more)}: see {report}"] if more else [f"Everything is in {report}"] if shown or asked else [])]


def report_text(result: Result) -> tuple[str, str]:
    """Everything, in two parts: what was done, and what needs the editor."""
    heading, told = needs(result.problems)
    changed = [
        line for lines, told in zip(change_lines(result), changes(result), strict=True) for line in (*lines, f"{' ' * 11}e/{told.id}/")
    ]
    first = "\n".join([*head(result), *([""] if changed else []), *changed])
    return f"{first}\n", "\n".join(["", heading, *told, ""]) if told else ""


def as_data(result: Result, report: str) -> dict[str, object]:
    """The same for programs."""
    read, told = result.counts, changes(result)
    counts = Counter(one.mark for one in told)
    seen = result.wrote.articles
    return {
        "schema": SCHEMA,
        "built": True,
        "released": result.timeline.released,
        "articles": {
            "count": read.articles,
            "undated": read.undated,
            "new": list(seen.new),
            "changed": list(seen.changed),
            "gone": list(seen.gone),
        },
        "phrases": {"found": read.phrases, "placed": read.placed},
        "events": {
            "count": read.events,
            "new": counts["+"],
            "changed": counts["~"],
            "merged": counts[">"],
            "withdrawn": counts["-"],
        },
        "changes": [
            {
                "id": one.id,
                "url": f"e/{one.id}/",
                "kind": one.kind,
                "title": one.title,
                "date": one.date,
                "into": list(one.into),
                "details": [
                    {"what": d.what, "from": d.before, "to": d.after, "why": d.why, "by": d.by, "text": d.text} for d in one.details
                ],
            }
            for one in told
        ],
        "problems": problems_as_data(result.problems),
        "pages": {
            "written": len(result.wrote.written),
            "removed": len(result.wrote.removed),
            "count": len(result.wrote.written) + len(result.wrote.unchanged),
            "site": result.rendered,
        },
        "report": report,
    }


def problems_as_data(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Problems for programs, errors first."""
    return [
        {
            "kind": "error" if problem.is_error else "question",
            "file": problem.file,
            "line": problem.line,
            "what": problem.what,
            "fix": problem.fix,
        }
        for problem in sorted(problems, key=lambda problem: not problem.is_error)
    ]


def stopped_as_data(problem: Problem) -> dict[str, object]:
    """A build that could not be made."""
    return {"schema": SCHEMA, "built": False, "problems": problems_as_data([replace(problem, is_error=True)])}


def printable(text: str) -> str:
    """A text in which nothing moves the cursor, colours the screen or turns the direction of what follows."""
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    if letter.isprintable() or letter == " ":
        return letter
    is_harmless = unicodedata.category(letter) in ("Zs", "Cf") and letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return letter if is_harmless else letter.encode("unicode_escape", "backslashreplace").decode("ascii")


def _size(entries: Sequence[Sequence[str]]) -> int:
    return sum(map(len, entries))


def _some(entries: Sequence[Sequence[str]], lines: int) -> tuple[list[Sequence[str]], int]:
    """The first entries that fit into so many lines, and how many are left."""
    shown = list(_that_fit(entries, lines))
    return shown, len(entries) - len(shown)


def _that_fit(entries: Iterable[Sequence[str]], lines: int) -> Iterator[Sequence[str]]:
    for entry in entries:
        lines -= len(entry)
        if lines < 0:
            return
        yield entry
