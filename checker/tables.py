"""Tables of documents: .jsonl, .json, .csv, .parquet and DataFrames, streamed row by row where the format allows."""

from __future__ import annotations

import codecs
import csv
import dataclasses
import io
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from checker import plaintext
from checker.document import Document
from checker.errors import InputError, Skipped
from checker.formats import MAX_DOCUMENT, Row, Source, read_bytes

if TYPE_CHECKING:
    import pandas as pd

logger = logging.getLogger(__name__)

FIELDS = tuple(field.name for field in dataclasses.fields(Document))
# Names that other tools use. They are told to the user, not taken silently: "source" may be an outlet or a speaker.
_SYNONYMS = {
    "text": ("content", "body", "article", "story", "fulltext", "full_text", "maintext", "main_text", "plain_text", "article_text", "document"),
    "published": ("date", "published_at", "publish_date", "publication_date", "pubdate", "published_date", "timestamp", "datetime", "created_at"),
    "outlet": ("source", "publisher", "site", "sitename", "site_name", "newspaper", "media"),
    "title": ("headline", "heading", "subject"),
    "url": ("link", "uri", "href"),
    "doc_id": ("id", "uuid", "article_id"),
    "language": ("lang", "locale"),
    "dated_by": (),
}


def check_columns(columns: Iterable[object], where: str | None) -> None:
    """Raise InputError, with a hint where a name looks like it, if there is no column `text`.

    where: where the columns stand, to log those that are probably misnamed; None logs nothing.
    """
    names = [str(column) for column in columns]
    hints = {field: found for field in FIELDS if field not in names and (found := _lookalike(field, names))}
    if "text" not in names:
        advice = f"rename {hints['text']!r} to 'text'" if "text" in hints else "name the column that holds the story 'text'"
        raise InputError(f"has no field 'text'; got {', '.join(names)[:120] or 'nothing'}; {advice}")
    for field, found in hints.items() if where else ():
        logger.warning("%s: field %r is not read; rename it to %r if it holds that", where, found, field)


def _lookalike(field: str, names: list[str]) -> str | None:
    return next((name for name in names if name.strip().lower() in (field, *_SYNONYMS[field])), None)


