"""What `explain FILE` says of an article, sentence by sentence: explain/bridge.explained.txt; `--accept` rewrites it."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.cli import BUILT, MISUSED, main
from timeline.collect import Told
from timeline.explain import NoSuchArticle, explain_article
from timeline.pipeline import tell_folder

FOLDER = Path(__file__).with_name("explain")
ARTICLES, EXPECTED = FOLDER / "articles", FOLDER / "bridge.explained.txt"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return tell_folder(ARTICLES, tmp_path_factory.mktemp("out"))


def test_each_sentence_says_why_it_is_an_event_or_none(told: Told, accept: bool) -> None:
    said = "\n".join(explain_article(told, "bridge.txt")) + "\n"
    if accept:
        EXPECTED.write_text(said, encoding="utf-8")
    assert said == EXPECTED.read_text(encoding="utf-8")
    assert max(map(len, said.splitlines())) <= 100


def test_every_line_of_the_article_is_accounted_for(told: Told) -> None:
    said = explain_article(told, "bridge.txt")
    text = (ARTICLES / "bridge.txt").read_text(encoding="utf-8").splitlines()
    numbers = {int(line.split()[1]) for line in said if line.startswith("line ")}
    assert numbers == {number for number, line in enumerate(text, 1) if line.strip() and number > 4}


def test_times_that_made_no_event_are_told_with_their_place_and_reason(told: Told) -> None:
    article = told.articles["bridge.txt"]
    left = told.left_out["bridge.txt"]
    assert ("since 1998", "only compared with") in [(one.words, one.reason) for one in left]
    assert all(article.text[one.start : one.end] == one.words for one in left)
    assert all(one.sentence.start <= one.start and one.end <= one.sentence.end for one in left)


def test_article_that_is_not_there_is_told_with_the_nearest(told: Told) -> None:
    with pytest.raises(NoSuchArticle) as error:
        explain_article(told, "brigde.txt")
    assert error.value.nearest == ["bridge.txt"]


def test_older_version_of_an_article_says_which_file_counts(tmp_path: Path) -> None:
    for name, day in (("first", 10), ("later", 11)):
        text = f"---\ndate: 2022-05-{day}\nurl: https://post.example/pier\n---\nThe council of Marle closed its pier on Monday.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    said = " ".join(" ".join(explain_article(tell_folder(tmp_path, tmp_path), "first.txt")).split())
    assert said.startswith("first.txt is taken for an older version of later.txt, which counts in its place: the same address.")


def test_command_explains_a_file_by_its_name_or_its_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--articles", str(ARTICLES)]
    for name in ("bridge.txt", str(ARTICLES / "bridge.txt")):
        assert main(["explain", name, *given], home=tmp_path) == BUILT
        assert capsys.readouterr().out == EXPECTED.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == []
    assert main(["explain", "brigde.txt", *given], home=tmp_path) == MISUSED
    assert "The nearest: bridge.txt." in capsys.readouterr().err
