"""From a cue to a draft of its statement: who speaks, and which stretches of the sentence are the content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.complements import by_object
from checker.contents import backward, clause_spans, finite, forward_start, goes_on_after, left_limit, limit
from checker.drafts import Draft, speaker_of
from checker.passives import by_passive
from checker.quotes import Quote
from checker.relative_contents import by_gap
from checker.relative_tags import relative_opening
from checker.sentences import Range
from checker.split_clauses import after_circumstance, is_cleft, told_in_passing
from checker.tags import Cue, is_source

_SUBORDINATE = re.compile(r"(?:as|when|while|after|before|once|until|since|if|though|although|because|where|in|on|at|by)\b", re.IGNORECASE)
_WHEN = re.compile(r"(?:when|as soon as|once|after|if|because|since|although|though|while)\b", re.IGNORECASE)
_OPEN_END = re.compile(r"\b(?:that|which|who|and|but|or|if|because)$")
_COMMA_VERB = re.compile(r"\s*,\s*")


def draft_of(cue: Cue, earlier: Sequence[Cue], later: Sequence[Cue], text: str, quotes: Sequence[Quote], drafts: list[Draft]) -> Draft | None:
    """Speaker and content of one cue, None where the verb attributes nothing."""

    if cue.is_in("needs_source") and not is_source(cue):
        return None
    draft = Draft(
        cue.lemma, [], (cue.sentence.offset(cue.first), cue.sentence.after(cue.last - 1)), order=cue.sentence.offset(cue.first), negated=cue.negated, verb=cue
    )
    draft.speaker = speaker_of(cue, drafts)
    if cue.lemma == "according_to":
        draft.spans = _by_according(cue, earlier, later, text, quotes, draft)
    elif cue.relative and cue.gap:
        draft.spans = by_gap(cue, later, text, quotes, draft, drafts)
    elif cue.passive:
        draft.spans = by_passive(cue, later, text, quotes, drafts)
    else:
        draft.spans = _by_tag(cue, earlier, later, text, quotes, draft)
        if not draft.spans and not (cue.is_in("turns") and text[cue.tag_end : cue.sentence.end].lstrip()[:1] not in (":", '"', "“")):
            draft.spans = by_object(cue, later, text, quotes, draft)
    if draft.speaker is None or not draft.spans:
        return None
    return draft


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
    if text[end : end + 1] == ":" and finite(cue, *found) and finite(cue, end, sentence.end):
        return [found, (end + 1, limit(cue, end + 1, later, text))]  # "p, according to X: q"
    if finite(cue, *found) and (further := goes_on_after(cue, end, later, text)):
        return [found, further]
    comma = _COMMA_VERB.match(text, end, sentence.end)
    if comma and not finite(cue, *found) and finite(cue, comma.end(), sentence.end):
        spans.append((comma.end(), limit(cue, comma.end(), later, text)))
    return spans


def _by_tag(cue: Cue, earlier: Sequence[Cue], later: Sequence[Cue], text: str, quotes: Sequence[Quote], draft: Draft) -> list[Range]:
    """Content before a tag ("p, X said"), around it, or nothing where the content follows."""
    frames = cue.frames
    if cue.participle or not frames & {"clause", "told"} or (cue.relative and not cue.gap):
        return []
    if cue.subject is None and not (earlier and earlier[-1].tag_end):
        return []
    if (clause := told_in_passing(cue, text)) is not None:
        return [clause]
    if (opening := relative_opening(cue, text)) is not None:
        return [opening.head, (opening.after, limit(cue, opening.after, later, text))]
    found = backward(cue, earlier, text, quotes)
    sentence = cue.sentence
    start = forward_start(cue, text)
    if found is not None and not finite(cue, *found):
        start = after_circumstance(cue, start, text)
    rest = text[start : sentence.end]
    bare = rest.lstrip()
    if found is not None and (colon := text.rfind(": ", *found)) > 0 and _parts_subject(cue, bare) and not finite(cue, colon + 1, found[1]):
        found = colon + 1, found[1]  # "The staff put out a denial: no attack, it said, had taken place"
    if found is None or found[1] <= found[0]:
        return []
    quote = next((quote for quote in quotes if quote.end == found[1] and quote.start >= found[0]), None)
    if quote is not None:
        return _quote_tag(cue, found, quote, start, later, text, quotes, draft)
    if bare[:1] == ":" or any(quote.start == start + len(rest) - len(bare.lstrip(", ")) for quote in quotes):
        return []
    before_finite = finite(cue, *found)
    if not _is_end(bare) or (cue.is_in("belief") and not before_finite):
        return []
    if cue.is_in("turns") and ((not before_finite and not _parts_subject(cue, bare)) or _SUBORDINATE.match(text, found[0], found[1])):
        return []  # "As dusk fell, the men went on"
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
    if bare[:1] == "," and is_cleft(left, following):
        return [found, (after, limit(cue, after, later, text))]
    # "When a patrol went there, he went on, it was shot at"
    if inserted and (not before_finite or _OPEN_END.search(left) or _WHEN.match(left.lstrip(' “"'))):
        return _inserted(cue, found, after, later, text)
    if not (before_finite or len(left.split()) >= 4):
        return []
    further = goes_on_after(cue, start, later, text) if before_finite else None
    return [found, further] if further else [found]


def _parts_subject(cue: Cue, rest: str) -> bool:
    """Whether a tag stands between a subject and its verb: "The missile, he went on, came from the west"."""
    after = cue.sentence.token_at(cue.tag_end)
    words = cue.sentence.doc[after : min(after + 2, cue.sentence.last)]
    return rest[:1] == "," and len(words) > 1 and words[1].tag_ in ("VBD", "VBZ", "VBP", "MD")


def _is_end(rest: str) -> bool:
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
        joint = re.compile(r"\W\s*and\s+").match(text, again.start, again.end)
        spans.append((joint.end() if joint else again.start, min(again.end, sentence.end)))
    draft.quote_only = direct
    return spans
