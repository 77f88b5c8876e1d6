"""The events that a document tells of: each with its place, its day and the nouns by which the text comes back to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.analysis import Analysis, Paragraph
from checker.claim_types import Rule, TypeTable
from checker.dates import DAY, MONTH, YEAR, find_dates
from checker.story import SAYING, Place, event_days, governing_verb

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

ATTACKS = ("air_strike", "ground_fire")
_EVENTS = frozenset({"air_strike", "ground_fire", "casualties", "damage", "incursion", "landmine", "capture_detention", "troop_movement", "displacement"})
_HURT = frozenset({"air_strike", "ground_fire", "casualties", "damage"})
# "There", "that night", "the place": what was told last.
_BACK = re.compile(
    r"(?<!\bover )(?<!^)\bthere\b(?! (?:is|was|are|were|has|had|have|be|been|will)\b)|\bthat (?:night|evening|day|morning|afternoon)\b"
    r"|\bthe (?:place|scene|spot)\b",
    re.IGNORECASE,
)
_BARE_WORDS = """
    people person man woman day night morning evening week month year hour minute time today country state government ministry minister spokesman
    spokeswoman spokesperson official officer army force troop soldier fighter unit side party group neighbor neighbour region area province
    district town village city number count report statement account claim accusation denial claim war conflict border part member leader
    authority resident villager attack strike raid fire fighting clash incident truce ceasefire moratorium agreement talk round news picture
    shooting gunfire battle firefight violence hostility bombardment rebel militia militant insurgent guerrilla general colonel governor mayor council
    committee commission mission wing medium office evidence television radio press secretary telephone reporter journalist meter metre kilometer
    kilometre mile line border frontier dawn dusk noon midnight advance control process peace republic denial allegation assertion contrast center capital
    """
_BARE = frozenset(_BARE_WORDS.split())
_POINTING = frozenset(["the", "this", "that", "these", "those", "its", "their", "our", "his", "her"])
_FROM = re.compile(r"\b(?:from|for|toward|towards|bound for) (?:the )?$")
_WHERE = re.compile(r"\b(?:in|near|at|off|on|outside|around|over|of|from|hits?|strikes?|struck|shells?|bombs?) (?:the |\w+['’]s )?$", re.IGNORECASE)
# "Showing the clip to reporters at a base in the north": where something was said, whatever the verb.
_AUDIENCE = re.compile(r"\b(?:reporters|journalists|lawmakers|newsmen|correspondents|the (?:press|media))\b[^.;,]{0,40}$", re.IGNORECASE)
# "A seventh person died on Thursday": the day of a death, not of the event.
_LATER_DEATH = re.compile(
    r"\b(?:an? (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|further)|another) (?:\w+ ){1,3}(?:has |had |have )?(?:died|succumbed)\b",
    re.IGNORECASE,
)
_INSIDE = frozenset(["in", "at", "inside", "outside", "on"])
# "An officer at the headquarters in Goma", "a Western diplomat in Nairobi": where those are who tell of what happened elsewhere.
_ELSEWHERE = re.compile(r"\b(?:headquarters|embassy|consulate|diplomats?|envoys?|ambassadors?|agenc(?:y|ies)|bureau|office)\b[^.;,]{0,30}$", re.IGNORECASE)
# "Arnia, a town in Jammu district", "Mankote, in Poonch".
_LIES_IN = re.compile(
    r"^,? ?(?:(?:a|an|the) (?:[^,.;]{2,40}? )?)?(?:in|inside|(?:sector|part|suburb|district|quarter|village|town) of) (?:the )?"
    r"(?:district |province |region |state )?(?:of )?$"
)
_LYING = frozenset(["separate", "divide", "border", "link", "connect", "adjoin"])
_OLD = timedelta(days=20)
_WHOLE = 400  # sentences read; a book's later chapters are not about the same few events


@dataclass(slots=True)
class Scene:
    """One event of a document. place: its smallest; around: what the text says to lie around it; votes: how often it is told as which
    kind of attack; kinds: types of claims that its sentences tell."""

    place: Place | None = None
    around: tuple[Place, ...] = ()
    day: date | None = None
    votes: Counter[str] = field(default_factory=Counter)
    kinds: set[str] = field(default_factory=set)

    @property
    def places(self) -> tuple[Place, ...]:
        """Places, small to large."""
        return (self.place, *self.around) if self.place is not None else ()


@dataclass(frozen=True, slots=True)
class Link:
    """The scene of a clause and how sure that is: 3 its place is named, 2 its nouns or day, 1 its sentence names it, 0 it is the main one.

    act: whether the clause tells a single act, in a type that has states too; here: whether the sentence of the clause is one that names the scene.
    """

    scene: Scene | None
    sure: int
    act: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence at [start, end) of the document and the scene that it is about; named: whether it says so itself."""

    start: int
    end: int
    scene: Scene
    named: bool


