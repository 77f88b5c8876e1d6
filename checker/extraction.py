"""Statements to claims: clause-level sentences that stand alone, with typed slots."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from checker.analysis import Analysis
from checker.claim import Claim, Modality, Polarity, Quantity
from checker.claim_types import OTHER, TypeTable, type_table
from checker.clauses import Clause, Word, added, finite_clauses
from checker.context import party_name
from checker.forms import ACCUSING, cue_lemma, statement_clauses
from checker.references import Place, References, places_in
from checker.rendering import completed, joined, sentence
from checker.roles import HOSTILE, assign, opponent, read_roles
from checker.statement import Mode, Stance, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

    from checker.discourse import Discourse

_LEAD_PARAGRAPHS = 3
_PLACED = frozenset({"casualties", "damage", "air_strike", "ground_fire"})
_SAYING = frozenset(["say", "tell", "report", "announce", "accuse", "add", "claim", "declare", "state", "insist"])
_COUNTS = frozenset({"casualties", "displacement"})
_EVENT_TYPES = HOSTILE | {"casualties", "troop_movement"}
_SAME_FAMILY = {
    "casualties": HOSTILE | {"casualties"},
    "damage": frozenset({"air_strike", "ground_fire", "damage", "casualties"}),
    "air_strike": frozenset({"air_strike", "damage", "casualties"}),
    "ground_fire": frozenset({"ground_fire", "ceasefire_violation", "damage", "casualties"}),
    "ceasefire_violation": frozenset({"ceasefire_violation", "ground_fire", "air_strike", "incursion"}),
}
_NEGATION = re.compile(
    r"\b(?:not|n't|never|no|none|nobody|nothing|neither|nor|no one|unharmed|unhurt|without (?:loss|casualties)|false|made up|fabricated|staged|invented|baseless|imaginary|untrue|denied)\b|n't\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(
    r"\bno(?:t)? (?:more|less|fewer|later|earlier|longer) than\b|\bno longer\b|\bnot only\b|\bnothing else\b|\bno need\b|\bwith(?:out)? no\b"
    r"|\b(?:could|can|did|does|do|was|were)(?: not|n't) (?:be )?(?:able to )?(?:determine|determined|verify|verified|confirm|confirmed|say|know|tell)\b|\bwith no warning\b|\bno warning\b(?= and no reason)|\bno reason\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:may|might|could|possibly|reportedly|allegedly|apparently|perhaps|suspected|presumably|unconfirmed|cannot be ruled out"
    r"|(?:could|can|did|does|do)(?: not|n't) (?:determine|verify|confirm|say|know|tell))\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|provided that|as long as|so long as|only if|only when|on condition)\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|shall|would|won't|going to|plans? to|intends? to|is to|are to)\b(?! have\b)", re.IGNORECASE)
_GENERAL = re.compile(r"\b(?:not one|not a single|at any time|any|no \w+ (?:has|have|had) (?:ever )?|never|nothing|anything|ever)\b", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"\bthe number of (?P<noun>[a-z]+(?: (?:killed|wounded|injured|hurt|displaced|missing|detained))?)\b(?P<rest>[^.;]{0,80}?)"
    r" (?:(?:has|have|had) )?(?:now )?(?:risen|climbed|rose|grown|grew|increased|gone up|fallen|fell|was|were|is|stood|stands|reached|hit|been put|(?P<verb>passed|exceeded|topped|surpassed))(?: (?:to|at|by))?"
    r" (?P<amount>(?:(?:at least|about|some|nearly|almost|more than|over|around) )?(?:\d[\d,.]*\d|\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|\w+ hundred)(?: (?:hundred|thousand|million))?)\b",
    re.IGNORECASE,
)
_BARE_STATES = {
    "dead": "people killed",
    "deaths": "people killed",
    "fatalities": "people killed",
    "wounded": "people wounded",
    "injured": "people injured",
    "displaced": "people displaced",
    "missing": "people missing",
    "detained": "people detained",
    "evacuees": "people evacuated",
}
_TOWN_OF = re.compile(r"\b([A-Z][a-z]+)(?:[’']s)? (?:\w+ ){0,2}(?:town|village|city|district|province|region|area|port|border \w+) (?:of )?$")
_DATELINE = re.compile(r"[A-Z][A-Z .,/'-]{2,60}?(?: \(\w+\))? -+ ")
_LASTING = re.compile(r"\b(?:always|never|ever|repeatedly|daily|regularly|often|every day|for (?:years|months|weeks)|in recent)\b", re.IGNORECASE)
_DEFINITE_EVENT = re.compile(
    r"\b(?:the|that|this) (?:\w+ ){0,2}(?:strike|raid|attack|shelling|bombing|launch|fire|building|town|village|site|base|depot|incident|clash|area|shooting|scene|blast|assault|explosion)\b|\bthere\b",
    re.IGNORECASE,
)
_PRESENT = ("VBZ", "VBP")


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the clauses of one statement."""

    statement: Statement
    analysis: Analysis
    references: References
    earlier: tuple[Claim, ...]
    table: TypeTable
    relayed_by: tuple[str, ...]
    background: tuple[Claim, ...] = ()

    @property
    def published(self) -> date | None:
        """Day of publication."""
        return self.analysis.document.published

    @property
    def focus(self) -> tuple[str, ...]:
        """The document's conflict parties."""
        return tuple(self.references.discourse.focus)


