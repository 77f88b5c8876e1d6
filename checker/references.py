"""Names for what a clause only refers to: "its neighbor", "our units", "the ministry", "the province"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.analysis import Analysis
from checker.antecedents import counted_before, definite, started, subject_meant
from checker.document import Span
from checker.inflection import third_person
from checker.party_words import agreeing, party_names, possessive
from checker.referring import PERSONAL, POSSESSIVE, has_clause, is_addressed, is_attacked, is_open, referring_chunks, tells_which
from checker.shapes import CLAIM_NOUNS
from checker.story import Place, Story
from checker.taken_up import fuller, owner_of
from checker.words import Word

if TYPE_CHECKING:
    from spacy.tokens import Token

    from checker.discourse import Discourse

_RELATIONAL_WORDS = """
    neighbor neighbour side country state group movement rebel militia mission nation capital enemy opponent adversary rival aggressor organisation
    organization delegation party government
"""
_RELATIONAL = frozenset(_RELATIONAL_WORDS.split())
_INSTITUTION = frozenset(
    ["army", "military", "ministry", "force", "troop", "unit", "navy", "government", "police", "gunner", "pilot", "soldier", "guard", "marine"]
)
_PLACE_NOUNS = frozenset(["province", "district", "town", "village", "city", "region", "area", "county", "governorate", "state", "sector"])
_SETTLEMENT = frozenset({"town", "city", "name"})
# What each noun can stand for, as kinds of places.py; no line or water is a town.
_PLACE_KINDS = {
    **dict.fromkeys(("town", "village", "city", "hamlet", "settlement"), _SETTLEMENT),
    **dict.fromkeys(("province", "district", "region", "county", "governorate", "state"), frozenset({"admin", "area", "region"})),
    **dict.fromkeys(("area", "sector"), _SETTLEMENT | {"admin", "area", "region", "site"}),
}
_SMALL = frozenset(["town", "village", "hamlet", "settlement"])
_PLACES_BACK = 40
_OF = 2  # words of "two of" before "them"
_NAMED_NOUNS = frozenset(["town", "village", "city", "area", "district", "province", "region", "neighbor", "neighbour", "county", "site", "building", "island"])
_ACTING_WORDS = """
    fighter gunman operative commander official leadership side bloc officer spokesman spokeswoman general brigadier colonel president minister
    council committee alliance observer team peacekeeper authority service agency commission jet tank aircraft drone artillery gun warplane vessel
    patrol border battalion brigade special
