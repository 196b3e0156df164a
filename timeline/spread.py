"""Work in, its results out: done by all the processors there are, where that is worth it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 60  # values; fewer are done before a second process has begun


def spread(work: Callable[[T], R], values: Sequence[T], progress: Callable[[int, int], None] | None = None) -> list[R]:
    """`work` done on every value; `progress` is told how many of how many are done."""
    tell = progress or (lambda _done, _all: None)
    shares = _processors() if len(values) >= WORTH_IT else 1
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


def aside(work: Callable[[], R]) -> Callable[[], R]:
    """Begin some work in another process, and get on with something else; what comes back waits for it and gives its result."""
    if _processors() == 1:
        return work
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_do_alone, args=(work, theirs, os.getpid()), daemon=True)
    worker.start()
    theirs.close()

    def result() -> R:
        try:
            done: R = ours.recv()
        except EOFError:  # it failed, and fails here as it failed there
            done = work()
        worker.join()
        return done

    return result


def _do_alone(work: Callable[[], R], result: Connection, parent: int) -> None:
    """One piece of work in a process of its own."""
    _begin()
    if os.getppid() == parent:
        with suppress(Exception):  # whatever it is: the first process does it again, and tells
            result.send(work())


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
