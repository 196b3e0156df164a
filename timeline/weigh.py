"""Weigh a telling as a careful editor would: a sentence, the words of it that are told and the title they make in, its faults out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.parse import Clause, Kind, Parsed
from timeline.tag import Word
from timeline.wordlists import one_of, word_list

_REPORTING = word_list("reporting") - {"according", "reporting"}
AT_ONCE = ("as", "when", "while", "where")  # what they open happens together with what they hang on
_BEFORE_A_CLAUSE = word_list("opens a clause")
PRONOUN = re.compile(rf"^(?:{one_of('points back')})\b", re.IGNORECASE)
DANGLING = re.compile(rf"\s+(?:{one_of('dangles')})$", re.IGNORECASE)
_TELLS_WHEN = re.compile(
    r"\b(?:(?:last|this|next) (?:week|month|year|weekend|night|fall|spring|summer|winter)|yesterday|today|tomorrow|tonight|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?![’']s)"
)


def faults(parsed: Parsed, places: Sequence[int], made: str, place: int) -> float:
    """What a careful editor would hold against a title."""
    told = [parsed.words[at] for at in places]
    cost = 0.0
    cost += (25 if made.startswith("The ") else 40) * bool(PRONOUN.match(made))
    cost += 40 * bool(DANGLING.search(made))
    cost += 40 * (bool(told) and told[0].finite and told[0].tag != "PRP")
    purpose = next((i for i, word in enumerate(told) if word.tag == "TO"), 0)
    is_finite = any(word.finite for word in told)
    is_to_do = not is_finite and 0 < purpose < len(told) - 1 and told[purpose + 1].tag == "VB"
    cost += 40 * (not is_finite and not is_to_do)
    cost += 15 * (bool(told) and told[-1].finite and told[-1].lower in _REPORTING)
    cost += 6 * len(_TELLS_WHEN.findall(made))
    cost += 3 * (len(made) < 30)
    cost += 10 * (made.count('"') % 2 or made.count("“") != made.count("”"))
    cost += 4 * (made[:1] in '"“')
    cost += 6 * bool(re.search(r"\b(?:I|we|We|my|our|us)\b", re.sub(r"[“\"][^”\"]*[”\"]", "", made)))
    cost += 6 * bool(re.search(r"\b(?:him|them)\b", made))
    cost += 20 * bool(re.search(r"\b(?:do|did|of|like) (?:this|that|so)$", made))
    cost += 20 * _is_object_it(told, made)
    cost += 40 * _tells_nothing(told)
    cost += sum(_half_told(parsed, places, clause) for clause in parsed.clauses)
    opens = next((word.lower for word in told if word.lower not in ("even", "just", "only")), "")
    if opens in _BEFORE_A_CLAUSE and not any(word.text == "," for word in told):
        cost += 45
    if place >= 0 and (focus := parsed.holding(place)) is not None and focus.verb not in places and not is_to_do:
        at_once = focus.kind is Kind.UNDER and parsed.words[focus.opener].lower in AT_ONCE
        cost += 4 if at_once else 20
    for other in parsed.times:  # another time, or what happened at one
        if other != place and (clause := parsed.holding(other)) is not None and clause is not parsed.holding(place):
            cost += 10 * (clause.verb in places and not (clause.opener <= place < clause.end))
        cost += 2 * (other != place and other in places)
        if 0 <= place < other and (start := parsed.purpose(place, other)) >= 0:
            cost += 12 * (start in places)
    return cost + _run_together(parsed, places)


def _tells_nothing(told: Sequence[Word]) -> bool:
    """Whether somebody is told and the title does not say what: "Maas told the council of Tarn"."""
    last = next((at for at in range(len(told) - 1, -1, -1) if told[at].finite), -1)
    if last < 0 or told[last].lower not in ("told", "tells") or told[last - 1].tag.startswith("VB"):
        return False
    return not any(word.tag == "TO" or word.lower in ("about", "how", "why", "what", "that", "story", "“", '"') for word in told[last:])


def _is_object_it(told: Sequence[Word], made: str) -> bool:
    """Whether something is done to an "it" that no noun before it can be: "Maas sold it"."""
    at = next((at for at, word in enumerate(told) if word.lower == "it"), 0)
    return at > 0 and told[at - 1].tag.startswith(("VB", "IN")) and sum(word.finite for word in told[:at]) == 1 and " it" in made


def _half_told(parsed: Parsed, places: Sequence[int], clause: Clause) -> float:
    """What a clause costs that is begun and not told to its verb."""
    begun = clause.opener in places and clause.kind is not Kind.MAIN
    if begun and clause.verb not in places and places[-1] < clause.verb:
        return 45
    if clause.kind is Kind.RELATIVE and clause.verb in places and clause.opener in places:
        behind = next((at for at in places if at > clause.verb), -1)
        if behind < 0 or parsed.words[behind].text == ",":
            return 0 if behind == clause.verb + 1 else 15  # "which starts", when it only told when
    # "VMware told analysts": what?
    told = clause.kind is Kind.THAT and clause.parent >= 0 and parsed.clauses[clause.parent].verb in places
    others = any(c.parent == clause.parent and c is not clause and c.kind is Kind.THAT and c.verb in places for c in parsed.clauses)
    return 20 if told and not others and clause.verb not in places and clause.verb not in parsed.out else 0


def _run_together(parsed: Parsed, places: Sequence[int]) -> float:
    """What a verb costs that nothing leads to: two sentences, or one that was misread."""
    loose = [c for c in parsed.clauses if c.kind is Kind.LOOSE and c.verb in places and parsed.words[c.verb].lower not in _REPORTING]
    if not loose or not places:
        return 0
    first = min(clause.verb for clause in parsed.clauses if clause.verb in places)
    return 0 if all(clause.verb == first for clause in loose) else 30
