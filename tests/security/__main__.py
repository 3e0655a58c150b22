"""`python -m tests.security` takes every security rule away, one after the other, and says whether its test notices."""

import sys
import tempfile
from pathlib import Path

import click

from tests.security.rules import RULES
from tests.security.taking import Copy


def main() -> int:
    """The exit status: 1 where a test does not notice."""
    unnoticed = 0
    with tempfile.TemporaryDirectory(prefix="site-builder-rules-") as directory:
        copy = Copy.below(Path(directory))
        if not copy.is_sound(RULES):
            print("Some of these tests fail while all rules are in force.")
            return 1
        for rule in RULES:
            is_kept = copy.notices(rule)
            unnoticed += not is_kept
            click.echo(f"{'kept' if is_kept else 'NOT KEPT'}: {rule.name} ({rule.test})")
    click.echo(f"{len(RULES) - unnoticed} of {len(RULES)} rules are kept by their tests.")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
