"""Other layouts of the same facts: each a way in to the files of the chosen layout, and for two of them a way out."""

from .bundle_lists import export_bundle_lists, import_bundle_lists
from .directory import check_new, write_new
from .drafts import Imported
from .groups_file import export_groups_file
from .groups_reading import import_groups_file
from .legacy_reading import LegacyFile
from .legacy_services import import_legacy_services

__all__ = [
    "Imported",
    "LegacyFile",
    "check_new",
    "export_bundle_lists",
    "export_groups_file",
    "import_bundle_lists",
    "import_groups_file",
    "import_legacy_services",
    "write_new",
]
