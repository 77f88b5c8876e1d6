"""What a noun phrase without a name of its own stands for in a document: "the general", "the rebels", "the embassy", "the Gulf state".

By what was introduced before under the same words, by the place in the phrase or its sentence, else by whose army, ministry or group
it must be where the text comes from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.allegiance import FORCE, NEAR, RANKED, back_reference, by_rule_over, by_standing
from checker.document import Span
from checker.gazetteer import lookup
from checker.lexicon import read_table, tokenise, word_class
from checker.memory import Mentioned, folded_words
from checker.parties import PartyMatch, describe_codes
from checker.private_persons import RANK

if TYPE_CHECKING:
    from checker.discourse import Discourse

# A place of this size (gazetteer.Entry) is known by its name alone: a city of a quarter of a million.
_CITY = 4
# Evidence that is about no party that could be "the other side".
_NO_SIDE = frozenset({"local", "diplomat", "both", "ngo", "media"})
_NAMED = frozenset({"country", "adjective", "seat", "institution", "authority", "armed_group", "people", "reference", "person"})
_OWN_NAME = re.compile(r"\b(?:National|State|Federal|Supreme|General|Central|Royal)\b")
_LOCALITY = re.compile(
    r"[- ](?:\w+[- ]){0,2}?(?:towns?|villages?|cit(?:y|ies)"
    r"|districts?|provinces?|regions?|county|governorate|oblast|hamlets?|settlements?|ports?|islands?|side|soil"
    r"|territory|bank|border)\b"
)
_COUNTRY_NOUN = r"(?:states?|nations?|country|countries|kingdom|monarchy|emirate|sultanate|republic|power|government|neighbou?rs?|mediators?|host)"
_SEVERAL_STATES = re.compile(r"(?:states|nations|countries|neighbou?rs)$")
# Institutions of states, not of the groups that fight them.
_STATELY_WORDS = """
    army military navy staff ministry minister government president parliament embassy ambassador police cabinet administrator
    commissioner prefect magistrate premier governor chancellor king junta regime
    """
_NATIONWIDE = frozenset({"national", "state"})
_STATELY = frozenset(_STATELY_WORDS.split())
_OF_AREA = re.compile(r"(?:the|its) (?:district|town|city|village|province|county|governorate)(?:['’]s?\s|$)", re.IGNORECASE)
_GENERALS = frozenset({"secretary", "director", "attorney", "inspector", "consul", "governor", "prosecutor"})
_ANYBODY = re.compile(r"an? (?:spokes\w+|official|representative)$", re.IGNORECASE)
_ITS = re.compile(r"Its (?:own )?(?:army|navy|military|troops|soldiers|forces|pilots|ships|jets|air force|coast guard|patrol)\b")
_ARMY = frozenset({"army", "military", "navy", "junta"})
_MINISTRY = frozenset({"ministry", "ministries"})
# What a government itself does in the sentence that its ministry speaks in: "Georgetown has lodged a protest, the foreign ministry said".
_OF_STATE = re.compile(
    r"\b(?:has|have|had)? ?(?:lodged?|protested|summoned|recalled|expelled|notified|alerted|asked|requested|handed over|delivered|called on|demanded|ordered"
    r"|suspended|evacuated|mobili[sz]ed|appealed|proposed|offered|invited|accepted|agreed|complained)\b"
)
_REBEL = frozenset({"rebel", "rebels", "insurgent", "guerrilla", "separatist", "paramilitary", "militia", "jihadist"})
_REBEL_OFFICE = re.compile(r"\b(?:separatist|rebel|guerrilla|insurgent)s? (?:leader|commander|chief|official|officer|spokes\w+|general)\b", re.IGNORECASE)
_FEDERAL = frozenset({"federal", "central", "national"})
_SENT = frozenset({"envoy", "mediator", "mediators", "rapporteur", "coordinator", "observers", "monitors"})


def by_description(discourse: Discourse, span: Span, text: str, weak: PartyMatch | None) -> PartyMatch | None:
    """The parties of a phrase that names none, or only something that gives way (`weak`)."""
    if weak and weak.kind == "place" and _is_stray(discourse, weak, text):
        weak = None
    found = _by_name(discourse, text) or (weak if weak and weak.kind == "short_name" else None)
    found = found or by_rule_over(discourse, span, text)
    found = found or _inner(discourse, span, text) or _by_area(discourse, span, text)
    found = found or by_standing(discourse, span, text) or _of_rebels(discourse, span, text)
    found = found or _by_own_place(discourse, text) or _by_words(discourse, span, text, weak) or _by_place(discourse, span, text)
    if found is None and weak and weak.kind == "usual" and not discourse.home:
        return weak
    return found or _institution(discourse, span, text) or (None if weak and weak.kind == "backed" else weak)


def _is_stray(discourse: Discourse, place: PartyMatch, text: str) -> bool:
    """Whether a small place has its only namesake in a country that the document is not about: "a commander known as Rufino"."""
    if set(place.parties) & {*discourse.focus, *discourse.home}:
        return False
    hits = (lookup(word) for word in re.findall(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*", text))
    return all(entry.size < _CITY for entries in hits for entry in entries)


def _by_name(discourse: Discourse, text: str) -> PartyMatch | None:
    """A person or body introduced earlier: "Surasant", "Gen. Ilunga"."""
    for token in tokenise(text):
        if token.capital and token.key in discourse.names:
            match = discourse.names[token.key]
            return PartyMatch(match.parties, "name", f'"{token.text}" was introduced earlier; {match.evidence}')
    return None


def _inner(discourse: Discourse, span: Span, text: str) -> PartyMatch | None:
    """The owner in "the group's media office" or "a spokesman for the committee"."""
    owner = re.match(r"(.+?)['’]s? (?=\w)", text)
    inner = owner.group(1) if owner else ""
    if not inner:
        after = re.search(r"\b(?:for|of|from|at|with)\s+((?:the|both|its|their)\s[^,]+)(?:,.*)?$", text)
        inner = after.group(1) if after else ""
    if not inner or inner == text:
        return None
    return discourse.resolve(Span(span.start, span.start + max(1, len(inner)), inner))


def _by_area(discourse: Discourse, span: Span, text: str) -> PartyMatch | None:
    """ "The Gulf state", "the Baltic nations": countries of the document in that part of the world."""
    for area, members in read_table("mentions")["areas"].items():
        if area in text and re.search(rf"\b{area}(?:[- ]\w+)?\s+{_COUNTRY_NOUN}$", text):
            if _SEVERAL_STATES.search(text):
                several = tuple(code for code in discourse.focus[:2] if code in members)
                return PartyMatch(several, "both", f'"{text}" are {describe_codes(several)}') if len(several) > 1 else None
            # The parties in conflict are meant before others of the same part of the world.
            inside = frozenset(discourse.focus[:2]) & frozenset(members) or frozenset(members)
            last = discourse.memory.before(span.start, lambda one, inside=inside: not inside.isdisjoint(one.codes) and one.kind in _NAMED)  # type: ignore[misc]
            return back_reference(discourse, text, last) if last else None
    return None


def _by_own_place(discourse: Discourse, text: str) -> PartyMatch | None:
    """Local authorities belong to the place in their own phrase."""
    return discourse.resolver.place(text, (*discourse.focus[:4], *discourse.home), villages_of=discourse.focus[:2])


def _by_words(discourse: Discourse, span: Span, text: str, weak: PartyMatch | None) -> PartyMatch | None:
    """The last mention with the same noun: "the wing", "the general", "the group"."""
    words = _after_attachment([word for word in folded_words(tokenise(text)) if word not in word_class("common")])
    if not words or (weak and weak.kind in ("usual", "organisation")):
        return None
    attached = weak is not None and weak.kind in ("attached", "backed")
    if weak and attached and discourse.resolver.kind(weak.parties[0]) in ("body", "alliance"):
        return weak
    memory = discourse.memory
    if words[-1] == "general" and len(words) > 1 and words[-2] in _GENERALS:
        words = [*words[:-2], f"{words[-2]} {words[-1]}"]  # "the secretary general" is no general
        found = memory.before(span.start, lambda one: {words[-1].split()[0], "general"} <= one.words)
        return back_reference(discourse, text, found) if found else None
    if words[-1] in word_class("group"):
        if not set(words[:-1]) & word_class("worldly") and (group := _group(discourse, span, text, words)):
            return group
        aid = memory.before(span.start, lambda one: one.kind in ("ngo", "body", "organisation"))
        return back_reference(discourse, text, aid) if aid else None
    if words[-1].removesuffix("s") in word_class("person") and set(words[:-1]) & _REBEL and weak is None and (group := _group(discourse, span, text, words)):
        return group  # "rebel commanders"
    if words[-1] in FORCE and (attached or "-led" in text):
        return _group(discourse, span, text, words)
    if _OWN_NAME.search(text):
        found = None if _national_home(discourse) else memory.spoken_as(span.start, set(words))
    elif set(words[:-1]) & word_class("portfolio") and words[-1] in word_class("person") | _MINISTRY:
        # "The defense minister" is not the prime minister named before, nor the foreign ministry that of defense.
        found = memory.spoken_as(span.start, set(words))
    elif _is_national(discourse, span, text, words):
        found = None
    else:
        found = memory.spoken_as(span.start, set(words)) or memory.spoken_as(span.start, {words[-1]}) or _kind_of(discourse, span, words)
        found = found or _by_modifier(discourse, span, words)
    person = found is not None and found.spoke and found.person  # "the minister" of a region is a minister
    if found and not person and words[-1] in _STATELY and not _may_own(discourse, found, stately=True):
        return None
    return back_reference(discourse, text, found) if found else None


def _of_rebels(discourse: Discourse, span: Span, text: str) -> PartyMatch | None:
    """ "Lucas Tabe, a separatist leader exiled in Norway", "guerrilla commander Berivan Serhat"."""
    found = _REBEL_OFFICE.search(text)
    return _group(discourse, span, text, found.group().lower().split()) if found else None


def _after_attachment(words: list[str]) -> list[str]:
    """The words after "Iran-backed" or "Kurdish-led"."""
    participles = word_class("attached_weak") | word_class("attached_strong")
    last = max((number for number, word in enumerate(words[:-1]) if number and word in participles), default=-1)
    return words[last + 1 :]


def _group(discourse: Discourse, span: Span, text: str, words: Sequence[str]) -> PartyMatch | None:
    """The armed group that "the rebels" or "the group" means; an aid group or a bloc only where it has just spoken."""
    memory = discourse.memory
    known = memory.spoken_as(span.start, set(words)) or memory.spoken_as(span.start, {words[-1]})
    last = memory.before(span.start, lambda one: one.spoke and one.kind not in ("local", "diplomat"))
    if known and (known.kind == "armed_group" or _fights(discourse, known) or (last and last.codes == known.codes)):
        return back_reference(discourse, text, known)
    armed = memory.before(span.start, lambda one: one.spoke and _fights(discourse, one))
    armed = armed or memory.before(span.start, lambda one: one.kind in ("armed_group", "ngo") or (one.kind == "alliance" and words[-1] == "group"))
    if armed or known:
        return back_reference(discourse, text, armed or known)  # type: ignore[arg-type]
    code = _usual_group(discourse)
    return PartyMatch((code,), "relation", f'"{text}" is taken for {describe_codes((code,))}, which fights there') if code else None


def _fights(discourse: Discourse, one: Mentioned) -> bool:
    return len(one.codes) == 1 and discourse.resolver.kind(one.codes[0]) == "armed_group"


def _usual_group(discourse: Discourse) -> str | None:
    """The document's most prominent armed group, the region at odds with its state, or the group that fights the state that it is about."""
    groups = [code for code in discourse.focus if discourse.resolver.kind(code) == "armed_group"]
    groups = groups or [code for code in discourse.focus[:2] if discourse.resolver.governs_part(code) and discourse.resolver.country(code) in discourse.focus]
    if groups:
        return groups[0]
    usual = read_table("parties")["usual_groups"]
    states = (*discourse.home, *discourse.focus[:2])
    return next((str(usual[state]) for code in states for state in (discourse.resolver.country(code) or code,) if state in usual), None)


