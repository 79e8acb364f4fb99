"""Van elk nummer van een mens, huishouden of dossier een pseudoniem maken, met een sleutel buiten de leveringen.

Ook een eigen cliëntnummer van de gemeente is een persoonsgegeven. Een BSN komt nergens in een tabel, een verslag of een
bestand. Hetzelfde nummer krijgt met dezelfde sleutel hetzelfde pseudoniem, zodat tabellen op elkaar blijven passen.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

import platformdirs
import polars as pl

from sociaaldomein.grond.bsn import NEGEN

SLEUTELVARIABELE = "SOCIAALDOMEIN_SLEUTEL"
MINIMALE_SLEUTEL = 16
MINIMAAL_VERSCHILLEND = 8  # so many different signs: sixteen times the same letter is no secret
VOOR_ANDEREN = 0o077
AANDEEL_BSN = 0.8
NUMMERS = ("client_id", "huishouden_id", "toewijzingnummer", "verzoek_id", "melding_id")  # of people and their files


def sleutelbestand() -> Path:
    """Waar de sleutel staat als er geen omgevingsvariabele is: in de instellingen van de gebruiker."""
    return platformdirs.user_config_path("sociaaldomein") / "sleutel"


def sleutel() -> bytes:
    """De sleutel waarmee een BSN een pseudoniem wordt; alleen de gebruiker kan hem lezen.

    Bij het eerste gebruik wordt hij gemaakt. De omgevingsvariabele SOCIAALDOMEIN_SLEUTEL gaat voor. Een sleutel die te
    raden is, die anderen kunnen lezen of die niet te bewaren is, geeft een ValueError.
    """
    waarde = os.environ.get(SLEUTELVARIABELE, "")
    if not waarde:
        pad = sleutelbestand()
        try:
            if not pad.exists():
                _maak_sleutel(pad)
            waarde = pad.read_text(encoding="ascii").strip()
            open_voor_anderen = os.name == "posix" and pad.stat().st_mode & VOOR_ANDEREN
        except (OSError, UnicodeDecodeError):
            raise ValueError(
                f"De sleutel in '{pad}' is niet te bewaren of te lezen. Zet een eigen sleutel in {SLEUTELVARIABELE}."
            ) from None
        if open_voor_anderen:
            raise ValueError(f"Anderen kunnen de sleutel in '{pad}' lezen. Geef eerst: chmod 600 '{pad}'")
    if len(waarde) < MINIMALE_SLEUTEL:
        raise ValueError(f"De sleutel is te kort. Gebruik minstens {MINIMALE_SLEUTEL} tekens in {SLEUTELVARIABELE}.")
    if len(set(waarde)) < MINIMAAL_VERSCHILLEND:
        raise ValueError(
            f"De sleutel is te raden: er staan te weinig verschillende tekens in. Gebruik er minstens "
            f"{MINIMAAL_VERSCHILLEND} in {SLEUTELVARIABELE}."
        )
    return waarde.encode()


def heeft_sleutel() -> bool:
    """Of er al een sleutel is; anders maakt het eerste gebruik hem."""
    return bool(os.environ.get(SLEUTELVARIABELE)) or sleutelbestand().exists()


def sleutel_fout() -> str:
    """Wat er aan de sleutel mankeert; leeg als zij goed is, of als er nog geen is."""
    if not heeft_sleutel():
        return ""
    try:
        sleutel()
    except ValueError as fout:
        return str(fout)
    return ""


def afdruk(inhoud: bytes, sleutel: bytes) -> str:
    """De vingerafdruk van een bestand die alleen met de sleutel na te rekenen is.

    Zonder sleutel is een klein bestand terug te vinden: alle mogelijke inhouden zijn dan te proberen.

    >>> afdruk(b"a", b"een sleutel") == afdruk(b"a", b"een sleutel") != afdruk(b"a", b"een andere")
    True
    """
    return hmac.digest(_van(sleutel, b"afdruk"), inhoud, hashlib.sha256).hex()


def merk(sleutel: bytes) -> str:
    """Een kort merk van een sleutel: daaraan is te zien of het nog dezelfde is.

    >>> merk(b"een sleutel") == merk(b"een andere")
    False
    """
    return _van(sleutel, b"merk").hex()[:16]


def _van(sleutel: bytes, doel: bytes) -> bytes:
    """A key of its own for each use: what one shows says nothing of the other."""
    return hmac.digest(sleutel, b"sociaaldomein:" + doel, hashlib.sha256)


def _maak_sleutel(pad: Path) -> None:
    pad.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        eigen = os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # two first runs at once: the key of the first one stays
        return
    with os.fdopen(eigen, "w", encoding="ascii") as bestand:
        bestand.write(secrets.token_hex(32))


def elfproef(waarden: pl.Series) -> pl.Series:
    """Welke waarden een BSN kunnen zijn: acht of negen cijfers die de elfproef doorstaan.

    >>> elfproef(pl.Series(["123456782", "123456789", "P1", "1234.56.782", None])).to_list()
    [True, False, False, True, False]
    """
    kaal = pl.col("w").cast(pl.String).str.strip_chars().str.replace_all(r"[.\s-]", "")
    cijfers = kaal.str.zfill(9)
    som = sum(
        cijfers.str.slice(i, 1).cast(pl.Int32, strict=False) * w for i, w in enumerate((9, 8, 7, 6, 5, 4, 3, 2, -1))
    )
    goed = kaal.str.contains(r"^\d{8,9}$") & (som % 11 == 0) & (cijfers != "000000000")
    return waarden.to_frame("w").select(goed.fill_null(False).alias(waarden.name)).to_series()


def pseudoniem(waarden: pl.Series, sleutel: bytes) -> pl.Series:
    """Vervang elke waarde door een pseudoniem van 21 letters; dezelfde persoon krijgt met dezelfde sleutel hetzelfde.

    Voorloopnullen en punten in een BSN maken geen verschil.

    >>> een, twee = pseudoniem(pl.Series(["012345672", "12345672"]), b"een lange geheime sleutel")
    >>> een == twee, len(een), any(teken.isdigit() for teken in een)
    (True, 21, False)
    """
    uniek = waarden.drop_nulls().unique()
    bsn = elfproef(uniek)
    kaal = [re.sub(r"[.\s-]", "", w).zfill(9) if is_bsn else w.strip() for w, is_bsn in zip(uniek, bsn, strict=True)]
    nieuw = ["p" + _letters(hmac.digest(sleutel, w.encode(), hashlib.sha256)) for w in kaal]
    return waarden.replace_strict(uniek, pl.Series(nieuw, dtype=pl.String), default=None, return_dtype=pl.String)


def _letters(samenvatting: bytes) -> str:
    # letters only: a run of digits inside a hash could pass the 11-test by chance
    return samenvatting.hex()[:20].translate(str.maketrans("0123456789", "ghijklmnop"))


def bevat_bsn(waarden: pl.Series, aandeel: float = AANDEEL_BSN) -> bool:
    """Of minstens 80% van de gevulde waarden een BSN kan zijn.

    >>> bevat_bsn(pl.Series(["123456782", "111222333", "", None])), bevat_bsn(pl.Series(["P1"]))
    (True, False)
    """
    gevuld = waarden.drop_nulls()
    gevuld = gevuld.filter(gevuld != "")
    return len(gevuld) > 0 and elfproef(gevuld).sum() >= aandeel * len(gevuld)


def losse_bsn(waarden: pl.Series) -> int | None:
    """De plek van de eerste waarde met een BSN, of niets. Kale nummers die soms toevallig passen tellen niet.

    >>> losse_bsn(pl.Series(["Jansen", "zie 123456782"])), losse_bsn(pl.Series(["123456782", "123456789", "234567890"]))
    (1, None)
    """
    raak = waarden.str.extract(rf"(?:^|[^0-9])({NEGEN})(?:[^0-9]|$)", 1)
    raak = elfproef(raak).to_frame("r").to_series()
    kaal = waarden.str.contains(r"^[0-9]{8,9}$").fill_null(False)
    toeval = kaal & raak if 2 * (kaal & raak).sum() <= kaal.sum() else kaal & False
    plekken = (raak & ~toeval).arg_true()
    return plekken[0] if len(plekken) else None
