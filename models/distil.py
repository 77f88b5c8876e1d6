"""Train a small classifier on what a larger one says: its logits on public pairs, on conflict pairs and on pairs of claims that nobody has labelled.

    python models/distil.py --teacher default --base BASE --nli DIR --pairs FILE --stories FILE --matrices FILE --out DIR --minutes 90

BASE is the Hugging Face folder of the small model, best one that models/train.py made already. What the teacher said is kept in OUT/taught.npz, so that
a run that was stopped need not ask again.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import numpy as np
from train import BALANCE, LABELS, MIX, TAUGHT, WARMTH, Example, Run, fit, label_id, read_conflict, read_public, run_options, stream

from checker.model_texts import model_texts
from checker.nli import load_nli
from checker.pairing import pair_claims

PIECE = 4096  # pairs between two writings of what the teacher said


def read_claims(stories: Sequence[Path], matrices: Sequence[Path]) -> list[Example]:
    """Pairs of gold claims that the gate lets through, in both directions; their label is for the teacher to say (neutral until then)."""
    sys.path.append(str(Path(__file__).parents[1] / "eval"))
    from gold import read_events

    examples = []
    for event in read_events(stories, matrices):
        for pair in pair_claims(list(event.claims.values())).pairs:
            a, b = model_texts(event.claims[pair.claim_a], event.claims[pair.claim_b])
            examples += [Example(a, b, label_id("neutral")), Example(b, a, label_id("neutral"))]
    return examples


def sampled(pools: dict[str, list[Example]], count: int, rng: random.Random) -> dict[str, list[Example]]:
    """`count` pairs of the pools, by MIX; a pool that has fewer gives all."""
    return {name: rng.sample(pool, min(len(pool), round(count * MIX[name]))) for name, pool in pools.items()}


def taught(examples: Sequence[Example], teacher: str, path: Path) -> np.ndarray[Any, Any]:
    """(n, 3) logits of the teacher, in the order of LABELS."""
    model = load_nli(teacher)
    columns = [[str(label) for label in model.labels].index(name) for name in LABELS]
    rows = np.load(path)["rows"] if path.exists() else np.zeros((0, 3), np.float32)
    for start in range(len(rows), len(examples), PIECE):
        found = model.predict_detailed([(e.premise, e.hypothesis) for e in examples[start : start + PIECE]]).logits
        rows = np.concatenate([rows, found[:, columns]])
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, rows=rows)
        partial.replace(path)
        click.echo(f"asked the teacher about {len(rows)} of {len(examples)}")
    return rows[: len(examples)]


@click.command()
@run_options
@click.option("--teacher", default="default", show_default=True)
@click.option("--stories", type=click.Path(exists=True, path_type=Path), multiple=True, help="Annotated stories, for pairs of claims without labels.")
@click.option("--matrices", type=click.Path(exists=True, path_type=Path), multiple=True)
@click.option("--public", default=60_000, show_default=True, help="Public pairs that the teacher is asked about.")
@click.option("--unlabelled", "most", default=12_000, show_default=True, help="Pairs of claims that the teacher is asked about.")
@click.option("--share", type=(float, float), default=(0.40, 0.45), show_default=True, help="Share of conflict pairs at the beginning and at the end.")
def main(
    teacher: str,
    nli: Path,
    pairs: tuple[Path, ...],
    negated: Path | None,
    stories: tuple[Path, ...],
    matrices: tuple[Path, ...],
    public: int,
    most: int,
    share: tuple[float, float],
    **options: Any,
) -> None:
    """Ask the teacher, then train."""
    run = Run(**options)
    run.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(run.seed)  # noqa: S311 - sampling, no secret
    chosen = sampled(read_public(nli, calibration=False, negated=negated), public, rng)
    conflict = [example for path in pairs for example in read_conflict(path, calibration=False)]
    unlabelled = read_claims(stories, matrices)
    unlabelled = rng.sample(unlabelled, min(most, len(unlabelled)))
    everything = [*conflict, *unlabelled, *(example for pool in chosen.values() for example in pool)]
    click.echo(f"{len(conflict)} conflict pairs, {len(unlabelled)} unlabelled, {len(everything)} in all")
    rows = taught(everything, teacher, run.out / "taught.npz")
    said = [replace(example, taught=tuple(row)) for example, row in zip(everything, rows.tolist(), strict=True)]
    own, told = len(conflict), len(conflict) + len(unlabelled)
    said[own:told] = [replace(example, label=int(row.argmax())) for example, row in zip(said[own:told], rows[own:told], strict=True)]
    left = iter(said[told:])
    pools = {name: [next(left) for _ in pool] for name, pool in chosen.items()}
    record = {
        "teacher": teacher,
        "taught": TAUGHT,
        "warmth": WARMTH,
        "mix": MIX,
        "conflict_share": list(share),
        "balance": BALANCE,
        "unlabelled": len(unlabelled),
    }
    fit(run, lambda rng, progress: stream(pools, said[:told], rng, progress, share), record)


if __name__ == "__main__":
    main()
