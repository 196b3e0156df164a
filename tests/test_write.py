"""What is published is all or nothing, only what differs, and never over a file written by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from timeline.journal import recover
from timeline.ledger import Fact, Piece, read_ledger
from timeline.model import Page
from timeline.write import file_stamps, write

FACT = Fact("k7m2q9f", "minted", "2024-05-24", "2024-05-24", "Fire", evidence={"a.txt": (Piece(0, "Fire."),)}, seq=1)
NEXT = Fact("k7m2q9f", "withdrawn", "2024-06-01", seq=2)


def pages(**contents):
    """Pages by name; `e__x` is e/x.md."""
    return [Page(name.replace("__", "/") + ".md", content.encode()) for name, content in contents.items()]


def everything(folder):
    """All files below a folder with what they hold and when they were written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def put(tmp_path: Path):
    """Writes into docs/ and the ledger of a temporary folder."""
    (tmp_path / "docs").mkdir()

    def put(made, *facts):
        return write(made, tmp_path / "docs", tmp_path / "permalinks.jsonl", facts)

    return put


def test_pages_and_facts_are_written(put, tmp_path):
    """A first build writes its pages and its ledger."""
    wrote = put(pages(index="home", e__k7m2q9f="fire"), FACT)
    assert (tmp_path / "docs/e/k7m2q9f.md").read_bytes() == b"fire"
    assert read_ledger(tmp_path / "permalinks.jsonl").ids["k7m2q9f"].title == "Fire"
    assert (wrote.written, wrote.unchanged, wrote.removed) == (("e/k7m2q9f.md", "index.md"), (), ())
    assert not (tmp_path / ".timeline/staged").exists()


def test_what_did_not_change_is_not_touched(put, tmp_path):
    """A build that changes nothing touches no file, and one that changes a page touches that page."""
    put(pages(index="home", undated="none"), FACT)
    before = everything(tmp_path)
    assert put(pages(index="home", undated="none")).unchanged == ("index.md", "undated.md")
    assert everything(tmp_path) == before
    put(pages(index="new", undated="none"))
    after = everything(tmp_path)
    assert {path for path in after if after[path] != before[path]} - {".timeline/manifest.json"} == {"docs/index.md"}


def test_facts_are_appended(put, tmp_path):
    """The ledger grows at its end; what it held stays byte for byte, also without a last newline."""
    put([], FACT)
    path = tmp_path / "permalinks.jsonl"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    before = path.read_bytes()
    put([], NEXT)
    assert path.read_bytes().startswith(before + b"\n")
    assert read_ledger(path).ids["k7m2q9f"].state == "withdrawn"


def test_pages_that_are_no_longer_made_are_removed(put, tmp_path):
    """What an earlier build made and this one does not is removed, with the folder that it leaves empty."""
    put(pages(index="home", who__ada="Ada", e__x="x", e__y="y"))
    wrote = put(pages(index="home", e__x="x"))
    assert wrote.removed == ("e/y.md", "who/ada.md")
    assert sorted(path.name for path in (tmp_path / "docs").iterdir()) == ["e", "index.md"]


def test_files_written_by_hand_are_left_alone(put, tmp_path):
    """A file that no build made is neither overwritten nor removed; a page that would need its place is left out, and said."""
    method = tmp_path / "docs/method.md"
    method.write_text("by hand")
    put(pages(index="home"))
    wrote = put(pages(index="home", method="made"))
    assert method.read_text() == "by hand"
    (problem,) = wrote.problems
    assert (problem.file, problem.is_error) == ("docs/method.md", True)
    assert put(pages(index="home")).removed == ()
    assert method.read_text() == "by hand"


def test_a_file_in_the_place_of_a_folder_is_left_alone(put, tmp_path):
    """A file where a page needs a folder, and a folder where it needs a file, are problems, and the rest is written."""
    (tmp_path / "docs/e").write_text("by hand")
    (tmp_path / "docs/undated.md").mkdir()
    wrote = put(pages(index="home", e__x="x", undated="u"))
    assert {problem.file for problem in wrote.problems} == {"docs/e", "docs/undated.md"}
    assert wrote.written == ("index.md",)


