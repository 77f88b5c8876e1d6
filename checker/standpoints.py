"""The stance of a statement once it is known who speaks: parties of a conflict blame, reject and promise; who stands outside relays.

The words alone don't tell: "no shell fell on the town" rejects a charge where the army says it, and is an observation where monitors do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.analysis import Analysis
from checker.blame import HOSTILE_VERBS, doers, is_negated, main_verbs, own_codes, read_blame
from checker.inflection import base
from checker.lexicon import tokenise
from checker.stances import HOSTILE_ACT, has_own_stance
from checker.statement import Mode, Stance, Statement
from checker.words import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from checker.discourse import Discourse
    from checker.parties import PartyResolver

_OUTSIDE = frozenset({"body", "ngo", "media"})
_OWN_WORDS = frozenset(["we", "i", "it"])
_OWNERS = frozenset(["our", "my", "its"])
_FUTURE = frozenset(["will", "would", "shall", "'ll", "’ll"])
_MODALS = _FUTURE | {"can", "could", "may", "might", "should", "must"}
_NOTHING = frozenset(["no", "nothing", "nobody", "none", "neither"])
# What one may not have done without being charged with it.
_NO_CHARGE_WORDS = """
    know need want wish see receive hear understand expect believe think intend seek find get learn establish determine say comment rule decide
    reach agree sign hold exclude verify confirm identify recognise recognize accept trust fear care mind doubt forget give
    """
_NO_CHARGE = frozenset(_NO_CHARGE_WORDS.split())
# "We have no information about that" rejects nothing.
_KNOWLEDGE = frozenset(
    ["information", "knowledge", "word", "record", "report", "comment", "detail", "figure", "plan", "intention", "choice", "doubt", "answer"]
)
# What happens to one, and is no conduct of one's own.
_BEFALLS = frozenset(["be", "face", "need", "die", "suffer", "lose", "become", "remain", "fall", "have", "see", "receive", "cost", "take", "meet"])
_CONTRAST = re.compile(
    r"\w,\s+not\s+(?!yet|only|even|least|until|for|long|to|in|on|at|by|from|because|one\b|more|less|all|\d)(?:an?\s+|the\s+)?[a-z]+\W*$|\band nothing else\b"
)
# What is said to have come of a side's own weapons: "it was their own missile", "caused by an interceptor".
_OTHER_CAUSE = re.compile(
    r"\b(?:was|were|by|from|of)\s+(?:their own\b(?:\s\w+)?\s(?:interceptors?|missiles?|rockets?|shells?|mines?|bombs?|drones?|fire)\b"
    r"|(?:an?\s|the\s)?(?:\w+\s){0,3}(?:interceptors?|misfired?\s\w+|misfires?)\b)",
    re.IGNORECASE,
)
_STANDING = frozenset(["maintain", "insist"])
_PRESENT = frozenset(["says", "say"])
_TOLL = re.compile(r"\b(?:killed|wounded|injured|dead|died|deaths?|missing|displaced|fled|detained|captured|prisoners?|losses|lost|toll)\b", re.IGNORECASE)
_TELLING = frozenset(["inform", "tell", "assure", "notify", "acknowledge", "admit", "promise"])
_DESCRIBING = frozenset(["call", "describe", "brand", "label", "term", "dub", "portray", "characterize", "characterise"])
_ATTACK = re.compile(
    r"\b(?:fire|shell\w*|(?:air)?strikes?|attacks?|raids?|bomb\w*|drones?|missiles?|rockets?|mortars?|mines?|aggression|incursions?|provocations?|sabotage"
    r"|refus\w+|violations?|ambush\w*|offensives?)\b",
    re.IGNORECASE,
)
_CULPRITS = re.compile(
    r"\b(?:terror\w*|rebels?|militants?|gunm[ae]n|saboteurs?|enemy|other|neighbou?rs?|side|they|their|them|those|others|soldiers?|troops?|forces|army|men|crews?|pilots?|commanders?|officers?|officials?|government|police|\w*fighters?)\b",
    re.IGNORECASE,
)


def with_standpoint(statement: Statement, analysis: Analysis, discourse: Discourse) -> Statement:
    """The statement with its stance as seen from the parties that speak."""
    if not statement.parties:
        return statement
    view = _View(statement, analysis, discourse, own_codes(statement.parties, discourse))
    if statement.nested_in is not None:
        promises = statement.stance is Stance.ASSERT and not has_own_stance(statement) and view.undertakes()
        return replace(statement, stance=Stance.PROMISE) if promises else statement
    return replace(statement, stance=view.of_cue() if has_own_stance(statement) else view.of_content())


def stands_outside(statement: Statement, resolver: PartyResolver) -> bool:
    """Whether a body, an aid group, a medium or a diplomat speaks: none of them is charged with anything."""
    return any(resolver.kind(code) in _OUTSIDE or code == "DIPL" for code in statement.parties)


@dataclass(frozen=True, slots=True)
class _View:
    """A statement seen from its speaker. own: the codes under which he goes."""

    statement: Statement
    analysis: Analysis
    discourse: Discourse
    own: frozenset[str]

    def of_cue(self) -> Stance:
        """The verb's own stance, but for fires blamed on a cable and provocations "ordered in Minsk"."""
        lemma = base(self.statement.cue.text.split()[0]) if self.statement.cue else ""
        stance = self.statement.stance
        if stance is Stance.ACCUSE and lemma == "blame" and self._takes_part() and not self._names_culprit():
            return Stance.DENY
        if stance is Stance.OPINION and lemma in _DESCRIBING and self._takes_part() and self._describes_act():
            return Stance.ACCUSE
        return stance

    def of_content(self) -> Stance:
        """What the content does, where the verb of saying leaves it open."""
        stance = self.statement.stance
        if stance is Stance.DENY and (self._stands_outside() or "LOCAL" in self.statement.parties):
            return Stance.ASSERT
        if stance not in (Stance.ASSERT, Stance.ACCUSE):
            return stance
        blame = read_blame(self.statement, self.analysis, self.discourse)
        if self._takes_part() and self._contrasts():
            return Stance.DENY
        if self._takes_part() and not blame.other:
            if any(self._rejects(verb, offset) for verb, offset in self._verbs()):
                return Stance.DENY
            if stance is Stance.ASSERT and self.undertakes():
                return Stance.PROMISE
            if stance is Stance.ASSERT and self._answers():
                return Stance.DENY
        if stance is Stance.ASSERT and blame.other and not self._stands_outside():
            return Stance.ACCUSE
        if stance is Stance.ACCUSE and not blame.other and (self._stands_outside() or self._relays()):
            return Stance.ASSERT
        if stance is Stance.ACCUSE and any(self.discourse.resolver.kind(code) == "media" for code in self.statement.parties):
            return Stance.ASSERT
        if stance is Stance.ACCUSE and not blame.acts and self.statement.mode is not Mode.DIRECT:
            return Stance.ASSERT
        return stance

    def _takes_part(self) -> bool:
        return not self.own.isdisjoint(self.discourse.focus[:3]) and not self._stands_outside()

    def _stands_outside(self) -> bool:
        return stands_outside(self.statement, self.discourse.resolver)

    def _relays(self) -> bool:
        """Whether a third country tells what it was told."""
        verbs = self._verbs()
        return self.own.isdisjoint(self.discourse.focus[:2]) and bool(verbs) and verbs[0][0].lemma_.lower() in _TELLING

    def _verbs(self) -> list[tuple[Token, int]]:
        return [pair for span in self.statement.content for pair in main_verbs(span, self.analysis)]

    def _rejects(self, verb: Token, offset: int) -> bool:
        """Whether the speaker's side is said not to do something: "its pilots never crossed the river", "we had no mortars there"."""
        if verb.lemma_.lower() in _NO_CHARGE or any(child.lower_ in _MODALS for child in verb.children):
            return False
        objects = [child for child in verb.children if child.dep_ in ("dobj", "attr", "dative")]
        if any(noun.lemma_.lower() in _KNOWLEDGE for noun in objects):
            return False
        absent = any(noun.lower_ in _NOTHING or any(inner.lower_ == "no" for inner in noun.children) for noun in objects)
        if any(self._is_no_act(noun, verb) for noun in doers(verb)):
            return True
        return (is_negated(verb) or absent) and any(self._is_own(doer, offset) for doer in doers(verb))

    def _is_no_act(self, noun: Token, verb: Token) -> bool:
        """ "No missile of ours fell on the port": nothing of the speaker's does it, or nobody does harm."""
        if noun.lower_ not in _NOTHING and not any(child.lower_ == "no" for child in noun.children):
            return False
        return verb.lemma_.lower() in HOSTILE_VERBS or any(inner.lower_ in ("ours", "our", "its") for inner in noun.subtree)

    def _is_own(self, doer: Token, offset: int) -> bool:
        if doer.lower_ in _OWN_WORDS or any(child.lower_ in _OWNERS for child in doer.children if child.dep_ == "poss"):
            return True
        if doer.pos_ == "PRON" or any(child.lower_ in ("a", "an") for child in doer.children):
            return False
        span = self.analysis.document.span(offset + doer.left_edge.idx, offset + doer.idx + len(doer.text))
        match = self.discourse.resolve(span, speaker=self.statement.parties)
        return match is not None and match.kind not in ("local", "diplomat", "place", "both") and bool(self.own & set(match.parties))

    def _contrasts(self) -> bool:
        """Whether it sets its own account against another: "they carried tools, not weapons"."""
        texts = [span.text.strip("\"'“”’. ") for span in self.statement.content]
        return any(_CONTRAST.search(text) or _OTHER_CAUSE.search(text) for text in texts)

    def undertakes(self) -> bool:
        """Whether the first thing told is what the speaker's side will do, or took upon itself."""
        for verb, offset in self._verbs()[:1]:
            ahead = any(child.lower_ in _FUTURE for child in verb.children if child.dep_ == "aux")
            if is_passive(verb) or verb.lemma_.lower() in _BEFALLS or any(child.lower_ == "have" for child in verb.children):
                return False
            return (ahead or verb.lemma_.lower() in ("accept", "agree")) and any(self._is_own(doer, offset) for doer in doers(verb))
        return False

    def _answers(self) -> bool:
        """Whether its account stands against one of the other side: told as a standing position, right after the other was named."""
        cue = self.statement.cue
        if cue is None or self.statement.speaker is None or any(_TOLL.search(span.text) for span in self.statement.content):
            return False
        text = self.discourse.memory.text
        in_past = len(re.findall(r"\bsaid\b", text)) >= len(re.findall(r"\bsays?\b", text))
        if base(cue.text.split()[0]) not in _STANDING and not (in_past and cue.text in _PRESENT):
            return False
        start = self.discourse.memory.sentence(self.statement.speaker.start)[0]
        near = self.discourse.memory.sentence(max(0, start - 2))[0]
        rivals = set(self.discourse.focus[:3]) - self.own
        last = self.discourse.memory.before(self.statement.speaker.start, lambda one: not rivals.isdisjoint(one.codes))
        return last is not None and last.start >= near and not any(self._names_rival(span.text) for span in self.statement.content)

    def _names_rival(self, text: str) -> bool:
        tokens = tokenise(text)
        rivals = set(self.discourse.focus[:3]) - self.own
        return any(not rivals.isdisjoint(self.discourse.resolver.codes(tokens, hit)) for hit in self.discourse.resolver.find(tokens))

    def _names_culprit(self) -> bool:
        """Whether someone can be meant by what is blamed."""
        texts = [span.text for span in self.statement.content]
        return any(_ATTACK.search(text) or _CULPRITS.search(text) or self.discourse.resolver.find(tokenise(text)) for text in texts)

    def _describes_act(self) -> bool:
        """Whether the last of what is described names an act and whose it is: "a provocation ordered in Minsk"."""
        text = self.statement.content[-1].text
        owner = re.search(r"\b(?:by|in|from|of)\s", text)
        return len(self.statement.content) > 1 and owner is not None and self._names_rival(text[owner.end() :]) and bool(HOSTILE_ACT.search(text))
