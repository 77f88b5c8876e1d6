"""Cue verbs in a sentence, each with the phrase of its speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.cue_verbs import is_free, is_misread_noun, is_unreal, phrasal
from checker.cues import cue_table
from checker.inverted_subjects import with_apposition, with_name
from checker.lexicon import tokenise, word_class, world_lexicon
from checker.quotes import Quote, quote_at
from checker.sentences import Range, Sentence
from checker.statement import Stance
from checker.subjects import OFFICES, agent_word, cue_subject, is_summary, trim_right

if TYPE_CHECKING:
    from spacy.tokens import Token

# Which of these the tagger takes for nouns it takes wrongly.
_ALWAYS_WORDS = """
    said says told added adding saying insists denied accused accuses denies admits concedes confirms acknowledges maintains contends asserts alleges
    """
_ALWAYS = frozenset(_ALWAYS_WORDS.split())
_RULES_WORDS = "conventions convention law laws rules plan plans schedule timetable procedure procedures protocol custom customs tradition rank age need"
_RULES = frozenset(_RULES_WORDS.split())
_OTHER_WITH_PARTICLE = frozenset({"call", "put", "set", "lay", "pin", "hold", "find"})
_NOBODY = frozenset({"no", "nobody", "none", "neither"})
_SOURCE_ENTITIES = ("PERSON", "ORG", "GPE", "NORP")
_SOURCE_NOUN = re.compile(
    r"^(?:vice-|sub|co-)?(?:official|minist(?:er|ry)|spokes\w+|government|army|military|force|police|authorit(?:y|ie)|author|president|premier|leader|chief|head|director|governor|mayor|ambassador|diplomat|envoy|general|colonel"
    r"|commander|officer|soldier|resident|villager|witness|doctor|group|movement|party|rebel|guerrilla|insurgent|separatist|fighter|militia|militant|side|neighbou?r|country|state|nation|embassy|mission|council|commission|committee|agency|office|secretar"
    r"|lawmaker|senator|panel|jury|investigator|inspector|delegation|analyst|expert|observer|monitor|team|media|wing|organi[sz]ation|union|bloc|alliance|administration|parliament|court|junta|regime|source|service|department|directorate|station|broadcaster"
    r"|newspaper|both|report|brigadier|admiral|captain|guard|operator|company|board|charity|hospital|medic|worker|aide|adviser|activist|opposition|coalition|king|chancellor|representative|delegat\w+|campaign|survivor|rescuer|firefighter|clinic|network|\w*(?:wo)?m[ae]n"
    r"|association|chamber|society|federation|observatory|syndicate|institute|prosecutor|judge|lawyer|candidate|people|critic|supporter|man|woman|he|she|they|it|we|i|who|some|many|others?|each)s?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes, or "according to": tokens [first, last).

    subject: token range of the speaker as this clause gives it, None where it is shared with an earlier cue.
    relative: the cue stands in a relative clause; gap: that clause's gap is what is said ("which Y denies"), not who says it.
    reduced: a passive without its auxiliary ("the capture, denied by Y, ...").
    """

    sentence: Sentence
    first: int
    last: int
    lemma: str
    subject: Range | None = None
    participle: bool = False
    passive: bool = False
    negated: bool = False
    relative: bool = False
    gap: bool = False
    reduced: bool = False

    @property
    def token(self) -> Token:
        """The verb."""
        return self.sentence.doc[self.first]

    @property
    def frames(self) -> frozenset[str]:
        """What may be the verb's content."""
        return cue_table().frames.get(self.lemma, frozenset())

    @property
    def range(self) -> Range:
        """Document offsets of the cue's words."""
        return self.sentence.offset(self.first), self.sentence.after(self.last - 1)

    @property
    def group(self) -> int:
        """First token of the tag: of the subject where it stands before the verb, else of the auxiliaries or the verb."""
        if self.subject and self.subject[1] <= self.first and not (self.relative and not self.gap):
            return self.subject[0]
        verb, doc = self.first, self.sentence.doc
        while verb > self.sentence.first and doc[verb - 1].dep_ in ("aux", "auxpass", "advmod", "neg") and doc[verb - 1].head.i == self.first:
            verb -= 1
        return verb

    @property
    def tag_end(self) -> int:
        """Document offset after verb and inverted subject."""
        end = self.sentence.after(self.last - 1)
        if self.subject and self.subject[0] >= self.last:
            end = max(end, self.sentence.after(self.subject[1] - 1))
        return end

    def is_in(self, group: str) -> bool:
        """Whether the verb belongs to a group of the table such as "weak"."""
        return cue_table().has(group, self.lemma)


