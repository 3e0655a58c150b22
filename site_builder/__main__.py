"""`python -m site_builder` is `site-builder`."""

from .cli.main import main

if __name__ == "__main__":
    main()
