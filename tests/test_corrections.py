"""The editor has the last word, and is told by line where a word cannot be followed."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from timeline.correct import correct_article, correct_articles, correct_events
from timeline.corrections import BrokenCorrections, Corrections, read_corrections
from timeline.ledger import Ledger
from timeline.model import Article, Event, Passage, Report, Signed, Status
from timeline.permalinks import match
from timeline.record import record
from timeline.when import parse

FIRE = "Fire broke out in the old harbour of Genoa late on Friday."
FLOOD = "The river Po rose by two metres near Cremona within a night."


@pytest.fixture
def reading(tmp_path: Path):
    """Reads corrections from a text."""

    def read(text):
        (tmp_path / "corrections.yml").write_text(text, encoding="utf-8")
        return read_corrections(tmp_path / "corrections.yml")

    return read


def fire(file="a.txt", title="Fire in Genoa", quote=FIRE):
    report = Report(file, title, parse("2024-05"), None, (), "", (Passage(0, len(quote), quote),))
    return Event(title, parse("2024-05"), None, (), "in May", Status.HAPPENED, 0.5, (report,))


PAPER = Article("a.txt", FIRE, outlet="TASS")


def test_an_article_is_as_the_editor_says(reading):
    """A corrected article has the editor's date, title, outlet and address; a hidden one the reason."""
    corrections, problems = reading(
        "articles:\n"
        "  a.txt: {date: 2023-12-27, title: Fire, outlet: Ansa, url: https://ansa.it/1, archived: 'https://archive.org/x', why: a copy}\n"
        "  b.txt:\n    hide: true\n    why: an advertisement\n"
    )
    assert problems == []
    article = correct_article(PAPER, corrections.articles["a.txt"])
    assert (str(article.stated), article.title, article.outlet, article.url) == ("2023-12-27", "Fire", "Ansa", "https://ansa.it/1")
    assert (article.archived, article.hidden) == ("https://archive.org/x", "")
    assert "a copy" in article.stated_by
    assert correct_article(Article("b.txt", ""), corrections.articles["b.txt"]).hidden == "an advertisement"
    assert correct_article(Article("c.txt", ""), None) == Article("c.txt", "")


def test_an_event_is_as_the_editor_says(reading):
    """A corrected event has the editor's date and title, and its history says from what, to what and why."""
    first = match([fire()], [PAPER], Ledger())
    ledger = record(first.events, first, [PAPER], Ledger(), released="2024-05-24", reasons={}).ledger
    (id_,) = ledger.ids
    corrections, problems = reading(
        f"events:\n  {id_}: {{date: 2024-05-23, title: Harbour burns, status: alleged, why: the police report}}\n"
    )
    matched = match([fire()], [PAPER], ledger)
    events, gone = correct_events(matched, corrections, ledger)
    assert problems + gone == []
    assert (events[0].date, events[0].title, events[0].status) == ("2024-05-23", "Harbour burns", Status.ALLEGED)
    assert "the police report" in events[0].because
    assert "May 2024" in events[0].because
    done = record(events, matched, [PAPER], ledger, released="2024-06-01", reasons=corrections.reasons)
    assert [(change.fact, change.text) for change in done.events[0].history[1:]] == [
        ("corrected", "Date changed from May 2024 to Thursday 23 May 2024, by the editor: the police report"),
        ("corrected", "Title changed from “Fire in Genoa” to “Harbour burns”, by the editor: the police report"),
        ("corrected", "Status changed from happened to alleged, by the editor: the police report"),
    ]
    again = match([fire(title="Blaze in Genoa")], [PAPER], done.ledger)
    events, _ = correct_events(again, corrections, ledger)
    assert record(events, again, [PAPER], done.ledger, released="2030-01-01", reasons=corrections.reasons).facts == ()


def test_a_date_without_a_year_can_be_given_to_an_event_only(reading):
    """XXXX-09-09 is a date for an event, but no day that an article's other dates could be counted from."""
    corrections, problems = reading("articles:\n  a.txt: {date: XXXX-09-09, why: w}\nevents:\n  k7m2q9f: {date: XXXX-09-09, why: w}\n")
    assert str(corrections.events["k7m2q9f"].date) == "XXXX-09-09"
    assert corrections.articles["a.txt"].date is None
    assert [problem.line for problem in problems] == [2]


