"""De monitor: alle telregels over de registraties van een gemeente, samengebracht in een cijfertafel.

Hier wordt niets geteld. Dit bestand kiest welke telregel over welke uitsplitsing loopt, voegt eenheid, bron en status
toe, vult aan met wat als totaal is aangeleverd (`aggregaat`), en maakt van elk gat een rij met status "ontbreekt".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from sociaaldomein.begrippen import cijfers, normen
from sociaaldomein.begrippen.cijfers import GETELD, KOLOMMEN, KRUISING, ONBEKEND, SLEUTEL, UITSPLITSINGEN, begrippen
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.notatie import getal
from sociaaldomein.telling.dekking import AANTAL_KWARTALEN, Dekking, gedekt, gedekt_declaraties, gedekt_verwijzers
from sociaaldomein.telling.registraties import Registraties
from sociaaldomein.telregels import bevolking, financien, instroom, looptijd, participatie, taskforce, triage

GEEN_EIGEN = normen.Eigen()
TELT_GELIJK = 0.005  # a delivered total this near to one's own count says the same
GETOOND = len(laatste(Kwartaal(2000, 1)))  # so many quarters of a breakdown
STROOM = (instroom.lopend, instroom.instroom, instroom.uitstroom)
PER_LOOPTIJD = ("totaal", "productcategorie", "hoofdcategorie")
PER_BEREIK = ("totaal", "leeftijd", "wijk")
PER_INWONERS = ("totaal", "wijk")
PER_UITGAVEN = ("totaal", "hoofdcategorie", "interventieniveau", KRUISING)


def bereken(
    registraties: Registraties,
    kwartaal: Kwartaal,
    peildatum: date,
    referentie: pl.DataFrame | None = None,
    opgehaald: date | None = None,
    eigen_normen: normen.Eigen = GEEN_EIGEN,
) -> pl.DataFrame:
    """Alle cijfers over de laatste twaalf kwartalen, voor beide wetten, nog niet afgeschermd.

    `peildatum` is de dag van de stand: wat daarna kwam, telt niet mee, en wat nog kan veranderen heet "voorlopig".
    `opgehaald` is de dag waarop de gegevens zijn opgehaald, als dat later was. `referentie` is een aggregaat-tabel met
    cijfers die al in een openbaar stuk stonden; zij komen naast het eigen cijfer te staan, nooit ervoor in de plaats.
    `eigen_normen` zijn de trendbreuken en gelijkgestelde dagen van de gemeente zelf (normen.yml).
    Geeft de kolommen van de cijfertafel.
    """
    kwartalen = laatste(kwartaal, AANTAL_KWARTALEN)
    geteld = tel(registraties, kwartalen, peildatum, opgehaald, eigen_normen)
    eigen = _binnen(_met_kenmerken(geteld, peildatum), kwartaal)
    eigen = _zonder_lege_indeling(_besparing_status(eigen, registraties.besparingspad))
    geleverd = _binnen(van_aggregaat(registraties.aggregaat, peildatum), kwartaal)
    geleverd = _zonder_breuk(geleverd, eigen_normen)
    tafel = _vul_aan(eigen, geleverd)
    tafel = pl.concat([tafel, _ontbrekend(tafel, kwartalen)])
    if referentie is not None:
        stuk = van_aggregaat(referentie, peildatum).filter(pl.col("gepubliceerd_in").is_not_null())
        ernaast = _binnen(stuk, kwartaal)
        gemeten = tafel.filter(pl.col("waarde").is_not_null(), pl.col("gepubliceerd_in").is_null())
        tafel = pl.concat([tafel, ernaast.join(gemeten, on=SLEUTEL, how="semi")])
    return op_een_pagina(tafel.select(KOLOMMEN)).sort(*SLEUTEL, "gepubliceerd_in", nulls_last=False)


def _zonder_breuk(tafel: pl.DataFrame, eigen: normen.Eigen) -> pl.DataFrame:
    """Without the delivered changes in a year that go over a trend break: nothing is compared across one."""
    sleutels = tafel.select("cijfer", "wet", "kwartaal").iter_rows()
    los = [
        c.endswith("_verandering") and instroom.over_breuk(c.removesuffix("_verandering"), w, k, eigen.trendbreuken)
        for c, w, k in sleutels
    ]
    return tafel.filter(~pl.Series(los, dtype=pl.Boolean))


def tel(
    registraties: Registraties,
    kwartalen: list[Kwartaal],
    peildatum: date,
    opgehaald: date | None = None,
    eigen_normen: normen.Eigen = GEEN_EIGEN,
) -> pl.DataFrame:
    """Laat elke telregel los op de registraties. Geeft de geteld-kolommen van de cijfertafel, nog zonder status."""
    r = registraties
    delen: list[pl.DataFrame] = []
    if r.trajecten.height:
        delen += _tel_trajecten(r, kwartalen, peildatum, opgehaald or peildatum, eigen_normen.trendbreuken)
    if r.bevolking.height:
        indeling: Any = r.wijken["indelingsjaar"].max()
        delen += [bevolking.inwoners(r.bevolking, r.trajecten, kwartalen, per, indeling) for per in PER_INWONERS]
    if r.uitkeringen.height:
        dekking = gedekt(r.uitkeringen, peildatum)
        delen.append(_gedekt(participatie.uitkeringen(r.uitkeringen, kwartalen), dekking))
    if r.inwoners_met_bijstand.height:
        dekking = gedekt(r.inwoners_met_bijstand, peildatum)
        delen.append(_gedekt(participatie.inwoners(r.inwoners_met_bijstand, kwartalen), dekking))
    if r.meldingen.height:
        dekking = gedekt(r.meldingen, peildatum, "datum_melding")
        delen.append(_gedekt(triage.triage(r.meldingen, kwartalen), dekking))
        delen.append(_gedekt(looptijd.doorlooptijd(r.meldingen, kwartalen, peildatum, eigen_normen.dagen), dekking))
    if r.declaraties.height:
        bekend = r.declaraties.filter(pl.col("dagtekening").is_null() | (pl.col("dagtekening") <= peildatum))
        uitgaven = [financien.uitgaven(bekend, kwartalen, per=per) for per in PER_UITGAVEN]
        delen += [_gedekt(d, gedekt_declaraties(bekend, peildatum)) for d in uitgaven]
    if r.financien.height:
        delen.append(financien.financieel(r.financien, kwartalen))
    if r.besparingspad.height:
        jaren = [k for j in r.besparingspad["jaar"] if (k := Kwartaal(j, 4)) <= kwartalen[-1]]
        uitgegeven = financien.financieel(r.financien, jaren) if jaren else None
        delen.append(taskforce.besparing(r.besparingspad, uitgegeven))
    if not delen:
        return cijfers.leeg().select(GETELD)
    return pl.concat([d.select(GETELD).cast(dict.fromkeys(cijfers.GETALLEN, pl.Float64)) for d in delen])


def _tel_trajecten(
    r: Registraties, kwartalen: list[Kwartaal], peildatum: date, opgehaald: date, breuken: Iterable[normen.Trendbreuk]
) -> Iterable[pl.DataFrame]:
    """What is counted from care episodes: the flows, what follows from these, durations and reach."""
    dekking = gedekt(r.trajecten, peildatum)
    stroom = {
        (regel, per): _met_genoeg_verleden(_gedekt(regel(r.trajecten, kwartalen, per=per), dekking), dekking)
        for regel in STROOM
        for per in UITSPLITSINGEN
    }
    yield from stroom.values()
    yield instroom.verandering(stroom[instroom.lopend, "totaal"], breuken)
    met_zwaarte = [stroom[regel, "interventieniveau"] for regel in (instroom.lopend, instroom.instroom)]
    yield instroom.zwaarte(pl.concat(met_zwaarte))
    verwezen = gedekt_verwijzers(r.trajecten, peildatum, opgehaald)
    yield _gedekt(_gedekt(instroom.verwijzers(r.trajecten, kwartalen), verwezen), dekking)
    yield from (_gedekt(looptijd.looptijd(r.trajecten, kwartalen, per=per), dekking) for per in PER_LOOPTIJD)
    if r.bevolking.height:
        bereik = [bevolking.bereik(r.trajecten, r.bevolking, kwartalen, per=per) for per in PER_BEREIK]
        yield from (_gedekt(d, dekking) for d in bereik)


def registers(registraties: Registraties, eigen_normen: normen.Eigen = GEEN_EIGEN) -> dict[str, list[dict]]:
    """De lijsten die niet over mensen gaan, zoals zij op een pagina komen: bedragen in euro's, dagen als tekst."""
    r = registraties
    uit = {"trendbreuken": [breuk.als_rij() for breuk in eigen_normen.trendbreuken]}
    lijsten = {"plannen": r.plannen, "activiteiten": r.activiteiten, "doelen": r.doelen, "tarieven": r.tarieven}
    for naam, tafel in lijsten.items():
        bedragen = [k for k in tafel.columns if k.endswith("_cent")]
        leesbaar = tafel.with_columns((pl.col(k) / 100).alias(k.replace("_cent", "_eur")) for k in bedragen)
        uit[naam] = leesbaar.drop(bedragen).with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d")).to_dicts()
    return uit


