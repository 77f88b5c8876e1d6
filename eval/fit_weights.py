"""Fit the constants of pairing, judging and reconciling and write checker/data/weights.toml.

    python eval/fit_weights.py --pairs PAIRS.jsonl --stories S.jsonl --matrices M.json [--model NAME] [--cache DIR] [--part contrast ...]

The parts, in the order in which they depend on each other: pairing, contrast, judging, rows.

PAIRS are labelled pairs of texts, given once or several times. What the typed levels of two texts say (contrast) is learned from those of their groups
that train the NLI model too, without the model. How far to trust the model and the levels (judging) is learned from the groups that models/train.py
keeps out of training, the only ones on which the model's scores are those of new texts; `--unseen` names files none of whose pairs it was trained on.
STORIES count twice: with their gold claims and with the claims that the checker extracts; for them, figures are printed with each event left out of
the fit in turn.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click
import numpy as np
from fitting import LABELS, Features, Fit, common, left_out, of_slots, toml
from gold import Event, read_events
from score_stories import aligned, matched, read_stories
from scores import scorer_for

from checker.claim import Claim
from checker.comparison import compare_claims, weights_table
from checker.config import Config
from checker.contrast import contrast
from checker.document import Document
from checker.embedding import default_embedder
from checker.judgement import ClaimPair, Label
from checker.judging import judge_pair, nli_features, score_both, typed_features
from checker.model_texts import model_texts
from checker.pairing import pair_claims, too_far_apart
from checker.pipeline import extract_document, party_resolver
from checker.reconciling import row_features
from checker.slot_model import SlotModel
from checker.text_judging import reading_of, text_evidence
from checker.wording import claim_from_text

Labelled = list[tuple[Claim, Claim, Label]]
PAIRING_SLOTS = ("kind", "place", "day", "roles", "quantity", "weapon", "modality", "polarity", "negation", "accused", "owned", "stances", "types")
# Pairs of different rows that nobody listed: many, and easy. At .2, half of the contradictions between extracted claims are missed, at .05 a third; flags among
# them rise from 5 to 11 in a hundred (each event left out in turn).
UNLISTED = 0.05
SAMPLED = 6
TENTHS = 10  # of the events are left out at a time where all their pairs are fitted on, a quarter of a million
RARE = 12  # pairs that must show a level for it to get a weight
# Probability of a contradiction in one direction that no entailment in the other overrides: .5 costs .016 macro-F1 on 2,891 unseen pairs, .9 nothing.
DECIDED = 0.9
# From which probability on a pair of claims is a contradiction, or support: chosen on T13-T22, from text. Contradiction F1 .52 at .35, .54 at .3, .56 at .25
# (.46 in all three where every pair that the gold does not list counts as wrong); support F1 .36 at .5, .40 at .35, .41 at .3.
FROM = {"contradiction_from": 0.25, "support_from": 0.33}
# Share of the one-row pairs that the gate keeps among claims of one party, which say less: no contradiction or support hangs on them, rows hardly.
OWN_COMPLETENESS = 0.85
# How much more one party's claims are on one side of a row than the judgements say. Of 70 self-contradictions of the gold 19 are found at 2, 25 at .5, 27 at 0;
# of all statuses .816, .817, .816 are right (60 events).
OWN_SIDE = 0.5
# How much clustering leans towards joining, and what a pair that was not proposed weighs. From gold claims, five events (sixty, half of their neutral pairs not
# scored): B-cubed .842 (.852) at .5 and -.3, .869 (.877) as they are, .872 (.882) at 1.5; status .808 (.810), .838 (.818), .808 (.792).
RECALL, MISSING = 1.0, -0.5
JUDGING_SLOTS = (
    "kind",
    "place",
    "day",
    "roles",
    "quantity",
    "weapon",
    "polarity",
    "negation",
    "modality",
    "evaluation",
    "story",
    "accused",
    "owned",
    "stances",
    "types",
)
ROW_SLOTS = ("kind", "place", "day", "roles", "quantity", "weapon", "polarity", "modality", "party", "own", "statement")
ROW_SLOTS += ("story", "accused", "owned", "stances", "types")
# Not the party: in the gold a party hardly ever contradicts itself, and a fit on it would rule out that one does.
SIDE_SLOTS = ("polarity", "negation", "quantity", "roles", "kind")


def read_pairs(path: Path, *, held_out: bool | None) -> Labelled:
    """Labelled pairs as claims made from bare texts; `held_out`: only the groups that models/train.py keeps out, or only the others."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if held_out is not None and held_out != (zlib.crc32(str(row.get("group", row["id"])).encode()) % 15 == 0):
            continue
        a, b = (claim_from_text(row[side]["text"], row[side].get("party"), date.fromisoformat(row[side]["date"][:10])) for side in "ab")
        pairs.append((a, b, Label.from_name(row["label"])))
    return pairs


