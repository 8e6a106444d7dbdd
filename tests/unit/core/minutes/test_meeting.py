"""On which day the body met: the head says it, or nobody does (A5)."""

from datetime import date

import pytest

from tracker.core.minutes.meeting import meeting_of

DAY = date(2026, 9, 8)


@pytest.mark.parametrize(
    "head",
    [
        "Direktionen 08-09-2026",
        "Referat af Direktionens møde den 8. september 2026",
        "Direktionen\nReferat fra den 8. september 2026",
        "Direktionen\nReferat til den 8. september 2026",
        "Direktionen\n8. september 2026",
        "Direktionen\nTirsdag den 8. september 2026 kl. 8.30 til 10.30",
        "Direktionen\nSeminar den 8. til 9. september 2026\nTirsdag den 8. september 2026",
        "År 2026, tirsdag den 8. september, kl. 8.30 holdt Direktionen møde på rådhuset.",
        "Direktionen\nDeltagere: Stabschefen, HR-chefen\nMødet fandt sted den 8. september 2026",
    ],
)
def test_a_head_says_it(head):
    assert meeting_of(f"{head}\n\n1. Budget\n\nBeslutning\n\nGodkendt senest d. 18. oktober 2026.\n")[1] == DAY


@pytest.mark.parametrize(
    "text",
    [
        "1. Budget\n\nMødes igen mandag d. 5. oktober 2026 kl. 9.",
        "Budget\n\nBeslutning\n\nHR-chefen indkalder til møde mandag d. 5. oktober 2026 kl. 9.",
        "Budget\n\nBeslutning: Notatet behandles den 5. oktober 2026.",
        "Budget\n\nBilag\n\nReferat 5. oktober 2026.pdf - 5. oktober 2026",
        "Budget\n\nØkonomichefen udarbejder et notat senest d. 18. september 2026.",
        "Budget\n\nNotatet skal ligge klar på et møde inden fredag den 2. oktober 2026 kl. 12.",
        "1. Messe\n\nStart: 5. oktober 2026 kl. 9\n\nTidspunkt: 5. oktober 2026",
        "Messe\n\nBeslutning\n\nTid: mandag d. 5. oktober 2026 kl. 9",
        "Budget\n\nBeslutning\n\n18. september 2026",
        "Høringsfrist: 5. oktober 2026",
        "Direktionen inden den 5. oktober 2026",
        "Direktionens møde om budget frem til 5. oktober 2026",
        "Mødeplan fra den 5. oktober 2026",
        "Referat om lokalplan af 5. oktober 2016",
        "Status pr. 1. januar 2027 til mødet",
    ],
)
def test_a5_a_deadline_or_a_day_of_something_else_is_no_meetings_day(text):
    found = meeting_of(f"Direktionen\n\n{text}\n\nDrøftet.\n")[1]
    assert found is None, found


def test_what_the_label_or_the_decisions_heading_says_counts_wherever_it_stands():
    for line in ("Mødedato: 8. september 2026", "Beslutning i Direktionen den 08-09-2026"):
        assert (
            meeting_of(f"Direktionen\n\n1. Budget\n\n{line}\n\nNotatet sendes senest d. 1. oktober 2026.\n")[1] == DAY
        )