class Scenes:
    """The scenes of a document, in the order of telling; the first is what it leads with."""

    def __init__(self, analysis: Analysis, places: Sequence[Place], table: TypeTable) -> None:
        """places: where something can have happened."""
        self.scenes: list[Scene] = []
        self._told: list[Told] = []
        self._nouns: dict[str, tuple[Scene, int]] = {}
        self._by_place: dict[str, Scene] = {}
        self._votes: Counter[str] = Counter()
        self._text = analysis.document.text
        published = analysis.document.published
        self._headed = _headed(analysis, places)
        for number, (paragraph, sent) in enumerate(_sentences(analysis)):
            if number >= _WHOLE:
                break
            days = list(event_days(paragraph, published, sent)) if published is not None else []
            if not days and published is not None and is_history(sent.text, published):
                continue
            placed = self.main is not None and self.main.place is not None
            self._read(
                paragraph, sent, _places_of(sent, paragraph, places, placed=placed), days, _event(sent.text, table), table.best(sent.text, among=ATTACKS)
            )
        if self._headed is not None and (self.main is None or self.main.place is None):
            self._placed(self.main or self._new(), [self._headed])

    @property
    def main(self) -> Scene | None:
        """What the document leads with."""
        return self.scenes[0] if self.scenes else None

    @property
    def leads_with_attack(self) -> bool:
        """Whether what the document leads with is an attack or told by its victims."""
        return self.main is not None and bool(self.main.votes or not self.main.kinds.isdisjoint(_HURT))

    def kind_of(self, scene: Scene | None) -> str | None:
        """The kind of attack that a scene was, else the one that the document mostly tells of."""
        votes = scene.votes if scene is not None and scene.votes else self._votes
        return votes.most_common(1)[0][0] if votes else None

    def _read(self, paragraph: Paragraph, sent: Span, places: Sequence[Place], days: Sequence[date], rule: Rule | None, attack: Rule | None) -> None:
        if attack is not None and not attack.general:
            self._votes[attack.type] += 1
        scene, named = self._scene_of(sent, places, days, rule)
        if scene is None:
            return
        start = paragraph.start + sent.start_char
        self._told.append(Told(start, paragraph.start + sent.end_char, scene, named))
        if not named:
            return
        if scene.day is None and days and not _LATER_DEATH.search(sent.text):
            # "Two more bodies were found on Friday, bringing the toll of Tuesday's raid to six": the earlier day is that of the raid.
            scene.day = min(days) if rule is not None and rule.type in ("casualties", "damage") else days[0]
        if attack is not None and not attack.general:
            scene.votes[attack.type] += 1
        if rule is not None and (rule.type in _EVENTS or rule.act):
            scene.kinds.add(rule.type)
        for noun in _nouns(sent):
            self._nouns.setdefault(noun, (scene, start))

    def _scene_of(self, sent: Span, places: Sequence[Place], days: Sequence[date], rule: Rule | None) -> tuple[Scene | None, bool]:
        known = next((scene for place in places if (scene := self._by_place.get(identity(place.name))) is not None), None)
        if known is not None:
            known.around = known.around or tuple(
                place for place in places if known.place is not None and place.name != known.place.name and holds(place, known.place)
            )
            return known, True
        event = (rule is not None and (rule.type in _EVENTS or rule.act)) or bool(places and days)
        if places and event:
            main = self.main
            if main is not None and main.place is None and self._headed in (None, places[0]) and _same(main, days, rule):
                return self._placed(main, places), True
            scene = self._placed(self._new(), places)
            if main is not None and main.place is not None and not days and holds(main.place, places[0]):
                # "... in the north of the country on Sunday": the village is told next.
                scene.day, scene.around = main.day, (*scene.around, main.place)
            return scene, True
        pointed = self.pointed(sent)
        if pointed is not None:
            return pointed, True
        dated = [scene for scene in self.scenes if scene.day in days]
        if len(dated) == 1:
            return dated[0], True
        if event and (days or not self.scenes):
            return self._new(), True
        return (self._told[-1].scene, False) if self._told else (None, False)

    def _new(self) -> Scene:
        self.scenes.append(Scene())
        return self.scenes[-1]

    def _placed(self, scene: Scene, places: Sequence[Place]) -> Scene:
        scene.place = places[0]
        scene.around = tuple({place.name: place for place in places[1:] if holds(place, places[0]) or self._told_in(places[0], place)}.values())
        for place in scene.places:
            self._by_place.setdefault(identity(place.name), scene)
        return scene

    def _told_in(self, inner: Place, around: Place) -> bool:
        """Whether the text itself puts one place inside the other."""
        return inner.end < around.start <= inner.end + 60 and _LIES_IN.match(self._text[inner.end : around.start]) is not None

    def pointed(self, tokens: Iterable[Token], start: int | None = None) -> Scene | None:
        """The scene that a definite noun in the tokens comes back to: "the ward", "our convoy".

        start: offset of the sentence in the document; what is first told in it comes back to nothing, unless it tells where ("in the street").
        """
        for token in tokens:
            if token.pos_ == "NOUN" and token.lemma_.lower() in self._nouns and any(child.lower_ in _POINTING for child in token.children):
                scene, told = self._nouns[token.lemma_.lower()]
                if start is None or told < start or (token.dep_ == "pobj" and token.head.lower_ in _INSIDE):
                    return scene
        return None

    def find(self, text: str, tokens: Iterable[Token], places: Sequence[Place], days: Sequence[date], start: int) -> Link:
        """The scene of a clause.

        text, tokens: the clause; places: that it names; days: that it names; start: its offset in the document.
        """
        here = next((told for told in self._told if told.start <= start < told.end), None)
        for place in places:
            scene = self._by_place.get(identity(place.name))
            if scene is not None:
                return Link(scene, 3, here=here is not None and here.named and here.scene is scene)
        if places:
            return Link(None, 0)
        pointed = self.pointed(tokens, here.start if here is not None else start)
        if pointed is not None:
            return Link(pointed, 2)
        before = [told for told in self._told if told.start < start]
        if _BACK.search(text) and before:
            return Link(next((told.scene for told in reversed(before) if told.named), before[-1].scene), 2)
        dated = [scene for scene in self.scenes if scene.day in days]
        if len(dated) == 1:
            return Link(dated[0], 2)
        if here is not None and here.named and not days:
            return Link(here.scene, 1)
        return Link(self.main if not days or (self.main is not None and self.main.day in (None, *days)) else None, 0)


