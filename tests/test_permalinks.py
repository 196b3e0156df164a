"""A link to an event never breaks: the promises of the ledger, each as a test."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from timeline.ledger import ID, DamagedLedger, Ledger, Lines, line_of, read_ledger, read_on
from timeline.model import Article, Event, Passage, Report, Signed, Span, Status
from timeline.permalinks import match
from timeline.record import record
from timeline.when import parse

FIRE = "Fire broke out in the old harbour of Genoa late on Friday."
FLOOD = "The river Po rose by two metres near Cremona within a night."
STRIKE = "Bus drivers in Turin walked out over a new rota for holidays."
VOTE = "Parliament passed the budget for schools with a narrow majority."


class Collection:
    """Articles and a ledger, built again and again."""

    def __init__(self):
        self.ledger = Ledger()
        self.lines = b""

    def build(self, articles, events, released="2024-05-24"):
        matched = match(events, articles, self.ledger)
        done = record(matched.events, matched, articles, self.ledger, released=released, reasons={})
        self.ledger = done.ledger
        self.lines += b"".join(line_of(fact) for fact in done.facts)
        return done


def article(file, *sentences):
    return Article(file, " ".join(sentences), outlet=file.removesuffix(".txt").title())


def event(title, *told, date="2024-05-24", words=()):
    """An event that articles tell in sentences of theirs; `words` are those that give the date."""
    reports = []
    for source, sentence in told:
        start = source.text.index(sentence)
        spans = tuple(Span(start + sentence.index(word), start + sentence.index(word) + len(word)) for word in words)
        passage = Passage(start, start + len(sentence), sentence, spans)
        reports.append(Report(source.file, title, parse(date), None, (), "", (passage,)))
    return Event(title, parse(date), None, (), "", Status.HAPPENED, 0.5, tuple(reports))


def ids(done):
    """The ids by title."""
    return {event.title: event.id for event in done.events}


def said(done, title):
    """What an event's history says, last line last."""
    return [change.text for event in done.events if event.title == title for change in event.history]


def test_an_event_keeps_its_id_when_its_title_and_its_date_change():
    """An event keeps its id when its title is reworded and its date refined, and its history says so."""
    paper, collection = article("tass.txt", FIRE), Collection()
    before = collection.build([paper], [event("Fire in Genoa", (paper, FIRE), date="2024-05")])
    after = collection.build([paper], [event("Harbour burns", (paper, FIRE), date="2024-05-24")], released="2024-06-01")
    assert ids(after)["Harbour burns"] == ids(before)["Fire in Genoa"]
    assert said(after, "Harbour burns") == [
        "Added from Tass",
        "Date changed from May 2024 to Friday 24 May 2024",
        "Title changed from “Fire in Genoa” to “Harbour burns”",
    ]
    assert [change.released for change in after.events[0].history] == ["2024-05-24", "2024-06-01", "2024-06-01"]


def test_a_second_build_learns_nothing():
    """Two builds of the same articles give the same events, and the ledger no new line."""
    paper, collection = article("a.txt", FIRE, FLOOD), Collection()
    events = [event("Fire", (paper, FIRE)), event("Flood", (paper, FLOOD))]
    first = collection.build([paper], events)
    second = collection.build([paper], events, released="2030-01-01")
    assert second.facts == ()
    assert second.events == first.events


def test_the_order_of_articles_and_events_does_not_matter():
    """Shuffled articles and events give the same ledger, byte for byte."""
    papers = [article(f"{name}.txt", FIRE, FLOOD, STRIKE) for name in "abcdef"]
    events = [event(sentence, (paper, sentence)) for paper in papers for sentence in (FIRE, FLOOD, STRIKE)]
    straight, shuffled = Collection(), Collection()
    straight.build(papers, events)
    random.Random(1).shuffle(events)
    shuffled.build(papers[::-1], events)
    assert shuffled.lines == straight.lines


def test_new_articles_take_no_id_away():
    """Articles that come before the others in order of name and date take nobody's id."""
    paper, collection = article("m.txt", FIRE), Collection()
    before = collection.build([paper], [event("Fire", (paper, FIRE))])
    other = article("a.txt", FIRE.replace("Genoa", "Naples"))
    after = collection.build([other, paper], [event("Naples", (other, other.text)), event("Fire", (paper, FIRE))])
    assert ids(after)["Fire"] == ids(before)["Fire"] != ids(after)["Naples"]


