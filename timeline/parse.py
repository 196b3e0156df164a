"""Tell how a sentence is built: `Word`s in, its `Clause`s out, each with its finite verb, what opens it and what it hangs on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from msgspec import Struct

from timeline.noun import Noun
from timeline.tag import BE, HAVE, Word
from timeline.wordlists import word_list

_REPORTING = word_list("reporting") - {"according", "reporting"}
_THINKING = word_list("takes a clause without that")
_BEFORE_A_CLAUSE = word_list("opens a clause")
_OR_PREPOSITION = word_list("opens a clause or is a preposition")
_BEFORE_A_NUMBER = word_list("before a number")
_NOMINATIVE = word_list("pronouns that act")


_TIME = re.compile(r"(?:[A-Z][a-z]+day|\d{4})\b")


class Kind(Enum):
    """What makes a clause one."""

    MAIN = "main"
    NEXT = "next"  # after a semicolon, a dash or a colon
    AND = "and"  # "and", "but", with a subject of its own
    SHARES = "shares"  # "and", "but", with the subject of the clause before
    UNDER = "under"  # "when", "after", "because", ...
    RELATIVE = "relative"  # "who", "which", "that", or nothing: "the aid it has received"
    THAT = "that"  # what is said, known or wanted; with or without "that"
    LOOSE = "loose"  # a verb that nothing leads to: two sentences run together, or a word misread


class Clause(Struct):
    """A clause by the places of its words: [opener, end), its own first word, its finite verb."""

    kind: Kind
    opener: int
    first: int
    parent: int = -1
    verb: int = -1
    end: int = -1
    is_restriction: bool = False  # a relative clause without a comma before it
    passing: bool = False  # "after", "as": perhaps only a preposition


class Parsed(Noun, frozen=True):
    """A sentence with its words and clauses, and the places of the words that a title leaves out."""

    text: str
    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    out: frozenset[int] = frozenset()
    times: tuple[int, ...] = ()  # where each of its times begins

    def holding(self, place: int) -> Clause | None:
        """The innermost clause that a word stands in."""
        within = [clause for clause in self.clauses if clause.opener <= place < clause.end]
        return max(within, key=lambda clause: (clause.opener, clause.verb), default=None)

    def purpose(self, since: int, until: int) -> int:
        """Where what is meant to be done begins between two places: "arrived on Friday | to meet"; -1 where nothing is."""
        for at in range(max(1, since), min(until, len(self.words) - 1)):
            if self.words[at].tag == "TO" and self.words[at + 1].tag == "VB" and not self.words[at - 1].tag.startswith("VB"):
                return at
        return -1

    def opened_at(self, place: int) -> Clause | None:
        """The clause that a word opens."""
        return next((clause for clause in self.clauses if clause.opener == place), None)


def clauses(words: Sequence[Word]) -> list[Clause]:
    """The clauses of a sentence in the order of their verbs."""
    made: list[Clause] = []
    stack = [Clause(Kind.MAIN, 0, 0)]

    def close(at: int, keep: int) -> None:
        while len(stack) > keep:
            stack.pop().end = at

    def top() -> Clause:
        return stack[-1]

    def push(kind: Kind, opener: int, first: int, **more: bool) -> None:
        parent = next((made.index(c) for c in reversed(stack) if c.verb >= 0), -1)
        stack.append(Clause(kind, opener, first, parent, **more))

    skip_to = -1
    asides = dict(between_dashes(words))
    for at, word in enumerate(words):
        if at < skip_to:
            continue
        lower = word.lower
        before = words[at - 1] if at else None
        after = words[at + 1] if at + 1 < len(words) else None
        if word.text == "(":
            closing = next((j for j in range(at + 1, min(at + 40, len(words))) if words[j].text == ")"), -1)
            skip_to = closing + 1 if closing > 0 else skip_to
            continue
        if at in asides:
            skip_to = asides[at] + 1
            continue
        if word.text in (";", "–", "—", "--", ":"):
            if any(c.verb >= 0 for c in stack):
                close(at, 0)
                stack.append(Clause(Kind.NEXT, at, at + 1, len(made) - 1))
            continue
        if word.text == ",":
            if top().verb < 0 and (top().passing or _is_no_clause(words, top(), at)):
                stack.pop()  # only a preposition, or "the people and the assembly, ..."
            while len(stack) > 1 and top().verb >= 0 and top().kind in (Kind.UNDER, Kind.RELATIVE):
                close(at, len(stack) - 1)
            continue
        if word.finite:
            _attach(words, at, stack, made)
            continue
        if word.tag == "CC" and lower in ("and", "but", "or", "yet", "nor"):
            follow = at + 1
            while follow < len(words) and (words[follow].tag == "RB" or words[follow].text == ","):
                follow += 1
            while top().verb < 0 and (top().passing or top().kind is Kind.AND) and follow < len(words) and words[follow].finite:
                stack.pop()  # "served as mayor and resigned"
            if before and before.text == "," and top().verb < 0 and top().kind is Kind.AND:
                stack.pop()
            if top().verb < 0 and top().passing and _TIME.match(words[top().opener + 1].text):
                stack.pop()  # "since Tuesday's earthquake, and ..."
            clause_of_that = follow < len(words) and words[follow].lower == "that"
            if clause_of_that and top().verb < 0 and top().kind is Kind.AND:
                stack.pop()  # "strong and patient work" and that ...
            if top().verb < 0 or follow >= len(words) or (clause_of_that and any(c.kind is Kind.THAT or _reports(words, c) for c in stack)):
                continue
            if before and after and before.tag == after.tag and before.tag[:2] in ("JJ", "RB", "CD"):
                continue  # "wet and windy"
            if before and after and before.tag == after.tag == "NNP" and lower == "and":
                continue  # "the Oceanic and Atmospheric Administration"
            if before and before.text == ",":  # what a comma parts goes on with the main clause
                keep = 1 + max((i for i, c in enumerate(stack) if c.kind is not Kind.UNDER and c.kind is not Kind.RELATIVE), default=0)
                close(at, keep)
            shares = words[follow].finite
            push(Kind.SHARES if shares else Kind.AND, at, follow if shares else at + 1)
            continue
        if word.tag in ("WP", "WDT") or lower in ("who", "which", "whom", "whose"):
            comma = before is not None and before.text == ","
            start = at - 1 if before and before.tag == "IN" else at
            comma = comma or (start > 0 and words[start - 1].text == ",")
            push(Kind.RELATIVE, start, at if lower == "what" else at + 1, is_restriction=not comma)
            continue
        if lower == "that" and after and not (before and before.lower == "not") and top().first != at:
            verb_next = after.finite or (after.tag == "RB" and at + 2 < len(words) and words[at + 2].finite)
            if verb_next and before and (before.tag.startswith("NN") or before.tag == "PRP"):
                push(Kind.RELATIVE, at, at + 1, is_restriction=True)
            elif not verb_next and top().verb >= 0 and not (before and before.tag == "IN"):
                kind = Kind.RELATIVE if before and before.tag in ("NN", "NNS") and not _reports(words, top()) else Kind.THAT
                push(kind, at, at + 1, is_restriction=kind is Kind.RELATIVE)
            continue
        if (
            (lower in _BEFORE_A_CLAUSE or (lower == "case" and before is not None and before.lower == "in"))
            and after
            and not (before and before.lower in ("well", "such", "much", "many", "far", "long", "soon") and lower == "as")
        ):
            if (lower == "so" and not (before and before.text == ",")) or (lower == "than" and after.tag == "CD"):
                continue
            if lower == "as" and at + 2 < len(words) and words[at + 2].lower == "as":
                continue  # "as quickly as"
            push(Kind.UNDER, at, at + 1, passing=lower in _OR_PREPOSITION)
            continue
        if lower in _NOMINATIVE and word.tag != "WP" and top().verb >= 0 and before:
            behind = min(verb_end(words, top()), at)
            tells = _takes_a_clause(words, top())
            if tells and before.tag in ("NN", "NNS") and words[behind].tag in ("DT", "PRP$") and words[behind - 1].lower != "told":
                push(Kind.THAT, behind, behind)  # "said | the price | they paid | had doubled"
                push(Kind.RELATIVE, at, at, is_restriction=True)
            elif tells or before.tag == "VBG":
                push(Kind.THAT, at, at)
            elif before.tag.startswith("NN") or before.tag == "CD":
                push(Kind.RELATIVE, at, at, is_restriction=True)
    if stack[-1].kind is Kind.NEXT and stack[-1].verb < 0:  # "arrived in Russia – likely in Vladivostok": no clause of its own
        for clause in made:
            clause.end = -1 if clause.end == stack[-1].opener else clause.end
    close(len(words), 0)
    for clause in made:
        if clause.end < 0:
            clause.end = len(words)
    return made


def between_dashes(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where what two dashes part from a sentence begins and ends, if it is no sentence itself: "Dubai -- a town in the sand -- held"."""
    dashes = [at for at, word in enumerate(words) if word.text in ("–", "—", "--")]
    pairs: list[tuple[int, int]] = []
    for one, two in pairwise(dashes):
        if two - one < 25 and not any(word.finite for word in words[one:two]) and (not pairs or pairs[-1][1] < one):
            pairs.append((one, two))
    return pairs