def test_no_file_says_nothing(reading, tmp_path):
    """A missing file, an empty one and one of comments correct nothing."""
    assert read_corrections(tmp_path / "none.yml") == (Corrections(file="none.yml"), [])
    for text in ("", "# nothing yet\n", "articles:\nevents:\n"):
        assert reading(text) == (Corrections(), [])


@pytest.mark.parametrize(
    ("entry", "line", "what", "fix"),
    [
        ("{date: 24 May 2024, why: w}", 2, "no EDTF date", "articles:\n  a.txt: {date: , why: w}"),
        ("{date: 2024-02-30, why: w}", 2, "no day 2024-2-30", "articles:"),
        ("{date: 2024/2022, why: w}", 2, "runs backwards", "articles:"),
        ("{date: , why: w}", 2, "a date is missing", "articles:"),
        ("{date: [2024], why: w}", 2, "a date is missing", "articles:"),
        ("\n    hide: true\n    tilte: x\n    why: w", 4, "unknown key 'tilte'", "did you mean title:"),
        ("\n    hide: true\n    xyzzy: x\n    why: w", 4, "unknown key 'xyzzy'", "the keys are date"),
        ("{hide: perhaps, why: w}", 2, "neither true nor false", "{hide: true, why: w}"),
        ("{url: 'javascript:alert(1)', why: w}", 2, "no address", "{url: https://..., why: w}"),
        ("\n    hide: true\n    why: w\n    hide: false", 5, "'hide' is there twice, first in line 3", "one"),
        ("2024-05-24", 2, "must hold keys and values", "a.txt: {date: 2024-05-24, why: }"),
        ('{title: "half \\ud83d", why: w}', 2, "half a character", "a.txt: {title:"),
        ("{title: A, outlet: [], why: 'so, it is'}", 2, "a text is missing", '{title: A, outlet: "...", why: "so, it is"}'),
        ("[1, 2]", 2, "must hold keys and values", "001.txt"),
        ("{hide: true, why: w}\n  a.txt: {hide: false, why: w}", 3, "'a.txt' is there twice, first in line 2", "one"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(reading, entry, line, what, fix):
    """A wrong key or value is an error with file, line, reason and remedy."""
    _, problems = reading(f"articles:\n  a.txt: {entry}\n")
    (problem,) = problems
    assert (problem.file, problem.line, problem.is_error) == ("corrections.yml", line, True)
    assert what in problem.what
    assert fix in problem.fix


def test_a_wrong_value_takes_nothing_else_away(reading):
    """A slip in one value leaves the others of its entry, and all other entries, in force."""
    corrections, problems = reading("articles:\n  a.txt: {hide: true, date: yesterday, why: w}\n  b.txt: {title: B, why: w}\n")
    assert len(problems) == 1
    assert corrections.articles["a.txt"].hide
    assert corrections.articles["b.txt"].title == "B"


@pytest.mark.parametrize("entry", ["{date: 2024-09-10}", "{date: 2024-09-10, why: }", '{date: 2024-09-10, why: ""}'])
def test_a_missing_reason_is_a_question(reading, entry):
    """A correction without a reason is applied, and the editor is asked for the reason with the lines to paste."""
    corrections, (problem,) = reading(f"articles:\n  a.txt: {entry}\n")
    assert str(corrections.articles["a.txt"].date) == "2024-09-10"
    assert not problem.is_error
    assert problem.fix == "articles:\n  a.txt: {date: 2024-09-10, why: }"


def test_a_section_that_is_opened_again_goes_on(reading):
    """Who pastes the lines of two questions has the section twice; all of it counts, and what is there twice is told."""
    corrections, problems = reading("articles:\n  a.txt: {title: A, why: w}\narticles:\n  b.txt: {title: B, why: w}\n  a.txt: {title: C}\n")
    assert {file: said.title for file, said in corrections.articles.items()} == {"a.txt": "A", "b.txt": "B"}
    assert [(problem.line, problem.what) for problem in problems] == [(5, "'a.txt' is there twice, first in line 2; only that one counts")]


def test_two_slips_in_one_entry_are_mended_together(reading):
    _, problems = reading("events:\n  k7m2q9f: {status: maybe, importance: 7, title: Fire, why: w}\n")
    assert {problem.fix for problem in problems} == {"events:\n  k7m2q9f: {status: planned, importance: 0.9, title: Fire, why: w}"}


@pytest.mark.parametrize(
    ("text", "line", "fix"),
    [
        ("004.txt: {date: 2024-05-24, why: w}\n", 1, "two spaces further in, under articles:"),
        ("k7m2q9f: {hide: true, why: w}\n", 1, "two spaces further in, under events:"),
        ("events:\n  k7m2q9f:\n    title: Fire: harbour burns\n", 3, '    title: "Fire: harbour burns"'),
        ("events:\n\tk7m2q9f: {}\n", 2, "spaces, not tabs"),
        ("events: [\n", 2, "compare"),
        ("- a\n- b\n", 1, "001.txt"),
        ("event:\n  k7m2q9f: {hide: true}\n", 1, "did you mean events:"),
        ("events:\n  - k7m2q9f\n", 2, "k7m2q9f"),
        ("a: \x00", None, "plain text"),
    ],
)
def test_a_file_that_cannot_be_read_stops_the_build(reading, text, line, fix):
    """What is no YAML, or lacks its outline, stops the build: it would publish all that the editor took out."""
    with pytest.raises(BrokenCorrections) as raised:
        reading(text)
    assert raised.value.problem.line == line
    assert fix in raised.value.problem.fix


def test_a_file_in_another_encoding_says_which_line(tmp_path):
    """A file that is not UTF-8 stops the build at the line of the first wrong letter."""
    (tmp_path / "corrections.yml").write_bytes("articles:\n  a.txt: {title: Café}\n".encode("latin-1"))
    with pytest.raises(BrokenCorrections) as raised:
        read_corrections(tmp_path / "corrections.yml")
    assert raised.value.problem.line == 2


def test_an_unknown_article_comes_with_the_likeliest_ones(reading):
    """A correction of a file that is not there names those that may be meant."""
    corrections, _ = reading("articles:\n  seeds/a1.txt: {hide: true, why: w}\n  zzz: {hide: true, why: w}\n")
    moved, unlike = correct_articles([Article("2024/a1.txt", ""), Article("b.txt", "")], corrections, Ledger())[1]
    assert (moved.line, moved.what) == (2, "no article seeds/a1.txt")
    assert "2024/a1.txt" in moved.fix
    assert unlike.fix == "take these lines out"


def test_a_correction_whose_event_is_gone_says_where_it_went(reading):
    """A correction of an event that was merged or withdrawn says into what; of one that never was, which id is alike."""
    other = Article("b.txt", FLOOD, outlet="Ansa")
    both = [fire(), fire("b.txt", "Flood", FLOOD)]
    first = match(both, [PAPER, other], Ledger())
    ledger = record(first.events, first, [PAPER, other], Ledger(), released="", reasons={}).ledger
    kept, lost = ledger.ids
    ghost = kept[:-1] + ("2" if kept[-1] != "2" else "3")
    corrections, _ = reading("events:\n" + "".join(f"  {id_}: {{hide: true, why: w}}\n" for id_ in (lost, ghost)))

    united = replace(fire(), reports=(*fire().reports, *both[1].reports))
    _, problems = correct_events(match([united], [PAPER, other], ledger), corrections, ledger)
    assert [(problem.line, problem.what) for problem in problems] == [
        (2, f"the event {lost} was merged into {kept}"),
        (3, f"no event {ghost}"),
    ]
    assert all(kept in problem.fix for problem in problems)

    _, problems = correct_events(match([fire()], [PAPER], ledger), corrections, ledger)
    assert problems[0].what == f"the event {lost} was withdrawn"


def test_a_reason_is_kept_with_what_it_changed(reading):
    """The ledger gets the reason for each thing that was corrected, and says so where none was given."""
    corrections, _ = reading("events:\n  k7m2q9f: {date: 2024, hide: true, why: w}\n  bcdfghj: {title: x}\n")
    assert corrections.reasons == {
        ("k7m2q9f", "date"): Signed("w"),
        ("k7m2q9f", "hide"): Signed("w"),
        ("bcdfghj", "title"): Signed("no reason given"),
    }
