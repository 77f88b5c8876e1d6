"""Score the whole way on annotated stories: statements, parties, stance, claims and contradictions, end to end.

    python eval/score_stories.py STORIES.jsonl [MATRICES.json] [--json FILE]

STORIES holds documents with gold statements and claims (claims/GUIDELINES.md); MATRICES the labelled pairs of claims per event.
Spans are compared with IoU >= .5 over content characters; a predicted claim stands for the gold claim of the matched statement
whose text shares most words with it.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import numpy as np
from score_pairs import commit
from scores import scorer_for

from checker.claim import Claim
from checker.config import Config
from checker.document import Document
from checker.judgement import Label
from checker.pipeline import check_documents
from checker.result import CheckResult
from checker.statement import Statement

Gold = dict[str, Any]
SAME_CONTENT = 0.5


def read_stories(path: Path, *, events: Sequence[str] = ()) -> list[tuple[Document, Gold]]:
    """Documents with their gold rows; `events` keeps those of some events. Raises click.BadParameter for an event that is not there."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if missing := set(events) - {row["event"] for row in rows}:
        raise click.BadParameter(f"{path} has no event {', '.join(sorted(missing))}; it has {', '.join(sorted({row['event'] for row in rows}))}")
    rows = [row for row in rows if not events or row["event"] in events]
    return [(Document.from_dict({**row, "title": row["title"] or None}), row) for row in rows]


def characters(spans: Iterable[Any]) -> set[int]:
    """Document offsets covered by spans (Span objects or dicts)."""
    return {position for span in spans for position in (range(span["start"], span["end"]) if isinstance(span, dict) else range(span.start, span.end))}


def matched(gold: Sequence[Gold], predicted: Sequence[Statement]) -> list[tuple[Gold, Statement]]:
    """One-to-one matches by content IoU, best first; equal overlap prefers the same parties (shared spans of reciprocal claims)."""
    candidates = []
    for i, wanted in enumerate(gold):
        wanted_characters = characters(wanted["content"])
        for j, found in enumerate(predicted):
            found_characters = characters(found.content)
            union = len(wanted_characters | found_characters)
            iou = len(wanted_characters & found_characters) / union if union else 0.0
            if iou >= SAME_CONTENT:
                same_cue = bool(wanted["cue"] and found.cue and wanted["cue"]["start"] == found.cue.start)
                candidates.append((iou, same_cue, set(wanted["parties"]) == set(found.parties), -i, -j))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for *_, i, j in sorted(candidates, reverse=True):
        if -i not in taken_gold and -j not in taken_found:
            taken_gold.add(-i)
            taken_found.add(-j)
            pairs.append((gold[-i], predicted[-j]))
    return pairs


def words(text: str) -> set[str]:
    """Lower-case words and numbers."""
    return set(re.findall(r"\w+", text.lower()))


def overlap(a: str, b: str) -> float:
    """Dice coefficient of words."""
    return 2 * len(words(a) & words(b)) / max(1, len(words(a)) + len(words(b)))


def aligned(gold: Sequence[Gold], predicted: Sequence[Claim]) -> list[tuple[int, Claim]]:
    """Positions of gold claims with the predicted claim that stands for each, one-to-one by word overlap."""
    ranked = sorted(((overlap(g["text"], p.text), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)), reverse=True)
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for score, i, j in ranked:
        if score > 0.2 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((-i, predicted[-j]))
    return pairs


@dataclass
class Tally:
    """Counts over documents; per-document rows are kept for the bootstrap."""

    per_document: list[Counter[str]] = field(default_factory=list)
    labels: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def sums(self, rows: Sequence[Counter[str]] | None = None) -> Counter[str]:
        """All counts added up."""
        return sum(self.per_document if rows is None else rows, Counter())


def f1(hit: float, predicted: float, gold: float) -> float:
    """Harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * hit / (predicted + gold) if predicted + gold else 0.0


def interval(tally: Tally, measure: Any, *, draws: int = 1000) -> tuple[float, float]:
    """95 % bootstrap interval over documents."""
    rng = np.random.default_rng(0)
    rows = tally.per_document
    values = [measure(tally.sums([rows[i] for i in rng.integers(0, len(rows), len(rows))])) for _ in range(draws)]
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Unweighted mean of the F1 of each gold class."""
    scores = []
    for name in {gold for gold, _ in pairs}:
        hit = sum(gold == name == found for gold, found in pairs)
        scores.append(f1(hit, sum(found == name for _, found in pairs), sum(gold == name for gold, _ in pairs)))
    return sum(scores) / len(scores) if scores else 0.0


