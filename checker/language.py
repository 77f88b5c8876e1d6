"""Is a text English? Other languages are named, so that a reader can be told what was left out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Words that are frequent in English and rare in the languages that share its alphabet ("in", "is", "of" are not: Dutch has them).
_ENGLISH_WORDS = frozenset({
    "the", "and", "that", "with", "from", "have", "has", "they", "their", "were", "been", "which", "said", "this", "would", "it", "its",
    "not", "are",
})  # fmt: skip
# In English news these words are 12-20 % of the text; half of that still stands for a text that is English in half of its length.
ENGLISH_SHARE = 0.06
MIN_LETTERS = 60
# Probability of English above which a text is given the benefit of the doubt. That of the first guess says less: close relatives
# (Spanish, Galician, Aragonese) share it.
MAX_ENGLISH = 0.05
# Below it the text has no features of any language (numbers, one letter over and over).
MIN_PROBABILITY = 0.3
# As many characters as are looked at: language does not depend on the hundredth page.
SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")


def foreign_language(text: str) -> str | None:
    """English name of the language of `text` if it is surely not English, else None.

    Short texts and texts that are English in a good part are given the benefit of the doubt.
    """
    sample = _sample(text)
    words = _WORD.findall(sample.lower())
    if sum(map(len, words)) < MIN_LETTERS or _english_share(words) >= ENGLISH_SHARE:
        return None
    ranked = _identifier().rank(sample)
    best, probability = ranked[0]
    if best == "en" or probability < MIN_PROBABILITY or dict(ranked).get("en", 0.0) > MAX_ENGLISH:
        return None
    return language_name(best)


def is_english(code: str) -> bool:
    """Whether a language tag or name such as "en", "en-GB", "eng" or "English" means English."""
    return re.split(r"[-_]", code.strip().lower())[0] in {"en", "eng", "english"}


def language_name(code: str) -> str:
    """English name of an ISO 639-1 code; the code itself when it has none."""
    import pycountry

    language = pycountry.languages.get(alpha_2=code)
    return str(language.name).split(" (")[0] if language else code


def _sample(text: str) -> str:
    """Beginning and middle: a foreign page may start with an English headline and the other way round."""
    if len(text) <= SAMPLE:
        return text
    middle = len(text) // 2
    return text[: SAMPLE // 2] + "\n" + text[middle : middle + SAMPLE // 2]


def _english_share(words: list[str]) -> float:
    return sum(word in _ENGLISH_WORDS for word in words) / max(1, len(words))


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
