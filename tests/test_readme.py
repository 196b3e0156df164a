"""What the README shows is what happens."""

import json
import re
import shlex
from pathlib import Path

import pytest

import timeline
from timeline.cli import main
from timeline.read import read_file

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def _tour() -> list[tuple[str, str]]:
    """The commands of the tour, each with what it shows."""
    part = README[README.index("## A tour") : README.index("## Add an article")]
    found = re.findall(r"(?m)^    \$ (.*)\n((?:(?:    (?!\$ ).*)?\n)*)", part)
    return [(command, re.sub(r"(?m)^    ", "", shown).strip("\n") + "\n") for command, shown in found]


def test_tour_shows_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], accept: bool) -> None:
    """Who types the commands of the tour and saves its files sees what it shows."""
    (tmp_path / "program").mkdir()
    monkeypatch.chdir(tmp_path / "program")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    now = README
    for command, shown in _tour():
        program, _, words = command.partition(" ")
        if program == "cd":
            monkeypatch.chdir(words)
        elif program == "cat":
            Path(words).write_text(shown, encoding="utf-8")
        else:
            main(shlex.split(words)[1:], home=Path.cwd())
            said = capsys.readouterr().out
            if accept:
                before = f"    $ {command}\n" + "".join(f"    {line}".rstrip() + "\n" for line in shown.splitlines() if shown.strip())
                place = now.index(before) if shown.strip() else now.index(f"    $ {command}\n\n")
                after = f"    $ {command}\n" + "".join(f"    {line}".rstrip() + "\n" for line in said.splitlines())
                now = now[:place] + after + now[place + len(before) :]
            else:
                assert _untimed(said) == _untimed(shown), command
    if accept:
        (PROJECT / "README.md").write_text(now, encoding="utf-8")


def _untimed(said: str) -> str:
    """Without the seconds, which differ, and the number of pages, which grows with the program."""
    return re.sub(r"\d+ of \d+ pages(.*) in \d+\.\d s", r"N of N pages\1 in 0.0 s", said)


@pytest.mark.parametrize(
    "command", sorted(set(re.findall(r"(?m)^    (make \w+|(?:\$ )?\.venv/bin/python build_timeline\.py\b[^#\n]*)", README)))
)
def test_command_exists(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command of the README can be typed."""
    if command.startswith("make"):
        target = command.split()[1]
        assert re.search(rf"(?m)^{target}:", (PROJECT / "Makefile").read_text(encoding="utf-8"))
        return
    words = shlex.split(re.split(r"\s{3,}", command.removeprefix("$ "))[0])[2:]
    if "--serve" in words:
        return  # test_serve.py types it, and waits for what it does
    words = [str(tmp_path) if word == "DIR" else word.replace("../", f"{tmp_path}/") for word in words]
    if words[:1] == ["add"]:  # from a file: no test asks the network
        (tmp_path / "a.txt").write_text("The council of Norby opened the bridge on Friday, its mayor said.")
        words = ["add", str(tmp_path / "a.txt"), "--articles", str(tmp_path / "seeds")]
        (tmp_path / "seeds").mkdir()
    elif words[:1] not in (["explain"], ["new"]):
        (tmp_path / "articles").mkdir()
        (tmp_path / "articles/a.txt").write_text("The council of Norby opened the bridge on Friday.")
        words = ["--articles", str(tmp_path / "articles"), "--out", str(tmp_path / "out"), "--no-site", *words]
        if "--frozen" in words:  # as in continuous integration, after a build at home
            main([word for word in words if word != "--frozen"])
    assert main(words) == 0
    assert capsys.readouterr().out


def test_entry_is_one_of_the_seeds(tmp_path: Path) -> None:
    """The entry at the top is on the timeline that the seeds make, with its date, its title and its evidence."""
    timeline.build(PROJECT / "seeds", tmp_path, site=False)
    events = json.loads((tmp_path / "docs/data/events.json").read_text(encoding="utf-8"))["events"]
    entry = " ".join(re.findall(r"(?m)^> ?(.*)$", README)).replace("**", "")
    event = next(event for event in events if event["title"] in entry)
    assert event["date"] == "2024-05-24"
    assert "Friday 24 May 2024" in entry
    assert any(source["quote"] in entry for source in event["sources"])


def test_article_with_front_matter_is_read(tmp_path: Path) -> None:
    """The article that the README shows is read as it says."""
    shown = next(text for command, text in _tour() if command == "cat seeds/fire.txt")
    (tmp_path / "a.txt").write_text(shown, encoding="utf-8")
    article, problems = read_file(tmp_path / "a.txt", "a.txt")
    assert article is not None
    assert not problems
    assert (str(article.stated), article.outlet) == ("2024-05-25", "Marle Post")
    assert article.title == "Fire destroys two warehouses in the old harbour of Marle"


def test_phrase_of_the_example_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """The rule of the example reads the phrase of the example, and gives the value of the table line."""
    assert main(["explain", "three weeks ago", "--written", "2024-03-15"]) == 0
    assert "2024-02-19/2024-02-25" in capsys.readouterr().out


def test_every_package_is_told_of() -> None:
    """The README says of every package that is needed what it saves."""
    needed = re.findall(r"(?m)^([\w-]+)", (PROJECT / "requirements.in").read_text(encoding="utf-8"))
    told = README.lower().replace("material for mkdocs", "mkdocs-material")
    assert [name for name in needed if name.lower() not in told] == []


def test_shipped_ledger_knows_what_the_seeds_make(tmp_path: Path) -> None:
    """The first build of a fresh checkout mints nothing and changes nothing."""
    for name in ("permalinks.jsonl", "corrections.yml"):
        (tmp_path / name).write_bytes((PROJECT / name).read_bytes())
    assert timeline.build(PROJECT / "seeds", tmp_path, site=False).facts == ()