def test_an_edited_article_keeps_its_ids():
    """An article that was mended, with text added above and words changed, keeps the ids of its events."""
    paper, collection = article("a.txt", FIRE, FLOOD), Collection()
    before = collection.build([paper], [event("Fire", (paper, FIRE)), event("Flood", (paper, FLOOD))])
    mended = FLOOD.replace("two metres", "2.4 metres").replace("Cremona", "Piacenza")
    edited = article("a.txt", "Correction: an earlier version was wrong.", FIRE, mended)
    after = collection.build([edited], [event("Flood", (edited, mended)), event("Fire", (edited, FIRE))])
    assert ids(after) == ids(before)
    assert [fact.fact for fact in after.facts] == ["evidence"]
    assert said(after, "Flood") == ["Added from A"]


def test_a_sentence_much_like_a_lost_one_is_not_the_lost_one():
    """When one of two sentences that differ in a word is deleted, its event is withdrawn, not joined to the other."""
    other = FIRE.replace("Friday", "Sunday")
    paper, collection = article("a.txt", FIRE, other), Collection()
    collection.build([paper], [event("Friday", (paper, FIRE)), event("Sunday", (paper, other))])
    shorter = article("a.txt", other)
    after = collection.build([shorter], [event("Sunday", (shorter, other))])
    assert [(gone.fact, gone.title) for gone in after.gone] == [("withdrawn", "Friday")]


def test_a_renamed_article_keeps_its_ids():
    """An article under another name keeps the ids of its events, also those of a sentence that was mended at the same time."""
    paper, collection = article("a.txt", FIRE, FLOOD), Collection()
    before = collection.build([paper], [event("Fire", (paper, FIRE)), event("Flood", (paper, FLOOD))])
    mended = FLOOD.replace("two", "three")
    renamed = article("2024/b.txt", FIRE, mended)
    after = collection.build([renamed], [event("Fire", (renamed, FIRE)), event("Flood", (renamed, mended))])
    assert ids(after) == ids(before)
    assert all(not fact.released for fact in after.facts)


def test_renumbered_articles_keep_their_ids():
    """Files that are renumbered because one was put before them keep the ids of their events."""
    one, two, collection = article("1.txt", FIRE), article("2.txt", FLOOD), Collection()
    before = collection.build([one, two], [event("Fire", (one, FIRE)), event("Flood", (two, FLOOD))])
    new, one, two = article("1.txt", VOTE), article("2.txt", FIRE), article("3.txt", FLOOD)
    after = collection.build([new, one, two], [event("Vote", (new, VOTE)), event("Fire", (one, FIRE)), event("Flood", (two, FLOOD))])
    assert ids(after).items() > ids(before).items()


def test_an_article_that_is_cut_in_two_keeps_its_ids():
    """Passages that go to two new files keep the ids of their events, and so does one that its own file still has."""
    paper, collection = article("a.txt", FIRE, FLOOD, STRIKE), Collection()
    before = collection.build([paper], [event(sentence, (paper, sentence)) for sentence in (FIRE, FLOOD, STRIKE)])
    papers = [article("a.txt", FIRE), article("b.txt", FLOOD), article("c.txt", STRIKE)]
    after = collection.build(papers, [event(paper.text, (paper, paper.text)) for paper in papers])
    assert ids(after) == ids(before)


def test_two_occurrences_in_one_sentence_are_told_apart_by_the_words_of_their_dates():
    """Two events of one sentence keep their own ids when both their titles and dates change."""
    sentence = "Sanctions were imposed in 2014 and widened in 2022."
    paper, collection = article("a.txt", sentence), Collection()
    before = collection.build(
        [paper],
        [
            event("First", (paper, sentence), date="2014", words=["in 2014"]),
            event("Second", (paper, sentence), date="2022", words=["in 2022"]),
        ],
    )
    after = collection.build(
        [paper],
        [event("B", (paper, sentence), date="2022~", words=["in 2022"]), event("A", (paper, sentence), date="2014~", words=["in 2014"])],
    )
    assert ids(after) == {"A": ids(before)["First"], "B": ids(before)["Second"]}


def test_of_merged_events_the_older_id_stays():
    """Two events that become one keep the older id; the other forwards to it and both say so."""
    a, b, collection = article("a.txt", FIRE), article("b.txt", FLOOD), Collection()
    first = collection.build([a, b], [event("Fire", (a, FIRE)), event("Flood", (b, FLOOD))])
    fire, flood = ids(first)["Fire"], ids(first)["Flood"]
    both = event("Disaster", (b, FLOOD), (a, FIRE))
    after = collection.build([a, b], [both])
    assert [(found.id, found.formerly) for found in after.events] == [(fire, (flood,))]
    (gone,) = after.gone
    assert (gone.id, gone.fact, gone.into, gone.title) == (flood, "merged", (fire,), "Flood")
    assert f"{flood} was merged into it" in said(after, "Disaster")
    assert collection.build([a, b], [both]).facts == ()


