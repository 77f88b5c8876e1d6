"""A result in the terminal: readable without colour and at 80 columns, plain text where there is no terminal."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker.report import words
from checker.report.account import stages
from checker.report.passages import quote_text, shown
from checker.report.view import CellView, Quote, RowView, View

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from checker.nli import BundledModel
    from checker.result import CheckResult
    from checker.workspace import AddReport, Overview

STYLE = {"asserts": "blue", "denies": "red", "mixed": "magenta", "no side": "", "silent": "dim"}
STATUS_STYLE = {"contested": "red", "self_contradictory": "magenta", "number_conflict": "magenta", "corroborated": "blue"}
PLAIN_SIGNS = str.maketrans({"−": "-", "±": "#", "·": ".", "⇄": "x", "≠": "!", "◦": "o", "→": ">", "“": '"', "”": '"', "…": "...", "—": "-"})
PROPOSITION_WIDTH = 30  # columns kept for the proposition before parties are left out
NARROW = 64  # with fewer columns a status is its sign alone
CONTRADICTIONS = 5
QUOTE_LENGTH = 220


def print_result(result: CheckResult, console: Console, *, limit: int = 12, report: Path | None = None) -> None:
    """Print the matrix (the first `limit` propositions), the main contradictions with both quotes, the stages, and what was skipped.

    report: where report.html was written, if it was. Texts of documents are printed as they are, never as markup or control codes.
    """
    view = View(result)
    console.print(_line(console, _headline(view), "bold"))
    if view.rows:
        _print_matrix(view, console, limit)
        _print_contradictions(view, console)
    _print_stages(result, console)
    for item in result.skipped:
        console.print(_line(console, f"Skipped {shown(item.source)}: {shown(item.reason)}", "yellow"))
    if report is not None:
        console.print(_line(console, f"Report: {report}", "bold"), soft_wrap=True)


def _headline(view: View) -> str:
    contested = len(view.contested)
    found = (
        words.counted(len(view.result.documents), "document"),
        words.counted(len(view.result.statement_records), "statement"),
        words.counted(len(view.result.claim_records), "claim"),
        words.counted(len(view.rows), "proposition"),
    )
    return f"{', '.join(found)}; {contested or 'none'} in conflict"


def _print_matrix(view: View, console: Console, limit: int) -> None:
    positions, left_out = _parties_that_fit(view, console.width)
    console.print()
    console.print(_matrix_table(view, console, positions, limit))
    signs = "  ".join(f"{sign} {stance}" for stance, sign in words.STANCE_SIGN.items())
    console.print(_line(console, f"{signs}  (number: claims)", "dim"))
    if len(view.rows) > limit:
        console.print(_line(console, f"{len(view.rows) - limit} more propositions are in the report and in matrix.csv", "dim"))
    if left_out:
        console.print(_line(console, f"No room for {', '.join(left_out)}: see the report and matrix.csv", "dim"))


def _matrix_table(view: View, console: Console, positions: Sequence[int], limit: int) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD if _unicode(console) else box.ASCII2, pad_edge=False, padding=(0, 1))
    table.add_column("Proposition", min_width=PROPOSITION_WIDTH // 2)
    table.add_column("Status" if console.width >= NARROW else "", max_width=14)
    for position in positions:
        table.add_column(shown(view.codes[position]), no_wrap=True)
    for row in view.rows[:limit]:
        cells = [row.cells[position] for position in positions]
        table.add_row(_line(console, row.proposition), _status(console, row), *(_line(console, _cell_text(cell), STYLE[cell.shown_as]) for cell in cells))
    return table


def _parties_that_fit(view: View, width: int) -> tuple[list[int], list[str]]:
    """Columns in the matrix's order, those with the most claims kept, and the codes of those left out."""
    room = width - PROPOSITION_WIDTH - 16 if width >= NARROW else width - PROPOSITION_WIDTH // 2 - 6
    by_weight = sorted(range(len(view.codes)), key=lambda position: -len(view.parties[position].claims))
    kept: list[int] = []
    for position in by_weight:
        room -= max(4, len(view.codes[position])) + 3
        if room < 0 and kept:
            break
        kept.append(position)
    return sorted(kept), [view.codes[position] for position in by_weight if position not in kept]


def _cell_text(cell: CellView) -> str:
    return words.STANCE_SIGN[cell.shown_as] + (f" {cell.claims}" if cell.claims else "")


def _status(console: Console, row: RowView) -> Text:
    status = row.row.status
    word = words.STATUS_WORD.get(status, status) if console.width >= NARROW else ""
    return _line(console, f"{words.STATUS_SIGN.get(status, '')} {word}".strip(), STATUS_STYLE.get(status, ""))