@dataclass(frozen=True, slots=True)
class When:
    """Day of an event; `known` where the clause doesn't say it but the event that it belongs to has it."""

    day: date | None
    known: bool = False


def extract_claims(
    statement: Statement,
    analysis: Analysis,
    discourse: Discourse,
    *,
    earlier: Sequence[Claim] = (),
    background: Sequence[Claim] | None = None,
    relayed_by: tuple[str, ...] = (),
    table: TypeTable | None = None,
) -> list[Claim]:
    """Claims of one statement, in text order; none for demands.

    earlier: claims of the document's statements before this one; they complete missing places and days, and are what "the
    accusation" denies. background: events in the reporter's lead, read from the analysis where not given. relayed_by: parties of the statement in whose content this one stands. table: claim types.
    Use `extract_all` for the statements of a whole document.
    """
    if statement.stance is Stance.DEMAND:
        return []
    references = References(
        analysis, discourse, statement.parties, document_places(analysis), quoted=statement.mode is Mode.DIRECT, plural=_is_plural(statement)
    )
    told = lead_events(analysis, discourse) if background is None else background
    setting = Setting(statement, analysis, references, tuple(earlier), table or type_table(), relayed_by, tuple(told))
    speaker = added(" and ".join(party_name(code) for code in statement.parties))
    clauses, lookup = statement_clauses(statement, analysis, speaker)
    if lookup:
        return _numbered(_denied_before(setting))
    claims: list[Claim] = []
    for clause in clauses:
        claim = _claim(clause, setting, tuple(claims), speaker)
        if claim is not None and all(claim.text != other.text for other in claims):
            claims.append(claim)
    return _numbered(claims)


def extract_all(statements: Sequence[Statement], analysis: Analysis, discourse: Discourse, *, table: TypeTable | None = None) -> list[Claim]:
    """Claims of all statements of a document, in their order."""
    by_id = {statement.statement_id: statement for statement in statements}
    claims: list[Claim] = []
    background = lead_events(analysis, discourse, table=table)
    for statement in statements:
        outer = by_id.get(statement.nested_in or "")
        claims += extract_claims(
            statement, analysis, discourse, earlier=claims, background=background, relayed_by=outer.parties if outer is not None else (), table=table
        )
    return claims


def _is_plural(statement: Statement) -> bool:
    """Whether the speaker is several persons ("officials", "both armies")."""
    heads = re.split(r"\b(?:of|in|from|at|with|for|who|,)\b|,", statement.speaker.text)[0].split() if statement.speaker is not None else []
    return bool(heads) and (heads[-1].lower() in ("they", "police") or re.search(r"[^s']s$", heads[-1]) is not None and not heads[-1][0].isupper())


