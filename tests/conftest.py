"""What the tests share: `--accept`, which rewrites the expected files with what the program says today; and a browser with two sites."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import samples
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright
from publish import PROJECT, publish, served

import timeline
from timeline.compose import compose, read_site
from timeline.model import Timeline

# A test that fails today fails tomorrow. To look for new counterexamples: pytest --hypothesis-profile=default
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected files; review the difference like code")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether what the program says today is to become what is expected."""
    return bool(request.config.getoption("--accept"))


# ---- A browser ----

expect.set_options(timeout=20_000)  # a machine that does other things as well is slow, not wrong

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of seeds/, built as the command builds it."""
    out = tmp_path_factory.mktemp("seeds")
    for name in ("corrections.yml", "permalinks.jsonl"):
        if (PROJECT / name).exists():
            shutil.copy(PROJECT / name, out)
    timeline.build(PROJECT / "seeds", out)
    return out / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where that site is served, below a path."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def sample_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the invented timeline is served, which is short and has an event of every kind."""
    yield from _serve(tmp_path_factory.mktemp("short"), samples.sample())


@pytest.fixture(scope="session")
def long_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a timeline is served that is too long for its home page; pages change there without loading one (navigation.instant)."""
    yield from _serve(tmp_path_factory.mktemp("long"), samples.large(2, 120), "navigation.instant")


def _serve(folder: Path, told: Timeline, *features: str) -> Iterator[str]:
    with served(folder / "site") as address:
        settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8").replace('site_url: ""', f"site_url: {address}")
        settings = settings.replace("  features:\n", "".join(("  features:\n", *(f"    - {feature}\n" for feature in features))))
        (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
        publish(folder, compose(told, read_site(folder / "mkdocs.yml")))
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it; without one these tests are skipped, unless TIMELINE_REQUIRE_BROWSER says that they may not be."""
    if not CHROMIUM:
        if os.environ.get("TIMELINE_REQUIRE_BROWSER") == "1":
            pytest.fail("TIMELINE_REQUIRE_BROWSER is set and no Chromium is installed")
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium); TIMELINE_REQUIRE_BROWSER=1 makes this a failure")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(params=[390, 1280], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """An empty page of a fresh browser, which fails the test if it asks another host or a script of it breaks."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": request.param, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    own = ("http://127.0.0.1:", "file:", "data:", "blob:")
    page.on("request", lambda asked: None if asked.url.startswith(own) else wrong.append(asked.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []
