"""Wat in verzonnen gemeenten altijd klopt tussen twee of meer getoonde cijfers, moet de proef als verband kennen.

De zoeker is die van de aanvaller: hij weet niets van de proef. Wat hij vindt, moet volgen uit haar vergelijkingen.
"""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "aanval" / "onthulling"))

from ontdek import SOM, _gewoon, gelijkheden, schrijf, tafel
from rooster import KWARTAAL, levering
from waarheid import uit_levering

from sociaaldomein.afscherming.regel import Sleutel, cel_van, kolommen_met_aantallen
from sociaaldomein.afscherming.verbanden import Verband, ongetoond, verbanden
from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import deur
from sociaaldomein.telling import monitor


def getoond(waar: dict[tuple, float]) -> dict[tuple, float]:
    """Alleen wat een pagina toont."""
    return {k: w for k, w in waar.items() if k[2] == "totaal" or k[2] in begrippen()[k[0]].per}


def cel(cijfer: str, wet: str, soort: str, groep: str, kwartaal: str, deel: str) -> Sleutel:
    sleutel = dict(
        zip(("cijfer", "wet", "kwartaal", "groep_soort", "groep"), (cijfer, wet, kwartaal, soort, groep), strict=True)
    )
    return cel_van(sleutel, deel)


class Proef:
    """De gelijkheden van de proef over een kwartaal en het volgende: alles wat er lineair uit volgt, kent zij."""

    def __init__(self, waar: dict[tuple, float], koppel: list, wet: str) -> None:
        alle = sorted({k[4] for k in waar if k[1] == wet})
        volgend = {k: str(Kwartaal.lees(k) + 1) for k in alle}
        nu = next(k for k in reversed(alle) if volgend[k] in alle)
        self.wet, self.paar = wet, (nu, volgend[nu])
        self.namen = [k for k in waar if k[1] == wet and k[4] in self.paar]
        cellen = {cel(*k) for k in self.namen}
        cellen |= ongetoond(cellen, koppel)
        regels = verbanden(cellen, koppel)
        self.plek = {c: i for i, c in enumerate(sorted(cellen))}
        gelijk = [v for v in regels if v.laagste == v.hoogste == 0]
        gelijk += _twee_kanten(regels)
        nul = {cel(*k) for k in self.namen if waar[k] == 0}  # that nobody is there, everyone sees
        gelijk += [Verband("nul", (c,), (1,), 0, 0) for c in nul]
        matrix = np.zeros((max(1, len(gelijk)), len(self.plek)))
        for n, v in enumerate(gelijk):
            for c, factor in zip(v.cellen, v.factoren, strict=True):
                matrix[n, self.plek[c]] += factor
        _, waarden, basis = np.linalg.svd(matrix, full_matrices=False)
        self.basis = basis[waarden > 1e-8]

    def kent(self, verband: dict) -> bool:
        rij = np.zeros(len(self.plek))
        for (cijfer, soort, groep, deel, later), factor in verband.items():
            kwartaal = self.paar[later]
            plek = cel(cijfer, self.wet, soort, groep, kwartaal, deel)
            alle = {cel(*k) for k in self.namen if (k[0], k[2], k[4], k[5]) == (cijfer, soort, kwartaal, deel)}
            alle = alle or {c for c in self.plek if c[:4] == plek[:4]}
            for c in alle if groep == SOM else {plek} & set(self.plek):
                rij[self.plek[c]] += factor
        return not rij.any() or bool(np.abs(rij - self.basis.T @ (self.basis @ rij)).max() < 1e-6)


def _twee_kanten(regels: list[Verband]) -> list[Verband]:
    """Two inequalities that say a <= b and b <= a."""
    los = {frozenset(zip(v.cellen, v.factoren, strict=True)): v for v in regels if v.laagste == 0 != v.hoogste}
    return [v for termen, v in los.items() if frozenset((c, -f) for c, f in termen) in los]


def koppeling(bron: Path) -> list[tuple]:
    tabel = deur.lees_map(bron).tabellen["koppel_product"]
    kolommen = ("wet", "productcategorie", "hoofdcategorie", "interventieniveau")
    return [tuple(r[k] for k in kolommen) for r in monitor.koppel(tabel)]


@pytest.mark.dierentuin
@pytest.mark.timeout(900)
def test_de_proef_kent_elk_verband_dat_altijd_geldt(tmp_path):
    bronnen = [levering(tmp_path / f"levering{zaad}", "1", zaad) for zaad in (0, 1)]
    waarheden = [getoond(uit_levering(bron, KWARTAAL, "2026-10-15")) for bron in bronnen]
    koppel = koppeling(bronnen[0])
    for wet, minstens in (("jeugd", 20), ("wmo", 20), ("participatie", 3), ("vluchtelingen", 2)):
        proef, gevonden = Proef(waarheden[0], koppel, wet), gelijkheden(*tafel(waarheden, wet))
        assert len(gevonden) >= minstens, (wet, len(gevonden))
        vreemd = [v for v in gevonden if not proef.kent(v) and not proef.kent(_gewoon(v))]
        assert [schrijf(v) for v in vreemd] == [], wet


@pytest.mark.traag
def test_elk_verband_van_de_proef_is_waar(tmp_path):
    """A relation that does not hold is worse than none: it clashes with the figures, and a true one may fall out."""
    bron = levering(tmp_path / "levering", "1", 2)
    waar = {
        cel(*k): w
        for k, w in uit_levering(bron, KWARTAAL, "2026-10-15").items()
        if k[5] in kolommen_met_aantallen(k[0])
    }
    regels = verbanden(waar, koppeling(bron))
    assert len(regels) > 1000
    onwaar = {}
    for v in regels:
        som = sum(f * waar[c] for c, f in zip(v.cellen, v.factoren, strict=True))
        if not v.laagste - 0.5 <= som <= v.hoogste + 0.5:
            onwaar.setdefault((v.naam.split(" ")[0], v.cellen[-1][0], v.cellen[-1][1], v.cellen[0][3]), (str(v), som))
    assert onwaar == {}
