"""What a document names, which of its parties are in conflict, and where it comes from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from checker.analysis import Analysis, noun_chunks
from checker.document import Document
from checker.lexicon import tokenise, word_class
from checker.memory import Mentioned, mentioned_at
from checker.parties import PartyResolver

# How near the front a party stands in the text and in the title counts more than later mentions.
_TITLE_WEIGHT, _LEAD_WEIGHT, _LEAD = 3.0, 2.0, 4
# The user's own parties go before all others.
_FOCUS_WEIGHT = 1_000.0
_HOME_WEIGHT = 3.0
# Kinds of mention that tell of no party in a conflict.
THIRD_PARTIES = frozenset({"media", "ngo", "body", "alliance", "place", "person", "short_name", "usual"})
_SEATS = ("country", "adjective", "seat", "place", "institution", "body", "armed_group", "authority", "ngo", "alliance", "media")
# Bodies that publish in their own name, wherever they are.
_PUBLISHERS = ("body", "ngo", "alliance", "armed_group")
_STATEMENT_BY = re.compile(
    r"(?:\b(?:statement|press release|communiqu[ée]|remarks|briefing|declaration|note verbale|readout|comments?|answers?|replies)\b[^.;:]{0,60}?\b(?:by|of|from"
    r"|issued by)|\bpress (?:service|office|centre|center|department) of)\s+(?:the\s+)?(.{3,120})",
    re.IGNORECASE,
)
_OFFICE_LINE = re.compile(
    r"\s*(?:the\s+)?(?:[\w’'-]+\s+){0,4}?(?:ministry|department|office|embassy|command|staff|armed forces|general staff)\b", re.IGNORECASE
)
# "A forest larger than Kuwait" is not about Kuwait.
_COMPARED = re.compile(r"\b(?:(?:larger|bigger|smaller|longer|wider) than|(?:the )?size of|as (?:large|big|small) as)(?: all of)? $")
_HEAD, _HEAD_LINES, _HEADING = 600, 3, 140
_DATELINE = re.compile(
    r"\s*([A-Z][A-Z .'’-]{2,40}?)(?:(,[^—–(\n]{1,40})?\s*(?:\([^)]*\)\s*)?(?:[—–]|--?\s)|\.\s(?=[A-Z“\"])"
    # "MOSCOW, May 19. /TASS/. ", "YEREVAN, MAY 19, ARMENPRESS. "
    r"|,\s[^—–(\n.]{0,25}\d{1,2}\b(?:,[^.\n]{1,30})?[.:]\s)"
)


def find_mentions(analysis: Analysis, resolver: PartyResolver) -> Iterator[Mentioned]:
    """The named parties of a document in text order, each with the words of its noun phrase."""
    text = analysis.document.text
    for part in analysis.paragraphs:
        chunks = [(part.start + chunk.start_char, part.start + chunk.end_char) for chunk in noun_chunks(part.doc)]
        tokens = tokenise(text[part.start : part.end])
        for hit in resolver.find(tokens):
            start, end = part.start + tokens[hit.first].start, part.start + tokens[hit.last].end
            if _COMPARED.search(text, max(part.start, start - 24), start):
                continue
            phrase = next((chunk for chunk in chunks if chunk[0] <= start and end <= chunk[1]), (start, end))
            yield mentioned_at(start, end, tokenise(text[phrase[0] : phrase[1]]), resolver.codes(tokens, hit), hit.entry.kind)


def conflict_parties(found: Sequence[Mentioned], title: str, resolver: PartyResolver, *, home: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Countries, authorities and armed groups by prominence; the first two are taken for the parties in conflict.

    Troops and arms of a party count more than its envoys, and the text's own party (home) more than its name tells. A group that fights in the place
    of a state (Hezbollah, not Lebanon), or is about as prominent as the second of the list and acts in one of the first three, comes second, but not
    before its host where two states stand first; and the rival of a group that stands first is its host, where it is named.
    """
    score: dict[str, float] = defaultdict(float)
    for number, one in enumerate(found):
        for code in one.codes if one.kind not in THIRD_PARTIES else ():
            score[code] += (_LEAD_WEIGHT if number < _LEAD else 1.0) + (not one.words.isdisjoint(word_class("martial")))
    for hit in resolver.find(tokenise(title)):
        if hit.entry.kind not in THIRD_PARTIES:
            score[hit.entry.codes[0]] += _TITLE_WEIGHT
    _merge_own_codes(score, resolver)
    for code in resolver.focus:
        score[code] += _FOCUS_WEIGHT
    if len(home) == 1 and home[0] in score:
        score[home[0]] += _HOME_WEIGHT
    ranked = sorted(score, key=lambda code: -score[code])
    if len(ranked) > 2 and not resolver.focus:
        _put_group_second(ranked, score, resolver)
        _put_host_second(ranked, resolver)
    return tuple(ranked)


def with_home(focus: tuple[str, ...], home: tuple[str, ...], resolver: PartyResolver) -> tuple[str, ...]:
    """The parties by prominence with the text's own among the first two where it is in the conflict: what is one's own seldom needs a name.

    It is in it if it is an armed group or regional authority, also one that needs no name where its own town stands over the text, or the state in which
    the first of them stands.
    """
    if len(home) != 1 or not focus or home[0] in focus[:2]:
        return focus
    taken = home[0] not in focus and resolver.country(home[0]) in {resolver.country(code) or code for code in focus[:2]}
    fights = (home[0] in focus or taken) and (resolver.kind(home[0]) == "armed_group" or resolver.governs_part(home[0]))
    host = resolver.country(focus[0]) == home[0] and resolver.kind(focus[0]) in ("armed_group", "authority") and not resolver.replaces_host(focus[0])
    return (focus[0], home[0], *(code for code in focus[1:] if code != home[0])) if fights or host else focus


