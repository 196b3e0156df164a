"""Work that falls into equal parts, spread over the processors: a function and values in, its results in the same order out."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[str, int, int], None]  # is told of some work by name, how many parts of it are done, and of how many

WORTH_IT = 60  # values; for fewer, one process is done before others have started
CHUNK = 8  # values that are sent at once


def silent(what: str, done: int, of: int) -> None:
    """Nobody looks at the progress."""


def spread(function: Callable[[T], R], values: Sequence[T], what: str = "", progress: Progress = silent) -> Iterator[R]:
    """What a function makes of each value, in their order; many values are shared out among all processors.

    The function must be found by its name (no lambda), and what it is given and returns must be values that pickle.
    """
    done = 0
    workers = min(_processors(), len(values) // (WORTH_IT // 2))
    if workers > 1:
        try:
            for result in _shared_out(function, values, workers):
                done += 1
                progress(what, done, len(values))
                yield result
        except BrokenProcessPool:
            pass  # one of them was ended from outside, for want of memory perhaps: what is left is done here, one by one
    for value in values[done:]:
        result = function(value)
        done += 1
        progress(what, done, len(values))
        yield result


def _shared_out(function: Callable[[T], R], values: Sequence[T], workers: int) -> Iterator[R]:
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), initializer=_begin)
    try:
        yield from pool.map(function, values, chunksize=CHUNK)
    finally:
        pool.shutdown(cancel_futures=True)


def _processors() -> int:
    """How many processes may work at once; one where a copy of this process cannot be made safely."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _begin() -> None:
    """Leave Ctrl-C to the process that hands out the work, and end when that one does, however it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def end_with_parent() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
