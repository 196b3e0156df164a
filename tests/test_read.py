"""Files of every kind go in; each gives an article with its text verbatim, or a problem that says where and what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

import timeline.read
from timeline.model import Article, Problem
from timeline.read import decode, load, read, read_file, split_front_matter

STORY = "The bridge was closed on Thursday.\r\nNobody was hurt.\r\n"


def one(folder: Path, content: str | bytes, name: str = "a.txt") -> tuple[Article | None, list[Problem]]:
    """What is read from a file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_file(path, name)


def test_text_is_kept_as_it_came_line_ends_too(tmp_path: Path) -> None:
    article, problems = one(tmp_path, STORY)
    assert (article.file, article.text, article.first_line, problems) == ("a.txt", STORY, 1, [])


def test_text_begins_right_after_the_line_that_closes_the_front_matter(tmp_path: Path) -> None:
    for line_end in ("\n", "\r\n"):
        head = line_end.join(["---", "date: 2024-05-24", "title: A bridge", "---", ""])
        article, problems = one(tmp_path, head + line_end + STORY)
        assert (article.text, article.title, str(article.stated), problems) == (line_end + STORY, "A bridge", "2024-05-24", [])
        assert article.first_line == 5


@pytest.mark.parametrize(
    "written", ["2024-05-24", '"2024-05-24"', "24 May 2024", "May 24, 2024", "2024-05-24T18:20:00+02:00", "24. Mai 2024", "24 мая 2024"]
)
def test_front_matter_may_give_the_day_as_people_write_it(tmp_path: Path, written: str) -> None:
    article, problems = one(tmp_path, f"---\ndate: {written}\n---\n{STORY}")
    assert (str(article.stated), problems) == ("2024-05-24", [])


@pytest.mark.parametrize("written", ["2024-05", "2024"])
def test_front_matter_that_gives_a_month_or_a_year_is_not_sharpened(tmp_path: Path, written: str) -> None:
    assert str(one(tmp_path, f"---\ndate: {written}\n---\n{STORY}")[0].stated) == written


@pytest.mark.parametrize(
    ("head", "line", "what"),
    [
        ("title: A bridge\ndate: 2024-09-31", 3, "date: "),
        ("title: A bridge\ndate: soon", 3, "'soon' is no date"),
        ("title: A bridge\ndate: 08/11/2023", 3, "may be 2023-11-08 or 2023-08-11"),
        ("date: 2024-05-24\ntitle: Kyiv: a city waits", 3, "not YAML"),
        ("date: [2024", None, "not YAML"),
        ("title: \x07 bell", 1, "not YAML"),
        ("date: 2024-05-24\ntitel: A bridge", 3, "'titel' is not known"),
    ],
)
def test_what_is_wrong_in_front_matter_is_told_with_its_line_and_the_text_is_kept(tmp_path: Path, head: str, line: int, what: str) -> None:
    article, problems = one(tmp_path, f"---\n{head}\n---\n{STORY}")
    assert article.text == STORY
    assert what in problems[0].what
    assert problems[0].fix
    assert line is None or problems[0].line == line


def test_line_of_a_problem_is_right_below_an_empty_line(tmp_path: Path) -> None:
    assert one(tmp_path, f"---\n\ndate: soon\n---\n{STORY}")[1][0].line == 3


def test_front_matter_that_is_never_closed_is_told(tmp_path: Path) -> None:
    article, problems = one(tmp_path, f"---\ndate: 2024-05-24\ntitle: A bridge\n\n{STORY}")
    assert article is not None
    assert [problem.line for problem in problems] == [1]


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("url: 'http://[a'", "url: 'http://[a' is no address and was left out"),
        ("archived: javascript:alert(1)", "archived: 'javascript:alert(1)' is no address and was left out"),
        ("title: {a: b}", "title: is no text and was left out"),
        ("language: German", "language: 'german' is no code of two letters and was left out"),
    ],
)
def test_value_that_is_of_no_use_is_asked_about(tmp_path: Path, head: str, what: str) -> None:
    article, (problem,) = one(tmp_path, f"---\ndate: 2024-05-24\n{head}\n---\n{STORY}")
    assert (article.title, article.language, article.url, article.archived, str(article.stated)) == ("", "", "", "", "2024-05-24")
    assert (problem.line, problem.what, problem.is_error) == (3, what, False)


def test_values_are_one_line_each_of_letters_that_a_file_can_hold(tmp_path: Path) -> None:
    head = 'title: |\n  A bridge\n  opens\nauthor: [Ann Lee, Bo Day]\noutlet: "Ellery \\ud800 Post"\nurl:'
    article, problems = one(tmp_path, f"---\n{head}\n---\n{STORY}")
    assert (article.title, article.author, article.outlet, article.url) == ("A bridge opens", "Ann Lee, Bo Day", "Ellery \ufffd Post", "")
    assert problems == []


def test_lines_of_dashes_around_prose_are_no_front_matter() -> None:
    text = "---\nThe bridge was closed.\n---\nNobody was hurt.\n"
    assert split_front_matter(text) == (None, text)


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_byte_order_marks_tell_the_encoding_and_are_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + STORY.encode(encoding), "a.txt") == (STORY, [])


def test_old_code_page_is_guessed_and_the_guess_is_told() -> None:
    story = "Новый мост через реку открыли во вторник, сообщили в городской администрации. Его строили три года, и никто не пострадал.\n"
    text, (problem,) = decode(b"Bridge\n" + story.encode("windows-1251"), "a.txt")
    assert text == "Bridge\n" + story
    assert (problem.line, problem.is_error) == (2, False)


