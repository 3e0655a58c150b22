"""`python -m site_builder` is `site-builder`: the program starts here, and obeys Ctrl-C from the first moment."""

import sys
from typing import NoReturn

from .obeying import obey_signals
from .undisturbed import undisturbed


def main() -> NoReturn:
    """Runs the command line and exits."""
    obey_signals()
    try:
        with undisturbed():
            from .cli.main import main as run  # here: loading it takes a while, in which somebody may interrupt
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
