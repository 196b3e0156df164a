"""The editor's word in a whole project: built again and again, in articles that change, and over versions of the program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import timeline
from timeline.erase import erase
from timeline.ledger import Ledger
from timeline.model import Article, Event, Gone, Passage, Report, Status
from timeline.permalinks import match
from timeline.rearrange import rearrange
from timeline.record import record
from timeline.said import Corrections, EventCorrection

FIRE = """---
date: 2024-05-25
outlet: Marle Post
---
Fire in the old harbour of Marle

A fire destroyed two warehouses in the old harbour of Marle on Friday night, the fire brigade said.

On 12 April 2024 the council of Marle voted to sell the harbour to a shipping company from Norby.
"""
BLAZE = """---
date: 2024-05-26
outlet: Coast Radio
---
Firefighters mourn after warehouse collapse

Three firefighters were injured on Friday when the roof of a burning warehouse fell in at Marle, a hospital said.
"""
SALE = """---
date: 2024-06-02
---
Harbour sale under scrutiny

Prosecutors opened an inquiry into the sale of the harbour of Marle on Saturday.
"""


class Project:
    """A folder with articles, corrections and a ledger, built again and again."""

    def __init__(self, folder: Path, **articles: str) -> None:
        self.folder = folder
        (folder / "seeds").mkdir()
        for name, text in articles.items():
            self.save(name, text)

    def save(self, name: str, text: str) -> None:
        (self.folder / f"seeds/{name}.txt").write_text(text, encoding="utf-8")

    def build(self, corrections: str | None = None, released: str = "2024-07-01") -> timeline.Result:
        if corrections is not None:
            (self.folder / "corrections.yml").write_text(corrections, encoding="utf-8")
        return timeline.build(self.folder / "seeds", self.folder, released=released, site=False)

    def page(self, id_: str) -> str:
        return (self.folder / f"docs/e/{id_}/index.md").read_text(encoding="utf-8")

    def everything(self) -> str:
        files = [*self.folder.glob("docs/**/*.md"), *self.folder.glob("docs/data/*"), self.folder / "permalinks.jsonl"]
        return "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file() and file.name != "method.md")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, blaze=BLAZE, fire=FIRE, sale=SALE)


def told(result: timeline.Result, words: str) -> Event:
    """The event of which some words are quoted."""
    (event,) = [e for e in result.timeline.events if any(words in p.quote for r in e.reports for p in r.passages)]
    return event


def gone(result: timeline.Result, id_: str) -> Gone:
    (one,) = [one for one in result.timeline.gone if one.id == id_]
    return one


def history(event: Event | Gone) -> list[str]:
    return [change.text for change in event.history]


def test_an_event_is_merged_into_another_and_comes_back(project: Project) -> None:
    """What the editor says is the same is one entry: the named id stays, the other's link forwards, until the lines go."""
    first = project.build()
    fire, roof = told(first, "destroyed two"), told(first, "Three firefighters")
    merged = project.build(f"events:\n  {fire.id}: {{merge: {roof.id}, why: one fire, by: J. Doe}}\n", "2024-07-02")
    (fact,) = [fact for fact in merged.facts if fact.id == fire.id and fact.fact == "merged"]
    assert merged.changes[fact.seq].text.startswith(f"Merged into {roof.id}")  # as its own entry tells it
    assert not merged.problems
    both = told(merged, "destroyed two")
    assert (both.id, both.title, both.formerly) == (roof.id, roof.title, (fire.id,))
    assert {report.article for report in both.reports} == {"blaze.txt", "fire.txt"}
    assert history(both)[-1] == f"{fire.id} was merged into it, by the editor (J. Doe): one fire"
    assert (gone(merged, fire.id).fact, gone(merged, fire.id).into) == ("merged", (roof.id,))
    assert f'href="../{fire.id}/"' in project.page(roof.id)
    assert project.build(released="2024-07-03").facts == ()
    again = project.build("", "2024-07-04")
    assert told(again, "destroyed two").id == fire.id
    assert told(again, "Three firefighters").id == roof.id
    assert history(told(again, "Three firefighters"))[-1] == f"{fire.id} is an entry of its own again"


