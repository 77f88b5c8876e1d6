"""The phrase of the speaker that belongs to a verb of saying, by the parse and, where the parse fails, by what stands beside the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cue_verbs import cue_lemma
from checker.cues import cue_table
from checker.inverted_subjects import around_tag, behind_verb, with_name, with_office
from checker.sentences import Range, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVES = ("who", "which", "that", "whom")
OFFICES = frozenset({"head", "chief", "leader", "director", "spokesman", "spokeswoman", "spokesperson", "minister", "commander", "mayor", "governor"})
_TITLE_WORDS = 12
_SUMMED = frozenset(
    {"fatality", "victim", "death", "casualty", "attack", "strike", "raid", "case", "incident", "time", "day", "toll", "loss", "breach", "violation"}
)
_TIMES = ("DATE", "TIME", "CARDINAL", "QUANTITY", "PERCENT")
_NOT_SUBJECT = ("and", "but", "while", "as", "although", "though", "that", "meanwhile", "whose", "yet", "so", "when", "because", "since", "if")


def cue_subject(sentence: Sentence, token: Token, *, passive: bool, participle: bool) -> tuple[Range | None, bool, bool]:
    """Token range of the verb's own subject, whether it stands in a relative clause, and whether that clause's gap is the content."""
    if passive:
        return _agent(sentence, token), False, False
    child = _subject_word(token)
    if child is not None and child.lower_ in _RELATIVES and child.i < token.i:
        inner = _beside(sentence, token)
        # "which the group said housed ...": the parser takes the pronoun for the subject of "said".
        return (inner, True, True) if inner is not None and inner[0] > child.i else (_antecedent(sentence, token, child), True, False)
    if child is not None:
        span: Range | None = _phrase(sentence, child, token)
    elif participle:
        return None, False, False
    else:
        span = around_tag(sentence, token) or _after_summary(sentence, _beside(sentence, token))
    span = _from_quotation(sentence, token, span)
    if span is not None:
        span = behind_verb(sentence, token, span)
        span = with_name(sentence, span) if span[0] > token.i else with_office(sentence, span, token.i)
    about_content = span is not None and _is_about_content(sentence, token, span)
    return span, about_content, about_content


def _subject_word(token: Token) -> Token | None:
    """The head of a verb's subject; of two that the parser gives it, the one beside it: "..., ten of them women, the office said"."""
    found = [child for child in token.children if child.dep_ in _SUBJECTS]
    parted = len(found) > 1 and found[1].i < token.i and any(word.text == "," for word in token.doc[found[0].i : found[1].i])
    return found[1] if parted and found[0].lower_ not in _RELATIVES else next(iter(found), None)


def _from_quotation(sentence: Sentence, token: Token, span: Range | None) -> Range | None:
    """A subject from the mark that closes the quotation before it: the parser gives the name in '"...," Col. X, the spokesman, said' to the quotation."""
    if span is None or span[0] > token.i:
        return span
    mark = next((word.i for word in reversed(sentence.doc[sentence.first : span[0]]) if word.text == '"'), None)
    if mark is None or mark <= sentence.first or sentence.doc[mark - 1].text not in (",", "?", "!"):
        return span
    between = sentence.doc[mark + 1 : span[0]]
    named = any(word.pos_ in ("PROPN", "NOUN") and word.ent_type_ not in ("DATE", "TIME") for word in between)
    title = len(between) > 0 and between[0].pos_ in ("DET", "PROPN", "NOUN", "ADJ", "PRON")
    phrase = all(word.pos_ not in ("VERB", "AUX", "SCONJ", "CCONJ") or word.text.istitle() for word in between)
    return (mark + 1, span[1]) if named and title and phrase and len(between) <= _TITLE_WORDS else span


def _agent(sentence: Sentence, token: Token) -> Range | None:
    """The noun phrase after "by", without the words that may open the verb's content ("accused by Y of p")."""
    opening = cue_table().frames.get(cue_lemma(sentence, token), frozenset()) & {"of", "as", "for", "with"}
    by = agent_word(token, cue_lemma(sentence, token))
    noun = next((noun for noun in by.children if noun.dep_ == "pobj"), None) if by is not None else None
    if noun is None:
        return None
    last = next((word.i for word in noun.subtree if word.i > noun.i and (word.lower_ in opening or word.is_punct)), noun.right_edge.i + 1)
    return noun.left_edge.i, max(last, noun.i + 1)


