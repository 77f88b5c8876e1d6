"""The learned part of extraction: the type of a claim, who did it, who suffered it and whether it is denied, read from its words.

One small encoder reads a clause together with the names of the parties that may have a part in it; every party gets a score as actor and
as target at its own name, so that parties the model has never seen can be chosen. Form of the weights and training: models/train_slots.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from checker import graph, weights
from checker.backends import batches, compiled, padded
from checker.context import party_name
from checker.lexicon import tokenise

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from checker.parties import PartyResolver

FloatArray = npt.NDArray[np.float32]
# Columns of the head beside the types: affirmed, denied; nobody as actor, as target; this party as actor, as target; then one for each of STANCES and DAYS;
# nobody of these as speaker, this party as speaker. Weights learned without stories lack all from STANCES on.
EXTRA = 6
STANCES = ("assert", "accuse", "deny")  # those that the verb of saying most often leaves open
# Where the words of a clause name no day: it has none, that of publication, or that of an event told elsewhere.
DAYS = ("none", "publication", "event")
SPEAKER = EXTRA + len(STANCES) + len(DAYS)  # where the two columns of a speaker begin
MARKS = (("<s>", "</s>"), ("[CLS]", "[SEP]"))  # first and last token of an input: MPNet's, which has the other two as ordinary words, and BERT's
# Clauses and what any usable model reads in them: type, actor, target, denied.
PROBES = (
    ("Chadian jets bombed the market of Garoua in Cameroon.", ("TCD", "CMR"), ("air_strike", "TCD", "CMR", False)),
    ("Chad's artillery did not shell the Cameroonian village.", ("CMR", "TCD"), ("ground_fire", "TCD", "CMR", True)),
    ("Peru took 14 Bolivian soldiers prisoner at the border post.", ("BOL", "PER"), ("capture_detention", "PER", "BOL", False)),
    ("Talks between the two foreign ministers will open in Lima on Monday.", ("BOL", "PER"), ("talks_agreement", None, None, False)),
)
MAX_TOKENS = 160  # of parties and clause
CONTEXT_TOKENS = (24, 48, 56)  # of the title, of what stands before the clause's sentences, of these
MOST_PARTIES = 9
SPEAKING = " (speaking)"


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause to be read, or a speaker.

    parties: codes that may be actor or target, or may speak; speaking: those among them that make the claim; context: what stands around it
    (`checker.surroundings`).
    """

    text: str
    parties: tuple[str, ...]
    speaking: frozenset[str] = frozenset()
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Log-probabilities: of each type, of each party (None: nobody) as actor, as target and as speaker, of each stance and day; the log-odds of a denial."""

    types: Mapping[str, float]
    actor: Mapping[str | None, float]
    target: Mapping[str | None, float]
    denied: float
    stances: Mapping[str, float] = field(default_factory=dict)
    days: Mapping[str, float] = field(default_factory=dict)
    speaker: Mapping[str | None, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids, the position where the clause begins, and the token range of each party's name."""

    ids: list[int]
    clause: int
    names: list[tuple[int, int]]


def ask(text: str, speaking: Sequence[str], focus: Sequence[str], resolver: PartyResolver, context: tuple[str, ...] = ()) -> Asked:
    """What is asked about a clause: the parties are who speaks, the conflict parties (focus), and those that the clause names."""
    mentions = _mentions(text, resolver)
    parties = tuple(dict.fromkeys([*speaking, *focus, *(code for *_, code in mentions)]))[:MOST_PARTIES]
    return Asked(_with_names(text, mentions), parties, frozenset(speaking), context)


def named_mentions(text: str, resolver: PartyResolver) -> str:
    """The text with the name of its party behind each mention that has another form: "Baabda" -> "Baabda (Lebanon)"."""
    return _with_names(text, _mentions(text, resolver))


def _mentions(text: str, resolver: PartyResolver) -> list[tuple[int, int, str]]:
    """Where parties are named: start, end, code."""
    tokens = tokenise(text)
    named = [(tokens[hit.first].start, tokens[hit.last].end, hit.entry.codes[0]) for hit in resolver.find(tokens) if len(hit.entry.codes) == 1]
    return [(start, end, resolver.speakers.get(code, code)) for start, end, code in named]


