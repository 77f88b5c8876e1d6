"""The NLI model: pairs of texts in, calibrated probabilities of contradiction, support and neutral out.

Labels travel by name: columns are put into the order of `Label` whatever the model's own order, and a model is refused unless it
labels known pairs right in both directions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from checker import weights
from checker.backends import Backend, open_backend
from checker.calibration import Calibration, load_calibration, softmax
from checker.errors import InputError, ModelError
from checker.judgement import Label

FloatArray = npt.NDArray[np.float32]
Pair = tuple[str, str]

MOST_PASSAGES = 256  # of one premise; what lies beyond is cut
# Of the 12 probes. Columns in a wrong order get 4 at most; int8 results differ a little between processors.
PAIRS = "judging pairs"
LEAST_RIGHT = 7
UNMISTAKABLE = 11  # probes right under one order of the columns and no other

_DIRECTED: tuple[Pair, ...] = (
    ("A man is playing a guitar on a stage.", "A man is playing an instrument."),
    ("Two dogs are running through the snow.", "Some animals are outside."),
    ("The general visited three hospitals in the capital on Friday.", "The general visited a hospital."),
    ("Five rebels were killed when the army attacked their camp.", "The army attacked a camp."),
)
_CONTRARY: tuple[Pair, ...] = (
    ("The soldiers left the village on Monday.", "The soldiers did not leave the village on Monday."),
    ("The woman is asleep in her bed.", "The woman is awake and running outside."),
)
_UNRELATED: tuple[Pair, ...] = (
    ("A boy is kicking a football.", "The boy's mother is a doctor."),
    ("The president travelled to Paris for talks.", "The president's brother owns a farm."),
)
# Each contrary and unrelated pair is asked in both directions; of directed pairs the backward direction is compared, not labelled.
PROBES: tuple[tuple[Pair, Label], ...] = (
    *((pair, Label.SUPPORT) for pair in _DIRECTED),
    *((ordered, Label.CONTRADICTION) for a, b in _CONTRARY for ordered in ((a, b), (b, a))),
    *((ordered, Label.NEUTRAL) for a, b in _UNRELATED for ordered in ((a, b), (b, a))),
)


class PairScorer(Protocol):
    """Anything that gives probabilities for pairs of texts."""

    labels: tuple[Label, ...]

    def predict(self, pairs: Sequence[Pair]) -> FloatArray:
        """(n, 3) float32, rows sum to 1, columns `labels`, in input order."""
        ...


@dataclass(frozen=True, slots=True)
class Prediction:
    """Scores of n pairs. Columns are in the order of `Label`.

    probabilities, logits: (n, 3). truncated: (n,) whether anything was cut. passages: for each pair the [start, end) range of
    the premise that gave its scores; (0, length) where it was read as a whole.
    """

    probabilities: FloatArray
    logits: FloatArray
    truncated: npt.NDArray[np.bool_]
    passages: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SelfTest:
    """Outcome of the probe: pairs labelled right, whether entailment is told from its reverse, and what went wrong in words."""

    right: int
    asked: int
    directed: bool
    problem: str | None

    @property
    def passed(self) -> bool:
        """Whether nothing went wrong."""
        return self.problem is None


class NLIModel:
    """A PairScorer over a backend. `load_nli` makes them; `labels` is the order of the columns."""

    labels: tuple[Label, ...] = tuple(Label)

    def __init__(self, name: str, backend: Backend, *, folder: Path | None = None, calibration: Calibration | None = None) -> None:
        self.name = name
        self.folder = folder
        self.backend = backend
        self.calibration = calibration or Calibration()
        self.columns = _columns(name, backend)

    @cached_property
    def path(self) -> Path:
        """A folder in Hugging Face form; for int8 weights a float32 copy is written to the user's cache on first use."""
        if self.folder is None:
            raise ModelError(f"model {self.name!r} has no folder: it was loaded by its Hugging Face name")
        return weights.hugging_face_form(self.folder)

    def predict(self, pairs: Sequence[Pair]) -> FloatArray:
        """Calibrated probabilities: (n, 3) float32, rows sum to 1, columns `labels`, in input order. Raises InputError for what is no pair of texts."""
        return self.predict_detailed(pairs).probabilities

    def predict_raw(self, pairs: Sequence[Pair]) -> FloatArray:
        """Probabilities without calibration, otherwise as `predict`."""
        return softmax(self.predict_detailed(pairs).logits)

    def predict_detailed(self, pairs: Sequence[Pair]) -> Prediction:
        """Scores with logits, truncation and the passage of each premise that decided."""
        checked = [_checked(pair, number) for number, pair in enumerate(pairs)]
        unique = list(dict.fromkeys(checked))
        place = {pair: index for index, pair in enumerate(unique)}
        logits, cut, spans = self._scored(unique)
        rows = np.array([place[pair] for pair in checked], dtype=np.int64)
        chosen = logits[rows]
        return Prediction(self.calibration.probabilities(chosen), chosen, cut[rows], tuple(spans[row] for row in rows))

    def self_test(self) -> SelfTest:
        """Ask the probes. See `SelfTest`."""
        return _judge_probe(softmax(_probe_logits(self.backend)[:, self.columns]))

    def describe(self) -> dict[str, Any]:
        """Name, fingerprint, backend and calibration, for a run's manifest."""
        return {
            "name": self.name,
            "sha256": weights.fingerprint(self.folder) if self.folder else None,
            "backend": self.backend.name,
            "labels": [label.value for label in self.labels],
            "max_tokens": self.backend.max_tokens,
            "calibration": self.calibration.method,
        }

    def _scored(self, pairs: Sequence[Pair]) -> tuple[FloatArray, npt.NDArray[np.bool_], list[tuple[int, int]]]:
        """Logits, truncation and deciding passage for distinct pairs; premises that are too long are read by passages."""
        asked: list[Pair] = []
        owners: list[tuple[int, tuple[int, int]]] = []
        beyond: set[int] = set()
        spans_by_pair = self._passages(pairs)
        for index, (premise, hypothesis) in enumerate(pairs):
            spans = spans_by_pair.get(index, [(0, len(premise))])
            if len(spans) > MOST_PASSAGES:
                beyond.add(index)
            for start, end in spans[:MOST_PASSAGES]:
                asked.append((premise[start:end], hypothesis))
                owners.append((index, (start, end)))
        raw, was_cut = self.backend.logits(asked)
        return _best_passages(raw[:, self.columns], was_cut, owners, beyond, len(pairs))

    def _passages(self, pairs: Sequence[Pair]) -> dict[int, list[tuple[int, int]]]:
        """Passages of the premises that don't fit with their hypothesis into the model's input, by index."""
        special = 4
        # A token has at least one character: shorter pairs fit whatever their tokens, and are not counted.
        long = [i for i, (premise, hypothesis) in enumerate(pairs) if len(premise) + len(hypothesis) + special > self.backend.max_tokens]
        if not long:
            return {}
        counts = self.backend.count_tokens([text for i in long for text in pairs[i]])
        found = {}
        for i, premise_tokens, hypothesis_tokens in zip(long, counts[::2], counts[1::2], strict=True):
            room = self.backend.max_tokens - special - hypothesis_tokens
            if premise_tokens > room:
                found[i] = self._windows(pairs[i][0], max(room, self.backend.max_tokens // 4))
        return found

    def _windows(self, text: str, room: int) -> list[tuple[int, int]]:
        """Ranges of whole sentences with at most `room` tokens, each beginning with the last sentence of the one before."""
        sentences = _sentences(text)
        counts = self.backend.count_tokens([text[start:end] for start, end in sentences])
        windows: list[tuple[int, int]] = []
        first = 0
        while first < len(sentences):
            last, used = first + 1, counts[first]
            while last < len(sentences) and used + counts[last] <= room:
                used += counts[last]
                last += 1
            windows.append((sentences[first][0], sentences[last - 1][1]))
            overlap = last - 1 if last - first > 1 and last < len(sentences) and counts[last - 1] + counts[last] <= room else last
            first = overlap
        return windows


def load_nli(name_or_path: str | Path = "default", *, backend: str = "auto", probe: bool = True) -> NLIModel:
    """A bundled model by name, a folder, or any Hugging Face sequence classifier or CrossEncoder by name.

    backend: auto | compiled | torch. probe: ask known pairs and refuse a model that gets them wrong.
    Raises ModelError where it can't be loaded, has not three known labels, or fails the probe.
    """
    folder = weights.locate(name_or_path)
    opened = open_backend(name_or_path, backend=backend)
    model = NLIModel(folder.name if folder else str(name_or_path), opened, folder=folder, calibration=load_calibration(folder) if folder else None)
    outcome = model.self_test() if probe else None
    if outcome and outcome.problem:
        raise ModelError(f"model {model.name!r} fails its probe: {outcome.problem}; it is no NLI classifier with these labels: {', '.join(opened.labels)}")
    return model


@dataclass(frozen=True, slots=True)
class BundledModel:
    """A model that comes with the program. size: bytes on disk; about: what its model.json says (licence, accuracy ...).

    task: what it is for, PAIRS, "attribution", "statements" or "slots".
    """

    name: str
    folder: Path
    size: int
    about: dict[str, Any]

    @property
    def task(self) -> str:
        """What the model is for."""
        return str(self.about.get("task", PAIRS))


def bundled_models() -> list[BundledModel]:
    """The bundled models, by name."""
    found = []
    for name, folder in weights.bundled_models().items():
        about = weights.read_json(folder / "model.json") if (folder / "model.json").is_file() else {}
        found.append(BundledModel(name, folder, sum(path.stat().st_size for path in folder.iterdir() if path.is_file()), about))
    return found


def _columns(name: str, backend: Backend) -> list[int]:
    """Column of each label, in the order of `Label`; by name, or for nameless columns by an unmistakable probe."""
    if len(backend.labels) != len(Label):
        raise ModelError(f"model {name!r} has {len(backend.labels)} labels ({', '.join(backend.labels)}); expected contradiction, support and neutral")
    if all(re.fullmatch(r"LABEL_\d+", label) for label in backend.labels):
        return _probed_columns(name, backend)
    try:
        found = [Label.from_name(label) for label in backend.labels]
    except InputError as error:
        raise ModelError(f"model {name!r}: {error}") from None
    if set(found) != set(Label):
        raise ModelError(f"model {name!r} has the labels {', '.join(backend.labels)}; expected one each for contradiction, support and neutral")
    return [found.index(label) for label in Label]


def _probed_columns(name: str, backend: Backend) -> list[int]:
    logits = _probe_logits(backend)
    fitting = [list(order) for order in permutations(range(len(Label))) if _judge_probe(softmax(logits[:, list(order)])).right >= UNMISTAKABLE]
    if len(fitting) != 1:
        named = ", ".join(backend.labels)
        raise ModelError(f"model {name!r} names its labels {named} and known pairs don't tell them apart; name them in id2label of its config.json")
    return fitting[0]


def _probe_logits(backend: Backend) -> FloatArray:
    """Logits of the probes, then of the directed pairs turned round."""
    return backend.logits([*(pair for pair, _ in PROBES), *((b, a) for a, b in _DIRECTED)])[0]


def _judge_probe(probabilities: FloatArray) -> SelfTest:
    gold = np.array([list(Label).index(label) for _, label in PROBES])
    asked = probabilities[: len(gold)]
    right = int((asked.argmax(axis=1) == gold).sum())
    mean = np.array([asked[gold == column].mean(axis=0) for column in range(len(Label))])
    support = list(Label).index(Label.SUPPORT)
    forward, backward = probabilities[: len(_DIRECTED), support].mean(), probabilities[len(gold) :, support].mean()
    problem = None
    if not np.isfinite(probabilities).all():
        problem = "it gives probabilities that are no numbers"
    elif right < LEAST_RIGHT or (mean.argmax(axis=0) != np.arange(len(Label))).any():
        problem = f"{right} of {len(gold)} known pairs are labelled right"
    elif forward <= backward:
        problem = "it does not tell entailment from its reverse"
    return SelfTest(right, len(gold), bool(forward > backward), problem)


def _checked(pair: Any, number: int) -> Pair:
    if isinstance(pair, str) or len(pair) != 2 or not all(isinstance(text, str) for text in pair):
        raise InputError(f"pair {number} is {pair!r:.80}; expected two texts (premise, hypothesis)")
    return str(pair[0]), str(pair[1])


def _best_passages(
    logits: FloatArray, cut: npt.NDArray[np.bool_], owners: Sequence[tuple[int, tuple[int, int]]], beyond: set[int], count: int
) -> tuple[FloatArray, npt.NDArray[np.bool_], list[tuple[int, int]]]:
    """For each pair the passage that speaks most clearly, for or against; truncation if any of its passages was cut."""
    evidence = 1 - softmax(logits)[:, list(Label).index(Label.NEUTRAL)]
    chosen = np.full(count, -1, dtype=np.int64)
    truncated = np.zeros(count, dtype=np.bool_)
    truncated[list(beyond)] = True
    for row, (index, _) in enumerate(owners):
        truncated[index] |= cut[row]
        if chosen[index] < 0 or evidence[row] > evidence[chosen[index]]:
            chosen[index] = row
    return logits[chosen], truncated, [owners[row][1] for row in chosen.tolist()]


def _sentences(text: str) -> list[tuple[int, int]]:
    """Ranges of sentences and lines; those far too long for a window are split at spaces."""
    ranges = []
    for match in re.finditer(r"\S[^\n]*?(?:[.!?][\"'”’)]*(?=\s)|(?=\n)|\Z)", text):
        ranges += _pieces(text, match.start(), match.end())
    return ranges or [(0, len(text))]


def _pieces(text: str, start: int, end: int, most: int = 400) -> list[tuple[int, int]]:
    """[start, end) as ranges of at most `most` characters, parted at spaces where there are any."""
    found = []
    while end - start > most:
        space = text.rfind(" ", start + 1, start + most)
        stop = space if space > start else start + most
        found.append((start, stop))
        start = stop
    return [*found, (start, end)]
