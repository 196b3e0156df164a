"""Who and where: the people, organisations, countries and places that a text names, each as its article names it in full."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache

from timeline.content import content_words
from timeline.gazetteer import country, country_of, is_capital, is_city, is_large_city, pairs, region
from timeline.grammar import finite_verbs, tokens
from timeline.model import Article, Kind, Span
from timeline.name_runs import COMPANIES, ORGANISATIONS, PLACES, Run, Word, is_headline, runs, short_forms
from timeline.names_abroad import is_abroad, names_abroad
from timeline.noun import Noun
from timeline.surnames import same_person, surname
from timeline.wordlists import one_of, phrases, word_list

__all__ = ["actors_and_places", "content_words", "is_organisation", "is_person"]

_FILE = "names.txt"
_OFFICES = word_list("offices", _FILE)
_ROYAL = frozenset(("king", "queen", "prince", "princess", "pope", "sheikh", "sultan", "emir"))
_THINGS = word_list("names of things", _FILE)
_THINGS_FIRST = word_list("things that begin so", _FILE)
_PLACES_FIRST = word_list("places that begin so", _FILE)
_DIRECTIONS = word_list("directions", _FILE)
_ONE_WORD = word_list("organisations by one word", _FILE)
_IN_FULL = dict(pairs("organisations in full"))
_NEAR = 60  # characters before a name that can tell what it is
_BEFORE_PLACE = re.compile(
    rf"\b(?:{one_of('before a place', _FILE)})\s+(?:the\s+)?(?:(?:nearby|neighbou?ring|central|downtown|\w+ern)\s+)?$",
    re.IGNORECASE,
)
_GOES_TO = re.compile(r"\b(?:from|to|into|via|through|towards?)\s+(?:the\s+)?$", re.IGNORECASE)
_LIST = re.compile(r",?\s*(?:and|or)?\s*")
_ACTS_FOR = re.compile(rf"\s+(?:and\s+[A-Z]\w+\s+)?(?:[a-z-]+\s+){{0,2}}?(?:{'|'.join(phrases('acts for a country', _FILE))})\b")
_AGE = re.compile(r",\s(?:aged\s)?\d\d,")


class Name(Span, frozen=True):
    """A name where it stands in a text, with the form that its article gives in full."""

    text: str
    kind: Kind
    acts: bool = False  # whether a country is told by those who act for it: "the Japanese government"


class Cast(Noun, frozen=True):
    """Whom an article names: by surname and by short form in full, and which words tell no name."""

    full: Mapping[str, str]  # "Halm" is "Ida Halm"
    in_full: Mapping[str, str]  # "WFP" is "World Food Programme"
    people: frozenset[str]
    amid: frozenset[str]  # capitalised inside a sentence
    small: frozenset[str]  # without a capital


def actors_and_places(text: str, article: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names in a text, each once, in order: those who act or are acted on, and those where it happens."""
    actors: dict[str, None] = {}
    places: dict[str, None] = {}
    if is_abroad(article.language):
        for told, _, is_there in names_abroad(text, article.language):
            (places if is_there else actors)[told] = None
        return tuple(actors), tuple(places)
    verbs = {token.start for token in _finite(text)}
    before: Name | None = None
    there = False
    for name in names(text, article):
        listed = before is not None and there and _LIST.fullmatch(text[before.end : name.start]) is not None
        there = not name.acts and (_is_there(text, name) or (listed and _can_be_there(name)))
        before = name
        if name.kind is Kind.PLACE:
            there = there or not (_acts(text, name, verbs) and (is_capital(name.text) or region(name.text) != ""))
        (places if there else actors)[name.text] = None
    return tuple(actors), tuple(places)


def _finite(text: str) -> Iterator[Word]:
    words = tokens(text)
    return (Word(words[at].start, words[at].end, words[at].text) for at in finite_verbs(words))


def _acts(text: str, name: Name, verbs: Iterable[int]) -> bool:
    """Whether a verb of doing stands right behind a name: "Seoul said", but not "Seoul was shaken"."""
    behind = re.match(r"\s+(?:also\s+|has\s+|had\s+)?([a-z]+)", text[name.end :])
    return (
        behind is not None
        and name.end + behind.start(1) in verbs
        and behind[1] not in ("is", "was", "has", "had", "will", "would", "could")
    )


def _can_be_there(name: Name) -> bool:
    return name.kind in (Kind.PLACE, Kind.COUNTRY) or (name.kind is Kind.OTHER and len(name.text.split()) <= 2)


