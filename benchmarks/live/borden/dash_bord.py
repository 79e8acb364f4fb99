"""Hetzelfde bord in Dash, met Plotly. Gebruik: python dash_bord.py POORT"""

import sys

import plotly.graph_objects as go
from dash import Dash, Input, Output, dash_table, dcc, html
from gegevens import CIJFERS, KEUZES, TITELS

app = Dash(__name__, serve_locally=True)
app.layout = html.Div(
    [
        html.H1("Bord"),
        *(
            html.Div(
                [
                    html.H2(TITELS[beeld]),
                    dcc.RadioItems(KEUZES[beeld], KEUZES[beeld][0], id=f"{beeld}-keuze"),
                    dcc.Graph(id=beeld),
                ],
                style={"display": "inline-block", "width": "33%"},
            )
            for beeld in CIJFERS
        ),
        dash_table.DataTable(id="tafel", columns=[{"name": n, "id": n} for n in ("naam", "waarde")]),
    ]
)


def grafiek(beeld: str, keuze: str) -> go.Figure:
    namen, waarden = zip(*CIJFERS[beeld][keuze], strict=True)
    figuur = go.Figure(go.Bar(x=namen, y=waarden))
    return figuur.update_layout(height=300, title=f"{TITELS[beeld]} ({keuze})", margin={"t": 40, "b": 20})


for _beeld in CIJFERS:
    app.callback(Output(_beeld, "figure"), Input(f"{_beeld}-keuze", "value"))(
        lambda keuze, beeld=_beeld: grafiek(beeld, keuze)
    )


@app.callback(Output("tafel", "data"), Input("lopend-keuze", "value"))
def rijen(keuze: str) -> list[dict]:
    return [{"naam": n, "waarde": w} for n, w in CIJFERS["lopend"][keuze]]


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
