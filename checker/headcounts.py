"""Counts of people and things told by a noun, as sentences: "the death toll at 17", "15 dead and 30 wounded", "the number of homes without power"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.words import EVENT_NOUNS, HARMED, STATES, Clause, Word, added, root_of, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOLLS = frozenset(["toll"])
_NUMBERS = frozenset(["number", "count", "total", "tally"])
_DEATHS = frozenset(["death", "fatality", "martyr"])
_HARMS = {"death": "killed", "fatality": "killed", "injury": "injured"}
_KILLINGS = {"killing": "killed", "wounding": "wounded", "abduction": "abducted", "capture": "captured", "detention": "detained"}
_TOLL_VERBS = frozenset(["be", "rise", "stand", "climb", "reach", "increase", "grow", "jump", "pass", "exceed", "fall", "go"])
_BRINGING = frozenset(["bring", "raise", "take", "push", "lift", "put", "drive"])
_OVER = frozenset(["pass", "exceed"])
# "Its own losses", "the army's dead": those lost by an owner, and what befell them.
_LOST = {"loss": "killed", "death": "killed", "fatality": "killed", **{word: STATES.get(word, word) for word in HARMED}}
_ARMED = frozenset(["army", "military", "force", "troop", "navy", "guard", "unit", "battalion", "brigade", "militia"])
_COUNTING = frozenset(["count", "record", "register", "tally", "document", "list", "report", "confirm", "log", "verify", "establish"])
_LEAD_TEXT = "at least more than most about some around nearly almost over fewer less up to only another no as many roughly"
LEAD_WORDS = frozenset(_LEAD_TEXT.split())  # may stand before a number
_LEADING = 5  # tokens from "and" to the number in "and no fewer than six"
_AMONG = frozenset(["among", "including", "most", "both", "all", "many"])


def told_toll(tokens: Sequence[Token], head: Token) -> list[Clause]:
    """ "The death toll has risen to 19 by Tuesday": "19 people were killed by Tuesday"; empty for other clauses."""
    subject = next((child for child in head.children if child.dep_ in ("nsubj", "nsubjpass") and child in tokens), None)
    marks = {child.lower_ for child in head.children if child.dep_ in ("aux", "neg")}
    if subject is None or head.lemma_ not in _TOLL_VERBS or not is_toll(subject) or marks & {"not", "n't", "will", "would", "could", "may", "might", "should"}:
        return []
    links = [child for child in head.children if child.dep_ == "prep" and child.lower_ in ("to", "at") and child.i > head.i]
    amount = next((child for part in (*links, head) for child in part.children if child.i > head.i and _amount_of(child)), None)
    if amount is None:
        return []
    inside = {token.i for token in tokens}
    number = _amount_of(amount)
    kept = {token.i for token in number}
    named = {token.i for token in subject.subtree}
    rest = [token for token in tokens if token.i > number[-1].i and token.i not in kept | named]
    over = list(added("more", "than")) if head.lemma_ in _OVER else []
    noun = [token for token in subject.subtree if token.i in inside]
    partial, left = _parts(rest)
    toll = _counted(noun, [*over, *words_of(number)], _after(left), left)
    children = [clause for part in partial for clause in _part_of(part, toll)]
    return [*toll, *children] if children else _counted(noun, [*over, *words_of(number)], _after(rest), rest)


def counted_victims(tokens: Sequence[Token], head: Token) -> list[Clause]:
    """ "Its staff had counted 14 dead civilians and 57 wounded in Gao": each count, without who counted; empty for other clauses."""
    if any(token.lower_ in ("among", "amongst") for token in tokens):
        return []  # "counts five dead among the attackers" tells whose they are by who counts
    if head.lemma_ not in _COUNTING or any(child.dep_ in ("neg", "auxpass", "ccomp") or child.tag_ == "MD" for child in head.children):
        return []
    behind = [token for token in tokens if token.i > head.i]
    return counted_harm(behind) or _deaths_of(behind)


def _be(number: Sequence[Token]) -> str:
    """The verb of those counted."""
    return "was" if len(number) == 1 and number[0].lower_ in ("one", "1") else "were"


def _deaths_of(tokens: Sequence[Token]) -> list[Clause]:
    """ "[verified] the deaths of 23 civilians": "23 civilians were killed"; empty for other phrases."""
    noun = next((index for index, token in enumerate(tokens[:3]) if token.lemma_.lower() in _HARMS | _KILLINGS), None)
    if noun is None or len(tokens) < noun + 3 or tokens[noun + 1].lower_ != "of" or not (number := _number_at(tokens[noun + 2 :])):
        return []
    after = list(tokens[noun + 2 + len(number) :])
    end = next((index for index, token in enumerate(after) if token.pos_ not in ("ADJ", "NOUN", "PROPN")), len(after))
    who = words_of(after[:end]) or added("people")
    state = Word((_HARMS | _KILLINGS)[tokens[noun].lemma_.lower()], tokens[noun])
    return [Clause((*words_of(number), *who, *added(_be(number)), state, *_after(after[end:])), tokens[noun], number[-1], passive=True)]


def numbered_victims(tokens: Sequence[Token]) -> list[Clause]:
    """ "The dead of Gao now number eleven", which the parser takes for a noun: "eleven people were killed in Gao"; empty for other phrases."""
    at = next((index for index, token in enumerate(tokens[:-1]) if token.lower_ in ("number", "numbered") and index > 1), None)
    if at is None or tokens[0].lower_ != "the" or tokens[1].lower_ not in HARMED or not (number := _number_at(tokens[at + 1 :])):
        return []
    comma = next((index for index, token in enumerate(tokens) if token.is_punct), at)
    noun = [token for token in tokens[2 : min(comma, at)] if token.pos_ != "ADV"]
    where = (*added("in"), *words_of(noun[1:])) if noun and noun[0].lower_ == "of" else words_of(noun)
    befell = Word(STATES.get(tokens[1].lower_, tokens[1].lower_), tokens[1])
    toll = [Clause((*words_of(number), *added("people", "were"), befell, *where), tokens[1], number[-1], passive=True)]
    partial, _ = _parts(tokens[at + 1 + len(number) :])
    return [*toll, *(clause for part in partial for clause in _part_of(part, toll))]


def _parts(rest: Sequence[Token]) -> tuple[list[Sequence[Token]], list[Token]]:
    """ ", two of them children": the parts of a whole that stand behind its number, and what is left without them."""
    found: list[Sequence[Token]] = []
    left: list[Token] = []
    at = 0
    while at < len(rest):
        if rest[at].like_num and [token.lower_ for token in rest[at + 1 : at + 3]] in (["of", "them"], ["of", "whom"]):
            noun = next((index for index in range(at + 3, min(at + 7, len(rest))) if rest[index].tag_ in ("NN", "NNS")), None)
            if noun is not None:
                found.append(rest[at : noun + 1])
                left = left[:-1] if left and left[-1].is_punct else left
                at = after_age(rest, noun + 1)
                continue
        left.append(rest[at])
        at += 1
    return found, left


def after_age(tokens: Sequence[Token], at: int) -> int:
    """Behind "of 12" or "aged 12" after a noun of persons: an age is no count."""
    aged = at + 1 < len(tokens) and tokens[at].lower_ in ("of", "aged") and tokens[at + 1].like_num
    return at + 2 if aged else at


def _part_of(part: Sequence[Token], toll: Sequence[Clause]) -> list[Clause]:
    """ "Two of them children" of a toll of the killed: "two children were killed"."""
    whole = toll[0] if toll else None
    state = next((word for word in whole.words if word.text.lower() in HARMED), None) if whole is not None else None
    if whole is None or state is None:
        return []
    one = part[0].lower_ in ("one", "1")
    # "One of them a nurse": "a nurse was killed".
    who = words_of(part[3:]) if part[3].lower_ in ("a", "an") else (*words_of(part[:1]), *words_of(part[3:]))
    return [Clause((*who, *added("was" if one else "were"), state), whole.head, part[-1], passive=True)]


def is_bringing(gerund: Token) -> bool:
    """Whether a gerund tells a new toll: "bringing the number of dead to six"."""
    if gerund.lemma_ not in _BRINGING:
        return False
    return bool(_number_first(list(gerund.subtree), gerund)) or any(
        _toll_head([child, *child.children]) is not None for child in gerund.children if child.dep_ == "dobj"
    )


def _number_first(tokens: Sequence[Token], gerund: Token) -> list[Clause]:
    """ ", bringing to five the number killed by Eritrean fire": "five people were killed by Eritrean fire"; empty where no number comes first."""
    behind = [token for token in tokens if token.i > gerund.i]
    number = _number_at(behind[1:]) if behind and behind[0].lower_ == "to" else []
    noun = behind[1 + len(number) :]
    return put_at(noun, number) if number and noun else []


def brought_toll(tokens: Sequence[Token], gerund: Token) -> list[Clause]:
    """ ", bringing the number of dead to six": "six people were killed"."""
    if gerund.lemma_ not in _BRINGING:
        return []
    if told := _number_first(tokens, gerund):
        return told
    to = [
        index
        for index, token in enumerate(tokens[:-1])
        if token.lower_ in ("to", "at") and (tokens[index + 1].like_num or tokens[index + 1].lower_ in LEAD_WORDS)
    ]
    if not to:
        return []
    noun = [token for token in tokens[: to[-1]] if token.i > gerund.i]
    number = _number_at(tokens[to[-1] + 1 :])
    return put_at(noun, number) if noun else []


def put_at(noun: Sequence[Token], amount: Sequence[Token], *, armed: bool = False) -> list[Clause]:
    """ "The number of apartments without heat", "14,500, down from 16,000 on Tuesday": a sentence for each of the two counts.

    armed: whether an army counts, so that "its own wounded" are soldiers.
    """
    noun, amount = trimmed(noun), trimmed(amount)
    if (groups := _states(amount)) and (lost := [clause for group in groups for clause in _lost(noun, _number_at(group), group, armed=armed)]):
        return lost  # "its losses", "three dead and seven wounded"
    if groups and (counts := counted_harm(amount)):
        return counts
    number = _number_at(amount)
    if number and (lost := _lost(noun, number, amount, armed=armed)):
        return lost
    head = _toll_head(noun)
    if head is None or not number:
        return []
    if (done := _number_done(noun, number)) is not None:
        return [done]
    rest = amount[len(number) :]
    at = next((index for index, token in enumerate(rest[:-2]) if token.lower_ in ("up", "down") and rest[index + 1].lower_ == "from"), None)
    if at is None:
        return _counted(noun, list(words_of(number)), _after(rest), rest)
    before = _number_at(rest[at + 2 :])
    earlier = _counted(noun, list(words_of(before)), words_of(rest[at + 2 + len(before) :]), rest[at:]) if before else []
    return [*_counted(noun, list(words_of(number)), _after(rest[:at]), rest[:at]), *earlier]


def _number_done(noun: Sequence[Token], number: Sequence[Token]) -> Clause | None:
    """ "The number of rounds its men had fired" and 52: "its men had fired 52 rounds"; None for other counts."""
    verb = next((token for token in noun if token.dep_ in ("relcl", "advcl", "acl") and token.tag_ in ("VBN", "VBD")), None)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None) if verb is not None else None
    of = next((index for index, token in enumerate(noun) if token.lower_ == "of"), None)
    if verb is None or subject is None or of is None or subject.left_edge not in noun or subject.lower_ in ("that", "which", "who"):
        return None
    counted = [token for token in noun[of + 1 :] if token.i < subject.left_edge.i and token.lower_ not in ("that", "which")]
    told = [token for token in noun if token.i >= subject.left_edge.i]
    end = next((index for index, token in enumerate(told) if token.i > verb.i and token.dep_ != "prt"), len(told))
    return Clause((*words_of(told[:end]), *words_of(number), *words_of(counted), *words_of(told[end:])), verb, subject) if counted else None


def _states(amount: Sequence[Token]) -> list[list[Token]]:
    """The counts of "three dead and seven wounded"; empty where there are not several, each with what befell those counted."""
    groups = _groups(amount)
    told = all(_number_at(group) and any(token.lower_ in HARMED for token in group) for group in groups)
    return groups if told and len(groups) > 1 else []


def _lost(noun: Sequence[Token], number: Sequence[Token], amount: Sequence[Token], *, armed: bool) -> list[Clause]:
    """ "Its own losses", "two soldiers": "two of its soldiers were killed"; "the army's wounded", "19": "19 of the army's soldiers were wounded"."""
    rest = amount[len(number) :]
    if len(noun) > 1 and noun[0].lower_ == "the" and noun[1].lower_ in HARMED and all(token.dep_ == "prep" for token in noun[2:3]):
        return _the_dead(noun[1], number, rest, where=noun[2:])
    at = next((index for index, token in enumerate(noun) if index and _state_of(token)), None)
    if at is None or (noun[at - 1].tag_ not in ("PRP$", "POS") and noun[at - 1].lower_ != "own"):
        return []
    owner = [token for token in noun[:at] if token.lower_ != "own"]
    if not owner or owner[-1].tag_ not in ("PRP$", "POS"):
        return []
    befell = noun[at]
    if rest and rest[0].lower_ in HARMED:
        befell, rest = rest[0], rest[1:]  # "its own losses at 14 dead"
    counted = next((index + 1 for index, token in enumerate(rest) if token.tag_ in ("NN", "NNS")), 0)
    counted = counted if all(token.pos_ in ("ADJ", "NOUN", "PROPN") for token in rest[:counted]) else 0
    whose = any(token.lemma_.lower() in _ARMED for token in owner)
    people = words_of(rest[:counted]) or added("soldiers" if armed or whose else "people")
    state = Word(_state_of(befell), befell)
    after = (*words_of(noun[at + 1 :]), *_after(rest[counted:]))
    side = owner[-2] if owner[-1].tag_ == "POS" and len(owner) > 1 else owner[-1]
    return [Clause((*words_of(number), *added("of"), *words_of(owner), *people, *added(_be(number)), state, *after), befell, side, passive=True)]


def _the_dead(state: Token, number: Sequence[Token], rest: Sequence[Token], *, where: Sequence[Token] = ()) -> list[Clause]:
    """ "The dead [where]", "14, most of them traders": "14 people, most of them traders, were killed [where]"."""
    befell = Word(STATES.get(state.lower_, state.lower_), state)
    partial, left = _parts(rest)
    if partial:
        toll = [Clause((*words_of(number), *added("people", "were"), befell, *words_of(where), *_after(left)), state, number[-1], passive=True)]
        return [*toll, *(clause for part in partial for clause in _part_of(part, toll))]
    # A remark on the counted stands beside them; what else follows is time and place.
    aside = list(rest[1:]) if len(rest) > 1 and rest[0].is_punct and rest[1].lower_ in _AMONG else []
    set_off = (*added(","), *words_of(aside), *added(",")) if aside else ()
    after = () if aside else _after(rest)
    return [Clause((*words_of(number), *added("people"), *set_off, *added("were"), befell, *words_of(where), *after), state, number[-1], passive=True)]


def _state_of(token: Token) -> str:
    """What befell those that a noun such as "losses", "dead" or "wounded" names; empty for others."""
    return _LOST.get(token.lower_, "") or _LOST.get(token.lemma_.lower(), "")


def counted_harm(part: Sequence[Token]) -> list[Clause]:
    """ "15 dead, among them six newborns, and more than 30 wounded in Derna": a sentence for each count; empty where the tokens are not just counts."""
    tokens = trimmed(part)
    if told := _among_victims(tokens):
        return told
    if not tokens or not (tokens[0].like_num or tokens[0].lower_ in LEAD_WORDS or tokens[0].lower_ in ("dozens", "hundreds")):
        return []
    partial, left = _parts(tokens)
    if partial and (whole := counted_harm(left)):
        children = [clause for part in partial for clause in _part_of(part, whole)]
        return [*whole, *children]
    groups = _groups(tokens)
    found: list[tuple[list[Word], tuple[Word, ...], Token]] = []
    shared: tuple[Word, ...] = ()
    for index, group in enumerate(groups):
        if found and group[0].lower_ in _AMONG:
            counted, _, state = found[-1]
            found[-1] = (counted, words_of(group), state)
            continue
        at = next((place for place, token in enumerate(group) if token.lower_ in HARMED or token.lemma_.lower() in _HARMS), None)
        if not at or any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.i != group[at].i for token in group) or not _has_number(group[:at]):
            return []
        after = group[at + 1 :]
        counted, after = _who_were(group[:at], after)
        if after and index < len(groups) - 1:
            return []
        if after and after[0].pos_ not in ("ADP", "SCONJ", "PROPN", "ADV"):
            return []
        shared = words_of(after)
        found.append((counted, (), group[at]))
    return [_harmed(counted, aside, state, shared) for counted, aside, state in found]


def _among_victims(tokens: Sequence[Token]) -> list[Clause]:
    """ "Seven children and four women among the dead", with "were" or without: a sentence for each; empty for other phrases."""
    at = next((index for index, token in enumerate(tokens) if token.lower_ in ("among", "amongst")), None)
    if not at or len(tokens) < at + 3 or tokens[at + 1].lower_ not in ("the", "its", "those") or not (befell := _state_of(tokens[at + 2])):
        return []
    listed = tokens[: at - 1] if tokens[at - 1].lower_ in ("was", "were", "are", "is") else tokens[:at]
    groups = _groups(listed)
    if not groups or any(any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in group) or not _has_number(group) or len(group) < 2 for group in groups):
        return []
    shared = _after(tokens[at + 3 :])
    be = ["was" if group[0].lower_ in ("one", "1") or (group[-1].tag_ == "NN" and group[-1].lower_ != "people") else "were" for group in groups]
    return [
        Clause((*words_of(group), *added(said), Word(befell, tokens[at + 2]), *shared), tokens[at + 2], group[-1], passive=True)
        for group, said in zip(groups, be, strict=True)
    ]


def is_toll(noun: Token) -> bool:
    """Whether a noun is a running count: a toll, or the number of something."""
    lemma = noun.lemma_.lower()
    return lemma in _TOLLS or (lemma in _NUMBERS and any(child.lower_ == "of" or (child.dep_ == "acl" and child.lower_ in HARMED) for child in noun.children))


def _toll_head(noun: Sequence[Token]) -> Token | None:
    return next((token for token in noun if is_toll(token)), None) or next((token for token in noun if token.lemma_.lower() in _DEATHS), None)


def _counted(noun: Sequence[Token], number: list[Word], rest: tuple[Word, ...], tail: Sequence[Token]) -> list[Clause]:
    """A count as a sentence: "six people were killed", "14,500 apartments were without heat"."""
    head = _toll_head(noun)
    if head is None or any(token.lower_ in ("which", "that") for token in tail):
        return []
    of = next((index for index, token in enumerate(noun) if token.lower_ == "of" and token.i == head.i + 1), None)
    told = list(noun[noun.index(head) + 1 :])
    if told and told[0].lower_ in HARMED:  # "the number killed by Eritrean fire"
        befell = Word(STATES.get(told[0].lower_, told[0].lower_), told[0])
        return [Clause((*number, *added("people", "were"), befell, *words_of(told[1:]), *rest), told[0], head, passive=True)]
    if of is not None and head.lemma_.lower() == "toll" and any(token.lemma_.lower() in EVENT_NOUNS and token.head.i == told[0].i for token in told):
        # "The toll of the attack on the village"
        return [Clause((*number, *added("people", "were", "killed", "in"), *words_of(told[1:]), *rest), head, head, passive=True)]
    if head.lemma_.lower() in _DEATHS and of is None:
        side = [token for token in noun if token.i < head.i and token.text[:1].isupper() and token.dep_ in ("amod", "compound")]
        where = (*added("on", "the"), *words_of(side), *added("side")) if side else ()
        return [Clause((*number, *added("people", "were"), Word("killed", head), *where, *rest), head, head, passive=True)]
    things = list(noun[of + 1 :]) if of is not None else []
    things = things[1:] if things and things[0].lower_ in ("the", "all", "its", "their") else things
    where = words_of(token for token in noun if of is None and token.i > head.i)
    if len(things) > 1 and things[0].lower_ in HARMED and things[0].dep_ == "amod" and things[0].head in things:
        last = things.index(things[0].head)
        befell = Word(STATES.get(things[0].lower_, things[0].lower_), things[0])
        who, behind = words_of(things[1 : last + 1]), words_of(things[last + 1 :])
        return [Clause((*number, *who, *added("were"), befell, *behind, *rest), things[0], things[last], passive=True)]
    if not things or things[0].lower_ in HARMED or things[0].lemma_.lower() in _DEATHS:
        if of is not None and not things:
            return []
        state = STATES.get(things[0].lower_, things[0].lower_) if things and things[0].lower_ in HARMED else "killed"
        core = (*number, *added("people", "were"), Word(state, things[0] if things else head), *where, *words_of(things[1:]), *rest)
        return [Clause(core, things[0] if things else head, things[0] if things else head, passive=True)]
    mark = next((index for index, token in enumerate(things) if index and token.pos_ == "ADP" and token.lower_ != "of"), None)
    root = things[mark - 1] if mark is not None and things[mark - 1].pos_ == "NOUN" else root_of(things)
    said = next((child for child in root.children if child in things and child.dep_ in ("acl", "relcl", "amod", "prep") and child.i > root.i), None)
    # The parser hangs "without power" on "number".
    said = said or next((token for token in things if token.i == root.i + 1 and (token.pos_ == "ADP" or token.tag_ == "VBN")), None)
    name = added("people") if root.lower_ in ("those", "these") else words_of(token for token in things if token.i <= root.i)
    after = [token for token in things if token.i > root.i]
    if said is None:
        return [Clause((*added("There", "were"), *number, *name, *words_of(after), *rest), root, None)]
    told = [token for token in after if token.tag_ not in ("WP", "WDT") and token.lower_ != "that"]
    if said.dep_ == "relcl" and (doer := next((child for child in said.children if child.dep_ == "nsubj" and child.tag_ not in ("WP", "WDT")), None)):
        # "The number of detainees it had freed": "it had freed 110 detainees"
        return [
            Clause(
                (*words_of(token for token in told if token.i <= said.i), *number, *name, *words_of(token for token in told if token.i > said.i), *rest),
                said,
                doer,
            )
        ]
    verb = () if said.dep_ == "relcl" else added("were")
    return [Clause((*number, *name, *verb, *words_of(told), *rest), said, root, passive=said.tag_ == "VBN")]


def _after(rest: Sequence[Token]) -> tuple[Word, ...]:
    """What follows a count without what a comma sets off."""
    comma = next((index for index, token in enumerate(rest) if token.is_punct), len(rest))
    parts = len(rest) > comma + 3 and rest[comma + 2].lower_ == "of" and rest[comma + 3].lower_ in ("them", "whom")
    return words_of(rest if parts else rest[:comma])


def _amount_of(token: Token) -> list[Token]:
    """The words of a number, "more than 30"; empty for other phrases, also "30 percent higher"."""
    if not (token.like_num or token.tag_ == "CD"):
        return []
    return [part for part in token.subtree if part.i <= token.i and not part.is_punct]


def _number_at(tokens: Sequence[Token]) -> list[Token]:
    """The number at the beginning of tokens, with its "at least"."""
    for index, token in enumerate(tokens):
        if token.like_num or token.tag_ == "CD":
            return list(tokens[: index + 1])
        if token.lower_ not in LEAD_WORDS:
            break
    return []


def _groups(tokens: Sequence[Token]) -> list[list[Token]]:
    """Stretches between commas and "and" that begin with a number, or with "among"."""
    groups: list[list[Token]] = [[]]
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        joint = token.text == "," or token.lower_ == "and"
        counts = after is not None and (after.like_num or (after.lower_ in LEAD_WORDS and _has_number(tokens[index + 1 : index + _LEADING])))
        if joint and after is not None and (counts or after.lower_ in _AMONG or after.lower_ == "and"):
            groups.append([])
        elif not token.is_punct:
            groups[-1].append(token)
    return [group for group in groups if group]


def _has_number(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and (any(token.like_num or token.tag_ == "CD" for token in tokens) or tokens[0].lower_ in ("no", "dozens", "hundreds"))


def _who_were(number: Sequence[Token], after: Sequence[Token]) -> tuple[list[Word], list[Token]]:
    """Those counted, and what stands behind them: "14", "[dead] civilians in Gao" are 14 civilians; "three", "[wounded] of its own" three of its people."""
    bare = bool(number) and (number[-1].like_num or number[-1].tag_ == "CD" or number[-1].lower_ in ("no", "dozens", "hundreds"))
    noun = next((index for index, token in enumerate(after) if token.pos_ not in ("ADJ", "NOUN", "PROPN") or not bare), len(after))
    if noun and after[noun - 1].tag_ in ("NN", "NNS"):
        return [*words_of(number), *words_of(after[:noun])], list(after[noun:])
    if bare and len(after) > 2 and after[0].lower_ == "of" and after[1].tag_ == "PRP$" and after[2].lower_ == "own":
        return [*words_of(number), *words_of(after[:2]), *added("people")], list(after[3:])
    return _with_people(number), list(after)


def _with_people(counted: Sequence[Token]) -> list[Word]:
    """ "15" as "15 people"; "15 soldiers" as it is."""
    if counted[-1].lower_ == "civilian" and counted[0].lower_ not in ("one", "a", "1"):
        return [*words_of(counted[:-1]), Word("civilians", counted[-1])]  # "five civilian dead"
    bare = counted[-1].like_num or counted[-1].tag_ == "CD" or counted[-1].lower_ in ("no", "dozens", "hundreds")
    return [*words_of(counted), *(added("people") if bare and counted[-1].lower_ not in ("dozens", "hundreds") else ())]


def _harmed(counted: list[Word], aside: tuple[Word, ...], state: Token, shared: tuple[Word, ...]) -> Clause:
    one = any(word.text.lower() in ("one", "1") for word in counted) and len(counted) <= 2
    set_off = (*added(","), *aside, *added(",")) if aside else ()
    words = [Word("person") if one and word.text == "people" and word.token is None else word for word in counted]
    said = _HARMS.get(state.lemma_.lower()) or STATES.get(state.lower_, state.lower_)
    subject = next((word.token for word in reversed(words) if word.token is not None), None)
    return Clause((*words, *set_off, *added("was" if one else "were"), Word(said, state), *shared), state, subject, passive=True)