def judging_features(pairs: Sequence[tuple[Claim, Claim, float]], scorer: Any, slots: Sequence[str] = ()) -> Features:
    """NLI log-odds and what the texts show; with `slots`, typed features of claims with their similarity too."""
    forward, backward = score_both([model_texts(a, b) for a, b, _ in pairs], scorer)
    return [
        nli_features(ab, ba) | text_evidence(a, b) | (of_slots(typed_features(compare_claims(a, b), similarity), slots) if slots else {})
        for (a, b, similarity), ab, ba in zip(pairs, forward.tolist(), backward.tolist(), strict=True)
    ]


def numbered(events: Sequence[Event]) -> Iterator[tuple[int, Event]]:
    """Events with their number: gold and extracted claims of one event share it, so that both are left out together."""
    names = list(dict.fromkeys(event.name for event in events))
    return ((names.index(event.name), event) for event in events)


def as_extracted(event: Event, stories: Sequence[tuple[Document, dict[str, Any]]], slot_model: SlotModel | None) -> Event:
    """The event with the claims that the checker takes from its stories in place of the gold ones that they stand for."""
    claims = {}
    resolver = party_resolver(Config())
    for document, row in stories:
        statements, found = extract_document(document, resolver, Config(), slot_model=slot_model)
        for wanted, statement in matched(row["statements"], statements):
            mine = [claim for claim in found if claim.statement_id == statement.statement_id]
            for position, claim in aligned(wanted["claims"], mine):
                name = f"{document.doc_id}:{wanted['id']}:{position}"
                claims[name] = replace(claim, claim_id=name)
    rows = [row | {"claim_ids": [claim for claim in row["claim_ids"] if claim in claims]} for row in event.rows]
    return Event(event.name, claims, rows, [pair for pair in event.pairs if pair[0] in claims and pair[1] in claims])


def event_pairs(event: Event) -> list[tuple[ClaimPair, Claim, Claim, Label | None, float]]:
    """Candidate pairs of an event with their gold labels and weights.

    Pairs of different rows are neutral, unlabelled pairs of one row (one party's own claims) None. Of the many unlisted pairs of different rows one in SAMPLED
    is drawn, by hash, and counts as many times: the NLI model has to score what is fitted on.
    """
    rows, gold = event.row_of(), {frozenset((a, b)): label for a, b, label in event.pairs}
    found = []
    for pair in pair_claims(list(event.claims.values())).pairs:
        label = gold.get(frozenset((pair.claim_a, pair.claim_b)))
        other_row = rows.get(pair.claim_a) != rows.get(pair.claim_b)
        easy = label is None and other_row
        if easy and zlib.crc32(f"{pair.claim_a} {pair.claim_b}".encode()) % SAMPLED:
            continue
        label = label or (Label.NEUTRAL if other_row else None)
        found.append((pair, event.claims[pair.claim_a], event.claims[pair.claim_b], label, float(SAMPLED) if easy else 1.0))
    return found


def gold_signs(event: Event) -> dict[str, int]:
    """+1 or -1 for claims whose parties have one clear cell in their row."""
    found = {}
    for row in event.rows:
        for claim in row["claim_ids"]:
            stances = {row["cells"].get(party) for party in event.claims[claim].parties}
            if stances <= {"asserts", "denies"} and len(stances) == 1:
                found[claim] = 1 if stances == {"asserts"} else -1
    return found


