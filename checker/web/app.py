"""The application: addresses, and what answers them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from checker.errors import InputError
from checker.web import actions, downloads, pages
from checker.web.actions import posted
from checker.web.protection import Protection
from checker.web.rendering import page, warm
from checker.web.site import Site
from checker.web.uploads import MAX_BYTES

_FORM_BYTES = 2**20


def create_app(site: Site) -> Starlette:
    """The pages over one workspace. Closing the application waits for work in the background; closing the workspace is the caller's."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await run_in_threadpool(warm)
        yield
        site.reports.close()
        site.work.close()

    reading = [
        Route("/", pages.matrix),
        Route("/rows/{row_id:path}", pages.row),
        Route("/queue", pages.queue),
        Route("/documents", pages.documents),
        Route("/documents/{doc_id:path}", pages.document),
        Route("/correct", pages.correct),
        Route("/parties/{code:path}", pages.party),
        Route("/decisions", pages.decisions),
        Route("/report", downloads.report),
        Route("/export", downloads.export),
        Route("/export/{name}", downloads.download),
        Route("/static/report.css", _report_style),
        Mount("/static", StaticFiles(packages=[("checker.web", "static")])),
    ]
    changing = [
        Route("/add", posted(actions.add), methods=["POST"], max_body_size=MAX_BYTES),
        *(
            Route(path, posted(action), methods=["POST"], max_body_size=_FORM_BYTES)
            for path, action in (("/decide", actions.decide), ("/undo", actions.undo), ("/remove", actions.remove), ("/reviewer", actions.name_reviewer))
        ),
    ]
    app = Starlette(
        routes=[*reading, *changing],
        middleware=[Middleware(Protection)],
        exception_handlers={InputError: _input_error, HTTPException: _http_error},
        lifespan=lifespan,
    )
    app.state.site = site
    return app


def _input_error(request: Request, error: Exception) -> Response:
    return pages.refused(request, error if isinstance(error, InputError) else InputError(str(error)))


def _http_error(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code != 404:
        text = "The upload is too large." if error.status_code == 413 else error.detail
        return page(request, "problem", status=error.status_code, title="That did not work", text=text)
    return pages.missing(request, "There is no such page.")


def _report_style(request: Request) -> Response:
    """The report's style sheet: the pages are to look like the report that they export."""
    return Response(_style(), media_type="text/css", headers={"Cache-Control": "no-cache"})


@cache
def _style() -> bytes:
    return (files("checker.report") / "report.css").read_bytes()
