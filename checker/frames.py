"""From a cue to a draft of its statement: who speaks, and which stretches of the sentence are the content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.analysis import noun_chunks
from checker.contents import (
    backward,
    before_clause,
    clause_spans,
    finite,
    forward_start,
    goes_on_after,
    left_limit,
    limit,
    object_and_predicate,
    skip_as_phrase,
    split_at_word,
    without_remark,
)
from checker.cues import cue_table, skip_adverbials
from checker.quotes import Quote
from checker.sentences import Range, Sentence
from checker.statement import Stance
from checker.tags import Cue, is_source

_RELATIVES = ("which", "that", "who")
_GIVEN = ("us", "them", "him", "her", "me", "you")
_CLAIMED = re.compile(r"\b(?:responsibility|credit|victory|control|success|capture|seizure|killing|killed|destruction|strike|attack)\b", re.IGNORECASE)
# What an accused side calls names, it denies.
_CHARGES = ("accusation", "charge", "allegation", "assertion", "claim", "insinuation", "label", "complaint", "contention", "suggestion", "version")
_BEFORE_FIGURE = ("$", "€", "£", "more", "over", "about", "some", "around", "nearly", "almost", "least", "only", "just", "up", "between")
_OF_WHOM = re.compile(r",\s+(?:[\w-]+\s+){1,4}of\s+(?:whom|which)\s")
_BLAME = ("blame", "responsibility", "onus", "guilt")
_COMMA_VERB = re.compile(r"\s*,\s*")


@dataclass(slots=True)
class Draft:
    """A statement in the making; ranges are document offsets. of_charge: what is called names is somebody's charge."""

    lemma: str
    spans: list[Range]
    cue: Range | None = None
    speaker: Range | None = None
    order: int = 0
    negated: bool = False
    verb: Cue | None = None
    parent: Draft | None = None
    quote_only: bool = False
    of_charge: bool = False


def draft_of(cue: Cue, earlier: Sequence[Cue], later: Sequence[Cue], text: str, quotes: Sequence[Quote], drafts: list[Draft]) -> Draft | None:
    """Speaker and content of one cue, None where the verb attributes nothing."""

    if cue.is_in("needs_source") and not is_source(cue):
        return None
    draft = Draft(
        cue.lemma, [], (cue.sentence.offset(cue.first), cue.sentence.after(cue.last - 1)), order=cue.sentence.offset(cue.first), negated=cue.negated, verb=cue
    )
    draft.speaker = _speaker(cue, drafts)
    if cue.lemma == "according_to":
        draft.spans = _by_according(cue, earlier, later, text, quotes, draft)
    elif cue.relative and cue.gap:
        draft.spans = _by_gap(cue, later, text, quotes, draft, drafts)
    elif cue.passive:
        draft.spans = _by_passive(cue, later, text, quotes)
    else:
        draft.spans = _by_tag(cue, earlier, later, text, quotes, draft) or _by_object(cue, later, text, quotes, draft)
    if draft.speaker is None or not draft.spans:
        return None
    return draft


def _speaker(cue: Cue, drafts: Sequence[Draft]) -> Range | None:
    """The cue's own subject, or that of the earlier cue with which it is joined, or of the verb on which it depends."""
    sentence = cue.sentence
    if cue.subject is not None:
        return sentence.offset(cue.subject[0]), sentence.after(cue.subject[1] - 1)
    if cue.passive:
        return None
    own = [draft for draft in drafts if draft.speaker is not None and draft.verb is not None and not (draft.verb.relative and draft.verb.gap)]
    if own:
        return own[-1].speaker if not cue.participle or own[-1].verb is None else _nearest(cue, own)
    token = sentence.doc[cue.first]
    for _ in range(4):
        token = token.head
        subject = next((child for child in token.children if child.dep_ in ("nsubj", "nsubjpass") and child.i >= sentence.first), None)
        if subject is not None and subject.i < cue.first:
            if subject.lower_ in ("who", "which", "that"):
                return None
            last = next((word.i for word in sentence.doc[subject.i : cue.first] if word.text == "," or word.i > subject.right_edge.i), subject.right_edge.i + 1)
            return sentence.offset(max(subject.left_edge.i, sentence.first)), sentence.after(max(last - 1, subject.i))
    return None


