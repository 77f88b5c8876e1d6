"""Time and memory of pairing on a synthetic mix of conflicts, at doubling sizes.

    python eval/benchmark_pairing.py [--most 20000] [--vectors words|sentences] [--json FILE]

Claims are made up from the places, parties and types of many conflicts that go on at the same time. Each size runs in a process of its own, so that the peak
memory is its own. Encoding is timed apart: it is linear, and with `words` (the default) nearly free. growth: seconds against those of half the size, over 2.
Exit code 1 where it is above 1.3 for a doubling from 5,000 claims on.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from score_pairs import commit

from checker.claim import Bound, Claim, Polarity, Quantity
from checker.embedding import WordEmbedder, default_embedder
from checker.pairing import pair_claims

SIDES = [
    ("THA", "KHM"),
    ("IND", "PAK"),
    ("ISR", "LBN"),
    ("COD", "RWA"),
    ("KGZ", "TJK"),
    ("ARM", "AZE"),
    ("RUS", "UKR"),
    ("SDN", "SSD"),
    ("ETH", "ERI"),
    ("CHN", "PHL"),
]
ACTS = {
    "air_strike": ["jets bombed", "drones struck", "aircraft hit"],
    "ground_fire": ["guns shelled", "rockets hit", "mortars fired on"],
    "incursion": ["soldiers crossed into", "patrols entered"],
    "casualties": ["attack killed civilians in", "shells killed soldiers near"],
    "displacement": ["offensive drove people out of", "shelling emptied"],
    "talks_agreement": ["envoys agreed a truce for", "generals met over"],
}
OBJECTS = ["the market", "a depot", "the bridge", "a clinic", "the barracks", "a school", "the crossing", "a convoy", "the harbour", "a village"]
EVENT_SIZE = 25  # claims about one event, however many events there are
LIMIT = 1.3


def synthetic(count: int, *, seed: int = 7) -> list[Claim]:
    """Claims of many events, EVENT_SIZE of each."""
    rng = random.Random(seed)  # noqa: S311 - made-up text
    claims = []
    for n in range(count):
        if n % EVENT_SIZE == 0:
            doer, target = rng.choice(SIDES)
            kind = rng.choice(sorted(ACTS))
            name = rng.choice("BDGKLMNPRST") + rng.choice("aeiou") + rng.choice("lmnrst") + rng.choice("aeio")
            place = name + rng.choice(["bad", "grad", "ville", "pur", "tan"]) + str(n // 400)
            thing = rng.choice(OBJECTS)
            day = date(2025, 1, 1) + timedelta(days=rng.randrange(300))
        number, denied = rng.randrange(1, 60), rng.random() < 0.25
        verb = rng.choice(ACTS[kind])
        text = f"{doer} {verb} {thing} at {place} on {day.day} {day:%B %Y}, and {number} people were killed."
        party = rng.choice([doer, target])
        claims.append(
            Claim(
                claim_id=f"c{n}",
                statement_id=f"s{n}",
                doc_id=f"d{n // 8}",
                parties=(party,),
                text=f"It is not true that {text}" if denied else text,
                type=kind,
                actor=doer,
                target=target,
                places=(place,),
                event_date=day,
                quantities=(Quantity(float(number), Bound.EXACT, "people killed"),),
                polarity=Polarity.DENIED if denied else Polarity.AFFIRMED,
                published=day + timedelta(days=rng.randrange(3)),
            )
        )
    return claims


def measured(count: int, vectors: str) -> dict[str, Any]:
    """Seconds, pairs and peak memory for one size."""
    claims = synthetic(count)
    embedder = WordEmbedder() if vectors == "words" else default_embedder()

    class Encoded:
        """Hands out vectors that are there already."""

        def encode(self, texts: Any) -> Any:
            return rows

    began = time.perf_counter()
    rows = embedder.encode([claim.text for claim in claims])
    encoded = time.perf_counter()
    pairing = pair_claims(claims, embedder=Encoded())
    done = time.perf_counter()
    return {
        "claims": count,
        "encoding_s": round(encoded - began, 2),
        "pairing_s": round(done - encoded, 2),
        "pairs": len(pairing.pairs),
        "compared": pairing.compared,
        "reduction": round(pairing.reduction, 5),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


@click.command()
@click.option("--most", default=20_000, show_default=True, help="Largest size; the others are its halves, down to 1,250 or more.")
@click.option("--vectors", type=click.Choice(["words", "sentences"]), default="words", show_default=True)
@click.option("--one", type=int, hidden=True)
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures to this file too.")
def main(most: int, vectors: str, one: int | None, json_file: Path | None) -> None:
    """Print a line for each size."""
    if one is not None:
        click.echo(json.dumps(measured(one, vectors)))
        return
    sizes = [most]
    while sizes[0] >= 2500:
        sizes.insert(0, sizes[0] // 2)
    found: list[dict[str, Any]] = []
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size), "--vectors", vectors]
        line = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - this very file
        if found:
            line["growth"] = round(line["pairing_s"] / found[-1]["pairing_s"] / 2, 3)
        found.append(line)
        click.echo(json.dumps(line))
    if json_file:
        figures = {"commit": commit(), "date": datetime.now(UTC).date().isoformat(), "vectors": vectors, "sizes": found}
        json_file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if any(line.get("growth", 0) > LIMIT for line in found if line["claims"] > 5000):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
