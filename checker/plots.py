"""A picture of an evaluation: reliability diagram and confusion matrix."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import InputError

if TYPE_CHECKING:
    from checker.evaluation import Evaluation

FORMATS = (".svg", ".png", ".pdf")
BLUE, GREY = "#2b5d8a", "#8a8a8a"


def plot_evaluation(evaluation: Evaluation, path: str | Path, *, title: str = "") -> Path:
    """Write both pictures side by side, as .svg, .png or .pdf by the name of `path`, and return the path.

    Reliability diagram (Guo et al. 2017): accuracy over mean confidence of each bin, area of a dot in proportion to its pairs; on the
    diagonal, probabilities mean what they say. Raises InputError for another format, a missing folder, or without matplotlib.
    """
    path = check_plot_path(path)
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise InputError("pictures need matplotlib; install it with: pip install 'claim-consistency-checker[plots]'") from None
    # Text stays text in SVG, and the same numbers give the same file.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "checker", "font.size": 9}):
        figure = Figure(figsize=(9, 4.2), layout="constrained")
        left, right = figure.subplots(1, 2)
        _reliability(left, evaluation)
        _confusion(right, evaluation)
        if title:
            figure.suptitle(title)
        partial = path.with_name(f".{path.name}.partial")
        figure.savefig(partial, format=path.suffix[1:].lower(), dpi=150, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)
    partial.replace(path)
    return path


def check_plot_path(path: str | Path) -> Path:
    """The path, if a picture can be written there. Raises InputError."""
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"{path}: the name ends in {path.suffix or 'nothing'!r}; expected {', '.join(FORMATS)}")
    if not path.parent.is_dir():
        raise InputError(f"{path}: there is no folder {path.parent}")
    return path


def _reliability(axes: Any, evaluation: Evaluation) -> None:
    bins = evaluation.reliability
    axes.plot([0, 1], [0, 1], color=GREY, linewidth=1, linestyle="--", label="perfectly calibrated")
    axes.plot([b.confidence for b in bins], [b.accuracy for b in bins], color=BLUE, linewidth=1)
    axes.scatter([b.confidence for b in bins], [b.accuracy for b in bins], s=[10 + 400 * b.n / evaluation.n for b in bins], color=BLUE, alpha=0.75)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="mean confidence of the predicted label", ylabel="accuracy", aspect="equal")
    axes.set_title(f"Reliability: ECE {evaluation.ece:.3f}, n = {evaluation.n}")
    axes.legend(loc="upper left", frameon=False)


def _confusion(axes: Any, evaluation: Evaluation) -> None:
    names = [name.replace("_", " ") for name in evaluation.labels]
    shares = [[count / max(1, sum(row)) for count in row] for row in evaluation.confusion]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for i, row in enumerate(evaluation.confusion):
        for j, count in enumerate(row):
            axes.text(j, i, f"{count}\n{shares[i][j]:.0%}", ha="center", va="center", color="white" if shares[i][j] > 0.55 else "black")
    axes.set_xticks(range(len(names)), names)
    axes.set_yticks(range(len(names)), names, rotation=90, va="center")
    axes.set(xlabel="predicted", ylabel="gold")
    axes.set_title(f"Confusion: accuracy {evaluation.accuracy:.3f}, macro-F1 {evaluation.macro_f1:.3f}")
