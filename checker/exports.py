"""What is taken away from a workspace: the matrix as tables, the report, decisions as labelled pairs, claims and tasks for other tools."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import InputError
from checker.exports_linked import claims_jsonld, label_studio_config, label_studio_tasks
from checker.report.passages import quote_text, shown
from checker.result import csv_text, opens_as_formula
from checker.writing import written_together

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from checker.workspace import ClaimDetail, PairDetail, Workspace

EXCEL_TEXT = 32_767  # characters that a cell of Excel holds
WIDTHS = {"proposition": 60, "text": 60, "quote": 60, "claim_ids": 24, "type": 16, "status": 16, "speaker": 24}


def export_bytes(workspace: Workspace, name: str) -> bytes:
    """One export of a workspace, as reviewed, as the content of a file. name: a key of FORMATS. Raises InputError for another."""
    if name not in FORMATS:
        raise InputError(f"format is {name!r:.40}; expected one of {', '.join(FORMATS)}")
    return FORMATS[name](workspace)


def write_export(workspace: Workspace, name: str, path: Path) -> None:
    """Write one export to a file that appears whole or not at all. Raises InputError."""
    if path.is_dir():
        raise InputError(f"--out {path}: is a folder; expected a file")
    content = export_bytes(workspace, name)
    with written_together(path.parent) as files:
        files.binary(path.name, content)


def matrix_frame(workspace: Workspace) -> pd.DataFrame:
    """The matrix as `CheckResult.matrix` has it."""
    from checker.reconciling import ClaimMatrix

    rows = [view.row for view in workspace.rows(limit=-1).items]
    parties = tuple(cell.party for cell in rows[0].cells) if rows else ()
    return ClaimMatrix(tuple(rows), parties, {}, ()).to_frame()


def matrix_csv(workspace: Workspace) -> bytes:
    """The matrix as CSV; no cell opens as a formula."""
    return csv_text(matrix_frame(workspace)).encode("utf-8", "replace")


def matrix_parquet(workspace: Workspace) -> bytes:
    """The matrix as Parquet, `claim_ids` as lists."""
    stream = io.BytesIO()
    matrix_frame(workspace).to_parquet(stream, index=False)
    return stream.getvalue()


def matrix_xlsx(workspace: Workspace) -> bytes:
    """A workbook of two sheets: the matrix, and the claims behind its cells with quote, speaker, outlet, date and link."""
    from openpyxl import Workbook

    frame = matrix_frame(workspace)
    book = Workbook(write_only=True)
    _fill(book.create_sheet("Matrix"), list(frame.columns), frame.itertuples(index=False, name=None), freeze="C2")
    columns = ["row_id", "claim_id", "parties", "text", "type", "event_date", "places", "quote", "speaker", "outlet", "published", "url"]
    _fill(book.create_sheet("Claims"), columns, map(_claim_line, workspace.evidence()), freeze="A2")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _claim_line(detail: ClaimDetail) -> list[Any]:
    claim, statement, document = detail.claim, detail.statement, detail.document
    return [
        *(detail.view.row_id, claim.claim_id, list(claim.parties), claim.text, claim.type, claim.event_date, list(claim.places)),
        *(quote_text(statement, EXCEL_TEXT), statement.speaker.text if statement.speaker else None, document.outlet, document.published, document.url),
    ]


def _fill(sheet: WriteOnlyWorksheet, columns: list[str], lines: Iterable[Iterable[Any]], *, freeze: str) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    def cell(value: Any, **style: Any) -> WriteOnlyCell:
        text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else value
        if not isinstance(text, str):
            return WriteOnlyCell(sheet, text)
        made = WriteOnlyCell(sheet, shown(text)[:EXCEL_TEXT])
        # openpyxl takes "=..." for a formula; as a string, and marked as one for those who edit the cell, it stays what was said.
        made.data_type = "s"
        made.quotePrefix = opens_as_formula(text)
        for name, wanted in style.items():
            setattr(made, name, wanted)
        return made

    for number, name in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, 14)
    sheet.freeze_panes = freeze
    sheet.append([cell(name, font=Font(bold=True)) for name in columns])
    count = 1
    for line in lines:
        sheet.append([cell(value) for value in line])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"


def report_html(workspace: Workspace) -> bytes:
    """The self-contained report."""
    from checker.report import render

    return render(workspace.result()).encode("utf-8", "replace")


def labelled_pairs(workspace: Workspace) -> bytes:
    """Pairs with a reviewer's label, one JSON object a line, as `checker evaluate` and training read them."""
    lines = (json.dumps(_labelled(detail), ensure_ascii=False) + "\n" for detail in workspace.pairs(decided=True))
    return "".join(lines).encode("utf-8", "replace")


def _labelled(detail: PairDetail) -> dict[str, Any]:
    """label: of three; verdict: the reviewer's word, of four. group: pairs of one row are no independent observations."""
    pair, decision = detail.pair, detail.decision
    verdict, judged = pair.decided or "", pair.judgement
    sides = {f"{name}_{side}": value for side, claim in (("a", detail.a), ("b", detail.b)) for name, value in _side(claim).items()}
    return {
        **{name: sides[name] for name in sorted(sides, key=lambda name: ("text", "party", "date", "speaker", "claim").index(name[:-2]))},
        "label": "neutral" if verdict == "not_comparable" else verdict,
        "verdict": verdict,
        "group": pair.row_a or pair.row_b,
        "reviewer": decision.reviewer if decision else None,
        "decided": decision.decided.isoformat() if decision else None,
        "note": decision.decision.note if decision else "",
        "text_hash": decision.text_hash if decision else None,
        "model_label": str(judged.label) if judged else None,
        "model_p": [judged.p_contradiction, judged.p_support, judged.p_neutral] if judged else None,
    }


def _side(detail: ClaimDetail) -> dict[str, Any]:
    claim, speaker = detail.claim, detail.statement.speaker
    return {
        "text": claim.text,
        "party": "+".join(claim.parties) or None,
        "date": claim.published.isoformat() if claim.published else None,
        "speaker": speaker.text if speaker else None,
        "claim": claim.claim_id,
    }


FORMATS: dict[str, Callable[[Workspace], bytes]] = {
    "csv": matrix_csv,
    "xlsx": matrix_xlsx,
    "parquet": matrix_parquet,
    "report": report_html,
    "pairs": labelled_pairs,
    "jsonld": claims_jsonld,
    "label-studio": label_studio_tasks,
    "label-studio-config": label_studio_config,
}
