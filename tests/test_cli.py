"""The command in a folder of its own: what it prints, its exit code, and what it writes and leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from timeline.cli import main

PROJECT = Path(__file__).parent.parent
BRIDGE = """Harbour bridge closed
14 March 2024

The harbour bridge of Port Ellery was closed on Thursday after inspectors found cracks in two of its cables.

The bridge was opened in 1968.
"""
UNDATED = """Council of Tarn asks for a second dyke

The council of Tarn asked the government on Friday for a second dyke along the shore of the lake.
"""
BUILT, NOT_BUILT, MISUSED = 0, 1, 2
Files = dict[str, tuple[bytes, int]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a dated and an undated article in seeds/."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (tmp_path / "seeds/dyke.txt").write_text(UNDATED, encoding="utf-8")
    return tmp_path


def files(folder: Path, but: tuple[str, ...] = ()) -> Files:
    """Every file below a folder, with its bytes and when it was last written."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in found
        if not (name := path.relative_to(folder).as_posix()).startswith(but)
    }


def events(home: Path) -> dict[str, dict[str, object]]:
    """The published events by title."""
    return {event["title"]: event for event in json.loads((home / "docs/data/events.json").read_text(encoding="utf-8"))["events"]}


def test_build_says_what_it_read_dated_and_found_and_what_needs_the_editor(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--no-site"], home=home) == BUILT
    said = capsys.readouterr().out
    assert "2 articles" in said
    assert "one without a day of writing" in said or "1 without a day of writing" in said
    assert "seeds/dyke.txt:3" in said
    assert "dyke.txt: {date: , why: }" in said
    assert {event["date"] for event in events(home).values()} == {"2024-03-14", "1968", None}
    assert not (home / "site").exists()


def test_second_build_says_that_nothing_changed_and_leaves_every_byte(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], home=home) == BUILT
    before = files(home)
    assert {"site/index.html", "site/sitemap.xml", "docs/index.md", "permalinks.jsonl"} <= set(before)
    capsys.readouterr()
    assert main([], home=home) == BUILT
    assert "Nothing changed" in capsys.readouterr().out
    assert files(home) == before


def test_fix_that_is_pasted_into_corrections_dates_the_article(home: Path) -> None:
    (home / "corrections.yml").write_text("articles:\n  dyke.txt: {date: 2024-09-10, why: the minutes of the council}\n")
    assert main(["--no-site"], home=home) == BUILT
    assert {event["date"] for event in events(home).values()} == {"2024-03-14", "1968", "2024-09-06"}


def test_corrections_that_come_with_the_seeds_date_both_that_tell_no_day(tmp_path: Path) -> None:
    (tmp_path / "corrections.yml").write_bytes((PROJECT / "corrections.yml").read_bytes())
    assert main(["--no-site", "--strict", "--out", str(tmp_path)], home=PROJECT) == BUILT
    data = json.loads((tmp_path / "docs/data/events.json").read_text(encoding="utf-8"))
    written = {article["file"][:3]: article["written"] for article in data["articles"]}
    assert written == {"000": "2023-12-27", "001": "2024-05-24", "002": "2024-05-24?", "003": "2023-09-19", "004": "2024-09-10"}
    dates = {source["article"][:3]: set() for event in data["events"] for source in event["sources"]}
    for event in data["events"]:
        for source in event["sources"]:
            dates[source["article"][:3]].add(event["date"])
    assert {"2023-12-22", "2023-12-27"} <= dates["000"]
    assert "2024-09-09" in dates["004"]


def test_strict_fails_for_an_error_and_never_for_a_question(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--no-site", "--strict"], home=home) == BUILT
    (home / "seeds/wrong.txt").write_text(f"---\ntitle: A bridge\ndate: 2024-09-31\n---\n{BRIDGE}")
    assert main(["--no-site"], home=home) == BUILT
    assert main(["--no-site", "--strict"], home=home) == NOT_BUILT
    assert "seeds/wrong.txt:3  error: " in capsys.readouterr().out
    assert (home / "docs/index.md").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--articles", "nowhere"],
        ["--date", "2024-09-31"],
        ["--date", "soon"],
        ["--nonsense"],
        ["explain"],
        ["explain", "x", "--written", "soon"],
    ],
)
def test_misuse_exits_2_and_writes_nothing(home: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = files(home)
    try:
        code = main(arguments, home=home)
    except SystemExit as stop:  # argparse's own way out
        code = stop.code
    said = capsys.readouterr()
    assert code == MISUSED
    assert said.err
    assert "Traceback" not in said.err
    assert files(home) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("permalinks.jsonl", '{"seq": 1, "id": "b222222", "fact": "minted"\n'),
        ("permalinks.jsonl", "not a ledger\n"),
        ("corrections.yml", "articles:\n  dyke.txt: {date: 2024-09-10\n"),
        ("corrections.yml", "- a list\n"),
    ],
)
def test_damaged_file_stops_the_build_before_anything_is_written(
    home: Path, name: str, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / name).write_text(content)
    before = files(home, (".timeline/",))
    assert main([], home=home) == NOT_BUILT
    assert f"{name}:" in capsys.readouterr().err
    assert files(home, (".timeline/",)) == before


