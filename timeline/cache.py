"""What was computed before, so that a build computes only what is new: a function and values in, its results out.

What is known of single values lies in one SQLite file in .timeline/, what is known of all of them together in files beside it. It is
known by a function's name, the value that it was given and the version of everything that could change its answer, so it is never
out of date; deleting it costs time and nothing else.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar, get_type_hints
from zlib import crc32

from msgspec import DecodeError
from msgspec.msgpack import Decoder, Encoder

from timeline.spread import WORTH_IT, Helper, processors, spread

Progress = Callable[[str, int, int], None]  # is told what is being done, how many parts of it are done, and of how many
T = TypeVar("T")
R = TypeVar("R")
PACKAGE = Path(__file__).resolve().parent
MANY = 500  # keys in one question to the store
SPARE = 2  # the store may hold so many times what a build uses before what it does not use is taken out


def silent(what: str, done: int, of: int) -> None:
    """Nobody looks at the progress."""


class Cache:
    """A store of results; use it in a `with`, at the end of which what is new is kept. Without a path it remembers nothing."""

    def __init__(self, path: Path | None = None, progress: Progress = silent):
        self._path, self.progress = path, progress
        self._store: sqlite3.Connection | None = None
        self._used: set[bytes] = set()
        self._read: dict[bytes, Any] = {}
        self._helper: Helper | None = None

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.expect_nothing()
        if self._store is None:
            return
        with _or_not_at_all():
            self._store.commit()  # what was computed before a failure is as true as after it
        self._store.close()
        self._store = None

    def each(self, what: str, function: Callable[[T], R], values: Sequence[T], numbers: Sequence[bytes] = ()) -> list[R]:
        """What a pure function of one value makes of each; what is not known yet is computed on all processors.

        `what` names the work in messages of progress. Values and results are made of strings, numbers, days, tuples and the
        project's own nouns; the function says of which. `numbers` stand for the values, where these would take long to read.
        """
        return self._each(what, function, values, _keys(function, numbers or map(digest, values)))

    def _each(self, what: str, function: Callable[[T], R], values: Sequence[T], keys: Sequence[bytes]) -> list[R]:
        found = self._known(keys, _result_of(function))
        missing = {key_: value for key_, value in zip(keys, values, strict=True) if key_ not in found}
        made = spread(partial(_made, function), list(missing.values()), partial(self.progress, what))
        found |= self._new(function, missing, made)
        return [found[key_] for key_ in keys]

    def known(self, function: Callable[..., R], numbers: Sequence[bytes]) -> list[R | None]:
        """What the store has for each of these; whoever asks for it again does not wait."""
        keys = _keys(function, numbers)
        self._read |= self._known(keys, _result_of(function))
        return [self._read.get(key_) for key_ in keys]

    def expect(self, prepare: Callable[[], object]) -> None:
        """Let another process prepare for what few new values there will be, while this one gets on."""
        if processors() > 1:
            self._helper = Helper(prepare)

    def expect_nothing(self) -> None:
        """Let that process go."""
        if self._helper:
            self._helper.close()
        self._helper = None

    def begin(self, what: str, function: Callable[[T], R], values: Sequence[T], numbers: Sequence[bytes]) -> Callable[[], list[R]]:
        """The same as `each`, to be called when the results are needed; a few new values are computed meanwhile by whoever prepared."""
        keys = _keys(function, numbers)
        there = {key_ for (key_,) in self._found("key", keys)}
        new = [value for key_, value in zip(keys, values, strict=True) if key_ not in there]
        if self._helper is None or not 0 < len(new) < WORTH_IT:
            return partial(self._each, what, function, values, keys)
        helped = self._helper(partial(spread, partial(_made, function), new))

        def results() -> list[R]:
            known = {key_: value for key_, value in zip(keys, values, strict=True) if key_ in there}
            found = dict(zip(known, self._each(what, function, list(known.values()), list(known)), strict=True))
            found |= self._new(function, [key_ for key_ in keys if key_ not in there], helped())
            self.progress(what, len(new), len(new))
            return [found[key_] for key_ in keys]

        return results

    def _new(self, function: Callable[..., R], keys: Iterable[bytes], made: Iterable[bytes | R]) -> dict[bytes, R]:
        """What was just made, by its keys; it is kept."""
        found: dict[bytes, R] = {}
        for key_, result in zip(keys, made, strict=True):
            if isinstance(result, bytes):
                self._keep(key_, result)
                found[key_] = unpacked(result, _result_of(function))
            else:
                found[key_] = result
        return found

    def recall(self, name: str, kind: type[T]) -> T | None:
        """What was kept under a name, if it is of this kind; None where nothing was."""
        return get(self._beside(name), key(name), kind) if self._path else None

    def keep(self, name: str, result: object) -> None:
        """Remember a large result that was computed here, in a file of its own, in the place of what had the name before."""
        if self._path:
            put(self._beside(name), key(name), result)

    def _beside(self, name: str) -> Path:
        assert self._path is not None
        return self._path.with_name(f"kept.{name}")

    def tidy(self) -> None:
        """Take out what a whole build did not use, where that is much; for the end of a build that asked for all it needs."""
        if self._store is not None:
            with _or_not_at_all():
                self._forget_the_unused(self._store)

    def _known(self, keys: Collection[bytes], kind: Any) -> dict[bytes, Any]:
        """What the store has of these; what cannot be read is not among it."""
        found = {key_: self._read[key_] for key_ in keys if key_ in self._read}
        for key_, check, result in self._found("key, sum, result", set(keys) - found.keys()):
            if isinstance(result, bytes) and _sum(result) == check:
                with suppress(DecodeError):  # somebody else put it there
                    found[key_] = unpacked(result, kind)
        return found

    def _found(self, columns: str, keys: Iterable[bytes]) -> Iterator[tuple[Any, ...]]:
        wanted = sorted(set(keys))
        if self._path and wanted and self._store is None:
            self._store = _opened(self._path)
        if self._store is None:
            return
        self._used.update(wanted)
        with _or_not_at_all():
            for first in range(0, len(wanted), MANY):
                some = wanted[first : first + MANY]
                marks = ",".join("?" * len(some))
                yield from self._store.execute(f"SELECT {columns} FROM kept WHERE key IN ({marks})", some)

    def _keep(self, key_: bytes, result: bytes) -> None:
        if self._store is not None:
            with _or_not_at_all():
                self._store.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (key_, _sum(result), result))

    def _forget_the_unused(self, store: sqlite3.Connection) -> None:
        (count,) = store.execute("SELECT count(*) FROM kept").fetchone()
        if count > SPARE * len(self._used):
            store.execute("CREATE TEMP TABLE used (key PRIMARY KEY)")
            store.executemany("INSERT INTO used VALUES (?)", ((key_,) for key_ in self._used))
            store.execute("DELETE FROM kept WHERE key NOT IN (SELECT key FROM used)")


def _opened(path: Path) -> sqlite3.Connection | None:
    """The store, empty where there is none or none that can be read; None where there can be none."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            store = sqlite3.connect(path)
            # What a failure of the machine damages is noticed by its sum and computed anew: no need to wait for the disk.
            store.execute("PRAGMA synchronous = OFF")
            store.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, sum BLOB, result BLOB) WITHOUT ROWID")
            store.execute("SELECT key, sum, result FROM kept LIMIT 1").fetchone()
            return store
        except OSError:
            return None
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_FULL")):
                return None  # a folder that cannot be written to, another build's store
            for leftover in (path, path.with_name(f"{path.name}-journal")):
                with _or_not_at_all():
                    leftover.unlink(missing_ok=True)
    return None


