"""Content behind a cue: a clause or quotation, a phrase, or a thing and what is said of it with "of", "for" or "as"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from checker.contents import (
    before_clause,
    clause_spans,
    finite,
    forward_start,
    limit,
    object_and_predicate,
    skip_as_phrase,
    split_at_word,
    without_remark,
)
from checker.cue_verbs import PARTING
from checker.cues import skip_adverbials
from checker.drafts import Draft
from checker.numerals import find_numerals
from checker.quotes import Quote
from checker.sentences import Range
from checker.tags import Cue, is_headless
from checker.words import HARMED, SUBJECTS, is_verbal

_COUNTS = ("toll", "count", "tally", "number", "figure", "estimate", "total", "loss")
_COLON = re.compile(r":\s+")
_QUOTE_NEXT = re.compile(r"[“\"]")
_GIVEN = ("us", "them", "him", "her", "me", "you")
_CLAIMED = re.compile(
    r"\b(?:responsibility|credit|victory|control|success|capture|seizure|killing|killed|dead|wounded|destroyed|wrecked|burned|downed|captured|destruction|strike|attack|raid|launch|ambush|operation|bombing|shelling|explosion|blast)\b",
    re.IGNORECASE,
)
_BEFORE_FIGURE = ("$", "€", "£", "more", "over", "about", "some", "around", "nearly", "almost", "least", "only", "just", "up", "between")
_OF_WHOM = re.compile(r",\s+(?:[\w-]+\s+){1,4}of\s+(?:whom|which)\s")
_BLAME = ("blame", "responsibility", "onus", "guilt")
_WAVED_AWAY = ("brush_off", "brush_aside", "shrug_off", "wave_aside", "wave_away", "wave_off", "laugh_off", "laugh_at", "scoff_at", "sneer_at", "jeer_at")
_DESCRIBING = (
    "scorn",
    "ridicule",
    "deride",
    "mock",
    "describe",
    "denounce",
    "portray",
    "characterize",
    "characterise",
    "condemn",
    "dismiss",
    "reject",
    "label",
    "brand",
    "depict",
    "deride",
    "decry",
    "name",
    "identify",
    "give",
    *_WAVED_AWAY,
)


_HELD_RESPONSIBLE = re.compile(
    r"\s*(?P<who>[^,;.]{2,80}?)(?: (?:fully|directly|solely|entirely|also))? (?P<how>responsible|accountable|liable)(?: for (?P<what>[^;]+?))?(?=[,;.]|$)",
    re.DOTALL,
)


_REVISED_TO = re.compile(
    r"\s*(?:up |down |upward |downward )?to (?P<figure>[\w,.]+(?: \w+)?)"
    r" (?P<what>(?:the|its|their) (?:toll|count|tally|number|figure|estimate|total)\b[^,;.]*)"
)
_CAUSED = re.compile(r"\s*(?P<what>[^;]{2,160}?)(?: (?P<down>down))? to (?P<why>(?!the attention|an end|rest\b|shame\b)[^;]+?)(?=[;.]|$)", re.DOTALL)
_FIRED = re.compile(
    r"\b(?:rockets?|shells?|missiles?|drones?|bombs?|mortars?|rounds?|fire|shots?|bullets?"
    r"|projectiles?|mines?|fragments?|attacks?|strikes?|blasts?|explosions?)\b"
)
_AT_DOOR = re.compile(
    r"\s*(?P<what>[^;]{2,160}?)(?: squarely)? at (?:the (?:door(?:step)?|feet) of (?P<of>[^,;.]{2,60})|(?P<whom>[^,;.]{2,60}?)[’']s? (?:door(?:step)?|feet)\b)"
)
_PUT_FIRST = re.compile(
    r"\s*at (?P<figure>(?:(?:at least|at most|about|around|more than|no fewer than|nearly|over|up to|some) )?[\w,.-]+)"
    r" (?P<what>(?:the|its|their|his) [^;]+?)(?=[,;.]? *$)"
)
# "Ridiculed Uganda's portrayal of its captives as deserters": what the noun says, not what the verb calls it.
_PORTRAYAL = re.compile(r"\b(?:portrayal|depiction|description|characteri[sz]ation|designation|branding|treatment|use) of [^,;]{2,80} as\b")
_AMONG = re.compile(r"\s*(?P<who>[^,;.]{2,160}?\bamong (?:the|its|those) (?:dead|killed|wounded|injured|victims|casualties|missing|captured)\b)")


def by_object(cue: Cue, later: Sequence[Cue], text: str, quotes: Sequence[Quote], draft: Draft) -> list[Range]:
    """Content behind the cue, by the verb's frames."""
    frames = cue.frames
    start = forward_start(cue, text) if frames & {"clause", "told"} else cue.tag_end
    end = limit(cue, start, later, text)
    if not text[start:end].strip(" .,;"):
        return []
    if "at" in frames and (first := _PUT_FIRST.match(text, cue.tag_end, end)) and cue.sentence.doc[cue.sentence.token_at(first.start("figure"))].pos_ != "DET":
        return [first.span("figure"), first.span("what")]
    for word in ("of", "for", "with", "as", "at", "on"):
        if word == "as" and _PORTRAYAL.search(text, start, end):
            continue
        if word in frames and (spans := _with_word(cue, start if word != "as" else cue.tag_end, end, word, text, quotes, frames)):
            return spans
    if "count" in frames:
        return _new_count(cue, end, text, quotes)
    if "laid" in frames and (spans := _laid_blame(cue, start, end)):
        draft.lemma = "blame"
        return spans
    if cue.lemma == "hold" and (held := _HELD_RESPONSIBLE.match(text, cue.tag_end, end)):
        draft.lemma = "blame"
        return [held.span("who"), held.span("what") if held["what"] else held.span("how")]
    if "cause" in frames and (spans := _cause(cue, end, text, quotes)):
        return spans
    if "laid" in frames and (owed := _AT_DOOR.match(text, cue.tag_end, end)):
        draft.lemma = "blame"
        return [owed.span("what"), owed.span("of") if owed["of"] else owed.span("whom")]
    if cue.lemma == "name" and (among := _AMONG.match(text, cue.tag_end, end)):
        return [among.span("who")]
    if "small" in frames and (spans := object_and_predicate(cue, cue.tag_end, end, quotes)) and (len(spans) == 2 or not frames & {"clause", "np"}):
        return spans if len(spans) == 2 else []
    if spans := _clause(cue, start, end, text, quotes, frames):
        return spans
    return _phrase(cue, cue.tag_end, limit(cue, cue.tag_end, later, text), text, frames)


