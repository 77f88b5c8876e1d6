"""Noun phrases as sentences: "the strike on X and seven deaths", "accusations of arming the rebels", "the shelling of X by Y"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.accusations import coordinated
from checker.consequences import inner
from checker.embedded import relative_clauses
from checker.gerunds import gerund_clauses
from checker.happenings import act_verb, happened
from checker.headcounts import LEAD_WORDS, counted_harm, is_toll
from checker.negation import negated
from checker.shapes import CLAIM_NOUNS, starts_with_gerund
from checker.statement import Stance
from checker.words import EVENT_NOUNS, HARMED, Clause, Word, added, root_of, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPPONENTS = frozenset(["enemy", "foe", "adversary", "opponent", "rival", "neighbor", "neighbour", "side", "aggressor", "invader", "occupier"])
_BARE = 3  # tokens of a phrase that only names somebody
RESPONSIBILITY = frozenset(["responsibility", "involvement", "role", "part", "complicity", "connection", "guilt", "culpability"])


_NEAR = 5  # words
_HELD = frozenset(["inquiry", "enquiry", "investigation", "probe", "talk", "talks", "election", "vote", "meeting", "referendum", "exercise", "drill", "trial"])


_SETTING = frozenset(["in", "at", "on", "from", "under", "between", "during", "after", "before", "with", "by", "as", "since", "until", "for", "amid"])
# Whoever rejects them does not deny that they were made.
_OFFERS = frozenset(["offer", "proposal", "plan", "invitation", "ultimatum", "mediation", "appeal", "term", "condition", "deadline"])
_FIRED = frozenset(["rocket", "round", "missile", "shell", "shot", "bullet", "salvo", "projectile", "mortar", "grenade"])
_OPERATIONS = frozenset(["operation", "mission", "sortie", "flight", "incursion", "violation", "bombing", "exercise", "test"])


def nominal(part: list[Token], speaker: tuple[Word, ...], denial: bool, stance: Stance) -> list[Clause]:
    """A noun phrase as a sentence: "six wounded and no dead", "the strike on X and seven deaths", "any strike on civilians"."""
    counted = counted_harm(part) if not denial else []
    if counted:
        return counted
    found: list[Clause] = []
    for phrase in _denied_members(part) if denial else _members(part):
        told = _phrase(phrase, speaker, denial, stance)
        found += _of_event(told, found[0]) if found and phrase[-1].lemma_.lower() in ("death", "injury", "fatality") else told
    return found


def _of_event(counts: list[Clause], event: Clause) -> list[Clause]:
    """ "The strike on the depot and seven deaths": the seven died in the strike."""
    return [replace(count, words=(*count.words, *added("when"), *inner(event.words)), core=len(count.words), cause=event) for count in counts]


def _denied_members(part: list[Token]) -> list[list[Token]]:
    """ "Any crossing and any retreat": each of them is denied; other phrases are denied as a whole."""
    phrases = coordinated(part)
    return phrases if len(phrases) > 1 and all(phrase[0].lower_ == "any" for phrase in phrases) else [part]


def _members(part: list[Token]) -> list[list[Token]]:
    """Coordinated noun phrases, also where the parser hangs "and seven deaths" on a name in the first one."""
    at = next((index for index, token in enumerate(part[:-1]) if token.lower_ == "and" and (part[index + 1].like_num or part[index + 1].tag_ == "CD")), None)
    if at is None or any(token.like_num for token in part[:at]):
        return coordinated(part)
    return [*coordinated(part[:at]), part[at + 1 :]]


def _phrase(phrase: list[Token], speaker: tuple[Word, ...], denial: bool, stance: Stance) -> list[Clause]:
    if phrase[0].lower_ in _SETTING and phrase[0].tag_ == "IN":
        return []  # "In the ambush at Jiga" tells nothing by itself
    head = root_of(phrase)
    if stance is Stance.OPINION:
        clause = happened(phrase, ())
        return [clause] if clause is not None and clause.subject is not None and not clause.passive else []
    if head.lemma_.lower() in _OPPONENTS and len(phrase) <= _BARE and phrase[0].lower_ not in ("any", "no"):
        return []  # "mocked the enemy" tells nothing that could be true
    if denial and head.lemma_.lower() in _OFFERS and phrase[0].lower_ not in ("any", "no") and speaker:
        return [Clause((*speaker, *added("rejected"), *words_of(phrase)), head, _last(speaker))]
    if phrase[0].lower_ == "any" and denial and act_verb(head):
        return [Clause((*added("There", "were" if head.tag_ in ("NNS", "NNPS") else "was", "no"), *words_of(phrase[1:])), head, None, denied=True)]
    if phrase[0].lower_ in ("any", "all", "some") and denial:
        had = "carried out" if head.lemma_.lower() in EVENT_NOUNS | _OPERATIONS else "had"
        return [Clause((*speaker, *added(*had.split(), "no"), *words_of(phrase[1:])), head, _last(speaker), denied=True)]
    if head.lemma_.lower() == "responsibility" and not denial and len(phrase) > 2 and phrase[phrase.index(head) + 1].lower_ == "for":
        return [Clause((*speaker, *added("was", "responsible"), *words_of(phrase[phrase.index(head) + 1 :])), head, _last(speaker))]
    if stance is Stance.PROMISE:
        made = "hold" if head.lemma_.lower() in _HELD else "provide"
        return [Clause((*speaker, *added("will", made), *words_of(phrase)), head, _last(speaker))]
    if stance is Stance.CONFIRM and not denial and (lost := _lost(phrase, speaker)):
        return lost
    deeds = happened(phrase, speaker) if not denial else None
    if deeds is not None:
        return [deeds, *relative_clauses(head, {token.i for token in phrase})]
    counted = counted_harm(phrase) if not denial else []
    if counted:
        return counted
    harmed = phrase[-1].lower_ if phrase[-1].lower_ in HARMED and len(phrase) > 1 else ""
    if harmed:
        victims = phrase[:-1]
        if all(token.pos_ in ("DET", "PRON") and token.lower_ not in ("no", "some", "many") for token in victims):
            return []  # "the dead" alone
        noun = added("people") if victims[-1].tag_ == "CD" or victims[-1].lower_ in ("no", "more", "others") else ()
        who = words_of(victims)
        if victims[-1].lower_ == "civilian" and victims[0].lower_ not in ("a", "one"):
            who = (*who[:-1], Word("civilians", victims[-1]))
        said = (*who, *noun, *added("were"), Word("killed" if harmed == "dead" else harmed, phrase[-1]))
        some = any(token.like_num for token in victims)
        no = () if not denial or victims[0].lower_ == "no" else added("It", "is", "not", "true", "that") if some else added("No")
        return [Clause((*no, *said), phrase[-1], None, passive=True, denied=denial)]
    doing = next((token for token in phrase if token.dep_ == "acl" and token.tag_ == "VBG" and token.head in phrase and token.nbor(-1).pos_ != "PUNCT"), None)
    if doing is not None and not denial and stance is Stance.ASSERT and head.lemma_.lower() not in CLAIM_NOUNS:
        # "[Described] a column of trucks rolling into the town"
        told, be = phrase.index(doing), "were" if head.tag_ in ("NNS", "NNPS") else "was"
        return [Clause((*words_of(phrase[:told]), *added(be), *words_of(phrase[told:])), doing, head)]
    relative = next((token for token in head.children if token.dep_ == "relcl" and token in phrase), None)
    if relative is not None:
        words = words_of(token for token in phrase if not (token.tag_ in ("WP", "WDT") and token.head.i == relative.i))
        return [Clause(words, relative, head)]
    deed = happened(phrase, speaker) if denial else None
    if deed is not None and deed.subject is not None and (not deed.passive or deed.words[0].text.lower() in ("a", "an")):
        return [negated(deed)]
    if denial and phrase[0].lower_ in ("the", "this", "that", "these", "those", "both") and speaker and all(_is_fired(token) for token in phrase[1:]):
        return [Clause((*speaker, *added("did", "not", "fire"), *words_of(phrase)), head, _last(speaker), denied=True)]
    if denial:
        existential = Clause(
            (
                *added("There", "were" if head.tag_ in ("NNS", "NNPS") else "was", "no"),
                # Whoever denies "two downed drones" denies that there was any.
                *words_of(phrase[1:] if phrase[0].lower_ in ("the", "a", "an") or (phrase[0].tag_ == "CD" and head.tag_ == "NNS") else phrase),
            ),
            head,
            None,
            denied=True,
        )
        return [existential]
    plural = head.tag_ in ("NNS", "NNPS") or (phrase[0].tag_ == "CD" and phrase[0].lower_ not in ("one", "1"))
    if head.lemma_.lower() in EVENT_NOUNS:
        return [Clause((*words_of(phrase), *added("took", "place")), head, None)]
    return [Clause((*added("There", "were" if plural else "was"), *inner(words_of(phrase))), head, None)]


def _is_fired(token: Token) -> bool:
    """Whether a word is one of "the two rockets", which whoever disowns them says to be somebody else's."""
    return token.lemma_.lower() in _FIRED or token.like_num or token.pos_ == "ADJ"


