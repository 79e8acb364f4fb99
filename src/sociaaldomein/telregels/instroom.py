"""Lopende hulp, instroom en uitstroom: wie heeft hulp, wie komt erbij, wat houdt op.

De tabel `trajecten` heeft een rij per traject. `begin` en `einde` zijn dagen die meetellen; een lege `einde` is open.
`einde` ligt nooit voor `begin` (daar zorgt `registraties` voor).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from sociaaldomein.begrippen import normen
from sociaaldomein.begrippen.cijfers import ZWAARTE
from sociaaldomein.grond.kwartaal import Kwartaal, Kwartalen
from sociaaldomein.telregels import tafels as f

JAAR = 365  # days without help that make someone new
ONBEKEND_LAATST = "~"  # sorts after every name


@f.telregel
def lopend(trajecten: Any, kwartalen: Kwartalen, per: str = "totaal") -> Any:
    """Trajecten die op minstens één dag van het kwartaal liepen, en de mensen daarbij (elk één keer per groep).

    In: wet, client_id, begin, einde en de kolom van de uitsplitsing. Uit: lopend_trajecten (trajecten) en
    lopend_clienten (jeugdigen of inwoners). Bij het totaal ook de vier delen van lopend_trajecten: doorlopend,
    begonnen, beeindigd, begonnen_en_beeindigd. Een traject hoort bij precies één deel.
    Fouten: ValueError bij een kolom die ontbreekt of een onbekende uitsplitsing.
    Bron: toewijzingen (bericht 301) en stops (bericht 307).

    >>> from datetime import date
    >>> tabel = pl.DataFrame({"wet": ["wmo"], "client_id": ["a"], "begin": [date(2023, 3, 31)], "einde": [None]})
    >>> lopend(tabel, "2023-K1")["groep", "waarde"].rows()
    [('totaal', 1.0), ('beeindigd', 0.0), ('begonnen', 1.0), ('begonnen_en_beeindigd', 0.0), ('doorlopend', 0.0),
     ('totaal', 1.0)]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    tabel = f.open_tabel(trajecten, "wet", "client_id", "begin", "einde", *f.kolommen_van(per, tabel=trajecten))
    tabel = tabel.with_columns(f.groep(per))
    raakt = (nw.col("begin") <= kwartalen[-1].laatste_dag) & (nw.col("einde") >= kwartalen[0].eerste_dag)
    nodig = tabel.filter(raakt)
    breed = f.breed_per_client(nodig, {str(k): f.loopt(k) for k in kwartalen})
    if per != "totaal":
        klein = f.kantel(f.verzamel(breed)[0], "wet", "groep")
        return _twee("lopend", f.per_groep(klein, kwartalen, per), per)
    mensen, delen = f.verzamel(breed, nodig.group_by("wet").agg(*_delen(kwartalen)))
    klein = f.totaal(f.kantel(mensen, "wet", "groep"), kwartalen, f.wetten_in(tabel, delen["wet"]))
    return f.samen(_twee("lopend", klein, per), _deelrijen(klein, f.kantel(delen, "wet"), "lopend_trajecten", "deel"))


def _delen(kwartalen: list[Kwartaal]) -> list[nw.Expr]:
    """The four exclusive parts of the bar, as sums per quarter."""
    delen = []
    for k in kwartalen:
        voor, erin = nw.col("begin") < k.eerste_dag, f.valt_in("begin", k)
        op, na = f.valt_in("einde", k), nw.col("einde") > k.laatste_dag
        soorten = {
            "doorlopend": voor & na,
            "begonnen": erin & na,
            "beeindigd": voor & op,
            "begonnen_en_beeindigd": erin & op,
        }
        delen += [f.aantal(soort).alias(f"{naam}|{k}") for naam, soort in soorten.items()]
    return delen


