"""The slot model: what it is asked, a tiny random model against torch, and the bundled one."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import click
import numpy as np
import pytest
from recipes import load_recipe, random_bert

from checker import weights
from checker.errors import ModelError
from checker.parties import PartyResolver
from checker.slot_model import CONTEXT_TOKENS, MAX_TOKENS, MOST_PARTIES, PROBES, Asked, SlotModel, ask, bundled_slot_model, encode, self_test

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ";", "peru", "bolivia", "the", "army", "shelled", "a", "village", "(", "speaking", ")", "no", "chile"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Baabda was hit by Hezbollah.", "Baabda (Lebanon) was hit by Hezbollah."),
        ("Peru shelled the village.", "Peru shelled the village."),
        ("Lebanese troops and Peruvian ones crossed.", "Lebanese (Lebanon) troops and Peruvian ones crossed."),
        ("nobody was hurt", "nobody was hurt"),
        ("", ""),
    ],
)
def test_mentions_are_followed_by_the_name_of_their_party(text: str, named: str) -> None:
    assert ask(text, (), (), PartyResolver()).text == named


def test_candidates_are_speaker_conflict_parties_and_those_named() -> None:
    found = ask("Chilean trucks carried Bolivian soldiers.", ("UN",), ("PER", "BOL"), PartyResolver()).parties
    assert found == ("UN", "PER", "BOL", "CHL")
    many = tuple(f"P{n}" for n in range(40))
    assert len(ask("", ("UN",), many, PartyResolver()).parties) == MOST_PARTIES


@pytest.fixture(scope="module")
def recipe() -> ModuleType:
    return load_recipe("train_slots")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_bert(tmp_path_factory.mktemp("base"), WORDS, layers=3)


ASKED = (
    Asked("the army shelled a village", ("PER", "BOL"), frozenset({"PER"})),
    Asked("no army shelled the village", ("BOL", "CHL", "PER"), frozenset({"CHL"})),
)
AROUND = Asked("a village", ("PER", "BOL"), context=("a village", "no army", "the army shelled a village"))


def test_names_and_clause_stand_where_they_are_said_to(base: Path) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    for item, found in zip(ASKED, encode(ASKED, tokenizer), strict=True):
        words = [WORDS[number] for number in found.ids]
        names = [" ".join(words[start:end]) for start, end in found.names]
        assert names == [{"PER": "peru", "BOL": "bolivia", "CHL": "chile"}[code] + " ( speaking )" * (code in item.speaking) for code in item.parties]
        assert " ".join(words[found.clause :]) == f"{item.text} [SEP]"


def test_a_long_clause_is_cut(base: Path) -> None:
    from tokenizers import Tokenizer

    long = Asked("the army shelled a village " * 100, ("PER", "BOL"))
    assert len(encode([long], Tokenizer.from_file(str(base / "tokenizer.json")))[0].ids) == MAX_TOKENS


def test_of_what_stands_around_a_clause_the_nearest_is_kept(base: Path) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    (found,) = encode([AROUND], tokenizer)
    words = " ".join(WORDS[number] for number in found.ids[found.clause :])
    assert words == "a village [SEP] a village [SEP] no army [SEP] the army shelled a village [SEP]"
    long = [f"peru {'the ' * 200} chile"] * 3
    (cut,) = encode([Asked("a village", ("PER",), context=tuple(long))], tokenizer)
    title, before, own = " ".join(WORDS[number] for number in cut.ids).split(" [SEP] ")[2:]
    assert [len(part.split()) for part in (title, before, own)] == [24, 48, 57]  # the last with its [SEP]
    assert sum(CONTEXT_TOKENS) == 24 + 48 + 56
    assert (title.startswith("peru the"), "chile" in title) == (True, False)
    assert (before.endswith("the chile"), "peru" in before) == (True, False)
    assert (own.startswith("peru the"), own.endswith("the chile [SEP]")) == (True, True)


@pytest.fixture(scope="module")
def mpnet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_bert(tmp_path_factory.mktemp("mpnet"), ["<s>", "<pad>", "</s>", "<unk>", *WORDS], layers=3, mpnet=True)


@pytest.mark.parametrize("encoder", ["base", "mpnet"])
def test_compiled_model_computes_what_torch_computes(recipe: ModuleType, encoder: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    import torch

    base: Path = request.getfixturevalue(encoder)
    torch.manual_seed(2)
    model = recipe.SlotReader(base, ("damage", "other"), 2)
    recipe.bundle(model, base, tmp_path / "slots", {}, {name: p.detach().float() for name, p in model.named_parameters()})
    model.go_on(tmp_path / "slots")  # the weights as they were rounded
    with pytest.raises(click.UsageError, match="as many layers"):
        recipe.SlotReader(base, ("damage", "other"), 3).go_on(tmp_path / "slots")
    model.freeze(1)
    assert [name for name, p in model.named_parameters() if not p.requires_grad and ".layer.1." in name] == []
    assert all(not p.requires_grad for name, p in model.named_parameters() if ".layer.0." in name)
    compiled = SlotModel(tmp_path / "slots", precision="float32")
    examples = [recipe.Example(asked, "damage", "PER", None, False, "e") for asked in ASKED]
    spoken = recipe.Example(AROUND, "", None, None, False, "e", speakers=("BOL",))
    from tokenizers import Tokenizer

    with torch.inference_mode():
        (*read, [speaker]), loss = model.eval()([*examples, spoken], Tokenizer.from_file(str(base / "tokenizer.json")))
    assert torch.isfinite(loss)
    heard = compiled.read([AROUND])[0].speaker
    assert list(heard) == [None, "PER", "BOL"]
    assert np.abs(np.array(list(heard.values())) - speaker.numpy()).max() < 2e-3
    bare = compiled.read([Asked(AROUND.text, AROUND.parties)])[0].speaker
    assert abs(bare["PER"] - heard["PER"]) > 1e-5  # what stands around it is read
    for wanted, found in zip(read, compiled.read(ASKED), strict=True):
        denied = wanted[1][1] - wanted[1][0]
        read_so = (found.types, found.stances, found.days, found.actor, found.target)
        for mine, theirs in zip(read_so, (wanted[0], *wanted[2:]), strict=True):
            assert np.abs(np.array(list(mine.values())) - theirs.numpy()).max() < 2e-3
        assert abs(found.denied - float(denied)) < 2e-3
    assert abs(found.types["damage"] - found.types["other"]) > 1e-4  # the columns differ, so agreement means something


def test_a_model_that_learned_from_no_stories_reads_no_stances(recipe: ModuleType, base: Path, tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    without = recipe.SlotReader(base, ("damage", "other"), 2, told=False)
    assert recipe.accuracy(
        without, [recipe.Example(asked, "damage", "PER", None, False, "e") for asked in ASKED], Tokenizer.from_file(str(base / "tokenizer.json"))
    )
    recipe.bundle(without, base, tmp_path / "slots", {}, {name: p.detach().float() for name, p in without.named_parameters()})
    told_nothing = SlotModel(tmp_path / "slots")
    assert [(reading.stances, reading.days, reading.speaker) for reading in told_nothing.read(ASKED)] == [({}, {}, {})] * 2
    assert told_nothing.read([AROUND]) == told_nothing.read([Asked(AROUND.text, AROUND.parties)])
    recipe.SlotReader(base, ("damage", "other"), 2).go_on(tmp_path / "slots")


def test_embeddings_may_lie_with_another_model(recipe: ModuleType, mpnet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = recipe.SlotReader(mpnet, ("damage", "other"))
    learned = {name: p.detach().float() for name, p in model.named_parameters()}
    recipe.bundle(model, mpnet, tmp_path / "whole", {}, learned)
    monkeypatch.setattr(weights, "bundled_models", lambda: {"default": tmp_path / "whole"})
    recipe.bundle(model, mpnet, tmp_path / "part", {}, learned, "default")
    assert not any(".embeddings." in name for name in weights.read_shards(tmp_path / "part"))
    whole, part = (SlotModel(tmp_path / name).read(ASKED) for name in ("whole", "part"))
    assert whole == part
    recipe.bundle(recipe.SlotReader(mpnet, ("damage", "other")), mpnet, tmp_path / "whole", {}, {name: -tensor for name, tensor in learned.items()})
    with pytest.raises(ModelError, match="not those it was trained with"):
        SlotModel(tmp_path / "part")
    monkeypatch.setattr(weights, "bundled_models", dict)
    with pytest.raises(ModelError, match="missing"):
        SlotModel(tmp_path / "part")


@pytest.mark.bundled
def test_the_bundled_model_reads_known_clauses() -> None:
    model = bundled_slot_model()
    assert model is not None
    right, asked = self_test(Path(__file__).parent.parent / "models" / "slots")
    assert (right, asked) == (len(PROBES), len(PROBES))
    assert model.read([]) == []


@pytest.mark.bundled
def test_a_reading_does_not_hang_on_its_batch() -> None:
    model: Any = bundled_slot_model()
    items = [Asked(text, parties) for text, parties, _ in PROBES]
    together, alone = model.read(items), [model.read([item])[0] for item in items]
    for a, b in zip(together, alone, strict=True):
        assert max(abs(a.types[name] - b.types[name]) for name in a.types) < 0.2
