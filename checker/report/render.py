"""A result as one self-contained HTML page that runs nothing but its own script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.context import own_parties
from checker.errors import InputError
from checker.report import words
from checker.report.account import manifest_tables, stages
from checker.report.figures import figure_groups
from checker.report.passages import shown
from checker.report.payload import Payload
from checker.report.view import View

if TYPE_CHECKING:
    from jinja2 import Environment

    from checker.result import CheckResult

PAGE_SIZE = 50  # rows of the matrix shown at once; the script reads it from the table
CONTESTED_SHOWN = 6
SCRIPT = ("dom.js", "evidence.js", "matrix.js", "panel.js", "sections.js", "start.js")  # one script, in the order of what needs what


def render(result: CheckResult) -> str:
    """The report as HTML (UTF-8 when written). It loads nothing, and escapes all that comes from documents."""
    with own_parties(_own_names(result)):
        return _render(result)


def _own_names(result: CheckResult) -> dict[str, dict[str, Any]]:
    """The parties of the user's tables that the run read; none where a table is gone or no longer valid."""
    from checker.overlay import read_own_parties

    try:
        return read_own_parties(Path(table) for table in result.manifest.get("configuration", {}).get("party_tables", ()))
    except InputError:
        return {}


def _render(result: CheckResult) -> str:
    view = View(result)
    figures = figure_groups(view)
    style, early, script = _resource("report.css"), "document.documentElement.classList.add('js')", _script()
    return _environment().get_template("report.html.j2").render(
        view=view,
        result=result,
        words=words,
        figures=figures,
        data=Payload(view, figures, result.skipped).to_json(),
        filters=_filters(view),
        heat=_heat,
        stages=stages(result.manifest.get("counts", {})),
        manifest=manifest_tables(result.manifest),
        page_size=PAGE_SIZE,
        contested_shown=CONTESTED_SHOWN,
        style=style,
        early=early,
        script=script,
        policy=content_policy([style], [early, script]),
    )  # fmt: skip


def content_policy(styles: list[str], scripts: list[str]) -> str:
    """A Content-Security-Policy under which only these styles and scripts work, and nothing is loaded or sent."""
    allowed = (("style-src", styles), ("script-src", scripts))
    parts = [f"{name} " + " ".join(f"'sha256-{_digest(text)}'" for text in texts) for name, texts in allowed]
    # The script may not turn a string into markup or code at all (Trusted Types), whatever a mistake in it would do.
    return "; ".join(["default-src 'none'", *parts, "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"])


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _resource(name: str) -> str:
    return (files("checker.report") / name).read_text(encoding="utf-8")


def _script() -> str:
    parts = "".join(_resource(f"script/{name}") for name in SCRIPT)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("checker.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )  # fmt: skip
    # Only texts of this package, charts (whose texts lxml has escaped) and the payload's JSON go in unescaped.
    environment.filters |= {"own": Markup, "shown": shown, "spaced": words.spaced, "percent": lambda share: f"{100 * share:.0f} %"}
    environment.globals["counted"] = words.counted
    return environment


def _filters(view: View) -> dict[str, list[str]]:
    """The values to choose from, in the order in which the filters list them."""
    present = {row.row.status for row in view.rows}
    return {
        "status": [status for status in words.STATUS_WORD if status in present],
        "type": sorted({row.row.type for row in view.rows}),
        "place": sorted({place for row in view.rows for place in row.row.places}),
    }


def _heat(against: int, along: int) -> str:
    """Shade for a cell of the agreement table: h-0 all support ... h-4 all contradiction, "" without either."""
    return f"h-{round(4 * against / (against + along))}" if against + along else ""
