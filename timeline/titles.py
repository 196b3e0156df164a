"""Make a headline of a sentence: the clause that a time belongs to, in the article's own words, at most 100 characters.

A title is made by taking away only: the time, what stands before the clause, who reports it, what hangs behind it. Many tellings
are made so, and the one that is worst for no reader is taken. The one thing put in is the subject that a clause shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.antecedents import COMPANY, NOBODY, OWNER, Antecedents, inside, means_nothing, object_inside
from timeline.clauses import strip_leading
from timeline.model import Span
from timeline.parse import Clause, Kind, Parsed, clauses
from timeline.run_on import second_sentence
from timeline.shorten import Telling, shorter, told_by
from timeline.tag import BE, Word, words
from timeline.trim import trimmed
from timeline.undate import left_out
from timeline.weigh import AT_ONCE, DANGLING, PRONOUN, faults
from timeline.wordlists import word_list

LONGEST = 100
SHORTEST = 15

_REPORTING = word_list("reporting") - {"according", "reporting"}
_UNTRUE = word_list("what they lead to is not so")
_BELIEVED = word_list("what they lead to is only believed")
_NEEDED = ("than", "if", "unless", "until", "whether", "or", "nor", "between")  # without what follows, another thing is told
_BEFORE_A_CLAUSE = word_list("opens a clause")
_SAY = "|".join(sorted(_REPORTING))
# ..., Patel said. / ..., according to a ministry statement. / ..., Yonhap reported.
_ATTRIBUTION_BEHIND = re.compile(
    rf"(?:,[\"”’']?|[\"”]|\s(?:--|–|—))\s+"
    rf"(?:(?:the |a |an )?[\w.’' -]{{2,70}}\s(?:{_SAY})\b[^,]*|(?:{_SAY})\s[^,]{{2,70}}|according to [^,]*)"
    r"(?:,\s*(?:citing|adding|noting|saying)\b.*)?[.\s\"”]*$",
    re.IGNORECASE,
)


def title(sentence: str, times: Sequence[Span], focus: Span | None = None, meant: Antecedents = NOBODY, language: str = "en") -> str:
    """A headline for what a sentence tells at `focus`, one of its `times` (offsets in it); for the whole sentence without one.

    `meant` tells whom its pronouns stand for, so that a title can name them.
    """
    if language not in ("", "en"):
        return trimmed(sentence, times, language, LONGEST)
    if at := second_sentence(sentence):
        start, end = (0, at) if focus and focus.start < at else (at, len(sentence))
        times = [Span(span.start - start, span.end - start) for span in times if start <= span.start < end]
        focus = Span(focus.start - start, focus.end - start) if focus else None
        return title(sentence[start:end].strip(), times, focus, meant)
    parsed = parse(sentence, times)
    place = _place(parsed, focus)
    best, least = "", float("inf")
    longer: tuple[int, ...] = tuple(at for at in range(len(parsed.words)) if at not in parsed.out)
    least_longer = float("inf")
    for base in _bases(parsed, place, len(times)):
        if base.cost >= least:
            continue
        verb = next((at for at in base.places if parsed.words[at].finite and at not in parsed.out), -1)
        for telling in shorter(parsed, base.places, _main_verb(parsed, base, verb)):
            cost = base.cost + telling.cost
            if cost >= least:
                continue
            made = tidy(_named(parsed, telling.places, meant))
            if len(made) > LONGEST:  # a long name may be what is too much
                made = tidy(_render(parsed, telling.places))
            if len(made) > LONGEST and not best and cost < least_longer:
                longer, least_longer = telling.places, cost
            if not SHORTEST <= len(made) <= LONGEST:
                continue
            cost += faults(parsed, telling.places, made, place)
            if cost < least:
                best, least = made, cost
    return best or _cut(tidy(_named(parsed, longer, meant)))


def parse(sentence: str, times: Sequence[Span]) -> Parsed:
    """A sentence taken apart, without the words that open it without telling anything."""
    found = words(sentence)
    skipped = len(sentence) - len(strip_leading(sentence))
    made = tuple(clauses(found))
    out = {at for at, word in enumerate(found) if word.end <= skipped}
    out |= left_out(Parsed(sentence, found, made), times)
    out |= _asides_of_the_writer(found) | _unnamed(found)
    starts = tuple(at for span in times if (at := _at(found, span.start)) >= 0)
    return Parsed(sentence, found, made, frozenset(out), starts)


_WRITER = word_list("words of the writer")


def _asides_of_the_writer(found: Sequence[Word]) -> set[int]:
    """The places of "also" and of ", however,"."""
    out = set()
    for at, word in enumerate(found):
        if word.lower == "also" and not (at and found[at - 1].lower in ("but", "and")) and 0 < at < len(found) - 1:
            out.add(at)
        if word.lower in _WRITER and 0 < at < len(found) - 1 and found[at - 1].text == "," and found[at + 1].text == ",":
            out |= {at - 1, at, at + 1}
    return out


def _unnamed(found: Sequence[Word]) -> set[int]:
    """The places of what a name stands behind that tells more: "Another miller, | Ada Brandt (AB) |, sold"."""
    if not found or found[0].lower not in ("another", "one", "a", "an"):
        return set()
    commas = [at for at, word in enumerate(found) if word.text == ","][:2]
    if len(commas) < 2 or commas[0] > 5 or commas[1] + 1 >= len(found) or not found[commas[1] + 1].finite:
        return set()
    named = [word for word in found[commas[0] + 1 : commas[1]] if word.is_word]
    is_name = bool(named) and all(word.text[0].isupper() for word in named)
    return {*range(commas[0] + 1), commas[1]} if is_name else set()


def _place(parsed: Parsed, focus: Span | None) -> int:
    """The place of the first word of the time that the title is for; -1 without one."""
    return -1 if focus is None else _at(parsed.words, focus.start)


def _at(found: Sequence[Word], offset: int) -> int:
    return next((at for at, word in enumerate(found) if word.end > offset), -1)


def _bases(parsed: Parsed, place: int, times: int) -> Iterator[Telling]:
    """The clauses that may tell what happened at a time, and how far each is from it."""
    whole = tuple(range(_behind_attribution(parsed)))
    if not parsed.clauses:
        yield Telling(whole, 0)
        return
    focus = parsed.holding(place) if place >= 0 else None
    if focus is not None and (intended := _intended(parsed, focus, place)):
        yield Telling(intended, 0)
    glued = _glued(parsed)
    if glued:
        first, second = tuple(at for at in whole if at < glued), tuple(at for at in whole if at >= glued)
        yield Telling(second, 0 if place >= glued or place < 0 else 8)
        yield Telling(first, 0 if 0 <= place < glued else 8)
    main = next((clause for clause in parsed.clauses if clause.kind is Kind.MAIN), parsed.clauses[0])
    yield Telling(whole, 30 if glued else _cost_of_whole(parsed, main, focus, times))
    for clause in parsed.clauses:
        if clause.kind is Kind.LOOSE and (parsed.words[clause.verb].lower in _REPORTING or _lacks_its_subject(parsed, clause)):
            continue
        cost = _distance(parsed, main, clause, focus, times)
        if cost is not None:
            yield Telling(tuple(at for at in told_by(parsed, clause) if at < len(whole)), cost)


def _lacks_its_subject(parsed: Parsed, clause: Clause) -> bool:
    """Whether the nouns before a verb hang on a preposition: "the mill they saw in the lower town | is the oldest"."""
    before = parsed.words[clause.first - 1] if clause.first else None
    return before is not None and before.tag in ("IN", "TO")


def _intended(parsed: Parsed, focus: Clause, place: int) -> tuple[int, ...]:
    """What somebody does one thing at one time to do at another, told by itself: "Halm | to meet Maas"."""
    earlier = [at for at in parsed.times if focus.verb < at < place]
    start = parsed.purpose(max(earlier), place) if earlier else -1
    if start < 0:
        return ()
    who = tuple(at for at in told_by(parsed, focus) if at < focus.verb)
    return (*who, *range(start, focus.end))


def _cost_of_whole(parsed: Parsed, main: Clause, focus: Clause | None, times: int) -> float:
    if _is_said(parsed, main) and focus is not main:
        return 6 if focus is not None else 2
    if focus is not None and focus.kind is Kind.RELATIVE and not focus.is_restriction:
        return 5
    if focus is not None and focus.kind is Kind.THAT and parsed.words[focus.opener - 1].lower in BE:
        return 12  # "The reason is | that the ferry sank"
    return 0 if focus is None or focus is main or times < 2 else 5


def _is_said(parsed: Parsed, main: Clause) -> bool:
    """Whether the sentence's own verb only says who reports."""
    says = parsed.words[main.verb].lower in _REPORTING or any(
        word.lower in _REPORTING for word in parsed.words[main.verb : main.verb + 4] if word.tag.startswith("VB")
    )
    return says and any(clause.kind is Kind.THAT for clause in parsed.clauses)


