"""How fast a large workspace answers: every reading method, every page and export, and what decisions and new stories cost.

    python eval/benchmark_workspace.py [--documents 500] [--claims 12] [--rounds 7] [--model fast] [--keep FILE] [--out eval/results/workspace.json]

The stories are composed: 16 pairs of parties and bystanders, events of six kinds at 60 places on 120 days, each told by several outlets in one
of several wordings, affirmed by one side and denied or counted otherwise by the other. Documents, statements and claims are written straight
into the tables (no text is attributed or extracted: that time is `checker add`'s, and grows with the stories, not with the workspace); pairs are
then chosen, judged and reconciled by the program itself with its models. Times are wall-clock milliseconds: medians and maxima over `rounds` calls
with different arguments. Pages are asked for over ASGI in the same process, so they contain queries, rendering and middleware, but no network.
"""

from __future__ import annotations

import asyncio
import json
import platform
import random
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import click

from checker.claim import Bound, Claim, Polarity, Quantity
from checker.config import Config
from checker.document import Document
from checker.statement import Mode, Stance, Statement
from checker.workspace import Decision, Workspace
from checker.workspace.fingerprints import extraction_hash, extraction_settings
from checker.workspace.storage import store_claims, store_document, store_statements
from checker.workspace.store import put_meta

ROOT = Path(__file__).parents[1]
TARGET = 300  # milliseconds that a page may take
SIDES = ("THA", "KHM", "IND", "PAK", "ARM", "AZE", "SDN", "RSF", "ISR", "HEZ", "RWA", "COD", "ETH", "ERI", "SRB", "XKX")
BYSTANDERS = ("UN", "USA", "ASEAN", "AU", "CHN", "FRA")
OUTLETS = ("Meridian Wire", "Morning Herald", "Border Tribune", "Daily Ledger", "Coast Radio", "Northern Post", "Public Record", "River Times")
PLACES = tuple(
    f"{first}{second}"
    for first in ("Ash", "Bar", "Cor", "Dun", "Eld", "Far", "Gor", "Hal", "Ist", "Kel")
    for second in ("an", "eth", "ford", "ika", "mora", "ovo")
)
# Wordings of one event: {n} a figure, {p} the place, {day} the day, {a} who did it, {t} to whom. The second list denies the first.
KINDS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "air_strike": ("bombs dropped", ("jets of {a} dropped {n} bombs on {p} on {day}", "{n} bombs fell on {p} on {day} from aircraft of {a}"),
                   ("no aircraft of {a} bombed {p} on {day}", "its air force did not drop bombs on {p} on {day}")),
    "ground_fire": ("rockets fired", ("{a} fired {n} rockets at {p} on {day}", "{n} rockets launched by {a} struck {p} on {day}"),
                    ("not one rocket was fired at {p} on {day}", "{a} did not shell {p} on {day}")),
    "casualties": ("civilians killed", ("{n} civilians were killed in {p} on {day}", "the death toll in {p} on {day} reached {n} civilians"),
                   ("no civilian was killed in {p} on {day}", "nobody died in {p} on {day}")),
    "displacement": ("people displaced", ("{n} people fled {p} on {day}", "{n} residents had left {p} by {day}"),
                     ("nobody had to leave {p} on {day}", "residents of {p} stayed in their homes on {day}")),
    "damage": ("houses damaged", ("{n} houses were damaged in {p} on {day}", "shelling on {day} wrecked {n} houses in {p}"),
               ("no house in {p} was hit on {day}", "buildings in {p} are intact after {day}")),
    "talks_agreement": ("officers", ("{a} sent {n} officers to talks on {p} on {day}", "talks on {p} with {n} officers of {a} were held on {day}"),
                        ("no talks on {p} took place on {day}", "{a} sent nobody to talks on {p} on {day}")),
}  # fmt: skip
FILLER = "The road through the valley was open to traffic again by evening. Traders on the market square spoke of a quiet week before that."


class Event:
    """Something that two sides tell differently."""

    def __init__(self, dice: random.Random) -> None:
        pair = dice.randrange(0, len(SIDES), 2)
        self.actor, self.target = (SIDES[pair], SIDES[pair + 1]) if dice.random() < 0.5 else (SIDES[pair + 1], SIDES[pair])
        self.kind = dice.choice(tuple(KINDS))
        self.place = dice.choice(PLACES)
        self.day = date(2025, 9, 1) + timedelta(days=dice.randrange(120))
        self.figure = dice.randrange(2, 60)
        self.rank = dice.random()

    def told(self, dice: random.Random) -> tuple[str, str, Polarity, int]:
        """Party, wording, polarity and figure of one claim about it."""
        _, affirmed, denied = KINDS[self.kind]
        chance = dice.random()
        party = self.target if chance < 0.5 else self.actor if chance < 0.9 else dice.choice(BYSTANDERS)
        denies = party == self.actor and dice.random() < 0.6
        figure = self.figure if dice.random() < 0.7 else self.figure + dice.randrange(1, 9)
        wording = dice.choice(denied if denies else affirmed)
        day = f"{self.day.day} {self.day:%B %Y}"
        text = wording.format(n=figure, p=self.place, day=day, a=party_name(self.actor), t=party_name(self.target))
        return party, text, Polarity.DENIED if denies else Polarity.AFFIRMED, figure


