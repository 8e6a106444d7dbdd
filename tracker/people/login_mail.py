"""The mail with a login link, composed when it is claimed."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import datetime

from flask import current_app
from flask_babel import force_locale, gettext
from sqlalchemy import select

from tracker.extensions import db
from tracker.outbox.registry import Claimed, Draft, Render
from tracker.people.login_links import make
from tracker.people.login_models import LoginLink
from tracker.people.models import Person
from tracker.people.queries import get_organisation
from tracker.people.sign_in import digest

#: Characters of a line of the plain-text part.
WIDTH = 76


def login_link(messages: Sequence[Claimed], now: datetime) -> Render:
    """Read what a batch of these mails needs; the function given back renders one of them.

    One whose link works no longer, or whose person has left or has another address now, has nothing to say.
    """
    organisation = get_organisation()
    sender = f"Tovholder, {organisation.name}" if organisation.name else "Tovholder"
    reply_to = organisation.secretariat_email
    wanted = [int(message.payload["link_id"]) for message in messages]
    statement = (
        select(LoginLink, Person)
        .join(Person, Person.id == LoginLink.person_id)
        .where(LoginLink.id.in_(wanted), LoginLink.ended_at.is_(None), LoginLink.expires_at > now, Person.is_active)
    )
    found = {
        link.id: (person.name, person.email, person.locale, make(link))
        for link, person in db.session.execute(statement)
        if digest(person.email) == link.address_hash
    }

    def render(message: Claimed) -> Draft | None:
        if int(message.payload["link_id"]) not in found:
            return None
        name, email, locale, token = found[int(message.payload["link_id"])]
        with force_locale(locale):
            return _draft(name, email, locale, token, sender, reply_to)

    return render


def _draft(name: str, email: str, locale: str, token: str, sender: str, reply_to: str | None) -> Draft:
    subject = gettext("Log in to Tovholder")
    why = gettext(
        "You get this mail because a login link was asked for with your address. "
        "If that was not you, do nothing: without the link nobody gets in."
    )
    values = {
        "lang": locale[:2],
        "letterhead": {"sender": sender},
        "subject_text": subject,
        "greeting": subject,
        "lead": gettext("The link works for 30 minutes and only once."),
        "button": gettext("Log in"),
        "url": f"{current_app.config['PUBLIC_URL']}/log-ind/{token}",
        "why": why,
        "why_lines": textwrap.wrap(why, WIDTH),
    }
    get = current_app.jinja_env.get_template
    return Draft(
        to_name=name,
        to_address=email,
        sender_name=sender,
        reply_to=reply_to,
        subject=subject,
        text=get("mail/login_link/body.txt").render(values) + "\n",
        html=get("mail/login_link/body.html").render(values) + "\n",
    )
