"""Start de opdracht: `python -m sociaaldomein`."""

import sys

from sociaaldomein.cli import main

if __name__ == "__main__":
    sys.exit(main())
