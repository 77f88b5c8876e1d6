"""Score attribution against gold in PolNeAR's form or the composed stories' form.

    python eval/score_attribution.py GOLD.jsonl [--json FILE] [--errors]

Stories (lines with "statements"): content IoU >= .5 precision, recall, F1; speaker overlap, cue, mode, stance and nesting on matches.
PolNeAR (lines with "attributions"): content exact, begin, IoU >= .5; speaker overlap on matches; recall by kind.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from checker.analysis import analyse
from checker.attribution import attribute
from checker.document import Document
from checker.statement import Statement

MATCH = 0.5


def characters(spans: Iterable[Mapping[str, int]]) -> frozenset[int]:
    """The offsets that the spans cover."""
    return frozenset(offset for span in spans for offset in range(span["start"], span["end"]))


def plain(statement: Statement) -> dict[str, Any]:
    """A statement in the form of the gold files."""
    data = statement.to_dict()
    data["id"] = statement.statement_id
    data["speaker"] = [data["speaker"]] if data["speaker"] else []
    data["cue"] = [data["cue"]] if data["cue"] else []
    return data


def gold_items(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The attributions of a gold line; speakers and cues as lists of spans, a joint statement annotated per party once."""
    items: dict[Any, dict[str, Any]] = {}
    for number, item in enumerate(row.get("statements") or row["attributions"]):
        speaker, cue = item["speaker"] or [], item["cue"] or []
        item = {**item, "speaker": [speaker] if isinstance(speaker, dict) else speaker, "cue": [cue] if isinstance(cue, dict) else cue}
        key = json.dumps([item["speaker"], item["cue"], item["content"]]) if "statements" in row else number
        if item["content"]:
            items.setdefault(key, item)
    return list(items.values())


def matched(gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """One-to-one pairs of gold and found whose contents overlap by IoU >= .5, best first; equal overlaps prefer the same cue."""
    golds = [characters(item["content"]) for item in gold]
    founds = [characters(item["content"]) for item in found]
    scores = []
    for i, left in enumerate(golds):
        for j, right in enumerate(founds):
            both = len(left & right)
            if both and (iou := both / len(left | right)) >= MATCH:
                scores.append((iou, bool(characters(gold[i]["cue"]) & characters(found[j]["cue"])), -i, -j))
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(scores, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return sorted(pairs.items())


def f1(hit: int, gold: int, found: int) -> dict[str, float]:
    """Precision, recall and F1 from counts."""
    precision, recall = hit / max(found, 1), hit / max(gold, 1)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(2 * hit / max(gold + found, 1), 4)}


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 over the gold labels that occur."""
    labels = sorted({gold for gold, _ in pairs})
    scores = []
    for label in labels:
        hit = sum(gold == found == label for gold, found in pairs)
        scores.append(2 * hit / max(1, sum(gold == label for gold, _ in pairs) + sum(found == label for _, found in pairs)))
    return round(sum(scores) / max(len(scores), 1), 4)


def score(rows: Sequence[Mapping[str, Any]], *, errors: bool = False) -> dict[str, Any]:
    """Figures over all documents."""
    count: Counter[str] = Counter()
    stances: list[tuple[str, str]] = []
    kinds: Counter[str] = Counter()
    seconds = 0.0
    for row in rows:
        gold = gold_items(row)
        began = time.perf_counter()
        found = [plain(statement) for statement in attribute(analyse(Document(row["doc_id"], row["text"])))]
        seconds += time.perf_counter() - began
        pairs = matched(gold, found)
        count.update(gold=len(gold), found=len(found), matched=len(pairs), documents=1)
        exact = {tuple((s["start"], s["end"]) for s in item["content"]) for item in found}
        count["exact"] += sum(tuple((s["start"], s["end"]) for s in item["content"]) in exact for item in gold)
        for i, item in enumerate(gold):
            kind = str(item.get("kind") or item.get("mode"))
            kinds[kind] += 1
            kinds[kind + " hit"] += any(i == left for left, _ in pairs)
        for i, j in pairs:
            _score_match(gold[i], found[j], count, stances, row["doc_id"], errors)
        count["background"] += sum(not any(characters(item["content"]) & characters(other["content"]) for other in gold) for item in found)
        if errors:
            show_errors(row, gold, found, pairs)
    return {
        "documents": count["documents"],
        "gold": count["gold"],
        "found": count["found"],
        "content_iou50": f1(count["matched"], count["gold"], count["found"]),
        "content_exact": f1(count["exact"], count["gold"], count["found"]),
        "background_share": round(count["background"] / max(1, count["found"]), 4),
        "speaker_overlap": round(count["speaker"] / max(1, count["matched"]), 4),
        "speaker_exact": round(count["speaker_exact"] / max(1, count["matched"]), 4),
        "cue": round(count["cue"] / max(1, count["matched"]), 4),
        "mode": round(count["mode"] / max(1, count["matched"]), 4),
        "nested": round(count["nested"] / max(1, count["matched"]), 4),
        "stance_accuracy": round(sum(a == b for a, b in stances) / max(1, len(stances)), 4),
        "stance_macro_f1": macro_f1(stances),
        "recall_by_kind": {kind: round(kinds[kind + " hit"] / total, 4) for kind, total in kinds.items() if not kind.endswith(" hit")},
        "documents_per_second": round(count["documents"] / max(seconds, 1e-9), 2),
    }


def _score_match(gold: Mapping[str, Any], found: Mapping[str, Any], count: Counter[str], stances: list[tuple[str, str]], doc_id: str, errors: bool) -> None:
    speakers = characters(gold["speaker"]), characters(found["speaker"])
    count["speaker"] += bool(speakers[0] & speakers[1]) or not any(speakers)
    count["speaker_exact"] += speakers[0] == speakers[1]
    count["cue"] += bool(characters(gold["cue"]) & characters(found["cue"])) or not (gold["cue"] or found["cue"])
    count["mode"] += gold.get("mode", gold.get("kind")) == found["mode"]
    count["nested"] += bool(gold.get("nested_in")) == bool(found["nested_in"])
    if "stance" in gold:
        stances.append((gold["stance"], found["stance"]))
        if errors and gold["stance"] != found["stance"]:
            click.echo(f"{doc_id} STANCE {gold['stance']} not {found['stance']}: {_brief(found)}")
    if errors and speakers[0] != speakers[1]:
        click.echo(f"{doc_id} SPEAKER {[s['text'] for s in gold['speaker']]}: {_brief(found)}")


def _brief(item: Mapping[str, Any]) -> str:
    return f"{[s['text'] for s in item['speaker']]} {[s['text'] for s in item['cue']]} {[s['text'] for s in item['content']]}"


def show_errors(row: Mapping[str, Any], gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]], pairs: Sequence[tuple[int, int]]) -> None:
    for i, item in enumerate(gold):
        if i not in [left for left, _ in pairs]:
            click.echo(f"{row['doc_id']} MISSED {_brief(item)}")
    for j, item in enumerate(found):
        if j not in [right for _, right in pairs]:
            click.echo(f"{row['doc_id']} EXTRA {_brief(item)}")


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Write the figures to this file.")
@click.option("--errors", is_flag=True, help="List what was missed, what was too much, and wrong speakers and stances.")
@click.option("--limit", type=int, help="Only the first N documents.")
def main(gold: Path, json_path: Path | None, errors: bool, limit: int | None) -> None:
    """Score checker.attribution against GOLD (JSON Lines)."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    figures = score(rows, errors=errors)
    for name, value in figures.items():
        click.echo(f"{name:<22}{value}")
    if json_path:
        json_path.write_text(json.dumps({"gold": gold.name, **figures}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
