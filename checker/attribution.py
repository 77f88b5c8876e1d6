"""Attribution: who is said to have said what, in news stories, official statements and transcripts.

Quotations are found by their marks, indirect speech by cue verbs and the parse, with surface patterns where the parse fails. The
reporter's own sentences give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.analysis import Analysis, Paragraph
from checker.contents import finite, is_tag
from checker.cues import cue_table
from checker.document import Document, Span
from checker.drafts import Draft
from checker.frames import draft_of
from checker.merging import all_attributions, correct, further_drafts, tidied
from checker.quotes import Quote, find_quotes, mode_of, trimmed
from checker.sentences import Range, Sentence, sentences
from checker.stances import meant, stance_of
from checker.statement import Stance, Statement
from checker.tagging import Attribution, Tagger, bundled_tagger
from checker.tags import Cue, find_cues

_LABEL = re.compile(r"(?P<who>[A-Z][A-Z .,’'()-]{2,60}|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,4}(?:, [\w ,’'-]{3,60})?):\s+(?=\S)")


_ASKER = re.compile(r"^(?:Q|QUESTION|REPORTER|JOURNALIST|MODERATOR|INTERVIEWER)\b", re.IGNORECASE)


_WE = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)


_WE_PROPER = re.compile(r"\bUS\b")
# Acts of agreement that are told by others: "said both governments had accepted a team of monitors".
_OFFERS = frozenset({"propose", "offer", "promise", "pledge", "accept", "agree_to", "agree_on"})
HEADING_WORDS = 22


def attribute(analysis: Analysis, *, tagger: Tagger | None = None) -> list[Statement]:
    """The statements of a document in the order of the text; parties are left empty.

    tagger: finds what the rules miss; the bundled one where none is given. Mode comes from the quotation marks; `nested_in` names the
    statement in whose content another one stands. Speaker and cue are None for a quotation that has none in its paragraph. Span
    conventions: claims/GUIDELINES.md, section 2.
    """
    text = analysis.document.text
    quotes = find_quotes(text)
    spoken, drafts = _by_rules(analysis, quotes)
    if (tagger := tagger or bundled_tagger("statements")) is not None:
        told = tidied(tagger.attributions(text), analysis, quotes)
        correct(drafts, told, text, quotes)
        drafts += further_drafts(told, drafts, spoken, text, quotes)
    return _statements(analysis.document, _nested(drafts, text, quotes), quotes)


def find_attributions(analysis: Analysis, *, tagger: Tagger | None = None) -> list[Attribution]:
    """Everything that a text attributes to a source, beliefs and acts included, in the order of the cues.

    Spans are those of news corpora such as PolNeAR: quotation marks and "that" belong to the content. Quotations without a cue of their
    own are left out. tagger: the bundled one where none is given.
    """
    text = analysis.document.text
    tagger = tagger or bundled_tagger()
    quotes = find_quotes(text)
    drafts = list(_nested(_by_rules(analysis, quotes)[1], text, quotes))
    return all_attributions(tidied(tagger.attributions(text), analysis, quotes) if tagger is not None else [], drafts, text)


def _by_rules(analysis: Analysis, quotes: Sequence[Quote]) -> tuple[list[Sentence], list[Draft]]:
    """The sentences outside headings, and the drafts that the rules find in them."""
    text = analysis.document.text
    drafts: list[Draft] = []
    previous: Sentence | None = None
    headings = {paragraph.start for paragraph in analysis.paragraphs[:-1] if is_heading(text[paragraph.start : paragraph.end])}
    spoken = [sentence for sentence in sentences(analysis, quotes) if sentence.paragraph.start not in headings]
    labelled: Paragraph | None = None
    for sentence in spoken:
        label = _label(text, sentence) if sentence.first == 0 else None
        if label is not None:
            drafts += label
            labelled = sentence.paragraph
        elif sentence.paragraph is not labelled:
            drafts += _read(sentence, text, quotes, drafts if previous and previous.paragraph is sentence.paragraph else [])
        previous = sentence
    return spoken, drafts


def is_heading(paragraph: str) -> bool:
    """Whether a paragraph is a headline or a subhead: short and without a mark at its end. What headlines say, the story says again."""
    ended = paragraph.rstrip("\"”'’»)")[-1:] in [*".!?…:;,"] or paragraph[-1] == "."
    return not ended and paragraph[0] not in '"“„«' and len(paragraph.split()) <= HEADING_WORDS


def _read(sentence: Sentence, text: str, quotes: Sequence[Quote], before: list[Draft]) -> list[Draft]:
    """Drafts of one sentence; `before` are those of the same paragraph, to which a quotation without a tag may be added."""
    cues = find_cues(sentence, quotes)
    drafts: list[Draft] = []
    for index, cue in enumerate(cues):
        draft = draft_of(cue, cues[:index], cues[index + 1 :], text, quotes, drafts)
        if draft is not None:
            drafts.append(draft)
    last = before[-1] if before else None
    lone = _lone_quotes(sentence, drafts, quotes, follows=last is not None and last.quote_only)
    if lone:
        if not drafts and last is not None and last.quote_only and lone[0][0] == sentence.start:
            last.spans += lone
        else:
            drafts.append(Draft("", lone, quote_only=True, order=lone[0][0], speaker=_before_colon(sentence, lone[0][0])))
    if not drafts and not lone and _WE.search(_WE_PROPER.sub("", _outside(sentence, text, quotes))):
        drafts.append(Draft("", [(sentence.start, sentence.end)], order=sentence.start))
    return drafts


def _before_colon(sentence: Sentence, quote: int) -> Range | None:
    """The speaker of 'Kremlin spokesman X: "..."': a phrase without a verb before the colon."""
    tokens = sentence.between(sentence.start, quote)
    if not 1 < len(tokens) <= 14 or tokens[-1].text != ":" or any(token.pos_ in ("VERB", "AUX") for token in tokens):
        return None
    return (sentence.start, sentence.after(tokens[-2].i)) if any(token.pos_ == "PROPN" for token in tokens) else None


def _outside(sentence: Sentence, text: str, quotes: Sequence[Quote]) -> str:
    inside = [quote for quote in quotes if quote.start < sentence.end and quote.end > sentence.start]
    kept, at = [], sentence.start
    for quote in inside:
        kept.append(text[at : max(at, quote.start)])
        at = quote.end
    return " ".join([*kept, text[at : max(at, sentence.end)]])


def _lone_quotes(sentence: Sentence, drafts: Sequence[Draft], quotes: Sequence[Quote], *, follows: bool) -> list[Range]:
    """Whole-sentence quotations of a sentence that no draft has taken up."""
    text_range = [quote for quote in quotes if sentence.start <= quote.start < sentence.end]
    lone = []
    for quote in text_range:
        if any(start < quote.end and end > quote.start for draft in drafts for start, end in draft.spans):
            continue
        first = sentence.token_at(quote.start)
        colon = first > sentence.first and sentence.doc[first - 1].text == ":"
        last = sentence.token_at(quote.end)
        closed = last >= sentence.last or not quote.closed
        if (quote.start == sentence.start or colon) and closed and (last - first >= 5 or follows):
            lone.append((quote.start, quote.end))
    return lone


def _label(text: str, sentence: Sentence) -> list[Draft] | None:
    """A paragraph of a transcript: "SPOKESPERSON: ..."; questions give nothing."""
    paragraph = sentence.paragraph
    match = _LABEL.match(text, paragraph.start, paragraph.end)
    if match is None or not (match["who"].isupper() or re.search(r"spokes|minist|president|ambassador|general", match["who"], re.IGNORECASE)):
        return None
    if _ASKER.match(match["who"]):
        return []
    return [Draft("", [(match.end(), paragraph.end)], speaker=(match.start("who"), match.end("who")), order=match.start())]


def _nested(drafts: list[Draft], text: str, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """Drafts whose cue stands in the content of another one are kept as nested where they attribute a clause to somebody else."""
    for draft in drafts:
        outer = [
            other
            for other in drafts
            if other is not draft
            and draft.cue
            and other.verb is not None
            and draft.verb is not None
            and other.verb.sentence is draft.verb.sentence
            and _inside(draft.cue, other.spans)
        ]
        if not outer:
            yield draft
            continue
        draft.parent = min(outer, key=lambda other: sum(end - start for start, end in other.spans))
        limit_end = next(end for start, end in draft.parent.spans if start <= draft.cue[0] < end) if draft.cue else 0
        draft.spans = [(start, min(end, limit_end)) for start, end in draft.spans if start < limit_end]
        if draft.spans and _reports_other(draft, text):
            yield draft


def _inside(cue: Range, spans: Sequence[Range]) -> bool:
    return any(start <= cue[0] and cue[1] <= end for start, end in spans)


def _reports_other(draft: Draft, text: str) -> bool:
    cue = draft.verb
    if cue is None or cue.subject is None or cue.participle or draft.speaker is None or cue_table().has("belief", draft.lemma) or draft.parent is None:
        return False
    speaker = text[draft.speaker[0] : draft.speaker[1]].lower()
    if speaker in ("it", "he", "she", "they", "we", "i") or draft.speaker == draft.parent.speaker:
        return False
    frames = cue_table().frames.get(draft.lemma, frozenset())
    if draft.lemma in ("accuse", "blame"):
        return True
    if cue_table().stances.get(draft.lemma) is Stance.DENY and cue.passive:
        return True
    start = draft.spans[0][0]
    if cue_table().stances.get(draft.lemma) is Stance.PROMISE and re.match(r"to\s", text[start:]):
        return True
    if draft.lemma in _OFFERS and start > (draft.cue or (0, 0))[0] and _is_perfect(cue):
        return True
    if draft.spans[-1][1] <= (draft.cue or (0, 0))[0] and not is_tag(draft.parent.verb or cue, text):
        return False  # behind its content a tag is told by the next one: "p, a colonel told envoys, a diplomat said"
    return bool(frames & {"clause", "told"}) and finite(cue, start, draft.spans[-1][1])


def _is_perfect(cue: Cue) -> bool:
    return any(child.lower_ in ("had", "have", "has") for child in cue.token.children)


def _statements(document: Document, drafts: Iterator[Draft], quotes: Sequence[Quote]) -> list[Statement]:
    """Number the drafts in the order of the text and make their statements."""
    kept: list[tuple[Draft, list[Range]]] = []
    for draft in drafts:
        spans = [span for start, end in draft.spans if (span := trimmed(document.text, start, end, quotes)) is not None]
        if spans:
            kept.append((draft, spans))
    kept.sort(key=lambda pair: (pair[0].order, pair[1][0]))
    names = {id(draft): f"{document.doc_id}:s{number:02d}" for number, (draft, _) in enumerate(kept, start=1)}
    return [_statement(document, draft, spans, names, quotes) for draft, spans in kept]


def _statement(document: Document, draft: Draft, spans: list[Range], names: dict[int, str], quotes: Sequence[Quote]) -> Statement:
    mode = mode_of(document.text, spans, quotes)
    speaker = _span(document, draft.speaker)
    content = tuple(document.span(start, end) for start, end in spans)
    stance = stance_of(
        meant(draft.lemma, len(spans)),
        " ".join(span.text for span in content),
        speaker=speaker.text if speaker else "",
        mode=mode,
        foreign=_foreign(draft, content, speaker),
        negated=draft.negated,
        nested=draft.parent is not None,
        of_charge=draft.of_charge,
    )
    parent = names.get(id(draft.parent)) if draft.parent is not None else None
    return Statement(names[id(draft)], document.doc_id, speaker, _span(document, draft.cue), content, mode, (), stance, parent)


def _span(document: Document, found: Range | None) -> Span | None:
    return document.span(*found) if found is not None and found[0] < found[1] else None


def _foreign(draft: Draft, content: Sequence[Span], speaker: Span | None) -> bool:
    """Whether the content names a country, people or body in a word that the speaker's name does not share."""
    own = {word[:4].lower() for word in re.findall(r"\w+", speaker.text)} if speaker else set()
    names = {
        word[:4].lower() for span in content for word in re.findall(r"\b[A-Z][a-z’']*[a-zA-Z]+\b", span.text[1:] if span.text[:1].isupper() else span.text)
    }
    names |= {span.text[:4].lower() for span in content if re.match(r"[A-Z]\w+(?:i|an|ese|ish|ian|[’']s)\b", span.text)}
    return bool(names - own)
