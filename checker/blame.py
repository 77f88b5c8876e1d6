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
    jail jam kidnap kill laser lay level lock loot lie maim manoeuvre maneuver massacre massing mine mortar murder obstruct occupy order orchestrate
    organise organize overfly overrun pillage plan plant plot plunder poison pound profane provoke pursue raid ram ransack rape raze rearm recruit rob
    sabotage seal seize sever shadow shell shelter shoot shut sideswipe sink slaughter smuggle snipe sponsor spray stage stalk starve steal storm strafe strike
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
    accept acknowledge admit agree announce answer apologise apologize appear approve arrive ask assure attend be become begin believe cease
    claim comply concede condemn confirm consider contact cooperate decide declare deliver deny die discuss exchange expect express feel find
    flee free get give grant guarantee halt hand have hear hold hope inform insist intend investigate invite join know leave let like listen
    lose meet mourn need negotiate note notify offer open pause plan pledge prefer prepare promise propose pull put read receive recognise
    recognize release remain reopen repeat reply report request respond retreat return say see seek seem sign speak start state stay stop suffer
    support surrender swap take talk tell thank think travel try understand undertake urge visit want warn welcome win wish withdraw work yield
    """
_HARMLESS = frozenset(_HARMLESS_WORDS.split())
# What is done to people and things, and the weapons it is done with: "died in the shelling", "came with clubs".
_PERISHED = frozenset(["die", "perish", "lose", "drown", "fall"])
_SUFFERED = _PERISHED | {"kill", "wound", "injure", "hurt", "burn", "destroy", "damage", "wreck", "flatten"}
_WEAPON_WORDS = """
    gun rifle bullet round cannon club stick rod stone bat knife machete axe hammer tank bulldozer drone missile rocket shell bomb mortar grenade
    mine sniper jet artillery weapon
    """
_WEAPONS = frozenset(_WEAPON_WORDS.split())
_MEANS = frozenset(["in", "of", "by", "from", "to", "under", "after", "during"])
_AGAINST = frozenset(["at", "into", "on", "upon", "against", "across", "over"])
_US = frozenset(["us", "me", "our", "my"])
_OURS_WORDS = frozenset(["our", "my"])
_ITS_WORDS = frozenset(["its", "our", "my"])
_MASKED = frozenset(["masked", "armed", "hooded", "uniformed", "uniform", "mask", "camouflage", "fatigue"])
_RULERS = frozenset(["government", "army", "regime", "junta", "federal"])
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
    reader = _Reader(statement, analysis, discourse, own_codes(statement.parties, discourse))
    acts = False
    for span in statement.content:
        for verb, offset in _told_verbs(span, analysis):
            hostile = _is_hostile(verb)
            acts = acts or hostile
            if reader.suffers(verb, offset):
                return Blame(other=True, acts=True)
            if (hostile and reader.blames(verb, offset)) or reader.accuses(verb, offset) or reader.attacks(verb):
                return Blame(other=True, acts=True)
    return Blame(other=False, acts=acts)


def own_codes(parties: Sequence[str], discourse: Discourse) -> frozenset[str]:
    """The speaker's codes, with the country of an authority and the authorities of a country."""
    resolver = discourse.resolver
    countries = {country for code in parties if resolver.kind(code) in ("authority", "media", "ngo") and (country := resolver.country(code))}
    return frozenset({*parties, *countries, *(resolver.speakers[code] for code in {*parties, *countries} if code in resolver.speakers)})


