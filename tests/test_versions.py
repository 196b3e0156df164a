"""The same article in two files is one: the newer counts, the editor is asked, and its events keep their ids."""

from __future__ import annotations

from pathlib import Path

import pytest

import timeline
from timeline.collect import tell
from timeline.ledger import read_ledger
from timeline.model import Article
from timeline.versions import address
from timeline.when import parse

FIRST = (
    "Bridge falls in Norby\n\nA bridge over the river Aun fell on Monday, the council of Norby said.",
    "Three men were hurt, and one of them was taken to the hospital of Lindow.",
    "The bridge was built in 1931 and had been closed to lorries since March.",
    "Engineers from Lindow inspected it on 4 April.",
    "The mayor, Ida Halm, said that nobody had seen it coming.",
)
LATER = (FIRST[0], FIRST[1], "A fourth man was found under the stones on Tuesday.", *FIRST[2:])
ELSE = ("Ferry begins in Tarn\n\nA ferry began to cross the bay of Tarn on Friday, its owners said.", "It carries forty cars.", *FIRST[2:3])


def _article(file: str, day: str, sentences: tuple[str, ...], outlet: str = "Norby Post", url: str = "") -> Article:
    return Article(file, " ".join(sentences), outlet=outlet, url=url, stated=parse(day) if day else None, stated_by="the editor")


def _older(*articles: Article) -> dict[str, str]:
    return {one.file: one.newer for one in tell(articles).older}


@pytest.mark.parametrize(
    ("what", "one", "other", "older"),
    [
        ("an update", ("2022-05-10", FIRST, "Norby Post", ""), ("2022-05-11", LATER, "Norby Post", ""), {"a": "b"}),
        ("an update that stands first", ("2022-05-11", LATER, "Norby Post", ""), ("2022-05-10", FIRST, "Norby Post", ""), {"b": "a"}),
        (
            "one address",
            ("2022-05-10", FIRST, "", "https://p.example/1?utm_source=x"),
            ("", ELSE, "", "http://www.p.example/1/"),
            {"b": "a"},
        ),
        ("the same text", ("2022-05-10", FIRST, "", ""), ("2022-05-10", FIRST, "", ""), {"a": "b"}),
        ("the same text on two days", ("2022-05-10", FIRST, "", ""), ("2022-05-12", FIRST, "", ""), {}),
        ("the same text elsewhere", ("2022-05-10", FIRST, "Norby Post", ""), ("2022-05-10", FIRST, "Lindow Courier", ""), {}),
        ("another outlet's copy", ("2022-05-10", FIRST, "Norby Post", ""), ("2022-05-11", LATER, "Lindow Courier", ""), {}),
        ("two addresses", ("2022-05-10", FIRST, "N", "https://p.example/1"), ("2022-05-11", LATER, "N", "https://p.example/2"), {}),
        ("other news", ("2022-05-10", FIRST, "Norby Post", ""), ("2022-05-11", ELSE, "Norby Post", ""), {}),
        (
            "a digest",
            ("2022-05-10", FIRST, "N", ""),
            ("2022-05-11", (*FIRST, *(f"{n} boats came to Tarn." for n in range(9))), "N", ""),
            {},
        ),
    ],
)
def test_versions_are_told_from_other_articles(what: str, one: tuple[str, ...], other: tuple[str, ...], older: dict[str, str]) -> None:
    """An address, a text, or an outlet with nearly the same sentences make one article of two files; nothing less does."""
    del what
    assert _older(_article("a", one[0], one[1], *one[2:]), _article("b", other[0], other[1], *other[2:])) == older  # type: ignore[arg-type]


def test_of_many_versions_the_newest_counts() -> None:
    """Each older file names the one that counts, not the next."""
    days = [_article(f"{day}", f"2022-05-{day}", (*FIRST, f"On Friday, {day} boats came to Norby.")) for day in (10, 11, 12)]
    assert _older(*days) == {"10": "12", "11": "12"}


def test_addresses_lead_to_one_page() -> None:
    """What differs from reader to reader is no part of an address; the front page of an outlet is the address of no article."""
    assert address("https://www.Post.example/a/?utm_source=x&id=7#top") == "post.example/a?id=7"
    assert address("https://post.example/story.php?12345") != address("https://post.example/story.php?67890")
    assert address("https://post.example/") == address("") == address("https://[") == ""


def test_a_newer_version_keeps_the_links_of_the_older(tmp_path: Path) -> None:
    """The events of an article keep their ids when a newer version is added, they are told once, and the editor is asked."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    head = "---\ndate: 2022-05-{}\nsource: Norby Post\n---\n"
    (seeds / "first.txt").write_text(head.format(10) + " ".join(FIRST), encoding="utf-8")
    before = {event.id: event.title for event in timeline.build(seeds, tmp_path, site=False).timeline.events}
    (seeds / "later.txt").write_text(head.format(11) + " ".join(LATER), encoding="utf-8")
    result = timeline.build(seeds, tmp_path, site=False)
    after = {event.id: {report.article for report in event.reports} for event in result.timeline.events}
    assert before.keys() < after.keys()
    assert set.union(*after.values()) == {"later.txt"}
    assert all(known.is_event for known in read_ledger(tmp_path / "permalinks.jsonl").ids.values())
    (asked,) = [problem for problem in result.problems if "older version" in problem.what]
    assert (asked.file, asked.is_error) == ("seeds/first.txt", False)
    (tmp_path / "corrections.yml").write_text("articles:\n" + asked.fix.split("\n")[1] + "\n", encoding="utf-8")
    settled = timeline.build(seeds, tmp_path, site=False)
    assert not [problem for problem in settled.problems if "older version" in problem.what]
    assert {event.id for event in settled.timeline.events} == after.keys()
