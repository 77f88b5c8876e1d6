"""Names for what a clause only refers to: "its neighbor", "our units", "the ministry", "the province"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.analysis import Analysis
from checker.antecedents import counted_before, started, subject_meant
from checker.document import Span
from checker.inflection import third_person
from checker.party_words import agreeing, party_names, possessive
from checker.person_meant import person_meant, person_named
from checker.places_meant import place_before, site_meant
from checker.pronoun_parties import pronoun_parties
from checker.referring import PERSONAL, POSSESSIVE, has_clause, is_addressed, is_attacked, is_open, referring_chunks, tells_which
from checker.shapes import CLAIM_NOUNS
from checker.speaker_places import NOWHERE, Whereabouts, in_first_person, is_ground_side, own_ground, standing
from checker.story import Place, Story
from checker.taken_up import fuller, owner_of
from checker.told_before import is_described, is_site, is_witness, several_told, subject_told, taken_up
from checker.words import SUBJECTS, Word

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
_HOMELAND = frozenset(["country", "homeland", "nation"])
_PLACE_NOUNS = frozenset(["province", "district", "town", "village", "city", "region", "area", "county", "governorate", "state", "sector"])
_PERSON = frozenset(["he", "she", "him"])
_SOME = frozenset(["none", "one", "two", "three", "four", "five", "many", "most", "all", "some", "several", "any", "half", "each"])  # "of us"
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
_PARTS = frozenset(["brigade", "battalion", "regiment", "division", "company", "platoon", "squadron"])
_MEN = frozenset(["man", "fighter"])
_ENEMIES = frozenset(["attacker", "enemy", "invader", "aggressor", "occupier", "assailant", "raider", "intruder"])
_ONE_TO = re.compile(r"\bone (?:behind|after|by|beside|upon|on top of|from|to) *$", re.IGNORECASE)
_RECIPROCAL = ("the other", "each other", "one another", "the other side")
_GROUND = _PLACE_NOUNS | frozenset(["territory", "soil", "land", "airspace", "border", "waters", "water", "coast", "frontier", "side"])
_OWNED = frozenset(
    ["position", "troop", "soldier", "force", "post", "base", "army", "unit", "airspace", "patrol", "civilian", "citizen", "town", "village", "ship"]
)


@dataclass(frozen=True, slots=True)
class References:
    """Resolves the references of one statement. speaker: its parties; story: what the document tells.

    quoted: whether it is a quotation; plural: whether the speaker is several ("officials"); personal: whether it is a person ("the minister");
    where: the place from which he speaks.
    """

    analysis: Analysis
    discourse: Discourse
    speaker: tuple[str, ...]
    story: Story
    quoted: bool = False
    plural: bool = False
    accusing: bool = False
    denying: bool = False
    personal: bool = False
    where: Whereabouts = NOWHERE

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
            tokens = _phrase(noun)
        elif len(tokens) == 1 and (meant := pronoun_parties(tokens[0], self)) is not None:
            return meant
        match = self.discourse.resolve(self.span(tokens), speaker=self.speaker) if tokens else None
        return match.parties if match is not None else ()

    def actors(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Like `parties`, but only of those who can act in a conflict: no bystanders, no places, no villages that "refer back" to a country."""
        if tokens and " ".join(token.lower_ for token in tokens) in _RECIPROCAL:
            return self.parties(tokens)
        if tokens and (self._reported(tokens[0]) and (len(tokens) == 1 or tokens[-1].lemma_.lower() in _INSTITUTION | ACTING)):
            return self.speaker
        if len(tokens) == 1 and (noun := self._antecedent(tokens[0])) is not None:
            tokens = _phrase(noun)
        elif len(tokens) == 1 and (meant := pronoun_parties(tokens[0], self)) is not None:
            return meant
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
        if noun is None and (is_described(token) or (self.quoted and is_witness(token))):
            return several_told(token, people=True)
        if noun is not None or (token.lower_ != "it" and (self.quoted or self.plural or len(self.speaker) > 1)):
            return noun
        acting = token.lower_ == "they" or token.head.dep_ == "agent"
        return subject_meant(token) or (several_told(token) if acting and token.lower_ != "it" else None)

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
        replaced.update({word.token.i: name for word in words if word.token is not None and (name := standing(word.token, self)) is not None})
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
            name = place_before(self, head)
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
            if (own and token.head.lower_ == "of") or (self._is_clear(token, noun, before)):
                return None
            return self._again(noun)
        if token.lower_ in ("ours", "theirs"):
            owner = self.speaker if token.lower_ == "ours" else pronoun_parties(token, self) if self.quoted else ()
            return possessive(party_names(owner) or "") if owner else None
        if (where := in_first_person(token, self)) is not None:
            return where
        if is_site(token):
            return site_meant(self, token, before)
        first_person = token.lower_ in ("we", "us", "i", "me")
        if token.lower_ in ("it", "them") and token.dep_ in ("dobj", "pobj", "dative") and not is_addressed(token) and not is_attacked(token):
            # What is found, verified or buried is seldom a party.
            return None
        if not first_person and not is_addressed(token) and any(word.token is not None and word.token.pos_ in ("NOUN", "PROPN") for word in before):
            # The noun before it in the clause is what the reader takes it for.
            return None
        if token.lower_ in _PERSON and (self.quoted or not self.personal):
            start = self.span([token]).start
            earlier = [paragraph.doc for paragraph in self.analysis.paragraphs if paragraph.start + len(paragraph.doc.text) <= start]
            if (person := person_meant(token, earlier)) is not None:
                return person_named(person)
        codes = self._reported(token) or self.parties([token])
        if token.lower_ in _PERSON and (codes == ("LOCAL",) or any(word.lower_ in ("his", "her") for word in token.head.subtree)):
            return None  # "local residents was born" is nobody, and no country puts its name to a paper as "his name"
        if token.lower_ == "us" and token.head.lower_ == "of" and token.head.head.lower_ in _SOME:
            return f"{possessive(names)} people" if (names := party_names(codes)) is not None else None
        if token.dep_ in ("dobj", "pobj", "dative") and not first_person and _own_subject(before, codes, self):
            return None
        return party_names(codes)

    def _is_clear(self, token: Token, noun: Token, before: Sequence[Word]) -> bool:
        """Whether the clause itself tells who "they" are: by the noun, or by another one that the reader may take it for."""
        nouns = {word.token.i for word in before if word.token is not None and word.token.pos_ in ("NOUN", "PROPN")}
        if token.lower_ == "they" and subject_meant(token) is None:
            return bool(nouns)
        return noun.i in nouns and token.head.dep_ == "agent"

    def _again(self, noun: Token) -> str:
        """A noun told of before as it is named again: by its owner, by the party where it names none."""
        owner = next((child for child in noun.children if child.tag_ == "PRP$"), None)
        names = party_names((self._reported(owner) or self.parties([owner])) if owner is not None else ())
        if names is not None:
            return f"{possessive(names)} {taken_up(noun).removeprefix('the ')}"
        bare = noun.lemma_.lower() in _OUTLAWS | {"rebel", "separatist"} and not any(child.dep_ in ("amod", "compound", "nummod") for child in noun.children)
        return (party_names(self.parties(_phrase(noun))) if bare else None) or taken_up(noun)

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

    def _home_of_subject(self, chunk: list[Token], before: Sequence[Word]) -> str | None:
        """ "Two Guyanese dealers scouted for the army of their country": that of the subject, not of who says so."""
        if len(chunk) != 2 or chunk[0].lower_ not in ("their", "his", "her") or chunk[1].lemma_.lower() not in _HOMELAND:
            return None
        subject = next((word.token for word in before if word.token is not None and word.token.dep_ in SUBJECTS and word.token.pos_ == "NOUN"), None)
        return party_names(codes) if subject is not None and len(codes := self.parties(_phrase(subject))) == 1 else None

    def _possessed(self, chunk: list[Token], before: Sequence[Word]) -> str | None:
        if len(chunk) > 3 and chunk[1].lemma_.lower() in ("country", "government", "state") and chunk[2].tag_ == "POS":
            # "His country's soldiers" are those of the party that he speaks for.
            owner = party_names(self.speaker if not self.quoted else self.parties(chunk[:1]))
            return f"{possessive(owner)} {' '.join(token.text for token in chunk[3:])}" if owner else None
        if (local := own_ground(chunk, self)) is not None:
            return local
        if (home := self._home_of_subject(chunk, before)) is not None:
            return home
        if is_ground_side(chunk[-1]):
            # "On their own side of the line" is the subject's.
            told = any(word.token is not None and word.token.pos_ in ("NOUN", "PROPN", "PRON") for word in before)
            own_side = told and chunk[0].lower_ != "our" and (not self.quoted or any(token.lower_ == "own" for token in chunk))
            owner = None if own_side else party_names(self._reported(chunk[0]) or self.parties(chunk[:1]))
            return f"{possessive(owner)} side" if owner else None
        if chunk[0].lower_ in ("his", "her") and not self.quoted and chunk[-1].lemma_.lower() in _RELATIONAL | _INSTITUTION | _PARTS | _MEN:
            return self._his(chunk, before)
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
        if self.personal and not self.quoted and (subject := subject_told(chunk[0])) is not None and not self.actors(_phrase(subject)):
            named = place_before(self, subject) if subject.lemma_.lower() in _PLACE_NOUNS else None
            return f"{possessive(named or taken_up(subject))} {' '.join(token.text for token in chunk[1:])}"
        if chunk[0].lower_ == "their" and not self.quoted and not self._reported(chunk[0]) and (several := several_told(chunk[0])) is not None:
            return f"{possessive(self._again(several))} {' '.join(token.text for token in chunk[1:])}" if len(chunk) > 1 else None
        owner = party_names(self._reported(chunk[0]) or self.parties([chunk[0]]) or own)
        if self.speaker == ("LOCAL",) and chunk[0].lower_ == "my":
            owner = "a resident"
        if owner is None or len(chunk) == 1:
            return possessive(owner) if owner else None
        rest = " ".join(token.text for token in chunk[1:])
        return f"{possessive(owner)} {rest}"

    def _his(self, chunk: list[Token], before: Sequence[Word]) -> str | None:
        """ "His country", "his men", "his brigade" in reported speech: of "he" before it, of who is told, else of who speaks."""
        he = next((word.token for word in reversed(before) if word.token is not None and word.token.lower_ in ("he", "she")), None)
        codes = self.parties([he]) if he is not None else self.parties(chunk[:1]) if self.accusing or self.personal else ()
        codes = codes or (self.speaker if self.speaker != ("LOCAL",) else ())
        names, lemma = party_names(codes), chunk[-1].lemma_.lower()
        bare = lemma in _RELATIONAL and len(chunk) <= 3  # "his country" needs no "he" near it
        if names is None or (he is None and not bare and any(word.token is not None and word.token.pos_ in ("NOUN", "PROPN") for word in before)):
            return None
        rest = " ".join(token.text for token in chunk[1:])
        if bare:
            return names
        if lemma in _PARTS:
            return f"a {rest} of {names}"
        return f"its {rest}" if he is not None else f"{possessive(names)} {rest}"

    def _definite(self, chunk: list[Token]) -> str | None:
        lemma = chunk[-1].lemma_.lower()
        if (chunk[-1].lower_ != "other" and any(child.lower_ == "of" for child in chunk[-1].children)) or (
            len(chunk) == 1 and chunk[0].dep_ in ("det", "predet", "preconj", "cc")
        ):
            return None
        if lemma not in _RELATIONAL and lemma not in _INSTITUTION and chunk[-1].lower_ not in ("other", "both"):
            return None
        alone = chunk[0] if len(chunk) == 1 else None
        if alone is not None and (several_told(alone) is not None or any(_counts_them(token, alone) for token in alone.sent)):
            return None  # "both had rifles" of two men told of before
        if chunk[-1].lower_ == "other" and _ONE_TO.search(chunk[0].doc[max(0, chunk[0].i - 3) : chunk[0].i].text):
            return None  # "one behind the other"
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


def _counts_them(token: Token, both: Token) -> bool:
    """Whether a word of the sentence tells of those that "both" may be: "they", or "two" before it."""
    return token.lower_ == "they" or (token.lower_ == "two" and token.i < both.i)


def _phrase(noun: Token) -> list[Token]:
    """A noun with what stands before it."""
    return [token for token in noun.subtree if noun.left_edge.i <= token.i <= noun.i]


def _own_subject(before: Sequence[Word], speaker: tuple[str, ...], references: References) -> bool:
    """Whether the words before already tell of the speaker: "it had pulled back its troops"."""
    tokens = [word.token for word in before if word.token is not None and word.token.dep_ in ("nsubj", "nsubjpass")]
    return any(set(references.parties([token])) & set(speaker) for token in tokens)