def _is_national(discourse: Discourse, span: Span, text: str, words: Sequence[str]) -> bool:
    """Whether the phrase names an institution of the home country, or a person of one, rather than something said before."""
    head, before = words[-1], set(words[:-1])
    if head not in word_class("person"):
        shared = (word_class("body") | word_class("medium") | word_class("abroad")) - {"office"}
        return bool(_national_home(discourse)) and head in word_class("institution") and head not in shared
    if before & word_class("institution"):
        return bool(_national_home(discourse)) and discourse.memory.spoken_as(span.start, set(words)) is None
    return re.match(r"(?:the|this|that)\b", text, re.IGNORECASE) is None


def _by_modifier(discourse: Discourse, span: Span, words: Sequence[str]) -> Mentioned | None:
    """ "The force commander" by its force."""
    if len(words) < 2 or words[0] in word_class("state"):
        return None
    known = words[0] in word_class("institution") | word_class("body")
    return (discourse.memory.spoken_as(span.start, {words[0]}) if known else None) or _kind_of(discourse, span, words[:1])


def _kind_of(discourse: Discourse, span: Span, words: Sequence[str]) -> Mentioned | None:
    """The last body for "the mission", the last kingdom for "the kingdom", the last party or movement for "the party"."""
    head, memory = words[-1], discourse.memory
    if head in word_class("group"):
        return memory.before(span.start, lambda one: one.kind == "armed_group")
    if head == "force" and set(words[:-1]) <= word_class("worldly"):
        return memory.before(span.start, lambda one: one.kind in ("armed_group", "body", "alliance"))
    if head == "party":
        return memory.before(span.start, lambda one: one.kind in ("armed_group", "authority") and one.codes != discourse.home)
    if head in word_class("body") | word_class("medium") and set(words[:-1]) <= word_class("worldly"):
        kinds = {"body", "alliance", "ngo", "organisation"} if head in word_class("body") else set()
        kinds |= {"media"} if head in word_class("medium") else set()
        return memory.before(span.start, lambda one: one.kind in kinds)
    if head == "kingdom":
        return memory.before(span.start, lambda one: bool(set(one.codes) & word_class("kingdoms")))
    if head in word_class("state") and head not in ("government", "administration"):
        return memory.before(span.start, lambda one: one.kind in ("country", "seat", "adjective"))
    return None


