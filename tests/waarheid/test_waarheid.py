"""Wat een pagina zegt, is waar: een lezer die de code niet kent, rekent elke bewering na uit de tabel ernaast.

De gevallen hieronder zijn zinnen die eens op een pagina stonden. De lezer moet ze afkeuren, en van elke goede pagina
moet hij een veranderd getal, woord, kwartaal of naam terugvinden.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import beeldset
import bladen
import lezer
import polars as pl
import pytest
from lezer import Blad, Staat

from sociaaldomein import panelen
from sociaaldomein.afscherming import Herkomst, Openbaar, scherm_af
from sociaaldomein.beelden import getallen
from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.levering import deur
from sociaaldomein.paginas import stellingen
from sociaaldomein.telling import monitor

NU, TOEN = "1e kwartaal 2023", "1e kwartaal 2022"


def staat(
    titel: str,
    zin: str,
    kop: list[str],
    *rijen: list[str],
    noot: tuple[str, ...] = (),
    paneel: str = "p",
    bijschrift: str = "",
    status: str = "definitief",
    keuze: tuple[str, ...] = (),
) -> Staat:
    return Staat(paneel, keuze, titel, zin, noot, bijschrift, tuple(kop), tuple(map(tuple, rijen)), status, "2023-1")


PER_SOORT = ["Soort hulp", NU]
GEVALLEN = {
    "uiterste naast verborgen groepen": staat(
        "Geplande looptijd per soort hulp",
        "Het langst duurt verblijf: 9,0 maanden. Het kortst duurt ggz: 4,4 maanden.",
        PER_SOORT,
        ["verblijf", "9,0"],
        ["ggz", "4,4"],
        ["crisishulp", "afgeschermd"],
        bijschrift="in maanden",
    ),
    "persoon en traject afgetrokken": staat(
        "Er zijn 74 meer trajecten dan inwoners met bijstand",
        "Er lopen 590 trajecten. Er zijn 516 inwoners met bijstand. Het verschil is 74.",
        ["Wat", NU],
        ["Inwoners met bijstand", "516"],
        ["Het verschil", "+74"],
        ["Trajecten naar werk of meedoen", "590"],
    ),
    "ongeveer gelijk bij 4 en 3": staat(
        "Aandeel verblijf: ongeveer gelijk gebleven",
        "Van de lopende trajecten is ongeveer 4% verblijf. Een jaar eerder was dat 3%.",
        ["Kwartaal", "Verblijf"],
        [TOEN, "3%"],
        [NU, "4%"],
    ),
    "lijn uit twee eindpunten": staat(
        "In het nieuwe systeem loopt de geplande looptijd op",
        "De helft duurt korter dan 14,0 maanden.",
        ["Kwartaal", "Mediaan"],
        ["3e kwartaal 2022", "13,5"],
        ["4e kwartaal 2022", "13,5"],
        [NU, "14,0"],
        bijschrift="in maanden",
    ),
    "noot over groepen die er niet zijn": staat(
        "Jeugdigen met hulp",
        "In het 1e kwartaal van 2023 kregen 1.128 jeugdigen hulp.",
        ["Kwartaal", "Lopend (jeugdigen)", "Begonnen (jeugdigen)"],
        [NU, "1.128", "497"],
        noot=(
            "Wie bij twee groepen hoort, telt in beide groepen mee.",
            "Aantallen zijn afgerond op 5 of grover. Daardoor tellen delen niet altijd op tot het totaal.",
        ),
    ),
    "dubbele zin": staat(
        "Balansposten staan apart",
        "De balansposten zijn 18 duizend euro.",
        ["Soort", f"{NU} (duizend euro)"],
        ["Balansposten", "18"],
        noot=(
            "Het moment van boeken verschilt per jaar. Vergelijk daarom voorzichtig.",
            "Het moment van boeken verschilt per jaar. Dat vertekent een vergelijking.",
        ),
    ),
    "verwijzing die in geen tabel staat": staat(
        "Jeugdigen met hulp per 1.000 kinderen",
        "Het hoogst is Zuid: 137. In de hele gemeente is het 117.",
        ["Wijk", "Per 1.000 kinderen"],
        ["Zuid", "137"],
        ["Noord", "82"],
    ),
    "ander kwartaal zonder naam": staat(
        "Wie verwees naar hulp",
        "De grootste groep is gemeente: ongeveer 215 jeugdigen.",
        ["Verwijzer (jeugdigen)", "4e kwartaal 2022"],
        ["Gemeente", "215"],
        ["Huisarts", "150"],
    ),
    "tot en met december zonder jaar": staat(
        "Uitgaven tot en met december, per soort",
        "De grootste post is verblijf: 3,0 miljoen euro.",
        ["Soort", f"{NU} (miljoen euro)"],
        ["Verblijf", "3,0"],
    ),
    "voorlopig naast vast": staat(
        "Minder trajecten beëindigd dan een jaar geleden",
        "In het 1e kwartaal van 2023 eindigden 337 trajecten. Een jaar eerder waren dat er 387.",
        ["Kwartaal", "Beëindigde trajecten"],
        [TOEN, "387"],
        [f"{NU} (voorlopig)", "337"],
        status="voorlopig",
    ),
    "grootste van twee die gelijk zijn": staat(
        "Begonnen uitkeringen",
        "De grootste groep is andere reden: ongeveer 20 uitkeringen.",
        ["Reden (uitkeringen)", NU],
        ["Andere reden", "20"],
        ["Einde WW", "20"],
    ),
    "zin uit andere cellen dan het beeld": staat(
        "Meest genoemde reden: einde indicatie",
        "De grootste groep is einde indicatie: ongeveer 460 trajecten.",
        ["Kwartaal", "Einde indicatie", "Andere reden"],
        [NU, "84%", "10%"],
        bijschrift="trajecten naar reden",
    ),
}


@pytest.mark.parametrize("geval", GEVALLEN)
def test_wat_eens_fout_was_keurt_de_lezer_af(geval):
    assert lezer.bezwaren(GEVALLEN[geval])


def blad(naam: str, *staten: Staat, tegels: tuple = (), uitspraken: tuple = ()) -> Blad:
    return Blad(naam, tegels, staten, naam, uitspraken)


OUD, NIEUW = ["Nieuwkomers", NU], ["Kwartaal", "Totaal", "Oude stelsel", "Nieuwe stelsel"]
DOELEN = ["Visie", "Doel", "Cijfer", "Nu", "Streven", "Wanneer", "Koers", "Besluit"]
SAMEN = {
    "rest in de ene stand en een gat in de andere": [
        blad(
            "participatie",
            staat("Stelsel", "", OUD, ["Oude stelsel", "91"], ["Nieuwe stelsel", "16"], keuze=("nu",)),
            staat("Stelsel", "", NIEUW, [NU, "107", "ontbreekt", "16"], keuze=("kwartalen",)),
        )
    ],
    "een taak die geteld heet": [
        blad(
            "avond",
            uitspraken=(
                (
                    "Geteld: 48 plaatsingen, en een jaar eerder 28.",
                    staat("Nog 16 te gaan", "", ["Wat", "Statushouders"], ["Taakstelling", "48"], ["Klaar", "17"]),
                ),
            ),
        )
    ],
    "twee totalen van hetzelfde": [
        blad(
            "participatie",
            staat("Minder nieuwkomers die inburgeren dan een jaar geleden", "", NIEUW[:2], [TOEN, "115"], [NU, "107"]),
        ),
        blad(
            "vluchtelingen",
            staat("Meer mensen die inburgeren dan een jaar geleden", "", NIEUW[:2], [TOEN, "152"], [NU, "161"]),
        ),
    ],
    "117 en 113 van dezelfde kinderen": [
        blad("jeugd", tegels=(("Met hulp, van alle jeugdigen", "11,3%", "", "definitief"),)),
        blad("wijken", tegels=(("Jeugdwet, per 1.000 kinderen", "117", "", "definitief"),)),
    ],
    "mensen en trajecten in een rij": [
        blad(
            "wmo",
            tegels=(("Inwoners met hulp", "2.253", "", "definitief"), ("Begonnen trajecten", "484", "", "definitief")),
        )
    ],
    "een doel dat nergens te zien is": [
        blad(
            "doelen",
            staat("Doelen", "", DOELEN, ["", "", "Bewoners die meedoen", "68%", "80%", "", "", ""], paneel="doelen"),
        ),
        blad("vluchtelingen", staat("Bewoners die meedoen, per manier", "", ["Manier", NU], ["Taalles", "57%"])),
    ],
    "een verwachting als een feit": [
        blad(
            "taskforce",
            staat("Besparing", "", ["Jaar", "Besparing (miljoen euro)"], ["2023", "2,6 (voorlopig)"]),
            tegels=(("Besparing in 2023", "€ 2,6 mln", "", "voorlopig"),),
        )
    ],
}


@pytest.mark.parametrize("geval", SAMEN)
def test_wat_paginas_samen_niet_kunnen_zeggen_keurt_de_lezer_af(geval):
    paginas = SAMEN[geval]
    assert [b for p in paginas for b in lezer.bezwaren_blad(p)] + lezer.bezwaren_samen(paginas)


# -- the product -------------------------------------------------------------------------------------------------------


def alles(openbaar: Openbaar) -> list[str]:
    paginas = bladen.van(openbaar)
    return [b for p in paginas for b in lezer.bezwaren_blad(p)] + lezer.bezwaren_samen(paginas)


def een_kwartaal(o: Openbaar) -> Openbaar:
    return beeldset.met(o, cijfers=o.cijfers.filter(pl.col("kwartaal").is_in(["2023-K1", "2022-K4"])))


def alleen_totalen(o: Openbaar) -> Openbaar:
    return beeldset.met(o, cijfers=o.cijfers.filter(groep_soort="totaal"))


def een_groep(o: Openbaar) -> Openbaar:
    eerste = pl.col("groep") == pl.col("groep").min().over("cijfer", "wet", "groep_soort")
    return beeldset.met(o, cijfers=o.cijfers.filter((pl.col("groep_soort") == "totaal") | eerste))


def zonder_de_grootste(o: Openbaar) -> Openbaar:
    """The largest group of every breakdown hidden along: no superlative may pass over it."""
    top = pl.col("waarde") == pl.col("waarde").max().over("cijfer", "wet", "groep_soort", "kwartaal")
    weg = (pl.col("groep_soort") != "totaal") & top & pl.col("waarde").is_not_null()
    weg &= pl.col("eenheid") != "maatregelen"
    mee = dict.fromkeys(o.cijfers.filter(weg).select("cijfer", "wet", "kwartaal", "groep_soort", "groep").rows(), 0)
    return beeldset.met(
        o,
        stappen={**o.stappen, **mee},
        cijfers=o.cijfers.with_columns(
            pl.when(weg).then(None).otherwise("waarde").alias("waarde"),
            pl.when(weg).then(pl.lit("afgeschermd")).otherwise("status").alias("status"),
        ),
    )


def klein(o: Openbaar) -> Openbaar:
    """A municipality of a twentieth: small counts hidden, the rest rounded."""
    telt = pl.col("eenheid").is_in(["trajecten", "jeugdigen", "inwoners", "aanvragen"]) & pl.col("waarde").is_not_null()
    nieuw = (pl.col("waarde") / 100).round() * 5
    return beeldset.met(
        o,
        cijfers=o.cijfers.with_columns(
            pl.when(telt & (nieuw < 10)).then(None).when(telt).then(nieuw).otherwise("waarde").alias("waarde"),
            pl.when(telt & (nieuw < 10)).then(pl.lit("afgeschermd")).otherwise("status").alias("status"),
        ),
    )


def grof(o: Openbaar) -> Openbaar:
    """Every group rounded to twenty."""
    groepen = o.cijfers.filter((pl.col("groep_soort") != "totaal") & pl.col("waarde").is_not_null())
    stappen = dict.fromkeys(groepen.select("cijfer", "wet", "kwartaal", "groep_soort", "groep").rows(), 20)
    telt = (pl.col("groep_soort") != "totaal") & pl.col("eenheid").is_in(["trajecten", "jeugdigen", "inwoners"])
    return beeldset.met(
        o,
        stappen={**o.stappen, **stappen},
        cijfers=o.cijfers.with_columns(
            pl.when(telt).then((pl.col("waarde") / 20).round() * 20).otherwise("waarde").alias("waarde")
        ),
    )


UITGAVEN = {
    **{s: lambda s=s: beeldset.openbaar(s) for s in ("alles", "gepubliceerd", "totalen", "leeg")},
    **{
        f.__name__: lambda f=f: f(beeldset.openbaar("alles"))
        for f in (een_kwartaal, alleen_totalen, een_groep, zonder_de_grootste, klein, grof)
    },
}


@pytest.mark.parametrize("uitgave", UITGAVEN)
def test_elke_stand_van_elke_pagina_is_waar(uitgave):
    assert alles(UITGAVEN[uitgave]()) == []


def test_hoe_grof_een_getal_is_staat_bij_het_getal():
    """In table, sentence and picture (its name says no number): a true 71 shown as 60 must not look like sixty."""
    o = grof(beeldset.openbaar("alles"))
    (functie, wet) = panelen.panelen("raadsmonitor", "jeugd")["uitsplitsing"].functie, "jeugd"
    b = functie(o, wet, beeldset.NU, cijfer="lopend_clienten", dimensie="hoofdcategorie", vergelijking="jaar")
    assert all("(op 20 afgerond)" in c for r in b.rijen for c in r[1:] if lezer.getal(c))
    assert "(op 20 afgerond)" in b.zin and "(op 20 afgerond)" in b.svg["breed"] and not lezer.getallen(b.alt)
    assert any("of grover waar dat erbij staat" in n for n in b.noot)
    lijnen = functie(o, wet, beeldset.NU, cijfer="lopend_clienten", dimensie="hoofdcategorie", vergelijking="kwartalen")
    assert "±" in lijnen.svg["breed"] and "(op 20 afgerond)" in lijnen.rijen[0][-1]


# -- the evening -------------------------------------------------------------------------------------------------------


def beeld_bij(o: Openbaar, s: stellingen.Stelling, k: Kwartaal) -> Staat | None:
    wet, _, naam = s.paneel.partition(".")
    for pagina, lijst in panelen.per_pagina().items():
        if bladen.soort_van(pagina)[1] == wet and naam in lijst:
            paneel = lijst[naam].bij(o)
            keuze = {c: s.keuze.get(c) if s.keuze.get(c) in w else next(iter(w)) for c, w in paneel.keuzes.items()}
            return bladen.staat(naam, keuze, paneel.teken(o, wet, k, **keuze), k)
    return None


def uitspraken(o: Openbaar) -> Iterator[tuple[str, Staat | None]]:
    k = Kwartaal.lees(o.kwartaal)
    with bladen.zonder_tekenen():
        for s in stellingen.maak(o, k):
            yield s.uitleg, beeld_bij(o, s, k)


@pytest.mark.parametrize("uitgave", ["alles", "gepubliceerd", "zonder_de_grootste", "grof"])
def test_elke_onthulling_staat_in_haar_beeld(uitgave):
    b = Blad("avond", (), (), uitspraken=tuple(uitspraken(UITGAVEN[uitgave]())))
    assert lezer.bezwaren_blad(b) == []


def vaste_teksten() -> Iterator[str]:
    map_ = meegeleverd("params") / "avond"
    for blad_ in yamltekst.lees(map_ / "college.yml"):
        yield from [*blad_.get("tekst", ()), blad_.get("slot", "")]
        yield from (k["tekst"] for soort in ("lijst", "weg") for k in blad_.get(soort, ()))
    yield from (o["uitleg"] for o in yamltekst.lees(map_ / "opdrachten.yml"))


def test_een_vaste_tekst_van_de_avond_beweert_niets_over_de_cijfers():
    assert lezer.bezwaren_teksten(vaste_teksten()) == []
    oud = ["Zware hulp is duur, ook als weinig jeugdigen haar krijgen.", "In de zomer is het altijd stiller."]
    assert len(lezer.bezwaren_teksten(oud)) == 2


# -- the reader himself ------------------------------------------------------------------------------------------------


def _anders(getal: str) -> str:
    """The same number, one digit off."""
    plek = next(i for i, c in enumerate(getal) if c.isdigit())
    return f"{getal[:plek]}{(int(getal[plek]) % 9) + 1}{getal[plek + 1 :]}"


def mutaties(s: Staat) -> Iterator[tuple[str, Staat]]:
    """This state with one thing changed that makes it false."""
    for deel in ("titel", "zin"):
        tekst = getattr(s, deel)
        kaal = lezer._zonder_namen(s, re.sub(lezer.GROVER, "", tekst))
        for g in dict.fromkeys(re.findall(rf"(?<![\w,.])(?:{lezer.GETAL})(?![\d])", kaal)):
            if len(re.findall(rf"(?<![\w,.]){re.escape(g)}(?![\d,])", tekst)) == 1 and len(g) > 2:
                yield (
                    f"{deel}: {g}",
                    replace(s, **{deel: re.sub(rf"(?<![\w,.]){re.escape(g)}(?![\d,])", _anders(g), tekst)}),
                )
    for a, b in (
        ("meer ", "minder "),
        ("minder ", "meer "),
        ("hoger dan", "lager dan"),
        ("lager dan", "hoger dan"),
        ("langer dan", "korter dan"),
        ("onder de begroting", "boven de begroting"),
    ):
        if (
            re.match(rf"(?:Voorlopig )?{a}|.*: (?:voorlopig )?{a}|.*{a}", s.titel, re.I)
            and "jaar geleden" in s.titel + a * 2
        ):
            patroon = re.compile(re.escape(a), re.I)
            yield (
                f"{a}-> {b}",
                replace(s, titel=patroon.sub(b.capitalize() if s.titel.lower().startswith(a) else b, s.titel)),
            )
    groepen = [g for g, w in lezer._bekend(s).items() if w is not None]
    m = re.search(r"(?:De grootste groep is|Het hoogst is|De grootste post is) ([^:]+):", s.zin)
    if m and len(groepen) > 2:
        laagste = min(lezer._bekend(s), key=lezer._bekend(s).get)
        if lezer._gewoon(m[1]) != laagste and lezer._bekend(s)[laagste] < max(lezer._bekend(s).values()):
            yield f"naam: {laagste}", replace(s, zin=s.zin.replace(m[1], laagste, 1))
    if m := re.search(r"\d (trajecten|jeugdigen|inwoners|aanvragen)\b", s.zin):
        ander = "huishoudens"
        yield f"eenheid: {m[1]}", replace(s, zin=s.zin.replace(m[0], f"{m[0][0]} {ander}", 1))
    if m := re.search(rf"in het {lezer.KWARTAAL}", s.zin, re.I):
        yield "kwartaal", replace(s, zin=s.zin.replace(m[0], "in het 3e kwartaal van 2019", 1))


def test_een_veranderd_getal_woord_of_naam_vindt_de_lezer_terug():
    """Every change that makes a page of the invented set false is objected to."""
    gemist, aantal = [], 0
    for b in bladen.van(beeldset.openbaar("alles")):
        for s in b.staten:
            for wat, fout in mutaties(s):
                aantal += 1
                if not lezer.bezwaren(fout):
                    gemist.append((b.naam, s.paneel, s.keuze, wat, fout.titel, fout.zin))
    assert aantal > 300
    assert gemist == []


# -- the example edition, beside the counts before protection ----------------------------------------------------------


def onbeschermd_uiterste(openbaar: Openbaar, tafel: pl.DataFrame) -> list[str]:
    """Groups that a page calls the largest, without a reservation, and that the counts before protection do not."""
    k, mis = Kwartaal.lees(openbaar.kwartaal), []
    with bladen.zonder_tekenen():
        for wet in bladen.RAADSMONITOR:
            paneel = panelen.panelen("raadsmonitor", wet)["uitsplitsing"]
            for keuze in paneel.staten():
                b = paneel.functie(openbaar, wet, k, **keuze)
                m = re.match(r"De grootste groep is (.+?): ", b.zin)
                echt = tafel.filter(cijfer=keuze["cijfer"], wet=wet, kwartaal=str(k), groep_soort=keuze["dimensie"])
                top = echt.drop_nulls("waarde").sort("waarde", descending=True)["groep"].to_list()[:1]
                naam = getallen.groepsnaam(openbaar, keuze["dimensie"], top[0], wet) if top else ""
                if m and naam and lezer._gewoon(m[1]) != naam.lower():
                    mis.append(f"{wet} {keuze}: {m[1]} is niet {naam}")
    return mis


@pytest.mark.traag
def test_de_voorbeelduitgave_is_waar(voorbeeldregistraties, gepubliceerd):
    """Every state of the example edition and every statement of its evenings, also beside the unprotected counts."""
    k, peil = Kwartaal(2023, 1), date(2023, 4, 15)
    referentie = deur.lees_map(gepubliceerd).tabellen["aggregaat"]
    tafel = monitor.bereken(voorbeeldregistraties, k, peil, referentie)
    namen = dict(voorbeeldregistraties.wijken.select("wijkcode", "wijknaam").rows())
    herkomst = Herkomst("Voorbeeld", "GM0267", str(k), peil.isoformat(), True, namen)
    o = scherm_af(tafel, herkomst, registers=monitor.registers(voorbeeldregistraties))
    for uitgave in (o, een_kwartaal(o), zonder_de_grootste(o), grof(o)):
        assert alles(uitgave) == []
    assert lezer.bezwaren_blad(Blad("avond", (), (), uitspraken=tuple(uitspraken(o)))) == []
    assert onbeschermd_uiterste(o, tafel) == []
