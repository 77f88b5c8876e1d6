"""Accusation or assertion: the stance of a statement, settled by what its clauses and claims show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker.blame import read_blame
from checker.claim import Claim
from checker.cues import cue_table
from checker.forms import cue_lemma
from checker.lexicon import tokenise
from checker.relations import OTHER_SIDE
from checker.rendering import joined
from checker.roles import HOSTILE, read_roles
from checker.setting import Setting
from checker.statement import Stance, Statement
from checker.words import Clause


def with_settled_stances(statements: Sequence[Statement], claims: Iterable[Claim]) -> list[Statement]:
    """Statements with the stance that their claims show: who is blamed is only known once the parties are."""
    settled = {claim.statement_id: Stance(claim.stance) for claim in claims}
    return [replace(one, stance=settled.get(one.statement_id, one.stance)) for one in statements]


def settled_stance(clauses: Sequence[Clause], setting: Setting) -> Stance:
    """Accusation or assertion, where the verb of saying leaves it open: who blames names another party as the doer of a hostile act."""
    statement, sides = setting.statement, setting.sides
    fixed = cue_table().stances.get(cue_lemma(statement)) not in (None, Stance.ASSERT)
    if statement.stance not in (Stance.ACCUSE, Stance.ASSERT) or not statement.parties or fixed:
        return statement.stance
    kinds = [(clause, setting.table.classify(joined(clause.core_words))) for clause in clauses]
    if statement.stance is Stance.ASSERT and not any(kind in HOSTILE for _, kind in kinds):
        return Stance.ASSERT
    read = [(read_roles(clause, setting.references, speaker_is_subject=False), kind) for clause, kind in kinds]
    own = {*statement.parties, sides.own(statement.parties)}
    blamed = [roles.doer for roles, kind in read if roles.doer in sides and roles.doer not in own and kind in HOSTILE | {"casualties"}]
    if statement.stance is Stance.ASSERT:
        return Stance.ACCUSE if blamed and not own.isdisjoint(sides.focus) and statement.nested_in is None else Stance.ASSERT
    if read_blame(statement, setting.references.analysis, setting.references.discourse).other:
        return Stance.ACCUSE
    own_act = any(roles.doer in own or (roles.forces and roles.doer is None) for roles, _ in read)
    own_act = own_act and all(roles.doer in own or roles.doer not in sides for roles, _ in read)
    tells_losses = not any(kind in HOSTILE for _, kind in read) and not _names_other(setting, own) and not any(roles.they for roles, _ in read)
    return Stance.ASSERT if read and not blamed and (own_act or tells_losses) else Stance.ACCUSE


def _names_other(setting: Setting, own: set[str | None]) -> bool:
    """Whether the content names or refers to a conflict party that is not the speaker's."""
    resolver = setting.sides.resolver
    for span in setting.statement.content:
        tokens = tokenise(span.text)
        if any(code in setting.sides and code not in own for hit in resolver.find(tokens) for code in hit.entry.codes) or OTHER_SIDE.search(span.text):
            return True
    return False
