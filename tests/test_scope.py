"""The publisher shows a part of the timeline; the rest keeps its links."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_editor import BLAZE, FIRE, SALE

from timeline.cli import main

PROJECT = Path(__file__).parent.parent
BUILT, NOT_BUILT = 0, 1


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    for name, text in (("fire", FIRE), ("blaze", BLAZE), ("sale", SALE)):
        (tmp_path / f"seeds/{name}.txt").write_text(text, encoding="utf-8")
    assert main(["--no-site"], home=tmp_path) == BUILT
    return tmp_path


def show(home: Path, *lines: str) -> int:
    """Build with these lines under extra.timeline."""
    said = "".join(f"    {line}\n" for line in lines)
    (home / "mkdocs.yml").write_text(f"site_name: Marle\nextra:\n  timeline:\n{said}theme: {{name: material}}\n", encoding="utf-8")
    return main(["--no-site"], home=home)


def listed(home: Path) -> dict[str, str]:
    """The ids in the data, by date."""
    data = json.loads((home / "docs/data/events.json").read_text(encoding="utf-8"))
    assert {source["article"] for event in data["events"] for source in event["sources"]} <= {a["file"] for a in data["articles"]}
    return {event["date"]: event["id"] for event in data["events"]}


def test_what_lies_outside_keeps_its_page_and_leaves_everything_else(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its page says noindex; home, years, changes, feeds, data and search do not have it; no fact is added to the ledger."""
    everything = listed(home)
    ledger = (home / "permalinks.jsonl").read_bytes()
    assert show(home, "from: 2024-05", "until: 2024-05") == BUILT
    inside = listed(home)
    assert set(inside) == {date for date in everything if date.startswith("2024-05")}
    outside = set(everything.values()) - set(inside.values())
    assert len(outside) == 2
    for id_ in outside:
        page = (home / f"docs/e/{id_}/index.md").read_text(encoding="utf-8")
        assert "robots: noindex" in page
        assert "exclude: true" in page.split("---")[1]
        others = [path for path in (home / "docs").rglob("*") if path.is_file() and f"e/{id_}" not in path.as_posix()]
        assert [path for path in others if id_ in path.read_text(encoding="utf-8", errors="ignore")] == []
    assert (home / "permalinks.jsonl").read_bytes() == ledger
    assert show(home, "from:") == BUILT
    assert listed(home) == everything


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("outlets: [marle post]", {"2024-04-12", "2024-05-24"}),
        ("outlets: Coast Radio", {"2024-05-24"}),
        ("languages: [en]", {"2024-04-12", "2024-05-24", "2024-06-01"}),
        ("importance: 1", set()),
        ("until: 2024-04-12", {"2024-04-12"}),
    ],
)
def test_each_setting_cuts(home: Path, line: str, dates: set[str]) -> None:
    assert show(home, line) == BUILT
    assert set(listed(home)) == dates


def test_the_whole_site_can_be_made_of_a_part(home: Path) -> None:
    """No page links to one that is not there."""
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    cut = settings.replace("    outlets: #", "    outlets: [Coast Radio] #")
    assert cut != settings
    (home / "mkdocs.yml").write_text(cut, encoding="utf-8")
    assert main(["--strict"], home=home) == BUILT
    assert "/e/" in (home / "site/index.html").read_text(encoding="utf-8") or "e/" in (home / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "what", "fix"),
    [
        ("form: 2022", "unknown key 'form'", "did you mean from:"),
        ("from: last year", "no EDTF date", "from: 2022-01"),
        ("importance: high", "no number from 0 to 1", "importance: 0.3"),
        ("languages: [english]", "no code of two letters", "languages: [en, de]"),
        ("outlets: {a: b}", "no list of names", "outlets: [The Example]"),
    ],
)
def test_a_wrong_setting_stops_the_build_with_its_line(
    home: Path, capsys: pytest.CaptureFixture[str], line: str, what: str, fix: str
) -> None:
    capsys.readouterr()
    assert show(home, line) == NOT_BUILT
    said = capsys.readouterr().err
    assert "mkdocs.yml:4  error: extra.timeline" in said
    assert what in said
    assert fix in said


def test_a_period_that_runs_backwards_and_an_outlet_that_nobody_has_are_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert show(home, "from: 2024", "until: 2022") == NOT_BUILT
    assert "from is after until" in capsys.readouterr().err
    assert show(home, "outlets: [Marle Pots, Coast Radio]") == BUILT
    said = capsys.readouterr().out
    assert "mkdocs.yml:4  error: extra.timeline: no article has 'Marle Pots' among its outlets" in said
    assert "did you mean Marle Post" in said
