"""What changes something: every handler here is reached by POST only, from a form of ours."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from checker.errors import InputError
from checker.web.forms import decision_of, field
from checker.web.pages import local_path, missing, parsed_date, refused
from checker.web.rendering import page
from checker.web.site import clean_name, remember_reviewer, reviewer_of, site_of
from checker.web.uploads import MAX_FILES, Upload, pasted_document, read_uploads

Action = Callable[[Request, FormData], Response]
MAX_FIELDS = 400
MAX_FIELD_BYTES = 4 * 2**20


def posted(action: Action) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that reads the form, checks that it is ours, and runs `action` beside the event loop."""

    async def endpoint(request: Request) -> Response:
        async with request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD_BYTES) as form:
            if not site_of(request).accepts(field(form, "token")):
                text = "This form is from an earlier start of the server. Go back, reload the page and send it again."
                return page(request, "problem", status=403, title="Please reload", text=text)
            try:
                return await run_in_threadpool(action, request, form)
            except InputError as error:
                return refused(request, error)

    return endpoint


def decide(request: Request, form: FormData) -> Response:
    """Keep a decision. Without a reviewer's name the form comes back with a question for it, and nothing of it is lost."""
    site = site_of(request)
    name = clean_name(field(form, "reviewer")) or reviewer_of(request)
    decision = decision_of(form, site.overview())
    if not name:
        kept = [(key, value) for key, value in form.multi_items() if isinstance(value, str) and key not in ("token", "reviewer")]
        return page(request, "name", kept=kept, action="/decide")
    site.workspace.decide(decision, reviewer=name, refresh=False)
    return _settled(request, form, name)


def undo(request: Request, form: FormData) -> Response:
    """Take a decision back."""
    site = site_of(request)
    name = clean_name(field(form, "reviewer")) or reviewer_of(request)
    number = field(form, "decision_id")
    if not number.isascii() or not number.isdigit():
        raise InputError(f"decision_id is {number[:40]!r}; expected the number of a decision")
    if not name:
        return page(request, "name", kept=[("decision_id", number), ("next", field(form, "next"))], action="/undo")
    site.workspace.undo(int(number), reviewer=name, refresh=False)
    return _settled(request, form, name)


def add(request: Request, form: FormData) -> Response:
    """Take in uploaded or pasted stories, in the background."""
    site = site_of(request)
    published = parsed_date(field(form, "published")) or site.config.published
    if field(form, "text").strip():
        items = pasted_document(field(form, "text"), title=field(form, "title"), outlet=field(form, "outlet"), url=field(form, "url"), published=published)
    else:
        uploads = [Upload(item.filename or "", item.file.read()) for item in form.getlist("files") if isinstance(item, UploadFile)]
        items = read_uploads(uploads, published=published)
    site.work.add(items, site.config)
    return RedirectResponse("/documents", 303)


def remove(request: Request, form: FormData) -> Response:
    """Remove a story with all that hangs on it."""
    site = site_of(request)
    doc_id = field(form, "doc_id")
    if site.workspace.document(doc_id) is None:
        return missing(request, "There is no such story in this workspace.")
    site.workspace.remove(doc_id, refresh=False)
    site.work.settle()
    return RedirectResponse("/documents", 303)


def name_reviewer(request: Request, form: FormData) -> Response:
    """Remember who is reviewing."""
    name = clean_name(field(form, "reviewer"))
    if not name:
        raise InputError("the name is empty; it is kept with every decision, so that others know whom to ask")
    response = RedirectResponse(local_path(field(form, "next")), 303)
    remember_reviewer(response, name)
    return response


def _settled(request: Request, form: FormData, name: str) -> Response:
    site_of(request).work.settle()
    response = RedirectResponse(local_path(field(form, "next")), 303)
    if name != site_of(request).reviewer:
        remember_reviewer(response, name)
    return response
