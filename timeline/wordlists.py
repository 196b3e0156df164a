"""The lists of words and phrases that lie beside the modules as text: one section of a file in, its words or phrases out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

ENGLISH = "english.txt"


def word_list(section: str, file: str = ENGLISH) -> frozenset[str]:
    """The words of a section, wherever its lines break."""
    return frozenset(word for line in phrases(section, file) for word in line.split())


def one_of(section: str, file: str = ENGLISH) -> str:
    """The phrases of a section as one regular expression, the longest first."""
    return "|".join(sorted(phrases(section, file), key=len, reverse=True))


def phrases(section: str, file: str = ENGLISH) -> tuple[str, ...]:
    """The lines of a section; raises KeyError where the file has none of that name."""
    return _sections(file)[section]


@lru_cache
def _sections(file: str) -> dict[str, tuple[str, ...]]:
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            lines = sections.setdefault(line[1:-1], [])
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return {name: tuple(lines) for name, lines in sections.items()}
