"""Train an NLI classifier on labelled pairs: public NLI mixed with composed conflict pairs.

    python models/train.py --base BASE --nli DIR --pairs FILE --out DIR --minutes 90

BASE is a Hugging Face encoder folder, DIR holds train_3way.parquet (premise, hypothesis, label, set), FILE is JSON Lines of
conflict pairs (a, b, label, group). The learning rate follows the time budget; a stopped (SIGTERM) or killed run resumes from OUT/state.pt.
"""

from __future__ import annotations

import json
import random
import signal
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
import pandas as pd
import torch
from mixed_precision import Trained
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from checker.context import in_context

LABELS = ("contradiction", "support", "neutral")
SPELLINGS = {"entailment": "support"}
# Share of each public set among the public pairs. Sets with an NC licence (sick, control) and the automatically labelled
# tier C stay out; FEVER's neutral evidence is retrieved, partly wrong, so it gets little room.
# `negated` are the pairs of models/negate.py.
MIX = {
    "mnli": 0.33,
    "ling_in_loop": 0.18,
    "snli_oie": 0.10,
    "new_protocols": 0.08,
    "negated": 0.10,
    "cad_snli": 0.06,
    "fever": 0.12,
    "semi_automatic": 0.02,
    "cb": 0.01,
}
# Claims of FEVER that were made false carry words that give it away ("only", "did not"): its pairs are thinned by what the claim alone tells.
THINNED = ("fever",)
# Share of each label among the conflict pairs: pairs between counterparts are mostly neutral, and would drown the rest.
BALANCE = {"contradiction": 0.36, "support": 0.29, "neutral": 0.35}
MAX_TOKENS = 192
WARM_UP = 0.06


# What a teacher says counts for this much of the loss, the label for the rest; both logits are divided by WARMTH before they are compared.
TAUGHT = 0.7
WARMTH = 2.0


@dataclass(frozen=True)
class Example:
    """One labelled pair as the model reads it. taught: logits of a teacher, in the order of LABELS."""

    premise: str
    hypothesis: str
    label: int
    taught: tuple[float, ...] | None = None


@dataclass(frozen=True)
class Run:
    """What every training has to know. minutes: how long; peak: highest learning rate; frozen_layers: encoder layers, from the bottom, left as they are."""

    base: Path
    out: Path
    minutes: float
    peak: float
    seed: int
    frozen_layers: int
    batch: int
    threads: int


def run_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a `Run`, and of the labelled pairs that are trained on."""
    for option in (
        click.option("--base", type=click.Path(exists=True, path_type=Path), required=True, help="Folder of the model to begin from."),
        click.option("--out", type=click.Path(path_type=Path), required=True),
        click.option("--minutes", type=float, required=True),
        click.option("--peak", type=float, default=3e-5, show_default=True, help="Peak learning rate."),
        click.option("--seed", type=int, default=7, show_default=True),
        click.option("--frozen-layers", type=int, default=0, show_default=True, help="Encoder layers, from the bottom, that are not trained."),
        click.option("--batch", type=int, default=32, show_default=True, help="Pairs a step."),
        click.option("--threads", type=int, default=2, show_default=True),
        click.option("--nli", type=click.Path(exists=True, path_type=Path), required=True),
        click.option("--pairs", type=click.Path(exists=True, path_type=Path), required=True, multiple=True, help="Conflict pairs; may be given several times."),
        click.option("--negated", type=click.Path(exists=True, path_type=Path), help="Pairs written by models/negate.py."),
    ):
        command = option(command)
    return command


def held_out(key: str) -> bool:
    """Whether a pair (or group of pairs) is kept for calibration: one in fifteen, by hash, so that every script agrees."""
    return zlib.crc32(key.encode()) % 15 == 0


def read_public(folder: Path, *, calibration: bool, negated: Path | None = None) -> dict[str, list[Example]]:
    """Public pairs by the sets of MIX that are there; `calibration` picks the held-out part instead of the training part."""
    frame = pd.read_parquet(folder / "train_3way.parquet")
    frame = frame[frame.tier.isin(["A", "A-"])]
    if negated is not None:
        frame = pd.concat([frame, pd.read_parquet(negated).assign(set="negated")])
    pools: dict[str, list[Example]] = {name: [] for name in MIX}
    for row in frame.itertuples():
        name = next((known for known in MIX if str(row.set).startswith(known)), None)
        if name and held_out(str(row.id)) == calibration:
            pools[name].append(Example(str(row.premise), str(row.hypothesis), label_id(str(row.label))))
    for name in THINNED if not calibration else ():
        pools[name] = thinned(pools[name])
    return {name: pool for name, pool in pools.items() if pool}


def thinned(pool: list[Example]) -> list[Example]:
    """Pairs of `pool`, each kept with the probability that its hypothesis alone leaves to other labels than its own.

    The probability is that of a bag of words and word pairs, cross-fitted over five folds.
    """
    if not pool:
        return pool
    labels = [example.label for example in pool]
    bag = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True), LogisticRegression(C=2.0, max_iter=1000))
    told = cross_val_predict(bag, [example.hypothesis for example in pool], labels, cv=5, method="predict_proba")
    rng = random.Random(len(pool))  # noqa: S311 - sampling, not secrets
    return [example for example, shares in zip(pool, told, strict=True) if rng.random() > shares[example.label]]


def read_conflict(path: Path, *, calibration: bool) -> list[Example]:
    """Conflict pairs in both directions, with party and date before each text; groups stay on one side."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if held_out(str(row.get("group", row["id"]))) != calibration:
            continue
        a, b = (enriched(row[side]) for side in "ab")
        examples += [Example(a, b, label_id(row["label"])), Example(b, a, label_id(row["label"]))]
    return examples


