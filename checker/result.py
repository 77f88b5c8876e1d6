"""What a run gives: records and pandas tables of every stage, and their files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.claim import Claim
from checker.document import Document
from checker.errors import InputError, Skipped
from checker.judgement import Judgement
from checker.records import Record
from checker.statement import Statement
from checker.writing import written_together

if TYPE_CHECKING:
    import pandas as pd

    from checker.reconciling import ClaimMatrix


@dataclass(frozen=True, slots=True, repr=False)
class CheckResult:
    """All records of a run. The `*_records` and `claim_matrix` are dataclasses; the properties are DataFrames with stable columns.

    manifest: versions, models, configuration, input hashes, counts and seconds per stage, as written to manifest.json.
    """

    documents: tuple[Document, ...]
    statement_records: tuple[Statement, ...]
    claim_records: tuple[Claim, ...]
    judgement_records: tuple[Judgement, ...]
    claim_matrix: ClaimMatrix
    skipped: tuple[Skipped, ...] = ()
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def statements(self) -> pd.DataFrame:
        """One row a statement, with the columns of `Statement`."""
        return frame_of(self.statement_records, Statement)

    @property
    def claims(self) -> pd.DataFrame:
        """One row a claim, with the columns of `Claim`."""
        return frame_of(self.claim_records, Claim)

    @property
    def pairs(self) -> pd.DataFrame:
        """One row a judged pair, with the columns of `Judgement` and both texts (`text_a`, `text_b`)."""
        texts = {claim.claim_id: claim.text for claim in self.claim_records}
        frame = frame_of(self.judgement_records, Judgement)
        frame.insert(2, "text_a", [texts[claim] for claim in frame["claim_a"]])
        frame.insert(3, "text_b", [texts[claim] for claim in frame["claim_b"]])
        return frame

    @property
    def matrix(self) -> pd.DataFrame:
        """Rows are propositions, most contested first; one column a party: asserts, denies, mixed or silent."""
        return self.claim_matrix.to_frame()

    def matrix_for(self, party: str) -> pd.DataFrame:
        """The claims of `party` against every other party. Raises InputError for a party that made no claim."""
        if party not in self.claim_matrix.parties:
            known = ", ".join(self.claim_matrix.parties) or "none"
            raise InputError(f"party is {party!r}; expected one that made claims: {known}")
        return self.claim_matrix.for_party(party)

    @property
    def agreement(self) -> pd.DataFrame:
        """Party x party counts of contradicting and supporting pairs."""
        return self.claim_matrix.agreement()

    def why_not_paired(self, claim_a: str, claim_b: str) -> str:
        """In words, why two claims of the run, named by their ids, were not compared; or by which rule they were. Raises InputError for an unknown id."""
        from checker.pairing import why_not_paired
        from checker.pipeline import takes_part

        claims = {claim.claim_id: claim for claim in self.claim_records}
        for name in (claim_a, claim_b):
            if name not in claims:
                raise InputError(f"claim is {name!r}; expected a claim_id of this run, such as {next(iter(claims), 'none')!r}")
        paired = next((item for item in self.judgement_records if {item.claim_a, item.claim_b} == {claim_a, claim_b}), None)
        if paired is not None:
            return f"they were paired: {paired.why}"
        parties = tuple(self.manifest.get("configuration", {}).get("parties") or ())
        taking_part = [claim for claim in self.claim_records if takes_part(claim, parties)]
        left_out = [name for name in (claim_a, claim_b) if claims[name] not in taking_part]
        if left_out:
            return f"{' and '.join(left_out)} took no part: no party of the matrices makes the claim"
        return why_not_paired(claims[claim_a], claims[claim_b], among=taking_part)

    def to_html(self, path: str | Path) -> Path:
        """Write the self-contained report and return its path."""
        from checker.report import render

        path = Path(path)
        with written_together(path.parent) as files:
            files.text(path.name, render(self))
        return path

    def save(self, folder: str | Path) -> Path:
        """Write every output of `checker run` to `folder`: all of them or, when one fails, none."""
        from checker.report import render

        folder = Path(folder)
        with written_together(folder) as files:
            files.text("documents.jsonl", json_lines(self.documents))
            files.text("statements.jsonl", json_lines(self.statement_records))
            files.text("claims.jsonl", json_lines(self.claim_records))
            files.text("pairs.jsonl", json_lines(self.judgement_records))
            files.text("matrix.csv", csv_text(self.matrix))
            files.text("agreement.csv", csv_text(self.agreement))
            for party in self.claim_matrix.parties:
                files.text(f"matrices/{file_name(party)}.csv", csv_text(self.matrix_for(party)))
            files.text("report.html", render(self))
            files.text("manifest.json", json.dumps(self.manifest, indent=2, ensure_ascii=False) + "\n")
        return folder

    def __repr__(self) -> str:
        """Counts of every stage, in one line."""
        return (
            f"CheckResult({len(self.documents)} documents, {len(self.statement_records)} statements, {len(self.claim_records)} claims, "
            f"{len(self.judgement_records)} judged pairs, {len(self.claim_matrix.rows)} propositions x {len(self.claim_matrix.parties)} parties)"
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: the counts and the matrix."""
        import html

        shown: Callable[..., str] = self.matrix.head(30).to_html
        return f"<p>{html.escape(repr(self))}</p>{shown(escape=True, index=False)}"


def frame_of(records: Iterable[Record], kind: type[Record]) -> pd.DataFrame:
    """A DataFrame with a column for each field of `kind`, also when there are no records."""
    import dataclasses

    import pandas as pd

    columns = [item.name for item in dataclasses.fields(kind)]  # type: ignore[arg-type]
    return pd.DataFrame([record.to_dict() for record in records], columns=columns)


def json_lines(records: Iterable[Record]) -> str:
    """One JSON object a line, UTF-8."""
    return "".join(json.dumps(record.to_dict(), ensure_ascii=False) + "\n" for record in records)


def csv_text(frame: pd.DataFrame) -> str:
    """CSV with a header; lists are joined with "; "; a cell that a spreadsheet would run as a formula is quoted with an apostrophe."""
    return str(frame.map(_cell).rename(columns=_cell).to_csv(index=False, lineterminator="\n"))


def opens_as_formula(text: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula; some take off white space first, or read full-width signs (OWASP)."""
    return text.lstrip().startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")) or text.startswith(("\t", "\r", "\n"))


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    # A carriage return outside quotation marks ends a line for some readers, and pandas quotes only line feeds.
    return ("'" if opens_as_formula(value) else "") + value.replace("\r\n", "\n").replace("\r", "\n")


def file_name(code: str) -> str:
    """A party code as a file name: letters, digits, dash and underscore only."""
    return "".join(char if char.isalnum() or char in "-_" else "_" for char in code)
