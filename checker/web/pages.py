"""The pages that are read: every handler here only looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from checker.claim_types import type_table
from checker.errors import InputError
from checker.reconciling import Cell
from checker.web.marking import marked
from checker.web.rendering import address, page
from checker.web.site import site_of
from checker.web.uploads import MAX_BYTES, MAX_FILES, SUFFIXES, parsed_day
from checker.workspace import ClaimView, DecisionRecord, DocumentDetail, Overview, PairView, StatementView

PAGE_SIZE = 50
COLUMNS = 5  # parties with a column of their own; the rest of a row stands in one more
PAIRS_SHOWN = 30
QUOTES_SHOWN = 20  # of one party on one point; the rest is counted
PLACES_SHOWN = 200  # in the filter, most frequent first
SORTS = {"urgency": "contested first", "date": "newest first", "claims": "most claims first", "proposition": "A to Z"}


def matrix(request: Request) -> Response:
    """Overview, and the matrix with its filters."""
    site = site_of(request)
    overview = site.overview()
    if not overview.documents:
        return page(request, "welcome", job=site.work.job, suffixes=SUFFIXES, max_files=MAX_FILES, max_megabytes=MAX_BYTES // 2**20)
    asked = {name: request.query_params.get(name, "").strip() for name in ("party", "type", "place", "status", "since", "until", "text", "sort", "page")}
    number = page_number(asked["page"])
    found = site.workspace.rows(
        party=asked["party"] or None,
        type=asked["type"] or None,
        place=asked["place"] or None,
        status=asked["status"] or None,
        since=parsed_day(asked["since"], "the first day"),
        until=parsed_day(asked["until"], "the last day"),
        text=asked["text"] or None,
        sort=asked["sort"] or "urgency",
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    columns = _columns(overview, asked["party"])
    lines = [(view, _by_party(view.row.cells), [cell for cell in view.row.cells if cell.claim_ids and cell.party not in columns]) for view in found.items]
    narrowed = any(asked[name] for name in ("party", "type", "place", "status", "since", "until", "text"))
    return page(
        request, "matrix", found=found, lines=lines, columns=columns, asked=asked, number=number, sorts=SORTS, narrowed=narrowed,
        places=_places(overview, asked["place"]), others=any(rest for _, _, rest in lines),
    )  # fmt: skip


def row(request: Request) -> Response:
    """One point: quotes side by side, the pairs behind it, what was decided."""
    site = site_of(request)
    detail = site.workspace.row(request.path_params["row_id"])
    if detail is None:
        return missing(request, "This point is not in the matrix any more. It may have been merged, split or removed.")
    if detail.view.row.row_id != request.path_params["row_id"]:
        return RedirectResponse(address("rows", detail.view.row.row_id), 303)
    position = detail.view.position
    near = [site.workspace.rows(limit=1, offset=offset).items if offset >= 0 else () for offset in (position - 2, position)]
    speaking = [cell for cell in detail.cells if cell.claims]
    return page(
        request, "row", detail=detail, row=detail.view.row, speaking=speaking, quotes_shown=QUOTES_SHOWN,
        pairs=detail.pairs[:PAIRS_SHOWN], more=max(0, len(detail.pairs) - PAIRS_SHOWN),
        silent=[cell.name for cell in detail.cells if not cell.claims], neighbours=_other_rows(detail.neighbours, detail.view.row.row_id),
        before=near[0][0] if near[0] else None, after=near[1][0] if near[1] else None,
    )  # fmt: skip


def queue(request: Request) -> Response:
    """Uncertain pairs, one at a time."""
    workspace = site_of(request).workspace
    at = max(0, page_number(request.query_params.get("at", "0"), least=0))
    found = workspace.queue(limit=1, offset=at)
    if not found.items and found.total:
        at = found.total - 1
        found = workspace.queue(limit=1, offset=at)
    detail = workspace.pair(found.items[0].claim_a.claim_id, found.items[0].claim_b.claim_id) if found.items else None
    return page(request, "queue", detail=detail, at=at, total=found.total, latest=_latest(workspace.decisions(limit=20).items))


def documents(request: Request) -> Response:
    """The stories, and the form that adds some."""
    site = site_of(request)
    text, number = request.query_params.get("text", "").strip(), page_number(request.query_params.get("page", ""))
    found = site.workspace.documents(text=text or None, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    return page(
        request, "documents", found=found, text=text, number=number, job=site.work.job, suffixes=SUFFIXES, max_files=MAX_FILES, max_megabytes=MAX_BYTES // 2**20
    )  # fmt: skip


def document(request: Request) -> Response:
    """One story with its statements marked."""
    detail = site_of(request).workspace.document(request.path_params["doc_id"])
    if detail is None:
        return missing(request, "There is no such story in this workspace.")
    return page(request, "document", detail=detail, stretches=marked(detail.document.text, detail.statements))


def correct(request: Request) -> Response:
    """The form in which a claim, or the party that makes it, is corrected."""
    detail = site_of(request).workspace.document(request.query_params.get("doc", ""))
    found = _claim_in(detail, request.query_params.get("claim", "")) if detail else None
    if detail is None or found is None:
        return missing(request, "There is no such claim in this workspace.")
    types = type_table(*site_of(request).config.claim_types).names
    return page(request, "correct", detail=detail, statement=found[0], view=found[1], types=types, back=local_path(request.query_params.get("next", "")))


def party(request: Request) -> Response:
    """A party's claims against every other party."""
    number = page_number(request.query_params.get("page", ""))
    found = site_of(request).workspace.party(request.path_params["code"], limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    if found is None:
        return missing(request, "No claim of this party is in this workspace.")
    related = [code for code in found.others if any(line.relations.get(code, "silent") != "silent" for line in found.lines.items)]
    return page(request, "party", detail=found, related=related, unrelated=[code for code in found.others if code not in related], number=number)


def decisions(request: Request) -> Response:
    """Who decided what, newest first."""
    number = page_number(request.query_params.get("page", ""))
    found = site_of(request).workspace.decisions(limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    return page(request, "decisions", found=found, number=number)


def missing(request: Request, text: str) -> Response:
    """A page that says that there is nothing here."""
    return page(request, "problem", status=404, title="Not found", text=text)


def page_number(text: str, *, least: int = 1) -> int:
    """A number in an address; `least` where it is none or too small."""
    return max(least, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else least


def local_path(text: str) -> str:
    """A path on this site, or "/": nobody is to be sent elsewhere by a link that leads here."""
    plain = text.isascii() and text.isprintable() and "\\" not in text
    return text if plain and text.startswith("/") and not text.startswith("//") else "/"


def parsed_date(text: str) -> date | None:
    """A day in a form; see `parsed_day`."""
    return parsed_day(text, "the date")


def _columns(overview: Overview, chosen: str) -> list[str]:
    codes = [party.code for party in overview.parties]
    first = [chosen] if chosen in codes else []
    return (first + [code for code in codes if code != chosen])[:COLUMNS]


def _places(overview: Overview, chosen: str) -> list[str]:
    listed = list(overview.places)[:PLACES_SHOWN]
    return listed if not chosen or chosen in listed else [chosen, *listed]


def _by_party(cells: Sequence[Cell]) -> Mapping[str, Cell]:
    return {cell.party: cell for cell in cells}


def _other_rows(pairs: Sequence[PairView], row_id: str, limit: int = 8) -> list[tuple[str, PairView]]:
    """The nearest pairs into each of the other rows, one a row."""
    found: dict[str, PairView] = {}
    for pair in pairs:
        other = pair.row_b if pair.row_a == row_id else pair.row_a
        if other and other != row_id:
            found.setdefault(other, pair)
    return list(found.items())[:limit]


def _latest(records: Sequence[DecisionRecord]) -> DecisionRecord | None:
    """The last decision on a pair that still holds: what "undo" takes back."""
    return next((record for record in records if record.state == "applied" and record.decision.kind == "pair_label"), None)


def _claim_in(detail: DocumentDetail, claim_id: str) -> tuple[StatementView, ClaimView] | None:
    return next(((statement, view) for statement in detail.statements for view in statement.claims if view.claim.claim_id == claim_id), None)


def refused(request: Request, error: InputError) -> Response:
    """What was wrong with a request, on a page of its own."""
    return page(request, "problem", status=400, title="That did not work", text=str(error))