def _new_count(cue: Cue, end: int, text: str, quotes: Sequence[Quote]) -> list[Range]:
    """ "Raised the number of wounded from 40 to 44": the count and its new figure."""
    counted = next((child for child in cue.token.children if child.dep_ == "dobj" and child.lemma_.lower() in _COUNTS), None)
    words = cue.sentence.between(cue.sentence.offset(counted.i), end) if counted is not None else []
    if cue.lemma == "revise" and (moved := _REVISED_TO.match(text, cue.tag_end, end)) and not cue.participle:
        return [moved.span("what"), moved.span("figure")]
    to = next((one for one, after in pairwise(words) if one.lower_ == "to" and (after.like_num or after.lower_ in ("at", "no", *_BEFORE_FIGURE))), None)
    if to is None or cue.participle:  # "two more bodies were found, raising the toll to five"
        return []
    cut = next((word for word in words if word.lower_ == "from" and word.i < to.i), to)
    right = cue.sentence.after(to.i)
    return [(cue.tag_end, cue.sentence.after(cut.i - 1)), (right, without_remark(right, end, text, quotes))]


def _laid_blame(cue: Cue, start: int, end: int) -> list[Range]:
    """ "Put the blame on X", "laid responsibility for p on X": the blame and whose it is."""
    laid = next((child for child in cue.token.children if child.dep_ == "dobj" and child.lemma_.lower() in _BLAME), None)
    where = next((word for word in cue.sentence.between(start, end) if laid and word.i > laid.i and word.lower_ in ("on", "upon", "with")), None)
    return [(start, cue.sentence.offset(where.i)), (cue.sentence.after(where.i), end)] if where is not None else []


