"""What a source does with its content: the verb's own stance, or what the words of the content show."""

from __future__ import annotations

import re

from checker.cues import cue_table
from checker.inflection import base
from checker.statement import Mode, Stance, Statement

_FALSE = re.compile(
    r"\b(?:false|untrue|baseless|unfounded|groundless|fabricat\w+|fake|lies?|imaginary|invent\w+|inventions?|laughable|absurd|propaganda"
    r"|nonsense|fictions?|fictional|disinformation|misinformation|staged|made[ -]up|"
    r"hoax|slander\w*|bogus|ridiculous|fantasy|fantasies|myth|concocted|unsubstantiated|inaccurate|wrong|misleading|fairy tales?)\b",
    re.IGNORECASE,
)
_CLAIM_NOUN = re.compile(rf"\b(?:{'|'.join(sorted(cue_table().groups['claim_nouns']))}|reported)s?\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"^\W*nor (?:had|has|have|did|does|was|were|is|are)\b"
    r"|^\W*(?:no\b(?! longer)|not (?:one|a|an|any|every|all)\b|none of\b|neither\b|never\b|nothing\b|nobody\b|there (?:is|are|was|were"
    r"|has been|have been|had been|has never been|had never been) (?:no\b|not\b|never\b|nothing\b))"
    r"|^\W*(?:[\w’'.-]+\s+){1,7}(?:did|do|does|has|have|had|is|are|was|were)(?:\s+not|n[’']t|\s+never)\b"
    r"|^\W*(?:[\w’'.-]+\s+){1,6}never\s+\w+ed\b|\b(?:knew|knows?|aware) of no\b|\bnowhere near\b|\bnothing to do with\b"
    r"|\b(?:fired|did|hit|struck|targeted|touched|attacked|shelled|bombed|supplied|sent) (?:nothing|no one|nobody|no (?:civilians?|homes?|villages?))\b",
    re.IGNORECASE,
)
_NOT_KNOWN = re.compile(
    r"\b(?:no|not|n[’']t)\s+(?:\w+\s+){0,2}(?:evidence|information|knowledge|word|record|indication|notified|informed|told|clear|known|able|yet|aware"
    r"|need|longer|enough|received|been in contact|independently)\b|\bcould\s?n[o’']t\b|\bcannot\b",
    re.IGNORECASE,
)
_EXCLUSIVE = re.compile(
    r"\b(?:only|solely|exclusively|nothing but)\b.*\b(?:militar\w+|posts?|targets?|bases?|positions?|defen[cs]\w+|militants?|fighters|terrorists?)\b"
    r"|\b(?:militar\w+|posts|targets|positions)\s+only\b",
    re.IGNORECASE,
)
_HOSTILE_VERB = (
    r"(?:fir(?:e|es|ed|ing)|open(?:ed|s|ing)? (?:fire|up)|shell(?:s|ed|ing)?|bomb(?:s|ed|ing|ings|ardment|arded)?|attack(?:s|ed|ing)?"
    r"|(?:air ?)?str(?:ike|ikes|uck|iking)|kill(?:s|ed|ing)?|wound(?:s|ed|ing)|violat(?:e|es|ed|ing|ion|ions)"
    r"|br(?:eak|eaks|oke|oken|eaking)|breach(?:es|ed|ing)?|invad(?:e|es|ed|ing)|invasion|cross(?:ed|ing)|enter(?:ed|ing)|seiz(?:e|es|ed|ing|ure)"
    r"|drop(?:s|ped|ping)|launch(?:es|ed|ing)|hit|blockad\w+|arm(?:s|ing)|shoot(?:s|ing)?|shot|execut\w+"
    r"|abduct\w+|kidnap\w+|ramm\w+|lay(?:ing)?|laid|plant(?:ed|ing)|mining|mined|destroy(?:s|ed|ing)?|burn(?:ed|t|ing)|loot\w*|target(?:s|ed"
    r"|ing)?|raid(?:s|ed|ing)?|assault\w*|occup(?:y|ies|ied|ying)|detain\w*|captur\w+|intrud\w+|incursions?"
    r"|encroach\w*|infiltrat\w+|jamm\w+|hack\w+|block(?:s|ed|ing)|obstruct\w+|us(?:e|es|ed|ing) (?:banned|chemical|cluster|civilians|human"
    r"|water|heavy)|hid(?:e|es|ing)|start(?:s|ed)|provok\w+|provocations?|aggress\w+|refus(?:e|es|ed|ing)"
    r"|collid\w+|advanc(?:e|ed|ing)|shadow\w*|tortur\w+|massacr\w+|besieg\w+|sabotag\w+|rocket\w*|rearm\w*|arming|smuggl\w+|driv\w+ out"
    r"|expell?\w*|ambush\w*|assassinat\w+|threaten\w*|fabricat\w+|lying|lied|exploit\w*|disregard\w*|flout\w*)"
)
HOSTILE_ACT = re.compile(rf"\b{_HOSTILE_VERB}\b", re.IGNORECASE)
_VICTIM_PASSIVE = re.compile(rf"\b(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+)?{_HOSTILE_VERB}\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:its? neighbou?rs?|the other (?:side|party)|the enemy|the aggressors?|the occupiers?|their (?:side|troops|forces|army|soldiers)|they"
    r"|terrorists?|rebels?|militants?|mercenar\w+|the militia|the regime|the junta)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"^\W*(?:its?|our|we|they|their|his|her|i|he|she)\b", re.IGNORECASE)
_FUTURE_OWN = re.compile(
    r"^\W*(?:(?:it|we|they|he|she|i)\b(?:\s+\w+){0,2}?|(?:its|our|their|his|her)\s+(?:[\w-]+\s+){1,4}?)\s?(?:will|would|[’']ll"
    r"|shall)\b(?!\s+(?:have|be (?:forced|attacked|hit)))"
    r"|^\W*(?:it|we|they|he|she|i)\s+(?:is|are|was|were|am|remain\w*|stand|stands|stood)\s+(?:fully\s+|still\s+)?(?:ready|committed|prepared|willing"
    r"|determined)\b|\b(?:would|will) be (?:reduced|withdrawn|released|returned|compensated|suspended|pulled back|reopened|lifted)\b",
    re.IGNORECASE,
)
_DEMAND = re.compile(
    r"^\W*(?:we|i)\s+(?:\w+ly\s+)?(?:urge|call (?:on|upon|for)|demand|ask|appeal|request|implore)\b|^\W*(?:[\w’'-]+\s+){1,6}(?:must|should|needs? to"
    r"|ha(?:s|ve) to|ought to)\b(?! have)|^\W*(?:stop|let|cease|withdraw|release|leave|end|respect|honou?r)\s",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"^\W*(?:this|that|it|these|those|the \w+)\s+(?:is|was|are|were|constitutes?|amounts? to|remains?)\s+(?:clearly\s+|simply\s+"
    r"|nothing (?:less|but)\s+|not\s+)?(?:an?\s+|the\s+)?(?:\w+\s+)?"
    r"(?:invasion|outrage|disgrace|crime|tragedy|victory|provocation|shame|shameful|unacceptable|deplorable|barbaric|cowardly|illegal"
    r"|unlawful|unjustified|heinous|dangerous|worrying|regrettable|positive|encouraging|historic|betrayal|act of \w+|escalation"
    r"|mistake|aggression|war crime|step|milestone|disaster|insult|inhuman\w*|brutal|terror\w*|genocide|important|constructive)\b"
    r"|\b(?:(?:is|are|was|were|be|been|deeply|gravely|very) concerned\b(?= (?:about|by|over|that|at|for))"
    r"|alarmed|deeply troubled|saddened|dismayed|shocked|outraged|no need for|welcom(?:e|ed|es)|regrets?|regretted|condemn\w*|deplore\w*)\b",
    re.IGNORECASE,
)
# "This is not a truce. This is a siege", "we need no lessons": a judgment, not an account.
_FIGURE = re.compile(
    r"^\W*(?:this|that|it|these|those)\s+(?:is|are)(?:\s+not|n[’']t)\s+(?:an?\s+)?[\w-]+\W+(?:this|that|it|these|those)\s+(?:is|are)\b"
    r"|^\W*(?:[\w’'-]+\s+){1,4}\W?(?:needs?\s+no\b|(?:do|does)(?:\s+not|n[’']t)\s+need\b)(?!\s+(?:further|more)\b)",
    re.IGNORECASE,
)
# What a party tells another that it has in mind, without naming itself.
_PLANNED = re.compile(
    r"\b(?:would|will)\s+(?:resume|reopen|restart|begin|start|continue)\b|\bno\s+(?:further|more|other)\s+\w+\s+(?:is|are|was|were)\s+planned\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:will|would|shall|won[’']t|committed|ready|willing|prepared|determined|intend\w*|plan\w*|to \w+)\b|[’']ll\b", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|did|do|does|remain(?:s|ed)?)\b", re.IGNORECASE)
_JOINT = re.compile(r"\b(?:both|the two|the three|two sides|each)\b|\bjoint\b", re.IGNORECASE)
_THIRD = re.compile(
    r"\b(?:resident|villager|witness|doctor|teacher|medic|hospital|health official|analyst|expert|diplomat|Red Cross|Red Crescent"
    r"|Doctors Without Borders|M[ée]decins|Human Rights|Amnesty|aid group|charity|survivor|Reuters|observers?)s?\b",
    re.IGNORECASE,
)
_LAID = re.compile(r"(?:(?:the|all|full|some|sole|its|their)\s+){0,2}(?:blame|responsibility|onus|guilt)\b", re.IGNORECASE)
# What is described goes on: "a column of trucks rolling into Gao", and not "as a crime".
_HAPPENING = re.compile(
    r"^(?:an? |the |two |three |\d+ )?(?:[\w'’-]+ ){1,8}?[a-z]{3,}ing "
    r"(?:in|into|on|onto|over|across|from|toward|towards|through|at|up|down|past|along|out|off|around|near)\b"
)
_STATIC = ("say", "tell", "add")


def stance_of(
    lemma: str,
    content: str,
    *,
    speaker: str = "",
    mode: Mode = Mode.INDIRECT,
    foreign: bool = False,
    negated: bool = False,
    nested: bool = False,
    of_charge: bool = False,
) -> Stance:
    """Stance of a statement (claims/GUIDELINES.md, section 3).

    lemma: of the cue, "" for a quotation without one. content: the spans joined by spaces. foreign: the content names a country or force that
    is not the speaker's. negated: the cue is negated ("does not dispute"). of_charge: it is a charge that is called names ("a charge Minsk called absurd").
    """
    own = cue_table().stances.get(lemma)
    if own is Stance.DENY and negated:
        return Stance.CONFIRM
    if lemma == "describe" and _HAPPENING.search(content):
        return _of_content(content, speaker, mode, foreign=foreign, nested=nested, informs=False)
    if own is Stance.OPINION:
        return Stance.DENY if of_charge else _of_evaluation(lemma, content)
    if nested and lemma == "propose":
        return Stance.PROMISE
    if own is Stance.CONFIRM and lemma in ("confirm",) and _FUTURE_OWN.search(content):
        return Stance.PROMISE
    if lemma in ("assure", "reassure", "guarantee", "swear") and _FINITE.search(content) and not _AHEAD.search(content):
        return _of_content(content, speaker, mode, foreign=foreign, nested=nested, informs=lemma in ("inform", "notify"))
    if own is not None and not (own is Stance.DEMAND and lemma in ("ask", "order", "want", "propose") and mode is Mode.DIRECT):
        return own
    return _of_content(content, speaker, mode, foreign=foreign, nested=nested, informs=lemma in ("inform", "notify"))


def meant(lemma: str, parts: int) -> str:
    """The verb that a cue stands for, by the number of parts of its content: "held the army responsible for the raid" blames."""
    return "blame" if lemma in ("hold", "lay") and parts > 1 else lemma


def has_own_stance(statement: Statement) -> bool:
    """Whether the verb of saying tells the stance by itself ("accused", "admitted"), whatever the content."""
    words = statement.cue.text.split() if statement.cue else []
    if words and "laid" in cue_table().frames.get(base(words[0]), ()) and len(statement.content) > 1 and _LAID.match(statement.content[0].text):
        return True  # "put the blame on X"
    lemmas = [meant(base(words[0]), len(statement.content)), "_".join([base(words[0]), *words[1:]])] if words else []
    return any(cue_table().stances.get(lemma) not in (None, Stance.ASSERT) for lemma in lemmas)


def _of_evaluation(lemma: str, content: str) -> Stance:
    if lemma not in ("condemn", "welcome", "regret", "deplore", "hope", "fear", "criticize", "criticise") and _FALSE.search(content):
        return Stance.DENY
    if lemma in ("call", "describe", "portray", "characterize", "brand", "label") and re.match(
        r"\W*(?:the|its|his|their|any|those|these)?\s*(?:[\w’'-]+\s+){0,2}?reported\b|\W*(?:the\s+)?(?:claims?|accusations?|allegations?|charges?)\b",
        content,
        re.IGNORECASE,
    ):
        return Stance.DENY
    return Stance.OPINION


def _of_content(content: str, speaker: str, mode: Mode, *, foreign: bool, nested: bool, informs: bool) -> Stance:
    content = re.sub(r"^\W*(?:that|where|(?:from|in|on|near|at) which)\s+(?=no\b)", "", content)
    if _DEMAND.search(content):
        return Stance.DEMAND
    if _FUTURE_OWN.search(content) or ((nested or informs) and _PLANNED.search(content)):
        return Stance.PROMISE
    if _FIGURE.search(content):
        return Stance.OPINION
    if _JOINT.search(speaker) and not nested:
        return Stance.CONFIRM
    if (_NEGATIVE.search(content) and not _NOT_KNOWN.search(content)) or _EXCLUSIVE.search(content):
        return Stance.DENY
    if _FALSE.search(content) and (_CLAIM_NOUN.search(content) or len(content) < 60):
        return Stance.DENY
    if _OPINION.search(content):
        return Stance.OPINION
    if _blames(content, speaker, mode, foreign=foreign):
        return Stance.ACCUSE
    return Stance.ASSERT


def _blames(content: str, speaker: str, mode: Mode, *, foreign: bool) -> bool:
    """A hostile act whose author is named and is not the speaker."""
    if not HOSTILE_ACT.search(content) or _THIRD.search(speaker):
        return False
    if mode is Mode.DIRECT and re.search(r"\b(?:they|their|them)\b", content, re.IGNORECASE) and re.search(r"\b(?:us|our|we)\b", content, re.IGNORECASE):
        return not _OWN.match(content) or bool(re.match(r"\W*they\b", content, re.IGNORECASE))
    if (
        _OWN.match(content)
        and not re.match(r"\W*(?:its? neighbou?r|it (?:was|is) (?!\w+ed\b)[A-Z]|they\b)", content, re.IGNORECASE)
        and not re.search(r"\bby\s+(?:the\s+)?[A-Z]", content)
    ):
        return False
    return foreign or bool(_OTHER.search(content))
