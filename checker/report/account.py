"""How a result came about, in words, from its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.report import words
from checker.report.passages import shown


def stages(counts: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(stage, what came out, what was lost on the way) from the manifest's counts; stages that it doesn't name are left out."""
    labels = counts.get("labels", {})
    lines = (
        ("documents", "Documents read", ("skipped", "skipped")),
        ("statements", "Statements found", ("statements_without_party", "without a known party")),
        ("claims", "Claims taken from them", None),
        ("candidate_pairs", "Pairs compared", ("possible_pairs", "possible pairs of claims")),
        ("abstained", "Judgements left open", None),
        ("propositions", "Propositions", None),
        ("parties", "Parties", None),
    )
    found = [(name, _number(counts[key]), _beside(counts, beside)) for key, name, beside in lines if key in counts]
    return found + [(f"Pairs that {words.LABEL_WORD.get(label, label)}", _number(count), "") for label, count in labels.items()]


def _beside(counts: Mapping[str, Any], beside: tuple[str, str] | None) -> str:
    if beside is None or beside[0] not in counts:
        return ""
    return f"{'of ' if beside[0] == 'possible_pairs' else ''}{_number(counts[beside[0]])} {beside[1]}"


def _number(value: Any) -> str:
    return words.number_in_words(value) if isinstance(value, int | float) else shown(str(value))


def manifest_tables(manifest: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """The manifest's tables as (name, value) lines; inputs, skipped and counts have sections of their own."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for key, value in manifest.items():
        if key in ("inputs", "skipped", "counts"):
            continue
        if isinstance(value, Mapping):
            tables[words.spaced(key)] = [(shown(words.spaced(str(name))), _value(item)) for name, item in value.items()]
        else:
            tables.setdefault("run", []).append((words.spaced(key), _value(value)))
    return tables


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{shown(str(name))}: {_value(item)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value)) or "none"
    return "none" if value is None else shown(str(value))