def read_jsonl(source: Source) -> Iterator[Row | Skipped]:
    """One JSON object a line. A bad line is skipped by name; the others are read."""
    empty, checked = True, False
    with source.open() as stream:
        for number, line in _lines(stream):
            where = f"{source.name}:{number}"
            if isinstance(line, bytes) and not line.strip():
                continue
            empty = False
            try:
                fields = _object(line)
                check_columns(fields, None if checked else source.name)
            except InputError as error:
                yield Skipped(where, str(error))
            else:
                checked = True
                yield Row(where, fields, number)
    if empty:
        raise InputError("is empty; expected one JSON object a line")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None stands for one that is too long, which is passed over without being held in memory."""
    head = stream.readline(MAX_DOCUMENT + 1)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = plaintext.decode(head + stream.read(MAX_DOCUMENT))
        yield from ((number, line.encode("utf-8", "surrogatepass")) for number, line in enumerate(text.split("\n"), 1))
        return
    line, number = head.removeprefix(codecs.BOM_UTF8), 0
    while line:
        number += 1
        too_long = len(line) > MAX_DOCUMENT
        yield number, None if too_long else line
        while too_long and line and not line.endswith(b"\n"):
            line = stream.readline(MAX_DOCUMENT)
        line = stream.readline(MAX_DOCUMENT + 1)


def _object(line: bytes | None) -> Mapping[str, Any]:
    if line is None:
        raise InputError(f"is longer than {MAX_DOCUMENT // 2**20} MB; expected one document a line")
    value = _parsed(line)
    if not isinstance(value, dict):
        raise InputError(f'is {str(value)[:40]!r}; expected a JSON object such as {{"text": "..."}}')
    return value


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno} column {error.colno}"
        raise InputError(f"is broken JSON at {place} ({error.msg}); expected an object with 'text'") from None
    except UnicodeDecodeError as error:
        raise InputError(f"byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"is JSON that can't be read ({type(error).__name__}: {str(error)[:60]})") from None


def read_json(source: Source) -> Iterator[Row | Skipped]:
    """A JSON list of objects, one object, or JSON Lines under another name."""
    data = read_bytes(source)
    try:
        value = _parsed(data.removeprefix(codecs.BOM_UTF8))
    except InputError:
        if data.lstrip()[:1] != b"{" or len(data.strip().splitlines()) < 2:
            raise
        yield from read_jsonl(dataclasses.replace(source, open=lambda: io.BytesIO(data)))
        return
    items = value if isinstance(value, list) else [value]
    for number, item in enumerate(items, 1):
        where = f"{source.name}:[{number}]" if isinstance(value, list) else source.name
        if not isinstance(item, dict):
            yield Skipped(where, f"is {str(item)[:40]!r}; expected an object with 'text'")
        else:
            yield _checked(where, item, number)


def _checked(where: str, fields: Mapping[str, Any], number: int) -> Row | Skipped:
    try:
        check_columns(fields, where if number == 1 else None)
    except InputError as error:
        return Skipped(where, str(error))
    return Row(where, fields, number)


def read_csv(source: Source) -> Iterator[Row | Skipped]:
    """Comma, semicolon or tab separated values with a header line; UTF-8, UTF-16 with a mark, or windows-1252."""
    # The module's limit of 128 KB a field is below a long report. It is raised only, since it holds for the whole process.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_DOCUMENT))
    with source.open() as stream:
        lines = io.TextIOWrapper(stream, encoding=_csv_encoding(stream), newline="")
        try:
            yield from _csv_rows(lines, source.name)
        except UnicodeDecodeError as error:
            raise InputError(f"holds a byte that is not {error.encoding.upper()}; save the file as UTF-8") from None
        except csv.Error as error:
            raise InputError(f"is broken CSV ({error}); expected quoted fields in lines of equal length") from None


def _csv_encoding(stream: BinaryIO) -> str:
    head = stream.read(2**20)
    stream.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    whole = head.rpartition(b"\n")[0] if len(head) == 2**20 else head
    plaintext.decode(whole)  # refuses binary files
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _csv_rows(lines: io.TextIOWrapper, name: str) -> Iterator[Row | Skipped]:
    first = lines.readline()
    if not first.strip():
        raise InputError("is empty; expected a header line with a column 'text'")
    delimiter = max(",;\t", key=first.count)
    header = [column.strip() for column in next(csv.reader([first], delimiter=delimiter))]
    check_columns(header, name)
    reader = csv.reader(lines, delimiter=delimiter)
    start = 2
    for values in reader:
        where, number, start = f"{name}:{start}", start, reader.line_num + 2
        if len(values) > len(header):
            yield Skipped(where, f"has {len(values)} fields; expected {len(header)} as in the header; quote texts that hold a {delimiter!r}")
        elif values:
            yield Row(where, dict(zip(header, values, strict=False)), number)


def read_parquet(source: Source) -> Iterator[Row | Skipped]:
    """Rows in batches, only the columns that are documents' fields."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError("needs pyarrow to be read; pip install pyarrow") from None
    with source.open() as stream:
        try:
            table = pq.ParquetFile(stream)
            names = table.schema_arrow.names
            check_columns(names, source.name)
            batches = table.iter_batches(batch_size=256, columns=[name for name in FIELDS if name in names])
            yield from _numbered((row for batch in batches for row in batch.to_pylist()), source.name)
        except InputError:
            raise
        except (pa.ArrowException, OSError, ValueError) as error:  # also bytes that are no UTF-8 in a column of strings
            raise InputError(f"is damaged or no Parquet file ({str(error)[:80]!r})") from None


def read_frame(frame: pd.DataFrame, name: str) -> Iterator[Row | Skipped]:
    """The rows of a DataFrame with Document's field names as columns."""
    check_columns(frame.columns, name)
    columns = [field for field in FIELDS if field in frame.columns]
    # Positions, not attributes: itertuples has no names for odd columns, and a duplicate column would give a table.
    values = frame.loc[:, ~frame.columns.duplicated()][columns].itertuples(index=False, name=None)
    yield from _numbered((dict(zip(columns, row, strict=True)) for row in values), name)


def _numbered(rows: Iterable[Mapping[str, Any]], name: str) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        yield Row(f"{name}:row {number}", row, number)
