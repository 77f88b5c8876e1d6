"""The texts that the NLI model sees: a claim with its party and date put before it.

"We" and "here" belong to the party, a weekday to the date; without them a model compares words that mean different things.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

# Parties of the user's own tables, while a run that has them is going on.
_OWN: ContextVar[Mapping[str, Mapping[str, Any]] | None] = ContextVar("own_parties", default=None)


@contextmanager
def own_parties(parties: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
    """Within the block, names and spellings of these parties go before those of the built-in table (form: its `party`)."""
    token = _OWN.set({**(_OWN.get() or {}), **parties})
    try:
        yield
    finally:
        _OWN.reset(token)


@cache
def party_table() -> dict[str, Any]:
    """The table `data/parties.toml`: `country_names` and `party`."""
    return tomllib.loads((files("checker") / "data" / "parties.toml").read_text(encoding="utf-8"))


def canonical_code(code: str) -> str:
    """The project's spelling of a party code: other spellings (HZB, HTH) are mapped, upper case otherwise."""
    wanted = code.strip().upper()
    own = _OWN.get() or {}
    if wanted in own:
        return wanted
    mine = next((main for main, entry in own.items() if wanted in entry.get("codes", ())), None)
    return mine or _built_in_code(wanted)


@cache
def _built_in_code(wanted: str) -> str:
    for main, entry in party_table()["party"].items():
        if wanted in entry.get("codes", ()):
            return str(main)
    return wanted


@cache
def is_country(code: str) -> bool:
    """Whether a code is ISO 3166-1 alpha-3."""
    import pycountry

    return pycountry.countries.get(alpha_3=code) is not None


def is_party_code(code: str) -> bool:
    """Whether a code is ISO 3166-1 alpha-3 or stands in the party table."""
    canonical = canonical_code(code)
    return canonical in (_OWN.get() or {}) or canonical in party_table()["party"] or is_country(canonical)


def party_name(code: str) -> str:
    """English name of a party code, as a news text would write it; a code that is in no table is its own name."""
    canonical = canonical_code(code)
    own = (_OWN.get() or {}).get(canonical, {}).get("name")
    return str(own) if own else _built_in_name(canonical)


@cache
def _built_in_name(canonical: str) -> str:
    import pycountry

    table = party_table()
    if canonical in table["country_names"]:
        return str(table["country_names"][canonical])
    if canonical in table["party"]:
        return str(table["party"][canonical]["name"])
    country = pycountry.countries.get(alpha_3=canonical) if len(canonical) == 3 else None
    if country is None:
        return canonical
    return str(getattr(country, "common_name", country.name)).split(",")[0]


def in_context(text: str, *, party: str | None = None, day: date | None = None) -> str:
    """`text` with party and date before it: "Cambodia, Monday 15 December 2025: We returned fire."

    party: a party code, or several joined with "+"; unknown parts are left out, so no party and no date give `text` itself.
    """
    names = " and ".join(party_name(part) for part in party.split("+")) if party else ""
    when = f"{day:%A} {day.day} {day:%B %Y}" if day else ""
    prefix = ", ".join(part for part in (names, when) if part)
    return f"{prefix}: {text}" if prefix else text
