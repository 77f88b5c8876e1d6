"""Score a model on every set of labelled pairs in a folder, with baselines beside it, and hold it to its floors.

    python eval/score_pairs.py FOLDER... --model fast [--most 1000] [--hard IDS.txt] [--floors eval/floors_pairs.json] [--out eval/results]

FOLDER: folders or files (.csv .jsonl .parquet) with premise, hypothesis (or claims a and b) and label. Writes OUT/pairs-MODEL.json and .md.
A set whose floor is not reached ends the run with code 1. `--raise-floors` writes floors 0.01 below what was reached; it lowers none.
"""

from __future__ import annotations

import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline

from checker.comparing import scores
from checker.errors import InputError
from checker.evaluation import Evaluation, Gold, Task, measure, read_gold
from checker.judgement import Label
from checker.metrics import expected_calibration_error, macro_f1
from checker.nli import load_nli
from checker.pairs import flat_columns, is_directed, read_pairs

NEGATION = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|deny|denie[sd]|denying|false|\w+n't)\b", re.IGNORECASE)
SAMPLES = 300


def sets_in(paths: tuple[Path, ...]) -> dict[str, pd.DataFrame]:
    """Tables by name; files that hold no pairs or no labels are left out."""
    files = [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path]) if file.suffix in {".csv", ".jsonl", ".parquet"}]
    found = {}
    for file in files:
        if file.stem.endswith(".train"):
            continue
        try:
            frame = read_pairs(file)
        except InputError as error:
            click.echo(f"left out: {error}", err=True)
            continue
        if "label" in frame.columns:
            found[file.stem] = frame
    return found


