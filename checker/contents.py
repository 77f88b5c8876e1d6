"""Where the content of a cue lies in its sentence: behind it, before it, or on both sides."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.analysis import noun_chunks
from checker.cues import cue_table, skip_adverbials
from checker.drafts import main_subject
from checker.quotes import Quote
from checker.relative_tags import relative_opening
from checker.sentences import Range, Sentence
from checker.split_clauses import after_aside
from checker.tags import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSE_START = (
    r"(?:while|but|yet|although|though|whereas|even as|even though|as|and|after|before|since|when"
    r"|(?:[\w-]+\s+){0,3}(?:minute|hour|day|week|month|year)s?\s+(?:after|before))"
)
_SPLIT = re.compile(
    rf"\s*(?:,|;)[”\"]?\s*(?:{_CLAUSE_START}\s+)?$|,?\s+(?:while|but|yet|although|though|whereas|even as|as|and)\s+(?:meanwhile\s+)?$", re.IGNORECASE
)
_BREAK = re.compile(r"(?:,|;)\s+(?:while|but|although|though|whereas|even as|and|as)\s+|;\s+|\s+while\s+", re.IGNORECASE)
_STOP = re.compile(r"[”\"]?[:;]\s+")
_LEADING = re.compile(r"\s*(?:[”\"]?[,;:—–-]\s*)?(?:(?:while|but|yet|although|though|whereas|even as|and|as|that|meanwhile)\b[\s,]*)*", re.IGNORECASE)
# "Had said a day earlier that ..." too.
_THAT = re.compile(
    r"\s*,?\s*(?:(?:an?|\w+)\s+(?:minute|hour|day|night|week|month|year)s?\s+(?:earlier|before|ago|later)\s+)?(?:(?:and|but)\s+)?"
    r"that\s+(?!(?:is|was|would|has|had|will)\b)",
    re.IGNORECASE,
)
_AND_THAT = re.compile(r"\s*,?\s+(?:and|but|or)\s+that\s+(?=\w)|,\s+that\s+(?=[\w’']+\s)", re.IGNORECASE)
_REPORTERS = re.compile(r"\b(?:reporters|journalists)\b")
_NOUNS = "|".join(sorted(cue_table().groups["claim_nouns"]))
# "..., a figure on which Thailand has not commented" is the reporter's remark on the content.
_REMARK = re.compile(
    rf",\s+(?:an?|the same)\s+(?:[\w-]+\s+){{0,2}}?(?:{_NOUNS}|move|step|decision|toll|number|offer|proposal)\b(?:\s+(?:on|to|by|in|of|for))?\s+(?:that"
    rf"|which|(?:it|he|she|they|both)\s+(?:would|will|has|had|have)|\w+\s+\w+\s+(?:describe[sd]|denie[sd]|rejected|rejects|call(?:s|ed)|dismisse[sd]|dispute[sd]))\b"
)
_WHICH = re.compile(r",\s+(?:(?:during|in|at|on|for|by|after|of|from|under|through|with|to)\s+)?(?:which|who|where|whose)\s")
_SUMMARY_CUT = re.compile(rf"\s*[,—–-]\s*(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}(?:{_NOUNS})s?\s*(?:that|which)?\s*$", re.IGNORECASE)
_TO_WHOM = re.compile(r"\s*(?:to|with|before|through|on|in|at)\s+[^,.;:\"“”]{2,60}?\s+(?=that\b)")
# "Told the envoy, called in for the second time this month, that ..."
_OF_ADDRESSEE = re.compile(r",\s+(?:who\s|\w+(?:ed|ing|en)\b|an?\s|the\s)[^,;:\"“”]{3,80},(?=\s+that\s)")
_AND = re.compile(r"\s*,\s+and\s+(?=\w)")
_NEW_CLAUSE = re.compile(r",\s+(?:but|while|although|though|whereas)\s")
_REL_CUT = re.compile(r"\s*,?\s*(?:which|that|whom|who)?\s*$", re.IGNORECASE)
_VERBAL = ("VBD", "VBZ", "VBP", "MD")
_AS_PHRASE = re.compile(
    r"\s*as\s+(?:an?\s+|the\s+)?(?:[\w“”\"’'-]+\s+){1,2}?(?=(?:an?|the|its|his|her|their|any|all|those|these|\w+['’]s?|[A-Z]\w+)\s)", re.IGNORECASE
)


def finite(cue: Cue, start: int, end: int) -> bool:
    """Whether a finite verb stands in a range of the cue's sentence."""
    sentence = cue.sentence
    return any(
        token.tag_ in _VERBAL or (token.tag_ == "VBN" and token.dep_ in ("ccomp", "ROOT"))
        for token in sentence.doc[sentence.token_at(start) : sentence.token_at(end)]
    )