def _nearest(cue: Cue, own: Sequence[Draft]) -> Range | None:
    """A participle belongs to the last tag before it, or to the first one when a later one stands inside the first one's content."""
    start = cue.sentence.offset(cue.first)
    for draft in reversed(own):
        if not any(other.spans and any(first <= (draft.cue or (0, 0))[0] < end for first, end in other.spans) for other in own if other is not draft):
            return draft.speaker
    return own[-1].speaker if start else None


def _by_according(cue: Cue, earlier: Sequence[Cue], later: Sequence[Cue], text: str, quotes: Sequence[Quote], draft: Draft) -> list[Range]:
    sentence = cue.sentence
    before = text[sentence.start : sentence.offset(cue.first)].strip(" ,")
    if not before or before.lower() in ("but", "and", "yet"):
        comma = _COMMA_VERB.match(text, draft.speaker[1] if draft.speaker else sentence.start, sentence.end)
        if not comma:
            return []
        return clause_spans(
            comma.end(), limit(cue, comma.end(), [other for other in later if other.first > sentence.token_at(comma.end())], text), text, quotes
        )
    found = backward(cue, earlier, text, quotes)
    if found is None:
        at = sentence.offset(cue.first)
        found = backward(replace(cue, lemma="say", subject=None), earlier, text + "", quotes) or (left_limit(cue, earlier, at, text), at)
    spans = [found]
    end = draft.speaker[1] if draft.speaker else sentence.end
    if finite(cue, *found) and (further := goes_on_after(cue, end, later, text)):
        return [found, further]
    comma = _COMMA_VERB.match(text, end, sentence.end)
    if comma and not finite(cue, *found) and finite(cue, comma.end(), sentence.end):
        spans.append((comma.end(), limit(cue, comma.end(), later, text)))
    return spans


def _by_gap(cue: Cue, later: Sequence[Cue], text: str, quotes: Sequence[Quote], draft: Draft, drafts: Sequence[Draft]) -> list[Range]:
    """ "..., which Y denies": the phrase before the relative pronoun; "which it said was p": that phrase and p."""
    sentence = cue.sentence
    group = sentence.first if cue.subject is None else cue.subject[0]
    at = group - 1 if group > sentence.first and sentence.doc[group - 1].lower_ in ("which", "that", "whom") else group
    start = forward_start(cue, text)
    end = limit(cue, start, later, text)
    after = sentence.token_at(start)
    goes_on = after < sentence.last and not sentence.doc[after].is_punct
    if cue.lemma == "call" and goes_on and sentence.doc[after].pos_ == "PROPN":
        return []  # "the shoal, which Filipinos call X": a name, not an opinion
    if cue.lemma in ("describe", "call", "denounce", "dismiss", "portray") and (goes_on or text[start:end].strip(" .")):
        word = split_at_word(cue, start, end, "as")
        draft.of_charge = any(sentence.doc[number].lemma_.lower() in _CHARGES for number in (at - 1, at) if sentence.first <= number < sentence.last)
        return [word[1] if word else (start, end)]
    if summary := _summed_up(sentence, at, drafts):
        return summary
    antecedent = _before_relative(sentence, at, text, drafts)
    if antecedent is None:
        return []
    if "on" in cue.frames and goes_on and sentence.doc[after].lower_ == "on":
        return [antecedent, (sentence.after(after), end)]
    if cue.lemma in ("declare", "announce", "proclaim") and not (goes_on and finite(cue, start, end)):
        return []  # "the independence that X declared": an act
    if goes_on and finite(cue, start, end):
        return [antecedent, (start, end)]
    return [antecedent] if not goes_on or sentence.doc[after].pos_ in ("ADP", "ADV", "SCONJ") else []


def _summed_up(sentence: Sentence, at: int, drafts: Sequence[Draft]) -> list[Range]:
    """What ", a charge it rejected" stands for: the content of the statement before it."""
    noun = sentence.doc[at].lemma_.lower() if at < sentence.last else ""
    before = sentence.doc[at - 1].lemma_.lower() if at > sentence.first else ""
    if drafts and (noun in cue_table().groups["claim_nouns"] or before in cue_table().groups["claim_nouns"]):
        return [drafts[-1].spans[-1]] if drafts[-1].spans and drafts[-1].spans[-1][1] <= sentence.offset(at) else []
    return []


