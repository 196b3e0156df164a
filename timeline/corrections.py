"""The editor's word: corrections.yml in; what to change in articles, events and names, and what is wrong in it, out.

A value that is wrong is left out and everything else is applied, so that a slip in a title does not bring back an event
that the editor hid. A file that cannot be read, or not a whole section of it, stops the build for the same reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from timeline.ledger import ID
from timeline.model import Problem
from timeline.said import ALONE, EXAMPLES, NEEDED, NOUNS, SECTIONS, Corrections, example, is_blank, is_whole, paste, plain, read_value
from timeline.when import NoSuchDay, parse
from timeline.words import listed


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
    sections: dict[str, yaml.Node] = {}
    for section, node in reader.entries(root, SECTIONS, "", "the file"):
        if reader.check_is_mapping(node, section, f"{section}:") and section in sections:
            node = yaml.MappingNode(node.tag, [*sections[section].value, *node.value], node.start_mark)  # noqa: PLW2901
        if isinstance(node, yaml.MappingNode):
            sections[section] = node
    if reader.problems:
        raise BrokenCorrections(reader.problems[0])
    said: dict[str, dict[str, Any]] = {
        section: {
            name: NOUNS[section](_line(entry), **values)
            for name, entry in reader.entries(node, None, section, f"{section}:")
            if (values := reader.values(entry, section, name))
        }
        for section, node in sections.items()
    }
    for section in ("actors", "places"):
        said[section] = reader.without_circles(said.get(section, {}), "name")
    said["events"] = reader.without_circles(said.get("events", {}), "merge")
    return Corrections(**said, file=path.name), reader.problems


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
            if not isinstance(key, yaml.ScalarNode) or not is_whole(key.value):
                self.wrong(key, f"{holder} has a key that is no plain word", example(section))
            elif key.value in lines and not section:
                lines[key.value] = _line(key)
                yield key.value, value  # a section that is opened again goes on
            elif key.value in lines:
                self.wrong(
                    key, f"{key.value!r} is there twice, first in line {lines[key.value]}; only that one counts", "make one of the two"
                )
            elif known is not None and key.value not in known:
                self.wrong(key, f"unknown key {key.value!r}", _meant(key.value, list(known), section))
            else:
                lines[key.value] = _line(key)
                yield key.value, value

    def check_is_mapping(self, node: yaml.Node, section: str, holder: str) -> bool:
        """Whether there is anything to take apart; a problem where it is something else than keys and values."""
        if not isinstance(node, yaml.MappingNode) and not is_blank(node):
            self.wrong(node, f"{holder} must hold keys and values", example(section))
        return isinstance(node, yaml.MappingNode)

    def values(self, entry: yaml.Node, section: str, name: str) -> dict[str, Any]:
        """The values of one entry that are right."""
        kinds = SECTIONS[section]
        values: dict[str, Any] = {}
        shown: dict[str, str] = {}  # the whole entry as it should be, whatever is wrong in it
        slips: list[tuple[yaml.Node, str]] = []
        if isinstance(entry, yaml.ScalarNode) and not is_blank(entry):
            said = f"date: {_pasted(entry)}, why: " if section in ("articles", "events") and _is_date(entry.value) else EXAMPLES[section][1]
            self.wrong(entry, f"{name} must hold keys and values", paste(section, name, said))
            return {}
        for key, node in self.entries(entry, kinds, section, name):
            if key in ("why", "by") and is_blank(node):
                continue
            try:
                values[key] = read_value(kinds[key], node)
                shown[key] = _pasted(node)
            except (NoSuchDay, ValueError) as error:
                slips.append((node, f"{key} of {name}: {error}"))
                shown[key] = kinds[key].example
        missing = [key for key in NEEDED.get(section, ()) if key not in shown]
        if missing:
            slips.append((entry, f"{name} has no {listed(missing)}, so it is left out"))
        whole = {**shown, **{key: kinds[key].example for key in missing}, "why": shown.get("why", "")}
        mended = paste(section, name, ", ".join(f"{key}: {value}" for key, value in whole.items()))
        for node, what in slips:
            self.wrong(node, what, mended)
        if not all(key in values for key in NEEDED.get(section, ())):
            return {}
        if "by" in values and len(values) == 1:
            return {}
        if values and "why" not in values and section in ("articles", "events"):
            self.wrong(entry, f"{name} does not say why; readers see the reason in its history", mended, is_error=False)
        return self._not_both(entry, section, name, values)

    def _not_both(self, entry: yaml.Node, section: str, name: str, values: dict[str, Any]) -> dict[str, Any]:
        """The values without those that contradict one another: what takes an event out of the timeline counts, the rest does not."""
        whole = next((key for key in reversed(ALONE) if values.get(key)), "")
        beside = [key for key in values if key not in (whole, "why", "by")] if whole else []
        if section == "events" and beside:
            kept = f"{whole}: {values[whole] if whole == 'merge' else 'true'}"
            what = f"{whole} of {name} leaves no event to which {listed(beside)} could be said; only {whole} counts"
            self.wrong(entry, what, paste(section, name, f"{kept}, why: {plain(values['why']) if values.get('why') else ''}"))
            return {key: value for key, value in values.items() if key not in beside}
        return values

    def without_circles(self, said: dict[str, Any], key: str) -> dict[str, Any]:
        """The entries without those that lead back to themselves; where all of a circle contradict, none can be followed."""
        circling: set[str] = set()
        for name, entry in said.items():
            way = [name]
            while (ahead := getattr(said.get(way[-1]), key, "")) and ahead not in way:
                way.append(ahead)
            if ahead == name and name not in circling:
                circling |= set(way)
                what = f"{key} of {name} leads in a circle: {' to '.join([*way, name])}"
                fix = f"take {key} out of one of them"
                if len(way) == 1:
                    what, fix = f"{key} of {name} is {name} itself", "name another one, or take these lines out"
                self.problems.append(Problem(self.file, entry.line, what, fix))
        return {name: entry for name, entry in said.items() if name not in circling}

    def wrong(self, node: yaml.Node, what: str, fix: str, is_error: bool = True) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.file, _line(node), what, fix, is_error))


def _meant(key: str, known: list[str], section: str) -> str:
    """What somebody may have meant by a key that is not known."""
    if near := get_close_matches(key, known, 1):
        return f"did you mean {near[0]}:"
    if not section and (ID.fullmatch(key) or re.search(r"\.\w+$", key)):
        return f"put it, two spaces further in, under {'events' if ID.fullmatch(key) else 'articles'}:"
    return f"the keys are {listed(known)}"


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _pasted(node: yaml.Node) -> str:
    """A value as it stands between braces."""
    if isinstance(node, yaml.SequenceNode):
        return f"[{', '.join(_pasted(item) for item in node.value)}]"
    return plain(" ".join(str(node.value).split()))


def _not_yaml(file: str, text: str, error: yaml.YAMLError) -> Problem:
    """A syntax error, with the one that editors make most mended: a colon in a title."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Problem(file, None, f"is not YAML: {str(error).splitlines()[0]}", "save it as plain text")
    line = text.splitlines()[mark.line] if mark.line < len(text.splitlines()) else ""
    fix = "see whether here, or in the line above, a brace or quotation mark is not closed, or a text with a colon lacks quotation marks\n"
    fix += "compare it with:\n" + example("")
    if found := re.fullmatch(r"(\s*[\w-]+: )(?![\"'{\[])(.*: .*)", line):
        fix = f"{found[1]}{json.dumps(found[2], ensure_ascii=False)}"
    elif "\t" in line:
        fix = "indent with spaces, not tabs"
    return Problem(file, mark.line + 1, f"is not YAML: {getattr(error, 'problem', None) or 'it breaks off here'}", fix)
