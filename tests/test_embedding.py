import pickle

import numpy as np
import pytest

from checker.embedding import SentenceEmbedder, WordEmbedder, bundled_folder, default_embedder


@pytest.mark.bundled
@pytest.mark.skipif(bundled_folder() is None, reason="the bundled sentence model is not installed")
def test_bundled_model_is_lazy_picklable_and_keeps_order():
    embedder = pickle.loads(pickle.dumps(SentenceEmbedder()))  # noqa: S301 (own object)
    rows = embedder.encode(["Jets bombed the town.", "Talks begin.", "The town was bombed by jets.", "Talks begin."])
    assert rows.shape == (4, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert rows[0] @ rows[2] > 0.8 > rows[0] @ rows[1]
    assert np.array_equal(rows[1], rows[3])


def test_without_the_model_words_stand_in_with_one_line(monkeypatch, caplog):
    import checker.embedding as module

    monkeypatch.setattr(module, "bundled_folder", lambda: None)
    module._warn_once.cache_clear()
    assert isinstance(default_embedder(), WordEmbedder)
    assert isinstance(default_embedder(), WordEmbedder)
    assert len(caplog.records) == 1
    module._warn_once.cache_clear()


def test_nothing_to_encode():
    assert len(SentenceEmbedder().encode([])) == 0
    assert WordEmbedder().encode([]).shape == (0, 512)
