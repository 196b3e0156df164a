"""Work in, its results out: done by all the processors there are, where that is worth it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 60  # values; fewer are done before a second process has begun


def spread(
    work: Callable[[T], R], values: Sequence[T], progress: Callable[[int, int], None] | None = None, worth_it: int = WORTH_IT
) -> list[R]:
    """`work` done on every value; `progress` is told how many of how many are done. Fewer values than `worth_it` are done here."""
    tell = progress or (lambda _done, _all: None)
    shares = _processors() if len(values) >= worth_it else 1
    results: dict[int, R] = {}
    if shares == 1:
        for number, value in enumerate(values):
            results[number] = work(value)
            tell(len(results), len(values))
        return list(results.values())
    # A process that is split off has all that this one knows; only results travel.
    context = multiprocessing.get_context("fork")
    workers: dict[Connection, BaseProcess] = {}
    try:
        taken = context.Value("l")  # how many values somebody works on, or has
        for _ in range(shares):
            ours, theirs = context.Pipe(duplex=False)
            worker: BaseProcess = context.Process(target=_do, args=(work, values, taken, theirs, os.getpid()), daemon=True)
            worker.start()
            theirs.close()
            workers[ours] = worker
        while workers:
            for connection in wait(list(workers)):
                assert isinstance(connection, Connection)
                try:
                    number, result = connection.recv()
                except EOFError:
                    workers.pop(connection).join()
                    continue
                results[number] = result
                tell(len(results), len(values))
    finally:
        for worker in workers.values():
            worker.terminate()
            worker.join()
    for number, value in enumerate(values):  # what a process could not do fails here as it failed there
        if number not in results:
            results[number] = work(value)
    return [results[number] for number in range(len(values))]


class Helper:
    """Another process that is begun early, so that it has loaded what its work needs by the time that there is some."""

    def __init__(self, prepare: Callable[[], object]):
        self._pipe: Connection | None = None
        if _processors() > 1:
            context = multiprocessing.get_context("fork")
            self._pipe, theirs = context.Pipe()
            self._worker = context.Process(target=_help, args=(prepare, theirs, os.getpid()), daemon=True)
            self._worker.start()
            theirs.close()

    def __call__(self, work: Callable[[], R]) -> Callable[[], R]:
        """Begin some work, of functions with names and plain values; what comes back waits for its result, each after the one before."""
        if self._pipe is None:
            return work
        self._pipe.send(work)
        return partial(self._result, work)

    def _result(self, work: Callable[[], R]) -> R:
        assert self._pipe is not None
        try:
            done: R = self._pipe.recv()
        except (EOFError, ConnectionError):  # it failed, and fails here as it failed there
            return work()
        return done

    def close(self) -> None:
        """Nothing more is to be done."""
        if self._pipe is not None:
            with suppress(OSError):
                self._pipe.send(None)
            self._worker.join()


def _help(prepare: Callable[[], object], pipe: Connection, parent: int) -> None:
    """What a helper does."""
    _begin()
    with suppress(Exception):  # whatever it is: the first process does it again, and tells
        prepare()
        while os.getppid() == parent and (work := pipe.recv()):
            pipe.send(work())


def _begin() -> None:
    """Begin a process that ends when nobody waits for it any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells when to stop
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _do(work: Callable[[T], R], values: Sequence[T], taken: Synchronized[int], results: Connection, parent: int) -> None:
    """One process's part of the work: whatever nobody has taken yet. It ends when nobody waits for it any more."""
    _begin()
    while os.getppid() == parent:
        with taken.get_lock():
            number, taken.value = taken.value, taken.value + 1
        if number >= len(values):
            return
        try:
            result = work(values[number])
        except Exception:  # whatever it is: the first process does it again, and tells
            return
        results.send((number, result))


def _end_with_the_first() -> None:
    """End this process when the first one does: it may wait to hand over what nobody takes any more."""
    first = multiprocessing.parent_process()
    assert first is not None
    first.join()
    os._exit(1)


def _processors() -> int:
    """How many processes to use: 1 where they cannot be split off safely."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))
