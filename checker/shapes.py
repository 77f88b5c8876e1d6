"""What words of saying and stretches of content look like: verbs of accusing and denying, noun phrases, finite clauses, gerunds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.inflection import base
from checker.words import is_verbal, root_of, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token

ACCUSING = frozenset(["accuse", "blame", "suspect", "charge", "fault", "condemn", "criticize", "criticise", "denounce"])
DESCRIBING = frozenset(
    [
        "describe",
        "call",
        "brand",
        "label",
        "dub",
        "term",
        "characterize",
        "characterise",
        "portray",
        "name",
        "identify",
        "put",
        "estimate",
        "regard",
        "consider",
        "see",
        "dismiss",
        "reject",
        "declare",
        "deem",
    ]
)
DENYING = frozenset(
    [
        "deny",
        "reject",
        "dismiss",
        "refute",
        "disclaim",
        "dispute",
        "rebut",
        "contradict",
        "repudiate",
        "rebuff",
        "disown",
        "disavow",
        "contest",
        "discount",
        "discredit",
        "dispel",
        "gainsay",
        "negate",
        "rubbish",
        "spurn",
        "trash",
        "brush",
        "shrug",
        "debunk",
        "wave",
        "scoff",
        "sneer",
        "jeer",
        "laugh",
        "ridicule",
        "mock",
        "deride",
    ]
)
FALSE = re.compile(
    r"\b(?:imaginary|laughable|absurd|baseless|groundless|unfounded|false(?:hoods?)?|fake|untrue|lies?|propaganda|fabricat\w+|invent\w+|staged?|fictio\w+|ridiculous"
    r"|nonsense|slander|disinformation|misinformation|hoax|made[ -]up|fantas\w+|preposterous|unsubstantiated|bogus|concocted|myth|rumou?rs?|manufactured"
    r"|(?:fairy|tall)[ -]?tales?|fables?|make-believe|smears?)\b",
    re.IGNORECASE,
)
CLAIM_NOUNS = frozenset(
    [
        "accusation",
        "charge",
        "claim",
        "allegation",
        "report",
        "assertion",
        "complaint",
        "contention",
        "suggestion",
        "statement",
        "account",
        "version",
        "rumor",
        "rumour",
        "insinuation",
        "remark",
        "narrative",
        "story",
        "word",
        "talk",
        "tale",
        "notion",
        "idea",
        "speculation",
        "myth",
        "news",
        "announcement",
        "boast",
        "theory",
        "footage",
        "video",
    ]
)


def is_named(tokens: Sequence[Token]) -> bool:
    """Whether the tokens are a noun phrase without a finite verb."""
    part = trimmed(tokens)
    return bool(part) and not is_finite(part) and part[0].tag_ not in ("VBG", "TO") and root_of(part).pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")


def is_finite(tokens: Sequence[Token]) -> bool:
    """Whether a finite verb that is not in a relative clause stands among the tokens."""
    part = trimmed(tokens)
    if not part:
        return False
    root = root_of(part)
    heads = (root, *(child for child in root.children if child in part))
    return is_verbal(root) and (
        root.tag_ in ("VBD", "VBP", "VBZ")
        or (any(token.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass", "expl") for token in heads) and root.tag_ != "VBG")
        or _has_aux(root, part)
    )


def _has_aux(root: Token, part: Sequence[Token]) -> bool:
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ != "TO" and child.lower_ != "having" and child in part for child in root.children)


def starts_with_gerund(part: Sequence[Token]) -> bool:
    """Whether the tokens begin with a gerund, also where the tagger takes it for a noun ("bombing Kutaisi")."""
    first = next((token for token in part if token.tag_ != "RB"), part[0])
    if (
        first.lower_.endswith("ing")
        and len(part) > 1
        and first.tag_ in ("VBG", "NN", "JJ")
        and part[part.index(first) + 1].tag_ not in ("IN", "CC", "VBD", "VBZ")
    ):
        return first.tag_ == "VBG" or base(first.text) != first.lower_
    return first.tag_ == "VBG" and first.dep_ not in ("amod", "prep")
