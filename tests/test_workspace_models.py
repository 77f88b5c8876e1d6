"""The workspace with the bundled models: portions come to what one run comes to, and a killed run is gone on with."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest
from factories import composed_result
from workspaces import tables

from checker.config import Config
from checker.pipeline import check_documents
from checker.workspace import Workspace

pytestmark = pytest.mark.bundled
KILLS = 10


def test_one_story_at_a_time_comes_to_what_one_run_comes_to(tmp_path: Path) -> None:
    documents = sorted(composed_result().documents, key=lambda document: document.doc_id)
    config = Config(model="fast")
    with Workspace.open(tmp_path / "w.db", create=True) as workspace:
        for document in reversed(documents):
            workspace.add([document], config=config)
        kept = workspace.result()
    run = check_documents(documents, config)
    assert kept.statement_records == run.statement_records
    assert kept.claim_records == run.claim_records
    assert [(j.claim_a, j.claim_b, j.why, j.label) for j in kept.judgement_records] == [(j.claim_a, j.claim_b, j.why, j.label) for j in run.judgement_records]
    for ours, theirs in zip(kept.judgement_records, run.judgement_records, strict=True):
        # Vectors are worked out for each text by itself here and in batches there: the last digits differ.
        assert ours.p_contradiction == pytest.approx(theirs.p_contradiction, abs=1e-3)
    assert [(row.proposition, row.status, row.cells) for row in kept.claim_matrix.rows] == [
        (row.proposition, row.status, row.cells) for row in run.claim_matrix.rows
    ]
    assert kept.agreement.equals(run.agreement)
    assert len(run.claim_matrix.rows) > 20


class Server:
    """Children that add the stories, see `killed_adding`; one at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.answer()

    def begin(self, path: Path) -> int:
        """Process id of a child that begins to add to `path`."""
        print(path, file=self.process.stdin, flush=True)
        return int(self.answer())

    def answer(self) -> str:
        """The next line; it comes when the child has begun, and when it has ended."""
        line = (self.process.stdout or pytest.fail()).readline()
        assert line, "the server has ended"
        return line.strip()


@pytest.fixture
def server() -> Iterator[Server]:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    script = Path(__file__).parent / "killed_adding.py"
    with subprocess.Popen([sys.executable, script], stdin=PIPE, stdout=PIPE, text=True, env=environment) as process:  # noqa: S603 - our own script
        yield Server(process)
        (process.stdin or pytest.fail()).close()


def test_killed_at_any_moment_it_comes_to_the_same_tables(server: Server, tmp_path: Path) -> None:
    server.begin(tmp_path / "undisturbed.db")
    began = time.monotonic()
    assert server.answer() == "0"
    whole = time.monotonic() - began
    wanted = tables(tmp_path / "undisturbed.db")
    assert len(wanted["pair"]) > 5
    assert len(wanted["proposition"]) > 1
    dice, half_done = random.Random(), 0  # noqa: S311 - moments, not secrets
    for number in range(KILLS):
        path = tmp_path / f"{number}.db"
        child = server.begin(path)
        # One kill in each tenth of the time that the work takes, at a random moment of it.
        time.sleep(whole * (number + dice.random()) / KILLS)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        half_done += server.answer() == str(-signal.SIGKILL) and not complete(path)
        assert intact(path)
        server.begin(path)
        assert server.answer() == "0", f"after kill {number}"
        assert tables(path) == wanted, f"after kill {number}"
    # Else the kills came too late to test anything.
    assert half_done >= KILLS // 2


def complete(path: Path) -> bool:
    """Whether the run had finished before it was killed."""
    if not path.exists():
        return False
    with sqlite3.connect(path) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'run'").fetchone():
            return False
        return connection.execute("SELECT count(*) FROM run WHERE state = 'done'").fetchone()[0] > 0


def intact(path: Path) -> bool:
    if not path.exists():
        return True
    with sqlite3.connect(path) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok" and not connection.execute("PRAGMA foreign_key_check").fetchall()
