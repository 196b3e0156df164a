"""The preview of the command: what is saved shows by itself, once; what is broken keeps what was there."""

from __future__ import annotations

import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PATIENCE = 120  # seconds until a test gives up; nothing waits that long unless something is wrong


def _article(place: str, day: int) -> str:
    return f"{place} opens its bridge\n{day} March 2024\n\nThe town of {place} opened a new bridge over the river on {day} March 2024.\n"


class Preview:
    """The command with --serve, in a process of its own."""

    def __init__(self, home: Path):
        self.home = home
        command = [sys.executable, str(PROJECT / "build_timeline.py"), "--serve", "--port", "0"]
        folders = ["--articles", str(home / "seeds"), "--out", str(home)]
        self.process = subprocess.Popen(
            [*command, *folders],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
            # Where the tests run in the background Ctrl-C is switched off, and the command would inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.said: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.address = re.search(r"http://127\.0\.0\.1:\d+/", self.until("The preview is at"))[0]

    def _listen(self) -> None:
        for line in self.process.stdout:
            self.lines.put(line)

    def until(self, words: str) -> str:
        """Wait until the command says something; the line that it says it in."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"never said {words!r} but\n{''.join(self.said)}")
            self.said.append(line)
            if words in line:
                return line

    def builds(self) -> int:
        return sum("The preview is at" in line for line in self.said)

    def get(self, path: str) -> str:
        # The first page that is asked for is answered when the site is there.
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
            return answer.read().decode("utf-8")

    def titles(self) -> dict[str, str]:
        """The addresses of the events, by their titles."""
        return {event["title"]: f"e/{event['id']}/" for event in json.loads(self.get("data/events.json"))["events"]}

    def save(self, path: str, text: str | None) -> None:
        file = self.home / path
        if text is None:
            file.unlink()
        else:
            file.write_text(text, encoding="utf-8")

    def save_and_wait(self, path: str, text: str | None, words: str = "The preview is at") -> None:
        self.save(path, text)
        self.until(words)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/norby.txt").write_text(_article("Norby", 14), encoding="utf-8")
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    preview = Preview(tmp_path)
    yield preview
    preview.process.kill()
    preview.process.wait()


def test_what_is_saved_shows_and_what_is_broken_does_not(preview: Preview) -> None:
    """One story, since starting costs most of the time: add, add many, break and mend each kind of file, take away, end."""
    assert "opens its bridge" in preview.get(preview.titles()["Norby opens its bridge"])

    assert "There is nothing to review." in preview.get("review/")

    preview.save_and_wait("seeds/tarn.txt", _article("Tarn", 15))
    assert "Tarn opens its bridge" in preview.get(preview.titles()["Tarn opens its bridge"])

    for number, place in enumerate(("Ulm", "Sund", "Maas", "Rede", "Soll", "Tove")):
        preview.save(f"seeds/{place}.txt", _article(place, 16 + number))
    preview.until("The preview is at")
    assert len(preview.titles()) == 8
    assert preview.builds() == 3

    good = preview.get("")
    preview.save_and_wait("seeds/tarn.txt", "---\ndate: [2024\n---\nTarn opened its bridge.\n", "The preview stays as it was")
    assert any("seeds/tarn.txt:" in line and "error" in line for line in preview.said)
    assert set(preview.titles()) >= {"Tarn opens its bridge"}
    settings = (preview.home / "mkdocs.yml").read_text(encoding="utf-8")
    preview.save_and_wait("seeds/tarn.txt", _article("Tarn", 15))
    preview.save_and_wait("mkdocs.yml", settings + "\nsite_name: [\n", "The preview stays as it was")
    preview.save_and_wait("mkdocs.yml", settings)
    preview.save_and_wait("corrections.yml", "events: {\n", "The preview stays as it was")
    assert _shown(preview.get("")) == _shown(good)

    preview.save_and_wait("corrections.yml", "articles:\n  tarn.txt: {title: The dyke of Tarn, why: misread}\n")
    assert "The dyke of Tarn" in preview.get("articles/")
    preview.save_and_wait("corrections.yml", None)
    preview.save_and_wait("mkdocs.yml", settings.replace("site_name: News timeline", "site_name: The valley"))
    assert "The valley" in preview.get("")
    preview.save_and_wait("docs/method.md", "# How it was made\n\nBy hand.\n")
    assert "By hand." in preview.get("method/")
    preview.save_and_wait("seeds/tarn.txt", None)
    assert "Tarn opens its bridge" not in preview.titles()
    with pytest.raises(urllib.error.HTTPError) as missing:
        preview.get("e/nothing/")
    assert missing.value.code == 404
    assert "The valley" in missing.value.read().decode("utf-8")

    builds = preview.builds()
    preview.save("serve.log", "What is told may be kept in the folder itself.\n")
    time.sleep(2)  # nothing that a build itself writes makes it build again, nor what is no part of it
    preview.process.send_signal(signal.SIGINT)
    preview.until("The preview has ended")
    assert preview.builds() == builds
    assert preview.process.wait(PATIENCE) == 0
    assert "Traceback" not in "".join(preview.said)
    # Nothing of it is published, or given an id that lasts.
    assert not (preview.home / "site").exists()
    assert not (preview.home / "permalinks.jsonl").exists()
    assert not (preview.home / "docs/index.md").exists()


def _shown(html: str) -> str:
    """A page without the script by which the server reloads it."""
    return re.sub(r"<script>\s*var livereload.*?</script>", "", html, flags=re.DOTALL)


def test_port_that_is_taken_is_told(preview: Preview) -> None:
    """With what to do about it, before anything is built."""
    port = preview.address.rpartition(":")[2].strip("/")
    command = [sys.executable, str(PROJECT / "build_timeline.py"), "--serve", "--port", port, "--out", str(preview.home)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert (told.returncode, told.stdout) == (1, "")
    assert f"port {port}  error: cannot be used: another program has it" in told.stderr
    assert "--port" in told.stderr
