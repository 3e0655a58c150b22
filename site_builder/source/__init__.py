"""The way in: files to entities, with every problem of every file. The only part that knows YAML.

Names are loaded when they are first asked for, so that reading does not wait for what only edits, imports, exports and
the history need, and who only asks git waits for none of it.
"""

from typing import TYPE_CHECKING

from ..on_demand import on_demand

if TYPE_CHECKING:
    from .editor import CannotEdit, Value, edited, new_file, values_of, with_key
    from .editor_text import replaced, value_at
    from .files import PROVENANCE_FILE, SITE_FILE, file_path, file_paths, plain_file
    from .formats import FORMATS, complain_of_moment
    from .git import places_of_refs, repository_state
    from .history import (
        configuration_at,
        has_led_here,
        is_on_line,
        moment_at,
        record_of,
        refuse_name_of_commit,
        site_settings_at,
        where_it_left,
    )
    from .layouts import (
        Imported,
        LegacyFile,
        check_new,
        export_bundle_lists,
        export_groups_file,
        import_bundle_lists,
        import_groups_file,
        import_legacy_services,
        write_new,
    )
    from .loader import Configuration, InvalidFiles, load
    from .looking import Look, Sources, look
    from .nodes import split_lines
    from .overlay import Override
    from .provenance import origins, provenance_bytes, with_values
    from .releases import TaggedState, tagged_states
    from .saving import FileEdit, changed_meanwhile, locked, save
    from .schemas import Schema, load_schemas
    from .settings_file import load_site_settings, site_settings_of, title_problem
    from .single_values import complain_of_value
    from .unmixed import read_unmixed

__all__ = [
    "FORMATS",
    "PROVENANCE_FILE",
    "SITE_FILE",
    "CannotEdit",
    "Configuration",
    "FileEdit",
    "Imported",
    "InvalidFiles",
    "LegacyFile",
    "Look",
    "Override",
    "Schema",
    "Sources",
    "TaggedState",
    "Value",
    "changed_meanwhile",
    "check_new",
    "complain_of_moment",
    "complain_of_value",
    "configuration_at",
    "edited",
    "export_bundle_lists",
    "export_groups_file",
    "file_path",
    "file_paths",
    "has_led_here",
    "import_bundle_lists",
    "import_groups_file",
    "import_legacy_services",
    "is_on_line",
    "load",
    "load_schemas",
    "load_site_settings",
    "locked",
    "look",
    "moment_at",
    "new_file",
    "origins",
    "places_of_refs",
    "plain_file",
    "provenance_bytes",
    "read_unmixed",
    "record_of",
    "refuse_name_of_commit",
    "replaced",
    "repository_state",
    "save",
    "site_settings_at",
    "site_settings_of",
    "split_lines",
    "tagged_states",
    "title_problem",
    "value_at",
    "values_of",
    "where_it_left",
    "with_key",
    "with_values",
    "write_new",
]

__getattr__ = on_demand(
    __name__,
    {
        "editor": ("CannotEdit", "Value", "edited", "new_file", "values_of", "with_key"),
        "editor_text": ("replaced", "value_at"),
        "files": ("PROVENANCE_FILE", "SITE_FILE", "file_path", "file_paths", "plain_file"),
        "formats": ("FORMATS", "complain_of_moment"),
        "git": ("places_of_refs", "repository_state"),
        "history": (
            *("configuration_at", "has_led_here", "is_on_line", "moment_at", "record_of", "refuse_name_of_commit"),
            *("site_settings_at", "where_it_left"),
        ),
        "layouts": (
            *("Imported", "LegacyFile", "check_new", "write_new", "export_bundle_lists", "export_groups_file"),
            *("import_bundle_lists", "import_groups_file", "import_legacy_services"),
        ),
        "loader": ("Configuration", "InvalidFiles", "load"),
        "looking": ("Look", "Sources", "look"),
        "nodes": ("split_lines",),
        "overlay": ("Override",),
        "provenance": ("origins", "provenance_bytes", "with_values"),
        "releases": ("TaggedState", "tagged_states"),
        "saving": ("FileEdit", "changed_meanwhile", "locked", "save"),
        "schemas": ("Schema", "load_schemas"),
        "settings_file": ("load_site_settings", "site_settings_of", "title_problem"),
        "single_values": ("complain_of_value",),
        "unmixed": ("read_unmixed",),
    },
)
