"""Pairing and judging on other people's data: ECB+ (do two sentences share an event?) and ClaimDiff (does one claim weaken the other?).

    python eval/score_events.py ecb PAIRS.jsonl[.gz] [--json FILE]
    python eval/score_events.py claimdiff PAIRS.jsonl[.gz] [--model NAME] [--cache DIR] [--most N] [--json FILE]

ecb: average precision of rankings, with 95 % bootstrap intervals over topics. claimdiff: F1 of "weaken" against the rest, where a pair counts as weakening
whose probability of contradiction is highest or passes the threshold that the other topics choose, by NLI alone and with the typed comparison.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from math import log
from pathlib import Path
from typing import Any

import click
import numpy as np
from score_pairs import commit
from scores import scorer_for
from sklearn.metrics import average_precision_score, f1_score

from checker.claim import Claim
from checker.claim_types import classify_type
from checker.comparison import compare_claims
from checker.embedding import default_embedder
from checker.judgement import ClaimPair
from checker.judging import JudgingOptions, judge
from checker.pairing import gate_score
from checker.wording import claim_from_text

Array = np.ndarray[Any, Any]
Row = dict[str, Any]
FOLDS = 5


def read(path: Path) -> list[Row]:
    """Rows of a JSON Lines file, packed or not."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def interval(measure: Callable[[Array], float], topics: Sequence[str], *, draws: int = 1000) -> list[float]:
    """95 % bootstrap interval of a measure of row numbers; whole topics are drawn, since their pairs are no independent observations."""
    rng = np.random.default_rng(0)
    names = sorted(set(topics))
    rows = {name: np.flatnonzero(np.asarray(topics) == name) for name in names}
    values = [measure(np.concatenate([rows[names[i]] for i in rng.integers(0, len(names), len(names))])) for _ in range(draws)]
    return [round(float(np.quantile(values, q)), 3) for q in (0.025, 0.975)]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def shared_words(rows: Sequence[Row]) -> Array:
    """Token Jaccard, the baseline."""
    return np.array([len(words(r["text_a"]) & words(r["text_b"])) / max(1, len(words(r["text_a"]) | words(r["text_b"]))) for r in rows])


def shared_rare_words(rows: Sequence[Row]) -> Array:
    """Cosine of the word sets, rare words counting more."""
    texts = {r[side] for r in rows for side in ("text_a", "text_b")}
    known = Counter(word for text in texts for word in words(text))
    rarity = {word: log(len(texts) / count) ** 2 for word, count in known.items()}

    def size(group: set[str]) -> float:
        return sum(rarity[word] for word in group)

    return np.array([size(words(r["text_a"]) & words(r["text_b"])) / max(1e-9, (size(words(r["text_a"])) * size(words(r["text_b"]))) ** 0.5) for r in rows])


def similarities(rows: Sequence[Row]) -> Array:
    """Cosine of the sentence vectors that propose pairs."""
    texts = sorted({r[side] for r in rows for side in ("text_a", "text_b")})
    vectors = default_embedder().encode(texts)
    at = {text: n for n, text in enumerate(texts)}
    return np.array([float(vectors[at[r["text_a"]]] @ vectors[at[r["text_b"]]]) for r in rows])


def gate_scores(rows: Sequence[Row], similarity: Array) -> Array:
    """The score of the typed gate, for claims with the slots that a bare sentence shows."""
    claims: dict[str, Claim] = {}
    for row in rows:
        for side in ("text_a", "text_b"):
            if row[side] not in claims:
                claims[row[side]] = claim_from_text(row[side], kind=classify_type(row[side]))
    return np.array([gate_score(compare_claims(claims[r["text_a"]], claims[r["text_b"]]), float(s)) for r, s in zip(rows, similarity, strict=True)])


def judged(rows: Sequence[Row], scorer: Any, *, typed: bool) -> Array:
    """(n, 3) probabilities of contradiction, support and neutral."""
    claims, pairs = {}, []
    for n, row in enumerate(rows):
        claims |= {f"{n}{side}": claim_from_text(row[f"claim_{side}"], claim_id=f"{n}{side}") for side in "ab"}
        pairs.append(ClaimPair(f"{n}a", f"{n}b", "given", 1.0))
    found = judge(pairs, claims, scorer, JudgingOptions(typed=typed))
    return np.array([(item.p_contradiction, item.p_support, item.p_neutral) for item in found])


