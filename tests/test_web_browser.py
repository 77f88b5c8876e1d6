"""The review pages in a real browser (Debian's chromium, through playwright)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from accessibility import accessibility_problems
from serving import every_page, served, three_stories, workspace_file

from checker.web.rendering import address
from checker.workspace import Decision

pytestmark = [pytest.mark.browser, pytest.mark.bundled]
WAIT = 300_000  # milliseconds; the models of the first adding are loaded in it, on a machine that may be busy


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    problems: list[str] = []
    made.on("pageerror", lambda error: problems.append(str(error)))
    made.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield made
    context.close()
    assert problems == []


def decided(page: Any, number: int) -> None:
    """Wait until the tab shows so many decisions."""
    page.wait_for_function("n => document.querySelector('#tabs a[href=\"/decisions\"] .count').textContent === n", arg=str(number))


def test_from_three_files_to_an_adjudicated_export(page: Any, tmp_path: Path) -> None:
    files = []
    for story in three_stories():
        files.append(tmp_path / f"{story.outlet}.txt")
        files[-1].write_text(f"---\ntitle: {story.title}\noutlet: {story.outlet}\npublished: {story.published}\n---\n{story.text}", encoding="utf-8")
    with served(tmp_path / "new.db", create=True) as (url, site):
        page.goto(url)
        page.set_input_files("#files", [str(file) for file in files])
        page.get_by_role("button", name="Add stories").click()
        page.get_by_role("progressbar").wait_for()
        page.get_by_role("link", name="Read the matrix").click(timeout=WAIT)
        page.locator("table.matrix tbody tr").first.wait_for()
        page.get_by_role("link", name="To review").click()
        page.get_by_role("button", name="Contradict").click()
        page.get_by_label("Your name").last.fill("Ana")
        page.keyboard.press("Enter")
        page.wait_for_selector("#queue")
        page.get_by_role("button", name="Not comparable").click()
        decided(page, 2)
        page.get_by_role("link", name="Export").click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Matrix, CSV").click()
        assert waiting.value.suggested_filename == "matrix.csv"
        assert waiting.value.path().read_text(encoding="utf-8").count("\n") > 5
        labels = [record.decision.value for record in site.workspace.decisions().items]
        assert labels == ["not_comparable", "contradiction"]


def test_filter_open_a_cell_and_see_both_quotes(page: Any, tmp_path: Path) -> None:
    with served(workspace_file(tmp_path), reviewer="Ana") as (url, site):
        contested = site.workspace.overview().statuses["contested"]
        page.goto(url)
        page.get_by_label("Status").select_option("contested")
        page.wait_for_function("n => document.querySelector('.found b').textContent.startsWith(n + ' point')", arg=str(contested))
        assert "status=contested" in page.url
        assert page.locator("#filters").bounding_box()["height"] < 200
        page.reload()
        assert page.get_by_label("Status").input_value() == "contested"
        page.locator("td a.tag.denies").first.click()
        page.wait_for_url(re.compile("/rows/.*#party-"))
        assert page.locator(".side blockquote mark").count() >= 2
        page.go_back()
        assert page.locator("table.matrix tbody tr").count() == contested


def test_a_decision_on_a_row_stays_after_reload_and_is_undone(page: Any, tmp_path: Path) -> None:
    with served(workspace_file(tmp_path), reviewer="Ana") as (url, site):
        row = site.workspace.rows(status="contested", limit=1).items[0].row
        page.goto(url + address("rows", row.row_id))
        pair = page.locator("#" + page.locator("li.pair").first.get_attribute("id"))
        pair.get_by_text("Add a note").click()
        pair.locator("textarea").fill("same strike, other count")
        pair.get_by_role("button", name="No conflict").click()
        pair.locator(".label.d-neutral").wait_for()
        page.reload()
        site.work.idle()
        page.goto(url + "/decisions")
        assert "same strike, other count" in page.inner_text(".records")
        page.get_by_role("button", name="Undo").first.click()
        page.locator("li.undone").wait_for()
        site.work.idle()
        page.goto(url + address("rows", row.row_id))
        assert page.locator(".label.d-neutral").count() == 0


def test_the_queue_by_keyboard_only(page: Any, tmp_path: Path) -> None:
    with served(workspace_file(tmp_path), reviewer="Ana") as (url, site):
        total = site.workspace.queue(limit=1).total
        page.goto(url + "/queue")
        page.keyboard.press("j")
        page.wait_for_url("**/queue?at=1")
        page.keyboard.press("k")
        page.wait_for_url("**/queue")
        for number, key in enumerate("csnx", start=1):
            page.keyboard.press(key)
            decided(page, number)
            page.wait_for_function("() => document.activeElement.id === 'queue-title'")
        assert site.workspace.queue(limit=1).total == total - 4
        page.keyboard.press("u")
        decided(page, 5)
        page.wait_for_function("() => document.activeElement.id === 'queue-title'")
        assert site.workspace.queue(limit=1).total == total - 3
        page.get_by_text("Add a note").click()
        page.keyboard.press("Tab")
        page.keyboard.type("concerns nxcs")
        page.wait_for_timeout(200)
        assert site.workspace.queue(limit=1).total == total - 3
        page.get_by_label("single-key shortcuts").uncheck()
        page.reload()
        page.keyboard.press("c")
        page.wait_for_timeout(200)
        assert site.workspace.queue(limit=1).total == total - 3


def test_keys_pressed_in_haste_do_not_label_a_pair_twice(page: Any, tmp_path: Path) -> None:
    with served(workspace_file(tmp_path), reviewer="Ana") as (url, site):
        page.goto(url + "/queue")
        page.evaluate("'cs'.split('').forEach(key => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})))")
        decided(page, 1)
        page.wait_for_timeout(300)
        assert [record.decision.value for record in site.workspace.decisions().items] == ["contradiction"]


def test_everything_is_reached_with_the_tab_key(page: Any, tmp_path: Path) -> None:
    with served(workspace_file(tmp_path), reviewer="Ana") as (url, _):
        page.goto(url)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.classList.contains('open-row')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/rows/*")
        button = page.locator("li.pair button").first
        button.focus()
        assert button.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
        page.keyboard.press("n")
        decided(page, 1)


def test_hostile_stories_run_nothing(page: Any, tmp_path: Path) -> None:
    with served(workspace_file(tmp_path, hostile=True), reviewer="<img src=x onerror=window.hacked=9>") as (url, site):
        doc_id = next(item.doc_id for item in site.workspace.documents().items if "<" in item.doc_id)
        claims = site.workspace.claims(doc_id=doc_id).items
        paths = ["/", "/queue", "/documents", address("documents", doc_id), address("correct", doc=doc_id, claim=claims[0].claim.claim_id)]
        paths += [address("rows", view.row_id) for view in claims if view.row_id]
        for path in paths:
            page.goto(url + path)
            assert page.evaluate("window.hacked") is None, path
            assert page.locator("main script, main img, main iframe").count() == 0


def test_works_without_script(browser: Any, tmp_path: Path) -> None:
    with served(workspace_file(tmp_path), reviewer="Ana") as (url, site):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(url)
        page.get_by_label("Search").fill("no such words at all")
        page.get_by_role("button", name="Filter").click()
        assert page.get_by_text("No point passes these filters.").count() == 1
        page.goto(url + "/queue")
        page.get_by_role("button", name="Support").click()
        page.get_by_role("button", name="Undo").first.wait_for()  # the answer comes as a new page
        assert page.get_by_role("button", name="Undo").count() == 1
        assert site.workspace.decisions().total == 1
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_without_sideways_scrolling(browser: Any, tmp_path: Path, scheme: str) -> None:
    with served(workspace_file(tmp_path, hostile=True), reviewer="Ana") as (url, site):
        row, story = site.workspace.rows(limit=1).items[0].row.row_id, site.workspace.documents(limit=1).items[0].doc_id
        context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
        page = context.new_page()
        for path in ("/", "/queue", "/documents", "/decisions", "/export", address("rows", row), address("documents", story)):
            page.goto(url + path)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_axe_finds_nothing_serious_on_any_page(browser: Any, tmp_path: Path, width: int, scheme: str) -> None:
    with served(workspace_file(tmp_path), reviewer="Ana") as (url, site):
        pair = site.workspace.queue(limit=1).items[0]
        site.workspace.decide(Decision("pair_label", {"claim_a": pair.claim_a.claim_id, "claim_b": pair.claim_b.claim_id}, "neutral", "why"), reviewer="Ana")
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        for path in [*every_page(site), "/nothing"]:
            page.goto(url + path)
            page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true; })")
            assert accessibility_problems(page) == []
        context.close()


def test_axe_finds_nothing_serious_at_the_start(browser: Any, tmp_path: Path) -> None:
    with served(tmp_path / "new.db", create=True) as (url, _):
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true; })")
        assert accessibility_problems(page) == []
        page.context.close()


def test_too_many_files_are_told_before_they_are_sent(page: Any, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(101)]
    for file in files:
        file.write_text("x", encoding="utf-8")
    with served(tmp_path / "new.db", create=True) as (url, site):
        page.goto(url)
        page.set_input_files("#files", files)
        page.get_by_role("button", name="Add stories").click()
        assert page.evaluate("document.getElementById('files').validationMessage") == "These are 101 files; at most 100 can be added at once."
        page.set_input_files("#files", files[:2])
        assert page.evaluate("document.getElementById('files').validationMessage") == ""
        assert site.work.job is None


def go_to(page: Any, name: str) -> None:
    """Press Tab until what has the focus is called `name`."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText?.trim()").startswith(name):
            return
    raise AssertionError(f"{name!r} is not reached by Tab")


