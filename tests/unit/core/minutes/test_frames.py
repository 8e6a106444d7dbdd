"""A sentence -> what it commits whom to (../minutes/README.md section 2)."""

from datetime import date

import pytest

from tracker.core.due_dates import limiting
from tracker.core.minutes.clauses import Circle
from tracker.core.minutes.frames import find_deeds

CIRCLE = Circle("Børne- og Skoleudvalget", frozenset(["Mette", "Karin", "Ole", "MBT", "Lars"]))


def owners_in(sentence: str) -> list[list[str]]:
    timed = limiting(sentence, date(2022, 3, 1)) is not None
    return [list(deed.owners) for deed in find_deeds(sentence, CIRCLE, timed=timed)]


#: Sentence -> the owners of each deed in it; an empty inner list: nobody is named; an empty outer one: no action.
PROMISES = [
    ("Økonomichefen udarbejder et notat.", [["Økonomichefen"]]),
    ("Skolechefen kontakter de tre skoler.", [["Skolechefen"]]),
    ("Lars lovede at sende listen rundt.", [["Lars"]]),
    ("Kommunen søger penge i puljen.", [["Kommunen"]]),
    ("Udvalget besluttede, at administrationen udarbejder et udkast.", [["administrationen"]]),
    ("Der udarbejdes et notat til næste møde.", [[]]),
    ("Teksten præciseres på side 4.", [[]]),
    ("Det undersøges, om der er midler.", [[]]),
    ("Forældrene orienteres om ændringen.", [[]]),
    ("Svar skal være forvaltningen i hænde senest den 1. maj.", [[]]),
    ("Referatet lægges på intranettet.", [[]]),
    ("Forslaget sendes i høring i 8 uger.", [[]]),
    ("Der indkaldes til et ekstra møde.", [[]]),
    ("Der nedsættes en styregruppe.", [[]]),
    ("Sagen genoptages på mødet i juni.", [[]]),
    ("Sagen sættes på dagsordenen til næste møde.", [[]]),
    ("Punktet følges op på næste møde.", [[]]),
    ("Der bestilles nye skilte.", [[]]),
    ("Hvert center udpeger en kontaktperson.", [["Hvert center"]]),
    ("Mette er tovholder på sommerfesten.", [["Mette"]]),
    ("Ole står for tilmelding.", [["Ole"]]),
    ("HR er ansvarlig for planen.", [["HR"]]),
    ("Genoptages på mødet den 3. juni.", [[]]),
    ("Udvalget bad forvaltningen om at undersøge sagen nærmere.", [["forvaltningen"]]),
    ("Udvalget pålagde forvaltningen at udarbejde en handleplan.", [["forvaltningen"]]),
    ("Udvalget ønsker et notat om fravær forelagt.", [[]]),
    ("Udvalget ønsker en status på næste møde.", [[]]),
    ("Udvalget anmoder forvaltningen om en redegørelse.", [["forvaltningen"]]),
    ("Når budgettet er vedtaget, udsender økonomichefen rammerne.", [["økonomichefen"]]),
    ("HR-chefen laver en plan og kontakter lederne.", [["HR-chefen"]]),
    ("Karin skriver et udkast, og Ole undersøger prisen.", [["Karin"], ["Ole"]]),
    ("Karin og Ole skriver et udkast.", [["Karin", "Ole"]]),
    ("Materialet udarbejdes af skolechefen.", [["skolechefen"]]),
    ("Tallene tjekkes inden næste møde (MBT følger op).", [["MBT"]]),
    ("Skolechefen bedes undersøge mulighederne.", [["Skolechefen"]]),
    ("Skolechefen får til opgave at undersøge mulighederne.", [["Skolechefen"]]),
    ("Det blev aftalt, at Mette sender materialet ud.", [["Mette"]]),
    ("Det blev aftalt at invitere skolelederen til næste møde.", [[]]),
    ("Vi inviterer skolelederen til næste møde.", [[]]),
    ("Taget til efterretning, idet udvalget ønsker en ny status i september.", [[]]),
    ("Godkendt med den tilføjelse, at forvaltningen fremlægger en evaluering efter et år.", [["forvaltningen"]]),
    ("Drøftet, idet forvaltningen vender tilbage med et notat.", [["forvaltningen"]]),
    ("På næste møde fremlægger økonomichefen et oplæg.", [["økonomichefen"]]),
    ("Inden sommerferien indkalder direktøren til et opfølgende møde.", [["direktøren"]]),
    ("Administrationen skal undersøge, om der kan findes midler.", [["Administrationen"]]),
    ("Administrationen vil udarbejde et notat.", [["Administrationen"]]),
    ("Der skal laves en plan.", [[]]),
    ("Materialet skal sendes ud til alle.", [[]]),
    ("Der var enighed om, at forvaltningen kontakter politiet.", [["forvaltningen"]]),
    ("Formanden tager kontakt til regionen.", [["Formanden"]]),
    ("Ledelsen følger op på sagen.", [["Ledelsen"]]),
    ("Lederne får besked i næste uge.", [[]]),
    ("Sekretariatet indkalder til nyt møde.", [["Sekretariatet"]]),
    ("Der afholdes borgermøde i Fjordby den 3. maj.", [[]]),
    ("Udvalget opfordrer forvaltningen til at kontakte foreningerne.", [["forvaltningen"]]),
    ("Center for Miljø sørger for, at skiltene sættes op.", [["Center for Miljø"]]),
    ("Vicedirektør Pia Lund tager initiativ til et møde med KL.", [["Vicedirektør Pia Lund"]]),
    ("Det er aftalt, at HR laver en vejledning, og at den drøftes på næste møde.", [["HR"], []]),
    ("Kommunaldirektøren sikrer, at budskabet kommunikeres.", [["Kommunaldirektøren"]]),
    ("Chefen for Ejendomme og økonomichefen afklarer finansieringen.", [["Chefen for Ejendomme", "økonomichefen"]]),
    ("Lars sender nyt link.", [["Lars"]]),
    ("Morten laver plakat.", [["Morten"]]),
    ("Punktet blev udsat til næste møde.", [[]]),
    ("Punktet udsættes til næste møde.", [[]]),
    ("Punktet er udsat og behandles igen på mødet i maj.", [[]]),
    ("Ny oversigt bliver udarbejdet af Kirsten Vej Petersen og fremsendes til alle.", [["Kirsten Vej Petersen"]]),
    ("Der vil blive fulgt op på situationen.", [[]]),
    ("Rådet kan tilslutte sig forslaget, og formanden udarbejder høringssvar.", [["formanden"]]),
    ("Konklusionen skal afleveres til Henrik senest den 28. marts.", [[]]),
    ("Mette Schultz og Peter Knap er indtil videre tovholdere på materialerne.", [["Mette Schultz", "Peter Knap"]]),
    ("Bent rykker for regnskabet.", [["Bent"]]),
    ("Referatet bliver lagt på intranettet.", [[]]),
    ("På næste bestyrelsesmøde revideres listen.", [[]]),
    ("Formanden sender en venlig reminder.", [["Formanden"]]),
    ("Administrationen retter henvendelse til ministeriet.", [["Administrationen"]]),
    ("Børne- og Skoleudvalget besøger skolen i maj.", [["Børne- og Skoleudvalget"]]),
    ("Forvaltningen blev bedt om at undersøge sagen.", [["Forvaltningen"]]),
    ("Skolelederen indhenter tilbud på nye borde, og der følges op på næste møde.", [["Skolelederen"]]),
    ("Mette undersøger prisen, og Lars kontakter leverandøren inden den 1. maj.", [["Mette"], ["Lars"]]),
    ("Udvalget besluttede at sende sagen i høring.", [["Udvalget"]]),
    ("Ole Hansen orienterede om mødet og sender referatet rundt.", [["Ole Hansen"]]),
    ("Formanden vil tage sagen op med borgmesteren.", [["Formanden"]]),
    ("Lederne skal senest den 1. juni indsende deres planer til HR.", [["Lederne"]]),
    ("Alle medlemmer sender forslag til formanden inden 1. april.", [["Alle medlemmer"]]),
    ("Forslaget indarbejdes i budgettet.", [[]]),
    ("Ideen tages med i det videre arbejde.", [[]]),
]

