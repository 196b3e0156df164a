"""Know a name again across articles: `Report`s in, the same with each name in one form, and what each is the name of, out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from timeline.model import Kind, Report
from timeline.surnames import same_person, surname

SHORTEST = 3  # letters: "WHF" tells which body it is short for, two letters do not
KNOWN = 20  # times as often as all others of a surname somebody must be named to be meant by it alone


def join_names(reports: Sequence[Report]) -> tuple[list[Report], dict[str, Kind]]:
    """The reports with a name's forms made one where the collection leaves no doubt, and the kind of every actor and place."""
    kinds = _kinds(reports)
    counts = Counter(name for told in reports for name in (*told.actors, *told.places))
    one = _spelled_alike(counts)
    named = {name for name in counts if one.get(name, name) == name}
    one |= _people({name for name in named if kinds[name] is Kind.PERSON}, counts, kinds)
    one |= _short_forms({name for name in named if kinds[name] is Kind.ORGANISATION})
    final = {name: one.get(one.get(name, name), one.get(name, name)) for name in counts}
    joined = [
        told
        if all(final[name] == name for name in (*told.actors, *told.places))
        else replace(told, actors=_renamed(told.actors, final), places=_renamed(told.places, final))
        for told in reports
    ]
    return joined, {name: kinds[name] for name in sorted(set(final.values()))}


def _renamed(names: Iterable[str], final: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(final[name] for name in names))


def _kinds(reports: Sequence[Report]) -> dict[str, Kind]:
    """What most articles show each name to be the name of."""
    votes: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    for told in reports:
        for name, kind in told.kinds:
            votes[name][kind] += 1
        for name in (*told.actors, *told.places):
            votes[name][Kind.OTHER] += 0
    placed = Counter(name for told in reports for name in told.places)
    order = list(Kind)
    kinds = {}
    for name, said in votes.items():
        unsure = said.pop(Kind.OTHER)
        if 2 * placed[name] > unsure:
            said[Kind.PLACE] += unsure
        kinds[name] = max(order, key=said.__getitem__) if any(said.values()) else Kind.OTHER
    return kinds


def _spelled_alike(counts: Mapping[str, int]) -> dict[str, str]:
    """The commonest spelling of names that differ in accents, capitals or stops alone: "Erdoğan", "Erdogan"."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(counts):
        letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
        forms[re.sub(r"[\u0300-\u036f.]", "", letters).casefold()].append(name)
    best = {key: max(same, key=lambda name: (counts[name], name)) for key, same in forms.items()}
    return {name: best[key] for key, same in forms.items() for name in same if name != best[key]}


def _people(people: Iterable[str], counts: Mapping[str, int], kinds: Mapping[str, Kind]) -> dict[str, str]:
    """The full names of people that are told by less: a surname that one person bears alone, a name without its initial."""
    by_surname: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in sorted(people):
        if " " in name:
            by_surname[surname(name)][name] = counts[name]
    one: dict[str, str] = {}
    for last, forms in by_surname.items():
        groups = same_person(forms)
        best = [max(group, key=lambda name: (len(name.split()[0]) > 2, forms[name], name)) for group in groups]
        one |= {name: name_in_full for group, name_in_full in zip(groups, best, strict=True) for name in group if name != name_in_full}
        borne = sorted((sum(forms[name] for name in group), name_in_full) for group, name_in_full in zip(groups, best, strict=True))
        others = sum(count for count, _ in borne[:-1])
        if kinds.get(last) in (Kind.PERSON, Kind.OTHER) and borne[-1][0] >= KNOWN * others:
            one[last] = borne[-1][1]
    return one


def _short_forms(bodies: Iterable[str]) -> dict[str, str]:
    """Short forms that are the initials of one organisation alone: "WHF" is the World Harvest Fund."""
    spelled: defaultdict[str, list[str]] = defaultdict(list)
    bodies = sorted(bodies)
    for name in bodies:
        if " " in name:
            spelled["".join(word[0] for word in name.split() if word[0].isupper())].append(name)
    short = {name: name.replace(".", "") for name in bodies if " " not in name}
    return {name: spelled[letters][0] for name, letters in short.items() if len(letters) >= SHORTEST and len(spelled[letters]) == 1}