def koppel(tabel: pl.DataFrame | None) -> list[dict[str, str]]:
    """Bij welke hoofdcategorie en welk niveau een product kan horen. Dat is openbaar: de afscherming moet het weten.

    Geldt een regel niet altijd of niet voor elke code, dan kan het product ook bij "onbekend" horen.
    """
    if tabel is None or not tabel.height:
        return []
    los = [k for k in ("productcode", "geldig_van", "geldig_tot") if k in tabel.columns]
    altijd = pl.all_horizontal([pl.col(k).is_null() for k in los]) if los else pl.lit(True)
    plek = [
        pl.col(k).fill_null(ONBEKEND) if k in tabel.columns else pl.lit(ONBEKEND).alias(k)
        for k in ("hoofdcategorie", "interventieniveau")
    ]
    rijen = tabel.select("wet", "productcategorie", *plek, altijd.alias("altijd"))
    half = rijen.group_by("wet", "productcategorie").agg(pl.col("altijd").any()).filter(~pl.col("altijd"))
    onbekend = half.select(
        "wet", "productcategorie", hoofdcategorie=pl.lit(ONBEKEND), interventieniveau=pl.lit(ONBEKEND)
    )
    return pl.concat([rijen.drop("altijd"), onbekend]).unique().sort(pl.all()).to_dicts()


