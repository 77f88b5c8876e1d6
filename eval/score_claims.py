"""Claims extracted from gold statements against gold claims: types, polarity, roles, places, days, quantities.

    python eval/score_claims.py STORIES.jsonl [...] [--show]

Within a statement, predicted and gold claims are matched greedily by the overlap of their words; slots are scored on the matches.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click

from checker.analysis import analyse
from checker.claim import Claim
from checker.discourse import read_discourse
from checker.document import Document, Span
from checker.extraction import extract_all
from checker.parties import PartyResolver
from checker.slot_model import bundled_slot_model
from checker.statement import Mode, Stance, Statement

Gold = dict[str, Any]
_STOP = frozenset(["the", "a", "an", "of", "in", "on", "at", "to", "by", "was", "were", "had", "been", "has", "have", "is", "are", "and", "that", "it"])
_KINDS = frozenset(["district", "province", "town", "village", "city", "region", "area", "state", "territory", "county", "the"])


@dataclass
class Tally:
    """Counts over all matched pairs."""

    predicted: int = 0
    gold: int = 0
    matched: int = 0
    right: Counter[str] = field(default_factory=Counter)
    types: list[tuple[str, str]] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)
    quantities: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)


def read_story(row: Gold) -> tuple[Document, list[Statement]]:
    """Document and gold statements of a story."""
    doc_id = row.get("doc_id") or row["id"]
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    document = Document(doc_id, row["text"], title=row.get("title"), outlet=row.get("outlet"), published=published)
    return document, [_statement(item, doc_id) for item in row["statements"]]


def _statement(item: Gold, doc_id: str) -> Statement:
    def span(value: Gold | None) -> Span | None:
        return Span(**value) if value else None

    content = tuple(Span(**value) for value in item["content"])
    return Statement(
        item["id"],
        doc_id,
        span(item["speaker"]),
        span(item["cue"]),
        content,
        Mode(item["mode"]),
        tuple(item["parties"]),
        Stance(item["stance"]),
        item.get("nested_in"),
    )


def words(text: str) -> set[str]:
    """Content words, roughly stemmed."""
    return {re.sub(r"(?:ed|ing|es|s)$", "", word) for word in re.findall(r"\w+", text.lower()) if word not in _STOP}


def match(predicted: Sequence[Claim], gold: Sequence[Gold]) -> Iterator[tuple[Claim, Gold]]:
    """Pairs by falling word overlap (Jaccard); claims without any overlap stay alone."""
    pairs = sorted(
        ((_overlap(claim.text, item["text"]), i, j) for i, claim in enumerate(predicted) for j, item in enumerate(gold)),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    left, right = set(range(len(predicted))), set(range(len(gold)))
    for overlap, i, j in pairs:
        if overlap > 0 and i in left and j in right:
            left.discard(i)
            right.discard(j)
            yield predicted[i], gold[j]


def _overlap(text_a: str, text_b: str) -> float:
    one, other = words(text_a), words(text_b)
    return len(one & other) / max(1, len(one | other))


def compare(claim: Claim, gold: Gold, tally: Tally) -> None:
    """Add one matched pair to the counts."""
    day = claim.event_date.isoformat() if claim.event_date else None
    right = {
        "type": claim.type == gold["type"],
        "polarity": claim.polarity.value == gold["polarity"],
        "actor": claim.actor == gold["actor"],
        "target": claim.target == gold["target"],
        "date": day == gold["event_date"],
    }
    tally.matched += 1
    tally.types.append((claim.type, gold["type"]))
    tally.right.update(name for name, hit in right.items() if hit)
    places = _sets(tally.places, {normal(name) for name in claim.places}, {normal(name) for name in gold["places"]})
    mine = {(quantity.value, quantity.bound.value, head(quantity.unit)) for quantity in claim.quantities}
    amounts = _sets(tally.quantities, mine, {(quantity["value"], quantity["bound"], head(quantity["unit"])) for quantity in gold["quantities"]})
    wrong = [name for name, hit in {**right, "places": places, "quantities": amounts}.items() if not hit]
    tally.lines.append(f"{'!' if wrong else ' '} {','.join(wrong)}\n   P {_line(claim)}\n   G {_gold_line(gold)}")


def _line(claim: Claim) -> str:
    amounts = [(quantity.value, quantity.bound.value, quantity.unit) for quantity in claim.quantities]
    slots = f"{claim.type} {claim.actor}>{claim.target} {list(claim.places)} {claim.event_date} {amounts}"
    return f"{claim.text} # {slots} {claim.polarity.value} {claim.modality.value}"


def _gold_line(gold: Gold) -> str:
    amounts = [(quantity["value"], quantity["bound"], quantity["unit"]) for quantity in gold["quantities"]]
    return f"{gold['text']} # {gold['type']} {gold['actor']}>{gold['target']} {gold['places']} {gold['event_date']} {amounts} {gold['polarity']}"


def normal(name: str) -> str:
    """A place name without "district", "the" and the like."""
    return " ".join(word for word in re.findall(r"\w+", name.lower()) if word not in _KINDS)


def head(unit: str) -> str:
    """Head of a unit: its first word, singular ("civilians killed" -> "civilian")."""
    first = unit.split()[0] if unit else ""
    return first.removesuffix("s").lower()


def _sets(counts: Counter[str], predicted: set[Any], gold: set[Any]) -> bool:
    counts["both"] += len(predicted & gold)
    counts["predicted"] += len(predicted)
    counts["gold"] += len(gold)
    return predicted == gold


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 over the gold labels of (predicted, gold) pairs."""
    labels = {gold for _, gold in pairs}
    scores = []
    for label in labels:
        hit = sum(predicted == label == gold for predicted, gold in pairs)
        total = sum(predicted == label for predicted, _ in pairs) + sum(gold == label for _, gold in pairs)
        scores.append(2 * hit / total)
    return sum(scores) / max(1, len(scores))


