"""Beginnen gaat snel: wat niemand gebruikt, wordt niet geladen, en er gaat niets stuk."""

import subprocess
import sys

import pytest


def in_vers_proces(code: str) -> str:
    uit = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return uit.stdout.strip()


@pytest.mark.parametrize(
    "daarna",
    [
        "from sociaaldomein.opdracht import instellingen; instellingen.standaard()",
        "from sociaaldomein.grond import lichtstart; import sociaaldomein.zaal.dienst\n"
        "lichtstart.laad_schema(); import voila.app",
        "from sociaaldomein.grond import lichtstart; lichtstart.laad_schema(); import papermill",
    ],
)
def test_the_slow_part_stays_out(daarna):
    uit = in_vers_proces(f"{daarna}\nimport sys; print('jsonschema' in sys.modules, 'lark' in sys.modules)")
    assert uit == "True False"


def test_it_can_still_be_loaded_and_checking_works():
    assert (
        in_vers_proces(
            "from sociaaldomein.grond import lichtstart; lichtstart.laad_schema(); lichtstart.laad_schema()\n"
            "import sys; assert 'rfc3987_syntax' not in sys.modules\n"
            "import jsonschema\n"
            "try: jsonschema.validate(1, {'type': 'string'})\n"
            "except jsonschema.ValidationError: print('geweigerd')\n"
        )
        == "geweigerd"
    )


def test_whoever_has_it_keeps_it():
    assert (
        in_vers_proces(
            "import sys, types; sys.modules['rfc3987_syntax'] = eigen = types.ModuleType('rfc3987_syntax')\n"
            "from sociaaldomein.grond import lichtstart; lichtstart.laad_schema()\n"
            "print(sys.modules['rfc3987_syntax'] is eigen)"
        )
        == "True"
    )


def test_a_drawing_needs_no_axes_of_its_own_and_no_other_writer_of_svg():
    geladen = in_vers_proces(
        "import sys\nfrom sociaaldomein.beelden import svg, vel\n"
        "svg.teken(lambda f: vel.Vel(f))\nprint([m for m in sys.modules if m.startswith('matplotlib.backends.')])"
    )
    assert geladen == "['matplotlib.backends.registry']"


@pytest.mark.parametrize("module", ["cli", "zaal.dienst", "paginas.dashboard", "paginas.avond"])
def test_what_must_start_fast_checks_no_settings(module):
    """The models of the settings cost a quarter of a second: only a run and a check load them."""
    geladen = in_vers_proces(f"import sociaaldomein.{module}\nimport sys; print('pydantic' in sys.modules)")
    assert geladen == "False"