def sample(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most `most` rows, the same ones every time."""
    if len(frame) <= most:
        return frame
    chosen = frame.sample(most, random_state=7).reset_index(drop=True)
    chosen.attrs = {"path": frame.attrs["path"], "lines": None}
    return chosen


def baselines(frame: pd.DataFrame, gold: Gold) -> dict[str, float]:
    """Macro-F1 of: the majority label, one negation word in either text, word overlap, and one or both texts as bags of words (5-fold)."""
    pairs = flat_columns(frame)
    a, b = list(pairs["text_a"]), list(pairs["text_b"])
    size = len(gold.names)
    names = list(gold.names)
    against = names.index("contradiction" if "contradiction" in names else "not_support")
    support, rest = names.index("support"), names.index("neutral") if "neutral" in names else against
    negated = np.array([bool(NEGATION.search(x)) != bool(NEGATION.search(y)) for x, y in zip(a, b, strict=True)])
    overlap = np.array([shared(x, y) for x, y in zip(a, b, strict=True)])
    guesses = {
        "majority": np.full(len(a), np.bincount(gold.columns).argmax()),
        "negation": np.where(negated, against, np.where(overlap >= 0.5, support, rest)),
        "overlap": np.where(overlap >= np.quantile(overlap, 2 / 3), support, np.where(overlap >= np.quantile(overlap, 1 / 3), against, rest)),
    }
    if np.bincount(gold.columns, minlength=size)[np.unique(gold.columns)].min() >= 5 and len(np.unique(gold.columns)) > 1:
        model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(max_iter=500, class_weight="balanced"))
        guesses["one side"] = cross_val_predict(model, b, gold.columns, cv=5)
        both = [
            " ".join([*(f"a_{w}" for w in words(x)), *(f"b_{w}" for w in words(y)), *(f"ab_{w}" for w in set(words(x)) & set(words(y)))])
            for x, y in zip(a, b, strict=True)
        ]
        guesses["bag of words"] = cross_val_predict(model, both, gold.columns, cv=5)
    return {name: round(macro_f1(gold.columns, np.asarray(guess, dtype=np.int64), labels=size), 4) for name, guess in guesses.items()}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def shared(a: str, b: str) -> float:
    """Share of the words of the shorter text that are in the other."""
    left, right = set(words(a)), set(words(b))
    return len(left & right) / max(1, min(len(left), len(right)))


def scored_sets(sets: dict[str, pd.DataFrame], scorer: Any, hard: set[str], most: int) -> tuple[list[dict[str, Any]], float]:
    """A result for each set (claims also with typed comparisons, and on their hard part), and ECE over the mix of three-way sets by NLI alone."""
    rows: list[dict[str, Any]] = []
    mix: list[tuple[np.ndarray, np.ndarray]] = []
    for name, whole in sets.items():
        frame = sample(whole, most)
        gold = read_gold(list(frame["label"]))
        p = scores(frame, model=scorer, typed=False)
        rows.append(result(name, measure(gold, p, samples=SAMPLES), baselines(frame, gold)))
        if gold.task is Task.THREE_WAY and set(gold.columns.tolist()) == set(range(len(Label))):
            mix.append((p.max(axis=1), p.argmax(axis=1) == gold.columns))
        typed = None if is_directed(frame) else scores(frame, model=scorer)
        if typed is not None:
            rows.append(result(f"{name} + typed", measure(gold, typed, samples=SAMPLES), {}))
        chosen = np.flatnonzero(frame["id"].isin(hard)) if hard and "id" in frame.columns else np.array([], dtype=int)
        if len(chosen):
            part = Gold(gold.task, gold.names, gold.columns[chosen])
            rows.append(result(f"{name} hard", measure(part, p[chosen], samples=SAMPLES), {}))
            if typed is not None:
                rows.append(result(f"{name} hard + typed", measure(part, typed[chosen], samples=SAMPLES), {}))
        click.echo(line(rows[-1]), err=True)
    joined = [np.concatenate(part) for part in zip(*mix, strict=True)] if mix else []
    return rows, expected_calibration_error(*joined) if joined else float("nan")


def result(name: str, evaluation: Evaluation, baseline: dict[str, float]) -> dict[str, Any]:
    return {"set": name, **evaluation.to_dict(), "baselines_macro_f1": baseline}


def line(row: dict[str, Any]) -> str:
    low, high = row["accuracy_interval"]["low"], row["accuracy_interval"]["high"]
    known = row["baselines_macro_f1"]
    best = max(known, key=lambda name: known[name], default=None)
    baseline = f"{known['majority']:.3f} | {known[best]:.3f} {best}" if best else "- | -"
    return f"| {row['set']} | {row['n']} | {row['accuracy']:.3f} [{low:.3f}, {high:.3f}] | {row['macro_f1']:.3f} | {row['ece']:.3f} | {baseline} |"


def markdown(report: dict[str, Any]) -> str:
    title = f"# {report['model']['name']} ({report['model']['backend']}) on labelled pairs"
    head = f"{title}\n\nCommit {report['commit']}, {report['date']}. ECE over the mix of three-way sets: {report['ece_mix']:.3f}.\n"
    table = ["| set | n | accuracy | macro-F1 | ECE | majority F1 | best baseline F1 |", "|---|---:|---|---:|---:|---:|---|", *map(line, report["sets"])]
    return head + "\n" + "\n".join(table) + "\n"


def commit() -> str:
    """Short name of the commit that was measured, with a plus where files differ from it."""
    try:
        name = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S607
        changed = subprocess.run(["git", "status", "--porcelain"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S607
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name + ("+" if changed else "")


def below_floor(rows: list[dict[str, Any]], floors: dict[str, float]) -> list[str]:
    """What is lower than its floor, in words. Floors are of macro-F1; a set that was not run has none."""
    return [
        f"{row['set']}: macro-F1 {row['macro_f1']:.3f} is below its floor {floors[row['set']]:.3f}"
        for row in rows
        if row["macro_f1"] < floors.get(row["set"], 0)
    ]


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--model", default="default", show_default=True)
@click.option("--most", default=1000, show_default=True, help="Pairs of each set.")
@click.option("--hard", type=click.Path(exists=True, path_type=Path), help="Ids to report separately.")
@click.option("--floors", "floors_file", type=click.Path(path_type=Path), default=Path(__file__).parent / "floors_pairs.json", show_default=True)
@click.option("--raise-floors", is_flag=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path(__file__).parent / "results", show_default=True)
def main(paths: tuple[Path, ...], model: str, most: int, hard: Path | None, floors_file: Path, raise_floors: bool, out: Path) -> None:
    """Score all sets."""
    scorer = load_nli(model)
    ids = set(hard.read_text(encoding="utf-8").split()) if hard else set()
    rows, ece = scored_sets(sets_in(paths), scorer, ids, most)
    report = {"model": scorer.describe(), "commit": commit(), "date": datetime.now(UTC).date().isoformat(), "ece_mix": ece, "sets": rows}
    out.mkdir(parents=True, exist_ok=True)
    (out / f"pairs-{scorer.name}.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    (out / f"pairs-{scorer.name}.md").write_text(markdown(report), encoding="utf-8")
    click.echo(markdown(report))
    all_floors = json.loads(floors_file.read_text(encoding="utf-8")) if floors_file.exists() else {}
    floors = all_floors.get(scorer.name, {})
    missed = below_floor(rows, floors)
    if raise_floors and not missed:
        all_floors[scorer.name] = floors | {row["set"]: max(floors.get(row["set"], 0.0), round(row["macro_f1"] - 0.01, 3)) for row in rows}
        floors_file.write_text(json.dumps(all_floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if missed:
        raise click.ClickException("; ".join(missed))


if __name__ == "__main__":
    main()
