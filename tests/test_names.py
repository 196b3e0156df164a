"""Each sentence in names.txt: who acts and where it happens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.content import content_words
from timeline.model import Article
from timeline.names import actors_and_places, is_person

TABLE = Path(__file__).with_name("names.txt")


def _cases() -> Iterator[object]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for sentence, names in zip(lines[::2], lines[1::2], strict=True):
        yield pytest.param(sentence, names.replace("not yet", "").strip(), "not yet" in names, id=sentence)


@pytest.mark.parametrize(("sentence", "expected", "not_yet"), list(_cases()))
def test_names_are_those_of_who_acts_and_of_where_it_happens(sentence: str, expected: str, not_yet: bool) -> None:
    actors, places = actors_and_places(sentence, Article("a.txt", sentence))
    found = f"{', '.join(actors)} | {', '.join(places)}".strip()
    if not_yet:
        assert found != expected, "this is right now: take “not yet” away"
    else:
        assert found == expected


def test_surname_is_the_full_name_that_the_article_gives() -> None:
    article = Article("a.txt", "Mayor Petra Halm opened the bridge. The council thanked Halm.")
    assert actors_and_places("The council thanked Halm.", article)[0] == ("Petra Halm",)


def test_words_that_carry_the_meaning_meet_in_their_stems() -> None:
    assert content_words("The sanctions were imposed on Koreans") == content_words("imposing a sanction on Korea")
    assert content_words("bridge") & content_words("brigade") == frozenset()


def test_surname_is_not_the_first_word_of_something_else() -> None:
    text = "Chairman Ole Brandt left on Friday. The Brandt Fed was gone, and Brandt wept. Nobody asked Brandt why."
    assert actors_and_places("Nobody asked Brandt why.", Article("a.txt", text))[0] == ("Ole Brandt",)


def test_surname_with_an_article_before_it_is_no_person() -> None:
    text = "Crews left the Harbour Kestrel on Friday. The owner of the Kestrel said so. Petra Halm agreed, and Halm paid."
    assert not is_person("Harbour Kestrel", Article("a.txt", text))
    assert is_person("Petra Halm", Article("a.txt", text))


def test_title_tells_only_the_names_that_its_story_tells() -> None:
    text = "On Friday Mayor Petra Halm of Lindow opened the bridge with Ole Brandt."
    assert actors_and_places("Mayor Halm Opens Long Awaited Norby Bridge With Ole Brandt", Article("a.txt", text))[0] == (
        "Petra Halm",
        "Ole Brandt",
    )


def test_any_characters_make_names_or_none() -> None:
    for text in (
        "",
        "A",
        "A.",
        "?",
        "Ole\ufffdE Brandt",
        "B�B�",
        "U.S",
        "AAA BBB CCC",
        "Of The And",
        "O’",
        "X-",
        "’s",
        "Ü.",
        "II",
        "St. St. St.",
    ):
        actors_and_places(text, Article("a.txt", text))


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("de", "Der Bürgermeister von Lindow hat am Freitag in Frankreich die NATO und Deutschland kritisiert.", "NATO, Germany | France"),
        ("de", "Die Brücke wurde im Jahr 2022 nach langer Arbeit der Bauleute aus Norby geschlossen.", "|"),
        ("uk", "Україна передала Польщі листи, а ЄС провів у Німеччині зустріч.", "Ukraine, Poland, ЄС | Germany"),
        ("ru", "Мэр города заявил в пятницу, что мост в Японии закрыт, а Россия поможет.", "Russia | Japan"),
    ],
)
def test_other_languages_tell_what_is_sure(language: str, sentence: str, expected: str) -> None:
    actors, places = actors_and_places(sentence, Article("a.txt", sentence, language=language))
    assert f"{', '.join(actors)} | {', '.join(places)}".strip() == expected