def party_name(code: str) -> str:
    from checker.context import party_name as name_of

    return name_of(code)


def stories(documents: int, claims: int, seed: int) -> Iterator[tuple[Document, list[Statement], list[Claim]]]:
    """Documents with their statements and claims, one claim a statement."""
    dice = random.Random(seed)  # noqa: S311 - composed data
    # Most events are told once or twice, some by everybody: the n-th of those that are near in time is chosen 1 / n times as often as the first.
    events = sorted((Event(dice) for _ in range(documents * claims // 3)), key=lambda event: event.day)
    for number in range(documents):
        at = number * len(events) // documents
        near = sorted(events[max(0, at - 30) : at + 30], key=lambda event: event.rank)
        weights = [1 / rank for rank in range(1, len(near) + 1)]
        told = [(event, *event.told(dice)) for event in dice.choices(near, weights, k=claims)]
        published = max(event.day for event, *_ in told) + timedelta(days=1)
        yield story(f"story-{number:04d}", dice.choice(OUTLETS), published, told)


def story(doc_id: str, outlet: str, published: date, told: list[tuple[Event, str, str, Polarity, int]]) -> tuple[Document, list[Statement], list[Claim]]:
    lines, places, offset = [], [], 0
    for _, party, text, _, _ in told:
        speaker = f"A spokesman for {party_name(party)}"
        lines.append(f"{speaker} said {text}. {FILLER}")
        places.append((offset, offset + len(speaker), offset + len(speaker) + 6, len(text)))
        offset += len(lines[-1]) + 1
    title = f"{told[0][0].place}: sides differ over what happened"
    document = Document(doc_id, "\n".join(lines), title, outlet, published, f"https://news.example/{doc_id}", "en")
    statements, claims = [], []
    for number, ((event, party, text, polarity, figure), (start, end, content, length)) in enumerate(zip(told, places, strict=True)):
        key = f"{doc_id}:s{number:02d}"
        spans = (document.span(start, end), document.span(end + 1, end + 5), (document.span(content, content + length),))
        statements.append(Statement(key, doc_id, *spans, Mode.INDIRECT, (party,), Stance.ASSERT, None, "composed"))
        amounts = () if polarity is Polarity.DENIED else (Quantity(float(figure), Bound.EXACT, KINDS[event.kind][0]),)
        sentence = f"{text[0].upper()}{text[1:]}."
        slots = (event.kind, event.actor, event.target, (event.place,), event.day, amounts, polarity, published, outlet)
        claims.append(Claim(f"{key}:0", key, doc_id, (party,), sentence, *slots))
    return document, statements, claims


def fill(workspace: Workspace, documents: int, claims: int, config: Config, seed: int) -> dict[str, float]:
    """Write the records, then let the program pair, judge and reconcile. Seconds of each stage."""
    settings = extraction_settings(config)
    began = time.perf_counter()
    with workspace.store.write() as db:
        put_meta(db, "config", {"model": config.model})
        db.execute(
            "INSERT INTO run (run_id, started, state, config, model, counts) VALUES (1, '2026-01-01T00:00:00+00:00', 'done', '{}', ?, '{}')", (config.model,)
        )
        for document, statements, made in stories(documents, claims, seed):
            store_document(db, document, extraction_hash(document, settings, {}), {}, 1)
            store_statements(db, document.doc_id, statements, ())
            store_claims(db, document.doc_id, made)
        put_meta(db, "pending", True)
    seconds, stage = {"write": time.perf_counter() - began}, [("write", time.perf_counter())]

    def progress(name: str, done: int, total: int) -> None:
        if name != stage[-1][0]:
            stage.append((name, time.perf_counter()))

    workspace.settle(progress)
    stage.append(("end", time.perf_counter()))
    for (name, start), (_, end) in pairwise(stage[1:]):
        seconds[name] = end - start
    return {name: round(value, 1) for name, value in seconds.items()}


def decide(workspace: Workspace, count: int, dice: random.Random) -> float:
    """Label `count` pairs, each in a call of its own, as the pages do; milliseconds of one."""
    pairs = workspace.queue(limit=count).items
    began = time.perf_counter()
    for pair in pairs:
        target = {"claim_a": pair.claim_a.claim_id, "claim_b": pair.claim_b.claim_id}
        workspace.decide(Decision("pair_label", target, dice.choice(("contradiction", "support", "neutral", "not_comparable"))), reviewer="A", refresh=False)
    return round(1000 * (time.perf_counter() - began) / count, 1)


Call = Callable[[int], Any]


def readers(workspace: Workspace) -> dict[str, Call]:
    """Reading methods, each called with the number of the round."""
    overview = workspace.overview()
    parties, types, places = [item.code for item in overview.parties], list(overview.types), list(overview.places)
    rows = [view.row.row_id for view in workspace.rows(limit=50).items] + [view.row.row_id for view in workspace.rows(sort="claims", limit=50).items]
    queue, stored = workspace.queue(limit=50).items, [item.doc_id for item in workspace.documents(limit=50).items]

    def pick(items: list[Any], number: int) -> Any:
        return items[number * 7 % len(items)]

    return {
        "overview()": lambda n: workspace.overview(),
        "rows()": lambda n: workspace.rows(offset=50 * n),
        "rows(party, type)": lambda n: workspace.rows(party=pick(parties, n), type=pick(types, n)),
        "rows(place, since, until)": lambda n: workspace.rows(place=pick(places, n), since=date(2025, 9, 1 + n), until=date(2025, 12, 1)),
        "rows(text)": lambda n: workspace.rows(text=f"{pick(places, n)} killed"),
        "rows(sort=claims), last page": lambda n: workspace.rows(sort="claims", offset=max(0, overview.rows - 50 - n)),
        "row()": lambda n: workspace.row(pick(rows, n)),
        "row(), most claims": lambda n: workspace.row(rows[50 + n]),
        "queue(limit=1)": lambda n: workspace.queue(limit=1, offset=n),
        "queue(), far on": lambda n: workspace.queue(offset=overview.pairs // 2 + n),
        "pair()": lambda n: workspace.pair(pick(queue, n).claim_a.claim_id, pick(queue, n).claim_b.claim_id),
        "documents()": lambda n: workspace.documents(offset=50 * n),
        "documents(text)": lambda n: workspace.documents(text=f"{pick(places, n)} spokesman"),
        "document()": lambda n: workspace.document(pick(stored, n)),
        "party()": lambda n: workspace.party(pick(parties, n)),
        "party(), most claims": lambda n: workspace.party(parties[0], offset=50 * n),
        "claims(text)": lambda n: workspace.claims(text=pick(places, n)),
        "decisions()": lambda n: workspace.decisions(offset=50 * n),
        "version()": lambda n: workspace.version(),
    }


def pages(workspace: Workspace) -> dict[str, Call]:
    """Pages by what they show; each call asks for one address."""
    from checker.web.app import create_app
    from checker.web.rendering import address
    from checker.web.site import Site
    from checker.web.work import Work

    site = Site(workspace, Work(workspace), workspace.config, "A")
    app = create_app(site)
    overview = workspace.overview()
    rows = [view.row.row_id for view in workspace.rows(sort="claims", limit=50).items]
    stored, claim = [item.doc_id for item in workspace.documents(limit=50).items], workspace.queue(limit=1).items[0].claim_a
    places = list(overview.places)

    def ask(path: str) -> None:
        status = asyncio.run(answered(app, path))
        if status != 200:
            raise click.ClickException(f"{path} answered {status}")

    def cold(path: str) -> None:
        # The counts are kept for each version of the file; after a change the next page works them out anew.
        site._overview = None
        ask(path)

    return {
        "matrix": lambda n: ask(address("", page=n + 1)),
        "matrix, first after a change": lambda n: cold("/"),
        "matrix, filtered": lambda n: ask(address("", text=f"{places[n]} killed", status="contested")),
        "row": lambda n: ask(address("rows", rows[20 + n])),
        "row, most claims": lambda n: ask(address("rows", rows[n])),
        "queue": lambda n: ask(address("queue", at=n)),
        "queue, far on": lambda n: ask(address("queue", at=overview.pairs // 2 + n)),
        "stories": lambda n: ask(address("documents", page=n + 1)),
        "stories, searched": lambda n: ask(address("documents", text=places[n])),
        "story": lambda n: ask(address("documents", stored[n])),
        "party": lambda n: ask(address("parties", overview.parties[n].code)),
        "correct": lambda n: ask(address("correct", doc=claim.doc_id, claim=claim.claim_id)),
        "decisions": lambda n: ask(address("decisions", page=n + 1)),
        "export": lambda n: ask("/export"),
    }


async def answered(app: Any, path: str) -> int:
    """Status of the answer to a GET over ASGI; the body is read to its end."""
    where, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": where, "raw_path": where.encode(),
        "query_string": query.encode(), "root_path": "", "headers": [(b"host", b"127.0.0.1:8000")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000),
    }  # fmt: skip
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    await app(scope, receive, send)
    return status


def measure(calls: dict[str, Call], rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds of each call: median and maximum over the rounds, after one that is not counted."""
    found = {}
    for name, call in calls.items():
        call(0)
        times = []
        for number in range(rounds):
            began = time.perf_counter()
            call(number)
            times.append(1000 * (time.perf_counter() - began))
        found[name] = {"median": round(median(times), 1), "max": round(max(times), 1)}
    return found


def exports(workspace: Workspace) -> dict[str, dict[str, float]]:
    from checker.exports import FORMATS

    return measure({name: lambda _, make=make: make(workspace) for name, make in FORMATS.items()}, 1)


def background(workspace: Workspace, dice: random.Random) -> dict[str, float]:
    """Seconds of what goes on behind the pages."""
    from checker.workspace.settling import is_settled

    found = {}
    for name, act in {
        "rows after a label": lambda: decide(workspace, 1, dice),
        "rows after a merge": lambda: workspace.decide(
            Decision("merge_rows", {"row_ids": [view.row.row_id for view in workspace.rows(limit=2).items]}), reviewer="A", refresh=False
        ),
        "removal of a story": lambda: workspace.remove(workspace.documents(limit=1).items[0].doc_id),
    }.items():
        began = time.perf_counter()
        act()
        workspace.settle()
        with workspace.store.read() as db:
            if not is_settled(db):
                raise click.ClickException(f"{name}: the rows are not up to date")
        found[name] = round(time.perf_counter() - began, 2)
    return found


def table(title: str, found: dict[str, dict[str, float]]) -> str:
    lines = [f"| {title} | median, ms | max, ms |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {item['median']} | {item['max']} |" for name, item in found.items())])


def write(found: dict[str, Any], out: Path) -> None:
    """JSON, and the same as tables beside it."""
    out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    counts = ", ".join(f"{value:,} {name}" for name, value in found["counts"].items())
    parts = [
        "# How fast a large workspace answers",
        f"{counts}. Model {found['model']}, {found['machine']}, commit {found['commit']}, {found['date']}. Written by `eval/benchmark_workspace.py`,"
        " which says how the composed records come in; medians and maxima over the rounds.",
        f"Slowest page: {found['slowest_page_ms']} ms (target: under {TARGET}).",
        table("page", found["pages"]),
        table("reading method", found["readers"]),
        table("export", found["exports"]),
        f"Keeping one label: {found['decide_ms']} ms.",
        "\n".join(
            ["| in the background | seconds |", "|---|---|", *(f"| {name} | {value} |" for name, value in (found["filling"] | found["background"]).items())]
        ),
    ]
    out.with_suffix(".md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def commit() -> str:
    done = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return done.stdout.strip() or "unknown"


@click.command()
@click.option("--documents", default=500, show_default=True)
@click.option("--claims", default=12, show_default=True, help="In each document.")
@click.option("--rounds", default=7, show_default=True)
@click.option("--model", default="fast", show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="Workspace file to make, or to use as it is.")
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "eval" / "results" / "workspace.json", show_default=True)
def main(documents: int, claims: int, rounds: int, model: str, keep: Path | None, out: Path) -> None:
    """Fill, decide and measure."""
    dice = random.Random(7)  # noqa: S311 - composed data
    with tempfile.TemporaryDirectory() as folder:
        path = keep or Path(folder) / "large.db"
        made = not path.exists()
        with Workspace.open(path, create=True) as workspace:
            filling = fill(workspace, documents, claims, Config(model=model), seed=1) if made else {}
            click.echo(f"filled in {filling}")
            decide_ms = decide(workspace, 100, dice)
            workspace.settle()
            overview = workspace.overview()
            counts = {name: getattr(overview, name) for name in ("documents", "statements", "claims", "pairs", "rows", "decisions")} | {
                "parties": len(overview.parties)
            }
            found: dict[str, Any] = {
                "machine": f"{platform.machine()}, {platform.system()}, one core",
                "commit": commit(),
                "date": datetime.now(UTC).date().isoformat(),
                "model": model,
                "counts": counts,
                "pages": measure(pages(workspace), rounds),
                "readers": measure(readers(workspace), rounds),
                "exports": exports(workspace),
                "decide_ms": decide_ms,
                "filling": {f"filling: {name}": value for name, value in filling.items()},
                "background": background(workspace, dice),
            }
            found["slowest_page_ms"] = max(item["max"] for item in found["pages"].values())
    write(found, out)
    click.echo(out.with_suffix(".md").read_text(encoding="utf-8"))
    if found["slowest_page_ms"] > TARGET:
        raise click.ClickException(f"a page takes more than {TARGET} ms")


if __name__ == "__main__":
    main()