def lead_events(analysis: Analysis, discourse: Discourse, *, table: TypeTable | None = None) -> list[Claim]:
    """Hostile events with their day in the first sentences of the story, whoever tells them: what the statements after them are about."""
    references = References(analysis, discourse, (), document_places(analysis))
    found: list[Claim] = []
    for paragraph in analysis.paragraphs[:_LEAD_PARAGRAPHS]:
        for sent in list(paragraph.doc.sents)[:1]:
            span = analysis.document.span(paragraph.start + sent.start_char, paragraph.start + sent.end_char)
            statement = Statement("", analysis.document.doc_id, None, None, (span,), Mode.INDIRECT)
            setting = Setting(statement, analysis, references, tuple(found), table or type_table(), ())
            claims = [
                _claim(clause, setting, (), ())
                for clause in finite_clauses([token for token in _told(sent.root) if token.idx >= _dateline_end(paragraph.doc.text)])
            ]
            found += [claim for claim in claims if claim is not None and claim.type in HOSTILE | {"casualties"} and claim.event_date is not None]
    return found


def _told(root: Token) -> list[Token]:
    """The sentence without the cue that frames it: its "on Friday" is the day of saying, not of the event."""
    content = next((child for child in root.children if child.dep_ == "ccomp"), None)
    return list(content.subtree if content is not None and root.lemma_ in _SAYING else root.subtree)


@lru_cache(maxsize=4)
def document_places(analysis: Analysis) -> tuple[Place, ...]:
    """Places named in a document, in text order."""
    found: list[Place] = []
    for paragraph in analysis.paragraphs:
        skipped = _dateline_end(paragraph.doc.text)
        found += places_in(paragraph.doc.text[skipped:], paragraph.start + skipped)
    return tuple(found)


def _dateline_end(text: str) -> int:
    """Length of "BEIRUT/JERUSALEM - " at the start: where the story was written, not where something happened."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def _numbered(claims: Iterable[Claim]) -> list[Claim]:
    return [replace(claim, claim_id=f"{claim.statement_id}:{number}") for number, claim in enumerate(claims)]


def _claim(clause: Clause, setting: Setting, siblings: tuple[Claim, ...], speaker: tuple[Word, ...]) -> Claim | None:
    """One clause as a claim; None where nothing is left of it."""
    statement, references = setting.statement, setting.references
    from checker.dates import absolute

    words, resolved = references.resolved(clause.words)
    core_words, _ = references.resolved(clause.core_words)
    said = joined(core_words)
    text = absolute(joined(words), published=setting.published)
    core = absolute(said, published=setting.published)
    if len(text.split()) < 2:
        return None
    kind = setting.table.classify(core)
    if kind == OTHER and clause.cause is None:
        kind = setting.table.classify(text)
    event = _event(kind, siblings, setting, core)
    roles = read_roles(clause, references, speaker_is_subject=bool(speaker) and clause.words[: len(speaker)] == speaker)
    denied = _negated(clause, core)
    places, added_place = _places(kind, said, joined(words), event, setting, denied=denied)
    known = (event.actor, event.target) if event is not None else (None, None)
    if (
        kind == "casualties"
        and event is not None
        and not siblings
        and statement.stance is Stance.ASSERT
        and event.parties
        and event.parties != statement.parties
    ):
        # Authorities that count without naming the victims' side count their own.
        known = (None, None) if set(statement.parties) & set(setting.focus) else known
    verb = clause.head.lemma_ if clause.head is not None else ""
    actor, target = assign(
        kind, roles, focus=setting.focus, speaker=statement.parties, place=_country(places, setting), known=known, expected=_expected_actor(setting), verb=verb
    )
    modality = _modality(text, statement.stance)
    when = _when(kind, said, event, setting, modality)
    finished = completed(
        text,
        place=added_place,
        day=when.day if when.known and modality is Modality.FACT else None,
        count=kind == "displacement" or ("had" in core.split() and kind == "casualties"),
    )
    return Claim(
        claim_id="",
        statement_id=statement.statement_id,
        doc_id=statement.doc_id,
        parties=statement.parties,
        text=sentence(finished),
        type=kind,
        actor=actor,
        target=target,
        places=tuple(place.name for place in places),
        event_date=when.day,
        quantities=() if denied else quantities_of(said),
        polarity=Polarity.DENIED if denied else Polarity.AFFIRMED,
        published=setting.published,
        outlet=setting.analysis.document.outlet,
        stance=statement.stance.value,
        modality=modality,
        relayed_by=setting.relayed_by,
        self_contained=resolved,
    )


def quantities_of(text: str) -> tuple[Quantity, ...]:
    """Counted amounts in a claim's text."""
    from checker.quantities import find_quantities

    found = [Quantity(mention.value, mention.bound, mention.unit) for mention in find_quantities(_as_count(text))]
    none = {amount.unit for amount in found if amount.value == 0}
    # "not one rocket" counts no rocket, not one.
    return tuple(dict.fromkeys(amount for amount in found if amount.unit not in none or amount.value == 0))


