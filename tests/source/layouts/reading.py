"""What tests of imports share: files written as texts, and what an import makes or complains of."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

from site_builder.problems import InvalidConfig
from site_builder.source import (
    Imported,
    LegacyFile,
    Schema,
    import_bundle_lists,
    import_groups_file,
    import_legacy_services,
)
from tests.trees import schemas, write_tree

SCHEMAS: dict[str, Schema] = dict(schemas())


def from_lists(directory: Path, text: str) -> Imported:
    """The import of bundle lists, which the text holds with `-- path --` headers."""
    return import_bundle_lists(write_tree(directory / "lists", text), SCHEMAS, "lists")


def from_groups(directory: Path, text: str | bytes) -> Imported:
    """The import of a groups file with that text."""
    data = dedent(text).lstrip("\n").encode("utf-8") if isinstance(text, str) else text
    (directory / "groups.yml").write_bytes(data)
    return import_groups_file(directory / "groups.yml", SCHEMAS, "groups.yml")


def from_services(directory: Path, **texts: str) -> Imported:
    """The import of services, a text for each legacy realm: `gitlab_com`, `self_managed`."""
    files = []
    for name, text in texts.items():
        path = directory / f"{name.replace('_', '-')}.yml"
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        files.append(LegacyFile(realm=path.stem, path=path, label=path.name))
    return import_legacy_services(files, SCHEMAS)


def complaints(make: Callable[[], Imported]) -> list[str]:
    """Everything that makes an import fail, as its author reads it."""
    try:
        make()
    except InvalidConfig as error:
        return [str(problem) for problem in error.problems]
    raise AssertionError("nothing is wrong with it")
