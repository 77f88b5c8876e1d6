"""Doer and object of an event, as party codes: as the words say, else as the sides of the story make it likely."""

from __future__ import annotations

from dataclasses import replace

from checker.roles import HOSTILE, MEETING, Roles
from checker.sides import Sides

_TAKING = frozenset(["capture", "seize", "take", "hold", "retake", "recapture", "control", "overrun", "liberate", "occupy", "fight", "involve"])
_SUPPORTING = frozenset(
    ["arm", "supply", "support", "train", "fund", "finance", "back", "give", "provide", "equip", "harbor", "harbour", "shelter", "host", "pay"]
)
_ASKING = frozenset(
    [
        "ask",
        "request",
        "propose",
        "go",
        "return",
        "refuse",
        "reject",
        "rule",
        "seek",
        "offer",
        "want",
        "demand",
        "agree",
        "negotiate",
        "promise",
        "assure",
        "pledge",
        "raise",
    ]
)
_ANSWERING = frozenset(["respond", "retaliate", "answer", "reply", "punish", "avenge", "lodge", "complain", "protest", "sue", "appeal", "file"])
# Troops that leave or go home do it to nobody; states and intentions of one's own are nobody's either.
_LEAVING = frozenset(["leave", "withdraw", "return", "retreat", "be", "reduce", "pull", "evacuate", "depart", "go", "redeploy", "vacate", "abandon", "remain"])
_INWARD = frozenset(
    [
        "be",
        "want",
        "need",
        "hide",
        "keep",
        "know",
        "mediate",
        "provide",
        "pay",
        "compensate",
        "rebuild",
        "investigate",
        "drift",
        "sound",
        "visit",
        "clear",
        "have",
    ]
)
_ARRESTING = frozenset(["arrest", "detain", "jail", "charge", "remand", "question", "suspect", "release", "free", "try"])


