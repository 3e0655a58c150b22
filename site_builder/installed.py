"""Where this program's own templates and schemas are, installed or in a checkout."""

import importlib.resources
from pathlib import Path


def own_files(name: str) -> Path:
    """The directory `templates` or `schemas` that comes with this program."""
    installed = Path(str(importlib.resources.files(__package__))) / "_data" / name
    checkout = Path(__file__).parent.parent / ("config/schemas" if name == "schemas" else name)
    return installed if installed.is_dir() else checkout
