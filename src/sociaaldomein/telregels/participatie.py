"""Bijstand: welke huishoudens en inwoners haar hebben, welke uitkeringen begonnen en welke stopten.

De stand is die van de laatste dag van het kwartaal, zoals bij het CBS: wie op die dag stopt, telt niet meer mee. Zo is
elke stand precies de vorige stand, plus wat begon, min wat stopte. `registraties` zorgt dat een huishouden of inwoner
nooit twee perioden tegelijk heeft.
"""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from sociaaldomein.begrippen import normen
from sociaaldomein.grond.kwartaal import Kwartaal, Kwartalen
from sociaaldomein.telregels import tafels as f

JONG_VAN, JONG_TOT = 18, 26  # young people, as the council monitor means them: 18 up to and including 26


@f.telregel
def uitkeringen(uitkeringen: Any, kwartalen: Kwartalen, per: str = "totaal") -> Any:
    """Huishoudens met bijstand op de laatste dag van het kwartaal, en uitkeringen die in het kwartaal begonnen of
    stopten.

    In: wet, huishouden_id, begin, einde (de laatste dag met bijstand) en de kolom van de uitsplitsing; bij het totaal
    ook reden_begin en reden_einde. Uit: bijstand_huishoudens; bij het totaal ook bijstand_instroom (naar reden_begin)
    en bijstand_uitstroom (naar reden_einde). Een lege reden is onbekend.
    Fouten: ValueError bij een kolom die ontbreekt of een onbekende uitsplitsing. Bron: uitkeringsadministratie.

    >>> import polars as pl
    >>> from datetime import date
    >>> tabel = pl.DataFrame({"wet": "participatie", "huishouden_id": ["a"], "begin": [date(2023, 3, 31)],
    ...                       "einde": [date(2023, 6, 30)], "reden_begin": ["scheiding"], "reden_einde": ["werk"]})
    >>> uitkeringen(tabel, "2023-K1")["cijfer", "groep", "waarde"].rows()
    [('bijstand_huishoudens', 'totaal', 1.0), ('bijstand_instroom', 'scheiding', 1.0),
     ('bijstand_instroom', 'totaal', 1.0), ('bijstand_uitstroom', 'totaal', 0.0)]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    redenen = ["reden_begin", "reden_einde"] if per == "totaal" else []
    tabel = f.open_tabel(
        uitkeringen, "wet", "huishouden_id", "begin", "einde", *redenen, *f.kolommen_van(per, tabel=uitkeringen)
    ).with_columns(f.groep(per))
    breed = _stand(tabel.rename({"huishouden_id": "client_id"}), kwartalen)
    if per != "totaal":
        klein = f.per_groep(f.kantel(f.verzamel(breed)[0], "wet", "groep"), kwartalen, per)
        return f.samen(f.rijen(klein, "bijstand_huishoudens", per, "clienten"))
    per_reden = {r: tabel.with_columns(f.bekend(r).alias("groep")) for r in redenen}
    stand, erin, eruit, waarom_in, waarom_uit = f.verzamel(
        breed,
        f.lang(tabel, "begin", kwartalen),
        f.lang(tabel, "einde", kwartalen),
        f.lang(per_reden["reden_begin"], "begin", kwartalen),
        f.lang(per_reden["reden_einde"], "einde", kwartalen),
    )
    wetten = f.wetten_in(tabel, [])
    stromen = (("instroom", "reden_begin", erin, waarom_in), ("uitstroom", "reden_einde", eruit, waarom_uit))
    return f.samen(
        f.rijen(f.totaal(f.kantel(stand, "wet", "groep"), kwartalen, wetten), "bijstand_huishoudens", per, "clienten"),
        *[
            f.rijen(f.totaal(f.met_kwartaal(alle), kwartalen, wetten), f"bijstand_{naam}", per, "trajecten")
            for naam, _, alle, _ in stromen
        ],
        *[
            f.rijen(f.per_groep(f.met_kwartaal(waarom), kwartalen, reden), f"bijstand_{naam}", reden, "trajecten")
            for naam, reden, _, waarom in stromen
        ],
    )


@f.telregel
def inwoners(inwoners: Any, kwartalen: Kwartalen) -> Any:
    """Inwoners met bijstand op de laatste dag van het kwartaal, en de jongeren daarvan: 18 tot en met 26 jaar.

    Iedereen telt een keer. Leeftijd is het jaar van het kwartaal min het geboortejaar; zonder geboortejaar is iemand
    geen jongere. Heeft meer dan 5% van de inwoners met bijstand geen geboortejaar (zie `normen`), dan is het aantal
    jongeren leeg.
    In: wet, client_id, begin, einde (de laatste dag met bijstand), geboortejaar, statushouder (ja, nee of leeg). Uit:
    bijstand_personen en bijstand_jongeren, de jongeren ook naar statushouder.
    Fouten: ValueError bij een kolom die ontbreekt. Bron: uitkeringsadministratie.

    >>> import polars as pl
    >>> from datetime import date
    >>> tabel = pl.DataFrame({"wet": "participatie", "client_id": ["a", "b"], "begin": date(2023, 1, 1), "einde": None,
    ...                       "geboortejaar": [2000, 1970], "statushouder": ["ja", "nee"]})
    >>> inwoners(tabel, "2023-K1")["cijfer", "groep", "waarde"].rows()
    [('bijstand_jongeren', 'ja', 1.0), ('bijstand_jongeren', 'totaal', 1.0), ('bijstand_personen', 'totaal', 2.0)]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    tabel = f.open_tabel(inwoners, "wet", "client_id", "begin", "einde", "geboortejaar", "statushouder")
    tabel = tabel.with_columns(f.groep("totaal"))
    jong = tabel.filter(~nw.col("geboortejaar").is_null())
    per_soort = jong.with_columns(f.bekend("statushouder").alias("groep"))
    iedereen, bekend, jongeren, soorten = f.verzamel(
        _stand(tabel, kwartalen),
        _stand(jong, kwartalen),
        _stand(jong, kwartalen, _jong),
        _stand(per_soort, kwartalen, _jong),
    )
    wetten = f.wetten_in(tabel, [])
    allen, bekend, totaal = (
        f.totaal(f.kantel(t, "wet", "groep"), kwartalen, wetten) for t in (iedereen, bekend, jongeren)
    )
    soorten = f.per_groep(f.kantel(soorten, "wet", "groep"), kwartalen, "statushouder")
    naast = allen.join(bekend, on=["wet", "kwartaal"], suffix="_bekend")
    onbekend = pl.col("clienten") - pl.col("clienten_bekend")
    genoeg = naast.filter(onbekend <= pl.col("clienten") * normen.ONBEKEND_HOOGSTENS).select(
        "wet", "kwartaal", pl.lit(True).alias("genoeg")
    )
    totaal, soorten = (
        t.join(genoeg, on=["wet", "kwartaal"], how="left").with_columns(
            pl.when("genoeg").then("clienten").alias("clienten")
        )
        for t in (totaal, soorten)
    )
    return f.samen(
        f.rijen(allen, "bijstand_personen", "totaal", "clienten"),
        f.rijen(totaal, "bijstand_jongeren", "totaal", "clienten"),
        f.rijen(soorten, "bijstand_jongeren", "statushouder", "clienten"),
    )


def _stand(tabel: nw.LazyFrame, kwartalen: list[Kwartaal], ook: Any = None) -> nw.LazyFrame:
    """Who has it on the last day of each quarter; whoever stops on that day does not count any more."""
    raakt = (nw.col("begin") <= kwartalen[-1].laatste_dag) & (nw.col("einde") > kwartalen[0].laatste_dag)
    erop = {}
    for k in kwartalen:
        op_de_dag = (nw.col("begin") <= k.laatste_dag) & (nw.col("einde") > k.laatste_dag)
        erop[str(k)] = op_de_dag & ook(k) if ook else op_de_dag
    return f.breed_per_client(tabel.filter(raakt), erop)


def _jong(kwartaal: Kwartaal) -> nw.Expr:
    geboren = nw.col("geboortejaar")
    return (geboren >= kwartaal.jaar - JONG_TOT) & (geboren <= kwartaal.jaar - JONG_VAN)
