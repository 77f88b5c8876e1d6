"""The workspace with cheap stories and models: what is kept, what is done again, what decisions come to."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from workspaces import CheapScorer, cheap_models, story, tables

from checker.claim import Claim
from checker.config import Config
from checker.document import Document
from checker.errors import CheckerError, InputError, Skipped
from checker.workspace import Decision, DecisionRecord, RowView, Workspace
from checker.workspace.corrections import with_changes
from checker.workspace.store import APPLICATION, SCHEMA

BOMBS = "Thai jets dropped four bombs on Ou Chrov on 10 December 2025."
NO_BOMBS = "Thai jets dropped no bombs on Ou Chrov on 10 December 2025."
A = story("a", f"KHM: {BOMBS}", "KHM: Three soldiers were killed in Ou Chrov on 10 December 2025.", "It rained.")
B = story("b", f"THA: {NO_BOMBS}", "THA: Two soldiers were killed in Ou Chrov on 10 December 2025.", outlet="Herald", published=date(2025, 12, 12))
C = story("c", f"UN: {BOMBS}", "?: Nobody crossed the border at Sa Kaeo.", "USA: Talks will be held in Kuala Lumpur on 20 December 2025.", outlet="Post")
STORIES = (A, B, C)


@pytest.fixture(autouse=True)
def cheap() -> Iterator[CheapScorer]:
    with cheap_models() as scorer:
        yield scorer


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "w.db", create=True) as opened:
        opened.add(STORIES)
        yield opened


def fresh(path: Path, *documents: Document, config: Config | None = None) -> dict[str, list[tuple[Any, ...]]]:
    with Workspace.open(path, create=True) as opened:
        opened.add(documents, config=config)
    return tables(path)


def label(a: str, b: str, value: str = "not_comparable") -> Decision:
    return Decision("pair_label", {"claim_a": a, "claim_b": b}, value)


def row_with(workspace: Workspace, claim_id: str) -> RowView:
    return next(view for view in workspace.rows(limit=-1).items if claim_id in view.row.claim_ids)


def state_of(workspace: Workspace, number: int) -> str:
    return next(record.state for record in workspace.decisions(limit=-1).items if record.decision_id == number)


# Adding


def test_what_is_found_is_kept_in_plain_tables(workspace: Workspace) -> None:
    connection = sqlite3.connect(workspace.path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT text FROM claim WHERE claim_id = 'a:s00:0'").fetchone()[0] == BOMBS
    # KHM's bombs and UN's against Thailand's denial: one row, three claims.
    found = connection.execute("SELECT status, n_claims FROM proposition JOIN row_claim USING (row_id) WHERE claim_id = 'a:s00:0'").fetchone()
    assert found == ("contested", 3)
    assert connection.execute("SELECT party, sign FROM row_claim WHERE claim_id IN ('a:s00:0', 'b:s00:0') ORDER BY party").fetchall() == [
        ("KHM", 1),
        ("THA", -1),
    ]


def test_adding_again_does_nothing(workspace: Workspace, cheap: CheapScorer) -> None:
    asked, before, version = len(cheap.asked), tables(workspace.path), workspace.overview().rows
    report = workspace.add([*STORIES, Skipped("x.docx", "no kind that is read")])
    assert (report.added, report.changed, report.unchanged, report.statements, report.claims, report.pairs) == ((), (), ("a", "b", "c"), 0, 0, 0)
    assert report.skipped == (Skipped("x.docx", "no kind that is read"),)
    assert len(cheap.asked) == asked
    assert tables(workspace.path) == before
    assert workspace.overview().rows == version
    assert workspace.result().skipped == report.skipped


def test_only_new_pairs_are_judged(tmp_path: Path, cheap: CheapScorer) -> None:
    with Workspace.open(tmp_path / "w.db", create=True) as workspace:
        first = workspace.add([A, B])
        known, asked = workspace.overview().pairs, len(cheap.asked)
        assert first.pairs == known
        second = workspace.add([A, B, C])
        # Each pair is asked about in both directions.
        assert len(cheap.asked) - asked == 2 * second.pairs
        assert second.pairs == workspace.overview().pairs - known > 0


def test_order_and_portions_make_no_difference(tmp_path: Path) -> None:
    wanted = fresh(tmp_path / "all.db", *STORIES)
    for number, order in enumerate(permutations(STORIES)):
        path = tmp_path / f"{number}.db"
        with Workspace.open(path, create=True) as workspace:
            for document in order:
                workspace.add([document])
        assert tables(path) == wanted


def test_a_changed_document_is_as_if_it_had_been_so_from_the_start(tmp_path: Path, workspace: Workspace) -> None:
    other = story("a", "KHM: Thai jets dropped five bombs on Ou Chrov on 10 December 2025.", "VNM: Roads to Ou Chrov are closed.")
    report = workspace.add([other])
    assert (report.added, report.changed, report.claims) == ((), ("a",), 2)
    assert tables(workspace.path) == fresh(tmp_path / "fresh.db", other, B, C)
    # Any field counts, not only the text: days are read by the day of publication.
    assert workspace.add([story("a", *other.text.split("\n"), published=date(2025, 12, 13))]).changed == ("a",)


def test_a_removed_document_leaves_nothing_behind(tmp_path: Path, workspace: Workspace) -> None:
    workspace.remove("b")
    assert not workspace.overview().pending
    assert all("b:" not in claim for view in workspace.rows(limit=-1).items for claim in view.row.claim_ids)
    assert workspace.document("b") is None
    workspace.refresh()
    assert tables(workspace.path) == fresh(tmp_path / "fresh.db", A, C)
    with pytest.raises(InputError, match="'b'; expected a document"):
        workspace.remove("b")
    workspace.remove("a", refresh=False)
    assert (workspace.document("a"), workspace.overview().pending) == (None, True)
    # A row whose claims are half gone is still readable.
    assert all(workspace.row(view.row.row_id) for view in workspace.rows(limit=-1).items)
    assert workspace.result().documents == (C,)
    assert workspace.settle()
    assert {claim for view in workspace.rows(limit=-1).items for claim in view.row.claim_ids} == {"c:s00:0", "c:s02:0"}


def test_one_text_under_two_names_stays_two_documents(workspace: Workspace) -> None:
    # As files are named: b/story.txt is "story-2" beside a/story.txt, and "story" when it is added alone.
    one, two = story("story", f"KHM: {BOMBS}"), story("story-2", f"THA: {NO_BOMBS}")
    workspace.add([one, two])
    again = Document("story", two.text, two.title, two.outlet, two.published)
    report = workspace.add([again])
    assert (report.added, report.changed, report.unchanged) == ((), (), ("story-2",))
    # With another title it is another document of that name, and replaces the one that has it.
    assert workspace.add([Document("story", two.text, "Corrected", two.outlet, two.published)]).changed == ("story",)


def test_another_model_judges_all_again(workspace: Workspace) -> None:
    judged = workspace.overview().pairs
    assert workspace.add([], config=workspace.config.with_options(model="fast")).pairs == judged
    assert workspace.config.model == "fast"
    assert workspace.add(STORIES).pairs == 0


def test_settings_stay_those_of_the_last_call(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w.db", create=True) as workspace:
        workspace.add(STORIES, config=Config(parties=("THA", "KHM"), published=date(2025, 1, 1)))
        assert workspace.config.parties == ("THA", "KHM")
        assert workspace.config.published is None
        assert {cell.party for view in workspace.rows(limit=-1).items for cell in view.row.cells} == {"THA", "KHM"}
        workspace.add([], config=Config())
        assert "UN" in {cell.party for view in workspace.rows(limit=-1).items for cell in view.row.cells}


def test_an_interrupted_call_is_told_and_gone_on_with(tmp_path: Path) -> None:
    def stop(stage: str, done: int, total: int) -> None:
        if stage == "judge":
            raise KeyboardInterrupt

    with Workspace.open(tmp_path / "w.db", create=True) as workspace:
        with pytest.raises(KeyboardInterrupt):
            workspace.add(STORIES, progress=stop)
        overview = workspace.overview()
        assert (overview.runs[0].state, overview.pending, overview.rows) == ("interrupted", True, 0)
        assert overview.pending_pairs > 0
        assert workspace.settle()
        assert workspace.overview().pending_pairs == 0
    assert tables(tmp_path / "w.db") == fresh(tmp_path / "fresh.db", *STORIES)


def test_progress_names_the_stages(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    with Workspace.open(tmp_path / "w.db", create=True) as workspace:
        workspace.add(STORIES, progress=lambda *state: seen.append(state))
    assert list(dict.fromkeys(stage for stage, _, _ in seen)) == ["extract", "pair", "judge", "reconcile"]
    assert seen[2] == ("extract", 3, 3)


def test_texts_that_sqlite_cannot_hold(tmp_path: Path) -> None:
    odd = story("\udc80/<id>", "KHM: Two \ud800 soldiers were killed in Ou Chrov.", "KHM: \x00=1+1 'quoted\" %_\\ was said.")
    with Workspace.open(tmp_path / "w.db", create=True) as workspace:
        assert workspace.add([odd]).added == ("?/<id>",)
        assert workspace.add([odd]).unchanged == ("?/<id>",)
        assert workspace.claims(text="%_\\").total == 1
        assert workspace.claims(text="%x").total == 0
        workspace.decide(Decision("claim", {"claim_id": "?/<id>:s00:0"}, {"removed": True}, note="\udcff"), reviewer="\ud800 Zoë")
        assert workspace.decisions().items[0].reviewer == "? Zoë"


# Decisions


@pytest.mark.parametrize(("value", "in_one_row"), [("support", True), ("contradiction", True), ("not_comparable", False)])
def test_a_label_moves_claims_together_or_apart(workspace: Workspace, value: str, in_one_row: bool) -> None:
    number = workspace.decide(label("a:s00:0", "c:s02:0" if in_one_row else "b:s00:0", value), reviewer="Ana")
    other = "c:s02:0" if in_one_row else "b:s00:0"
    row = row_with(workspace, "a:s00:0")
    assert (other in row.row.claim_ids) is in_one_row
    assert row.reviewed
    pair = workspace.pair("a:s00:0", other)
    assert pair is not None and pair.decision is not None
    assert (pair.pair.decided, pair.decision.decision_id, pair.decision.reviewer) == (value, number, "Ana")
    if in_one_row:
        sides = {cell.cell.party: cell.claims[0].view.side for cell in (workspace.row(row.row.row_id) or pytest.fail()).cells if cell.claims}
        assert (sides["KHM"] == sides["USA"]) is (value == "support")


def test_a_label_counts_at_once_and_rows_after_settling(workspace: Workspace) -> None:
    workspace.decide(label("a:s00:0", "b:s00:0"), reviewer="Ana", refresh=False)
    assert (workspace.pair("b:s00:0", "a:s00:0") or pytest.fail()).pair.decided == "not_comparable"
    assert workspace.overview().pending
    assert "b:s00:0" in row_with(workspace, "a:s00:0").row.claim_ids
    assert workspace.settle()
    assert not workspace.overview().pending
    assert "b:s00:0" not in row_with(workspace, "a:s00:0").row.claim_ids


def test_undo_and_undo_of_the_undo(workspace: Workspace) -> None:
    before = tables(workspace.path)
    first = workspace.decide(label("a:s00:0", "b:s00:0"), reviewer="Ana")
    after = tables(workspace.path)["row_claim"]
    second = workspace.undo(first, reviewer="Ben")
    for name in ("pair", "proposition", "cell", "row_claim", "claim"):
        assert tables(workspace.path)[name] == before[name], name
    assert (state_of(workspace, first), state_of(workspace, second)) == ("undone", "applied")
    third = workspace.undo(second, reviewer="Ana")
    assert tables(workspace.path)["row_claim"] == after
    assert [state_of(workspace, number) for number in (first, second, third)] == ["applied", "undone", "applied"]
    workspace.undo(third, reviewer="Ana")
    assert tables(workspace.path)["row_claim"] == before["row_claim"]
    with pytest.raises(InputError, match="was undone already"):
        workspace.undo(first, reviewer="Ana")
    with pytest.raises(InputError, match="99; expected the number of a decision"):
        workspace.undo(99, reviewer="Ana")


def test_a_later_label_replaces_an_earlier_one(workspace: Workspace) -> None:
    first = workspace.decide(label("a:s00:0", "b:s00:0"), reviewer="Ana")
    second = workspace.decide(label("b:s00:0", "a:s00:0", "neutral"), reviewer="Ben")
    assert (state_of(workspace, first), state_of(workspace, second)) == ("superseded", "applied")
    assert (workspace.pair("a:s00:0", "b:s00:0") or pytest.fail()).pair.decided == "neutral"
    workspace.undo(second, reviewer="Ben")
    assert state_of(workspace, first) == "applied"
    assert (workspace.pair("a:s00:0", "b:s00:0") or pytest.fail()).pair.decided == "not_comparable"


def test_figures_that_a_reviewer_finds_compatible_do_not_conflict(workspace: Workspace) -> None:
    row = row_with(workspace, "a:s01:0").row
    assert (row.status, set(row.claim_ids)) == ("number_conflict", {"a:s01:0", "b:s01:0"})
    workspace.decide(label("a:s01:0", "b:s01:0", "support"), reviewer="Ana")
    assert row_with(workspace, "a:s01:0").row.status == "corroborated"


def test_rows_are_merged_split_and_stay_so(tmp_path: Path, workspace: Workspace) -> None:
    bombs, talks = row_with(workspace, "a:s00:0").row.row_id, row_with(workspace, "c:s02:0").row.row_id
    total = workspace.overview().rows
    workspace.decide(Decision("merge_rows", {"row_ids": [bombs, talks]}), reviewer="Ana")
    merged = row_with(workspace, "a:s00:0").row
    assert set(merged.claim_ids) == {"a:s00:0", "b:s00:0", "c:s00:0", "c:s02:0"}
    assert workspace.overview().rows == total - 1
    # The id under which the other row was known leads to the one that holds its first claim.
    found = workspace.row(talks)
    assert found is not None and found.view.row.row_id == merged.row_id
    assert [record.decision.kind for record in found.decisions] == ["merge_rows"]
    workspace.decide(Decision("split_row", {"row_id": merged.row_id, "claim_ids": ["b:s00:0", "c:s02:0"]}), reviewer="Ana")
    assert set(row_with(workspace, "b:s00:0").row.claim_ids) == {"b:s00:0", "c:s02:0"}
    before = tables(workspace.path)
    workspace.add([story("d", "VNM: The harvest was good.")])
    workspace.remove("d")
    workspace.refresh()
    assert tables(workspace.path)["row_claim"] == before["row_claim"]
    numbers = [record.decision_id for record in workspace.decisions().items]
    for number in numbers:
        workspace.undo(number, reviewer="Ana")
    assert tables(workspace.path)["row_claim"] == fresh(tmp_path / "fresh.db", *STORIES)["row_claim"]


def test_a_corrected_claim_is_paired_and_judged_again(workspace: Workspace, cheap: CheapScorer) -> None:
    asked = len(cheap.asked)
    number = workspace.decide(Decision("claim", {"claim_id": "b:s00:0"}, {"text": BOMBS, "polarity": "affirmed"}), reviewer="Ana")
    assert len(cheap.asked) > asked
    assert all(any("Thailand" in text for text in pair) for pair in cheap.asked[asked:])
    assert row_with(workspace, "a:s00:0").row.status == "corroborated"
    view = next(view for view in workspace.claims(doc_id="b").items if view.claim.claim_id == "b:s00:0")
    assert view.extracted is not None
    assert (view.claim.text, view.extracted.text) == (BOMBS, NO_BOMBS)
    workspace.undo(number, reviewer="Ana")
    assert row_with(workspace, "a:s00:0").row.status == "contested"
    assert workspace.claims(text="no bombs").items[0].extracted is None


def test_a_removed_claim_is_nowhere_but_in_its_story(workspace: Workspace) -> None:
    before = tables(workspace.path)
    number = workspace.decide(Decision("claim", {"claim_id": "b:s00:0"}, {"removed": True}), reviewer="Ana")
    assert not [view for view in workspace.rows(limit=-1).items if "b:s00:0" in view.row.claim_ids]
    assert not [pair for pair in workspace.queue(limit=-1).items if "b:s00:0" in (pair.claim_a.claim_id, pair.claim_b.claim_id)]
    assert "b:s00:0" not in set(workspace.result().claims["claim_id"])
    document = workspace.document("b")
    assert document is not None and document.statements[0].claims[0].removed
    assert (document.statements[0].claims[0].row_id, document.statements[0].claims[0].side) == (None, 0)
    workspace.undo(number, reviewer="Ana")
    for name in ("pair", "proposition", "row_claim", "claim"):
        assert tables(workspace.path)[name] == before[name], name


def test_a_corrected_party_goes_through_everything(workspace: Workspace) -> None:
    number = workspace.decide(Decision("party", {"statement_id": "b:s00"}, ["VNM"]), reviewer="Ana")
    document = workspace.document("b")
    assert document is not None
    view = document.statements[0]
    assert (view.statement.parties, view.claims[0].claim.parties) == (("VNM",), ("VNM",))
    assert view.extracted is not None and view.extracted.parties == ("THA",)
    assert {cell.party for cell in row_with(workspace, "b:s00:0").row.cells if cell.claim_ids} == {"KHM", "UN", "VNM"}
    assert {item.code for item in workspace.overview().parties} >= {"VNM", "THA"}
    workspace.undo(number, reviewer="Ana")
    assert (workspace.document("b") or pytest.fail()).statements[0].statement.parties == ("THA",)


def test_a_party_is_corrected_wherever_it_is_named(workspace: Workspace) -> None:
    workspace.decide(Decision("party", {"mention": "?"}, ["LAO"]), reviewer="Ana")
    assert workspace.claims(party="LAO").total == 1
    workspace.add([story("d", "?: Nobody crossed the border at Sa Kaeo at all.", "KHM: It was quiet.")])
    assert workspace.claims(party="LAO").total == 2
    workspace.decide(Decision("party", {"mention": " khm", "doc_id": "d"}, []), reviewer="Ana")
    assert [view.claim.text for view in workspace.claims(party="").items] == ["It was quiet."]
    assert workspace.claims(party="KHM").total == 2
    with pytest.raises(InputError, match="'nobody'; expected the words"):
        workspace.decide(Decision("party", {"mention": "nobody"}, ["LAO"]), reviewer="Ana")


def test_decisions_follow_their_text_when_numbers_shift(workspace: Workspace) -> None:
    numbers = [
        workspace.decide(label("a:s00:0", "b:s00:0"), reviewer="Ana"),
        workspace.decide(Decision("party", {"statement_id": "a:s01"}, ["LAO"]), reviewer="Ana"),
        workspace.decide(Decision("claim", {"claim_id": "a:s00:0"}, {"places": ["Phum Thmei", "Ou Chrov"]}), reviewer="Ana"),
    ]
    workspace.add([story("a", "KHM: A new first paragraph says that roads are closed.", *A.text.split("\n"))])
    assert [state_of(workspace, number) for number in numbers] == ["applied"] * 3
    assert (workspace.pair("a:s01:0", "b:s00:0") or pytest.fail()).pair.decided == "not_comparable"
    document = workspace.document("a")
    assert document is not None
    assert [view.statement.parties for view in document.statements] == [("KHM",), ("KHM",), ("LAO",)]
    assert document.statements[1].claims[0].claim.places == ("Phum Thmei", "Ou Chrov")
    for view in document.statements:
        found = view.extracted or view.statement
        assert all(document.document.text[span.start : span.end] == span.text for span in found.content)
    assert document.statements[2].extracted is not None and document.statements[2].extracted.parties == ("KHM",)


def test_decisions_on_an_earlier_text_are_kept_and_not_applied(workspace: Workspace) -> None:
    number = workspace.decide(label("a:s00:0", "b:s00:0"), reviewer="Ana")
    workspace.add([story("a", "KHM: Something else entirely was said.")])
    assert state_of(workspace, number) == "earlier_text"
    assert workspace.overview().reviewed_pairs == 0
    workspace.add([A])
    assert state_of(workspace, number) == "applied"
    assert (workspace.pair("a:s00:0", "b:s00:0") or pytest.fail()).pair.decided == "not_comparable"
    workspace.remove("a")
    assert state_of(workspace, number) == "earlier_text"


def test_decisions_survive_everything_that_runs_again(workspace: Workspace) -> None:
    workspace.decide(label("a:s00:0", "b:s00:0", "support"), reviewer="Ana")
    workspace.decide(label("a:s00:0", "c:s02:0", "contradiction"), reviewer="Ana")
    rows = tables(workspace.path)["row_claim"]
    workspace.add(STORIES, config=Config(model="fast"))
    workspace.refresh()
    assert tables(workspace.path)["row_claim"] == rows
    assert sorted(str(pair.pair.decided) for pair in workspace.pairs(decided=True)) == ["contradiction", "support"]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision("winner", {}), "kind is 'winner'; expected one of pair_label"),
        (Decision("pair_label", {"claim_a": "a:s00:0", "claim_b": "none"}, "support"), "claim is 'none'"),
        (Decision("pair_label", {"claim_a": "a:s00:0"}, "support"), "expected 'claim_b'"),
        (label("a:s00:0", "a:s00:0"), "expected two claims"),
        (label("a:s00:0", "b:s00:0", "true"), "value is 'true'; expected one of contradiction"),
        (Decision("claim", {"claim_id": "none"}, {"text": "x"}), "claim is 'none'"),
        (Decision("claim", {"claim_id": "a:s00:0"}, {}), "expected corrected fields"),
        (Decision("claim", {"claim_id": "a:s00:0"}, {"claim_id": "x"}), "expected corrected fields"),
        (Decision("claim", {"claim_id": "a:s00:0"}, {"text": " "}), "text is empty"),
        (Decision("claim", {"claim_id": "a:s00:0"}, {"type": "war"}), "type is 'war'; expected one of"),
        (Decision("claim", {"claim_id": "a:s00:0"}, {"event_date": "Monday"}), "event_date is 'Monday'"),
        (Decision("claim", {"claim_id": "a:s00:0"}, {"polarity": "maybe"}), "polarity is 'maybe'"),
        (Decision("claim", {"claim_id": "a:s00:0"}, {"removed": True, "text": "x"}), "removed alone"),
        (Decision("party", {"statement_id": "none"}, ["KHM"]), "statement_id is 'none'"),
        (Decision("party", {"statement_id": "a:s00"}, "KHM"), "expected a list of party codes"),
        (Decision("merge_rows", {"row_ids": ["none", "other"]}), "row_id is 'none'"),
        (Decision("merge_rows", {"row_ids": "none"}), "expected a list of rows"),
        (Decision("split_row", {"row_id": "none", "claim_ids": ["a:s00:0"]}), "row_id is 'none'"),
    ],
)
def test_a_malformed_decision_is_refused_in_one_line(workspace: Workspace, decision: Decision, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        workspace.decide(decision, reviewer="Ana")
    assert "\n" not in str(caught.value)
    assert workspace.decisions().total == 0
    with pytest.raises(InputError, match="reviewer is ' '"):
        workspace.decide(label("a:s00:0", "b:s00:0"), reviewer=" ")


def test_a_row_is_neither_merged_with_itself_nor_split_whole(workspace: Workspace) -> None:
    row = row_with(workspace, "a:s00:0").row
    for decision in (
        Decision("merge_rows", {"row_ids": [row.row_id, row.row_id]}),
        Decision("split_row", {"row_id": row.row_id, "claim_ids": list(row.claim_ids)}),
        Decision("split_row", {"row_id": row.row_id, "claim_ids": []}),
        Decision("split_row", {"row_id": row.row_id, "claim_ids": ["c:s02:0"]}),
    ):
        with pytest.raises(InputError):
            workspace.decide(decision, reviewer="Ana")


def test_a_decision_says_what_was_before_and_what_it_concerns(workspace: Workspace) -> None:
    workspace.decide(label("b:s00:0", "a:s00:0", "support"), reviewer="  Ana\n Lind ")
    workspace.decide(Decision("claim", {"claim_id": "a:s01:0"}, {"event_date": "2025-12-09"}, note="says the second page"), reviewer="Ben")
    claim, pair = workspace.decisions().items
    assert isinstance(pair, DecisionRecord)
    assert (pair.before, pair.reviewer, pair.decision.target) == ("contradiction", "Ana Lind", {"claim_a": "a:s00:0", "claim_b": "b:s00:0"})
    assert pair.summary == f"Cambodia: “{BOMBS}” and Thailand: “{NO_BOMBS}” support each other"
    assert (claim.before, claim.decision.note) == ({"event_date": "2025-12-10"}, "says the second page")
    assert claim.summary == "“Three soldiers were killed in Ou Chrov on 10 December 2025.”: event date is “2025-12-09”"
    assert len(pair.text_hash) == 32


# Reading


def test_the_result_is_what_the_views_show(workspace: Workspace) -> None:
    workspace.decide(label("a:s00:0", "b:s00:0", "neutral"), reviewer="Ana")
    result = workspace.result()
    assert list(result.matrix["row_id"]) == [view.row.row_id for view in workspace.rows(limit=-1).items]
    pairs = result.pairs.set_index(["claim_a", "claim_b"])
    assert pairs.loc[("a:s00:0", "b:s00:0"), "label"] == "neutral"
    assert pairs.loc[("a:s00:0", "b:s00:0"), "p_neutral"] == 1
    for party in workspace.overview().parties:
        detail = workspace.party(party.code, limit=100)
        assert detail is not None
        frame = result.matrix_for(party.code).sort_values("claim_id")
        lines = sorted(detail.lines.items, key=lambda line: line.claim.claim.claim_id)
        assert [line.claim.claim.claim_id for line in lines] == list(frame["claim_id"])
        for line, (_, wanted) in zip(lines, frame.iterrows(), strict=True):
            assert dict(line.relations) == {other: wanted[other] for other in detail.others}
    assert result.manifest["counts"]["propositions"] == len(result.claim_matrix.rows)
    assert workspace.party("XXX") is None


def test_rows_are_filtered_sorted_and_paged(workspace: Workspace) -> None:
    everything = workspace.rows(limit=-1)
    assert [view.position for view in everything.items] == list(range(1, everything.total + 1))
    assert workspace.rows(limit=1, offset=1).items == everything.items[1:2]
    for asked, wanted in (
        ({"party": "USA"}, {"c:s02:0"}),
        ({"status": "contested"}, {"a:s00:0", "b:s00:0", "c:s00:0"}),
        ({"place": "Kuala Lumpur"}, {"c:s02:0"}),
        ({"since": date(2025, 12, 20)}, {"c:s02:0"}),
        ({"until": date(2025, 12, 10), "text": "KILLED ou"}, {"a:s01:0", "b:s01:0"}),
        ({"text": "no bombs", "party": "KHM"}, {"a:s00:0", "b:s00:0", "c:s00:0"}),
        ({"type": "air_strike"}, set()),
        ({"text": "100%"}, set()),
    ):
        found = workspace.rows(**asked, limit=-1)  # type: ignore[arg-type]
        assert {claim for view in found.items for claim in view.row.claim_ids} == wanted, asked
        assert found.total == len(found.items)
    assert [view.claims for view in workspace.rows(sort="claims").items] == sorted((view.claims for view in everything.items), reverse=True)
    texts = [view.row.proposition for view in workspace.rows(sort="proposition").items]
    assert texts == sorted(texts, key=str.casefold)
    with pytest.raises(InputError, match="sort is 'magic'"):
        workspace.rows(sort="magic")


def test_the_queue_begins_with_the_least_sure(workspace: Workspace) -> None:
    found = workspace.queue(limit=-1).items
    assert workspace.queue(limit=1, offset=1).items == found[1:2]
    assert all(pair.decided is None for pair in found)
    with sqlite3.connect(workspace.path) as connection:
        lines = connection.execute("SELECT claim_a, claim_b, tier, uncertainty FROM pair")
        ranks = {(a, b): (tier, -uncertainty) for a, b, tier, uncertainty in lines}
    order = [ranks[pair.claim_a.claim_id, pair.claim_b.claim_id] for pair in found]
    assert order == sorted(order)
    total = workspace.queue(limit=1).total
    workspace.decide(label(found[0].claim_a.claim_id, found[0].claim_b.claim_id), reviewer="Ana", refresh=False)
    assert workspace.queue(limit=1).total == total - 1


def test_documents_and_their_statements(workspace: Workspace) -> None:
    assert [item.doc_id for item in workspace.documents().items] == ["b", "a", "c"]
    assert [item.doc_id for item in workspace.documents(text="HERALD soldiers").items] == ["b"]
    heading = workspace.documents(text="rained").items[0]
    assert (heading.statements, heading.claims, heading.characters) == (2, 2, len(A.text))
    detail = workspace.document("a")
    assert detail is not None and detail.document == A
    row = workspace.row(row_with(workspace, "a:s00:0").row.row_id)
    assert row is not None
    evidence = next(cell for cell in row.cells if cell.cell.party == "KHM").claims[0]
    assert [(part.kind, part.text) for part in evidence.passage] == [("speaker", "KHM"), ("plain", ": "), ("quote", BOMBS)]
    assert workspace.row("none") is None
    assert workspace.pair("a:s00:0", "none") is None
    assert workspace.document("none") is None


def test_gaps_are_rows_that_name_a_silent_party(workspace: Workspace) -> None:
    workspace.decide(Decision("claim", {"claim_id": "c:s02:0"}, {"actor": "UN"}), reviewer="Ana")
    detail = workspace.party("UN")
    assert detail is not None
    assert [view.row.claim_ids for view in detail.gaps] == [("c:s02:0",)]


# Several at once


def test_only_one_writes_and_others_are_told(workspace: Workspace) -> None:
    with Workspace.open(workspace.path) as other:
        with workspace.store.writing():
            assert workspace.writer() is not None
            with pytest.raises(InputError, match="is being written by process"):
                other.add([story("d", "KHM: It was quiet.")])
            assert not other.settle() or not other.overview().pending
            number = other.decide(label("a:s00:0", "b:s00:0"), reviewer="Ana")
            assert other.overview().pending
            assert not other.settle()
        assert workspace.writer() is None
        assert other.settle()
        assert state_of(other, number) == "applied"


def test_a_decision_made_during_a_run_is_in_its_rows(workspace: Workspace) -> None:
    with Workspace.open(workspace.path) as reviewer:

        def decide(stage: str, done: int, total: int) -> None:
            if (stage, done) == ("reconcile", 0) and not reviewer.decisions().total:
                reviewer.decide(label("a:s00:0", "b:s00:0"), reviewer="Ana")

        workspace.add([story("d", "KHM: It was quiet.")], progress=decide)
        assert not workspace.overview().pending
        assert "b:s00:0" not in row_with(workspace, "a:s00:0").row.claim_ids


def test_readers_see_whole_states_while_a_writer_works(tmp_path: Path) -> None:
    path, problems, done = tmp_path / "w.db", [], threading.Event()
    with Workspace.open(path, create=True) as opened:
        opened.add(STORIES)

    def read() -> None:
        with Workspace.open(path, read_only=True) as reader:
            while not done.is_set():
                try:
                    overview, found = reader.overview(), reader.rows(limit=-1)
                    details = [reader.row(view.row.row_id) for view in found.items]
                    frame = reader.result().matrix
                    if not overview.rows or found.total != len(found.items) or not len(frame) or not all(item is None or item.cells for item in details):
                        problems.append(f"{overview.rows} {found.total} {len(frame)}")
                except Exception as error:  # a thread's exception would be lost
                    problems.append(repr(error))
                    return

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    with Workspace.open(path) as writer:
        for number in range(8):
            writer.add([story(f"d{number}", f"KHM: {number + 2} bombs fell on Ou Chrov on 10 December 2025.", f"THA: {NO_BOMBS}")])
            writer.decide(label("a:s00:0", f"d{number}:s01:0", "support"), reviewer="Ana")
        writer.remove("a")
    done.set()
    for thread in threads:
        thread.join(60)
    assert problems == []


def test_another_process_reads_with_plain_sqlite_while_a_transaction_is_open(workspace: Workspace) -> None:
    script = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM claim').fetchone()[0])"
    with workspace.store.write() as db:
        db.execute("DELETE FROM document")
        done = subprocess.run([sys.executable, "-c", script, str(workspace.path)], capture_output=True, text=True, timeout=60, check=True)  # noqa: S603
        assert done.stdout.strip() == "7"
        db.execute("INSERT INTO meta VALUES ('version', 0) ON CONFLICT (key) DO UPDATE SET value = value")


# Opening


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    path.write_bytes(content)


def test_what_is_no_workspace_is_refused_in_one_line(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w.db", create=True) as opened:
        opened.add(STORIES)
    sqlite3.connect(tmp_path / "foreign.db").execute("CREATE TABLE t (x)").connection.commit()
    (tmp_path / "text.db").write_text("not a database\n" * 20)
    (tmp_path / "empty.db").touch()
    (tmp_path / "folder.db").mkdir()
    newer, broken, cut = (tmp_path / f"{name}.db" for name in ("newer", "broken", "cut"))
    for path in (newer, broken, cut):
        path.write_bytes((tmp_path / "w.db").read_bytes())
    sqlite3.connect(newer).execute(f"PRAGMA user_version = {SCHEMA + 1}").connection.commit()
    damage(broken)
    cut.write_bytes(cut.read_bytes()[:5000])
    for name, words in (
        ("none.db", "does not exist.*checker add"),
        ("folder.db", "is a folder"),
        ("text.db", "is no SQLite file"),
        ("empty.db", "is no SQLite file"),
        ("foreign.db", "another program's SQLite file"),
        ("newer.db", f"newer version .schema {SCHEMA + 1}"),
        ("broken.db", "no readable SQLite file"),
        ("cut.db", "no readable SQLite file"),
    ):
        with pytest.raises(InputError, match=words) as caught:
            Workspace.open(tmp_path / name)
        assert "\n" not in str(caught.value)
    with pytest.raises(InputError, match="another program's"):
        Workspace.open(tmp_path / "foreign.db", create=True)
    with pytest.raises(InputError, match="can't be written"):
        Workspace.open(tmp_path / "none" / "w.db", create=True)
    with Workspace.open(tmp_path / "empty.db", create=True) as made:
        assert made.overview().documents == 0


def test_read_only_changes_nothing(workspace: Workspace) -> None:
    with Workspace.open(workspace.path, read_only=True) as reader:
        assert reader.overview().claims == 7
        for act in (lambda: reader.add([A]), lambda: reader.decide(label("a:s00:0", "b:s00:0"), reviewer="Ana"), reader.refresh):
            with pytest.raises(InputError, match="for reading only"):
                act()


def test_the_version_grows_with_each_change(workspace: Workspace) -> None:
    before = workspace.version()
    workspace.overview()
    workspace.result()
    assert workspace.version() == before
    workspace.decide(label("a:s00:0", "b:s00:0"), reviewer="Ana", refresh=False)
    assert workspace.version() > before


def test_a_damaged_page_found_later_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    with Workspace.open(path, create=True) as opened:
        opened.add(STORIES)
    content = bytearray(path.read_bytes())
    where = content.rfind(BOMBS.encode())
    page = where // 4096 * 4096
    content[page : page + 4096] = b"\x00" * 4096
    path.write_bytes(content)
    with Workspace.open(path) as opened, pytest.raises(CheckerError) as caught:
        opened.result()
        opened.rows(limit=-1)
        list(opened.pairs())
    assert "\n" not in str(caught.value)


def test_a_corrected_type_is_the_only_one():
    claim = Claim("a:s00:0", "a:s00", "a", ("THA",), BOMBS, "casualties", other_types=("air_strike",))
    assert with_changes(claim, {"type": "damage"}).other_types == ()
    assert with_changes(claim, {"actor": "THA"}).other_types == ("air_strike",)
