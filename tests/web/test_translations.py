"""Danish first, English second, and nothing left in the other language (K1)."""

from pathlib import Path

from babel.messages.pofile import read_po

from tests.factories import make_action, make_directorate, make_meeting

FOLDER = Path(__file__).resolve().parents[2] / "tracker" / "translations"


def test_every_text_has_its_danish_and_keeps_its_places():
    with (FOLDER / "da" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="da")
    assert len(catalogue) > 500
    for message in catalogue:
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(strings), message.id
            assert not list(message.check(catalogue)), message.id


def test_the_pages_speak_danish_by_themselves_and_english_when_asked(app, client, chief):
    make_meeting(body=make_directorate())
    make_action()
    client.log_in(chief)
    danish = client.get("/overblik").get_data(as_text=True)
    assert '<html lang="da">' in danish and "Over fristen" in danish and "Overdue" not in danish
    english = client.get("/overblik?sprog=en").get_data(as_text=True)
    assert '<html lang="en">' in english and "Overdue" in english and "Over fristen" not in english
    assert "Overdue" in client.get("/overblik").get_data(as_text=True)  # the choice stays
