"""A name is the same across articles where the collection leaves no doubt."""

from __future__ import annotations

from timeline.join_names import join_names
from timeline.model import Kind, Passage, Report

P, O, X = Kind.PERSON, Kind.ORGANISATION, Kind.OTHER  # noqa: E741


def _told(*names: tuple[str, Kind]) -> Report:
    return Report("a.txt", "T", None, None, (), "", (Passage(0, 1, "x"),), actors=tuple(name for name, _ in names), kinds=names)


def _joined(*reports: Report) -> list[tuple[str, ...]]:
    return [told.actors for told in join_names(reports)[0]]


def test_surname_of_one_person_is_that_person() -> None:
    assert _joined(_told(("Ida Halm", P)), _told(("Halm", X))) == [("Ida Halm",), ("Ida Halm",)]


def test_surname_that_two_people_bear_stays_as_it_is() -> None:
    assert _joined(_told(("Ida Halm", P)), _told(("Petra Halm", P)), _told(("Halm", X)))[2] == ("Halm",)


def test_surname_is_no_person_where_it_is_the_name_of_something_else() -> None:
    assert _joined(_told(("Ida Norby", P)), _told(("Norby", Kind.PLACE)))[1] == ("Norby",)


def test_person_with_and_without_an_initial_is_one() -> None:
    assert _joined(_told(("Ida B. Halm", P)), _told(("Ida Halm", P)), _told(("Ida Halm", P)))[0] == ("Ida Halm",)


def test_people_with_other_initials_are_not_one() -> None:
    assert _joined(_told(("Ole B. Brandt", P)), _told(("Ole C.D. Brandt", P))) == [("Ole B. Brandt",), ("Ole C.D. Brandt",)]


def test_spellings_of_a_name_are_one() -> None:
    assert _joined(_told(("Zoë Halm", P)), _told(("Zoë Halm", P)), _told(("Zoe Halm", P)))[2] == ("Zoë Halm",)


def test_short_form_is_the_only_organisation_with_these_initials() -> None:
    fund = ("World Harvest Fund", O)
    assert _joined(_told(fund), _told(("WHF", O)))[1] == ("World Harvest Fund",)
    assert _joined(_told(fund), _told(("Western Health Foundation", O)), _told(("WHF", O)))[2] == ("WHF",)


def test_two_names_of_one_report_that_are_one_are_told_once() -> None:
    assert _joined(_told(("Ida Halm", P), ("Halm", X))) == [("Ida Halm",)]


def test_kind_is_what_most_articles_show() -> None:
    kinds = join_names([_told(("Kestrel", X)), _told(("Kestrel", O)), _told(("Kestrel", O)), _told(("Kestrel", P))])[1]
    assert kinds == {"Kestrel": O}
