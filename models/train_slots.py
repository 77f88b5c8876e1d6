"""Train the slot model: one encoder that reads the type of a claim, its actor and target among the parties, whether it is denied, and which day it has
where its words name none; and for whom a speaker speaks.

    python models/train_slots.py --base BASE --slots claims/conflict_slots.jsonl --stories claims/training_stories.jsonl --out DIR

BASE is a Hugging Face BERT or MPNet folder (one trained on conflict pairs knows most about conflicts already), of which the lowest `--layers` are taken;
SLOTS holds a text a line with its slots; STORIES are annotated stories, read twice: with the words of the gold claims, and with the clauses that the
checker finds in them. The bundle is written to OUT/slots. `--leave-out` keeps events for measuring. `--embeddings-of default` leaves the embeddings as they
are and has them read from that bundled model, which must have those of BASE. `--start` goes on from a bundle of this script instead of from BASE's layers.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click
import torch
from bundling import write_bundle
from mixed_precision import Trained
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModel

from checker import weights
from checker.analysis import analyse
from checker.attribution import attribute
from checker.claim_types import type_table
from checker.clause_reading import asked_clauses, document_clauses, sides_of, story_of
from checker.dates import DAY, find_dates
from checker.discourse import read_discourse
from checker.document import Document
from checker.parties import PartyResolver
from checker.slot_model import DAYS, EXTRA, SPEAKER, STANCES, Asked, Encoded, ask, encode
from checker.speaker_reading import asked_speakers
from checker.statement_parties import assign_parties

IGNORED = -100
WARM_UP = 0.06
HEAD_RATE = 5.0  # learning rate of what begins at random, times that of the encoder
TOLD = {"stance": STANCES, "day": DAYS}  # what only stories tell of a claim
STRANGER = 0.15  # share that get a party that has no part in it
BARE = 0.1  # share that is read without what stands around it


@dataclass(frozen=True)
class Example:
    """A clause and what is to be read in it. event: the conflict it comes from; stance: of its statement, if one of STANCES; day: one of
    DAYS, where it is to be learned; speakers: for whom a speaker speaks, where that alone is to be read; weight: how much it counts."""

    asked: Asked
    type: str
    actor: str | None
    target: str | None
    denied: bool
    event: str
    stance: str | None = None
    day: str | None = None
    speakers: tuple[str, ...] | None = None
    weight: float = 1.0


def read_slots(path: Path, resolver: PartyResolver) -> Iterator[Example]:
    """Annotated single texts."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        asked = ask(row["text"], row["party"].split("+"), row["parties"], resolver)
        yield Example(asked, row["type"], row["actor"], row["target"], row["polarity"] == "denied", row["id"])


def read_stories(path: Path, resolver: PartyResolver) -> Iterator[Example]:
    """Gold claims, once in their own words and once in those of the clause that the checker found for them; and the speakers of statements."""
    sys.path.append(str(Path(__file__).parents[1] / "eval"))
    from score_stories import aligned, matched

    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = Document.from_dict({**row, "title": row["title"] or None})
        analysis = analyse(document)
        statements = assign_parties(attribute(analysis), analysis, resolver)
        discourse = read_discourse(analysis, resolver, statements=statements)
        asked = asked_clauses(statements, document_clauses(statements, analysis, discourse, story_of(analysis, discourse)), analysis, discourse)
        for statement in row["statements"]:
            for claim in statement["claims"]:
                own = ask(claim["text"], statement["parties"], sides_of(discourse).focus, resolver)
                yield labelled(own, claim, row["event"], statement["stance"], weight=0.7)
        spoken = dict(zip([one.statement_id for one in statements], asked_speakers(statements, analysis, discourse), strict=True))
        for wanted, found in matched(row["statements"], statements):
            yield Example(spoken[found.statement_id], "", None, None, False, row["event"], speakers=tuple(wanted["parties"]))
            for position, clause in aligned(wanted["claims"], asked.get(found.statement_id, ())):
                gold = wanted["claims"][position]
                example = labelled(clause, gold, row["event"], wanted["stance"])
                yield replace(example, day=day_told(clause.text, gold, document.published))


