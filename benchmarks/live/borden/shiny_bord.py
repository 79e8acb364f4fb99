"""Hetzelfde bord in Shiny voor Python, met matplotlib."""

import pandas as pd
from gegevens import CIJFERS, KEUZES, TITELS, teken
from shiny import App, render, ui


def kolom(beeld: str):
    keuze = ui.input_select(f"{beeld}_keuze", "Toon", KEUZES[beeld], selectize=False)
    return ui.column(4, ui.h2(TITELS[beeld]), keuze, ui.output_plot(beeld, height="300px"))


app_ui = ui.page_fluid(
    ui.h1("Bord"),
    ui.row(*(kolom(beeld) for beeld in CIJFERS)),
    ui.output_table("tafel"),
)


def server(input, output, session):
    def erbij(beeld: str) -> None:
        @output(id=beeld)
        @render.plot
        def _():
            return teken(beeld, input[f"{beeld}_keuze"]())

    for beeld in CIJFERS:
        erbij(beeld)

    @render.table
    def tafel():
        return pd.DataFrame(CIJFERS["lopend"][input["lopend_keuze"]()], columns=["naam", "waarde"])


app = App(app_ui, server)