def _before_relative(sentence: Sentence, at: int, text: str, drafts: Sequence[Draft]) -> Range | None:
    """What a relative pronoun stands for: the content of the statement before it where that ends here, else the noun phrase."""
    offset = sentence.offset(at)
    comma = at > sentence.first and sentence.doc[at - 1].text == ","
    for draft in reversed(drafts):
        if draft.spans and 0 <= offset - draft.spans[-1][1] <= 3:
            if inner := re.search(rf"\b(?:{'|'.join(sorted(cue_table().groups['claim_nouns']))})s?\s+that\s+", text[draft.spans[-1][0] : draft.spans[-1][1]]):
                return draft.spans[-1][0] + inner.end(), draft.spans[-1][1]
            if comma and draft.lemma in ("claim", "announce", "say", "allege") and len(draft.spans) == 1:
                return draft.spans[0]
            if draft.spans[-1][0] >= sentence.start and draft.lemma in ("allege", "report", "accuse", "deny", "blame"):
                return draft.spans[-1]
    last = at - 1 if comma else at
    if last <= sentence.first:
        return None
    chunk = next((chunk for chunk in noun_chunks(sentence.doc) if chunk.start < last <= chunk.end), None)
    return (sentence.offset(_whole_noun(sentence, chunk.start)), sentence.after(last - 1)) if chunk else None


def _whole_noun(sentence: Sentence, first: int) -> int:
    """Where a noun phrase begins that ends in "of X" or "by X": an act and whose it is."""
    while first - 1 > sentence.first and sentence.doc[first - 1].lower_ in ("of", "by"):
        before = next((chunk for chunk in sentence.chunks() if chunk[1] == first - 1), None)
        if before is None:
            break
        first = before[0]
    return max(first, sentence.first)


def _by_passive(cue: Cue, later: Sequence[Cue], text: str, quotes: Sequence[Quote]) -> list[Range]:
    """ "X was accused by Y of p", "X was told by Y that p", "p was denied by Y"."""
    sentence = cue.sentence
    start = sentence.after(max(cue.last, cue.subject[1] if cue.subject else 0) - 1)
    word = next((word for word in ("of", "for", "as") if word in cue_table().frames.get(cue.lemma, ())), None)
    if cue.subject is None:
        return []
    passive = next((child for child in sentence.doc[cue.first].children if child.dep_ == "nsubjpass"), None)
    if "told" in cue.frames and re.match(r"\s*that\b", text[start : sentence.end]):
        return clause_spans(start, limit(cue, start, later, text), text, quotes)
    if passive is not None and "np" in cue.frames and cue_table().stances.get(cue.lemma) is Stance.DENY and passive.lower_ not in _RELATIVES:
        denied = sentence.offset(max(passive.left_edge.i, sentence.first)), sentence.after(passive.right_edge.i)
        called = re.compile(r"\s*as\s+(?=[^.;]*[“\"])").match(text, start, sentence.end)
        return [denied, (called.end(), limit(cue, called.end(), later, text))] if called else [denied]
    if word is None:
        return []
    found = split_at_word(cue, sentence.after(cue.last - 1), limit(cue, start, later, text), word)
    if found is None or passive is None:
        return []
    accused = sentence.offset(max(passive.left_edge.i, sentence.first)), sentence.after(passive.right_edge.i)
    charge = found[1] if found[1][0] >= start else (found[1][0], sentence.offset(cue.subject[0] - 1))
    return [accused, charge]