def _cause(cue: Cue, end: int, text: str, quotes: Sequence[Quote]) -> list[Range]:
    """ "Attributed the deaths to mortar bombs", "put the clash down to a feud": what happened and why."""
    found = _CAUSED.match(text, cue.tag_end, end)
    if found is None or cue.passive or (cue.lemma == "put") != (found["down"] is not None):
        return []
    if cue.lemma == "trace" and not _FIRED.search(found["what"]):
        return []  # "traced his family to Aleppo"
    to = next((token for token in cue.sentence.between(found.end("what"), found.start("why")) if token.lower_ == "to"), None)
    if to is None or (to.tag_ == "TO" and to.head.pos_ == "VERB" and to.head.i == to.i + 1):
        return []
    stop = _before_next_deed(cue, cue.sentence.token_at(found.start("why")), found.end("why"))
    return [found.span("what"), (found.start("why"), without_remark(found.start("why"), stop, text, quotes))]


def _with_word(cue: Cue, start: int, end: int, word: str, text: str, quotes: Sequence[Quote], frames: frozenset[str]) -> list[Range]:
    if word == "as" and re.match(r"\s*as\b", text[start:end]):
        return [(skip_as_phrase(start, end, text, quotes), end)] if "np" in frames else [(start + 3, end)]
    found = split_at_word(cue, start, end, word)
    if found is None:
        return [(start, end)] if cue.lemma == "blame" and word == "for" and "on" not in text[start:end].split() else []
    (left, cut), (right, stop) = found
    stop = _before_next_deed(cue, cue.sentence.token_at(right), stop)
    stop = without_remark(right, before_clause(cue, right, stop, text), text, quotes)
    thing = text[left:cut].strip(" ,")
    first = cue.sentence.token_at(right)
    figure = word == "at" and first < cue.sentence.last and (cue.sentence.doc[first].like_num or cue.sentence.doc[first].lower_ in _BEFORE_FIGURE)
    if not thing or (
        not figure
        and any(token.tag_ in ("VBD", "VBZ", "MD", "VBP") for token in cue.sentence.doc[cue.sentence.token_at(left) : cue.sentence.token_at(cut)])
        and not re.search(r"\b(?:that|who|which)\b", thing)
    ):
        return []
    own = cue.sentence.doc[cue.sentence.token_at(cut)].head.i == cue.first
    if not own and not figure and word != "as" and frames & {"clause", "np", "told"}:
        return []
    if cue.lemma == "give" and not any(token.lemma_.lower() in _COUNTS for token in cue.sentence.between(left, cut)):
        return []  # "gave the money as a loan"
    if word == "as" and (_clause_follows(cue, right, stop) or (not own and cue.lemma not in _DESCRIBING)):
        return []
    if word == "as" and cue.lemma in ("dismiss", "reject", "deny", *_WAVED_AWAY):
        quoted = any(right <= quote.start < stop for quote in quotes)
        particle = cue.lemma.partition("_")[2]
        if particle and (parted := re.match(rf"\s*(?:{'|'.join(sorted(PARTING))})(?= {particle}\b)", text[left:cut])):
            cut = left + parted.end()  # "brushed that off"
        return [(left, cut), (right, stop)] if quoted else [(left, cut)]
    return [(left, cut), (right, stop)]


def _clause_follows(cue: Cue, start: int, end: int) -> bool:
    first = cue.sentence.token_at(start)
    return any(
        token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ in ("advcl", "ROOT", "ccomp", "conj")
        for token in cue.sentence.doc[first : min(first + 8, cue.sentence.token_at(end))]
    )


def _clause(cue: Cue, start: int, end: int, text: str, quotes: Sequence[Quote], frames: frozenset[str]) -> list[Range]:
    """A quotation or a clause, with or without "that"."""
    if not frames & {"clause", "told"}:
        return []
    rest = text[start:end]
    bare = rest.lstrip(" ,:")
    at = start + len(rest) - len(bare)
    quote = next((quote for quote in quotes if quote.start == at), None)
    if quote is not None and quote.end >= end - 2:
        return [(at, min(quote.end, max(end, quote.end)))]
    that = re.match(r"(?:that|whether|how|why|what)\b", bare) is not None
    if cue.is_in("weak") and not (that or quote is not None or rest.lstrip()[:1] == ":"):
        return []
    if rest.lstrip()[:1] in (",", "—", "–", ";") and quote is None:
        return []
    if "told" in frames and "clause" not in frames and not that and quote is None and not _has_complement(cue, at):
        return []
    if quote is None and not that and not (finite(cue, at, end) and _clausal(cue, at, end)):
        return []
    return clause_spans(at, end, text, quotes)


