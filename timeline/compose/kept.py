"""Pages that need not be made again: recipes and what was read of the view the last time in; which pages to make, and what they read, out.

What a recipe reads of the view is noted while it makes its page: an event by its id, the events of a year, the names of all
actors. As long as all of that is what it was, the page is what it was. So adding an article costs the pages that it changes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from inspect import getmembers, isfunction
from types import MethodType
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import fields

from timeline.cache import digest
from timeline.compose.view import View
from timeline.model import Page
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


class Memory(Noun, frozen=True):
    """What pages were made from."""

    given: str
    reads: tuple[Read, ...]
    worth: tuple[bytes, ...]  # a number for what was found at each of the reads
    pages: dict[str, tuple[tuple[str, ...], bytes]]  # by the name of a recipe: the paths, and the numbers of its reads


NOTHING = Memory("", (), (), {})
MOST = 12  # reads a recipe; it has two or three, so among more are mostly those of pages that are gone


def to_make(recipes: Sequence[Recipe], worth: Worth, before: Memory, there: frozenset[str]) -> list[Recipe]:
    """The recipes whose pages may differ from those that were made `before`, or are not `there` any more."""
    changed = {number for number, (read, then) in enumerate(zip(before.reads, before.worth, strict=True)) if worth(read) != then}

    def is_as_it_was(recipe: Recipe) -> bool:
        paths, reads = before.pages.get(recipe.name, ((), None))
        return reads is not None and there.issuperset(paths) and changed.isdisjoint(_numbers(reads))

    return [recipe for recipe in recipes if not is_as_it_was(recipe)]


def usable(before: Memory, given: str) -> Memory:
    """What is remembered, or nothing where that is of another site, or has grown too large by pages that are gone."""
    return before if before.given == given and len(before.reads) <= MOST * len(before.pages) else NOTHING


def noting(recipe: Recipe, watched: Watched) -> tuple[tuple[Page, ...], frozenset[Read]]:
    """A recipe's pages, and what it read of the view."""
    watched.notes.clear()
    pages = recipe.follow(cast(View, watched))
    return pages, frozenset(watched.notes)


def remember(
    recipes: Iterable[Recipe], worth: Worth, before: Memory, made: Mapping[str, tuple[Sequence[Page], AbstractSet[Read]]]
) -> Memory:
    """What is to be remembered for the next build, from what was made now and what was kept. A read keeps its number."""
    numbers = {read: number for number, read in enumerate(before.reads)}
    pages = {}
    for recipe in recipes:
        if recipe.name in made:
            new, noted = made[recipe.name]
            reads = array("I", [numbers.setdefault(read, len(numbers)) for read in noted])
            pages[recipe.name] = (tuple(page.path for page in new), reads.tobytes())
        else:
            pages[recipe.name] = before.pages[recipe.name]
    return Memory(worth.given, tuple(numbers), tuple(worth(read) for read in numbers), pages)


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
            if not word.startswith("__"):
                setattr(self, word, MethodType(function, self))

    def __getattr__(self, word: str) -> Any:
        # Only what is neither a table nor a part comes here: it is read as a whole.
        self.notes.add((f"{self._name}{word}", ALL, None))
        return getattr(self._of, word)


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
        self._known: dict[int, bytes] = {}
        self._read: dict[Read, bytes] = {}
        self.given = repr([getattr(view, word) for word in GIVEN])

    def __call__(self, read: Read) -> bytes:
        """The number for what is read there; for what is not there, that."""
        if read not in self._read:
            self._read[read] = self._look_up(read)
        return self._read[read]

    def _look_up(self, read: Read) -> bytes:
        place, how, key = read
        value: Any = self._view
        for word in place.split("."):
            value = getattr(value, word)
        match how:
            case "at":
                return self._of(value[key]) if key in value else b""
            case "has":
                return self._of(key in value)
            case "keys":
                return self._of(tuple(value))
            case _:
                return self._of(value)

    def _of(self, value: Any) -> bytes:
        if isinstance(value, Mapping):
            return _number(b"".join(self._of(part) for item in value.items() for part in item))
        if isinstance(value, tuple) and not (value and isinstance(value[0], str)):
            known = self._known
            return _number(b"".join([known.get(id(part)) or self._of(part) for part in value]))
        if not isinstance(value, Struct):
            return digest(value)
        # Events stand in many tuples.
        if (number := self._known.get(id(value))) is None:
            number = self._known[id(value)] = digest(value)
        return number


def _numbers(reads: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(reads)
    return numbers


def _number(several: bytes) -> bytes:
    return blake2b(several, digest_size=16).digest()