NO_PROMISES = [
    "Forvaltningen har undersøgt sagen.",
    "Materialet er sendt ud.",
    "Udvalget har fokus på trivsel.",
    "Udvalget bakker op om planen.",
    "Udvalget afventer svar fra ministeriet.",
    "Administrationen fortsætter arbejdet.",
    "Administrationen arbejder videre med forslaget.",
    "Udvalget noterer sig status.",
    "Formanden orienterede om, at skolechefen udarbejder en plan.",
    "Ministeriet udsender en vejledning i maj.",
    "KL udarbejder et notat.",
    "Rådgiveren udarbejder et notat.",
    "Udvalget besluttede at forlænge aftalen.",
    "Udvalget besluttede at godkende budgettet.",
    "Der nedsættes ikke en styregruppe.",
    "Bevillingen godkendes.",
    "Der etableres et nyt legeområde.",
    "Projektet igangsættes.",
    "Der meddeles afslag.",
    "Der meddeles tilladelse til byggeriet.",
    "Der stilles garanti for lånet.",
    "Næste møde afholdes den 3. maj.",
    "Karin Holm udpeges til bestyrelsen.",
    "Sagen oversendes til Byrådet.",
    "Sagen sendes videre til Økonomiudvalget.",
    "Udsat.",
    "Direktøren oplyste, at der indkaldes til møde.",
    "Direktionen har bedt udvalget om at se på sagen.",
    "Udvalget ønsker mere fokus på trivsel.",
    "Jens Bo ønskede at få tallene.",
    "Hvis der er penge, udarbejder forvaltningen en plan.",
    "Udvalget foretager sig ikke yderligere.",
    "Forvaltningen indberetter som vanligt hvert kvartal.",
    "Godkendt med den ændring, at beløbet forhøjes til 20.000 kr.",
    "Der bør laves en plan.",
    "Borgmesteren meddelte, at der inviteres til møde.",
    "Anette spurgte til fraværet.",
    "Udvalget tager orienteringen til efterretning.",
    "Ledelsen følger sagen.",
    "Konsulentfirmaet sender rapporten.",
    "Orienteringen gives på næste møde.",
    "Udvalget peger på Møllebakken.",
    "Formanden bød velkommen.",
    "Medarbejderne er glade for ordningen.",
    "Budgettet følges tæt.",
    "Temadagen holdes den 3. maj.",
    "Forvaltningen kan kontakte foreningerne.",
    "Der er sendt en ansøgning.",
    "Skolen får ny tagbelægning.",
    "Udvalget besluttede at udsætte sagen.",
    "Sagen tages af dagsordenen.",
    "Der var ros til arbejdet.",
    "Økonomiudvalget, den 3. maj: Godkendt.",
]


