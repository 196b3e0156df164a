"""The editor's page of the preview: what the program was not sure of, with lines to copy that can be used as they stand."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import samples
from msgspec.structs import replace
from test_editor import BLAZE, FIRE

import timeline
from timeline.compose import Site, compose
from timeline.corrections import read_corrections
from timeline.model import Disagreement, PerhapsSame
from timeline.pipeline import Preview
from timeline.words import begun

COPY = (Path(__file__).parent / "articles/stamp-months-after-the-story.txt").read_text(encoding="utf-8")
LARGEST = (Path(__file__).parent / "articles/largest-since-2008.txt").read_text(encoding="utf-8")
UNDATED = (
    "Council of Marle asks for a pier\n\nThe council of Marle asked the government on Friday for a pier. It had 1,998 members in 2009.\n"
)


PREVIEW = Preview("http://127.0.0.1:8000/")


def review(told: timeline.model.Timeline) -> str:
    return next(page.content.decode() for page in compose(told, Site(), preview=True) if page.path == "review.md")


def fixes(page: str) -> list[str]:
    return [html.unescape(fix) for fix in re.findall(r"<pre><code>(.*?)</code></pre>", page)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[timeline.Result, Path]:
    folder = tmp_path_factory.mktemp("review")
    (folder / "seeds").mkdir()
    for name, text in (("fire", FIRE), ("blaze", BLAZE), ("copy", COPY), ("pier", UNDATED), ("largest", LARGEST)):
        (folder / f"seeds/{name}.txt").write_text(text, encoding="utf-8")
    return timeline.build(folder / "seeds", folder, released="2024-07-01", site=False, preview=PREVIEW), folder


def test_what_was_not_sure_stands_on_it_with_lines_that_can_be_used(built: tuple[timeline.Result, Path], tmp_path: Path) -> None:
    """Each correction, filled in where it has to be, is one that the program takes."""
    _, folder = built
    page = (PREVIEW.home(folder) / "docs/review.md").read_text(encoding="utf-8")
    assert "Open dates" in page
    assert "Later copies" in page
    assert "Left out" in page
    assert any(fix.startswith("add:\n  largest-") for fix in fixes(page))
    told = fixes(page)
    assert "articles:\n  pier.txt: {date: , why: }" in told
    assert any(fix.startswith("articles:\n  copy.txt: {date: ") for fix in told)
    for fix in told:
        path = tmp_path / "corrections.yml"
        path.write_text(
            fix.replace("date: ,", "date: 2024-05-24,")
            .replace("title:\n", "title: T\n")
            .replace("why:\n", "why: w\n")
            .replace("why: }", "why: w}"),
            encoding="utf-8",
        )
        assert read_corrections(path)[1] == [], fix


def test_pairs_and_disagreements_stand_on_it(tmp_path: Path) -> None:
    """The younger of a pair is to be merged into the older; of disagreements each value can be taken."""
    sample = samples.sample()
    pair = PerhapsSame("n2n3n4p", "m2m3m4n", "both tell of the union's report")
    page = review(replace(sample, perhaps=(pair, replace(pair, one="w2w3w4x"))))
    assert (
        page.count("both tell of the union&#39;s report") + page.count("both tell of the union's report") == 1
    )  # one of the other pair is hidden
    assert any(re.fullmatch(r"events:\n  (n2n3n4p|m2m3m4n): \{merge: (n2n3n4p|m2m3m4n), why: \}", fix) for fix in fixes(page))
    assert "events:\n  k7m2q9f: {date: 2024-03-15, why: }" in fixes(page)
    assert "<script" not in page


def test_numbers_that_differ_are_not_taken_for_years() -> None:
    """A number has no field in corrections.yml, whatever it looks like; it is shown as its source gives it."""
    sample = samples.sample()
    counted = tuple(Disagreement(number, ("ellery-times.txt",), "number", "dollar") for number in ("1500", "1700"))
    events = tuple(replace(event, disagreements=counted) if event.id == "k7m2q9f" else event for event in sample.events)
    page = review(replace(sample, events=events))
    assert not [fix for fix in fixes(page) if "date: 1500" in fix]


def test_why_a_day_is_open_is_escaped_once() -> None:
    why = "no year: “9 (or 10) May”"
    sample = samples.sample()
    articles = tuple((article, replace(written, when=None, because=why)) for article, written in sample.articles)
    page = html.unescape(review(replace(sample, articles=articles)))
    assert begun(why) in page


def test_it_is_never_published(built: tuple[timeline.Result, Path]) -> None:
    """A preview lies in a folder of its own; no other page links to its page."""
    result, folder = built
    assert not any(page.path == "review.md" for page in compose(result.timeline, Site()))
    others = [path for path in (PREVIEW.home(folder) / "docs").rglob("*.md") if path.name not in ("review.md", "method.md")]
    assert [path for path in others if "review" in path.read_text(encoding="utf-8")] == []
    timeline.build(folder / "seeds", folder, released="2024-07-01", site=False)
    assert (folder / "docs/index.md").exists()
    assert not (folder / "docs/review.md").exists()
