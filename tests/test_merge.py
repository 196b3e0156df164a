"""Tellings of one occurrence become one event; what only looks alike stays apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from timeline.merge import Merged, merge, name_doubts
from timeline.model import Article, Event, Passage, Report, Status
from timeline.when import parse, parse_partial

CLOSED = "The harbour bridge of Port Ellery was closed after inspectors found cracks in two cables"
AGAIN = "Inspectors found cracks in two cables of the harbour bridge in Port Ellery, which was closed"
FERRY = "The ferry Sea Holly ran aground on a sandbank off Norby with forty passengers"
VOTE = "The council of Tarn voted for a second dyke by fifteen votes to two"


def told(article: str, sentence: str, date: str | None = "2024-03-14", **more: object) -> Report:
    """A report of what one sentence of an article tells."""
    when, partial = (None, parse_partial(date)) if date and date.startswith("XXXX") else (parse(date) if date else None, None)
    start = int(more.pop("start", 0))
    return replace(
        Report(article, sentence, when, partial, () if when else ("on Friday",), "", (Passage(start, start + len(sentence), sentence),)),
        **more,
    )


def merge_all(*reports: Report) -> Merged:
    return merge(reports, {report.article: Article(report.article, report.passages[0].quote, title=report.title) for report in reports})


def merged(*reports: Report) -> list[Event]:
    return list(merge_all(*reports).events)


def doubts(*reports: Report) -> list[str]:
    """Why pairs of events are listed for the editor."""
    return [doubt.because for doubt in merge_all(*reports).doubts]


def groups(*reports: Report) -> list[list[str]]:
    """The articles of each event."""
    return sorted(sorted(report.article for report in event.reports) for event in merged(*reports))


def test_same_doing_on_the_same_day_is_one_event() -> None:
    assert groups(told("a", CLOSED), told("b", AGAIN), told("c", FERRY)) == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    ("one", "other"), [("2024-03-14", "2024-03-18"), ("2024-03-14", "2023"), ("2024-03", "2024-04"), ("2024-03-14", None)]
)
def test_same_words_on_dates_that_do_not_fit_stay_apart(one: str, other: str | None) -> None:
    assert groups(told("a", CLOSED, one), told("b", CLOSED, other)) == [["a"], ["b"]]


def test_different_doings_on_one_day_stay_apart() -> None:
    assert groups(told("a", CLOSED), told("b", FERRY), told("c", VOTE)) == [["a"], ["b"], ["c"]]


def test_what_is_undated_in_two_articles_stays_apart_unless_they_give_the_same_day_of_the_year() -> None:
    assert groups(told("a", CLOSED, None), told("b", CLOSED, None)) == [["a"], ["b"]]
    assert groups(told("a", CLOSED, "XXXX-03-14"), told("b", CLOSED, "XXXX-03-14")) == [["a", "b"]]


def test_one_article_does_not_tell_the_same_occurrence_twice() -> None:
    assert groups(told("a", CLOSED), told("a", CLOSED, start=200), told("b", CLOSED)) == [["a"], ["a", "b"]]


def test_article_that_looks_back_twice_on_what_others_tell_is_one_source_with_both_passages() -> None:
    may = parse("2024-05-02")
    (event,) = merged(told("a", CLOSED, written=may), told("a", AGAIN, start=200, written=may), told("b", CLOSED, written=may))
    assert [(report.article, len(report.passages)) for report in event.reports] == [("a", 2), ("b", 1)]


def test_wrong_date_of_one_telling_does_not_keep_many_apart() -> None:
    tellings = [told(f"{n:02}", CLOSED, "2024-03-13" if n == 3 else "2024-03-14") for n in range(12)]
    tellings += [told(f"{n:02}", AGAIN, "2024-03-15") for n in range(12, 14)]
    assert max(len(event.reports) for event in merged(*tellings)) == 14


def test_title_says_what_most_tellings_say() -> None:
    tellings = [told(name, CLOSED, title="Two cables", is_main=True) for name in "a"]
    tellings += [
        told(name, CLOSED, title=f"The harbour bridge was closed {why}") for name, why in (("b", "yesterday"), ("c", "for repairs"))
    ]
    (event,) = merged(*tellings)
    assert event.title.startswith("The harbour bridge was closed")


def test_finest_date_wins_and_a_sure_one_over_a_doubtful() -> None:
    (event,) = merged(told("a", CLOSED, "2024-03"), told("b", CLOSED, "2024-03-14"))
    assert str(event.when) == "2024-03-14"
    (event,) = merged(told("a", CLOSED, "2024-03-14?"), told("b", CLOSED, "2024-03-14"))
    assert str(event.when) == "2024-03-14"


def test_day_told_in_words_wins_over_the_day_of_an_article_that_came_later() -> None:
    (event,) = merged(told("a", CLOSED, "2024-03-17", by_default=True, is_main=True), told("b", CLOSED, "2024-03-14"))
    assert str(event.when) == "2024-03-14"
    assert event.disagreements == ()


def test_news_is_never_told_before_it_happened() -> None:
    assert groups(told("a", CLOSED, "2024-03-11", by_default=True), told("b", CLOSED, "2024-03-14")) == [["a"], ["b"]]


def test_sources_that_give_different_days_are_both_shown() -> None:
    (event,) = merged(told("a", CLOSED, "2024-03-14"), told("b", AGAIN, "2024-03-15"))
    assert [(one.kind, one.value, one.sources) for one in event.disagreements] == [
        ("date", "2024-03-14", ("a",)),
        ("date", "2024-03-15", ("b",)),
    ]


SANK = "The ferry Sea Holly sank off Norby in a storm and {}"


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("{} people were killed", "killed {} people", ["15 killed", "17 killed"]),
        ("{} of those aboard drowned", "{} of the crew swam ashore", []),
        ("at least {} people died", "about {} people died", ["15 killed", "17 killed"]),
        ("owners lost ${} million", "${} million was lost by owners", ["$15 million", "$17 million"]),
        ("carried {} cars", "{} cars were carried to the bottom", ["15 cars", "17 cars"]),
        ("{} sailors on the burning deck were killed", "killed {} sailors", ["15 killed", "17 killed"]),
        ("drowned 3 of the crew of {}", "{} cooks of the crew", []),
        ("{} minutes later nobody was left", "nobody was left after {} minutes", []),
    ],
)
def test_sources_that_give_different_numbers_of_one_thing_are_both_shown(one: str, other: str, values: list[str]) -> None:
    (event,) = merged(
        told("a", SANK.format(one.format(15))), told("b", f"In a storm {other.format(17)} as the ferry Sea Holly sank off Norby")
    )
    assert [(claim.kind, claim.value) for claim in event.disagreements] == [("number", value) for value in values]


def test_numbers_that_are_far_apart_count_different_things() -> None:
    (event,) = merged(
        told("a", SANK.format("swept away 11 sailors of its old crew")),
        told("b", "In a storm 126 sailors of its old crew saw how the ferry Sea Holly sank off Norby"),
    )
    assert event.disagreements == ()


def test_rough_numbers_that_are_close_do_not_differ() -> None:
    (event,) = merged(
        told("a", SANK.format("killed 210 people")), told("b", "Some 200 people died as the ferry Sea Holly sank in a storm off Norby")
    )
    assert event.disagreements == ()


def test_copies_of_one_text_do_not_differ_from_each_other() -> None:
    texts = (SANK.format(f"left {number} people dead, a spokesman of the coast guard told the agency") for number in (15, 17))
    (event,) = merged(*(told(name, text) for name, text in zip("ab", texts, strict=True)))
    assert [(copy.article, copy.of) for copy in event.copies] == [("b", "a")]
    assert event.disagreements == ()


def test_plan_that_another_article_tells_as_done_happened() -> None:
    (event,) = merged(told("a", VOTE, status=Status.PLANNED), told("b", VOTE))
    assert (event.status, len(event.reports)) == (Status.HAPPENED, 2)


@pytest.mark.parametrize(("status", "count"), [(Status.PLANNED, 1), (Status.HAPPENED, 2)])
def test_news_of_what_was_set_for_the_day_before_needs_less_likeness(status: Status, count: int) -> None:
    plan = told("a", "The council of Tarn will vote on a second dyke below the old mill", status=status)
    done = told("b", "A dyke gets the vote of Tarn after hours of debate about its costs", "2024-03-15", by_default=True, is_main=True)
    events = merged(plan, done)
    assert len(events) == count
    assert [event.status for event in events] == [Status.HAPPENED] * count


def test_title_tells_what_the_status_says() -> None:
    plan = told("a", "The regatta of Port Ellery will be held on the lake", status=Status.PLANNED, is_main=True)
    off = told("b", "The regatta of Port Ellery on the lake was cancelled", status=Status.CANCELLED, is_main=True)
    (event,) = merged(plan, off)
    assert (event.status, event.title) == (Status.CANCELLED, off.title)


def test_same_kind_of_thing_in_two_places_on_one_day_stays_apart() -> None:
    fire = "A fire destroyed a house in {} and two people were hurt"
    norby, lindow = (told(name, fire.format(name), places=(name,)) for name in ("Norby", "Lindow"))
    assert groups(norby, lindow) == [["Lindow"], ["Norby"]]


def test_numbers_that_tell_members_of_a_series_apart_keep_them_apart() -> None:
    quake = "An earthquake of magnitude {} shook the northern cape and the town of Norby"
    assert groups(told("a", quake.format("5.1")), told("b", quake.format("4.2"))) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("An earthquake of magnitude 5.1 shook Norby", "An earthquake of magnitude 4.2 shook Norby", "magnitude 5.1 and 4.2"),
        ("Rescuers pulled a 16-year-old girl from the ruins", "Rescuers pulled a 7-year-old girl from the ruins", "age 16 and 7"),
        ("Norby voted in round 1 for a new mayor", "Norby voted in round 2 for a new mayor", "round 1 and 2"),
    ],
)
def test_likeness_of_members_of_a_series_is_left_to_the_editor(one: str, other: str, why: str) -> None:
    (doubt,) = doubts(told("a", one), told("b", other))
    assert why in doubt


def test_sums_of_other_sizes_keep_apart_what_close_ones_do_not() -> None:
    aid = "The United Nations released {} for the victims of the flood"
    assert len(groups(told("a", aid.format("$10 million")), told("b", aid.format("$100 million")))) == 2
    assert len(groups(told("a", aid.format("$10 million")), told("b", aid.format("$10.4m")))) == 1


def test_pairs_in_doubt_are_no_more_than_an_editor_can_read() -> None:
    quake = "An earthquake of magnitude {} shook the northern cape and the town of Norby"
    found = doubts(*(told(f"{n}", quake.format(f"{n}.1")) for n in range(1, 9)))
    assert 4 <= len(found) <= 12


def test_what_one_article_tells_as_two_is_not_in_doubt() -> None:
    assert doubts(told("a", CLOSED), told("a", CLOSED, start=200), told("b", CLOSED)) == []


def test_doubts_are_named_by_the_ids_of_events() -> None:
    quake = "An earthquake of magnitude {} shook the northern cape and the town of Norby"
    found = merge_all(told("a", quake.format("5.1")), told("b", quake.format("4.2")))
    named = [replace(event, id=f"id-{event.reports[0].article}") for event in found.events]
    (pair,) = name_doubts(found.doubts, named)
    assert {pair.one, pair.other} == {"id-a", "id-b"}
    assert name_doubts(found.doubts, [replace(event, id="one") for event in named]) == ()
    assert name_doubts(found.doubts, [replace(event, hidden=True) for event in named]) == ()


def test_dates_that_each_fit_the_next_do_not_draw_a_chain() -> None:
    """Thursday, Friday and Saturday: the first and the last cannot be one, though both fit Friday."""
    days = [told(str(day), CLOSED, f"2024-03-{day}") for day in range(14, 20)]
    for event in merged(*days):
        first = [report.when.first for report in event.reports if report.when and report.when.first]
        assert (max(first) - min(first)).days <= 1


def importance(*tellings: Report, outlets: str = "abcdefgh") -> float:
    articles = {
        report.article: Article(report.article, report.passages[0].quote, outlet=outlet)
        for report, outlet in zip(tellings, outlets, strict=False)
    }
    (event,) = merge(tellings, articles).events
    return event.importance


def test_importance_counts_independent_sources() -> None:
    """One outlet that tells it twice is one source, and so are two that print one text."""
    one, other, copy = told("1", CLOSED), told("2", AGAIN), told("3", CLOSED)
    assert 0 < importance(one) == importance(one, other, outlets="aa") == importance(one, copy)
    assert importance(one) < importance(one, other) == importance(one, other, copy) < 1


def test_importance_grows_with_the_place_that_an_article_gives() -> None:
    assert importance(told("1", CLOSED)) < importance(told("1", CLOSED, is_main=True))


def test_importance_grows_with_later_articles_that_look_back() -> None:
    then, later = (told("2", AGAIN, written=parse(day)) for day in ("2024-03-14", "2024-05-02"))
    assert importance(told("1", CLOSED), then) < importance(told("1", CLOSED), later)


@given(some.integers(1, 5), some.booleans())
def test_one_more_independent_source_never_makes_an_event_less_important(count: int, is_main: bool) -> None:
    words = ["closed", "bridge", "cables", "cracks", "harbour", "inspectors", "ellery"]
    tellings = [
        told(str(n), " ".join(["Port Ellery", *words[n:], *words[:n]]), is_main=is_main and n % 2 == 0, written=parse("2024-05-02"))
        for n in range(count + 1)
    ]
    assert importance(*tellings[:-1]) < importance(*tellings)


def test_events_stand_in_the_order_of_the_calendar_and_undated_ones_last() -> None:
    dates = [None, "2024-03-15", "2024", "XXXX-09-09", "2024-03", "1968-05-14", "../2020", "2014/.."]
    words = [
        "bridges cables",
        "ferries sandbanks",
        "dykes votes",
        "sluices lakes",
        "bears parks",
        "trams harbours",
        "masons dams",
        "furnaces glass",
    ]
    events = merged(*(told(f"{n}", f"Of {word} it tells", date) for n, (date, word) in enumerate(zip(dates, words, strict=True))))
    assert [event.date for event in events][:6] == ["1968-05-14", "2014/..", "../2020", "2024", "2024-03", "2024-03-15"]


SENTENCES = some.sampled_from([CLOSED, FERRY, VOTE, CLOSED + " and " + VOTE.lower(), "Nobody was hurt"])
DATES = some.sampled_from(["2024-03-14", "2024-03-15", "2024-03-20", "2024-03", "2024", "2024-03-14?", "XXXX-03-14", None])
REPORTS = some.builds(
    told,
    some.sampled_from("abcde"),
    SENTENCES,
    DATES,
    start=some.integers(0, 3).map(lambda n: n * 500),
    by_default=some.booleans(),
    is_main=some.booleans(),
    status=some.sampled_from(list(Status)),
)


@given(some.lists(REPORTS, max_size=12, unique_by=lambda report: (report.article, report.passages[0].start)), some.randoms())
def test_every_telling_is_in_one_event_whatever_the_order_they_come_in(reports: list[Report], chance: random.Random) -> None:
    events = merged(*reports)
    inside = [report for event in events for report in event.reports]
    assert sorted(map(repr, inside)) == sorted(map(repr, reports))
    assert all(len({report.article for report in event.reports}) == len(event.reports) for event in events)
    shuffled = chance.sample(reports, len(reports))
    assert merge(shuffled, {r.article: Article(r.article, "") for r in reports}) == merge(
        reports, {r.article: Article(r.article, "") for r in reports}
    )


@pytest.mark.parametrize("processors", [1, 2])
def test_reports_are_compared_in_parts(processors: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with all others, however many of them are compared at a time, and in however many processes."""
    sentences = (CLOSED, AGAIN, FERRY, VOTE)
    reports = [told(f"{number:02}", sentences[number % 4]) for number in range(24)]
    articles = {report.article: Article(report.article, report.passages[0].quote, title=report.title) for report in reports}
    whole = merge(reports, articles)
    assert len(whole.events) < len(reports)
    monkeypatch.setattr("timeline.merge.PART", 3)
    monkeypatch.setattr("timeline.merge.PARTS", 1)
    monkeypatch.setattr("timeline.spread.processors", lambda: processors)
    assert merge(reports, articles) == whole


def test_what_was_worked_out_before_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A merging that knows most of its reports comes to what one comes to that knows none."""
    reports = [told(file, sentence) for file, sentence in (("a", CLOSED), ("b", AGAIN), ("c", FERRY), ("d", VOTE), ("e", CLOSED))]
    articles = {report.article: Article(report.article, report.passages[0].quote, title=report.title) for report in reports}
    whole = merge(reports, articles)
    assert merge(reports, articles, merge(reports[:3], articles).worked_out) == whole
    with monkeypatch.context() as patched:
        patched.setattr("timeline.merge.event_of", None)  # nothing is settled anew
        patched.setattr("timeline.merge._groups", None)  # nor compared
        again = merge(reports, articles, whole.worked_out)
    assert (again.events, again.doubts) == (whole.events, whole.doubts)
    other = {**articles, "b": replace(articles["b"], outlet="The Ellery Times")}
    assert merge(reports, other, whole.worked_out) == merge(reports, other)
