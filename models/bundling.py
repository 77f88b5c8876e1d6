"""Writing a model that only the checker itself reads, as the package carries it: what the training scripts share."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from checker import weights

KEPT = ("hidden_act", "hidden_size", "intermediate_size", "layer_norm_eps", "max_position_embeddings", "model_type", "num_attention_heads")

BASES = {"bert": "all-MiniLM-L6-v2", "mpnet": "all-mpnet-base-v2"}


def write_bundle(
    name: str, encoder: Any, config: Mapping[str, Any], learned: Mapping[str, torch.Tensor], base: Path, target: Path, record: Mapping[str, Any]
) -> None:
    """Write int8 weights, configuration, the tokenizer of `base` and model.json to `target`.

    name: of the model, and what it is for. encoder: its Hugging Face configuration, of which KEPT is written, and `config` beside it. record: how
    it was trained.
    """
    target.mkdir(parents=True, exist_ok=True)
    tensors = {key: tensor.detach().float().numpy() for key, tensor in learned.items() if not key.endswith("position_ids")}
    weights.write_shards(weights.quantise(tensors), target)
    (target / "config.json").write_text(json.dumps({**{key: getattr(encoder, key) for key in KEPT}, **config}, indent=1) + "\n", encoding="utf-8")
    copy_tokenizer(base, target)
    shutil.copyfile(base / "tokenizer_config.json", target / "tokenizer_config.json")
    about = {"name": name, "task": name, "base": BASES[encoder.model_type], "licence": "Apache-2.0", "training": record}
    (target / "model.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def copy_tokenizer(source: Path, target: Path) -> None:
    """Copy tokenizer.json without the blanks that are a third of it."""
    text = json.dumps(weights.read_json(source / "tokenizer.json"), ensure_ascii=False, separators=(",", ":"))
    (target / "tokenizer.json").write_text(text, encoding="utf-8")