def _attach(words: Sequence[Word], at: int, stack: list[Clause], made: list[Clause]) -> None:
    """Give a finite verb to the innermost clause that waits for one."""
    while len(stack) > 1 and stack[-1].verb < 0 and _only_tells_where(words[stack[-1].first : at], stack[-1]):
        if stack[-2].verb >= 0 and not _takes_a_clause(words, stack[-2]):
            break
        stack.pop()  # "the men on the ferry and in Norby decided"
    waiting = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].verb < 0), -1)
    if waiting < 0:
        inner = next((c for c in reversed(made) if c.verb >= 0), None)
        start = _noun_start(words, at)
        if inner is not None and _takes_a_clause(words, inner) and words[inner.verb].lower not in ("told", "tells", "tell"):
            behind = _behind_time(words, verb_end(words, inner), start)  # "said | its plane with 12 tonnes had been turned away"
            opens = behind < start and words[behind].tag in ("DT", "PRP$", "CD", "NNS", "NNP", "JJ")
            plain = not any(word.text == "," for word in words[behind:start]) or start == at
            start = behind if opens and plain else start
        if inner is not None and _takes_a_clause(words, inner) and start > inner.verb:
            stack.append(Clause(Kind.THAT, start, start, made.index(inner)))
        else:
            while stack and stack[-1].verb >= 0 and len(stack) > 1:
                stack.pop().end = start
            stack.append(Clause(Kind.LOOSE, start, start, len(made) - 1))
        waiting = len(stack) - 1
    while len(stack) - 1 > waiting:
        closing = stack.pop()
        closing.end = at
    stack[waiting].verb = at
    made.append(stack[waiting])


