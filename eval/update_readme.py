"""Refill the parts of README.md that are measured: the demo's output and the figures.

    python eval/update_readme.py

Figures come from eval/results/*.json; the pictures are made by eval/screenshots.py.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from rich.console import Console

from checker.pipeline import check
from checker.result import CheckResult
from checker.terminal import print_result

REPOSITORY = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results"
EXAMPLE = REPOSITORY / "claims" / "examples" / "thailand_cambodia"
ROWS = 6
SHOWN = {
    "mnli_dev_matched": "MultiNLI matched",
    "snli_dev": "SNLI",
    "conflict_pairs.dev": "composed conflict pairs with party and date",
    "conflict_pairs.dev hard": "the hard ones of these (a bag-of-words model errs)",
}


def demo_text(result: CheckResult) -> str:
    """The terminal view of the demo, with few rows, as plain text."""
    text = io.StringIO()
    print_result(result, Console(file=text, width=100, highlight=False), limit=ROWS)
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    end = next((number for number, line in enumerate(lines) if line.startswith("3. ")), len(lines))
    return "\n".join(["```", *lines[:end], "```"]).replace("\n\n```", "\n```")


def figures(results: dict[str, Any]) -> str:
    """A table of the main figures with their sample sizes."""
    rows = ["| what | figure | on |", "|---|---|---|"]
    stories = results.get("stories")
    if stories:
        counts, pairs = stories["statements"], stories["pairs"]
        on = f"{stories['documents']} composed stories, {counts['gold']} statements; seen while the rules were written"
        low, high = stories["statement_f1"]["interval"]
        rows.append(f"| statements, F1 (content IoU ≥ .5) | {stories['statement_f1']['value']:.2f} [{low:.2f}, {high:.2f}] | {on} |")
        rows.append(f"| party of a found statement, accuracy | {stories['party_accuracy']['value']:.2f} | {counts['matched']} matches |")
        rows.append(f"| claim type, macro-F1 | {stories['type_macro_f1']:.2f} | {stories['claims']['aligned']} claims |")
        rows += [
            f"| {label}s from text to pairs, F1 | {pairs[label]['f1']:.2f} | {pairs[label]['gold']} labelled pairs |" for label in ("contradiction", "support")
        ]
    pairs_table = results.get("pairs-default")
    if pairs_table:
        rows += [labelled_pairs(line) for line in pairs_table["sets"] if line["set"] in SHOWN]
    return "\n".join(rows)


def labelled_pairs(line: dict[str, Any]) -> str:
    """A row for one set of labelled pairs."""
    interval = line["accuracy_interval"]
    figure = f"accuracy {line['accuracy']:.2f} [{interval['low']:.2f}, {interval['high']:.2f}], macro-F1 {line['macro_f1']:.2f}"
    return f"| NLI model, {SHOWN[line['set']]} | {figure} | {line['n']} pairs |"


def filled(text: str, name: str, content: str) -> str:
    """`text` with `content` between the marks `<!-- name -->` and `<!-- /name -->`."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    head, rest = text.split(start)
    return f"{head}{start}\n{content}\n{end}{rest.split(end)[1]}"


def main() -> None:
    """Rewrite README.md."""
    result = check([EXAMPLE])
    readme = REPOSITORY / "README.md"
    results = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in RESULTS.glob("*.json")}
    text = filled(readme.read_text(encoding="utf-8"), "demo", demo_text(result))
    readme.write_text(filled(text, "figures", figures(results)), encoding="utf-8")
    print("README.md refilled")


if __name__ == "__main__":
    main()