def _lost(phrase: list[Token], speaker: tuple[Word, ...]) -> list[Clause]:
    """ "[admitted] the loss of two men and one fuel truck": who admits it lost them; empty for other phrases."""
    at = next((index for index, token in enumerate(phrase[:3]) if token.lemma_.lower() == "loss"), None)
    if at is None or len(phrase) < at + 3 or phrase[at + 1].lower_ != "of" or phrase[0].lower_ not in ("the", "its", "their"):
        return []
    return [Clause((*speaker, Word("lost", phrase[at]), *words_of(lost)), phrase[at], _last(speaker)) for lost in coordinated(phrase[at + 2 :])]


def _last(words: tuple[Word, ...]) -> Token | None:
    return next((word.token for word in reversed(words) if word.token is not None), None)


def reported(part: list[Token], speaker: tuple[Word, ...]) -> list[Clause] | None:
    """ "Accusations of arming the rebels", "reports of a build-up": what was charged, denied; None where the noun stands alone."""
    # "Chad's story of a drone shot down": the parser may take "shot" for what the story did.
    told = (token for token, after in pairwise(part[:_NEAR]) if token.lemma_.lower() in CLAIM_NOUNS and after.lower_ in ("of", "about"))
    head = next(told, root_of(part))
    if head.lemma_.lower() not in CLAIM_NOUNS:
        return None
    of = next((token for token in part if token.lower_ in ("of", "about") and token.i == head.i + 1), None)
    rest = trimmed([token for token in part if of is not None and token.i > of.i])
    judged = next((index for index, token in enumerate(rest[:-2]) if index and token.lower_ == "as" and rest[index + 1].lower_ in ("a", "an")), None)
    rest = rest[:judged]  # "dismissed the tale of rescued orphans as a lullaby"
    if not rest or rest[0].tag_ in ("PRP$", "PRP"):
        return None
    if head.lemma_.lower() in ("account", "version", "narrative") and rest[0].lower_ in ("the", "events", "what", "how"):
        return None  # who rejects "his account of the power cut" denies no power cut
    if victims := taken_or_harmed(rest):
        return victims
    if starts_with_gerund(rest):
        return gerund_clauses(rest, speaker, denied=True)
    return _phrase(rest, speaker, True, Stance.DENY)


