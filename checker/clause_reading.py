"""The clauses of a document's statements before claims are made of them, and what the slot model reads in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from checker.analysis import Analysis
from checker.forms import cue_lemma, statement_clauses
from checker.lexicon import word_class
from checker.owners import read_owners
from checker.party_words import party_words
from checker.references import References
from checker.rendering import joined
from checker.shapes import ACCUSING
from checker.sides import Sides, with_hosts
from checker.slot_model import Asked, Reading, SlotModel, ask
from checker.speaker_places import Whereabouts, whereabouts
from checker.statement import Mode, Stance, Statement
from checker.story import Story, read_story
from checker.surroundings import surroundings
from checker.words import Clause, Word, added

if TYPE_CHECKING:
    from checker.discourse import Discourse


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a statement before anything is made of them. lookup: whether it denies something that has to be looked up."""

    references: References
    clauses: list[Clause]
    lookup: bool
    speaker: tuple[Word, ...]

    def texts(self, published: date | None) -> list[str]:
        """Each clause in words, with references resolved and days made absolute."""
        from checker.dates import absolute

        return [absolute(joined(self.references.resolved(clause.words)[0]), published=published) for clause in self.clauses]


def read_clauses(statement: Statement, analysis: Analysis, discourse: Discourse, story: Story, where: Whereabouts | None = None) -> Clauses:
    """The clauses of a statement, and what its pronouns refer to. where: the place of the speaker, if told before."""
    references = References(
        analysis,
        discourse,
        statement.parties,
        story,
        quoted=statement.mode is Mode.DIRECT or statement.cue is None,
        plural=_is_plural(statement),
        accusing=cue_lemma(statement) in ACCUSING or statement.stance is Stance.ACCUSE,
        denying=statement.stance is Stance.DENY,
        personal=_is_person(statement, story),
        where=where or whereabouts(statement.speaker, statement.parties, story, analysis.document.text),
    )
    speaker = added(" and ".join(party_words(code) for code in statement.parties))
    clauses, lookup = statement_clauses(statement, analysis, speaker)
    return Clauses(references, clauses, lookup, speaker)


def asked_clauses(statements: Sequence[Statement], clauses: Mapping[str, Clauses], analysis: Analysis, discourse: Discourse) -> dict[str, list[Asked]]:
    """What the slot model is asked about the clauses of each statement, by its id."""
    focus, published = sides_of(discourse).focus, analysis.document.published
    found: dict[str, list[Asked]] = {}
    for statement in statements:
        if statement.statement_id in clauses:
            around = surroundings(statement, analysis, discourse)
            texts = clauses[statement.statement_id].texts(published)
            found[statement.statement_id] = [ask(text, statement.parties, focus, discourse.resolver, around) for text in texts]
    return found


def document_clauses(statements: Sequence[Statement], analysis: Analysis, discourse: Discourse, story: Story) -> dict[str, Clauses]:
    """The clauses of all statements that make claims, by statement id."""
    found: dict[str, Clauses] = {}
    last: tuple[tuple[str, ...], Whereabouts] = ((), Whereabouts())
    for statement in statements:
        # "She said", and a quotation that goes on, are of the speaker named before.
        again = statement.speaker is None or statement.speaker.text.lower() in ("he", "she")
        where = last[1] if again and last[0] == statement.parties else whereabouts(statement.speaker, statement.parties, story, analysis.document.text)
        last = (statement.parties, where)
        if statement.stance is not Stance.DEMAND:
            found[statement.statement_id] = read_clauses(statement, analysis, discourse, story, where)
    return found


def slot_readings(asked: Mapping[str, Sequence[Asked]], model: SlotModel) -> dict[str, list[Reading]]:
    """The readings of each statement's clauses; one call, so that the model can batch by length."""
    readings = iter(model.read([item for items in asked.values() for item in items]))
    return {statement_id: [next(readings) for _ in items] for statement_id, items in asked.items()}


def _is_person(statement: Statement, story: Story) -> bool:
    """Whether the speaker is a person ("the minister", "Col. X"), who may be "he", and not an army or a country."""
    if statement.speaker is None:
        return False
    words = re.findall(r"[\w.]+", re.split(r"\b(?:of|in|from|at|with|for|who)\b|,", statement.speaker.text)[0])
    titles = word_class("person") | word_class("title") | {"he", "she"}
    return any(word.lower().strip(".") in titles or word in story.persons for word in words)


def _is_plural(statement: Statement) -> bool:
    """Whether the speaker is several persons ("officials", "both armies")."""
    heads = re.split(r"\b(?:of|in|from|at|with|for|who|,)\b|,", statement.speaker.text)[0].split() if statement.speaker is not None else []
    if not heads:
        return False
    named = heads[-1][0].isupper() and heads[0].lower() != "the"  # "Paris" is one, "the Rangers" are several
    return heads[-1].lower() in ("they", "police") or (re.search(r"[^s']s$", heads[-1]) is not None and not named)


def sides_of(discourse: Discourse) -> Sides:
    """Who stands against whom in a document."""
    return Sides(discourse.resolver, with_hosts(discourse.focus, discourse.resolver))


def story_of(analysis: Analysis, discourse: Discourse) -> Story:
    """The story that a document tells, with whose things and places belong to whom."""
    return replace(read_story(analysis, countries=_countries(discourse)), owners=read_owners(analysis, discourse.resolver, discourse.focus))


def _countries(discourse: Discourse) -> list[str]:
    """The countries that a document is about: those of its parties, also of groups and armies within one."""
    return list(dict.fromkeys(country for party in discourse.focus if (country := discourse.resolver.country(party) or party)))
