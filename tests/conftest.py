"""A real browser for the tests that need one (Debian's chromium, through playwright)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A running browser; each test opens a context of its own. One for a module, because playwright's event loop bars others from the thread."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright: install the extra `test`")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium, so nothing is tested in a browser (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()