def taken_or_harmed(part: list[Token]) -> list[Clause]:
    """ "Nine deaths", "15 prisoners" that are denied: not so many were killed or taken prisoner."""
    if not part or not (part[0].like_num or part[0].tag_ == "CD" or part[0].lower_ in LEAD_WORDS):
        return []
    counts = counted_harm(part)
    noun = part[-1]
    if not counts and noun.lemma_.lower() in ("prisoner", "captive", "hostage") and len(part) <= 3:
        words = (*words_of(part[:-1]), *added("people", "were", "taken"), Word(noun.lemma_.lower(), noun))
        counts = [Clause(words, noun, part[-1], passive=True)]
    return [replace(count, words=(*added("It", "is", "not", "true", "that"), *count.words), denied=True) for count in counts]


def refers(head: Token, tokens: Sequence[Token]) -> bool:
    """Whether a denied noun phrase only points to what was told before: "the accusation", "that", "the attack"."""
    if (
        head.lemma_.lower() in CLAIM_NOUNS
        or head.lemma_.lower() in RESPONSIBILITY
        or head.lemma_.lower() in ("denial", "figure")
        or is_toll(head)
        or head.pos_ == "PRON"
        or head.lower_ in ("that", "this", "it", "them", "which")
    ):
        return True
    part = trimmed(tokens)
    return len(part) <= 3 and part[0].lower_ in ("the", "this", "that", "these", "those") and head.lemma_.lower() in EVENT_NOUNS
