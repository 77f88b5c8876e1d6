"""Refill what is measured: the demo's output and the figures in README.md, and the figures that `checker models` shows.

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
    "conflict_pairs.dev + typed": "the same, with typed comparison",
    "conflict_pairs.dev hard": "the hard ones of these (a bag-of-words model errs)",
}
# Results of score_stories.py, each with the head of its column.
STORIES = {
    "stories-blind": "4 events that nobody read while building",
    "stories-blind-further": "5 more, annotated alike",
    "stories-blind-fine": "5 more that nobody read, annotated finer",
    "stories": "5 events read while building",
}
STORY_ROWS = (
    ("statements, F1 (content IoU ≥ .5)", "statement_f1"),
    ("party of a found statement, accuracy", "party_accuracy"),
    ("stance, macro-F1", "stance_macro_f1"),
    ("claim type, macro-F1", "type_macro_f1"),
    ("actor, accuracy", "actor_accuracy"),
    ("target, accuracy", "target_accuracy"),
    ("day of the event, accuracy", "event_date_accuracy"),
    ("places, F1", "place_f1"),
    ("quantities, F1", "quantity_f1"),
    ("contradictions, from text to pairs, F1", "pairs.contradiction"),
    ("supports, from text to pairs, F1", "pairs.support"),
)


def demo_text(result: CheckResult) -> str:
    """The terminal view of the demo, with few rows, as plain text."""
    text = io.StringIO()
    print_result(result, Console(file=text, width=100, highlight=False), limit=ROWS)
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    end = next((number for number, line in enumerate(lines) if line.startswith("3. ")), len(lines))
    return "\n".join(["```", *lines[:end], "```"]).replace("\n\n```", "\n```")


def figures(results: dict[str, Any]) -> str:
    """Two tables of the main figures with their sample sizes: the whole way on stories, and the NLI model on labelled pairs."""
    columns = [results[name] for name in STORIES if name in results]
    parts = ["\n".join([*story_head(results), *(story_row(line, columns) for line in STORY_ROWS)])] if columns else []
    pairs_table = results.get("pairs-default")
    if pairs_table:
        lines = [labelled_pairs(line) for line in pairs_table["sets"] if line["set"] in SHOWN]
        parts.append("\n".join(["| NLI model `default` on | accuracy | macro-F1 | pairs |", "|---|---|---|---:|", *lines]))
    return "\n\n".join(parts)


def story_head(results: dict[str, Any]) -> list[str]:
    """Head of the table of stories, with what each column was measured on."""
    names = [
        f"{title}: {results[name]['documents']} stories, {results[name]['statements']['gold']} statements" for name, title in STORIES.items() if name in results
    ]
    return ["| from text | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]


def story_row(line: tuple[str, str], columns: list[dict[str, Any]]) -> str:
    """One measure, for each set of stories."""
    title, path = line
    return f"| {title} | " + " | ".join(story_figure(column, path) for column in columns) + " |"


def story_figure(report: dict[str, Any], path: str) -> str:
    """The figure at a dotted path, with its interval where there is one."""
    value: Any = report
    for key in path.split("."):
        value = value[key]
    if isinstance(value, dict) and "interval" in value:
        low, high = value["interval"]
        return f"{value['value']:.2f} [{low:.2f}, {high:.2f}]"
    if isinstance(value, dict):
        return f"{value['f1']:.2f} (n {value['gold']})"
    return f"{value:.2f}"


def labelled_pairs(line: dict[str, Any]) -> str:
    """A row for one set of labelled pairs."""
    interval = line["accuracy_interval"]
    figure = f"{line['accuracy']:.2f} [{interval['low']:.2f}, {interval['high']:.2f}] | {line['macro_f1']:.2f}"
    return f"| {SHOWN[line['set']]} | {figure} | {line['n']} |"


def filled(text: str, name: str, content: str) -> str:
    """`text` with `content` between the marks `<!-- name -->` and `<!-- /name -->`."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    head, rest = text.split(start)
    return f"{head}{start}\n{content}\n{end}{rest.split(end)[1]}"


def note_figures(name: str, report: dict[str, Any]) -> None:
    """Write the main figures of a model into its model.json, where `checker models` reads them."""
    path = REPOSITORY / "models" / name / "model.json"
    by_set = {line["set"]: line for line in report["sets"]}
    figures = {"mnli_accuracy": by_set["mnli_dev_matched"]["accuracy"], "conflict_macro_f1": by_set["conflict_pairs.dev"]["macro_f1"]}
    about = json.loads(path.read_text(encoding="utf-8")) | {key: round(value, 2) for key, value in figures.items()}
    path.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Rewrite README.md and the models' model.json."""
    result = check([EXAMPLE])
    readme = REPOSITORY / "README.md"
    results = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in RESULTS.glob("*.json")}
    text = filled(readme.read_text(encoding="utf-8"), "demo", demo_text(result))
    readme.write_text(filled(text, "figures", figures(results)), encoding="utf-8")
    for name in ("default", "fast"):
        note_figures(name, results[f"pairs-{name}"])
    print("README.md and model.json refilled")


if __name__ == "__main__":
    main()