def test_a_hand_written_file_beside_pages_is_kept_while_the_manifest_knows_better(put, tmp_path):
    """Also in a folder of the build, a file that the manifest does not name is kept."""
    put(pages(index="home", data__events="{}"))
    (tmp_path / "docs/data/notes.md").write_text("by hand")
    put(pages(index="home"))
    assert (tmp_path / "docs/data/notes.md").exists()
    assert not (tmp_path / "docs/data/events.md").exists()


def test_a_lost_manifest_does_no_harm(put, tmp_path):
    """Without the manifest the next build writes over its own pages and removes old ones; files elsewhere are safe."""
    put(pages(index="home", e__x="x", e__y="y"))
    (tmp_path / "docs/method.md").write_text("by hand")
    for manifest in (None, b"{nonsense", b'{"a": 1}'):
        path = tmp_path / ".timeline/manifest.json"
        path.unlink(missing_ok=True)
        if manifest:
            path.write_bytes(manifest)
        (tmp_path / "docs/e/y.md").write_bytes(b"y")
        wrote = put(pages(index="home", e__x="x"))
        assert (wrote.removed, wrote.problems) == (("e/y.md",), ())
    assert (tmp_path / "docs/method.md").exists()


def test_a_manifest_cannot_remove_what_is_outside(put, tmp_path):
    """A manifest that names a file outside docs/ removes nothing there."""
    put(pages(index="home"))
    (tmp_path / "mkdocs.yml").write_text("site_name: x")
    (tmp_path / ".timeline/manifest.json").write_text('["../mkdocs.yml", "/etc/hostname", "index.md"]')
    put(pages(index="new"))
    assert (tmp_path / "mkdocs.yml").exists()


@pytest.mark.parametrize("path", ["../x.md", "/x.md", "e/../../x.md", "", ".", "e//x.md", "e\\x.md", "e/\0.md", "./x.md"])
def test_a_page_stays_inside_docs(put, tmp_path, path):
    """A page that would be written outside docs/ stops everything before anything is written."""
    with pytest.raises(ValueError, match="cannot be written"):
        put([*pages(index="home"), Page(path, b"x")], FACT)
    assert everything(tmp_path) == {}


def test_a_link_does_not_lead_outside(put, tmp_path):
    """A folder that is a link to somewhere else is not written through."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "docs/e").symlink_to(tmp_path / "elsewhere")
    wrote = put(pages(index="home", e__x="x"))
    assert wrote.written == ("index.md",)
    assert [(problem.file, problem.fix) for problem in wrote.problems] == [("docs/e", "take it away: rm docs/e")]
    assert not (tmp_path / "elsewhere/x.md").exists()


@pytest.mark.parametrize("damage", [b"", b"[]", b"[" * 100_000, b'{"sum": "0", "paths": []}'])
def test_a_manifest_that_is_lost_or_damaged_leaves_no_page_behind(put, tmp_path, damage):
    """What an earlier build made is then known by the folders that are the build's own."""
    put(pages(index="home", e__a="a", e__b="b"))
    (tmp_path / ".timeline/manifest.json").write_bytes(damage)
    assert put(pages(index="home", e__a="a")).removed == ("e/b.md",)


def test_two_pages_at_one_address_stop_everything(put, tmp_path):
    """Two pages with the same path are a mistake of the program, found before anything is written."""
    with pytest.raises(ValueError, match="twice"):
        put([*pages(index="one"), *pages(index="two")])
    assert everything(tmp_path) == {}


@pytest.mark.parametrize("fails_at", range(9))
def test_a_failure_on_the_way_leaves_everything_as_it_was(put, tmp_path, monkeypatch, fails_at):
    """Whichever file cannot be put in place, the pages, the ledger and the manifest are as before."""
    put(pages(index="home", e__x="x", e__y="y"), FACT)
    before = {path: content for path, (content, _) in everything(tmp_path).items()}
    left = [fails_at]
    replace, unlink = Path.replace, Path.unlink

    def break_at(real):
        def move(*args, **kwargs):
            left[0] -= 1
            if left[0] == -1:
                raise OSError(28, "No space left on device")
            return real(*args, **kwargs)

        return move

    monkeypatch.setattr(Path, "replace", break_at(replace))
    monkeypatch.setattr(Path, "unlink", break_at(unlink))
    try:
        put(pages(index="new", e__x="new", who__ada="new"), NEXT)
    except OSError:
        assert {path: content for path, (content, _) in everything(tmp_path).items()} == before
    else:
        assert fails_at >= 8, "journal, ledger, three pages, one removal, manifest, journal"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be stopped midway")
