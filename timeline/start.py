"""Start a timeline of one's own: the name of a folder in, a project that builds at once out."""

from __future__ import annotations

import os
import re
from pathlib import Path

from timeline.model import Problem
from timeline.settings import PROJECT

STARTER = Path(__file__).resolve().parent / "starter"
PARTS = {
    "README.md": "README.md",
    "corrections.yml": "corrections.yml",
    "gitignore": ".gitignore",
    "publish.yml": ".github/workflows/publish.yml",
    "launcher.py": "build_timeline.py",
}


class NotStarted(Exception):
    """The folder cannot be a new project."""

    def __init__(self, problem: Problem):
        super().__init__(problem.what)
        self.problem = problem


def start(folder: Path) -> list[str]:
    """Write a new project into a folder that is empty or not there; the files written, by paths below it. Raises NotStarted."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "is not empty" if folder.is_dir() else "is a file"
        raise NotStarted(Problem(str(folder), None, what, "name a folder that is not there yet"))
    name = " ".join(re.sub(r"[^\w.]+", " ", folder.resolve().name.replace("_", " ")).split()).strip()
    title = (name[:1].upper() + name[1:]) or "Timeline"
    files = {target: (STARTER / source).read_text(encoding="utf-8") for source, target in PARTS.items()}
    files["README.md"] = files["README.md"].replace("NAME", title, 1)
    files["build_timeline.py"] = files["build_timeline.py"].replace('"TOOL"', _quoted(_way(folder.resolve())), 1)
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    files["mkdocs.yml"] = re.sub(r"(?m)^site_name: .*$", lambda _: f"site_name: {_quoted(title)}", settings, count=1)
    files["seeds/.gitkeep"] = ""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    (folder / "build_timeline.py").chmod(0o755)
    return sorted(files)


def _way(folder: Path) -> str:
    """The way from the folder to the program: relative, so that both can be moved together; absolute on another drive."""
    try:
        return Path(os.path.relpath(PROJECT, folder)).as_posix()
    except ValueError:
        return PROJECT.as_posix()


def _quoted(text: str) -> str:
    """A text in double quotes, for Python and YAML alike."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