def test_what_was_merged_stays_so_when_its_articles_are_mended_and_renamed(project: Project) -> None:
    first = project.build()
    fire, roof = told(first, "destroyed two"), told(first, "Three firefighters")
    project.build(f"events:\n  {roof.id}: {{merge: {fire.id}, why: one fire}}\n")
    project.save(
        "blaze", BLAZE.replace("a hospital said", "the hospital of Norby said on Sunday morning").replace("Three fire", "Four fire")
    )
    (project.folder / "seeds/fire.txt").rename(project.folder / "seeds/a-fire.txt")
    result = project.build()
    assert not result.problems
    assert told(result, "Four firefighters").id == fire.id
    assert gone(result, roof.id).into == (fire.id,)
    assert len(result.timeline.events) == len(first.timeline.events) - 1


def test_a_correction_that_is_made_and_taken_back_within_a_release_leaves_no_trace(project: Project) -> None:
    first = project.build()
    fire, roof = told(first, "destroyed two"), told(first, "Three firefighters")
    for words in (
        "{hide: true, why: w}",
        f"{{merge: {roof.id}, why: w}}",
        "{title: Harbour burns, date: 2024-05-23, status: alleged, actors: [Marle], why: w}",
    ):
        project.build(f"events:\n  {fire.id}: {words}\n")
        last = project.build("")
    assert history(told(last, "destroyed two")) == history(fire)
    assert history(told(last, "Three firefighters")) == history(roof)


def test_an_event_is_split_and_its_part_keeps_its_id(tmp_path: Path) -> None:
    """What two articles tell is two events when the editor says so; the new id lasts, and forwards when that is taken back."""
    for file in (Path(__file__).parent / "articles/two-outlets-one-news").glob("*.txt"):
        (tmp_path / "seeds").mkdir(exist_ok=True)
        shutil.copy(file, tmp_path / "seeds")
    tmp_path.joinpath("seeds").rename(tmp_path / "old")
    project = Project(tmp_path)
    for file in (tmp_path / "old").glob("*[a-z].txt"):
        if not file.name.endswith(".events.txt"):
            shutil.copy(file, tmp_path / "seeds")
    (both,) = [event for event in project.build().timeline.events if len({report.article for report in event.reports}) == 2]
    split = project.build(f"events:\n  {both.id}: {{split: harbour-radio.txt, why: another day}}\n", "2024-07-02")
    assert not [problem for problem in split.problems if problem.is_error]
    kept = next(event for event in split.timeline.events if event.id == both.id)
    assert [report.article for report in kept.reports] == ["courier.txt"]
    (part,) = [
        event for event in split.timeline.events if event.history[-1].text.endswith("by the editor: another day") and event is not kept
    ]
    assert f"split off from {both.id}, by the editor: another day" in history(part)[0]
    assert [report.article for report in part.reports] == ["harbour-radio.txt"]
    assert project.build(released="2024-07-03").facts == ()
    back = project.build("", "2024-07-04")
    assert gone(back, part.id).into == (both.id,)
    again = project.build(f"events:\n  {both.id}: {{split: [harbour-radio.txt], why: another day}}\n", "2024-07-05")
    assert [report.article for event in again.timeline.events if event.id == part.id for report in event.reports] == ["harbour-radio.txt"]


