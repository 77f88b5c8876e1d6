"""Labels for pairs of texts in a table, and how good they are where gold labels are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from checker.calibration import FloatArray
from checker.context import in_context
from checker.errors import InputError
from checker.evaluation import Evaluation, measure, read_gold
from checker.judgement import ClaimPair, Judgement, Label
from checker.pairs import flat_columns, is_directed, read_pairs, text_or_none, where, write_pairs
from checker.predictions import probabilities_of

if TYPE_CHECKING:
    import pandas as pd

    from checker.nli import PairScorer

__all__ = ["Evaluation", "compare", "evaluate", "read_pairs", "scores", "write_pairs"]


def compare(frame: pd.DataFrame, *, model: str | PairScorer = "default") -> pd.DataFrame:
    """The table with label, p_contradiction, p_support, p_neutral, reasons (list of str) and abstained for each pair.

    frame: premise and hypothesis, or text_a and text_b (or objects a and b), with party_a/b, date_a/b and speaker_a/b where known.
    A premise is asked about its hypothesis; texts a and b are claims, judged in both directions with typed comparisons.
    A gold `label` that is there already is kept as `gold_label`. Raises InputError for a wrong column or value.
    """
    pairs = flat_columns(frame)
    judgements, _ = _judged(pairs, _scorer(model), directed=is_directed(frame))
    result = frame.rename(columns={"label": "gold_label"}) if "label" in frame.columns else frame.copy()
    result["label"] = [judgement.label.value for judgement in judgements]
    for column in ("p_contradiction", "p_support", "p_neutral"):
        result[column] = [round(float(getattr(judgement, column)), 4) for judgement in judgements]
    result["reasons"] = [list(judgement.reasons) for judgement in judgements]
    result["abstained"] = [judgement.abstained for judgement in judgements]
    return result


def scores(frame: pd.DataFrame, *, model: str | PairScorer = "default", typed: bool = True) -> FloatArray:
    """(n, 3) probabilities in the order of `Label`; typed False: by the NLI model alone, the mean of both directions for claims."""
    pairs = flat_columns(frame)
    if typed and not is_directed(frame):
        judgements, _ = _judged(pairs, _scorer(model), directed=False)
        return np.array([[j.p_contradiction, j.p_support, j.p_neutral] for j in judgements], dtype=np.float32).reshape(-1, 3)
    texts = _model_texts(pairs)
    if is_directed(frame):
        return _columns(_scorer(model), texts)
    both = _columns(_scorer(model), [*texts, *((b, a) for a, b in texts)])
    return np.asarray((both[: len(texts)] + both[len(texts) :]) / 2, dtype=np.float32)


def evaluate(
    frame: pd.DataFrame,
    *,
    model: str | PairScorer | pd.DataFrame = "default",
    typed: bool = True,
    against: str | PairScorer | pd.DataFrame | None = None,
    samples: int = 1000,
) -> Evaluation:
    """Measures of a model on pairs with a gold `label` in any known spelling; see `Evaluation`.

    model: a model, or a table of predictions as `compare` returns it. Gold of two values is understood: entailment against the rest, or
    support against contradiction. typed: as in `scores`. against: a second model or table, compared by McNemar's test. samples: bootstrap
    samples. Raises InputError for a missing or unknown label.
    """
    if "label" not in frame.columns:
        raise InputError(
            f"{frame.attrs.get('path', 'pairs')}: has no column 'label'; got {', '.join(map(str, frame.columns))}; expected a gold label for each pair"
        )
    gold = read_gold(list(frame["label"]), where=lambda number: where(frame, number))
    rows = _predicted(frame, model, typed=typed)
    other = None if against is None else _predicted(frame, against, typed=typed)
    return measure(gold, rows, phenomena=_phenomena(frame), groups=_groups(frame), against=other, samples=samples)


def _predicted(frame: pd.DataFrame, model: str | PairScorer | pd.DataFrame, *, typed: bool) -> FloatArray:
    import pandas as pd

    return probabilities_of(model, frame) if isinstance(model, pd.DataFrame) else scores(frame, model=model, typed=typed)


def _judged(pairs: pd.DataFrame, scorer: PairScorer, *, directed: bool) -> tuple[list[Judgement], list[tuple[str, str]]]:
    """Judgements in order, and the texts as the model read them."""
    from checker.judging import judge, judge_pair
    from checker.wording import claim_from_text

    claims, named = {}, []
    texts = _model_texts(pairs)
    for number, members in enumerate(zip(*(_members(pairs, side) for side in "ab"), strict=True)):
        for side, (text, party, day) in zip("ab", members, strict=True):
            claims[f"{number}{side}"] = claim_from_text(text, party, day, claim_id=f"{number}{side}")
        named.append(ClaimPair(f"{number}a", f"{number}b", "given", 1.0))
    if not directed:
        return judge(named, claims, scorer), texts
    rows = _columns(scorer, texts)
    found = [judge_pair(pair, claims[pair.claim_a], claims[pair.claim_b], row, row) for pair, row in zip(named, rows.tolist(), strict=True)]
    return [_by_model(judgement, row, scorer) for judgement, row in zip(found, rows, strict=True)], texts


def _by_model(judgement: Judgement, row: FloatArray, scorer: PairScorer) -> Judgement:
    """A directed pair keeps the model's own probabilities; the typed comparison only gives reasons, if it came to the same label."""
    from dataclasses import replace

    label = list(Label)[int(row.argmax())]
    calibration = getattr(scorer, "calibration", None)
    return replace(
        judgement,
        label=label,
        p_contradiction=float(row[0]),
        p_support=float(row[1]),
        p_neutral=float(row[2]),
        reasons=judgement.reasons if label is judgement.label else ("wording: the model's reading of the two texts",),
        abstained=bool(calibration.abstains(row[None])[0]) if calibration is not None else False,
    )


