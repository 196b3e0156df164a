"""Everything that a build reads in, and what it finds of its own, beside the program itself; digests out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from timeline.cache import digest
from timeline.model import Problem
from timeline.read import Source
from timeline.settings import settings_files, site_config
from timeline.write import FileStamp


def read_digest(loaded: Iterable[Source | Problem], articles: Path, out: Path, *options: object) -> bytes:
    """A number that differs wherever a build could make other pages of what it reads."""
    named = (out / "corrections.yml", out / "docs" / "_intro.md", *settings_files(site_config(out)))
    files = [(os.fsencode(path), path.read_bytes() if path.is_file() else path.exists()) for path in named]
    if any(isinstance(content, bytes) and b"!ENV" in content for _, content in files):
        options = (*options, sorted(os.environ.items()))
    sources = [one.digest if isinstance(one, Source) else one for one in loaded]
    return digest((repr(options), os.fsencode(articles), os.environ.get("SOURCE_DATE_EPOCH"), files, sources))


def found_digest(ledger: Path, pages: Mapping[str, FileStamp]) -> bytes:
    """A number that differs wherever a build would find its ledger or its pages other than it left them."""
    lines = ledger.read_bytes() if ledger.is_file() else None
    return digest((lines and blake2b(lines).digest(), sorted(pages.items())))
