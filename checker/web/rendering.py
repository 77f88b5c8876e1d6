"""Templates to pages. All that comes from documents is escaped, and its invisible controls are written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from checker.report import words
from checker.report.passages import shown, speaker_in_words, web_link
from checker.web.site import reviewer_of, site_of
from checker.workspace.fingerprints import digest

if TYPE_CHECKING:
    from jinja2 import Environment

    from checker.workspace import PairView

_BREAKS = re.compile(r"\s*\n\s*")
VERDICTS = (
    ("contradiction", "c", "Contradict", "both can't be true"),
    ("support", "s", "Support", "they say the same"),
    ("neutral", "n", "No conflict", "both can be true"),
    ("not_comparable", "x", "Not comparable", "not about the same thing, or no claim"),
)
VERDICT_WORD = {**words.LABEL_WORD, "not_comparable": "are not comparable"}


def page(request: Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any) -> Response:
    """The page that a template makes of `values` and of what every page shows (counts, reviewer, token)."""
    site = site_of(request)
    text = environment().get_template(f"{template}.html.j2").render(
        request=request, site=site, overview=site.overview(), reviewer=reviewer_of(request), here=here(request), **values
    )  # fmt: skip
    # Lone surrogates, which a story may hold, can't be sent as UTF-8.
    return Response(text.encode("utf-8", "replace"), status, headers, media_type="text/html; charset=utf-8")


def warm() -> None:
    """Read what the first of each page would have to wait for: templates, and the names of parties."""
    made = environment()
    for name in made.list_templates():
        made.get_template(name)
    _party_name("UN")


def here(request: Request) -> str:
    """Path and query of the page asked for: where to come back to."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def address(kind: str, name: str = "", **query: Any) -> str:
    """Path of a page: address("rows", row_id); empty values are left out of the query."""
    path = "/" + "/".join(part for part in (kind, quote(name, safe=":")) if part)
    kept = {key: value for key, value in query.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept)}" if kept else path


@cache
def environment() -> Environment:
    """The templates' environment."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("checker.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_finalized
    )  # fmt: skip
    made.filters |= {
        "spaced": words.spaced,
        "paragraphs": lambda text: _BREAKS.sub("\n\n", text),
        "day": _day,
        "percent": lambda share: f"{round(100 * share)} %",
    }
    made.globals |= {"counted": words.counted, "words": words, "address": address, "web_link": web_link, "verdicts": VERDICTS, "verdict_word": VERDICT_WORD}
    made.globals |= {"party_name": _party_name, "slots": _slots, "speaker": speaker_in_words, "anchor": _anchor}
    return made


def _finalized(value: Any) -> Any:
    """What a template puts out: None as nothing, texts without invisible controls. Ids in forms go through `|e`, which leaves them whole."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return shown(value)
    return "" if value is None else value


def _day(day: date | None) -> str:
    return words.day_in_words(day) if day else ""


def _party_name(code: str) -> str:
    from checker.context import party_name

    return party_name(code)


def _anchor(pair: PairView) -> str:
    """The name of a pair inside a page: its claims', so that it stays with the pair when a decision moves it up or down."""
    return "pair-" + digest(pair.claim_a.claim_id, pair.claim_b.claim_id)[:10]


def _slots(claim: Any) -> list[tuple[str, str]]:
    names = {code: _party_name(code) for code in (claim.actor, claim.target) if code}
    return words.claim_slots(claim, names)