def _by_tag(cue: Cue, earlier: Sequence[Cue], later: Sequence[Cue], text: str, quotes: Sequence[Quote], draft: Draft) -> list[Range]:
    """Content before a tag ("p, X said"), around it, or nothing where the content follows."""
    frames = cue.frames
    if cue.participle or not frames & {"clause", "told"} or (cue.relative and not cue.gap):
        return []
    if cue.subject is None and not (earlier and earlier[-1].tag_end):
        return []
    found = backward(cue, earlier, text, quotes)
    sentence = cue.sentence
    start = forward_start(cue, text)
    rest = text[start : sentence.end]
    bare = rest.lstrip()
    if found is None or found[1] <= found[0]:
        return []
    quote = next((quote for quote in quotes if quote.end == found[1] and quote.start >= found[0]), None)
    if quote is not None:
        return _quote_tag(cue, found, quote, start, later, text, quotes, draft)
    if bare[:1] == ":" or any(quote.start == start + len(rest) - len(bare.lstrip(", ")) for quote in quotes):
        return []
    before_finite = finite(cue, *found)
    if not is_end(bare) or (cue.is_in("belief") and not before_finite):
        return []
    after = start + len(rest) - len(bare) + 1
    following = text[after : sentence.end].strip()
    inserted = (
        bare[:1] == ","
        and len(following) > 2
        and finite(cue, after, limit(cue, after, later, text))
        and not re.match(
            r"(?:and|but|while|as|although|though|before|after|in|on|with|who|which|where|when|since|because|if|at|during|even|days|hours)\b|\w+ing\b",
            following,
        )
    )
    left = text[found[0] : found[1]].rstrip(" ,")
    if inserted and (not before_finite or re.search(r"\b(?:that|which|who|and|but|or|if|because)$", left)):
        return _inserted(cue, found, after, later, text)
    if not (before_finite or len(left.split()) >= 4):
        return []
    further = goes_on_after(cue, start, later, text) if before_finite else None
    return [found, further] if further else [found]


def is_end(rest: str) -> bool:
    """Whether nothing but punctuation or another clause follows a tag."""
    return not rest or rest[0] in ",.;—–-:" or bool(re.match(r"(?:while|as|but|and|after|before|during|when|at|in|on|following|citing|adding)\b", rest))


def _inserted(cue: Cue, found: Range, after: int, later: Sequence[Cue], text: str) -> list[Range]:
    """ "The line, officials said, is quiet" has two parts; "On Friday, officials said, the line was quiet" one."""
    sentence = cue.sentence
    end = limit(cue, after, later, text)
    tokens = sentence.doc[sentence.token_at(found[0]) : sentence.token_at(found[1])]
    first = sentence.doc[sentence.token_at(after)]
    subject = any(token.dep_ in ("nsubj", "nsubjpass") for token in tokens) or (first.tag_ in ("VBD", "VBZ", "VBP", "MD") and bool(len(tokens)))
    return [found, (after, end)] if subject else [(after, end)]


def _quote_tag(cue: Cue, found: Range, quote: Quote, start: int, later: Sequence[Cue], text: str, quotes: Sequence[Quote], draft: Draft) -> list[Range]:
    """Content that ends in a quotation before the tag, and what of the quotation follows the tag."""
    sentence = cue.sentence
    first = found[0]
    others = [other for other in quotes if first <= other.start and other.end <= quote.start]
    direct = not text[first : quote.start].strip() or (bool(others) and others[0].start == first)
    spans = [(other.start, other.end) for other in [*others, quote]] if direct else [(first, quote.end)]
    if spans[0][0] > first and text[first : spans[0][0]].strip(" ,:") and direct:
        spans = [(first, quote.end)]
    bare = text[start : sentence.end]
    following = start + len(bare) - len(bare.lstrip(" ,:;.—–-"))
    if (again := next((other for other in quotes if other.start == following), None)) is not None and not any(
        other.first < sentence.token_at(again.start) for other in later
    ):
        spans.append((again.start, min(again.end, sentence.end)))
    draft.quote_only = direct
    return spans


def _by_object(cue: Cue, later: Sequence[Cue], text: str, quotes: Sequence[Quote], draft: Draft) -> list[Range]:
    """Content behind the cue, by the verb's frames."""
    frames = cue.frames
    start = forward_start(cue, text) if frames & {"clause", "told"} else cue.tag_end
    end = limit(cue, start, later, text)
    if not text[start:end].strip(" .,;"):
        return []
    for word in ("of", "for", "as", "at", "on"):
        if word in frames and (spans := _with_word(cue, start if word != "as" else cue.tag_end, end, word, text, quotes, frames)):
            return spans
    if "laid" in frames and (spans := _laid_blame(cue, start, end)):
        draft.lemma = "blame"
        return spans
    if "small" in frames and (spans := object_and_predicate(cue, cue.tag_end, end, quotes)) and (len(spans) == 2 or not frames & {"clause", "np"}):
        return spans if len(spans) == 2 else []
    if spans := _clause(cue, start, end, text, quotes, frames):
        return spans
    return _phrase(cue, cue.tag_end, limit(cue, cue.tag_end, later, text), text, frames)


