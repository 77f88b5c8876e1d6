"""Average the weights of models that were trained one from the other: steadier than any of them alone (Wortsman et al. 2022, "Model soups").

    python models/average.py --out DIR FOLDER FOLDER ...

FOLDERs are Hugging Face folders of one architecture, the last one gives configuration, tokenizer and training.json.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import click
import torch
from safetensors.torch import load_file, save_file


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(folders: tuple[Path, ...], out: Path) -> None:
    """Write the mean of FOLDERS."""
    stored = [load_file(folder / "model.safetensors") for folder in folders]
    if any(tensors.keys() != stored[0].keys() for tensors in stored):
        raise click.ClickException(f"{', '.join(map(str, folders))} have different weights; expected models of one architecture")
    shutil.copytree(folders[-1], out, dirs_exist_ok=True, ignore=shutil.ignore_patterns("state.pt", "model.safetensors"))
    mean = {name: torch.stack([tensors[name].float() for tensors in stored]).mean(0) for name in stored[0]}
    save_file(mean, out / "model.safetensors", metadata={"format": "pt"})


if __name__ == "__main__":
    main()
