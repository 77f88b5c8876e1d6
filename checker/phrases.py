"""The make-up of a noun phrase that names parties: its parts, the names that decide, and names that are only a person's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from checker.lexicon import Hit, Token, word_class

# Evidence of these kinds gives way to what the document itself says.
_ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul"})
WEAK = frozenset({"place", "short_name", "title", "organisation", "usual", "attached", "backed"})
COUNTRY_LIKE = frozenset({"country", "adjective", "people", "seat"})
# Words that open a new part of a noun phrase. The parts that follow "of" and the like tell whose it is, the others don't.
OWNER = frozenset({"of", "for", "from", "by", "with", "as", ","})
PLACE = frozenset({"in", "at", "inside", "within", "under", "off"})
_FOREIGN = frozenset(
    {"to", "on", "about", "near", "into", "against", "over", "toward", "towards", "between", "among", "after", "before", "during", "through", "than"}
)
_RELATIVE = frozenset({"who", "which", "that", "where", "whose", "whom", "when"})
_AND = frozenset({"and", "or", "&"})
_ENVOY = frozenset({"ambassador", "envoy", "mission", "representative", "delegation", "permanent", "ambassadors", "delegate", "embassy", "attache"})
# "An aide to X" belongs to X; "an ambassador to X" does not.
SERVANTS = frozenset({"aide", "aides", "adviser", "advisers", "advisor", "advisors", "assistant", "counsel", "counselor", "deputy", "secretary", "close"})
_HONORIFIC = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "gen",
        "col",
        "maj",
        "capt",
        "lt",
        "sgt",
        "dr",
        "prof",
        "judge",
        "brig",
        "adm",
        "rep",
        "sen",
        "gov",
        "general",
        "colonel",
        "major",
        "captain",
        "brigadier",
        "marshal",
        "admiral",
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a noun phrase; `opener` is the word that joins it to what stands before ("" for the first)."""

    opener: str
    tokens: list[Token]
    hits: list[Hit]


def cut_parts(tokens: list[Token], hits: list[Hit]) -> Iterator[Part]:
    """Cut a noun phrase at prepositions, commas and relative pronouns that stand outside names; relative clauses are left out."""
    inside = {number for hit in hits for number in range(hit.first, hit.last + 1)}
    opener, start = "", 0
    for number, token in enumerate(tokens):
        if number in inside or number == start == 0:
            continue
        relative = token.key in _RELATIVE and number > 0
        comma = token.kind == "mark" and token.text in ",—–()--"
        if relative or comma or token.key in OWNER | PLACE | _FOREIGN:
            yield _part(opener, tokens, hits, start, number)
            opener, start = "," if comma else token.key, number + 1
            if relative:
                return
    yield _part(opener, tokens, hits, start, len(tokens))


def _part(opener: str, tokens: list[Token], hits: list[Hit], start: int, end: int) -> Part:
    inner = [Hit(hit.first - start, hit.last - start, hit.entry) for hit in hits if start <= hit.first and hit.last < end]
    return Part(opener, tokens[start:end], inner)


def attachment(tokens: list[Token], hit: Hit) -> str:
    """The participle that a hyphen joins to a name: "backed" in "Iran-backed"; "" if none."""
    after = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else None
    if after is not None and after.glued and after.key in word_class("attached_weak") | word_class("attached_strong"):
        return after.key
    return ""


def is_prefixed(tokens: list[Token], hit: Hit) -> bool:
    """Whether the name is part of "pro-Iranian" or "anti-Taliban"."""
    return hit.first > 0 and tokens[hit.first].glued and tokens[hit.first - 1].key in ("pro", "anti", "non")


def deciding_hits(tokens: list[Token], hits: list[Hit]) -> list[Hit]:
    """The names that decide: the last one, with those coordinated to it; an adjective before "ambassador" outranks the post."""
    strong = [hit for hit in hits if hit.entry.kind not in WEAK] or hits
    groups: list[list[Hit]] = [[strong[0]]]
    for before, hit in pairwise(strong):
        between = [token.key for token in tokens[before.last + 1 : hit.first]]
        joined = bool(_AND & set(between)) or between == [","] or (tokens[hit.first].glued and not between and hit.entry.kind in COUNTRY_LIKE)
        if joined:
            groups[-1].append(hit)
        else:
            groups.append([hit])
    if len(groups) > 1 and _ENVOY & {token.key for token in tokens} and groups[0][0].entry.kind in COUNTRY_LIKE:
        return groups[0]
    nations = [group for group in groups if group[0].entry.kind in COUNTRY_LIKE or group[0].entry.kind == "institution"]
    # "Russian Kremlin spokesman", "Thailand's Royal Thai Army": the same country twice; "Moscow Mayor", "London police" are not at odds with it.
    if len(nations) == len(groups) and groups[0][-1].entry.kind in ("country", "adjective") and _is_possessive(tokens, groups[0][-1]):
        return groups[0]
    return groups[-1]