"""
ACTING = frozenset(_ACTING_WORDS.split())
_OUTLAWS = frozenset(["terrorist", "militant", "insurgent"])
_OWN_FORCES = frozenset(["police", "army", "military", "navy", "force", "guard", "authority", "service"])
_ENEMIES = frozenset(["attacker", "enemy", "invader", "aggressor", "occupier", "assailant", "raider", "intruder"])
_RECIPROCAL = ("the other", "each other", "one another", "the other side")
_GROUND = _PLACE_NOUNS | frozenset(["territory", "soil", "land", "airspace", "border", "waters", "water", "coast", "frontier", "side"])
_OWNED = frozenset(
    ["position", "troop", "soldier", "force", "post", "base", "army", "unit", "airspace", "patrol", "civilian", "citizen", "town", "village", "ship"]
)


def _kind(place: Place) -> str:
    """What kind of place a name stands for; "name" where no gazetteer has it."""
    from checker.place_names import resolve

    nodes = resolve(place.name)
    return nodes[0].kind if nodes else "name"


@dataclass(frozen=True, slots=True)
class References:
    """Resolves the references of one statement. speaker: its parties; story: what the document tells.

    quoted: whether it is a quotation; plural: whether the speaker is several ("officials").
    """

    analysis: Analysis
    discourse: Discourse
    speaker: tuple[str, ...]
    story: Story
    quoted: bool = False
    plural: bool = False
    accusing: bool = False
    denying: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """All places of the document, in order."""
        return self.story.places

    @property
    def observes(self) -> bool:
        """Whether the speaker is a body, alliance or aid group that is no party of the conflict."""
        return len(self.speaker) == 1 and self.discourse.resolver.kind(self.speaker[0]) in ("body", "alliance", "ngo")

    def parties(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Parties that adjacent tokens name or refer to."""
        if tokens and " ".join(token.lower_ for token in tokens) in _RECIPROCAL:
            return tuple(other for other in self.discourse.focus if other not in self.speaker)[:1]
        if len(tokens) == 1 and (noun := self._antecedent(tokens[0])) is not None:
            tokens = [token for token in noun.subtree if noun.left_edge.i <= token.i <= noun.i]
        match = self.discourse.resolve(self.span(tokens), speaker=self.speaker) if tokens else None
        if match is None:
            return ()
        if self.quoted and len(tokens) == 1 and tokens[0].lower_ in ("they", "them", "their") and self.speaker and set(self.speaker) <= set(match.parties):
            # Who speaks of himself in a quotation says "we".
            return tuple(other for other in self.discourse.focus if other not in self.speaker)[:1]
        return match.parties

    def actors(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Like `parties`, but only of those who can act in a conflict: no bystanders, no places, no villages that "refer back" to a country."""
        if tokens and " ".join(token.lower_ for token in tokens) in _RECIPROCAL:
            return self.parties(tokens)
        if tokens and (self._reported(tokens[0]) and (len(tokens) == 1 or tokens[-1].lemma_.lower() in _INSTITUTION | ACTING)):
            return self.speaker
        if tokens and (own := self._unnamed(tokens)):
            return own
        match = self.discourse.resolve(self.span(tokens), speaker=self.speaker) if tokens else None
        if match is None or match.kind in ("local", "place", "nearest"):
            return ()
        lemma = tokens[-1].lemma_.lower()
        if match.kind == "reference" and lemma not in _RELATIONAL | _INSTITUTION | ACTING and tokens[-1].pos_ not in ("PRON", "PROPN"):
            return ()
        return self.parties(tokens)

    def _antecedent(self, token: Token) -> Token | None:
        """The noun that a pronoun stands for by grammar alone; None where it is the speaker, several speakers, or not told."""
        if token.lower_ not in ("they", "them", "it"):
            return None
        noun = counted_before(token)
        own = token.lower_ == "they" and (self.quoted or self.plural or len(self.speaker) > 1)
        return noun if noun is not None or own else subject_meant(token)

    def _unnamed(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Parties of phrases that name none but mean one by who speaks: a group's "government aircraft", an army's "the attackers"."""
        if len(self.speaker) != 1 or any(token.pos_ == "PROPN" and token.ent_type_ in ("GPE", "NORP", "ORG") for token in tokens):
            return ()
        resolver, focus = self.discourse.resolver, self.discourse.focus
        speaker = self.speaker[0]
        if tokens[0].lower_ in ("government", "regime", "junta") or (tokens[0].lower_ == "the" and tokens[-1].lower_ in ("regime", "junta")):
            host = resolver.country(speaker) if resolver.kind(speaker) == "armed_group" else None
            return (host,) if host in focus else ()
        lemma = tokens[-1].lemma_.lower()
        if lemma in ("peacekeeper", "helmet") and "UN" not in focus:
            return ("UN",)
        enemies = _ENEMIES if resolver.kind(speaker) == "armed_group" else _ENEMIES | _OUTLAWS
        if (
            lemma in enemies
            and speaker in focus
            and (tokens[0].lower_ in ("the", "enemy", "their", tokens[-1].lower_) or tokens[0].tag_ in ("CD", "JJ", "NNS"))
        ):
            return tuple(other for other in focus if other != speaker)[:1]
        if (
            lemma in _OWN_FORCES
            and not self.accusing
            and resolver.kind(speaker) in ("country", "authority")
            and all(token.lower_ in ("the", "its", "our", "armed", "security", "border", "special", lemma, tokens[-1].lower_) for token in tokens)
        ):
            return self.speaker
        return ()

    def span(self, tokens: Sequence[Token]) -> Span:
        """The tokens' range in the document."""
        first, last = tokens[0], tokens[-1]
        start = self.story.starts[id(first.doc)]
        return self.analysis.document.span(start + first.idx, start + last.idx + len(last.text))

    def place_before(self, token: Token) -> str | None:
        """Name of the place that "the province" or "the town" at `token` stands for; None for "the village of X"."""
        if any(child.lower_ == "of" for child in token.children):
            return None
        here = self.span([token]).start
        text = self.analysis.document.text
        earlier = [place for place in self.places[max(0, bisect_left(self.places, here, key=lambda place: place.start) - _PLACES_BACK) :] if place.end <= here]
        lemma = re.escape(token.lemma_)
        kind, after = re.compile(rf"\b{lemma}(?: of|s?$)", re.IGNORECASE), re.compile(rf"\W*{lemma}\b", re.IGNORECASE)
        kinds = [place for place in earlier if kind.search(text[max(0, place.start - 16) : place.end]) or after.match(text, place.end)]
        if token.lemma_.lower() in _SMALL:
            earlier = [place for place in earlier if not self._is_capital(place)]
        own = [place for place in kinds if place.country in self.speaker]
        if kinds:
            return self._likeliest(own or kinds, token)
        wanted = _PLACE_KINDS.get(token.lemma_.lower())
        fitting = [place for place in earlier if wanted is not None and _kind(place) in wanted]
        own = [place for place in fitting if place.country is None or place.country in self.speaker] or fitting
        # The one that the text is about, not the one that it named last.
        named = Counter(place.name for place in self.places)
        return max(reversed(own), key=lambda place: named[place.name]).name if own else None

    def _is_capital(self, place: Place) -> bool:
        match = self.discourse.resolver.mention(place.name)
        return match is not None and match.kind == "seat"

    def _likeliest(self, kinds: Sequence[Place], token: Token) -> str:
        """Of the towns named before "the town" the one of this sentence or the last, else the one told of most: not a town named once in passing."""
        start = self.span([token.sent[0]]).start
        before = self.span([token.sent.doc[max(0, token.sent.start - 1)].sent[0]]).start if token.sent.start else start
        if kinds[-1].end > before:
            return kinds[-1].name
        here = self.span([token]).start
        named = Counter(place.name for place in self.places if place.end <= here)
        return max(reversed(kinds), key=lambda place: named[place.name]).name

    def resolved(self, words: Sequence[Word]) -> tuple[list[Word], bool]:
        """Words with references replaced by names; False where a reference stays open."""
        replaced: dict[int, str | None] = {}
        verbs: set[int] = set()
        complete = True
        by_token = {word.token.i: position for position, word in enumerate(words) if word.token is not None and word.text}
        for chunk in referring_chunks(words):
            # "Its losses" of which a sentence was made is no noun phrase any more: "two of its soldiers were [killed]".
            here = [token for token in chunk if token.i in by_token and words[by_token[token.i]].text.lower() == token.lower_]
            if not here:
                continue
            names = self._replacement(here, words[: by_token[here[0].i]])
            if names is None:
                complete = complete and not (is_open(here[0], words, {index for index, name in replaced.items() if name}) or self._nameless(here, words))
                continue
            replaced.update({token.i: None for token in here})
            replaced[here[0].i] = names
            verbs |= agreeing(here[0], names)
        out: list[Word] = []
        for word in words:
            if word.token is not None and word.token.i in verbs and word.text.lower() == word.token.lower_:
                out.append(Word(third_person(word.text), word.token))
            elif word.token is None or word.token.i not in replaced or word.text.lower() != word.token.lower_:
                out.append(word)
            elif replaced[word.token.i] is not None:
                out.append(Word(str(replaced[word.token.i]), word.token))
        return out, complete

    def _nameless(self, chunk: list[Token], words: Sequence[Word]) -> bool:
        """Whether "the village" or "the other side" stands without the name that would tell which."""
        if chunk[0].lower_ not in ("the", "this", "that", "its", "their") or any(token.pos_ == "PROPN" for token in chunk):
            return False
        if any(child.dep_ in ("prep", "relcl", "acl", "appos") for child in chunk[-1].children):
            return False
        if chunk[-1].lower_ == "other" or " ".join(token.lower_ for token in chunk) in _RECIPROCAL:
            return True
        names = [word for word in words if word.token is not None and word.token.pos_ == "PROPN" and word.token.i < chunk[0].i]
        return chunk[-1].lemma_.lower() in _NAMED_NOUNS and not names

    def _replacement(self, chunk: list[Token], before: Sequence[Word]) -> str | None:
        first, head = chunk[0], chunk[-1]
        if len(chunk) == 1 and first.lower_ in PERSONAL:
            return self._pronoun(first, before)
        if (
            head.lemma_.lower() in _PLACE_NOUNS
            and first.lower_ in ("the", "this", "that", "its")
            and not any(token.pos_ == "PROPN" for token in chunk)
            and len(chunk) <= 2
            and not tells_which(head, before)
        ):
            name = self.place_before(head)
            return f"{name} {head.text}" if name and name.lower().find(head.lower_) < 0 else name
        if first.lower_ in POSSESSIVE:
            return self._possessed(chunk, before)
        if first.tag_ == "WP$":
            return self._whose(chunk, before)
        if first.lower_ in ("the", "both", "this", "that", "these", "those", "each", "another") and not any(
            token.pos_ == "PROPN" or token.ent_type_ in ("NORP", "GPE") for token in chunk
        ):
            name = self._definite(chunk) if first.lower_ not in ("these", "those") and (first.lower_ != "each" or not before) else None
            name = name or fuller(chunk, self.span([head]).start, self.story.nouns)
            owner = owner_of(chunk, self.story.owners) if name is None else None
            return f"{possessive(party_names((owner,)) or '')} {head.text}" if owner is not None else name
        return None

    def _pronoun(self, token: Token, before: Sequence[Word]) -> str | None:
        if token.dep_ == "expl" or (
            token.lower_ == "it" and token.head.lemma_ in ("be", "rain") and token.dep_ == "nsubj" and not before and has_clause(token.head)
        ):
            return None
        if (noun := self._antecedent(token) or started(token)) is not None:
            # "Two were let go, one of them with a broken rib" tells itself who they are.
            own = token.lower_ == "them" and len([word for word in before if word.token is not None]) > len(list(token.head.head.lefts)) + _OF
            return None if own else definite(noun)
        if token.lower_ == "ours":
            return possessive(party_names(self.speaker) or "") if self.speaker else None
        first_person = token.lower_ in ("we", "us", "i", "me")
        if token.lower_ in ("it", "them") and token.dep_ in ("dobj", "pobj", "dative") and not is_addressed(token) and not is_attacked(token):
            # What is found, verified or buried is seldom a party.
            return None
        if not first_person and not is_addressed(token) and any(word.token is not None and word.token.pos_ in ("NOUN", "PROPN") for word in before):
            # The noun before it in the clause is what the reader takes it for.
            return None
        codes = self._reported(token) or self.parties([token])
        if token.dep_ in ("dobj", "pobj", "dative") and not first_person and _own_subject(before, codes, self):
            return None
        return party_names(codes)

    def _reported(self, token: Token) -> tuple[str, ...]:
        """ "Said it would ...", "said its fighters ...": in reported speech a pronoun that nothing precedes is the speaker."""
        several = len(self.speaker) > 1 or self.plural
        if self.quoted or token.lower_ not in ("it", "its", "they", "their") or (token.lower_ in ("they", "their") and not several):
            return ()
        claimant = self._claimant(token)
        if claimant is not None:
            return claimant
        return () if token.head.lemma_ == "be" and token.lower_ == "it" else self.speaker

    def _claimant(self, token: Token) -> tuple[str, ...] | None:
        """Whose claim a pronoun stands in: "Chad's claim that it was attacked"; None outside of one."""
        noun = next((up.head for up in token.ancestors if up.dep_ == "acl" and up.head.lemma_.lower() in CLAIM_NOUNS), None)
        if noun is None:
            return None
        owner = next((child for child in noun.children if child.dep_ in ("poss", "amod", "compound") and child.i < noun.i), None)
        return (self.parties([owner]) or None) if owner is not None else None

    def _whose(self, chunk: list[Token], before: Sequence[Word]) -> str | None:
        """ "[The ministry], whose troops had not left": the army's troops, where the words don't hold the noun."""
        noun = next((up.head for up in chunk[0].ancestors if up.dep_ == "relcl"), None)
        if noun is None or any(word.token is not None and word.token.i == noun.i for word in before):
            return None
        owner = party_names(self.parties([token for token in noun.subtree if token.i <= noun.i]))
        return f"{possessive(owner)} {' '.join(token.text for token in chunk[1:])}" if owner else None

    def _possessed(self, chunk: list[Token], before: Sequence[Word]) -> str | None:
        if len(chunk) > 3 and chunk[1].lemma_.lower() in ("country", "government", "state") and chunk[2].tag_ == "POS":
            # "His country's soldiers" are those of the party that he speaks for.
            owner = party_names(self.speaker if not self.quoted else self.parties(chunk[:1]))
            return f"{possessive(owner)} {' '.join(token.text for token in chunk[3:])}" if owner else None
        if chunk[0].lower_ in ("his", "her", "my") and chunk[-1].lemma_ in ("neighbor", "neighbour"):
            return None  # a person's neighbors are no country's
        of = chunk[-1].lower_ == "side" and any(child.lower_ == "of" for child in chunk[-1].children)  # "our side of the line" is no party
        if chunk[-1].lemma_.lower() in _RELATIONAL and len(chunk) <= 3 and not of:
            names = party_names(self.parties(chunk))
            if names is not None:
                return names
        if (
            self.accusing
            and chunk[0].lower_ in ("its", "their")
            and chunk[-1].lemma_.lower() in _GROUND | _OWNED
            and self.speaker
            and not _own_subject(before, self.speaker, self)
        ):
            # "accused X of bombing its border province": the accuser's own ground.
            return f"{possessive(party_names(self.speaker) or '')} {' '.join(token.text for token in chunk[1:])}"
        if chunk[0].lower_ not in ("our", "my") and any(word.token is not None and word.token.pos_ in ("NOUN", "PROPN") for word in before):
            return None
        if chunk[0].lower_ in ("its", "their") and any(
            word.token is not None and word.token.lower_ in ("it", "they") and word.token.dep_ in ("nsubj", "nsubjpass") for word in before
        ):
            # "It had withdrawn its troops": the name stands for "it", the reader understands "its".
            return None
        own = self.speaker if chunk[0].lower_ in ("his", "her") and not self.quoted and chunk[-1].lemma_.lower() in _INSTITUTION | _RELATIONAL else ()
        owner = party_names(self._reported(chunk[0]) or self.parties([chunk[0]]) or own)
        if self.speaker == ("LOCAL",) and chunk[0].lower_ == "my":
            owner = "a resident"
        if owner is None or len(chunk) == 1:
            return possessive(owner) if owner else None
        rest = " ".join(token.text for token in chunk[1:])
        return f"{possessive(owner)} {rest}"

    def _definite(self, chunk: list[Token]) -> str | None:
        lemma = chunk[-1].lemma_.lower()
        if (chunk[-1].lower_ != "other" and any(child.lower_ == "of" for child in chunk[-1].children)) or (
            len(chunk) == 1 and chunk[0].dep_ in ("det", "predet", "preconj", "cc")
        ):
            return None
        if lemma not in _RELATIONAL and lemma not in _INSTITUTION and chunk[-1].lower_ not in ("other", "both"):
            return None
        after = chunk[-1].nbor(1) if chunk[-1].i + 1 < len(chunk[-1].doc) else None
        if after is not None and after.pos_ == "PROPN" and (after.head.i == chunk[-1].i or chunk[-1].head.i == after.i):
            return None  # "the rebel group M23" has its name beside it
        codes = self.parties(chunk)
        if lemma in ("country", "state", "nation") and codes == self.speaker and self.denying:
            # "Denied having troops in the country": not in its own.
            return None
        names = party_names(codes)
        if names is None or lemma not in _INSTITUTION or re.search(rf"\b{re.escape(chunk[-1].lower_)}$", names.lower()):
            return names
        return f"{possessive(names)} {' '.join(token.text for token in chunk[1:])}"


def _own_subject(before: Sequence[Word], speaker: tuple[str, ...], references: References) -> bool:
    """Whether the words before already tell of the speaker: "it had pulled back its troops"."""
    tokens = [word.token for word in before if word.token is not None and word.token.dep_ in ("nsubj", "nsubjpass")]
    return any(set(references.parties([token])) & set(speaker) for token in tokens)
