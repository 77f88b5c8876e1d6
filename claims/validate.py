"""Check annotation files: every offset, id, name and reference. Exit code 0: all well; 2: problems, one line each.

    python claims/validate.py [STORIES.jsonl | MATRICES.json]...

Without arguments the files of this folder are checked. Matrices refer to claims in the stories given with them.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
from jsonschema import Draft202012Validator

from checker.claim_types import type_table
from checker.context import party_table

HERE = Path(__file__).parent
DEFAULT = (HERE / "stories.jsonl", HERE / "matrices.json")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and on which line: what was got, what was expected."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(slots=True)
class Known:
    """What the stories read so far define, for references between files."""

    stories: dict[str, str] = field(default_factory=dict)  # doc_id -> event
    claims: dict[str, str] = field(default_factory=dict)  # claim id -> event


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--party", "extra", multiple=True, help="A party code that is in no table; may be repeated.")
def main(paths: tuple[Path, ...], extra: tuple[str, ...]) -> None:
    """Check annotated stories (.jsonl) and matrices (.json)."""
    problems = list(validate(paths or DEFAULT, extra_parties=extra))
    for problem in problems:
        click.echo(str(problem))
    if problems:
        click.echo(f"{len(problems)} problem(s)", err=True)
        sys.exit(2)
    click.echo(f"{len(paths or DEFAULT)} file(s) without a problem", err=True)


def validate(paths: Sequence[Path], *, extra_parties: Sequence[str] = ()) -> Iterator[Problem]:
    """Problems of all files; stories are read before matrices, whatever the order of the names."""
    known, parties = Known(), party_codes() | set(extra_parties)
    for path in sorted(paths, key=lambda path: path.suffix == ".json"):
        try:
            content = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            yield Problem(path, 1, f"can't be read ({error}); expected a UTF-8 file")
            continue
        check = _matrices if path.suffix == ".json" else _stories
        yield from check(path, content, known, parties)


@cache
def party_codes() -> frozenset[str]:
    """All party codes: ISO 3166-1 alpha-3 and those of the checker's own table."""
    import pycountry

    table = party_table()
    return frozenset({country.alpha_3 for country in pycountry.countries} | set(table["country_names"]) | set(table["party"]))


