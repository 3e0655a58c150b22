"""`python -m site_builder` is `site-builder`: the program starts here, so that Ctrl-C is obeyed from the first moment."""

import sys
from typing import NoReturn

from .obeying import obey_signals


def main() -> NoReturn:
    """Runs the command line and exits."""
    obey_signals()
    try:
        from .cli.main import main as run  # here: loading it takes a third of a second, in which somebody may interrupt
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
