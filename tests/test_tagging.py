"""The attribution tagger: decoding by hand-made scores, a tiny random model against torch, and the bundled one."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from recipes import load_recipe, random_bert

from checker import graph, weights
from checker.errors import ModelError
from checker.nli import load_nli
from checker.tagging import ARGUMENTS, CUES, PROBES, Tagger, best_paths, bundled_tagger, self_test, tagged
from checker.windows import KINDS, TOLD

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "army", "said", "a", "village", "was", "hit", "on", "monday", ".", ",", "no", "it", "denied", "that"]


def test_best_path_follows_scores_and_transitions() -> None:
    scores = np.array([[[0, 2], [1, 0], [0, 2]]], dtype=np.float32)
    free = np.zeros((2, 2), dtype=np.float32)
    assert best_paths(scores, free, [3])[0].tolist() == [1, 0, 1]  # each token for itself
    sticky = np.array([[0, -9], [-9, 0]], dtype=np.float32)
    assert best_paths(scores, sticky, [3])[0].tolist() == [1, 1, 1]  # 2 + 0 + 2 beats every path with a change


def test_rows_end_at_their_own_length() -> None:
    scores = np.array([[[0, 1], [0, 1], [9, 0]], [[0, 1], [0, 1], [9, 0]]], dtype=np.float32)
    never_back = np.array([[0, 0], [-99, 0]], dtype=np.float32)
    assert [path.tolist() for path in best_paths(scores, never_back, [2, 3])] == [[1, 1], [0, 0, 0]]


def test_best_path_is_the_best_of_all() -> None:
    import itertools

    rng = np.random.default_rng(3)
    scores, steps = rng.normal(size=(1, 5, 3)).astype(np.float32), rng.normal(size=(3, 3)).astype(np.float32)

    def worth(path: tuple[int, ...]) -> float:
        return float(sum(scores[0, i, tag] for i, tag in enumerate(path)) + sum(steps[a, b] for a, b in itertools.pairwise(path)))

    assert tuple(best_paths(scores, steps, [5])[0]) == max(itertools.product(range(3), repeat=5), key=worth)


def test_runs_of_tags_become_ranges() -> None:
    path = [ARGUMENTS.index(name) for name in ("B-source", "I-source", "O", "B-content", "I-content", "B-content", "I-source")]
    # A new B begins a new range, and so does an I of another kind.
    assert list(tagged(path, ARGUMENTS, 10)) == [("source", (10, 12)), ("content", (13, 15)), ("content", (15, 16)), ("source", (16, 17))]
    assert list(tagged([], CUES)) == []


@pytest.fixture(scope="module")
def recipe() -> ModuleType:
    module = load_recipe("train_attribution")
    # The marks of the tiny vocabulary, and no words hidden, so that both sides read the same.
    module.CLS, module.SEP, module.MASK, module.HIDDEN_WORDS = 2, 3, 1, 0.0
    return module


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_bert(tmp_path_factory.mktemp("base"), WORDS, layers=6)


TEXT = "the army said the village was hit . it denied that on monday . no , the army said .\nthe army denied it ."
GOLD = [
    {"speaker": [{"start": 0, "end": 8}], "cue": [{"start": 9, "end": 13}], "content": [{"start": 14, "end": 33}]},
    {"speaker": [{"start": 36, "end": 38}], "cue": [{"start": 39, "end": 45}], "content": [{"start": 46, "end": 50}]},
]


@pytest.fixture(scope="module", params=[False, True], ids=["document", "story"])
def example(recipe: ModuleType, base: Path, request: pytest.FixtureRequest) -> Any:
    import random

    from tokenizers import Tokenizer

    document = recipe.annotated({"text": TEXT, "attributions": GOLD}, Tokenizer.from_file(str(base / "tokenizer.json")), told=request.param)
    return next(recipe.examples(document, frozenset(), random.Random(0)))  # noqa: S311 - no secrets


def test_labels_of_training_are_those_of_the_annotation(example: Any) -> None:
    def words(labels: list[int], names: tuple[str, ...], start: int, kind: str) -> list[str]:
        tokens = example.tokens
        return [TEXT[tokens.starts[start + i] : tokens.ends[start + i]] for i, label in enumerate(labels) if names[label].endswith(kind)]

    assert words(example.cue_labels, CUES, 0, "cue") == ["said", "denied"]
    first = example.spans[0][0]
    assert words(example.labels[0], ARGUMENTS, first, "source") == ["the", "army"]
    assert words(example.labels[0], ARGUMENTS, first, "content") == ["the", "village", "was", "hit"]
    assert words(example.labels[1], ARGUMENTS, example.spans[1][0], "content") == ["that"]


def test_compiled_tagger_computes_what_torch_computes(recipe: ModuleType, base: Path, example: Any, tmp_path: Path) -> None:
    import random

    import torch

    torch.manual_seed(2)
    model = recipe.Tagger(base)
    bundles = [tmp_path / name for name in ("attribution", "statements")[:: -1 if example.told else 1]]
    for folder in bundles:
        recipe.bundle(model, base, folder, {})
    model.go_on(bundles[0])  # the weights as they were rounded
    tagger, otherwise = (Tagger(folder, precision="float32") for folder in bundles)
    seen: dict[str, Any] = {}
    model.cues.register_forward_hook(lambda _module, _inputs, scores: seen.update(cues=scores))
    model.arguments.register_forward_hook(lambda _module, _inputs, scores: seen.update(arguments=scores))
    with torch.inference_mode():
        model(recipe.tensors([example], random.Random(9)))  # noqa: S311 - no secrets
    size = len(example.tokens)
    hidden, scores = tagger._read(example.tokens, example.windows)
    other, _ = otherwise._read(example.tokens, example.windows)
    assert np.abs(hidden - other).max() > 1e-3  # the mark at the beginning is read
    assert np.abs(scores - seen["cues"][0, 1 : size + 1].numpy()).max() < 1e-3
    length = example.spans[0][1] - example.spans[0][0]
    states = hidden[None, example.spans[0][0] : example.spans[0][1]]
    marked, away = (np.array([row], np.int32) for row in example.marks[0])
    found = tagger._top.infer([states, np.ones((1, length), np.int32), marked, away])[0]
    assert np.abs(found[0] - seen["arguments"][0, :length].numpy()).max() < 1e-3
    assert np.ptp(found, axis=1).max() > 0.05  # the tokens differ, so agreement means something


def test_stories_and_weights_without_their_mark_can_be_learned_from(recipe: ModuleType, base: Path, tmp_path: Path) -> None:
    import torch

    story = {"doc_id": "d", "text": TEXT, "statements": [{"speaker": None, "cue": None, "content": GOLD[0]["content"]}]}
    story["statements"] += [{"speaker": one["speaker"][0], "cue": one["cue"][0], "content": one["content"]} for one in GOLD]
    (tmp_path / "stories.jsonl").write_text(json.dumps(story) + "\n", encoding="utf-8")
    (row,) = recipe.read_stories(tmp_path / "stories.jsonl")
    assert row["attributions"] == GOLD
    model = recipe.Tagger(base)
    kinds = model.bert.embeddings.token_type_embeddings.weight
    older = {name: p.detach().float() for name, p in model.named_parameters()}
    older["bert.embeddings.token_type_embeddings.weight"] = kinds.detach()[:TOLD].clone()
    recipe.bundle(model, base, tmp_path / "attribution", {}, learned=older)
    with torch.no_grad():
        kinds.zero_()
    model.go_on(tmp_path / "attribution")
    assert len(kinds) == KINDS
    assert torch.allclose(kinds[TOLD], kinds[0])  # until it is learned, a story is read like a document
    assert not torch.allclose(kinds[1], kinds[0])


def test_any_text_gives_ranges_inside_it(recipe: ModuleType, base: Path, tmp_path: Path) -> None:
    recipe.bundle(recipe.Tagger(base), base, tmp_path / "attribution", {})
    tagger = Tagger(tmp_path / "attribution")
    tagger.caution = -9  # every word may be a cue
    assert tagger.attributions("") == []
    for text in ("a", "\n\n", "said " * 900, TEXT * 40, "“" * 50 + " said\n“no"):
        for item in tagger.attributions(text):
            assert all(0 <= start < end <= len(text) for start, end in (item.cue, *item.source, *item.content))


def test_the_tagger_is_refused_as_a_judge_of_pairs(recipe: ModuleType, base: Path, tmp_path: Path) -> None:
    recipe.bundle(recipe.Tagger(base), base, tmp_path / "attribution", {})
    with pytest.raises(ModelError, match="can't judge pairs"):
        load_nli(tmp_path / "attribution")
    assert graph.supported(weights.read_config(tmp_path / "attribution"))


def test_embeddings_of_words_may_lie_with_another_model(recipe: ModuleType, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = recipe.Tagger(base)
    recipe.bundle(model, base, tmp_path / "attribution", {})
    recipe.bundle(model, base, tmp_path / "whole" / "statements", {})
    monkeypatch.setattr(weights, "bundled_models", lambda: {"attribution": tmp_path / "attribution"})
    recipe.bundle(model, base, tmp_path / "part" / "statements", {}, embeddings_of="attribution")
    stored = weights.read_shards(tmp_path / "part" / "statements")
    assert not any("word_embeddings" in name for name in stored)
    assert any("token_type" in name for name in stored)
    whole, part = (Tagger(tmp_path / name / "statements") for name in ("whole", "part"))
    whole.caution = part.caution = -9
    assert whole.attributions(TEXT) == part.attributions(TEXT) != []
    monkeypatch.setattr(weights, "bundled_models", dict)
    with pytest.raises(ModelError, match="missing"):
        Tagger(tmp_path / "part" / "statements")


@pytest.mark.bundled
@pytest.mark.parametrize("name", ["attribution", "statements"])
def test_the_bundled_tagger_passes_its_self_test_and_says_what_it_is_for(name: str) -> None:
    from rich.console import Console

    from checker.nli import bundled_models
    from checker.terminal import print_models

    (model,) = [model for model in bundled_models() if model.name == name]
    assert self_test(model.folder) == (len(PROBES), len(PROBES))
    console = Console(width=200, record=True, quiet=True)
    assert print_models([model], console, self_test=True)


@pytest.mark.bundled
def test_the_bundled_tagger_knows_verbs_that_no_table_lists() -> None:
    text = "The storm has passed, the governor mumbled. The mayor grumbled that half of the pumps had never worked."
    tagger = bundled_tagger()
    if tagger is None:
        pytest.fail("models/attribution is missing")
    found = [(text[slice(*item.source[0])] if item.source else "", text[slice(*item.cue)]) for item in tagger.attributions(text)]
    assert ("the governor", "mumbled") in found
    assert ("The mayor", "grumbled") in found


@pytest.mark.bundled
def test_attribution_does_not_depend_on_what_else_is_in_the_block() -> None:
    tagger = bundled_tagger()
    if tagger is None:
        pytest.fail("models/attribution is missing")
    line = "The governor said on Monday that the bridge had been closed.\n"
    found = tagger.attributions(line * 300)
    assert len(found) == 300
    assert all(item.content[0][1] <= (number + 1) * len(line) for number, item in enumerate(found))