def _by_place(discourse: Discourse, span: Span, text: str) -> PartyMatch | None:
    """Local authorities belong to the place that their sentence names before them."""
    words = set(folded_words(tokenise(text)))
    local = words & word_class("locality") or (words & {"there"} if text.endswith(" there") else set())
    if not local or (local <= _NATIONWIDE and words & (_STATELY | _ARMY)):
        return None  # "the national defense minister" is of no place that the sentence names
    memory = discourse.memory
    start, end = memory.sentence(span.start)
    near = [one for one in memory.between(start, end) if one.kind in ("country", "place", "seat", "adjective") and not span.start <= one.start < span.end]
    near = [one for one in near if re.search(r"\b(?:in|at|near|of|from)\s+(?:the\s+)?(?:\w+\s+){0,2}$", memory.text[max(start, one.start - 30) : one.start])]
    # "The second victim of Rwandan guns" is hit elsewhere; "in the Rwandan town" is there.
    near = [one for one in near if one.kind != "adjective" or _LOCALITY.match(memory.text, one.end)]
    if near:
        return PartyMatch(near[-1].codes, "place", f'"{text}" are those of the place named in the sentence, {describe_codes(near[-1].codes)}')
    last = memory.before(span.start, lambda one: one.kind == "place") if _OF_AREA.match(text) else None
    return PartyMatch(last.codes, "place", f'"{text}" are those of {memory.quote(last)}, {describe_codes(last.codes)}') if last else None


