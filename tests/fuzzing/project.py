"""A small project for commands: a configuration with a past in a repository, and what else may lie about."""

from pathlib import Path

from tests.past import PAST, write_past


def write_project(root: Path) -> Path:
    """Makes the project in a directory that is not there yet, and gives it."""
    write_past(root, tags=True, steps=PAST[:5])
    (root / "file.txt").write_text("A text.\n", encoding="utf-8")
    (root / "link").symlink_to("config")
    return root
