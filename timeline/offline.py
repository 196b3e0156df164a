"""A timeline in, a copy of its site out that needs no server: it can be read from a memory stick, and searched."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml
from mkdocs.utils.yaml import yaml_load
from msgspec.structs import replace

from timeline.compose import compose, read_site
from timeline.journal import WORK
from timeline.model import Problem, Timeline
from timeline.render import render
from timeline.settings import site_config
from timeline.write import OWN

WORKER = "assets/iframe-worker.js"  # runs the search where browsers start no worker; by this name the plugin knows that it is there


def make_offline(timeline: Timeline, out: Path) -> list[Problem]:
    """Make offline/ in `out`, anew: the same pages as site/, but every link names a file. What MkDocs warned of comes back.

    docs/ beside it must have been made; what is hand-written there is copied.
    """
    home = out / WORK / "offline"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(out / "docs", home / "docs", ignore=lambda folder, names: OWN if Path(folder) == out / "docs" else ())
    site = replace(read_site(site_config(out), out / "docs"), directory_urls=False, url="")
    for page in compose(timeline, site):
        file = home / "docs" / page.path
        if not file.exists():  # what the publisher wrote stays
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(page.content)
    _, problems = render(_settings(out, home), home, timeline.released)
    if (home / "site").is_dir():
        shutil.rmtree(out / "offline", ignore_errors=True)
        (home / "site").rename(out / "offline")
    shutil.rmtree(home)
    return problems


def _settings(out: Path, home: Path) -> Path:
    """The publisher's settings, with what a copy without a server needs in place of a server's."""
    publishers = site_config(out)
    with publishers.open(encoding="utf-8-sig") as opened:
        said = yaml_load(opened)
    settings = {
        "INHERIT": str(publishers.resolve()),
        "site_url": "",
        "use_directory_urls": False,
        # The plugin puts the index of the search where a page may read it. It would load its worker from another host but for ours.
        "plugins": [*said.get("plugins", ["search"]), "offline"],
        "extra": {"polyfills": [WORKER]},
    }
    theme = said.get("theme")
    if isinstance(theme, dict) and "custom_dir" in theme:
        settings["theme"] = {"custom_dir": str((publishers.parent / theme["custom_dir"]).resolve())}
    file = home / "mkdocs.yml"
    file.write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    return file
