# ruff: noqa: E501 - minutes are prose
"""What Fjordby's directorate treats, in the form of its minutes: title, agenda text, decision.

`{+21}` stands for the day three weeks after the meeting, written as minutes write it ("d. 3. december").
"""

from __future__ import annotations

#: Title, agenda text, decision.
Matter = tuple[str, str, str]

STANDING: Matter = (
    "Direktionens årsplan samt den strategiske udmøntningsplan (bilag vedlagt).",
    "",
    "Drøftet.",
)

MATTERS: tuple[Matter, ...] = (
    ("Status på budgetopfølgningen.", "Der forventes et mindreforbrug på det specialiserede område.", "Økonomichefen gennemgik status. Økonomichefen udarbejder et notat om pris- og lønskønnet, som forelægges direktionen senest {+14}."),
    ("Ny mødestruktur for chefforum.", "Chefforum har drøftet form og hyppighed.", "Direktionen drøftede forslaget. Stabschefen sørger for, at forslaget til ny mødestruktur forelægges chefforum senest {+10}."),
    ("Trivselsmåling.", "Svarprocenten var 84.", "Resultaterne blev drøftet med udgangspunkt i HR-chefens oplæg. HR-chefen tager resultaterne op i Hoved-MED {+16}."),
    ("Det frivillige arbejde på velfærdsområdet.", "Foreningerne efterspørger én indgang til kommunen.", "Der blev gjort status på samarbejdet med foreningerne. Sekretariatschefen samler erfaringerne med fælles visitation senest {+30}."),
    ("Kystsikring ved Nordstranden.", "Kystdirektoratet har sendt udkast til tilladelse i høring.", "Stabschefen indkalder styregruppen for kystsikring til et opstartsmøde senest {+7}. Direktøren for Teknik og Klima fremlægger en plan for kystsikring ved havnen {+45}."),
    ("Dialogmøde med chef for Digitalisering og IT Thomas Agerskov.", "Vedlagt er: 1) Oplæg til dialogmøde med direktionen.", "Dialogen omhandlede driftssikkerhed og det nye intranet. Direktionen kvitterede for en positiv dialog. Chefen for Digitalisering og IT fremlægger beredskabsplanen for cyberangreb {+42}."),
    ("Orientering om kredsmøde med nabokommunerne.", "Kredsen mødes to gange årligt.", "Kommunaldirektøren orienterede om kredsmødet."),
    ("Klimaregnskab.", "Regnskabet viser et fald på 6 pct.", "Klimaregnskabet blev drøftet. Direktøren for Teknik og Klima udarbejder et kort notat til udvalget senest {+12}."),
    ("Besøgsvenner og ensomhed.", "Frivilligcentret har foreslået en fælles model.", "Sekretariatschefen aftaler en fælles model for besøgsvenner med frivilligcentret senest {+9}."),
    ("Chefforumseminar.", "Seminaret afholdes over to dage.", "Stabschefen bestiller lokale til chefforumseminaret senest {+5}. Kommunikationschefen udarbejder et udkast til program {+21}."),
    ("Sygefravær.", "Fraværet er faldet på dagtilbudsområdet.", "Udviklingen blev drøftet. HR-chefen undersøger, hvordan tallene kan vises pr. afdeling, og vender tilbage til direktionen {+28}."),
    ("Forsikringsudbud.", "Aftalen udløber ved årets udgang.", "Økonomichefen sender udbudsmaterialet i høring hos fagdirektørerne senest {+11}."),
    ("Byggeriet af Søndre Skole.", "Byggeriet følger den reviderede tidsplan.", "Status blev taget til efterretning. Ejendomschefen indhenter priser på en midlertidig pavillon og forelægger dem på mødet {+14}."),
    ("Henvendelser fra borgere om ventetid.", "Antallet af henvendelser er steget.", "Borgerservicechefen undersøger årsagerne og orienterer direktionen senest {+20}."),
    ("Beredskab ved strømsvigt.", "Beredskabskommissionen har sendt en vejledning ud.", "Sundheds- og omsorgschefen kontakter beredskabet med henblik på en fælles øvelse senest {+25}."),
    ("Kommuneplanstrategi.", "Strategien skal vedtages i valgperiodens første halvdel.", "Plan- og byggechefen fremlægger en procesplan {+35}. Kommunikationschefen udarbejder et forslag til borgerinddragelse senest {+33}."),
    ("Ny lov om aktindsigt.", "Loven træder i kraft ved årsskiftet.", "Stabschefen sikrer, at alle chefer får en kort vejledning senest {+18}."),
    ("Bosætning i landsbyerne.", "Analysen peger på tre landsbyer.", "Plan- og byggechefen udarbejder et oplæg om bosætning i landsbyerne senest {+40}."),
    ("Praktikpladser i kommunen.", "Erhvervsskolen efterspørger flere pladser.", "HR-chefen udarbejder en model for praktikpladser, som forelægges chefforum senest {+50}."),
    ("Kommunikationsstrategien.", "Strategien er fra 2021.", "Kommunikationschefen reviderer kommunikationsstrategien senest {+38}."),
    ("Trafiksikkerhed ved skolerne.", "Lokalrådene har sendt et fælles brev.", "Kommunikationschefen orienterer lokalrådene om trafiksaneringen senest {+6}."),
    ("Tværgående rehabilitering.", "Forsøget har kørt i et år.", "Sundheds- og omsorgschefen evaluerer forsøget med fælles visitation senest {+48}."),
    ("Digital post til foreninger.", "Løsningen er landsdækkende.", "Orienteringen blev taget til efterretning. Borgerservicechefen gennemgår foreningslisten senest {+22}."),
    ("Indkøbspolitik.", "Politikken har været i høring.", "Økonomichefen indarbejder høringssvarene og sender politikken til direktionen senest {+15}."),
    ("Fælles ledelsesgrundlag.", "Grundlaget er drøftet i alle afdelinger.", "Direktionen drøftede udkastet. HR-chefen sørger for, at ledelsesgrundlaget lægges på intranettet senest {+13}."),
    ("Dagtilbud i yderområderne.", "Børnetallet falder.", "Dagtilbudschefen udarbejder en prognose og fremlægger den {+31}."),
    ("Samarbejdet med uddannelsesstederne.", "Aftalerne skal fornyes.", "Stabschefen foranlediger, at relevante emner tages op i regi af styregrupperne for partnerskabsaftalerne med henholdsvis Havneby Universitet samt Fjordby Gymnasium."),
    ("Vedligehold af kommunens bygninger.", "Efterslæbet er opgjort.", "Ejendomschefen udarbejder en prioriteret liste senest {+26}."),
    ("Madspild i køkkenerne.", "Tre køkkener har målt i otte uger.", "Resultaterne blev drøftet. Punktet genoptages på mødet {+56}."),
    ("Velkomst af nye medarbejdere.", "Forløbet varer en halv dag.", "HR-chefen inviterer de nye medarbejdere til en fælles introduktion senest {+19}."),
    ("Sommerens arrangementer.", "Havnen er booket i uge 29.", "Direktøren for Børn og Kultur koordinerer arrangementerne og orienterer direktionen {+17}."),
    ("Skolernes tilsyn med vikarer.", "Tilsynet er skærpet.", "Skolechefen udarbejder en fælles procedure senest {+24}."),
)  # fmt: skip