def _is_there(text: str, name: Name) -> bool:
    """Whether the words before a name make it the place of what is told."""
    before = text[max(0, name.start - _NEAR) : name.start]
    if not _can_be_there(name) or not _BEFORE_PLACE.search(before):
        return False
    if name.kind is Kind.OTHER and text[name.end : name.end + 2] in ("’s", "'s"):
        return False  # "at Ida Halm's studio"
    return name.kind is not Kind.OTHER or is_city(name.text) or not _GOES_TO.search(before)


def kinds_of(shown: Iterable[str], text: str, article: Article) -> tuple[tuple[str, Kind], ...]:
    """What each of the names shown from a text is the name of, as far as the article tells."""
    if is_abroad(article.language):
        told = {name: kind for name, kind, _ in names_abroad(text, article.language)}
    else:
        told = {name.text: name.kind for name in names(text, article)}
    return tuple((name, told.get(name, Kind.OTHER)) for name in shown)


def is_organisation(name: str) -> bool:
    """Whether a name says that it is an organisation's: "Treasury Department", "UN"."""
    return any(word.lower() in ORGANISATIONS or (word.isupper() and len(word) > 1) for word in name.split())


def is_person(name: str, article: Article) -> bool:
    """Whether a name is a person's: the article calls it by an office, tells its age, or goes on with the surname alone."""
    return name in cast(article).people


def names(text: str, article: Article) -> list[Name]:
    """The names in a text of an article, in order."""
    known = cast(article)
    if is_headline(text):
        return _known_in(text, known)
    found: list[Name] = []
    for run in runs(text):
        for name in _parts(run.words, run.opens, text):
            if told := _told(name, run, known):
                found.append(told)
    return found


def _known_in(text: str, known: Cast) -> list[Name]:
    """The names in a title, whose capitals tell nothing: only those that the story has."""
    found = []
    for run in runs(text):
        at = 0
        while at < len(run.words):
            for end in range(len(run.words), at, -1):
                words = run.words[at:end]
                name = " ".join(word.text for word in words)
                if name in known.people or name in known.full or name in known.amid or country(name):
                    if told := next((t for n in _parts(words, False, text) if (t := _told(n, Run(words), known))), None):
                        found.append(told)
                    at = end - 1
                    break
            at += 1
    return found


def _parts(words: Sequence[Word], opens: bool, text: str) -> Iterator[Name]:
    """The names in a run of capitalised words, with what the words themselves tell of their kind."""
    words = _without_links(words)
    if not words:
        return
    whole = " ".join(word.text for word in words)
    if whole.replace(".", "").lower() in _THINGS:
        return
    if country(whole):
        yield _named(words, Kind.COUNTRY, country(whole))
        return
    if text.startswith(".", words[-1].end) and region(f"{whole}.") and text[max(0, words[0].start - 2) : words[0].start] in (", ", " ("):
        yield _named(words, Kind.PLACE, region(f"{whole}."))
        return
    if region(whole) or (len(words) > 1 and is_city(whole)) or is_large_city(whole):
        yield _named(words, Kind.PLACE, region(whole) or whole)
        return
    count = next((n for n in (2, 1) if n <= len(words) and country_of(" ".join(word.text for word in words[:n]))), 0)
    people = country_of(" ".join(word.text for word in words[:count]))
    if count == len(words):
        if people != "-" and _ACTS_FOR.match(text, words[-1].end):
            yield Name(words[0].start, words[-1].end, people, Kind.COUNTRY, acts=True)
        return
    body = max((at for at, word in enumerate(words) if word.lower in ORGANISATIONS), default=-1)
    # What a body is for belongs to its name: "Ministry of Defence".
    if body >= 0:
        body = max([body, *(at + 1 for at, word in enumerate(words) if word.text[0].islower())])
    office = next((at for at in range(len(words) - 1, body, -1) if _is_office(words[at])), -1)
    if body >= 0:
        yield from _body(words, body, office, text)
    elif words[-1].lower in _THINGS or words[0].lower in _THINGS_FIRST:
        return
    elif len(words) > 1 and not count and _is_place(words, office):
        yield _named(words, Kind.PLACE)
    elif len(words) > 1 and country_of(words[-1].text):
        yield from _parts(words[:-1], opens, text)  # "Desperate Haitians"
    elif count:
        acts = _is_office(words[count])
        if acts and people != "-":
            yield Name(words[0].start, words[count - 1].end, people, Kind.COUNTRY, acts=True)
        yield from _parts(words[count:], False, text)
    elif office >= 0:
        yield from _office(words, office, text)
    else:
        yield from _plain(words, text)