def _as_count(text: str) -> str:
    """ "The number of dead has risen to nine" as "nine people killed": the count before what is counted."""
    match = _NUMBER_OF.search(text)
    if match is None:
        return text
    noun = match["noun"].strip()
    noun = _BARE_STATES.get(noun.lower(), noun)
    more = "more than " if match["verb"] in ("passed", "exceeded", "topped", "surpassed") else ""
    return f"{text[: match.start()]}{more}{match['amount']} {noun}{text[match.end() :]}"


def _negated(clause: Clause, core: str) -> bool:
    return clause.denied or _NEGATION.search(_NO_NEGATION.sub(" ", core)) is not None


def _modality(text: str, stance: Stance) -> Modality:
    if _CONDITION.search(text):
        return Modality.CONDITIONAL
    if stance is Stance.OPINION:
        return Modality.OPINION
    if _FUTURE.search(text) or stance is Stance.PROMISE:
        return Modality.FUTURE
    return Modality.HEDGED if _HEDGED.search(text) else Modality.FACT


def _event(kind: str, siblings: Sequence[Claim], setting: Setting, text: str) -> Claim | None:
    """The claim told before that is about the same event: of this statement, of its sentence, or the last fitting one of the document."""
    family = _SAME_FAMILY.get(kind, frozenset({kind}))
    for claim in reversed(siblings):
        if claim.type in family or kind in _COUNTS:
            return claim
    if kind == "displacement" or kind not in _EVENT_TYPES:
        return next(reversed(siblings), None) if siblings else _referred(setting, text)
    own_places = {place.name for place in places_in(text)}
    same_sentence = _sentence_ids(setting)
    expected = _expected_actor(setting)
    for claim in _latest_first(setting.earlier):
        if claim.type not in family or not (claim.actor or claim.target):
            continue
        if expected is not None and claim.actor is not None and claim.actor != expected:
            continue
        if own_places and claim.places and not own_places & set(claim.places) and claim.statement_id not in same_sentence:
            continue
        return claim
    fitting = [claim for claim in setting.background if claim.type in family and (expected is None or claim.actor in (None, expected))]
    return fitting[0] if fitting else None


def _referred(setting: Setting, text: str) -> Claim | None:
    """The event that "the strike" or "the building" in a claim of another kind belongs to."""
    if not _DEFINITE_EVENT.search(text):
        return None
    hostile = (claim for claim in (*_latest_first(setting.earlier), *setting.background) if claim.type in HOSTILE)
    return next(hostile, None)


