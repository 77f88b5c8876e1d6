"""The learned part of attribution: cues found by a tagger, and the source and content of each.

One small BERT encoder works in two steps. Its lower layers read windows of sentences and tag cues; its upper layers read the hidden
states around each cue once more, with the cue marked, and tag what is its source and what its content. Tags are decoded as the best
path under learned transitions. Form of the weights and training: models/train_attribution.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from checker import graph, weights
from checker.backends import batches, compiled, padded
from checker.windows import FAR, TOLD, Tokens, context, marks, tokenise, windows

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]
Range = tuple[int, int]

CUES = ("O", "B-cue", "I-cue")
ARGUMENTS = ("O", "B-source", "I-source", "B-content", "I-content")
STUMBLE = 12  # pieces between two parts of a content that nothing parts
CLS, SEP = "[CLS]", "[SEP]"
BLOCK = 64  # windows whose hidden states are kept at once
# Text, and the words of source and content that any usable tagger finds in it.
PROBES = (
    ("The governor said on Monday that the bridge had been closed.", "The governor", "the bridge had been closed"),
    ("“We did not fire a single shot,” said Colonel Ana Reyes, an army spokeswoman.", "Ana Reyes", "We did not fire a single shot"),
    ("Four people died in the flood, according to the Red Cross.", "the Red Cross", "Four people died in the flood"),
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """What one cue attributes: ranges of document offsets. `source` may be empty, `content` is not; both in the order of the text."""

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]


class Tagger:
    """Finds attributions in a text. Imports neither torch nor transformers."""

    def __init__(self, folder: Path, *, precision: str = "int8") -> None:
        from tokenizers import Tokenizer

        config, stored = weights.read_model(folder)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._ends = [number for name in (CLS, SEP) if (number := self._tokenizer.token_to_id(name)) is not None]
        self._config = config
        self._cue_steps, self._argument_steps = stored["cue_chain.transitions"], stored["argument_chain.transitions"]
        trunk, top = graph.build_tagger(config, stored)
        self._trunk, self._top = compiled(trunk, precision), compiled(top, precision)
        self._width = int(config["hidden_size"])
        self._first = TOLD if config.get("told") else 0
        # Chosen on held-out documents: how much a cue must be likelier than none.
        self.caution = float(config.get("caution", 0.0))

    def attributions(self, text: str) -> list[Attribution]:
        """The attributions of a text in the order of their cues. Memory is bounded: long texts are read in blocks."""
        tokens = tokenise(text, self._tokenizer, self._ends[1])
        ranges = list(windows(tokens))
        return [item for at in range(0, len(ranges), BLOCK) for item in self._block(tokens, ranges[at : at + BLOCK])]

    def _block(self, tokens: Tokens, block: list[Range]) -> list[Attribution]:
        whole = block[0][0], block[-1][1]
        hidden, scores = self._read(tokens, block)
        cues = list(self._cues(tokens, scores, block))
        spans = [(max(start, whole[0]), min(end, whole[1])) for start, end in (context(tokens, cue) for cue in cues)]
        found = []
        for cue, span, tags in zip(cues, spans, self._arguments(tokens, hidden, whole[0], cues, spans), strict=True):
            item = _attribution(tokens, cue, list(tagged(tags, ARGUMENTS, span[0])))
            if item.content:
                found.append(item)
        return found

    def _read(self, tokens: Tokens, block: Sequence[Range]) -> tuple[FloatArray, FloatArray]:
        """Hidden states and scores of cue tags of the tokens of consecutive windows."""
        begin = block[0][0]
        size = block[-1][1] - begin
        hidden, scores = np.zeros((size, self._width), np.float32), np.zeros((size, len(CUES)), np.float32)
        for batch in batches([end - start + 2 for start, end in block]):
            width = padded(max(block[i][1] - block[i][0] for i in batch) + 2)
            ids, mask, kinds = (np.zeros((len(batch), width), np.int32) for _ in range(3))
            for row, (start, end) in enumerate(block[i] for i in batch):
                length = end - start + 2
                ids[row, :length] = [self._ends[0], *tokens.ids[start:end], self._ends[1]]
                kinds[row, 0] = self._first
                kinds[row, 1 : length - 1] = tokens.kinds[start:end]
                mask[row, :length] = 1
            outputs = self._trunk.infer(graph.host_inputs(self._config, ids, mask, kinds), share_inputs=True)
            for row, (start, end) in enumerate(block[i] for i in batch):
                hidden[start - begin : end - begin] = outputs[0][row, 1 : end - start + 1]
                scores[start - begin : end - begin] = outputs[1][row, 1 : end - start + 1]
        return hidden, scores

    def _cues(self, tokens: Tokens, scores: FloatArray, block: Sequence[Range]) -> Iterator[Range]:
        """Token ranges of the cues in consecutive windows."""
        scores = scores + np.array([self.caution] + [0.0] * (len(CUES) - 1), np.float32)
        begin = block[0][0]
        rows = [scores[start - begin : end - begin] for start, end in block]
        for (start, _), path in zip(block, by_words(rows, [tokens.begins[slice(*span)] for span in block], self._cue_steps), strict=True):
            # A mark between paragraphs may be tagged like a word.
            yield from (span for _, span in tagged(path, CUES, start) if tokens.starts[span[0]] < tokens.ends[span[1] - 1])

    def _arguments(self, tokens: Tokens, hidden: FloatArray, begin: int, cues: Sequence[Range], spans: Sequence[Range]) -> list[IntArray]:
        """For each cue the tags of the tokens around it."""
        found: list[IntArray] = [np.zeros(0, np.int32)] * len(cues)
        for batch in batches([end - start for start, end in spans]):
            width = padded(max(spans[i][1] - spans[i][0] for i in batch))
            states = np.zeros((len(batch), width, self._width), np.float32)
            mask, marked = np.zeros((len(batch), width), np.int32), np.zeros((len(batch), width), np.int32)
            distances = np.full((len(batch), width), FAR, np.int32)
            lengths = [spans[i][1] - spans[i][0] for i in batch]
            for row, (index, length) in enumerate(zip(batch, lengths, strict=True)):
                start, end = spans[index]
                states[row, :length] = hidden[start - begin : end - begin]
                mask[row, :length] = 1
                others = [cue for cue in cues if cue != cues[index] and cue[0] < end and cue[1] > start]
                marked[row, :length], distances[row, :length] = marks(spans[index], cues[index], others)
            scores = self._top.infer([states, mask, marked, distances], share_inputs=True)[0]
            rows = [scores[row, :length] for row, length in enumerate(lengths)]
            for index, path in zip(batch, by_words(rows, [tokens.begins[slice(*spans[i])] for i in batch], self._argument_steps), strict=True):
                found[index] = path
        return found


def _attribution(tokens: Tokens, cue: Range, ranges: Sequence[tuple[str, Range]]) -> Attribution:
    """Tags as an attribution. Contents with neither cue nor source between them are one: the tagger stumbled over a word."""
    source = [item for name, item in ranges if name == "source"]
    content: list[Range] = []
    for item in (item for name, item in ranges if name == "content"):
        between = (content[-1][1], item[0]) if content else (0, 0)
        if content and between[1] - between[0] <= STUMBLE and not any(start < between[1] and end > between[0] for start, end in (cue, *source)):
            content[-1] = (content[-1][0], item[1])
        else:
            content.append(item)
    sources, contents = ([span for item in items if (span := _characters(tokens, item))[0] < span[1]] for items in (source, content))
    return Attribution(_characters(tokens, cue), tuple(sources), tuple(contents))


def by_words(rows: Sequence[FloatArray], begins: Sequence[Sequence[bool]], transitions: FloatArray) -> list[IntArray]:
    """Best paths of (length, tags) scores in which a word is tagged as a whole, by its first piece. begins: whether a piece begins a word."""
    starts = [np.flatnonzero([True, *list(row)[1:]]) for row in begins]
    scores = np.zeros((len(rows), max(map(len, starts), default=0), len(transitions)), np.float32)
    for row, (found, at) in enumerate(zip(rows, starts, strict=True)):
        scores[row, : len(at)] = found[at]
    paths = best_paths(scores, transitions, [len(at) for at in starts])
    out = []
    for path, at, found in zip(paths, starts, rows, strict=True):
        word = np.searchsorted(at, np.arange(len(found)), side="right") - 1
        tags = path[word]
        # B is for the first piece only: the next tag of the same name, I, stands behind it.
        out.append(np.where((np.arange(len(found)) > at[word]) & (tags % 2 == 1), tags + 1, tags).astype(np.int32))
    return out


def best_paths(scores: FloatArray, transitions: FloatArray, lengths: Sequence[int]) -> list[IntArray]:
    """The likeliest tags of each row (Viterbi). scores: (rows, length, tags); transitions: (tags, tags) from one tag to the next."""
    rows, length, size = scores.shape
    total = scores[:, 0].copy()
    back = np.zeros((rows, length, size), np.int32)
    ends = np.asarray(lengths)
    for at in range(1, length):
        moved = total[:, :, None] + transitions[None]
        best = moved.argmax(1)
        inside = (at < ends)[:, None]
        back[:, at] = np.where(inside, best, np.arange(size))
        total = np.where(inside, moved.max(1) + scores[:, at], total)
    paths = np.zeros((rows, length), np.int32)
    paths[:, -1] = total.argmax(1)
    for at in range(length - 1, 0, -1):
        paths[:, at - 1] = back[np.arange(rows), at, paths[:, at]]
    return [paths[row, : lengths[row]] for row in range(rows)]


def tagged(path: Sequence[int] | IntArray, names: Sequence[str], offset: int = 0) -> Iterator[tuple[str, Range]]:
    """Name and token range of each run of B and I tags; an I tag behind another name begins a run too."""
    start, kind = 0, ""
    for index, tag in enumerate([*path, 0]):
        prefix, _, name = names[tag].partition("-")
        if kind and (prefix != "I" or name != kind):
            yield kind, (offset + start, offset + index)
            kind = ""
        if prefix != "O" and not kind:
            start, kind = index, name


def _characters(tokens: Tokens, span: Range) -> Range:
    return tokens.starts[span[0]], tokens.ends[span[1] - 1]


@cache
def bundled_tagger(name: str = "attribution") -> Tagger | None:
    """A tagger of the package, loaded once; None in a checkout whose models are not there.

    "attribution" finds everything that a text attributes, acts and beliefs included; "statements" what counts as a statement by claims/GUIDELINES.md.
    """
    folder = weights.bundled_models().get(name)
    return Tagger(folder) if folder else None


def self_test(folder: Path) -> tuple[int, int]:
    """How many of the known attributions the tagger in `folder` finds, and how many there are."""
    tagger = Tagger(folder)
    right = 0
    for text, source, content in PROBES:
        found = tagger.attributions(text)
        spoken = ["".join(text[slice(*span)] for span in item.content) for item in found]
        speakers = ["".join(text[slice(*span)] for span in item.source) for item in found]
        right += any(source in speaker and content in words for speaker, words in zip(speakers, spoken, strict=True))
    return right, len(PROBES)