def _distance(parsed: Parsed, main: Clause, clause: Clause, focus: Clause | None, times: int) -> float | None:
    """What it costs to tell one clause of a sentence alone; None where that would tell something else."""
    opener = parsed.words[clause.opener].lower
    if clause.kind is Kind.UNDER and (opener == "than" or (opener == "as" and "as" in _before(parsed, clause.opener))):
        return None  # "not as quickly as it had"
    doubt = _doubted(parsed, clause) if clause.kind is Kind.THAT else 0
    if doubt is None:
        return None
    if clause is focus:
        if clause.kind is Kind.THAT:
            return doubt
        if clause.kind is Kind.UNDER and opener in AT_ONCE:
            return 8
        return 3 if times < 2 else 0
    if focus is None:
        if clause.kind is Kind.THAT and not _is_said(parsed, main) and parsed.clauses.index(main) == clause.parent:
            return 12
        if clause.kind is Kind.THAT and _is_said(parsed, main) and parsed.clauses.index(main) == clause.parent:
            return 4
        return 12 if clause.kind in (Kind.NEXT, Kind.MAIN) else None
    if clause.kind is Kind.THAT and focus is main and _is_said(parsed, main):
        return 9
    if clause.kind is Kind.NEXT and focus is main and parsed.words[main.verb].lower in _REPORTING:
        return 9 if parsed.words[clause.opener].text == ":" else None
    if clause.kind is Kind.THAT and focus is main and clause.parent == parsed.clauses.index(main):
        return 12
    # The clause around the one that the time stands in: "rain that began on Wednesday swept away the bridge".
    around = clause.opener <= focus.opener < clause.end and clause is not main
    return 4 if around else None


