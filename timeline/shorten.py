"""Shorten a clause between its phrases: a `Sentence` of words in, its ever shorter tellings with what each costs the reader out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from timeline.noun import Noun
from timeline.parse import Clause, Kind, Parsed, adjunct_end, between_dashes, subject
from timeline.tag import BE, HAVE, Word
from timeline.wordlists import one_of, word_list

_REPORTING = word_list("reporting") - {"according", "reporting"}
_NEEDS_NO_OBJECT = word_list("needs no object")
_DANGLING = re.compile(rf"(?:^|\s)(?:{one_of('dangles')})\W*$", re.IGNORECASE)
_UNITS = word_list("units of time")
_RESTRICTING = word_list("prepositions that restrict")
_GOES_WITH = word_list("goes with the preposition behind it")
_ASKING = word_list("asks or makes somebody do something")
_GIVING = word_list("says behind with what it gives")
_WHERE = word_list("prepositions that only tell where or in which course")
_SOFT = word_list("adverbs that a title does without")


class Telling(Noun, frozen=True):
    """A way to tell a clause: the places of its words, and what it costs the reader against the whole."""

    places: tuple[int, ...]
    cost: float


def shorter(parsed: Parsed, places: Sequence[int], verb: int) -> Iterator[Telling]:
    """A clause whole, without what is set before it, without its asides, and each of these cut behind a phrase."""
    kept = tuple(at for at in places if at not in parsed.out)
    for front_cost, fronted in _fronts(parsed, kept, verb):
        for cost, told in _without_asides(parsed, fronted, verb):
            yield Telling(told, front_cost + cost)
            for at, cut_cost in _cuts(parsed, told, verb):
                yield Telling(told[:at], front_cost + cost + cut_cost)


def _fronts(parsed: Parsed, places: tuple[int, ...], verb: int) -> Iterator[tuple[float, tuple[int, ...]]]:
    """With and without "In a preview of its report, ..."."""
    words = [parsed.words[at] for at in places]
    mine = places.index(verb) if verb in places else len(places)
    first = 0
    while (found := adjunct_end(words, first, mine)) > first:
        first = found
    opener = words[0] if words else None
    if not first or opener is None:
        yield 0, places
        return
    # A clause, or what somebody is doing, before the one that tells keeps the reader waiting.
    waits = opener.tag in ("VBG", "VBN", "TO", "WRB") or opener.lower in ("a", "an") or any(word.finite for word in words[:first])
    yield (5 if waits else 2), places
    yield (1 if waits or first > 6 else 2), places[first:]


def _without_asides(parsed: Parsed, places: tuple[int, ...], verb: int) -> Iterator[tuple[float, tuple[int, ...]]]:
    brackets = _brackets(parsed, places)
    plain = tuple(at for at in places if at not in brackets)
    if any(at in parsed.out for at in range(min(brackets, default=0), max(brackets, default=0))):
        places, brackets = plain, set()  # a time stood in them: what is left would tell nothing
    yield 0, places
    soft = {at for at in plain[:-1] if parsed.words[at].lower in _SOFT and parsed.words[at + 1].tag.startswith("VB")}
    if soft:
        yield 1, tuple(at for at in plain if at not in soft)
    if brackets:
        yield 0.5, plain
    asides = _asides(parsed, plain, verb)
    if asides:
        brief = tuple(at for at in plain if at not in asides)
        yield 1.5, brief
    else:
        brief = plain
    if far := _far_from_the_subject(parsed, brief, verb):
        yield 7, tuple(at for at in brief if at not in far)
    if office := _office(parsed, brief):
        yield 3, tuple(at for at in brief if at not in office)


def _brackets(parsed: Parsed, places: tuple[int, ...]) -> set[int]:
    """What stands in brackets or between dashes."""
    inside: set[int] = set()
    depth = 0
    for at in places:
        depth += parsed.words[at].text == "("
        if depth:
            inside.add(at)
        depth -= parsed.words[at].text == ")" and depth > 0
    for one, two in between_dashes(parsed.words):
        inside |= {at for at in places if one <= at <= two}
    return inside


def _asides(parsed: Parsed, places: tuple[int, ...], verb: int) -> set[int]:
    """What two commas or dashes part from a subject: an apposition, an age, who says it, a relative clause."""
    words = parsed.words
    found: set[int] = set()
    marks = [i for i, at in enumerate(places) if words[at].text in (",", "–", "—", "--")]
    skip = -1
    for one, two in pairwise(marks):
        if one < skip or two + 1 >= len(places):
            continue
        inside, behind = places[one + 1 : two], words[places[two + 1]]
        if not inside or (words[places[one]].text in ("–", "—", "--") and words[places[two]].text == ","):
            continue
        first = words[inside[0]]
        clause = parsed.holding(inside[0])
        is_relative = first.tag in ("WP", "WDT", "WRB") and verb not in inside
        says = clause is not None and clause.kind is Kind.LOOSE and clause.verb in inside and words[clause.verb].lower in _REPORTING
        plain = not any(words[at].finite for at in inside)
        plain = plain and not any(words[at].tag == "CC" for at in (inside[0], places[two + 1]))
        names = (
            (plain and first.tag.startswith(("NN", "DT", "CD", "JJ", "PRP$", "VBN", "VBG")))
            or first.lower == "including"
            or first.text == "("
        )
        goes_on = behind.finite or (behind.tag == "RB" and two + 2 < len(places) and words[places[two + 2]].finite)
        if says or (is_relative and (goes_on or behind.tag in ("TO", "IN"))) or (names and goes_on and places[two + 1] <= verb):
            # The comma behind who says it stays where the sentence goes on with what followed.
            found |= set(places[one : two + 1 if goes_on or is_relative else two])
            skip = two + 1
    return found


def _far_from_the_subject(parsed: Parsed, places: tuple[int, ...], verb: int) -> set[int]:
    """What says more of a long subject: "sales of vehicles | in the car industry in the US | are ..."."""
    words = parsed.words
    before = [at for at in places if at < verb]
    if len(before) < 5:
        return set()
    comma = next((i for i, at in enumerate(before) if words[at].text == "," and i), 0)
    if comma and words[before[-1]].text == "," and before[-1] != before[comma] and words[before[comma + 1]].tag != "CC":
        return set(before[comma:])  # "The group, which featured Halm, Maas and Brandt, split"
    named = words[before[0]].tag.startswith(("NN", "DT", "PRP$"))
    if comma and named and comma + 1 < len(before) and words[before[comma + 1]].lower in ("a", "an", "the", "one"):
        return set(before[comma:])  # "Halm, a scientist at the university (UN) departed": its second comma is missing
    relative = next((c for c in parsed.clauses if c.kind is Kind.RELATIVE and c.verb in before and c.opener > before[0]), None)
    if relative is not None and not comma:
        return {at for at in before if at >= relative.opener}
    if (
        len(before) < 7
        or words[before[0]].tag in ("IN", "VBG", "TO", "WRB")
        or any(words[at].text == "," or words[at].finite for at in before)
    ):
        return set()
    starts = [i for i, at in enumerate(before) if words[at].tag == "IN" and words[at].lower not in ("of", "between", "than") and i > 1]
    end = next((i for i in range(len(before), 0, -1) if words[before[i - 1]].tag != "RB"), 0)
    return set(before[starts[0] : end]) if starts else set()


_OFFICE = re.compile(
    r"\b(?:[Tt]he )?(?:[A-Z][\w’'.-]* |of |and |for ){0,8}(?:President|Minister|Secretary|[Ss]pokes\w+|Chancellor|Ambassador|Governor|"
    r"Mayor|Senator|General|Director|Chairman|Chief|leader|adviser|Representative|Commissioner|Premier|Chairwoman|Judge|Attorney|"
    r"analyst|official) (?=[A-Z][\w’-]+ [A-Z])"
)


def _office(parsed: Parsed, places: tuple[int, ...]) -> set[int]:
    """ "Norby's Deputy Mayor Ida Halm": the name alone will do."""
    spans = [(found.start(), found.end()) for found in _OFFICE.finditer(parsed.text)]
    return {at for at in places if any(start <= parsed.words[at].start < end for start, end in spans)}


def _cuts(parsed: Parsed, places: tuple[int, ...], verb: int) -> Iterator[tuple[int, float]]:
    """The places behind which a clause can end, and what is lost there."""
    if verb not in places:
        return
    words = [parsed.words[at] for at in places]
    mine = places.index(verb)
    group = mine + 1
    while group < len(words) and (words[group].tag in ("RB", "VB", "VBN", "RP") or words[group].lower in BE | HAVE):
        group += 1
    depth = quoted = 0
    for at in range(len(words)):
        word = words[at]
        outside = depth <= 0 and quoted <= 0
        if outside and at > mine:
            cost = _cost(parsed, words, places, at, group)
            if cost is not None:
                cost += 0.05 * max(0, words[-1].end - word.start)
            if cost is not None and not _DANGLING.search(" ".join(w.text for w in words[max(0, at - 2) : at])):
                yield at, cost
        depth += (word.text == "(") - (word.text == ")")
        if word.text == '"':
            quoted = 1 - quoted
        else:
            quoted += (word.text in ("“", "«", "„")) - (word.text in ("”", "»"))


def _cost(parsed: Parsed, words: Sequence[Word], places: Sequence[int], at: int, group: int) -> float | None:
    """What a reader loses when a telling ends before a word; None where it cannot end."""
    word, before = words[at], words[at - 1]
    clause = parsed.opened_at(places[at])
    after = words[at + 1] if at + 1 < len(words) else None
    short = _nothing_behind_the_verb(words, at)
    if not before.is_word and before.text not in ("”", '"', ")", "%"):
        return None
    if word.text in (";", "–", "—", "--"):
        return 1 + short
    if word.text == ":":
        return None if before.lower in _REPORTING else 3 + short
    if word.text == ",":
        return _comma(parsed, words, places, at, short)
    if clause is not None:
        return _opener(words, at, clause, short)
    if word.lower == "of" and before.tag == "NNS" and words[at - 2].tag == "CD":
        return 14 + short  # "with some 300,000 bricks | of red clay"
    if word.lower == "of" or word.tag in ("CC", "POS"):
        return None
    if word.tag == "TO":
        if after is not None and after.tag.startswith("VB") and _is_asked(words, at):
            return None  # "urged the town to build a dyke"
        if after is None or after.lower == "be" or before.tag.startswith(("VB", "JJ", "RB", "MD", "IN")):
            return None  # "called for the dividends to be cut"
        return (8 if after.tag.startswith("VB") else 12) + short
    if word.tag == "IN" or word.lower in ("amid", "amidst", "despite", "following"):
        return _preposition(words, at, group, short)
    if word.tag == "VBG" and before.tag.startswith(("NN", "CD")):
        return 9 + short if after is not None and after.tag in ("DT", "PRP$", "NNP", "CD", "IN", "TO", "JJ", "NNS") else None
    if word.tag == "VBN" and not word.finite and before.tag.startswith("NN"):
        return 10 + short
    if word.tag == "RB" and before.tag[:2] not in ("RB", "JJ", "IN", "VB") and after is not None and after.tag in ("VBG", "IN"):
        return 10 + short
    return None


def _is_asked(words: Sequence[Word], at: int) -> bool:
    """Whether the nearest verb before a place asks or makes somebody do what follows."""
    verb = next((word for word in reversed(words[:at]) if word.tag.startswith("VB")), None)
    return verb is not None and verb.lower in _ASKING


def _gives(words: Sequence[Word], at: int) -> bool:
    """Whether the nearest verb before a place says behind "with" what is given: "supplied the town | with pumps"."""
    verb = next((word for word in reversed(words[:at]) if word.tag.startswith("VB")), None)
    return verb is not None and verb.lower in _GIVING


def _nothing_behind_the_verb(words: Sequence[Word], at: int) -> float:
    """What is missing where a telling ends with a verb: nothing behind "died", much behind "made"."""
    last = at - 1
    while last > 0 and (words[last].tag == "RB" or not words[last].is_word):
        last -= 1
    main = words[last]
    if not main.tag.startswith(("VB", "MD")) or main.lower in _NEEDS_NO_OBJECT:
        return 0
    if main.tag == "VBN" and any(word.lower in BE for word in words[max(0, last - 4) : last]):
        return 4
    return 25


def _comma(parsed: Parsed, words: Sequence[Word], places: Sequence[int], at: int, short: float) -> float | None:
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None:
        return short
    rest = words[at + 1 :]
    if after.tag in ("WP", "WDT", "WRB") or after.tag == "VBG":
        return 2 + short
    if after.tag == "CC":
        behind = next((w for w in rest[1:] if w.tag != "RB"), None)
        opens = any(clause.opener == places[at + 1] for clause in parsed.clauses)
        if after.lower == "but":
            return 3 + short
        listed = any(w.text == "," for w in words[max(0, at - 6) : at]) and not opens
        return None if listed or behind is None or not opens else 3 + short
    if any(clause.opener in (places[at], places[at + 1]) for clause in parsed.clauses):
        return 2 + short
    # "tanks, guns and shells": a list cannot end in its middle.
    for offset, word in enumerate(rest if after.tag not in ("IN", "TO", "VBN", "RB") else ()):
        if word.finite:
            break
        if word.tag == "CC" and word.lower in ("and", "or") and offset < 12:
            return None
    return (3 if after.tag in ("IN", "VBN", "TO", "RB") else 4) + short


def _opener(words: Sequence[Word], at: int, clause: Clause, short: float) -> float | None:
    before = words[at - 1]
    lower = words[at].lower
    if clause.kind is Kind.THAT or lower in ("than", "whether", "how", "why", "what"):
        return None
    if clause.kind is Kind.RELATIVE:
        return 11 + short if clause.is_restriction else 2 + short
    if clause.kind is Kind.UNDER:
        if before.lower in ("only", "not", "just", "even", "so", "as") or before.lower.removesuffix("s") in _UNITS:
            return None
        return (14 if lower in ("if", "unless", "until", "till") else 4) + short
    if clause.kind is Kind.LOOSE:
        return 3 + short if before.text == "," else None
    return 4 + short


def _preposition(words: Sequence[Word], at: int, group: int, short: float) -> float | None:
    word, before = words[at], words[at - 1]
    if before.lower in _GOES_WITH or (word.lower == "with" and _gives(words, at)):
        return None
    if at <= group:
        passive = any(w.lower in BE for w in words[max(0, group - 4) : group - 1]) and words[group - 1].tag == "VBN"
        if passive and word.lower != "as":
            return 12.0 if word.lower == "by" else 9.0
        return 8.0 if words[at - 1].lower in _NEEDS_NO_OBJECT else None
    if before.tag in ("VB", "VBD", "VBZ", "VBP", "VBN", "VBG") or word.lower in ("up", "out", "off", "down"):
        return 8.0 if before.lower in _NEEDS_NO_OBJECT else None
    if word.lower in _WHERE:
        return 7 + short
    if word.lower in _RESTRICTING:
        return 12 + short
    return 8 + short


def told_by(parsed: Parsed, clause: Clause) -> tuple[int, ...]:
    """The places of a clause's words, behind those of the subject that it shares or that its "who" stands for; none for "that it has"."""
    if clause.kind is Kind.RELATIVE and any(word.tag != "RB" for word in parsed.words[clause.first : clause.verb]):
        return ()
    if clause.kind is Kind.RELATIVE and parsed.words[clause.opener].tag == "IN" and parsed.words[clause.opener].lower != "that":
        return ()  # "twenty years of which"
    who = subject(parsed.words, parsed.clauses, clause)
    if clause.kind is Kind.RELATIVE and (not who or who[0].lower in ("each", "every", "any", "no")):
        return ()
    place_of = {word.start: at for at, word in enumerate(parsed.words)}
    if clause.kind is Kind.SHARES or (clause.kind is Kind.RELATIVE and who and place_of[who[0].start] < clause.opener):
        front = tuple(place_of[word.start] for word in who)
        if marks := [i for i, at in enumerate(front) if parsed.words[at].text == ","]:
            front = front[: marks[0]]  # "Halm, 61, ...": the name will do
        start = clause.verb
        while start > clause.first and parsed.words[start - 1].tag == "RB":
            start -= 1
        return (*front, *range(start, clause.end))
    return tuple(range(clause.first, clause.end))