def assign(
    kind: str,
    roles: Roles,
    *,
    sides: Sides,
    speaker: tuple[str, ...],
    place: str | None,
    known: tuple[str | None, str | None],
    expected: str | None,
    verb: str,
    act: bool = False,
    accusing: bool = False,
    denying: bool = False,
    contested: bool = False,
    directed: bool = False,
) -> tuple[str | None, str | None]:
    """Actor and target by type. place: country of the event's place; known: actor and target of the event it belongs to.

    act: whether it is a single act against another, of whatever type; denying: whether he denies it; contested: whether others name different
    doers of the event. accusing: whether the speaker blames another, for what was done to himself where nobody else is named. For casualties the one who caused
    them and the side of the victims; for displacement only the latter.
    """
    own = sides.own(speaker)
    harmed_itself = place is None or place not in sides or place in (own, sides.resolver.country(own) if own is not None else None)
    blames = accusing and (act or kind in HOSTILE | {"casualties"}) and own is not None and roles.doer != own and not roles.pair
    place = sides.ruler(place)
    roles = replace(roles, patient=sides.ruler(roles.patient))
    if blames and roles.patient is None and harmed_itself and not (roles.civil and sides.is_group(own) and not sides.rules(own)):
        roles = replace(roles, patient=own)
    if roles.told and kind in ("talks_agreement", "other"):
        # "Residents had been warned", "it had not been notified of the strike": by who struck, mostly him that tells of it.
        actor = known[0] if known[0] != roles.patient else None
        actor = actor or (own if own != roles.patient and not accusing else sides.opponent(own))
        return actor, roles.patient or (place if place != actor else None) or (sides.opponent(actor) if roles.civil else None)
    if roles.forces and roles.doer is None and not roles.pair:
        doer = expected or own
        roles = replace(roles, doer=sides.opponent(doer) if doer is not None and doer == roles.patient else doer)
    if kind == "displacement":
        if roles.home:
            return None, None
        found = next((party for party in (roles.patient, place, roles.doer, own) if party in sides and (sides.rules(party) or not sides.is_group(party))), None)
        return None, place if sides.hosts(place) else found or sides.host
    if kind == "casualties":
        return _settled(*_casualties(roles, sides, own, place, known, expected), kind, roles, sides, speaker if contested else (), place)
    if kind in HOSTILE or (act and (roles.patient is None or roles.doer is None)):
        if kind == "ceasefire_violation" and sides.focus and roles.patient not in sides:
            # "violated a truce reached in Malaysia": who is named beside the parties to a truce brokered it.
            roles = replace(roles, patient=None)
        roles = replace(roles, patient=roles.patient or roles.ground)
        if kind == "capture_detention":
            said = roles.doer
            roles = _held(roles, verb, sides, own, place, accusing=accusing)
            if said is None and roles.doer is not None and roles.patient is None and not accusing:
                # Whose men were arrested is not said; where two states stand against each other they are the other's.
                other = sides.opponent(roles.doer) if sides.between_states else None
                return roles.doer, known[1] if known[0] == roles.doer else other
        if kind == "damage" and roles.doer is not None and roles.doer == place and roles.patient is None and roles.doer != own:
            # "The hall was wrecked by a Ukrainian missile that went astray."
            return roles.doer, place
        return _settled(*_hostile(roles, sides, own, place, known, expected, falls=kind == "damage"), kind, roles, sides, speaker if contested else (), place)
    if roles.pair or (kind == "talks_agreement" and verb in MEETING):
        return None, None
    if roles.bystanders and kind == "other" and (roles.patient is None or roles.patient == sides.opponent(roles.doer)):
        return roles.doer or (own if directed else expected), None
    if kind == "other" and roles.doer is None and accusing and roles.they and own is not None:
        other = sides.opponent(own)
        return other, known[1] if known[0] == other else roles.patient if roles.patient != other else None
    if kind == "other" and roles.doer is None and roles.patient is None:
        if denying and own is not None:
            # "A water intake had not been blocked": who denies denies his own act.
            return own, sides.opponent(own)
        if known == (None, None) and directed and own is not None and verb not in _INWARD:
            return own, sides.opponent(own)
        if known == (None, None) and own is None and place in sides:
            return None, place
        # Said of an event told before ("no one in the street received a warning").
        return known
    if kind == "other" and verb in _SUPPORTING and roles.doer in sides:
        # Who arms a group acts against those whom it fights.
        return roles.doer, own if own != roles.doer else known[1] if known[0] == roles.doer else sides.opponent(roles.doer)
    if kind == "troop_movement" and roles.patient is None and roles.doer is not None:
        if roles.taking or verb in _TAKING:
            return roles.doer, known[0] if known[1] == roles.doer and known[0] in sides else sides.opponent(roles.doer, own)
        # Whose ground they are on.
        if verb not in _LEAVING and not roles.forces and roles.doer in sides and place not in sides:
            return roles.doer, sides.opponent(roles.doer)
        return roles.doer, place if place in sides and place != roles.doer and not sides.is_group(roles.doer) else None
    if kind == "talks_agreement" and roles.doer in sides and roles.patient not in sides and verb in _ASKING:
        return roles.doer, sides.opponent(roles.doer)
    if kind == "other" and roles.doer == own and roles.patient is None and verb in _ANSWERING:
        return roles.doer, sides.opponent(own)
    if kind == "other" and roles.doer is not None and roles.patient is None:
        if accusing and own is not None and roles.doer in sides and roles.doer != own:
            return roles.doer, own
        if directed and roles.doer in sides and verb not in _INWARD and known[0] != roles.doer:
            return roles.doer, sides.opponent(roles.doer)
        return roles.doer, known[1] if known[0] == roles.doer else None
    return roles.doer, roles.patient


def _fighters(actor: str | None, target: str | None, sides: Sides) -> tuple[str | None, str | None]:
    """Actor and target without the observer who saw, recorded or counted it."""
    return (None if actor not in sides and sides.observes(actor) else actor), target


