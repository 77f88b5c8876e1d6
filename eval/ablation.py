"""What each part of pairing and judging is worth: NLI alone, with context, with the gate, with typed comparison.

    python eval/ablation.py --pairs PAIRS.jsonl --stories S.jsonl --matrices M.json [--model NAME] [--cache DIR] [--out FILE.md]

PAIRS: composed pairs of texts (every pair is given, so that there is no gate). Stories: the labelled pairs of gold claims, each event judged by
weights of claims with slots that are fitted on the gold claims of the others. Intervals are 95 % bootstrap intervals over events.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import numpy as np
from fit_weights import fit_slots
from gold import Event, read_events
from score_pairs import commit
from scores import scorer_for
from sklearn.metrics import f1_score

from checker.claim import Claim
from checker.comparison import weights_table
from checker.judgement import ClaimPair, Label
from checker.judging import JudgingOptions, judge
from checker.pairing import pair_claims
from checker.wording import claim_from_text

LABELS = [label.value for label in Label]
Answers = list[str]


def text_answers(rows: Sequence[dict[str, Any]], scorer: Any, options: JudgingOptions) -> Answers:
    """Labels of pairs of texts."""
    claims: dict[str, Claim] = {}
    pairs = []
    for row in rows:
        names = [f"{row['id']}{side}" for side in "ab"]
        for name, side in zip(names, "ab", strict=True):
            member = row[side]
            claims[name] = claim_from_text(member["text"], member.get("party"), date.fromisoformat(member["date"][:10]), claim_id=name)
        pairs.append(ClaimPair(*names, "given", 1.0))
    return [item.label.value for item in judge(pairs, claims, scorer, options)]


def event_answers(event: Event, scorer: Any, options: JudgingOptions, *, gated: bool) -> Answers:
    """Labels of the labelled pairs of an event; with the gate, what is not proposed is neutral."""
    proposed = {frozenset((pair.claim_a, pair.claim_b)): pair for pair in pair_claims(list(event.claims.values())).pairs}
    asked = [proposed.get(frozenset((a, b))) or ClaimPair(a, b, "given", 0.5) for a, b, _ in event.pairs]
    found = judge(asked, event.claims, scorer, options)
    return [Label.NEUTRAL.value if gated and item.why == "given" else item.label.value for item in found]


def measures(gold: Sequence[str], found: Sequence[str], groups: Sequence[str]) -> list[str]:
    """Accuracy, macro-F1 with interval, F1 of contradiction and support."""
    known, answers = np.array(gold), np.array(found)

    def macro(rows: Any) -> float:
        return float(f1_score(known[rows], answers[rows], labels=LABELS, average="macro", zero_division=0))

    names = sorted(set(groups))
    members = [np.flatnonzero(np.array(groups) == name) for name in names]
    rng = np.random.default_rng(0)
    draws = [macro(np.concatenate([members[i] for i in rng.integers(0, len(names), len(names))])) for _ in range(500)]
    low, high = np.quantile(draws, [0.025, 0.975])
    each = f1_score(known, answers, labels=LABELS, average=None, zero_division=0)
    return [f"{(known == answers).mean():.3f}", f"{macro(slice(None)):.3f} [{low:.3f}, {high:.3f}]", f"{each[0]:.3f}", f"{each[1]:.3f}"]


def table(title: str, lines: dict[str, list[str]]) -> str:
    head = ["", "accuracy", "macro-F1", "contradiction F1", "support F1"]
    rows = [head, ["---"] + ["---:"] * 4, *([name, *values] for name, values in lines.items())]
    return f"{title}\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in rows)


def of_texts(path: Path, scorer: Any) -> str:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold, groups = [row["label"] for row in rows], [str(row.get("event") or row.get("group")) for row in rows]
    plain = JudgingOptions(typed=False, context=False)
    steps = {"NLI only": plain, "+ context": replace(plain, context=True), "+ typed comparison": JudgingOptions()}
    lines = {name: measures(gold, text_answers(rows, scorer, options), groups) for name, options in steps.items()}
    return table(f"Pairs of texts ({path.name}, n {len(rows)}, {len(set(groups))} events)", lines)


def of_events(events: Sequence[Event], scorer: Any) -> str:
    plain = JudgingOptions(typed=False, context=False)
    steps = {
        "NLI only": (plain, False),
        "+ context": (replace(plain, context=True), False),
        "+ gate": (replace(plain, context=True), True),
        "+ typed comparison": (JudgingOptions(), True),
    }
    gold = [label.value for event in events for *_, label in event.pairs]
    groups = [event.name for event in events for _ in event.pairs]
    found: dict[str, Answers] = {name: [] for name in steps}
    for event in events:
        weights_table()["judging"]["slots"] = fit_slots([other for other in events if other is not event], scorer, show=False)
        for name, (options, gated) in steps.items():
            found[name] += event_answers(event, scorer, options, gated=gated)
    lines = {name: measures(gold, answers, groups) for name, answers in found.items()}
    return table(f"Labelled pairs of gold claims (n {len(gold)}, {len(events)} events, each left out of the fit)", lines)


@click.command()
@click.option("--pairs", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--stories", type=click.Path(exists=True, path_type=Path), required=True, multiple=True)
@click.option("--matrices", type=click.Path(exists=True, path_type=Path), required=True, multiple=True)
@click.option("--model", default="default", show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), help="Folder that keeps NLI scores between runs, by the hash of the model.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the tables to this file too.")
def main(pairs: Path, stories: tuple[Path, ...], matrices: tuple[Path, ...], model: str, cache: Path | None, out: Path | None) -> None:
    """Print both tables."""
    scorer = scorer_for(model, cache)
    head = f"# What each part is worth\n\nModel {model}, commit {commit()}, {datetime.now(UTC).date()}. Each row adds one part to the row above."
    text = "\n\n".join([head, of_texts(pairs, scorer), of_events(read_events(stories, matrices), scorer)])
    click.echo(text)
    if out:
        out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
