"""A build that is killed leaves what was, or what was to be; a second build waits for the first; Ctrl-C leaves everything as it was."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

import timeline
from benchmarks.build import article
from benchmarks.kills import kill_once, made, prepare
from timeline.journal import WORK
from timeline.spread import spread

PROJECT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be killed midway")


def test_a_kill_at_any_moment_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """No id is lost, no page is half written, and the next build ends as a clean one does, whenever the machine stops."""
    case, chance = prepare(tmp_path, 5, site=False), random.Random(5)
    assert {kill_once(case, chance) for _ in range(20)} <= {"nothing", "half", "all"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with some articles."""
    (tmp_path / "seeds").mkdir()
    for number in range(3):
        (tmp_path / "seeds" / f"{number}.txt").write_text(article(number), encoding="utf-8")
    return tmp_path


def command(project: Path) -> list[str]:
    return [sys.executable, "build_timeline.py", "--articles", str(project / "seeds"), "--out", str(project), "--no-site"]


def test_a_second_build_waits_and_says_so(project: Path) -> None:
    """While another build works in a folder, the next one waits; nothing stays locked when that one was killed."""
    (project / WORK).mkdir()
    with FileLock(project / WORK / "lock"):
        second = subprocess.Popen(command(project), cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert second.stderr is not None
        assert "waiting for another build" in second.stderr.readline()
        assert not (project / "docs/index.md").exists()
    second.communicate(timeout=60)
    assert second.returncode == 0
    assert (project / "docs/index.md").exists()


def test_a_killed_build_locks_nobody_out(project: Path) -> None:
    """The lock of a build that was killed is free."""
    (project / WORK).mkdir()
    if not (child := os.fork()):
        FileLock(project / WORK / "lock").acquire()
        (project / "locked").touch()
        time.sleep(60)
    for _ in range(2000):
        if (project / "locked").exists():
            break
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told: list[str] = []
    timeline.build(project / "seeds", project, site=False, progress=lambda what, done, of: told.append(what))
    assert not [what for what in told if "waiting" in what]


@pytest.mark.parametrize("where", ["reading", "finding what happened", "making pages"])
def test_ctrl_c_leaves_everything_as_it_was(project: Path, where: str) -> None:
    """Whatever a build is doing when it is stopped by hand, in however many processes, nothing that was published has changed."""
    timeline.build(project / "seeds", project, site=False)
    before = made(project)
    for number in range(3, 70):
        (project / "seeds" / f"{number}.txt").write_text(f"On Friday, {number} boats came. The mayor of Norby saw it.", encoding="utf-8")

    def stop(what: str, done: int, of: int) -> None:
        if what == where and done > 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        timeline.build(project / "seeds", project, site=False, progress=stop)
    assert made(project) == before


def long_letter(number: int) -> str:
    return "x" * 200_000


def test_no_process_outlives_a_killed_build(tmp_path: Path) -> None:
    """The processes that share the work end when the first one is killed, also while they wait to hand over a result."""
    if not (first := os.fork()):
        os.setpgid(0, 0)
        spread(long_letter, range(1000), lambda done, of: time.sleep(60))
        os._exit(0)
    time.sleep(1)
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    for _ in range(200):
        try:
            os.killpg(first, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(first, signal.SIGKILL)
    pytest.fail("a process went on")