@f.telregel
def instroom(trajecten: Any, kwartalen: Kwartalen, per: str = "totaal") -> Any:
    """Trajecten die in het kwartaal begonnen, en de mensen daarbij (elk één keer per groep).

    In: wet, client_id, begin en de kolom van de uitsplitsing; bij het totaal ook einde. Uit: instroom_trajecten en
    instroom_clienten. Bij het totaal ook instroom_clienten naar instroomsoort. Die kijkt vanaf iemands eerste begin in
    het kwartaal terug, naar trajecten van dezelfde wet die voor het kwartaal begonnen. doorlopend: een daarvan liep
    nog op de dag ervoor. nieuw: in de 365 dagen ervoor liep er geen. terugkerend: de rest. Iedereen is precies één
    van de drie.
    Fouten: ValueError bij een kolom die ontbreekt of een onbekende uitsplitsing. Bron: toewijzingen (bericht 301).

    >>> from datetime import date
    >>> tabel = pl.DataFrame({"wet": ["wmo"], "client_id": ["a"], "begin": [date(2023, 1, 1)], "einde": [None]})
    >>> instroom(tabel, "2023-K1")["cijfer", "groep", "waarde"].rows()
    [('instroom_clienten', 'doorlopend', 0.0), ('instroom_clienten', 'nieuw', 1.0),
     ('instroom_clienten', 'terugkerend', 0.0), ('instroom_clienten', 'totaal', 1.0),
     ('instroom_trajecten', 'totaal', 1.0)]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    einde = ["einde"] if per == "totaal" else []
    tabel = f.open_tabel(trajecten, "wet", "client_id", "begin", *einde, *f.kolommen_van(per, tabel=trajecten))
    tabel = tabel.with_columns(f.groep(per))
    if per != "totaal":
        klein = f.met_kwartaal(f.verzamel(f.lang_per_client(tabel, "begin", kwartalen))[0])
        return _twee("instroom", f.per_groep(klein, kwartalen, per), per)
    lang, mensen = f.verzamel(f.lang(tabel, "begin", kwartalen), _instroomsoorten(tabel, kwartalen))
    mensen = f.kantel(mensen, "wet")
    klein = f.met_kwartaal(lang).join(mensen.select("wet", "kwartaal", "clienten"), on=["wet", "kwartaal"])
    klein = f.totaal(klein, kwartalen, f.wetten_in(tabel, lang["wet"]))
    rest = pl.col("clienten") - pl.col("nieuw") - pl.col("doorlopend")
    soorten = mensen.select("wet", "kwartaal", "nieuw", "doorlopend", rest.alias("terugkerend"))
    return f.samen(_twee("instroom", klein, per), _deelrijen(klein, soorten, "instroom_clienten", "instroomsoort"))


def _instroomsoorten(tabel: nw.LazyFrame, kwartalen: list[Kwartaal]) -> nw.LazyFrame:
    """One row per client: the first begin in each quarter, and the last day of what had begun before that quarter.

    Help that ended more than a year before the first quarter cannot change the answer and is left out.
    """
    dagen = f.met_dagnummers(tabel, van="begin", tot="einde")
    eerste, laatste = kwartalen[0].eerste_dag.toordinal(), kwartalen[-1].laatste_dag.toordinal()
    nodig = dagen.filter((nw.col("van") <= laatste) & (nw.col("tot") >= eerste - JAAR))
    per_client, tellingen = [], []
    for k in kwartalen:
        erin = (nw.col("van") >= k.eerste_dag.toordinal()) & (nw.col("van") <= k.laatste_dag.toordinal())
        ervoor = nw.col("van") < k.eerste_dag.toordinal()
        per_client += [
            nw.when(erin).then(nw.col("van")).min().alias(f"begin|{k}"),
            nw.when(ervoor).then(nw.col("tot")).otherwise(nw.lit(0)).max().alias(f"einde|{k}"),
        ]
        begin, einde = nw.col(f"begin|{k}"), nw.col(f"einde|{k}")
        soorten = {"clienten": ~begin.is_null(), "doorlopend": einde >= begin - 1, "nieuw": einde < begin - JAAR}
        tellingen += [f.aantal(soort).alias(f"{naam}|{k}") for naam, soort in soorten.items()]
    return nodig.group_by("wet", "client_id").agg(*per_client).group_by("wet").agg(*tellingen)


@f.telregel
def uitstroom(trajecten: Any, kwartalen: Kwartalen, per: str = "totaal") -> Any:
    """Trajecten waarvan de laatste dag in het kwartaal viel.

    In: wet, einde en de kolom van de uitsplitsing; bij het totaal ook client_id en reden_einde. Uit:
    uitstroom_trajecten. Bij het totaal ook naar reden (einde_indicatie, wlz, overig, onbekend) en uitstroom_clienten,
    de mensen met zo'n traject.
    Fouten: ValueError bij een kolom die ontbreekt of een onbekende uitsplitsing.
    Bron: stops (bericht 307) en einddatums (bericht 301).

    >>> from datetime import date
    >>> tabel = pl.DataFrame({"wet": "wmo", "client_id": "a", "einde": date(2023, 3, 31), "reden_einde": ["wlz"]})
    >>> uitstroom(tabel, "2023-K1")["cijfer", "groep_soort", "groep", "waarde"].rows()
    [('uitstroom_clienten', 'totaal', 'totaal', 1.0), ('uitstroom_trajecten', 'reden', 'wlz', 1.0),
     ('uitstroom_trajecten', 'totaal', 'totaal', 1.0)]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    if per != "totaal":
        tabel = f.open_tabel(trajecten, "wet", "einde", *f.kolommen_van(per, tabel=trajecten))
        tabel = tabel.with_columns(f.groep(per))
        klein = f.met_kwartaal(f.verzamel(f.lang(tabel, "einde", kwartalen))[0])
        return f.samen(f.rijen(f.per_groep(klein, kwartalen, per), "uitstroom_trajecten", per, "trajecten"))
    tabel = f.open_tabel(trajecten, "wet", "client_id", "einde", "reden_einde").with_columns(f.groep("totaal"))
    per_reden = tabel.with_columns(f.bekend("reden_einde").alias("groep"))
    lang, redenen = f.verzamel(f.lang_per_client(tabel, "einde", kwartalen), f.lang(per_reden, "einde", kwartalen))
    klein = f.totaal(f.met_kwartaal(lang), kwartalen, f.wetten_in(tabel, lang["wet"]))
    redenen = f.per_groep(f.met_kwartaal(redenen), kwartalen, "reden")
    return f.samen(_twee("uitstroom", klein, per), f.rijen(redenen, "uitstroom_trajecten", "reden", "trajecten"))


