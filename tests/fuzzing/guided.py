"""`python -m tests.fuzzing.guided [OPTIONS OF LIBFUZZER] CORPUS ...`: inputs for the reader, led by code they reach.

A process of its own: it ends where libFuzzer ends it.
"""

import sys

import atheris

with atheris.instrument_imports(include=["site_builder.source", "site_builder.catalog"]):
    from tests.fuzzing.reading import read_promised


def main() -> None:
    """Feeds the reader until the options say that it is enough, or until a promise is broken."""
    atheris.Setup(sys.argv, read_promised)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