def agent_word(token: Token, lemma: str) -> Token | None:
    """The "by" of a passive; for counts also one that the parse hangs on a place: "were counted in the schools of Tyre by the council"."""
    own = next((child for child in token.children if child.dep_ == "agent" or (child.lower_ == "by" and child.i > token.i)), None)
    if own is not None or not (cue_table().has("counts", lemma) or cue_table().has("attested", lemma)):
        return own
    after = [word for word in token.subtree if word.i > token.i and word.lower_ == "by" and word.dep_ == "prep"]
    return next(
        (word for word in after if any(noun.dep_ == "pobj" and noun.pos_ in ("PROPN", "NOUN") and noun.ent_type_ not in _TIMES for noun in word.children)), None
    )


def _is_about_content(sentence: Sentence, token: Token, span: Range) -> bool:
    """Whether "which", "that" or a summing noun stands before the subject: "..., which Y denies", "..., a charge Y denies"."""
    if span[0] <= sentence.first or span[0] > token.i:
        return False
    before = sentence.doc[span[0] - 1]
    if before.lemma_.lower() in cue_table().groups["claim_nouns"] and _summary_comma(sentence, before.i) is not None:
        return True
    if before.lower_ in ("which", "whom"):
        return before.i == sentence.first or sentence.doc[before.i - 1].pos_ != "ADP"
    if before.lower_ != "that" or before.i == sentence.first or token.dep_ != "relcl":
        return False
    noun = sentence.doc[before.i - 1]
    told = noun.dep_ in ("dobj", "dative") and "told" in cue_table().frames.get(noun.head.lemma_.lower(), ())  # "told a visitor that he had seen"
    return noun.pos_ in ("NOUN", "PROPN") and not told


def is_summary(sentence: Sentence, noun: int) -> bool:
    """Whether a noun such as "charge" sums up what was said before its comma: "..., a charge ..."."""
    return _summary_comma(sentence, noun) is not None


def _summary_comma(sentence: Sentence, noun: int) -> int | None:
    """The comma before ", an assertion", which sums up what was said before it."""
    for at in range(noun - 1, max(sentence.first, noun - 5), -1):
        if sentence.doc[at].lower_ in ("a", "an", "the"):
            return at - 1 if sentence.doc[at - 1].text in (",", "-") else None
    return None


def _antecedent(sentence: Sentence, token: Token, pronoun: Token) -> Range | None:
    """The noun phrase before ", who"."""
    at = pronoun.i
    while at > sentence.first and sentence.doc[at - 1].text in (",", "-"):
        at -= 1
    if at == sentence.first:
        return None
    head = token.head if token.dep_ == "relcl" and token.head.i < at else sentence.doc[at - 1]
    return (max(sentence.first, head.left_edge.i), at) if head.pos_ in ("NOUN", "PROPN", "PRON") else None


def _phrase(sentence: Sentence, head: Token, verb: Token) -> Range:
    """The noun phrase around a subject: its subtree, cut at quotation marks, conjunctions and clauses."""
    first, last = max(sentence.first, head.left_edge.i), min(sentence.last, head.right_edge.i + 1)
    if head.i > verb.i:
        first = max(first, verb.i + 1)
        inside = sentence.doc[head.i + 1 : last]
        last = next((token.i for token in inside if token.text in (".", ";", ":", '"') or (token.text == "," and not _is_apposition(sentence, token.i))), last)
    else:
        last = min(last, verb.i)
        # The parser joins the speaker to the end of a quotation or takes it for its apposition.
        first = next((token.i + 1 for token in reversed(sentence.doc[first:last]) if token.text == '"'), first)
        first = min(first, last - 1)
    first = _trim_left(sentence, first, head.i)
    hangs_on = first > sentence.first and not sentence.doc[first - 1].is_punct and sentence.doc[first - 1].pos_ in ("ADP", "VERB")
    if head.i < verb.i and (hangs_on or _swallows_clause(sentence, first, last)):
        # The parser made the speaker an apposition of what stands before the comma.
        first = next((token.i + 1 for token in reversed(sentence.doc[first : last - 1]) if token.text == ","), first)
    elif head.i < verb.i and (speaker := _behind_apposition(sentence, first, head, last)) is not None:
        first = speaker
    return first, trim_right(sentence, min(max(head.i, first) + 1, last), last)


