"""Which kind of decision an item or a matter is, corrected by the secretariat before publishing or after (A13)."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from tracker.core.minutes.record import DecisionKind
from tracker.intake import queries
from tracker.intake.blueprint import bp
from tracker.intake.review_answers import draft_or_published
from tracker.meetings import commands, kinds
from tracker.people.guard import Access, me, requires
from tracker.web.htmx import announce, back_to, fragment, local_path, wants_fragment
from tracker.web.now import now
from tracker.web.writes import writes


@bp.post("/import/<int:document_id>/<any(punkt,sag):which>/<int:point_id>/art")
@requires(Access.IMPORT)
@writes
def give_kind(document_id: int, which: str, point_id: int) -> ResponseReturnValue:
    """Say which kind of decision an item's or a matter's is."""
    document = draft_or_published(document_id)
    what = queries.get_point(document_id, which, point_id)
    value = request.form.get("art", "")
    if what.decision is None or value not in {"laest", *(choice for choice, _ in kinds.choices())}:
        raise BadRequest
    seen, is_stale = request.form.get("set"), False
    if seen is not None and seen != kinds.words(what) and value != what.kind:
        is_stale = True  # another has corrected it since the page came (R18)
    elif value == "laest":
        commands.read_kind(what, by=me(), now=now())
    else:
        commands.give_kind(what, DecisionKind(value), by=me(), now=now())
    if is_stale:
        text = gettext("It was corrected meanwhile: %(kind)s.", kind=kinds.words(what))
    else:
        text = gettext("Kind of decision: %(kind)s.", kind=kinds.words(what))
    if wants_fragment():
        asked = text if is_stale else None
        status = 409 if is_stale else 200
        context = {"document": document, "what": what, "kinds": kinds, "pressed": True, "asked": asked}
        return announce(fragment("_partials/kind.html", status, **context), text)
    back = local_path(request.form.get("tilbage"), url_for("intake.review", document_id=document_id))
    return back_to(back, text, f"art-{what.key}")
