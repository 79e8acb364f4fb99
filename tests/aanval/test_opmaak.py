"""Tekst uit een levering: 23 manieren om een script te planten, in elke kolom met een code, patroon of lijst."""

import csv
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from sociaaldomein import contract, sources

pytestmark = [pytest.mark.traag, pytest.mark.timeout(280)]
S = "console.log(/RAAK%d/)"
VORMEN = r"""
<script>{}</script>
<img src=x onerror={}>
<svg onload={}>
"><script>{}</script>
'><img src=x onerror={}>
</style><script>{}</script>
</script><script>{}</script>
</title><script>{}</script>
</textarea><script>{}</script>
--><script>{}</script>
]]><script>{}</script>
<body onload={}>
<iframe srcdoc="<script>parent.{}</script>">
<details open ontoggle={}>x</details>
<video><source onerror={}></video>
<input autofocus onfocus={}>
<svg><animate onbegin={} attributeName=x dur=1s>
<math><style><img src=x onerror={}></style></math>
" autofocus onfocus="{}" x="
' onmouseover='{}' x='
<a href="javascript:{}">klik</a>
{{{{{}}}}}
${{{}}}
""".strip().splitlines()
LADINGEN = [v.format(S % n) for n, v in enumerate(VORMEN)]


NUMMERS = ("nummer", "persoon")


def _vrij(kolom: contract.Kolom) -> bool:
    los = not kolom.patroon and kolom.waarden is None and not kolom.per_wet
    return kolom.soort in ("tekst", *NUMMERS) and los


def lees_rijen(pad: Path) -> list[dict[str, str]]:
    if pad.suffix == ".parquet":
        return pl.read_parquet(pad).cast(pl.String).fill_null("").to_dicts()
    ruw = pad.read_bytes()
    tekst = ruw.decode("utf-8-sig") if b"\xf6" not in ruw else ruw.decode("cp1252")  # one file is as Excel saves it
    teken = next(t for t in (";", "\t", ",") if t in tekst.splitlines()[0])
    return list(csv.DictReader(tekst.splitlines(), delimiter=teken))


def schrijf_csv(pad: Path, rijen: list[dict[str, str]]) -> None:
    with pad.open("w", encoding="utf-8", newline="") as f:
        schrijver = csv.DictWriter(f, list(rijen[0]), delimiter=";")
        schrijver.writeheader()
        schrijver.writerows(rijen)


def test_the_door_stops_the_rest(voorbeeldlevering, tmp_path, tafel):
    """Columns with a code, a pattern or a list: the row is refused or the value is replaced, never passed on."""
    boek = openpyxl.load_workbook(voorbeeldlevering / "tabellen.xlsx")
    bladen = {
        b.title: [[str(c if c is not None else "") for c in r] for r in b.iter_rows(values_only=True)] for b in boek
    }
    rijen = {naam: [dict(zip(b[0], r, strict=True)) for r in b[1:41]] for naam, b in bladen.items()}
    rijen |= {
        p.stem: lees_rijen(p)[:40] for p in (*voorbeeldlevering.glob("*.csv"), *voorbeeldlevering.glob("*.parquet"))
    }
    gekeurd, erdoor = 0, []
    for tabel in contract.TABELLEN.values():
        toets = [k.naam for k in tabel.kolommen if k.soort in contract.TEKSTSOORTEN and not _vrij(k)]
        for kolom in toets:
            (map := tmp_path / f"{tabel.naam}-{kolom}").mkdir()
            besmet = [
                {**r, kolom: LADINGEN[nr % 23]} if nr < 23 else {kolom: "", **r}
                for nr, r in enumerate(rijen[tabel.naam])
            ]
            schrijf_csv(map / f"{tabel.naam}.csv", besmet)
            gekeurd += 1
            try:
                na = sources.lees_map(map).tabellen[tabel.naam]
            except sources.LeveringGeweigerd:
                continue
            erdoor += [f"{tabel.naam}.{kolom}"] if any("RAAK" in str(w) for r in na.rows() for w in r) else []
    naam = f"S5 {gekeurd} kolommen met een code, patroon of lijst"
    tafel.append((naam, f"{len(erdoor)} laten tekst door", "dicht" if not erdoor else "OPEN"))
    assert not erdoor