def forward_start(cue: Cue, text: str) -> int:
    """Document offset after the cue, its inverted subject, adverbials and the person told."""
    sentence = cue.sentence
    at = skip_adverbials(text, cue.tag_end, sentence.end)
    if "told" in cue.frames and not _REPORTERS.search(text, cue.tag_end, at):
        at = skip_adverbials(text, _after_addressee(cue, at), sentence.end)
        if aside := _OF_ADDRESSEE.match(text, at, sentence.end):
            at = aside.end()
    if (
        "clause" in cue_table().frames.get(cue.lemma, ())
        and (whom := _TO_WHOM.match(text, at, sentence.end))
        and not any(token.tag_ in _VERBAL for token in sentence.doc[sentence.token_at(at) : sentence.token_at(whom.end())])
    ):
        return whom.end()
    clause = next((child for child in sentence.doc[cue.first].children if child.dep_ == "ccomp" and child.i > cue.first), None)
    if clause is not None and cue.lemma != "according_to":
        left = sentence.offset(max(clause.left_edge.i, sentence.first))
        between = text[at:left]
        tokens = sentence.doc[sentence.token_at(at) : sentence.token_at(left)]
        if (
            left > at
            and len(tokens) <= 14
            and not any(mark in between for mark in '"“”,:')
            and not any(token.tag_ in _VERBAL or token.lower_ == "that" for token in tokens)
            and tokens
            and tokens[0].dep_ in ("prep", "advmod", "npadvmod", "dative")
        ):
            return left
    return at


def _after_addressee(cue: Cue, at: int) -> int:
    sentence = cue.sentence
    first = sentence.token_at(at)
    if first >= sentence.last or sentence.doc[first].lower_ in ("that", "to", "how", ",", ".", '"', ":", "it's"):
        return at
    chunk = next((chunk for chunk in noun_chunks(sentence.doc) if chunk.start == first), None)
    if chunk is None or chunk.end > sentence.last:
        return at
    # "promised compensation to every family that ..." has no person told before "that".
    if cue.lemma in ("promise", "ask") and not (
        chunk.root.pos_ in ("PROPN", "PRON") and chunk.end < sentence.last and sentence.doc[chunk.end].lower_ in ("that", "it", "they")
    ):
        return at
    last = chunk.end
    # "told the committee of inquiry that", "told a news conference in Rawalpindi", "told Smith and Jones that"
    stop = next(
        (
            token.i
            for token in sentence.doc[last : sentence.last]
            if token.lower_ == "that" or token.text in (",", ".", '"', ":") or token.tag_ in _VERBAL or (token.tag_ in ("TO", "VBG"))
        ),
        sentence.last,
    )
    if stop < sentence.last and (sentence.doc[stop].lower_ == "that" or sentence.doc[stop].text in (",", ".", '"', ":")) and stop - last <= 10:
        last = stop
    return sentence.after(last - 1)


