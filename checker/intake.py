"""What the commands read: documents, and their statements as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from checker.config import Config
from checker.document import Document
from checker.errors import InputError, Skipped


def read_all(inputs: Sequence[str], config: Config) -> list[Document | Skipped]:
    """Documents and skipped inputs in order. Raises InputError if no document can be read."""
    from checker.reading import iter_documents

    items = list(iter_documents(inputs, published=config.published))
    skipped = [item for item in items if isinstance(item, Skipped)]
    if len(skipped) == len(items):
        raise InputError("; ".join(f"{item.source}: {item.reason}" for item in skipped[:3]) or "no input could be read")
    return items


def statement_lines(items: Iterable[Document | Skipped], config: Config, skipped: list[Skipped]) -> Iterator[str]:
    """A JSON line for each statement, document by document; what can't be read goes to `skipped`. Raises InputError if nothing can."""
    from checker.pipeline import extract

    read = 0
    for statements, claims in extract(_readable(items, skipped), config):
        read += 1
        for statement in statements:
            inside = [claim.to_dict() for claim in claims if claim.statement_id == statement.statement_id]
            yield json.dumps({**statement.to_dict(), "claims": inside}, ensure_ascii=False)
    if not read:
        raise InputError("; ".join(f"{item.source}: {item.reason}" for item in skipped[:3]) or "no input could be read")


def _readable(items: Iterable[Document | Skipped], skipped: list[Skipped]) -> Iterator[Document]:
    for item in items:
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            yield item
