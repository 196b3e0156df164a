"""The editor's word: corrections.yml in; what to change in articles (by file) and in events (by id) out.

    articles:
      004.txt: {date: 2024-09-10, why: the briefing was on 9 September 2024}
    events:
      k7m2q9f:
        title: Japan relaxes its rules for arms exports
        why: the headline is about another country

A value that is wrong is left out and everything else is applied, so that a slip in a title does not bring back an event
that the editor hid. A file that cannot be read, or not a whole section of it, stops the build for the same reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from timeline.model import Article, Event, Problem, Status
from timeline.permalinks import Matched
from timeline.stated import is_address
from timeline.when import NoSuchDay, Partial, When, parse, parse_partial
from timeline.words import in_words, listed, partial_words

NO_REASON = "no reason given"


@dataclass(frozen=True, slots=True)
class ArticleCorrection:
    """What the editor says of an article; None where nothing is said."""

    line: int
    date: When | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    archived: str | None = None
    hide: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class EventCorrection:
    """What the editor says of an event; None where nothing is said."""

    line: int
    date: When | Partial | None = None
    title: str | None = None
    status: Status | None = None
    hide: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything that corrections.yml says."""

    articles: Mapping[str, ArticleCorrection] = field(default_factory=dict)  # by file
    events: Mapping[str, EventCorrection] = field(default_factory=dict)  # by id
    file: str = "corrections.yml"

    @property
    def reasons(self) -> dict[tuple[str, str], str]:
        """Why the editor changed what, for the ledger: by id and "date", "title" or "hide"."""
        return {
            (id_, key): said.why or NO_REASON
            for id_, said in self.events.items()
            for key in ("date", "title", "hide")
            if getattr(said, key) not in (None, False)
        }


class BrokenCorrections(Exception):
    """corrections.yml or a section of it cannot be read; what the editor took out would be published again if anything were written."""

    def __init__(self, problem: Problem):
        super().__init__(problem.what)
        self.problem = problem


