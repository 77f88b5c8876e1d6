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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
import pandas as pd
import torch
from mixed_precision import Trained
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from checker.context import in_context

LABELS = ("contradiction", "support", "neutral")
SPELLINGS = {"entailment": "support"}
# Share of each public set among the public pairs. Sets with an NC licence (sick, control) and the automatically labelled
# tier C stay out; FEVER's neutral evidence is retrieved, partly wrong, so it gets little room.
# `negated` are the pairs of models/negate.py.
MIX = {
    "mnli": 0.28,
    "ling_in_loop": 0.20,
    "snli_oie": 0.12,
    "new_protocols": 0.09,
    "negated": 0.10,
    "cad_snli": 0.07,
    "fever": 0.10,
    "semi_automatic": 0.03,
    "cb": 0.01,
}
# Share of each label among the conflict pairs: pairs between counterparts are mostly neutral, and would drown the rest.
BALANCE = {"contradiction": 0.36, "support": 0.29, "neutral": 0.35}
MAX_TOKENS = 192
WARM_UP = 0.06


@dataclass(frozen=True)
class Example:
    """One labelled pair as the model reads it."""

    premise: str
    hypothesis: str
    label: int


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
    return {name: pool for name, pool in pools.items() if pool}


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


def batches(source: Iterator[Example], tokenizer: Any, rng: random.Random, size: int) -> Iterator[tuple[dict[str, torch.Tensor], torch.Tensor]]:
    """Batches of similar length, padded to a multiple of 16 (each new shape compiles kernels on a CPU)."""
    while True:
        window = [next(source) for _ in range(size * 24)]
        encoded = tokenizer([e.premise for e in window], [e.hypothesis for e in window], truncation="longest_first", max_length=MAX_TOKENS)
        order = sorted(range(len(window)), key=lambda i: len(encoded["input_ids"][i]))
        chunks = [order[i : i + size] for i in range(0, len(order), size)]
        rng.shuffle(chunks)
        for chunk in chunks:
            rows = [{key: encoded[key][i] for key in encoded} for i in chunk]
            yield dict(tokenizer.pad(rows, pad_to_multiple_of=16, return_tensors="pt")), torch.tensor([window[i].label for i in chunk])


def learning_rate(progress: float, peak: float) -> float:
    """Linear warm-up, then linear decay to 2 % of the peak."""
    return peak * min(progress / WARM_UP, max(0.02, (1 - progress) / (1 - WARM_UP)))


def freeze(model: Any, layers: int) -> None:
    """Keep the embeddings and the lowest `layers` as they are: a step gets cheaper, the lowest layers change least anyway."""
    if not layers:
        return
    for part in (model.base_model.embeddings, *model.base_model.encoder.layer[:layers]):
        part.requires_grad_(False)


@click.command()
@click.option("--base", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--nli", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--pairs", type=click.Path(exists=True, path_type=Path), required=True, multiple=True, help="Conflict pairs; may be given several times.")
@click.option("--negated", type=click.Path(exists=True, path_type=Path), help="Pairs written by models/negate.py.")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--minutes", type=float, required=True)
@click.option("--peak", type=float, default=3e-5, show_default=True, help="Peak learning rate.")
@click.option("--seed", type=int, default=7, show_default=True)
@click.option("--share", type=(float, float), default=(0.20, 0.45), show_default=True, help="Share of conflict pairs at the beginning and at the end.")
@click.option("--frozen-layers", type=int, default=0, show_default=True, help="Encoder layers, from the bottom, that are not trained.")
@click.option("--batch", type=int, default=32, show_default=True, help="Pairs a step.")
@click.option("--threads", type=int, default=2, show_default=True)
def main(
    base: Path,
    nli: Path,
    pairs: tuple[Path, ...],
    negated: Path | None,
    out: Path,
    minutes: float,
    peak: float,
    seed: int,
    share: tuple[float, float],
    frozen_layers: int,
    batch: int,
    threads: int,
) -> None:
    """Train and save a classifier in Hugging Face form."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    names = dict(enumerate(LABELS))
    ids = {name: position for position, name in names.items()}
    # Dropout costs an eighth of a step on a CPU and guards against epochs that a run of this length never has.
    # Fused attention with a mask takes twice the time of the plain one on a CPU at these lengths.
    model = AutoModelForSequenceClassification.from_pretrained(
        base, num_labels=3, id2label=names, label2id=ids, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, attn_implementation="eager"
    )
    freeze(model, frozen_layers)
    live = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": [p for p in live if p.dim() > 1], "weight_decay": 0.01}, {"params": [p for p in live if p.dim() <= 1], "weight_decay": 0.0}]
    trained = Trained(model, groups)
    out.mkdir(parents=True, exist_ok=True)
    step, before = 0, 0.0
    if (out / "state.pt").exists():
        state = trained.restore(out / "state.pt")
        step, before = state["step"], state["seconds"]
    began = saved = time.monotonic()

    def elapsed() -> float:
        return before + time.monotonic() - began

    def progress() -> float:
        return min(1.0, elapsed() / (60 * minutes))

    rng = random.Random(seed + step)  # noqa: S311 - sampling, not secrets; a resumed run goes on with other draws
    conflict = [example for path in pairs for example in read_conflict(path, calibration=False)]
    source = stream(read_public(nli, calibration=False, negated=negated), conflict, rng, progress, share)
    model.train()
    running = 0.0
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: stopped.append(number))
    for inputs, labels in batches(source, tokenizer, rng, batch):
        loss = torch.nn.functional.cross_entropy(model(**inputs).logits.float(), labels)
        loss.backward()
        trained.step(learning_rate(progress(), peak))
        step += 1
        running = 0.98 * running + 0.02 * loss.item()
        if step % 20 == 0:
            click.echo(f"step {step} pairs {step * batch} minutes {elapsed() / 60:.1f} loss {running / (1 - 0.98**step):.3f}")
        done = progress() >= 1.0
        if done or stopped or time.monotonic() - saved > 900:
            model.save_pretrained(out, state_dict=trained.weights(model))
            tokenizer.save_pretrained(out)
            trained.save(out / "state.pt", step=step, seconds=elapsed())
            saved = time.monotonic()
        if done or stopped:
            break
    record = {
        "steps": step,
        "pairs": step * batch,
        "minutes": round(elapsed() / 60, 1),
        "seed": seed,
        "peak": peak,
        "mix": MIX,
        "conflict_share": list(share),
        "balance": BALANCE,
    }
    (out / "training.json").write_text(json.dumps(record))


if __name__ == "__main__":
    main()
