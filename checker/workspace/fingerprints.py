"""Hashes that tell what is stale: texts, settings, and the rules and weights that made statements and judgements."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from checker.claim import Claim
from checker.config import Config
from checker.document import Document
from checker.errors import InputError
from checker.statement import Statement
from checker.workspace.store import to_json

_IMPORT = re.compile(r"^\s*(?:from checker(?:\.(\w+))? import ([^\n#]+)|import checker\.(\w+))", re.MULTILINE)
EXTRACTING = ("analysis", "attribution", "claim_types", "discourse", "extraction", "parties", "settled_stances", "statement_parties")
JUDGING = ("judging", "pairing")
READERS = ("statements", "slots")  # the bundled models whose weights decide what is a statement and what it claims


def digest(*parts: str) -> str:
    """SHA-256 over texts of which none can run into the next, 32 hexadecimal digits."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:32]


def row_key(claim_id: str) -> str:
    """The id of the row whose first claim this is: short and fit for addresses."""
    return digest("row", claim_id)[:12]


def claim_text_hash(claim: Claim) -> str:
    """Of what a decision about a claim is made on."""
    return digest("claim", claim.text)


def statement_text_hash(statement: Statement) -> str:
    """Of what a decision about a statement is made on: the words of its speaker and its content."""
    return digest("statement", statement.speaker.text if statement.speaker else "", *(span.text for span in statement.content))


def extraction_hash(document: Document, settings: str, corrections: Mapping[str, Sequence[str]]) -> str:
    """Of all that statements and claims of a document depend on. settings: from `extraction_settings`; corrections: parties that reviewers gave."""
    return digest(to_json(document.to_dict()), settings, corrections_json(corrections))


def corrections_json(corrections: Mapping[str, Sequence[str]]) -> str:
    """Parties that reviewers gave to the statements of a document, as JSON in one order."""
    return to_json({key: list(corrections[key]) for key in sorted(corrections)})


def extraction_settings(config: Config) -> str:
    """Of the settings, rules and models by which documents are read."""
    from checker import weights

    tables = (*config.party_tables, *config.claim_types)
    bundled = weights.bundled_models()
    models = [weights.fingerprint(bundled[name]) if name in bundled else f"no {name}" for name in READERS]
    return digest(rules(EXTRACTING, leave_out=("weights.toml",)), *models, *sorted(config.parties), *map(_content, tables))


def judging_hash(config: Config) -> str:
    """Of the weights of the model and the rules that pair and judge."""
    from checker import weights

    folder = weights.locate(config.model)
    return digest(weights.fingerprint(folder) if folder else config.model, rules(JUDGING))


def pair_inputs(hash_a: str, hash_b: str, similarity: float) -> str:
    """Of what the judgement of a pair depends on, apart from the model."""
    return digest(hash_a, hash_b, f"{similarity:.4f}")


def record_hash(record: str) -> str:
    """Of a record in its JSON form."""
    return digest(record)


@cache
def rules(roots: tuple[str, ...], *, leave_out: tuple[str, ...] = ()) -> str:
    """Of the source of the modules that `roots` import, however indirectly, and of the tables in checker/data."""
    package = files("checker")
    parts: list[str] = []
    for name in sorted(_reached(roots)):
        parts += [name, (package / f"{name}.py").read_text(encoding="utf-8")]
    for entry in sorted((package / "data").iterdir(), key=lambda item: item.name):
        if entry.is_file() and entry.name not in leave_out:
            parts += [entry.name, hashlib.sha256(entry.read_bytes()).hexdigest()]
    return digest(*parts)


def _reached(roots: Iterable[str]) -> set[str]:
    package = files("checker")
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        source = package / f"{name}.py"
        if name in found or not source.is_file():
            continue
        found.add(name)
        for module, names, plain in _IMPORT.findall(source.read_text(encoding="utf-8")):
            waiting += [module] if module else [plain] if plain else re.findall(r"\w+", names)
    return found


def _content(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); expected a table named in the settings") from None


def settings_of(config: Config) -> dict[str, Any]:
    """The configuration as it is kept: paths made absolute, so that a later call from another folder finds the tables.

    The date of undated documents is not kept: it is that of the documents of one call.
    """
    absolute = config.with_options(
        party_tables=tuple(path.resolve() for path in config.party_tables), claim_types=tuple(path.resolve() for path in config.claim_types)
    )
    return {name: value for name, value in absolute.to_dict().items() if value is not None and name != "published"}