def te_veel_onbekend(tafel: pl.DataFrame, kwartaal: Kwartaal) -> list[str]:
    """Een zin per cijfer dat ontbreekt omdat van te veel mensen het geboortejaar of de wijk niet bekend is."""
    leeg = tafel.filter(pl.col("waarde").is_null(), pl.col("kwartaal") == str(kwartaal))
    bereik = leeg.filter(pl.col("cijfer") == "bereik", pl.col("noemer").is_not_null())
    return [
        f"{cijfers.begrippen()[cijfer].titel} ({cijfers.domeinen()[wet]}, {cijfers.dimensies()[soort]}) ontbreekt: "
        f"van meer dan {normen.ONBEKEND_HOOGSTENS:.0%} is het geboortejaar of de wijk niet bekend."
        for cijfer, wet, soort in bereik.select("cijfer", "wet", "groep_soort").unique(maintain_order=True).rows()
    ]


def van_aggregaat(aggregaat: pl.DataFrame, peildatum: date) -> pl.DataFrame:
    """Maak van de tabel `aggregaat` rijen van de cijfertafel; lege eenheid, bron en status volgen uit het begrip.

    Een deel zonder status staat even vast als het totaal dat erbij geleverd is.
    """
    if not aggregaat.height:
        return cijfers.leeg()
    tafel = aggregaat.rename({"indicator": "cijfer", "dimensie": "groep_soort"}).with_columns(
        pl.col("wet").fill_null("samen"),
        pl.col("groep_soort").fill_null("totaal"),
        pl.col("groep").fill_null("totaal"),
        *[pl.col(k).cast(pl.Float64) for k in cijfers.GETALLEN],
    )
    sleutel = ["cijfer", "wet", "kwartaal"]
    totaal = tafel.filter(pl.col("groep_soort") == "totaal", pl.col("waarde").is_not_null())
    totaal = totaal.select(*sleutel, van_totaal="status").unique(sleutel)
    tafel = tafel.join(totaal, on=sleutel, how="left", maintain_order="left")
    begrip = _met_kenmerken(tafel.select(GETELD), peildatum)
    naar_leeftijd = pl.when(begrip["status"] == "definitief").then(pl.lit("definitief")).otherwise(pl.lit("voorlopig"))
    ontbreekt = pl.col("waarde").is_null() & ~pl.col("status").eq_missing("afgeschermd")
    return tafel.with_columns(
        pl.col("eenheid").fill_null(begrip["eenheid"]),
        pl.col("bron").fill_null(begrip["bron"]),
        pl.when(ontbreekt)
        .then(pl.lit("ontbreekt"))
        .otherwise(pl.coalesce("status", "van_totaal", naar_leeftijd))
        .alias("status"),
    ).select(KOLOMMEN)