def test_merged_events_that_come_apart_get_their_own_ids_back():
    """An id that forwarded names its own occurrence again when that is told by itself."""
    a, b, collection = article("a.txt", FIRE), article("b.txt", FLOOD), Collection()
    apart = [event("Fire", (a, FIRE)), event("Flood", (b, FLOOD))]
    first = collection.build([a, b], apart)
    collection.build([a, b], [event("Disaster", (a, FIRE), (b, FLOOD))])
    again = collection.build([a, b], apart, released="2024-06-01")
    assert ids(again) == ids(first)
    assert again.gone == ()
    assert said(again, "Flood")[-2:] == [f"Merged into {ids(first)['Fire']}", "Restored"]


def test_chains_of_merges_forward_to_the_end():
    """An id that was merged into one that was merged itself forwards to where that one leads."""
    a, b, c = article("a.txt", FIRE), article("b.txt", FLOOD), article("c.txt", STRIKE)
    collection, papers = Collection(), [a, b, c]
    first = collection.build(papers, [event(s, (p, s)) for p, s in ((a, FIRE), (b, FLOOD), (c, STRIKE))])
    collection.build(papers, [event(FIRE, (a, FIRE)), event("both", (b, FLOOD), (c, STRIKE))])
    last = collection.build(papers, [event("all", (a, FIRE), (b, FLOOD), (c, STRIKE))])
    assert {gone.id: gone.into for gone in last.gone} == {ids(first)[s]: (ids(first)[FIRE],) for s in (FLOOD, STRIKE)}


def test_a_split_event_keeps_its_id_for_the_larger_part():
    """Of an event that comes apart, the part with most of the evidence keeps the id; the other's new id names it in its history."""
    a, b, c = article("a.txt", FIRE), article("b.txt", FIRE), article("c.txt", STRIKE)
    collection, papers = Collection(), [a, b, c]
    first = collection.build(papers, [event("All", (a, FIRE), (b, FIRE), (c, STRIKE))])
    after = collection.build(papers, [event("Strike", (c, STRIKE)), event("Fire", (a, FIRE), (b, FIRE))])
    assert ids(after)["Fire"] == ids(first)["All"]
    assert said(after, "Strike") == [f"Added from C, split off from {ids(first)['All']}"]
    assert f"A part of it became {ids(after)['Strike']}" in said(after, "Fire")


def test_an_id_that_keeps_no_part_lists_its_parts():
    """An id whose passages all went to events with older ids has a page that lists these."""
    a, b, c = article("a.txt", FIRE), article("b.txt", FLOOD), article("c.txt", STRIKE, VOTE)
    collection, papers = Collection(), [a, b, c]
    first = collection.build(papers, [event("A", (a, FIRE)), event("B", (b, FLOOD)), event("C", (c, STRIKE), (c, VOTE))])
    after = collection.build(papers, [event("A", (a, FIRE), (c, VOTE)), event("B", (b, FLOOD), (c, STRIKE))])
    (gone,) = after.gone
    assert (gone.id, gone.fact, sorted(gone.into)) == (ids(first)["C"], "split", sorted([ids(first)["A"], ids(first)["B"]]))


def test_a_withdrawn_event_keeps_a_page_and_comes_back():
    """An event that no article tells any more keeps a page that says so; told again, it has its id back."""
    a, b, collection = article("a.txt", FIRE), article("b.txt", FLOOD), Collection()
    events = [event("Fire", (a, FIRE)), event("Flood", (b, FLOOD))]
    first = collection.build([a, b], events)
    without = collection.build([a], events[:1])
    assert [(gone.id, gone.fact, gone.title) for gone in without.gone] == [(ids(first)["Flood"], "withdrawn", "Flood")]
    again = collection.build([a, b], events, released="2024-06-01")
    assert ids(again) == ids(first)
    assert said(again, "Flood")[-1] == "Restored"


def test_a_new_source_shows_in_the_history():
    """An event that another article tells too says so, in the name of the outlet."""
    a, b, collection = article("a.txt", FIRE), article("kyiv post.txt", FLOOD), Collection()
    collection.build([a], [event("Fire", (a, FIRE))])
    more = collection.build([a, b], [event("Fire", (a, FIRE), (b, FLOOD))], released="2024-06-02")
    assert said(more, "Fire") == ["Added from A", "Told by Kyiv Post too"]
    less = collection.build([b], [event("Fire", (b, FLOOD))])
    assert said(less, "Fire")[-1] == "No longer told by a.txt"


