"""A file with one article a line goes in; every good line is an article with a name of its own, every bad one is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from timeline.collection import read_collection
from timeline.model import Article, Problem
from timeline.pipeline import build
from timeline.read import load, read

FERRY = {"text": "The ferry ran aground on Thursday.\nNobody was hurt.", "title": "Ferry runs aground", "date": "2024-03-14"}
BRIDGE = {"text": "The bridge was closed on Thursday.", "title": "Bridge closed", "url": "https://ellery.example/bridge"}


def lines(*said: object) -> str:
    return "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in said)


def collection(*said: object) -> tuple[list[Article], list[Problem]]:
    return read_collection(lines(*said), "news.jsonl")


def names(*said: object) -> list[str]:
    return [article.file.removeprefix("news.jsonl#") for article in collection(*said)[0]]


def test_each_line_is_an_article_with_what_it_says() -> None:
    full = {**FERRY, "outlet": "Ellery Post", "url": "https://ellery.example/1", "language": "en-GB", "author": ["Ann Lee", "Bo Day"]}
    articles, problems = collection(full, BRIDGE)
    assert problems == []
    ferry, bridge = articles
    assert (ferry.text, ferry.title, ferry.outlet, ferry.url) == (FERRY["text"], FERRY["title"], "Ellery Post", "https://ellery.example/1")
    assert (str(ferry.stated), ferry.stated_by, ferry.language, ferry.author) == (
        "2024-03-14",
        "its line in news.jsonl",
        "en",
        "Ann Lee, Bo Day",
    )
    assert (bridge.stated, bridge.stated_by, bridge.first_line) == (None, "", 2)


def test_article_is_named_by_its_id_else_its_title_else_its_first_words() -> None:
    assert names({**FERRY, "id": "A/17 b"}, {**BRIDGE, "id": 3}, FERRY, {"text": "«Новий міст» відкрили у вівторок."}) == [
        "A-17-b",
        "3",
        "ferry-runs-aground",
        "новий-міст-відкрили-у-вівторок",
    ]


def test_names_do_not_change_when_lines_are_put_in_taken_out_or_shuffled() -> None:
    # Two of one title: which is which must not hang on their order.
    other = {**FERRY, "text": "Another ferry ran aground."}
    named = dict(zip((FERRY["text"], other["text"], BRIDGE["text"]), names(FERRY, other, BRIDGE), strict=True))
    assert len(set(named.values())) == 3
    articles, _ = collection({"text": "A new first line."}, "", BRIDGE, other, FERRY)
    assert {article.text: article.file.removeprefix("news.jsonl#") for article in articles if article.text in named} == named


def test_article_that_is_there_twice_is_taken_once() -> None:
    articles, (problem,) = collection(FERRY, BRIDGE, FERRY)
    assert len(articles) == 2
    assert (problem.line, problem.what, problem.is_error) == (3, "is the article of line 1 once more and was left out", False)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"text": "cut', "is not JSON: Unterminated string starting at at character 10"),
        ("text: The bridge was closed.", "is not JSON: Expecting value at character 1"),
        ("17", "is no article: it has no keys"),
        ('{"title": "Bridge closed"}', "has no text"),
        ('{"text": " "}', "has no text"),
        ('{"text": ["The bridge"]}', "has no text"),
        ('{"text": "\\ud800"}', "holds half a character, \\ud800 to \\udfff without its other half"),
        ("[" * 100_000, "holds more than a line of JSON can"),
    ],
)
def test_bad_line_is_told_with_its_number_and_the_others_are_read(line: str, what: str) -> None:
    articles, (problem,) = collection(FERRY, line, BRIDGE)
    assert [article.title for article in articles] == ["Ferry runs aground", "Bridge closed"]
    assert (problem.file, problem.line, problem.what, problem.is_error) == ("news.jsonl", 2, what, True)
    assert problem.fix


@pytest.mark.parametrize(
    ("date", "what"), [("soon", "'soon' is no date"), ("2024-09-31", "date: "), ("08/11/2023", "may be 2023-11-08 or")]
)
def test_date_that_is_none_is_told_with_its_line_and_the_article_is_kept(date: str, what: str) -> None:
    articles, (problem,) = collection(BRIDGE, {**FERRY, "date": date})
    assert [article.stated for article in articles] == [None, None]
    assert what in problem.what
    assert problem.line == 2


def test_unknown_key_is_asked_about_once() -> None:
    articles, problems = collection(BRIDGE, *({"text": f"Story {n}.", "titel": "x", "section": 1} for n in range(9)))
    assert len(articles) == 10
    assert [(problem.line, problem.what, problem.is_error) for problem in problems] == [
        (2, "'section' is not known and was left out, in 9 lines", False),
        (2, "'titel' is not known and was left out, in 9 lines", False),
    ]
    assert problems[1].fix == "did you mean title?"


def test_one_list_of_articles_is_told_once() -> None:
    assert [problem.line for problem in collection(json.dumps([FERRY, BRIDGE], indent=1))[1]] == [1]


def test_collection_may_have_a_byte_order_mark_crlf_and_separators_inside_texts(tmp_path: Path) -> None:
    text = "One.\u2028Two.\x85Three."
    content = "\ufeff" + json.dumps({"text": text}, ensure_ascii=False) + "\r\n\r\n" + json.dumps(BRIDGE) + "\r\n"
    (tmp_path / "news.jsonl").write_bytes(content.encode())
    articles, problems = read(load(tmp_path))
    assert problems == []
    assert [article.text for article in articles] == [text, BRIDGE["text"]]


@given(
    some.text(max_size=200)
    | some.recursive(
        some.none() | some.booleans() | some.floats() | some.text(),
        lambda inner: (
            some.lists(inner) | some.dictionaries(some.sampled_from(["text", "date", "id", "title", "language", "x"]) | some.text(), inner)
        ),
    ).map(json.dumps)
)
@example('{"text": "x", "date": NaN, "id": Infinity, "language": {}}')
@example('{"text": "x", "date": ' + "9" * 5000 + "}")
def test_no_line_stops_the_reading(line: str) -> None:
    articles, problems = read_collection(line, "news.jsonl")
    assert len(articles) + len(problems) >= bool(line.strip())
    assert all(article.file.isprintable() for article in articles)


def test_line_above_moves_no_link_and_no_correction(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "news.jsonl").write_text(lines(BRIDGE, FERRY))
    (tmp_path / "corrections.yml").write_text("articles:\n  news.jsonl#bridge-closed: {date: 2024-03-15, why: its editor says so}\n")
    first = build(seeds, tmp_path, site=False)
    (seeds / "news.jsonl").write_text(lines({"text": "The market opened on Friday.", "title": "Market opens"}, BRIDGE, FERRY))
    second = build(seeds, tmp_path, site=False)
    assert {event.id: event.date for event in first.timeline.events}.items() <= {e.id: e.date for e in second.timeline.events}.items()
    assert any(event.date == "2024-03-14" for event in first.timeline.events)
    assert [problem for problem in second.problems if problem.is_error] == []
