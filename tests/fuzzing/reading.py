"""The bytes of one file in; an exception out where the reader or the loader does not keep what it promises."""

import time

from site_builder.catalog import KINDS, link, lint
from site_builder.installed import own_files
from site_builder.problems import InvalidConfig, Severity
from site_builder.source import load_schemas, site_settings_of
from site_builder.source.files import File
from site_builder.source.loader import entity_of
from tests.source.reader_promise import check, check_problem

STEM = "duo_chat"  # what the file is called, so that one with this name is a whole entity
SECONDS = 2.0  # of the processor, which any file may take at the most

_SCHEMAS = load_schemas(own_files("schemas"))
_KINDS = {kind.singular: kind for kind in KINDS}


def read_promised(data: bytes) -> None:
    """Reads the file, and takes it for what its fields are most like: an entity of a kind, or `site.yml`."""
    began = time.process_time()
    if (document := check(data)) is not None:
        fields = {entry.key for entry in document.root.entries}
        _load(data, max(_SCHEMAS, key=lambda name: len(fields.intersection(_SCHEMAS[name].fields))))
    took = time.process_time() - began
    assert took < SECONDS, f"{took:.1f} s for {len(data):,} bytes"


def _load(data: bytes, likely: str) -> None:
    if likely not in _KINDS:
        entity, problems = None, site_settings_of(data, _SCHEMAS, "config").problems
    else:
        kind = _KINDS[likely]
        file = File(kind=kind, path=f"{kind.plural}/{STEM}.yml", stem=STEM, data=data)
        entity, problems = entity_of(file, _SCHEMAS[likely], "config")
    if likely in _KINDS and not any(problem.severity is Severity.ERROR for problem in problems):
        assert entity is not None
        try:
            problems = (*problems, *lint(link([entity])))
        except InvalidConfig as error:  # of what it names, nothing is there
            problems = (*problems, *error.problems)
    for problem in problems:
        check_problem(problem)