@cache
def _schema(name: str) -> Draft202012Validator:
    schema = json.loads((HERE / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(schema, format_checker=checker)


def _violations(name: str, value: Any) -> Iterator[str]:
    for error in sorted(_schema(name).iter_errors(value), key=lambda error: list(map(str, error.absolute_path))):
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path).lstrip(".")
        yield f"{where or 'the record'}: {error.message[:200]}"


def _stories(path: Path, content: str, known: Known, parties: frozenset[str]) -> Iterator[Problem]:
    # Not splitlines: U+2028 and its kind may stand inside a JSON string.
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield from (Problem(path, number, text) for text in _story_line(line, known, parties))


def _story_line(line: str, known: Known, parties: frozenset[str]) -> Iterator[str]:
    try:
        story = json.loads(line)
    except ValueError as error:
        yield f"is no JSON ({error}); expected one object a line"
        return
    violations = list(_violations("annotation", story))
    yield from violations
    if violations:
        return  # what follows relies on the form
    if story["doc_id"] in known.stories:
        yield f"doc_id is {story['doc_id']!r}; expected one that no other story has"
    known.stories[story["doc_id"]] = story["event"]
    yield from _story(story, known, parties)


def _story(story: dict[str, Any], known: Known, parties: frozenset[str]) -> Iterator[str]:
    ids = [statement["id"] for statement in story["statements"]]
    yield from (f"statement id {name!r} is used {count} times; expected once" for name, count in Counter(ids).items() if count > 1)
    for statement in story["statements"]:
        name = statement["id"]
        yield from (f"{name}: {text}" for text in _statement(statement, story["text"], ids, parties))
        for number, claim in enumerate(statement["claims"]):
            known.claims[f"{story['doc_id']}:{name}:{number}"] = story["event"]
            yield from (f"{name}:{number}: {text}" for text in _claim(claim, parties))


def _statement(statement: dict[str, Any], text: str, ids: list[str], parties: frozenset[str]) -> Iterator[str]:
    spans = [("speaker", statement["speaker"]), ("cue", statement["cue"]), *(("content", span) for span in statement["content"])]
    for role, span in spans:
        if span and text[span["start"] : span["end"]] != span["text"]:
            found = text[span["start"] : span["end"]]
            yield f"{role} [{span['start']}, {span['end']}) is {found[:60]!r} in the text; expected {span['text'][:60]!r}"
    yield from _overlaps(statement["content"])
    yield from _unknown(statement["parties"], parties)
    outer = statement["nested_in"]
    if outer is not None and (outer not in ids or outer == statement["id"]):
        yield f"nested_in is {outer!r}; expected the id of another statement of this story"
    if statement["cue"] and not statement["speaker"]:
        yield "has a cue but no speaker; expected both, or neither for a quotation that stands alone"


def _overlaps(content: list[dict[str, Any]]) -> Iterator[str]:
    ordered = sorted(content, key=lambda span: span["start"])
    for first, second in pairwise(ordered):
        if second["start"] < first["end"]:
            yield f"content spans [{first['start']}, {first['end']}) and [{second['start']}, {second['end']}) overlap; expected separate ones"


def _unknown(codes: Sequence[str | None], parties: frozenset[str]) -> Iterator[str]:
    for code in codes:
        if code is not None and code not in parties:
            yield f"party code is {code!r}; expected ISO 3166-1 alpha-3, a code in checker/data/parties.toml or one given with --party"


def _claim(claim: dict[str, Any], parties: frozenset[str]) -> Iterator[str]:
    yield from _unknown([claim["actor"], claim["target"]], parties)
    yield from _type(claim["type"])
    if claim["event_date"] and not _is_day(claim["event_date"]):
        yield f"event_date is {claim['event_date']!r}; expected a date such as 2025-12-24"


def _type(name: str) -> Iterator[str]:
    if name not in type_names():
        yield f"type is {name!r}; expected one of {', '.join(sorted(type_names()))}"


@cache
def type_names() -> frozenset[str]:
    """The claim types of the checker's table."""
    return frozenset(type_table().names)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _matrices(path: Path, content: str, known: Known, parties: frozenset[str]) -> Iterator[Problem]:
    try:
        matrices = json.loads(content)
    except json.JSONDecodeError as error:
        yield Problem(path, error.lineno, f"is no JSON ({error.msg}); expected an object with one entry an event")
        return
    violations = [Problem(path, 1, text) for text in _violations("matrices", matrices)]
    yield from violations
    for event, matrix in matrices.items() if not violations else ():
        for needle, text in _matrix(event, matrix, known, parties):
            yield Problem(path, _line_of(content, needle), text)


def _line_of(content: str, needle: Sequence[str]) -> int:
    """Line of the last place where the JSON strings of `needle` follow each other; 1 if there is none."""
    for ascii_only in (False, True):
        pattern = r"\s*,\s*".join(re.escape(json.dumps(text, ensure_ascii=ascii_only)) for text in needle)
        places = [match.start() for match in re.finditer(pattern, content)]
        if places:
            return content.count("\n", 0, places[-1]) + 1
    return 1


def _matrix(event: str, matrix: dict[str, Any], known: Known, parties: frozenset[str]) -> Iterator[tuple[Sequence[str], str]]:
    """Problems of one event, each with the strings that tell its line."""
    if event not in known.stories.values():
        yield [event], f"event is {event!r}; expected one of the stories given"
    places = Counter(claim for row in matrix["event"] for claim in row["claim_ids"])
    yield from (([claim], f"claim {claim!r} is in {count} rows; expected exactly one") for claim, count in places.items() if count > 1)
    missing = [claim for claim, of_event in known.claims.items() if of_event == event and claim not in places]
    yield from (([event], f"claim {claim!r} is in no row; expected exactly one") for claim in missing)
    for row in matrix["event"]:
        yield from (([row["row_id"]], f"{row['row_id']}: {text}") for text in _row(row, event, known, parties))
    yield from _pairs(event, matrix["pairs"], known)


def _row(row: dict[str, Any], event: str, known: Known, parties: frozenset[str]) -> Iterator[str]:
    yield from _type(row["type"])
    yield from _unknown(list(row["cells"]), parties)
    for claim in row["claim_ids"]:
        if known.claims.get(claim) != event:
            yield f"claim is {claim!r}; expected one of the stories of event {event!r}"
    cells = [cell for cell in row["cells"].values() if cell != "silent"]
    if row["status"] not in _possible_status(cells):
        yield f"status is {row['status']!r}; expected {' or '.join(_possible_status(cells))} from cells {', '.join(cells) or 'all silent'}"


def _possible_status(cells: list[str]) -> tuple[str, ...]:
    """GUIDELINES.md, section 6. Whether numbers exclude each other is not seen from the cells."""
    if "mixed" in cells:
        return ("self_contradictory",)
    if len(set(cells)) == 2:
        return ("contested",)
    return ("one_sided",) if len(cells) < 2 else ("corroborated", "number_conflict")


def _pairs(event: str, pairs: list[list[str]], known: Known) -> Iterator[tuple[Sequence[str], str]]:
    seen: set[frozenset[str]] = set()
    for claim_a, claim_b, label in pairs:
        needle = [claim_a, claim_b, label]
        for claim in (claim_a, claim_b):
            if known.claims.get(claim) != event:
                yield needle, f"pair names claim {claim!r}; expected one of the stories of event {event!r}"
        pair = frozenset((claim_a, claim_b))
        if len(pair) == 1 or pair in seen:
            yield needle, f"pair {claim_a!r}, {claim_b!r} is {'one claim' if len(pair) == 1 else 'listed twice'}; expected two claims, once"
        seen.add(pair)


if __name__ == "__main__":
    main()
