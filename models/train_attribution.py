"""Train the attribution tagger: one encoder that finds cues in a window of sentences and, for a marked cue, its source and content.

    python models/train_attribution.py --base BASE --data TRAIN.jsonl.gz --stories claims/training_stories.jsonl --out DIR --minutes 45

BASE is a Hugging Face BERT folder; TRAIN holds a document a line: {doc_id, text, attributions: [{speaker, cue, content}]}, each a list
of {start, end}. STORIES are annotated stories, whose statements follow narrower rules (acts and beliefs are none); their windows are marked, and the
bundle is for them: it is written to OUT/statements, without them to OUT/attribution. `--embeddings-of attribution` leaves the embeddings of words and
positions as they are and has them read from that bundled model. The learning rate follows the time budget; a killed run resumes from OUT/state.pt.
"""

from __future__ import annotations

import copy
import gzip
import json
import random
import time
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import torch
from bundling import write_bundle
from mixed_precision import COMPUTED, Trained
from tokenizers import Tokenizer
from transformers import AutoConfig, BertModel

from checker import weights
from checker.tagging import ARGUMENTS, CUES
from checker.windows import FAR, KINDS, MARKS, TOLD, Tokens, context, marks, tokenise, windows

TRUNK, TOP = 6, 2  # layers read once a window, and layers read once a cue
BATCH = 14  # windows of one step
WARM_UP = 0.06
HEAD_RATE = 5.0  # learning rate of what begins at random, times that of the encoder
NEGATIVES = 0.15  # cue-like words that are no cues, for each cue
HIDDEN_WORDS = 0.06  # share of the pieces replaced by [MASK]: dropout would cost a third of a step on a CPU
SLICE = 0.12  # share of the documents that goes with one round of the stories
CLS, SEP, MASK = 101, 102, 103
IGNORED = -100

Row = Mapping[str, Any]
Range = tuple[int, int]


@dataclass(frozen=True)
class Example:
    """Consecutive windows of one document, and the cues in them with the labels of the tokens around each. told: whether it is a story whose
    statements are annotated."""

    tokens: Tokens
    windows: list[Range]
    cue_labels: list[int]  # for each token from windows[0][0] to windows[-1][1]
    spans: list[Range]
    marks: list[tuple[list[int], list[int]]]
    labels: list[list[int]]
    told: bool = False


@dataclass(frozen=True)
class Annotated:
    """A tokenised document: cue ranges, and for each the ranges of its source and content. told: whether these are statements of a story."""

    tokens: Tokens
    cues: list[tuple[int, int]]
    arguments: list[tuple[list[tuple[int, int]], list[tuple[int, int]]]]
    told: bool = False


def held_out(doc_id: str) -> bool:
    """Whether a document is kept for choosing thresholds: one in fifteen, by hash, so that every script agrees."""
    return zlib.crc32(doc_id.encode()) % 15 == 0


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The documents of a JSON Lines file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def read_stories(path: Path) -> list[dict[str, Any]]:
    """Annotated stories (claims/GUIDELINES.md) as documents of `read_rows`; quotations without a cue are left out."""
    rows = read_rows(path)
    for row in rows:
        told = [one for one in row["statements"] if one["cue"]]
        row["attributions"] = [{"speaker": [one["speaker"]] if one["speaker"] else [], "cue": [one["cue"]], "content": one["content"]} for one in told]
    return rows


def token_ranges(tokens: Tokens, spans: Iterable[Mapping[str, int]]) -> list[Range]:
    """Token ranges that overlap character spans."""
    found = [(bisect_right(tokens.ends, span["start"]), bisect_left(tokens.starts, span["end"])) for span in spans]
    return sorted((start, end) for start, end in found if start < end)


def annotated(row: Row, tokenizer: Tokenizer, *, told: bool = False) -> Annotated:
    """Tokens and token ranges of a document. told: whether its attributions are statements of a story."""
    tokens = tokenise(row["text"], tokenizer, SEP)
    cues, arguments = [], []
    for item in row["attributions"]:
        cue = token_ranges(tokens, item["cue"])
        if cue:
            cues.append((cue[0][0], cue[-1][1]))
            arguments.append((token_ranges(tokens, item["speaker"]), token_ranges(tokens, item["content"])))
    return Annotated(tokens, cues, arguments, told)


def mark(labels: list[int], span: Range, ranges: Iterable[Range], names: Sequence[str], kind: str) -> None:
    """Write B and I labels of `ranges` where they lie in `span`."""
    for start, end in ranges:
        for index in range(max(start, span[0]), min(end, span[1])):
            labels[index - span[0]] = names.index(f"{'B' if index == start else 'I'}-{kind}")