def _same(main: Scene, days: Sequence[date], rule: Rule | None) -> bool:
    """Whether a sentence with these days and this kind of event tells of what the document leads with."""
    if days:
        return main.day in (None, *days)
    return rule is not None and (rule.type in main.kinds or (rule.type in _HURT and not main.kinds.isdisjoint(_HURT)))


def _headed(analysis: Analysis, places: Sequence[Place]) -> Place | None:
    """The place that the title names, where the text names it too or begins with it as its dateline."""
    from checker.story import places_in

    title, text = analysis.document.title or "", analysis.document.text
    opening = text[: analysis.paragraphs[0].start].lower() if analysis.paragraphs else ""
    for place in places_in(title):
        if not _WHERE.search(title[: place.start]):
            continue  # "Tripoli blames militia"
        known = next((other for other in places if other.name == place.name), None)
        if known is not None:
            return known
        if place.name.lower() in opening and place.admin != place.name:
            return place
    return None


@lru_cache(maxsize=4096)
def identity(name: str) -> str:
    """What a place's names have in common: "Xisha islands" are the Paracels."""
    from checker.place_names import resolve

    nodes = resolve(name)
    return nodes[0].node_id if nodes else name


def holds(around: Place, inner: Place) -> bool:
    """Whether a gazetteer has one place inside the other, or can't tell and the first is a division."""
    from checker.place_names import resolve

    nodes, inner_nodes = resolve(around.name), resolve(inner.name)
    if any(node.node_id in other.inside for node in nodes for other in inner_nodes):
        return True
    if any(node.kind == "area" and node.country is not None and node.country in other.inside for node in nodes for other in inner_nodes):
        return True  # which towns lie in the country's north no gazetteer says
    return not inner_nodes and any(node.kind in ("admin", "area", "region") for node in nodes)


