"""What extraction does to minutes: cells parted by tabs, lost glyphs, headings at a page's top, folded-out titles."""

from tracker.core.minutes import read, to_json

COLLECTIVE = """Direktionen 22-11-2022

1. Emner til drøftelse

Sagsfremstilling

Direktionen har følgende øvrige punkter til behandling:

Fortsat drøftelse af energipriserne i kommunens bygninger. Priserne er steget.

Status på fusionen af de to biblioteker.

Orientering om besøg fra ministeriet.

Beslutning i Direktionen den 22-11-2022

Energipriserne i kommunens bygninger blev drøftet.

Ministeriets besøg blev drøftet.
"""

TABS = """Fællesudvalg for IT
Referat af møde den 2. februar 2023

Punkt\tDrøftelse\tBeslutning\tAnsvarlig
1. Servere\tOplæg ved Zenia\tZenia Toft bestiller to servere inden 1. marts.\tZenia Toft
\t\tDriften undersøger alternativer.
2. Licenser\t-\tTaget til efterretning.\t
"""

PAGES = """Udvalget for Børn og Skole
Møde den 4. april 2022

12. Skolestruktur
Sagsfremstilling
Tekst om skoler.
\fBeslutning i Udvalget for Børn og Skole den 04-04-2022
Godkendt.
\f13. Takster
Sagsfremstilling
Tekst.
\fBeslutning i Udvalget for Børn og Skole den 04-04-2022
Udsat.
"""

FOLDED = """Landdistriktsrådet
Mødedato: 16. november 2023
1. Fordeling af efterårets puljeKlik her for at folde ud og læse mere om Fordeling af efterårets
pulje
Beslutning
Godkendt.
2. EventueltKlik her for at folde ud og læse mere om Eventuelt
Beslutning
Intet.
"""


def items(text: str):
    return to_json(read(text))["items"]


def test_a3_paragraphs_below_the_stem_are_matters_where_their_glyphs_were_lost():
    matters = items(COLLECTIVE)[0]["matters"]
    assert [m["title"] for m in matters] == [
        "Fortsat drøftelse af energipriserne i kommunens bygninger.",
        "Status på fusionen af de to biblioteker.",
        "Orientering om besøg fra ministeriet.",
    ]
    assert [m["decision"] for m in matters] == [
        "Energipriserne i kommunens bygninger blev drøftet.",
        None,
        "Ministeriets besøg blev drøftet.",
    ]


def test_cells_parted_by_tabs_go_on_in_the_lines_below_them():
    servers, licences = items(TABS)
    assert servers["decision"] == "Zenia Toft bestiller to servere inden 1. marts. Driften undersøger alternativer."
    assert [a["owners"] for a in servers["actions"]] == [["Zenia Toft"], ["Driften"]]
    assert (licences["title"], licences["decision"]) == ("Licenser", "Taget til efterretning.")


def test_decision_heading_at_the_top_of_a_page_is_no_running_head():
    assert [item["decision"] for item in items(PAGES)] == ["Godkendt.", "Udsat."]


def test_title_that_is_folded_out_is_told_once_where_its_copy_breaks():
    assert [item["title"] for item in items(FOLDED)] == ["Fordeling af efterårets pulje", "Eventuelt"]
