"""Whatever an article says, nothing crashes and nothing is invented: the promises that hold for every text."""

from __future__ import annotations

import re
from unicodedata import normalize

from hypothesis import example, given, settings
from hypothesis import strategies as some

from timeline.clean import clean
from timeline.collect import Told, tell
from timeline.model import Article
from timeline.when import parse

LINES = """The council of Tarn voted for a second dyke on Friday, and Mayor Petra Halm said that work would start in September.
On 9 September the ferry Sea Holly ran aground; it was pulled free two days later, the coast guard reported on Monday.
"Today we all live beside the sea," the geologist told the council on Wednesday, when she asked for the dyke.
He said on Monday that the attack on Friday was the work of three men between 3 and 5 May 2021.
Rain fell from 2021 to 2022 and the river broke its banks in 1931, in August 2023 and at the end of last month.
NORBY, March 14. /ENA/. Police found the boat on Thursday, a year after it had been stolen in Lindow.
Die Brücke wurde am 14. Mai 1968 eröffnet und galt lange als Wahrzeichen der Stadt Ellerbrück.
Новый мост через реку открыли во вторник, 14 марта 2023 года, сообщила городская администрация.
14 March 2024
Thursday, March 14
Published: 08/11/2023
Read also: The 1974 winter that froze the harbour
Share on facebook
Related
© 1998-2023 Ellery Post
— Ada Holm (@adaholm) January 12, 2019
Who said so on 31 February 2022 or 99/99/9999?
Dr. A.P. Brandt of the U.S. left No. 4 at 5 p.m. Tuesday.
ﬁne ﷺ İstanbul \u200f\u202e29 ßtraße 𝟚𝟘𝟚𝟜 ٢٠٢٤""".splitlines()
PIECE = (
    some.sampled_from(LINES)
    | some.text(max_size=30)
    | some.sampled_from(["\n", "\r\n", "\n\n\n", "\t", "\x00", "\ufeff", "\u2028", " ", "“", '"', "("])
)
TEXTS = some.lists(PIECE, max_size=14).map("\n".join) | some.lists(PIECE, max_size=8).map("".join)
STATED = some.sampled_from([None, "2024-03-15", "2024-03-15?", "2024", "2024-02-29", "0001-01-01", "9999-12-31"])


def told_of(text: str, stated: str | None = None) -> Told:
    return tell([Article("a.txt", text, stated=parse(stated) if stated else None, stated_by="the file's front matter")])


@settings(max_examples=150)
@given(TEXTS, STATED)
@example("", None)
@example("\n" * 50, "2024-03-15")
@example("on Friday " * 400 + ".", "2024-03-15")
@example("a" * 100_000, None)
@example("The council voted for a dyke on 1 January 0001 and on 31 December 9999, and two weeks earlier on Friday.", "0001-01-01")
@example("The council voted for a dyke next week, two years from now, and will vote on Friday and in ten years.", "9999-12-31")
def test_every_passage_is_the_article_s_own_and_stands_where_it_says(text: str, stated: str | None) -> None:
    told = told_of(text, stated)
    assert told.articles["a.txt"].text == text
    for event in told.events:
        for passage in (passage for report in event.reports for passage in report.passages):
            assert passage.quote == text[passage.start : passage.end] != ""
            assert all(passage.start <= span.start < span.end <= passage.end for span in passage.date_words)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", normalize("NFKC", text).casefold()))


@settings(max_examples=100)
@given(TEXTS, STATED)
def test_every_event_has_a_title_of_the_article_s_words_and_a_reason(text: str, stated: str | None) -> None:
    # Quotation marks that have lost their other half are taken out of a title.
    words = _words(text) | _words(re.sub('[“”«»()"]', "", text))
    for event in told_of(text, stated).events:
        assert _words(event.title) <= words
        assert event.title.strip() == event.title != ""
        assert "\n" not in event.title
        assert event.because
        assert event.when or event.partial or event.words or event.reports[0].is_main


@settings(max_examples=100)
@given(TEXTS)
def test_sentences_of_the_story_are_in_order_and_cut_nothing_off(text: str) -> None:
    cleaned = clean(Article("a.txt", text))
    assert cleaned.text == text
    end = 0
    for sentence in cleaned.story:
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        end = sentence.end
    for span in (cleaned.headline, cleaned.dateline):
        assert span is None or 0 <= span.start < span.end <= len(text)


@settings(max_examples=60)
@given(TEXTS)
def test_same_text_is_told_the_same_again(text: str) -> None:
    assert told_of(text).events == told_of(text).events
