"""What turns pairs of texts into logits: a compiled int8 graph for the bundled models, torch for any Hugging Face classifier.

Both sort by length, score in batches padded to a multiple of PAD and give rows back in input order.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from checker import graph, weights
from checker.errors import ModelError

FloatArray = npt.NDArray[np.float32]
Pair = tuple[str, str]
logger = logging.getLogger(__name__)

PAD = 8  # each new shape compiles kernels; multiples keep them few
SPARE = 16  # padding tokens of a batch beyond each item's own multiple of PAD; more costs longer than a further batch
BATCH_TOKENS = 2048  # tokens, with padding, scored at once; more falls out of the processor's cache
CHUNK = 8192  # pairs tokenised at once
GROUP = 128  # activations of one token that share an int8 scale
TOLERANCE = 0.06  # largest change of a probability that int8 may cause on the comparison pairs
COMPARED: tuple[Pair, ...] = (
    ("The army said its soldiers shelled two villages on Monday.", "Two villages were shelled."),
    ("No rocket was fired from our side of the border.", "The rockets came from their side of the border."),
    ("At least 20 people were killed in the strike on the market.", "Twelve people died in the market."),
    ("A man plays a guitar.", "A woman is cooking dinner."),
    ("The two ministers met in Geneva and agreed to a truce.", "The ministers agreed to a truce."),
    ("The hospital was hit by an air strike at dawn. " * 6, "The hospital was not damaged."),
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids of a pair and the segment of each; cut: whether the pair was longer than the model reads."""

    ids: list[int]
    types: list[int]
    cut: bool


class Backend(Protocol):
    """Scores pairs. name: how it computes, in words; labels: the model's own label names by column."""

    name: str
    labels: tuple[str, ...]
    max_tokens: int

    def logits(self, pairs: Sequence[Pair]) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """(n, columns) logits in input order, and whether each pair was cut to fit."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of tokens of each text, without special tokens."""
        ...


def label_names(config: Mapping[str, Any]) -> tuple[str, ...]:
    """Label names in column order from `id2label`, or from `label2id` where only that is given."""
    named = config.get("id2label") or {column: name for name, column in (config.get("label2id") or {}).items()}
    return tuple(str(name) for _, name in sorted(named.items(), key=lambda item: int(item[0])))


def batches(lengths: Sequence[int]) -> list[list[int]]:
    """Indices by length, longest first, in batches of at most BATCH_TOKENS padded tokens (at least one item) and SPARE tokens of padding."""
    found: list[list[int]] = []
    width = spare = 0
    for index in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        spare += width - padded(lengths[index])
        if not found or (len(found[-1]) + 1) * width > BATCH_TOKENS or spare > SPARE:
            found.append([])
            width, spare = padded(lengths[index]), 0
        found[-1].append(index)
    return found


