"""A timeline in; its pages in docs/ out: those that may have changed composed, and what differs written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import field

from timeline.cache import Cache
from timeline.compose import NOTHING, Memory, There, read_site, recompose
from timeline.ledger import Fact
from timeline.model import Page, Timeline
from timeline.noun import Noun
from timeline.settings import site_config
from timeline.write import FileStamp, Wrote, file_stamps, write


class Place(Noun, frozen=True):
    """Where pages go, and what is there."""

    out: Path  # the project
    home: Path  # where its docs/ and ledger lie: the same folder, or that of a preview
    before: Published
    same: Mapping[str, FileStamp]  # by path: the pages that are there as they were left


def place_of(out: Path, home: Path, cache: Cache) -> Place:
    """What a place looks like before a build."""
    before = cache.recall(_name(out, home), Published) or Published()
    there = file_stamps(home / "docs", before.stamps)
    return Place(out, home, before, {path: stamp for path, stamp in there.items() if before.stamps[path] == stamp})


def publish(
    timeline: Timeline,
    place: Place,
    cache: Cache,
    facts: Sequence[Fact],
    *,
    rewritten: bytes | None = None,
    articles: Mapping[str, str],
    added: Sequence[Page] = (),
    preview: bool = False,
) -> tuple[Wrote, Mapping[str, FileStamp]]:
    """Compose the pages that may have changed, and write what differs; what they were made of is remembered.

    Pages that are `added` stand before those that are composed for the same place. The stamps of all pages come with it.
    """
    out, home, before = place.out, place.home, place.before
    docs = home / "docs"
    there = There(frozenset(place.same), partial(_content, docs))
    site = read_site(site_config(out), out / "docs")
    composed = recompose(timeline, site, before.memory, there, partial(cache.progress, "making pages"), preview=preview)
    own = {page.path for page in added}
    made = [*added, *(page for page in composed.made if page.path not in own)]
    kept = composed.kept if not own else [path for path in composed.kept if path not in own]
    wrote = write(made, docs, home / "permalinks.jsonl", facts, rewritten=rewritten, kept=kept, articles=articles)
    untouched = {path: place.same[path] for path in wrote.unchanged if path in place.same}
    left = untouched | file_stamps(docs, [path for path in (*wrote.written, *wrote.unchanged) if path not in untouched])
    published = Published(composed.memory, {path: stamp for path, stamp in left.items() if path not in own})
    if published != before:
        cache.keep(_name(out, home), published)
    return wrote, left


def _name(out: Path, home: Path) -> str:
    """Under which name it is remembered what was published."""
    return "pages" if home == out else "preview"


def _content(docs: Path, path: str) -> bytes:
    """What a page holds; nothing where it is gone by now."""
    try:
        return (docs / path).read_bytes()
    except OSError:
        return b""


class Published(Noun, frozen=True):
    """What is remembered of the pages of the last build."""

    memory: Memory = NOTHING
    stamps: dict[str, FileStamp] = field(default_factory=dict)  # by path
