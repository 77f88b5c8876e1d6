"""Verb forms, for turning gerunds and infinitives into finite clauses."""

from __future__ import annotations

from functools import lru_cache

_SINGULAR = {"have": "has", "'ve": "has", "are": "is", "'re": "is", "am": "is", "'m": "is", "were": "was", "do": "does"}
_BE_PAST = {True: "were", False: "was"}


@lru_cache(maxsize=4096)
def _inflected(lemma: str, tag: str) -> str:
    from lemminflect import getInflection  # type: ignore[import-untyped]

    forms = getInflection(lemma, tag=tag) or getInflection(lemma, tag=tag, inflect_oov=True)
    return str(forms[0]) if forms else lemma


def past(lemma: str, *, plural: bool = False) -> str:
    """Past tense: "drop" -> "dropped", "be" -> "was" or "were"."""
    word = lemma.lower()
    return _BE_PAST[plural] if word == "be" else _inflected(word, "VBD")


def third_person(form: str) -> str:
    """Singular of a finite verb form: "have" -> "has", "were" -> "was", "hold" -> "holds"; other forms stay."""
    return _SINGULAR.get(form.lower()) or _inflected(base(form), "VBZ")


def participle(lemma: str) -> str:
    """Past participle: "break" -> "broken"."""
    return _inflected(lemma.lower(), "VBN")


def plural(noun: str) -> str:
    """Plural of a noun: "tank" -> "tanks", "man" -> "men"."""
    return _inflected(noun.lower(), "NNS")


@lru_cache(maxsize=4096)
def base(word: str) -> str:
    """Base form of a verb form: "dropping" -> "drop"."""
    from lemminflect import getLemma

    forms = getLemma(word.lower(), upos="VERB")
    return str(forms[0]) if forms else word.lower()
