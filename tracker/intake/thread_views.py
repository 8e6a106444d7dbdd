"""A point joined to its earlier meetings', or taken out of its thread, by one press each (A17)."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from tracker.intake import queries, review_threads
from tracker.intake.blueprint import bp
from tracker.intake.review_answers import draft_or_published
from tracker.meetings import threads
from tracker.meetings.models import AgendaItem
from tracker.people.guard import Access, me, requires
from tracker.web.htmx import announce, back_to, fragment, local_path, wants_fragment
from tracker.web.now import now
from tracker.web.writes import writes


@bp.post("/import/<int:document_id>/<any(punkt,sag):which>/<int:point_id>/traad")
@requires(Access.IMPORT)
@writes
def join(document_id: int, which: str, point_id: int) -> ResponseReturnValue:
    """Join a point to the earlier one named by `traad`, or take it out of its thread."""
    document = draft_or_published(document_id)
    what = queries.get_point(document_id, which, point_id)
    if request.form.get("traad") == "ingen":
        threads.leave(what, by=me(), now=now())
        text = gettext("Taken out of the thread.")
    else:
        earlier = review_threads.find_point(document, request.form.get("traad", ""))
        if earlier is None or (isinstance(what, AgendaItem) and what.matters):
            raise BadRequest
        threads.join(what, earlier, by=me(), now=now())
        text = gettext("Joined to the earlier meeting.")
    if wants_fragment():
        found = review_threads.of_points(document, [what])
        answer = fragment("intake/_partials/thread.html", document=document, what=what, threads=found, pressed=True)
        return announce(answer, text)
    back = local_path(request.form.get("tilbage"), url_for("intake.review", document_id=document_id))
    return back_to(back, text, f"traad-{what.key}")
