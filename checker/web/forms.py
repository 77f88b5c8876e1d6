"""From a posted form to a decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from checker.context import canonical_code
from checker.errors import InputError
from checker.workspace import Decision, Overview

CORRECTABLE = ("text", "type", "actor", "target", "places", "event_date", "polarity")
NOTE_LIMIT = 2000


def decision_of(form: FormData, overview: Overview) -> Decision:
    """The decision that a form asks for. Raises InputError for a kind that is unknown or a field that can't be read."""
    kind = field(form, "kind")
    readers: dict[str, Callable[[FormData, Overview], tuple[dict[str, Any], Any]]] = {
        "pair_label": _pair_label,
        "claim": _claim,
        "party": _party,
        "merge_rows": _merge,
        "split_row": _split,
    }
    if kind not in readers:
        raise InputError(f"kind is {kind[:40]!r}; expected one of {', '.join(readers)}")
    target, value = readers[kind](form, overview)
    return Decision(kind, target, value, field(form, "note").strip()[:NOTE_LIMIT])


def field(form: FormData, name: str) -> str:
    """A text field of a form; "" where it is missing. Lines end in a line feed, as in our texts."""
    value = form.get(name, "")
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def fields(form: FormData, name: str) -> list[str]:
    """All values of a field that may stand in a form several times."""
    return [value for value in form.getlist(name) if isinstance(value, str) and value]


def party_codes(text: str, overview: Overview) -> list[str]:
    """Codes from a field such as "KHM, Thailand". Raises InputError if there are none."""
    by_name = {party.name.casefold(): party.code for party in overview.parties}
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if not parts:
        raise InputError("no party was given; expected codes or names joined by commas, such as KHM or Cambodia")
    return list(dict.fromkeys(by_name.get(part.casefold()) or canonical_code(part) for part in parts))


def _pair_label(form: FormData, overview: Overview) -> tuple[dict[str, Any], Any]:
    return {"claim_a": field(form, "claim_a"), "claim_b": field(form, "claim_b")}, field(form, "value")


def _claim(form: FormData, overview: Overview) -> tuple[dict[str, Any], Any]:
    target = {"claim_id": field(form, "claim_id")}
    if field(form, "value") == "removed":
        return target, {"removed": True}
    # Only what the reviewer changed becomes part of the decision: the rest goes on following the text.
    changed = {name: field(form, name).strip() for name in CORRECTABLE if name in form and field(form, name).strip() != field(form, f"was_{name}").strip()}
    if not changed:
        raise InputError("nothing was changed; correct a field of the claim, or leave it as it is")
    return target, {name: _corrected(name, text, overview) for name, text in changed.items()}


def _corrected(name: str, text: str, overview: Overview) -> Any:
    if name in ("actor", "target"):
        return party_codes(text, overview)[0] if text else None
    if name == "places":
        return [part.strip() for part in text.split(",") if part.strip()]
    if name == "event_date":
        return _day(text)
    return text


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise InputError(f"the day of the event is {text[:40]!r}; expected a date such as 2025-12-24") from None


def _party(form: FormData, overview: Overview) -> tuple[dict[str, Any], Any]:
    codes = party_codes(field(form, "parties"), overview)
    scope = field(form, "scope") or "statement"
    if scope == "statement":
        return {"statement_id": field(form, "statement_id")}, codes
    mention = {"mention": field(form, "mention")}
    return mention | ({"doc_id": field(form, "doc_id")} if scope == "document" else {}), codes


def _merge(form: FormData, overview: Overview) -> tuple[dict[str, Any], Any]:
    rows = list(dict.fromkeys(fields(form, "row_ids")))
    if len(rows) < 2:
        raise InputError("no other point was chosen; choose the one that says the same")
    return {"row_ids": rows}, None


def _split(form: FormData, overview: Overview) -> tuple[dict[str, Any], Any]:
    claims = list(dict.fromkeys(fields(form, "claim_ids")))
    if not claims:
        raise InputError("no claim was ticked; tick those that belong to a point of their own")
    return {"row_id": field(form, "row_id"), "claim_ids": claims}, None