def find_cues(sentence: Sentence, quotes: Sequence[Quote]) -> list[Cue]:
    """The attributing verbs of a sentence outside quotations, in order."""
    found = []
    for token in sentence.tokens:
        if token.lower_ == "according" and token.i + 1 < sentence.last and sentence.doc[token.i + 1].lower_ == "to":
            cue = _according(sentence, token)
        elif token.tag_.startswith("VB") or token.lower_ in _ALWAYS:
            cue = _verb(sentence, token)
        else:
            continue
        if cue and not quote_at(quotes, sentence.offset(token.i)):
            found.append(cue)
    return found


def _according(sentence: Sentence, token: Token) -> Cue | None:
    first = last = token.i + 2
    for word in sentence.doc[first : sentence.last]:
        ends = (
            word.text in (",", ";", ":", ".", '"')
            or (word.text == "-" and word.whitespace_ != "")
            or word.dep_ == "mark"
            or word.lower_ in ("while", "but", "although", "though", "who", "which")
        )
        if (
            ends
            and not (word.text == "," and (_goes_on(sentence, word.i) or _is_office(sentence, first, word.i)))
            and not (word.lower_ == "who" and last > first and sentence.doc[word.i - 1].text == ",")
        ):
            break
        last = word.i + 1
    first, last = with_apposition(sentence, with_name(sentence, (first, trim_right(sentence, first + 1, last))))
    if last > first and token.i > sentence.first and sentence.doc[last - 1].lower_ in _RULES:
        return None  # "treated according to the Geneva Conventions"
    return Cue(sentence, token.i, token.i + 2, "according_to", (first, last)) if sentence.last >= last > first else None


def _is_office(sentence: Sentence, first: int, comma: int) -> bool:
    """Whether what follows a person's name after a comma is who he is: "according to X, the head of the hospital, ..."."""
    if not any(token.pos_ == "PROPN" for token in sentence.doc[first:comma]) or comma + 1 >= sentence.last:
        return False
    following = sentence.doc[comma + 1 : sentence.last]
    end = next((token.i for token in following if token.text in (",", ";", ".", "-")), sentence.last)
    words = sentence.doc[comma + 1 : end]
    office = any(token.lower_ in word_class("person") for token in words)
    return words[0].lower_ in ("a", "an", "the", *OFFICES) and office and not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in words)


def _goes_on(sentence: Sentence, comma: int) -> bool:
    """Whether the rest of the sentence is a relative clause about the speaker that attributes nothing ("the governor, who has worked ...")."""
    following = list(sentence.doc[comma + 1 : sentence.last])
    cue_near = any(token.lemma_ in cue_table().frames for token in following[1:4])
    return bool(following) and following[0].lower_ == "who" and not cue_near and all(token.text != "," for token in following)