@f.telregel
def verwijzers(trajecten: Any, kwartalen: Kwartalen) -> Any:
    """Mensen die in het kwartaal begonnen, naar de verwijzer van hun eerste traject in dat kwartaal.

    Begonnen er meer op dezelfde dag, dan gaat een bekende verwijzer voor; daarna beslist het alfabet. Een nummer
    beslist niet: dat is een pseudoniem. Een lege verwijzer is onbekend. In: wet, client_id, begin, verwijzer. Uit:
    verwijzer (jeugdigen of inwoners) met het totaal; de groepen tellen op tot het totaal. Fouten: ValueError bij een
    kolom die ontbreekt. Bron: verzoeken (bericht 315), gekoppeld op toewijzingnummer.

    >>> from datetime import date
    >>> tabel = pl.DataFrame({"wet": "jeugd", "client_id": "a", "begin": date(2023, 1, 1),
    ...                       "verwijzer": ["huisarts", "gemeente"]})
    >>> verwijzers(tabel, "2023-K1")["groep", "waarde"].rows()
    [('totaal', 1.0), ('gemeente', 1.0)]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    tabel = f.open_tabel(trajecten, "wet", "client_id", "begin", "verwijzer")
    dag = (nw.col("dag") + 1_000_000).cast(nw.String)  # seven digits, so that text sorts as the number does
    volgorde = nw.concat_str(dag, nw.col("verwijzer").fill_null(ONBEKEND_LAATST), separator="\x1f")
    eerste = (
        f.met_dagnummers(tabel.filter(f.tussen("begin", kwartalen)), dag="begin")
        .select("wet", "client_id", f.kwartaalnummer("begin").alias("nummer"), volgorde.alias("eerste"))
        .group_by("wet", "client_id", "nummer")
        .agg(nw.col("eerste").min())
    )
    lang = (
        eerste.with_columns(nw.col("eerste").str.replace_all("(?s)^.*\x1f", "").alias("groep"))
        .group_by("wet", "groep", "nummer")
        .agg(nw.len().alias("clienten"))
    )
    klein = f.met_kwartaal(f.verzamel(lang)[0]).with_columns(pl.col("groep").replace(ONBEKEND_LAATST, f.ONBEKEND))
    klein = klein.group_by("wet", "groep", "kwartaal").sum()
    alles = klein.with_columns(pl.lit("totaal").alias("groep")).group_by("wet", "groep", "kwartaal").sum()
    alles = f.totaal(alles, kwartalen, f.wetten_in(tabel, alles["wet"]))
    return f.samen(
        f.rijen(alles, "verwijzer", "totaal", "clienten"),
        f.rijen(f.per_groep(klein, kwartalen, "verwijzer"), "verwijzer", "verwijzer", "clienten"),
    )


@f.telregel
def verandering(cijfers_lopend: Any, trendbreuken: Iterable[normen.Trendbreuk] = ()) -> Any:
    """Het verschil van de lopende hulp met hetzelfde kwartaal een jaar eerder, in procenten (alleen het totaal).

    In: de uitkomst van `lopend`. Uit: lopend_trajecten_verandering en lopend_clienten_verandering; teller is nu,
    noemer is toen. Ontbreekt een van beide, is toen nul of ligt er een trendbreuk tussen, dan is er geen rij.
    `trendbreuken` zijn die van de gemeente zelf; de landelijke staan in `normen`. Bron: als `lopend`.

    >>> toen = {"cijfer": "lopend_clienten", "wet": "wmo", "kwartaal": "2022-K1", "groep_soort": "totaal",
    ...         "groep": "totaal", "waarde": 200.0}
    >>> verandering(pl.DataFrame([toen, {**toen, "kwartaal": "2023-K1", "waarde": 212.0}]))["kwartaal", "waarde"].rows()
    [('2023-K1', 6.0)]
    """
    kolommen = ("cijfer", "wet", "kwartaal", "groep_soort", "groep", "waarde")
    tabel = f.verzamel(f.open_tabel(cijfers_lopend, *kolommen))[0]
    soorten = ("lopend_trajecten", "lopend_clienten")
    nu = tabel.filter(pl.col("groep_soort") == "totaal", pl.col("cijfer").is_in(soorten))
    later = [str(Kwartaal.lees(k) + 4) for k in nu["kwartaal"]]
    toen = nu.select("cijfer", "wet", pl.Series("kwartaal", later, pl.String), pl.col("waarde").alias("toen"))
    paar = nu.join(toen, on=["cijfer", "wet", "kwartaal"]).filter(pl.col("toen") > 0, pl.col("waarde").is_not_null())
    sleutel = paar.select("cijfer", "wet", "kwartaal").rows()
    paar = paar.filter(pl.Series([not over_breuk(c, w, k, trendbreuken) for c, w, k in sleutel], dtype=pl.Boolean))
    procent = (pl.col("waarde") - pl.col("toen")) / pl.col("toen") * 100
    return f.samen(
        *[
            f.rijen(
                paar.filter(pl.col("cijfer") == soort),
                f"{soort}_verandering",
                "totaal",
                procent,
                pl.col("waarde"),
                pl.col("toen"),
            )
            for soort in soorten
        ]
    )


def over_breuk(cijfer: str, wet: str, kwartaal: str, eigen: Iterable[normen.Trendbreuk] = ()) -> bool:
    """Of tussen een kwartaal en dat van een jaar eerder een trendbreuk ligt.

    >>> over_breuk("lopend_clienten", "jeugd", "2022-K2"), over_breuk("lopend_clienten", "jeugd", "2024-K2")
    (True, False)
    """
    nu = Kwartaal.lees(kwartaal)
    return normen.breuk_tussen(cijfer, wet, nu.vorig_jaar.eerste_dag, nu.laatste_dag, eigen) is not None


@f.telregel
def zwaarte(cijfers_per_niveau: Any) -> Any:
    """Trajecten naar zwaarte: licht is interventieniveau 1 tot en met 3, midden is 4 en 5, zwaar is 6 en 7.

    In: de uitkomst van `lopend` of `instroom` per interventieniveau. Uit: dezelfde aantallen trajecten, per zwaarte.
    Mensen tellen niet mee: iemand kan bij twee niveaus horen. Bron: als `lopend`.

    >>> rij = {"cijfer": "lopend_trajecten", "wet": "wmo", "kwartaal": "2023-K1", "groep_soort": "interventieniveau"}
    >>> zwaarte(pl.DataFrame([rij | {"groep": g, "waarde": 2.0} for g in "346"]))["groep", "waarde"].rows()
    [('licht', 2.0), ('midden', 2.0), ('zwaar', 2.0)]
    """
    kolommen = ("cijfer", "wet", "kwartaal", "groep_soort", "groep", "waarde")
    tabel = f.verzamel(f.open_tabel(cijfers_per_niveau, *kolommen))[0]
    tabel = tabel.filter(pl.col("groep_soort") == "interventieniveau", pl.col("cijfer").str.ends_with("_trajecten"))
    groep = pl.col("groep").replace_strict(ZWAARTE, default=f.ONBEKEND)
    som = tabel.group_by("cijfer", "wet", "kwartaal", groep.alias("groep")).agg(pl.col("waarde").sum())
    soorten = som["cijfer"].unique(maintain_order=True)
    return f.samen(*[f.rijen(som.filter(pl.col("cijfer") == c), c, "zwaarte", "waarde") for c in soorten])


def _twee(soort: str, klein: pl.DataFrame, per: str) -> pl.DataFrame:
    return f.samen(
        f.rijen(klein, f"{soort}_trajecten", per, "trajecten"), f.rijen(klein, f"{soort}_clienten", per, "clienten")
    )


def _deelrijen(totaal: pl.DataFrame, delen: pl.DataFrame, cijfer: str, groep_soort: str) -> pl.DataFrame:
    """Every part of every total gets a row; a part that does not occur is zero."""
    alles = totaal.select("wet", "kwartaal").join(delen, on=["wet", "kwartaal"], how="left").fill_null(0.0)
    lang = alles.unpivot(index=["wet", "kwartaal"], variable_name="groep", value_name="n")
    return f.rijen(lang, cijfer, groep_soort, "n")
