"""Who bears a name: the part of a person's name that stands for it, and which full names are one person's."""

from __future__ import annotations

from collections.abc import Iterable


def surname(name: str) -> str:
    """The part of a person's name that stands for it: the last word, but for "Jr"."""
    words = name.split()
    return words[-2] if words[-1].rstrip(".") in ("Jr", "Sr", "II", "III", "IV") and len(words) > 2 else words[-1]


def same_person(forms: Iterable[str]) -> list[list[str]]:
    """The forms of one surname by who bears it: "Ida Halm", "Ida B. Halm" and "I. Halm" are one, "Ida C. Halm" is another."""
    groups: list[list[str]] = []
    for form in sorted(forms, key=lambda form: (len(form.split()[0].rstrip(".")) == 1, form)):
        for group in groups:
            if all(_can_be_one(form, other) for other in group):
                group.append(form)
                break
        else:
            groups.append([form])
    return groups


def _can_be_one(form: str, other: str) -> bool:
    """Whether two names with one surname can be one person's: first names and initials that both have agree."""
    (first, *more), (second, *others) = form.split()[:-1], other.split()[:-1]
    same = first.rstrip(".") == second.rstrip(".") or (min(len(first.rstrip(".")), len(second.rstrip("."))) == 1 and first[0] == second[0])
    return same and all(one[0] == two[0] for one, two in zip(more, others, strict=False))