def test_damage_to_the_ledger_of_a_built_site_leaves_the_site_as_it_was(home: Path) -> None:
    assert main(["--no-site"], home=home) == BUILT
    ledger = home / "permalinks.jsonl"
    ledger.write_bytes(ledger.read_bytes()[:-20] + b"\n")
    (home / "seeds/dyke.txt").write_text(UNDATED.replace("second", "third"))
    before = files(home)
    assert main(["--no-site"], home=home) == NOT_BUILT
    assert files(home) == before


def test_another_folder_of_articles_is_built_into_another_folder_and_nothing_else_is_touched(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("elsewhere")
    (home / "corrections.yml").write_text("articles:\n  dyke.txt: {date: 2024-09-10, why: not of this timeline}\n")
    before, project = files(home), files(PROJECT, but=(".", "tests", "site"))
    assert main(["--articles", str(home / "seeds"), "--out", str(out)], home=PROJECT) == BUILT
    assert files(home) == before
    now = files(PROJECT, but=(".", "tests", "site"))
    assert {name for name in now if "__pycache__" not in name} == {name for name in project if "__pycache__" not in name}
    assert {path.name for path in out.iterdir()} == {"docs", "site", "permalinks.jsonl", ".timeline"}
    assert {event["date"] for event in events(out).values()} == {"2024-03-14", "1968", None}


def test_site_may_have_settings_of_its_own(home: Path) -> None:
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    (home / "mkdocs.yml").write_text(settings.replace("site_name: News timeline", "site_name: The dykes of Tarn"), encoding="utf-8")
    assert main([], home=home) == BUILT
    assert "The dykes of Tarn" in (home / "site/index.html").read_text(encoding="utf-8")


def test_release_date_is_that_of_the_option_or_the_environment_or_the_newest_article(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def released(*arguments: str) -> set[str]:
        (home / "permalinks.jsonl").unlink(missing_ok=True)
        assert main(["--no-site", *arguments], home=home) == BUILT
        lines = (home / "permalinks.jsonl").read_text(encoding="utf-8").splitlines()
        return {value for line in lines for key, value in json.loads(line).items() if key == "released"}

    assert released() == {"2024-03-14"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1716163200")
    assert released() == {"2024-05-20"}
    assert released("--date", "2024-06-01") == {"2024-06-01"}


def test_no_neighbours_leaves_an_article_undated_that_another_would_date(home: Path) -> None:
    for name in ("courier.txt", "harbour-radio.txt"):
        (home / "seeds" / name).write_bytes((PROJECT / "tests/articles/two-outlets-one-news" / name).read_bytes())

    def written(*arguments: str) -> str | None:
        assert main(["--no-site", *arguments], home=home) == BUILT
        told = json.loads((home / "docs/data/events.json").read_text(encoding="utf-8"))["articles"]
        return {article["file"]: article["written"] for article in told}["harbour-radio.txt"]

    assert written() == "2022-06-10?"
    assert written("--no-neighbours") is None


def test_same_articles_give_the_same_bytes_in_any_order_and_any_process(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path_factory.mktemp(f"out{seed}")
        command = [sys.executable, "build_timeline.py", "--articles", "seeds", "--out", str(out), "--no-site"]
        subprocess.run(command, cwd=PROJECT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
        made.append({name: content for name, (content, _) in files(out, (".timeline/",)).items()})
    assert made[0] == made[1]


def test_folder_without_articles_gives_an_empty_timeline(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "empty").mkdir()
    assert main(["--articles", str(home / "empty")], home=home) == BUILT
    assert events(home) == {}
    assert (home / "site/index.html").exists()


def test_published_timeline_is_not_emptied_by_a_wrong_folder(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without articles would withdraw everything; it is an error, and nothing is written."""
    assert main(["--no-site"], home=home) == BUILT
    (home / "empty").mkdir()
    before = files(home)
    assert main(["--no-site", "--articles", str(home / "empty")], home=home) == NOT_BUILT
    assert files(home) == before


def test_article_that_is_taken_away_keeps_its_address(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--no-site"], home=home) == BUILT
    ids = {event["id"] for event in events(home).values()}
    (home / "seeds/bridge.txt").unlink()
    capsys.readouterr()
    assert main(["--no-site", "--date", "2024-06-01"], home=home) == BUILT
    assert "- 2 withdrawn" in capsys.readouterr().out
    assert all(list((home / "docs/e").glob(f"{id_}*")) for id_ in ids)


@pytest.mark.parametrize("written", [["--written", "2024-03-15"], []])
def test_explain_shows_the_words_the_rule_and_the_value(written: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "They met three weeks ago.", *written]) == BUILT
    said = capsys.readouterr().out
    assert "three weeks ago" in said
    assert "units_ago" in said
    assert ("2024-02-19/2024-02-25" in said) == bool(written)


def test_explain_says_so_when_nothing_names_a_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "the march on Rome"]) == BUILT
    assert "nothing" in capsys.readouterr().out


def _is_told_without_a_traceback(home: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> bool:
    code = main(arguments, home=home)
    said = capsys.readouterr().err
    return code in (NOT_BUILT, MISUSED) and 1 <= len(said.splitlines()) <= 5


def test_file_in_the_place_of_the_folder_to_write_to_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _is_told_without_a_traceback(home, capsys, "--out", str(home / "seeds/bridge.txt"))


def test_clock_in_the_environment_that_is_no_number_is_told(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert _is_told_without_a_traceback(home, capsys, "--no-site")


BROKEN_SETTINGS = (
    *(b"site_name: [\n", b"theme: material\n", b"site_name: Dykes\ntheme: nowhere\n", b"- a list\n"),
    *(b"site_name: \xff\n", b"site_name: 5\n", b'site_name: "Dykes\n\n# the name"\n'),
    *(b"site_name: Dykes\nextra: 5\n", b"site_name: Dykes\nsite_url: 'http://[x'\n"),
    *(b"INHERIT: nowhere.yml\nsite_name: Dykes\n", b"INHERIT: [1]\nsite_name: Dykes\n"),
)


@pytest.mark.parametrize("settings", BROKEN_SETTINGS)
def test_settings_that_cannot_be_used_are_told_before_anything_is_written(
    home: Path, capsys: pytest.CaptureFixture[str], settings: bytes
) -> None:
    (home / "mkdocs.yml").write_bytes(settings)
    before = files(home)
    assert _is_told_without_a_traceback(home, capsys)
    assert files(home) == before


def test_a_setting_that_mkdocs_does_not_know_is_asked_about(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in the name of a setting does not go unnoticed; the site is made all the same."""
    with (home / "mkdocs.yml").open("w") as file:
        file.write((PROJECT / "mkdocs.yml").read_text().replace("copyright:", "copyrigth:"))
    for _ in range(2):
        assert main([], home=home) == BUILT
        said = capsys.readouterr().out
        assert "unknown setting 'copyrigth'" in said
        assert "did you mean copyright:" in said


def test_settings_that_are_taken_from_elsewhere_count(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an inherited file or the environment says changes pages like what stands in mkdocs.yml; and so does its scope."""
    (home.parent / "base.yml").write_text("site_name: First\n")
    (home / "mkdocs.yml").write_text("INHERIT: ../base.yml\nsite_url: !ENV [WHERE, 'https://a.example/']\n")

    def built() -> str:
        assert main(["--no-site"], home=home) == BUILT
        return (home / "docs/index.md").read_text() + (home / "docs/data/events.json").read_text()

    assert "First" in built()
    (home.parent / "base.yml").write_text("site_name: Second\n")
    assert "Second" in built()
    monkeypatch.setenv("WHERE", "https://b.example/")
    assert "https://b.example/e/" in built()
    before = len(events(home))
    (home.parent / "base.yml").write_text("site_name: Second\nextra: {timeline: {until: 1999}}\n")
    built()
    assert len(events(home)) < before


def test_a_relative_folder_is_that_of_where_one_stands(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings that lie in it do not make it another one."""
    monkeypatch.chdir(home.parent)
    (home / "mkdocs.yml").write_text((PROJECT / "mkdocs.yml").read_text())
    assert main(["--articles", f"{home.name}/seeds", "--out", home.name], home=PROJECT) == BUILT
    assert (home / "site/index.html").exists()