def _verb(sentence: Sentence, token: Token) -> Cue | None:
    lemma, last = phrasal(sentence, token)
    if lemma not in cue_table().frames or is_misread_noun(sentence, token) or (lemma == "ask" and last < sentence.last and sentence.doc[last].lower_ == "not"):
        return None
    if last < sentence.last and last == token.i + 1 and sentence.doc[last].dep_ == "prt" and lemma in _OTHER_WITH_PARTICLE:
        return None  # "called in for the third time", "put down a revolt"
    before = [child for child in token.children if child.i < token.i]
    negated = any(child.dep_ == "neg" or child.lower_ in ("never", "not", "n't", "neither") for child in before)
    if (is_unreal(sentence, token) and not _says_only(sentence, token)) or (negated and not cue_table().has("negatable", lemma)):
        return None
    if not negated and cue_table().has("only_negated", lemma):
        return None
    being = any(child.dep_ == "auxpass" or (child.dep_ == "aux" and child.lemma_ == "be") for child in before)
    reduced = token.tag_ == "VBN" and not being and _is_reduced(sentence, token, lemma)
    passive, participle = (token.tag_ == "VBN" and being) or reduced, token.tag_ == "VBG" and not being
    if participle and not is_free(sentence, token):
        return None
    if passive and agent_word(token, lemma) is None and not any(child.lower_ == "by" for child in before):
        return None
    subject, relative, gap = cue_subject(sentence, token, passive=passive, participle=participle)
    subject = with_apposition(sentence, subject) if subject and subject[0] > token.i else subject
    if subject and _is_listed(sentence, subject, token):
        subject = None
    if subject and sentence.doc[subject[0]].lower_ in _NOBODY and not cue_table().has("negatable", lemma):
        return None  # "no country recognizes it", "neither side confirmed"
    bare = not any(child.dep_ in ("aux", "auxpass") for child in before)
    if subject is None and is_headless(token):
        subject = (token.head.left_edge.i, trim_right(sentence, token.head.left_edge.i, token.i))
    if token.tag_ == "VBN" and bare and subject is None and token.dep_ in ("acl", "amod"):
        return None
    return Cue(sentence, token.i, last, lemma, subject, participle, passive, negated, relative, gap, reduced)


def _says_only(sentence: Sentence, token: Token) -> bool:
    """Whether a modal tells what was said and nothing more: "would say only that", "would only confirm"."""
    before = sentence.doc[token.i - 1].lower_ if token.i > sentence.first else ""
    after = sentence.doc[token.i + 1].lower_ if token.i + 1 < sentence.last else ""
    modal = any(child.lower_ == "would" for child in token.children if child.i < token.i)
    return modal and "only" in (before, after)


def is_headless(verb: Token) -> bool:
    """Whether the parser takes the verb of a sentence for a participle, so that a noun heads it: "A doctor told of 16 wounded"."""
    noun = verb.head
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or noun.dep_ != "ROOT" or noun.i > verb.i or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    if verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "by":
        return False
    return not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ not in ("relcl", "acl") for token in noun.sent)


def _is_listed(sentence: Sentence, subject: tuple[int, int], verb: Token) -> bool:
    """Whether a subject is the end of a list of counts: in "the army counted 27 dead, 21 soldiers and six gunmen, said it ..." the army speaks."""
    first, last = subject
    if first <= sentence.first or not sentence.doc[first].like_num or sentence.doc[first - 1].text != ",":
        return False
    return last + 1 == verb.i and sentence.doc[last].text == ","


def _is_reduced(sentence: Sentence, token: Token, lemma: str) -> bool:
    """Whether a participle with its agent tells who denies or confirms the noun before it: "the loss, denied by X," or "a charge denied by X"."""
    if cue_table().stances.get(lemma) not in (Stance.DENY, Stance.CONFIRM) or "np" not in cue_table().frames[lemma]:
        return False
    if token.dep_ != "acl" or token.head.i >= token.i or token.i <= sentence.first or not any(child.dep_ == "agent" for child in token.children):
        return False
    before = sentence.doc[token.i - 1]
    return before.text == "," or (before.lemma_.lower() in cue_table().groups["claim_nouns"] and is_summary(sentence, before.i))


def is_source(cue: Cue) -> bool:
    """Whether the subject can speak: a name of a person, body or country, a pronoun, or a noun of office or group."""
    span = list(cue.sentence.doc[cue.subject[0] : cue.subject[1]]) if cue.subject else []
    # "The battle for the town": what follows a preposition doesn't speak; "two of the guards": it does.
    stop = next((at for at, token in enumerate(span) if token.pos_ == "ADP"), len(span))
    if any(token.pos_ == "NOUN" for token in span[:stop]):
        span = span[:stop]
    found = [
        token.ent_type_ in _SOURCE_ENTITIES
        or token.pos_ == "PROPN"
        or _SOURCE_NOUN.search(token.lemma_)
        or _SOURCE_NOUN.search(token.text)
        or token.lemma_.lower() in word_class("person")
        for token in span
    ]
    return not found or any(found) or bool(world_lexicon().find(tokenise(" ".join(token.text for token in span))))