def _print_contradictions(view: View, console: Console) -> None:
    from rich.padding import Padding

    contested = view.contested[:CONTRADICTIONS]
    if contested:
        console.print(_line(console, "Main contradictions", "bold"))
    for number, row in enumerate(contested, start=1):
        console.print()
        console.print(_line(console, f"{number}. {row.proposition} ({words.STATUS_WORD[row.row.status]})", "bold"))
        for cell, quote in view.opposed(row):
            for text in _quotation(console, cell, quote):
                console.print(Padding(text, (0, 0, 0, 3), expand=False))
        if row.pairs and row.pairs[0].judgement.label == "contradiction":
            pair = row.pairs[0]
            console.print(Padding(_line(console, f"p(contradiction) {pair.judgement.p_contradiction:.2f}: {pair.reasons}", "dim"), (0, 0, 0, 3), expand=False))
    console.print()


def _quotation(console: Console, cell: CellView, quote: Quote) -> Iterator[Text]:
    stance = words.SIDE_STANCE[quote.side]
    said = quote_text(quote.statement, QUOTE_LENGTH) if quote.statement else quote.text
    yield _line(console, f"{words.STANCE_SIGN[stance]} {cell.name} {'takes no side' if quote.side == 'none' else stance}: “{said}”", STYLE[stance])
    speaker = shown(quote.statement.speaker.text) if quote.statement and quote.statement.speaker else ""
    day = words.day_in_words(quote.claim.published) if quote.claim.published else ""
    outlet = shown(quote.claim.outlet or (quote.document.outlet if quote.document else None))
    yield _line(console, "  — " + ", ".join(part for part in (speaker, outlet, day, shown(quote.location)) if part), "dim")


def _print_stages(result: CheckResult, console: Console) -> None:
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(style="dim")
    for name, count, beside in stages(result.manifest.get("counts", {})):
        table.add_row(name, count, beside)
    if table.row_count:
        console.print(table)


def print_added(report: AddReport, overview: Overview, console: Console, *, path: Path) -> None:
    """What `checker add` did, what the workspace holds now, and where to go on."""
    kinds = (("added", report.added), ("changed", report.changed), ("unchanged", report.unchanged))
    done = ", ".join(f"{len(ids)} {name}" for name, ids in kinds if ids) or "nothing added"
    console.print(
        _line(console, f"{done}: {words.counted(report.claims, 'new claim')}, {words.counted(report.pairs, 'pair')} judged in {report.seconds:.0f} s")
    )
    contested = sum(overview.statuses.get(status, 0) for status in ("contested", "self_contradictory", "number_conflict"))
    held = (
        words.counted(overview.documents, "document"),
        words.counted(overview.claims, "claim"),
        words.counted(overview.rows, "proposition"),
        words.counted(overview.reviewed_pairs, "reviewed pair"),
    )
    console.print(_line(console, f"{path} holds {', '.join(held)}; {contested or 'none'} in conflict", "bold"))
    console.print(_line(console, f"Review them: checker serve {shlex.quote(str(path))}"), soft_wrap=True)


def _line(console: Console, text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(text if _unicode(console) else text.translate(PLAIN_SIGNS), style=style)


def _unicode(console: Console) -> bool:
    return console.encoding.startswith("utf")


def print_models(models: Sequence[BundledModel], console: Console, *, self_test: bool = False) -> bool:
    """Print name, size, licence, accuracy and, with `self_test`, the outcome of the probe. False if a model failed it."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("model", "for", "MB", "licence", "conflict pairs macro-F1", "MNLI accuracy", *(["self-test"] if self_test else [])):
        table.add_column(heading, overflow="fold")
    passed = True
    for model in models:
        outcome = _tested(model) if self_test else None
        passed = passed and (outcome is None or outcome.startswith("passed"))
        figures = (str(model.about.get(key, "-")) for key in ("licence", "conflict_macro_f1", "mnli_accuracy"))
        table.add_row(model.name, model.task, f"{model.size / 1e6:.0f}", *figures, *([outcome] if outcome else []))
    console.print(table if models else "no bundled models; give --model a Hugging Face name or folder")
    return passed


def _tested(model: BundledModel) -> str:
    from checker import slot_model, tagging
    from checker.errors import ModelError
    from checker.nli import load_nli

    taggers = dict.fromkeys(("attribution", "statements"), (tagging.self_test, "attributions"))
    probes = {**taggers, "slots": (slot_model.self_test, "clauses")}
    try:
        if model.task in probes:
            probe, what = probes[model.task]
            right, asked = probe(model.folder)
            return f"{'passed' if right == asked else 'failed:'} ({right} of {asked} known {what})"
        loaded = load_nli(model.name, probe=False)
    except ModelError as error:
        return f"failed: {error}"
    outcome = loaded.self_test()
    return f"failed: {outcome.problem}" if outcome.problem else f"passed ({outcome.right} of {outcome.asked} known pairs, {loaded.backend.name})"