def labelled(asked: Asked, gold: Mapping[str, Any], event: str, stance: str, *, weight: float = 1.0) -> Example:
    """An example with the slots of a gold claim."""
    known = stance if stance in STANCES else None
    return Example(asked, gold["type"], gold["actor"], gold["target"], gold["polarity"] == "denied", event, known, weight=weight)


def day_told(text: str, gold: Mapping[str, Any], published: date | None) -> str | None:
    """Which of DAYS a clause has; None where its own words name a day, or nobody knows when it was published."""
    if published is None or any(mention.precision == DAY and mention.day for mention in find_dates(text, published=published)):
        return None
    day = gold["event_date"]
    return DAYS[0] if day is None else DAYS[1] if day == published.isoformat() else DAYS[2]


def varied(example: Example, others: Sequence[str], rng: random.Random) -> Example:
    """The same with the parties in another order, now and then a stranger among them."""
    parties = list(example.asked.parties)
    if rng.random() < STRANGER:
        parties += [code for code in rng.sample(others, 1) if code not in parties]
    rng.shuffle(parties)
    context = () if rng.random() < BARE else example.asked.context
    return replace(example, asked=replace(example.asked, parties=tuple(parties), context=context))


class SlotReader(torch.nn.Module):
    """The lowest layers of an encoder (all for None), with one head over all tokens. told: whether it has columns for STANCES, DAYS and the speaker."""

    def __init__(self, base: Path, types: Sequence[str], layers: int | None = None, *, told: bool = True) -> None:
        super().__init__()
        self.config = AutoConfig.from_pretrained(base, hidden_dropout_prob=0.1, attention_probs_dropout_prob=0.0, attn_implementation="eager")
        self.config.num_hidden_layers = layers or self.config.num_hidden_layers
        self.encoder = AutoModel.from_pretrained(base, config=self.config, add_pooling_layer=False)
        self.slots = torch.nn.Linear(self.config.hidden_size, len(types) + (SPEAKER + 2 if told else EXTRA))
        self.types, self.told = tuple(types), told

    def scores(self, ids: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """(batch, length, columns) scores of every token."""
        segments = {"token_type_ids": kinds} if self.config.model_type == "bert" else {}
        # MPNet counts positions from the ids that are no padding.
        ids = ids.masked_fill(mask == 0, self.config.pad_token_id)
        return self.slots(self.encoder(input_ids=ids, attention_mask=mask, **segments).last_hidden_state).float()

    def go_on(self, bundle: Path) -> None:
        """Take the weights of a bundle; the embeddings stay those of the base where the bundle has none."""
        stored = weights.dequantise(weights.read_shards(bundle))
        named = {name.replace(f"{self.config.model_type}.", "encoder.", 1): torch.from_numpy(tensor) for name, tensor in stored.items()}
        for name, own in self.slots.named_parameters(prefix="slots"):  # a bundle may lack the last columns
            named[name] = torch.cat([named[name], own.detach()[len(named[name]) :]])[: len(own)]
        left = [name for name in self.load_state_dict(named, strict=False).missing_keys if ".embeddings." not in name and name.startswith("encoder.")]
        if left:
            raise click.UsageError(f"{bundle} has no {left[0]}; expected a bundle of as many layers of the same encoder")

    def freeze(self, layers: int) -> None:
        """Leave the lowest `layers` as they are."""
        for layer in self.encoder.encoder.layer[:layers]:
            layer.requires_grad_(False)

    def kept(self, learned: Mapping[str, torch.Tensor], *, embeddings: bool) -> dict[str, torch.Tensor]:
        """What is stored, under the names of the architecture; the embeddings only if asked for."""
        named = {name.replace("encoder.", f"{self.config.model_type}.", 1): tensor for name, tensor in learned.items()}
        return {name: tensor for name, tensor in named.items() if embeddings or ".embeddings." not in name}

    def forward(self, examples: Sequence[Example], tokenizer: Tokenizer) -> tuple[list[torch.Tensor], torch.Tensor]:
        """For each example log-probabilities (types, denied, stance, day, actor, target; without the two in the middle if there are no columns for
        them; of a speaker's parties for an example of one), and the weighted loss."""
        encoded = encode([example.asked for example in examples], tokenizer)
        width = -(-max(len(item.ids) for item in encoded) // 16) * 16
        ids, mask, kinds = torch.zeros(3, len(examples), width, dtype=torch.long)
        for row, item in enumerate(encoded):
            ids[row, : len(item.ids)] = torch.tensor(item.ids)
            mask[row, : len(item.ids)] = 1
            kinds[row, item.clause : len(item.ids)] = 1
        scores = self.scores(ids, mask, kinds)
        size = len(self.types)
        read, losses = [], []
        for example, item, row in zip(examples, encoded, scores, strict=True):
            whole = row[0]

            def party(nobody: int, this: int, row: torch.Tensor = row, item: Encoded = item) -> torch.Tensor:
                return torch.stack([row[0, size + nobody], *(row[start:end, size + this].mean() for start, end in item.names)])

            if example.speakers is not None:
                log = torch.log_softmax(party(SPEAKER, SPEAKER + 1), 0)
                known = [1 + example.asked.parties.index(code) for code in example.speakers if code in example.asked.parties]
                losses.append(-example.weight * torch.logsumexp(log[known or [0]], 0))
                read.append([log])
                continue
            parts = [whole[:size], whole[size : size + 2]]
            wanted = [self.types.index(example.type), int(example.denied)]
            if self.told:
                parts += whole[size + EXTRA : size + SPEAKER].split([len(names) for names in TOLD.values()])
                wanted += [names.index(value) if (value := getattr(example, key)) else IGNORED for key, names in TOLD.items()]
            for role, code in enumerate((example.actor, example.target)):
                parts.append(party(2 + role, 4 + role))
                wanted.append(0 if code is None else 1 + example.asked.parties.index(code) if code in example.asked.parties else IGNORED)
            logs = [torch.log_softmax(part, 0) for part in parts]
            losses.append(-example.weight * sum(log[index] for log, index in zip(logs, wanted, strict=True) if index != IGNORED))
            read.append(logs)
        return read, torch.stack(losses).mean()


def batches(examples: Sequence[Example], size: int, rng: random.Random, others: Sequence[str]) -> Iterator[list[Example]]:
    """One epoch in batches of like length."""
    deck = [varied(example, others, rng) for example in rng.sample(examples, len(examples))]
    for at in range(0, len(deck), size * 16):
        window = sorted(deck[at : at + size * 16], key=lambda item: len(item.asked.text) + 12 * len(item.asked.parties) + sum(map(len, item.asked.context)))
        chunks = [window[i : i + size] for i in range(0, len(window), size)]
        rng.shuffle(chunks)
        yield from chunks


def accuracy(model: SlotReader, examples: Sequence[Example], tokenizer: Tokenizer) -> dict[str, float]:
    """Share right of types, denials, actors and targets, of speakers and, where they are known, of stances and days."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    model.eval()
    with torch.no_grad():
        for at in range(0, len(examples), 64):
            part = examples[at : at + 64]
            for example, logs in zip(part, model(part, tokenizer)[0], strict=True):
                parties = (None, *example.asked.parties)
                if example.speakers is not None:
                    asked["speaker"] += 1
                    right["speaker"] += (parties[int(logs[0].argmax())] or "") in example.speakers
                    continue
                choices = {"type": model.types, "denied": (False, True), **(TOLD if model.told else {}), "actor": parties, "target": parties}
                for (key, names), log in zip(choices.items(), logs, strict=True):
                    wanted = getattr(example, key)
                    known = wanted is not None or key not in TOLD
                    asked[key] += known
                    right[key] += known and names[int(log.argmax())] == wanted
    model.train()
    return {key: round(right[key] / max(1, count), 3) for key, count in asked.items()}


@click.command()
@click.option("--base", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--slots", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--stories", type=click.Path(exists=True, path_type=Path), multiple=True, help="Annotated stories; may be given several times.")
@click.option("--leave-out", multiple=True, help="An event that is not trained on; may be given several times.")
@click.option("--untold", multiple=True, help="An event whose days are not trained on; may be given several times.")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--layers", type=int, help="How many layers of BASE, from the bottom; all if not given.")
@click.option("--start", type=click.Path(exists=True, path_type=Path), help="A bundle whose weights training goes on from.")
@click.option("--frozen-layers", default=0, show_default=True, help="Encoder layers, from the bottom, that are not trained.")
@click.option("--texts", default=1.0, show_default=True, help="Share of the texts of SLOTS that is drawn anew for each epoch.")
@click.option("--embeddings-of", help="A bundled model that has the embeddings of BASE.")
@click.option("--epochs", default=6, show_default=True)
@click.option("--batch", default=32, show_default=True)
@click.option("--peak", default=2e-4, show_default=True)
@click.option("--seed", default=7, show_default=True)
@click.option("--threads", default=1, show_default=True)
def main(
    base: Path,
    slots: Path,
    stories: tuple[Path, ...],
    leave_out: tuple[str, ...],
    untold: tuple[str, ...],
    out: Path,
    layers: int | None,
    start: Path | None,
    frozen_layers: int,
    texts: float,
    embeddings_of: str | None,
    epochs: int,
    batch: int,
    peak: float,
    seed: int,
    threads: int,
) -> None:
    """Train and bundle."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - sampling, no secret
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    resolver = PartyResolver()
    told = [example for path in stories for example in read_stories(path, resolver)]
    single = list(read_slots(slots, resolver))
    single = [example for example in single if example.event not in leave_out]
    learned = [example for example in told if example.event not in leave_out]
    learned = [replace(example, day=None) if example.event in untold else example for example in learned]
    kept = [example for example in told if example.event in leave_out]
    others = sorted({code for example in (*single, *learned) for code in example.asked.parties})
    click.echo(f"{len(single)} texts, {len(told)} claims and clauses of stories, {len(kept)} of them left out")
    model = SlotReader(base, type_table().names, layers, told=any(example.stance for example in learned))
    if start:
        model.go_on(start)
    model.freeze(frozen_layers)
    if embeddings_of:
        model.encoder.embeddings.requires_grad_(False)
    encoder, head = [p for p in model.encoder.parameters() if p.requires_grad], list(model.slots.parameters())
    trained = Trained(model, [{"params": encoder, "weight_decay": 0.01}, {"params": head, "weight_decay": 0.0, "rate": HEAD_RATE}])
    drawn = round(texts * len(single))
    total = epochs * -(-(drawn + len(learned)) // batch)
    step, began, running = 0, time.monotonic(), 0.0
    model.train()
    for epoch in range(epochs):
        for part in batches([*rng.sample(single, drawn), *learned], batch, rng, others):
            loss = model(part, tokenizer)[1]
            loss.backward()
            progress = step / total
            trained.step(peak * min(progress / WARM_UP, max(0.02, (1 - progress) / (1 - WARM_UP))) if step else 1e-8)
            step += 1
            running = 0.98 * running + 0.02 * loss.item()
            if step % 50 == 0:
                click.echo(f"step {step} of {total} minutes {(time.monotonic() - began) / 60:.1f} loss {running / (1 - 0.98**step):.3f}")
        if kept:
            click.echo(f"after epoch {epoch + 1}, events left out: {accuracy(model, kept, tokenizer)} of {len(kept)}")
    record = {
        "steps": step,
        "examples": drawn + len(learned),
        "epochs": epochs,
        "batch": batch,
        "seed": seed,
        "peak": peak,
        "left_out": list(leave_out),
        "untold": list(untold),
    }
    bundle(model, base, out / "slots", record, trained.weights(model), embeddings_of)


def bundle(
    model: SlotReader, base: Path, target: Path, record: Mapping[str, Any], learned: Mapping[str, torch.Tensor], embeddings_of: str | None = None
) -> None:
    """Write what the package carries."""
    config: dict[str, Any] = {"num_hidden_layers": model.config.num_hidden_layers, "types": list(model.types)}
    if model.told:
        config["context"] = True
    if embeddings_of:
        config["embeddings"] = weights.embeddings_note(embeddings_of)
    write_bundle("slots", model.config, config, model.kept(learned, embeddings=not embeddings_of), base, target, record)


if __name__ == "__main__":
    main()
