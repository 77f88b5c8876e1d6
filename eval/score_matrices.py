"""Pairing, judging and reconciling from gold claims against gold matrices.

    python eval/score_matrices.py --stories S.jsonl --matrices M.json [--model NAME] [--cache DIR] [--show]

Completeness: labelled contradictions and supports among the candidates. Pair F1: contradiction and support over the labelled
pairs, a pair that was not proposed counts as neutral. B-cubed: rows as clusters of claims. Cells and statuses: each gold row
against the found row that shares most claims with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from gold import Event, read_events
from scores import scorer_for

from checker.judgement import Label
from checker.judging import judge
from checker.pairing import pair_claims
from checker.reconciling import ClaimMatrix, reconcile


def f1(true: int, found: int, gold: int) -> float:
    return 2 * true / (found + gold) if found + gold else 0.0


def b_cubed(gold: dict[str, str], found: dict[str, str]) -> float:
    """B-cubed F1 of two clusterings of the same items."""
    items = sorted(gold.keys() & found.keys())
    overlap = Counter((gold[item], found[item]) for item in items)
    sizes = Counter(gold[item] for item in items), Counter(found[item] for item in items)
    recall, precision = (sum(overlap[gold[i], found[i]] / size[key[i]] for i in items) / len(items) for size, key in zip(sizes, (gold, found), strict=True))
    return 2 * precision * recall / (precision + recall)


def matched_rows(event: Event, matrix: ClaimMatrix) -> list[tuple[dict[str, Any], Any]]:
    """Each gold row with the found row that shares most of its claims (the one with the higher overlap ratio on ties)."""
    pairs = []
    for row in event.rows:
        wanted = set(row["claim_ids"])
        best = max(matrix.rows, key=lambda found: (len(wanted & set(found.claim_ids)), -len(set(found.claim_ids) - wanted)))
        pairs.append((row, best))
    return pairs


def score_event(event: Event, scorer: Any, show: bool) -> Counter[str]:
    """Counts of one event, summed by the caller."""
    claims = list(event.claims.values())
    pairing = pair_claims(claims)
    judgements = judge(pairing.pairs, event.claims, scorer)
    matrix = reconcile(claims, judgements)
    found = {frozenset((item.claim_a, item.claim_b)): item.label for item in judgements}
    counts: Counter[str] = Counter(possible=pairing.possible, proposed=len(pairing.pairs))
    for a, b, label in event.pairs:
        key = frozenset((a, b))
        counts["relevant"] += label is not Label.NEUTRAL
        counts["covered"] += label is not Label.NEUTRAL and key in found
        answer = found.get(key, Label.NEUTRAL)
        counts[f"gold {label}"] += 1
        counts[f"found {answer}"] += 1
        counts[f"true {label}"] += label is answer
        counts[f"{label} as {answer if key in found else 'unpaired'}"] += 1
    row_of = {claim: row.row_id for row in matrix.rows for claim in row.claim_ids}
    counts["b_cubed x 1000"] = round(1000 * b_cubed(event.row_of(), row_of))
    _count_rows(event, matrix, counts, show)
    if show:
        _show(event, matrix)
    return counts


def _count_rows(event: Event, matrix: ClaimMatrix, counts: Counter[str], show: bool) -> None:
    for row, best in matched_rows(event, matrix):
        counts["rows"] += 1
        counts["status right"] += row["status"] == best.status
        counts[f"status {row['status']} as {best.status}"] += 1
        stances = {cell.party: cell.stance for cell in best.cells}
        for party, stance in row["cells"].items():
            loud = stance != "silent" or stances.get(party, "silent") != "silent"
            counts["cells"] += 1
            counts["cells right"] += stances.get(party, "silent") == stance
            counts["loud cells"] += loud
            counts["loud cells right"] += loud and stances.get(party, "silent") == stance


def _show(event: Event, matrix: ClaimMatrix) -> None:
    gold = event.row_of()
    for row in matrix.rows:
        click.echo(
            f"{row.row_id} {row.status} {row.type} | {row.proposition} | " + ", ".join(f"{c.party} {c.stance}" for c in row.cells if c.stance != "silent")
        )
        for claim in row.claim_ids:
            denied = any(claim in cell.denied_by_sign for cell in row.cells)
            click.echo(f"     {gold.get(claim)} {'-' if denied else '+'} {'+'.join(event.claims[claim].parties)}: {event.claims[claim].text}")


def table(counts: Counter[str], events: int) -> str:
    def share(part: str, whole: str) -> str:
        return f"{counts[part] / counts[whole]:.3f} (n {counts[whole]})"

    lines = [f"pairing: completeness {share('covered', 'relevant')}, reduction {1 - counts['proposed'] / counts['possible']:.3f} (n {counts['possible']})"]
    lines += [
        f"{label} F1 {f1(counts[f'true {label}'], counts[f'found {label}'], counts[f'gold {label}']):.3f} (n {counts[f'gold {label}']})" for label in Label
    ]
    lines += [
        f"cell accuracy {share('cells right', 'cells')}, of cells not silent in both {share('loud cells right', 'loud cells')}",
        f"row B-cubed F1 {counts['b_cubed x 1000'] / 1000 / events:.3f} (mean of {events} events)",
        f"status accuracy {share('status right', 'rows')}",
    ]
    return "\n".join(lines)


def all_together(events: Sequence[Event]) -> str:
    pairing = pair_claims([claim for event in events for claim in event.claims.values()])
    found = {frozenset((pair.claim_a, pair.claim_b)) for pair in pairing.pairs}
    gold = [frozenset((a, b)) for event in events for a, b, label in event.pairs if label is not Label.NEUTRAL]
    covered = sum(pair in found for pair in gold) / len(gold)
    return f"all events together: completeness {covered:.3f}, reduction {pairing.reduction:.4f} ({len(pairing.pairs)} of {pairing.possible})"


@click.command()
@click.option("--stories", type=click.Path(exists=True, path_type=Path), required=True, multiple=True)
@click.option("--matrices", type=click.Path(exists=True, path_type=Path), required=True, multiple=True)
@click.option("--model", default="default", show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), help="Folder that keeps NLI scores between runs, by the hash of the model.")
@click.option("--show", is_flag=True, help="Print the rows found.")
@click.option("--confusions", is_flag=True, help="Print what was taken for what.")
def main(stories: tuple[Path, ...], matrices: tuple[Path, ...], model: str, cache: Path | None, show: bool, confusions: bool) -> None:
    """Print the table."""
    events = read_events(stories, matrices)
    scorer = scorer_for(model, cache)
    total: Counter[str] = Counter()
    for event in events:
        total += score_event(event, scorer, show)
    click.echo(table(total, len(events)))
    click.echo(all_together(events))
    if confusions:
        for name, count in sorted(total.items()):
            if " as " in name:
                click.echo(f"  {name}: {count}")


if __name__ == "__main__":
    main()
