"""Training scripts as modules, and a tiny random encoder to train from."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType


def load_recipe(name: str) -> ModuleType:
    """The script models/NAME.py as a module."""
    path = Path(__file__).parent.parent / "models" / f"{name}.py"
    sys.path.append(str(path.parent))  # as for a script that is run there
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def random_bert(folder: Path, words: Sequence[str], *, layers: int, mpnet: bool = False) -> Path:
    """Write a random encoder of the shape that training starts from, but narrow: a BERT, or an MPNet.

    words: its lower-case vocabulary, the padding and the unknown word first (for MPNet, which has <s> there, they are named "<pad>" and "<unk>").
    """
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel, PreTrainedTokenizerFast

    torch.manual_seed(1)
    make, shape = (MPNetModel, MPNetConfig) if mpnet else (BertModel, BertConfig)
    config = shape(vocab_size=len(words), hidden_size=64, num_hidden_layers=layers, num_attention_heads=2, intermediate_size=128, initializer_range=0.05)
    make(config, add_pooling_layer=False).save_pretrained(folder)
    padding, unknown = ("<pad>", "<unk>") if mpnet else words[:2]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token=unknown))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token=padding, unk_token=unknown).save_pretrained(folder)
    return folder
