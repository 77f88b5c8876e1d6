"""A workspace over three composed stories, built once with the bundled models, and a server on a free port."""

from __future__ import annotations

import atexit
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import uvicorn
from factories import composed_result

from checker.document import Document
from checker.web.app import create_app
from checker.web.rendering import address
from checker.web.site import Site
from checker.web.work import Work
from checker.workspace import Workspace

HOSTILE = (
    'PHNOM PENH — Cambodia\'s defense ministry said on Monday that "<script>window.hacked = 1</script> two soldiers were killed in Ou Chrov".\n'
    'Thailand\'s army denied that two soldiers were killed in Ou Chrov, </textarea><img src=x onerror="window.hacked = 2"> {{ 7 * 7 }} \u202eevil \ud800.\n'
    '=HYPERLINK("http://evil.example";"x") Cambodia\'s prime minister said that \'"><svg onload=window.hacked=3> Thai troops had crossed the border.\n'
)


def three_stories() -> tuple[Document, ...]:
    """Three outlets on one event."""
    return composed_result().documents


@cache
def _built(hostile: bool) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="checker-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    documents = list(three_stories())
    if hostile:
        documents.append(Document('<i>"&amp; id/../?#%', HOSTILE, "<script>window.hacked = 4</script>", "=1+1", documents[0].published, "javascript:alert(1)"))
    with Workspace.open(folder / "w.db", create=True) as workspace:
        workspace.add(documents)
    return folder / "w.db"


def workspace_file(folder: Path, *, hostile: bool = False) -> Path:
    """A copy of the built workspace in `folder`."""
    path = folder / "stories.db"
    with Workspace.open(_built(hostile)) as built:
        built.version()  # the file has taken in its write-ahead log once the last connection is closed
    shutil.copy(_built(hostile), path)
    return path


def every_page(site: Site) -> list[str]:
    """An address of each kind of page."""
    workspace = site.workspace
    row, document, pair = workspace.rows(limit=1).items[0], workspace.documents(limit=1).items[0], workspace.queue(limit=1).items[0]
    claim = pair.claim_a
    return [
        "/", "/queue", "/documents", "/decisions", "/export", address("rows", row.row.row_id), address("documents", document.doc_id),
        address("parties", workspace.overview().parties[0].code), address("correct", doc=claim.doc_id, claim=claim.claim_id, next="/"),
    ]  # fmt: skip


@contextmanager
def site_over(path: Path, *, reviewer: str | None = None, create: bool = False) -> Iterator[Site]:
    """The site over a workspace, without a server."""
    with Workspace.open(path, create=create) as workspace:
        site = Site(workspace, Work(workspace), workspace.config, reviewer)
        try:
            yield site
        finally:
            site.reports.close()
            site.work.close()


@contextmanager
def served(path: Path, *, reviewer: str | None = None, create: bool = False) -> Iterator[tuple[str, Site]]:
    """Address of a running server over a workspace, and its site."""
    with site_over(path, reviewer=reviewer, create=create) as site, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(create_app(site), log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", site
        finally:
            server.should_exit = True
            thread.join(10)