def fit_pairing(events: Sequence[Event], completeness: float) -> dict[str, dict[str, float]]:
    """Gate weights for claims of different parties and of one. The bias keeps its share of the one-row pairs of gold claims that were left out of the fit.

    Of the pairs of extracted claims, whose slots and wording agree less, it keeps a fifth less.
    """
    found: dict[str, tuple[Features, list[bool], list[int], list[bool]]] = {"across": ([], [], [], []), "own": ([], [], [], [])}
    embedder = default_embedder()
    names = {event.name for event in events}
    for place, (n, event) in enumerate(numbered(events)):
        claims, rows = list(event.claims.values()), event.row_of()
        vectors = embedder.encode([claim.text for claim in claims])
        for i, a in enumerate(claims):
            for j in range(i):
                if not too_far_apart(a, claims[j], 7):
                    comparison = compare_claims(a, claims[j])
                    features, wanted, groups, gold = found["own" if comparison.party == "same" else "across"]
                    numbers = {"similarity": float(vectors[i] @ vectors[j]), "shared": comparison.shared, "contained": comparison.contained}
                    features.append(of_slots(dict.fromkeys(comparison.levels(), 1.0), PAIRING_SLOTS) | numbers)
                    wanted.append(rows.get(a.claim_id, 1) == rows.get(claims[j].claim_id, 2))
                    groups.append(n % TENTHS)
                    gold.append(place < len(names))
    fitted = {}
    for name, (features, wanted, groups, gold) in found.items():
        features = common(features, RARE)
        scores, positive, annotated = left_out(features, wanted, groups), np.asarray(wanted), np.asarray(gold)
        for share in (0.99, 0.98, 0.97, 0.95, 0.9, 0.8):
            kept = scores >= np.quantile(scores[positive & annotated], 1 - share)
            for what, part in (("gold", annotated), ("extracted", ~annotated)):
                shares = f"{kept[part & positive].mean():.3f} of one row, {kept[part].mean():.3f} of all"
                click.echo(f"pairing {name}, tenths of events left out: of pairs of {what} claims keeps {shares}")
        weights = Fit(features, wanted).binary_weights()
        weights["bias"] -= float(np.quantile(scores[positive & annotated], 1 - (completeness if name == "across" else OWN_COMPLETENESS)))
        fitted[name] = weights
    return fitted


def fit_contrast(pairs: Labelled) -> dict[str, dict[str, float]]:
    """What the typed levels of two texts say for each label, without the NLI model."""
    features = [dict.fromkeys(contrast(reading_of(a), reading_of(b)), 1.0) for a, b, _ in pairs]
    return Fit(common(features, RARE), [label.value for *_, label in pairs], strength=0.03, scaled=True).against_neutral()


def fit_judging(pairs: Labelled, events: Sequence[Event], scorer: Any) -> dict[str, Any]:
    """Weights of the combination rule: for bare texts, for claims with slots, and for NLI alone."""
    labels = [label.value for *_, label in pairs]
    features = judging_features([(a, b, 0.0) for a, b, _ in pairs], scorer)
    alone = [{name: value for name, value in row.items() if not name.startswith("typed_")} for row in features]
    click.echo(f"judging of texts: {len(pairs)} pairs that the model has not seen")
    fitted = {name: Fit(rows, labels, strength=0.03).against_neutral() for name, rows in (("nli_only", alone), ("bare", features))}
    return fitted | {"slots": fit_slots(events, scorer)}


def fit_slots(events: Sequence[Event], scorer: Any, *, show: bool = True) -> dict[str, Any]:
    """Weights for claims with slots, from the candidate pairs of the events."""
    features: Features = []
    labels: list[str] = []
    weight: list[float] = []
    groups: list[int] = []
    for n, event in numbered(events):
        kept = [item for item in event_pairs(event) if item[3]]
        features += judging_features([(a, b, pair.similarity) for pair, a, b, *_ in kept], scorer, JUDGING_SLOTS)
        labels += [label.value for *_, label, _ in kept if label]
        listed = {frozenset((a, b)) for a, b, _ in event.pairs}
        weight += [1.0 if frozenset((a.claim_id, b.claim_id)) in listed else UNLISTED * times for _, a, b, _, times in kept]
        groups += [n] * len(kept)
    if show:
        _show_left_out(features, labels, weight, groups)
    return Fit(features, labels, weight=weight).against_neutral()


def _show_left_out(features: Features, labels: Sequence[str], weight: Sequence[float], groups: Sequence[int]) -> None:
    """F1 of each label over the listed pairs, each event labelled by a fit on the others."""
    known, marks, trust = np.asarray(labels), np.asarray(groups), np.asarray(weight)
    right = []
    for group in sorted(set(groups)):
        inside, others = np.flatnonzero(marks == group), np.flatnonzero(marks != group)
        model = Fit([features[i] for i in others], known[others], weight=trust[others])
        found = model.labels([features[i] for i in inside])
        right += [(known[i], label) for i, label in zip(inside, found, strict=True) if trust[i] == 1]
    for label in LABELS:
        hit = sum(a == b == label for a, b in right)
        named = sum(a == label for a, _ in right) + sum(b == label for _, b in right)
        click.echo(f"judging, events left out: {label} F1 {2 * hit / max(1, named):.3f} (listed candidate pairs)")


