"""Gold claims, rows and labelled pairs of annotated stories (the format of claims/ and its GUIDELINES.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checker.claim import Bound, Claim, Polarity, Quantity
from checker.judgement import Label


@dataclass(frozen=True)
class Event:
    """Gold of one event: claims by id, rows (dicts as annotated) and labelled pairs."""

    name: str
    claims: dict[str, Claim]
    rows: list[dict[str, Any]]
    pairs: list[tuple[str, str, Label]]

    def row_of(self) -> dict[str, str]:
        """Row id of each claim."""
        return {claim: row["row_id"] for row in self.rows for claim in row["claim_ids"]}


def read_events(stories: Iterable[Path], matrices: Iterable[Path]) -> list[Event]:
    """Events of the matrices files, with the claims of the stories files."""
    by_event: dict[str, dict[str, Claim]] = {}
    for path in stories:
        for line in path.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            by_event.setdefault(story.get("event") or story["doc_id"], {}).update({claim.claim_id: claim for claim in story_claims(story)})
    events = []
    for path in matrices:
        for name, matrix in json.loads(path.read_text(encoding="utf-8")).items():
            pairs = [(a, b, Label.from_name(label)) for a, b, label in matrix["pairs"]]
            events.append(Event(name, by_event[name], matrix["event"], pairs))
    return events


def story_claims(story: dict[str, Any]) -> Iterator[Claim]:
    """Gold claims of one story as the checker's own records."""
    parties = {statement["id"]: tuple(statement["parties"]) for statement in story["statements"]}
    for statement in story["statements"]:
        for n, claim in enumerate(statement.get("claims", ())):
            yield Claim(
                claim_id=f"{story['doc_id']}:{statement['id']}:{n}",
                statement_id=f"{story['doc_id']}:{statement['id']}",
                doc_id=story["doc_id"],
                parties=parties[statement["id"]],
                text=claim["text"],
                type=claim["type"],
                actor=claim["actor"],
                target=claim["target"],
                places=tuple(claim["places"]),
                event_date=date.fromisoformat(claim["event_date"]) if claim["event_date"] else None,
                quantities=tuple(Quantity(float(q["value"]), Bound(q["bound"]), q["unit"]) for q in claim["quantities"]),
                polarity=Polarity(claim["polarity"]),
                published=date.fromisoformat(story["published"]),
                outlet=story.get("outlet"),
                stance=statement["stance"],
                relayed_by=parties.get(statement.get("nested_in") or "", ()),
            )
