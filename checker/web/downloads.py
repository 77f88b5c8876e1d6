"""Files to take away."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from checker.web.pages import missing
from checker.web.rendering import page
from checker.web.site import site_of


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. name: as in the address and in `checker export --format`; file: how it is called when saved."""

    name: str
    file: str
    media: str
    title: str
    use: str


# The report runs a script of its own, under a policy of its own. Here it must be a stranger: it gets no origin, so that it can't post decisions.
SANDBOX = "sandbox allow-scripts allow-popups; frame-ancestors 'none'"
FORMATS = (
    Format("csv", "matrix.csv", "text/csv; charset=utf-8", "Matrix, CSV", "points by parties, for any spreadsheet"),
    Format("xlsx", "matrix.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Matrix, Excel", "the same as a workbook"),
    Format("parquet", "matrix.parquet", "application/vnd.apache.parquet", "Matrix, Parquet", "the same for pandas, R, DuckDB"),
    Format("report", "report.html", "text/html; charset=utf-8", "Report", "one page with every quote, to read offline, send or print"),
    Format("pairs", "pairs.jsonl", "application/x-ndjson", "Labelled pairs", "your decisions, for checker evaluate and for training"),
    Format("jsonld", "claims.jsonld", "application/ld+json", "schema.org claims", "who claims what and where it appeared, without any rating"),
    Format("label-studio", "label-studio.json", "application/json", "Label Studio", "the pairs as tasks to annotate"),
)


def export(request: Request) -> Response:
    """What can be taken away."""
    return page(request, "export", formats=FORMATS)


def download(request: Request) -> Response:
    """One file, made now from the workspace as reviewed."""
    kind = next((item for item in FORMATS if item.name == request.path_params["name"]), None)
    if kind is None:
        return missing(request, f"There is no such export; expected one of {', '.join(item.name for item in FORMATS)}.")
    from checker.exports import export_bytes

    headers = {"Content-Disposition": f'attachment; filename="{kind.file}"'}
    return Response(export_bytes(site_of(request).workspace, kind.name), media_type=kind.media, headers=headers)


def report(request: Request) -> Response:
    """The report, to read here: figures over time, agreement, gaps, and all quotes on one page."""
    made = site_of(request).reports.get()
    if made is None:
        return page(request, "making", headers={"Refresh": "1"})
    return Response(made, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": SANDBOX})
