"""What the editor may say: every key of corrections.yml with what its value must be, and the nouns that hold it.

articles:
  004.txt: {date: 2024-09-10, why: the briefing was on 9 September 2024}
events:
  k7m2q9f: {merge: f3h8s7x, why: both tell of the fire, by: J. Doe}
add:
  second-fire: {date: 2024-09-12, title: A second fire breaks out, text: "...", url: "https://example.org/fire"}
actors:
  Mr Doe: {name: John Doe}
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

import yaml
from msgspec import field

from timeline.ledger import ID
from timeline.model import Signed, Status
from timeline.noun import Noun
from timeline.stated import is_address
from timeline.when import Partial, When, parse, parse_partial
from timeline.words import listed

NO_REASON = "no reason given"
BY_HAND = "corrections.yml"  # the folder, so to speak, of the events that no article tells


def are_by_hand(files: Collection[str]) -> bool:
    """Whether an event that is told in these files is told by the editor alone."""
    return bool(files) and all(file.startswith(f"{BY_HAND}/") for file in files)


class Said(Noun, frozen=True):
    """One entry: where it stands, why, and who signed it."""

    line: int
    why: str = ""
    by: str = ""

    @property
    def signed(self) -> Signed:
        """The reason as readers are told it."""
        return Signed(self.why or NO_REASON, self.by)


class ArticleCorrection(Said, frozen=True, kw_only=True):
    """What the editor says of an article; None where nothing is said."""

    date: When | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    archived: str | None = None
    hide: bool = False


class EventCorrection(Said, frozen=True, kw_only=True):
    """What the editor says of an event; None where nothing is said."""

    title: str | None = None
    date: When | Partial | None = None
    status: Status | None = None
    importance: float | None = None
    actors: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    hide: bool = False
    merge: str = ""  # the id that it is the same as
    split: tuple[tuple[str, ...], ...] = ()  # the parts that are events of their own: articles' files, or words of a passage
    erase: bool = False


class Addition(Said, frozen=True, kw_only=True):
    """An event that no article tells."""

    title: str = ""
    text: str = ""  # the evidence: the editor's own words
    date: When | Partial | None = None
    status: Status = Status.HAPPENED
    importance: float | None = None
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    outlet: str = ""
    url: str = ""
    archived: str = ""
    language: str = ""


class NameCorrection(Said, frozen=True, kw_only=True):
    """What the editor says of a name among those who act, or of a place."""

    name: str = ""  # what it is called instead, joining those who are called so already
    hide: bool = False


class Corrections(Noun, frozen=True):
    """Everything that corrections.yml says."""

    articles: Mapping[str, ArticleCorrection] = field(default_factory=dict)  # by file
    events: Mapping[str, EventCorrection] = field(default_factory=dict)  # by id
    add: Mapping[str, Addition] = field(default_factory=dict)  # by a name that the editor gives
    actors: Mapping[str, NameCorrection] = field(default_factory=dict)
    places: Mapping[str, NameCorrection] = field(default_factory=dict)
    file: str = BY_HAND

    @property
    def reasons(self) -> dict[tuple[str, str], Signed]:
        """Why the editor changed what, and who signed it, for the ledger: by id (of what was added, by file) and key."""
        return {(f"{self.file}/{name}", "add"): said.signed for name, said in self.add.items() if said.why} | {
            (id_, key): said.signed
            for id_, said in self.events.items()
            for key in SECTIONS["events"]
            if key not in ("why", "by") and getattr(said, key) not in (None, False, "", ())
        }


class Kind(Noun, frozen=True):
    """What a value must be."""

    read: Callable[[str], Any]  # raises ValueError, in words for the editor
    wanted: str
    example: str
    many: bool = False  # whether it is a list of such values
    groups: bool = False  # whether the list may hold lists


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


def read_share(text: str) -> float:
    """A number from 0 to 1; raises ValueError."""
    if not re.fullmatch(r"0(\.\d+)?|1(\.0+)?|\.\d+", text):
        raise ValueError(f"{text!r} is no number from 0 to 1")
    return float(text)


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise ValueError(f"{text!r} is no id of an event, seven letters and digits as in the address /e/ID/")
    return text


def read_language(text: str) -> str:
    """A code of two letters; raises ValueError."""
    if not re.fullmatch(r"[a-z]{2}", text):
        raise ValueError(f"{text!r} is no code of two letters, such as en")
    return text


_TEXT = Kind(str, "a text", '"..."')
_URL = Kind(_address, "an address", "https://...")
_YES = Kind(_yes_or_no, "true or false", "true")
_DATE = Kind(_edtf_or_partial, "a date", "")
_NAMES = Kind(str, "a list of names", "[...]", many=True)
_SHARE = Kind(read_share, "a number from 0 to 1", "0.9")
_STATUS = Kind(_status, "a status", "planned")
_SIGNED = {"why": _TEXT, "by": _TEXT}
SECTIONS: Mapping[str, Mapping[str, Kind]] = {
    "articles": {
        "date": Kind(_edtf, "a date", ""),
        "title": _TEXT,
        "outlet": _TEXT,
        "url": _URL,
        "archived": _URL,
        "hide": _YES,
        **_SIGNED,
    },
    "events": {
        "title": _TEXT,
        "date": _DATE,
        "status": _STATUS,
        "importance": _SHARE,
        "actors": _NAMES,
        "places": _NAMES,
        "hide": _YES,
        "merge": Kind(_id, "the id of the event that it is the same as", "k7m2q9f"),
        "split": Kind(str, "a list of articles or of words", "[004.txt]", many=True, groups=True),
        "erase": _YES,
        **_SIGNED,
    },
    "add": {
        "date": _DATE,
        "title": _TEXT,
        "text": _TEXT,
        "status": _STATUS,
        "importance": _SHARE,
        "actors": _NAMES,
        "places": _NAMES,
        "outlet": _TEXT,
        "url": _URL,
        "archived": _URL,
        "language": Kind(read_language, "a language", "en"),
        **_SIGNED,
    },
    "actors": {"name": _TEXT, "hide": _YES, **_SIGNED},
    "places": {"name": _TEXT, "hide": _YES, **_SIGNED},
}
NOUNS: Mapping[str, type[Said]] = {
    "articles": ArticleCorrection,
    "events": EventCorrection,
    "add": Addition,
    "actors": NameCorrection,
    "places": NameCorrection,
}
NEEDED: Mapping[str, tuple[str, ...]] = {"add": ("title", "text")}
ALONE = ("merge", "erase")  # what leaves an event nothing to say more of it
EXAMPLES = {
    "articles": ("001.txt", "date: 2024-05-24, why: "),
    "events": ("k7m2q9f", "hide: true, why: "),
    "add": ("second-fire", 'date: 2024-05-24, title: "...", text: "...", why: '),
    "actors": ("Mr Doe", "name: John Doe"),
    "places": ("Big Apple", "name: New York"),
}


def read_value(kind: Kind, node: yaml.Node) -> Any:
    """The value of a node; raises ValueError, in words for the editor."""
    if kind.many and isinstance(node, yaml.ScalarNode) and not is_blank(node):
        items: list[yaml.Node] = [node]  # a list of one need not be written as a list
    elif kind.many and isinstance(node, yaml.SequenceNode):
        items = node.value
    elif not kind.many and isinstance(node, yaml.ScalarNode) and not is_blank(node):
        return kind.read(_one_line(node))
    else:
        raise ValueError(f"{kind.wanted} is missing")
    if not kind.groups:
        return tuple(_items(kind, items))
    if not items:
        raise ValueError(f"{kind.wanted} is missing")
    return tuple(tuple(_items(kind, item.value if isinstance(item, yaml.SequenceNode) else [item])) for item in items)


def _items(kind: Kind, nodes: list[yaml.Node]) -> list[Any]:
    if not all(isinstance(node, yaml.ScalarNode) and not is_blank(node) for node in nodes):
        raise ValueError(f"{kind.wanted} is missing, or one of them is empty")
    return [kind.read(_one_line(node)) for node in nodes]


def _one_line(node: yaml.Node) -> str:
    text = " ".join(str(node.value).split())
    if not is_whole(text):
        raise ValueError("holds half a character, \\ud800 to \\udfff without its other half")
    return text


def is_whole(text: str) -> bool:
    """Whether all its letters are whole: YAML may escape half a character, which no file can hold."""
    return re.search("[\ud800-\udfff]", text) is None


def is_blank(node: yaml.Node) -> bool:
    """Whether nothing is written there."""
    return isinstance(node, yaml.ScalarNode) and not node.value.strip()


def plain(text: str) -> str:
    """A text as YAML has it between braces, in quotes only where it needs them."""
    return text if re.fullmatch(r"\w([\w./ -]|:(?=[/\w]))*", text) else json.dumps(text, ensure_ascii=False)


def paste(section: str, name: str, values: str) -> str:
    """Lines for corrections.yml."""
    return f"{section}:\n  {plain(name)}: {{{values}}}"


def as_written(said: ArticleCorrection) -> str:
    """What is said of an article, as it stands between braces."""
    values = {key: getattr(said, key) for key in SECTIONS["articles"]}
    words = {key: "true" if value is True else plain(str(value)) for key, value in values.items() if value}
    return ", ".join(f"{key}: {value}" for key, value in words.items())


def example(section: str) -> str:
    """An entry of a section as it should look."""
    return paste(section or "articles", *EXAMPLES[section or "articles"])