def examples(document: Annotated, likely: frozenset[int], rng: random.Random) -> Iterator[Example]:
    """A document in groups of windows. Cues are marked with the slips that a tagger makes; some words that are no cues are marked too."""
    tokens = document.tokens
    found = list(windows(tokens, skip=rng.randrange(4)))
    taken = {index for start, end in document.cues for index in range(start, end)}
    wrong = [index for index, piece in enumerate(tokens.ids) if piece in likely and index not in taken]
    wrong = rng.sample(wrong, min(len(wrong), round(NEGATIVES * len(document.cues))))
    asked = [(cue, *arguments) for cue, arguments in zip(document.cues, document.arguments, strict=True)] + [((i, i + 1), [], []) for i in wrong]
    for at in range(0, len(found), BATCH):
        group = found[at : at + BATCH]
        whole = group[0][0], group[-1][1]
        cue_labels = [0] * (whole[1] - whole[0])
        mark(cue_labels, whole, document.cues, CUES, "cue")
        example = Example(tokens, group, cue_labels, [], [], [], document.told)
        for cue, source, content in asked:
            if not whole[0] <= cue[0] < cue[1] <= whole[1]:
                continue
            shown = cue
            if cue[1] - cue[0] > 1 and rng.random() < 0.15:
                cut = rng.randrange(1, cue[1] - cue[0])
                shown = (cue[0] + cut, cue[1]) if rng.random() < 0.5 else (cue[0], cue[1] - cut)
            start, end = context(tokens, shown)
            span = max(start, whole[0]), min(end, whole[1])
            labels = [0] * (span[1] - span[0])
            mark(labels, span, source, ARGUMENTS, "source")
            mark(labels, span, content, ARGUMENTS, "content")
            example.spans.append(span)
            example.marks.append(marks(span, shown, [other for other in document.cues if other != cue and rng.random() > 0.12]))
            example.labels.append(labels)
        yield example


def cue_like(documents: Sequence[Annotated]) -> frozenset[int]:
    """Pieces that are part of a cue in at least a tenth of their occurrences, and eight times."""
    inside: Counter[int] = Counter()
    for document in documents:
        inside.update(document.tokens.ids[index] for start, end in document.cues for index in range(start, end))
    total = Counter(piece for document in documents for piece in document.tokens.ids)
    return frozenset(piece for piece, count in inside.items() if count >= 8 and count >= 0.1 * total[piece])


def batches(documents: Sequence[Annotated], rng: random.Random) -> Iterator[list[Example]]:
    """Endless batches of BATCH windows or a few more; where there are stories, a SLICE of the others to each round of them."""
    likely = cue_like(documents)
    stories = [document for document in documents if document.told]
    others = [document for document in documents if not document.told]
    while True:
        told = [example for document in stories for example in examples(document, likely, rng)]
        drawn = rng.sample(others, min(len(others), round(len(others) * SLICE))) if stories else others
        deck = [example for document in drawn for example in examples(document, likely, rng)] + told
        rng.shuffle(deck)
        batch: list[Example] = []
        for example in deck:
            batch.append(example)
            if sum(len(item.windows) for item in batch) >= BATCH:
                yield batch
                batch = []


