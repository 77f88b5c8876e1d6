"""Names for what a clause only refers to: "its neighbor", "our units", "the ministry", "the province"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.analysis import Analysis
from checker.context import party_name
from checker.document import Span
from checker.words import Word

if TYPE_CHECKING:
    from spacy.tokens import Token

    from checker.discourse import Discourse

_RELATIONAL = frozenset(
    [
        "neighbor",
        "neighbour",
        "side",
        "side",
        "country",
        "state",
        "group",
        "movement",
        "rebel",
        "militia",
        "mission",
        "nation",
        "capital",
        "enemy",
        "opponent",
        "adversary",
        "rival",
        "aggressor",
        "organisation",
        "organization",
        "delegation",
        "party",
        "government",
        "government",
    ]
)
_INSTITUTION = frozenset(
    ["army", "military", "ministry", "force", "troop", "unit", "navy", "government", "police", "gunner", "pilot", "soldier", "guard", "marine"]
)
_PLACE_NOUNS = frozenset(["province", "district", "town", "village", "city", "region", "area", "county", "governorate", "state", "sector"])
_VAGUE_PLACES = frozenset(["there", "here"])
_PERSONAL = frozenset(["he", "she", "it", "they", "we", "i", "us", "them", "him", "me"])
ACTING = frozenset(
    [
        "fighter",
        "gunman",
        "operative",
        "commander",
        "official",
        "leadership",
        "side",
        "bloc",
        "officer",
        "spokesman",
        "spokeswoman",
        "general",
        "brigadier",
        "colonel",
        "president",
        "minister",
        "council",
        "committee",
        "alliance",
        "observer",
        "team",
        "peacekeeper",
        "authority",
        "service",
        "agency",
        "commission",
        "jet",
        "tank",
        "aircraft",
        "drone",
        "artillery",
        "gun",
        "warplane",
        "vessel",
        "patrol",
        "border",
        "battalion",
        "brigade",
        "special",
    ]
)
_RECIPROCAL = ("the other", "each other", "one another", "the other side")
_GROUND = _PLACE_NOUNS | frozenset(["territory", "soil", "land", "airspace", "border", "waters", "water", "coast", "frontier", "side"])
_TELLING = frozenset(["tell", "inform", "assure", "promise", "complain", "notify", "ask", "urge", "warn", "ensure", "report", "pledge"])
_PLURAL_NAME = re.compile(
    r"(?:United|European|African|Arab|Central African|Dominican|Czech) [A-Z]|(?:Netherlands|Philippines|Maldives|Gambia|Comoros|Bahamas)\b"
)
_OWNED = frozenset(
    ["position", "troop", "soldier", "force", "post", "base", "army", "unit", "airspace", "patrol", "civilian", "citizen", "town", "village", "ship"]
)
_POSSESSIVE = frozenset(["its", "their", "our", "his", "her", "my"])


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the document; country: ISO 3166-1 alpha-3, if known."""

    start: int
    end: int
    name: str
    country: str | None
    admin: str | None = None


def places_in(text: str, offset: int = 0) -> list[Place]:
    """Places named in `text`, in order."""
    from checker.places import find_places

    return [Place(offset + mention.start, offset + mention.end, mention.name, mention.country, mention.admin or mention.name) for mention in find_places(text)]


