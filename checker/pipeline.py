"""From documents to claim matrices: the only module that knows all stages."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.analysis import analyse
from checker.claim import Claim
from checker.config import Config
from checker.context import own_parties
from checker.document import Document
from checker.errors import Skipped
from checker.result import CheckResult
from checker.statement import Statement

if TYPE_CHECKING:
    import pandas as pd

    from checker.nli import NLIModel
    from checker.parties import PartyResolver
    from checker.slot_model import SlotModel

Input = str | Path | Document
Progress = Callable[[str, int, int], None]  # stage, done, total


def silent(stage: str, done: int, total: int) -> None:
    """Progress that goes nowhere."""


def check(
    documents: Input | pd.DataFrame | Iterable[Input | pd.DataFrame],
    *,
    config: Config | None = None,
    progress: Progress = silent,
    model: str | None = None,
    parties: Sequence[str] | None = None,
) -> CheckResult:
    """Read, attribute, extract, pair, judge and reconcile.

    documents: paths (files, folders, globs), Documents, DataFrames with the columns of Document, or a list of these.
    model, parties: short for the fields of `Config`. Inputs that can't be read are named in `result.skipped`; InputError is
    raised when none can.
    """
    from checker.reading import read_documents

    settings = (config or Config()).with_options(model=model, parties=parties)
    clock = Stopwatch()
    with clock.stage("read"):
        reading = read_documents(_as_list(documents), published=settings.published)
    return check_documents(reading.documents, settings, skipped=reading.skipped, clock=clock, progress=progress)


def check_documents(
    documents: Sequence[Document],
    config: Config,
    *,
    skipped: Sequence[Skipped] = (),
    clock: Stopwatch | None = None,
    progress: Progress = silent,
    scorer: NLIModel | None = None,
) -> CheckResult:
    """Every stage after reading. scorer: a model that is loaded already; that of the configuration when None."""
    from checker.judging import judge
    from checker.manifest import build_manifest
    from checker.nli import load_nli
    from checker.pairing import pair_claims
    from checker.reconciling import reconcile

    clock = clock or Stopwatch()
    own = party_resolver(config).own
    with clock.stage("extract"):
        statements, claims = _extract_each(documents, config, progress)
    with clock.stage("pair"), own_parties(own):
        compared = [claim for claim in claims if takes_part(claim, config.parties)]
        pairing = pair_claims(compared)
    with clock.stage("judge"), own_parties(own):
        progress("judge", 0, len(pairing.pairs))
        scorer = scorer or load_nli(config.model)
        judgements = judge(pairing.pairs, {claim.claim_id: claim for claim in compared}, scorer)
        progress("judge", len(pairing.pairs), len(pairing.pairs))
    with clock.stage("reconcile"), own_parties(own):
        matrix = reconcile(compared, judgements, documents)
    manifest = build_manifest(config, documents, statements, claims, pairing, judgements, matrix, skipped, scorer, clock.seconds)
    return CheckResult(tuple(documents), tuple(statements), tuple(claims), tuple(judgements), matrix, tuple(skipped), manifest)


def extract(documents: Iterable[Document], config: Config | None = None) -> Iterator[tuple[list[Statement], list[Claim]]]:
    """Statements and claims of each document in turn; memory is bounded by the largest document."""
    settings = config or Config()
    if settings.workers is not None and settings.workers > 1:
        from checker.engines.on_processes import extract_on_processes

        yield from extract_on_processes(documents, settings)
        return
    resolver = party_resolver(settings)
    for document in documents:
        yield extract_document(document, resolver, settings)


def extract_document(
    document: Document,
    resolver: PartyResolver,
    config: Config,
    *,
    corrected: Mapping[str, Sequence[str]] | None = None,
    slot_model: SlotModel | None = None,
) -> tuple[list[Statement], list[Claim]]:
    """Statements with their parties, and the claims in them.

    corrected: statement_id -> parties that a reviewer gave it. slot_model: in place of the bundled one.
    """
    from checker.attribution import attribute
    from checker.claim_types import type_table
    from checker.discourse import read_discourse
    from checker.extraction import extract_all
    from checker.settled_stances import with_settled_stances
    from checker.slot_model import bundled_slot_model
    from checker.statement_parties import assign_parties
    from checker.truecase import as_written, truecased

    resolver = resolver.on(document.published, document.text)
    with own_parties(resolver.own):
        cased = truecased(document)
        analysis = analyse(cased, batch_size=config.batch_size)
        model = slot_model or bundled_slot_model()
        assigned = assign_parties(attribute(analysis), analysis, resolver, slot_model=model)
        statements = [_corrected(statement, corrected or {}) for statement in assigned]
        discourse = read_discourse(analysis, resolver, statements=statements)
        claims = extract_all(statements, analysis, discourse, table=type_table(*config.claim_types), slot_model=model)
        settled = with_settled_stances(statements, claims)
        return settled if cased is document else as_written(settled, document), claims


def _corrected(statement: Statement, corrected: Mapping[str, Sequence[str]]) -> Statement:
    if statement.statement_id not in corrected:
        return statement
    return replace(statement, parties=tuple(corrected[statement.statement_id]), evidence="named by a reviewer")


def party_resolver(config: Config) -> PartyResolver:
    """The resolver with the user's tables and the parties of interest."""
    from checker.parties import PartyResolver

    return PartyResolver(tables=config.party_tables, focus=config.parties)


def _extract_each(documents: Sequence[Document], config: Config, progress: Progress) -> tuple[list[Statement], list[Claim]]:
    if config.engine == "ray":
        from checker.engines.on_ray import extract_on_ray

        return extract_on_ray(documents, config)
    statements: list[Statement] = []
    claims: list[Claim] = []
    for done, (said, claimed) in enumerate(extract(documents, config), start=1):
        statements += said
        claims += claimed
        progress("extract", done, len(documents))
    return statements, claims


def takes_part(claim: Claim, parties: Sequence[str]) -> bool:
    """Whether a claim enters the matrices: its party is known and, where parties were named, one of them."""
    return bool(claim.parties) and (not parties or bool(set(parties) & set(claim.parties)))


def _as_list(documents: Any) -> list[Any]:
    single = isinstance(documents, str | Path | Document) or hasattr(documents, "columns")
    return [documents] if single else list(documents)


@dataclass
class Stopwatch:
    """Wall-clock seconds of each stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time the block under `name`."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - began, 3)
