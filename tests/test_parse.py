"""What the parts of speech and the clauses of a sentence are, by sentences that a newspaper could print."""

from __future__ import annotations

import pytest

from timeline.parse import Kind, clauses, subject
from timeline.tag import words

FINITE = {
    "A survey released on Tuesday showed that the dyke leaked": "showed leaked",
    "Heavy rain that began on Wednesday swept away the bridge": "began swept",
    "Ada Brandt, who sank the ferry, is mayor": "sank is",
    "The ferry held by the coast guard has been sold": "has",
    "The dam let out twice as much water as promised": "let",
    "Port Ellery has had no trams and voted for a new line": "has voted",
    "The plans of the council were published": "were",
    "The council plans to build a dyke": "plans",
    "The storm often causes floods": "causes",
    "The crew was rescued and taken to Lindow": "was",
}


@pytest.mark.parametrize("sentence", FINITE)
def test_finite_verbs_are_told_from_participles_and_nouns(sentence: str) -> None:
    assert " ".join(word.text for word in words(sentence) if word.finite) == FINITE[sentence]


BUILT = {
    "The ferry sank after it had left Norby": [(Kind.MAIN, "The ferry"), (Kind.UNDER, "it")],
    "After a career in law, Halm became mayor": [(Kind.MAIN, "Halm")],
    "Maas said the ferry would sail": [(Kind.MAIN, "Maas"), (Kind.THAT, "the ferry")],
    "Maas sold the ferry and left Norby": [(Kind.MAIN, "Maas"), (Kind.SHARES, "Maas")],
    "The trial of Jon Maas, which began in May, goes on": [(Kind.RELATIVE, "The trial of Jon Maas"), (Kind.MAIN, "The trial of Jon Maas")],
    "The dyke held, but the bridge fell": [(Kind.MAIN, "The dyke"), (Kind.AND, "the bridge")],
    "The storm hit the people and the council of Tarn": [(Kind.MAIN, "The storm")],
}


@pytest.mark.parametrize("sentence", BUILT)
def test_clauses_are_told_with_who_acts_in_them(sentence: str) -> None:
    found = words(sentence)
    made = clauses(found)
    told = [(clause.kind, " ".join(word.text for word in subject(found, made, clause)).split(" ,")[0]) for clause in made]
    assert told == BUILT[sentence]
