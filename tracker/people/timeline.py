"""The history of a person, a role or a body as sentences, newest first (R17)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from tracker.extensions import db
from tracker.history.models import Event
from tracker.history.queries import list_for
from tracker.people.models import Body, Level, Role
from tracker.people.queries import names_of
from tracker.web.dates import bare_day
from tracker.web.words import listed


@dataclass(frozen=True)
class Line:
    """One event as a sentence."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Names:
    """The names that the events of a page speak of, by id."""

    people: Mapping[int, str]
    roles: Mapping[int, str]
    bodies: Mapping[int, str]


def of(subject: str, subject_id: int, *, limit: int = 100) -> list[Line]:
    """Return the newest events of a person, a role or a body; four queries at most."""
    events = list_for(subject, subject_id, limit=limit)
    names = names_in(events)
    return [Line(event.at, sentence(event, names)) for event in events]


def who(event: Event, people: Mapping[int, str]) -> str:
    """Return who did it, and for whom when that was another (H3)."""
    name = event.by_name or people.get(event.by_id or 0)
    if name is None:
        return gettext("Tovholder")
    behalf = people.get(event.on_behalf_of_id or 0)
    if behalf and behalf != name:
        return gettext("%(name)s on behalf of %(other)s", name=name, other=behalf)
    return name


def level_word(level: str) -> str:
    """Return an access level as users read it."""
    return {
        Level.READER: gettext("Reader"),
        Level.CHIEF: gettext("Chief"),
        Level.SECRETARIAT: gettext("Secretariat"),
        Level.DIRECTOR: gettext("Director"),
        Level.ADMINISTRATOR: gettext("Administrator"),
    }[Level(level)]


def names_in(events: Sequence[Event]) -> Names:
    """Return the names that events of this room speak of; three queries at most."""
    people: set[int | None] = set()
    roles: set[int | None] = set()
    bodies: set[int | None] = set()
    for event in events:
        people |= {event.by_id, event.on_behalf_of_id}
        if (told := {"person": people, "role": roles, "body": bodies}.get(event.subject)) is not None:
            told.add(event.subject_id)
        for side in _sides(event):
            people |= {side.get("person"), side.get("deputy"), side.get("goes_on")}
            people |= {one["person"] for one in side.get("gave_way", ())}
            roles |= {side["superior"]} if side.get("superior") else set()
            bodies |= set(side.get("bodies", ()))
    return Names(
        people=names_of(people),
        roles=dict(db.session.execute(select(Role.id, Role.title).where(Role.id.in_(roles))).all()) if roles else {},
        bodies=dict(db.session.execute(select(Body.id, Body.name).where(Body.id.in_(bodies))).all()) if bodies else {},
    )


def thing(event: Event, names: Names) -> str | None:
    """Return the name of the person, role or body that an event is about; None for anything else."""
    known = {"person": names.people, "role": names.roles, "body": names.bodies}.get(event.subject, {})
    return known.get(event.subject_id)


def _sides(event: Event) -> tuple[dict[str, Any], dict[str, Any]]:
    return event.data.get("before", {}), event.data.get("after", {})


def _day(value: str | None) -> str:
    return bare_day(date.fromisoformat(value)) if value else "–"


def sentence(event: Event, names: Names) -> str:
    """Return an event of this room as one sentence; a kind that has none names itself."""
    before, after = _sides(event)
    maker = SENTENCES.get(event.kind)
    if maker is None:
        return f"{who(event, names.people)}: {event.kind}"
    return maker(who(event, names.people), before, after, names, event.data)


def _person(names: Names, person_id: int | None) -> str:
    return names.people.get(person_id or 0, gettext("nobody"))


def _hands(by: str, before: dict[str, Any], after: dict[str, Any], names: Names, _facts: dict[str, Any]) -> str:
    day = _day(after.get("from_on"))
    if after.get("until_on"):
        text = gettext(
            "%(who)s noted %(name)s as holder from %(first)s to %(last)s",
            who=by, name=_person(names, after.get("person")), first=day, last=_day(after["until_on"]),
        )  # fmt: skip
    elif after.get("person") is None:
        text = gettext("%(who)s left the role vacant from %(day)s", who=by, day=day)
    elif after.get("acting"):
        text = gettext(
            "%(who)s gave the role to %(name)s, acting, from %(day)s",
            who=by, name=_person(names, after["person"]), day=day,
        )  # fmt: skip
    else:
        text = gettext(
            "%(who)s gave the role to %(name)s from %(day)s", who=by, name=_person(names, after["person"]), day=day
        )
    gone = [_person(names, one["person"]) for one in before.get("gave_way", ())]
    return text + (gettext(", in place of %(names)s", names=listed(gone)) if gone else "")


def _role_changed(by: str, before: dict[str, Any], after: dict[str, Any], names: Names, _facts: dict[str, Any]) -> str:
    parts = []
    if "title" in after:
        parts.append(gettext("the title from »%(old)s« to »%(new)s«", old=before["title"], new=after["title"]))
    if "superior" in after:
        old, new = (names.roles.get(side["superior"] or 0, gettext("none")) for side in (before, after))
        parts.append(gettext("the superior from %(old)s to %(new)s", old=old, new=new))
    if "area" in after:
        old, new = (side["area"] or gettext("none") for side in (before, after))
        parts.append(gettext("the area from %(old)s to %(new)s", old=old, new=new))
    return gettext("%(who)s changed %(what)s", who=by, what=listed(parts))


