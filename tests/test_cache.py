"""What was computed before is used again, and never changes what comes out."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

import timeline
from timeline.cache import Cache, packed, unpacked
from timeline.model import Article, Sentence, Span
from timeline.pipeline import build
from timeline.when import parse

HERE = Path(__file__).parent
asked: list[str] = []


def shouted(word: str) -> str:
    asked.append(word)
    return word.upper()


@pytest.fixture(autouse=True)
def _nothing_was_asked() -> None:
    asked.clear()


def test_each_value_is_computed_once(tmp_path: Path) -> None:
    """A value that the store knows is not computed again, in this build or a later one; the others are."""
    for words in (["a", "b", "a"], ["c", "b"]):
        with Cache(tmp_path / "cache.sqlite") as cache:
            assert cache.each("shouting", shouted, words) == [word.upper() for word in words]
    assert asked == ["a", "b", "c"]


def test_another_version_of_the_program_computes_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older program made of a text says nothing."""
    for version in ("1", "2"):
        monkeypatch.setattr("timeline.cache.version", lambda version=version: version)
        with Cache(tmp_path / "cache.sqlite") as cache:
            cache.each("shouting", shouted, ["a"])
    assert asked == ["a", "a"]


def test_damage_costs_time_only(tmp_path: Path) -> None:
    """Whatever byte of the store is wrong, or if it is no store at all, the same comes out."""
    path, words = tmp_path / "cache.sqlite", [f"{number}" * 50 for number in range(300)]
    with Cache(path) as cache:
        expected = cache.each("shouting", shouted, words)
    whole, chance = path.read_bytes(), random.Random(7)
    for kind in range(30):
        damaged = bytearray(whole)
        for _ in range(1 + kind):
            damaged[chance.randrange(len(damaged))] ^= 0xFF
        path.write_bytes([bytes(damaged), whole[: len(whole) // (kind + 1)], b"nonsense" * kind][kind % 3])
        with Cache(path) as cache:
            assert cache.each("shouting", shouted, words) == expected


def test_store_does_not_grow_for_ever(tmp_path: Path) -> None:
    """What no build of late has used is taken out."""
    path = tmp_path / "cache.sqlite"
    for number in range(20):
        with Cache(path) as cache:
            cache.each("shouting", shouted, [f"{number} {other}" for other in range(10)])
            cache.tidy()
    with sqlite3.connect(path) as store:
        assert store.execute("SELECT count(*) FROM kept").fetchone()[0] <= 20


def test_values_come_back_as_they_were() -> None:
    """Articles, spans, dates and what they are made of survive being packed."""
    article = Article("a.txt", "Text.", stated=parse("2024-05?"), story=(Sentence(0, 5, 1),), headline=Span(1, 2))
    assert unpacked(packed((article, (None, 1.5))), tuple[Article, tuple[None, float]]) == (article, (None, 1.5))


def broken(word: str) -> str:
    asked.append(word)
    return "\ud83d"


def test_what_no_file_can_hold_is_not_kept(tmp_path: Path) -> None:
    """Half a surrogate pair comes out as it went in, computed each time."""
    for _ in range(2):
        with Cache(tmp_path / "cache.sqlite") as cache:
            assert cache.each("breaking", broken, ["a"]) == ["\ud83d"]
            cache.keep("it", "\ud83d")
            assert cache.recall("it", str) is None
    assert asked == ["a", "a"]


def test_what_is_of_another_kind_counts_as_unknown(tmp_path: Path) -> None:
    """A store is opened as data of the kind that is looked for; whatever else somebody put there is passed over."""
    with Cache(tmp_path / "cache.sqlite") as cache:
        assert cache.recall("it", int) is None
        cache.keep("it", "a word")
        assert (cache.recall("it", int), cache.recall("it", str)) == (None, "a word")


def published(folder: Path) -> dict[str, bytes]:
    """Every file that a build made, with its bytes, but for what it keeps for itself."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {name: path.read_bytes() for path in files if not (name := path.relative_to(folder).as_posix()).startswith(".timeline/")}


def test_a_build_with_what_it_knows_equals_a_clean_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add, change, rename and take away articles, and damage pages, at random: what comes out is what a build without a cache makes."""
    chance = random.Random(20)
    monkeypatch.setattr("timeline.compose.kept.FEW", 0)  # every page is made of pieces
    monkeypatch.setattr("timeline.merge.PART", 7)
    stock = [path.read_text(encoding="utf-8") for path in sorted(HERE.glob("articles/**/*.txt")) if ".events." not in path.name][:24]
    seeds, out = tmp_path / "seeds", tmp_path / "out"
    seeds.mkdir()
    for number, text in enumerate(stock[:8]):
        (seeds / f"{number}.txt").write_text(text, encoding="utf-8")
    for step in range(6):
        for _ in range(2):
            files = sorted(seeds.iterdir())
            one = chance.choice(files)
            match chance.randrange(5):
                case 0:
                    (seeds / f"{step}-new.txt").write_text(chance.choice(stock), encoding="utf-8")
                case 1:
                    lines = one.read_text(encoding="utf-8").split("\n")
                    del lines[chance.randrange(len(lines))]
                    one.write_text("\n".join(lines) or "Nothing.", encoding="utf-8")
                case 2 if len(files) > 4:
                    one.unlink()
                case 3 if step:
                    page = chance.choice(sorted((out / "docs").glob("[!a]*/**/*.md")))
                    page.write_bytes(page.read_bytes()[:-3] + b"...")
                case _:
                    one.rename(seeds / f"renamed-{step}-{one.name}")
        clean = tmp_path / f"clean{step}"
        clean.mkdir()
        if (out / "permalinks.jsonl").exists():
            shutil.copy(out / "permalinks.jsonl", clean)
        timeline.build(seeds, clean, site=False)
        build(seeds, out, site=False, brief=chance.random() < 0.5)
        assert published(out) == published(clean)


def test_a_build_that_finds_nothing_changed_comes_to_the_same(tmp_path: Path) -> None:
    """What is remembered of the last build is what a build without a memory would come to; any change is noticed."""
    seeds, out = tmp_path / "seeds", tmp_path / "out"
    seeds.mkdir()
    (seeds / "a.txt").write_text(
        "---\ndate: 2024-03-14\n---\nNorby opened its bridge on Tuesday, the mayor said. On Monday it had been blessed.\n"
    )
    build(seeds, out, site=False)
    remembered = build(seeds, out, site=False, brief=True)
    assert (remembered.timeline.released, remembered.timeline.events) == ("2024-03-14", ())
    shutil.rmtree(out / ".timeline")
    again = build(seeds, out, site=False)
    assert (remembered.counts, remembered.problems, remembered.facts) == (again.counts, again.problems, ())
    assert len(again.timeline.events) == again.counts.events > 0
    assert sorted(remembered.wrote.unchanged) == sorted(again.wrote.unchanged)
    assert (remembered.wrote.written, remembered.wrote.removed) == ((), ())
    (out / "docs" / "index.md").unlink()
    assert build(seeds, out, site=False, brief=True).wrote.written == ("index.md",)
    (out / "docs" / "_intro.md").write_text("# Bridges\n")
    assert "index.md" in build(seeds, out, site=False, brief=True).wrote.written
    (seeds / "a.txt").write_text("---\ndate: 2024-03-14\n---\nNorby opened its bridge on Tuesday, the mayor said.\n")
    assert build(seeds, out, site=False, brief=True).facts
