"""Where this program's own templates and schemas are, installed or in a checkout."""

from pathlib import Path


def own_files(name: str) -> Path:
    """The directory `templates` or `schemas` that comes with this program."""
    package = Path(__file__).parent
    installed = package / "_data" / name
    checkout = package.parent / ("config/schemas" if name == "schemas" else name)
    return installed if installed.is_dir() else checkout