def _latest_first(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of the last statement in their order (its main event first), then of the one before it, and so on."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.statement_id, []).append(claim)
    for group in reversed(groups.values()):
        yield from group


def _expected_actor(setting: Setting) -> str | None:
    """Who is said to have acted where the words leave it open: the other side in an accusation, one's own in a denial."""
    statement, focus = setting.statement, setting.focus
    own = statement.parties[0] if len(statement.parties) == 1 and statement.parties[0] in focus else None
    if statement.stance is Stance.ACCUSE:
        return opponent(own, focus, None)
    return own if statement.stance in (Stance.DENY, Stance.CONFIRM) else None


def _sentence_ids(setting: Setting) -> frozenset[str]:
    """Statements whose claims stand right before this one's; the same sentence tells one event."""
    last = setting.earlier[-1].statement_id if setting.earlier else ""
    return frozenset({last})


def _places(kind: str, text: str, whole: str, event: Claim | None, setting: Setting, *, denied: bool) -> tuple[list[Place], str | None]:
    """Places of the event, small to large, and the one that has to be added to the text.

    text: the event's own words; whole: the clause with the clauses under it.
    """
    own = _named_places(text, setting) or _named_places(whole, setting)
    if own or kind == "talks_agreement" or _GENERAL.search(text):
        return own, None
    if kind in ("displacement", "casualties"):
        near = _speaker_places(setting)
        if near and (kind == "displacement" or event is None):
            return near, near[0].name
    fills = _DEFINITE_EVENT.search(text) is not None or (kind in _PLACED and not denied)
    if event is None or not fills:
        return own, None
    known = [place for place in setting.references.places if place.name in event.places]
    found = list({place.name: place for place in known}.values())
    if not found or kind not in _EVENT_TYPES | {"displacement", "other"}:
        return [], None
    return found, found[0].name


def _named_places(text: str, setting: Setting) -> list[Place]:
    """Places that a text names as places: a country only where something happens in it."""
    found = {place.name: place for place in places_in(text)}
    for place in setting.references.places:
        # Elsewhere in the document the context shows that the name is a place ("the town of X").
        if place.name not in found and re.search(rf"\b{re.escape(place.name)}\b", text) and not any(place.name in name for name in found):
            found[place.name] = place
    named = sorted(found.values(), key=lambda place: text.find(place.name))
    return [place for place in named if not _is_party(place, setting)] or [place for place in named if _located(place, text)]


def _speaker_places(setting: Setting) -> list[Place]:
    """The place whose authority speaks ("the governor of Sa Kaeo") or that opens the sentence ("In Sa Kaeo, officials said")."""
    statement, text = setting.statement, setting.analysis.document.text
    if statement.speaker is None:
        return []
    start = max(text.rfind("\n", 0, statement.speaker.start), text.rfind(". ", 0, statement.speaker.start) + 1) + 1
    opening = text[start : statement.speaker.start]
    stretches = [statement.speaker.text, opening if re.match(r"\s*In\b", opening) and len(opening) < 60 else ""]
    found = [place for stretch in stretches for place in places_in(stretch) if place.country in statement.parties or not statement.parties]
    return [place for place in found if not _is_whole_country(place) and place.admin]


def _is_party(place: Place, setting: Setting) -> bool:
    """Whether the name stands for a government as often as for a place: countries and capitals."""
    if _is_whole_country(place):
        return True
    known = next((named for named in setting.references.places if named.name == place.name), None)
    if known is None:
        return False
    match = setting.references.discourse.resolve(setting.analysis.document.span(known.start, known.end), speaker=())
    return match is not None and match.kind in ("country", "seat", "people")


def _is_whole_country(place: Place) -> bool:
    if place.country is not None and party_name(place.country).lower() == place.name.lower():
        return True
    return place.name in country_names()


@cache
def country_names() -> frozenset[str]:
    """Names of countries, short, official and as the party table writes them."""
    import pycountry

    names = {getattr(country, key, "") for country in pycountry.countries for key in ("name", "common_name", "official_name")}
    return frozenset(names | {party_name(country.alpha_3) for country in pycountry.countries}) - {""}


def _located(place: Place, text: str) -> bool:
    """Whether a country is where something happened ("in Cambodia"), not who did it."""
    return re.search(rf"\b(?:in|inside|across|throughout|into|within) (?:the )?{re.escape(place.name)}\b(?!['’]s)", text) is not None


def _country(places: Sequence[Place], setting: Setting) -> str | None:
    """Country of the event's places; where the gazetteer doesn't know it, from "the southern Lebanese town of" before a mention."""
    known = next((place.country for place in places if place.country), None)
    if known is not None or not places:
        return known
    text, resolver = setting.analysis.document.text, setting.references.discourse.resolver
    for place in setting.references.places:
        if place.name != places[0].name:
            continue
        before = _TOWN_OF.search(text[max(0, place.start - 60) : place.start])
        match = resolver.mention(before.group(1)) if before else None
        if match is not None and len(match.parties) == 1:
            return match.parties[0]
    return None


def _when(kind: str, text: str, event: Claim | None, setting: Setting, modality: Modality) -> When:
    """Day of the event: as said, else of the event it belongs to, else (for counts) of publication."""
    from checker.dates import find_dates

    mentions = [mention for mention in find_dates(text, published=setting.published) if mention.day is not None or mention.precision != "day"]
    days = [mention.day for mention in mentions if mention.precision == "day" and mention.day is not None]
    if days:
        return When(days[-1] if kind == "displacement" else days[0])
    if (mentions and kind not in _COUNTS) or modality in (Modality.FUTURE, Modality.CONDITIONAL):
        return When(None)
    if kind == "displacement":
        return When(setting.published, known=True)
    if _LASTING.search(text):
        return When(None)
    if event is not None and event.event_date is not None:
        return When(event.event_date, known=True)
    if kind not in _EVENT_TYPES:
        return When(None)
    day = _cue_day(setting) if cue_lemma(setting.statement) in ACCUSING else None
    return When(day, known=True) if day else When(_story_day(setting))


def _story_day(setting: Setting) -> date | None:
    """The day that most events told so far have; the first one where several are as frequent."""
    days = Counter(claim.event_date for claim in (*setting.background, *setting.earlier) if claim.type in HOSTILE and claim.event_date is not None)
    return days.most_common(1)[0][0] if days else None


def _cue_day(setting: Setting) -> date | None:
    """Day named in the cue's own clause: "on Wednesday accused"."""
    from checker.dates import find_dates

    cue = setting.statement.cue
    if cue is None:
        return None
    text = setting.analysis.document.text
    start = max(text.rfind("\n", 0, cue.start) + 1, text.rfind(". ", 0, cue.start) + 1)
    first = min((span.start for span in setting.statement.content if span.start > cue.start), default=cue.end)
    return next((mention.day for mention in find_dates(text[start:first], published=setting.published) if mention.precision == "day" and mention.day), None)


def _denied_before(setting: Setting) -> list[Claim]:
    """ "Rejected the accusation", "imaginary": the last claims of others that the denial can mean, negated."""
    statement = setting.statement
    wanted = set(re.findall(r"[a-z]{4,}", " ".join(span.text.lower() for span in statement.content)))
    groups: dict[str, list[Claim]] = {}
    for claim in setting.earlier:
        if not set(claim.parties) & set(statement.parties) and claim.polarity is Polarity.AFFIRMED:
            groups.setdefault(claim.statement_id, []).append(claim)
    if not groups:
        return []

    def rank(item: tuple[int, list[Claim]]) -> tuple[int, int]:
        order, claims = item
        overlap = max(len(wanted & set(re.findall(r"[a-z]{4,}", claim.text.lower()))) for claim in claims)
        return overlap if overlap > 1 else 0, order

    _, best = max(enumerate(groups.values()), key=rank)
    return [_denial_of(claim, setting) for claim in best[:1]]


def _denial_of(claim: Claim, setting: Setting) -> Claim:
    statement = setting.statement
    return replace(
        claim,
        statement_id=statement.statement_id,
        parties=statement.parties,
        text=sentence(f"It is not true that {_lowered(claim.text)}"),
        polarity=Polarity.DENIED,
        stance=statement.stance.value,
        relayed_by=setting.relayed_by,
    )


def _lowered(text: str) -> str:
    """With a small first letter where the word isn't a name."""
    first = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if first in ("The", "A", "An", "At", "More", "Some", "About", "Its", "Two", "Three", "Four", "Five", "Six") else text


__all__ = ["document_places", "extract_all", "extract_claims", "quantities_of"]