def _is_no_clause(words: Sequence[Word], waiting: Clause, at: int) -> bool:
    """Whether what waits for its verb before a comma is none: "the people and the assembly, ...", "when mixed with oil, ..."."""
    opener = words[waiting.opener]
    if waiting.kind is Kind.AND:
        return opener.lower in ("and", "or") and words[waiting.opener - 1].text != "," and at > waiting.opener + 1
    return waiting.kind is Kind.UNDER and words[waiting.opener + 1].tag in ("VBN", "VBG", "IN", "JJ")


def _only_tells_where(before: Sequence[Word], clause: Clause) -> bool:
    """Whether all that "and" leads to before a verb is a preposition with its noun."""
    if clause.kind is not Kind.AND or len(before) < 2 or before[0].tag != "IN":
        return False
    return all(word.tag.startswith(("NN", "JJ", "CD")) for word in before[2:]) and before[1].tag.startswith(
        ("NN", "DT", "PRP$", "CD", "JJ")
    )


def _behind_time(words: Sequence[Word], at: int, until: int) -> int:
    """Where what is said begins behind "said | on May 2"; the same place without a time."""
    if words[at].lower not in ("on", "in", "late", "early", "last", "this"):
        return at
    end = at + 1
    while end < until and words[end].tag in ("NNP", "CD", "NN"):
        end += 1
    return end


def _reports(words: Sequence[Word], clause: Clause) -> bool:
    return any(words[at].lower in _REPORTING | _THINKING for at in range(clause.verb, verb_end(words, clause)))


def _takes_a_clause(words: Sequence[Word], clause: Clause) -> bool:
    return clause.verb >= 0 and _reports(words, clause)


def _noun_start(words: Sequence[Word], verb: int) -> int:
    """Where the nouns before a verb begin: its subject, as far as no preposition leads further back."""
    at = verb
    while at > 0 and words[at - 1].tag == "RB":
        at -= 1
    while at > 0:
        tag = words[at - 1].tag
        if tag.startswith(("NN", "JJ", "CD", "PRP", "POS", "DT")) or words[at - 1].text in ("$", "%"):
            at -= 1
            if tag in ("DT", "PRP$") and not (at > 0 and words[at - 1].lower in ("of", "in", "for", "at")):
                break
        elif words[at - 1].lower in ("of", "in", "for", "at", "and") and at > 1 and words[at - 2].tag.startswith(("NN", "CD", "JJ")):
            at -= 1
        elif words[at - 1].lower in _BEFORE_A_NUMBER and words[at].tag in ("CD", "IN", "TO", "JJS"):
            at -= 1  # "more than 40 people"
        else:
            break
    return at


def verb_end(words: Sequence[Word], clause: Clause) -> int:
    """Where the verb group of a clause ends: "has recently been sworn in" whole."""
    at = clause.verb + 1
    while at < len(words):
        word = words[at]
        if word.tag in ("RB", "VB", "VBN", "RP") or word.lower in BE | HAVE or (word.tag == "VBG" and words[at - 1].lower in BE):
            at += 1
        else:
            break
    while at - 1 > clause.verb and words[at - 1].tag == "RB":
        at -= 1
    return at


