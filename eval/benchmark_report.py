"""How heavy report.html is and how fast it answers, in headless Chromium, on a made-up result of many claims.

    python eval/benchmark_report.py [--claims 2000] [--rounds 5] [--out eval/results/report-page.json]

Propositions hold 1, 2, 4 and 8 claims in turn, and every pair inside one is judged: 2,000 claims give 4,657 pairs. Times are medians over
rounds, each in a new page, and contain layout. The page's script runs before DOMContentLoaded, so the page answers from then on.
"""

from __future__ import annotations

import json
import platform
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import click

from checker.report import render

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

MEASURE = """() => {
    const timed = (action) => { const began = performance.now(); action(); document.body.offsetHeight; return performance.now() - began; };
    const byId = (id) => document.getElementById(id), form = byId("filters");
    const filter = (name, value) => timed(() => { form.elements[name].value = value; form.dispatchEvent(new Event("submit", { cancelable: true })); });
    let nodes = 0;
    for (const walker = document.createTreeWalker(document); walker.nextNode();) nodes += 1;
    const found = { elements: document.getElementsByTagName("*").length, nodes };
    const [navigation] = performance.getEntriesByType("navigation");
    found.interactive_ms = navigation.domContentLoadedEventEnd;
    found.first_search_ms = filter("text", "village 3");
    found.search_ms = filter("text", "village 31");
    found.clear_ms = filter("text", "");
    found.status_ms = filter("status", "contested");
    found.order_ms = filter("order", "text");
    found.next_page_ms = timed(() => byId("forth").click());
    found.open_cell_ms = timed(() => document.querySelector("#table td a").click());
    byId("close").click();
    found.party_ms = timed(() => document.querySelectorAll("#party-choice button")[1].click());
    found.print_ms = timed(() => window.dispatchEvent(new Event("beforeprint")));
    return found;
}"""


def measured(path: Path, rounds: int) -> dict[str, float]:
    """Medians over `rounds` of what the page tells of itself; times in milliseconds."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        found: list[dict[str, float]] = []
        for _ in range(rounds):
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(path.as_uri())
            found.append(page.evaluate(MEASURE))
            page.context.close()
        browser.close()
    return {name: round(median(item[name] for item in found), 1) for name in found[0]}


@click.command()
@click.option("--claims", default=2000, show_default=True)
@click.option("--rounds", default=5, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="JSON file to write.")
def main(claims: int, rounds: int, out: Path | None) -> None:
    """Render, open and measure."""
    from factories import large_result

    result = large_result(claims, sizes=(1, 2, 4, 8))
    began = time.perf_counter()
    text = render(result)
    figures: dict[str, Any] = {
        "machine": f"{platform.processor() or platform.machine()}, {platform.system()}",
        "claims": claims,
        "propositions": len(result.claim_matrix.rows),
        "pairs": len(result.judgement_records),
        "render_s": round(time.perf_counter() - began, 1),
        "megabytes": round(len(text.encode()) / 1e6, 1),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(text, encoding="utf-8")
        figures |= measured(path, rounds)
    print(json.dumps(figures, indent=2))
    if out:
        out.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
