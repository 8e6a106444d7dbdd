"""Words that the decision repeats from the agenda are told apart on the review and on the meeting's page (A8)."""

import re

from tests.desk import proposals, publish, upload

CASE = (
    "Direktionen 08-09-2026\n\n1. Ny mødestruktur\n\nÅben Sag\n\nSagsgang\n\nDIR\n\nSagsfremstilling\n\n"
    "Forvaltningen foreslår færre og kortere møder med faste temaer i hele organisationen.\n\n"
    "Beslutning i Direktionen den 08-09-2026\n\n"
)
REPEATED = "færre og kortere møder med faste temaer i hele organisationen"


def page_of(client, path):
    return client.get(path).get_data(as_text=True)


def test_a8_repeated_words_are_told_apart_and_the_legend_takes_it_away(desk):
    location = upload(desk, CASE + f"Direktionen drøftede {REPEATED}. Stabschefen udarbejder et notat.\n").location
    page = page_of(desk, location.split("#")[0])
    assert f'Direktionen drøftede <span class="again">{REPEATED}</span>. ' in re.sub(r"\s+", " ", page)
    assert 'id="gentaget" checked' in re.sub(r"\s+", " ", page)
    publish(desk, proposals()[0].document_id)
    page = page_of(desk, "/moeder/2026-09-08")
    assert f'Direktionen drøftede <span class="again">{REPEATED}</span>. ' in re.sub(r"\s+", " ", page)
    assert 'id="gentaget" checked' in re.sub(r"\s+", " ", page)


def test_a_mark_keeps_together_over_words_that_are_repeated(desk):
    location = upload(desk, CASE + f"Stabschefen udarbejder et notat om {REPEATED} til jul.\n").location
    page = re.sub(r"\s+", " ", page_of(desk, location.split("#")[0]))
    assert page.count("<mark ") == 1
    assert f'Stabschefen udarbejder et notat om <span class="again">{REPEATED}</span> til jul.</mark>' in page


def test_there_is_no_legend_where_nothing_is_repeated(desk):
    location = upload(desk, CASE + "Stabschefen udarbejder et notat.\n").location
    assert 'id="gentaget"' not in page_of(desk, location.split("#")[0])
    publish(desk, proposals()[0].document_id)
    assert 'id="gentaget"' not in page_of(desk, "/moeder/2026-09-08")