def _has_complement(cue: Cue, at: int) -> bool:
    first = cue.sentence.token_at(at)
    return any(child.dep_ == "ccomp" and child.right_edge.i >= first for child in cue.sentence.doc[cue.first].children)


def _clausal(cue: Cue, at: int, end: int) -> bool:
    """Whether the words behind the cue begin a clause of their own: the first finite verb is not inside a relative clause of an object."""
    sentence = cue.sentence
    if cue.lemma in ("say", "add", "insist", "maintain", "contend", "argue", "claim", "tell"):
        return True
    return any(
        child.dep_ == "ccomp" and sentence.offset(child.i) >= at and any(word.dep_ in ("nsubj", "nsubjpass", "expl") for word in child.children)
        for child in sentence.doc[cue.first].children
    )


def _phrase(cue: Cue, start: int, end: int, text: str, frames: frozenset[str]) -> list[Range]:
    """A noun phrase, gerund or infinitive as content."""
    sentence = cue.sentence
    if "clause" not in frames and (colon := _COLON.search(text, start, end)) and (_QUOTE_NEXT.match(text, colon.end()) or finite(cue, colon.end(), end)):
        end = colon.start()
    first = sentence.token_at(start if _is_bounded(text[start:end].lstrip()) else skip_adverbials(text, start, end))
    if first >= sentence.last or sentence.offset(first) >= end:
        return []
    if sentence.doc[first].lower_ in ("both", "either") and sentence.doc[first].pos_ == "CCONJ" and first + 1 < sentence.last:
        first += 1
    head = sentence.doc[first]
    children = list(sentence.doc[cue.first].children)
    if head.tag_ == "TO":
        if "to" in frames and not (cue.negated or (_subordinate(cue) and not _told_of_others(cue) and not _in_aside(cue))):
            return [(sentence.offset(first), end)]
        return []
    if (
        "obj_to" in frames
        and (
            any(token.tag_ == "TO" for token in sentence.doc[first : sentence.token_at(end)])
            or cue.lemma in ("call_on", "call_upon", "appeal_to", "plead_with", "urge")
        )
        and not head.is_punct
    ):
        return [(sentence.offset(first), end)]
    if head.tag_ == "VBG" and "ing" in frames:
        return [(sentence.offset(first), without_remark(sentence.offset(first), end, text, ()))]
    if (
        cue.lemma in ("promise", "offer", "guarantee")
        and head.lower_ in _GIVEN
        and first + 1 < sentence.last
        and sentence.doc[first + 1].pos_ in ("DET", "NOUN", "ADJ")
    ):
        first, head = first + 1, sentence.doc[first + 1]  # "promised us an inquiry"
    if cue.lemma in ("promise", "pledge", "offer", "vow") and head.pos_ == "PRON" and (infinitive := _infinitive(cue)):
        return [(infinitive, end)]  # "promised it at a meeting on Monday to let buses pass"
    noun = head.pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "ADV") or head.text in ('"', "$")
    if (
        ("np" in frames or (cue.lemma == "describe" and _is_happening(cue)))
        and noun
        and (
            cue.last - cue.first > 1
            or _has_later_head(cue)
            or any(child.dep_ in ("dobj", "ccomp", "attr", "oprd", "xcomp", "pobj", "prep", "dep") and child.i > cue.first for child in children)
        )
        and _plain(cue)
    ):
        if cue.lemma == "claim" and not _CLAIMED.search(text, start, end):
            return []  # "claims reefs in the area"
        end = before_clause(cue, sentence.offset(first), _before_next_deed(cue, first, end), text)
        whom = _OF_WHOM.search(text, sentence.offset(first), end)
        return clause_spans(sentence.offset(first), whom.start() if whom else end, text, ())
    return []


def _is_happening(cue: Cue) -> bool:
    """Whether the object is a thing that does something: "described a column of trucks rolling into the village"."""
    objects = [child for child in cue.token.children if child.dep_ in ("dobj", "ccomp") and child.i > cue.first]
    doing = [word for child in objects for word in child.subtree if word.tag_ == "VBG" and word.dep_ in ("acl", "ccomp", "pcomp")]
    return any(word.i - 1 > cue.first and word.nbor(-1).pos_ in ("NOUN", "PROPN", "PRON") for word in doing)