def _settled(
    actor: str | None, target: str | None, kind: str, roles: Roles, sides: Sides, speaker: tuple[str, ...], place: str | None
) -> tuple[str | None, str | None]:
    """Actor and target as far as they are said: bystanders who name nobody leave the doer open, and civilians of a country whose army fights
    a group on its own ground belong to the country."""
    actor, target = _fighters(actor, target, sides)
    if roles.doer is None and (roles.unknown or any(sides.observes(party) for party in speaker)):
        actor = None
    watched = kind == "casualties" and roles.doer is None and roles.patient is None and any(sides.observes(party) for party in speaker)
    if watched and sides.civil_war:
        return None, None  # bystanders count the dead of a town that both sides hold
    if roles.patient is None and sides.hosts(place) and kind in ("casualties", "damage", "air_strike", "ground_fire"):
        target = place
    return actor, target


def _held(roles: Roles, verb: str, sides: Sides, own: str | None, place: str | None, *, accusing: bool) -> Roles:
    """Who holds the men who "were arrested in Klintsy": the authorities there, else those who tell of it without a complaint."""
    if roles.doer is not None or roles.pair or roles.patient == own:
        return roles
    if place in sides and place != roles.patient and (verb in _ARRESTING or place != own):
        return replace(roles, doer=place)
    return replace(roles, doer=own) if own is not None and not accusing else roles


def _known_side(victims: str | None, roles: Roles, sides: Sides) -> str | None:
    """The victims' side; none for villagers and traders, who are not an armed group's own, where the words don't say whose they are."""
    return None if roles.civil and roles.patient is None and sides.is_group(victims) and not sides.rules(victims) else victims


def _casualties(
    roles: Roles, sides: Sides, own: str | None, place: str | None, known: tuple[str | None, str | None], expected: str | None
) -> tuple[str | None, str | None]:
    if roles.fighters and roles.patient is None and roles.doer is None and own is not None and not sides.is_group(own):
        group = next((party for party in sides.focus if sides.is_group(party)), None)
        roles = replace(roles, patient=group)
    at_home = roles.civil and roles.patient is None and place is not None and place == roles.doer and any(map(sides.is_group, sides.focus))
    victims = roles.patient or (place if place != roles.doer else None) or (known[1] if known[1] != roles.doer else None)
    if at_home:
        # Whose side the villagers are on whom their own state's army hits is not said.
        return roles.doer, None
    if victims is None:
        victims = own if own != roles.doer else sides.opponent(roles.doer, own)
    if roles.patient is None and expected is not None and victims == expected and roles.doer is None:
        victims = sides.opponent(expected)
    causer = roles.doer if roles.doer != victims else None
    if causer is None and known[0] != victims:
        causer = known[0]
    if causer is None and victims in sides:
        causer = sides.opponent(victims)
    return causer, _known_side(victims, roles, sides)


def _hostile(
    roles: Roles, sides: Sides, own: str | None, place: str | None, known: tuple[str | None, str | None], expected: str | None, *, falls: bool
) -> tuple[str | None, str | None]:
    if roles.pair:
        return None, None
    if roles.unknown:
        return None, roles.patient or place or known[1]
    actor = roles.doer
    if falls and actor is None and roles.patient is None and place in sides and place == known[0] and place != sides.host:
        # What fell on the ground of him who did the deed told before is the other's deed.
        return sides.opponent(place), place
    if actor is None and known[0] is not None and known[0] != roles.patient:
        actor = known[0]
    if actor is None and expected != roles.patient:
        actor = expected
    if actor is None and roles.patient in sides:
        actor = sides.opponent(roles.patient)
    target = roles.patient or (place if place != actor and (place in sides or not sides.focus) else None)
    if target is None and actor is not None:
        if roles.civil and place == actor and any(map(sides.is_group, sides.focus)):
            return actor, None
        target = known[1] if known[0] == actor and known[1] is not None else sides.opponent(actor, own)
    if target is None and actor is None:
        target = place
    return actor, _known_side(target if target != actor else sides.opponent(actor, own), roles, sides)
