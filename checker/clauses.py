"""Clauses of a statement: coordinations split, consequences, relative and subordinate clauses on events apart.

A clause is a list of words that read as a sentence. A word is a token of the parsed document, or text put in ("were", "did not").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.absolutes import absolute_clauses, finite_form
from checker.claim_types import classify_type
from checker.consequences import consequences_of, included_victims, loose_consequences, part_of_counted, tells_loss, told_event
from checker.counted import with_noun
from checker.embedded import relative_clauses, set_off_place, subordinate_clauses
from checker.gapped import bare_counts, gapped_counts
from checker.happenings import happened_in_passing
from checker.headcounts import brought_toll, counted_victims, is_bringing, told_toll
from checker.joint_objects import split_objects
from checker.negation import negated
from checker.partitives import in_turn, told_parts
from checker.story import SAYING
from checker.word_order import asked_like, side_by_side, straightened
from checker.words import AUXILIARIES, HARMED, SUBJECTS, Clause, Word, asides, is_passive, is_verbal, root_of, subject_of, subtree, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token


_RUINED = frozenset(["burned", "destroyed", "wrecked", "damaged", "gutted", "flattened", "torched", "downed", "sunk", "captured", "seized"])
_ASSURING = frozenset(["assure", "promise", "guarantee", "inform", "notify", "warn", "convince", "persuade", "show", "prove"])
_HAVING = frozenset(["have", "see", "possess", "hold", "gather", "collect", "obtain", "present", "provide", "publish", "release", "find", "receive"])
_EVIDENCE = frozenset(["evidence", "proof", "information", "intelligence", "footage", "video", "indication", "sign", "document"])
_SHOWING = frozenset(["show", "prove", "confirm", "reveal", "demonstrate", "establish"])
_SHOWN_BY = _EVIDENCE | {
    "image",
    "picture",
    "photograph",
    "photo",
    "recording",
    "record",
    "radar",
    "data",
    "film",
    "map",
    "track",
    "imagery",
    "inquiry",
    "investigation",
}
_RELATIVE = frozenset(["WDT", "WP", "IN"])
_ARMS = frozenset(["rifle", "grenade", "mortar", "rocket", "artillery", "tank", "gun", "sniper", "missile", "drone", "howitzer", "machine-gun"])
_FIRING = frozenset(["fire", "attack", "attacks", "strike", "strikes", "rounds", "shells"])
_ANAPHORS = frozenset(["none", "all", "both", "some", "neither", "each", "one", "another"])


def finite_clauses(tokens: Sequence[Token]) -> list[Clause]:
    """Clauses of a finite sentence or part of one."""
    nor = bool(tokens) and tokens[0].lower_ == "nor"
    tokens = trimmed(tokens)
    if not tokens:
        return []
    if nor:
        return [negated(clause) for clause in finite_clauses(tokens)]
    if joint := side_by_side(tokens) or _misread_joint(tokens):
        return [*finite_clauses(tokens[:joint]), *finite_clauses(tokens[joint + 1 :])]
    if listed := _each_that(tokens) or in_turn(tokens):
        return [clause for part in listed for clause in finite_clauses(part)]
    if counts := gapped_counts(tokens) or bare_counts(tokens):
        return counts
    if (other := _not_this(tokens)) is not None:
        return [negated(clause) for clause in finite_clauses(other)]
    parts, rest = told_parts(tokens)
    if parts:
        return [*finite_clauses(rest), *parts]
    head = asked_like(tokens) or root_of(tokens)
    shown = _evidenced(tokens, head)
    return finite_clauses(shown) if shown else _unfold(tokens, head, None)


def _each_that(tokens: Sequence[Token]) -> list[list[Token]]:
    """ "[agreed that] fire would cease, that troops would go back and that ...": the sentences, without "that"; empty for other tokens."""
    first = next((index for index, token in enumerate(tokens[:4]) if token.lower_ == "that" and token.tag_ == "IN"), None)
    opening = first + 1 if first is not None and all(token.pos_ in ("ADV", "ADP", "NOUN", "DET") for token in tokens[:first]) else 0
    bounds = [
        index
        for index in range(opening + 1, len(tokens) - 1)
        if tokens[index].lower_ == "that"
        and tokens[index].tag_ == "IN"
        and tokens[index - 1].lower_ in (",", ";", "and", "but", "nor")
        and not (tokens[index].head.dep_ == "ccomp" and tokens[index].head.head.lemma_ in SAYING | _ASSURING)
    ]
    if not bounds and not opening:
        return []
    starts, ends = [opening, *(index + 1 for index in bounds)], [*bounds, len(tokens)]
    parts = [trimmed(tokens[start:end]) for start, end in zip(starts, ends, strict=True)]
    whole = all(any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in part) for part in parts)
    told = any(token.lower_ == "that" and token.dep_ == "mark" for part in parts for token in part)
    return parts if whole and not told else []


def _not_this(tokens: Sequence[Token]) -> list[Token] | None:
    """ "It was not our drone that hit the bus" without its "not"; None for other sentences, also "it was not X but Y that"."""
    start = [token.lower_ for token in tokens[:3]]
    cleft = len(tokens) > 5 and start[0] == "it" and tokens[1].lemma_ == "be" and start[2] in ("not", "n't", "n’t")
    if not cleft or any(token.lower_ == "but" for token in tokens):
        return None
    rest = [*tokens[:2], *tokens[3:]]
    return rest if _without_cleft(rest, root_of(rest))[0] is not rest else None


def _misread_joint(tokens: Sequence[Token]) -> int:
    """Where two sentences join that the parser takes for one: "shells hit a clinic and a warehouse burned down"; 0 for nowhere."""
    last = root_of(tokens)
    for own in (child for child in last.children if child.dep_ in SUBJECTS):
        joint = next((index for index, token in enumerate(tokens) if token.lower_ in ("and", "but") and token.i + 1 == own.left_edge.i), 0)
        before = tokens[joint - 1] if joint else None
        if before is not None and before.text == "," and any(child.dep_ == "ccomp" and child.i < before.i and subject_of(child) for child in last.children):
            return joint
    for verb in tokens:
        if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ not in ("ccomp", "acl"):
            continue
        subject = subject_of(verb) if verb.dep_ == "ccomp" else verb.head if verb.head.dep_ == "conj" and verb.head.pos_ == "NOUN" else None
        if subject is None or subject.i + 1 != verb.i:
            continue
        joint = next((index for index, token in enumerate(tokens) if index and token.lower_ == "and" and token.i + 1 == subject.left_edge.i), 0)
        said = verb.head.lemma_ if verb.dep_ == "ccomp" else ""
        if joint and any(token.tag_ in ("VBD", "VBZ", "VBP") for token in tokens[:joint]) and not any(token.text == "," for token in tokens[:joint]):
            return joint if said not in SAYING else 0
    return 0


def _evidenced(tokens: Sequence[Token], head: Token) -> list[Token]:
    """What "it had evidence, including a video, that p" and "footage proves that p" claim: p; empty for other clauses."""
    if shown := _shown(tokens, head):
        return shown
    if head.lemma_ not in _HAVING or any(child.dep_ == "neg" for child in head.children):
        return []
    noun = next((token for token in tokens if token.i > head.i and token.lemma_.lower() in _EVIDENCE and token.dep_ in ("dobj", "conj")), None)
    that = next(
        (index for index, token in enumerate(tokens) if noun is not None and token.i > noun.i and token.lower_ == "that" and token.dep_ == "mark"), None
    )
    return list(tokens[that + 1 :]) if that is not None else []


def _shown(tokens: Sequence[Token], head: Token) -> list[Token]:
    """What "footage released on Friday proves that p" claims."""
    subject = subject_of(head)
    if subject is None or head.lemma_ not in _SHOWING or subject.lemma_.lower() not in _SHOWN_BY:
        return []
    if any(child.dep_ == "neg" or child.tag_ == "MD" or child.dep_ == "conj" for child in head.children):
        return []
    that = next((index for index, token in enumerate(tokens) if token.i > head.i and token.lower_ == "that" and token.dep_ == "mark"), None)
    return list(tokens[that + 1 :]) if that is not None and tokens[that].i <= head.i + 2 else []


def _unfold(tokens: list[Token], head: Token, shared: Clause | None) -> list[Clause]:
    """The clause of `head` and those coordinated with it or following from it."""
    tokens, head = _without_cleft(tokens, head)
    beside, bare = _told_with_toll(tokens, head)
    if tolls := told_toll(bare, head) or counted_victims(bare, head):
        return [*tolls, *included_victims(tolls[0], bare), *_new_toll(head, {token.i for token in bare}), *finite_clauses(beside)]
    inside = {token.i for token in tokens}
    left = set(inside)
    cut: list[tuple[Token, str]] = []
    for part in (*head.children, *loose_consequences(tokens, head)):
        kind = separable(part, head, inside)
        if kind:
            cut.append((part, kind))
            left -= {token.i for token in subtree(part, inside)}
    children, left = part_of_counted(head, tokens, left)
    if cut:
        first = min(part.left_edge.i for part, _ in cut)
        left -= {child.i for child in head.children if child.dep_ == "cc" and child.i == first - 1}
    left -= set_off_place(head, inside)
    left |= _shared_setting(head, [part for part, kind in cut if kind == "coordinated"], inside)
    own = trimmed(_without_part([token for token in tokens if token.i in left]))
    main = with_noun(_neither(straightened(finite_form(_finish(own, head, shared)))))
    found = [*(told_event(main) if shared is None else ()), *split_objects(main), *children]
    for part, kind in cut:
        part_tokens = subtree(part, inside)
        if kind == "consequence":
            found += consequences_of(trimmed(part_tokens), part, main)
        else:
            joined_to = _unfold(trimmed(part_tokens), part, main)
            found += [negated(joined_to[0]), *joined_to[1:]] if _after_nor(part) else joined_to
    found += relative_clauses(head, inside)
    found += absolute_clauses(main, inside)
    found += subordinate_clauses(main, inside)
    if classify_type(main.text) != "casualties":
        found += happened_in_passing(main, inside)
    # A gerund behind two verbs is a consequence of both, and told once.
    once = {clause.head.i: clause for clause in reversed(found) if clause.cause is not None and clause.head is not None}
    return [clause for clause in found if clause.cause is None or clause.head is None or once[clause.head.i] is clause]


def _new_toll(head: Token, inside: set[int]) -> list[Clause]:
    """ "Two more have died, bringing to five the number killed": the new toll."""
    gerunds = (child for child in head.children if child.tag_ == "VBG" and child.i in inside and is_bringing(child))
    return [toll for gerund in gerunds for toll in brought_toll(subtree(gerund, inside), gerund)]


def _told_with_toll(tokens: list[Token], head: Token) -> tuple[list[Token], list[Token]]:
    """ "The toll climbed to nine when a woman died in hospital": the tokens of what happened beside the toll, and those without it."""
    inside = {token.i for token in tokens}
    for child in head.children:
        opening = next((word for word in child.children if word.lower_ in ("when", "after", "as") and word.dep_ in ("mark", "advmod")), None)
        if child.dep_ == "advcl" and opening is not None and subject_of(child) is not None and opening.i in inside:
            part = subtree(child, inside)
            return [token for token in part if token.i > opening.i], [token for token in tokens if token not in part]
    return [], tokens


def _without_part(tokens: list[Token]) -> list[Token]:
    """Without "for its part", which tells nothing."""
    for index, token in enumerate(tokens[:-2]):
        if token.lower_ == "for" and tokens[index + 1].tag_ == "PRP$" and tokens[index + 2].lower_ == "part":
            return [*trimmed(tokens[:index]), *trimmed(tokens[index + 3 :])]
    return tokens


def _neither(clause: Clause) -> Clause:
    """ "The rebels neither attacked": "The rebels did not attack"."""
    head = clause.head
    neither = (
        next((child for child in head.children if child.lower_ == "neither" and child.i < head.i and child.dep_ != "nsubj"), None) if head is not None else None
    )
    if neither is None:
        return clause
    words = tuple(word for word in clause.words if word.token is None or word.token.i != neither.i)
    return negated(replace(clause, words=words))


def _after_nor(part: Token) -> bool:
    """Whether a predicate is joined by "nor", so that it is negated too."""
    joints = [child for child in part.head.children if child.dep_ == "cc" and child.i < part.i]
    return bool(joints) and joints[-1].lower_ == "nor"


def _without_cleft(tokens: list[Token], head: Token) -> tuple[list[Token], Token]:
    """ "it was Cambodia that broke the truce" reads "Cambodia broke the truce"."""
    if len(tokens) < 5 or tokens[0].lower_ != "it" or tokens[1].lemma_ != "be":
        return tokens, head
    that = next((index for index, token in enumerate(tokens[2:10], start=2) if token.lower_ in ("that", "who", "which") and token.tag_ in _RELATIVE), None)
    if that is None or tokens[2].dep_ == "neg" or not any(token.pos_ in ("PROPN", "NOUN") for token in tokens[2:that]):
        return tokens, head
    if any(token.pos_ in ("ADJ", "VERB") and token.head.i == tokens[1].i for token in tokens[2:that]):
        return tokens, head
    rest = tokens[that + 1 :]
    verb = next((token for token in rest if is_verbal(token) and token.dep_ in ("relcl", "ccomp", "acl", "advcl", "ROOT")), None)
    return ([*tokens[2:that], *rest], verb) if verb is not None else (tokens, head)


def _shared_setting(head: Token, parts: Sequence[Token], inside: set[int]) -> set[int]:
    """Indexes of the place and time that "two were killed and three wounded in a raid on Monday" gives to both counts."""
    if not parts or not all(verb.lower_ in HARMED | _RUINED or verb.lemma_ in ("die", "perish") for verb in (head, parts[-1])):
        return set()
    if any(child.i > head.i and child.dep_ in ("prep", "npadvmod", "agent") for child in head.children):
        return set()
    setting = [child for child in parts[-1].children if child.i > parts[-1].i and child.dep_ in ("prep", "npadvmod", "agent", "advcl")]
    return {token.i for child in setting for token in subtree(child, inside)}


def separable(part: Token, head: Token, inside: set[int]) -> str:
    """How `part` can stand alone: as a coordinated clause, as a consequence, or not ("")."""
    if part.i not in inside or part.i < head.i:
        return ""
    own = subject_of(part)
    if part.dep_ == "conj" and own is not None and own.pos_ in ("PRON", "DET") and own.lower_ in _ANAPHORS:
        return ""
    bare = own is None or (own.tag_ == "CD" and own.i == part.i - 1 and any(child.dep_ == "dobj" for child in head.children))
    if part.dep_ == "conj" and bare and part.lower_ in HARMED and not is_passive(head) and part.doc[part.i - 1].tag_ == "CD":
        # "received nine bodies and 24 wounded": a second object
        return ""
    if part.lower_ in _ARMS and part.i + 1 < len(part.doc) and part.nbor().lower_ in _FIRING:
        return ""  # "came under rifle and grenade fire"
    between = part.doc[head.i + 1 : part.i]
    if part.dep_ == "conj" and not any(token.dep_ == "cc" or token.is_punct for token in between):
        return ""
    if part.dep_ == "conj" and own is None and all((token.dep_ == "cc" and token.lower_ != "nor") or token.is_punct for token in between):
        return ""  # "has flown, built or supplied a drone", "were shot or hacked to death": one predicate
    if part.dep_ == "conj" and (is_verbal(part) or part.lower_ in HARMED) and (is_verbal(head) or head.lower_ in HARMED):
        return "coordinated"
    if part.dep_ == "ccomp" and is_verbal(part) and subject_of(part) and head.dep_ != "ROOT" and part.i > head.i and _parataxis(part, head):
        return "coordinated"
    if part.dep_ in ("advcl", "acl") and part.tag_ == "VBG" and part.left_edge.i > 0 and part.doc[part.left_edge.i - 1].text == "," and tells_loss(part):
        return "consequence"
    return ""


def _parataxis(part: Token, head: Token) -> bool:
    return any(token.text == ";" for token in part.doc[head.i : part.i])


def _finish(tokens: list[Token], head: Token, shared: Clause | None) -> Clause:
    """The clause with the subject and auxiliaries that it shares with the one it is coordinated with."""
    inside = {token.i for token in tokens}
    subject = next((child for child in head.children if child.dep_ in SUBJECTS and child.i in inside), None)
    if subject is None and head.lower_ in HARMED:
        subject = next((child for child in head.children if child.dep_ == "nummod"), None)
    words = words_of(tokens)
    aside = asides(head, inside)
    if shared is not None and subject is not None and subject.lower_ == "none" and (nobody := _none_of(subject, shared)):
        words = tuple(new for word in words for new in (nobody if word.token is not None and word.token.i == subject.i else (word,)))
    if shared is None or shared.head is None:
        subject = subject or _leading_noun(tokens, head)
        return Clause(words, head, subject, passive=is_passive(head), aside=aside)
    auxiliaries = _shared_auxiliaries(head, subject, shared)
    if subject is None:
        doer = _subject_words(shared)
        return Clause((*doer, *auxiliaries, *words), head, shared.subject, passive=shared.passive if auxiliaries else is_passive(head), aside=aside)
    split = next((index for index, word in enumerate(words) if word.token is not None and word.token.i > subject.right_edge.i), len(words))
    noun = _counted_noun(subject, shared)
    completed = (*words[:split], *noun, *auxiliaries, *words[split:])
    return Clause(completed, head, noun[0].token if noun else subject, passive=is_passive(head) or (bool(auxiliaries) and shared.passive), aside=aside)


def _none_of(none: Token, shared: Clause) -> tuple[Word, ...]:
    """ "No soldier had been killed and none had been captured": "no soldier" in place of "none"; empty for "none of them"."""
    doer = _subject_words(shared)
    if any(child.i > none.i for child in none.children) or len(doer) < 2 or doer[0].text.lower() not in ("no", "not"):
        return ()
    return doer


def _leading_noun(tokens: Sequence[Token], head: Token) -> Token | None:
    """The noun before the verb of "Cambodia [that] broke the truce", which the parser hangs elsewhere."""
    before = [token for token in tokens if token.i < head.i and token.pos_ in ("NOUN", "PROPN", "PRON")]
    outside = [token for token in before if not head.is_ancestor(token)]
    own = [token for token in before if token.head.i == head.i and token.dep_ not in ("npadvmod", "dobj", "pobj")] if is_verbal(head) else []
    return outside[-1] if outside else own[-1] if own else None


def _subject_words(clause: Clause) -> tuple[Word, ...]:
    """The words of the subject, without what is set off by commas."""
    if clause.subject is None:
        return ()
    edge = clause.subject
    wanted = {token.i for token in edge.subtree if not any(up.dep_ in ("relcl", "appos") for up in (token, *token.ancestors) if edge.is_ancestor(up))}
    return tuple(word for word in clause.words if word.token is not None and word.token.i in wanted and not word.token.is_punct)


def _shared_auxiliaries(head: Token, subject: Token | None, shared: Clause) -> tuple[Word, ...]:
    """The auxiliaries of the clause before that a bare participle needs, also "been": "had moved or been hit"."""
    if shared.head is None:
        return ()
    # "Had moved or been hit": "been" is no verb without the "had" before it.
    own = [child for child in head.children if child.dep_ in AUXILIARIES]
    if own and own[0].lower_ == "been":
        return tuple(word for word in shared.words if word.token is not None and word.token.lower_ in ("had", "has", "have") and word.token.i < shared.head.i)
    if own:
        return ()
    bare = head.tag_ in ("VB", "VBN", "VBG") or (head.lower_ in HARMED and not any(child.dep_ in ("dobj", "obj") for child in head.children) and shared.passive)
    if not bare:
        return ()
    return words_of(child for child in shared.head.children if child.dep_ in AUXILIARIES and child.i < shared.head.i)


def _counted_noun(subject: Token, shared: Clause) -> tuple[Word, ...]:
    """ "nine" of "three civilians had been killed and nine wounded": civilians."""
    if shared.subject is None or not (subject.like_num or subject.tag_ == "CD") or shared.subject.pos_ not in ("NOUN", "PROPN"):
        return ()
    if any(child.lower_ == "of" for child in subject.children):
        return ()  # "two of them"
    return (Word(shared.subject.text, shared.subject),)