def _before_next_deed(cue: Cue, first: int, end: int) -> int:
    """The end of a noun phrase before what else the speaker did: "confirmed the sortie but would not say what it had hit"; `end` where nothing follows."""
    verbs = (child for child in cue.token.children if child.dep_ == "conj" and child.i > first and is_verbal(child) and child.lower_ not in HARMED)
    verb = next((verb for verb in verbs if cue.sentence.offset(verb.i) < end and all(child.dep_ not in SUBJECTS for child in verb.children)), None)
    if verb is None:
        return end
    joint = next((word.i for word in reversed(cue.sentence.doc[first : verb.i]) if word.lower_ in ("but", "yet", "and")), None)
    between = cue.sentence.doc[joint + 1 : verb.i] if joint is not None else ()
    if joint is None or any(word.dep_ not in ("aux", "auxpass", "neg", "advmod") for word in between):
        return end
    return cue.sentence.after(joint - 1)


def _infinitive(cue: Cue) -> int | None:
    """Document offset of the first "to" with a verb behind a verb of promising."""
    words = cue.sentence.doc[cue.last : cue.sentence.last]
    return next((cue.sentence.offset(word.i) for word in words if word.tag_ == "TO" and word.head.pos_ in ("VERB", "AUX")), None)


def _subordinate(cue: Cue) -> bool:
    """Promises count where the sentence itself tells them, not in a by-clause ("days after the neighbors agreed to ...")."""
    token = cue.sentence.doc[cue.first]
    if token.dep_ == "ccomp" and any(word.text == ";" for word in cue.sentence.doc[token.i : max(token.i, token.head.i)]):
        return False  # "Rabat offered to mediate; its king said ..."
    return token.dep_ in ("advcl", "relcl", "acl", "pcomp", "ccomp") and not cue.participle and not _is_misread(cue)


def _is_bounded(rest: str) -> bool:
    """Whether a number with its bound comes first, which is no adverbial: "[counted] at least two", "about 70"."""
    number = next(find_numerals(rest), None)
    return number is not None and number.lead == 0 < number.start


def _has_later_head(cue: Cue) -> bool:
    """Whether the parser takes a verb for an attribute of its object: "the general ridiculed reports of dead nurses"."""
    verb = cue.token
    return verb.dep_ == "amod" and verb.tag_ == "VBD" and cue.subject is not None and cue.subject[1] <= verb.i < verb.head.i and verb.head.pos_ == "NOUN"


def _in_aside(cue: Cue) -> bool:
    """Whether a relative clause behind a comma tells of the promise: "according to the prefect, who promised to send tents"."""
    pronoun = next((child for child in cue.token.children if child.lower_ == "who" and child.i < cue.first), None)
    if pronoun is None or cue.token.tag_ != "VBD" or cue.first - pronoun.i > 2:
        return False
    return pronoun.i > cue.sentence.first and cue.sentence.doc[pronoun.i - 1].text == ","


def _is_misread(cue: Cue) -> bool:
    """Whether the parser hangs a verb with a subject of its own on the noun before it: "Rabat, which hosted the talks, called for calm"."""
    return cue.token.dep_ == "acl" and (cue.token.tag_ in ("VBD", "VBZ") or is_headless(cue.token)) and cue.subject is not None and not cue.relative


def _told_of_others(cue: Cue) -> bool:
    """Whether a clause tells what others have promised: "said the two countries had agreed to keep a hotline open"."""
    last = cue.sentence.doc[cue.subject[1] - 1] if cue.subject is not None and cue.subject[1] <= cue.first else None
    subject = next((child for child in cue.token.children if child.dep_ == "nsubj"), last)
    perfect = any(child.lower_ in ("had", "have", "has") for child in cue.token.children)
    return cue.token.dep_ == "ccomp" and perfect and subject is not None and subject.pos_ in ("NOUN", "PROPN")


def _plain(cue: Cue) -> bool:
    """Noun-phrase contents are taken from main clauses, their conjuncts and participles only."""
    token = cue.sentence.doc[cue.first]
    return token.dep_ not in ("relcl", "acl", "amod", "pcomp") or cue.participle or (cue.relative and not cue.gap) or _is_misread(cue) or _has_later_head(cue)
