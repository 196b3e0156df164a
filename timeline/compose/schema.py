"""The form of events.json, said once: as JSON Schema for programs, and as tables for the page that documents it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from timeline.compose.view import EVENTS_JSON
from timeline.model import Page, Status
from timeline.noun import Noun

VERSION = 1
SCHEMA_JSON = "data/events.schema.json"

Schema = Mapping[str, object]


class Field(Noun, frozen=True):
    """One key of an object, what it may hold, and what that means; the meaning is HTML-free Markdown."""

    name: str
    holds: Schema
    means: str


_TEXT: Schema = {"type": "string"}
_EDTF: Schema = {"type": ["string", "null"]}
_DAY: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_OFFSET: Schema = {"type": "integer", "minimum": 0}

ARTICLE = (
    Field("file", _TEXT, "its name in the collection, by which sources refer to it"),
    Field("title", _TEXT, "its headline, empty where not known"),
    Field("outlet", _TEXT, "who published it, empty where not known"),
    Field("url", _TEXT, "where it was published, empty where not known"),
    Field("language", _TEXT, "its language, as a two-letter code"),
    Field("written", _EDTF, "the day it was written, as EDTF, or `null`"),
    Field("because", _TEXT, "how that day is known"),
)

SOURCE = (
    Field("article", _TEXT, "the `file` of an article"),
    Field("quote", _TEXT, "the passage, letter for letter"),
    Field("start", _OFFSET, "where the passage begins in the article's text, counted in characters"),
    Field("end", _OFFSET, "the first character after it"),
    Field("date", _EDTF, "what this article tells of the date, as EDTF, or `null`"),
    Field("because", _TEXT, "why"),
    Field("status", _TEXT, "what this article says of it: `planned`, where others tell it as done"),
    Field("same_text_as", {"type": ["string", "null"]}, "the `file` of an article whose text this one carries: the two are one source"),
)

DISAGREEMENT = (
    Field("value", _TEXT, "what some sources tell"),
    Field("sources", _TEXTS, "the `file` of each"),
    Field("kind", _TEXT, "`date` or `number`"),
    Field("what", _TEXT, "what is numbered, `killed` or the stem of a noun: values with the same are those of one thing; empty for a date"),
)

EVENT = (
    Field(
        "id",
        {"type": "string", "pattern": "^[bcdfghjklmnpqrstvwxz][bcdfghjklmnpqrstvwxz2-9]{6}$"},
        "its permanent name, never given to another",
    ),
    Field("formerly", _TEXTS, "ids of entries that were found to be this one; their links forward"),
    Field("url", _TEXT, "its page; from the root of the site where the publisher names no address"),
    Field("date", _EDTF, "EDTF, or `null`"),
    Field("words", _TEXTS, "the time words of the article, for an event that could not be dated"),
    Field("first", _DAY, "the first day on which it can have happened; `null` where that end is open"),
    Field("last", _DAY, "the last such day; `null` where that end is open"),
    Field("title", _TEXT, "its headline"),
    Field("status", {"enum": [status.value for status in Status]}, "`happened`, `planned`, `alleged`, `denied` or `cancelled`"),
    Field("importance", {"type": "number", "minimum": 0, "maximum": 1}, "0 to 1: how much room it takes in the articles"),
    Field("because", _TEXT, "why this date, in one sentence"),
    Field("actors", _TEXTS, "who"),
    Field("places", _TEXTS, "where"),
    Field("disagreements", {"type": "array", "items": {"$ref": "#/$defs/disagreement"}}, "values that sources do not agree on"),
    Field("sources", {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/source"}}, "one entry for each quoted passage"),
)

TABLES = (("An article", ARTICLE), ("An event", EVENT), ("A source", SOURCE), ("A disagreement", DISAGREEMENT))


def schema_page() -> Page:
    """events.schema.json, in JSON Schema's version of 2020-12. Later builds may add keys; those that stand here stay."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": EVENTS_JSON,
        "type": "object",
        "required": ["schema", "articles", "events"],
        "properties": {
            "schema": {"const": VERSION},
            "articles": {"type": "array", "items": _object(ARTICLE)},
            "events": {"type": "array", "items": _object(EVENT)},
        },
        "$defs": {"source": _object(SOURCE), "disagreement": _object(DISAGREEMENT)},
    }
    return Page(SCHEMA_JSON, f"{json.dumps(schema, indent=1)}\n".encode())


def tables() -> str:
    """Every object of events.json as a section of Markdown with a table of its fields."""
    return "\n\n".join(f"## {title}\n\n{_table(fields)}" for title, fields in TABLES)


def _object(fields: Sequence[Field]) -> Schema:
    return {
        "type": "object",
        "required": [field.name for field in fields],
        "properties": {field.name: {**field.holds, "description": field.means.replace("`", "")} for field in fields},
    }


def _table(fields: Sequence[Field]) -> str:
    rows = "\n".join(f"| `{field.name}` | {field.means} |" for field in fields)
    return f"| Field | What it holds |\n| --- | --- |\n{rows}"