def subject(words: Sequence[Word], made: Sequence[Clause], clause: Clause) -> list[Word]:
    """Who acts in a clause: the words before its verb, or those of the clause that it shares its subject with."""
    while clause.kind is Kind.SHARES and clause.parent >= 0:
        clause = made[clause.parent]
    if clause.kind is Kind.RELATIVE and clause.first >= clause.verb - _adverbs(words, clause):
        return antecedent(words, clause)
    return list(words[_after_adjuncts(words, clause) : clause.verb - _adverbs(words, clause)])


def _adverbs(words: Sequence[Word], clause: Clause) -> int:
    count = 0
    while clause.verb - count > clause.first and words[clause.verb - count - 1].tag == "RB":
        count += 1
    return count


def _after_adjuncts(words: Sequence[Word], clause: Clause) -> int:
    """Where the subject begins behind "In a preview of its report, ..."."""
    first = clause.first
    while (found := adjunct_end(words, first, clause.verb)) > first:
        first = found
    return first


def adjunct_end(words: Sequence[Word], first: int, verb: int) -> int:
    """Where the words behind what is set before a clause begin: behind the comma of "At the summit, ..."; `first` where nothing is."""
    while first < verb and not words[first].is_word:
        first += 1
    if first >= verb:
        return first
    word = words[first]
    behind = words[first + 1].lower if first + 1 < verb else ""
    if end := _apposition_end(words, first, verb):
        return end
    counts = word.tag in ("NNS", "NNP", "CD") and behind in ("after", "before", "into")  # "Days after the quake, ..."
    sets = counts or word.tag in ("IN", "TO", "VBG", "VBN", "RB", "WRB", "CC", "RBR") or word.lower in _BEFORE_A_CLAUSE
    if not sets:
        return first
    for at in range(first, verb - 1):
        if words[at].text == "," and words[at + 1].tag == "PRP":
            return at + 1  # "Equipped with pumps, a boat and two diggers, they waited"
    depth = 0
    for at in range(first, verb):
        depth += words[at].text in ("(", "“")
        depth -= words[at].text in (")", "”")
        if words[at].text == "," and depth <= 0 and at + 1 < verb and words[at + 1].tag not in ("WP", "WDT", "CC", "VBN"):
            return at + 1
    return first


def _apposition_end(words: Sequence[Word], first: int, verb: int) -> int:
    """Where the subject begins behind what it is called first: "A baker with three shops, the mayor ..."; 0 where nothing is."""
    if words[first].lower not in ("a", "an"):
        return 0
    commas = [at for at in range(first, verb) if words[at].text == ","]
    if len(commas) != 1 or commas[0] + 1 >= verb:
        return 0
    behind = words[commas[0] + 1]
    plain = not any(word.tag == "CC" or word.finite for word in words[commas[0] : verb])
    goes_on = first > 0 and words[first - 1].text == ","  # "In a survey by Halm and Maas, a company of Norby, rust was found"
    return commas[0] + 1 if plain and (goes_on or behind.lower == "the" or behind.tag in ("NNP", "PRP") or commas[0] + 2 == verb) else 0


def antecedent(words: Sequence[Word], clause: Clause) -> list[Word]:
    """The noun that a relative clause is about, with what belongs to it: "the trial of Jon Maas" before ", which began"."""
    end = clause.opener
    while end > 0 and words[end - 1].text == ",":
        end -= 1
    if end > 1 and words[end - 1].tag == "CD" and words[end - 2].text == ",":
        end -= 2  # "Ada Brandt, 61, who ..."
    at = end
    while at > 0:
        word = words[at - 1]
        if word.tag.startswith(("NN", "JJ", "CD", "DT", "PRP$", "POS")) and word.lower not in ("that",):
            at -= 1
            if word.tag in ("DT", "PRP$") and not (at > 1 and words[at - 1].lower == "of"):
                break
        elif word.lower == "of" and at > 1 and words[at - 2].tag.startswith(("NN", "CD")):
            at -= 1
        else:
            break
    of = next((i for i in range(end - 1, at, -1) if words[i].lower == "of"), 0)
    are_several = clause.verb >= 0 and words[clause.verb].lower in ("are", "were", "have") and words[end - 1].tag == "NNS"
    if of and are_several and not any(word.tag in ("NNS", "CD") for word in words[at:of]):
        at = of + 1  # "the sight of sailors who were"
    return list(words[at:end])
