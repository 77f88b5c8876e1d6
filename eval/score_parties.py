"""Party accuracy: mentions of NewsWCL50 (country of a mention) and gold speakers of stories in claims/ form.

    python eval/score_parties.py actors.jsonl            NewsWCL50 form: rows with event_id, publisher, mention, country
    python eval/score_parties.py --stories stories.jsonl stories with gold statements (speaker spans and parties)

--floor makes it a gate: exit code 1 below it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import click

from checker.analysis import analyse
from checker.discourse import read_discourse
from checker.document import Document, Span
from checker.parties import PartyMatch, PartyResolver
from checker.statement import Mode, Statement
from checker.statement_parties import assign_parties

Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def country_of(match: PartyMatch | None, resolver: PartyResolver) -> set[str]:
    """The countries of a match; a medium or an institution with a country counts as it."""
    return {resolver.country(code) or code for code in match.parties} if match else set()


def score_mentions(rows: list[Row], resolver: PartyResolver) -> tuple[int, int, int, Counter[tuple[str, str, str]]]:
    """Hits of mention() alone, hits with the article's other mentions as context, rows with a country, and what went wrong.

    NewsWCL50 gives a mention of two countries one row each: a row is a hit if its country is among those found.
    """
    articles: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        articles[(row["event_id"], row["publisher"])].append(row)
    alone = context = counted = 0
    wrong: Counter[tuple[str, str, str]] = Counter()
    for number, article in enumerate(articles.values()):
        article.sort(key=lambda row: (row["paragraph"], row["sentence"]))
        for row, in_context in zip(article, _resolved_in_context(article, resolver, number), strict=True):
            if row["country"] is None:
                continue
            counted += 1
            found = country_of(resolver.mention(row["mention"]), resolver)
            alone += row["country"] in found
            context += row["country"] in in_context
            if row["country"] not in in_context:
                wrong[(row["mention"], row["country"], "+".join(sorted(in_context)))] += 1
    return alone, context, counted, wrong


def _resolved_in_context(article: list[Row], resolver: PartyResolver, number: int) -> list[set[str]]:
    """The countries of each mention in a document made of the mentions alone, one a line."""
    text, starts = "", []
    for row in article:
        starts.append(len(text))
        text += " ".join(row["mention"].split()) + ".\n"
    discourse = read_discourse(analyse(Document(f"article{number}", text)), resolver)
    found = []
    for start, row in zip(starts, article, strict=True):
        mention = " ".join(row["mention"].split())
        match = discourse.resolve(Span(start, start + len(mention), mention))
        found.append(country_of(match, resolver))
    return found


def score_story(story: Row, resolver: PartyResolver) -> list[tuple[str, set[str], set[str], str]]:
    """(speaker text, gold parties, parties found, evidence) of each gold statement."""
    document = Document(story["doc_id"], story["text"], title=story.get("title"), outlet=story.get("outlet"))
    merged: dict[str, Row] = {}
    for gold in story["statements"]:
        key = json.dumps([gold["speaker"], gold["cue"], gold["content"]])
        # Reciprocal accusations are two gold statements over the same spans; assign_parties is to find both.
        merged.setdefault(key, {**gold, "all": []})["all"].append(gold)
    statements = [_statement(gold, document) for gold in merged.values()]
    assigned = assign_parties(statements, analyse(document), resolver)
    rows = []
    for gold in merged.values():
        found = [one for one in assigned if one.content == _spans(gold["content"]) and one.speaker == _span(gold["speaker"])]
        for wanted in gold["all"]:
            best = max(found, key=lambda one: set(one.parties) == set(wanted["parties"]))
            rows.append((gold["speaker"]["text"] if gold["speaker"] else "-", set(wanted["parties"]), set(best.parties), best.evidence))
    return rows


def _span(data: Row | None) -> Span | None:
    return Span(data["start"], data["end"], data["text"]) if data else None


def _spans(data: list[Row]) -> tuple[Span, ...]:
    return tuple(Span(one["start"], one["end"], one["text"]) for one in data)


def _statement(gold: Row, document: Document) -> Statement:
    return Statement(
        gold["id"], document.doc_id, _span(gold["speaker"]), _span(gold["cue"]), _spans(gold["content"]), Mode(gold["mode"]), nested_in=gold["nested_in"]
    )


@click.command(context_settings={"max_content_width": 120})
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--stories", is_flag=True, help="PATH holds stories with gold statements.")
@click.option("--errors", default=20, show_default=True, help="How many errors to show.")
@click.option("--floor", type=float, help="Exit with code 1 if accuracy is below this.")
@click.option("--no-outlet", is_flag=True, help="Stories: hide title and outlet, as for text without metadata.")
def main(path: Path, stories: bool, errors: int, floor: float | None, no_outlet: bool) -> None:
    """Score the resolution of mentions to parties."""
    rows, resolver = read_rows(path), PartyResolver()
    if stories:
        hidden = {"title": None, "outlet": None} if no_outlet else {}
        scored = [(story["doc_id"], *row) for story in rows for row in score_story({**story, **hidden}, resolver)]
        wrong = [row for row in scored if row[2] != row[3]]
        accuracy = 1 - len(wrong) / len(scored)
        click.echo(f"speakers {len(scored)}  exact party accuracy {accuracy:.3f}")
        for doc_id, speaker, gold, found, evidence in wrong[:errors]:
            click.echo(f"  {doc_id}: {speaker!r} is {sorted(gold)}, found {sorted(found)} ({evidence})")
    else:
        alone, context, counted, missed = score_mentions(rows, resolver)
        accuracy = context / counted
        click.echo(f"mentions with a country {counted}  mention() {alone / counted:.3f}  with the article's other mentions {accuracy:.3f}")
        for (mention, country, found_text), count in missed.most_common(errors):
            click.echo(f"  {count:3d} {mention!r} is {country}, found {found_text or 'nothing'}")
    if floor is not None and accuracy < floor:
        click.echo(f"below the floor of {floor}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
