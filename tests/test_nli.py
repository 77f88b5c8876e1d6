from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from checker import graph, weights
from checker.backends import CompiledBackend, TorchBackend, batches, label_names, padded
from checker.calibration import softmax
from checker.errors import InputError, ModelError
from checker.judgement import Label
from checker.nli import PROBES, NLIModel, bundled_models, load_nli

NAMES = ["contradiction", "support", "neutral"]
WORDS = [
    "[UNK]",
    "[PAD]",
    "[CLS]",
    "[SEP]",
    *re.findall(r"\S+", "a the man dog village army shelled not was hit on monday friday no rocket fired two three . , said"),
]


def tiny_model(folder: Path, kind: str = "bert", names: Sequence[str] = NAMES) -> Path:
    """A random two-layer classifier in Hugging Face form with a word-level tokenizer."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import AutoModelForSequenceClassification, BertConfig, MPNetConfig, PreTrainedTokenizerFast

    torch.manual_seed(1)
    sizes: dict[str, Any] = {"vocab_size": 40, "hidden_size": 128, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 256}
    named: dict[str, Any] = {"id2label": dict(enumerate(names)), "label2id": {n: i for i, n in enumerate(names)}, "num_labels": len(names)}
    config = {"bert": BertConfig, "mpnet": MPNetConfig}[kind](**sizes, **named, pad_token_id=1, initializer_range=0.1)
    AutoModelForSequenceClassification.from_config(config).save_pretrained(folder)
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token=WORDS[0]))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    columns = ["input_ids", "attention_mask"] + (["token_type_ids"] if kind == "bert" else [])
    special = dict(zip(("unk_token", "pad_token"), WORDS[:2], strict=True))
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special, model_input_names=columns, model_max_length=128).save_pretrained(folder)
    return folder


def int8_form(source: Path, target: Path) -> Path:
    from safetensors.numpy import load_file

    target.mkdir()
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        (target / name).write_bytes((source / name).read_bytes())
    weights.write_shards(weights.quantise(load_file(source / "model.safetensors")), target)
    return target


TEXTS = [
    ("the army shelled the village on monday .", "the village was hit ."),
    ("a dog", "no rocket was fired on friday , the army said ."),
    ("the man said two three two three two three two three", "a"),
    ("", "the man"),
    ("the village was not hit on monday . " * 5, "the village was hit ."),
]


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.mark.parametrize("kind", ["bert", "mpnet"])
def test_compiled_graph_computes_what_torch_computes(tmp_path: Path, kind: str) -> None:
    folder = int8_form(tiny_model(tmp_path / "source", kind), tmp_path / "int8")
    torch_logits, _ = TorchBackend(weights.hugging_face_form(folder)).logits(TEXTS)
    exact, _ = CompiledBackend(folder, precision="float32").logits(TEXTS)
    quick, _ = CompiledBackend(folder).logits(TEXTS)
    assert np.abs(exact - torch_logits).max() < 1e-3
    assert np.abs(softmax(quick) - softmax(torch_logits)).max() < 0.05
    assert np.ptp(torch_logits, axis=0).max() > 0.1  # the texts differ, so agreement means something


def test_position_buckets_are_those_of_mpnet() -> None:
    import torch
    from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

    distance = torch.arange(300)[None, :] - torch.arange(300)[:, None]
    assert (graph.position_buckets(300, 32) == MPNetEncoder.relative_position_bucket(distance, num_buckets=32).numpy()).all()


def test_quantised_weights_are_within_half_a_step() -> None:
    matrix = np.random.default_rng(0).normal(size=(200, 100)).astype(np.float32)
    matrix[7] = 0
    stored = weights.quantise({"m": matrix, "bias": matrix[0], "small": matrix[:2]})
    assert (stored["m"].dtype, stored["bias"].dtype, stored["small"].dtype) == (np.int8, np.float32, np.float32)
    back = weights.dequantise(stored)
    assert list(back) == ["m", "bias", "small"]
    assert (np.abs(back["m"] - matrix) <= stored["m:scale"][:, None] / 2 + 1e-6).all()
    assert (back["m"][7] == 0).all()


def test_shards_stay_small_and_a_missing_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "SHARD_BYTES", 1000)
    tensors = {f"t{i}": np.full((1, 400), i, dtype=np.int8) for i in range(5)}
    paths = weights.write_shards(tensors, tmp_path)
    assert len(paths) == 3  # two of 400 bytes fit into 1000
    assert {name: tensor[0, 0] for name, tensor in weights.read_shards(tmp_path).items()} == {f"t{i}": i for i in range(5)}
    paths[1].unlink()
    with pytest.raises(ModelError, match="2 int8 shards"):
        weights.read_shards(tmp_path)


def test_batches_hold_every_item_once_and_keep_to_their_size() -> None:
    lengths = [int(n) for n in np.random.default_rng(2).integers(1, 600, 300)] + [5000]
    found = batches(lengths)
    assert sorted(i for batch in found for i in batch) == list(range(301))
    assert max(len(batch) * padded(max(lengths[i] for i in batch)) for batch in found if len(batch) > 1) <= 2048
    assert batches([]) == []


def test_few_items_of_unlike_length_are_not_padded_to_the_longest() -> None:
    lengths = [15, 20, 24, 31, 40, 120]
    found = batches(lengths)
    computed = sum(len(batch) * padded(max(lengths[i] for i in batch)) for batch in found)
    assert computed <= sum(map(padded, lengths)) + 16 * len(found)
    assert len(batches([30] * 40 + [29] * 20)) == 1


class Oracle:
    """A backend that knows the probes. columns: the labels in its own order; wrong: the probes it gets wrong."""

    name, max_tokens = "oracle", 40

    def __init__(self, columns: Sequence[Label], names: Sequence[str] | None = None, wrong: int = 0) -> None:
        self.order = list(columns)
        self.labels = tuple(names or [label.value for label in columns])
        self.known = dict(PROBES[wrong:])
        self.asked: list[tuple[str, str]] = []

    def logits(self, pairs: Sequence[tuple[str, str]]) -> tuple[np.ndarray, np.ndarray]:
        self.asked += pairs
        rows = np.zeros((len(pairs), len(self.labels)), dtype=np.float32)
        for row, pair in zip(rows, pairs, strict=True):
            row[self.order.index(self.known.get(pair, Label.CONTRADICTION if "shelled" in pair[0] else Label.NEUTRAL))] = 3
        return rows, np.array([False] * len(pairs))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]


@pytest.mark.parametrize("order", [[2, 0, 1], [0, 1, 2], [1, 2, 0]])
def test_columns_are_put_in_the_order_of_label_by_name(order: list[int]) -> None:
    labels = [list(Label)[i] for i in order]
    model = NLIModel("x", Oracle(labels, [{"contradiction": "REFUTES", "support": "entailment", "neutral": "NEI"}[label] for label in labels]))
    assert [list(Label)[i] for i in model.predict([pair for pair, _ in PROBES]).argmax(axis=1)] == [label for _, label in PROBES]
    assert model.self_test().passed


def test_nameless_columns_are_probed() -> None:
    order = [Label.NEUTRAL, Label.SUPPORT, Label.CONTRADICTION]
    assert NLIModel("x", Oracle(order, ["LABEL_0", "LABEL_1", "LABEL_2"])).columns == [2, 1, 0]
    with pytest.raises(ModelError, match="name them in id2label"):
        NLIModel("x", Oracle(order, ["LABEL_0", "LABEL_1", "LABEL_2"], wrong=4))


@pytest.mark.parametrize(
    "names", [["entailment", "not_entailment", "x"], ["support", "entailment", "neutral"], ["entailment", "neutral"], ["POSITIVE", "LABEL_1", "LABEL_2"]]
)
def test_other_label_sets_are_refused(names: list[str]) -> None:
    with pytest.raises(ModelError):
        NLIModel("x", Oracle(list(Label), names))


def test_wrong_names_fail_the_probe() -> None:
    swapped = Oracle([Label.CONTRADICTION, Label.SUPPORT, Label.NEUTRAL], ["contradiction", "neutral", "entailment"])
    outcome = NLIModel("x", swapped).self_test()
    assert not outcome.passed
    assert "known pairs" in str(outcome.problem)


def test_duplicates_are_scored_once_and_come_back_in_order() -> None:
    backend = Oracle(list(Label))
    model = NLIModel("x", backend)
    pairs = [("they shelled us", "b"), ("a", "b"), ("they shelled us", "b"), ("b", "a")]
    assert model.predict(pairs).argmax(axis=1).tolist() == [0, 2, 0, 2]
    assert len(backend.asked) == 3


def test_long_premises_are_read_by_passages() -> None:
    backend = Oracle(list(Label))
    premise = "Nothing of note was said about it. " * 40 + "The army shelled the village. " + "People went to the market again. " * 40
    found = NLIModel("x", backend).predict_detailed([(premise, "The village was left alone."), ("short", "text")])
    assert found.probabilities.argmax(axis=1).tolist() == [0, 2]
    start, end = found.passages[0]
    assert "shelled" in premise[start:end]
    assert found.passages[1] == (0, 5)
    assert not found.truncated.any()
    assert max(len(text.split()) for text, _ in backend.asked) <= 40
    covered = " ".join(text for text, _ in backend.asked)
    assert all(sentence in covered for sentence in premise.split(". ")[:-1])


def test_what_is_cut_is_flagged(tmp_path: Path) -> None:
    folder = int8_form(tiny_model(tmp_path / "source"), tmp_path / "int8")
    for backend in (CompiledBackend(folder, max_tokens=32), TorchBackend(weights.hugging_face_form(folder), max_tokens=32)):
        fits = ("a " * 10, "the " * 19)  # 29 words and three special tokens
        assert backend.logits([fits, ("a", "the " * 30), (fits[0] + "a", fits[1])])[1].tolist() == [False, True, True]


@pytest.mark.parametrize("pair", ["ab", ("a",), ("a", None), ("a", "b", "c"), ("a", 1.5)])
def test_what_is_no_pair_is_refused(pair: Any) -> None:
    with pytest.raises(InputError, match="pair 1 is"):
        NLIModel("x", Oracle(list(Label))).predict([("a", "b"), pair])


def test_unknown_models_are_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"bundled: .*fast") as error:
        load_nli("no-such-model")
    assert "\n" not in str(error.value)
    with pytest.raises(ModelError, match=r"no config\.json"):
        load_nli(tmp_path)


def test_a_random_model_fails_its_probe(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="fails its probe"):
        load_nli(tiny_model(tmp_path / "m"))


def test_label_names_come_in_column_order() -> None:
    assert label_names({"id2label": {"10": "c", "2": "b", "0": "a"}}) == ("a", "b", "c")
    assert label_names({"label2id": {"x": 1, "y": 0}}) == ("y", "x")


@pytest.fixture(scope="module")
def fast() -> NLIModel:
    return load_nli("fast")


LONGER = [(f"On day {n} the army said that {n} rockets had been fired. " * (n % 5 + 1), "No rocket was fired.") for n in range(40)]


@pytest.mark.bundled
def test_bundled_model_has_the_promised_form(fast: NLIModel) -> None:
    assert fast.labels == (Label.CONTRADICTION, Label.SUPPORT, Label.NEUTRAL)
    rows = fast.predict(LONGER)
    assert (rows.shape, rows.dtype) == ((40, 3), np.float32)
    assert np.abs(rows.sum(axis=1) - 1).max() < 1e-5
    assert (fast.predict([]).shape, fast.predict([]).dtype) == ((0, 3), np.float32)
    assert fast.self_test().passed
    assert fast.describe()["name"] == "fast"


@pytest.mark.bundled
def test_result_of_a_pair_does_not_depend_on_its_batch(fast: NLIModel) -> None:
    alone = np.concatenate([fast.predict([pair]) for pair in LONGER])
    assert np.abs(alone - fast.predict(LONGER)).max() < 0.02
    assert np.abs(fast.predict(LONGER[::-1])[::-1] - fast.predict(LONGER)).max() < 0.02


@pytest.mark.bundled
def test_int8_agrees_with_torch_on_the_same_weights(fast: NLIModel) -> None:
    pairs = [*LONGER[:10], *(pair for pair, _ in PROBES)]
    torch_rows = NLIModel("torch", TorchBackend(fast.path, max_tokens=192), calibration=fast.calibration).predict(pairs)
    assert np.abs(fast.predict(pairs) - torch_rows).max() < 0.06


@pytest.mark.bundled
def test_path_is_in_hugging_face_form(fast: NLIModel) -> None:
    from sentence_transformers import CrossEncoder

    assert fast.path == fast.path
    encoder = CrossEncoder(str(fast.path), device="cpu")
    order = [Label.from_name(encoder.config.id2label[i]) for i in range(3)]
    logits = np.asarray(encoder.predict([pair for pair, _ in PROBES], activation_fn=None, show_progress_bar=False))
    found = [order[i] for i in logits.argmax(axis=1)]
    assert sum(label is gold for label, (_, gold) in zip(found, PROBES, strict=True)) >= 8


@pytest.mark.bundled
def test_bundled_models_keep_to_their_size() -> None:
    most = {"attribution": 30e6, "statements": 17e6, "slots": 45e6, "fast": 30e6, "default": 115e6}
    models = bundled_models()
    assert "fast" in [model.name for model in models]
    assert sum(model.size for model in models) < 220e6
    for model in models:
        assert model.size <= most[model.name]
        assert max(path.stat().st_size for path in model.folder.iterdir()) < 95e6
        assert model.about["licence"]


@pytest.mark.bundled
def test_compiled_backend_imports_no_torch() -> None:
    code = "import sys, json, checker; checker.load_nli('fast').predict([('a', 'b')]); print(json.dumps(sorted({'torch', 'transformers'} & set(sys.modules))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert json.loads(done.stdout) == []


@pytest.mark.bundled
def test_int8_verdict_is_kept_and_a_bad_one_falls_back(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    from checker import backends

    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path))
    usual = "openvino int8" if backends.computes_int8() else "openvino float32"
    assert load_nli("fast").backend.name == usual
    path = tmp_path / "int8.json"
    verdicts = json.loads(path.read_text())
    assert [value <= backends.TOLERANCE for value in verdicts.values()] == [True]
    path.write_text(json.dumps(dict.fromkeys(verdicts, 0.5)))
    assert load_nli("fast").backend.name == "openvino float32"
    assert len([record for record in caplog.records if "float32" in record.message]) == 1
    path.write_text("no json")
    assert load_nli("fast").backend.name == usual
