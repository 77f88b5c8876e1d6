"""Gerunds as finite clauses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.clauses import separable
from checker.consequences import consequences_of, loose_consequences, part_of_counted
from checker.embedded import relative_clauses, set_off_place
from checker.inflection import base, past
from checker.joint_objects import split_objects
from checker.words import Clause, Word, added, asides, root_of, subtree, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def gerund_clauses(tokens: Sequence[Token], subject: tuple[Word, ...], *, denied: bool) -> list[Clause]:
    """ "dropping four bombs, killing two" done by `subject`: finite clauses, negated where `denied`."""
    tokens = trimmed(tokens)
    if not tokens:
        return []
    first = next((token for token in tokens if token.tag_ != "RB"), tokens[0])
    # "bombing Kutaisi" is often parsed as a compound noun; the gerund is the verb all the same.
    head = first if first.lower_.endswith("ing") and first.lower_ not in ("having", "being") else root_of(tokens)
    inside = {token.i for token in tokens}
    parts = (*head.children, *loose_consequences(tokens, head))
    cut = [(part, kind) for part in parts if (kind := separable(part, head, inside))]
    taken = {token.i for part, _ in cut for token in subtree(part, inside)} | set_off_place(head, inside)
    own = trimmed([token for token in tokens if token.i not in taken])
    main = _with_subject(own, head, subject, denied=denied)
    children, left = part_of_counted(head, list(tokens), {token.i for token in own})
    if children:
        main = _with_subject([token for token in own if token.i in left], head, subject, denied=denied)
    found = [*split_objects(main), *children]
    for part, kind in cut:
        part_tokens = trimmed(subtree(part, inside))
        found += consequences_of(part_tokens, part, main) if kind == "consequence" else gerund_clauses(part_tokens, subject, denied=denied)
    return found + relative_clauses(head, inside)


def _with_subject(tokens: list[Token], head: Token, subject: tuple[Word, ...], *, denied: bool) -> Clause:
    having = next((child for child in head.children if child.lower_ == "having" and child.i < head.i), None)
    last = subject[-1] if subject else Word("")
    plural = last.token.tag_ in ("NNS", "NNPS") if last.token is not None else last.text.islower() and last.text.endswith("s")
    verb = base(head.text) if head.tag_.startswith("VB") or head.text.endswith("ing") else head.lemma_
    before = [token for token in tokens if token.i < head.i and (having is None or token.i != having.i) and token.tag_ != "TO"]
    after = [token for token in tokens if token.i > head.i]
    if any(child.lower_ in ("being", "been") and child.i < head.i for child in head.children):
        finite: tuple[Word, ...] = (*added("were" if plural else "was", "not" if denied else ""), Word(head.text, head))
        before = [token for token in before if token.lower_ not in ("being", "been")]
    elif verb == "be":
        finite = (Word(past("be", plural=plural), head), *added("not" if denied else ""))
    elif denied:
        finite = (*added("did", "not"), Word(verb, head))
    else:
        finite = (Word(past(verb, plural=plural), head),)
    named = [word.token for word in subject if word.token is not None]
    doer = root_of(named) if named else None
    return Clause((*subject, *words_of(before), *finite, *words_of(after)), head, doer, denied=denied, aside=asides(head, {token.i for token in tokens}))