def _with_names(text: str, mentions: Sequence[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, code in mentions:
        name = party_name(code)
        if start >= at and name.lower() not in text[max(0, start - len(name)) : end + len(name) + 3].lower():
            parts += [text[at:end], f" ({name})"]
            at = end
    return "".join([*parts, text[at:]])


def encode(items: Sequence[Asked], tokenizer: Tokenizer) -> list[Encoded]:
    """Token ids of parties, clause and context; what is too long is cut at the end of the clause, the context as `_cut` tells."""
    texts: list[str] = []
    for item in items:
        texts += [party_name(code) + SPEAKING * (code in item.speaking) for code in item.parties] + [item.text, *item.context]
    pieces = iter([encoding.ids for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)])
    begin, end = next(pair for pair in MARKS if tokenizer.token_to_id(pair[0]) is not None)
    first, last, comma = (int(tokenizer.token_to_id(mark) or 0) for mark in (begin, end, ";"))
    found = []
    for item in items:
        ids, names = [first], []
        for _ in item.parties:
            name = next(pieces)
            names.append((len(ids), len(ids) + len(name)))
            ids += [*name, comma]
        ids.append(last)
        clause = len(ids)
        ids += [*next(pieces)[: max(8, MAX_TOKENS - clause - 1)], last]
        for part, _ in enumerate(item.context):
            ids += [*_cut(next(pieces), part), last]
        found.append(Encoded(ids, clause, names))
    return found


def _cut(ids: Sequence[int], part: int) -> list[int]:
    """The tokens of a part of the context that are kept: of the title the first, of what stands before the last, of the own sentences both ends."""
    most = CONTEXT_TOKENS[part]
    head = (most, 0, most // 2)[part]
    return list(ids) if len(ids) <= most else [*ids[:head], *ids[len(ids) - most + head :]]


class SlotModel:
    """Reads clauses. Imports neither torch nor transformers."""

    def __init__(self, folder: Path, *, precision: str = "int8") -> None:
        from tokenizers import Tokenizer

        config, stored = weights.read_model(folder)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._config = config
        self._in_context = bool(config.get("context"))
        self.types: tuple[str, ...] = tuple(config["types"])
        self._model = compiled(graph.build_reader(config, stored), precision)

    def read(self, items: Sequence[Asked]) -> list[Reading]:
        """A reading of each clause, in order."""
        encoded = encode(items if self._in_context else [replace(item, context=()) for item in items], self._tokenizer)
        found: list[Reading | None] = [None] * len(items)
        for batch in batches([len(item.ids) for item in encoded]):
            width = padded(max(len(encoded[i].ids) for i in batch))
            ids, mask, kinds = (np.zeros((len(batch), width), np.int32) for _ in range(3))
            for row, i in enumerate(batch):
                ids[row, : len(encoded[i].ids)] = encoded[i].ids
                mask[row, : len(encoded[i].ids)] = 1
                kinds[row, encoded[i].clause : len(encoded[i].ids)] = 1
            scores = self._model.infer(graph.host_inputs(self._config, ids, mask, kinds), share_inputs=True)[0]
            for row, i in enumerate(batch):
                found[i] = self._reading(items[i], encoded[i], scores[row])
        return [reading for reading in found if reading is not None]

    def _reading(self, item: Asked, encoded: Encoded, scores: FloatArray) -> Reading:
        """scores: (tokens, types + EXTRA + STANCES + DAYS + 2)."""
        size = len(self.types)
        types, whole = _log_softmax(scores[0, :size]), scores[0, size:]

        def party(nobody: int, this: int) -> dict[str | None, float]:
            each = [float(scores[start:end, size + this].mean()) for start, end in encoded.names]
            values = _log_softmax(np.array([whole[nobody], *each], np.float32))
            return dict(zip((None, *item.parties), values.tolist(), strict=True))

        def told(names: Sequence[str], at: int) -> dict[str, float]:
            values = whole[at : at + len(names)]
            return dict(zip(names, _log_softmax(values).tolist(), strict=True)) if len(values) else {}

        kinds = dict(zip(self.types, types.tolist(), strict=True))
        speaker = party(SPEAKER, SPEAKER + 1) if len(whole) > SPEAKER else {}
        stances, days = told(STANCES, EXTRA), told(DAYS, EXTRA + len(STANCES))
        return Reading(kinds, party(2, 4), party(3, 5), float(whole[1] - whole[0]), stances, days, speaker)


def _log_softmax(values: FloatArray) -> FloatArray:
    shifted = values - values.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), np.float32)


def self_test(folder: Path) -> tuple[int, int]:
    """How many of the known clauses the model in `folder` reads rightly, and how many there are."""
    readings = SlotModel(folder).read([Asked(text, parties) for text, parties, _ in PROBES])
    best = [(_likeliest(one.types), _likeliest(one.actor), _likeliest(one.target), one.denied > 0) for one in readings]
    return sum(found == wanted for found, (*_, wanted) in zip(best, PROBES, strict=True)), len(PROBES)


def _likeliest(scores: Mapping[Any, float]) -> Any:
    return max(scores, key=lambda name: scores[name])


@cache
def bundled_slot_model() -> SlotModel | None:
    """The model of the package, loaded once; None in a checkout whose models are not there."""
    folder = weights.bundled_models().get("slots")
    return SlotModel(folder) if folder else None
