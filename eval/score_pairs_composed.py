"""Judged composed pairs: macro-F1, contradiction F1, calibration and phenomena, NLI alone against NLI with typed comparisons.

python eval/score_pairs_composed.py PAIRS.jsonl [--model NAME] [--cache DIR] [--hard IDS.txt] [--errors N]
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
import numpy as np
from scores import scorer_for
from sklearn.metrics import f1_score

from checker.judgement import ClaimPair, Judgement, Label
from checker.judging import JudgingOptions, judge
from checker.wording import claim_from_text

LABELS = [label.value for label in Label]


def judged(rows: Sequence[dict[str, Any]], scorer: Any, *, typed: bool) -> list[Judgement]:
    """Judgements of labelled pairs, made from their bare texts, parties and dates."""
    claims, pairs = {}, []
    for row in rows:
        for side in "ab":
            member = row[side]
            claim = claim_from_text(member["text"], member.get("party"), date.fromisoformat(member["date"][:10]), claim_id=f"{row['id']}{side}")
            claims[claim.claim_id] = claim
        pairs.append(ClaimPair(f"{row['id']}a", f"{row['id']}b", "given", 0.6))
    return judge(pairs, claims, scorer, JudgingOptions(typed=typed))


def summary(gold: Sequence[str], found: Sequence[Judgement]) -> dict[str, float]:
    """Macro-F1, F1 of contradiction and support, accuracy and expected calibration error."""
    labels = [item.label.value for item in found]
    scores = f1_score(gold, labels, labels=LABELS, average=None, zero_division=0)
    confidence = np.array([max(item.p_contradiction, item.p_support, item.p_neutral) for item in found])
    hit = np.array([a == b for a, b in zip(gold, labels, strict=True)])
    bins = np.minimum((confidence * 15).astype(int), 14)
    error = sum(abs(confidence[bins == b].mean() - hit[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    return {"n": len(gold), "macro_f1": scores.mean(), "contradiction_f1": scores[0], "support_f1": scores[1], "accuracy": hit.mean(), "ece": error}


def slices(rows: Sequence[dict[str, Any]], found: Sequence[Judgement]) -> dict[str, tuple[int, float]]:
    """Number of pairs and accuracy for each phenomenon."""
    hits = defaultdict(list)
    for row, item in zip(rows, found, strict=True):
        for name in row.get("phenomena", ()):
            hits[name].append(item.label.value == row["label"])
    return {name: (len(values), sum(values) / len(values)) for name, values in sorted(hits.items())}


def line(name: str, figures: dict[str, float]) -> str:
    return f"{name:28}" + "  ".join(f"{key} {value:.3f}" if key != "n" else f"n {value}" for key, value in figures.items())


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--model", default="default", show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), help="Folder that keeps NLI scores between runs, by the hash of the model.")
@click.option("--hard", type=click.Path(exists=True, path_type=Path), help="Ids of the pairs to report separately.")
@click.option("--errors", default=0, help="Print this many wrong judgements.")
def main(path: Path, model: str, cache: Path | None, hard: Path | None, errors: int) -> None:
    """Print the table."""
    rows = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    scorer = scorer_for(model, cache)
    ids = set(hard.read_text(encoding="utf-8").split()) if hard else set()
    gold = [row["label"] for row in rows]
    table = {"NLI only": judged(rows, scorer, typed=False), "NLI + typed comparison": judged(rows, scorer, typed=True)}
    for name, found in table.items():
        click.echo(line(name, summary(gold, found)))
        if ids:
            chosen = [n for n, row in enumerate(rows) if row["id"] in ids]
            click.echo(line(f"  hard: {name}", summary([gold[n] for n in chosen], [found[n] for n in chosen])))
    before, after = (slices(rows, found) for found in table.values())
    for name, (count, accuracy) in after.items():
        if count >= 8:
            click.echo(f"  {name:26} n {count:3}  NLI only {before[name][1]:.2f}  with typed comparison {accuracy:.2f}")
    wrong = [(row, item) for row, item in zip(rows, table["NLI + typed comparison"], strict=True) if item.label.value != row["label"]]
    for row, item in wrong[:errors]:
        click.echo(
            f"{row['id']} gold {row['label']} found {item.label} {item.p_contradiction:.2f}/{item.p_support:.2f}/{item.p_neutral:.2f} {list(item.reasons)}"
        )
        for side in "ab":
            click.echo(f"    {row[side].get('party')} {row[side]['date']}: {row[side]['text']}")


if __name__ == "__main__":
    main()
