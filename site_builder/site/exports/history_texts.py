"""What became of an entity's file, at a terminal and for programs: each commit that touched it, field by field."""

from collections.abc import Iterator, Sequence
from typing import Any

from ...catalog import KIND, Chronicle, Edit, Entity, Field, Revision
from ..as_markdown import as_markdown, markdown_table
from ..histories import history_sentence
from ..wording import NOT_STATED, iso
from .entity_texts import texts_of
from .json_api import entity_object, json_document

_Row = tuple[str, str, str]  # what a field is called, its value before and after


def history_text(entity: Entity, chronicle: Chronicle, fields: Sequence[Field]) -> Iterator[str]:
    """The newest commit first, each with what it did; then how far it is known."""
    yield f"{entity.name}: {KIND[entity.kind].noun}"
    for revision in chronicle.revisions.get(entity.ref, ()):
        yield f"{iso(revision.edit.moment)}  {revision.edit.short_id}  {_message(revision.edit)}"
        yield from (f"  {title}: {before} → {after}" for title, before, after in _rows(revision, fields))
    yield history_sentence(entity.ref, chronicle)


def history_markdown(entity: Entity, chronicle: Chronicle, fields: Sequence[Field]) -> Iterator[str]:
    """The same as a table."""
    yield from (f"## `{entity.name}` ({KIND[entity.kind].noun})", "")
    if found := chronicle.revisions.get(entity.ref, ()):
        rows = (
            (iso(it.edit.moment), it.edit.short_id, *map(as_markdown, (_message(it.edit), *row)))
            for it in found
            for row in _rows(it, fields)
        )
        yield from markdown_table(("When", "Commit", "Message", "Field", "Before", "After"), rows)
        yield ""
    yield as_markdown(history_sentence(entity.ref, chronicle))


def history_json(entity: Entity, chronicle: Chronicle) -> str:
    """An object with every commit, the newest first, and each field that it changed as it was and as it is.

    `is_current`: what is shown is what the newest of them left.
    """
    found = chronicle.revisions.get(entity.ref, ())
    return json_document(
        {
            "kind": entity.kind,
            "name": entity.name,
            "known_since": iso(chronicle.beginning.moment) if chronicle.beginning else None,
            "is_current": entity.ref not in chronicle.untold,
            "history": [_object(revision) for revision in found],
        }
    )


def _message(edit: Edit) -> str:
    return f"{edit.subject} ({', '.join(edit.merge_requests)})" if edit.merge_requests else edit.subject


def _rows(revision: Revision, fields: Sequence[Field]) -> Iterator[_Row]:
    if revision.before is None:
        yield "File", "not there", "added"
        return
    if revision.former_name:
        yield "Name", revision.former_name, revision.after.name
    titles = {field.name: field.title for field in fields}
    for name in revision.fields:
        before, after = (
            ", ".join(texts_of(entity, name)) or NOT_STATED.lower() for entity in (revision.before, revision.after)
        )
        yield titles.get(name, name), before, after


def _object(revision: Revision) -> dict[str, Any]:
    edit, before, after = revision.edit, revision.before, entity_object(revision.after)
    was = entity_object(before) if before else {}
    names = (*(("name",) if revision.former_name else ()), *revision.fields)
    return {
        "commit": edit.id,
        "moment": iso(edit.moment),
        "author": edit.author,
        "message": edit.subject,
        "merge_requests": list(edit.merge_requests),
        "added": before is None,
        "fields": {name: {"before": was.get(name), "after": after[name]} for name in names},
    }
