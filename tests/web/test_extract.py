"""A file's bytes and name -> its text: its kind, that it is understood in a child, and each limit's refusal."""

from datetime import date

import pytest

from tests.hostile import minutes
from tracker.intake import errors
from tracker.intake.extract import Limits, Reader, extract_text


def test_what_was_read_has_its_media_type(reader):
    assert reader.extract_text(minutes.as_txt(), "a.txt").media_type == "text/plain"
    assert reader.extract_text(minutes.as_pdf(), "a.PDF").media_type == "application/pdf"


def test_a_file_is_read_and_understood_in_the_child(reader):
    extracted, reading = reader.read_file(minutes.as_txt(), "a.txt")
    assert extracted.text.startswith("Direktionen 08-02-2022")
    assert reading.minutes.body == "Direktionen"
    assert reading.minutes.held_on == date(2022, 2, 8)
    assert [item.title for item in reading.minutes.items] == ["Godkendelse af dagsorden", "Årshjul for Øst og Ærø"]


def test_a_text_without_any_item_is_a_refusal_of_its_own(reader):
    with pytest.raises(errors.NoItemsError):
        reader.read_file(b"Kaere alle. Husk kagen til mandag.", "a.txt")


# Limits


@pytest.mark.parametrize(
    ("limits", "error"),
    [
        (Limits(lines=5), errors.TooDemandingError),
        (Limits(sentences=1), errors.TooManyItemsError),
    ],
)
def test_what_would_keep_the_reader_busy_is_refused_before_it_is_understood(limits, error):
    data = b"1. Budget\n\nBeslutning\n\nMaja skriver et notat.\nLone svarer.\nGodkendt.\n"
    with Reader(limits) as reader, pytest.raises(error):
        reader.read_file(data, "referat.txt")


@pytest.mark.parametrize(
    ("limits", "name", "data", "error"),
    [
        (Limits(file_mb=0), "a.txt", b"abc", errors.TooLargeError),
        (Limits(characters=5), "a.txt", b"Beslutning", errors.TooMuchTextError),
        (Limits(characters=5), "a.pdf", minutes.as_pdf(), errors.TooMuchTextError),
        (Limits(characters=5), "a.docx", minutes.as_docx(), errors.TooMuchTextError),
        (Limits(pages=0), "a.pdf", minutes.as_pdf(), errors.TooManyPagesError),
        (Limits(unpacked_mb=0), "a.docx", minutes.as_docx(), errors.ZipBombError),
        (Limits(parts=2), "a.docx", minutes.as_docx(), errors.ZipBombError),
        (Limits(address_space_mb=1), "a.pdf", minutes.as_pdf(), errors.TooDemandingError),
        (Limits(wall_seconds=0), "a.txt", b"abc", errors.TookTooLongError),
    ],
)
def test_each_limit_is_its_own_refusal(limits, name, data, error):
    with pytest.raises(error):
        extract_text(data, name, limits)