def _or_not_at_all() -> suppress:
    """A store that is damaged, or on a full disk, is of no use, and no reason to stop."""
    return suppress(sqlite3.Error, OSError)


def put(path: Path, key_: bytes, value: object) -> None:
    """Keep a value in a file, all or nothing; what no bytes can hold, or no disk, is not kept, nor what was there before."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        written = packed(value)
        with fresh.open("wb") as file:
            file.writelines((key_, _sum(written), written))
        fresh.replace(path)
    except (UnicodeEncodeError, OSError):
        for left in (path, fresh):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def get(path: Path, key_: bytes, kind: type[T]) -> T | None:
    """The value that was kept in a file by this key, if it is whole and of this kind; else None."""
    with suppress(OSError, DecodeError):
        content = path.read_bytes()
        known, check, written = content[:16], content[16:20], memoryview(content)[20:]
        if known == key_ and check == _sum(written):
            return unpacked(written, kind)
    return None


def key(*parts: str | bytes) -> bytes:
    """What a result is known by."""
    together = b"\0".join(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass") for part in (version(), *parts))
    return blake2b(together, digest_size=16).digest()


@cache
def version() -> str:
    """The version of all that decides what a text means: this program, Python, and every library beside them."""
    whole = blake2b(platform.python_version().encode())
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".txt")):
        whole.update(os.fsencode(path.relative_to(PACKAGE)) + b"\0" + path.read_bytes() + b"\0")
    # An installed library lies beside a folder that is named after it and its version.
    for folder in sorted({found.name for place in sys.path for found in Path(place).glob("*.*-info")}):
        whole.update(os.fsencode(folder))
    return whole.hexdigest()


def _sum(result: bytes | memoryview) -> bytes:
    """By which damage is noticed; five times as fast as a digest, which nobody forges here."""
    return crc32(result).to_bytes(4)


def _made(function: Callable[[T], R], value: T) -> bytes | R:
    """A result as bytes, which travel fast from one process to another; as it is where it holds what no bytes can."""
    result = function(value)
    try:
        return packed(result)
    except UnicodeEncodeError:  # half a surrogate pair
        return result


def _keys(function: Callable[..., object], numbers: Iterable[bytes]) -> list[bytes]:
    return [key(function.__qualname__, number) for number in numbers]


@cache
def _result_of(function: Callable[..., object]) -> Any:
    """The type of what a function returns, as it says itself."""
    return get_type_hints(function)["return"]


_encoder = Encoder()
_decoder: Callable[[Any], Decoder[Any]] = cache(Decoder)


def packed(value: object) -> bytes:
    """A value as bytes; raises UnicodeEncodeError for half a surrogate pair."""
    return _encoder.encode(value)


def unpacked(written: bytes | memoryview, kind: type[T]) -> T:
    """The value of a type that was packed; whoever packed it, nothing is run, and what is of no such type raises DecodeError."""
    try:
        value: T = _decoder(kind).decode(written)
    except UnicodeDecodeError as error:
        raise DecodeError(str(error)) from error
    return value


def digest(value: object) -> bytes:
    """A number for a value that holds no sets: equal for equal ones, in every run."""
    try:
        whole = packed(value)
    except UnicodeEncodeError:
        whole = repr(value).encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=16).digest()
