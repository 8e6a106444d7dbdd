"""What a route of the table is asked with: the ids in its address, and the fields of its form.

A form is filled so that who may send it is let through. `{name}` stands for an id of the world (`world.py`).
"""

import re

from tests.factories import PASSWORD

ARGUMENT = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
#: rule -> the fields that its form is sent with
FIELDS = {
    "/beslutninger/ingen-naevnt/<int:proposal_id>/tovholder": {"rolle": "{role_id}", "version": "1"},
    "/beslutninger/ingen-naevnt/<int:proposal_id>/ikke-en-opgave": {"version": "1"},
    "/fravaer": {"fra": "01-12-2026", "til": "02-12-2026", "stedfortraeder": "{person_id}"},
    "/historik/hent": {"aar": "2026"},
    "/import": {"tekst": "Direktionen 08-06-2026\n\n1. Havnen\n\nÅben Sag\n\nBeslutning\n\nStabschefen ringer.\n"},
    "/import/<int:document_id>/forslag/<int:proposal_id>/afvis": {"version": "1"},
    "/import/<int:document_id>/forslag/<int:proposal_id>/godkend": {
        "titel": "Ring", "rolle": "{role_id}", "frist": "", "version": "1",
    },
    "/import/<int:document_id>/genaabn": {"begrundelse": "Et punkt mangler."},
    "/import/<int:document_id>/moede": {"organ": "{body_id}", "dato": "03-09-2026", "set": "{body_id}:2026-09-01"},
    "/import/<int:document_id>/udgiv": {"version": "999999999"},
    "/import/<int:document_id>/maerker": {"maerke": "lukket"},
    "/import/<int:document_id>/<any(punkt,sag):which>/<int:point_id>/art": {"art": "noted"},
    "/import/<int:document_id>/punkt/<int:item_id>/maerke": {"maerke": "aaben"},
    "/import/<int:document_id>/<any(punkt,sag):which>/<int:point_id>/svar": {"svar": "droeftet", "set": "ubesvaret"},
    "/import/<int:document_id>/<any(punkt,sag):which>/<int:point_id>/traad": {"traad": "ingen"},
    "/import/<int:document_id>/saetning": {"saetning": "{item_id}:0:20"},
    "/indstillinger/adgang/adgangskode": {
        "adgangskode": PASSWORD, "ny": "en helt anden sætning", "gentag": "en helt anden sætning",
    },
    "/indstillinger/mig": {"sprog": "da_DK", "maildag": "friday", "version": "2"},
    "/indstillinger/moeder": {"datoer": "01-12-2026"},
    "/indstillinger/moeder/<int:meeting_id>/fjern": {"version": "{meeting_day}"},
    "/indstillinger/moeder/<int:meeting_id>/flyt": {"dato-{meeting_id}": "02-12-2026", "version": "{meeting_day}"},
    "/indstillinger/organisation": {"navn": "Fjordby", "version": "{organisation_version}"},
    "/indstillinger/ugemail": {"ugedag": "2", "klokkeslaet": "9", "version": "{organisation_version}"},
    "/log-ind": {"email": "reader@fjordby.example", "password": PASSWORD},
    "/log-ind/link": {"email": "reader@fjordby.example"},
    "/m/<token>/ikke-min": {"rolle": "{role_id}"},
    "/opgaver/<int:action_id>/ikke-min": {"rolle": "{role_id}"},
    "/opgaver/<int:action_id>/ikke-min/afvis": {"begrundelse": "Opgaven er stabschefens."},
    "/opgaver/<int:action_id>/ikke-min/godkend": {"rolle": "{role_id}"},
    "/opgaver/<int:action_id>/modparter": {"navn": "Menighedsrådet"},
    "/opgaver/<int:action_id>/note": {"tekst": "Er i gang."},
    "/opgaver/<int:action_id>/resultat": {"result": "Sendt."},
    "/organer": {"navn": "Hoved-MED"},
    "/organer/<int:body_id>/medlem": {"person": "{person_id}"},
    "/personer/<int:person_id>/fratraed": {"version": "1"},
    "/personer/<int:person_id>/fravaer": {"fra": "01-12-2026", "til": "02-12-2026", "stedfortraeder": "{idle_id}"},
    "/personer/<int:person_id>/ret": {
        "navn": "Signe Ravn", "email": "signe@fjordby.example", "sprog": "da_DK", "version": "1",
    },
    "/personer/<int:person_id>/tiltraed": {"version": "1"},
    "/personer/ny": {"navn": "Ny Person", "email": "ny@fjordby.example", "sprog": "da_DK"},
    "/roller": {"navn": "Velfærdssekretariatet", "rolle": "{role_id}"},
    "/roller/<int:role_id>/alias": {"navn": "Finanschef"},
    "/roller/<int:role_id>/genaabn": {"version": "{role_version}"},
    "/roller/<int:role_id>/indehaver": {"fra": "01-12-2026", "person": "{person_id}", "version": "{role_version}"},
    "/roller/<int:role_id>/indehaver/<int:tenure_id>/fortryd": {"version": "{role_version}"},
    "/roller/<int:role_id>/luk": {"sidste": "14-09-2026", "overtager": "{superior_id}", "version": "{role_version}"},
    "/roller/<int:role_id>/ret": {"titel": "Finanschef", "version": "{role_version}"},
    "/roller/ny": {"titel": "Havnechef"},
}  # fmt: skip
#: rule -> arguments that are other things of the same kind: what is asked must make sense
OTHERS = {
    "/m/<token>/fortryd": {"token": "undo_token"},
    "/m/<token>/ikke-min": {"token": "not_mine_token"},
    "/m/<token>/tak": {"token": "done_token"},
    "/opgaver/<int:action_id>/resultat": {"action_id": "done_action_id"},
    "/opgaver/<int:action_id>/fortryd": {"action_id": "done_action_id"},
    "/import/<int:document_id>/<any(punkt,sag):which>/<int:point_id>/svar": {"point_id": "silent_id"},
    "/log-ind/<token>": {"token": "login_token"},
    "/personer/<int:person_id>/fratraed": {"person_id": "idle_id"},
    "/personer/<int:person_id>/fravaer/<int:absence_id>/slet": {"person_id": "away_id"},
    "/personer/<int:person_id>/tiltraed": {"person_id": "former_id"},
    "/roller/<int:role_id>/genaabn": {"role_id": "closed_role_id"},
}


def values(ids, thing):
    """Return the ids by which a thing is asked for; "-" is what is neither open nor closed."""
    return ids["other"] | ids.get(thing, {})


def address(rule, known):
    """Return the path of a rule; raises KeyError for an argument that the world does not know."""
    others = OTHERS.get(rule, {})
    return ARGUMENT.sub(lambda found: str(known[others.get(found[1], found[1])]), rule)


def fields(rule, known):
    """Return the fields of a rule's form."""
    return {name.format(**known): value.format(**known) for name, value in FIELDS.get(rule, {}).items()}
