"""Where models lie and how their weights are stored.

Bundled weights are committed once, as int8: one symmetric scale for each output row of a matrix (embeddings: each entry), in safetensors
shards under 95 MB. `hugging_face_form` writes the same weights as float32 into the user's cache for programs that expect that form.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.errors import ModelError

Array = npt.NDArray[Any]

SCALE = ":scale"  # "layer.weight:scale" holds the scales of "layer.weight"
SHARD_BYTES = 90_000_000  # hosts refuse files of 100 MB
SMALLEST_MATRIX = 16_384  # smaller ones (class heads, position buckets) stay float32: nothing to save there
COPIED = ("config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt", "merges.txt")


def model_roots() -> tuple[Path, ...]:
    """Folders that may hold bundled models: inside the installed package, and beside it in a checkout."""
    package = Path(__file__).parent
    roots = [package / "models"]
    if (package.parent / "pyproject.toml").is_file():
        # Only a checkout: next to an installed package lie other people's packages, one of which may be called models.
        roots.append(package.parent / "models")
    return tuple(roots)


def bundled_models() -> dict[str, Path]:
    """Bundled models by name, sorted: the folders with a config.json and weights."""
    found: dict[str, Path] = {}
    for root in model_roots():
        for config in sorted(root.glob("*/config.json")):
            if has_int8(config.parent) or (config.parent / "model.safetensors").is_file():
                found.setdefault(config.parent.name, config.parent)
    return dict(sorted(found.items()))


def locate(name_or_path: str | Path) -> Path | None:
    """The folder of a bundled model or of a path; None for a name that only Hugging Face could know.

    Raises ModelError where a path has no config.json, or where a plain name (no slash) is neither bundled nor a folder.
    """
    bundled = bundled_models()
    if str(name_or_path) in bundled:
        return bundled[str(name_or_path)]
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        if not (path / "config.json").is_file():
            raise ModelError(f"{path} holds no config.json; expected a model folder in Hugging Face form")
        return path
    if isinstance(name_or_path, str) and name_or_path.count("/") == 1 and not name_or_path.startswith((".", "/", "~")):
        return None
    known = ", ".join(bundled) or "none"
    raise ModelError(f"model {str(name_or_path)!r} is not bundled (bundled: {known}) and is no folder; give a bundled name, a folder or a Hugging Face id")


def has_int8(folder: Path) -> bool:
    """Whether a folder holds int8 shards."""
    return any(folder.glob("int8-*.safetensors"))


def quantise(tensors: Mapping[str, Array]) -> dict[str, Array]:
    """Large matrices as int8 in [-127, 127] with a float32 scale for each row under `name + SCALE`; the rest as float32."""
    stored: dict[str, Array] = {}
    for name, tensor in tensors.items():
        if tensor.ndim != 2 or tensor.size < SMALLEST_MATRIX:
            stored[name] = np.asarray(tensor, dtype=np.float32)
            continue
        scale = np.abs(tensor).max(axis=1).astype(np.float32) / 127
        scale[scale == 0] = 1
        stored[name] = np.rint(tensor / scale[:, None]).astype(np.int8)
        stored[name + SCALE] = scale
    return stored


def dequantise(stored: Mapping[str, Array]) -> dict[str, Array]:
    """Float32 tensors from what `quantise` gave."""
    return {
        name: np.asarray(tensor, dtype=np.float32) * (stored[name + SCALE][:, None] if name + SCALE in stored else np.float32(1))
        for name, tensor in stored.items()
        if not name.endswith(SCALE)
    }


def write_shards(stored: Mapping[str, Array], folder: Path) -> list[Path]:
    """Write int8-00001-of-0000N.safetensors, none over SHARD_BYTES unless one tensor is; old shards are removed."""
    from safetensors.numpy import save_file

    shards: list[dict[str, Array]] = [{}]
    room = SHARD_BYTES
    for name in sorted(stored):
        if stored[name].nbytes > room and shards[-1]:
            shards.append({})
            room = SHARD_BYTES
        shards[-1][name] = np.ascontiguousarray(stored[name])
        room -= stored[name].nbytes
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("int8-*.safetensors"):
        old.unlink()
    paths = [folder / f"int8-{i:05d}-of-{len(shards):05d}.safetensors" for i in range(1, len(shards) + 1)]
    for path, shard in zip(paths, shards, strict=True):
        save_file(shard, path)
        path.chmod(0o644)  # safetensors writes for the owner only; an installed package is read by everybody
    return paths


def read_shards(folder: Path, part: str = "") -> dict[str, Array]:
    """The tensors of the int8 shards whose name has `part` in it; others are not read. Raises ModelError where a shard is missing or unreadable."""
    from safetensors import SafetensorError, safe_open

    paths = sorted(folder.glob("int8-*.safetensors"))
    if not paths or len(paths) != int(paths[0].stem.rsplit("-", 1)[1]):
        raise ModelError(f"{folder} holds {len(paths)} int8 shards; expected all of int8-00001-of-0000N.safetensors; install the package again")
    stored: dict[str, Array] = {}
    for path in paths:
        try:
            with safe_open(path, framework="numpy") as shard:
                stored.update({name: shard.get_tensor(name) for name in shard.keys() if part in name})  # noqa: SIM118 - no mapping
        except (SafetensorError, OSError) as error:
            raise ModelError(f"{path} can't be read ({error}); install the package again") from None
    return stored


def embeddings_note(name: str) -> dict[str, Any]:
    """What the configuration of a model says that takes its embeddings from the bundled model `name`."""
    return {"of": name, "sum": _checksum(_embeddings(bundled_models()[name]))}


def read_model(folder: Path) -> tuple[dict[str, Any], dict[str, Array]]:
    """Configuration and stored tensors of a bundled model, with the embeddings that it has from another one. Raises ModelError."""
    config = read_config(folder)
    return config, _shared_embeddings(config) | read_shards(folder)


def _shared_embeddings(config: Mapping[str, Any]) -> dict[str, Array]:
    """The embeddings that a model takes from another bundled one, as its configuration says (`embeddings_note`); none if it has its own.

    Raises ModelError where that model is missing or has other embeddings than the ones it was trained with.
    """
    note = config.get("embeddings")
    if not note:
        return {}
    folder = bundled_models().get(note["of"])
    found = _embeddings(folder) if folder else {}
    if not folder or _checksum(found) != note["sum"]:
        raise ModelError(f"the embeddings of model {note['of']!r} are {'not those it was trained with' if folder else 'missing'}; install the package again")
    return found


def _embeddings(folder: Path) -> dict[str, Array]:
    return read_shards(folder, ".embeddings.")


def _checksum(tensors: Mapping[str, Array]) -> int:
    total = 0
    for name in sorted(tensors):
        total = zlib.crc32(np.ascontiguousarray(tensors[name]).tobytes(), zlib.crc32(name.encode(), total))
    return total


@cache
def _file_sha256(path: Path, size: int, modified: int) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fingerprint(folder: Path) -> str:
    """SHA-256 over the model's configuration, tokenizer and weights: the same for the same model wherever it lies."""
    total = hashlib.sha256()
    names = ("config.json", "tokenizer.json", "int8-*.safetensors", "model*.safetensors", "pytorch_model*.bin")
    for path in sorted({path for name in names for path in folder.glob(name)}):
        status = path.stat()
        total.update(f"{path.name} {_file_sha256(path, status.st_size, status.st_mtime_ns)}\n".encode())
    return total.hexdigest()