def by_threshold(p: Array, gold: Array, topics: Sequence[str]) -> Array:
    """Answers by the threshold that is best on the topics of the other folds."""
    names = {name: n % FOLDS for n, name in enumerate(sorted(set(topics)))}
    folds = np.array([names[topic] for topic in topics])
    answers = np.zeros(len(p), dtype=bool)
    for fold in range(FOLDS):
        inside, others = folds == fold, folds != fold
        best = max(np.quantile(p[others], np.linspace(0.02, 0.98, 97)), key=lambda t: f1_score(gold[others], p[others] >= t, zero_division=0))
        answers[inside] = p[inside] >= best
    return answers


def written(figures: dict[str, Any], path: Path | None) -> None:
    text = json.dumps({"commit": commit(), "date": datetime.now(UTC).date().isoformat(), **figures}, indent=1)
    click.echo(text)
    if path:
        path.write_text(text + "\n", encoding="utf-8")


@click.group()
def main() -> None:
    """Figures on ECB+ and ClaimDiff."""


@main.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "json_file", type=click.Path(path_type=Path))
def ecb(path: Path, json_file: Path | None) -> None:
    """Average precision of event coreference between sentences."""
    rows = read(path)
    gold, topics = np.array([row["label"] for row in rows]), [str(row["topic"]) for row in rows]
    similarity = similarities(rows)
    rare = shared_rare_words(rows)
    rankings = {
        "token Jaccard": shared_words(rows),
        "sentence vectors": similarity,
        "rare words": rare,
        "sentence vectors + rare words": similarity + rare,
        "typed gate": gate_scores(rows, similarity),
    }
    figures: dict[str, Any] = {"n": len(rows), "positive": int(gold.sum()), "topics": len(set(topics))}
    for name, score in rankings.items():
        value = float(average_precision_score(gold, score))
        figures[name] = {"average precision": round(value, 3), "interval": interval(lambda i, s=score: float(average_precision_score(gold[i], s[i])), topics)}
    written(figures, json_file)


@main.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--model", default="default", show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), help="Folder that keeps NLI scores between runs, by the hash of the model.")
@click.option("--most", type=int, help="Only the first N pairs.")
@click.option("--json", "json_file", type=click.Path(path_type=Path))
def claimdiff(path: Path, model: str, cache: Path | None, most: int | None, json_file: Path | None) -> None:
    """F1 of "weaken" against the rest: NLI alone, and with the typed comparison."""
    rows = read(path)[:most]
    gold, topics = np.array([bool(row["weaken"]) for row in rows]), [row["topic"] for row in rows]
    scorer = scorer_for(model, cache)
    figures: dict[str, Any] = {"model": model, "n": len(rows), "weaken": int(gold.sum()), "topics": len(set(topics))}
    figures["all weaken"] = {"f1": round(float(f1_score(gold, np.ones(len(gold)))), 3)}
    answers: dict[str, dict[str, Array]] = {}
    for name, typed in (("NLI only", False), ("NLI + typed comparison", True)):
        p = judged(rows, scorer, typed=typed)
        answers[name] = {"label": p.argmax(axis=1) == 0, "threshold": by_threshold(p[:, 0], gold, topics)}
        figures[name] = {
            kind: {
                "f1": round(float(f1_score(gold, found)), 3),
                "interval": interval(lambda i, f=found: float(f1_score(gold[i], f[i], zero_division=0)), topics),
            }
            for kind, found in answers[name].items()
        } | {"average precision": round(float(average_precision_score(gold, p[:, 0])), 3)}
    for kind in ("label", "threshold"):
        before, after = (answers[name][kind] for name in answers)
        figures[f"gain of typed comparison, {kind}"] = {
            "f1": round(float(f1_score(gold, after) - f1_score(gold, before)), 3),
            "interval": interval(
                lambda i, x=before, y=after: float(f1_score(gold[i], y[i], zero_division=0) - f1_score(gold[i], x[i], zero_division=0)), topics
            ),
        }
    written(figures, json_file)


if __name__ == "__main__":
    main()
