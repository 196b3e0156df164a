"""How far long work has got, for the person who waits: a bar on a terminal, plain lines elsewhere, nothing of what is soon done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from tqdm import tqdm

SOON = 1.0  # seconds; of shorter work nothing is said
LINES = 10.0  # seconds between two plain lines


class Shown:
    """Tells a stream how far work has got, as the pipeline's `progress`."""

    def __init__(self, stream: TextIO):
        self._stream = stream
        self._what = ""
        self._bar: tqdm[None] | None = None
        self._next_line = 0.0

    def __call__(self, what: str, done: int, of: int) -> None:
        """Say that so much of some work is done; of work without parts, that it has begun."""
        if not of:
            print(what, file=self._stream, flush=True)
            return
        if what != self._what:
            self.close()
            self._what, self._next_line = what, time.monotonic() + SOON
            if self._stream.isatty():
                from tqdm import tqdm  # noqa: PLC0415  (only a terminal has bars)

                tqdm.monitor_interval = 0  # no thread that watches them: beside threads, work is not spread over processes
                self._bar = tqdm(total=of, desc=what, file=self._stream, delay=SOON, leave=False)
        if self._bar is not None:
            self._bar.update(done - self._bar.n)
        elif time.monotonic() >= self._next_line:
            print(f"{what}: {done} of {of}", file=self._stream, flush=True)
            self._next_line = time.monotonic() + LINES
        if done == of:
            self.close()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
        self._what, self._bar = "", None