def test_a_hidden_event_says_why():
    """An event that the editor took out keeps its id, and its history has the reason."""
    paper, collection = article("a.txt", FIRE), Collection()
    collection.build([paper], [event("Fire", (paper, FIRE))])
    matched = match([event("Fire", (paper, FIRE))], [paper], collection.ledger)
    hidden = replace(matched.events[0], hidden=True)
    done = record([hidden], matched, [paper], collection.ledger, released="2024-06-01", reasons={(hidden.id, "hide"): Signed("not news")})
    assert (done.events[0].history[-1].fact, done.events[0].history[-1].text) == (
        "corrected",
        "Taken out of the timeline, by the editor: not news",
    )
    back = record(matched.events, matched, [paper], done.ledger, released="2024-06-02", reasons={})
    assert back.events[0].history[-1].text == "Put back into the timeline"


def test_an_id_is_no_word_and_no_number():
    """An id is a consonant and six consonants or digits from 2 to 9, whatever it is made from."""
    papers = [article(f"{n}.txt", f"{FIRE} {n}") for n in range(300)]
    done = Collection().build(papers, [event(paper.file, (paper, paper.text)) for paper in papers])
    assert all(ID.fullmatch(found.id) for found in done.events)
    assert len({found.id for found in done.events}) == 300


def test_the_ledger_reads_what_it_wrote(tmp_path):
    """A ledger that is written and read is the same one, with any letters in titles and quotes."""
    paper, collection = article("ö/ä b.txt", "Ein Feuer\u2028 brach\nin «Genua» aus \udc80."), Collection()
    collection.build([paper], [event("„Feuer“ \x85", (paper, paper.text), date="2024-05?")])
    path = tmp_path / "permalinks.jsonl"
    path.write_bytes(collection.lines)
    assert read_ledger(path) == collection.ledger
    path.write_bytes(collection.lines.rstrip(b"\n").replace(b"\n", b"\r\n"))
    assert read_ledger(path) == collection.ledger
    assert read_ledger(tmp_path / "none") == Ledger()


def test_a_ledger_is_read_on_from_where_it_was_read(tmp_path):
    """What was read before and what is read on are together what reading the whole gives, whatever became of the file."""
    path, more = tmp_path / "permalinks.jsonl", GOOD.replace('"seq":1', '"seq":3').replace("bcdfghj", "x2x3x4x")
    path.write_text(GOOD + ALSO)
    before = read_on(path, Lines())
    for text in (GOOD + ALSO, GOOD + ALSO + more, GOOD, "", GOOD + ALSO.rstrip("\n"), GOOD.replace('"A"', '"B"') + ALSO):
        path.write_text(text)
        assert read_on(path, before).ledger == read_ledger(path), text
        assert read_on(path, read_on(path, before)) == read_on(path, Lines())
    path.write_text(GOOD + ALSO + more + "nonsense\n")
    with pytest.raises(DamagedLedger) as stopped:
        read_on(path, before)
    assert stopped.value.problem.line == 4