def _vul_aan(eigen: pl.DataFrame, geleverd: pl.DataFrame) -> pl.DataFrame:
    """Eigen tellingen gaan voor; een geleverd totaal vult een gat. Wat al openbaar was, blijft altijd ernaast staan.

    Noemt een geleverd totaal iets anders dan de eigen telling, dan zegt de bron van het cijfer dat.
    """
    gemeten = eigen.filter(pl.col("waarde").is_not_null())
    openbaar = geleverd.filter(pl.col("gepubliceerd_in").is_not_null())
    nieuw = geleverd.filter(pl.col("gepubliceerd_in").is_null())
    anders = _anders(gemeten, nieuw).select(*SLEUTEL, "van")
    eigen = eigen.join(anders, on=SLEUTEL, how="left", maintain_order="left")
    wie = pl.when(pl.col("van") == pl.col("bron")).then(pl.lit("het geleverde totaal")).otherwise("van")
    met_noot = pl.format("{} (eigen telling; {} noemt een ander aantal)", "bron", wie)
    eigen = eigen.with_columns(bron=pl.when(pl.col("van").is_null()).then("bron").otherwise(met_noot)).drop("van")
    nieuw = nieuw.join(gemeten, on=SLEUTEL, how="anti")
    return pl.concat([eigen.join(nieuw, on=SLEUTEL, how="anti"), nieuw, openbaar])


def _anders(gemeten: pl.DataFrame, geleverd: pl.DataFrame) -> pl.DataFrame:
    """Own figures that a delivered total contradicts, by more than half a percent: with `geleverd` and `van`."""
    totaal = geleverd.filter(pl.col("waarde").is_not_null()).select(*SLEUTEL, geleverd="waarde", van="bron")
    verschil = (pl.col("waarde") - pl.col("geleverd")).abs()
    naast = gemeten.join(totaal.unique(SLEUTEL, keep="first", maintain_order=True), on=SLEUTEL, maintain_order="left")
    return naast.filter(verschil > TELT_GELIJK * pl.max_horizontal(pl.col("waarde", "geleverd").abs()))


def tegenspraak(tafel: pl.DataFrame, aggregaat: pl.DataFrame, peildatum: date) -> list[str]:
    """Waar een geleverd totaal iets anders noemt dan de eigen telling: een zin per cijfer en wet, de laatste eerst.

    `tafel` is de cijfertafel van `bereken`. De eigen telling geldt. Van uitsplitsingen staat hier alleen het aantal.
    """
    geleverd = van_aggregaat(aggregaat, peildatum).filter(pl.col("gepubliceerd_in").is_null())
    anders = _anders(tafel.filter(pl.col("waarde").is_not_null(), pl.col("gepubliceerd_in").is_null()), geleverd)
    uit = []
    for (cijfer, wet), deel in sorted(anders.group_by("cijfer", "wet"), key=lambda paar: paar[0]):
        totalen = deel.filter(groep_soort="totaal").sort("kwartaal", descending=True)
        rest = deel.height - min(totalen.height, 1)
        if totalen.is_empty():
            uit.append(
                f"{cijfer}, {wet}: bij {getal(rest)} groepen noemt aggregaat iets anders dan de eigen telling. "
                "De eigen telling geldt."
            )
            continue
        rij = totalen.row(0, named=True)
        decimalen = 0 if rij["waarde"].is_integer() and rij["geleverd"].is_integer() else 1
        van, eigen, ver = (
            getal(w, decimalen) for w in (rij["geleverd"], rij["waarde"], abs(rij["geleverd"] - rij["waarde"]))
        )
        meer = f" Zo zijn er nog {getal(rest)}." if rest > 1 else " Zo is er nog 1." if rest else ""
        uit.append(
            f"{cijfer}, {wet}, {rij['kwartaal']}: {rij['van']} noemt {van}, de eigen telling is {eigen}. Het verschil "
            f"is {ver}. De eigen telling geldt.{meer}"
        )
    return uit


def _ontbrekend(tafel: pl.DataFrame, kwartalen: list[Kwartaal]) -> pl.DataFrame:
    """Voor elk begrip, elke wet en elk kwartaal zonder totaal: een rij met status "ontbreekt"."""
    rijen = [
        (b.naam, wet, str(k), "totaal", "totaal", None, None, None, b.eenheid_bij(wet), "ontbreekt", b.bron, None)
        for b in begrippen().values()
        for wet in b.wetten
        for k in kwartalen
        if not _per_jaar(b) or k.nummer == 4
    ]
    alles = pl.DataFrame(rijen, schema=cijfers.schema(), orient="row")
    return alles.join(tafel, on=SLEUTEL, how="anti")


