"""What can go wrong between a file and its reading; each case has a stable code, which finds its message."""

from __future__ import annotations

from datetime import date

from tracker.errors import ConflictError, InvalidError


class FileRefusedError(InvalidError):
    """A file that cannot be taken in; `facts` (limits, sizes, counts) fill the places in its message."""

    code = "file_refused"

    def __init__(self, **facts: int | str) -> None:
        super().__init__(self.code)
        self.facts = facts


class EmptyFileError(FileRefusedError):
    """No bytes, or nothing but white space."""

    code = "empty_file"


class TooLargeError(FileRefusedError):
    """More bytes than a file may have (`limit_mb`)."""

    code = "too_large"


class WrongTypeError(FileRefusedError):
    """Neither PDF, DOCX nor TXT, or the content is another type than the name says."""

    code = "wrong_type"


class EncryptedPdfError(FileRefusedError):
    """A PDF that asks for a password."""

    code = "encrypted_pdf"


class DamagedPdfError(FileRefusedError):
    """A PDF that is cut off or broken."""

    code = "damaged_pdf"


class ScannedPdfError(FileRefusedError):
    """A PDF of pictures: no text layer."""

    code = "scanned_pdf"


class DamagedDocxError(FileRefusedError):
    """A DOCX that is cut off, broken, or bears XML that no word processor writes (DTD, entities)."""

    code = "damaged_docx"


class EncryptedDocxError(FileRefusedError):
    """A DOCX with a password: an OLE container, or encrypted parts."""

    code = "encrypted_docx"


class NoTextError(FileRefusedError):
    """A document without a single letter, such as pictures pasted into a DOCX."""

    code = "no_text"


class ZipBombError(FileRefusedError):
    """More unpacked bytes (`limit_mb`) or more parts (`limit_parts`) than a document may have."""

    code = "too_large_unpacked"


class TooManyPagesError(FileRefusedError):
    """More pages than a document may have (`pages`, `limit`)."""

    code = "too_many_pages"


class TooMuchTextError(FileRefusedError):
    """More characters than a document may have (`limit`)."""

    code = "too_much_text"


class UnreadableTextError(FileRefusedError):
    """Bytes that no known encoding explains with confidence; better refused than stored as wrong letters."""

    code = "unreadable_text"


class TookTooLongError(FileRefusedError):
    """Reading used up its processor or wall time."""

    code = "took_too_long"


class TooDemandingError(FileRefusedError):
    """Reading used up its memory, or died of the file."""

    code = "too_demanding"


class NoItemsError(FileRefusedError):
    """Readable text, but no agenda item in it."""

    code = "no_items"


class TooManyItemsError(FileRefusedError):
    """More items, matters, attachments or proposals than one meeting has."""

    code = "too_many_items"


#: Every refusal by its code; the child process names the code, its parent raises the error.
BY_CODE: dict[str, type[FileRefusedError]] = {kind.code: kind for kind in FileRefusedError.__subclasses__()}


class NewBodyError(InvalidError):
    """The text names no body that we know; `name` is what it names, `held_on` the day it was read to be."""

    code = "new_body"

    def __init__(self, name: str | None, held_on: date | None) -> None:
        super().__init__(name)
        self.name = name
        self.held_on = held_on


class DateUnknownError(InvalidError):
    """The text does not say on which day the meeting was."""

    code = "date_unknown"

    def __init__(self, body_id: int) -> None:
        super().__init__(body_id)
        self.body_id = body_id


class SaysOtherwiseError(InvalidError):
    """The text names another body (`name`) or another day (`held_on`) than the person who sent it; None: the same."""

    code = "says_otherwise"

    def __init__(self, name: str | None, held_on: date | None) -> None:
        super().__init__(name, held_on)
        self.name = name
        self.held_on = held_on


class StaleProposalError(ConflictError):
    """Somebody else reviewed the proposal first (R18)."""

    code = "stale_proposal"


class StaleAnswerError(ConflictError):
    """Somebody else has answered since whether an item is open, or what became of it (R18)."""

    code = "stale_answer"


class StaleReviewError(ConflictError):
    """Something of the draft was changed after the page from which it is published was shown (R18)."""

    code = "stale_review"


class StaleMeetingError(ConflictError):
    """Somebody else has said first of which meeting a draft is (R18)."""

    code = "stale_meeting"


class MeetingTakenError(ConflictError):
    """A meeting has minutes already: published ones (`is_published`), or a draft."""

    code = "meeting_taken"

    def __init__(self, *, is_published: bool) -> None:
        super().__init__(is_published)
        self.is_published = is_published


class LockedError(ConflictError):
    """A draft that somebody has published, or that a newer one has taken the place of: it is reviewed no more."""

    code = "locked"


class DraftWaitsError(ConflictError):
    """Another version of the meeting's minutes is under review; `document_id` is its."""

    code = "draft_waits"

    def __init__(self, document_id: int) -> None:
        super().__init__(document_id)
        self.document_id = document_id


class SetAsideError(ConflictError):
    """Another version has taken the place of this one (R16)."""

    code = "set_aside"


class KnownTaskError(ConflictError):
    """The sentence became a task with the version that holds: it is changed there, not in the review."""

    code = "known_task"


class NoOwnerError(InvalidError):
    """A proposal cannot become an action without a role that owns it (R1)."""

    code = "no_owner"


class WithdrawTooLateError(ConflictError):
    """Publishing can be taken back for a quarter of an hour."""

    code = "withdraw_too_late"