def test_broken_byte_in_a_long_page_is_shown_and_told_with_its_line() -> None:
    text, (problem,) = decode(b"Rivers\n" + "über die Brücke ".encode() * 20 + b"\xff.", "a.txt")
    assert text == "Rivers\n" + "über die Brücke " * 20 + "\ufffd."
    assert (problem.line, problem.is_error) == (2, True)


def test_broken_byte_is_shown_and_told_with_its_line() -> None:
    text, (problem,) = decode(
        "Der Bürgermeister\nschloß die ".encode() + b"\xff" + "Brücke über die Aller für drei Wochen.".encode(), "a.txt"
    )
    assert text == "Der Bürgermeister\nschloß die \ufffdBrücke über die Aller für drei Wochen."
    assert (problem.line, problem.is_error) == (2, True)


@given(some.binary(max_size=300) | some.text(max_size=100).map(lambda text: text.encode("utf-16", "surrogatepass")))
@example(b"---\n---\n")
@example(b"---\ndate: &a [*a]\n---\nx")
@example(b"---\n? {a: b}\n: c\n---\nx")
@example(b"---\ndate: !!python/object/apply:os.system [ls]\n---\nx")
@example(b"\xff\xfe\x00")
@example(b"\x00" * 50)
def test_no_bytes_stop_the_reading(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    for name in ("any.txt", "any.html"):
        article, problems = one(folder, data, name)
        assert article is not None or problems
        assert all(problem.what and problem.file == name for problem in problems)
        if article and name == "any.txt":
            assert decode(data, name)[0].endswith(article.text)


@pytest.mark.parametrize("content", ["", " \n\n", "\ufeff", "---\ndate: 2024-05-24\n---\n"])
def test_file_without_text_is_a_problem_and_no_article(tmp_path: Path, content: str) -> None:
    article, problems = one(tmp_path, content)
    assert article is None
    assert [problem.what for problem in problems] == ["is empty"]


def test_file_past_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline.read, "LARGEST", 10)
    article, (problem,) = one(tmp_path, STORY)
    assert article is None
    assert problem.is_error
    assert "larger than" in problem.what


def test_collection_may_be_as_long_as_its_articles_are_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline.read, "LARGEST", 50)
    (tmp_path / "news.jsonl").write_text('{"text": "The bridge was closed."}\n{"text": "The ferry sank."}\n')
    assert [article.file for article in read(load(tmp_path))[0]] == ["news.jsonl#the-bridge-was-closed", "news.jsonl#the-ferry-sank"]


def test_file_that_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    article, (problem,) = one(tmp_path, STORY)
    assert (article, problem.what) == (None, "cannot be read: Permission denied")


def test_page_of_html_gives_its_text_and_what_its_head_says(tmp_path: Path) -> None:
    story = "".join(
        f"<p>The ferry Sea Holly ran aground on a sandbank outside the harbour for the {n}th time this year.</p>" for n in range(4, 9)
    )
    html = (
        '<html lang="en"><head><title>Ferry runs aground</title><meta property="article:published_time" content="2024-03-14T18:05:00Z">'
        '<meta property="og:site_name" content="Ellery Post"><link rel="canonical" href="https://ellery.example/ferry"></head>'
        f"<body><nav>Home News</nav><article><h1>Ferry runs aground</h1>{story}</article></body></html>"
    )
    article, problems = one(tmp_path, html, "a.html")
    assert problems == []
    assert (article.title, article.outlet, str(article.stated)) == ("Ferry runs aground", "Ellery Post", "2024-03-14")
    assert article.url == "https://ellery.example/ferry"
    assert "for the 8th time this year" in article.text
    assert "<" not in article.text


def test_names_of_files_may_hold_any_character(tmp_path: Path) -> None:
    names = [b"two\nlines.txt", b"\"quoted\" 'name'.txt", b"broken \xff byte.txt", "брифінг.txt".encode(), b"<b>&amp;.txt", b"a b/c d.txt"]
    for name in names:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        path.parent.mkdir(exist_ok=True)
        path.write_text(STORY)
    articles, problems = read(load(tmp_path))
    assert problems == []
    assert len({article.file for article in articles}) == len(names)
    assert all(article.file.encode() for article in articles)  # nothing that UTF-8 cannot write
    assert "a b/c d.txt" in {article.file for article in articles}


def test_other_kinds_of_files_are_told_and_hidden_ones_are_passed_over(tmp_path: Path) -> None:
    for name in (".DS_Store", ".git/config.txt", "scan.pdf", "noextension", "a.txt", "b.md", "C.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY)
    articles, problems = read(load(tmp_path))
    assert [article.file for article in articles] == ["C.TXT", "a.txt", "b.md"]
    assert [(problem.file, problem.is_error) for problem in problems] == [("noextension", False), ("scan.pdf", False)]


def test_one_bad_article_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(STORY)
    articles, problems = read(load(tmp_path))
    assert [article.file for article in articles] == ["good.txt"]
    assert [problem.file for problem in problems] == ["bad.txt"]


def test_missing_folder_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="nowhere"):
        load(tmp_path / "nowhere")


def test_link_that_leads_nowhere_or_in_a_circle_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "lost.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    (tmp_path / "a.txt").write_text(STORY)
    assert [article.file for article in read(load(tmp_path))[0]] == ["a.txt"]