def enriched(side: dict[str, Any]) -> str:
    """One member of a conflict pair as the model reads it."""
    return in_context(side["text"], party=side.get("party"), day=date.fromisoformat(side["date"][:10]) if side.get("date") else None)


def label_id(name: str) -> int:
    """Position of a label in LABELS."""
    return LABELS.index(SPELLINGS.get(name, name))


def stream(
    pools: dict[str, list[Example]], conflict: list[Example], rng: random.Random, progress: Callable[[], float], share: tuple[float, float]
) -> Iterator[Example]:
    """Endless examples: public sets by MIX, conflict pairs by BALANCE with a share that goes from one figure to the other."""
    names = list(pools)
    by_label = {label: [example for example in conflict if example.label == label_id(label)] for label in BALANCE}
    decks: dict[str, list[Example]] = {}

    def draw(name: str, source: list[Example]) -> Example:
        if not decks.get(name):
            decks[name] = rng.sample(source, len(source))
        return decks[name].pop()

    while True:
        if conflict and rng.random() < share[0] + (share[1] - share[0]) * progress():
            label = rng.choices(list(BALANCE), weights=list(BALANCE.values()))[0]
            yield draw(f"conflict {label}", by_label[label])
        else:
            name = rng.choices(names, weights=[MIX[name] for name in names])[0]
            yield draw(name, pools[name])


def batches(source: Iterator[Example], tokenizer: Any, rng: random.Random, size: int) -> Iterator[tuple[dict[str, torch.Tensor], list[Example]]]:
    """Batches of similar length, padded to a multiple of 16 (each new shape compiles kernels on a CPU)."""
    while True:
        window = [next(source) for _ in range(size * 24)]
        encoded = tokenizer([e.premise for e in window], [e.hypothesis for e in window], truncation="longest_first", max_length=MAX_TOKENS)
        order = sorted(range(len(window)), key=lambda i: len(encoded["input_ids"][i]))
        chunks = [order[i : i + size] for i in range(0, len(order), size)]
        rng.shuffle(chunks)
        for chunk in chunks:
            rows = [{key: encoded[key][i] for key in encoded} for i in chunk]
            yield dict(tokenizer.pad(rows, pad_to_multiple_of=16, return_tensors="pt")), [window[i] for i in chunk]


def loss_of(logits: torch.Tensor, examples: Sequence[Example]) -> torch.Tensor:
    """Cross-entropy with the labels and, where a teacher spoke, mostly with what it said."""
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor([example.label for example in examples]), reduction="none")
    at = [n for n, example in enumerate(examples) if example.taught]
    if at:
        taught = torch.tensor([example.taught for example in examples if example.taught])
        cooled, wanted = (torch.log_softmax(values / WARMTH, 1) for values in (logits[at], taught))
        apart = torch.nn.functional.kl_div(cooled, wanted, reduction="none", log_target=True).sum(1) * WARMTH**2
        loss = loss.index_copy(0, torch.tensor(at), (1 - TAUGHT) * loss[at] + TAUGHT * apart)
    return loss.mean()