def _person_changed(
    by: str, before: dict[str, Any], after: dict[str, Any], _names: Names, _facts: dict[str, Any]
) -> str:
    parts = []
    if "name" in after:
        parts.append(gettext("the name from »%(old)s« to »%(new)s«", old=before["name"], new=after["name"]))
    if "email" in after:
        parts.append(gettext("the address from %(old)s to %(new)s", old=before["email"], new=after["email"]))
    if "locale" in after:
        parts.append(
            gettext("the language to English") if after["locale"][:2] == "en" else gettext("the language to Danish")
        )
    return gettext("%(who)s changed %(what)s", who=by, what=listed(parts))


def _taken_back(by: str, before: dict[str, Any], after: dict[str, Any], names: Names, _facts: dict[str, Any]) -> str:
    name, day = _person(names, before.get("person")), _day(before.get("from_on"))
    if after.get("goes_on"):
        return gettext(
            "%(who)s took back that %(name)s begins %(day)s; %(other)s goes on",
            who=by, name=name, day=day, other=_person(names, after["goes_on"]),
        )  # fmt: skip
    return gettext("%(who)s took back that %(name)s begins %(day)s", who=by, name=name, day=day)


def _deactivated(by: str, before: dict[str, Any], _after: dict[str, Any], names: Names, _facts: dict[str, Any]) -> str:
    bodies = [names.bodies[one] for one in before.get("bodies", ()) if one in names.bodies]
    text = gettext("%(who)s ended the access: has left", who=by)
    return text + (gettext(", also %(bodies)s", bodies=listed(bodies)) if bodies else "")


_Maker = Callable[[str, dict[str, Any], dict[str, Any], Names, dict[str, Any]], str]
SENTENCES: dict[str, _Maker] = {
    "person_added": lambda by, *_: gettext("%(who)s added the person", who=by),
    "person_changed": _person_changed,
    "person_deactivated": _deactivated,
    "person_reactivated": lambda by, *_: gettext("%(who)s opened the access again", who=by),
    "password_set": lambda by, *_: gettext("%(who)s set a password", who=by),
    "sessions_ended": lambda by, *_: gettext("%(who)s ended all sessions", who=by),
    "account_joined": lambda by, *_: gettext("%(who)s joined the organisation's account", who=by),
    "account_parted": lambda by, *_: gettext("%(who)s took the organisation's account away", who=by),
    "own_settings_changed": lambda by, *_: gettext("%(who)s changed their own settings", who=by),
    "person_anonymised": lambda by, *_: gettext("%(who)s took the name out", who=by),
    "level_changed": lambda by, before, after, *_: gettext(
        "%(who)s changed the access from %(old)s to %(new)s",
        who=by, old=level_word(before["level"]), new=level_word(after["level"]),
    ),
    "went_away": lambda by, _before, after, names, _: gettext(
        "%(who)s noted the absence %(first)s – %(last)s, with %(name)s as deputy",
        who=by, first=_day(after["from_on"]), last=_day(after["until_on"]), name=_person(names, after["deputy"]),
    ),
    "came_back": lambda by, before, _after, names, _: gettext(
        "%(who)s took back the absence %(first)s – %(last)s, with %(name)s as deputy",
        who=by, first=_day(before["from_on"]), last=_day(before["until_on"]), name=_person(names, before["deputy"]),
    ),
    "deputy_changed": lambda by, _before, after, names, _: gettext(
        "%(who)s made %(name)s the deputy for %(first)s – %(last)s",
        who=by, name=_person(names, after["deputy"]), first=_day(after["from_on"]), last=_day(after["until_on"]),
    ),
    "role_added": lambda by, *_: gettext("%(who)s added the role", who=by),
    "role_changed": _role_changed,
    "role_changed_hands": _hands,
    "tenure_taken_back": _taken_back,
    "role_closed": lambda by, _before, after, *_: gettext(
        "%(who)s closed the role after %(day)s", who=by, day=_day(after["closed_on"])
    ),
    "role_reopened": lambda by, *_: gettext("%(who)s opened the role again", who=by),
    "alias_added": lambda by, _b, _a, _n, facts: gettext(
        "%(who)s added the name »%(name)s«", who=by, name=facts["name"]
    ),
    "alias_removed": lambda by, _b, _a, _n, facts: gettext(
        "%(who)s removed the name »%(name)s«", who=by, name=facts["name"]
    ),
    "body_added": lambda by, *_: gettext("%(who)s added the body", who=by),
    "member_added": lambda by, _before, after, names, _: gettext(
        "%(who)s added %(name)s as a member", who=by, name=_person(names, after["person"])
    ),
    "member_removed": lambda by, before, _after, names, _: gettext(
        "%(who)s removed %(name)s as a member", who=by, name=_person(names, before["person"])
    ),
}  # fmt: skip