@dataclass(frozen=True, slots=True)
class References:
    """Resolves the references of one statement. speaker: its parties; places: all places of the document in order.

    quoted: whether it is a quotation; plural: whether the speaker is several ("officials").
    """

    analysis: Analysis
    discourse: Discourse
    speaker: tuple[str, ...]
    places: tuple[Place, ...]
    quoted: bool = False
    plural: bool = False
    accusing: bool = False

    def parties(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Parties that adjacent tokens name or refer to."""
        if tokens and " ".join(token.lower_ for token in tokens) in _RECIPROCAL:
            return tuple(other for other in self.discourse.focus if other not in self.speaker)[:1]
        match = self.discourse.resolve(self.span(tokens), speaker=self.speaker) if tokens else None
        if match is None:
            return ()
        if self.quoted and len(tokens) == 1 and tokens[0].lower_ in ("they", "them", "their") and match.parties == self.speaker:
            # Who speaks of himself in a quotation says "we".
            return tuple(other for other in self.discourse.focus if other not in self.speaker)[:1]
        return match.parties

    def actors(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Like `parties`, but only of those who can act in a conflict: no bystanders, no places, no villages that "refer back" to a country."""
        if tokens and " ".join(token.lower_ for token in tokens) in _RECIPROCAL:
            return self.parties(tokens)
        if tokens and (self._reported(tokens[0]) and (len(tokens) == 1 or tokens[-1].lemma_.lower() in _INSTITUTION | ACTING)):
            return self.speaker
        match = self.discourse.resolve(self.span(tokens), speaker=self.speaker) if tokens else None
        if match is None or match.kind in ("local", "place", "nearest"):
            return ()
        lemma = tokens[-1].lemma_.lower()
        if match.kind == "reference" and lemma not in _RELATIONAL | _INSTITUTION | ACTING and tokens[-1].pos_ not in ("PRON", "PROPN"):
            return ()
        return self.parties(tokens)

    def span(self, tokens: Sequence[Token]) -> Span:
        """The tokens' range in the document."""
        first, last = tokens[0], tokens[-1]
        start = next(paragraph.start for paragraph in self.analysis.paragraphs if paragraph.doc is first.doc)
        return self.analysis.document.span(start + first.idx, start + last.idx + len(last.text))

    def place_before(self, token: Token) -> str | None:
        """Name of the place that "the province" or "the town" at `token` stands for."""
        here = self.span([token]).start
        text = self.analysis.document.text
        earlier = [place for place in self.places if place.end <= here]
        lemma = re.escape(token.lemma_)
        kind, after = re.compile(rf"\b{lemma}(?: of|s?$)", re.IGNORECASE), re.compile(rf"\W*{lemma}\b", re.IGNORECASE)
        kinds = [place for place in earlier if kind.search(text[max(0, place.start - 16) : place.end]) or after.match(text, place.end)]
        own = [place for place in kinds if place.country in self.speaker]
        return (own or kinds)[-1].name if kinds else None

    def resolved(self, words: Sequence[Word]) -> tuple[list[Word], bool]:
        """Words with references replaced by names; False where a reference stays open."""
        replaced: dict[int, str | None] = {}
        complete = True
        by_token = {word.token.i: position for position, word in enumerate(words) if word.token is not None and word.text}
        for chunk in _chunks(words):
            here = [token for token in chunk if token.i in by_token]
            if not here:
                continue
            names = self._replacement(here, words[: by_token[here[0].i]])
            if names is None:
                complete = complete and not _open(here[0], words)
                continue
            replaced.update({token.i: None for token in here})
            replaced[here[0].i] = names
        out: list[Word] = []
        for word in words:
            if word.token is None or word.token.i not in replaced or word.text.lower() != word.token.lower_:
                out.append(word)
            elif replaced[word.token.i] is not None:
                out.append(Word(str(replaced[word.token.i]), word.token))
        return out, complete

    def _replacement(self, chunk: list[Token], before: Sequence[Word]) -> str | None:
        first, head = chunk[0], chunk[-1]
        if len(chunk) == 1 and first.lower_ in _PERSONAL:
            return self._pronoun(first, before)
        if (
            head.lemma_.lower() in _PLACE_NOUNS
            and first.lower_ in ("the", "this", "that", "its")
            and not any(token.pos_ == "PROPN" for token in chunk)
            and len(chunk) <= 2
        ):
            name = self.place_before(head)
            return f"{name} {head.text}" if name and name.lower().find(head.lower_) < 0 else name
        if first.lower_ in _POSSESSIVE:
            return self._possessed(chunk, before)
        if first.lower_ in ("the", "both", "this", "that", "each", "another") and not any(
            token.pos_ == "PROPN" or token.ent_type_ in ("NORP", "GPE") for token in chunk
        ):
            return self._definite(chunk)
        return None

    def _pronoun(self, token: Token, before: Sequence[Word]) -> str | None:
        if token.dep_ == "expl" or (
            token.lower_ == "it" and token.head.lemma_ in ("be", "rain") and token.dep_ == "nsubj" and not before and _clausal(token.head)
        ):
            return None
        first_person = token.lower_ in ("we", "us", "i", "me")
        if not first_person and not _addressed(token) and any(word.token is not None and word.token.pos_ in ("NOUN", "PROPN") for word in before):
            # The noun before it in the clause is what the reader takes it for.
            return None
        return _names(self._reported(token) or self.parties([token]))

    def _reported(self, token: Token) -> tuple[str, ...]:
        """ "Said it would ...", "said its fighters ...": in reported speech a pronoun that nothing precedes is the speaker."""
        several = len(self.speaker) > 1 or self.plural
        if self.quoted or token.lower_ not in ("it", "its", "they", "their") or (token.lower_ in ("they", "their") and not several):
            return ()
        return () if token.head.lemma_ == "be" and token.lower_ == "it" else self.speaker

    def _possessed(self, chunk: list[Token], before: Sequence[Word]) -> str | None:
        if chunk[-1].lemma_.lower() in _RELATIONAL and len(chunk) <= 3:
            names = _names(self.parties(chunk))
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
            return f"{_names(self.speaker)}'s {' '.join(token.text for token in chunk[1:])}"
        if chunk[0].lower_ not in ("our", "my") and any(word.token is not None and word.token.pos_ in ("NOUN", "PROPN") for word in before):
            return None
        if chunk[0].lower_ in ("its", "their") and any(
            word.token is not None and word.token.lower_ in ("it", "they") and word.token.dep_ in ("nsubj", "nsubjpass") for word in before
        ):
            # "It had withdrawn its troops": the name stands for "it", the reader understands "its".
            return None
        owner = _names(self._reported(chunk[0]) or self.parties([chunk[0]]))
        if owner is None or len(chunk) == 1:
            return f"{owner}'s" if owner else None
        rest = " ".join(token.text for token in chunk[1:])
        return f"{owner}'s {rest}"

    def _definite(self, chunk: list[Token]) -> str | None:
        lemma = chunk[-1].lemma_.lower()
        if (chunk[-1].lower_ != "other" and any(child.lower_ == "of" for child in chunk[-1].children)) or (
            len(chunk) == 1 and chunk[0].dep_ in ("det", "predet", "preconj", "cc")
        ):
            return None
        if lemma not in _RELATIONAL and lemma not in _INSTITUTION and chunk[-1].lower_ not in ("other", "both"):
            return None
        names = _names(self.parties(chunk))
        if names is None or lemma not in _INSTITUTION or re.search(rf"\b{re.escape(chunk[-1].lower_)}$", names.lower()):
            return names
        return f"{names}'s {' '.join(token.text for token in chunk[1:])}"


def _own_subject(before: Sequence[Word], speaker: tuple[str, ...], references: References) -> bool:
    """Whether the words before already tell of the speaker: "it had pulled back its troops"."""
    tokens = [word.token for word in before if word.token is not None and word.token.dep_ in ("nsubj", "nsubjpass")]
    return any(set(references.parties([token])) & set(speaker) for token in tokens)


def _addressed(token: Token) -> bool:
    """Whether it is to "it" or "them" that something is told."""
    verb = token.head if token.dep_ in ("dobj", "dative", "iobj") else token.head.head if token.dep_ == "pobj" and token.head.lower_ == "to" else None
    return verb is not None and verb.lemma_ in _TELLING


def _clausal(verb: Token) -> bool:
    return any(child.dep_ in ("ccomp", "acomp", "advcl", "xcomp", "attr") for child in verb.children)


def party_words(code: str) -> str:
    """Name of a party within a sentence: "the United States"."""
    name = party_name(code)
    return f"the {name}" if _PLURAL_NAME.match(name) else name


def _names(codes: Sequence[str]) -> str | None:
    return " and ".join(party_words(code) for code in codes) or None


def _open(token: Token, words: Sequence[Word]) -> bool:
    """Whether an unresolved chunk leaves the clause unclear: a pronoun with no noun before it in the clause."""
    if token.lower_ not in ("he", "she", "they", "them", "it", "we", "us") or token.dep_ == "expl":
        return False
    return not any(word.token is not None and word.token.i < token.i and word.token.pos_ in ("NOUN", "PROPN") for word in words)


def _chunks(words: Sequence[Word]) -> Iterator[list[Token]]:
    """Noun phrases whose words stand in the clause: from the first determiner or possessive to the head; and single pronouns."""
    tokens = [word.token for word in words if word.token is not None and word.text]
    used: set[int] = set()
    for token in tokens:
        if token.lower_ == "other" and token.i and token.nbor(-1).lower_ == "the" and token.dep_ not in ("amod", "det"):
            used.update((token.i - 1, token.i))
            yield [part for part in tokens if part.i in (token.i - 1, token.i)]
            continue
        if token.i in used or (token.pos_ not in ("NOUN", "PROPN", "PRON", "DET") and token.lower_ not in _POSSESSIVE):
            continue
        if token.lower_ in _POSSESSIVE and token.tag_ == "PRP$":
            continue
        left = [
            part
            for part in tokens
            if part.i <= token.i
            and (part.i == token.i or (part.head.i == token.i and part.dep_ in ("det", "amod", "compound", "poss", "nummod", "nmod", "predet")))
        ]
        first = left[0].i
        if [part.i for part in left] != list(range(first, token.i + 1)):
            left = [part for part in tokens if token.left_edge.i <= part.i <= token.i]
        if left and token.dep_ != "compound":
            used.update(part.i for part in left)
            yield left
    for token in tokens:
        if token.i not in used and token.lower_ in (_PERSONAL | _POSSESSIVE):
            yield [token]
