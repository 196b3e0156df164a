"""The ledger of permalinks: the lines of permalinks.jsonl in, what is known of every id ever minted out.

One line is one fact, a JSON object with its keys in a fixed order, and lines are only ever appended:

    {"seq":1,"id":"k7m2q9f","fact":"minted","released":"2024-05-24","date":"2023-08","title":"...","evidence":{"001.txt":[...]}}
    {"seq":2,"id":"k7m2q9f","fact":"redated","released":"2024-06-01","date":"2023-08-17"}

The latest facts hold. An `evidence` fact names only the articles whose passages changed, with all their passages (none: the
article no longer speaks for the id). `released` is there when a reader sees the change. What the editor did has `why`, and `by`
where somebody signed it.

One fact changes older lines: `erased` takes the wording out of all of them. It keeps `marks`, by which the wording is known
again though nobody can read it from them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from msgspec import field
from msgspec.structs import replace

from timeline.model import Problem
from timeline.noun import Noun
from timeline.when import parse, parse_partial

LONGEST = 2**32  # characters; no passage stands further down in a text
CONSONANTS = "bcdfghjklmnpqrstvwxz"
ID = re.compile(rf"[{CONSONANTS}][{CONSONANTS}2-9]{{6}}")


class Piece(Noun, frozen=True):
    """A passage as the ledger keeps it: enough to find it again in the article, edited or renamed."""

    start: int  # where it stood when the fact was recorded; a mere shift of the text is not worth a fact
    quote: str
    words: tuple[str, ...] = ()  # the words that gave the date: two occurrences can be told in one sentence


Evidence = Mapping[str, tuple[Piece, ...]]  # by the article's file


class Fact(Noun, frozen=True):
    """One line of the ledger; which fields it has depends on its kind (see KINDS)."""

    id: str
    fact: str
    released: str = ""  # ISO day of the release in which a reader saw the change
    date: str | None = None  # EDTF
    title: str = ""
    into: tuple[str, ...] = ()
    of: str = ""  # the id whose evidence a newly minted one takes over a part of
    why: str = ""  # the editor's reason
    by: str = ""  # who signed it
    key: str = ""  # what was changed, of the things that have no kind of fact of their own: "status", "actors", ...
    value: str | None = None  # to what; None where the editor's word was taken back
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by file, the digests of erased runs of words
    status: str = ""  # what was said of it when it was minted; "" in a ledger of the first version
    evidence: Evidence = field(default_factory=dict)
    seq: int = 0


class Kind(Noun, frozen=True):
    """What a kind of fact says: the keys its line must have, those it may have, and the state that it puts the id in."""

    must: tuple[str, ...]
    may: tuple[str, ...] = ()
    state: str = ""


SIGNED = ("why", "by")
KINDS = {
    "minted": Kind(("released", "date", "title", "evidence"), ("status", "of", *SIGNED), "event"),
    "evidence": Kind(("evidence",), ("released",)),
    "redated": Kind(("released", "date"), SIGNED),
    "retitled": Kind(("released", "title"), SIGNED),
    "changed": Kind(("released", "key", "value"), SIGNED),
    "hidden": Kind(("released",), SIGNED),
    "shown": Kind(("released",)),
    "merged": Kind(("released", "into"), SIGNED, "merged"),
    "split": Kind(("released", "into"), SIGNED, "split"),
    "withdrawn": Kind(("released",), SIGNED, "withdrawn"),
    "restored": Kind(("released",), ("of",), "event"),
    "erased": Kind(("released", "marks"), SIGNED, "erased"),
}
# In the order of a line, after seq, id and fact.
KEYS = ("released", "date", "title", "status", "key", "value", "into", "of", "why", "by", "marks", "evidence")


class Known(Noun, frozen=True):
    """What the ledger knows of an id, all its facts taken together."""

    id: str
    seq: int  # of the fact that minted it: a lower one is older
    state: str  # event, merged, split, withdrawn or erased
    date: str | None
    title: str
    evidence: Evidence
    into: tuple[str, ...] = ()  # where it forwards to, or its parts
    hidden: bool = False
    changed: Mapping[str, str] = field(default_factory=dict)  # its status, and what else the editor said of it, by key
    facts: tuple[Fact, ...] = ()  # its own, and those that name it as their `into` or `of`

    @property
    def is_event(self) -> bool:
        """Whether it named an event of its own on the last build."""
        return self.state == "event"


class DamagedLedger(Exception):
    """The ledger cannot be trusted; nothing may be written before somebody has looked at it."""

    def __init__(self, problem: Problem):
        super().__init__(problem.what)
        self.problem = problem


class _Damage(ValueError):
    """A fact that cannot be: what is wrong, and what to do about it if that is more than restoring the file."""

    def __init__(self, what: str, fix: str = ""):
        super().__init__(what)
        self.fix = fix


class Ledger(Noun, frozen=True):
    """Every id ever minted, in the order of minting."""

    ids: Mapping[str, Known] = field(default_factory=dict)
    last: int = 0  # the highest seq

    def extended(self, facts: Iterable[Fact]) -> Ledger:
        """The ledger with numbered facts added."""
        ids, last = dict(self.ids), self.last
        for fact in facts:
            _add(ids, fact, last)
            last = fact.seq
        return Ledger(ids, last)

    def leads_to(self, id_: str) -> tuple[str, ...]:
        """Where an id leads in the end, through all that its targets were merged into: itself, unless it was merged or split."""
        known = self.ids[id_]
        return tuple(dict.fromkeys(end for target in known.into for end in self.leads_to(target))) if known.into else (id_,)


class Lines(Noun, frozen=True):
    """The lines of a ledger that were read, and what they say."""

    length: int = 0  # in bytes
    digest: bytes = b""  # of these bytes
    count: int = 0
    ledger: Ledger = Ledger()


def read_ledger(path: Path) -> Ledger:
    """The ledger that a file holds; none is an empty one. Raises DamagedLedger at the first line that cannot be right."""
    return read_on(path, Lines()).ledger


def read_on(path: Path, before: Lines) -> Lines:
    """The same for a file that mostly begins with lines that were read before, since it is only ever appended to."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Lines()
    except OSError as error:
        raise DamagedLedger(Problem(path.name, None, f"cannot be read: {error.strerror}", "make it a file that can be read")) from error
    if before.digest != _digest(content[: before.length]):
        before = Lines()
    if len(content) == before.length:
        return before
    ids, last = dict(before.ledger.ids), before.ledger.last
    lines = content[before.length :].split(b"\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fact = _parsed(line, is_last=number == len(lines))
            _add(ids, fact, last)
        except _Damage as damage:
            fix = damage.fix or f"bring back the last good copy: git checkout -- {path.name}"
            raise DamagedLedger(Problem(path.name, before.count + number, str(damage), fix)) from damage
        last = fact.seq
    if lines[-1]:  # somebody took away the end of the last line
        return Lines(ledger=Ledger(ids, last))
    return Lines(len(content), _digest(content), before.count + len(lines) - 1, Ledger(ids, last))


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


def line_of(fact: Fact) -> bytes:
    """A fact as its line in the file."""
    kind = KINDS[fact.fact]
    values = {key: getattr(fact, key) for key in KEYS} | {
        "marks": {file: fact.marks[file] for file in sorted(fact.marks)},
        "evidence": {file: [_piece_to_json(piece) for piece in fact.evidence[file]] for file in sorted(fact.evidence)},
    }
    head = {"seq": fact.seq, "id": fact.id, "fact": fact.fact}
    body = {key: values[key] for key in KEYS if key in kind.must or (key in kind.may and values[key])}
    text = json.dumps(head | body, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair, from a broken page, cannot be encoded; written as \udc80 it is JSON again.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _piece_to_json(piece: Piece) -> dict[str, Any]:
    words = {"words": list(piece.words)} if piece.words else {}
    return {"start": piece.start, "quote": piece.quote} | words


def _parsed(line: bytes, is_last: bool) -> Fact:
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        raise _Damage(
            "two versions of the ledger were merged and git left its conflict markers",
            "keep the lines of the published branch, take out the other side's and the markers, then build again:\n"
            "the same articles mint the same ids",
        )
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        if is_last:
            raise _Damage("the last line breaks off", "if the rest is whole, take this line out and build again") from error
        raise _Damage("this line is no JSON") from error
    if not isinstance(entry, dict):
        raise _Damage("this line is no JSON object")
    match entry:
        case {"seq": int(), "id": str(), "fact": str(name)}:
            kind = KINDS.get(name)
        case _:
            raise _Damage("a fact needs its seq, id and fact")
    if kind is None:
        raise _Damage(f"unknown fact {name!r}", "was it written by a newer version of this program? then build with that one")
    values = {key: value for key, value in entry.items() if key not in ("seq", "id", "fact")}
    if missing := [key for key in kind.must if key not in values]:
        raise _Damage(f"{name!r} lacks {missing[0]!r}")
    if unknown := [key for key in values if key not in kind.must + kind.may]:
        raise _Damage(f"{name!r} has no {unknown[0]!r}")
    if "date" in values and not _is_edtf(values["date"]):
        raise _Damage(f"{values['date']!r} is no EDTF date")
    if not _is_day(values.get("released", "")):
        raise _Damage(f"{values['released']!r} is no day of a release")
    try:
        return _fact(entry)
    except (TypeError, KeyError, AttributeError) as error:
        raise _Damage(f"{name!r} holds a value of the wrong kind") from error


def _fact(entry: dict[str, Any]) -> Fact:
    """The fact of an entry; TypeError, KeyError or AttributeError where a value is of the wrong kind."""
    texts = [value for key, value in entry.items() if key not in ("seq", "date", "value", "into", "marks", "evidence")]
    lists = [entry.get("into", []), *entry.get("marks", {}).values()]
    texts += [text for list_ in lists for text in list_] + [entry.get("value") or ""]
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(list_, list) for list_ in lists):
        raise TypeError
    evidence = {file: tuple(_piece_from_json(piece) for piece in pieces) for file, pieces in entry.get("evidence", {}).items()}
    marks = {file: tuple(runs) for file, runs in entry.get("marks", {}).items()}
    return Fact(**entry | {"into": tuple(entry.get("into", ())), "marks": marks, "evidence": evidence})


def _is_edtf(value: object) -> bool:
    if not isinstance(value, str):
        return value is None
    try:
        return bool(parse_partial(value) if value.startswith("XXXX") else parse(value))
    except ValueError:
        return False


def _is_day(value: object) -> bool:
    """Whether it is an ISO day, or empty."""
    try:
        return value == "" or (isinstance(value, str) and date.fromisoformat(value).isoformat() == value)
    except ValueError:
        return False


def _piece_from_json(piece: dict[str, Any]) -> Piece:
    start, quote, words = piece["start"], piece["quote"], piece.get("words", [])
    if not (
        isinstance(start, int)
        and 0 <= start < LONGEST
        and isinstance(quote, str)
        and quote
        and all(isinstance(word, str) for word in words)
    ):
        raise TypeError
    return Piece(start, quote, tuple(words))


def _add(ids: dict[str, Known], fact: Fact, last: int) -> None:
    """Add what a fact says to what is known; _Damage where it contradicts what came before."""
    if fact.seq != last + 1:
        what = "a line is missing before it" if fact.seq > last else "it comes twice or out of order"
        raise _Damage(f"seq {fact.seq} follows {last}: {what}")
    known = ids.get(fact.id)
    if fact.fact == "minted":
        if not ID.fullmatch(fact.id):
            raise _Damage(f"{fact.id!r} is no id: seven characters, a consonant and then consonants and digits from 2 to 9")
        if known:
            raise _Damage(f"the id {fact.id} was minted before, and an id is never used again")
        known = Known(fact.id, fact.seq, "event", fact.date, fact.title, {})
    if known is None:
        raise _Damage(f"{fact.fact!r} about the id {fact.id}, which was never minted")
    named = (*fact.into, fact.of) if fact.of else fact.into
    for other in named:
        if other not in ids:
            raise _Damage(f"{fact.id} is said to be {fact.fact} with {other}, which was never minted")
        if fact.id in (other, *_way(ids, other)):
            raise _Damage(f"{fact.id} is said to be {fact.fact} into {other}, which leads back to {fact.id}")
    if fact.fact in ("merged", "split") and not fact.into:
        raise _Damage(f"{fact.fact!r} does not say into what")
    kind = KINDS[fact.fact]
    ids[fact.id] = replace(
        known,
        state=kind.state or known.state,
        into=fact.into if kind.state else known.into,
        date=fact.date if "date" in kind.must else known.date,
        title=fact.title if "title" in kind.must else known.title,
        hidden={"hidden": True, "shown": False}.get(fact.fact, known.hidden),
        changed=_changed(known.changed, fact),
        evidence={file: pieces for file, pieces in {**known.evidence, **fact.evidence}.items() if pieces},
        facts=(*known.facts, fact),
    )
    for other in dict.fromkeys(named):
        ids[other] = replace(ids[other], facts=(*ids[other].facts, fact))


def _changed(before: Mapping[str, str], fact: Fact) -> Mapping[str, str]:
    if fact.fact == "minted" and fact.status:
        return {"status": fact.status}
    if fact.fact != "changed":
        return before
    return {key: value for key, value in {**before, fact.key: fact.value}.items() if value is not None}


def _way(ids: Mapping[str, Known], id_: str) -> set[str]:
    """Every id that is passed on the way from an id to where it leads."""
    passed: set[str] = set()
    ahead = list(ids[id_].into)
    while ahead:
        passed.add(here := ahead.pop())
        ahead += ids[here].into
    return passed
