"""A site is replaced in one step, whatever moment the machine stops at."""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path

import pytest

from timeline import swap

OLD = {"index.html": "old", "e/a/index.html": "a", "e/gone/index.html": "gone", "data": "a file", "who/index.html": "a folder"}
NEW = {"index.html": "new", "e/a/index.html": "a", "e/b/index.html": "b", "data/index.html": "a folder", "who": "a file"}
NEXT = {"index.html": "next", "e/a/index.html": "a", "data/index.html": "a folder"}


class Killed(BaseException):
    """The machine stopped."""


class Folder:
    """A site, and what is known of it since it was last published."""

    def __init__(self, home: Path):
        self.site, self.work = home / "site", home / ".timeline"
        self.work.mkdir(parents=True)
        self.was: dict[str, str] = {}

    def there(self) -> dict[str, str]:
        return {file.relative_to(self.site).as_posix(): file.read_text() for file in self.site.rglob("*") if file.is_file()}

    def publish(self, pages: dict[str, str]) -> None:
        """As a build does: what is as it was stays, all else is made."""
        swap.recover(self.site, self.work)
        fresh, there = self.work / "fresh", self.there()
        shutil.rmtree(fresh, ignore_errors=True)
        stays = {path for path, text in pages.items() if self.was.get(path) == there.get(path) == text}
        for path in pages.keys() - stays:
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_text(pages[path])
        gone = (there.keys() | self.was.keys()) - pages.keys()
        swap.swap(fresh, self.site, self.work, made=sorted(pages.keys() - stays), stays=sorted(stays), gone=sorted(gone))
        self.was = pages


def _stop_at(step: int, stopping: pytest.MonkeyPatch) -> None:
    """Let the machine stop before that step which changes the disk."""
    left = [step]

    def counted(change):
        def changed(*args, **kwargs):
            if not left[0]:
                raise Killed
            left[0] -= 1
            return change(*args, **kwargs)

        return changed

    for owner, names in ((Path, ("unlink", "rename", "rmdir", "mkdir", "write_bytes")), (os, ("link",)), (swap, ("_exchanged",))):
        for name in names:
            stopping.setattr(owner, name, counted(getattr(owner, name)))


@pytest.mark.parametrize("in_one_step", [True, False])
@pytest.mark.parametrize("has_twin", [True, False])
def test_kill_leaves_the_old_site_or_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_one_step: bool, has_twin: bool) -> None:
    """Before whichever step it comes; and what is published after it is right."""
    if not in_one_step:
        monkeypatch.setattr(swap, "_exchanged", lambda *_: False)
    seen = set()
    for step in count():
        folder = Folder(tmp_path / str(step))
        folder.publish(OLD)
        if not has_twin:
            (folder.work / "site.twin.whole").unlink()
        with monkeypatch.context() as stopping:
            _stop_at(step, stopping)
            try:
                folder.publish(NEW)
            except Killed:
                was_killed = True
            else:
                was_killed = False
        swap.recover(folder.site, folder.work)
        assert folder.there() in (OLD, NEW), step
        seen.add(folder.there() == NEW)
        folder.publish(NEW)
        assert folder.there() == NEW, step
        folder.publish(NEXT)
        assert folder.there() == NEXT, step
        if not was_killed:
            break
    assert seen == {True, False}
    assert step > 15


@pytest.mark.parametrize("lost", [".timeline/site.twin", ".timeline/site.twin/e", ".timeline/site.twin.whole", ".timeline", "site"])
def test_what_is_lost_is_made_again(tmp_path: Path, lost: str) -> None:
    """What a build works with may be deleted, or left out of a copy, as a whole or in part."""
    folder = Folder(tmp_path)
    folder.publish(OLD)
    shutil.rmtree(tmp_path / lost) if (tmp_path / lost).is_dir() else (tmp_path / lost).unlink()
    folder.work.mkdir(exist_ok=True)
    for pages in (NEW, NEXT, OLD):
        folder.publish(pages)
        assert folder.there() == pages


def test_first_site_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there was none before."""
    for step in count():
        folder = Folder(tmp_path / str(step))
        with monkeypatch.context() as stopping:
            _stop_at(step, stopping)
            try:
                folder.publish(OLD)
            except Killed:
                assert folder.there() in ({}, OLD), step
            else:
                break
        folder.publish(NEW)
        assert folder.there() == NEW, step


def test_site_that_is_a_link_stays_one(tmp_path: Path) -> None:
    """Some publish into a folder elsewhere; its files are replaced there."""
    folder = Folder(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    folder.site.symlink_to(tmp_path / "elsewhere")
    for pages in (OLD, NEW, NEXT):
        folder.publish(pages)
        assert folder.site.is_symlink()
        assert folder.there() == pages


def test_disk_without_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory stick, for instance."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    folder = Folder(tmp_path)
    for pages in (OLD, NEW, NEXT):
        folder.publish(pages)
        assert folder.there() == pages
