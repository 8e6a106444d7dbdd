"""The press that corrects of which meeting a draft is."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.exceptions import BadRequest

from tracker.intake import forms, moving, review_answers, review_page
from tracker.intake.blueprint import bp
from tracker.intake.errors import MeetingTakenError, StaleMeetingError
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.latest import who_was_last
from tracker.people.queries import get_body, list_bodies
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.writes import start_over, writes


@bp.post("/import/<int:document_id>/moede")
@requires(Access.IMPORT)
@writes
def move(document_id: int) -> ResponseReturnValue:
    """Correct a draft's body and day; a meeting that has minutes already is refused."""
    seen = request.form.get("set")
    if seen is None:
        raise BadRequest
    form = forms.meeting(request.form, viewer().today, frozenset(body.id for body in list_bodies()))
    if form.errors or form.body_id is None or form.held_on is None:
        return _refused(document_id, form.errors)
    moving.lock(document_id, form.body_id, form.held_on)
    document = review_answers.draft(document_id)
    try:
        follow = moving.move(document, get_body(form.body_id), form.held_on, seen=seen, by=me(), now=now())
    except MeetingTakenError as taken:
        if taken.is_published:
            text = gettext("That meeting has published minutes already.")
        else:
            text = gettext("Another draft of that meeting's minutes is under review already.")
        return _refused(document_id, {"dato": text})
    except StaleMeetingError:
        name, time = who_was_last("document", document.id) or (gettext("somebody"), "")
        meeting = review_page.meeting_text(document, viewer().today)
        text = gettext("%(name)s changed it at %(time)s: %(now)s", name=name, time=time, now=meeting)
        return _refused(document_id, {"dato": text}, 409)
    text = gettext("The minutes are of %(meeting)s.", meeting=review_page.meeting_text(document, viewer().today))
    if follow:
        text += " " + ngettext("%(num)s deadline follows.", "%(num)s deadlines follow.", follow)
    return back_to(url_for("intake.review", document_id=document.id), text)


def _refused(document_id: int, errors: dict[str, str], status: int = 422) -> ResponseReturnValue:
    """Show the review with the form open, what was typed, and what is wrong with it."""
    start_over()
    return review_answers.page(
        review_answers.draft(document_id), status=status, errors=errors, typed_meeting=request.form
    )