GOOD = '{"seq":1,"id":"bcdfghj","fact":"minted","released":"","date":null,"title":"A","evidence":{"a":[{"start":0,"quote":"q"}]}}\n'
ALSO = GOOD.replace('"seq":1', '"seq":2').replace("bcdfghj", "k7m2q9f")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (GOOD + '{"seq":2,"id"', 2, "breaks off"),
        ("{nonsense}\n" + GOOD, 1, "no JSON"),
        (GOOD + "[]\n", 2, "no JSON object"),
        (GOOD + "<<<<<<< HEAD\n" + ALSO, 2, "conflict markers"),
        (GOOD + GOOD.replace('"seq":1', '"seq":2'), 2, "never used again"),
        (GOOD + ALSO.replace('"seq":2', '"seq":1'), 2, "out of order"),
        (GOOD + ALSO.replace('"seq":2', '"seq":3'), 2, "a line is missing"),
        (GOOD.replace("bcdfghj", "arsenal"), 1, "no id"),
        (GOOD.replace("bcdfghj", "1234567"), 1, "no id"),
        (GOOD.replace("minted", "mined"), 1, "unknown fact 'mined'"),
        (GOOD.replace("null", '"24 May"'), 1, "no EDTF date"),
        (GOOD.replace('"title":"A",', ""), 1, "lacks 'title'"),
        (GOOD.replace('"title":"A"', '"title":7'), 1, "wrong kind"),
        (GOOD.replace('"title":"A"', '"title":"A","tilte":"B"'), 1, "has no 'tilte'"),
        (GOOD.replace('{"a":[{"start":0,"quote":"q"}]}', "[]"), 1, "wrong kind"),
        (GOOD + '{"seq":2,"id":"k7m2q9f","fact":"withdrawn","released":""}\n', 2, "never minted"),
        (GOOD + '{"seq":2,"id":"bcdfghj","fact":"merged","released":"","into":["k7m2q9f"]}\n', 2, "never minted"),
        (GOOD + '{"seq":2,"id":"bcdfghj","fact":"merged","released":"","into":["bcdfghj"]}\n', 2, "leads back"),
        (
            GOOD
            + ALSO
            + '{"seq":3,"id":"bcdfghj","fact":"merged","released":"","into":["k7m2q9f"]}\n'
            + '{"seq":4,"id":"k7m2q9f","fact":"merged","released":"","into":["bcdfghj"]}\n',
            4,
            "leads back",
        ),
        (GOOD + '{"seq":2,"id":"bcdfghj","fact":"merged","released":"","into":[]}\n', 2, "into what"),
        ('"\udcff"', 1, "breaks off"),
    ],
)
def test_a_damaged_ledger_says_where_and_what_to_do(tmp_path, text, line, what):
    """A damaged ledger is refused, with the line, what is wrong and what to do."""
    path = tmp_path / "permalinks.jsonl"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DamagedLedger) as raised:
        read_ledger(path)
    problem = raised.value.problem
    assert (problem.file, problem.line, problem.is_error) == ("permalinks.jsonl", line, True)
    assert what in problem.what
    assert problem.fix


def test_thousands_of_events_are_known_again():
    """Many events of two passages each, in articles that share sentences, are all known again, and nothing is recorded of them."""
    sentences = [f"{FIRE} {n} {FLOOD}" for n in range(40)]
    papers = [article(f"{n}.txt", f"Number {n}.", *sentences) for n in range(100)]
    events = [
        event(f"{a.file} {n}", (a, sentences[n]), (b, sentences[n + 20]))
        for a, b in zip(papers, papers[1:] + papers[:1], strict=True)
        for n in range(20)
    ]
    collection = Collection()
    collection.build(papers, events)
    assert collection.build(papers, events).facts == ()


SENTENCES = [f"{sentence} {number}" for sentence in (FIRE, FLOOD, STRIKE, VOTE) for number in range(3)]


@st.composite
def states(draw):
    """Some articles of some sentences each, told as any events: a passage may be in none of them, in one or in several."""
    papers = []
    for file in draw(st.sets(st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"]))):
        papers.append(article(file, *draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True))))
    passages = [(paper, sentence) for paper in papers for sentence in SENTENCES if sentence in paper.text]
    told = draw(st.lists(st.lists(st.sampled_from(passages), min_size=1, max_size=3, unique=True), max_size=6)) if passages else []
    titles = st.sampled_from(["One", "Two", "Three"])
    return papers, [event(draw(titles), *passages, date=draw(st.sampled_from(["2024", "2023-05"]))) for passages in told]


@settings(deadline=None, max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(states(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_no_sequence_of_builds_loses_an_id(tmp_path_factory, builds, shuffler):
    """Whatever happens to articles and events, every id ever minted is an event's, forwards or keeps a page; none is used twice."""
    collection = Collection()
    ever = set()
    for papers, events in builds:
        before = collection.ledger
        done = collection.build(papers, events)
        shuffler.shuffle(events)
        matched = match(events, papers[::-1], before)
        assert record(matched.events, matched, papers, before, released="2024-05-24", reasons={}).facts == done.facts
        assert collection.build(papers, events).facts == ()

        living = [found.id for found in done.events]
        gone = {page.id: page for page in done.gone}
        assert len(set(living)) == len(living) == len(events)
        assert all(collection.ledger.ids[id_].evidence for id_ in living)
        ever |= set(living)
        assert ever == set(living) | set(gone) == set(collection.ledger.ids)
        assert not set(living) & set(gone)
        for page in gone.values():
            assert all(end in living or gone[end].fact == "withdrawn" for end in page.into)
            assert (page.fact == "withdrawn") == (not page.into)
        formerly = [id_ for found in done.events for id_ in found.formerly]
        assert sorted(formerly) == sorted(id_ for id_, page in gone.items() if page.fact == "merged" and page.into[0] in living)
    path = tmp_path_factory.mktemp("ledger") / "permalinks.jsonl"
    path.write_bytes(collection.lines)
    assert read_ledger(path) == collection.ledger
