"""Make the pictures of README.md with a real browser: the report, and the review pages over the same stories.

    python eval/screenshots.py [--stories claims/examples/thailand_cambodia] [--out eval/results]

Needs chromium, playwright and the extra `serve`. Writes report.png, review-matrix.png and review-queue.png.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
STORIES = REPOSITORY / "claims" / "examples" / "thailand_cambodia"
WIDTH = 1280


@contextmanager
def browser_page() -> Iterator[Any]:
    """A page in light colours, at one and a half times the resolution of the screen."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_page(color_scheme="light", device_scale_factor=1.5)
        browser.close()


@contextmanager
def served(path: Path) -> Iterator[str]:
    """Address of the review pages over a workspace."""
    import uvicorn

    from checker.web.app import create_app
    from checker.web.site import Site
    from checker.web.work import Work
    from checker.workspace import Workspace

    with Workspace.open(path) as workspace, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        site = Site(workspace, Work(workspace), workspace.config, "Mara Lind")
        server = uvicorn.Server(uvicorn.Config(create_app(site), log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def taken(page: Any, path: Path, height: int) -> None:
    """Save what a window of this height shows."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.screenshot(path=path)


def review_pictures(page: Any, url: str, out: Path) -> None:
    page.goto(url)
    taken(page, out / "review-matrix.png", 860)
    page.goto(f"{url}/queue")
    page.get_by_role("button", name="No conflict").click()
    page.locator(".latest").wait_for()
    page.locator(".freshness").wait_for(state="detached", timeout=120_000)  # the rows take the decision in
    taken(page, out / "review-queue.png", 740)


def make(stories: Path, out: Path) -> None:
    """Fill a workspace with the stories, then take the pictures."""
    from checker.reading import read_documents
    from checker.workspace import Workspace

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with Workspace.open(folder / "border.db", create=True) as workspace:
            workspace.add(read_documents([stories]).documents)
            workspace.result().to_html(folder / "report.html")
        with browser_page() as page:
            page.goto((folder / "report.html").as_uri())
            taken(page, out / "report.png", 1120)
            with served(folder / "border.db") as url:
                review_pictures(page, url, out)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, default=STORIES)
    parser.add_argument("--out", type=Path, default=REPOSITORY / "eval" / "results")
    options = parser.parse_args()
    if shutil.which("chromium") is None:
        print("chromium is not installed (Debian: apt-get install chromium)", file=sys.stderr)
        return 1
    make(options.stories, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
