"""Packages that only some commands need, installed as extras of this one."""

from __future__ import annotations

import importlib.util

from checker.errors import CheckerError


def need(extra: str, purpose: str, *modules: str) -> None:
    """Raises CheckerError, with the command to run, if a module of the extra can't be imported. purpose: subject of the sentence, in the plural."""
    if missing := [name for name in modules if importlib.util.find_spec(name) is None]:
        raise CheckerError(f"{purpose} need {', '.join(missing)}; install with: pip install 'claim-consistency-checker[{extra}]'")
