"""The forms in which statements put their content, turned into clauses: accusations, denials, descriptions, promises, plain clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.accusations import accused_clauses, blamed_clauses
from checker.analysis import Analysis
from checker.clauses import finite_clauses
from checker.cues import cue_table
from checker.gapped import bare_counts
from checker.gerunds import gerund_clauses
from checker.happenings import happened, happened_in_passing
from checker.headcounts import LEAD_WORDS, counted_harm, numbered_victims, put_at
from checker.inflection import base, third_person
from checker.joint_objects import split_objects
from checker.negation import negated
from checker.nominals import RESPONSIBILITY, nominal, refers, reported, taken_or_harmed
from checker.partitives import told_parts
from checker.relative_parts import closed, is_opening, opened, whole_clefts
from checker.shapes import ACCUSING, CLAIM_NOUNS, DENYING, DESCRIBING, FALSE, is_finite, is_named, starts_with_gerund
from checker.stances import has_own_stance, meant
from checker.statement import Stance, Statement
from checker.words import EVENT_NOUNS, Clause, Word, added, asides, is_verbal, root_of, subject_of, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# With one of these what has been done is the object, not who did it.
_CRITICAL = frozenset(["condemn", "denounce", "criticize", "criticise"])
_ARMY = re.compile(r"\b(?:arm(?:y|ies)|military|defen[cs]e|armed forces|command(?:er)?|general|colonel|navy|troops|staff)\b", re.IGNORECASE)
# How a count is told: "put its losses at two".
_COUNTING = frozenset(["put", "estimate", "set", "place", "number", "raise", "revise", "lower", "increase", "update"])
_CIRCUMSTANCES = frozenset(["when", "as", "once", "after", "if", "because", "since", "although", "though", "while"])
_PORTRAYALS = frozenset(["portrayal", "depiction", "description", "characterization", "characterisation", "designation"])
_PROJECTILES = frozenset(["rocket", "shell", "missile", "drone", "bomb", "mortar", "round", "fire", "shot", "bullet", "projectile", "mine", "fragment"])
_TRUTH = frozenset(["truth", "substance", "basis", "foundation", "merit"])
_SEEN = {"seeing": "seen", "spotting": "spotted", "hearing": "heard", "finding": "found", "observing": "seen", "noticing": "seen"}
_FIGURES = frozenset(["toll", "figure", "tally", "count", "estimate", "total"])
_CLAIMED = re.compile(rf"\W*(?:[\w’'.-]+\s+){{0,4}}?(?:{'|'.join(sorted(CLAIM_NOUNS))})s?\s+(?:of|that|about)\b", re.IGNORECASE)
# Words between "the claim" and its "that".
_CLAIMANT = 16


def content_tokens(statement: Statement, analysis: Analysis) -> list[list[Token]]:
    """Tokens of each content span, in order; a span that no paragraph covers gives an empty list."""
    return [tokens_between(analysis, span.start, span.end) for span in statement.content]


def tokens_between(analysis: Analysis, start: int, end: int) -> list[Token]:
    """Tokens that overlap the document range [start, end)."""
    found: list[Token] = []
    for paragraph in analysis.paragraphs:
        if paragraph.start >= end or paragraph.end <= start:
            continue
        found += [token for token in paragraph.doc if paragraph.start + token.idx < end and paragraph.start + token.idx + len(token.text) > start]
    return [token for token in found if not token.is_space]


def cue_lemma(statement: Statement) -> str:
    """Base form of the verb of saying; empty without one."""
    words = statement.cue.text.split() if statement.cue is not None else []
    return meant(base(words[0]), len(statement.content)) if words else ""


def is_denial(statement: Statement) -> bool:
    """Whether the cue itself denies ("denied", "dismissed"), so that the content stands as charged and has to be negated."""
    if statement.stance is not Stance.DENY:
        return False
    if cue_lemma(statement) in DENYING or (statement.cue is not None and statement.cue.text.lower() in ("ruled out", "rules out")):
        return True
    if has_own_stance(statement) and _CLAIMED.match(statement.content[0].text):
        return True  # "waved away talk of a convoy"
    return cue_lemma(statement) in DESCRIBING and len(statement.content) > 1 and FALSE.search(statement.content[-1].text) is not None


def statement_clauses(statement: Statement, analysis: Analysis, speaker: tuple[Word, ...]) -> tuple[list[Clause], bool]:
    """Clauses of a statement, and whether it denies something that has to be looked up (the clauses are then for where nothing is found)."""
    spans = [tokens for tokens in content_tokens(statement, analysis) if trimmed(tokens)]
    if not spans:
        return [], False
    cue, denial = cue_lemma(statement), is_denial(statement)
    if cue not in ACCUSING | DESCRIBING:
        if len(spans) > 1 and is_opening(spans[0]):
            return closed(spans[0], _one(opened(spans[0], spans[1]), speaker, denial, statement.stance)[0], speaker), False
        spans = _reunited(whole_clefts(spans))
    if (
        len(spans) == 1
        and statement.content
        and not any(is_verbal(token) for token in spans[0])
        and FALSE.search(statement.content[0].text)
        and cue in DESCRIBING
    ):
        return [], True
    if len(spans) == 2 and root_of(trimmed(spans[0])).lower_ == "blame" and len(trimmed(spans[0])) <= 2:
        return blamed_clauses(spans[1]), False  # "put the blame on the army"
    if cue in ACCUSING and len(spans) == 2 and trimmed(spans[1])[-1].lower_ in ("responsible", "accountable", "liable") and len(trimmed(spans[1])) <= 2:
        return blamed_clauses(spans[0]), False  # "held the army responsible"
    if cue in _COUNTING and len(spans) == 2 and (trimmed(spans[0])[-1].like_num and not any(token.like_num for token in trimmed(spans[1])[:1])):
        spans = [spans[1], spans[0]]  # "put at 1,300 the number of herders"
    if cue in _COUNTING and len(spans) == 2 and not denial and (counts := put_at(spans[0], spans[1], armed=_is_armed(statement))):
        return counts, False
    if cue in _COUNTING and len(spans) == 2 and (count := _bare_number(trimmed(spans[0]), trimmed(spans[1]))) is not None:
        return [count], False
    if len(spans) == 1 and (count := _lone_number(trimmed(spans[0]))) is not None:
        return [count], False
    if denial and len(spans) == 2 and cue not in ACCUSING | DESCRIBING and is_named(spans[0]) and _is_claimed(spans[0]):
        return _described(statement, spans, speaker, denial)  # "mocked the story of a convoy as a fairy tale"
    if "cause" in cue_table().frames.get(cue, ()) and len(spans) == 2 and spans[1][0].i > 0 and spans[1][0].nbor(-1).lower_ == "to":
        return [_caused(spans[0], spans[1])], False
    if len(spans) >= 2 and is_named(spans[0]):
        if cue in ACCUSING and not denial and len(spans) == 2 and _blamed_on(spans[0], spans[1]):
            spans = [spans[1], spans[0]]
        if cue in ACCUSING and not denial and not (_joined_by(spans[1], "as") and cue != "accuse"):
            return [clause for tokens in spans[1:] for clause in accused_clauses(spans[0], tokens, cue)], False
        if cue in DESCRIBING or cue in ACCUSING:
            return _described(statement, spans, speaker, denial)
        if not is_finite(spans[1]):
            return [clause for tokens in spans[1:] for clause in _predicated(spans[0], tokens)], False
        spans = [[*spans[0], *spans[1]], *spans[2:]] if not _is_clause(spans[0]) else spans
    if cue in ACCUSING and len(spans) == 1 and not is_finite(spans[0]):
        return nominal(trimmed(spans[0]), speaker, False, Stance.OPINION) if cue in _CRITICAL else blamed_clauses(spans[0]), False
    if cue == "claim" and len(spans) == 1 and not is_finite(spans[0]) and (deed := happened(trimmed(spans[0]), speaker, claimant=speaker)) is not None:
        return [deed], False  # "claimed the capture of a base": who claims it did it
    if cue == "claim" and len(spans) == 1 and trimmed(spans[0])[-1].lemma_.lower() in EVENT_NOUNS and len(trimmed(spans[0])) <= 3:
        act = trimmed(spans[0])
        return [Clause((*speaker, *added("carried", "out"), *words_of(act)), act[-1], speaker[-1].token if speaker else None)], False
    clauses: list[Clause] = []
    lookup = pointed = False
    for tokens in spans:
        sentences = _sentences(tokens)
        for sentence in sentences:
            found, unknown = _one(sentence, speaker, denial, statement.stance)
            pointed = pointed or (unknown and not denial and not found)
            clauses += found
            lookup = lookup or unknown
    return clauses, lookup and (len(spans) == 1 or pointed)


def _caused(what: list[Token], why: list[Token]) -> Clause:
    """ "Attributed the deaths to mortar bombs": the deaths were caused by mortar bombs; "traced the rockets to a yard": they were from it."""
    subject = trimmed(what)
    head = root_of(subject)
    be = "were" if head.tag_ in ("NNS", "NNPS") else "was"
    link = (be, "from") if head.lemma_.lower() in _PROJECTILES else (be, "due", "to")
    return Clause((*words_of(subject), *added(*link), *words_of(trimmed(why))), None, head)


def _joined_by(tokens: Sequence[Token], word: str) -> bool:
    first = trimmed(tokens)[0] if trimmed(tokens) else None
    before = first.nbor(-1) if first is not None and first.i > 0 else None
    return before is not None and (before.lower_ == word or (before.is_punct and before.i > 0 and before.nbor(-1).lower_ == word))


def _blamed_on(act: Sequence[Token], culprit: Sequence[Token]) -> bool:
    """Whether the second part is who is blamed: "blamed the raid on the rebels", "laid it at their door"."""
    first = culprit[0]
    before = first.nbor(-1).lower_ if first.i > 1 else ""
    at_door = before == "of" and first.nbor(-2).lower_ in ("door", "doorstep", "feet")
    return first.i > act[0].i and (before in ("on", "at") or at_door) and not any(token.ent_type_ in ("DATE", "TIME") for token in culprit)


def _reunited(spans: list[list[Token]]) -> list[list[Token]]:
    """Parts of one clause that the tag interrupts ("... by aircraft that, officials maintain, dropped four bombs") put together."""
    united = [spans[0]]
    for tokens in spans[1:]:
        last = united[-1]
        own = {token.i for token in tokens}
        root = root_of(trimmed(tokens))
        parallel = tokens[0].i > 0 and tokens[0].nbor(-1).lower_ == "that" and tokens[0].nbor(-1).tag_ == "IN"  # "that p, that q"
        broken = trimmed(last)[-1].tag_ in ("WDT", "WP", "IN", "TO") or trimmed(last)[-1].lower_ == "that"
        if (
            last[0].doc is tokens[0].doc
            and last[0].sent.start == tokens[0].sent.start
            and not parallel
            and (
                broken
                or _is_circumstance(last)
                or ((root.dep_ in ("relcl", "acl", "advcl", "prep") or _shares_subject(root)) and root.head.i in {token.i for token in last} - own)
            )
        ):
            united[-1] = [*last, *tokens]
        else:
            united.append(tokens)
    return united


def _is_circumstance(opening: Sequence[Token]) -> bool:
    """Whether what stands before the tag is a clause of time or reason of what follows: "When a patrol went there", "it was shot at"."""
    part = trimmed(opening)
    return root_of(part).dep_ == "advcl" and part[0].lower_ in _CIRCUMSTANCES


def _shares_subject(verb: Token) -> bool:
    """Whether a coordinated verb has no subject of its own ("..., according to the army, and left")."""
    return verb.dep_ == "conj" and is_verbal(verb) and subject_of(verb) is None


def _sentences(tokens: Sequence[Token]) -> list[list[Token]]:
    groups: list[list[Token]] = []
    last: object = None
    for token in tokens:
        if last is None or token.sent.start != last:
            groups.append([])
        groups[-1].append(token)
        last = token.sent.start
    return [group for group in groups if trimmed(group)]


def _is_clause(tokens: Sequence[Token]) -> bool:
    return is_finite(tokens)


def _one(tokens: list[Token], speaker: tuple[Word, ...], denial: bool, stance: Stance) -> tuple[list[Clause], bool]:
    """Clauses of one sentence of the content; True where a denied claim has to be looked up."""
    part = trimmed(tokens)
    beside, rest = told_parts(part) if not denial else ([], part)
    if beside and (counted := bare_counts(trimmed(rest))):
        return [*counted, *beside], False
    if not denial and (counted := counted_harm(part) or numbered_victims(part) or bare_counts(part)):
        return counted, False
    claimed = _claimed_clause(part)
    if claimed and denial:
        return [negated(clause) for clause in finite_clauses(claimed)], False
    if claimed and stance in (Stance.ASSERT, Stance.CONFIRM) and is_named(part) and part[0].tag_ in ("PRP$", "NNS"):
        return finite_clauses(claimed), False  # "stood by its report that p", "confirmed reports that p"
    if denial and (portrayed := _portrayed(part)) is not None:
        return [portrayed], False
    lied = false_claim(part)
    if lied == [] and stance is Stance.DENY and (subject := subject_of(root_of(part))) is not None:
        # "Their boast of 75 dead soldiers was invention"
        told = reported([token for token in subject.subtree if token in part], speaker)
        if told:
            return told, False
    if lied is not None:
        further = _coordinated_sentence(part)
        if further:
            more, unknown = _one(further, speaker, denial, stance)
            return [*([negated(clause) for clause in finite_clauses(lied)] if lied else []), *more], unknown
        return [negated(clause) for clause in finite_clauses(lied)] if lied else [], not lied and stance is Stance.DENY
    if part[0].tag_ == "TO" or (part[0].tag_ == "RB" and len(part) > 1 and part[1].tag_ == "TO"):
        return _infinitive(part, speaker, denial), False
    if not denial and (seen := _seen(part)) is not None:
        return [seen], False
    if starts_with_gerund(part):
        return gerund_clauses(part, speaker, denied=denial), False
    if is_finite(part):
        clauses = finite_clauses(tokens if tokens[0].lower_ == "nor" else part)
        return [negated(clause) for clause in clauses] if denial else clauses, False
    charged = reported(part, speaker) if denial else None
    if charged is not None:
        return charged, False
    if denial and (toll := _false_toll(part)):
        return toll, False
    if denial and (refers(root_of(part), part) or part[-1].lemma_.lower() in RESPONSIBILITY):
        own = root_of(part).lemma_.lower() in RESPONSIBILITY
        return nominal(part, speaker, denial, stance) if own else [], True
    return nominal(part, speaker, denial, stance), False


def _portrayed(part: Sequence[Token]) -> Clause | None:
    """ "[Ridiculed] Baku's portrayal of its two captives as deserters": the captives were no deserters; None for other phrases."""
    at = next((index for index, token in enumerate(part[:-3]) if token.lemma_.lower() in _PORTRAYALS and part[index + 1].lower_ == "of"), None)
    as_ = next((index for index, token in enumerate(part) if at is not None and index > at + 2 and token.lower_ == "as"), None)
    if at is None or as_ is None or as_ + 1 >= len(part) or "events" in (part[at + 2].lower_, part[at + 3].lower_):
        return None
    who, what = part[at + 2 : as_], part[as_ + 1 :]
    several = root_of(who).tag_ in ("NNS", "NNPS")
    return Clause((*words_of(who), *added("were" if several else "was", "not"), *words_of(what)), root_of(what), root_of(who), denied=True)


def _false_toll(part: Sequence[Token]) -> list[Clause]:
    """ "[rejected] the doctors' toll of 47": that toll "is not true"; empty for a phrase without a toll and its number."""
    noun = next((index for index, token in enumerate(part[:_CLAIMANT]) if token.lemma_.lower() in _FIGURES), None)
    if noun is None or not any(token.like_num or token.tag_ == "CD" for token in part[noun + 1 :]) or part[noun + 1].lower_ != "of" or is_finite(part):
        return []
    if harmed := taken_or_harmed(list(part[noun + 2 :])):
        return harmed  # "scoffed at the figure of 20 fighters killed"
    be = "are" if part[noun].tag_ == "NNS" else "is"
    return [Clause((*words_of(part), *added(be, "not", "true")), part[noun], part[noun], denied=True)]


def _seen(part: Sequence[Token]) -> Clause | None:
    """ "[reported] seeing armored vehicles near the town": "armored vehicles were seen near the town"; None for other gerunds."""
    verb = part[0]
    seen = _SEEN.get(verb.lower_)
    thing = next((child for child in verb.children if child.dep_ == "dobj" and child in part and child.pos_ == "NOUN"), None) if seen else None
    if seen is None or thing is None:
        return None
    named = [token for token in part if verb.i < token.i <= thing.i]
    be = "were" if thing.tag_ == "NNS" else "was"
    return Clause((*words_of(named), *added(be), Word(seen, verb), *words_of(token for token in part if token.i > thing.i)), verb, thing, passive=True)


def false_claim(part: Sequence[Token]) -> list[Token] | None:
    """What is called false: the words after "lies when it says that ..."; empty where it has to be looked up ("the claim is false"),
    None where nothing is called false."""
    head = root_of(part)
    inside = {token.i for token in part}
    if (charged := _no_truth(part, head)) is not None:
        return charged
    if head.lemma_ == "lie" and head.pos_ == "VERB" and not any(child.lower_ in ("in", "on", "at", "near", "along", "between") for child in head.children):
        return _after_that(part, head)
    falsely = next((token for token in part if token.lower_ in ("falsely", "wrongly", "untruthfully") and token.head.i in inside), None)
    if falsely is not None and falsely.head.lemma_ in ("claim", "say", "assert", "allege", "state", "report", "maintain", "accuse"):
        return _after_that(part, falsely.head)
    subject = subject_of(head)
    if head.lemma_ == "be" and subject is not None and subject.i in inside:
        predicate = next((child for child in head.children if child.dep_ in ("attr", "acomp") and child.i in inside), None)
        pointing = subject.lemma_.lower() in CLAIM_NOUNS or (subject.lower_ in ("this", "that", "these", "those", "it", "all"))
        if predicate is not None and pointing and FALSE.search(" ".join(token.text for token in predicate.subtree)) and predicate.lemma_ not in ("staged",):
            negative = any(child.dep_ == "neg" for child in head.children)
            that = _claimed_clause(part)
            return None if negative else that
    return None


def _no_truth(part: Sequence[Token], head: Token) -> list[Token] | None:
    """What "there was no truth in reports that p" and "whoever says that p is lying" call false: p; None for other sentences."""
    if head.lemma_ == "be" and any(child.dep_ == "expl" for child in head.children):
        truth = next((child for child in head.children if child.dep_ == "attr" and child.lemma_.lower() in _TRUTH), None)
        untrue = truth is not None and any(child.lower_ == "no" for child in truth.children)
        return _claimed_clause([token for token in part if truth is not None and token.i > truth.i]) or None if untrue else None
    says = next((child for child in head.children if child.dep_ == "csubj" and child.lemma_ in ("say", "claim")), None)
    if says is None or head.lemma_ != "lie" or not any(child.lower_ in ("whoever", "anyone", "who") for child in says.children):
        return None
    return [token for token in _after_that(part, says) if token.i <= says.right_edge.i] or None


def _coordinated_sentence(part: Sequence[Token]) -> list[Token]:
    """The sentence coordinated with the first: "... and it is Guyana that sent soldiers"."""
    head = root_of(part)
    inside = {token.i for token in part}
    conj = next((child for child in head.children if child.dep_ == "conj" and child.i in inside and subject_of(child) is not None), None)
    return trimmed([token for token in conj.subtree if token.i in inside]) if conj is not None else []


def _after_that(part: Sequence[Token], verb: Token) -> list[Token]:
    """The tokens of the "that" clause after a verb of saying; empty without one."""
    that = next((index for index, token in enumerate(part) if token.i > verb.i and token.lower_ == "that" and token.dep_ == "mark"), None)
    return list(part[that + 1 :]) if that is not None else []


def _claimed_clause(part: Sequence[Token]) -> list[Token]:
    """ "Thai charges that Cambodian artillery had shelled Sa Kaeo": what is charged."""
    for index, token in enumerate(part[:-2]):
        if token.lemma_.lower() in CLAIM_NOUNS and token.pos_ in ("NOUN", "VERB"):
            # "The claim of Kosovo's interior minister, X, that p" has its clause further on.
            that = next((place for place in range(index + 1, min(index + _CLAIMANT, len(part))) if part[place].lower_ == "that"), None)
            if that is not None and any(is_verbal(between) and between.tag_ in ("VBD", "VBZ", "VBP") for between in part[index + 1 : that]):
                that = None
            if that is not None and not any(is_verbal(before) for before in part[:index]):
                return list(part[that + 1 :])
    return []


# "Claims to hold the airstrip" tells what is, "vowed to hold it" what will be.
_HELD_TRUE = frozenset({"claim", "profess", "purport", "maintain"})


def _infinitive(part: list[Token], speaker: tuple[Word, ...], denial: bool) -> list[Clause]:
    rest = [token for token in part if token.tag_ != "TO" or token.i > part[1].i]
    head = root_of(part)
    doer = next((word.token for word in reversed(speaker) if word.token is not None), None)
    if head.head.lemma_.lower() in _HELD_TRUE and rest and rest[0].tag_ == "VB":
        if denial and (claimant := subject_of(head.head)) is not None:
            # "The rebels claim to hold the bridge, which the army denies": it is the rebels who don't.
            doer, speaker = claimant, words_of(_name_of(claimant))
        several = doer is not None and doer.tag_ in ("NNS", "NNPS")
        verb = added("do" if several else "does", "not") if denial else ()
        form = rest[0].lower_ if several or denial else third_person(rest[0].lower_)
        further, rest = _joined_deed(rest, head)
        words = (*speaker, *verb, Word(form, rest[0]), *words_of(rest[1:]))
        found = split_objects(Clause(words, head, doer, denied=denial, aside=asides(head, {token.i for token in rest})))
        if further:
            perfect = (Word(form, rest[0]),) if rest[0].lemma_ == "have" else ()
            verbs = words_of(further) if perfect or several or denial else (Word(third_person(further[0].lower_), further[0]), *words_of(further[1:]))
            found += split_objects(Clause((*speaker, *verb, *perfect, *verbs), further[0], doer, denied=denial))
        return found
    return [
        Clause((*speaker, *added("will", "not" if denial else ""), *words_of(rest)), head, doer, denied=denial, aside=asides(head, {token.i for token in rest}))
    ]


def _joined_deed(rest: list[Token], head: Token) -> tuple[list[Token], list[Token]]:
    """The second deed of "to have killed 75 soldiers and burned nine trucks", empty where there is none, and what is left."""
    past = {"VBN", "VBD"}  # the tagger takes one for the other
    later = (child for child in head.children if child.dep_ == "conj" and child in rest and child.i > head.i)
    joined = next((child for child in later if child.tag_ == head.tag_ or {child.tag_, head.tag_} == past), None)
    if joined is None or subject_of(joined) is not None or any(child.i < joined.i for child in joined.children):
        return [], rest
    further = [token for token in joined.subtree if token in rest]
    left = [token for token in rest if token not in further]
    while left[-1].is_punct or left[-1].dep_ == "cc":
        left.pop()
    return further, left


def _name_of(noun: Token) -> list[Token]:
    """A noun phrase without what commas set off."""
    end = next((token.i for token in noun.subtree if token.is_punct and token.i > noun.i), noun.right_edge.i + 1)
    return [token for token in noun.subtree if token.i < end and not (token.tag_ == "IN" and token.i < noun.i)]


def _predicated(first: list[Token], second: list[Token]) -> list[Clause]:
    """Two parts that a verb of saying joins: "[the building] ... [housed a bakery]"."""
    part = trimmed(second)
    if part and (part[0].tag_ == "VBG" or starts_with_gerund(part)):
        return gerund_clauses(part, words_of(trimmed(first)), denied=False)
    return _was(first, second)


def _was(first: list[Token], second: list[Token]) -> list[Clause]:
    subject, rest = trimmed(first), trimmed(second)
    if not subject or not rest:
        return []
    head = root_of(subject)
    plural = head.tag_ in ("NNS", "NNPS") or (head.like_num and head.lower_ not in ("one", "1"))
    main = Clause((*words_of(subject), *added("were" if plural else "was"), *words_of(rest)), root_of(rest), head)
    return [main, *happened_in_passing(main, {token.i for token in rest})]


def _described(statement: Statement, spans: list[list[Token]], speaker: tuple[Word, ...], denial: bool) -> tuple[list[Clause], bool]:
    """ "called the claim laughable", "put the number at six", "named two of the dead members of the movement"."""
    false = [FALSE.search(span.text) is not None for span in statement.content]
    if denial and len(spans) == 2 and _is_claimed(spans[1]) and (not _is_claimed(spans[0]) or false == [True, False]):
        spans = [spans[1], spans[0]]  # "dismissed as a fairy tale the story of a raid"
    if denial or FALSE.search(statement.content[-1].text):
        claimed = _claimed_clause(spans[0])
        charged = reported(trimmed(spans[0]), speaker) if not claimed else None
        claimed = claimed or (spans[0] if charged is None and is_finite(spans[0]) else [])
        if claimed:
            return [negated(clause) for clause in finite_clauses(claimed)], False
        head = root_of(trimmed(spans[0]))
        if charged is not None:
            return charged, False
        if refers(head, spans[0]):
            return _was(spans[0], spans[1]) if head.lemma_.lower() == "figure" else [], True
        return _was(spans[0], spans[1]), False
    rest = root_of(trimmed(spans[1])) if trimmed(spans[1]) else None
    if statement.stance is Stance.OPINION and rest is not None and rest.pos_ in ("NOUN", "PROPN"):
        return [], False
    return put_at(spans[0], spans[1], armed=_is_armed(statement)) or _was(spans[0], spans[1]), False


def _is_claimed(tokens: Sequence[Token]) -> bool:
    """Whether a phrase is about what somebody claims: "the story of a raid", "assertions that ..."."""
    part = trimmed(tokens)
    return bool(_claimed_clause(part)) or root_of(part).lemma_.lower() in CLAIM_NOUNS


def _bare_number(noun: Sequence[Token], amount: Sequence[Token]) -> Clause | None:
    """ "Their number", "the number agreed" put at an amount: "the number was 16", of what the story told before."""
    of = len(noun) > 2 and noun[2].lower_ in ("of", "that")
    if len(noun) < 2 or noun[1].lower_ not in ("number", "figure", "total", "count") or of or not any(token.like_num for token in amount):
        return None
    return Clause((*added("The"), *words_of(noun[1:2]), *added("was"), *words_of(amount)), noun[1], noun[1])


def _lone_number(amount: Sequence[Token]) -> Clause | None:
    """ "[Admits to] one", "[counted] at least two": that number of what the story counted before; None for other phrases."""
    if not amount or not (amount[-1].like_num or amount[-1].tag_ == "CD") or any(token.lower_ not in LEAD_WORDS for token in amount[:-1]):
        return None
    return Clause((*added("The", "number", "was"), *words_of(amount)), amount[-1], amount[-1])


def _is_armed(statement: Statement) -> bool:
    """Whether an army or its ministry speaks."""
    return statement.speaker is not None and _ARMY.search(statement.speaker.text) is not None
