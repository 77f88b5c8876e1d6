"""How many independent sources stand behind claims: copies of one text are one origin with several witnesses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.claim import Claim
from checker.document import Document

_WORD = re.compile(r"\w+")
SHINGLE = 5  # words
COPIED = 0.6  # Jaccard similarity of the shingles from which documents count as copies
SAME_TEXT = 0.8  # ... and claims
PERMUTATIONS = 128


def origin_groups(documents: Iterable[Document]) -> dict[str, str]:
    """For each doc_id the doc_id of the first document of which it is a near-copy (itself if of none); found by MinHash LSH."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=COPIED, num_perm=PERMUTATIONS)
    signatures: dict[str, MinHash] = {}
    groups: dict[str, str] = {}
    for document in documents:
        if document.doc_id in groups:
            continue
        signature = MinHash(num_perm=PERMUTATIONS, seed=1)
        signature.update_batch([shingle.encode("utf-8", "replace") for shingle in sorted(shingles(document.text))])
        copies = [key for key in index.query(signature) if signatures[key].jaccard(signature) >= COPIED]
        groups[document.doc_id] = min((groups[key] for key in copies), key=list(groups).index) if copies else document.doc_id
        signatures[document.doc_id] = signature
        index.insert(document.doc_id, signature)
    return groups


def count_origins(claims: Sequence[Claim], groups: dict[str, str]) -> int:
    """Independent origins among claims: claims from copied documents, and claims worded alike, count once."""
    seen: list[tuple[str, set[str]]] = []
    for claim in claims:
        group, words = groups.get(claim.doc_id, claim.doc_id), set(_WORD.findall(claim.text.casefold()))
        if not any(group == other or _jaccard(words, known) >= SAME_TEXT for other, known in seen):
            seen.append((group, words))
    return len(seen)


def shingles(text: str) -> set[str]:
    """Runs of SHINGLE words, without case and punctuation; a shorter text is one shingle."""
    words = _WORD.findall(text.casefold())
    return {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}


def _jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0
