"""Whether a statement blames another party, once it is known who speaks: a hostile act in its main clause whose doer is not the speaker.

The words alone don't tell: "an army plane dropped the bomb" accuses where a rebel says it, and reports where the army does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.analysis import Analysis
from checker.document import Span
from checker.statement import Mode, Statement
from checker.words import is_verbal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from checker.discourse import Discourse

_VERB_WORDS = """
    abduct aim ambush annex arm arrange assassinate assault attack bar barrage batter beat behead besiege blackmail block blockade board bomb bombard
    breach break bulldoze burn bury butcher capture chase collide conceal coordinate damage demolish deport desecrate destroy detain detonate direct
    disguise disregard disrupt drench drop encircle encroach endanger enter escalate evict execute exploit expel fabricate finance fire flatten flout
    force fund harass harbor harbour hide hijack hit ignore impede incite infiltrate infringe injure instigate interfere intimidate intrude invade
    jail jam kidnap kill laser lay level loot lie maim manoeuvre maneuver massacre massing mine mortar murder obstruct occupy order orchestrate
    organise organize overfly overrun pillage plan plant plot plunder poison pound profane provoke pursue raid ram ransack rape raze rearm recruit rob
    sabotage seize sever shadow shell shelter shoot sideswipe sink slaughter smuggle snipe sponsor spray stage stalk starve steal storm strafe strike
    supply surround sink swerve target threaten torch torpedo torture train trample trespass veer violate wound wreck
    """
HOSTILE_VERBS = frozenset(_VERB_WORDS.split())
# With one of these, what the act is stands in its object: "opened fire", "launched a raid", "committed a crime".
_LIGHT_WORDS = "open launch carry commit conduct start begin cause mount stage make resume undertake perpetrate wage continue trigger spark use deploy send"
_LIGHT = frozenset(_LIGHT_WORDS.split())
_ACT_WORDS = """
    fire shooting attack strike airstrike raid assault offensive ambush shelling bombardment bombing aggression provocation violation breach incursion
    invasion war crime massacre killing collision crash clash fighting escalation blast explosion atrocity drone missile rocket shell bomb mortar
    sabotage terror terrorism damage weapon mine landmine gas cannon troop soldier gunman mercenary saboteur
    """
_ACTS = frozenset(_ACT_WORDS.split())
# What one side tells of the other without blaming it.
_HARMLESS_WORDS = """
    accept acknowledge admit agree announce answer apologise apologize appear approve arrive ask assure attend be become begin believe cease claim
    comply concede condemn confirm consider contact cooperate decide declare deny die discuss expect express feel find flee get give grant guarantee
    halt have hear hold hope inform insist intend investigate invite join know leave let like listen lose meet mourn need negotiate note notify offer
    open pause plan pledge prefer prepare promise propose pull put read receive recognise recognize release remain reopen repeat reply report request
    respond retreat return say see seek seem sign speak start state stay stop suffer support surrender take talk tell thank think travel try
    understand undertake urge visit want warn welcome win wish withdraw work yield
    """
_HARMLESS = frozenset(_HARMLESS_WORDS.split())
_GUILT = frozenset({"blame", "behind", "responsible", "fault", "guilty", "culpable", "complicit"})
_ORIGIN = frozenset({"from", "in", "inside"})
_OWN_FUTURE = frozenset({"will", "would", "shall", "may", "might", "could", "can", "should", "must"})


@dataclass(frozen=True, slots=True)
class Blame:
    """What the main clauses of a content tell: acts of another party, the speaker's own acts, acts at all."""

    other: bool
    acts: bool


def read_blame(statement: Statement, analysis: Analysis, discourse: Discourse) -> Blame:
    """The hostile acts in the main clauses of a statement's content, and whether another party is their doer."""
    reader = _Reader(statement, analysis, discourse, _own_codes(statement.parties, discourse))
    acts = False
    for span in statement.content:
        for verb, offset in _told_verbs(span, analysis):
            hostile = _is_hostile(verb)
            acts = acts or hostile
            if (hostile and reader.blames(verb, offset)) or reader.accuses(verb, offset):
                return Blame(other=True, acts=True)
    return Blame(other=False, acts=acts)


def _own_codes(parties: Sequence[str], discourse: Discourse) -> frozenset[str]:
    """The speaker's codes, with the country of an authority and the authorities of a country."""
    resolver = discourse.resolver
    countries = {country for code in parties if resolver.kind(code) in ("authority", "media", "ngo") and (country := resolver.country(code))}
    return frozenset({*parties, *countries, *(resolver.speakers[code] for code in {*parties, *countries} if code in resolver.speakers)})


def _told_verbs(span: Span, analysis: Analysis) -> Iterator[tuple[Token, int]]:
    """Verbs of the main clauses of a stretch of text, each with the offset of its paragraph."""
    for part in analysis.paragraphs:
        if part.start >= span.end or part.end <= span.start:
            continue
        for token in part.doc:
            if span.start <= part.start + token.idx < span.end and is_verbal(token) and _is_told(token, part.start, span):
                yield token, part.start


