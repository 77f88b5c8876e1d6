"""Score attribution against gold in PolNeAR's form or the composed stories' form.

    python eval/score_attribution.py GOLD.jsonl... [--json FILE] [--predictions FILE] [--errors]

Stories (lines with "statements") are compared with the statements of the program: content IoU >= .5, exact; speaker overlap, cue, mode,
stance and nesting on matches. PolNeAR (lines with "attributions") is compared with everything that is attributed, beliefs and acts
included (`checker.attribution.find_attributions`), in its own span convention. --predictions writes these in the form that PolNeAR
scorers read.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import numpy as np
from score_pairs import commit

from checker.analysis import analyse
from checker.attribution import attribute, find_attributions
from checker.document import Document
from checker.statement import Statement
from checker.tagging import Attribution

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


def plain_attribution(document: Document, item: Attribution) -> dict[str, Any]:
    """An attribution in the form of PolNeAR."""
    spans = {"speaker": item.source, "cue": (item.cue,), "content": item.content}
    return {name: [document.span(*span).to_dict() for span in found] for name, found in spans.items()} | {"nested_in": None}


def found_in(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the program finds in the text of a gold line, in the form of its kind of gold."""
    document = Document(row["doc_id"], row["text"])
    if "statements" in row:
        return [plain(statement) for statement in attribute(analyse(document))]
    return [plain_attribution(document, item) for item in find_attributions(analyse(document))]


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


