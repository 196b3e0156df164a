"""Take wording back everywhere: a ledger and articles in, the same without what the editor erased out.

What was erased must stay known, or the next build would publish it again. So the ledger keeps digests of its runs of words:
nobody can read the wording from them, but the same words are known again, in any article and in one that comes later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from itertools import pairwise
from zlib import crc32

from msgspec.structs import replace

from timeline.ledger import Fact, Known, Ledger, line_of
from timeline.model import Article
from timeline.noun import Noun
from timeline.said import Corrections

RUN = 8  # words; two texts that share so many in a row share a sentence
LEAST = 3  # words; a shorter title says too little to be known again by

Marks = Mapping[str, tuple[str, ...]]  # by file


class Erased(Noun, frozen=True):
    """The ledger without erased wording, and by what to know that wording again."""

    ledger: Ledger
    marks: Mapping[str, Marks]  # by id, for those that are erased by this build
    known: frozenset[str]  # all marks in force
    rewritten: bytes | None  # the lines of the ledger, where they differ from those in its file


def erase(ledger: Ledger, corrections: Corrections) -> Erased:
    """Take out of the ledger what the editor erases; an id that names no event, or that forwards, is left alone."""
    before = {
        mark
        for known in ledger.ids.values()
        for fact in known.facts
        if fact.fact == "erased"
        for runs in fact.marks.values()
        for mark in runs
    }
    wanted = [id_ for id_, said in corrections.events.items() if said.erase and id_ in ledger.ids]
    new = {id_ for id_ in wanted if ledger.ids[id_].state in ("event", "withdrawn")}
    if not new:
        return Erased(ledger, {}, frozenset(before), None)
    families = {id_: [known for known in ledger.ids.values() if known.id == id_ or ledger.leads_to(known.id) == (id_,)] for id_ in new}
    marks = {id_: _marks(family) for id_, family in families.items()}
    fresh = {mark for found in marks.values() for runs in found.values() for mark in runs}
    gone = {known.id for family in families.values() for known in family}
    facts = sorted({fact.seq: fact for known in ledger.ids.values() for fact in known.facts}.values(), key=lambda fact: fact.seq)
    clean = [_without(fact, fresh, fact.id in gone) for fact in facts]
    lines = b"".join(line_of(fact) for fact in clean)
    return Erased(Ledger().extended(clean), marks, frozenset(before | fresh), lines)


def without_erased(article: Article, marks: Collection[str]) -> Article:
    """The article with spaces in the place of every sentence that holds erased words; all others stay where they are."""
    if not marks:
        return article
    text = article.text
    for start, end in _sentences_with(text, marks):
        text = text[:start] + re.sub(r"\S", " ", text[start:end]) + text[end:]
    title = "" if _holds(article.title, marks) else article.title
    return article if text == article.text and title == article.title else replace(article, text=text, title=title)


def _marks(family: Iterable[Known]) -> Marks:
    """The digests of every run of words that speaks for an event, and of its titles."""
    marks: dict[str, set[str]] = defaultdict(set)
    for known in family:
        for file, pieces in known.evidence.items():
            for piece in pieces:
                marks[file] |= _marks_of(piece.quote)
        for file in known.evidence:
            for title in {fact.title for fact in known.facts if fact.id == known.id and fact.title}:
                marks[file] |= _marks_of(title)
    return {file: tuple(sorted(found)) for file, found in sorted(marks.items())}


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(found[0].casefold(), found.start(), found.end()) for found in re.finditer(r"\w+", text)]


def _marks_of(text: str) -> set[str]:
    """The marks of every run of words; a short text is one run, of all its words."""
    words = [word for word, _, _ in _words(text)]
    size = min(RUN, len(words))
    if size < LEAST:
        return set()
    runs = (" ".join(words[at : at + size]).encode("utf-8", "surrogatepass") for at in range(len(words) - size + 1))
    return {f"{size}-{crc32(run):08x}-{_digest(run)}" for run in runs}


def _digest(run: bytes) -> str:
    return blake2b(run, digest_size=8).hexdigest()


def _found(text: str, marks: Collection[str]) -> list[tuple[int, int]]:
    """Where erased words stand."""
    places = _words(text)
    words = [word.encode("utf-8", "surrogatepass") for word, _, _ in places]
    sought = [mark.split("-") for mark in marks]
    found = []
    for size in sorted({int(size) for size, _, _ in sought}):
        # The check sum costs a fifth of the digest, and hardly any run passes it that is not meant.
        sums = {int(check, 16) for length, check, _ in sought if int(length) == size}
        for at in range(len(words) - size + 1):
            run = b" ".join(words[at : at + size])
            if (check := crc32(run)) in sums and f"{size}-{check:08x}-{_digest(run)}" in marks:
                found.append((places[at][1], places[at + size - 1][2]))
    return found


def _holds(text: str, marks: Collection[str]) -> bool:
    return bool(_found(text, marks))


def _sentences_with(text: str, marks: Collection[str]) -> list[tuple[int, int]]:
    """The sentences, or lines, that hold erased words."""
    ends = [0, *(found.end() for found in re.finditer(r"[.!?…][\"”’»)]*(?=\s)|\n\s*\n", text)), len(text)]
    found = _found(text, marks)
    return [(start, end) for start, end in pairwise(ends) if any(s < end and e > start for s, e in found)]


def _without(fact: Fact, marks: Collection[str], is_erased: bool) -> Fact:
    """A fact of the ledger without erased words."""
    if is_erased:
        return replace(fact, title="", evidence={})
    evidence = {file: tuple(piece for piece in pieces if not _holds(piece.quote, marks)) for file, pieces in fact.evidence.items()}
    return replace(fact, title="" if _holds(fact.title, marks) else fact.title, evidence=evidence)