def _scorer(model: str | PairScorer) -> PairScorer:
    from checker.nli import load_nli

    return load_nli(model) if isinstance(model, str) else model


def _columns(scorer: PairScorer, texts: Sequence[tuple[str, str]]) -> FloatArray:
    order = [scorer.labels.index(label) for label in Label]
    return np.asarray(scorer.predict(texts), dtype=np.float32).reshape(-1, len(order))[:, order]


def _model_texts(pairs: pd.DataFrame) -> list[tuple[str, str]]:
    sides = ([in_context(text, party=party, day=day) for text, party, day in _members(pairs, side)] for side in "ab")
    return list(zip(*sides, strict=True))


def _members(pairs: pd.DataFrame, side: str) -> list[tuple[str, str | None, Any]]:
    """Text, party and day of one side. A speaker stands in where no party is given."""
    none = [None] * len(pairs)
    names = [f"{name}_{side}" for name in ("text", "party", "speaker", "date")]
    columns = [list(pairs[name]) if name in pairs.columns else none for name in names]
    return [
        (text, text_or_none(party) or text_or_none(speaker), day if day is not None and day == day else None)
        for text, party, speaker, day in zip(*columns, strict=True)
    ]


def _phenomena(frame: pd.DataFrame) -> list[tuple[str, ...]] | None:
    column = next((name for name in ("phenomena", "phenomenon") if name in frame.columns), None)
    if column is None:
        return None
    return [_names(value) for value in frame[column]]


def _names(value: Any) -> tuple[str, ...]:
    import json

    if isinstance(value, str) and value.startswith("["):
        value = json.loads(value)
    if isinstance(value, str):
        return tuple(part.strip() for part in value.replace("|", ";").split(";") if part.strip())
    return tuple(map(str, value)) if hasattr(value, "__iter__") else ()


def _groups(frame: pd.DataFrame) -> list[str] | None:
    """Pairs on one event are no independent observations: they are drawn together by the bootstrap."""
    column = next((name for name in ("event", "group") if name in frame.columns), None)
    return None if column is None else [str(value) for value in frame[column]]