def padded(length: int) -> int:
    """`length` rounded up to a multiple of PAD."""
    return -(-length // PAD) * PAD


def scored(encoded: Sequence[Encoded], columns: int, forward: Callable[[list[Encoded]], FloatArray]) -> FloatArray:
    """Logits in input order from `forward`, called batch by batch."""
    out = np.zeros((len(encoded), columns), dtype=np.float32)
    for batch in batches([len(item.ids) for item in encoded]):
        out[batch] = forward([encoded[index] for index in batch])
    return out


def padded_arrays(batch: Sequence[Encoded], pad: int, longest: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """(ids, mask, types), each (batch, length), filled up with `pad`, 0 and 0. No wider than `longest`."""
    width = min(padded(max(len(item.ids) for item in batch)), longest)
    ids = np.full((len(batch), width), pad, dtype=np.int32)
    mask, types = np.zeros_like(ids), np.zeros_like(ids)
    for row, item in enumerate(batch):
        ids[row, : len(item.ids)] = item.ids
        mask[row, : len(item.ids)] = 1
        types[row, : len(item.types)] = item.types
    return ids, mask, types


class CompiledBackend:
    """A bundled model as an OpenVINO graph over its int8 weights. Imports neither torch nor transformers."""

    def __init__(self, folder: Path, *, precision: str = "int8", max_tokens: int = 192) -> None:
        from tokenizers import Tokenizer

        self.config = weights.read_config(folder)
        self.labels = label_names(self.config)
        self.max_tokens = max_tokens
        self.name = f"openvino {precision if computes_int8() else 'float32'}"
        # Forking after the tokeniser has started threads warns and may hang; whoever sets the variable has decided already.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._special = self._tokenizer.num_special_tokens_to_add(is_pair=True)
        self._tokenizer.enable_truncation(max_tokens, strategy="longest_first")
        self._plain = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._plain.no_padding()
        self._plain.no_truncation()
        self._request = compiled(graph.build(self.config, weights.read_shards(folder)), precision)

    def logits(self, pairs: Sequence[Pair]) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """See `Backend`."""
        parts, cuts = [np.zeros((0, len(self.labels)), np.float32)], [np.zeros(0, np.bool_)]
        for start in range(0, len(pairs), CHUNK):
            encoded = self._encode(pairs[start : start + CHUNK])
            parts.append(scored(encoded, len(self.labels), self._forward))
            cuts.append(np.array([item.cut for item in encoded], dtype=np.bool_))
        return np.concatenate(parts), np.concatenate(cuts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See `Backend`."""
        return [len(item.ids) for item in self._plain.encode_batch(list(texts), add_special_tokens=False)]

    def _encode(self, pairs: Sequence[Pair]) -> list[Encoded]:
        return [Encoded(item.ids, item.type_ids, bool(item.overflowing)) for item in self._tokenizer.encode_batch(list(pairs))]

    def _forward(self, batch: list[Encoded]) -> FloatArray:
        ids, mask, types = padded_arrays(batch, int(self.config.get("pad_token_id") or 0), int(self.config["max_position_embeddings"]))
        found = self._request.infer(graph.host_inputs(self.config, ids, mask, types), share_inputs=True)
        return np.array(found[0], dtype=np.float32)


def compiled(model: Any, precision: str) -> Any:
    """An inference request for an openvino.Model. precision: int8 quantises activations too, float32 computes with the int8 weights as float32."""
    import openvino
    from openvino.passes import ConstantFolding, Manager

    if precision != "int8" or not computes_int8():
        # Otherwise the runtime unpacks the weights at every call.
        passes = Manager()
        passes.register_pass(ConstantFolding())
        passes.run_passes(model)
    return openvino.Core().compile_model(model, "CPU", _options(precision)).create_infer_request()


@cache
def computes_int8() -> bool:
    """Whether OpenVINO quantises activations on this processor; where int8 instructions are missing (x86 without VNNI) it computes in float32."""
    import openvino

    draw = np.random.default_rng(0)
    stored: dict[str, weights.Array] = {"w.weight": draw.integers(-127, 128, (256, 256)).astype(np.int8), "w.bias": np.zeros(256, np.float32)}
    stored["w.weight" + weights.SCALE] = np.full(256, 0.01, np.float32)
    tokens = draw.normal(size=(1, 64, 256)).astype(np.float32)
    requests = [openvino.Core().compile_model(graph.build_linear(stored, "w"), "CPU", _options(name)).create_infer_request() for name in ("int8", "float32")]
    quantised, plain = (np.array(request.infer([tokens])[0]) for request in requests)
    return not np.allclose(quantised, plain, atol=1e-4 * float(np.abs(plain).max()))


def _options(precision: str) -> dict[str, Any]:
    options: dict[str, Any] = {
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": "f32",
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": GROUP if precision == "int8" else 0,
    }
    if (threads := os.environ.get("OMP_NUM_THREADS", "")).isdigit():
        # The runtime has threads of its own, which the usual variable doesn't reach.
        options["INFERENCE_NUM_THREADS"] = int(threads)
    return options


class TorchBackend:
    """Any Hugging Face sequence classifier or sentence-transformers CrossEncoder; on a GPU in bf16 where there is one."""

    def __init__(self, name_or_path: str | Path, *, max_tokens: int | None = None, dtype: str = "float32") -> None:
        import torch
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        try:
            self._tokenizer = AutoTokenizer.from_pretrained(name_or_path)
            self._model = AutoModelForSequenceClassification.from_pretrained(name_or_path, dtype=torch.float32)
        except (OSError, ValueError, ImportError, RuntimeError) as error:
            reason = next(iter(str(error).splitlines()), type(error).__name__)
            raise ModelError(f"model {str(name_or_path)!r} can't be loaded: {reason}") from None
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._dtype = torch.bfloat16 if self._device == "cuda" or dtype == "bfloat16" else torch.float32
        self._model = self._model.eval().to(device=self._device, dtype=self._dtype)
        self.labels = label_names(self._model.config.to_dict())
        positions = getattr(self._model.config, "max_position_embeddings", None) or 512
        if self._model.config.model_type in {"mpnet", "roberta", "xlm-roberta", "camembert"}:
            positions -= 2  # their positions start after the padding index
        self._longest = min(int(positions), int(self._tokenizer.model_max_length), 4096)
        self.max_tokens = min(max_tokens or 512, self._longest)
        self._special = self._tokenizer.num_special_tokens_to_add(pair=True)
        self.name = f"torch {self._device} {str(self._dtype).removeprefix('torch.')}"

    def logits(self, pairs: Sequence[Pair]) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """See `Backend`."""
        parts, cuts = [np.zeros((0, len(self.labels)), np.float32)], [np.zeros(0, np.bool_)]
        for start in range(0, len(pairs), CHUNK):
            encoded = self._encode(pairs[start : start + CHUNK])
            parts.append(scored(encoded, len(self.labels), self._forward))
            cuts.append(np.array([item.cut for item in encoded], dtype=np.bool_))
        return np.concatenate(parts), np.concatenate(cuts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See `Backend`."""
        return [len(ids) for ids in self._tokenizer(list(texts), add_special_tokens=False, verbose=False)["input_ids"]]

    def _encode(self, pairs: Sequence[Pair]) -> list[Encoded]:
        premises, hypotheses = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        found = self._tokenizer(premises, hypotheses, truncation="longest_first", max_length=self.max_tokens)
        types = found.get("token_type_ids") or [[] for _ in pairs]
        full = [len(ids) >= self.max_tokens for ids in found["input_ids"]]
        cut = [False] * len(pairs)
        for index in (i for i, reached in enumerate(full) if reached):
            cut[index] = sum(self.count_tokens(pairs[index])) + self._special > self.max_tokens
        return [Encoded(ids, kinds, was) for ids, kinds, was in zip(found["input_ids"], types, cut, strict=True)]

    def _forward(self, batch: list[Encoded]) -> FloatArray:
        import torch

        ids, mask, types = padded_arrays(batch, int(self._tokenizer.pad_token_id or 0), self._longest)
        inputs = {"input_ids": ids, "attention_mask": mask} | ({"token_type_ids": types} if batch[0].types else {})
        with torch.inference_mode():
            tensors = {name: torch.from_numpy(array).long().to(self._device) for name, array in inputs.items()}
            return np.asarray(self._model(**tensors).logits.float().cpu().numpy(), dtype=np.float32)


def open_backend(name_or_path: str | Path, *, backend: str = "auto", max_tokens: int | None = None) -> Backend:
    """The quickest backend that gives right results: compiled int8, compiled float32, or torch.

    backend: auto | compiled | torch. Falling back takes one log line. Raises ModelError where no backend can load the model.
    """
    folder = weights.locate(name_or_path)
    if folder is not None and _tags(folder):
        raise ModelError(f"model {folder.name!r} finds attributions and can't judge pairs; give an NLI model (see `checker models`)")
    if folder is None or backend == "torch":
        return TorchBackend(str(name_or_path) if folder is None else weights.hugging_face_form(folder), max_tokens=max_tokens)
    why_not = _why_not_compiled(folder)
    if why_not is None:
        return _compiled(folder, max_tokens or 192)
    if backend == "compiled":
        raise ModelError(f"{folder} can't be compiled: {why_not}; use backend='torch'")
    if weights.has_int8(folder):
        logger.warning("%s runs on torch, which is slower: %s", folder.name, why_not)
    return TorchBackend(weights.hugging_face_form(folder), max_tokens=max_tokens)


def _tags(folder: Path) -> bool:
    """Whether a folder holds the tagger of checker.tagging, which is no classifier of pairs."""
    return "trunk_layers" in weights.read_config(folder)


def _why_not_compiled(folder: Path) -> str | None:
    if not weights.has_int8(folder):
        return "it holds no int8 weights"
    if find_spec("openvino") is None:
        return "openvino is not installed"
    config = weights.read_config(folder)
    return None if graph.supported(config) else f"architecture {config.get('model_type')!r} is not known"


def _compiled(folder: Path, max_tokens: int) -> Backend:
    difference = _int8_difference(folder, max_tokens)
    if difference <= TOLERANCE:
        return CompiledBackend(folder, max_tokens=max_tokens)
    logger.warning("%s runs in float32: int8 changes probabilities by up to %.3f on this processor", folder.name, difference)
    return CompiledBackend(folder, precision="float32", max_tokens=max_tokens)


def _int8_difference(folder: Path, max_tokens: int) -> float:
    """Largest change of a probability between int8 and float32 on COMPARED; worked out once for each model, processor and OpenVINO."""
    import openvino

    key = f"{weights.fingerprint(folder)[:16]} {openvino.Core().get_property('CPU', 'FULL_DEVICE_NAME')} {openvino.__version__} {GROUP}"
    path = weights.cache_folder() / "int8.json"
    known = _read_verdicts(path)
    if key not in known:
        rows = [_softmax(CompiledBackend(folder, precision=name, max_tokens=max_tokens).logits(COMPARED)[0]) for name in ("int8", "float32")]
        known[key] = round(float(np.abs(rows[0] - rows[1]).max()), 5)
        _write_verdicts(path, known)
    return known[key]


def _read_verdicts(path: Path) -> dict[str, float]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): float(value) for key, value in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write_verdicts(path: Path, verdicts: Mapping[str, float]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        partial.write_text(json.dumps(verdicts, indent=1), encoding="utf-8")
        partial.replace(path)
    except OSError:
        logger.info("%s can't be written; int8 is compared with float32 again next time", path)


def _softmax(logits: FloatArray) -> FloatArray:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)