@pytest.mark.parametrize("part", ["short.txt", "long.txt"])
def test_what_is_split_off_gets_the_new_id(tmp_path: Path, part: str) -> None:
    """The link stays with what is left, be it told in fewer words than the part or in more."""
    short = "A fire destroyed the barn of Orrin on Monday."
    long = "A fire destroyed the barn of Orrin on Monday, and it was seen from the hills of Vell, twelve miles away, the farmers said."
    project = Project(tmp_path, short=f"---\ndate: 2024-06-11\n---\n{short}\n", long=f"---\ndate: 2024-06-11\n---\n{long}\n")
    (both,) = [event for event in project.build().timeline.events if len(event.reports) == 2]
    for _ in range(2):
        split = project.build(f"events:\n  {both.id}: {{split: [{part}], why: another barn}}\n")
        telling = {event.id: {report.article for report in event.reports} for event in split.timeline.events}
        assert telling[both.id] == {"short.txt", "long.txt"} - {part}
        assert len(telling) == 2


def test_what_one_article_tells_is_split_by_its_words() -> None:
    """A part can be named by words of its passage; it becomes an event with these words for its title."""
    text = "The bridge was closed on Friday. The pier of Marle burned down on Friday."
    article = Article("a.txt", text)
    passages = (Passage(0, 32, text[:32]), Passage(33, len(text), text[33:]))
    report = Report("a.txt", "The bridge closes", None, None, (), "", passages)
    event = Event("The bridge closes", None, None, (), "", Status.HAPPENED, 0.5, (report,))
    ledger = record(
        (found := match([event], [article], Ledger())).events, found, [article], Ledger(), released="2024-07-01", reasons={}
    ).ledger
    (id_,) = ledger.ids

    def split(*items: str) -> tuple[list[str], list[str]]:
        said = Corrections(events={id_: EventCorrection(2, "w", split=(items,))})
        matched, problems = rearrange([event], {"a.txt": article}, erase(ledger, said), said)
        return sorted(event.title for event in matched.events), [problem.what for problem in problems]

    assert split("pier of Marle") == (["The bridge closes", "The pier of Marle burned down on Friday"], [])
    assert split("ship") == (["The bridge closes"], [f"nothing of {id_} is told by 'ship'"])
    assert split("a.txt") == (["The bridge closes"], [f"split of {id_} leaves nothing of it: every telling is among a.txt"])


def test_what_is_split_off_is_not_merged_back(project: Project) -> None:
    """Contradictions are told with their line, and nothing is done about them."""
    first = project.build()
    fire, roof, sold = told(first, "destroyed two"), told(first, "Three firefighters"), told(first, "voted to sell")
    pairs = ((fire, roof), (roof, sold), (sold, fire))
    circle = "events:\n" + "".join(f"  {one.id}: {{merge: {other.id}, why: w}}\n" for one, other in pairs)
    (problem,) = (result := project.build(circle)).problems
    assert (problem.line, problem.is_error) == (2, True)
    assert f"circle: {fire.id} to {roof.id} to {sold.id} to {fire.id}" in problem.what
    assert result.facts == ()
    (problem,) = project.build(f"events:\n  {fire.id}: {{merge: {roof.id}, title: Fire, why: one fire}}\n").problems
    assert problem.fix == f"events:\n  {fire.id}: {{merge: {roof.id}, why: one fire}}"
    (problem,) = project.build(f"events:\n  {fire.id}: {{merge: bcdfghj, why: w}}\n").problems
    assert (problem.line, problem.what) == (2, f"{fire.id} cannot be merged: no event bcdfghj")


def test_erased_wording_is_gone_everywhere_and_its_address_stays(project: Project) -> None:
    """Nothing that is published or kept repeats erased words; the page says so, and no later article brings them back."""
    first = project.build()
    fire = told(first, "destroyed two")
    assert "destroyed two warehouses" in project.everything()
    result = project.build(f"events:\n  {fire.id}: {{erase: true, why: a court order, by: J. Doe}}\n", "2024-07-02")
    assert not result.problems
    everything = project.everything()
    assert "warehouses" not in everything
    assert "old harbour" not in everything
    assert "voted to sell" in everything
    assert {event.id for event in first.timeline.events} - {event.id for event in result.timeline.events} == {fire.id}
    assert "An entry that was erased" in project.page(fire.id)
    assert "a court order" in project.page(fire.id)
    assert project.build(released="2024-07-03").facts == ()
    project.save("copy", FIRE.replace("Marle Post", "Norby News").replace("on Friday night", "late on Friday night"))
    (project.folder / "seeds/fire.txt").rename(project.folder / "seeds/a-fire.txt")
    (project.folder / "corrections.yml").unlink()
    assert {event.id for event in project.build(released="2024-07-04").timeline.events} == {e.id for e in result.timeline.events}
    assert "warehouses" not in project.everything()