def _is_place(words: Sequence[Word], office: int) -> bool:
    """Whether words name a piece of land or water: "Norby River", "Lake Tarn", "Southern California"."""
    if words[-1].lower in PLACES or (words[0].lower in _PLACES_FIRST and office < 0):
        return True
    return words[0].lower in _DIRECTIONS and _is_on_the_map(" ".join(word.text for word in words[1:]))


def _is_office(word: Word) -> bool:
    return word.lower in _OFFICES or word.lower.removesuffix("s") in _OFFICES


def _is_on_the_map(name: str) -> bool:
    return bool(country(name) or region(name)) or is_city(name)


def _body(words: Sequence[Word], body: int, office: int, text: str) -> Iterator[Name]:
    """An organisation, and behind it, called by an office, a person: "Treasury Secretary Ida Halm"."""
    rest = words[body + 1 :]
    first = next((at for at in range(body + 1, len(words)) if _is_office(words[at])), len(words))
    end = first if office > body or (rest and rest[0].is_short_form) else len(words)
    head = list(words[:end])
    while len(head) > 1 and head[-1].lower in COMPANIES:
        head.pop()
    # What a person is called by stands behind the person as well: "Ida Halm Treasury" is no name.
    lone = len(head) == 1 and head[0].lower in ORGANISATIONS and head[0].lower not in _ONE_WORD
    if not lone and len([word for word in head if word.text[0].isupper()]) <= 7:
        yield _named(head, Kind.ORGANISATION)
    if office > body and office + 1 < len(words):
        yield from _person(words[office + 1 :])


def _office(words: Sequence[Word], office: int, text: str) -> Iterator[Name]:
    """Whoever is called by an office, and before it those whose office it is: "U.S. President", "NNA Chief"."""
    first = next(at for at, word in enumerate(words) if _is_office(word))
    before = words[:first]
    if before:
        whole = " ".join(word.text for word in before)
        if country(whole):
            yield Name(before[0].start, before[-1].end, country(whole), Kind.COUNTRY, acts=True)
        elif before[-1].is_short_form:
            yield _named(before[-1:], Kind.ORGANISATION)
        elif office == len(words) - 1 and first == office and len(before) > 1:
            yield _named(before, Kind.OTHER)
    after = words[office + 1 :]
    if after and words[office].lower in _ROYAL and len(after) == 1:
        after = words[office:]
    if after:
        yield from _person(after)


def _person(words: Sequence[Word]) -> Iterator[Name]:
    if len(words) <= 4 and any(len(word.text.rstrip(".")) > 1 for word in words):
        yield _named(words, Kind.PERSON)


def _plain(words: Sequence[Word], text: str) -> Iterator[Name]:
    """Names without a word that tells their kind; short forms stand for themselves."""
    short = next((at for at, word in enumerate(words) if word.is_short_form), -1)
    if short >= 0 and len(words) > 1:
        for piece in (words[:short], words[short : short + 1], words[short + 1 :]):
            yield from _parts(piece, False, text)
    elif short == 0:
        yield _named(words, Kind.ORGANISATION)
    elif len(words) <= 4 and any(len(word.text.rstrip(".")) > 1 for word in words):
        yield _named(words, Kind.PERSON if _AGE.match(text, words[-1].end) else Kind.OTHER)


def _without_links(words: Sequence[Word]) -> Sequence[Word]:
    """The words without small ones at their ends."""
    start, end = 0, len(words)
    while start < end and words[start].text[0].islower():
        start += 1
    while end > start and words[end - 1].text[0].islower():
        end -= 1
    return words[start:end]


def _named(words: Sequence[Word], kind: Kind, text: str = "") -> Name:
    return Name(words[0].start, words[-1].end, text or " ".join(word.text for word in words), kind)


