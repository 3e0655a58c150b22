"""The one file of the third layout in, the chosen layout out, or everything that is wrong with the file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...catalog import KINDS, Catalog, Kind, SourceFile
from ...characters import quotable
from ...problems import InvalidConfig, Problem
from ...suggestions import did_you_mean
from ..nodes import Entry, split_lines
from ..nodes import Mapping as Fields
from ..schemas import Schema
from .aliases import FollowingComposer
from .drafts import (
    Draft,
    Imported,
    drafted,
    fields_below,
    linked,
    named,
    problem_at_key,
    raise_errors,
    whole_file,
)
from .groups_file import GROUPS, MEMBER_KIND, MEMBERS
from .whole import read_whole
from .writing import chosen_layout

_SECTIONS = {kind.plural: kind for kind in KINDS if kind.has_files and kind is not MEMBER_KIND}
# What is to be drafted: the kind, and its fields with the name as the first of them.
Stated = tuple[Kind, Fields]


def import_groups_file(file: Path, schemas: Mapping[str, Schema], label: str) -> Imported:
    """The chosen layout of what the file says; `label`: what messages call it. InvalidConfig with all that is wrong."""
    document, told = read_whole(file, label, FollowingComposer)
    if document is None:
        raise InvalidConfig(told)
    problems = list(told)
    drafts: list[Draft] = []
    whole = whole_file(label, split_lines(document.text))
    for found in _stated(whole, document.root):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        kind, fields = found
        draft, complaints = drafted(kind, fields, schemas[kind.singular], whole)
        drafts.append(draft)
        problems += complaints
    raise_errors(problems)
    return Imported(
        files=chosen_layout(_linked(drafts, schemas, label), schemas), problems=tuple(dict.fromkeys(problems))
    )


def _stated(file: SourceFile, root: Fields) -> Iterator[Stated | Problem]:
    for section in root.entries:
        if section.key != GROUPS and section.key not in _SECTIONS:
            yield _unknown(file, section)
            continue
        for entry in fields_below(file, section):
            if isinstance(entry, Problem):
                yield entry
            elif section.key == GROUPS:
                yield from _members(file, entry)
            else:
                yield from _entity(file, _SECTIONS[section.key], entry)


def _unknown(file: SourceFile, section: Entry) -> Problem:
    known = (GROUPS, *_SECTIONS)
    return problem_at_key(
        file,
        section,
        code="E202",
        message=f"unknown section '{quotable(section.key)}'",
        suggestion=did_you_mean(section.key, known),
        help=f"the sections are {', '.join(known)}",
    )


def _members(file: SourceFile, group: Entry) -> Iterator[Stated | Problem]:
    """The unit primitives of a group; what the group states holds for each that does not state it itself."""
    found = tuple(fields_below(file, group))
    yield from (problem for problem in found if isinstance(problem, Problem))
    fields = [entry for entry in found if isinstance(entry, Entry)]
    shared = [entry for entry in fields if entry.key != MEMBERS]
    yield from _names_within(file, shared)
    if len(shared) == len(found):
        message, help = f"this group has no {MEMBERS}", "they stand there by name, each with its own fields"
        yield problem_at_key(file, group, code="E201", message=message, help=help)
    for entry in fields:
        for member in fields_below(file, entry) if entry.key == MEMBERS else ():
            yield from [member] if isinstance(member, Problem) else _entity(file, MEMBER_KIND, member, shared)


def _entity(file: SourceFile, kind: Kind, entry: Entry, shared: Sequence[Entry] = ()) -> Iterator[Stated | Problem]:
    found = tuple(fields_below(file, entry))
    yield from (problem for problem in found if isinstance(problem, Problem))
    own = [field for field in found if isinstance(field, Entry)]
    yield from _names_within(file, own)
    keys = {field.key for field in own}
    if len(own) == len(found):
        yield kind, named(entry, [*own, *(field for field in shared if field.key not in keys)])


def _names_within(file: SourceFile, fields: Iterable[Entry]) -> Iterator[Problem]:
    for field in fields:
        if field.key == "name":
            message = "the name is what these fields stand below"
            yield problem_at_key(file, field, code="E202", message=message, suggestion="remove this line")


def _linked(drafts: Iterable[Draft], schemas: Mapping[str, Schema], label: str) -> Catalog:
    try:
        return linked(drafts, schemas, label)
    except InvalidConfig as error:
        raise InvalidConfig(map(_in_one_file, error.problems)) from None


def _in_one_file(problem: Problem) -> Problem:
    """What is said of directories, said of the sections of this file."""
    nouns, are, where = problem.help.partition(" are the files in ")
    section = where.rpartition("/")[2]
    below = GROUPS if section == MEMBERS else section
    return replace(problem, help=f"{nouns} stand in this file, below {below}") if are else problem