def read_corrections(path: Path) -> tuple[Corrections, list[Problem]]:
    """What the file says, and what is wrong in it; no file says nothing. Raises BrokenCorrections for no YAML."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        # As nodes, not values: they know their lines, and 2024-05-24 and 1e5 stay the words that the editor wrote.
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except FileNotFoundError:
        return Corrections(file=path.name), []
    except OSError as error:
        raise BrokenCorrections(Problem(path.name, None, f"cannot be read: {error.strerror}", "make it a file that can be read")) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BrokenCorrections(Problem(path.name, line, "is not saved as UTF-8", "save it as UTF-8 in your editor")) from error
    except yaml.YAMLError as error:
        raise BrokenCorrections(_not_yaml(path.name, text, error)) from error
    except RecursionError as error:
        raise BrokenCorrections(Problem(path.name, None, "is not YAML: too many brackets", "take them out")) from error
    reader = _Reader(path.name)
    articles: dict[str, ArticleCorrection] = {}
    events: dict[str, EventCorrection] = {}
    sections = dict(reader.entries(root, SECTIONS, "", "the file"))
    for section, node in sections.items():
        reader.check_is_mapping(node, section, f"{section}:")
    if reader.problems:
        raise BrokenCorrections(reader.problems[0])
    for section, node in sections.items():
        for name, entry in reader.entries(node, None, section, f"{section}:"):
            values = reader.values(entry, SECTIONS[section], section, name)
            if section == "articles" and values:
                articles[name] = ArticleCorrection(_line(entry), **values)
            elif values:
                events[name] = EventCorrection(_line(entry), **values)
    return Corrections(articles, events, path.name), reader.problems


def correct_article(article: Article, corrections: Corrections) -> Article:
    """The article as the editor wants it."""
    if not (said := corrections.articles.get(article.file)):
        return article
    texts = {key: value for key in ("title", "outlet", "url", "archived") if (value := getattr(said, key)) is not None}
    if said.date:
        article = replace(article, stated=said.date, stated_by=f"the editor ({said.why or NO_REASON})")
    return replace(article, hidden=(said.why or NO_REASON) if said.hide else article.hidden, **texts)


def unknown_articles(corrections: Corrections, files: Collection[str]) -> list[Problem]:
    """The articles that the editor corrects and that are not there."""
    return [
        Problem(corrections.file, said.line, f"no article {file}", _moved("articles", _nearest(file, files)))
        for file, said in corrections.articles.items()
        if file not in files
    ]


def correct_events(matched: Matched, corrections: Corrections) -> tuple[tuple[Event, ...], list[Problem]]:
    """The events as the editor wants them, and the corrections whose event is not there, with where it went."""
    events = tuple(_corrected(event, corrections.events.get(event.id)) for event in matched.events)
    ids = {event.id for event in events}
    heirs = {id_: event.id for event in events for id_ in event.formerly}
    problems = []
    for id_, said in corrections.events.items():
        if id_ in ids:
            continue
        what, fix = f"no event {id_}", _moved("events", _nearest(id_, ids))
        if id_ in heirs:
            what, fix = f"the event {id_} was merged into {heirs[id_]}", _moved("events", [heirs[id_]])
        elif fate := matched.fates.get(id_):
            what = f"the event {id_} was {fate.fact}{f' into {listed(fate.into)}' if fate.into else ''}"
            fix = _moved("events", list(fate.into)) if fate.into else "take these lines out, or bring back the passage that told it"
        problems.append(Problem(corrections.file, said.line, what, fix))
    return events, problems


def _corrected(event: Event, said: EventCorrection | None) -> Event:
    if said is None:
        return event
    if said.date is not None:
        was = in_words(event.when) if event.when else partial_words(event.partial) if event.partial else "no date"
        because = f"Corrected by the editor ({said.why or NO_REASON}); read from the articles: {was}."
        when, partial = (None, said.date) if isinstance(said.date, Partial) else (said.date, None)
        event = replace(event, when=when, partial=partial, because=because)
    return replace(
        event,
        title=event.title if said.title is None else said.title,
        status=said.status or event.status,
        hidden=said.hide or event.hidden,
    )


class _Reader:
    """Takes YAML nodes apart and notes what is wrong, with its line."""

    def __init__(self, file: str):
        self.file = file
        self.problems: list[Problem] = []

    def entries(self, node: yaml.Node | None, known: Iterable[str] | None, section: str, holder: str) -> Iterator[tuple[str, yaml.Node]]:
        """The keys and values of a mapping; an empty one has none."""
        if node is None or not self.check_is_mapping(node, section, holder):
            return
        lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.wrong(key, f"{holder} has a key that is no plain word", _example(section))
            elif key.value in lines:
                self.wrong(
                    key, f"{key.value!r} is there twice, first in line {lines[key.value]}; only that one counts", "make one of the two"
                )
            elif known is not None and key.value not in known:
                near = get_close_matches(key.value, known, 1)
                self.wrong(key, f"unknown key {key.value!r}", f"did you mean {near[0]}:" if near else f"the keys are {listed(list(known))}")
            else:
                lines[key.value] = _line(key)
                yield key.value, value

    def check_is_mapping(self, node: yaml.Node, section: str, holder: str) -> bool:
        """Whether there is anything to take apart; a problem where it is something else than keys and values."""
        if not isinstance(node, yaml.MappingNode) and not _is_blank(node):
            self.wrong(node, f"{holder} must hold keys and values", _example(section))
        return isinstance(node, yaml.MappingNode)

    def values(self, entry: yaml.Node, kinds: Mapping[str, _Kind], section: str, name: str) -> dict[str, Any]:
        """The values of one entry that are right."""
        values: dict[str, Any] = {}
        shown = []
        for key, node in self.entries(entry, kinds, section, name):
            if key == "why" and _is_blank(node):
                continue
            try:
                if not isinstance(node, yaml.ScalarNode) or _is_blank(node):
                    raise ValueError(f"{kinds[key].wanted} is missing")
                text = " ".join(node.value.split())
                values[key] = kinds[key].read(text)
                shown.append(f"{key}: {plain(text)}")
            except (NoSuchDay, ValueError) as error:
                self.wrong(node, f"{key} of {name}: {error}", _paste(section, name, f"{key}: {kinds[key].example}, why: "))
        if values and "why" not in values:
            fix = _paste(section, name, ", ".join([*shown, "why: "]))
            self.wrong(entry, f"{name} does not say why; readers see the reason in its history", fix, is_error=False)
        return values

    def wrong(self, node: yaml.Node, what: str, fix: str, is_error: bool = True) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.file, _line(node), what, fix, is_error))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a value must be."""

    read: Callable[[str], object]  # raises ValueError, in words for the editor
    wanted: str
    example: str


