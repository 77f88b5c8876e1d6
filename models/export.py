"""Export a fine-tuned classifier as a bundled model: int8 weights in shards, configuration and tokenizer.

    python models/export.py --source DIR --name fast [--licence Apache-2.0] [--base all-MiniLM-L6-v2]

SOURCE is a Hugging Face folder. Writes models/NAME/ (config.json, tokenizer files, int8-*.safetensors, model.json). MODEL_CARD.md and
calibration.json stay as they are: run models/calibrate.py afterwards.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import click
from bundling import copy_tokenizer
from safetensors.numpy import load_file

from checker import graph, weights
from checker.backends import label_names
from checker.judgement import Label

MOST = {"fast": 30_000_000, "default": 115_000_000}


def export_config(source: Path) -> dict[str, Any]:
    """config.json with the names of the labels checked and the weights' type as they will be read."""
    config = weights.read_config(source)
    names = [Label.from_name(name) for name in label_names(config)]
    if set(names) != set(Label):
        raise click.ClickException(f"{source} has the labels {', '.join(label_names(config))}; expected contradiction, support and neutral")
    if not graph.supported(config):
        raise click.ClickException(f"{source} is a {config.get('model_type')!r}; the compiled backend knows {', '.join(graph.ARCHITECTURES)}")
    config["dtype"] = "float32"
    config.pop("torch_dtype", None)
    config.pop("_name_or_path", None)
    return config


def export(source: Path, target: Path, about: dict[str, Any]) -> None:
    """Write the bundled form of `source` to `target`."""
    config = export_config(source)
    target.mkdir(parents=True, exist_ok=True)
    (target / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    copy_tokenizer(source, target)
    for name in weights.COPIED[2:]:
        # vocab.txt is in tokenizer.json already.
        if (source / name).is_file() and name != "vocab.txt":
            shutil.copyfile(source / name, target / name)
    tensors = {name: tensor for name, tensor in load_file(source / "model.safetensors").items() if not name.endswith("position_ids")}
    weights.write_shards(weights.quantise(tensors), target)
    training = weights.read_json(source / "training.json") if (source / "training.json").is_file() else {}
    (target / "model.json").write_text(json.dumps({**about, "training": training}, indent=1) + "\n", encoding="utf-8")


@click.command()
@click.option("--source", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--name", required=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path(__file__).parent, show_default=True)
@click.option("--licence", default="Apache-2.0", show_default=True)
@click.option("--base", default="", help="The encoder that training started from.")
def main(source: Path, name: str, out: Path, licence: str, base: str) -> None:
    """Export SOURCE as a bundled model."""
    target = out / name
    export(source, target, {"name": name, "base": base, "licence": licence, "max_tokens": 192})
    files = {path.name: path.stat().st_size for path in sorted(target.iterdir())}
    for file, size in files.items():
        click.echo(f"{size / 1e6:8.1f} MB  {file}")
    click.echo(f"{sum(files.values()) / 1e6:8.1f} MB  in all")
    if sum(files.values()) > MOST.get(name, MOST["default"]) or max(files.values()) > 95_000_000:
        raise click.ClickException(f"{target} is too large")


if __name__ == "__main__":
    main()
