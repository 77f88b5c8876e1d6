"""A sentence-pair classifier as an OpenVINO graph, built straight from int8 weights (no torch, no export step).

BERT and MPNet are known. The weights stay int8 in memory; activations are quantised for each token on the fly, so a pair's result does
not depend on its batch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.weights import SCALE, Array

MASKED = -1e4  # added to attention scores of padding


@dataclass(frozen=True, slots=True)
class Names:
    """How an architecture calls its tensors."""

    root: str
    query_key_value: tuple[str, str, str]
    attention_out: str
    attention_norm: str
    head: tuple[str, str]


ARCHITECTURES = {
    "bert": Names(
        "bert",
        ("attention.self.query", "attention.self.key", "attention.self.value"),
        "attention.output.dense",
        "attention.output.LayerNorm",
        ("bert.pooler.dense", "classifier"),
    ),
    "mpnet": Names(
        "mpnet",
        ("attention.attn.q", "attention.attn.k", "attention.attn.v"),
        "attention.attn.o",
        "attention.LayerNorm",
        ("classifier.dense", "classifier.out_proj"),
    ),
}


def supported(config: Mapping[str, Any]) -> bool:
    """Whether `build` can make this model."""
    return config.get("model_type") in ARCHITECTURES and config.get("hidden_act") == "gelu" and not config.get("is_decoder")


def build(config: Mapping[str, Any], stored: Mapping[str, Array]) -> Any:
    """An openvino.Model from (batch, length) int32 inputs input_ids, attention_mask, positions, extra to (batch, labels) logits.

    extra: token types (batch, length) for BERT, position buckets (length, length) for MPNet; see `host_inputs`.
    """
    return _Builder(config, stored).model()


def build_tagger(config: Mapping[str, Any], stored: Mapping[str, Array]) -> tuple[Any, Any]:
    """Two openvino.Models of the attribution tagger (checker.tagging), of which the second reads what the first gives.

    First: the inputs of `build` to (batch, length, width) hidden states and (batch, length, 3) scores of cue tags. Second: hidden, mask,
    marks, distances to (batch, length, 5) scores of source and content tags.
    """
    builder = _Builder(config, stored)
    return builder.trunk(), builder.top()


def build_reader(config: Mapping[str, Any], stored: Mapping[str, Array]) -> Any:
    """An openvino.Model of the slot model (checker.slot_model): the inputs of `build` to (batch, length, columns) scores of every token."""
    return _Builder(config, stored).reader()


def build_linear(stored: Mapping[str, Array], name: str) -> Any:
    """An openvino.Model of one linear layer over int8 weights: (batch, length, columns) to (batch, length, rows) of the weights."""
    from openvino import Model

    builder = _Builder({"model_type": "bert", "num_attention_heads": 1, "hidden_size": stored[f"{name}.weight"].shape[1]}, stored)
    states = builder.op.parameter([-1, -1, builder.width], np.float32, name="hidden")
    return Model([builder.linear(states, name)], [states], "linear")


def host_inputs(config: Mapping[str, Any], ids: Array, mask: Array, types: Array) -> list[Array]:
    """The four inputs of a built graph for a padded batch."""
    if config["model_type"] == "bert":
        positions = np.broadcast_to(np.arange(ids.shape[1], dtype=np.int32), ids.shape)
        return [ids, mask, np.ascontiguousarray(positions), types]
    positions = (np.cumsum(mask, axis=1) * mask + 1).astype(np.int32)
    return [ids, mask, positions, position_buckets(ids.shape[1], int(config.get("relative_attention_num_buckets", 32)))]


def position_buckets(length: int, buckets: int) -> npt.NDArray[np.int32]:
    """(length, length) buckets of the distance between two tokens, T5's scheme as MPNet uses it (128 is the largest distance told apart)."""
    distance = np.arange(length)[None, :] - np.arange(length)[:, None]
    half, exact = buckets // 2, buckets // 4
    size = np.abs(distance)
    far = exact + (np.log(np.maximum(size, 1) / exact) / np.log(128 / exact) * (half - exact)).astype(np.int64)
    # MPNet counts n = -distance, so tokens after the query fall into the upper half.
    return np.asarray(np.where(distance > 0, half, 0) + np.where(size < exact, size, np.minimum(far, half - 1)), dtype=np.int32)