def _is_hostile(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    objects = [child for child in verb.children if child.dep_ in ("dobj", "prt", "xcomp", "prep", "nsubjpass")]
    nouns = {child.lemma_.lower() for child in objects} | {inner.lemma_.lower() for child in objects if child.dep_ == "prep" for inner in child.children}
    if lemma in _LIGHT:
        return bool(nouns & (_ACTS | HOSTILE_VERBS))
    if lemma in ("cross", "enter"):
        return bool(nouns & {"border", "line", "river", "frontier", "airspace", "territory", "water", "bow", "zone", "soil", "into"})
    if lemma in ("cut", "drive", "set", "blow", "shoot"):
        return lemma == "shoot" or bool(nouns & {"off", "out", "up", "fire", "ablaze", "down"})
    return lemma in HOSTILE_VERBS


def _is_told(verb: Token, offset: int, span: Span) -> bool:
    """Whether the act is told by the clause itself: neither denied, nor to come, nor told in passing ("the homes hit in the attack")."""
    marks = {child.lower_ for child in verb.children if child.dep_ in ("neg", "aux", "mark")}
    if marks & _OWN_FUTURE or any(child.dep_ == "neg" for child in verb.children):
        return False
    for token in (verb, *verb.ancestors):
        if offset + token.idx < span.start:
            break
        if token.dep_ in ("acl", "relcl") and token.head.lower_ != "first":
            return False
        if token.dep_ == "advcl" and any(child.dep_ in ("mark", "advmod") and child.lower_ != "when" for child in token.children if child.i < token.i):
            return False
    return True


def _doers(verb: Token) -> Iterator[Token]:
    """Who does the act: the subject, also of the verb that it is joined to, or what stands after "by"."""
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    if passive:
        yield from (inner for child in verb.children if child.dep_ == "agent" for inner in child.children if inner.dep_ == "pobj")
        return
    at = verb
    while True:
        subjects = [child for child in at.children if child.dep_ in ("nsubj", "csubj")]
        yield from subjects
        if subjects or at.dep_ not in ("conj", "xcomp", "advcl") or not is_verbal(at.head):
            return
        if any(child.dep_ == "nsubjpass" for child in at.head.children):
            return
        at = at.head


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who the doers in a statement are. own: the codes under which its speaker goes."""

    statement: Statement
    analysis: Analysis
    discourse: Discourse
    own: frozenset[str]

    def blames(self, verb: Token, offset: int) -> bool:
        """Whether a hostile act is another party's: it does it, or it comes from its ground ("launched from the Bryansk region")."""
        if any(self._is_other(doer, offset) for doer in _doers(verb)):
            return True
        passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children) or verb.tag_ == "VBN"
        return passive and any(self._is_others_ground(place, offset) for place in _origins(verb))

    def accuses(self, verb: Token, offset: int) -> bool:
        """Whether a party tells of its opponent what nobody tells in praise: "drove the Serbs to despair", "was behind the ambush"."""
        if self.own.isdisjoint(self.discourse.focus[:3]):
            return False
        words = {token.lower_ for token in verb.subtree if token.i > verb.i} if verb.lemma_ == "be" else set()
        guilty = bool(words & _GUILT) or (verb.lemma_ == "come" and any(self._is_others_ground(place, offset) for place in _origins(verb)))
        if guilty and verb.lemma_ == "come":
            return True
        if not guilty and (verb.lemma_.lower() in _HARMLESS or verb.lemma_ == "come" or verb.pos_ == "AUX"):
            return False
        if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
            return False
        return any(self._is_other(doer, offset, rivals=self.discourse.focus[:3]) for doer in _doers(verb))

    def _is_others_ground(self, place: Token, offset: int) -> bool:
        found = self.discourse.resolver.mention(self._span(place, offset).text)
        return found is not None and self.own.isdisjoint(found.parties) and not set(found.parties).isdisjoint(self.discourse.focus[:3])

    def _span(self, head: Token, offset: int) -> Span:
        first = head.left_edge
        return self.analysis.document.span(offset + first.idx, offset + head.idx + len(head.text))

    def _is_other(self, doer: Token, offset: int, rivals: Sequence[str] = ()) -> bool:
        """Whether a doer is a party of the conflict (or one of `rivals`) other than the speaker."""
        if doer.lower_ in ("we", "i", "who", "which", "that", "what"):
            return False
        if doer.lower_ in ("it", "they"):
            return doer.lower_ == "they" and self.statement.mode is Mode.DIRECT and not rivals
        match = self.discourse.resolve(self._span(doer, offset), speaker=self.statement.parties)
        if match is None or match.kind in ("local", "diplomat", "place", "both") or not match.parties:
            return False
        return self.own.isdisjoint(match.parties) and not set(rivals or self.discourse.focus[:4]).isdisjoint(match.parties)


def _origins(verb: Token) -> Iterator[Token]:
    """Where an act comes from or takes place: the nouns after "from", "in" and "inside"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in _ORIGIN:
            yield from (inner for inner in child.children if inner.dep_ == "pobj")
