"""Fit a model's calibration on pairs kept out of its training, and choose where it should abstain.

    python models/calibrate.py --model fast --nli DIR --pairs FILE [--pairs FILE] [--target 0.9] [--most 400] [--public 0.5]

The held-out part is the one that models/train.py leaves out. Public pairs count as much as conflict pairs in sum, or as --public says. Of temperature and
vector scaling the one with the lower cross-validated NLL is taken. Writes calibration.json beside the model.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import click
import numpy as np
from train import read_conflict, read_public

from checker import weights
from checker.calibration import Calibration, fit, negative_log_likelihood, thresholds_for
from checker.metrics import expected_calibration_error
from checker.nli import load_nli

FOLDS = 5
PENALTY = {"none": 0.0, "temperature": 0.0005, "vector": 0.002}  # NLL that a richer method must gain to be worth its parameters


def cross_validated(logits: np.ndarray, gold: np.ndarray, weight: np.ndarray, method: str, groups: np.ndarray) -> float:
    """Mean NLL on folds left out in turn; `none` fits nothing. Both directions of a pair stay in one fold."""
    losses = []
    for fold in range(FOLDS):
        out = groups % FOLDS == fold
        fitted = Calibration() if method == "none" else fit(logits[~out], gold[~out], method=method, weight=weight[~out])
        losses.append(negative_log_likelihood(fitted.probabilities(logits[out]), gold[out], weight[out]))
    return float(np.mean(losses))


@click.command()
@click.option("--model", required=True, help="Bundled model or folder with int8 weights.")
@click.option("--nli", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--pairs", type=click.Path(exists=True, path_type=Path), required=True, multiple=True, help="Conflict pairs; may be given several times.")
@click.option("--target", default=0.9, show_default=True, help="Precision that a label must reach not to be abstained from.")
@click.option("--most", default=400, show_default=True, help="Pairs of each public set.")
@click.option("--public", "share", default=0.5, show_default=True, help="Weight of the public pairs, of 1 in all.")
@click.option("--seed", default=7, show_default=True)
def main(model: str, nli: Path, pairs: tuple[Path, ...], target: float, most: int, share: float, seed: int) -> None:
    """Write calibration.json."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    public = [example for pool in read_public(nli, calibration=True).values() for example in rng.sample(pool, min(most, len(pool)))]
    conflict = [example for path in pairs for example in read_conflict(path, calibration=True)]
    examples = [*public, *conflict]
    scorer = load_nli(model)
    logits = scorer.predict_detailed([(example.premise, example.hypothesis) for example in examples]).logits
    gold = np.array([example.label for example in examples])
    weight = np.concatenate([np.full(len(public), share / max(len(public), 1)), np.full(len(conflict), (1 - share) / max(len(conflict), 1))])
    groups = np.concatenate([np.arange(len(public)), np.arange(len(conflict)) // 2])
    losses = {method: cross_validated(logits, gold, weight, method, groups) for method in ("none", "temperature", "vector")}
    best = min(losses, key=lambda name: losses[name] + PENALTY[name])
    fitted = Calibration(fitted_on=len(gold)) if best == "none" else fit(logits, gold, method=best, weight=weight)
    p = fitted.probabilities(logits)
    fitted = replace(fitted, target=target, thresholds=thresholds_for(p, gold, target=target))
    folder = weights.locate(model)
    if folder is None:
        raise click.ClickException(f"{model} is no folder that calibration.json could be written to")
    fitted.save(folder)
    for method, loss in losses.items():
        click.echo(f"{method:12} cross-validated NLL {loss:.4f}")
    for name, part in (("public", slice(0, len(public))), ("conflict", slice(len(public), None))):
        hit = p[part].argmax(axis=1) == gold[part]
        click.echo(f"{name:12} n {len(hit)}  accuracy {hit.mean():.3f}  ECE {expected_calibration_error(p[part].max(axis=1), hit):.3f}")
    abstained = fitted.abstains(p)
    kept = p.argmax(axis=1)[~abstained] == gold[~abstained]
    click.echo(f"abstains from {abstained.mean():.3f}; accuracy of the rest {kept.mean() if len(kept) else float('nan'):.3f}; {fitted}")


if __name__ == "__main__":
    main()