def is_region(place: Place) -> bool:
    """Whether a gazetteer has a place as a stretch of country and not as a town."""
    from checker.place_names import resolve

    nodes = resolve(place.name)
    return bool(nodes) and all(node.kind in ("area", "region", "country") for node in nodes)


def _sentences(analysis: Analysis) -> Iterator[tuple[Paragraph, Span]]:
    for paragraph in analysis.paragraphs:
        for sent in paragraph.doc.sents:
            yield paragraph, sent


def _places_of(sent: Span, paragraph: Paragraph, places: Sequence[Place], *, placed: bool) -> list[Place]:
    """Places where something may have happened that a sentence tells; those of who speaks last, though he mostly tells of them.

    placed: whether it is known where what the document leads with happened; headquarters and embassies are left out then.
    """
    start, end, text = paragraph.start + sent.start_char, paragraph.start + sent.end_char, paragraph.doc.text
    here = [
        place
        for place in places
        if start <= place.start < end and not _FROM.search(text[max(0, place.start - paragraph.start - 20) : place.start - paragraph.start])
    ]
    here = [place for place in here if not _of_saying(place, paragraph)]
    speakers = {place.start for place in here if _of_speaker(place, paragraph)}
    here = [place for place in here if not (placed and place.start in speakers and _is_elsewhere(place, paragraph))]
    return sorted(here, key=lambda place: place.start in speakers)


def _event(text: str, table: TypeTable) -> Rule | None:
    """The rule of the event in a sentence, also where it is told in a message: "told Chad that its jets had hit a well"."""
    rule = table.best(text)
    return rule if rule is None or rule.type in _EVENTS or rule.act else table.best(text, among=_EVENTS) or rule


def _nouns(sent: Span) -> Iterator[str]:
    for token in sent:
        if token.dep_ == "compound" and token.head.lemma_.lower() in _BARE:
            continue  # "the health ministry"
        if token.pos_ == "NOUN" and token.ent_type_ not in ("DATE", "TIME") and len(token.lemma_) > 2 and token.lemma_.lower() not in _BARE:
            yield token.lemma_.lower()


def _of_saying(place: Place, paragraph: Paragraph) -> bool:
    """Whether something was said there ("told reporters in Geneva"), or the place only tells where another lies ("the line that separates
    Abkhazia from Georgia")."""
    span = paragraph.doc.char_span(place.start - paragraph.start, place.end - paragraph.start, alignment_mode="expand")
    if span is None or _of_speaker(place, paragraph):
        return False
    if _AUDIENCE.search(paragraph.doc.text[: span.start_char]):
        return True
    return governing_verb(span.root).lemma_.lower() in SAYING | _LYING


def _is_elsewhere(place: Place, paragraph: Paragraph) -> bool:
    """Whether a speaker's place is that of a headquarters or an embassy."""
    text, start = paragraph.doc.text, place.start - paragraph.start
    return _ELSEWHERE.search(text[max(0, start - 60) : start]) is not None


def _of_speaker(place: Place, paragraph: Paragraph) -> bool:
    """Whether a place belongs to who speaks: "the governor of Kursk said", "an elder of Sidra told"."""
    span = paragraph.doc.char_span(place.start - paragraph.start, place.end - paragraph.start, alignment_mode="expand")
    if span is None:
        return False
    if any(up.dep_ == "pobj" and up.head.lower_ == "to" and up.head.head.lower_ == "according" for up in (span.root, *span.root.ancestors)):
        return True
    subject = next((up for up in span.root.ancestors if up.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.head.lemma_.lower() in SAYING


def is_history(text: str, published: date) -> bool:
    """Whether a text dates what it tells to a month or year that was over long before publication: "The rebels seized the city in January"."""
    mentions = find_dates(text, published=published)
    return bool(mentions) and all(mention.precision in (MONTH, YEAR) and mention.last is not None and mention.last < published - _OLD for mention in mentions)


def days_in(text: str, published: date | None) -> list[date]:
    """The calendar days that a text names."""
    return [mention.day for mention in find_dates(text, published=published) if mention.precision == DAY and mention.day is not None]
