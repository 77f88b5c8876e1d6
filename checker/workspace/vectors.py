"""Sentence vectors that are worked out once for each text and kept in the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from checker.embedding import FloatArray, SentenceEmbedder, default_embedder
from checker.workspace.fingerprints import digest

if TYPE_CHECKING:
    from checker.embedding import Embedder
    from checker.workspace.store import Store

CHUNK = 64


def workspace_embedder(store: Store) -> Embedder:
    """The embedder of pairing over the vectors kept in `store`; word overlap, which depends on all texts together, is not kept."""
    embedder = default_embedder()
    return KeptEmbedder(store, embedder) if isinstance(embedder, SentenceEmbedder) else embedder


class KeptEmbedder:
    """An embedder that asks its `embedder` only for texts whose vectors are not in the workspace yet.

    Each text is encoded by itself: in a batch the last digits of a vector depend on the texts beside it, and with them, in the end, on
    the order in which documents came in.
    """

    def __init__(self, store: Store, embedder: SentenceEmbedder) -> None:
        self.store = store
        self.embedder = embedder
        self.model = digest(embedder.path or "bundled")

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """(n, d) rows of length 1, in input order."""
        if not texts:
            return self.embedder.encode([])
        keys = {text: digest(text) for text in dict.fromkeys(texts)}
        known = self._known()
        missing = [text for text, key in keys.items() if key not in known]
        for start in range(0, len(missing), CHUNK):
            vectors = {keys[text]: self.embedder.encode([text])[0] for text in missing[start : start + CHUNK]}
            with self.store.write() as db:
                db.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", [(key, self.model, v.astype("<f4").tobytes()) for key, v in vectors.items()])
            known |= vectors
        return np.stack([known[keys[text]] for text in texts])

    def _known(self) -> dict[str, FloatArray]:
        with self.store.read() as db:
            rows = db.execute("SELECT text_hash, vector FROM vector WHERE model = ?", (self.model,)).fetchall()
        return {key: np.frombuffer(vector, dtype="<f4").astype(np.float32) for key, vector in rows}