def score(rows: Sequence[Mapping[str, Any]], *, errors: bool = False, predictions: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Figures over all documents; those of main interest with a 95 % interval over documents. `predictions` collects what was found."""
    counts: list[Counter[str]] = []
    stances: list[tuple[str, str]] = []
    kinds: Counter[str] = Counter()
    seconds = 0.0
    for row in rows:
        gold = gold_items(row)
        began = time.perf_counter()
        found = found_in(row)
        seconds += time.perf_counter() - began
        if predictions is not None:
            predictions.append({"doc_id": row["doc_id"], "attributions": found})
        pairs = matched(gold, found)
        count = Counter(gold=len(gold), found=len(found), matched=len(pairs), documents=1)
        wanted, given = ([tuple((s["start"], s["end"]) for s in item["content"]) for item in items] for items in (gold, found))
        count["exact"] += sum(spans in given for spans in wanted)
        count["exact_found"] += sum(spans in wanted for spans in given)
        for i, item in enumerate(gold):
            kind = str(item.get("kind") or item.get("mode"))
            kinds[kind] += 1
            kinds[kind + " hit"] += any(i == left for left, _ in pairs)
        for i, j in pairs:
            _score_match(gold[i], found[j], count, stances, row["doc_id"], errors)
        count["background"] += sum(not any(characters(item["content"]) & characters(other["content"]) for other in gold) for item in found)
        counts.append(count)
        if errors:
            show_errors(row, gold, found, pairs)
    total = sum(counts, Counter())
    return {
        "documents": total["documents"],
        "gold": total["gold"],
        "found": total["found"],
        "content_iou50": {**overlap_figures(total), "interval": interval(counts, lambda c: overlap_figures(c)["f1"])},
        "content_exact": {**exact_figures(total), "interval": interval(counts, lambda c: exact_figures(c)["f1"])},
        "background_share": share(total, "background", "found"),
        "speaker_overlap": {"value": share(total, "speaker", "matched"), "interval": interval(counts, lambda c: share(c, "speaker", "matched"))},
        "speaker_exact": share(total, "speaker_exact", "matched"),
        "cue": share(total, "cue", "matched"),
        **({name: share(total, name, "matched") for name in ("mode", "nested")} if stances else {}),
        **({"stance_accuracy": round(sum(a == b for a, b in stances) / len(stances), 4), "stance_macro_f1": macro_f1(stances)} if stances else {}),
        "recall_by_kind": {kind: round(kinds[kind + " hit"] / number, 4) for kind, number in kinds.items() if not kind.endswith(" hit")},
        "documents_per_second": round(total["documents"] / max(seconds, 1e-9), 2),
    }


def share(count: Mapping[str, int], part: str, whole: str) -> float:
    """One count as a share of another."""
    return round(count[part] / max(1, count[whole]), 4)


def overlap_figures(count: Mapping[str, int]) -> dict[str, float]:
    """Of contents that overlap by IoU >= .5."""
    return f1(count["matched"], count["gold"], count["found"])


def exact_figures(count: Mapping[str, int]) -> dict[str, float]:
    """Of contents whose spans are those of a gold content (several may share them)."""
    precision, recall = count["exact_found"] / max(1, count["found"]), count["exact"] / max(1, count["gold"])
    together = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(together, 4)}


def interval(counts: Sequence[Counter[str]], measure: Callable[[Counter[str]], float], *, draws: int = 1000) -> list[float]:
    """95 % bootstrap interval over documents."""
    rng = np.random.default_rng(0)
    values = [measure(sum((counts[i] for i in rng.integers(0, len(counts), len(counts))), Counter())) for _ in range(draws)]
    return [round(float(value), 4) for value in np.quantile(values, (0.025, 0.975))]


def _score_match(gold: Mapping[str, Any], found: Mapping[str, Any], count: Counter[str], stances: list[tuple[str, str]], doc_id: str, errors: bool) -> None:
    speakers = characters(gold["speaker"]), characters(found["speaker"])
    count["speaker"] += bool(speakers[0] & speakers[1]) or not any(speakers)
    count["speaker_exact"] += speakers[0] == speakers[1]
    count["cue"] += bool(characters(gold["cue"]) & characters(found["cue"])) or not (gold["cue"] or found["cue"])
    count["mode"] += gold.get("mode", gold.get("kind")) == found.get("mode")
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


def table(sets: Mapping[str, Mapping[str, Any]]) -> str:
    """The main figures as a Markdown table."""
    lines = [
        "| gold | documents | attributions | content exact F1 | content IoU ≥ .5 F1 | speaker overlap on matches | extra |",
        "|---|---:|---:|---|---|---|---:|",
    ]
    for name, figures in sets.items():
        cells = [
            f"{value:.3f} [{low:.3f}, {high:.3f}]"
            for value, (low, high) in (
                (figures["content_exact"]["f1"], figures["content_exact"]["interval"]),
                (figures["content_iou50"]["f1"], figures["content_iou50"]["interval"]),
                (figures["speaker_overlap"]["value"], figures["speaker_overlap"]["interval"]),
            )
        ]
        lines.append(f"| {name} | {figures['documents']} | {figures['gold']} | {' | '.join(cells)} | {figures['background_share']:.3f} |")
    return "\n".join(lines)


@click.command()
@click.argument("golds", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1, required=True)
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Write the figures to this file, and a table to FILE.md beside it.")
@click.option("--predictions", type=click.Path(path_type=Path), help="Write what was found to this file, a document a line.")
@click.option("--errors", is_flag=True, help="List what was missed, what was too much, and wrong speakers and stances.")
@click.option("--limit", type=int, help="Only the first N documents.")
def main(golds: tuple[Path, ...], json_path: Path | None, predictions: Path | None, errors: bool, limit: int | None) -> None:
    """Score checker.attribution against each of GOLDS (JSON Lines)."""
    sets: dict[str, dict[str, Any]] = {}
    found: list[dict[str, Any]] = []
    for gold in golds:
        rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
        sets[gold.name] = score(rows, errors=errors, predictions=found)
        click.echo(gold.name)
        for name, value in sets[gold.name].items():
            click.echo(f"  {name:<22}{value}")
    if predictions:
        predictions.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf-8")
    if json_path:
        about = {"commit": commit(), "date": datetime.now(UTC).date().isoformat()}
        json_path.write_text(json.dumps({**about, "sets": sets}, indent=1) + "\n", encoding="utf-8")
        head = f"# Attribution\n\nMeasured by `eval/score_attribution.py` at {about['commit']} on {about['date']}; 95 % intervals over documents.\n\n"
        foot = '\n\nSpeakers are compared on contents that match; "extra" is the share of what was found whose content overlaps no gold content.\n'
        json_path.with_suffix(".md").write_text(head + table(sets) + foot, encoding="utf-8")


if __name__ == "__main__":
    main()
