"""Extraction on Ray Data, for more documents than one process should take."""

from __future__ import annotations

from collections.abc import Sequence

from checker.claim import Claim
from checker.config import Config
from checker.document import Document
from checker.errors import CheckerError
from checker.statement import Statement


def extract_on_ray(documents: Sequence[Document], config: Config) -> tuple[list[Statement], list[Claim]]:
    """Statements and claims of all documents, in the order of the documents. Raises CheckerError if Ray is not installed."""
    try:
        import ray
        import ray.data
    except ImportError:
        raise CheckerError("engine 'ray' needs Ray; install it with: pip install 'claim-consistency-checker[ray]'") from None
    import pandas as pd

    from checker.stages import ExtractStage, claims_of, statements_of

    ray.data.DataContext.get_current().enable_progress_bars = False
    rows = pd.DataFrame([document.to_dict() for document in documents])
    extracted = ray.data.from_pandas(rows).map_batches(ExtractStage(config), batch_format="pandas", batch_size=config.batch_size).to_pandas()
    order = {document.doc_id: position for position, document in enumerate(documents)}
    extracted = extracted.sort_values("doc_id", key=lambda ids: ids.map(order))
    return statements_of(extracted), claims_of(extracted)