def _is_possessive(tokens: list[Token], hit: Hit) -> bool:
    return hit.last + 1 < len(tokens) and tokens[hit.last + 1].kind == "possessive"


def is_envoy(part: Part) -> bool:
    """Whether the phrase is about an envoy, whose "for" names the field of work, not the sender."""
    return bool({"envoy", "rapporteur", "coordinator"} & {token.key for token in part.tokens})


def is_persons_name(tokens: list[Token], hit: Hit) -> bool:
    """Whether a name of a country or a short name is part of another person's name ("Michael Jordan", "Chad Wolf")."""
    entry = hit.entry
    if hit.first != hit.last or not (entry.kind == "short_name" or tokens[hit.first].key in word_class("personal")):
        return False
    bare = hit.first - (hit.first > 1 and tokens[hit.first - 1].text in _ARTICLES and tokens[hit.first].glued)  # "Khaled al-Mismari"
    before = tokens[bare - 1] if bare else None
    behind = tokens[hit.last + 1 : hit.last + 3]
    # "Mustafa al-Doma" bears another family's name.
    after = behind[1] if len(behind) > 1 and behind[0].text in _ARTICLES and behind[1].glued else behind[0] if behind else None
    if before is not None and _is_given_name(before) and not (before.key in _HONORIFIC and entry.kind == "short_name"):
        return True
    if before is not None and before.key in word_class("title") and entry.kind == "short_name" and hit.first > 1 and _is_given_name(tokens[hit.first - 2]):
        return True  # "Yusuf Sheikh Omar" is not Mullah Omar
    if entry.kind != "short_name":
        return after is not None and _is_given_name(after) and not after.text.isupper() and not _opens_body(tokens[hit.last + 1 :])
    if after is not None and _is_given_name(after) and after.key not in word_class("institution"):
        return True
    alone = len([token for token in tokens if token.kind == "word"]) == 1
    return not alone and tokens[hit.first].key in word_class("titled") and (before is None or before.key not in word_class("title"))


def _opens_body(tokens: list[Token]) -> bool:
    """Whether capitalised words name a body rather than a person: "Coast Guard", "Meteorological Department"."""
    for token in tokens:
        if token.kind != "word" or not token.capital:
            return False
        if token.key in word_class("institution") | word_class("organisation") | word_class("governmental"):
            return True
    return False


def _is_given_name(token: Token) -> bool:
    """Whether a token looks like part of a person's name: a capital, and no title, initials or word of office."""
    if token.kind != "word" or not token.capital:
        return False
    if token.key in _HONORIFIC:
        return True
    return (
        token.key not in word_class("title")
        and token.key not in word_class("official")
        and token.key not in word_class("institution")
        and not token.text.isupper()
    )


_PEOPLE = frozenset({"people", "peoples", "tribe", "tribes", "clan", "clans", "community", "communities"})


def is_place(part: Part, hit: Hit) -> bool:
    """Whether the phrase uses a name of the gazetteer as a place: after "in" or "of", or before "'s", "governor", "officials"."""
    if hit.first == hit.last == 0 and part.tokens[0].key in word_class("locality"):
        return False  # "Port officials", "State media"
    if part.opener:
        people = hit.last + 1 < len(part.tokens) and part.tokens[hit.last + 1].key in _PEOPLE  # "a chief of the Barí people"
        return not people and (hit.first == 0 or (hit.first == 1 and part.tokens[0].key == "the"))
    after = part.tokens[hit.last + 1] if hit.last + 1 < len(part.tokens) else None
    if after is None or (hit.first and _is_given_name(part.tokens[hit.first - 1])):
        return False
    return after.kind == "possessive" or after.key in word_class("institution") | word_class("locality")


def names_only(tokens: list[Token]) -> list[Token]:
    """Tokens with small letters replaced, so that common words are not taken for places ("police", "of")."""
    known = word_class("title") | word_class("institution") | word_class("official") | word_class("governmental") | word_class("person")
    plain = [token.capital and token.key not in known for token in tokens]
    return [token if keep else Token(token.start, token.end, token.text, "", token.kind, token.glued) for token, keep in zip(tokens, plain, strict=True)]


def keys_of(part: Part) -> set[str]:
    """The folded words of a part."""
    return {token.key for token in part.tokens}