def _laid_blame(cue: Cue, start: int, end: int) -> list[Range]:
    """ "Put the blame on X", "laid responsibility for p on X": the blame and whose it is."""
    laid = next((child for child in cue.token.children if child.dep_ == "dobj" and child.lemma_.lower() in _BLAME), None)
    where = next((word for word in cue.sentence.between(start, end) if laid and word.i > laid.i and word.lower_ in ("on", "upon", "with")), None)
    return [(start, cue.sentence.offset(where.i)), (cue.sentence.after(where.i), end)] if where is not None else []


def _with_word(cue: Cue, start: int, end: int, word: str, text: str, quotes: Sequence[Quote], frames: frozenset[str]) -> list[Range]:
    if word == "as" and re.match(r"\s*as\b", text[start:end]):
        return [(skip_as_phrase(start, end, text), end)] if "np" in frames else [(start + 3, end)]
    found = split_at_word(cue, start, end, word)
    if found is None:
        return [(start, end)] if cue.lemma == "blame" and word == "for" and "on" not in text[start:end].split() else []
    (left, cut), (right, stop) = found
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
    if word == "as" and (_clause_follows(cue, right, stop) or (not own and cue.lemma not in _DESCRIBING)):
        return []
    if word == "as" and cue.lemma in ("dismiss", "reject", "deny", "brush_off", "brush_aside", "shrug_off"):
        quoted = any(right <= quote.start < stop for quote in quotes)
        return [(left, cut), (right, stop)] if quoted else [(left, cut)]
    return [(left, cut), (right, stop)]


_DESCRIBING = (
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
)


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
    first = sentence.token_at(skip_adverbials(text, start, end))
    if first >= sentence.last or sentence.offset(first) >= end:
        return []
    head = sentence.doc[first]
    children = list(sentence.doc[cue.first].children)
    if head.tag_ == "TO":
        if "to" in frames and not (cue.negated or (_subordinate(cue) and not _told_of_others(cue))):
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
        "np" in frames
        and noun
        and (
            cue.last - cue.first > 1
            or any(child.dep_ in ("dobj", "ccomp", "attr", "oprd", "xcomp", "pobj", "prep", "dep") and child.i > cue.first for child in children)
        )
        and _plain(cue)
    ):
        if cue.lemma == "claim" and not _CLAIMED.search(text, start, end):
            return []  # "claims reefs in the area"
        end = before_clause(cue, sentence.offset(first), end, text)
        whom = _OF_WHOM.search(text, sentence.offset(first), end)
        return clause_spans(sentence.offset(first), whom.start() if whom else end, text, ())
    return []


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


def _is_misread(cue: Cue) -> bool:
    """Whether the parser hangs a verb with a subject of its own on the noun before it: "Rabat, which hosted the talks, called for calm"."""
    return cue.token.dep_ == "acl" and cue.token.tag_ in ("VBD", "VBZ") and cue.subject is not None and not cue.relative


def _told_of_others(cue: Cue) -> bool:
    """Whether a clause tells what others have promised: "said the two countries had agreed to keep a hotline open"."""
    subject = next((child for child in cue.token.children if child.dep_ == "nsubj"), None)
    perfect = any(child.lower_ in ("had", "have", "has") for child in cue.token.children)
    return cue.token.dep_ == "ccomp" and perfect and subject is not None and subject.pos_ in ("NOUN", "PROPN")


def _plain(cue: Cue) -> bool:
    """Noun-phrase contents are taken from main clauses, their conjuncts and participles only."""
    token = cue.sentence.doc[cue.first]
    return token.dep_ not in ("relcl", "acl", "amod", "pcomp") or cue.participle or (cue.relative and not cue.gap) or _is_misread(cue)