def score_document(document: Document, row: Gold, result: CheckResult, tally: Tally, claim_of: dict[str, str]) -> None:
    """Add one document's counts; `claim_of` collects predicted claim_id -> gold claim id of aligned claims."""
    predicted = [statement for statement in result.statement_records if statement.doc_id == document.doc_id]
    pairs = matched(row["statements"], predicted)
    counts: Counter[str] = Counter(gold=len(row["statements"]), predicted=len(predicted), matched=len(pairs))
    for wanted, found in pairs:
        counts["party"] += set(wanted["parties"]) == set(found.parties)
        counts["mode"] += wanted["mode"] == found.mode
        counts["speaker"] += bool(characters([wanted["speaker"]] if wanted["speaker"] else []) & characters([found.speaker] if found.speaker else [])) or (
            wanted["speaker"] is None and found.speaker is None
        )
        tally.labels["stance"].append((wanted["stance"], str(found.stance)))
        claims = [claim for claim in result.claim_records if claim.statement_id == found.statement_id]
        counts["claims_gold"] += len(wanted["claims"])
        counts["claims_predicted"] += len(claims)
        for position, claim in aligned(wanted["claims"], claims):
            claim_of[claim.claim_id] = f"{document.doc_id}:{wanted['id']}:{position}"
            score_slots(wanted["claims"][position], claim, counts, tally)
    tally.per_document.append(counts)


def score_slots(wanted: Gold, claim: Claim, counts: Counter[str], tally: Tally) -> None:
    """Compare the slots of an aligned claim."""
    counts["aligned"] += 1
    tally.labels["type"].append((wanted["type"], claim.type))
    counts["polarity"] += wanted["polarity"] == claim.polarity
    counts["actor"] += wanted["actor"] == claim.actor
    counts["target"] += wanted["target"] == claim.target
    counts["date"] += wanted["event_date"] == (claim.event_date.isoformat() if claim.event_date else None)
    gold_places, places = {p.lower() for p in wanted["places"]}, {p.lower() for p in claim.places}
    counts["place_hit"] += len(gold_places & places)
    counts["place_gold"] += len(gold_places)
    counts["place_predicted"] += len(places)
    gold_amounts = {(q["value"], q["bound"], q["unit"].split()[-1]) for q in wanted["quantities"]}
    amounts = {(q.value, str(q.bound), q.unit.split()[-1] if q.unit else "") for q in claim.quantities}
    counts["quantity_hit"] += len(gold_amounts & amounts)
    counts["quantity_gold"] += len(gold_amounts)
    counts["quantity_predicted"] += len(amounts)


def score_pairs(result: CheckResult, gold_pairs: Sequence[Sequence[str]], claim_of: dict[str, str]) -> dict[str, Any]:
    """End-to-end F1 of contradiction and support over the labelled cross-party pairs.

    A gold pair is found if some judged pair of aligned claims has its label. Predicted contradictions count against precision
    when both claims are aligned and the pair is labelled otherwise, or when a claim is aligned to nothing (it is not in the gold);
    pairs between aligned claims that the gold leaves unlabelled are not counted.
    """
    gold = {frozenset(pair[:2]): Label.from_name(pair[2]) for pair in gold_pairs}
    by_id = {claim.claim_id: claim for claim in result.claim_records}
    found: dict[frozenset[str], Label] = {}
    unaligned: Counter[Label] = Counter()
    for judgement in result.judgement_records:
        a, b = claim_of.get(judgement.claim_a), claim_of.get(judgement.claim_b)
        if set(by_id[judgement.claim_a].parties) == set(by_id[judgement.claim_b].parties):
            continue
        if a and b:
            found[frozenset((a, b))] = judgement.label
        else:
            unaligned[judgement.label] += 1
    scores: dict[str, Any] = {"gold_pairs": len(gold), "judged_of_gold": len(gold.keys() & found.keys())}
    for label in (Label.CONTRADICTION, Label.SUPPORT):
        hit = sum(found.get(pair) is label for pair, wanted in gold.items() if wanted is label)
        wrong = sum(found.get(pair) is label for pair, wanted in gold.items() if wanted is not label)
        total = sum(wanted is label for wanted in gold.values())
        strict = f1(hit, hit + wrong + unaligned[label], total)
        scores[str(label)] = {"f1": f1(hit, hit + wrong, total), "f1_strict": strict, "hit": hit, "wrong": wrong, "unaligned": unaligned[label], "gold": total}
    return scores


def gold_texts(rows: Sequence[Gold]) -> dict[str, str]:
    """Texts of the gold claims by their id."""
    return {
        f"{row['doc_id']}:{statement['id']}:{n}": claim["text"]
        for row in rows
        for statement in row["statements"]
        for n, claim in enumerate(statement["claims"])
    }


