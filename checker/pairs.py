"""Tables of text pairs: reading csv, jsonl and parquet, and making one form of the column names in use."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

FORMATS = (".csv", ".jsonl", ".parquet")
SIDES = ("text", "party", "date", "speaker")


def read_pairs(path: str | Path) -> pd.DataFrame:
    """A table of pairs from .csv, .jsonl or .parquet. `frame.attrs` keeps the file's name and the first data line for messages.

    Raises InputError naming file and line for what can't be read.
    """
    import pandas as pd

    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"{path}: the name ends in {path.suffix or 'nothing'!r}; expected {', '.join(FORMATS)}")
    if not path.is_file():
        raise InputError(f"{path}: no such file; expected a table of pairs ({', '.join(FORMATS)})")
    frame = {".csv": _read_csv, ".jsonl": _read_jsonl, ".parquet": _read_parquet}[path.suffix.lower()](path)
    if not len(frame):
        raise InputError(f"{path}: holds no pairs; expected the columns premise and hypothesis, or text_a and text_b")
    lines = frame.attrs.get("lines")
    _check_columns(frame, str(path))
    if not isinstance(frame, pd.DataFrame):
        raise InputError(f"{path}: is no table")
    frame.attrs = {"path": str(path), "lines": lines}
    return frame


def _read_csv(path: Path) -> pd.DataFrame:
    import csv

    import pandas as pd

    csv.field_size_limit(max(csv.field_size_limit(), 2**26))
    rows, lines = [], []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            names = list(reader.fieldnames or ())
            for row in reader:
                if None in row or None in row.values():
                    size = len(names)
                    raise InputError(
                        f"{path}:{reader.line_num}: holds more or fewer than {size} fields; expected as many as the header (quote texts with commas)"
                    )
                rows.append(row)
                lines.append(reader.line_num)
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: is broken CSV ({error})") from None
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    frame.attrs["lines"] = lines
    return frame


def _read_jsonl(path: Path) -> pd.DataFrame:
    import pandas as pd

    rows, lines = [], []
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
            if not line.strip():
                continue
            row = json.loads(line)
            if not isinstance(row, dict):
                raise InputError(f"{path}:{number}: is {line[:40]!r}; expected a JSON object with premise and hypothesis")
            rows.append(row)
            lines.append(number)
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{path}:{number}: is broken JSON ({error}); expected one object a line") from None
    frame = pd.DataFrame(rows)
    frame.attrs["lines"] = lines
    return frame


def _read_parquet(path: Path) -> pd.DataFrame:
    import pandas as pd
    from pyarrow import ArrowException

    try:
        return pd.read_parquet(path)
    except (ArrowException, OSError, ValueError) as error:
        raise InputError(f"{path}: is no readable parquet file ({str(error).splitlines()[0][:80]})") from None


def write_pairs(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table as .csv, .jsonl or .parquet by its name, whole or not at all. Lists become JSON in csv. Raises InputError."""
    from checker.writing import write_text

    path = Path(path)
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise InputError(f"{path}: the name ends in {path.suffix or 'nothing'!r}; expected {', '.join(FORMATS)}")
    if not path.parent.is_dir():
        raise InputError(f"{path}: there is no folder {path.parent}")
    if kind == ".parquet":
        partial = path.with_name(path.name + ".partial")
        frame.to_parquet(partial, index=False)
        partial.replace(path)
    elif kind == ".jsonl":
        write_text(path, frame.to_json(orient="records", lines=True, force_ascii=False))
    else:
        flat = frame.map(lambda value: json.dumps(_plain(value), ensure_ascii=False) if isinstance(value, list | tuple | dict) else value)
        write_text(path, flat.to_csv(index=False, lineterminator="\n"))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def flat_columns(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy with text_a, text_b, and party_a ... speaker_b where known, whatever form the pairs had; other columns stay.

    Nested objects a and b ({text, party, date, speaker}) and premise/hypothesis are understood. Raises InputError.
    """
    _check_columns(frame, frame.attrs.get("path", "pairs"))
    found = frame.copy()
    found.attrs = dict(frame.attrs)
    if is_nested(frame):
        for side in "ab":
            for field in SIDES:
                found[f"{field}_{side}"] = [_member(frame, number, side, value).get(field) for number, value in enumerate(frame[side])]
    elif "premise" in frame.columns:
        found["text_a"], found["text_b"] = frame["premise"], frame["hypothesis"]
    for side in "ab":
        _check_texts(found, f"text_{side}")
        if f"date_{side}" in found.columns:
            found[f"date_{side}"] = [_day(found, number, f"date_{side}", value) for number, value in enumerate(found[f"date_{side}"])]
    return found


def is_nested(frame: pd.DataFrame) -> bool:
    """Whether the pairs are objects in the columns a and b."""
    return {"a", "b"} <= set(frame.columns) and len(frame) > 0 and isinstance(frame["a"].iloc[0], Mapping)


def is_directed(frame: pd.DataFrame) -> bool:
    """Whether the pairs are premise and hypothesis, so that their order matters; pairs of claims have none."""
    return "premise" in frame.columns and not is_nested(frame)


def where(frame: pd.DataFrame, number: int) -> str:
    """File and line of a row, for messages."""
    lines = frame.attrs.get("lines")
    path = frame.attrs.get("path", "pairs")
    return f"{path}:{lines[number]}" if lines and number < len(lines) else f"{path}: row {number + 1}"


def text_or_none(value: Any) -> str | None:
    """A filled-in string, or None for an empty or missing value."""
    return value.strip() if isinstance(value, str) and value.strip() else None


def _check_columns(frame: pd.DataFrame, name: str) -> None:
    columns = set(frame.columns)
    if not ({"premise", "hypothesis"} <= columns or {"text_a", "text_b"} <= columns or is_nested(frame)):
        got = ", ".join(map(str, frame.columns)) or "nothing"
        raise InputError(f"{name}: got the columns {got}; expected premise and hypothesis, or text_a and text_b")


def _member(frame: pd.DataFrame, number: int, side: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not isinstance(value.get("text"), str):
        raise InputError(f"{where(frame, number)}: {side} is {value!r:.60}; expected an object with a text")
    return value


def _check_texts(frame: pd.DataFrame, column: str) -> None:
    values: Iterable[Any] = frame[column]
    for number, value in enumerate(values):
        if not isinstance(value, str):
            shown = column if column in frame.columns and "premise" not in frame.columns else {"text_a": "premise", "text_b": "hypothesis"}[column]
            raise InputError(f"{where(frame, number)}: {shown} is {value!r:.60}; expected a text")


def _day(frame: pd.DataFrame, number: int, column: str, value: Any) -> date | None:
    import pandas as pd

    if value is None or value is pd.NaT or (isinstance(value, float) and value != value) or value == "":
        return None
    if isinstance(value, date):  # pandas Timestamps are dates too
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise InputError(f"{where(frame, number)}: {column} is {value!r:.60}; expected a date such as 2025-12-24") from None
