"""Hetzelfde bord in Streamlit, met de eigen grafieken van Streamlit."""

import pandas as pd
import streamlit as st
from gegevens import CIJFERS, KEUZES, TITELS

st.set_page_config(page_title="Bord", layout="wide")
st.title("Bord")
for beeld, kolom in zip(CIJFERS, st.columns(3), strict=True):
    with kolom:
        st.subheader(TITELS[beeld])
        keuze = st.radio("Toon", KEUZES[beeld], key=beeld, horizontal=True)
        tafel = pd.DataFrame(CIJFERS[beeld][keuze], columns=["naam", "waarde"])
        st.bar_chart(tafel, x="naam", y="waarde")
        if beeld == "lopend":
            eerste = tafel
st.table(eerste)
