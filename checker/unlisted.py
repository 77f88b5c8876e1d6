"""Armed groups that a text introduces by an acronym and that no table knows: "the Tuareg rebel alliance CSP"."""

from __future__ import annotations

import re

from checker.lexicon import tokenise, world_lexicon

_KIND = r"(?:rebel|insurgent|separatist|secessionist|guerrilla|jihadist|paramilitary|militant|armed|militia)"
_INTRODUCED = re.compile(
    rf"\b{_KIND}s?(?: (?:group|alliance|movement|coalition|front|army|militia|faction|organi[sz]ation))?"
    r"(?:,? (?:called|known as))?,? (?:the )?(?P<behind>[A-Z][A-Z0-9]{1,6})\b"
    r"|\b(?P<before>[A-Z][A-Z0-9]{1,6}) (?:rebels?|fighters?|militia(?:m[ae]n)?|militants?|insurgents?|guerrillas?|separatists?|gunm[ae]n)\b"
)


def unlisted_groups(text: str) -> frozenset[str]:
    """Acronyms of such groups in a text; each is the code of its party."""
    named = {found["behind"] or found["before"] for found in _INTRODUCED.finditer(text)}
    return frozenset(code for code in named if not world_lexicon().find(tokenise(code)))
