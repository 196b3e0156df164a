"""The countries, peoples, cities and parts of the world: a name in, what it is the name of out.

The data is that of PyWorldAtlas (GeoNames, UN M49, the World Factbook's nationalities) and of Babel (the countries in other
languages); what news says beside it stands in names.txt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from pyworldatlas import Atlas, Country

from timeline.wordlists import phrases

LARGE = 200_000  # inhabitants; smaller places share their names with too many people
OWN_NAME = 1_000_000  # a city of so many is meant by its name wherever that stands
_FILE = "names.txt"


def country(name: str) -> str:
    """The common English name of a country that goes by this one ("U.S.", "Burma"); empty for anything else."""
    return _countries().get(_plain(name), "")


def country_of(people: str) -> str:
    """The country of a people's name: "Russian", "North Koreans"; empty where it is none, "-" where it tells no single country."""
    return _peoples().get(people.replace("’", "'"), "")


def is_capital(name: str) -> bool:
    """Whether a name is that of a country's capital, which news also calls its government."""
    return name in _cities() and _cities()[name] < 0


def is_large_city(name: str) -> bool:
    """Whether a name is that of a capital or a city of a million."""
    return is_capital(name) or _cities().get(name, 0) >= OWN_NAME


def is_city(name: str) -> bool:
    """Whether a name is that of a city; many are people's names as well."""
    return name in _cities()


def region(name: str) -> str:
    """The full name of a state of America or a part of the world ("Ala." is Alabama); empty for anything else."""
    return _regions().get(name, "")


def countries_in(language: str) -> Mapping[str, str]:
    """The names of the countries in another language, each with the common English one; empty for an unknown language."""
    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    codes = _by_code()
    return {re.sub(r"\s*[(–-].*$| SAR.*$", "", name): codes[code] for code, name in names.items() if code in codes}


def pairs(section: str) -> Iterator[tuple[str, str]]:
    """The lines of a section of names.txt that say what is what: "UN = United Nations"."""
    for line in phrases(section, _FILE):
        name, _, meant = line.partition(" = ")
        yield name, meant


def _plain(name: str) -> str:
    """A country's name as it is looked up: without the stops of "U.S." and without accents."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode()
    return re.sub(r"^[Tt]he ", "", re.sub(r"(?<=\b[A-Z])\.", "", letters))


@lru_cache(maxsize=1)
def _atlas() -> tuple[Country, ...]:
    with Atlas() as atlas:
        return tuple(atlas.countries())


@lru_cache(maxsize=1)
def _by_code() -> dict[str, str]:
    return {one.alpha2: re.sub(r"^The ", "", one.name.strip()) for one in _atlas()} | {"XK": "Kosovo"}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    named: dict[str, str] = {}
    for one in _atlas():
        common = _by_code()[one.alpha2]
        names = (common, one.official_name, one.formal_name, *one.aliases, *(name.text for name in one.names))
        named |= {_plain(name): common for name in names if name and len(name) > 1}
    named |= {_plain(name): common for name, common in countries_in("en").items() if _plain(name) not in named}
    return named | {_plain(name): meant for name, meant in pairs("countries by other names")}


@lru_cache(maxsize=1)
def _peoples() -> dict[str, str]:
    """Adjectives and nouns, in the singular and the plural."""
    named: dict[str, str] = {}
    for one in _atlas():
        for demonym in one.demonyms:
            for told in (demonym.adjective, demonym.noun):
                for word in re.split(r"[,;/]| or ", re.sub(r"\((?!s\))[^)]*\)?", "", (told or "").split(" note")[0])):
                    name = word.replace("(s)", "").strip()
                    if re.fullmatch(r"[A-Z][\w' -]{2,}", name) and not country(name):
                        # The common adjective of two countries tells neither; an island's people may share a large one's.
                        named[name] = named.get(name) or _by_code()[one.alpha2]
    # "the Chinese" are not Hong Kong's: of two countries that share a people's name the one with more people has it.
    for one in sorted(_atlas(), key=lambda one: one.population or 0):
        for demonym in one.demonyms:
            if demonym.adjective in named:
                named[demonym.adjective] = _by_code()[one.alpha2]
    named |= dict(pairs("peoples"))
    for place in (*_regions().values(), *(city for city in _cities() if is_large_city(city))):
        stem = place.rstrip("aeio")
        for ending in ("an", "ian", "er", "ite"):  # "Texan", "Californian", "Londoner": the people of no country
            named.setdefault(f"{stem}{ending}", "-")
    return named | {f"{name}s": meant for name, meant in named.items() if not name.endswith(("s", "sh", "ese", "ch"))}


@lru_cache(maxsize=1)
def _cities() -> dict[str, int]:
    """By name the number of people, below zero for a capital."""
    cities: dict[str, int] = {}
    for one in _atlas():
        for city in one.major_cities:
            people = city.population or 0
            if people >= LARGE and len(city.name) > 3:
                for name in {city.name, re.sub(r" City$", "", city.name), _plain(city.name)}:
                    cities[name] = max(people, cities.get(name, 0))
    capitals = (city.name for one in _atlas() for city in one.capitals)
    return cities | {name: -1 for capital in capitals for name in (capital, _plain(capital)) if not country(name)}


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    named = {name: name for name in phrases("regions", _FILE)}
    for state, short in pairs("states of America"):
        named |= {state: state, **dict.fromkeys(re.findall(r"(?:W\. )?\S+", short), state)}
    return named