def _told(name: Name, run: Run, known: Cast) -> Name | None:
    """A name as its article tells it in full, or None for capitals that are no name."""
    text, kind = name.text, name.kind
    text = known.in_full.get(text.replace(".", "")) or _IN_FULL.get(text.replace(".", "")) or known.full.get(text) or text
    if text != name.text:
        kind = Kind.PERSON if text in known.people else kind if kind is not Kind.OTHER else Kind.OTHER
    if kind in (Kind.COUNTRY, Kind.PLACE) or (kind is Kind.ORGANISATION and " " in text):
        return Name(name.start, name.end, text, kind, name.acts)
    words = text.split()
    if words[-1].lower() in _THINGS:
        return None
    opens = run.opens and name.start == run.words[0].start
    if text == name.text and kind is Kind.OTHER:
        if len(words) > 1 and opens and words[0] not in known.amid and words[0].lower() in known.small:
            words = words[1:]
            text = known.full.get(" ".join(words), " ".join(words))
            opens = False
        if all(word.lower() in known.small for word in words) or (len(words) == 1 and opens and text not in known.amid):
            return None
        if len(words) == 1 and (len(text) < 3 or text.lower().rstrip(".") in _OFFICES | ORGANISATIONS | PLACES | _THINGS):
            return None
    if text in known.people:
        kind = Kind.PERSON
    return Name(name.start, name.end, text, kind, name.acts)


def cast(article: Article) -> Cast:
    """Whom an article names, and how."""
    return _cast(article.text, article.title, tuple((sentence.start, sentence.end) for sentence in article.story))


@lru_cache(maxsize=64)
def _cast(text: str, title: str, story: tuple[tuple[int, int], ...]) -> Cast:
    sentences = [text[start:end] for start, end in story] or [text]
    sentences = [sentence for sentence in sentences if not is_headline(sentence)]
    seen: list[Name] = []
    with_article: set[str] = set()  # "the Kestrel": hardly a person
    amid: set[str] = set()
    for sentence in sentences:
        for run in runs(sentence):
            amid.update(word.text for word in run.words[run.opens :])
            if not run.opens or len(run.words) > 1:
                amid.add(run.text)
            for name in _parts(run.words, run.opens, sentence):
                seen.append(name)
                if re.search(r"\b[Tt]he\s+$", sentence[max(0, name.start - 6) : name.start]):
                    with_article |= {name.text, surname(name.text)}
    small = frozenset(word for sentence in sentences for word in re.findall(r"(?<![\w’'-])[^\W\d_A-Z][\w’'-]*", sentence))
    full, people = _full_names(seen, with_article)
    in_full = {short: name for sentence in sentences for short, name in short_forms(sentence)}
    return Cast(full, in_full, people, frozenset(amid), small)


def _full_names(seen: Sequence[Name], with_article: Set[str]) -> tuple[dict[str, str], frozenset[str]]:
    """Each surname with the one full name that bears it, and the full names that are people's."""
    by_last: defaultdict[str, Counter[str]] = defaultdict(Counter)
    called: set[str] = set()
    alone = {name.text for name in seen if " " not in name.text}
    for name in seen:
        if name.kind in (Kind.OTHER, Kind.PERSON) and 2 <= len(name.text.split()) <= 4:
            by_last[surname(name.text)][name.text] += 1
        if name.kind is Kind.PERSON:
            called.add(name.text)
    full = {first: name for first, name in _by_first_word(seen, alone).items() if first not in by_last}
    people: set[str] = set(called)
    for last, forms in by_last.items():
        groups = same_person(forms)
        for group in groups:
            longest = max(group, key=lambda form: (len(form.split()) <= 3, len(form), form))
            full |= {form: longest for form in group if form != longest}
            weak = last in alone and group[0].split()[0] not in alone and not _is_on_the_map(last) and not with_article & {*group, last}
            if weak or called & {*group, last}:
                people.add(longest)
        if len(groups) == 1 and last not in full and not country(last) and not region(last):
            full[last] = full.get(groups[0][0], groups[0][0])
    return full, frozenset(full.get(name, name) for name in people)


def _by_first_word(seen: Iterable[Name], alone: Iterable[str]) -> dict[str, str]:
    """Names that stand alone as the one longer name that begins so: "Kestrel" is "Kestrel Energy"."""
    longer: defaultdict[str, set[str]] = defaultdict(set)
    for name in seen:
        first, *rest = name.text.split()
        is_body = any(word.lower() in ORGANISATIONS for word in rest) and name.kind is Kind.ORGANISATION
        if rest and len(rest) < 3 and not is_body and name.kind is not Kind.PLACE and not name.acts:
            longer[first].add(name.text)
    return {
        first: full.pop()
        for first, full in longer.items()
        if len(full) == 1
        and first in alone
        and len(first) > 3
        and not (country(first) or region(first) or is_city(first) or country_of(first))
    }
