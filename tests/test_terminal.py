"""The result as printed in a terminal and to a pipe."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from factories import composed_result, empty_result, large_result, two_sided_result
from rich.console import Console

from checker.result import CheckResult
from checker.terminal import print_result


def printed(result: CheckResult, *, width: int = 80, encoding: str = "utf-8", terminal: bool = False, **options: object) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    print_result(result, Console(file=stream, width=width, force_terminal=terminal, color_system="truecolor" if terminal else None), **options)  # type: ignore[arg-type]
    stream.flush()
    return raw.getvalue().decode(encoding)


def test_plain_text_has_no_control_codes_and_fits() -> None:
    text = printed(composed_result())
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_matrix_can_be_read_without_colour() -> None:
    line = next(line for line in printed(composed_result()).splitlines() if "People were killed" in line)
    # Thailand denies with three claims, Cambodia asserts with two.
    assert re.search(r"⇄ contested +− 3 +\+ 2", line)
    assert "+ asserts  − denies  ± mixed  ~ no side  · silent  (number: claims)" in printed(composed_result())


def test_colour_in_a_terminal() -> None:
    assert "\x1b[34m" in printed(composed_result(), terminal=True)


def test_contradiction_shows_both_quotes_and_where_they_stand() -> None:
    text = " ".join(printed(composed_result(), width=200).split())
    assert (
        "“it was Cambodia that broke the truce by opening fire on Wednesday afternoon” — Bangkok, Siam Morning Herald, 12 December 2025, E01-A:744-819" in text
    )
    assert "“firing first” — Phnom Penh, Meridian Wire, 11 December 2025, E01-N:956-968" in text


def test_stages_skipped_inputs_and_report_are_named() -> None:
    text = " ".join(printed(composed_result(), report=Path("out/report.html")).split())
    assert "Statements found 40 2 without a known party" in text
    assert "Pairs compared 51 of 612 possible pairs of claims" in text
    assert "Skipped notes.txt: language is 'km'; only English is read" in text
    assert text.endswith("Report: out/report.html")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_what_has_no_room_is_named(width: int) -> None:
    text = printed(composed_result(), width=width)
    missing = re.search(r"No room for ([A-Z, \n]+):", text)
    shown_codes = {code for code in ("THA", "KHM", "VNM", "TVK", "REDCROSS", "USA", "ASEAN") if re.search(rf"Proposition.*\b{code}\b", text)}
    left_out = set(missing[1].replace("\n", " ").replace(",", " ").split()) if missing else set()
    assert shown_codes | left_out == {"THA", "KHM", "VNM", "TVK", "REDCROSS", "USA", "ASEAN"}
    assert shown_codes


def test_limit_is_told() -> None:
    assert "988 more propositions are in the report and in matrix.csv" in printed(large_result(2000), limit=12)


def test_hostile_texts_are_neither_markup_nor_control_codes() -> None:
    text = printed(two_sided_result("[bold red]Shells[/] fell. \x1b[2J\u202e", "[/nothing] No shells fell."), terminal=False, width=120)
    assert "[bold red]Shells[/] fell. \ufffd[2J[U+202E]" in text
    assert "[/nothing] No shells fell." in text


def test_ascii_terminal_gets_ascii_signs() -> None:
    text = printed(two_sided_result("Shells fell.", "No shells fell."), encoding="ascii")
    assert "x contested" in text
    assert "- 1" in text


def test_result_without_claims() -> None:
    assert printed(empty_result()).strip() == "1 document, 0 statements, 0 claims, 0 propositions; none in conflict"
