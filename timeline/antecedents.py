"""Tell whom the pronouns of a sentence stand for: an `Article` and the sentences before in, an `Antecedents` out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.model import Article, Kind, Sentence
from timeline.names import cast, names
from timeline.noun import Noun
from timeline.parse import Kind as ClauseKind
from timeline.parse import Parsed, clauses, subject, verb_end
from timeline.run_on import second_sentence
from timeline.tag import BE, Word, words
from timeline.wordlists import word_list

_REPORTING = word_list("reporting")
COMPANY = "|".join(sorted(word_list("companies by no name")))
_ASKS = re.compile(rf"\b(?:he|she|it|they|his|her|its|their|the (?:{COMPANY}))\b", re.IGNORECASE)
_SINGULAR = frozenset(("he", "she"))
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_NAMES_NOTHING = word_list("opens a subject that names nothing")
OWNER = {"his": "he", "her": "she", "its": "it", "their": "they"}
_NEAR = 3  # sentences: a pronoun goes no further back
_LONGEST = 45  # characters of what is put in for a pronoun
# "It is expected that", "It was the council who": nothing is meant.
_EMPTY_IT = re.compile(
    r"[Ii]t (?:is|was|has been|had been|will be|would be|may be|seems?|seemed|appears?|appeared|took|takes|remains)\s(?!\w+ing\b)"
    r"(?:[\w’'-]+ ){0,4}(?:that|to|who|when|if|whether|which)\b"
)


class Antecedents(Noun, frozen=True):
    """The names that pronouns stand for; empty where the text leaves it open."""

    person: str = ""  # for "he" and "she"
    thing: str = ""  # for "it"
    several: str = ""  # for "they"
    organisation: str = ""  # for "the company"
    people: frozenset[str] = frozenset()  # surnames of the people in the article

    def of(self, pronoun: str) -> str:
        """What a pronoun, in small letters, stands for."""
        return {"he": self.person, "she": self.person, "it": self.thing, "they": self.several}.get(pronoun, "")


NOBODY = Antecedents()


def meant_in(article: Article, sentence: Sentence) -> Antecedents:
    """Whom the pronouns that open a sentence stand for: who acts in the sentences just before it."""
    if sentence not in article.story or not _ASKS.search(article.text, sentence.start, sentence.end):
        return NOBODY
    at = article.story.index(sentence)
    texts = [article.text[s.start : s.end] for s in reversed(article.story[max(0, at - _NEAR) : at])]
    person, thing, several = "", "", ""
    for text in texts:
        who = _acting(text)
        first = who.split(" ")[0].lower()
        if first in _SINGULAR or (first == "" and not _people(text, article)):
            continue
        # "Judge Halm said that Maas sank the ferry. He ...": either.
        people = [name for acting in _all_acting(text) for name in _people(acting, article)] or _people(text, article)
        person = people[0] if len(set(people)) == 1 and people[0] in cast(article).people else ""
        break
    for text in texts:
        who = _acting(text)
        if who.lower() == "it":
            continue
        if not _people(who, article):
            thing = who if _is_one(who) and (_is_name(who) or _is_passive(text)) else ""
            several = who if _are_several(who) and (_is_name(who) or _is_passive(text)) else ""
        break
    surnames = frozenset(name.rsplit(" ", 1)[-1] for name in cast(article).people)
    return Antecedents(person, thing, several, _organisation(texts, article), surnames)


def inside(parsed: Parsed, place: int, people: frozenset[str]) -> str:
    """What a pronoun stands for that a clause before it in its own sentence names: "Maas said | he would sail"; else empty."""
    pronoun = OWNER.get(parsed.words[place].lower, parsed.words[place].lower)
    main = next((clause for clause in parsed.clauses if clause.kind is ClauseKind.MAIN), None)
    if main is None or main.verb > place:
        return ""
    timeless = {parsed.words[at].start for at in parsed.out}
    who = _plain([word for word in subject(parsed.words, parsed.clauses, main) if word.start not in timeless], parsed.text)
    named = any(word in people for word in who.split())
    if pronoun in _SINGULAR:
        return who if named else ""
    if pronoun == "it":
        behind = [word.tag for word in parsed.words[place + 1 : place + 3]]
        equates = parsed.words[min(place + 1, len(parsed.words) - 1)].lower in BE and behind[1:] not in (["VBG"], ["VBN"])
        head = _head(who)
        return who if not named and not equates and _is_one(who) and head is not None and head.text[0].isupper() else ""
    return who if pronoun == "they" and _are_several(who) else ""


def object_inside(parsed: Parsed, places: Sequence[int]) -> tuple[int, str]:
    """Where an "it" stands that something is done to, and what the clause around it is about, if that is left out; else empty.

    "A ferry that made news when Maas sold | it".
    """
    for place in places:
        clause = parsed.holding(place)
        if parsed.words[place].lower != "it" or clause is None or clause.kind is not ClauseKind.UNDER or clause.parent < 0:
            continue
        around = parsed.clauses[clause.parent]
        if around.kind is not ClauseKind.RELATIVE or around.verb in places or place < clause.verb:
            return 0, ""
        found = subject(parsed.words, parsed.clauses, around)
        thing = parsed.text[found[0].start : found[-1].end] if found else ""
        head = _head(thing)
        fits = parsed.words[place - 1].tag.startswith("VB") and head is not None and head.tag != "NNS" and len(thing) <= _LONGEST
        return (place, thing) if fits else (0, "")
    return 0, ""


def means_nothing(text: str) -> bool:
    """Whether an "it" stands for nothing: "It is expected that"."""
    return _EMPTY_IT.match(text) is not None


def _organisation(texts: Sequence[str], article: Article) -> str:
    for text in texts:
        who = _acting(text)
        named = [name.text for name in names(who, article) if name.kind is Kind.ORGANISATION]
        named = named or [name.text for name in names(text, article) if name.kind is Kind.ORGANISATION]
        if len(set(named)) == 1:
            return named[0]
        if named:
            return ""
    return ""


def _people(text: str, article: Article) -> list[str]:
    """The people that a text names, and those who may be people: "Jon Maas", of whom nothing else is said."""
    if not text:
        return []
    found = names(text, article)
    return [name.text for name in found if name.kind is Kind.PERSON or (name.kind is Kind.OTHER and " " in name.text)]


def _acting(text: str) -> str:
    """Who acts in a sentence, or who says what it quotes."""
    text = text[second_sentence(text) :]
    found = words(text)
    made = clauses(found)
    said = [c for c in made if c.kind is ClauseKind.LOOSE and found[c.verb].lower in _REPORTING]
    main = said[0] if said else next((c for c in made if c.kind is ClauseKind.MAIN), None)
    return _plain(subject(found, made, main), text) if main else ""


def _all_acting(text: str) -> list[str]:
    found = words(text)
    made = clauses(found)
    return [_plain(subject(found, made, clause), text) for clause in made]


def _is_passive(text: str) -> bool:
    """Whether a sentence tells what is done to its subject, so that no other thing in it is as near at hand."""
    text = text[second_sentence(text) :]
    found = words(text)
    main = next((c for c in clauses(found) if c.kind is ClauseKind.MAIN), None)
    group = found[main.verb : verb_end(found, main)] if main else ()
    return any(word.tag == "VBN" and word.lower not in BE for word in group[1:]) and any(word.lower in BE for word in group)


def _is_name(who: str) -> bool:
    head = _head(who)
    return head is not None and head.text[0].isupper() and not head.text.endswith(("'s", "’s"))


def _plain(who: Sequence[Word], text: str) -> str:
    """A subject without what stands between commas and brackets, and without a mark before it."""
    kept: list[Word] = []
    for word, after in zip(who, [*who[1:], None], strict=False):
        if word.tag == "IN" and after is not None and _WEEKDAY.match(after.text) and kept:
            break
        if word.text in (",", "(", "–", "—", "--", "“", '"') and kept:
            break
        if word.is_word:
            kept.append(word)
    while kept and kept[0].tag in ("CC", "RB"):
        kept = kept[1:]
    return text[kept[0].start : kept[-1].end] if kept else ""


def _head(who: str) -> Word | None:
    """The noun that a subject is about: "sales" in "sales of cars"."""
    head = None
    for word in words(who):
        if word.tag in ("IN", "WP", "WDT", "TO", "VBN", "VBG") and head is not None:
            break
        if word.tag.startswith("NN") or (word.text[0].isupper() and word.tag[:2] not in ("JJ", "RB", "DT", "CD")):
            head = word
    return head


def _is_one(who: str) -> bool:
    head = _head(who)
    return (
        _can_be_named(who)
        and head is not None
        and (head.tag != "NNS" or head.text[0].isupper())
        and not _are_counted(who, head)
        and " and " not in who
    )


def _are_several(who: str) -> bool:
    head = _head(who)
    return _can_be_named(who) and head is not None and (head.tag == "NNS" or " and " in who or _are_counted(who, head))


def _are_counted(who: str, head: Word) -> bool:
    """Whether a number says how many of them there are: "2,000 US Marines"."""
    return head.text.endswith("s") and any(word.tag == "CD" for word in words(who))


def _can_be_named(who: str) -> bool:
    """Whether a subject says which: it opens with "the", a name or a number, and is short."""
    return (
        len(who) <= _LONGEST
        and re.match(r"(?:the|[A-Z0-9])", who) is not None
        and words(who)[0].tag != "IN"
        and who.split(maxsplit=1)[0].lower() not in _NAMES_NOTHING
    )
