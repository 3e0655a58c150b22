"""What the files of entities shall state in, edits of these files out, and of what the site says beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..catalog import KIND, Entity, Ref, SourceFile, as_written
from ..problems import InvalidConfig, Problem
from ..source import (
    PROVENANCE_FILE,
    SITE_FILE,
    CannotEdit,
    FileEdit,
    Value,
    edited,
    title_problem,
    values_of,
    with_key,
    with_values,
)
from .open_config import OpenConfig

# Entity -> field -> what its file shall state; None to state nothing.
Wishes = dict[Ref, dict[str, Value | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """An entity whose file goes, or stands elsewhere under a new name."""

    entity: Entity
    name: str | None
    path: str | None


def file_edits(
    config: OpenConfig, wishes: Wishes, renamed: Renamed | None = None, *, names: Mapping[str, str] | None = None
) -> tuple[FileEdit, ...]:
    """The files that the wishes change, and what the site and the table of origins say of these.

    `names`: values that only have another name now, and keep their origin; that of `renamed` is one.
    """
    new_names = {**(names or {}), **({renamed.entity.name: renamed.name} if renamed else {})}
    texts = dict(_texts(config, wishes, renamed, new_names))
    found = [
        *(
            edit
            for path, (new_path, before, after) in texts.items()
            for edit in _file_edits(path, new_path, before, after)
        ),
        *_title_edit(config, renamed),
        *_origin_edit(config, texts, new_names),
    ]
    return tuple(sorted((edit for edit in found if edit.before != edit.after), key=lambda edit: edit.path))


# Path -> its path afterwards, and the text before and after; None for a file that goes.
_Texts = Iterator[tuple[str, tuple[str | None, str, str | None]]]


def _texts(config: OpenConfig, wishes: Wishes, renamed: Renamed | None, new_names: Mapping[str, str | None]) -> _Texts:
    names = {old: new for old, new in new_names.items() if new is not None}
    for ref, fields in wishes.items():
        file = _file_of(config.checked.catalog[ref])
        before = config.text_of(file)
        moves = renamed is not None and renamed.entity.ref == ref
        after = _edited(config, file.path, before, ref.kind, fields, names)
        yield file.path, (renamed.path if renamed and moves else file.path, before, after)
    if renamed and renamed.path is None:
        file = _file_of(renamed.entity)
        yield file.path, (None, config.text_of(file), None)


def _file_of(entity: Entity) -> SourceFile:
    assert entity.source is not None  # commands ask for kinds that have files
    return entity.source


def _edited(
    config: OpenConfig, path: str, text: str, kind: str, fields: Mapping[str, Value | None], names: Mapping[str, str]
) -> str:
    try:
        return edited(text, fields, config.order(kind), names)
    except CannotEdit as error:
        raise _uneditable(config, path, error) from error


def _uneditable(config: OpenConfig, path: str, error: CannotEdit) -> InvalidConfig:
    problem = Problem(path=f"{config.label}/{path}", code="E611", message=str(error), help="change it by hand")
    return InvalidConfig([problem])


def _file_edits(path: str, new_path: str | None, before: str, after: str | None) -> Iterator[FileEdit]:
    old, new = before.encode("utf-8"), None if after is None else after.encode("utf-8")
    if new_path == path:
        yield FileEdit(path=path, before=old, after=new)
        return
    yield FileEdit(path=path, before=old, after=None)
    if new_path is not None:
        yield FileEdit(path=new_path, before=None, after=new, moved_from=path)


def _title_edit(config: OpenConfig, renamed: Renamed | None) -> Iterator[FileEdit]:
    """The title of `site.yml` under the new name; under the old one too where something else has that name."""
    if renamed is None or not KIND[renamed.entity.kind].is_titled:
        return
    if config.titles.keys().isdisjoint({renamed.entity.name, renamed.name}):
        return
    _refuse_the_title_of_another(config, renamed)
    name, before = renamed.entity.name, config.beside[SITE_FILE]
    try:
        after = with_key(before.decode(), "titles", name, renamed.name, keep=bool(_others(config, renamed, name)))
    except CannotEdit as error:
        raise _uneditable(config, SITE_FILE, error) from error
    yield FileEdit(path=SITE_FILE, before=before, after=after.encode())


def _refuse_the_title_of_another(config: OpenConfig, renamed: Renamed) -> None:
    """InvalidConfig where something else that has a title has the new name, and another title."""
    name, former, titles = renamed.name or "", renamed.entity.name, config.titles
    others = _others(config, renamed, name)
    if not others or titles.get(name) == titles.get(former):
        return
    of_other, of_it = ((it.name, f"{KIND[it.kind].noun} '{it.name}'") for it in (others[0], renamed.entity))
    (titled, whose), (_, also) = (of_other, of_it) if name in titles else (of_it, of_other)
    message = f"the title '{titles[titled]}' of {whose} would be that of {also} too"
    help = "give both names the same title there first, or choose a name that nothing else has"
    path = f"{config.label}/{SITE_FILE}"
    raise InvalidConfig([title_problem(path, config.beside[SITE_FILE], titled, message, help)])


def _others(config: OpenConfig, renamed: Renamed, name: str) -> list[Entity]:
    """What else that pages call by a title has a name."""
    alike = (it for it in config.checked.catalog if it.name == name and it.ref != renamed.entity.ref)
    return [it for it in alike if KIND[it.kind].is_titled]


def _origin_edit(
    config: OpenConfig, texts: Mapping[str, tuple[str | None, str, str | None]], new_names: Mapping[str, str | None]
) -> Iterator[FileEdit]:
    """The table of origins, with nothing of values that are gone; what only has another name keeps its origin."""
    before = config.beside[PROVENANCE_FILE]
    paths = {path: new_path for path, (new_path, _, _) in texts.items()}
    values: dict[tuple[str, str, str], str | None] = {}
    for path, (_, old, new) in texts.items():
        for field, value in _lost(values_of(old), values_of(new) if new is not None else {}):
            values[path, field, value] = new_names.get(value)
    yield FileEdit(path=PROVENANCE_FILE, before=before, after=with_values(before, paths, values))


def _lost(old: Mapping[str, Value], new: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Each value that is no longer stated, with the field as the table of origins has it."""
    left = set(_as_in_table(new))
    return (stated for stated in _as_in_table(old) if stated not in left)


def _as_in_table(values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for field, value in values.items():
        if isinstance(value, str):
            yield field, as_written(value)
        else:
            yield from ((f"{field}[]", as_written(item)) for item in value)