@pytest.mark.parametrize("killed_at", range(8))
def test_after_a_kill_all_is_old_or_all_is_new(put, tmp_path, killed_at):
    """Whenever the machine stops, what begins next finds the old pages and ledger, or finishes the new."""
    put(pages(index="home", e__old="old", e__same="same"), FACT)
    old = {path: content for path, (content, _) in everything(tmp_path).items()}
    put(pages(index="new", e__new="new", e__same="same"), NEXT)
    new = {path: content for path, (content, _) in everything(tmp_path).items()}
    for path in new:
        (tmp_path / path).unlink()
    for path, content in old.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    if not (child := os.fork()):
        left = [killed_at]

        def stopping(real):
            def move(*args, **kwargs):
                left[0] -= 1
                if left[0] == -1:
                    os._exit(0)
                return real(*args, **kwargs)

            return move

        Path.replace, Path.unlink = stopping(Path.replace), stopping(Path.unlink)
        put(pages(index="new", e__new="new", e__same="same"), NEXT)
        os._exit(0)
    os.waitpid(child, 0)
    recover(tmp_path)
    assert {path: content for path, (content, _) in everything(tmp_path).items()} == (new if killed_at else old)


def test_what_somebody_mended_after_a_kill_is_left_alone(put, tmp_path, monkeypatch):
    """A file that was changed by hand between the kill and the next build is not written over with what was begun before."""
    put(pages(index="home", e__x="x"), FACT)
    monkeypatch.setattr("timeline.journal._undo", lambda step: None)
    monkeypatch.setattr(Path, "unlink", lambda self, missing_ok=False: None)
    monkeypatch.setattr("shutil.rmtree", lambda *args, **kwargs: None)
    real = Path.replace
    monkeypatch.setattr(Path, "replace", lambda self, to: real(self, to) if to.name == "journal.json" else (_ for _ in ()).throw(OSError))
    with pytest.raises(OSError):
        put(pages(index="new", e__x="new"), NEXT)
    monkeypatch.undo()
    (tmp_path / "docs/index.md").write_bytes(b"by hand")
    assert recover(tmp_path)
    assert (tmp_path / "docs/index.md").read_bytes() == b"by hand"
    assert (tmp_path / "docs/e/x.md").read_bytes() == b"new"
    assert not recover(tmp_path)


def test_files_are_told_apart_without_being_read(put, tmp_path):
    """What was changed, taken away, or replaced by a folder or a link, is not there as it was."""
    docs, paths = tmp_path / "docs", ["index.md", "e/a.md", "e/b.md", "who/c.md", "where/d.md", "timeline/2020/x.md"]
    put(pages(index="home", e__a="a", e__b="b", who__c="c", where__d="d", timeline__2020__x="x"))
    before = file_stamps(docs, paths)
    assert list(before) == paths
    (docs / "index.md").write_text("house")
    (docs / "e/a.md").unlink()
    (docs / "e/a.md").mkdir()
    (docs / "e/b.md").unlink()
    (docs / "who").rename(tmp_path / "elsewhere")
    (docs / "who").symlink_to(tmp_path / "elsewhere")
    (docs / "timeline/2020").rename(tmp_path / "another")
    (docs / "timeline/2020").symlink_to(tmp_path / "another")
    now = file_stamps(docs, paths)
    assert list(now) == ["index.md", "where/d.md"]
    assert now["index.md"] != before["index.md"]
    assert now["where/d.md"] == before["where/d.md"]


def test_a_link_that_leads_nowhere_or_to_itself_is_told(put, tmp_path):
    """No page is written there, and no build stops for it."""
    for name in ("e", "who"):
        (tmp_path / "docs" / name).symlink_to(name if name == "e" else tmp_path / "nowhere")
    wrote = put(pages(index="home", e__a="a", who__c="c"))
    assert wrote.written == ("index.md",)
    assert [problem.file for problem in wrote.problems] == ["docs/e", "docs/who"]
    assert not (tmp_path / "nowhere").exists()
