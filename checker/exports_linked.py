"""Claims as schema.org JSON-LD, and pairs as tasks of Label Studio."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from checker.context import party_name
from checker.judgement import Judgement
from checker.report.passages import quote_text, web_link
from checker.report.words import reason_in_words

if TYPE_CHECKING:
    from checker.workspace import ClaimDetail, DocumentHeading, PairDetail, Workspace

QUOTE = 4_000  # characters of a quotation
LABEL_CONFIG = """<View>
  <Header value="Do these two conflict?"/>
  <Text name="a" value="$text_a"/>
  <Text name="from_a" value="$from_a"/>
  <Text name="quote_a" value="$quote_a"/>
  <Text name="b" value="$text_b"/>
  <Text name="from_b" value="$from_b"/>
  <Text name="quote_b" value="$quote_b"/>
  <Choices name="verdict" toName="a" choice="single" required="true">
    <Choice value="contradiction"/>
    <Choice value="support"/>
    <Choice value="neutral"/>
    <Choice value="not_comparable"/>
  </Choices>
  <TextArea name="note" toName="a" placeholder="why" rows="2" maxSubmissions="1"/>
</View>
"""


def claims_jsonld(workspace: Workspace) -> bytes:
    """Every claim as a schema.org Claim with its authors and where it appeared. No ratings: nothing here says who is right."""
    graph = [_claim(detail) for detail in workspace.evidence()]
    return _json({"@context": "https://schema.org", "@graph": graph})


def _claim(detail: ClaimDetail) -> dict[str, Any]:
    claim, statement = detail.claim, detail.statement
    quoted = {"@type": "Quotation", "text": quote_text(statement, QUOTE)}
    if statement.speaker:
        quoted["creditText"] = statement.speaker.text
    found: dict[str, Any] = {
        "@type": "Claim",
        "@id": _anchor("claim", claim.claim_id),
        "text": claim.text,
        "author": [{"@type": "Organization", "@id": _anchor("party", code), "name": party_name(code), "identifier": code} for code in claim.parties],
        "appearance": _appearance(detail.document),
        "isBasedOn": quoted,
        "keywords": claim.type.replace("_", " "),
        "contentLocation": [{"@type": "Place", "name": place} for place in claim.places],
        "temporalCoverage": claim.event_date.isoformat() if claim.event_date else None,
    }
    return {key: value for key, value in found.items() if value}


def _appearance(document: DocumentHeading) -> dict[str, Any]:
    link = web_link(document.url)
    found: dict[str, Any] = {
        "@type": "Article",
        "@id": link or _anchor("story", document.doc_id),
        "identifier": document.doc_id,
        "url": link,
        "headline": document.title,
        "publisher": {"@type": "Organization", "name": document.outlet} if document.outlet else None,
        "datePublished": document.published.isoformat() if document.published else None,
    }
    return {key: value for key, value in found.items() if value}


def _anchor(kind: str, name: str) -> str:
    return f"#{kind}/{quote(name, safe=':', errors='replace')}"


def label_studio_tasks(workspace: Workspace) -> bytes:
    """Judged pairs as tasks, most uncertain first; the program's label is a prediction, a reviewer's an annotation. See LABEL_CONFIG."""
    return _json([_task(detail) for detail in workspace.pairs()])


def label_studio_config(workspace: Workspace) -> bytes:
    """The labelling interface that the tasks are made for."""
    return LABEL_CONFIG.encode()


def _task(detail: PairDetail) -> dict[str, Any]:
    sides = {f"{name}_{side}": value for side, claim in (("a", detail.a), ("b", detail.b)) for name, value in _side(claim).items()}
    task: dict[str, Any] = {"data": sides}
    if detail.pair.judgement:
        task["predictions"] = [_prediction(detail.pair.judgement)]
        task["data"]["why"] = "; ".join(map(reason_in_words, detail.pair.judgement.reasons))
    if detail.pair.decided:
        result = [_choice(detail.pair.decided)]
        if detail.decision and detail.decision.decision.note:
            result.append({"from_name": "note", "to_name": "a", "type": "textarea", "value": {"text": [detail.decision.decision.note]}})
        task["annotations"] = [{"result": result}]
        task["data"]["reviewer"] = detail.decision.reviewer if detail.decision else None
    return task


def _side(detail: ClaimDetail) -> dict[str, Any]:
    document, names = detail.document, " and ".join(map(party_name, detail.claim.parties)) or "party unknown"
    day = document.published.isoformat() if document.published else ""
    source = ", ".join(part for part in (names, document.outlet or document.title or document.doc_id, day) if part)
    return {"claim": detail.claim.claim_id, "text": detail.claim.text, "from": source, "quote": quote_text(detail.statement, QUOTE)}


def _prediction(judgement: Judgement) -> dict[str, Any]:
    score = max(judgement.p_contradiction, judgement.p_support, judgement.p_neutral)
    return {"model_version": "claim-consistency-checker", "score": round(score, 4), "result": [_choice(str(judgement.label))]}


def _choice(label: str) -> dict[str, Any]:
    return {"from_name": "verdict", "to_name": "a", "type": "choices", "value": {"choices": [label]}}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace")