@pytest.mark.parametrize(("sentence", "owners"), PROMISES)
def test_a_promise_is_found_with_its_owners(sentence, owners):
    assert owners_in(sentence) == owners


@pytest.mark.parametrize("sentence", NO_PROMISES)
def test_what_is_reported_wished_conditional_or_decided_is_no_promise(sentence):
    assert owners_in(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "deed", "frame"),
    [
        ("Stabschefen foranlediger, at emnerne tages op.", "emnerne tages op", "undertakes"),
        ("Lars sørger for at sende planen.", "sende planen", "undertakes"),
        ("Udvalget bad forvaltningen om at indhente priser.", "indhente priser", "request"),
        ("Der laves en plan.", "laves en plan", "passive_follow_up"),
        ("Materialet udarbejdes af skolechefen inden jul.", "Materialet udarbejdes inden jul", "passive_by_owner"),
        ("Det blev aftalt, at Mette sender listen.", "sender listen", "agreed"),
        ("Godkendt, idet skolechefen fremlægger et notat.", "fremlægger et notat", "addition"),
        ("Udvalget ønsker et notat om fravær forelagt.", "et notat om fravær forelagt", "wish"),
        ("Mette er tovholder på festen.", "er tovholder på festen", "undertakes"),
        (
            "Svar skal være formanden i hænde senest den 1. maj.",
            "Svar skal være formanden i hænde senest den 1. maj",
            "deadline_to_receiver",
        ),
        ("Forældrene får besked inden jul.", "Forældrene får besked inden jul", "gets_word"),
        ("Karin skriver et udkast, og det deles bagefter.", "skriver et udkast, og det deles bagefter", "active"),
    ],
)
def test_a_deed_is_told_as_the_rules_want_it_with_the_frame_it_was_found_by(sentence, deed, frame):
    timed = limiting(sentence, date(2022, 3, 1)) is not None
    found = find_deeds(sentence, CIRCLE, timed=timed)
    assert [(d.text, d.frame) for d in found] == [(deed, frame)]
    assert found[0].trigger


def test_a_sentence_too_long_to_be_one_is_passed_over():
    assert find_deeds("Mette sender planen " + "meget " * 2000, CIRCLE, timed=False) == []