def limit(cue: Cue, start: int, later: Sequence[Cue], text: str) -> int:
    """Document offset at which a content that begins at `start` ends at the latest: the sentence's end or the next attribution of the same level."""
    sentence = cue.sentence
    end = sentence.end
    subject = main_subject(cue)
    if subject is not None and (comma := text.rfind(",", start, sentence.offset(subject.left_edge.i))) > start:
        end = comma
    for other in later:
        cut = boundary(other, cue, start, text) if sentence.offset(other.first) >= start else None
        if cut is not None and cut < end:
            end = max(cut, start)
            break
    return end


_BEFORE_PARTICIPLE = re.compile(r",?\s+(?:(?:an?|one|two|three|several|some)\s+\w+\s+|\w+\s+)?(?:after|before|while|by|without)\s*$", re.IGNORECASE)


def boundary(other: Cue, cue: Cue, start: int, text: str) -> int | None:
    """Where a later cue ends the content of an earlier one; None where the later one is nested in it."""
    sentence = other.sentence
    if other.subject and other.subject[0] <= cue.first < other.subject[1]:
        return sentence.after(other.subject[1] - 1)
    group = sentence.offset(max(other.group, sentence.first))
    before = text[start:group]
    if other.lemma == "according_to":
        breaks = list(_BREAK.finditer(before))
        return start + breaks[-1].start() if breaks else group
    if other.relative:
        if other.gap:
            cut = _SUMMARY_CUT.search(before) or _REL_CUT.search(before)
            return start + cut.start() if cut else group
        pronoun = _REL_CUT.search(text[start : sentence.offset(other.first)])
        return start + pronoun.start() if pronoun and "," in pronoun.group() else None
    if other.reduced:
        summary = _SUMMARY_CUT.search(before)
        return start + summary.start() if summary else None
    if (opening := relative_opening(other, text)) is not None and opening.outer > start:
        return opening.outer
    if remark := _REMARK.search(text, start, sentence.offset(other.first)):
        return remark.start()
    if ";" in before and other.subject is not None and is_tag(other, text):
        return start + before.rindex(";")
    joined = _SPLIT.search(before)
    if other.participle:
        joined = joined or _BEFORE_PARTICIPLE.search(before)
        return start + joined.start() if joined else None
    if other.subject is None:
        return start + joined.start() if joined and not other.passive else None
    if not joined:
        return None
    mark = re.sub(r"[”\"]", "", joined.group()).strip().lower()
    if mark in (",", ";"):
        return start + joined.start() if mark == ";" or is_tag(other, text) else None
    word = mark.lstrip(",; ")
    if mark[:1] in (",", ";") or word in ("while", "although", "though", "whereas", "even as"):
        return start + joined.start()
    return start + joined.start() if _coordinated(other, cue) else None


def _coordinated(other: Cue, cue: Cue) -> bool:
    token = other.sentence.doc[other.first]
    for _ in range(4):
        if token.dep_ not in ("conj", "advcl"):
            return False
        token = token.head
        if token.i == cue.first:
            return True
    return False


def is_tag(cue: Cue, text: str) -> bool:
    """Whether punctuation follows the tag, as in "..., officials said, ..."."""
    at = skip_adverbials(text, cue.tag_end, cue.sentence.end)
    rest = text[at : cue.sentence.end].lstrip()
    return not rest or rest[0] in ",.;—–-"


def backward(cue: Cue, earlier: Sequence[Cue], text: str, quotes: Sequence[Quote]) -> Range | None:
    """The stretch before a tag such as ", NP said" that may be its content; None where the cue is no tag behind a content."""
    sentence = cue.sentence
    group = sentence.offset(max(cue.group, sentence.first))
    before = text[sentence.start : group].rstrip()
    if not before:
        return None
    at = sentence.start + len(before)
    if before[-1] not in ",—–-?!" and not any(quote.end == at for quote in quotes):
        return None
    return left_limit(cue, earlier, at, text), at