def fit_rows(events: Sequence[Event], scorer: Any) -> tuple[dict[str, float], dict[str, float]]:
    """Weights for "one row" and for "one side of it", over candidate pairs judged by the rule as it stands."""
    rows_x: Features = []
    sides_x: Features = []
    rows_y: list[bool] = []
    sides_y: list[bool] = []
    weight: list[float] = []
    groups: list[int] = []
    for n, event in numbered(events):
        rows, stand = event.row_of(), gold_signs(event)
        candidates = event_pairs(event)
        forward, backward = score_both([model_texts(a, b) for _, a, b, *_ in candidates], scorer)
        for (pair, a, b, _, times), ab, ba in zip(candidates, forward.tolist(), backward.tolist(), strict=True):
            features = row_features(judge_pair(pair, a, b, ab, ba), a, b, compare_claims(a, b))
            same = rows.get(a.claim_id, 1) == rows.get(b.claim_id, 2)
            rows_x.append(of_slots(features, ROW_SLOTS))
            rows_y.append(same)
            weight.append(times)
            groups.append(n)
            if same and a.claim_id in stand and b.claim_id in stand:
                sides_x.append(of_slots(features, SIDE_SLOTS))
                sides_y.append(stand[a.claim_id] == stand[b.claim_id])
    scores, share = left_out(rows_x, rows_y, groups, weight=weight), np.average(rows_y, weights=weight)
    right = np.average((scores > 0) == np.asarray(rows_y), weights=weight)
    click.echo(f"one row, events left out: accuracy {right:.3f} of {len(rows_y)} pairs (share of one row {share:.3f})")
    row, side = Fit(rows_x, rows_y, weight=weight).binary_weights(), Fit(sides_x, sides_y).binary_weights()
    click.echo(f"one side, in sample: {len(sides_y)} pairs")
    row["bias"] += RECALL
    return {"missing": MISSING} | row, side | dict.fromkeys(("own=same", "own=opposite"), OWN_SIDE)


# Not an option: each part is fitted with what the program reads of the parts before.
WEIGHTS = Path(__file__).parents[1] / "checker" / "data" / "weights.toml"
PARTS = ("pairing", "contrast", "judging", "rows")


@click.command()
@click.option("--pairs", type=click.Path(exists=True, path_type=Path), required=True, multiple=True)
@click.option("--unseen", type=click.Path(exists=True, path_type=Path), multiple=True, help="Those of PAIRS that the model was not trained on at all.")
@click.option("--stories", type=click.Path(exists=True, path_type=Path), required=True, multiple=True)
@click.option("--matrices", type=click.Path(exists=True, path_type=Path), required=True, multiple=True)
@click.option("--leave-out", multiple=True, help="An event that is not fitted on, because figures are to be measured on it; may be given several times.")
@click.option("--model", default="default", show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), help="Folder that keeps NLI scores between runs, by the hash of the model.")
@click.option("--slots", type=click.Path(exists=True, path_type=Path), help="A slot model that was not trained on STORIES: the bundled one was.")
@click.option("--completeness", default=0.985, show_default=True, help="Share of the one-row pairs of gold claims of different parties that the gate keeps.")
@click.option("--part", type=click.Choice(PARTS), multiple=True, default=PARTS, show_default=True)
def main(
    pairs: tuple[Path, ...],
    unseen: tuple[Path, ...],
    stories: tuple[Path, ...],
    matrices: tuple[Path, ...],
    leave_out: tuple[str, ...],
    model: str,
    cache: Path | None,
    slots: Path | None,
    completeness: float,
    part: tuple[str, ...],
) -> None:
    """Fit in the order in which the stages depend on each other; each part is written before the next one is fitted."""
    events: list[Event] = []
    if set(part) != {"contrast"}:
        events = [event for event in read_events(stories, matrices) if event.name not in leave_out]
        told = [item for path in stories for item in read_stories(path)]
        model_of_slots = SlotModel(slots) if slots else None
        events += [as_extracted(event, [item for item in told if item[1]["event"] == event.name], model_of_slots) for event in events]
    scorer = scorer_for(model, cache) if {"judging", "rows"} & set(part) else None
    for name in (name for name in PARTS if name in part):
        table = dict(weights_table())
        if name == "pairing":
            table["pairing"] = fit_pairing(events, completeness)
        elif name == "contrast":
            table["contrast"] = fit_contrast([pair for path in pairs for pair in read_pairs(path, held_out=False)])
        elif name == "judging":
            new = [pair for path in pairs for pair in read_pairs(path, held_out=None if path in unseen else True)]
            table["judging"] = {"decided": DECIDED, "abstain_below": 0.5} | FROM | fit_judging(new, events, scorer)
        else:
            table["row"], table["side"] = fit_rows(events, scorer)
        WEIGHTS.write_text("# Every fitted constant of pairing, judging and reconciling, written by eval/fit_weights.py.\n\n" + toml(table), encoding="utf-8")
        weights_table.cache_clear()


if __name__ == "__main__":
    main()