def test_a_row_is_opened_judged_and_exported_with_the_keyboard_alone(page: Any, tmp_path: Path) -> None:
    with served(workspace_file(tmp_path), reviewer="Ana") as (url, site):
        first = site.workspace.rows(limit=1).items[0].row
        page.goto(url)
        go_to(page, "Skip to the content")
        page.keyboard.press("Enter")
        go_to(page, first.proposition[:30])
        page.keyboard.press("Enter")
        page.wait_for_url("**/rows/**")
        first_pair = page.locator("li.pair").first.get_attribute("id")
        go_to(page, "Support")
        page.keyboard.press("Enter")
        decided(page, 1)
        page.wait_for_function("() => document.activeElement !== document.body")  # the count is there a moment before the focus is back
        assert page.evaluate("document.activeElement.closest('.pair')?.id") == first_pair  # reading goes on where the decision was made
        page.keyboard.press("Tab")
        page.keyboard.press("n")  # another mind: the key of "no conflict", inside the pair that has the focus
        decided(page, 2)
        page.goto(url + "/export")
        go_to(page, "Matrix, Excel")
        with page.expect_download() as waiting:
            page.keyboard.press("Enter")
        assert waiting.value.path().read_bytes()[:2] == b"PK"


def test_the_report_works_inside_its_sandbox(page: Any, tmp_path: Path) -> None:
    with served(workspace_file(tmp_path), reviewer="Ana") as (url, _):
        page.goto(url)
        page.get_by_role("link", name="Report").click()
        page.get_by_label("Status").select_option("contested")
        page.locator("#table td a").first.click()
        page.locator("#panel mark").first.wait_for()
        page.keyboard.press("Escape")
        page.wait_for_timeout(600)  # the filters are written into the address
        assert page.evaluate("self.origin") == "null"  # a stranger: it can neither read our pages nor post to them
