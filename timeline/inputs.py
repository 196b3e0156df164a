"""Everything that the pages of a build depend on, beside the program itself: two folders in, one digest out."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

from timeline.settings import site_config
from timeline.write import look


def inputs_of(articles: Path, out: Path, *options: object) -> bytes:
    """A digest that differs wherever a build could make other pages, or would find its own pages other than it left them."""
    digest = blake2b(repr((options, str(articles), os.environ.get("SOURCE_DATE_EPOCH"))).encode("utf-8", "surrogatepass"))
    named = (out / "corrections.yml", out / "permalinks.jsonl", site_config(out), out / "docs" / "_intro.md")
    for path in (*named, *sorted(path for path in articles.rglob("*") if path.is_file())):
        content = path.read_bytes() if path.is_file() else None
        digest.update(repr((os.fsencode(path), content is None, len(content or b""))).encode())
        digest.update(content or b"")
    there = look(out / "docs")
    digest.update(repr((sorted(there.files.items()), sorted(there.folders))).encode("utf-8", "surrogatepass"))
    return digest.digest()