def filled(rows: Sequence[Sequence[int]], fill: int, offset: int = 0) -> torch.Tensor:
    """Rows as one tensor, padded with `fill` to a multiple of 16 (each new shape compiles kernels on a CPU)."""
    width = -(-max(map(len, rows)) // 16) * 16
    out = torch.full((len(rows), width), fill)
    for row, values in enumerate(rows):
        out[row, : len(values)] = torch.tensor(values) + offset
    return out


@dataclass(frozen=True)
class Batch:
    """Tensors of one step. gather: for each token around a cue its place among the tokens of all windows."""

    ids: torch.Tensor
    kinds: torch.Tensor
    seen: torch.Tensor
    cue_labels: torch.Tensor
    gather: torch.Tensor
    marks: torch.Tensor
    distances: torch.Tensor
    labels: torch.Tensor


def tensors(batch: Sequence[Example], rng: random.Random) -> Batch:
    """The examples of a step as tensors."""
    ids, kinds, cue_labels, places = [], [], [], []
    width = -(-(max(end - start for example in batch for start, end in example.windows) + 2) // 16) * 16
    for example in batch:
        begin = example.windows[0][0]
        place: list[int] = []
        for start, end in example.windows:
            place += range(len(ids) * width + 1, len(ids) * width + 1 + end - start)
            ids.append([CLS, *(MASK if rng.random() < HIDDEN_WORDS else piece for piece in example.tokens.ids[start:end]), SEP])
            kinds.append([TOLD * example.told, *example.tokens.kinds[start:end], 0])
            cue_labels.append([IGNORED, *example.cue_labels[start - begin : end - begin]])
        places += [place[span[0] - begin : span[1] - begin] for span in example.spans]
    padded = filled(ids, 0)
    return Batch(
        padded,
        filled([*kinds, [0] * width], 0)[:-1],
        padded != 0,
        filled([*cue_labels, [IGNORED] * width], IGNORED)[:-1],
        filled(places, 0),
        filled([mark for example in batch for mark, _ in example.marks], 0),
        filled([distance for example in batch for _, distance in example.marks], FAR),
        filled([labels for example in batch for labels in example.labels], IGNORED),
    )


class ChainLoss(torch.nn.Module):
    """Negative log-likelihood of a label sequence under a linear-chain CRF (Lafferty et al. 2001), a mean over tokens."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.transitions = torch.nn.Parameter(torch.zeros(size, size))

    def forward(self, scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """scores: (batch, length, size) of the tokens 1.. of a window; labels: (batch, length), IGNORED at the end."""
        valid = labels != IGNORED
        gold = labels.clamp(min=0)
        path = (scores.gather(2, gold[..., None])[..., 0] * valid).sum(1)
        path = path + (self.transitions[gold[:, :-1], gold[:, 1:]] * valid[:, 1:]).sum(1)
        total = scores[:, 0]
        for at in range(1, scores.shape[1]):
            moved = torch.logsumexp(total[:, :, None] + self.transitions[None], dim=1) + scores[:, at]
            total = torch.where(valid[:, at, None], moved, total)
        return (torch.logsumexp(total, dim=1) - path).sum() / valid.sum()


class Tagger(torch.nn.Module):
    """A BERT encoder whose lower layers read windows of sentences and find cues; the upper ones read what is around a marked cue."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(base, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, attn_implementation="eager")
        pretrained = BertModel.from_pretrained(base, config=config, add_pooling_layer=False)
        config = copy.deepcopy(config)
        config.num_hidden_layers, config.type_vocab_size = TRUNK + TOP, KINDS
        self.config = config
        self.bert = BertModel(config, add_pooling_layer=False)
        state = pretrained.state_dict()
        for name in [name for name in state if name.startswith("encoder.layer.")]:
            number, rest = name.removeprefix("encoder.layer.").split(".", 1)
            if int(number) >= TRUNK - TOP:
                state[f"encoder.layer.{int(number) + TOP}.{rest}"] = state[name].clone()
        kinds = "embeddings.token_type_embeddings.weight"
        state[kinds] = state[kinds][:1].repeat(KINDS, 1) + 0.02 * torch.randn(KINDS, config.hidden_size) * (torch.arange(KINDS) > 0)[:, None]
        self.bert.load_state_dict(state)
        width = config.hidden_size
        self.marks = torch.nn.Embedding(MARKS, width)
        self.distances = torch.nn.Embedding(2 * FAR + 1, width)
        for embedding in (self.marks, self.distances):
            torch.nn.init.normal_(embedding.weight, std=0.02)
        self.marking = torch.nn.LayerNorm(width, eps=config.layer_norm_eps)
        self.cues = torch.nn.Linear(width, len(CUES))
        self.arguments = torch.nn.Linear(width, len(ARGUMENTS))
        self.cue_chain, self.argument_chain = ChainLoss(len(CUES)), ChainLoss(len(ARGUMENTS))

    def go_on(self, bundle: Path) -> None:
        """Take the weights of a bundle, which may lack the last kinds of token."""
        stored = {name: torch.from_numpy(tensor) for name, tensor in weights.dequantise(weights.read_shards(bundle)).items()}
        kinds = "bert.embeddings.token_type_embeddings.weight"
        stored[kinds] = torch.cat([stored[kinds], stored[kinds][:1].repeat(KINDS, 1)])[:KINDS]
        self.load_state_dict(stored, strict=False)

    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Losses of cues and of sources and contents."""
        hidden = self.bert.embeddings(input_ids=batch.ids, token_type_ids=batch.kinds)
        hidden = self.layers(hidden, batch.seen, range(TRUNK))
        cue_scores = self.cues(hidden)
        around = hidden.reshape(-1, hidden.shape[-1])[batch.gather]
        around = self.marking(around + self.marks(batch.marks) + self.distances(batch.distances))
        around = self.layers(around, batch.labels != IGNORED, range(TRUNK, TRUNK + TOP))
        scores = self.arguments(around)
        return self.cue_chain(cue_scores[:, 1:].float(), batch.cue_labels[:, 1:]), self.argument_chain(scores.float(), batch.labels)

    def layers(self, hidden: torch.Tensor, seen: torch.Tensor, numbers: Iterable[int]) -> torch.Tensor:
        """`hidden` after some layers of the encoder."""
        bias = ((~seen)[:, None, None, :] * -1e4).to(COMPUTED)
        for number in numbers:
            hidden = self.bert.encoder.layer[number](hidden, bias)
        return hidden

    def fresh(self) -> list[torch.nn.Parameter]:
        """What did not come from the base."""
        return [p for name, p in self.named_parameters() if not name.startswith("bert.") or "token_type" in name]


@click.command()
@click.option("--base", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--stories", type=click.Path(exists=True, path_type=Path), multiple=True, help="Annotated stories; may be given several times.")
@click.option("--start", type=click.Path(exists=True, path_type=Path), help="A bundle whose weights training goes on from.")
@click.option("--embeddings-of", help="A bundled model that has the embeddings of words of START.")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--minutes", type=float, required=True)
@click.option("--peak", type=float, default=2.5e-4, show_default=True, help="Peak learning rate of the encoder.")
@click.option("--seed", type=int, default=7, show_default=True)
@click.option("--threads", type=int, default=1, show_default=True)
@click.option("--save-every", type=float, default=8.0, show_default=True, help="Minutes between checkpoints.")
@click.option("--all-documents", is_flag=True, help="Train on the held-out documents too.")
def main(
    base: Path,
    data: Path,
    stories: tuple[Path, ...],
    start: Path | None,
    embeddings_of: str | None,
    out: Path,
    minutes: float,
    peak: float,
    seed: int,
    threads: int,
    save_every: float,
    all_documents: bool,
) -> None:
    """Train a tagger and bundle it."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    documents = [annotated(row, tokenizer) for row in read_rows(data) if all_documents or not held_out(row["doc_id"])]
    documents += [annotated(row, tokenizer, told=True) for path in stories for row in read_stories(path)]
    model = Tagger(base)
    if start is not None:
        model.go_on(start)
    if embeddings_of:
        for embedding in (model.bert.embeddings.word_embeddings, model.bert.embeddings.position_embeddings):
            embedding.requires_grad_(False)
    fresh = model.fresh()
    known = {id(p) for p in fresh}
    encoder = [p for p in model.parameters() if id(p) not in known and p.requires_grad]
    groups = [{"params": encoder, "weight_decay": 0.01}, {"params": fresh, "weight_decay": 0.0, "rate": HEAD_RATE}]
    trained = Trained(model, groups, kept=(model.cue_chain, model.argument_chain))
    step, before, seen = 0, 0.0, 0
    if (out / "state.pt").exists():
        state = trained.restore(out / "state.pt")
        step, before, seen = state["step"], state["seconds"], state["seen"]
    began = saved = time.monotonic()

    def elapsed() -> float:
        return before + time.monotonic() - began

    model.train()
    running = [0.0, 0.0]
    rng = random.Random(seed + step)  # noqa: S311 - sampling, not secrets; a resumed run goes on with other draws
    for batch in batches(documents, rng):
        progress = min(1.0, elapsed() / (60 * minutes))
        rate = peak * min(progress / WARM_UP, max(0.01, (1 - progress) / (1 - WARM_UP)))
        losses = model(tensors(batch, rng))
        (losses[0] + losses[1]).backward()
        trained.step(rate)
        step += 1
        seen += sum(len(example.windows) for example in batch)
        running = [0.97 * old + 0.03 * loss.item() for old, loss in zip(running, losses, strict=True)]
        if step % 20 == 0:
            shown = [value / (1 - 0.97**step) for value in running]
            click.echo(f"step {step} windows {seen} minutes {elapsed() / 60:.1f} loss of cues {shown[0]:.4f} of arguments {shown[1]:.4f}")
        if progress >= 1.0 or time.monotonic() - saved > 60 * save_every:
            trained.save(out / "state.pt", step=step, seconds=elapsed(), seen=seen)
            saved = time.monotonic()
        if progress >= 1.0:
            break
    record = {"steps": step, "windows": seen, "minutes": round(elapsed() / 60, 1), "seed": seed, "peak": peak, "documents": len(documents)}
    bundle(model, base, out / ("statements" if stories else "attribution"), record, learned=trained.weights(model), embeddings_of=embeddings_of)


def bundle(
    model: Tagger,
    base: Path,
    target: Path,
    record: Mapping[str, Any],
    *,
    learned: Mapping[str, torch.Tensor] | None = None,
    embeddings_of: str | None = None,
) -> None:
    """Write what the package carries, under the name of the folder. learned: weights more precise than the model's own."""
    config: dict[str, Any] = {"num_hidden_layers": TRUNK + TOP, "trunk_layers": TRUNK, "caution": 0.0}
    kept = dict(learned or model.named_parameters())
    if target.name == "statements":
        config["told"] = True
    if embeddings_of:
        config["embeddings"] = weights.embeddings_note(embeddings_of)
        kept = {name: tensor for name, tensor in kept.items() if "word_embeddings" not in name and "position_embeddings" not in name}
    write_bundle(target.name, model.config, config, kept, base, target, record)


if __name__ == "__main__":
    main()
