"""`checker serve`: the pages on this machine's own address."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from checker.config import Config
from checker.errors import InputError
from checker.extras import need

if TYPE_CHECKING:
    from checker.workspace import Workspace

HOST = "127.0.0.1"


def serve(
    path: Path, *, port: int = 8000, reviewer: str | None = None, config: Config | None = None, open_browser: bool = False, announce: Callable[[str], None]
) -> None:
    """Serve the workspace at `path` until interrupted; `announce` gets the address once it answers.

    path: a workspace (made if the name ends in .db and there is none), or the output folder of `checker run`. port: 0 takes a free one. config: settings
    for stories that are added; None keeps those of the workspace. Raises InputError for a path or port that can't be used, CheckerError without the
    packages of the extra `serve`.
    """
    need("serve", "the review pages", "starlette", "uvicorn", "python_multipart")
    import uvicorn

    from checker.web.app import create_app
    from checker.web.opening import open_served
    from checker.web.site import Site, clean_name
    from checker.web.work import Work

    with _listening(port) as listener, open_served(path) as opened:
        workspace: Workspace = opened.workspace
        work = Work(workspace)
        site = Site(workspace, work, config or workspace.config, clean_name(reviewer or "") or None)
        if opened.stories:
            work.add(opened.stories, site.config)
        elif site.overview().pending:
            work.resume()
        server = uvicorn.Server(uvicorn.Config(create_app(site), log_level="warning", access_log=False, server_header=False, proxy_headers=False))
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        announce(address)
        if open_browser:
            threading.Timer(0.5, webbrowser.open, (address,)).start()
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    """A socket on 127.0.0.1, bound before anything slow is done. Raises InputError if the port can't be had."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Without it a restart right after a stop finds the port taken.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"--port {port}: can't be used ({reason}); give another, or 0 for any that is free") from None
    return listener