def _edtf(text: str) -> When:
    if text.startswith("XXXX"):
        raise ValueError(f"{text} has no year, and the article's day is counted from")
    return parse(text)


def _edtf_or_partial(text: str) -> When | Partial:
    return parse_partial(text) if text.startswith("XXXX") else parse(text)


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError(f"{text!r} is no address that begins with http:// or https://")
    return text


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("true", "yes", "false", "no"):
        raise ValueError(f"{text!r} is neither true nor false")
    return text.lower() in ("true", "yes")


def _status(text: str) -> Status:
    if text not in list(Status):
        raise ValueError(f"{text!r} is none of {listed(list(Status))}")
    return Status(text)


_TEXT = _Kind(str, "a text", '"..."')
_URL = _Kind(_address, "an address", "https://...")
_HIDE = _Kind(_yes_or_no, "true or false", "true")
SECTIONS: Mapping[str, Mapping[str, _Kind]] = {
    "articles": {
        "date": _Kind(_edtf, "a date", "2024-05-24"),
        "title": _TEXT,
        "outlet": _TEXT,
        "url": _URL,
        "archived": _URL,
        "hide": _HIDE,
        "why": _TEXT,
    },
    "events": {
        "title": _TEXT,
        "date": _Kind(_edtf_or_partial, "a date", "2024-05-24"),
        "status": _Kind(_status, "a status", "planned"),
        "hide": _HIDE,
        "why": _TEXT,
    },
}


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _is_blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value.strip()


def _paste(section: str, name: str, values: str) -> str:
    return f"{section}:\n  {plain(name)}: {{{values}}}"


def plain(text: str) -> str:
    """A text as YAML has it between braces, in quotes only where it needs them."""
    return text if re.fullmatch(r"\w([\w./ -]|:(?=[/\w]))*", text) else json.dumps(text, ensure_ascii=False)


def _example(section: str) -> str:
    return (
        _paste("events", "k7m2q9f", "hide: true, why: ")
        if section == "events"
        else _paste("articles", "001.txt", "date: 2024-05-24, why: ")
    )


def _nearest(name: str, names: Collection[str]) -> list[str]:
    """The likeliest of what an editor may have meant: first those that lie elsewhere by the same name, then those spelled alike."""
    moved = [other for other in sorted(names) if other.rpartition("/")[2] == name.rpartition("/")[2]]
    return list(dict.fromkeys([*moved, *get_close_matches(name, sorted(names), 3)]))[:3]


def _moved(section: str, names: list[str]) -> str:
    if not names:
        return "take these lines out"
    return f"put these lines under {' or '.join(names)}, in {section}:, or take them out"


def _not_yaml(file: str, text: str, error: yaml.YAMLError) -> Problem:
    """A syntax error, with the one that editors make most mended: a colon in a title."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Problem(file, None, f"is not YAML: {str(error).splitlines()[0]}", "save it as plain text")
    line = text.splitlines()[mark.line] if mark.line < len(text.splitlines()) else ""
    fix = "compare it with:\n" + _example("")
    if found := re.fullmatch(r"(\s*[\w-]+: )(?![\"'{\[])(.*: .*)", line):
        fix = f"{found[1]}{json.dumps(found[2], ensure_ascii=False)}"
    elif "\t" in line:
        fix = "indent with spaces, not tabs"
    return Problem(file, mark.line + 1, f"is not YAML: {getattr(error, 'problem', None) or 'it breaks off here'}", fix)
