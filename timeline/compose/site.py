"""What the publisher says of the site in mkdocs.yml, as far as the pages need it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.utils.yaml import yaml_load

from timeline.noun import Noun


class Site(Noun, frozen=True):
    """The site's name and manners; every field is a line of mkdocs.yml, but `intro`, which is docs/_intro.md."""

    name: str = "Timeline"
    url: str = ""  # where it is published, with a slash at the end; "" where that is not known
    description: str = ""
    contact: str = ""  # where errors are reported: an e-mail address or a web address
    licence: str = ""  # of the timeline's own wording and data
    intro: str = ""  # the publisher's own opening, in Markdown
    directory_urls: bool = True  # whether pages are linked as folders, or as files for a copy without a server
    full_text: bool = False  # whether an article's page has its whole text, or only what events quote and the sentences around it

    @property
    def authority(self) -> str:
        """Who vouches for the ids of feeds and calendars (RFC 4151, 5545): the site's host, which must be known for them to last."""
        return urlsplit(self.url).hostname or "timeline.invalid"


def read_site(mkdocs_yml: Path, docs: Path | None = None) -> Site:
    """The site that a mkdocs.yml describes, with the publisher's opening where the folder `docs` has one; raises yaml.YAMLError.

    The opening is of one collection, while the settings may be those of the program: so the folder is the caller's to name.
    """
    with mkdocs_yml.open(encoding="utf-8") as file:
        config = yaml_load(file)
    extra = config.get("extra") or {}
    intro = docs / "_intro.md" if docs else None
    url = config.get("site_url") or ""
    return Site(
        name=config.get("site_name") or "Timeline",
        url=url if not url or url.endswith("/") else f"{url}/",
        description=config.get("site_description") or "",
        contact=str(extra.get("contact") or ""),
        licence=str(extra.get("licence") or ""),
        intro=intro.read_text(encoding="utf-8-sig").strip() if intro and intro.is_file() else "",
        directory_urls=config.get("use_directory_urls", True),
        full_text=extra.get("articles") == "full",
    )
