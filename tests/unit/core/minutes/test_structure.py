"""Layouts -> items with their sections (../minutes/README.md section 1): each case is one way to print them."""

import pytest

from tracker.core.minutes import read, to_json

HEAD = "Referat\nSocialudvalget\nMødedato: 14-06-2021\n\n"


def items_of(text: str):
    return to_json(read(text))["items"]


LAYOUTS = [
    # text, [(number, title, open, decision)]
    (
        HEAD + "1. Godkendelse af dagsorden\nBeslutning\nGodkendt.\n2. Eventuelt\nBeslutning\nIntet.\n",
        [("1", "Godkendelse af dagsorden", None, "Godkendt."), ("2", "Eventuelt", None, "Intet.")],
    ),
    (
        HEAD + "Punkt 1: Godkendelse af dagsorden\nBeslutning: Godkendt.\nPunkt 2: Eventuelt\nBeslutning: Intet.\n",
        [("1", "Godkendelse af dagsorden", None, "Godkendt."), ("2", "Eventuelt", None, "Intet.")],
    ),
    (
        HEAD + "Pkt. 1\nGodkendelse af dagsorden\nReferat:\nGodkendt.\nPkt. 2\nEventuelt\nReferat:\nIntet.\n",
        [("1", "Godkendelse af dagsorden", None, "Godkendt."), ("2", "Eventuelt", None, "Intet.")],
    ),
    (
        HEAD + "Sag nr. 74 Orientering om likviditet\nÅben sag\nBeslutning i Socialudvalget den "
        "14-06-2021\nTil efterretning.\nSag nr. 75 Salg af grund\nLukket sag\n",
        [("74", "Orientering om likviditet", True, "Til efterretning."), ("75", "Salg af grund", False, None)],
    ),
    (
        HEAD + "AD 1: Formalia\n- Referat godkendt\nAD 2: Evt.\nIntet.\n",
        [("1", "Formalia", None, "Referat godkendt"), ("2", "Evt.", None, "Intet.")],
    ),
    (
        HEAD + "1.\nUnderskrift af referat\n\nUnderskrevet.\n\n2.\nÆldremessen\n\nDrøftet.\n",
        [("1", "Underskrift af referat", None, "Underskrevet."), ("2", "Ældremessen", None, "Drøftet.")],
    ),
    (
        HEAD + "1. Godkendelse af dagsorden (B)\n\n1.   Godkendelse af dagsorden (B)\nSagsnr.: "
        "388-2015-9120        Åbent\nBeslutning i Socialudvalget den 14. juni 2021:\nFraværende: Per "
        "Munk\nGodkendt.\n",
        [("1", "Godkendelse af dagsorden", True, "Godkendt.")],
    ),
    (
        HEAD + "1. Godkendelse\n\nÅbent\n\nBehandling i Socialudvalget mandag den 14. juni 2021, pkt. "
        "1\n\nGodkendt.\n\nEva Holm (V) deltog ikke i Socialudvalgets behandling af sagen.\n",
        [("1", "Godkendelse", True, "Godkendt.")],
    ),
    (
        HEAD + "3. Takster\nResume\nForvaltningen foreslår nye takster.\nSocialudvalget, 14-06-2021, pkt. "
        "3\nAnbefales.\n",
        [("3", "Takster", None, "Anbefales.")],
    ),
    (
        HEAD + "Åbne punkter\n1. Budget\nBeslutning\nGodkendt.\nLukkede punkter\n2. "
        "Personalesag\nBeslutning\nDrøftet.\n",
        [("1", "Budget", True, "Godkendt."), ("2", "Personalesag", False, "Drøftet.")],
    ),
    (
        HEAD + "1. Budget (kl. 12.00-12.05)\nKonklusion:\nGodkendt.\n2. Trivsel (10 min)\nKonklusion:\nDrøftet.\n",
        [("1", "Budget", None, "Godkendt."), ("2", "Trivsel", None, "Drøftet.")],
    ),
    (
        (
            "Direktionen 08-02-2022 \nEmner til drøftelse \n Åben Sag \n"
            "Beslutning i Direktionen den 08-02-2022 \nDrøftet. \n"
        ),
        [(None, "Emner til drøftelse", True, "Drøftet.")],
    ),
    (
        " DIR \nSagsfremstilling \nKort om sagen. \nBeslutning i Direktionen den 08-02-2022 \nDrøftet. \n",
        [(None, "", None, "Drøftet.")],
    ),
    (
        HEAD + "Punkt       Beslutning           Ansvarlig\n1. Budget   Godkendt.            Ole\n2. Trivsel  "
        "Drøftet.\n",
        [("1", "Budget", None, "Godkendt."), ("2", "Trivsel", None, "Drøftet.")],
    ),
    (
        HEAD + "Punkt | Beslutning | Ansvarlig\n--- | --- | ---\n1. Budget | Godkendt. | Ole\n2. Trivsel | "
        "Drøftet. |\n",
        [("1", "Budget", None, "Godkendt."), ("2", "Trivsel", None, "Drøftet.")],
    ),
    (
        HEAD + "Godkendelse af dagsorden. Godkendt.\n\nDagplejens budget: Budgettet ser ud til at holde.\n\n"
        "Trivsel i dagplejen: Lederen fortalte om målingen.\n\nSommerfest: Bestyrelsen holder fest i juni.\n\n"
        "Nye legepladser: Der er sat to gynger op.\n",
        [
            (None, "Godkendelse af dagsorden", None, "Godkendt."),
            (None, "Dagplejens budget", None, "Budgettet ser ud til at holde."),
            (None, "Trivsel i dagplejen", None, "Lederen fortalte om målingen."),
            (None, "Sommerfest", None, "Bestyrelsen holder fest i juni."),
            (None, "Nye legepladser", None, "Der er sat to gynger op."),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LAYOUTS)
def test_items_are_read_whatever_the_layout(text, expected):
    assert [(i["number"], i["title"], i["open"], i["decision"]) for i in items_of(text)] == expected


def test_an_earlier_bodys_decision_is_not_this_meetings():
    text = HEAD + (
        "1. Plan\nBeslutning i Teknisk Udvalg den 01-06-2021\nAnbefales.\nBeslutning i Socialudvalget "
        "den 14-06-2021\nGodkendt.\n"
    )
    assert [i["decision"] for i in items_of(text)] == ["Godkendt."]


def test_a_numbered_recommendation_and_a_list_of_attachments_are_no_items():
    text = HEAD + (
        "1. Plan\nIndstilling\nForvaltningen indstiller,\n1. at planen vedtages\n2. at den sendes "
        "ud\nBilag\n1. Plan for byen\n2. Kort\nBeslutning\nGodkendt.\n2. Eventuelt\nBeslutning\nIntet.\n"
    )
    assert [i["number"] for i in items_of(text)] == ["1", "2"]


def test_lines_of_the_table_of_contents_are_no_items():
    text = (
        "Referat\nByrådet\nMødedato: 01-02-2022\nIndholdsfortegnelse\n1. Budget ........ 2\n2. Lukket "
        "sag om grund ....... 3\n\n1. Budget\nBeslutning\nGodkendt.\n"
    )
    assert [i["title"] for i in items_of(text)] == ["Budget"]


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ("Direktionen 08-02-2022", "Direktionen", "2022-02-08"),
        (
            "UDVALG\n\nUdvalget for Børn og Skole\n\nSTARTTIDSPUNKT\n\n10-03-2021 16:00:00",
            "Udvalget for Børn og Skole",
            "2021-03-10",
        ),
        ("Klima- og Miljøudvalget - Referat fra mødet den 05-10-2020", "Klima- og Miljøudvalget", "2020-10-05"),
        ("Trafiksikkerhedsudvalget – Referat – 9. november 2021", "Trafiksikkerhedsudvalget", "2021-11-09"),
        (
            "Fjordby Kommune\nReferat af møde i HovedMED onsdag den 30. november 2022 kl. 13.00",
            "HovedMED",
            "2022-11-30",
        ),
        (
            "Referat til mødet i Udvalget for Teknik den 24. august 2020 kl. 16:00 i Søndermark Rådhus",
            "Udvalget for Teknik",
            "2020-08-24",
        ),
        ("Referat\nMandag d. 7 marts 2022, kl. 10:15\nUdvalgSeniorrådet", "Seniorrådet", "2022-03-07"),
        ("Offentliggjort: 20-03-2022\nReferat\nByrådet 2022-2025\nDato: 10-03-2022", "Byrådet", "2022-03-10"),
    ],
)
def test_body_and_day_are_read_from_the_head(head, body, day):
    read_as = to_json(read(head + "\n\n1. Budget\nBeslutning\nGodkendt.\n2. Eventuelt\nBeslutning\nIntet.\n"))
    assert (read_as["body"], read_as["date"]) == (body, day)


def test_attendance_is_no_part_of_a_decision_but_in_an_item_about_it():
    text = HEAD + (
        "1. Plan\nBeslutning\nGodkendt.\nPer Holm var fraværende.\n2. Afbud\nBeslutning\nPer Holm var fraværende.\n"
    )
    assert [i["decision"] for i in items_of(text)] == ["Godkendt.", "Per Holm var fraværende."]