def _told_verbs(span: Span, analysis: Analysis) -> Iterator[tuple[Token, int]]:
    """Verbs of acts that a stretch of text tells in its main clauses, each with the offset of its paragraph."""
    return ((verb, offset) for verb, offset in main_verbs(span, analysis) if not is_negated(verb) and not any(c.lower_ in _OWN_FUTURE for c in verb.children))


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject is who it is done to."""
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)


def is_negated(verb: Token) -> bool:
    """Whether "not", "n't" or "never" stands with the verb."""
    return any(child.dep_ == "neg" for child in verb.children)


def main_verbs(span: Span, analysis: Analysis) -> Iterator[tuple[Token, int]]:
    """Verbs of the main clauses of a stretch of text, each with the offset of its paragraph."""
    for part in analysis.paragraphs:
        if part.start >= span.end or part.end <= span.start:
            continue
        for token in part.doc:
            if span.start <= part.start + token.idx < span.end and is_verbal(token) and _is_main(token, part.start, span):
                yield token, part.start


def _is_hostile(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    objects = [child for child in verb.children if child.dep_ in ("dobj", "prt", "xcomp", "prep", "nsubjpass")]
    nouns = {child.lemma_.lower() for child in objects} | {inner.lemma_.lower() for child in objects if child.dep_ == "prep" for inner in child.children}
    if lemma in _LIGHT:
        return bool(nouns & (_ACTS | HOSTILE_VERBS))
    if lemma in ("cross", "enter"):
        return bool(nouns & {"border", "line", "river", "frontier", "airspace", "territory", "water", "bow", "zone", "soil", "into"})
    if lemma == "turn":
        return any(child.dep_ == "dobj" for child in verb.children) and any(child.lower_ in ("away", "back") for child in verb.children)
    if lemma in ("cut", "drive", "set", "blow", "shoot"):
        return lemma == "shoot" or bool(nouns & {"off", "out", "up", "fire", "ablaze", "down"})
    return lemma in HOSTILE_VERBS


def _is_main(verb: Token, offset: int, span: Span) -> bool:
    """Whether the clause itself tells the act, not one that is told in passing ("the homes hit in the attack")."""
    for token in (verb, *verb.ancestors):
        if offset + token.idx < span.start:
            break
        if token.dep_ in ("acl", "relcl") and token.head.lower_ != "first" and not _is_cleft(token):
            return False
        if token.dep_ == "advcl" and any(
            child.dep_ in ("mark", "advmod") and child.lower_ not in ("when", "because") for child in token.children if child.i < token.i
        ):
            return False
    return True


def _is_cleft(verb: Token) -> bool:
    """Whether a relative clause only brings out who did it: "it was their boat that turned"."""
    be = verb.head.head
    return verb.dep_ == "relcl" and verb.head.dep_ == "attr" and be.lemma_ == "be" and any(c.lower_ == "it" for c in be.children if c.i < be.i)


def doers(verb: Token) -> Iterator[Token]:
    """Who does the act: the subject, also of the verb that it is joined to, or what stands after "by"."""
    if _is_cleft(verb):
        yield verb.head
        return
    if verb.dep_ in ("acl", "relcl") and verb.head.lower_ == "first":
        # "They were the first to shoot."
        yield from (child for child in verb.head.head.children if child.dep_ == "nsubj")
        return
    if is_passive(verb):
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
        if any(self._is_other(doer, offset) for doer in doers(verb)):
            return True
        if not is_passive(verb) and verb.tag_ != "VBN":
            return False
        return self._is_at_own(verb) or any(self._is_others_ground(place, offset) for place in _origins(verb))

    def _is_at_own(self, verb: Token) -> bool:
        """Whether an act by nobody named is done to the speaker's own: "a rifle had been aimed at its men", "our posts were shelled"."""
        if self.own.isdisjoint(self.discourse.focus[:3]) or verb.lemma_.lower() in _SUFFERED or any(doers(verb)):
            return False
        marks = _OURS_WORDS if self.statement.mode is Mode.DIRECT else _ITS_WORDS
        hit = [child for child in verb.children if child.dep_ == "nsubjpass"]
        hit += [inner for child in verb.children if child.dep_ == "prep" and child.lower_ in _AGAINST for inner in child.children]
        return any(noun.lower_ == "us" or any(child.lower_ in marks for child in noun.children if child.dep_ == "poss") for noun in hit)

    def suffers(self, verb: Token, offset: int) -> bool:
        """Whether harm comes of an act or a weapon with another's name to it: "died in the Serb shelling", "lost four men to their guns"."""
        if verb.lemma_.lower() not in _SUFFERED or self.own.isdisjoint(self.discourse.focus[:3]):
            return False
        if verb.lemma_.lower() not in _PERISHED and not is_passive(verb):
            return False
        nouns = (inner for child in verb.children if child.dep_ in ("prep", "agent") and child.lower_ in _MEANS for inner in child.children)
        return any(self._is_others_act(noun, offset) for noun in nouns if noun.dep_ == "pobj")

    def _is_others_act(self, noun: Token, offset: int) -> bool:
        if noun.lemma_.lower() not in _ACTS | _WEAPONS | HOSTILE_VERBS:
            return False
        owners = [child for child in noun.children if child.dep_ == "poss"]
        owners += [inner for child in noun.children if child.dep_ == "prep" and child.lower_ in ("by", "from") for inner in child.children]
        if any(owner.lower_ == "their" and self.statement.mode is Mode.DIRECT for owner in owners):
            return True
        return any(self._is_other(owner, offset, self.discourse.focus[:3]) or self._is_others_ground(owner, offset) for owner in (noun, *owners))

    def attacks(self, verb: Token) -> bool:
        """Whether "they" of a quotation go against the speakers: "they came at us with clubs", "they cut our cable"."""
        if self.statement.mode is not Mode.DIRECT or not any(doer.lower_ == "they" or _is_theirs(doer) for doer in doers(verb)):
            return False
        if self.own.isdisjoint(self.discourse.focus[:3]):
            return False
        prepositions = [child for child in verb.children if child.dep_ == "prep"]
        nouns = {(child.lower_, inner) for child in prepositions for inner in child.children if inner.dep_ == "pobj"}
        armed = any(word == "with" and noun.lemma_.lower() in _WEAPONS for word, noun in nouns)
        return armed or any(word in _AGAINST and _is_ours(noun) for word, noun in nouns)

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
        if is_passive(verb):
            return False
        return any(self._is_other(doer, offset, rivals=self.discourse.focus[:3]) for doer in doers(verb))

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
        if match is None and any(word.lower_ in _RULERS for word in (doer, *doer.children)):
            # Who fights a state calls its men "government soldiers".
            kinds = {self.discourse.resolver.kind(code) for code in self.statement.parties}
            return kinds <= {"authority", "armed_group"} and not self.own.isdisjoint(self.discourse.focus[:3])
        if _is_masked(doer):
            return not rivals
        if match is None or match.kind in ("local", "diplomat", "place", "both") or not match.parties:
            return False
        return self.own.isdisjoint(match.parties) and not set(rivals or self.discourse.focus[:4]).isdisjoint(match.parties)


def _is_masked(doer: Token) -> bool:
    """Whether a doer is shown as an armed stranger: "masked men", "men in uniform"."""
    if doer.lemma_.lower() not in ("man", "person", "people"):
        return False
    words = {child.lower_ for child in doer.subtree if child.i < doer.i} | {
        inner.lemma_.lower() for child in doer.children if child.dep_ == "prep" and child.lower_ == "in" for inner in child.subtree
    }
    return bool(words & _MASKED)


def _is_ours(noun: Token) -> bool:
    return noun.lower_ in _US or any(child.lower_ in _US for child in noun.children if child.dep_ == "poss")


def _is_theirs(noun: Token) -> bool:
    return any(child.lower_ == "their" for child in noun.children if child.dep_ == "poss")


def _origins(verb: Token) -> Iterator[Token]:
    """Where an act comes from or takes place: the nouns after "from", "in" and "inside"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in _ORIGIN:
            yield from (inner for inner in child.children if inner.dep_ == "pobj")