def _doubted(parsed: Parsed, clause: Clause) -> float | None:
    """What it costs to leave out that something is only believed; None where it is denied, feared or only the matter of a noun."""
    if clause.parent < 0:
        return 0
    around = [word for word in parsed.words[parsed.clauses[clause.parent].verb : clause.opener] if word.is_word]
    if any(word.lower in _UNTRUE or word.lower.endswith("n't") for word in around):
        return None
    named = around and around[-1].tag in ("NN", "NNS") and parsed.words[clause.opener].lower == "that"
    if named and not any(word.lower in ("told", "tells", "tell") for word in around):
        return None  # "showed no evidence that oil was near"
    return 10 if any(word.lower in _BELIEVED for word in around) else 0


def _before(parsed: Parsed, place: int) -> list[str]:
    return [word.lower for word in parsed.words[max(0, place - 3) : place]]


def _main_verb(parsed: Parsed, base: Telling, fallback: int) -> int:
    """The verb of the clause that a telling is made of."""
    main = next((c for c in parsed.clauses if c.kind is Kind.MAIN and c.verb in base.places and base.places[0] < c.verb), None)
    if main is not None and base.places[0] <= next((at for at in range(main.first, main.verb) if at not in parsed.out), main.verb):
        return main.verb
    verbs = {clause.verb: clause for clause in parsed.clauses}
    for at in base.places:
        if at in verbs and at not in parsed.out:
            clause = verbs[at]
            if clause.kind in (Kind.UNDER, Kind.RELATIVE) and base.places[0] <= clause.opener and clause.opener in base.places:
                continue
            return at
    return fallback