def _institution(discourse: Discourse, span: Span, text: str) -> PartyMatch | None:
    """An army, ministry or office without a national name: the home of the text, else of the last party named."""
    tokens = tokenise(text)
    words = set(folded_words(tokens))
    phrase = " ".join(token.key for token in tokens)
    named = words & word_class("institution") or any(" " in name and name in phrase for name in word_class("institution"))
    if not named and not RANK.search(text):
        return None
    if (seat := _in_capital(discourse, span)) is not None:
        return PartyMatch(seat.codes, "place", f'"{text}" is in {discourse.memory.quote(seat)}, {describe_codes(seat.codes)}')
    if words & _SENT:
        sender = discourse.memory.before(span.start, lambda one: one.kind in ("body", "alliance"))
        if sender:
            return back_reference(discourse, text, sender)
    if _ANYBODY.match(text) and (codes := discourse.memory.named_before(span.start)):
        return PartyMatch(codes, "nearest", f'"{text}" speaks for {describe_codes(codes)}, of whom the sentence tells')
    if (owner := _opening_owner(discourse, span)) is not None:
        return PartyMatch(owner, "nearest", f'"{text}" without a country follows what belongs to {describe_codes(owner)}')
    stately = bool(words & _STATELY)
    host = _host(discourse) if stately or words & _FEDERAL else None  # a region has ministers, seldom an army
    if host and (words & (_FEDERAL | _ARMY) or discourse.resolver.kind(discourse.home[0]) == "armed_group"):
        return PartyMatch((host,), "home", f'"{text}" is that of {describe_codes((host,))}, not of {describe_codes(discourse.home)}')
    if discourse.home and (_national_home(discourse) or not stately):
        return PartyMatch(discourse.home, "home", f'"{text}" without a country is that of the place the text comes from, {describe_codes(discourse.home)}')
    if stately and (subject := _acting_state(discourse, span)) is not None:
        return PartyMatch(subject.codes, "nearest", f'"{text}" speaks for {describe_codes(subject.codes)}, of whose step the sentence tells')
    army = bool(words & _ARMY)
    fellow = _fellow_officer(discourse, span) if words & RANKED else None
    spoke = fellow or discourse.memory.before(
        span.start, lambda one: one.spoke and one.kind not in _NO_SIDE and _may_own(discourse, one, stately=stately, army=army)
    )
    if (topic := _opening_party(discourse, span, after=spoke.start if spoke else 0)) is not None and _may_own(discourse, topic, stately=stately, army=army):
        quoted = discourse.memory.quote(topic)
        return PartyMatch(
            topic.codes, "nearest", f'"{text}" without a country follows {quoted}, {describe_codes(topic.codes)}, that the sentence before is about'
        )
    if spoke and span.start - spoke.start < NEAR and len(spoke.codes) == 1:
        quoted = discourse.memory.quote(spoke)
        return PartyMatch(spoke.codes, "nearest", f'"{text}" without a country follows the words of {quoted}, {describe_codes(spoke.codes)}')
    last = discourse.memory.before(span.start, lambda one: one.kind in _NAMED and _may_own(discourse, one, stately=stately, army=army))
    if last is None:
        host = next((country for code in discourse.focus if (country := discourse.resolver.country(code))), None) if stately else None
        return PartyMatch((host,), "relation", f'"{text}" is that of {describe_codes((host,))}, against which a group fights') if host else None
    return PartyMatch(last.codes, "nearest", f'"{text}" without a country follows {discourse.memory.quote(last)}, {describe_codes(last.codes)}')


