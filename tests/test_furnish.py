"""A site in a folder of its own has the program's pages, styles and scripts, and keeps its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline import furnish as furnishing
from timeline.furnish import furnish


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The docs/ of a program that can be upgraded."""
    docs = tmp_path / "program" / "docs"
    (docs / "assets").mkdir(parents=True)
    (docs / "method.md").write_text("how")
    (docs / "assets/timeline.css").write_text("old")
    (docs / "assets/timeline.js").write_text("old")
    monkeypatch.setattr(furnishing, "PROJECT", docs.parent)
    return docs


def test_new_version_brings_its_own_files_and_leaves_those_of_others(program: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    (out / "docs/assets").mkdir(parents=True)
    (out / "docs/assets/logo.svg").write_text("mine")
    furnish(out)
    (out / "docs/method.md").write_text("how, in my words")
    (program / "method.md").write_text("how, better")
    (program / "assets/timeline.css").write_text("new")
    (program / "assets/filters.js").write_text("new")
    (program / "assets/timeline.js").unlink()
    furnish(out)
    there = {file.relative_to(out / "docs").as_posix(): file.read_text() for file in (out / "docs").rglob("*") if file.is_file()}
    assert there == {
        "method.md": "how, in my words",
        "assets/logo.svg": "mine",
        "assets/timeline.css": "new",
        "assets/filters.js": "new",
    }


def test_where_nobody_knows_who_wrote_a_file_it_stays(program: Path, tmp_path: Path) -> None:
    """As in a copy that came without .timeline/; what is missing is brought, and what is the same is known again."""
    out = tmp_path / "site"
    (out / "docs").mkdir(parents=True)
    (out / "docs/method.md").write_text("mine, or older")
    furnish(out)
    assert (out / "docs/method.md").read_text() == "mine, or older"
    (out / ".timeline/furnished.json").unlink()
    furnish(out)
    (program / "assets/timeline.css").write_text("new")
    furnish(out)
    assert (out / "docs/assets/timeline.css").read_text() == "new"


def test_second_time_nothing_is_touched(program: Path, tmp_path: Path) -> None:
    furnish(tmp_path)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    furnish(tmp_path)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before


def test_nothing_is_put_through_a_link_that_leads_out(tmp_path: Path) -> None:
    """What lies elsewhere is not the program's to write; the link is told, and what to do."""
    (tmp_path / "out" / "docs").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "docs" / "assets").symlink_to(tmp_path / "elsewhere")
    (problem,) = furnish(tmp_path / "out")
    assert (problem.file, problem.fix) == ("docs/assets", "take it away: rm docs/assets")
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert (tmp_path / "out" / "docs" / "method.md").is_file()
