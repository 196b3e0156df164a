"""Work is shared out among processes, and what goes wrong in one of them goes wrong here."""

from __future__ import annotations

import os
import time
from functools import partial

import pytest

from timeline.spread import PARTS, WORTH_IT, Helper, spread


def halved(number: int) -> float:
    return 1 / (number - 99) if number == 99 else number / 2


@pytest.mark.parametrize("count", [0, 1, WORTH_IT + 9, 2 * PARTS + 3])
def test_work_is_spread_in_order(count: int) -> None:
    """Results come in the order of the values, however many processes made them, and progress counts every one."""
    told: list[tuple[int, int]] = []
    values = [number for number in range(count + 1) if number != 99][:count]
    assert spread(halved, values, lambda *said: told.append(said)) == [value / 2 for value in values]
    assert told == [(done, count) for done in range(1, count + 1)]


def test_a_mistake_in_one_process_is_told() -> None:
    """What goes wrong in a process elsewhere goes wrong here."""
    with pytest.raises(ZeroDivisionError):
        spread(halved, list(range(120)))


def test_a_process_that_is_killed_leaves_its_work_to_this_one() -> None:
    """Where one has no memory left, say, nothing is lost."""
    parent = os.getpid()

    def work(number: int) -> int:
        if number == 30 and os.getpid() != parent:
            os.kill(os.getpid(), 9)
        return number

    assert spread(work, list(range(60))) == list(range(60))


def test_a_helper_has_its_work_done_when_it_is_asked_for() -> None:
    """Its results come from another process, each after the one before."""
    helper = Helper(partial(halved, 1))
    one, other = helper(os.getpid), helper(partial(halved, 4))
    assert one() not in (0, os.getpid())
    assert other() == 2
    helper.close()


def test_what_a_helper_cannot_do_is_done_here() -> None:
    """It failed, in its work or while it prepared: the work fails, or is done, here."""
    failing = Helper(partial(halved, 1))
    with pytest.raises(ZeroDivisionError):
        failing(partial(halved, 99))()
    failing.close()
    unprepared = Helper(partial(halved, 99))
    time.sleep(0.2)
    assert unprepared(partial(halved, 4))() == 2
    unprepared.close()


def test_a_helper_is_let_go_whatever_it_is_doing() -> None:
    """Nobody waits for what nobody wants any more, be it long or large."""
    begun = time.perf_counter()
    for work in (partial(time.sleep, 60), partial(bytes, 5_000_000)):
        helper = Helper(partial(halved, 1))
        helper(work)
        helper.close()
    assert time.perf_counter() - begun < 30
