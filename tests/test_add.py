"""A page goes in by its address or as a file; its story lies among the articles, or the reason why not is told."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import timeline.fetch
from timeline.add import Added, NotAdded, add
from timeline.cli import main
from timeline.fetch import Fetched, is_public
from timeline.read import load, read, read_file

STORY = "".join(f"<p>The ferry Sea Holly ran aground outside the harbour of Ellery for the {n}th time this year.</p>" for n in range(4, 9))
HEAD = (
    '<title>Ferry runs aground - Ellery Post</title><meta property="og:site_name" content="Ellery Post">'
    '<meta property="article:published_time" content="2024-03-14T18:05:00+01:00"><meta name="author" content="Ann Lee">'
)
PAGE = f'<!doctype html><html lang="en"><head>{HEAD}</head><body><nav>Home News</nav><article>{STORY}</article></body></html>'
RUSSIAN = "".join(
    f"<p>Новый мост через реку открыли во вторник, сообщили в городской администрации, это уже {n}-й мост.</p>" for n in range(3, 9)
)


class Site(BaseHTTPRequestHandler):
    """A small site with everything that can go wrong."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        {
            "/story": lambda: self.give(PAGE.encode()),
            "/lasting": lambda: self.give(PAGE.replace("<title>", f'<link rel="canonical" href="{self.home}/story"><title>').encode()),
            "/foreign": lambda: self.give(PAGE.replace("<title>", '<link rel="canonical" href="https://b.example/x"><title>').encode()),
            "/moved": lambda: self.send_on("/story#top"),
            "/round": lambda: self.send_on("/round"),
            "/to-file": lambda: self.send_on("file:///etc/passwd"),
            "/to-inside": lambda: self.send_on("http://10.0.0.1/secret"),
            "/nowhere": lambda: self.give(b"", status=302),
            "/missing": lambda: self.give(PAGE.encode(), status=404),
            "/failing": lambda: self.give(PAGE.encode(), status=500),
            "/forbidden": lambda: self.give(PAGE.encode(), status=403),
            "/scan": lambda: self.give(b"%PDF", kind="application/pdf"),
            "/unkind": lambda: self.give(PAGE.encode(), kind=""),
            "/text": lambda: self.give("Źródło: PAP\nMost zamknięto.".encode("iso8859-2"), kind="text/plain; charset=ISO-8859-2"),
            "/stated": lambda: self.give(f"<html><body>{RUSSIAN}</body></html>".encode("cp1251"), kind="text/html; charset=windows-1251"),
            "/empty": lambda: self.give(b"<html><body><script>load()</script></body></html>"),
            "/huge": lambda: self.give(b"<p>" + b"x" * 400_000),
            "/packed": lambda: self.give(gzip.compress(b"<p>" + b"x" * 400_000), packed=True),
            "/broken": lambda: self.give(b"no gzip", packed=True),
            "/torn": lambda: self.give(PAGE.encode()[:500], size=len(PAGE)),
            "/silent": lambda: time.sleep(1),
            "/dripping": self.drip,
        }[self.path]()

    @property
    def home(self) -> str:
        return f"http://{self.headers['Host']}"

    def give(self, body: bytes, status: int = 200, kind: str = "text/html", packed: bool = False, size: int | None = None) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(size or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def send_on(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(20):
            self.wfile.write(b"<p>")
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Serves until nobody listens any more."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass  # an answer was cut off, as it should be


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the site."""
    Site.asked = []
    server = Server(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def refused(site: str, tmp_path: Path) -> Callable[..., str]:
    """Why a page of the site is not added; nothing may be left behind then."""

    def refuse(path: str, allow_local: bool = True) -> str:
        with pytest.raises(NotAdded) as stop:
            add(site + path, tmp_path, allow_local)
        assert list(tmp_path.iterdir()) == []
        assert stop.value.problem.fix
        return stop.value.problem.what.replace(site, "SITE")

    return refuse


def reads_back(added: Added) -> bool:
    """Whether a build reads from the file what was added."""
    article, problems = read_file(added.path, added.path.name)
    fields = ("text", "title", "outlet", "url", "archived", "language", "author", "stated")
    return problems == [] and all(getattr(article, field) == getattr(added.article, field) for field in fields)


def test_page_is_saved_as_a_text_with_what_it_says_of_itself(site: str, tmp_path: Path) -> None:
    added = add(f"{site}/story", tmp_path, allow_local=True)
    assert added.path == tmp_path / "2024-03-14-ferry-runs-aground.txt"
    head, text = added.path.read_text().split("\n---\n")
    assert head.splitlines() == [
        "---",
        "title: Ferry runs aground",
        "outlet: Ellery Post",
        "date: 2024-03-14",
        f"url: {site}/story",
        "language: en",
        "author: Ann Lee",
    ]
    assert text.splitlines()[-1] == "The ferry Sea Holly ran aground outside the harbour of Ellery for the 8th time this year."
    assert len(text.splitlines()) == 5
    assert reads_back(added)
    assert added.problems == ()


def test_redirect_is_followed_and_its_end_is_the_address(site: str, tmp_path: Path) -> None:
    assert add(f"{site}/moved", tmp_path, allow_local=True).article.url == f"{site}/story"


def test_lasting_address_that_a_page_names_is_taken_from_its_own_site_only(site: str, tmp_path: Path) -> None:
    for folder, path, address in (("a", "/lasting", f"{site}/story"), ("b", "/foreign", f"{site}/foreign")):
        (tmp_path / folder).mkdir()
        assert add(site + path, tmp_path / folder, allow_local=True).article.url == address


def test_copy_in_the_archive_keeps_both_addresses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    copy = "https://web.archive.org/web/20240501120000/https://ellery.example/ferry"
    monkeypatch.setattr("timeline.add.fetch", lambda url, allow_local: Fetched(url, PAGE.encode(), is_html=True, encoding=""))
    added = add(copy, tmp_path)
    assert (added.article.url, added.article.archived) == ("https://ellery.example/ferry", copy)
    assert reads_back(added)


def test_page_is_added_once_by_whatever_address_it_comes(site: str, tmp_path: Path) -> None:
    first = add(f"{site}/story", tmp_path, allow_local=True)
    before = first.path.read_bytes()
    for path in ("/story", "/story/", "/story#comments", "/moved", "/lasting", "/foreign"):
        with pytest.raises(NotAdded, match=r"is there already, in 2024-03-14-ferry-runs-aground\.txt"):
            add(site + path, tmp_path, allow_local=True)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


def test_page_that_is_there_is_not_asked_for_again(site: str, tmp_path: Path) -> None:
    add(f"{site}/story", tmp_path, allow_local=True)
    Site.asked.clear()
    with pytest.raises(NotAdded):
        add(f"{site}/story", tmp_path, allow_local=True)
    assert Site.asked == []


def test_other_file_of_that_name_is_left_alone(site: str, tmp_path: Path) -> None:
    other = tmp_path / "2024-03-14-ferry-runs-aground.txt"
    other.write_text("Another ferry ran aground.")
    assert add(f"{site}/story", tmp_path, allow_local=True).path.name == "2024-03-14-ferry-runs-aground-2.txt"
    assert other.read_text() == "Another ferry ran aground."


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/missing", "there is no page SITE/missing (404 Not Found)"),
        ("/failing", "the server of SITE/failing fails (500 Internal Server Error)"),
        ("/forbidden", "the server does not hand out SITE/forbidden (403 Forbidden)"),
        ("/nowhere", "the server does not hand out SITE/nowhere (302 Found)"),
        ("/round", "sends on and on, more than 10 times, the last time to SITE/round"),
        ("/scan", "SITE/scan is no page but application/pdf"),
        ("/empty", "no article was found in this page"),
        ("/to-file", "file:///etc/passwd is no address of a web page"),
    ],
)
def test_what_is_no_page_is_told(refused: Callable[..., str], path: str, why: str) -> None:
    assert refused(path) == why


@pytest.mark.parametrize("path", ["/huge", "/packed"])
def test_answer_without_end_is_cut_off_packed_or_not(refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(timeline.fetch, "LARGEST", 100_000)
    assert "is longer than" in refused(path)


def test_server_that_says_nothing_or_too_slowly_is_not_waited_for(refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline.fetch, "PATIENCE", 0.3)
    assert refused("/silent") == "127.0.0.1 does not answer"
    # A busy machine may drip late; only the whole is to take too long here.
    monkeypatch.setattr(timeline.fetch, "PATIENCE", 30)
    monkeypatch.setattr(timeline.fetch, "LONGEST", 0.5)
    assert refused("/dripping") == "SITE/dripping takes longer than 0 seconds"


@pytest.mark.parametrize("path", ["/torn", "/broken"])
def test_answer_that_breaks_off_is_no_page(refused: Callable[..., str], path: str) -> None:
    assert refused(path).startswith("127.0.0.1 broke off")


def test_letters_are_read_as_the_server_states_them(site: str, tmp_path: Path) -> None:
    added = add(f"{site}/stated", tmp_path, allow_local=True)
    assert added.article.text.startswith("Новый мост через реку открыли во вторник")
    assert reads_back(added)


def test_plain_text_is_saved_as_it_is(site: str, tmp_path: Path) -> None:
    added = add(f"{site}/text", tmp_path, allow_local=True)
    assert added.path.read_text() == f"---\nurl: {site}/text\n---\nŹródło: PAP\nMost zamknięto."
    assert reads_back(added)


def test_page_whose_kind_is_not_stated_is_taken_for_html(site: str, tmp_path: Path) -> None:
    assert add(f"{site}/unkind", tmp_path, allow_local=True).article.title == "Ferry runs aground"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1"),
        *("::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1"),
    ],
)
def test_addresses_inside_a_machine_or_network_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are_known(address: str) -> None:
    assert is_public(address)


def test_page_inside_the_machine_is_not_asked_for(refused: Callable[..., str], site: str, tmp_path: Path) -> None:
    Site.asked.clear()
    assert refused("/story", allow_local=False) == "127.0.0.1 is inside this machine or its network"
    for host in ("localhost", "2130706433", "0x7f.1", "[::1]"):
        with pytest.raises(NotAdded):
            add(f"http://{host}:{site.rpartition(':')[2]}/story", tmp_path)
    assert Site.asked == []


def resolves(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> Iterator[list[str]]:
    """Let news.example be found at these addresses, one answer after another; gives those that are left."""
    left, look_up = iter(answers), socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *rest: object, **more: object) -> list[tuple[object, ...]]:
        if host != "news.example":
            return look_up(host, port, *rest, **more)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(left)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return left


def test_host_with_any_address_inside_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    resolves(monkeypatch, ["8.8.8.8", "192.168.1.1"])
    with pytest.raises(NotAdded, match=r"news\.example \(192\.168\.1\.1\) is inside"):
        add("http://news.example/story", tmp_path)


def test_redirect_into_the_network_is_refused(monkeypatch: pytest.MonkeyPatch, refused: Callable[..., str]) -> None:
    monkeypatch.setattr(timeline.fetch, "is_public", lambda address: address == "127.0.0.1")
    assert refused("/to-inside", allow_local=False) == "10.0.0.1 is inside this machine or its network"


def test_name_is_looked_up_once_and_what_was_checked_is_asked(monkeypatch: pytest.MonkeyPatch, site: str, tmp_path: Path) -> None:
    left = resolves(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    monkeypatch.setattr(timeline.fetch, "is_public", lambda address: address == "127.0.0.1")
    home = f"http://news.example:{site.rpartition(':')[2]}"
    # The page names its lasting address by the host that it was asked for.
    assert add(f"{home}/lasting", tmp_path).article.url == f"{home}/story"
    assert list(left) == [["10.0.0.1"]]


def test_page_saved_from_a_browser_is_taken_in_its_declared_letters(tmp_path: Path) -> None:
    page = tmp_path / "saved page.html"
    page.write_bytes(f'<html><head><meta charset="windows-1251"><title>Мост</title></head><body>{RUSSIAN}</body></html>'.encode("cp1251"))
    (tmp_path / "seeds").mkdir()
    added = add(str(page), tmp_path / "seeds")
    assert added.article.text.startswith("Новый мост через реку")
    assert added.path.name.isascii()
    assert reads_back(added)
    with pytest.raises(NotAdded, match="is there already"):
        add(str(page), tmp_path / "seeds")


@pytest.mark.parametrize(
    "title",
    [
        "Kyiv: a city waits",
        'The "last" ferry\'s end',
        "Two\n lines --- #1",
        "- no",
        "null",
        "2024-05-24",
        "a: [b, {c",
        "“Über” & <b> 🚢",
        "% @`|>",
    ],
)
def test_any_title_reads_back(tmp_path: Path, title: str) -> None:
    escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    page = tmp_path / "page.html"
    page.write_text(PAGE.replace(HEAD, f'<meta charset="utf-8"><meta property="og:title" content="{escaped}">'))
    (tmp_path / "seeds").mkdir()
    added = add(str(page), tmp_path / "seeds")
    assert added.article.title == " ".join(title.split())
    assert reads_back(added)


def test_text_with_front_matter_keeps_what_that_says(tmp_path: Path) -> None:
    text = tmp_path / "note.txt"
    text.write_text("---\ntitle: 'A: b'\ndate: 2024-05\nsource: Ellery Post\n---\nThe bridge was closed.\r\n")
    (tmp_path / "seeds").mkdir()
    added = add(str(text), tmp_path / "seeds")
    assert added.path.read_bytes().decode() == "---\ntitle: 'A: b'\noutlet: Ellery Post\ndate: 2024-05\n---\nThe bridge was closed.\r\n"
    assert (added.path.name, added.problems) == ("a-b.txt", ())


def test_day_that_a_page_merely_shows_is_not_stated_but_told(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE.replace(HEAD, "").replace("<article>", '<div class="date">14 March 2024</div><article>'))
    (tmp_path / "seeds").mkdir()
    added = add(str(page), tmp_path / "seeds")
    assert added.article.stated is None
    assert "date: 2024-03-14" in added.problems[0].fix


def test_names_of_files_are_safe_everywhere(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    for number, title in enumerate(("CON", "../../etc/passwd", "x" * 300, "новий міст", "a?b*c|d", "e\u0301te")):
        page = tmp_path / "page.txt"
        page.write_text(f"---\ntitle: '{title}'\n---\nStory {number}.")
        added = add(str(page), tmp_path / "seeds")
        assert added.path.parent == tmp_path / "seeds"
        assert len(added.path.name) <= 80
        assert set(added.path.stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert added.path.stem != "con"
    assert len(read(load(tmp_path / "seeds"))[0]) == 6


def test_command_tells_what_it_did_and_its_exit_code_says_the_same(site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seeds").mkdir()

    def run(*words: str) -> tuple[int, str]:
        code = main(words, home=tmp_path)
        told = capsys.readouterr()
        return code, told.out + told.err

    told = f"added    {tmp_path}/seeds/2024-03-14-ferry-runs-aground.txt\n         Ferry runs aground, Ellery Post, 2024-03-14\n"
    assert run("add", f"{site}/story", "--allow-local") == (0, told)
    code, told = run("add", f"{site}/missing", "--allow-local")
    assert (code, "404" in told, "Nothing was added." in told) == (1, True, True)
    assert run("add", f"{site}/story")[0] == 1
    assert run("add", "file:///etc/hostname")[0] == 1
    for misuse in (
        ["add", "no-such-file.html"],
        ["add", "ftp://ellery.example/a"],
        ["add", "https:///a"],
        ["add", "http://[a"],
        ["add", "The ferry " * 99],
        ["--articles", "none", "add", "a.txt"],
    ):
        assert run(*misuse)[0] == 2
    (tmp_path / "other").mkdir()
    assert run("add", f"{site}/story", "--allow-local", "--articles", str(tmp_path / "other"))[0] == 0
    assert run("--articles", str(tmp_path / "other"), "add", f"{site}/story", "--allow-local")[0] == 1