def left_limit(cue: Cue, earlier: Sequence[Cue], at: int, text: str) -> int:
    """Where a content that ends at `at` may begin: the sentence's start or the end of an earlier attribution."""
    sentence = cue.sentence
    previous = [other for other in earlier if other.first < cue.first and sentence.offset(other.first) < at]
    start = sentence.start
    if previous:
        last = previous[-1]
        tag_end = skip_adverbials(text, last.tag_end, at)
        # "The tale had been refuted by the crew, officials said": a passive is no tag.
        if (is_tag(last, text) and not last.passive) or last.lemma == "according_to":
            # "p, an officer told envoys, a diplomat said": a tag on all that stands before, the other tag too.
            start = tag_end if text[tag_end:at].strip(" ,") else left_limit(last, previous[:-1], sentence.offset(max(last.group, sentence.first)), text)
        elif breaks := [*_BREAK.finditer(text, last.tag_end, at), *_STOP.finditer(text, last.tag_end, at)]:
            start = max(found.start() for found in breaks)
    # "A claimed p; B replied q, the source added": what others were quoted with before the semicolon is theirs.
    parts = [match.end() for match in re.finditer(r";\s", text[start:at]) if any(sentence.offset(other.first) < start + match.start() for other in previous)]
    start += max(parts, default=0)
    lead = _LEADING.match(text, start, at) if start > sentence.start else re.compile(r"(?:But|And|Yet|Still,|Meanwhile,)\s+").match(text, start, at)
    return lead.end() if lead else start


def clause_spans(start: int, end: int, text: str, quotes: Sequence[Quote]) -> list[Range]:
    """A content without "that"; "A and that B" gives two spans, a relative clause or remark at the end is left out."""
    if that := _THAT.match(text, start, end):
        start = that.end()
    spans: list[Range] = []
    at = start
    for match in _AND_THAT.finditer(text, start, end):
        if any(quote.holds(match.start()) for quote in quotes):
            continue
        if match.group().lstrip().startswith(", that") and len(spans) == 0 and not _AND_THAT.search(text, match.end(), end):
            continue
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, end))
    spans[-1] = (spans[-1][0], without_remark(*spans[-1], text, quotes))
    return spans


def split_at_word(cue: Cue, start: int, end: int, word: str) -> tuple[Range, Range] | None:
    """The parts before and after "of", "for", "as", "at" or "on" of a cue such as "accused X of p"."""
    sentence = cue.sentence
    first, last = sentence.token_at(start), sentence.token_at(end)
    found = [token for token in sentence.doc[first:last] if token.lower_ == word]
    if not found:
        return None
    own = [token for token in found if token.head.i == cue.first]
    gerund = [
        token
        for token in found
        if token.i + 1 < last and (sentence.doc[token.i + 1].tag_ == "VBG" or sentence.doc[token.i + 1].lower_ in ("having", "not", "being"))
    ]
    token = (own or gerund or found)[0] if word != "at" else (own or found)[-1]
    return (start, _before_adverbials(sentence, first, token.i)), (sentence.after(token.i), end)


def _before_adverbials(sentence: Sentence, first: int, last: int) -> int:
    """End of the tokens [first, last) without a time or channel at their end: "Serbia on Tuesday" -> "Serbia"."""
    text, base = sentence.doc.text, sentence.paragraph.start
    end = sentence.offset(last)
    for i in range(first, last - 1):
        after = sentence.after(i)
        if not text[skip_adverbials(text, after - base, end - base) : end - base].strip():
            return after
    return end


