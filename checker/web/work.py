"""What goes on behind the pages: adding stories and bringing the matrix up to date, one thing at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from checker.config import Config
from checker.document import Document
from checker.errors import CheckerError, InputError, Skipped
from checker.workspace import AddReport, Workspace

logger = logging.getLogger(__name__)
STAGES = {"extract": "finding statements and claims", "pair": "pairing claims", "judge": "comparing pairs", "reconcile": "building the matrix"}


@dataclass(frozen=True, slots=True)
class Job:
    """How far the adding of stories is. state: running, done or failed; total 0 while unknown; message says why it failed."""

    number: int
    stories: int
    stage: str = ""
    done: int = 0
    total: int = 0
    state: str = "running"
    report: AddReport | None = None
    message: str = ""

    @property
    def stage_in_words(self) -> str:
        """The stage as a reader knows it."""
        return STAGES.get(self.stage, self.stage or "starting")


class _StoppedError(Exception):
    """The server is being stopped; what is done so far is kept, and the next start goes on from there."""


class Work:
    """One background thread that writes. `job` is the last adding, None before the first."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.job: Job | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="checker-work")
        self._lock = threading.Lock()
        self._settling = False
        self._stopping = False

    def add(self, items: Iterable[Document | Skipped], config: Config) -> None:
        """Take in stories in the background. Raises InputError while others are being added."""
        listed = list(items)
        self._begin(sum(isinstance(item, Document) for item in listed))
        self._thread.submit(self._guarded, lambda: self.workspace.add(listed, config=config, progress=self._progress))

    def resume(self) -> None:
        """Go on with an adding that was cut off, in the background."""
        self._begin(0)
        self._thread.submit(self._guarded, lambda: self.workspace.refresh(self._progress))

    def settle(self) -> None:
        """Bring the rows up to date with the decisions, soon; asking again before it has begun changes nothing."""
        with self._lock:
            if self._settling:
                return
            self._settling = True
        self._thread.submit(self._settle)

    def idle(self) -> None:
        """Return when all that was asked for until now is done."""
        self._thread.submit(lambda: None).result()

    def close(self) -> None:
        """Drop what has not begun, and stop what has at the next step."""
        self._stopping = True
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _begin(self, stories: int) -> None:
        with self._lock:
            if self.job and self.job.state == "running":
                raise InputError("stories are being added at the moment; wait until they are in, then add these")
            self.job = Job(self.job.number + 1 if self.job else 1, stories)

    def _unless_stopping(self, stage: str, done: int, total: int) -> None:
        if self._stopping:
            raise _StoppedError

    def _progress(self, stage: str, done: int, total: int) -> None:
        self._unless_stopping(stage, done, total)
        self._tell(stage=stage, done=done, total=total)

    def _settle(self) -> None:
        self._settling = False
        try:
            self.workspace.settle(self._unless_stopping)
        except _StoppedError:
            return
        except CheckerError as error:
            logger.warning("the matrix could not be brought up to date: %s", error)

    def _guarded(self, work: Callable[[], AddReport | None]) -> None:
        """Run `work`; what goes wrong is told on the page."""
        try:
            report = work()
            self._tell(report=report, state="done")
        except _StoppedError:
            self._tell(state="failed", message="the server was stopped; it goes on at the next start")
        except CheckerError as error:
            self._tell(state="failed", message=str(error))
        except Exception as error:
            # A thread's exception would vanish, and the page would show "running" for ever.
            logger.exception("adding stories failed")
            self._tell(state="failed", message=f"{type(error).__name__}: {error}")

    def _tell(self, **changes: object) -> None:
        if self.job is not None:
            self.job = replace(self.job, **changes)  # type: ignore[arg-type]