def _behind_apposition(sentence: Sentence, first: int, head: Token, last: int) -> int | None:
    """Where the speaker begins behind what only sums up the content: "..., the second victim of the raid, the governor said"."""
    comma = next((token.i for token in reversed(sentence.doc[head.i : last - 1]) if token.text == ","), None)
    if comma is None or first == sentence.first or sentence.doc[first - 1].text != "," or head.pos_ != "NOUN" or head.lemma_.lower() not in _SUMMED:
        return None
    return comma + 1


def _swallows_clause(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a subject begins with a clause before its last comma ("X called for Y to withdraw, state media reported")."""
    comma = next((token.i for token in reversed(sentence.doc[first : last - 1]) if token.text == ","), None)
    verbs = ("VBD", "VBZ", "VBP", "VBN", "MD")
    return (
        comma is not None
        and any(token.tag_ in verbs for token in sentence.doc[first:comma])
        and not any(token.tag_ in verbs for token in sentence.doc[comma:last])
    )


def _is_apposition(sentence: Sentence, comma: int) -> bool:
    if comma + 1 >= sentence.last or sentence.doc[comma].head.i > comma:
        return False
    following = sentence.doc[comma + 1]
    return following.lower_ in ("a", "an", "the") or (following.dep_ == "appos" and following.lower_ in OFFICES)


def _trim_left(sentence: Sentence, first: int, head: int) -> int:
    for token in sentence.doc[first:head]:
        if token.text in ('"', ";", ":") or (token.text == "-" and token.whitespace_):
            first = token.i + 1
    while first < head and (sentence.doc[first].is_punct or sentence.doc[first].lower_ in _NOT_SUBJECT):
        first += 1
    return first


def trim_right(sentence: Sentence, least: int, last: int) -> int:
    """The end of a speaker's phrase without "quoted by ...", commas, conjunctions and floating "each"."""
    last = next((token.i for token in sentence.doc[least:last] if token.lower_ in ("quoted", "cited")), last)
    while last > least and (
        sentence.doc[last - 1].is_punct or sentence.doc[last - 1].dep_ in ("cc", "aux") or sentence.doc[last - 1].lower_ in ("also", "each")
    ):
        last -= 1
    return last


def _after_summary(sentence: Sentence, span: Range | None) -> Range | None:
    """Cut "an assertion" from "an assertion Indian officials" where the parse runs them together."""
    for token in sentence.doc[span[0] : span[1] - 1] if span else ():
        if span and token.lemma_.lower() in cue_table().groups["claim_nouns"] and _summary_comma(sentence, token.i) is not None:
            return token.i + 1, span[1]
    return span


def _beside(sentence: Sentence, token: Token) -> Range | None:
    """Fallback where the parse gives no subject: the noun phrase right before the verb, or right after it behind a quotation or comma."""
    before, doc = token.i, sentence.doc
    while (
        before > sentence.first
        and doc[before - 1].text != '"'
        and (doc[before - 1].dep_ in ("aux", "advmod", "neg", "punct") or doc[before - 1].pos_ in ("AUX", "ADV"))
    ):
        before -= 1
    previous = doc[before - 1].lower_ if before > sentence.first else ""
    if previous in ("and", "but", "or", "then"):
        return None
    chunks = sentence.chunks()
    chunk = next((chunk for chunk in chunks if chunk[1] == before), None)
    if doc[before].text == "," and (whole := _before_clause(sentence, before)):
        return whole
    if chunk is not None and (comma := next((word.i for word in reversed(doc[chunk[0] : chunk[1]]) if word.text == ","), None)) and chunk[0] > sentence.first:
        return (comma + 1, chunk[1]) if doc[chunk[0] - 1].pos_ == "ADP" else chunk
    if chunk is not None and token.dep_ == "conj" and token.tag_ in ("VBD", "VBZ") and (named := _named_behind_comma(sentence, chunk)):
        return named
    if chunk is not None and token.dep_ != "conj" and (token.dep_ not in ("acl", "amod") or token.tag_ != "VBN"):
        return _with_prefix(sentence, chunk[0]), chunk[1]
    if (
        before > sentence.first
        and sentence.doc[token.i - 1].text in ('"', "'", ",")
        and (chunk := next((chunk for chunk in chunks if chunk[0] == token.i + 1), None))
    ):
        stop = next((word.i for word in doc[chunk[1] : sentence.last] if word.is_punct or word.tag_.startswith("VB")), sentence.last)
        return chunk[0], stop
    return _apposed(sentence, token) or _words_before(sentence, before, token)


def _named_behind_comma(sentence: Sentence, chunk: Range) -> Range | None:
    """The names behind a comma before a tag that the parser joins to the content: "..., Lima and Quito said", "..., Ana Rojas, head of the clinic, said"."""
    doc, chunks = sentence.doc, sentence.chunks()
    first, end = _with_prefix(sentence, chunk[0]), chunk[1]
    for joint in ("and", ","):
        before = next((other for other in chunks if other[1] == first - 1 and doc[first - 1].lower_ == joint), None)
        if before is not None and doc[before[1] - 1].pos_ == "PROPN" and before[0] > sentence.first and doc[before[0] - 1].text == ",":
            first = before[0]
            break
    opened = first > sentence.first and doc[first - 1].text == ","
    return (first, end) if opened and doc[first].pos_ == "PROPN" else None


def _before_clause(sentence: Sentence, comma: int) -> Range | None:
    """ "Egypt, which hosted the talks, called on ...": the noun phrase before a relative clause that ends at a comma."""
    opening = next((word.i for word in reversed(sentence.doc[sentence.first : comma]) if word.text == ","), None)
    if opening is None or sentence.doc[opening + 1].lower_ not in ("which", "who", "whose"):
        return None
    return next(((chunk[0], comma) for chunk in sentence.chunks() if chunk[1] == opening), None)


def _apposed(sentence: Sentence, token: Token) -> Range | None:
    """ "X, a radio station, named ...", where the parser takes the verb for a participle of X."""
    if token.tag_ not in ("VBD", "VBN") or token.dep_ not in ("acl", "ROOT", "relcl") or sentence.doc[token.i - 1].text != ",":
        return None
    head = token.head if token.head.i < token.i else None
    if head is None or head.left_edge.i < sentence.first or not any(word.dep_ == "appos" for word in head.children):
        return None
    return head.left_edge.i, token.i - 1


def _with_prefix(sentence: Sentence, first: int) -> int:
    """Take in the noun phrase before a preposition: "a senior officer in Northern Command"."""
    for _ in range(3):
        if first - 1 <= sentence.first or sentence.doc[first - 1].lower_ not in ("of", "in", "for", "at", "to", "from", "on", "with"):
            break
        chunk = next((chunk for chunk in sentence.chunks() if chunk[1] == first - 1), None)
        if chunk is None or sentence.doc[chunk[1] - 1].tag_ == "PRP" or sentence.doc[chunk[1] - 1].ent_type_ in ("DATE", "TIME"):
            break
        first = chunk[0]
    return first


def _words_before(sentence: Sentence, before: int, token: Token) -> Range | None:
    """The words between the last comma or quotation mark and a finite verb, where the parser sees no noun phrase."""
    if token.tag_ not in ("VBD", "VBZ") or token.dep_ == "conj":
        return None
    first, doc = before, sentence.doc
    while first > sentence.first and not doc[first - 1].is_punct and doc[first - 1].pos_ not in ("VERB", "SCONJ") and before - first < 12:
        first -= 1
    nouns = any(word.pos_ in ("NOUN", "PROPN", "PRON") for word in doc[first:before])
    return (first, before) if nouns and (first == sentence.first or doc[first - 1].text in (",", '"')) else None
