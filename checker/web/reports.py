"""The report of the workspace as reviewed, made beside the pages: with thousands of claims that takes seconds."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

from checker.workspace import Workspace

PATIENCE = 0.1  # seconds that a page waits before it says that the report is being made


class Reports:
    """Makes the report once for each version of the workspace, in a thread of its own that only reads."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="checker-report")
        self._lock = threading.Lock()
        self._latest: tuple[int, Future[bytes]] | None = None

    def get(self, *, patience: float = PATIENCE) -> bytes | None:
        """The report of the present version; None while it is still being made after `patience` seconds."""
        version = self.workspace.version()
        with self._lock:
            if self._latest is None or self._latest[0] != version:
                self._latest = (version, self._thread.submit(self._make))
            made = self._latest[1]
        try:
            return made.result(patience)
        except TimeoutError:
            return None

    def close(self) -> None:
        """Drop what has not begun; what has is waited for, because it reads the workspace."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _make(self) -> bytes:
        from checker.exports import export_bytes

        return export_bytes(self.workspace, "report")