def _opening_party(discourse: Discourse, span: Span, *, after: int) -> Mentioned | None:
    """The only party of the sentence before, in the same paragraph and since the last speaker: "Peru's army laughed. ‘...,’ the spokesman said"."""
    memory = discourse.memory
    start = memory.sentence(span.start)[0]
    before, end = memory.sentence(start - 1) if start else (0, 0)
    named = [one for one in memory.between(before, end) if one.kind in _NAMED]
    first = named[0] if len({one.codes for one in named}) == 1 else None
    if first is None or first.start < after or "\n" in memory.text[before:start] or len(first.codes) != 1:
        return None
    return first if memory.text[before : first.start].strip(' "“').casefold() in ("", "the") else None


def _in_capital(discourse: Discourse, span: Span) -> Mentioned | None:
    """The seat of a party of the document that stands right before: "In Kabul, the Defense Ministry said"."""
    memory = discourse.memory
    start = memory.sentence(span.start)[0]
    last = next((one for one in reversed(list(memory.between(start, span.start))) if one.end <= span.start), None)
    if last is None or last.kind not in ("seat", "country") or memory.text[last.end : span.start].strip() != "," or last.codes[0] not in discourse.focus:
        return None
    return last if re.fullmatch(r"\W*(?:in|from)\s+(?:the\s+)?", memory.text[start : last.start], re.IGNORECASE) else None