class _Builder:
    """Holds what every layer needs while the graph is put together."""

    def __init__(self, config: Mapping[str, Any], stored: Mapping[str, Array]) -> None:
        from openvino import opset13

        self.op: Any = opset13
        self.config = config
        self.stored = stored
        self.names = ARCHITECTURES[str(config["model_type"])]
        self.heads = int(config["num_attention_heads"])
        self.width = int(config["hidden_size"])

    def model(self) -> Any:
        from openvino import Model

        inputs = self.integers("input_ids", "attention_mask", "positions", "extra")
        hidden = self.layers(*self.embeddings(*inputs), 0, int(self.config["num_hidden_layers"]))
        first = self.op.gather(hidden, self.axis(0), self.axis(1))
        pooled = self.op.tanh(self.linear(first, self.names.head[0]))
        return Model([self.linear(pooled, self.names.head[1])], inputs, "classifier")

    def reader(self) -> Any:
        from openvino import Model

        inputs = self.integers("input_ids", "attention_mask", "positions", "extra")
        hidden = self.layers(*self.embeddings(*inputs), 0, int(self.config["num_hidden_layers"]))
        return Model([self.linear(hidden, "slots")], inputs, "reader")

    def trunk(self) -> Any:
        from openvino import Model

        inputs = self.integers("input_ids", "attention_mask", "positions", "extra")
        hidden = self.layers(*self.embeddings(*inputs), 0, int(self.config["trunk_layers"]))
        return Model([hidden, self.linear(hidden, "cues")], inputs, "trunk")

    def top(self) -> Any:
        from openvino import Model

        states = self.op.parameter([-1, -1, self.width], np.float32, name="hidden")
        mask, marks, distances = self.integers("attention_mask", "marks", "distances")
        marked = self.op.add(self.op.add(states, self.rows("marks.weight", marks)), self.rows("distances.weight", distances))
        first, last = int(self.config["trunk_layers"]), int(self.config["num_hidden_layers"])
        hidden = self.layers(self.norm(marked, "marking"), self.padding(mask), first, last)
        return Model([self.linear(hidden, "arguments")], [states, mask, marks, distances], "top")

    def integers(self, *names: str) -> list[Any]:
        return [self.op.parameter([-1, -1], np.int32, name=name) for name in names]

    def layers(self, hidden: Any, bias: Any, first: int, last: int) -> Any:
        for layer in range(first, last):
            hidden = self.layer(hidden, bias, f"{self.names.root}.encoder.layer.{layer}.")
        return hidden

    def padding(self, mask: Any) -> Any:
        """What is added to attention scores so that padding is not looked at."""
        op = self.op
        away = op.multiply(op.subtract(op.constant(np.float32(1)), op.convert(mask, "f32")), op.constant(np.float32(MASKED)))
        return op.unsqueeze(away, self.ints(1, 2))

    def ints(self, *values: int) -> Any:
        return self.op.constant(np.array(values, dtype=np.int64))

    def axis(self, value: int) -> Any:
        return self.op.constant(np.int64(value))

    def embeddings(self, ids: Any, mask: Any, positions: Any, extra: Any) -> tuple[Any, Any]:
        """Embedded tokens, and what is added to attention scores: padding, and for MPNet the distance between tokens."""
        op, root = self.op, self.names.root
        total = op.add(self.rows(f"{root}.embeddings.word_embeddings.weight", ids), self.rows(f"{root}.embeddings.position_embeddings.weight", positions))
        bias = self.padding(mask)
        if root == "bert":
            total = op.add(total, self.rows("bert.embeddings.token_type_embeddings.weight", extra))
        else:
            near = op.transpose(self.rows("mpnet.encoder.relative_attention_bias.weight", extra), self.ints(2, 0, 1))
            bias = op.add(op.unsqueeze(near, self.ints(0)), bias)
        return self.norm(total, f"{root}.embeddings.LayerNorm"), bias

    def rows(self, name: str, index: Any) -> Any:
        found = self.op.gather(self.op.constant(self.stored[name]), index, self.axis(0))
        if name + SCALE not in self.stored:
            return found
        scale = self.op.gather(self.op.constant(self.stored[name + SCALE][:, None]), index, self.axis(0))
        return self.op.multiply(self.op.convert(found, "f32"), scale)

    def layer(self, hidden: Any, bias: Any, prefix: str) -> Any:
        op, names = self.op, self.names
        query, key, value = (self.split_heads(self.linear(hidden, prefix + name)) for name in names.query_key_value)
        mixed = op.transpose(op.scaled_dot_product_attention(query, key, value, bias, causal=False), self.ints(0, 2, 1, 3))
        joined = op.reshape(mixed, self.ints(0, 0, self.width), True)
        hidden = self.norm(op.add(self.linear(joined, prefix + names.attention_out), hidden), prefix + names.attention_norm)
        inner = op.gelu(self.linear(hidden, prefix + "intermediate.dense"), "erf")
        return self.norm(op.add(self.linear(inner, prefix + "output.dense"), hidden), prefix + "output.LayerNorm")

    def split_heads(self, x: Any) -> Any:
        return self.op.transpose(self.op.reshape(x, self.ints(0, 0, self.heads, self.width // self.heads), True), self.ints(0, 2, 1, 3))

    def linear(self, x: Any, name: str) -> Any:
        weight, scale = self.stored[name + ".weight"], self.stored.get(f"{name}.weight{SCALE}")
        matrix = self.op.constant(weight)
        if scale is not None:
            matrix = self.op.multiply(self.op.convert(matrix, "f32"), self.op.constant(scale[:, None]))
        return self.op.add(self.op.matmul(x, matrix, False, True), self.op.constant(self.stored[name + ".bias"]))

    def norm(self, x: Any, name: str) -> Any:
        centred = self.op.mvn(x, self.ints(-1), True, float(self.config.get("layer_norm_eps", 1e-12)), "inside_sqrt")
        return self.op.add(self.op.multiply(centred, self.op.constant(self.stored[name + ".weight"])), self.op.constant(self.stored[name + ".bias"]))