def test_the_history_tells_every_correction(project: Project) -> None:
    """Status, importance, who and where are the editor's, and the history says what, why and who; also when it is taken back."""
    fire = told(project.build(), "destroyed two")
    said = "status: alleged, importance: 0.9, actors: [Fire brigade of Marle], places: [Old harbour], why: the report, by: J. Doe"
    result = project.build(f"events:\n  {fire.id}: {{{said}}}\n", "2024-07-02")
    corrected = told(result, "destroyed two")
    assert (corrected.status, corrected.importance, corrected.actors, corrected.places) == (
        "alleged",
        0.9,
        ("Fire brigade of Marle",),
        ("Old harbour",),
    )
    assert history(corrected)[1:] == [
        f"{what}, by the editor (J. Doe): the report"
        for what in (
            "Status changed from happened to alleged",
            "Who changed to Fire brigade of Marle",
            "Where changed to Old harbour",
            "Importance changed to 0.9",
        )
    ]
    assert project.build(released="2024-07-03").facts == ()
    assert history(told(project.build("", "2024-07-04"), "destroyed two"))[5:] == [
        "Status changed from alleged to happened",
        "Who is as the articles have it again",
        "Where is as the articles have it again",
        "Importance is as the articles have it again",
    ]


def test_an_event_is_added_by_hand(project: Project) -> None:
    """What no article tells is an event with an id, the editor's words as its evidence; the id stays when these are rewritten."""
    entry = (
        "add:\n  sold: {date: 2024-06, title: The harbour is sold, text: %s, actors: [Norby Lines],\n"
        "    url: 'https://example.org/deed', why: the deed}\n"
    )
    result = project.build(entry % "The deed of sale was signed in June 2024.")
    assert not result.problems
    sold = told(result, "The deed of sale")
    assert (sold.date, sold.title, sold.actors) == ("2024-06", "The harbour is sold", ("Norby Lines",))
    assert "the deed" in history(sold)[0]
    assert "The deed of sale was signed" in project.page(sold.id)
    assert "https://example.org/deed" in project.page(sold.id)
    again = project.build(entry % "Notaries in Norby registered another owner of the harbour")
    assert told(again, "Notaries").id == sold.id
    (problem,) = project.build("add:\n  sold: {date: 2024-06, title: The harbour is sold}\n").problems
    assert (problem.line, problem.what) == (2, "sold has no text, so it is left out")


def test_names_are_joined_renamed_and_hidden(project: Project) -> None:
    """A name is shown as the editor has it, on every event; a name that nobody has is an error with the likeliest ones."""
    fire = told(project.build(), "destroyed two")
    section = next(section for section in ("actors", "places") if "Marle" in getattr(fire, section))
    result = project.build(f"{section}:\n  Marle: {{name: Port Marle}}\n")
    assert not result.problems
    assert "Port Marle" in getattr(told(result, "destroyed two"), section)
    assert not any("Marle" in getattr(event, section) for event in result.timeline.events)
    hidden = project.build(f"{section}:\n  Marle: {{hide: true}}\n")
    assert not any("Marle" in getattr(event, section) for event in hidden.timeline.events)
    (problem,) = project.build(f"{section}:\n  Marl: {{name: Port Marle}}\n").problems
    assert (problem.line, problem.what.endswith("is called Marl")) == (2, True)
    assert "Marle" in problem.fix