def object_and_predicate(cue: Cue, start: int, end: int, quotes: Sequence[Quote]) -> list[Range]:
    """The two parts after "called": the thing and what it is called."""
    sentence = cue.sentence
    first, last = sentence.token_at(start), sentence.token_at(end)
    cut = None
    quote = next((quote for quote in quotes if start < quote.start < end), None)
    if quote is not None and sentence.token_at(quote.start) > first:
        cut = sentence.token_at(quote.start)
        while cut - 1 > first and sentence.doc[cut - 1].dep_ in ("det", "amod", "advmod", "compound") and sentence.doc[cut - 1].tag_ in ("DT", "JJ", "RB"):
            cut -= 1
    if cut is None:
        for child in sentence.doc[cue.first].children:
            if child.dep_ in ("oprd", "ccomp", "xcomp") and first < child.i < last:
                inner = [word for word in child.lefts if word.dep_ in ("nsubj", "nsubjpass")]
                left = child.i if child.left_edge.i == first else child.left_edge.i  # "called the raid reckless", read as one noun
                cut = inner[-1].right_edge.i + 1 if inner else left
                break
    if cut is None:
        chunks = [chunk for chunk in noun_chunks(sentence.doc) if chunk.start >= first and chunk.end <= last]
        # "Called reports of a retreat from Goma a lie": two noun phrases side by side.
        cut = next((after.start for before, after in itertools.pairwise(chunks) if before.end == after.start and after[0].pos_ in ("DET", "ADJ")), None)
        if cut is None and chunks and chunks[0].end < last and sentence.doc[chunks[0].end].pos_ in ("DET", "ADJ", "NOUN", "ADV"):
            cut = chunks[0].end
    if cut is None or not first < cut < last:
        return [(start, end)]
    return [(start, sentence.offset(cut)), (sentence.offset(cut), end)]


def skip_as_phrase(start: int, end: int, text: str, quotes: Sequence[Quote]) -> int:
    """Offset after "as fabrication" in "dismissed as fabrication claims that ..."; `start` where the object comes first."""
    called = re.compile(r"\s*as\s+(?:an?\s+|the\s+)?").match(text, start, end)
    quote = next((quote for quote in quotes if called and quote.start == called.end()), None)
    if quote is not None and re.match(r"\s+\w", text[quote.end : end]):
        return quote.end
    match = _AS_PHRASE.match(text, start, end)
    return match.end() if match else start


def before_clause(cue: Cue, start: int, end: int, text: str) -> int:
    """The end of a phrase that is no clause: before ", but ..." with a verb of its own."""
    match = _NEW_CLAUSE.search(text, start, end)
    return match.start() if match and finite(cue, match.end(), end) else end


def without_remark(start: int, end: int, text: str, quotes: Sequence[Quote]) -> int:
    """The end of a content before the reporter's ", a figure that ..." or ", which ..."."""
    if remark := _REMARK.search(text, start, end):
        end = remark.start()
    which = _WHICH.search(text, start, end)
    if which and which.start() - start > 15 and "," not in text[which.end() : end] and not any(quote.holds(which.start()) for quote in quotes):
        return which.start()
    return end


def goes_on_after(cue: Cue, at: int, later: Sequence[Cue], text: str) -> Range | None:
    """The clause that "p, officials said, and q" adds after the tag, which ends at `at`: a verb with a subject of its own.

    "According to" has no verb, so there the subject may be that of p ("..., according to the mission, and came from the north").
    """
    sentence = cue.sentence
    joint = _AND.match(text, after_aside(cue, at, text), sentence.end)
    if joint is None or (later and later[-1].first >= sentence.token_at(at)):
        return None
    tokens = sentence.doc[sentence.token_at(joint.end()) : sentence.last]
    verb = next((token for token in tokens if token.tag_ in _VERBAL), None)
    if verb is None or tokens[0].lower_ in ("he", "she", "it", "they", "then", "there") or tokens[0].pos_ == "ADV":
        return None
    if verb.i == tokens[0].i and cue.lemma != "according_to" and not _stays_past(cue, verb):
        return None
    return joint.end(), sentence.end


def _stays_past(cue: Cue, verb: Token) -> bool:
    """Whether a verb goes on with the "had" of the clause before the tag: "its men had stopped the boat, he said, and used their guns"."""
    before = cue.sentence.doc[cue.sentence.first : cue.first]
    told = any(token.lower_ == "had" and token.dep_ == "aux" for token in before)
    return told and verb.tag_ in ("VBD", "VBN") and verb.lemma_.lower() not in cue_table().frames
