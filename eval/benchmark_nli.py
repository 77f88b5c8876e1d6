"""Pairs a second of the bundled models and of what people use today, on the same weights and pairs, interleaved in one run.

    python eval/benchmark_nli.py PAIRS --model fast [--pairs 200] [--rounds 3] [--out eval/results]

Long inputs are premises joined to about 300 tokens. Every contestant reads at most 192 tokens short, 512 long. Medians over rounds; ratios
are to CrossEncoder fp32.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import click
import numpy as np

from checker.backends import CompiledBackend, TorchBackend
from checker.nli import NLIModel, load_nli
from checker.pairs import flat_columns, read_pairs

Pair = tuple[str, str]
Scorer = Callable[[Sequence[Pair]], Any]


def contestants(model: NLIModel, max_tokens: int) -> dict[str, tuple[Scorer, float]]:
    """Scorers by name with the seconds each took to load."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import pipeline

    found: dict[str, tuple[Scorer, float]] = {}

    def add(name: str, make: Callable[[], Scorer]) -> None:
        start = time.perf_counter()
        scorer = make()
        found[name] = scorer, time.perf_counter() - start

    def cross_encoder(dtype: torch.dtype) -> Scorer:
        encoder = CrossEncoder(str(model.path), max_length=max_tokens, device="cpu", model_kwargs={"dtype": dtype})
        return lambda pairs: encoder.predict(list(pairs), show_progress_bar=False, convert_to_numpy=True)

    def transformers_pipeline() -> Scorer:
        pipe = pipeline("text-classification", model=str(model.path), device="cpu", top_k=None)
        return lambda pairs: pipe([{"text": a, "text_pair": b} for a, b in pairs], batch_size=32, truncation=True, max_length=max_tokens)

    add("CrossEncoder fp32", lambda: cross_encoder(torch.float32))
    add("CrossEncoder bf16", lambda: cross_encoder(torch.bfloat16))
    add("transformers pipeline", transformers_pipeline)
    add("ours torch fp32", lambda: TorchBackend(model.path, max_tokens=max_tokens).logits)
    if model.folder is not None and isinstance(model.backend, CompiledBackend):
        folder = model.folder
        add("ours compiled fp32", lambda: CompiledBackend(folder, precision="float32", max_tokens=max_tokens).logits)
        add("ours compiled int8", lambda: CompiledBackend(folder, max_tokens=max_tokens).logits)
    return found


def lengthened(pairs: Sequence[Pair], wanted: int) -> list[Pair]:
    """Premises joined with those that follow until they have about `wanted` tokens."""
    premises = [premise for premise, _ in pairs]
    found = []
    for number, (_, hypothesis) in enumerate(pairs):
        text, step = premises[number], 1
        while len(text.split()) * 1.3 < wanted:
            text += " " + premises[(number + step) % len(premises)]
            step += 1
        found.append((text, hypothesis))
    return found


def timed(found: dict[str, tuple[Scorer, float]], pairs: Sequence[Pair], rounds: int) -> dict[str, float]:
    """Median pairs a second; contestants take turns, so that a busy machine is as bad for each."""
    for scorer, _ in found.values():
        scorer(pairs[: min(len(pairs), 32)])
    seconds: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(rounds):
        for name, (scorer, _) in found.items():
            start = time.perf_counter()
            scorer(pairs)
            seconds[name].append(time.perf_counter() - start)
    return {name: len(pairs) / median(values) for name, values in seconds.items()}


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--model", default="default", show_default=True)
@click.option("--pairs", "count", default=200, show_default=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path(__file__).parent / "results", show_default=True)
def main(path: Path, model: str, count: int, rounds: int, out: Path) -> None:
    """Print and write the table."""
    frame = flat_columns(read_pairs(path)).head(count)
    short = list(zip(frame["text_a"], frame["text_b"], strict=True))
    loaded = load_nli(model)
    report: dict[str, Any] = {
        "model": loaded.name,
        "backend": loaded.backend.name,
        "processor": platform.processor(),
        "cores": os.cpu_count(),
        "load_average": os.getloadavg()[0],
    }
    for kind, pairs, max_tokens in (("short", short, 192), ("long", lengthened(short[: max(8, count // 8)], 300), 512)):
        found = contestants(loaded, max_tokens)
        speeds = timed(found, pairs, rounds)
        base = speeds["CrossEncoder fp32"]
        report[kind] = [
            {"name": name, "pairs_per_second": round(speed, 1), "ratio": round(speed / base, 2), "load_seconds": round(found[name][1], 2)}
            for name, speed in speeds.items()
        ]
        for row in report[kind]:
            click.echo(
                f"{kind:6} n {len(pairs):4} {row['name']:24} {row['pairs_per_second']:8.1f} pairs/s  x{row['ratio']:.2f}  load {row['load_seconds']:.2f} s"
            )
    rows = [np.asarray(NLIModel(loaded.name, backend).predict_raw(short)) for backend in (loaded.backend, TorchBackend(loaded.path, max_tokens=192))]
    report["same_label_as_fp32"] = float((rows[0].argmax(axis=1) == rows[1].argmax(axis=1)).mean())
    report["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    click.echo(f"same label as torch fp32: {report['same_label_as_fp32']:.4f}")
    click.echo(f"peak memory of the whole run {report['peak_memory_mb']} MB; load average {report['load_average']:.1f}")
    out.mkdir(parents=True, exist_ok=True)
    (out / f"benchmark-{loaded.name}.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