def test_events_of_an_article_that_the_editor_took_out_say_no_more_than_that(project: Project) -> None:
    """Their pages give the reason, and no title."""
    first = project.build()
    fire = told(first, "destroyed two")
    project.build("articles:\n  fire.txt: {hide: true, why: an invention, by: J. Doe}\n", "2024-07-02")
    assert "warehouses" not in project.page(fire.id)
    assert "an invention" in project.page(fire.id)
    (project.folder / "seeds/fire.txt").unlink()
    project.build("", "2024-07-03")
    assert "warehouses" not in project.page(fire.id)


def test_a_renamed_article_stays_corrected(project: Project) -> None:
    """An article is known again by its passages: the correction holds, and its lines are to be put under the new name."""
    project.build()
    hidden = project.build("articles:\n  fire.txt: {hide: true, why: an invention}\n")
    (project.folder / "seeds/fire.txt").rename(project.folder / "seeds/a-fire.txt")
    result = project.build()
    (problem,) = result.problems
    assert (problem.line, problem.is_error, problem.what) == (
        2,
        True,
        "the article fire.txt is called a-fire.txt now; what is said of it is followed",
    )
    assert problem.fix.endswith("articles:\n  a-fire.txt: {hide: true, why: an invention}")
    project.save("more", "---\ndate: 2024-05-25\n---\nThe harbour of Lindow was closed on Friday, its mayor said.\n")
    assert project.build().problems == result.problems
    (project.folder / "seeds/more.txt").unlink()
    assert {event.id for event in project.build().timeline.events} == {event.id for event in hidden.timeline.events}


def test_a_correction_of_a_withdrawn_event_names_those_with_a_title_like_it(project: Project) -> None:
    """Where the passage is gone but a like title is told, the fix names that event."""
    first = project.build()
    fire = told(first, "destroyed two")
    (project.folder / "seeds/fire.txt").unlink()
    project.save(
        "other", "---\ndate: 2024-05-25\n---\nA fire destroyed two warehouses in the old harbour of Marle, owners said on Friday.\n"
    )
    result = project.build(f"events:\n  {fire.id}: {{title: Harbour burns, why: w}}\n")
    if fire.id not in {event.id for event in result.timeline.events}:
        (problem,) = [problem for problem in result.problems if problem.is_error]
        assert told(result, "owners said").id in problem.fix


def test_ids_and_corrections_of_an_older_version_hold(tmp_path: Path) -> None:
    """A ledger and corrections that the first version of the program wrote mean the same to this one."""
    older = Path(__file__).parent / "older"
    shutil.copytree(older, tmp_path, dirs_exist_ok=True)
    result = timeline.build(tmp_path / "seeds", tmp_path, released="2025-01-01", site=False)
    assert not result.problems
    fire = told(result, "destroyed two")
    assert (fire.id, fire.title, fire.date, fire.status) == (
        "d9xzqkh",
        "Harbour warehouses burn at Marle",
        "2024-05-23/2024-05-24",
        "alleged",
    )
    assert (told(result, "Three firefighters").id, told(result, "voted to sell").id) == ("rqlvgk6", "gv7dz73")
    assert told(result, "Prosecutors").hidden
    assert "Title changed" in "".join(history(fire))
    assert not [fact for fact in result.facts if fact.fact in ("minted", "withdrawn", "merged", "split", "shown", "hidden")]
    lines = (tmp_path / "permalinks.jsonl").read_bytes()
    assert lines.startswith((older / "permalinks.jsonl").read_bytes())
    again = timeline.build(tmp_path / "seeds", tmp_path, released="2025-02-01", site=False)
    assert again.facts == ()
    # The status was corrected before ledgers knew of it; that it is the editor's is written down once.
    assert [change.text for change in fire.history if change.text.startswith("Status")] == [
        "Status changed to alleged, by the editor: the night log of the fire brigade"
    ]
