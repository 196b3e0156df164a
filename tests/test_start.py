"""A project of one's own: it works at once, publishes only what is committed, and loses no link."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from timeline.cli import main

PROJECT = Path(__file__).parent.parent
FIRE = "---\ndate: 2024-05-25\n---\nA fire destroyed two warehouses in the old harbour of Marle on Friday night, the fire brigade said.\n"
BUILT, NOT_BUILT, MISUSED = 0, 1, 2


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A fresh project with one article."""
    folder = tmp_path / 'The "old" harbour_of Marle'
    assert main(["new", str(folder)], home=PROJECT) == BUILT
    capsys.readouterr()
    (folder / "seeds/fire.txt").write_text(FIRE, encoding="utf-8")
    return folder


def test_new_project_builds_at_once_with_the_program_it_came_from(project: Path) -> None:
    """Its own command, started by any Python, makes the site under the folder's name; docs/ and seeds/ are its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TIMELINE", "SOURCE_DATE"))}
    done = subprocess.run(
        [sys.executable, project / "build_timeline.py", "--strict"], cwd="/", env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (BUILT, "")
    assert "1 article" in done.stdout
    assert "The old harbour of Marle" in (project / "site/index.html").read_text(encoding="utf-8")
    ignored = (project / ".gitignore").read_text(encoding="utf-8").split()
    made = {path.name for path in (project / "docs").iterdir()}
    assert {f"/docs/{name}{'/' if (project / 'docs' / name).is_dir() else ''}" for name in made} <= set(ignored)


def test_corrections_of_a_new_project_are_right_once_the_marks_are_taken_away(project: Path) -> None:
    """Every example in the file can be used as it stands: nothing in it is misspelled or misplaced."""
    path = project / "corrections.yml"
    lines = [line.removeprefix("# ") for line in path.read_text(encoding="utf-8").splitlines()[2:]]
    numbered = iter("bcdfghjklm")
    path.write_text("\n".join(re.sub("k7m2q9f:", lambda _: f"{next(numbered)}7m2q9f:", line) for line in lines), encoding="utf-8")
    from timeline.corrections import read_corrections

    said, problems = read_corrections(path)
    assert problems == []
    assert (len(said.articles), len(said.events), len(said.add), len(said.actors)) == (2, 6, 1, 2)


@pytest.mark.parametrize("name", ["full", "file"])
def test_new_refuses_a_place_that_is_taken(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    assert main(["new", str(tmp_path / name)], home=PROJECT) == MISUSED
    assert "Nothing was written." in capsys.readouterr().err
    assert {path.name for path in tmp_path.rglob("*")} == {"full", "notes.txt", "file"}


def test_frozen_build_gives_out_no_id(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Continuous integration stops at ids that are not committed, and writes nothing; after a build at home it goes through."""
    before = sorted(project.rglob("*"))
    assert main(["--no-site", "--frozen"], home=project) == NOT_BUILT
    said = capsys.readouterr().err
    assert "permalinks.jsonl  error: is not up to date" in said
    assert "give out 1 id" in said
    assert [path for path in sorted(project.rglob("*")) if ".timeline" not in path.parts] == before
    assert main(["--no-site"], home=project) == BUILT
    assert main(["--no-site", "--frozen"], home=project) == BUILT


def test_check_finds_links_that_would_be_lost(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An id of an earlier ledger that is gone, or one without a page, is an error that names it."""
    assert main([], home=project) == BUILT
    ledger = project / "permalinks.jsonl"
    (project / "before.txt").write_text(f"+{ledger.read_text(encoding='utf-8')}-nothing\n")
    assert main(["check", "--before", str(project / "before.txt")], home=project) == BUILT
    assert "checked  1 link" in capsys.readouterr().out
    id_ = re.findall(r'"id":"(\w+)"', ledger.read_text(encoding="utf-8"))[0]
    (project / f"site/e/{id_}/index.html").unlink()
    assert main(["check"], home=project) == NOT_BUILT
    assert f"1 id without a page: {id_}" in capsys.readouterr().err
    ledger.unlink()
    assert main(["check", "--before", str(project / "before.txt")], home=project) == NOT_BUILT
    assert f"1 id that was given out would be lost: {id_}" in capsys.readouterr().err


def test_workflow_runs_what_the_program_has(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workflow is YAML, its commands of the program are typed rightly, and it names no host of packages."""
    text = (project / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["publish"]["steps"]
    commands = [line for step in steps for line in step.get("run", "").splitlines() if line.startswith("python build_timeline.py")]
    assert commands == ["python build_timeline.py --strict --frozen", "python build_timeline.py check --before given-out.txt"]
    monkeypatch.chdir(project)
    assert main(["--strict"], home=project) == BUILT
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    subprocess.run(["git", "add", "-A"], cwd=project, check=True)
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *author, "commit", "-qm", "A timeline"], cwd=project, check=True)
    assert "site/index.html" not in subprocess.run(["git", "ls-files"], cwd=project, check=True, capture_output=True, text=True).stdout
    given = next(line for step in steps for line in step.get("run", "").splitlines() if line.startswith("git log"))
    subprocess.run(given, shell=True, cwd=project, check=True)
    for command in commands:
        assert main(shlex.split(command)[2:], home=project) == BUILT
    assert "://" not in re.sub(r"\$\{\{.*?\}\}", "", text)
