"""Attachment lines (../minutes/README.md section 1, attachments)."""

import pytest

from tracker.core.minutes.attachments import read_attachments
from tracker.core.minutes.record import Attachment


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "1 - 3204417 Åben Årshjul 2022 (10233/22) (H)",
            Attachment("Årshjul 2022", True, "3204417", "10233/22", True, "1"),
        ),
        (
            "4 - 3204439 Lukket Oplæg om løn (10255/22)",
            Attachment("Oplæg om løn", False, "3204439", "10255/22", False, "4"),
        ),
        (
            "caseno21-1190_#5120334_v1_budgetopfølgning.pdf.pdf",
            Attachment("budgetopfølgning", None, "5120334", "21-1190"),
        ),
        ("Notat (20114422 - EMN-2021-00777)", Attachment("Notat", None, "20114422", "EMN-2021-00777")),
        ("388-2021-498113 Foreløbige resultater", Attachment("Foreløbige resultater", None, "388-2021-498113", None)),
        ("Nr. 1.: Åben: Oversigt (20/30911-4)", Attachment("Oversigt", True, "20/30911-4", None, False, "1")),
        ("Oplæg om trivsel (sagsnr. 22/11908)", Attachment("Oplæg om trivsel", None, None, "22/11908")),
        ("2. Notat om økonomi", Attachment("Notat om økonomi", None, None, None, False, "2")),
        ("PDF icon Erfaringer fra fire kommuner", Attachment("Erfaringer fra fire kommuner", None, None, None)),
        ("Strategi (2022-2025)", Attachment("Strategi (2022-2025)", None, None, None)),
    ],
)
def test_a_line_gives_title_mark_and_numbers(line, expected):
    assert read_attachments([line]) == (expected,)


def test_a_file_listed_by_number_and_again_by_title_is_one():
    found = read_attachments(["caseno20-1_#77001_v3_udkast til plan.docx.docx", "Udkast til plan.docx"])
    assert found == (Attachment("Udkast til plan", None, "77001", "20-1"),)


def test_several_files_on_a_line_are_several():
    assert [a.title for a in read_attachments(["Plan.pdf Kort.pdf", "Notat.docx, Brev.docx"])] == [
        "Plan",
        "Kort",
        "Notat",
        "Brev",
    ]


def test_a_title_that_breaks_over_lines_is_one():
    found = read_attachments(["1 - 3204417 Åben Årshjul for direktionens", "arbejde (10233/22) (H)"])
    assert [a.title for a in found] == ["Årshjul for direktionens arbejde"]


def test_no_attachments_are_none():
    assert read_attachments(["Ingen bilag", "", "-"]) == ()
