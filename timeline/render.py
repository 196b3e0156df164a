"""docs/ in, site/ out, made with MkDocs: pages that are as they were are kept, the others made; and its warnings as problems."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.exceptions import MkDocsException

from timeline.model import Problem
from timeline.scan import Seen, scan
from timeline.settings import environment, load_settings


def render(
    settings: Path, home: Path, released: str, *, address: str | None = None, progress: Callable[[int, int], None] | None = None
) -> tuple[bool, list[Problem]]:
    """Bring site/ in the folder `home` up to date with docs/ beside it; whether it was made anew, and what MkDocs warned of.

    `settings` is the mkdocs.yml; `address` is where the site will be read, for a preview. Whoever reads site/ meanwhile finds
    the old site or the new one. Where it cannot be made, the old one stays, and a problem says why.
    """
    # Most of a second, which a build without a site does not need.
    from timeline.reuse import Made, knows_its_pages, made_with, read_made, write_made  # noqa: PLC0415
    from timeline.swap import recover, swap  # noqa: PLC0415
    from timeline.typeset import NOTHING, LooksElsewhere, typeset, typeset_all  # noqa: PLC0415

    site, work = home / "site", home / ".timeline"
    recover(site, work)
    fresh, moment, notes = work / "site.new", work / "moment", work / "site.made"
    shutil.rmtree(fresh, ignore_errors=True)  # of a build that was killed
    (work / "site.json").unlink(missing_ok=True)  # an earlier form of the notes
    before = read_made(notes)
    docs = scan(home / "docs", before.docs if before else {}, moment)
    there = scan(site, before.site if before else {}, moment)
    config = load_settings(settings, home / "docs", fresh, address)
    made_by, is_known = made_with(config, settings), knows_its_pages(config, settings)
    if before and is_known and before.is_same(made_by, released, docs, there):
        return False, _problems(before.pages.warnings)
    fresh.mkdir(parents=True)
    try:
        with environment(SOURCE_DATE_EPOCH=_epoch(released)):
            try:
                if not is_known:
                    raise LooksElsewhere
                known = before.pages if before and before.settings == made_by else NOTHING
                pages = typeset(config, known, docs, there, progress)
            except LooksElsewhere:
                pages = typeset_all(load_settings(settings, home / "docs", fresh, address))
    except TemplateSyntaxError as error:
        return False, [
            Problem("theme", error.lineno, f"no site was made: {error.name}, line {error.lineno}: {error.message}", "mend the template")
        ]
    except (MkDocsException, TemplateError) as error:
        return False, [Problem("docs", None, f"no site was made: {error}", "mend the page, the template or the setting that it names")]
    new = scan(fresh, {}, moment)
    # What MkDocs writes anew each time is mostly what is there.
    was = before.site if before else {}
    stays = set(pages.stays) | {path for path, seen in new.items() if _is(seen, was.get(path)) and _is(seen, there.get(path))}
    after = {path: there[path] if path in stays else new[path] for path in sorted(stays | new.keys())}
    made, gone = after.keys() - stays, (there.keys() | was.keys()) - after.keys()
    if made or gone:
        swap(fresh, site, work, made=made, stays=stays, gone=gone)
    shutil.rmtree(fresh, ignore_errors=True)
    write_made(notes, Made(made_by, released, docs, after, pages))
    return bool(made or gone), _problems(pages.warnings)


def _is(one: Seen, other: Seen | None) -> bool:
    return other is not None and one.digest == other.digest


def _problems(warnings: tuple[str, ...]) -> list[Problem]:
    return [Problem("docs", None, warning, "mend the page or the setting that it names") for warning in warnings]


def _epoch(released: str) -> str:
    day = datetime.fromisoformat(released or "1980-01-01").replace(tzinfo=UTC)
    # gzip, which packs the sitemap, has 32 bits for a time: the years 1970 to 2106.
    return str(min(max(0, int(day.timestamp())), 2**32 - 1))