def write_missed(path: Path, result: CheckResult, gold_pairs: Sequence[Sequence[str]], claim_of: dict[str, str], texts: dict[str, str]) -> None:
    """Append each labelled pair with another answer: what the gold says of it, and what was found in its place."""
    found_as = {gold: claim for claim, gold in claim_of.items()}
    by_id = {claim.claim_id: claim for claim in result.claim_records}
    judged = {frozenset((item.claim_a, item.claim_b)): item for item in result.judgement_records}
    with path.open("a", encoding="utf-8") as stream:
        for a, b, name in gold_pairs:
            mine = [by_id.get(found_as.get(gold, "")) for gold in (a, b)]
            item = judged.get(frozenset(claim.claim_id for claim in mine if claim))
            answer = "no claim" if None in mine else item.label.value if item else "not paired"
            if answer != Label.from_name(name).value and not (answer in ("no claim", "not paired") and Label.from_name(name) is Label.NEUTRAL):
                record = {"gold": name, "answer": answer, "judgement": item.to_dict() if item else None}
                record |= {
                    side: {"gold": texts[gold], "found": claim.to_dict() if claim else None} for side, gold, claim in zip("ab", (a, b), mine, strict=True)
                }
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def summary(tally: Tally) -> dict[str, Any]:
    """All figures with their sample sizes; the main ones with a 95 % interval over documents."""
    total = tally.sums()

    def ratio(hit: str, base: str) -> float:
        return total[hit] / total[base] if total[base] else 0.0

    def statement_f1(counts: Counter[str]) -> float:
        return f1(counts["matched"], counts["predicted"], counts["gold"])

    return {
        "documents": len(tally.per_document),
        "statements": {"gold": total["gold"], "predicted": total["predicted"], "matched": total["matched"]},
        "statement_f1": {"value": statement_f1(total), "interval": interval(tally, statement_f1)},
        "statement_precision": ratio("matched", "predicted"),
        "statement_recall": ratio("matched", "gold"),
        "party_accuracy": {"value": ratio("party", "matched"), "interval": interval(tally, lambda c: c["party"] / max(1, c["matched"]))},
        "speaker_overlap": ratio("speaker", "matched"),
        "mode_accuracy": ratio("mode", "matched"),
        "stance_macro_f1": macro_f1(tally.labels["stance"]),
        "claims": {"gold": total["claims_gold"], "predicted": total["claims_predicted"], "aligned": total["aligned"]},
        "type_macro_f1": macro_f1(tally.labels["type"]),
        "polarity_accuracy": ratio("polarity", "aligned"),
        "actor_accuracy": ratio("actor", "aligned"),
        "target_accuracy": ratio("target", "aligned"),
        "event_date_accuracy": ratio("date", "aligned"),
        "place_f1": f1(total["place_hit"], total["place_predicted"], total["place_gold"]),
        "quantity_f1": f1(total["quantity_hit"], total["quantity_predicted"], total["quantity_gold"]),
    }


def score(
    rows: Sequence[tuple[Document, Gold]], gold_matrices: dict[str, Any], model: str, cache: Path | None = None, missed: Path | None = None
) -> dict[str, Any]:
    """Run the checker on the stories of each event and compare with the gold. missed: a file for the labelled pairs that were judged otherwise."""
    by_event: dict[str, list[tuple[Document, Gold]]] = defaultdict(list)
    for document, row in rows:
        by_event[row["event"]].append((document, row))
    tally = Tally()
    pair_counts: dict[str, Any] = {}
    scorer = scorer_for(model, cache)
    for event, members in by_event.items():
        result = check_documents([document for document, _ in members], Config(model=model), scorer=scorer)
        claim_of: dict[str, str] = {}
        for document, row in members:
            score_document(document, row, result, tally, claim_of)
        if event in gold_matrices:
            pair_counts[event] = score_pairs(result, gold_matrices[event]["pairs"], claim_of)
            if missed:
                write_missed(missed, result, gold_matrices[event]["pairs"], claim_of, gold_texts([row for _, row in members]))
    figures = summary(tally)
    if pair_counts:
        figures["pairs"] = added_up(pair_counts)
    return figures


@click.command()
@click.argument("stories", type=click.Path(exists=True, path_type=Path))
@click.argument("matrices", type=click.Path(exists=True, path_type=Path), required=False)
@click.option("--event", "events", multiple=True, help="Only the stories of this event; may be given several times.")
@click.option("--model", default="default", show_default=True)
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures to this file too.")
@click.option("--cache", type=click.Path(path_type=Path), help="Folder that keeps NLI scores between runs, by the hash of the model.")
@click.option("--missed", type=click.Path(path_type=Path), help="Write the labelled pairs that were judged otherwise to this file.")
def main(stories: Path, matrices: Path | None, events: tuple[str, ...], model: str, json_file: Path | None, cache: Path | None, missed: Path | None) -> None:
    """Print the figures as JSON."""
    figures = score(read_stories(stories, events=events), json.loads(matrices.read_text(encoding="utf-8")) if matrices else {}, model, cache, missed)
    figures = {"model": model, "commit": commit(), "date": datetime.now(UTC).date().isoformat(), **figures}
    click.echo(json.dumps(figures, indent=1))
    if json_file:
        json_file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def added_up(per_event: dict[str, Any]) -> dict[str, Any]:
    """End-to-end pair figures over all events."""
    totals: dict[str, Any] = {name: sum(event[name] for event in per_event.values()) for name in ("gold_pairs", "judged_of_gold")}
    for label in ("contradiction", "support"):
        hit, wrong, unaligned, gold = (sum(event[label][key] for event in per_event.values()) for key in ("hit", "wrong", "unaligned", "gold"))
        totals[label] = {
            "f1": f1(hit, hit + wrong, gold),
            "f1_strict": f1(hit, hit + wrong + unaligned, gold),
            "hit": hit,
            "wrong": wrong,
            "unaligned": unaligned,
            "gold": gold,
        }
    return totals


if __name__ == "__main__":
    main()