def learning_rate(progress: float, peak: float) -> float:
    """Linear warm-up, then linear decay to 2 % of the peak."""
    return peak * min(progress / WARM_UP, max(0.02, (1 - progress) / (1 - WARM_UP)))


def freeze(model: Any, layers: int) -> None:
    """Keep the embeddings and the lowest `layers` as they are: a step gets cheaper, the lowest layers change least anyway."""
    if not layers:
        return
    for part in (model.base_model.embeddings, *model.base_model.encoder.layer[:layers]):
        part.requires_grad_(False)


def fit(run: Run, examples: Callable[[random.Random, Callable[[], float]], Iterator[Example]], record: dict[str, Any]) -> None:
    """Train on an endless stream of examples (made from a source of chance and from the progress, 0 to 1) and save the classifier in Hugging Face form."""
    torch.set_num_threads(run.threads)
    torch.manual_seed(run.seed)
    tokenizer = AutoTokenizer.from_pretrained(run.base)
    names = dict(enumerate(LABELS))
    ids = {name: position for position, name in names.items()}
    # Dropout costs an eighth of a step on a CPU and guards against epochs that a run of this length never has.
    # Fused attention with a mask takes twice the time of the plain one on a CPU at these lengths.
    model = AutoModelForSequenceClassification.from_pretrained(
        run.base, num_labels=3, id2label=names, label2id=ids, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, attn_implementation="eager"
    )
    freeze(model, run.frozen_layers)
    live = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": [p for p in live if p.dim() > 1], "weight_decay": 0.01}, {"params": [p for p in live if p.dim() <= 1], "weight_decay": 0.0}]
    trained = Trained(model, groups)
    out = run.out
    out.mkdir(parents=True, exist_ok=True)
    step, before = 0, 0.0
    if (out / "state.pt").exists():
        state = trained.restore(out / "state.pt")
        step, before = state["step"], state["seconds"]
    began = saved = time.monotonic()

    def elapsed() -> float:
        return before + time.monotonic() - began

    def progress() -> float:
        return min(1.0, elapsed() / (60 * run.minutes))

    rng = random.Random(run.seed + step)  # noqa: S311 - sampling, not secrets; a resumed run goes on with other draws
    model.train()
    running = 0.0
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: stopped.append(number))
    for inputs, drawn in batches(examples(rng, progress), tokenizer, rng, run.batch):
        loss = loss_of(model(**inputs).logits.float(), drawn)
        loss.backward()
        trained.step(learning_rate(progress(), run.peak))
        step += 1
        running = 0.98 * running + 0.02 * loss.item()
        if step % 20 == 0:
            click.echo(f"step {step} pairs {step * run.batch} minutes {elapsed() / 60:.1f} loss {running / (1 - 0.98**step):.3f}")
        done = progress() >= 1.0
        if done or stopped or time.monotonic() - saved > 900:
            model.save_pretrained(out, state_dict=trained.weights(model))
            tokenizer.save_pretrained(out)
            trained.save(out / "state.pt", step=step, seconds=elapsed())
            saved = time.monotonic()
        if done or stopped:
            break
    told = {"steps": step, "pairs": step * run.batch, "minutes": round(elapsed() / 60, 1), "seed": run.seed, "peak": run.peak}
    (out / "training.json").write_text(json.dumps(told | record))


@click.command()
@run_options
@click.option("--share", type=(float, float), default=(0.20, 0.45), show_default=True, help="Share of conflict pairs at the beginning and at the end.")
def main(nli: Path, pairs: tuple[Path, ...], negated: Path | None, share: tuple[float, float], **run: Any) -> None:
    """Train and save a classifier in Hugging Face form."""
    conflict = [example for path in pairs for example in read_conflict(path, calibration=False)]
    pools = read_public(nli, calibration=False, negated=negated)
    fit(Run(**run), lambda rng, progress: stream(pools, conflict, rng, progress, share), {"mix": MIX, "conflict_share": list(share), "balance": BALANCE})


if __name__ == "__main__":
    main()
