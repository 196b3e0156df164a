"""Pages that need not be made again: recipes and what was read of the view the last time in; which pages to make, and what they read, out.

What a recipe reads of the view is noted while it makes its page: an event by its id, the events of a year, the names of all
actors. As long as all of that is what it was, the page is what it was. So adding an article costs the pages that it changes.

A page of very many events is made of a piece for each. Which pieces it has is noted too: those that are what they were are cut from
the page as it lies there.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from inspect import getmembers, isfunction
from operator import attrgetter
from types import MethodType
from typing import Any, TypeVar, cast
from zlib import crc32

from msgspec import Struct
from msgspec.structs import fields

from timeline.cache import digest
from timeline.compose.view import View
from timeline.model import Event, Page
from timeline.noun import Noun

Key = str | int | tuple[int, int]
K = TypeVar("K", bound=Key)
V = TypeVar("V")
Read = tuple[str, str, Key | None]  # where in the view, as "who.events", which of these, and by which key
AT, HAS, KEYS, ALL = "at", "has", "keys", "all"
GIVEN = ("site",)  # what every page may read: with another site all are made anew


class Recipe(Noun, frozen=True):
    """How some pages are made, of a view and of plain words and numbers: all else must be looked up in the view."""

    make: Callable[..., Page | Iterable[Page]]
    of: tuple[str | int, ...] = ()

    @property
    def name(self) -> str:
        """What it is known by from one build to the next."""
        return f"{self.make.__name__} {self.of}"

    def follow(self, view: View) -> tuple[Page, ...]:
        """The pages."""
        made = self.make(view, *self.of)
        return (made,) if isinstance(made, Page) else tuple(made)


class Pieces(Noun, frozen=True):
    """Where the pieces of a page stand in it."""

    of: int  # a sum of the page: where it does not hold, somebody else wrote it, or the disk lost some of it
    keys: tuple[bytes, ...]  # a number for all that each is made of
    ends: bytes  # the first byte of each, and the first after it


class Followed(Noun, frozen=True):
    """What came of a recipe."""

    pages: tuple[Page, ...]
    reads: frozenset[Read]
    pieces: dict[str, Pieces]  # by the path of a page


class Memory(Noun, frozen=True):
    """What pages were made from."""

    given: str
    reads: tuple[Read, ...]
    worth: tuple[bytes, ...]  # a number for what was found at each of the reads
    pages: dict[str, tuple[tuple[str, ...], bytes]]  # by the name of a recipe: the paths, and the numbers of its reads
    pieces: dict[str, Pieces]  # by the path of a page


class There(Noun, frozen=True):
    """The pages that were made before and are as they were."""

    paths: frozenset[str]
    read: Callable[[str], bytes]  # what one of them holds


NOTHING = Memory("", (), (), {}, {})
NONE = There(frozenset(), lambda _path: b"")
MOST = 12  # reads a recipe; it has two or three, so among more are mostly those of pages that are gone
FEW = 50  # pieces, which are sooner made than cut


def to_make(recipes: Mapping[str, Recipe], worth: Worth, before: Memory, there: frozenset[str]) -> dict[str, Recipe]:
    """The recipes, by name, whose pages may differ from those that were made `before`, or are not `there` any more."""
    changed = {number for number, (read, then) in enumerate(zip(before.reads, before.worth, strict=True)) if worth(read) != then}

    def is_as_it_was(name: str) -> bool:
        paths, reads = before.pages.get(name, ((), None))
        return reads is not None and there.issuperset(paths) and changed.isdisjoint(_numbers(reads))

    return {name: recipe for name, recipe in recipes.items() if not is_as_it_was(name)}


def usable(before: Memory, given: str) -> Memory:
    """What is remembered, or nothing where that is of another site, or has grown too large by pages that are gone."""
    return before if before.given == given and len(before.reads) <= MOST * len(before.pages) else NOTHING


def noting(recipe: Recipe, view: WatchedView) -> Followed:
    """Follow a recipe, and note what it reads of the view."""
    view.notes.clear()
    view.pieces.clear()
    pages = recipe.follow(cast(View, view))
    found = {page.path: _found(page.content, view.pieces[page.path]) for page in pages if len(view.pieces.get(page.path, ())) > FEW}
    return Followed(pages, frozenset(view.notes), found)


def _found(content: bytes, pieces: Iterable[tuple[bytes, bytes]]) -> Pieces:
    """Where pieces stand that follow each other in a page."""
    keys, ends, end, gap = [], array("I"), 0, 0
    for key, piece in pieces:
        # Between two mostly stands what stood between the two before.
        start = end + gap if content.startswith(piece, end + gap) else content.find(piece, end)
        if start >= 0:
            gap, end = start - end, start + len(piece)
            keys.append(key)
            ends.extend((start, end))
    return Pieces(crc32(content), tuple(keys), ends.tobytes())


def remember(names: Iterable[str], worth: Worth, before: Memory, made: Mapping[str, Followed]) -> Memory:
    """What is to be remembered of recipes for the next build, of what was made now and what was kept. A read keeps its number."""
    numbers = {read: number for number, read in enumerate(before.reads)}
    pages: dict[str, tuple[tuple[str, ...], bytes]] = {}
    pieces: dict[str, Pieces] = {}
    for name in names:
        if followed := made.get(name):
            reads = array("I", [numbers.setdefault(read, len(numbers)) for read in followed.reads])
            pages[name] = (tuple(page.path for page in followed.pages), reads.tobytes())
            pieces |= followed.pieces
        else:
            pages[name] = before.pages[name]
            pieces |= {path: before.pieces[path] for path in pages[name][0] if path in before.pieces}
    return Memory(worth.given, tuple(numbers), tuple(worth(read) for read in numbers), pages, pieces)


class Watched:
    """A view, or a part of one, that notes what is read of it."""

    def __init__(self, of: object, notes: set[Read] | None = None, name: str = ""):
        self.notes: set[Read] = set() if notes is None else notes
        self._of, self._name = of, name
        assert isinstance(of, Struct)
        for field in fields(of):
            value = getattr(of, field.name)
            if isinstance(value, Mapping):
                setattr(self, field.name, _Noted(value, f"{name}{field.name}", self.notes))
            elif isinstance(value, Struct):
                setattr(self, field.name, value if field.name in GIVEN else Watched(value, self.notes, f"{name}{field.name}."))
        for word, function in getmembers(type(of), isfunction):
            if not hasattr(type(self), word):
                setattr(self, word, MethodType(function, self))

    def __getattr__(self, word: str) -> Any:
        # Only what is neither a table nor a part comes here: it is read as a whole.
        self.notes.add((f"{self._name}{word}", ALL, None))
        return getattr(self._of, word)


class WatchedView(Watched):
    """A view that notes what is read of it, and makes nothing of an event that a page of before has."""

    def __init__(self, of: View, worth: Worth, before: Memory, there: There):
        super().__init__(of)
        self.pieces: dict[str, list[tuple[bytes, bytes]]] = {}  # by the path of a page
        self._worth, self._before, self._there = worth, before, there
        self._told: dict[int, tuple[bytes, list[Read]]] = {}  # by the identity of an event
        self._cut: dict[str, dict[bytes, bytes]] = {}  # the pieces of the page that is being made

    def each(self, path: str, make: Callable[..., str], events: Iterable[Event], /, **how: str | bool) -> list[str]:
        """The same as that of a view; what is not made anew reads what it would have read."""
        old = self._old(path)
        pieces = self.pieces.setdefault(path, [])
        about = digest((make.__module__, make.__qualname__, how))
        said = []
        for event in events:
            number, reads = self._told.get(id(event)) or self._look_at(event)
            key = about + number
            if piece := old.get(key):
                self.notes.update(reads)
            else:
                piece = make(self, event, **how).encode("utf-8", "replace")
            pieces.append((key, piece))
            said.append(piece.decode())
        return said

    def _look_at(self, event: Event) -> tuple[bytes, list[Read]]:
        """The number for an event and its articles, and what is read of the view for them."""
        reads: list[Read] = [("articles", AT, report.article) for report in event.reports]
        told = self._told[id(event)] = _number(b"".join((self._worth.of(event), *map(self._worth, reads)))), reads
        return told

    def _old(self, path: str) -> dict[bytes, bytes]:
        """The pieces of a page as it lies there, by their keys."""
        if path not in self._there.paths or not (pieces := self._before.pieces.get(path)):
            return {}
        if path not in self._cut:
            content, ends = self._there.read(path), _numbers(pieces.ends)
            found = zip(pieces.keys, ends[::2], ends[1::2], strict=True) if crc32(content) == pieces.of else ()
            self._cut = {path: {key: content[start:end] for key, start, end in found}}
        return self._cut[path]


class _Noted(Mapping[K, V]):
    """A table that notes what is looked up in it."""

    def __init__(self, of: Mapping[K, V], name: str, notes: set[Read]):
        self._of, self._name, self._notes = of, name, notes

    def __getitem__(self, key: K) -> V:
        self._notes.add((self._name, AT, key))
        return self._of[key]

    def __contains__(self, key: object) -> bool:
        self._notes.add((self._name, HAS, cast(K, key)))
        return key in self._of

    def __iter__(self) -> Iterator[K]:
        self._notes.add((self._name, KEYS, None))
        return iter(self._of)

    def __len__(self) -> int:
        self._notes.add((self._name, KEYS, None))
        return len(self._of)

    def values(self) -> Any:
        """All values."""
        self._notes.add((self._name, ALL, None))
        return self._of.values()

    def items(self) -> Any:
        """All of it."""
        self._notes.add((self._name, ALL, None))
        return self._of.items()


class Worth:
    """Numbers for what can be read of a view: equal for equal values, in every run."""

    def __init__(self, view: View):
        self._view = view
        self._places: dict[str, Any] = {}
        # By the identity of an event or an article, which stand in many tuples.
        self._known = {id(None): digest(None)} | {id(event): digest(event) for event in view.timeline.events}
        self._read: dict[Read, bytes] = {}
        self.given = repr([getattr(view, word) for word in GIVEN])

    def __call__(self, read: Read) -> bytes:
        """The number for what is read there; for what is not there, that."""
        if (number := self._read.get(read)) is None:
            number = self._read[read] = self._look_up(read)
        return number

    def _look_up(self, read: Read) -> bytes:
        place, how, key = read
        if place not in self._places:
            self._places[place] = attrgetter(place)(self._view)
        value = self._places[place]
        match how:
            case "at":
                return self.of(value[key]) if key in value else b""
            case "has":
                return self.of(key in value)
            case "keys":
                return self.of(tuple(value))
            case _:
                return self.of(value)

    def of(self, value: Any) -> bytes:
        """The number for a value."""
        if number := self._known.get(id(value)):
            return number
        kind = type(value)
        if kind is tuple and not (value and type(value[0]) is str):
            try:
                return _number(b"".join(map(self._known.__getitem__, map(id, value))))
            except KeyError:
                return _number(b"".join([self.of(part) for part in value]))
        if issubclass(kind, Struct):
            number = self._known[id(value)] = digest(value)
            return number
        if issubclass(kind, Mapping):
            return _number(b"".join(self.of(part) for item in value.items() for part in item))
        return digest(value)


def _numbers(reads: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(reads)
    return numbers


def _number(several: bytes) -> bytes:
    return blake2b(several, digest_size=16).digest()
