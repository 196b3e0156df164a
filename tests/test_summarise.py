"""What the command says: what changed and why, what needs the editor, on a screen, in a report and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_editor import BLAZE, FIRE, SALE

from timeline.cli import main
from timeline.model import Problem
from timeline.summarise import MOST_LINES, problem_lines

BUILT, NOT_BUILT, MISUSED = 0, 1, 2


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    for name, text in (("fire", FIRE), ("blaze", BLAZE)):
        (tmp_path / f"seeds/{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def said(home: Path, capsys: pytest.CaptureFixture[str]):
    """Builds, and gives what is printed."""

    def build(*arguments: str, code: int = BUILT) -> str:
        assert main(["--no-site", *arguments], home=home) == code
        return capsys.readouterr().out

    return build


def ids(home: Path) -> dict[str, str]:
    """The ids by title."""
    return {event["title"]: event["id"] for event in json.loads((home / "docs/data/events.json").read_text(encoding="utf-8"))["events"]}


def correct(home: Path, text: str) -> None:
    (home / "corrections.yml").write_text(text, encoding="utf-8")


def test_a_rebuild_says_what_changed_from_what_to_what_and_why(home: Path, said) -> None:
    said("--date", "2024-07-01")
    known = ids(home)
    sold, fire, roof = (next(id_ for title, id_ in known.items() if word in title) for word in ("sell", "Fire in", "Firefighters"))
    (home / "seeds/sale.txt").write_text(SALE, encoding="utf-8")
    (home / "seeds/fire.txt").write_text(FIRE + "\nThe mayor thanked the crews on Sunday.\n", encoding="utf-8")
    correct(
        home,
        f"events:\n  {roof}: {{merge: {fire}, why: one fire}}\n"
        f"  {sold}: {{title: Marle sells its harbour, date: 2024-04, why: the minutes, by: J. Doe}}\n",
    )
    printed = said("--date", "2024-07-02")
    assert "read     3 articles (1 new, 1 changed)" in printed
    assert "> 1 merged" in printed
    assert f"> {roof}  Merged into {fire}, by the editor: one fire" in printed
    assert (
        f"~ {sold}  Date changed from Friday 12 April 2024 to April 2024, by the editor (J. Doe): the minutes\n           Title changed"
        in printed
    )
    new = ids(home)["Harbour sale under scrutiny"]
    assert f"+ {new}  2024-06-01  Harbour sale under scrutiny" in printed
    assert (home / ".timeline/report.txt").read_text(encoding="utf-8").count("by the editor: one fire") == 1
    again = said("--date", "2024-07-02")
    assert "Nothing changed" in again
    assert "by the editor" not in again
    assert "by the editor: one fire" in (home / ".timeline/report.txt").read_text(encoding="utf-8")


def test_a_date_that_a_new_source_makes_finer_says_so(home: Path, said) -> None:
    for name in ("courier.txt", "harbour-radio.txt"):
        text = (Path(__file__).parent / "articles/two-outlets-one-news" / name).read_text(encoding="utf-8")
        (home / "seeds" / name).write_text(text, encoding="utf-8")
    courier = (home / "seeds/courier.txt").rename(home / "courier.txt")
    said("--date", "2024-07-01")
    courier.rename(home / "seeds/courier.txt")
    data = json.loads(said("--json", "--date", "2024-07-02"))
    (works,) = [one for one in data["changes"] if any(detail["what"] == "sources" for detail in one["details"])]
    (date,) = [detail for detail in works["details"] if detail["what"] == "date"]
    assert (date["from"], date["to"], date["why"]) == (None, "2022-06-10", "Told by Lindow Courier too")


def test_data_for_programs_is_one_object_with_the_documented_keys(home: Path, said) -> None:
    """--json prints nothing else, also where the build stops; its keys are those of the documentation."""
    said("--date", "2024-07-01")
    fire = ids(home)["Fire in the old harbour of Marle"]
    correct(home, f"events:\n  {fire}: {{hide: true, why: w}}\n  bcdfghj: {{hide: true, why: w}}\n")
    data = json.loads(said("--json", "--date", "2024-07-02"))
    (change,) = data["changes"]
    assert (change["id"], change["kind"], change["url"]) == (fire, "hidden", f"e/{fire}/")
    assert change["details"][0]["why"] == "w"
    (problem,) = data["problems"]
    assert (problem["kind"], problem["file"], problem["line"], problem["what"]) == ("error", "corrections.yml", 3, "no event bcdfghj")
    documented = (Path(__file__).parent.parent / "docs/how-it-works.md").read_text(encoding="utf-8")
    keys = {*data, *change, *change["details"][0], *problem}
    assert [key for key in sorted(keys) if f"`{key}`" not in documented] == []
    correct(home, "- a list\n")
    stopped = json.loads(said("--json", code=NOT_BUILT))
    assert (stopped["built"], stopped["problems"][0]["line"]) == (False, 1)
    correct(home, "")
    nowhere = json.loads(said("--json", "--articles", "nowhere", code=MISUSED))
    assert (nowhere["built"], nowhere["problems"][0]["file"]) == (False, "nowhere")


def test_a_screen_has_forty_lines_and_danger_keeps_its_place(home: Path, said) -> None:
    """However much is new or asked, errors are shown, and the report has everything."""
    said("--date", "2024-07-01")
    for number in range(60):
        (home / f"seeds/new-{number}.txt").write_text(f"The council of Marle met on Friday over item {number} of its list, a clerk said.\n")
    correct(home, "".join(["events:\n", *(f"  bcdfg{number}: {{hide: true, why: w}}\n" for number in range(22, 29))]))
    printed = said("--date", "2024-07-02").splitlines()
    assert len(printed) <= MOST_LINES
    assert sum("error: no event" in line for line in printed) == 7
    assert sum(line.startswith("+ ") for line in printed) > 5
    assert "more: see" in printed[-1]
    report = (home / ".timeline/report.txt").read_text(encoding="utf-8")
    assert report.count("\n+ ") == report.count("\n           e/") == 60
    assert report.count("date it in corrections.yml") == 60


def test_names_of_files_cannot_write_on_the_screen(home: Path, said) -> None:
    """Control characters of a file name, and marks that turn the direction of a line, are shown as what they are."""
    name = "red\x1b[31m\nNeeds nobody\u202e.txt"
    (home / "seeds" / name).write_text("The council of Marle asked the government on Friday for a new pier.\n")
    printed = said()
    assert "red\\x1b[31m\\nNeeds nobody\\u202e.txt" in printed
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert problem_lines(Problem("a\rb", 3, "x\x07y", "do\x00 this\nand that", False)) == "a\\rb:3  x\\x07y\n    do\\x00 this\n    and that"
