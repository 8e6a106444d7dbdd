"""Tasks that are not told in sentences: action logs, labels, lists (../minutes/README.md 2.4 and 3)."""

from tracker.core.minutes import read, to_json

HEAD = (
    "Referat\nStyregruppen\nMødedato: 23-05-2023\n\nPunkt 1: Formalia\nReferat:\nGodkendt.\nPunkt "
    "2: Opgaver\nReferat:\n"
)


def actions_in(text: str):
    return [(a["owners"], a["deed"], a["due"]) for i in to_json(read(HEAD + text))["items"] for a in i["actions"]]


def test_open_rows_of_an_action_log_are_actions_and_closed_ones_are_not():
    log = (
        "Nr. | Handling | Ansvarlig | Deadline | Status\n--- | --- | --- | --- | ---\n1 | Lave plan | "
        "NK | Ultimo juni | Ny\n2 | Finde lokale | ET / SW | 15.06.2023 | Udført\n"
    )
    assert actions_in(log) == [(["NK"], "Lave plan", "2023-06-30")]


def test_who_and_when_below_a_sentence_complete_it():
    assert actions_in("Der udarbejdes en vejledning til lederne.\nAnsvarlig: Mette Holm\nFrist: 1. juli\n") == [
        (["Mette Holm"], "udarbejdes en vejledning til lederne", "2023-07-01")
    ]


def test_the_sentences_own_deadline_goes_before_the_label():
    assert actions_in("HR-chefen udsender en vejledning inden sommerferien.\nDeadline: 1. september\n") == [
        (["HR-chefen"], "udsender en vejledning inden sommerferien", "2023-06-30")
    ]


def test_a_list_of_who_does_what_is_read_line_by_line():
    assert actions_in("Hvem gør hvad:\n- Bestille bus: Karin Lund\n- Karin Lund: sender program\n") == [
        (["Karin Lund"], "Bestille bus", None),
        (["Karin Lund"], "sender program", None),
    ]


def test_infinitives_under_a_request_are_owed_by_the_one_who_was_asked():
    assert actions_in("Styregruppen bad projektlederen om at:\n• undersøge priser\n• indkalde til et nyt møde\n") == [
        (["projektlederen"], "undersøge priser", None),
        (["projektlederen"], "indkalde til et nyt møde", None),
    ]


def test_bullets_under_a_telling_are_none():
    assert (
        actions_in("Projektlederen orienterede om:\n• HR udsender en vejledning i juni.\n• Der indkaldes til møde.\n")
        == []
    )