def _acting_state(discourse: Discourse, span: Span) -> Mentioned | None:
    """The state that opens the sentence and takes a step of diplomacy in it, before a ministry that has no country speaks."""
    memory = discourse.memory
    start = memory.sentence(span.start)[0]
    first = next(iter(memory.between(start, span.start)), None)
    if first is None or first.kind not in ("country", "seat") or memory.text[start : first.start].strip(' "“') not in ("", "The", "the"):
        return None
    return first if _OF_STATE.match(memory.text[first.end : span.start].lstrip()) else None


def _fellow_officer(discourse: Discourse, span: Span) -> Mentioned | None:
    """The last speaker from an army, close before an officer without a country."""
    last = discourse.memory.before(span.start, lambda one: one.spoke and not RANKED.isdisjoint(one.words) and is_state(discourse, one.codes[0]))
    return last if last and span.start - last.start < NEAR else None


def _opening_owner(discourse: Discourse, span: Span) -> tuple[str, ...] | None:
    """Whose "its navy" or "its troops" opens the sentence in which an officeholder without a country speaks."""
    start = discourse.memory.sentence(span.start)[0]
    if span.start <= start or not _ITS.match(discourse.memory.text[start : span.start]):
        return None
    codes = discourse.memory.antecedent(start)
    return codes if len(codes) == 1 and is_state(discourse, codes[0]) else None


def _host(discourse: Discourse) -> str | None:
    """The state in which the group or regional authority that the text comes from stands against it."""
    if len(discourse.home) != 1 or discourse.resolver.replaces_host(discourse.home[0]):
        return None
    resolver, home = discourse.resolver, discourse.home[0]
    country = resolver.country(home)
    named = country in discourse.focus or resolver.speakers.get(country or "") in discourse.focus
    return country if named or resolver.kind(home) == "armed_group" else None


def _national_home(discourse: Discourse) -> tuple[str, ...]:
    """The home of the text, unless that is a body or an aid group, which has no army and no ministries."""
    return tuple(code for code in discourse.home if discourse.resolver.kind(code) not in ("body", "ngo", "alliance"))


def _may_own(discourse: Discourse, one: Mentioned, *, stately: bool, army: bool = False) -> bool:
    """Whether a party can have the institution; an army or a ministry is a state's where the document has one."""
    if army and any(discourse.resolver.replaces_host(code) and discourse.resolver.country(code) in one.codes for code in discourse.focus[:2]):
        return False  # where Hamas fights, "the army" is not Gaza's
    return not stately or all(is_state(discourse, code) for code in one.codes) or not any(is_state(discourse, code) for code in discourse.focus)


def is_state(discourse: Discourse, code: str) -> bool:
    """Whether a code is a country, a de facto state, or the authorities that speak for a country."""
    resolver = discourse.resolver
    return resolver.kind(code) == "country" or (resolver.kind(code) == "authority" and (code in resolver.speakers.values() or not resolver.country(code)))
