"""What people are told about a file that was refused: what is wrong, and what to do."""

from __future__ import annotations

from babel.numbers import format_decimal
from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from tracker.intake.errors import FileRefusedError

#: Code of the error -> its message; the places in it are the error's facts.
MESSAGES = {
    "file_refused": _("The file cannot be read. Save it again as DOCX, or as PDF with text, and upload it."),
    "empty_file": _("The file is empty. Choose the minutes themselves."),
    "too_large": _("The file is larger than %(limit_mb)s MB. Save it without pictures and upload it again."),
    "wrong_type": _("The file is not a PDF, DOCX or TXT. Save the minutes as one of these and upload them."),
    "encrypted_pdf": _("The PDF is locked with a password. Upload a copy without a password."),
    "damaged_pdf": _("The PDF is damaged or not complete. Fetch it again from where it came, and upload it."),
    "scanned_pdf": _("The file is a scan without text. Upload DOCX or a PDF with text."),
    "damaged_docx": _("The Word document is damaged. Open it in Word, save it again as DOCX, and upload it."),
    "encrypted_docx": _("The Word document is locked with a password. Upload a copy without a password."),
    "no_text": _("There is no text in the document. If the minutes are a picture, upload them as text."),
    "too_large_unpacked": _(
        "Unpacked, the document is larger than %(limit_mb)s MB. Save it again in Word without pictures and attachments."
    ),
    "too_many_pages": _(
        "The PDF has %(pages)s pages; at most %(limit)s can be read. Upload the minutes without their attachments."
    ),
    "too_much_text": _(
        "There are more than %(limit)s characters in the file. Upload the minutes without their attachments."
    ),
    "unreadable_text": _("The letters in the file cannot be read with confidence. Save it as UTF-8 text or as DOCX."),
    "took_too_long": _("Reading the file took too long. Save it again as DOCX, or as PDF with text, and upload it."),
    "too_demanding": _(
        "The file is too complicated to read. Save it again as DOCX, or as PDF with text, and upload it."
    ),
    "too_many_items": _(
        "There are more items, attachments or tasks in the file than one meeting has. "
        "Upload the minutes of one meeting at a time, without their attachments."
    ),
    "no_items": _("We found no agenda items in the file. Check that it is the minutes of a meeting."),
}


def message(error: FileRefusedError) -> str:
    """Return what to tell people about a refused file, in the language of the request."""
    locale = get_locale() or "da_DK"
    facts = {
        name: format_decimal(fact, locale=locale) if isinstance(fact, int) else fact
        for name, fact in error.facts.items()
    }
    return str(MESSAGES[error.code]) % facts
