"""The way in: files to entities, with every problem of every file. The only part that knows YAML."""

from .formats import FORMATS, complain_of_moment
from .loader import Configuration, InvalidFiles, load
from .overlay import Override
from .provenance import origins, provenance_bytes
from .schemas import Schema, load_schemas
from .settings_file import load_site_settings

__all__ = [
    "FORMATS",
    "Configuration",
    "InvalidFiles",
    "Override",
    "Schema",
    "complain_of_moment",
    "load",
    "load_schemas",
    "load_site_settings",
    "origins",
    "provenance_bytes",
]
