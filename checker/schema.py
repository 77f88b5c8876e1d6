"""JSON Schemas (2020-12) of the records on disk, kept in data/schema and derived from the dataclasses."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import date
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

from checker.claim import Claim
from checker.document import Document
from checker.errors import InputError
from checker.judgement import Judgement
from checker.records import Record
from checker.statement import Statement

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# File name in data/schema -> record. "statement" may carry its claims, as `checker extract` writes them.
RECORDS: dict[str, type[Record]] = {"document": Document, "statement": Statement, "claim": Claim, "pair": Judgement}
NAMES = (*RECORDS, "manifest")

_FIELD_NOTES = {
    "Span.start": "Offset of the first character in Document.text, counted in code points.",
    "Span.end": "Offset after the last character.",
    "Span.text": "Document.text[start:end].",
    "Document.doc_id": "Unique in a run; derived from file name and line where it is left out of an input.",
    "Document.text": "Story without its title. Offsets refer to it; paragraphs are parted by line feeds.",
    "Document.published": "Day of publication, from which weekdays are resolved.",
    "Document.language": "Language tag; only English is processed.",
    "Statement.speaker": "Full noun phrase of the source; null for a quotation without one.",
    "Statement.cue": "Verb of saying, or 'according to'.",
    "Statement.content": "What is said, in one or more stretches, in text order.",
    "Statement.mode": "direct: all of it in quotation marks; indirect: none; mixed: some.",
    "Statement.parties": "ISO 3166-1 alpha-3 codes or organisation codes (HEZ, RSF, UN); empty while unresolved.",
    "Statement.stance": "What the source does with the content.",
    "Statement.nested_in": "statement_id of the statement in whose content this one stands.",
    "Statement.evidence": "How the parties were found, in words.",
    "Quantity.bound": "How the number is meant: 23, at least 20, at most 20, about 20.",
    "Quantity.unit": "What is counted, e.g. 'civilians killed'; comparable amounts have the same unit.",
    "Claim.parties": "Who makes the claim.",
    "Claim.text": "Self-contained proposition: references resolved, dates absolute where the story gives them.",
    "Claim.type": "A name in data/claim_types.toml.",
    "Claim.actor": "Party that does the event (not the speaker).",
    "Claim.target": "Party that the event befalls.",
    "Claim.places": "Place names, from small to large.",
    "Claim.event_date": "Day of the event; for running counts the day of the count.",
    "Claim.polarity": "denied when the claim negates an event.",
    "Claim.modality": "Only facts can contradict facts.",
    "Claim.relayed_by": "Parties through whom the claim is known.",
    "Claim.self_contained": "False where a reference could not be resolved.",
    "Claim.other_types": "Further types that the words tell: a shelling, of its victims.",
    "Judgement.why": "The rule that paired the claims.",
    "Judgement.similarity": "Cosine similarity of the two claims.",
    "Judgement.nli_ab": "Raw model probabilities of (a, b): contradiction, support, neutral.",
    "Judgement.nli_ba": "Raw model probabilities of (b, a): contradiction, support, neutral.",
    "Judgement.reasons": "Why the label was given (denial, number, date, ...).",
    "Judgement.non_conflict": "For neutral pairs, the kind of difference (update_over_time, scope, ...).",
    "Judgement.abstained": "True where the label doesn't reach the target precision.",
}
_RANGES: dict[str, dict[str, Any]] = {
    "Span.start": {"minimum": 0},
    "Span.end": {"minimum": 1},
    "Span.text": {"minLength": 1},
    "Document.doc_id": {"minLength": 1},
    "Document.text": {"minLength": 1},
    "Statement.content": {"minItems": 1},
    "Claim.text": {"minLength": 1},
    "Judgement.similarity": {"minimum": -1, "maximum": 1},
    "Judgement.p_contradiction": {"minimum": 0, "maximum": 1},
    "Judgement.p_support": {"minimum": 0, "maximum": 1},
    "Judgement.p_neutral": {"minimum": 0, "maximum": 1},
}


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema file `name` (document, statement, claim, pair or manifest). Raises InputError for another name."""
    if name not in NAMES:
        raise InputError(f"schema is {name!r}; expected one of {', '.join(NAMES)}")
    path = files("checker") / "data" / "schema" / f"{name}.schema.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def record_schema(name: str) -> dict[str, Any]:
    """The schema that the dataclass behind `name` implies; data/schema holds it as a file."""
    kind = RECORDS[name]
    definitions: dict[str, Any] = {}
    body = _object(kind, definitions)
    if name == "statement":
        body["properties"]["claims"] = {"type": "array", "items": _referred(Claim, definitions), "description": "The claims in this statement."}
    # Rows of documents may carry columns of their own, which are not read.
    body["additionalProperties"] = name == "document"
    schema = {"$schema": DIALECT, "title": name, **body}
    return schema | ({"$defs": definitions} if definitions else {})


def _object(kind: type[Record], definitions: dict[str, Any]) -> dict[str, Any]:
    this: Any = kind
    hints = typing.get_type_hints(this)
    properties = {field.name: _property(kind, field.name, hints[field.name], definitions) for field in dataclasses.fields(this)}
    required = [field.name for field in dataclasses.fields(this) if field.default is field.default_factory is dataclasses.MISSING]
    summary = (kind.__doc__ or "").split("\n")[0]
    return {"description": summary, "type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _property(kind: type[Record], name: str, hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    key = f"{kind.__name__}.{name}"
    note = {"description": _FIELD_NOTES[key]} if key in _FIELD_NOTES else {}
    return _type(hint, definitions) | _RANGES.get(key, {}) | note


_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
}


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = next(arg for arg in typing.get_args(hint) if arg is not type(None))
        plain = _type(inner, definitions)
        return plain | {"type": [plain["type"], "null"]} if "type" in plain else {"anyOf": [plain, {"type": "null"}]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _type(typing.get_args(hint)[0], definitions)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [item.value for item in hint]}
    if isinstance(hint, type) and issubclass(hint, Record):
        return _referred(hint, definitions)
    return dict(_SCALARS[hint])


def _referred(kind: type[Record], definitions: dict[str, Any]) -> dict[str, Any]:
    """A reference to the definition of a nested record, which is added once."""
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}  # holds the place, should a record contain itself
        definitions[kind.__name__] = _object(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}
