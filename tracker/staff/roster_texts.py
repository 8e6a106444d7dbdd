"""Why a file or a row of it is refused, as users read it."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext

from tracker.core.rosters.table import Reason
from tracker.web.dates import document_day


def reason_text(reason: Reason) -> str:
    """Return what is wrong and what to do, in the language of the page."""
    facts = [*reason.facts, "", "", ""]
    one, two, three = (_shown(fact) for fact in facts[:3])
    texts = {
        # the file
        "too_large": gettext("The file is larger than %(one)s KB. Split it.", one=one),
        "unreadable": gettext("The file's letters cannot be read. Save it as CSV UTF-8."),
        "empty": gettext("The file is empty."),
        "no_rows": gettext("There are no rows under the headings."),
        "too_many_rows": gettext("The file has more than %(one)s rows. Split it.", one=one),
        "malformed": gettext("A quotation mark is not closed, near line %(one)s.", one=one),
        "header": gettext("The headings lack %(one)s. Found: %(two)s.", one=one, two=two),
        # any row
        "too_many_cells": gettext("The row has more cells than there are headings."),
        "control": gettext("A cell holds a line break or a sign that is not seen. Remove it."),
        "formula": gettext("»%(one)s« begins as a formula does. Write it without =, +, - or @ in front.", one=one),
        "too_long": gettext("A cell is longer than %(one)s characters.", one=one),
        "look_alike": gettext(
            "»%(one)s« cannot stand in an address: only a–z, figures and marks can. Write it anew.", one=one
        ),
        "has_left": gettext("%(one)s has left. Make the person active again first.", one=one),
        # people
        "no_name": gettext("The name is missing."),
        "bad_address": gettext("»%(one)s« is not an e-mail address.", one=one),
        "twice": gettext("The address stands in row %(one)s too.", one=one),
        "bad_language": gettext("»%(one)s« is no language here. Write da or en.", one=one),
        "bad_level": gettext(
            "»%(one)s« is no access level. Write læser, chef, direktør, sekretariat or administrator.", one=one
        ),
        "no_level": gettext(
            "Access is given by the administrator. Leave the cell empty, or let the administrator import."
        ),
        "administrator": gettext("An administrator is changed by an administrator."),
        "administrator_level": gettext("An administrator's access is taken on the person's page, not by a file."),
        "last_secretary": gettext(
            "The last of the secretariat keeps that access. Give it to somebody else in an earlier row."
        ),
        # roles
        "no_title": gettext("The role's title is missing."),
        "no_holder": gettext("A day stands there, but no holder."),
        "bad_date": gettext("»%(one)s« is not a date. Write it as 18-09-2026.", one=one),
        "ends_before": gettext("It ends (%(two)s) before it begins (%(one)s).", one=one, two=two),
        "bad_acting": gettext("»%(one)s« is neither ja nor nej.", one=one),
        "half_absence": gettext("An absence needs holder, deputy, first and last day."),
        "deputy_away": gettext("The deputy %(one)s is away too, or is the holder.", one=one),
        "unknown_superior": gettext("The superior »%(one)s« is neither here nor in a good row of the file.", one=one),
        "unknown_person": gettext("Nobody here has the address %(one)s. Import the people first.", one=one),
        "role_closed": gettext("The role %(one)s is closed. Open it again first.", one=one),
        "name_taken": gettext("»%(one)s« is known as %(two)s.", one=one, two=two),
        "contradicts": gettext("Row %(one)s says otherwise of the same role.", one=one),
        "circle": gettext("The role would be its own superior: %(one)s.", one=one),
        "too_many_holders": gettext("The role has had %(one)s holders already.", one=one),
        "overlaps": gettext(
            "It overlaps %(one)s, who holds the role %(two)s – %(three)s.", one=one, two=two, three=three
        ),
    }
    return texts[reason.code]


def _shown(fact: str) -> str:
    """Return a fact as it is shown: a day as documents write it."""
    try:
        return document_day(date.fromisoformat(fact))
    except ValueError:
        return fact