def cache_folder() -> Path:
    """Where derived files are kept: CHECKER_CACHE if set, else the user's cache folder."""
    if os.environ.get("CHECKER_CACHE"):
        return Path(os.environ["CHECKER_CACHE"])
    from platformdirs import user_cache_path

    return user_cache_path("claim-consistency-checker", appauthor=False)


def hugging_face_form(folder: Path) -> Path:
    """A folder that `from_pretrained` loads: `folder` itself, or for int8 shards a float32 copy in the cache, written once."""
    if not has_int8(folder):
        return folder
    target = cache_folder() / "models" / f"{folder.name}-{fingerprint(folder)[:16]}"
    if (target / "model.safetensors").is_file():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(dir=target.parent, prefix=".partial-"))
    try:
        _write_float32(folder, partial)
        partial.rename(target)
    except OSError as error:
        # Another process may have been faster: its copy is as good as ours.
        if not (target / "model.safetensors").is_file():
            raise ModelError(f"{target} can't be written ({error}); set CHECKER_CACHE to a folder with room") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return target


def _write_float32(folder: Path, target: Path) -> None:
    from safetensors.numpy import save_file

    for name in COPIED:
        if (folder / name).is_file():
            shutil.copyfile(folder / name, target / name)
    save_file(dequantise(read_shards(folder)), target / "model.safetensors", metadata={"format": "pt"})


def read_config(folder: Path) -> dict[str, Any]:
    """The model's config.json. Raises ModelError where it is no JSON object."""
    return read_json(folder / "config.json")


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object. Raises ModelError where the file holds none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} can't be read ({error})") from None
    if not isinstance(found, dict):
        raise ModelError(f"{path} holds {type(found).__name__}; expected an object")
    return found