def _put_group_second(ranked: list[str], score: dict[str, float], resolver: PartyResolver) -> None:
    states = all(resolver.kind(code) == "country" for code in ranked[:2])

    def fights(group: str) -> bool:
        beside_host = states and resolver.country(group) in ranked[:2]
        return resolver.replaces_host(group) or (not beside_host and score[group] >= 0.5 * score[ranked[1]])

    groups = [code for code in ranked if resolver.kind(code) == "armed_group"]
    # One whose country is not named fights another: the Polisario Front fights Morocco.
    rivals = [code for code in groups if (resolver.country(code) in ranked[:3] or resolver.country(code) not in ranked) and fights(code)]
    if not rivals:
        return
    host = resolver.country(rivals[0])
    if host in ranked and resolver.replaces_host(rivals[0]):
        ranked.remove(host)
        ranked.insert(2, host)
    if rivals[0] != ranked[0]:
        ranked.remove(rivals[0])
        ranked.insert(1, rivals[0])


def _put_host_second(ranked: list[str], resolver: PartyResolver) -> None:
    first = ranked[0]
    if resolver.kind(first) not in ("armed_group", "authority") or resolver.replaces_host(first):
        return
    country = resolver.country(first)
    host = resolver.speakers.get(country or "", country)
    related = ranked[1] in (country, host) or resolver.country(ranked[1]) == country
    if not related and (rival := next((code for code in (host, country) if code in ranked), None)) is not None:
        ranked.remove(rival)
        ranked.insert(1, rival)


def _merge_own_codes(score: dict[str, float], resolver: PartyResolver) -> None:
    """Count a country under the code of its authorities where the document has a rival group of the same country."""
    for country, code in resolver.speakers.items():
        rivals = [one for one in score if one != code and resolver.country(one) == country and resolver.kind(one) != "media"]
        if country in score and (rivals or code in score):
            score[code] += score.pop(country)


def home_of(document: Document, resolver: PartyResolver, focus: Sequence[str], found: Sequence[Mentioned] = ()) -> tuple[str, ...]:
    """Whose text a document is: the party of the outlet's name, of who issues a statement, or of a dateline with one place.

    Empty if none of them tells: a wire story from two capitals is nobody's, and neither is one about two others from the capital of a
    third country that is not named again in what is `found`.
    """
    dateline = _DATELINE.match(document.text)
    issuer = _issuer(document)
    # A release is its issuer's, wherever it was issued.
    town = dateline.group(1).title() if dateline and not issuer else ""
    around = dateline.group(2).strip(", ") if dateline and dateline.group(2) and not issuer else ""
    if town and (held := resolver.holder(town, focus, day=document.published, dateline=True)):
        return held[:1]
    outlet = document.outlet or ""
    # Many a newspaper is called like some town of the world: what the dateline tells goes before that.
    sources = [(outlet, ()), (issuer, focus), (town, focus), (around, focus), (outlet, focus[:2])]
    for source, among in sources:
        codes = _home_codes(source, resolver, focus, document.published, towns_of=among) if source else ()
        if dateline and source in (town, around) and codes and sum(code != codes[0] for code in focus) > 1:
            codes = codes if any(codes[0] in one.codes and one.start >= dateline.end() for one in found) else ()
        if len(codes) == 1:
            own = resolver.speakers.get(codes[0])
            rivals = any(resolver.country(code) == codes[0] for code in focus)
            return (own,) if own is not None and (own in focus or rivals) else codes
    return ()


def _home_codes(source: str, resolver: PartyResolver, focus: Sequence[str], day: date | None, *, towns_of: Sequence[str]) -> tuple[str, ...]:
    if held := resolver.holder(source, focus, day=day):
        return held[:1]
    tokens = tokenise(source)
    hits = [hit for hit in resolver.find(tokens) if hit.entry.kind in _SEATS]
    codes = tuple(dict.fromkeys(resolver.codes(tokens, hit)[0] for hit in hits))
    publishers = tuple(code for code in codes if resolver.kind(code) in _PUBLISHERS)
    if publishers:
        # "UNIFIL press office, Lebanon"; "MSF Sudan".
        return publishers[:1]
    media = [code for code in codes if resolver.kind(code) == "media"]
    codes = tuple(dict.fromkeys(_home_of_medium(code, resolver) if code in media else code for code in codes if code not in word_class("world_media")))
    if not codes and not media:
        place = resolver.place(f"an office in {source}", towns_of)
        codes = place.parties if place and set(place.parties) <= _countries(towns_of, resolver) else ()
    return codes


def _countries(codes: Sequence[str], resolver: PartyResolver) -> set[str]:
    return {resolver.country(code) or code for code in codes}


def _home_of_medium(code: str, resolver: PartyResolver) -> str:
    return resolver.country(code) or code


def _issuer(document: Document) -> str:
    """Who issues a statement, by its title or its first lines: "Statement by the Ministry of Defence of Azerbaijan"; "" for a story."""
    lines = [document.title or "", *document.text.lstrip()[:_HEAD].split("\n")[:_HEAD_LINES]]
    for line in lines:
        if (match := _STATEMENT_BY.search(line)) and len(line) < _HEADING:
            return match.group(1)
        if len(line) < _HEADING and _OFFICE_LINE.match(line) and not line.rstrip().endswith((".", "!", "?")):
            return line.title() if line.isupper() else line
    return ""