def _per_jaar(begrip: cijfers.Begrip) -> bool:
    return begrip.jaarcijfer or any(deel in begrip.naam for deel in ("_jaar", "besparing"))


def _met_kenmerken(geteld: pl.DataFrame, peildatum: date) -> pl.DataFrame:
    """Add unit, source and status. A figure that cannot have arrived yet is `ontbreekt`, not zero."""
    if not geteld.height:
        return cijfers.leeg()
    b = begrippen()
    vast = pl.col("cijfer").replace_strict({n: x.vast_na_dagen for n, x in b.items()}, return_dtype=pl.Int64)
    komt = pl.col("cijfer").replace_strict({n: x.levering_na_dagen for n, x in b.items()}, return_dtype=pl.Int64)
    laatste_dag = {k: Kwartaal.lees(k).laatste_dag for k in geteld["kwartaal"].unique()}
    sinds = pl.lit(peildatum) - pl.col("kwartaal").replace_strict(laatste_dag, return_dtype=pl.Date)
    dagen = sinds.dt.total_days()
    te_vroeg = (komt > 0) & (dagen < komt)
    wetten = [*cijfers.domeinen()]
    eenheid = {
        (n, w): x.eenheid if isinstance(x.eenheid, str) else x.eenheid.get(w) for n, x in b.items() for w in wetten
    }
    eenheden = pl.DataFrame(
        [(n, w, e) for (n, w), e in eenheid.items()], schema=["cijfer", "wet", "eenheid"], orient="row"
    )
    return (
        geteld.join(eenheden, on=["cijfer", "wet"], how="left", maintain_order="left")
        .with_columns(
            *[pl.when(te_vroeg).then(None).otherwise(pl.col(k)).alias(k) for k in cijfers.GETALLEN],
            pl.when(te_vroeg | pl.col("waarde").is_null())
            .then(pl.lit("ontbreekt"))
            .when(dagen < vast)
            .then(pl.lit("voorlopig"))
            .otherwise(pl.lit("definitief"))
            .alias("status"),
            pl.col("cijfer").replace_strict({n: x.bron for n, x in b.items()}).alias("bron"),
            pl.lit(None, pl.String).alias("gepubliceerd_in"),
        )
        .select(KOLOMMEN)
    )


def _gedekt(geteld: pl.DataFrame, dekking: Dekking) -> pl.DataFrame:
    """Keep the quarters that the registration of that wet covers: outside them a count is a half truth."""
    rijen = [
        (wet, k)
        for wet, k in geteld.select("wet", "kwartaal").unique().rows()
        if wet in dekking and dekking[wet][0] <= Kwartaal.lees(k) <= dekking[wet][1]
    ]
    sleutel = pl.DataFrame(rijen, schema={"wet": pl.String, "kwartaal": pl.String}, orient="row")
    return geteld.join(sleutel, on=["wet", "kwartaal"], how="semi")


def _met_genoeg_verleden(geteld: pl.DataFrame, dekking: Dekking) -> pl.DataFrame:
    """Who is new can be said only after a year: before that everyone would be."""
    vanaf = {wet: str(eerste + 4) for wet, (eerste, _) in dekking.items()}
    te_kort = pl.col("kwartaal") < pl.col("wet").replace_strict(vanaf, default=None, return_dtype=pl.String)
    leeg = (pl.col("groep_soort") == "instroomsoort") & te_kort
    return geteld.with_columns(pl.when(leeg).then(None).otherwise(pl.col("waarde")).alias("waarde"))


def _besparing_status(tafel: pl.DataFrame, pad: pl.DataFrame) -> pl.DataFrame:
    """The saving has its own status per year, from the table besparingspad."""
    if not pad.height:
        return tafel
    per_jaar = {f"{jaar}-K4": status for jaar, status in pad.select("jaar", "status").rows() if status}
    gemeten = pl.col("cijfer").is_in(["besparing", "besparing_nieuw"]) & pl.col("waarde").is_not_null()
    eigen = gemeten & pl.col("kwartaal").is_in(list(per_jaar))
    status = pl.when(eigen).then(pl.col("kwartaal").replace(per_jaar)).otherwise(pl.col("status"))
    return tafel.with_columns(status.alias("status"))