#: Treated at the meeting before the last and at the last one, so that the demo's chiefs have something to do; `{=4}` is a
#: day counted from the day on which the demo is loaded.
RECENT: tuple[Matter, ...] = (
    (
        "Styregruppe for havneudvidelsen.",
        "Forvaltningerne har udpeget deltagere.",
        "Stabschefen indkalder styregruppen for havneudvidelsen til et opstartsmøde senest {=-3}. Økonomichefen udarbejder et notat om anlægsøkonomien senest {=-1}.",
    ),
    (
        "Direktionens mødeplan.",
        "Planen har været drøftet i chefforum.",
        "Stabschefen udarbejder et forslag til mødeplan senest {=4}. Stabschefen kontakter chefforum med henblik på emner til det fælles seminar senest {=6}. Økonomichefen sender budgetvejledningen i høring senest {=5}. Stabschefen fremlægger en status på partnerskabsaftalerne {=38}. Økonomichefen fremlægger en analyse af indkøb {=44}.",
    ),
)

#: A closed item of its own; (title, decision)
CLOSED = (
    ("Ansættelse af skolechef", "HR-chefen udarbejder en indstilling om ansættelse af skolechef senest {+9}."),
    ("Personalesag", "Direktionen drøftede sagen. HR-chefen kontakter den faglige organisation senest {+4}."),
    ("Køb af grund ved havnen", "Økonomichefen indhenter en vurdering af grunden senest {+12}."),
)
