"""Hetzelfde bord in Panel, met Bokeh."""

import pandas as pd
import panel as pn
from bokeh.plotting import figure
from gegevens import CIJFERS, KEUZES, TITELS

pn.extension()


def grafiek(beeld: str, keuze: str):
    namen, waarden = zip(*CIJFERS[beeld][keuze], strict=True)
    figuur = figure(x_range=list(namen), height=300, title=f"{TITELS[beeld]} ({keuze})", sizing_mode="stretch_width")
    figuur.vbar(x=list(namen), top=list(waarden), width=0.8)
    figuur.xaxis.major_label_orientation = 0.8
    return figuur


def bord():
    kiezers = {beeld: pn.widgets.Select(name="Toon", options=KEUZES[beeld]) for beeld in CIJFERS}
    beelden = [pn.Column(k, pn.bind(grafiek, beeld, k)) for beeld, k in kiezers.items()]
    tafel = pn.bind(
        lambda keuze: pn.pane.DataFrame(pd.DataFrame(CIJFERS["lopend"][keuze], columns=["naam", "waarde"])),
        kiezers["lopend"],
    )
    return pn.Column("# Bord", pn.Row(*beelden, sizing_mode="stretch_width"), tafel, sizing_mode="stretch_width")


bord().servable()
