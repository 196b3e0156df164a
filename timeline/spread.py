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
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 20  # values; fewer are done before a second process has begun
PARTS = 4096  # that values are shared out in; their numbers are to fit into a pipe at once


def spread(
    work: Callable[[T], R], values: Sequence[T], progress: Callable[[int, int], None] | None = None, worth_it: int = WORTH_IT
) -> list[R]:
    """`work` done on every value; `progress` is told how many of how many are done. Fewer values than `worth_it` are done here."""
    tell = progress or (lambda _done, _all: None)
    shares = processors() if len(values) >= worth_it else 1
    results: dict[int, R] = {}
    if shares == 1:
        for number, value in enumerate(values):
            results[number] = work(value)
            tell(len(results), len(values))
        return list(results.values())
    # A process that is split off has all that this one knows; only results travel. The numbers of what is to be done wait in a pipe,
    # from which each process takes the next: no lock that one might take with it when it is killed.
    context = multiprocessing.get_context("fork")
    parts = [[(number, values[number]) for number in range(part, len(values), PARTS)] for part in range(min(PARTS, len(values)))]
    waiting, put = os.pipe()
    os.write(put, b"".join(number.to_bytes(2) for number in range(len(parts))))
    os.close(put)
    workers: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(shares):
            ours, theirs = context.Pipe(duplex=False)
            worker: BaseProcess = context.Process(target=_do, args=(work, parts, waiting, theirs, os.getpid()), daemon=True)
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
        os.close(waiting)
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
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        self._worker = context.Process(target=_help, args=(prepare, theirs, os.getpid()), daemon=True)
        self._worker.start()
        theirs.close()

    def __call__(self, work: Callable[[], R]) -> Callable[[], R]:
        """Begin some work, of functions with names and plain values; what comes back waits for its result, each after the one before."""
        with suppress(ConnectionError):  # it has ended: what it could not do is done, or fails, here
            self._pipe.send(work)
        return partial(self._result, work)

    def _result(self, work: Callable[[], R]) -> R:
        try:
            done: R = self._pipe.recv()
        except (EOFError, ConnectionError):  # it failed, and fails here as it failed there
            return work()
        return done

    def close(self) -> None:
        """Nothing more is to be done; what it may still be doing, or waiting to hand over, is not waited for."""
        self._worker.terminate()  # closing the pipe would not tell it, since it holds both ends
        self._worker.join()
        self._pipe.close()


def _help(prepare: Callable[[], object], pipe: Connection, parent: int) -> None:
    """What a helper does."""
    _begin()
    with suppress(Exception):  # whatever it is: the first process does it again, and tells
        prepare()
        while os.getppid() == parent:
            pipe.send(pipe.recv()())


def _begin() -> None:
    """Begin a process that ends when nobody waits for it any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells when to stop
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _do(work: Callable[[T], R], parts: Sequence[Sequence[tuple[int, T]]], waiting: int, results: Connection, parent: int) -> None:
    """One process's part of the work: whatever nobody has taken yet. It ends when nobody waits for it any more."""
    _begin()
    while taken := os.read(waiting, 2):
        for number, value in parts[int.from_bytes(taken)]:
            if os.getppid() != parent:
                return
            try:
                result = work(value)
            except Exception:  # whatever it is: the first process does it again, and tells
                return
            results.send((number, result))


def _end_with_the_first() -> None:
    """End this process when the first one does: it may wait to hand over what nobody takes any more."""
    first = multiprocessing.parent_process()
    assert first is not None
    first.join()
    os._exit(1)


def processors() -> int:
    """How many processes to use: 1 where they cannot be split off safely."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))
