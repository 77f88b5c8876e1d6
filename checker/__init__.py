"""Who claims what, who denies it, and where competing parties contradict or support each other.

    import checker
    result = checker.check(["stories/"])
    result.matrix

Names are loaded when they are first used, so that importing is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "CheckResult": "checker.result",
    "CheckerError": "checker.errors",
    "Claim": "checker.claim",
    "Config": "checker.config",
    "Document": "checker.document",
    "InputError": "checker.errors",
    "Judgement": "checker.judgement",
    "Label": "checker.judgement",
    "Span": "checker.document",
    "Statement": "checker.statement",
    "check": "checker.pipeline",
    "compare": "checker.comparing",
    "evaluate": "checker.comparing",
    "extract": "checker.pipeline",
    "load_nli": "checker.nli",
    "read_documents": "checker.reading",
}

__all__ = sorted(_HOMES)
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'checker' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