def _binnen(tafel: pl.DataFrame, kwartaal: Kwartaal) -> pl.DataFrame:
    """Twelve quarters back up to this one; the running year stands at its K4, and the agreed path looks ahead."""
    vanaf, tot, dit_jaar = str(kwartaal - (AANTAL_KWARTALEN - 1)), str(kwartaal), f"{kwartaal.jaar}-K4"
    pad = pl.col("cijfer").is_in(["besparing_taakstelling", "besparing_ingeboekt"])
    besparing = pl.col("cijfer").is_in(["besparing", "besparing_nieuw"]) & (pl.col("kwartaal") <= dit_jaar)
    begroot = (pl.col("cijfer") == "begroot_jaar") & (pl.col("kwartaal") == dit_jaar)
    return tafel.filter(pl.col("kwartaal").is_between(pl.lit(vanaf), pl.lit(tot)) | pad | besparing | begroot)


def op_een_pagina(tafel: pl.DataFrame) -> pl.DataFrame:
    """De rijen van een cijfertafel die een pagina toont; wat geen pagina toont, wordt niet gepubliceerd.

    Een totaal staat er altijd. Van een uitsplitsing blijven de laatste acht kwartalen waarvan iets bekend is, als haar
    begrip haar noemt (`Begrip.per`). Wat al in een openbaar stuk stond, blijft: dat weet iedereen al.

    >>> rij = {"cijfer": "bereik", "wet": "wmo", "kwartaal": "2023-K1", "waarde": 4.0, "gepubliceerd_in": None}
    >>> tafel = pl.DataFrame([rij | {"groep_soort": s} for s in ("totaal", "leeftijd", "wijk")])
    >>> op_een_pagina(tafel)["groep_soort"].to_list()
    ['totaal', 'leeftijd']
    """
    reeks = ["cijfer", "wet", "groep_soort"]
    genoemd = pl.DataFrame([(c, s) for c, b in begrippen().items() for s in b.per], reeks[::2], orient="row")
    bekend = tafel.filter(pl.col("waarde").is_not_null()).select(*reeks, "kwartaal").unique()
    plek = pl.col("kwartaal").rank(descending=True).over(reeks)
    eerste = bekend.filter(plek <= GETOOND).group_by(reeks).agg(eerste=pl.col("kwartaal").min())
    altijd = (pl.col("groep_soort") == "totaal") | pl.col("gepubliceerd_in").is_not_null()
    te_oud = (pl.col("kwartaal") < pl.col("eerste")).fill_null(False)
    delen = tafel.filter(~altijd).join(genoemd, on=reeks[::2], how="semi", maintain_order="left")
    delen = delen.join(eerste, on=reeks, how="left", maintain_order="left").filter(~te_oud)
    return pl.concat([tafel.filter(altijd), delen.select(tafel.columns)])


def op_geen_pagina(aggregaat: pl.DataFrame) -> list[str]:
    """Een zin per cijfer en uitsplitsing die geleverd is maar die geen pagina toont: zij komt niet in de uitgave.

    >>> op_geen_pagina(pl.DataFrame({"indicator": ["bereik"], "wet": ["wmo"], "dimensie": ["wijk"]}))
    ['aggregaat: bereik (Wmo) per wijk staat op geen pagina en komt niet in de uitgave.']
    """
    uit = []
    for cijfer, wet, soort in aggregaat.select("indicator", "wet", "dimensie").unique().sort(pl.all()).iter_rows():
        begrip = begrippen().get(cijfer)
        if begrip and (soort or "totaal") not in ("totaal", *begrip.per):
            van = f" ({cijfers.domeinen()[wet]})" if wet else ""
            uit.append(f"aggregaat: {cijfer}{van} per {soort} staat op geen pagina en komt niet in de uitgave.")
    return uit


def _zonder_lege_indeling(tafel: pl.DataFrame) -> pl.DataFrame:
    """A breakdown in which all is `onbekend` says nothing: without koppel_product there is no hoofdcategorie.

    Inhabitants are always known: their wijken say nothing of who has help.
    """
    kop = ["wet", "groep_soort"]
    mensen = pl.col("cijfer") != "inwoners"
    onbekend = pl.col("groep").str.split("|").list.eval(pl.element() == ONBEKEND).list.all()
    geteld = tafel.filter(mensen, pl.col("waarde") != 0)
    leeg = geteld.group_by(kop).agg(onbekend.all().alias("leeg")).filter("leeg")
    return pl.concat([tafel.filter(~mensen), tafel.filter(mensen).join(leeg, on=kop, how="anti")])