def _glued(parsed: Parsed) -> int:
    """Where a second sentence begins that no mark parts from the first: "from their beds | False rumours caused fear"."""
    for clause in parsed.clauses:
        if clause.kind is not Kind.LOOSE or parsed.words[clause.verb].lower in _REPORTING:
            continue
        since = parsed.clauses[clause.parent].verb + 1 if clause.parent >= 0 else 1
        for at in range(max(1, since), clause.verb):
            word, before = parsed.words[at], parsed.words[at - 1]
            ends = before.tag[:2] in ("NN", "RB", "PR", "JJ", "VB") if word.text[1:2].islower() else before.tag in ("NN", "NNS")
            if word.text[0].isupper() and before.text.isalpha() and before.text.islower() and ends:
                return at
    return 0


def _behind_attribution(parsed: Parsed) -> int:
    """Where ", Patel said." begins, or else where the sentence ends."""
    last = parsed.clauses[-1] if parsed.clauses else None
    if last and last.kind is Kind.LOOSE and last.first and parsed.words[last.first - 1].text == ",":
        behind = [word for word in parsed.words[last.verb :] if word.is_word]
        if len(behind) <= 2 and last.verb - last.first < 7:  # ", the agency has learned."
            return last.first - 1
    found = _ATTRIBUTION_BEHIND.search(parsed.text)
    if not found:
        return len(parsed.words)
    at = next((at for at, word in enumerate(parsed.words) if word.start >= found.start()), len(parsed.words))
    tells = any(c.verb < at and c.kind not in (Kind.UNDER, Kind.RELATIVE) for c in parsed.clauses)
    return at if tells else len(parsed.words)


# “We have seen a rise,” Sturgeon told parliament. / ..., said Nicola Sturgeon.
_NAME = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,6}"
_SPEAKER = re.compile(rf"[\"”],?\s+(?:(?P<one>{_NAME})(?:, [^,]{{3,80}},)? (?:{_SAY})\b|(?:{_SAY}) (?P<other>{_NAME})\b)")


def _named(parsed: Parsed, places: Sequence[int], meant: Antecedents) -> str:
    """The words of a telling, with the name of whom its first pronoun, or "the company", stands for."""
    told = _render(parsed, places)
    if not places:
        return told
    at, thing = object_inside(parsed, places)
    if at:
        front, behind = (_render(parsed, [p for p in places if (p < at) == is_front and p != at]) for is_front in (True, False))
        return f"{front} {thing} {behind}"
    if re.match(r"(?:We|we|I|Our|our|My|my)\b", told) and (who := _SPEAKER.search(parsed.text)):
        return f"{who['one'] or who['other']}: {told}"
    first = parsed.words[places[0]]
    main = next((clause for clause in parsed.clauses if clause.kind is Kind.MAIN), None)
    late = main is not None and main.verb < places[0]
    if first.tag == "PRP$" and first.lower in OWNER:
        owner = inside(parsed, places[0], meant.people) if late else meant.of(OWNER[first.lower])
        return owner + ("’" if owner.endswith("s") else "’s") + told[len(first.text) :] if owner else told
    if first.tag == "PRP" and not means_nothing(told):
        name = inside(parsed, places[0], meant.people) if late else meant.of(first.lower)
        return name + told[len(first.text) :] if name else told
    return _COMPANY.sub(lambda found: meant.organisation + " ", told) if meant.organisation else told