def f1(counts: Counter[str]) -> float:
    """F1 of pooled sets."""
    total = counts["predicted"] + counts["gold"]
    return 2 * counts["both"] / total if total else 1.0


def score(rows: Sequence[Gold]) -> Tally:
    """Extract and compare all claims of the stories."""
    tally = Tally()
    resolver = PartyResolver()
    for row in rows:
        document, statements = read_story(row)
        analysis = analyse(document)
        claims = extract_all(statements, analysis, read_discourse(analysis, resolver), slot_model=bundled_slot_model())
        for item in row["statements"]:
            mine = [claim for claim in claims if claim.statement_id == item["id"]]
            tally.predicted += len(mine)
            tally.gold += len(item["claims"])
            tally.lines.append(f"{document.doc_id}:{item['id']} {item['stance']} {' || '.join(span['text'] for span in item['content'])}")
            found = list(match(mine, item["claims"]))
            for claim, gold in found:
                compare(claim, gold, tally)
            tally.lines += [f"+  {_line(claim)}" for claim in mine if all(claim is not pair[0] for pair in found)]
            tally.lines += [f"-  {_gold_line(gold)}" for gold in item["claims"] if all(gold is not pair[1] for pair in found)]
    return tally


def summary(tally: Tally) -> dict[str, float]:
    """The figures, rounded to three places."""
    n = max(1, tally.matched)
    figures = {
        "gold": tally.gold,
        "predicted_per_gold": tally.predicted / max(1, tally.gold),
        "matched_gold": tally.matched / max(1, tally.gold),
        "type_macro_f1": macro_f1(tally.types),
        "type_accuracy": tally.right["type"] / n,
        **{name: tally.right[name] / n for name in ("polarity", "actor", "target", "date")},
        "place_f1": f1(tally.places),
        "quantity_f1": f1(tally.quantities),
    }
    return {name: round(value, 3) for name, value in figures.items()}


@click.command()
@click.argument("stories", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--event", "events", multiple=True, help="Only the stories of this event; may be given several times.")
@click.option("--show", is_flag=True, help="Print every pair of claims, wrong slots named.")
def main(stories: tuple[Path, ...], events: tuple[str, ...], show: bool) -> None:
    """Score claim extraction on stories with gold statements."""
    rows = [json.loads(line) for path in stories for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if not events or row["event"] in events]
    tally = score(rows)
    if show:
        click.echo("\n".join(tally.lines))
    click.echo(json.dumps(summary(tally), indent=1))


if __name__ == "__main__":
    main()
