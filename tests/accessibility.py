"""What axe-core finds on a page: WCAG 2.2 up to AA, and its rules of good practice."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any


@cache
def _axe() -> str:
    """The script: that of $AXE_CORE (a newer axe.min.js from npm), else the one that the package axe-playwright-python brings."""
    chosen = os.environ.get("AXE_CORE")
    source = Path(chosen) if chosen else files("axe_playwright_python") / "axe.min.js"
    return source.read_text(encoding="utf-8")


def accessibility_problems(page: Any) -> list[str]:
    """One line for each problem that is serious or critical: its rule and the elements it was found at."""
    page.evaluate(_axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{page.url} {item['id']} ({item['impact']}): " + "; ".join(f"{node['target']} {node.get('failureSummary', '')[:160]}" for node in item["nodes"][:3])
        for item in found["violations"]
        if item["impact"] in ("serious", "critical")
    ]
