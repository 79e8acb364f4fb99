"""Toetsen: klopt alles wat een run nodig heeft? Er wordt gelezen, en nog niets geschreven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociaaldomein.begrippen.paginas import TOELICHTING
from sociaaldomein.grond import opslag
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.melden import Melder, meld
from sociaaldomein.grond.noemen import bedoelt
from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.opdracht.herkomst import lees_herkomst
from sociaaldomein.opdracht.instellingen import Params, ParamsFout, keur_peildatum
from sociaaldomein.uitgave import teksten, uitvoermap

if TYPE_CHECKING:
    from sociaaldomein.levering.deur import Levering, Rapport

GEMEENTE = "gemeente.json"  # in the folder with registrations: whose they are
SLEUTELMERK = "sleutel.json"  # and by which key their pseudonyms were made


@dataclass(frozen=True)
class Opdracht:
    """Een getoetste opdracht: alles wat nodig is staat vast, de gegevens zijn gelezen, er is nog niets geschreven."""

    params: Params
    kwartaal: Kwartaal
    bron: Path
    uit: Path
    registratiemap: Path
    levering: Levering
    registraties: Any
    herkomst: Any
    peildatum: date
    opgehaald: date  # the day the delivery was made; later than peildatum when an old state is told again


def toets(
    params: Params,
    bron: Path,
    uit: Path,
    kwartaal: Kwartaal | None,
    registratiemap: Path | str | None = None,
    melder: Melder = meld,
) -> Opdracht:
    """Controleer alles wat te controleren is, en lees de levering. Schrijft niets; wat mist is een ParamsFout."""
    from sociaaldomein.begrippen import cijfers
    from sociaaldomein.levering import controletotalen, deur, pseudoniemen
    from sociaaldomein.telling import dekking, registraties

    if kwartaal is None:
        raise ParamsFout("Er is geen kwartaal gekozen. Zet 'kwartaal: 2023-K1' in het params-bestand.")
    bron = bron.absolute()
    _bestaat(bron, "bron")
    cijfers.neem_op(())  # the themes of an earlier delivery are not those of this one
    prive = Path(registratiemap or params.registraties or uit.with_name(f"{uit.name}-registraties")).absolute()
    _mappen_los(bron, uit, prive)
    if params.toelichting and not params.toelichting.is_file():
        raise ParamsFout(f"Het bestand met toelichtingen '{params.toelichting}' bestaat niet.")
    herkomst = lees_herkomst(bron)
    if params.peildatum:
        keur_peildatum(kwartaal, params.peildatum, "het params-bestand")
    melder(f"Gegevens lezen uit {bron.name} ...")
    levering = deur.lees_map(bron, leeg_toegestaan=params.leeg_toegestaan, gemeentecode=params.gemeentecode)
    melder(levering.rapport.uitspraak)
    for let_op in (w for w in levering.rapport.let_op if w.belangrijk):
        melder(f"Let op, {let_op.bestand}: {let_op.tekst}")
    _keur_themas(params, (bron / "themas.yml").is_file())
    fouten = teksten.keur_toelichting(params.toelichting or bron / TOELICHTING, levering, params.drempel)
    fouten += teksten.keur_teksten(levering, teksten.eigen_teksten(bron, params), params.drempel)
    if fouten:
        raise ParamsFout(" ".join(fouten))
    sleutel = lees_sleutel()
    r = registraties.met_pseudoniemen(registraties.maak(levering.tabellen), sleutel)
    genoemd = params.peildatum or herkomst.get("peildatum")
    peildatum = genoemd or date.today()
    bekend = dekking.kwartalen_in(r, genoemd or dekking.laatste_gebeurtenis(r, peildatum))
    _kwartaal_bekend(kwartaal, bekend, peildatum, bron)
    wie = _herkomst(params, herkomst, r, kwartaal, peildatum)
    _van_deze_gemeente(levering, wie.gemeentecode)
    een_gemeente(wie, uit, prive)
    _zelfde_sleutel(prive, pseudoniemen.merk(sleutel), params.nieuwe_sleutel)
    _meld_totalen(r, melder)
    opgehaald = herkomst.get("peildatum") or peildatum
    t, typen = levering.tabellen, levering.rapport.typen
    verschoven = controletotalen.vergelijk(prive, wie.gemeentecode, opgehaald, t, typen)
    for regel in controletotalen.regels(verschoven, params.akkoord):
        melder(regel)
    return Opdracht(params, kwartaal, bron, uit, prive, levering, r, wie, peildatum, opgehaald)


def _van_deze_gemeente(levering: Levering, gemeentecode: str) -> None:
    """A row from a document of another municipality stops the run before anything is written."""
    from sociaaldomein.levering import herkomst

    try:
        mappen = [m for m in meegeleverd("data").iterdir() if (m / "herkomst.yml").is_file()]
    except FileNotFoundError:
        mappen = []
    stukken: dict[str, str] = {}
    for van in map(lees_herkomst, mappen):
        code = van.get("gemeentecode", "").removeprefix("GM")
        stukken |= {s.strip(): code for s in van.get("stukken", "").split(";") if s.strip() and code}
    if fouten := herkomst.vreemde_stukken(levering.tabellen, gemeentecode, stukken):
        raise ParamsFout(f"{' '.join(fouten)} Haal die rijen weg.")


def een_gemeente(wie: Any, uit: Path, prive: Path) -> None:
    """Een map is van een gemeente: anders komt de ene in de plaats van de andere. Dat is een ParamsFout."""
    from sociaaldomein.levering import controletotalen

    nu, merk = (wie.gemeente, wie.gemeentecode), prive / GEMEENTE
    van: list[Any] = [(c, c) for c in controletotalen.gemeenten(prive)]
    if merk.is_file():
        van = [tuple(opslag.lees_json(merk))]
    for soort, map, optie, eerdere in (
        ("uitgaven", uit, "--uit", uitvoermap.gemeenten_in(uit)),
        ("registraties", prive, "--registraties", van),
    ):
        for toen in eerdere:
            if not uitvoermap.zelfde_gemeente(nu, toen):
                raise ParamsFout(
                    f"Deze levering is van gemeente {uitvoermap.gemeente_voluit(nu)}. "
                    f"In de map '{map.name}' staan {soort} van gemeente {uitvoermap.gemeente_voluit(toen)}. "
                    f"Een map is van een gemeente. Noem bij {optie} een andere map."
                )


def lees_sleutel() -> bytes:
    """De sleutel van de pseudoniemen. Deugt zij niet, dan een ParamsFout die zegt wat u kunt doen."""
    from sociaaldomein.levering import pseudoniemen

    try:
        return pseudoniemen.sleutel()
    except ValueError as fout:
        raise ParamsFout(str(fout)) from None


def _zelfde_sleutel(prive: Path, nu: str, nieuw_mag: bool) -> None:
    """With another key every person gets another pseudonym: that must not happen by itself."""
    from sociaaldomein.levering import pseudoniemen

    toen = prive / SLEUTELMERK
    if nieuw_mag or not toen.is_file() or opslag.lees_json(toen) == nu:
        return
    raise ParamsFout(
        f"De sleutel is een andere dan bij de vorige run. Elk mens zou een ander pseudoniem krijgen. Zet de oude "
        f"sleutel terug in {pseudoniemen.SLEUTELVARIABELE} of in '{pseudoniemen.sleutelbestand()}'. "
        "Is die weg? Geef dan --nieuwe-sleutel."
    )


def _meld_totalen(r: Any, melder: Melder) -> None:
    """Every total in a plan is added up again; what does not fit stands in the log as well as on the page."""
    from sociaaldomein.begrippen import plannen
    from sociaaldomein.telling import monitor

    for regel in plannen.meldingen(monitor.registers(r)["plannen"]):
        melder(f"Let op, {regel}")


def _keur_themas(params: Params, eigen_themas: bool) -> None:
    """Only now the themes of the delivery are known too. Without own themes a page of one is left out further on."""
    from sociaaldomein.begrippen.cijfers import themas

    for pagina in params.paginas:
        thema = pagina.parameters.get("thema")
        bedoeld = bedoelt(str(thema), themas())
        if thema is not None and thema not in themas() and (eigen_themas or bedoeld):
            keuze = f"Kies uit: {', '.join(themas())}.{bedoeld}"
            raise ParamsFout(f"Pagina '{pagina.naam}': het thema '{thema}' bestaat niet. {keuze}")


def _bestaat(map: Path, naam: str) -> None:
    if map.is_dir():
        return
    buren = [p.name for p in map.parent.iterdir() if p.is_dir()] if map.parent.is_dir() else []
    soort = "is geen map" if map.exists() else "bestaat niet"
    raise ParamsFout(f"De map '{map}' ({naam}) {soort}. Noem een map met leveringen.{bedoelt(map.name, buren)}")


def _mappen_los(bron: Path, uit: Path, prive: Path) -> None:
    """The published folder, the deliveries and the private tables must not lie inside one another."""
    if uit.exists() and not uit.is_dir():
        raise ParamsFout(f"'{uit}' is een bestand. Noem bij --uit een map.")
    for binnen, naam in ((bron, "leveringen"), (prive, "registraties")):
        if binnen == uit or uit in binnen.parents:
            raise ParamsFout(
                f"De map met {naam} ligt in de uitvoermap. Kies twee losse mappen: de uitvoer is openbaar."
            )
    if bron in uit.parents:
        raise ParamsFout("De uitvoermap ligt in de map met leveringen. Kies twee losse mappen.")


def _kwartaal_bekend(kwartaal: Kwartaal, geleverd: list[Kwartaal], peildatum: date, bron: Path) -> None:
    if not geleverd:
        raise ParamsFout(
            f"In de map '{bron.name}' staat geen enkel kwartaal. Controleer met: sociaaldomein controleer MAP"
        )
    if kwartaal in geleverd:
        return keur_peildatum(kwartaal, peildatum, "herkomst.yml")
    bekend = [k for k in geleverd if k.eerste_dag <= peildatum] or geleverd
    dichtst = min(bekend, key=lambda k: abs((k.jaar - kwartaal.jaar) * 4 + k.nummer - kwartaal.nummer))
    weg = (
        f"Kwartaal {kwartaal} zit niet in de gegevens. Die lopen van {bekend[0]} tot en met {bekend[-1]}. "
        f"Bedoelt u {dichtst}?"
    )
    try:
        keur_peildatum(kwartaal, peildatum, "herkomst.yml")
    except ParamsFout as fout:  # what was counted ends at that date: either can be the mistake
        raise ParamsFout(f"{fout} {weg}") from None
    raise ParamsFout(weg)


def _herkomst(params: Params, herkomst: dict[str, Any], r: Any, kwartaal: Kwartaal, peildatum: date) -> Any:
    from sociaaldomein.afscherming import Herkomst

    codes = r.trajecten["gemeentecode"].drop_nulls().unique().to_list() if r.trajecten.height else []
    gevonden = codes[0] if len(codes) == 1 else ""
    code = (params.gemeentecode or herkomst.get("gemeentecode") or gevonden).removeprefix("GM")
    naam = params.gemeente or herkomst.get("gemeente") or code or "zonder naam"
    namen = dict(r.wijken.select("wijkcode", "wijknaam").rows()) if r.wijken.height else {}
    return Herkomst(naam, code, str(kwartaal), peildatum.isoformat(), bool(herkomst.get("synthetisch")), namen)


def controleer(map: Path | str, leeg_toegestaan: bool = False) -> Rapport:
    """Het verslag van de deur, met wat een run met deze levering nog meer zou weigeren of melden. Schrijft niets."""
    from sociaaldomein.afscherming import DREMPEL
    from sociaaldomein.levering import deur, pseudoniemen
    from sociaaldomein.telling import dekking, monitor, registraties

    map = Path(map)
    levering = deur.bekijk(map, leeg_toegestaan)
    rapport = levering.rapport
    if not rapport.aangenomen:
        return rapport
    if fout := pseudoniemen.sleutel_fout():
        rapport.weiger(map.name, fout)
    try:
        herkomst = lees_herkomst(map)
        fouten = teksten.keur_toelichting(map / TOELICHTING, levering, DREMPEL)
        fouten += teksten.keur_teksten(levering, teksten.eigen_teksten(map), DREMPEL)
    except ParamsFout as fout:
        herkomst, fouten = {}, [str(fout)]
    for zin in fouten:
        bestand, _, wat = zin.partition(": ")
        rapport.weiger(bestand, wat)
    r = registraties.maak(levering.tabellen)
    peildatum = herkomst.get("peildatum") or dekking.laatste_gebeurtenis(r, date.today())
    kwartalen = dekking.kwartalen_in(r, peildatum)
    if kwartalen and r.aggregaat.height:
        tafel = monitor.bereken(r, kwartalen[-1], peildatum, eigen_normen=levering.eigen)
        for zin in monitor.tegenspraak(tafel, r.aggregaat, peildatum):
            rapport.waarschuw("aggregaat", zin, belangrijk=True)
    return rapport
