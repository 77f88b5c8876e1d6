"""Extraction on several processes of one machine, in the order of the documents."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from checker.claim import Claim
from checker.config import Config
from checker.document import Document
from checker.statement import Statement

if TYPE_CHECKING:
    from concurrent.futures import Future

    from checker.parties import PartyResolver

Extracted = tuple[list[Statement], list[Claim]]
# Starting a process and loading its models takes as long as reading a dozen stories.
FEW = 16
AHEAD = 4  # documents handed out for each process before the first of them is back: memory stays bounded

_state: dict[str, tuple[PartyResolver, Config]] = {}


def extract_on_processes(documents: Iterable[Document], config: Config) -> Iterator[Extracted]:
    """Statements and claims of each document in turn; fewer documents than FEW are left to this process.

    Processes are spawned, so a script that asks for them needs `if __name__ == "__main__":` around what it runs.
    """
    stream = iter(documents)
    first = list(islice(stream, FEW))
    if len(first) < FEW:
        from checker.pipeline import extract

        yield from extract(first, config.with_options(workers=1))
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    workers = config.workers or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_prepare, initargs=(config,)) as pool:
        waiting: deque[Future[Extracted]] = deque()
        try:
            for document in chain(first, stream):
                waiting.append(pool.submit(_extract, document))
                if len(waiting) >= workers * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _prepare(config: Config) -> None:
    """Set up a process: one of several, each of which computes with one thread."""
    from checker.pipeline import party_resolver

    os.environ["OMP_NUM_THREADS"] = "1"
    _state["here"] = (party_resolver(config), config)


def _extract(document: Document) -> Extracted:
    from checker.pipeline import extract_document

    return extract_document(document, *_state["here"])
