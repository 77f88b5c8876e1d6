"""Errors that a user can act on. Their text is one line: where, what was got, what was expected, what to do."""

from __future__ import annotations

from dataclasses import dataclass


class CheckerError(Exception):
    """Base of all errors raised on purpose; the command line prints its text and exits with `exit_code`."""

    exit_code = 1


class InputError(CheckerError, ValueError):
    """An input or an option is not what was expected."""

    exit_code = 2


class ModelError(CheckerError):
    """A model can't be loaded or fails its probe."""


class InterruptedRunError(CheckerError):
    """The user stopped a command that had kept a part of its work."""

    exit_code = 130


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was left out, and why: `source` names the file (and line), `reason` is one line."""

    source: str
    reason: str