_COMPANY = re.compile(rf"^[Tt]he (?:{COMPANY}) (?=[a-z])")


def _render(parsed: Parsed, places: Sequence[int]) -> str:
    """The words as the article writes them, with the space that parts them there."""
    told, last = "", None
    for at in places:
        word = parsed.words[at]
        if last is not None:
            apart = parsed.text[last.end : word.start] if at - 1 >= 0 and parsed.words[at - 1] is last else " "
            told += " " if apart.strip() or (apart and not apart.isspace()) else apart and " "
        told += word.text
        last = word
    return told


def _cut(text: str) -> str:
    """As many whole words as fit: to the end of a phrase that has told something, else to any word, with an ellipsis."""
    if len(text) <= LONGEST:
        return text
    found = words(text)
    for at in range(len(found) - 1, 2, -1):
        if found[at - 1].end <= LONGEST and _ends_well(found, at):
            return tidy(text[: found[at - 1].end])
    head = text[: LONGEST - 1].rsplit(" ", 1)[0]
    while DANGLING.search(head):
        head = head.rsplit(" ", 1)[0]
    return head + "…"


def _ends_well(found: Sequence[Word], at: int) -> bool:
    """Whether a reader would take the words before a place for all there is: something was done to something, and no list is broken."""
    told, word = found[:at], found[at]
    if not told[-1].tag.startswith(("NN", "CD")) or word.lower in _NEEDED or word.tag not in ("IN", "TO", "CC", "VBG", "WDT", "WP", ","):
        return False
    marks = "".join(each.text for each in told)
    if marks.count('"') % 2 or marks.count("“") != marks.count("”") or marks.count("(") != marks.count(")"):
        return False
    if (word.tag == "CC" or word.text == ",") and any(each.text in (",", ";") for each in told[-8:]):
        return False
    made = clauses(told)
    verbs = [clause.verb for clause in made]
    behind = told[max(verbs, default=at) + 1 :]
    waits = len(clauses(found[: at + 1])) != len(made) or any(c.kind is Kind.LOOSE for c in made)
    opens = [each for each in told if each.tag in ("WDT", "WP") or each.lower in _BEFORE_A_CLAUSE]
    return any(each.tag.startswith("NN") for each in behind) and not waits and len(opens) < len(made)


def is_whole(made: str) -> bool:
    """Whether a title tells one thing to its end: it has a verb, none that nothing leads to, and nothing is cut away."""
    found = words(made)
    loose = [c for c in clauses(found) if c.kind is Kind.LOOSE and found[c.first - 1].text != "," and found[c.verb].lower not in _REPORTING]
    return not loose and not made.endswith("…")


def stands_alone(text: str) -> bool:
    """Whether a title names who acts: it opens with no pronoun and no "the company"."""
    return not PRONOUN.match(text)


def tidy(text: str) -> str:
    """Loose marks and spaces off both ends, a capital in front."""
    text = re.sub(r"\s*\(\W*\)", "", text)  # the time alone stood in the brackets
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    text = re.sub(r",\s*,", ",", text)
    text = text.strip(" ,;:.–—-\t")
    for opening, closing in (("“", "”"), ("(", ")"), ("«", "»")):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    text = plain(text).strip(" ,;:.–—-\t")
    text = re.sub(r",? (?:too|as well|though|however)$", "", text)
    text = re.sub(r"[.,]([\"”])$", r"\1", text)
    return text[:1].upper() + text[1:]


def plain(text: str) -> str:
    """A line of Markdown without its marks: "# Ferry *sinks*", "[a ferry](https://example.org)"."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text)
    text = re.sub(r"^\s*(?:#{1,6}|>)\s+", "", text)
    return re.sub(r"(?<!\w)([*_]{1,3})(?=\S)([^*_]+?)\1(?!\w)", r"\2", text)
