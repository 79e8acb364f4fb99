"""Balken: liggend onder elkaar, per jaar naast de begroting, of een balk van honderd procent. Maten zijn css-pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.patches import Rectangle

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden.beeld import Tekening, leeg, met_voorlopig
from sociaaldomein.beelden.getallen import (
    Cel,
    Reeks,
    Rij,
    aangevuld,
    cel,
    cellen,
    eerste_status,
    geschat,
    hoofdletter,
    nu_en_toen,
    rij_van,
    tafels_van,
    totaal_van,
    zwakste_status,
)
from sociaaldomein.beelden.maten import Maat, maat, merk_van, merken, verschil_met_begroting
from sociaaldomein.beelden.vel import (
    FORMAAT,
    HOOGTE,
    K,
    Vel,
    breedte,
    breek,
    kort,
    op_kleur,
    ruit,
    schrijf,
    schrijf_naam,
    staaf,
    streep,
    teken,
)
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal, procent

MAX_RIJEN = 14
LEEG_STUK = "Het lege stuk komt door het afronden van de delen."


def liggend(
    openbaar: Openbaar,
    rijen: Sequence[Rij],
    eerste_kop: str,
    kwartaal: Kwartaal,
    eenheid: str,
    gesorteerd: bool = True,
    soort: str = "Liggende balken",
    nu_kop: str = "",
    toen_kop: str = "",
    toen_woord: str = "een jaar eerder",
    nadrukrij: str = "",
) -> Tekening:
    """Liggende balken met een streepje voor een jaar eerder. 'onbekend' staat onderaan en is grijs."""
    tafels_van(openbaar)  # the rows were chosen from it: nothing else may be drawn
    rijen = [r for r in rijen if r.nu.status != "ontbreekt" or (r.toen is not None and r.toen.bekend)] or list(rijen)
    if gesorteerd:
        rijen = sorted(
            rijen, key=lambda r: (r.naam.startswith("onbekend"), -(r.nu.waarde if r.nu.bekend else -1), r.naam)
        )
    rest, rijen = rijen[MAX_RIJEN:], rijen[:MAX_RIJEN]
    alle = [c for r in [*rijen, *rest] for c in (r.nu, r.toen, r.doel) if c is not None]
    m = maat(eenheid, alle)
    svg = teken(lambda formaat: _liggend(formaat, rijen, m, toen_woord, kwartaal, bool(nu_kop)))
    met_toen = any(r.toen is not None and r.toen.bekend for r in rijen)
    met_doel = any(r.doel is not None for r in rijen)
    kop = [
        hoofdletter(eerste_kop) or "Soort",
        *(["Begroot"] if met_doel else []),
        nu_kop or kwartaal.label,
        *([toen_kop or kwartaal.vorig_jaar.label] if met_toen else []),
    ]
    if eenheid == "euro":
        kop[1:] = [f"{k} ({m.woord})" for k in kop[1:]]
    tabel = []
    for r in [*rijen, *rest]:
        nu = met_voorlopig(m.cel(r.nu), r.nu)
        tabel.append(
            [
                hoofdletter(r.naam),
                *([m.cel(r.doel) if r.doel else ""] if met_doel else []),
                nu,
                *([m.cel(r.toen) if r.toen else "ontbreekt"] if met_toen else []),
            ]
        )
    noot = (
        [f"In het beeld staan de {MAX_RIJEN} grootste groepen. De andere staan in de tabel."]
        if rest
        else []
    )
    paren = [(r.naam, r.nu) for r in rijen]
    return Tekening(
        svg, soort, kop, tabel, alle, {}, noot, zwakste_status([r.nu for r in rijen]), merken(paren, m, eenheid),
        eerste_kop not in ("", "wat"),
    )  # fmt: skip


def _liggend(formaat, rijen, m, toen_woord, kwartaal, per_jaar) -> Vel:
    smal = formaat == "smal"
    b, px = FORMAAT[formaat]
    klein, over = formaat == "kwart", 0
    deel = 0.46 if klein else 0.36  # of the width, for the names: a small picture has one line for each
    grens = deel * b - 0.8 * px if not smal else b
    if klein and len(rijen) > 6:
        over, rijen = len(rijen) - 6, rijen[:6]
    namen = [(kort if klein else breek)(r.naam, px, grens) for r in rijen]
    links = 0 if smal else min(max(breedte(d, px) for n in namen for d in n.split("\n")) + 0.9 * px, deel * b)
    regels = [n.count("\n") + 1 for n in namen]
    hoogten = [(1.25 * k + 1.9) * px if smal else max(2.2, 1.25 * k + 0.5) * px for k in regels]
    met_toen, met_doel = (
        any(getattr(r, x) is not None and getattr(r, x).bekend for r in rijen) for x in ("toen", "doel")
    )
    met_ruit = any(merk_van(r.nu, m) is not None for r in rijen)
    kop, bekend = 1.7 * px, [r.nu for r in rijen if r.nu.bekend]
    los = any(c.voorlopig for c in bekend) and not all(c.voorlopig for c in bekend)  # the word at each bar
    alle_voorlopig = bool(bekend) and not los and bekend[0].voorlopig
    voet = 1.9 * px if met_toen or met_doel or met_ruit or over else 0.3 * px
    if klein:
        hoogten = [min(1.9 * px, (HOOGTE["kwart"] - kop - voet) / len(rijen))] * len(rijen)
    vel = Vel(formaat, kop + sum(hoogten) + voet)
    if over:
        vel.tekst(b, vel.h - 0.35 * px, f"en nog {over} groepen", "inkt2", ha="right")
    woorden = [m.woord, *([] if per_jaar else [kwartaal.label]), *(["voorlopig"] if alle_voorlopig else [])]
    vel.tekst(links, px, ", ".join(w for w in woorden if w), "inkt2")
    waarden = [c.waarde for r in rijen for c in (r.nu, r.toen, r.doel) if c is not None and c.bekend] or [1]
    laag, top = min(0, *waarden, 0), max(0, *waarden, 0)  # a booking can be negative: the bar then goes left of zero
    top = top if top > laag else 1
    extra = max(breedte(_balkwoord(r, m, los), px, True) for r in rijen) + 1.6 * px
    per_px = (top - laag) / max(b - links - extra - (12 if laag else 0), 60)
    xlim = (laag - (12 * per_px if laag else 0), 0.0)
    ax = vel.assen(links, kop, b - links, sum(hoogten), (xlim[0], xlim[0] + per_px * (b - links)), (sum(hoogten), 0))
    if laag:
        ax.plot([0, 0], [0, sum(hoogten)], color=K["inkt"], lw=1.5)
    y = 0.0
    for nr, (r, naam, hoogte, k) in enumerate(zip(rijen, namen, hoogten, regels, strict=True)):
        vel.vak(0, kop + y, b, hoogte, nr)
        if smal:
            schrijf_naam(vel, 0, kop + y, naam, "left")
            midden, dik = y + 1.25 * k * px + 0.75 * px, 1.2 * px
        else:
            midden, dik = y + hoogte / 2, min(1.5 * px, hoogte * (0.8 if klein else 0.7))
            schrijf_naam(vel, links - 0.7 * px, kop + midden - k * 0.6 * px - 0.05 * px, naam, "right")
        _balkrij(ax, px, r, midden, dik, m, links, b, los)
        y += hoogte
    _voet_liggend(vel, px, links, met_toen, met_doel, met_ruit, toen_woord)
    return vel


def _balkwoord(r: Rij, m: Maat, los: bool) -> str:
    woord = m.cel(r.nu) + (" voorlopig" if los and r.nu.voorlopig and r.nu.bekend else "")
    return woord + (f" (gepubliceerd {m.tekst(r.nu.merk)})" if merk_van(r.nu, m) is not None else "")


def _balkrij(ax, px, r: Rij, y, dik, m, links, b, los_woord) -> None:
    kleur = "basis" if r.naam.startswith("onbekend") else r.kleur
    lengte = 0.0
    if r.nu.bekend:
        staaf(ax, y, 0, r.nu.waarde, kleur, dik, r.nu.voorlopig, liggend=True, reeks=kleur)
        lengte = max(r.nu.waarde, 0)
    for c, k in ((r.toen, "inkt"), (r.doel, "doel")):
        if c is not None and c.bekend:
            streep(
                ax,
                c.waarde,
                y - dik / 2 - 0.12 * px,
                y + dik / 2 + 0.12 * px,
                k,
                "eerder" if k == "inkt" else "begroot",
            )
            lengte = max(lengte, c.waarde)
    if merk_van(r.nu, m) is not None:
        ruit(ax, r.nu.merk, y)
        lengte = max(lengte, r.nu.merk)
    woord, rest = m.cel(r.nu), _balkwoord(r, m, los_woord)
    per_px = (ax.get_xlim()[1] - ax.get_xlim()[0]) / (b - links)
    vrij = (
        min([r.nu.waarde or 0, *(c.waarde for c in (r.toen, r.doel) if c is not None and c.bekend)])
        if r.nu.bekend
        else 0
    )
    binnen = r.nu.bekend and (breedte(woord, px, True) + 16) * per_px < vrij
    if binnen:
        schrijf(ax, px, 0, y, woord, op_kleur(kleur, r.nu.voorlopig), True, "left", "midden", dx=8, cijfer=kleur)
        rest = rest.removeprefix(woord).strip()
    if rest:
        los = r.nu.bekend and not binnen
        schrijf(ax, px, lengte, y, rest, "inkt" if r.nu.bekend else "inkt2", los, "left", "midden", dx=9)


def _voet_liggend(vel, px, links, met_toen, met_doel, met_ruit, toen_woord) -> None:
    ax = vel.assen(0, vel.h - 1.2 * px, vel.b, 1.2 * px, (0, vel.b), (0, 1))
    x = links + 3
    for tonen, kleur, woord in (
        (met_toen, "inkt", toen_woord),
        (met_doel, "doel", "begroot"),
        (met_ruit, "", "gepubliceerd"),
    ):
        if not tonen:
            continue
        if kleur:
            streep(ax, x, 0.1, 0.9, kleur)
        else:
            ruit(ax, x + 2, 0.5)
        vel.tekst(x + 11, vel.h - 0.35 * px, woord, "inkt2")
        x += breedte(woord, px) + 2.2 * px


def somrij(openbaar: Openbaar, totaal: Reeks, rijen: Sequence[Rij], kwartaal: Kwartaal) -> Rij:
    """The total as a bar of its own, added from the parts where nobody gave it."""
    nu, toen = nu_en_toen(openbaar, totaal, kwartaal)
    nu = totaal_van(nu, [r.nu for r in rijen])
    return Rij("totaal", nu, toen if toen.bekend else None, "basis")


def balk(
    openbaar: Openbaar,
    delen: Sequence[Reeks],
    totaal: Reeks,
    kwartaal: Kwartaal,
    eenheid: str,
    hoofdwoord: str,
    eerder: bool = True,
    aanvullen: bool = False,
) -> Tekening:
    """Een balk met het eerste deel in grijs en de andere delen in blauw; eronder dun een jaar eerder.

    Met `aanvullen` is het enige deel dat ontbreekt de rest van het totaal.
    """
    nu, toen = (list(rij) for rij in zip(*(nu_en_toen(openbaar, r, kwartaal) for r in delen), strict=True))
    som, som_toen = (
        totaal_van(c, rij) for c, rij in zip(nu_en_toen(openbaar, totaal, kwartaal), (nu, toen), strict=True)
    )
    if aanvullen:
        nu, toen = (aangevuld(rij, s, openbaar.drempel) for rij, s in ((nu, som), (toen, som_toen)))
    zichtbaar = [i for i, c in enumerate(nu) if c.bekend and c.waarde]
    if not zichtbaar or not som.bekend:
        rijen = [rij_van(openbaar, r, kwartaal) for r in delen]
        rijen.append(somrij(openbaar, totaal, rijen, kwartaal))
        return liggend(openbaar, rijen, "", kwartaal, eenheid, gesorteerd=False)
    m = Maat("")
    met_toen = eerder and som_toen.bekend
    verborgen = [r.naam for r, c in zip(delen, nu, strict=True) if c.status == "afgeschermd"]
    getoond = [i for i in range(len(delen)) if nu[i].status != "ontbreekt" or toen[i].status != "ontbreekt"]
    ca = "" if not geschat(openbaar, nu[0], eenheid) else "±" if nu[0].grof else "ongeveer "
    svg = teken(
        lambda formaat: _balk(
            formaat,
            [(delen[i], nu[i], toen[i], getoond.index(i)) for i in zichtbaar],
            som,
            som_toen if met_toen and toen[0].bekend else None,
            eenheid,
            hoofdwoord,
            verborgen,
            ca,
        )
    )
    kop = [hoofdletter(eenheid), kwartaal.label, "Aandeel"]
    kop += [kwartaal.vorig_jaar.label, "Aandeel toen"] if met_toen else []
    rijen = []
    for r, c, t in [*zip(delen, nu, toen, strict=True), (replace(totaal, naam="totaal"), som, som_toen)]:
        if c.status == "ontbreekt" and t.status == "ontbreekt":
            continue
        rij = [hoofdletter(r.naam), m.cel(c), _aandeel(c, som)]
        rijen.append(rij + ([m.cel(t), _aandeel(t, som_toen)] if met_toen else []))
    over = som.waarde - sum(c.waarde for c in nu if c.bekend)
    noot = [LEEG_STUK] if over > 0.005 * som.waarde and not verborgen else []
    paren = [(r.naam, c) for r, c in zip(delen, nu, strict=True)]
    paren.append((eenheid, cellen(openbaar, totaal, [kwartaal])[0]))
    return Tekening(
        svg,
        "Eén balk van 100 procent",
        kop,
        rijen,
        [*nu, som],
        {delen[i].id: delen[i].naam for i in zichtbaar},
        noot,
        zwakste_status([som, *nu]),
        merken(paren, m, eenheid),
        True,
    )


def _aandeel(deel: Cel, som: Cel) -> str:
    return procent(100 * deel.waarde / som.waarde, 0) if deel.bekend and som.waarde else ""


def _balk(formaat, delen, som, som_toen, eenheid, hoofdwoord, verborgen, ca) -> Vel:
    smal = formaat == "smal"
    klein = delen[1:]
    px = FORMAAT[formaat][1]
    dik, dun = {"breed": 4.2, "smal": 3.2, "kwart": 2.9}[formaat] * px, 1.1 * px
    hoogte = 1.5 * px + dik + (0.6 + 1.3 * len(klein)) * px + (1.4 * px if verborgen else 0)
    if formaat == "kwart" and hoogte + 2.6 * px + dun > HOOGTE["kwart"]:
        som_toen = None  # the small picture keeps to the parts; the year before is in the large one
    hoogte += 2.6 * px + dun if som_toen else 0.4 * px
    vel = Vel(formaat, hoogte)
    ax = vel.assen(0, 0, vel.b, vel.h, (0, vel.b), (vel.h, 0))
    basis = max(som.waarde, sum(d[1].waarde for d in delen))
    y, x = 1.5 * px, 0.0
    vel.tekst(0, px, f"{getal(som.waarde)} {eenheid}" + (" (voorlopig)" if som.voorlopig else ""), dik=True)
    for nr, (r, c, _, rij) in enumerate(delen):
        b = c.waarde / basis * vel.b
        vel.vak(x, y, b, dik, rij)
        staaf(ax, y + dik / 2, x, x + b, r.kleur, dik, c.voorlopig, reeks=r.id, liggend=True)
        aandeel = _aandeel(c, som)
        if nr == 0:
            woord = next(
                (
                    w
                    for w in (
                        f"{ca}{getal(c.waarde)} {hoofdwoord} ({aandeel})",
                        f"{ca}{getal(c.waarde)} {r.naam} ({aandeel})",
                        f"{ca}{getal(c.waarde)} ({aandeel})",
                        Maat("").los(c),
                    )
                    if breedte(w, px + 3, True) < b - px
                ),
                "",
            )
            schrijf(
                ax,
                px,
                x + 0.6 * px,
                y + dik / 2,
                woord,
                op_kleur(r.kleur, c.voorlopig),
                True,
                "left",
                "midden",
                maat=0 if smal else 3,
                cijfer=r.id,
            )
        else:
            _staartje(vel, ax, px, x + b / 2, y, dik, nr, r, c, aandeel, b)
        x += b
    if som.waarde - x / vel.b * basis > 0.005 * som.waarde:
        ax.add_patch(Rectangle((x, y), vel.b - x, dik, fc="none", ec=K["basis"], lw=1))
    if verborgen:
        woord = kort("afgeschermd: " + ", ".join(verborgen), px, vel.b)
        vel.tekst(0, y + dik + (1.35 + 1.3 * len(klein)) * px + 0.2 * px, woord, "inkt2")
    if som_toen:
        _dunne_balk(vel, ax, px, dun, delen, som_toen, eenheid, hoofdwoord if not smal else delen[0][0].naam)
    return vel


def _staartje(vel, ax, px, mid, boven, dik, nr, r, c, aandeel, b) -> None:
    """A number in the small part and its name on a leader line; lower and lower, so nothing crosses."""
    woord_in = Maat("").los(c)
    past, onder = breedte(woord_in, px, True) + 6 < b, boven + dik
    if past:
        schrijf(
            ax,
            px,
            mid,
            boven + dik / 2,
            woord_in,
            op_kleur(r.kleur, c.voorlopig),
            True,
            va="midden",
            cijfer=r.id,
        )
    ry = onder + (1.35 + 1.3 * (nr - 1)) * px
    waarde = aandeel if past else f"{woord_in} ({aandeel})"
    woord = f"{kort(r.naam, px, vel.b - breedte(f' {waarde}', px))} {waarde}"
    b_woord = breedte(woord, px)
    links = mid - 10 - b_woord < 0
    if links and mid + 10 + b_woord > vel.b:  # fits on neither side: under the end of its line
        ax.plot([mid, mid], [onder + 2, ry - 0.95 * px], color=K["inkt2"], lw=1.5)
        return vel.tekst(max(0, min(mid - b_woord / 2, vel.b - b_woord)), ry, woord)
    ax.plot([mid, mid], [onder + 2, ry - 0.3 * px], color=K["inkt2"], lw=1.5)
    ax.plot([mid, mid + 6 if links else mid - 6], [ry - 0.3 * px] * 2, color=K["inkt2"], lw=1.5)
    return vel.tekst(mid + (10 if links else -10), ry, woord, ha="left" if links else "right")


def _dunne_balk(vel, ax, px, dun, delen, som, eenheid, hoofdwoord) -> None:
    y, x = vel.h - dun - 2, 0.0
    basis = max(som.waarde, sum(t.waarde or 0 for _, _, t, _ in delen))
    woorden = f"een jaar eerder: {getal(som.waarde)}", f", waarvan {_aandeel(delen[0][2], som)} {delen[0][0].naam}"
    vel.tekst(0, y - 0.45 * px, woorden[0] + woorden[1] * (breedte("".join(woorden), px) <= vel.b), "inkt2")
    for r, _, t, _ in delen:
        if t.bekend:
            b = t.waarde / basis * vel.b
            staaf(ax, y + dun / 2, x, x + b, r.kleur, dun, reeks=r.id, liggend=True)
            x += b


def jaren(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, aantal: int = 4) -> Tekening:
    """Per jaar wat is uitgegeven, met een streep bij wat begroot was. Het lopende jaar toont wat er tot nu toe is."""
    rijen, alle = [], []
    for jaar in range(kwartaal.jaar - aantal + 1, kwartaal.jaar + 1):
        slot = Kwartaal(jaar, 4)
        begroot, werkelijk = cel(openbaar, "begroot_jaar", wet, slot), cel(openbaar, "werkelijk_jaar", wet, slot)
        loopt = slot > kwartaal or not werkelijk.bekend
        tot_nu = cel(openbaar, "werkelijk_cumulatief", wet, kwartaal) if jaar == kwartaal.jaar and loopt else werkelijk
        if begroot.bekend or tot_nu.bekend:
            rijen.append(
                (jaar, begroot, tot_nu.met_status("voorlopig") if loopt and tot_nu.bekend else tot_nu, loopt)
            )
            alle += [begroot, tot_nu]
    if not rijen:
        return leeg(openbaar, "begroting en uitgaven per jaar")
    m = maat("euro", alle)
    svg = teken(lambda formaat: _jaren(formaat, rijen, m, kwartaal))
    tabel = [
        [
            str(j),
            m.cel(b),
            _met_status(m, w, loopt),
            verschil_met_begroting(m, b, w, loopt),
        ]
        for j, b, w, loopt in rijen
    ]
    paren = [(f"uitgegeven in {j}", w) for j, _, w, _ in rijen] + [(f"begroot in {j}", b) for j, b, _, _ in rijen]
    vol = [w for _, _, w, loopt in rijen if not loopt]
    return Tekening(
        svg,
        "Balken per jaar",
        ["Jaar", f"Begroot ({m.woord})", f"Uitgegeven ({m.woord})", "Verschil"],
        tabel,
        alle,
        {"werkelijk": "uitgegeven", "begroot": "begroot"},
        [],
        eerste_status([*vol[::-1], *(w for _, _, w, _ in reversed(rijen)), *alle]),
        merken(paren, m, "euro"),
    )


def _met_status(m: Maat, c: Cel, loopt: bool) -> str:
    return f"loopt nog: {m.cel(c)}" if loopt and c.bekend else met_voorlopig(m.cel(c), c)


def _jaren(formaat, rijen, m, kwartaal) -> Vel:
    smal = formaat == "smal"
    px = FORMAAT[formaat][1]
    aantal, rand = max(len(rijen), 1), 3.7 * px
    rij = {"smal": 3.4 * px, "breed": 3.6 * px, "kwart": min(2.2 * px, (HOOGTE["kwart"] - rand) / aantal)}[formaat]
    vel = Vel(formaat, rij * aantal + rand)
    marge, rechts = 3 * px, (6.6 if smal else 8.2) * px
    vel.tekst(marge, px, f"heel het jaar, {m.woord}", dik=True)
    top = max([c.waarde for _, b, w, _ in rijen for c in (b, w) if c.bekend] or [1]) or 1
    ax = vel.assen(marge, 1.8 * px, vel.b - marge - rechts, rij * len(rijen), (0, top * 1.01), (len(rijen) - 0.5, -0.5))
    for i, (jaar, begroot, werkelijk, loopt) in enumerate(rijen):
        schrijf(ax, px, 0, i, str(jaar), dik=jaar == kwartaal.jaar, ha="right", va="midden", dx=-8)
        vel.vak(0, 1.8 * px + rij * i, vel.b, rij, i)
        if werkelijk.bekend:
            staaf(ax, i, 0, werkelijk.waarde, "hoofd", 0.62, werkelijk.voorlopig, liggend=True, reeks="werkelijk")
            woord = m.tekst(werkelijk.waarde) + (f" tot en met {kwartaal.maand_tot}" if loopt and not smal else "")
            ruim = werkelijk.waarde / top * (vel.b - marge - rechts) > breedte(woord, px, True) + 20
            schrijf(
                ax,
                px,
                0 if ruim else werkelijk.waarde,
                i,
                woord,
                ("inkt" if werkelijk.voorlopig else "op") if ruim else "inkt",
                True,
                "left",
                "midden",
                dx=8,
                cijfer="werkelijk",
            )
        else:
            schrijf(ax, px, 0, i, "uitgaven: ontbreekt", "inkt2", ha="left", va="midden", dx=8)
        if begroot.bekend:
            streep(ax, begroot.waarde, i - 0.42, i + 0.42, "doel", "begroot")
        woord = (
            f"{m.tekst(begroot.waarde)} begroot"
            if loopt and begroot.bekend
            else verschil_met_begroting(m, begroot, werkelijk, loopt)
        )
        schrijf(ax, px, top * 1.01, i, woord, "doel" if loopt else "inkt", loopt, "left", "midden", dx=9)
    _voet_liggend(vel, px, marge, False, any(b.bekend for _, b, _, _ in rijen), False, "")
    return vel
