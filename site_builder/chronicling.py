"""A config directory in, its chronicle out: what git tells of it, as values that the core and the pages can take."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from .catalog import Catalog, Chronicle, Edit, Record, Skipped, Tagged, chronicle_from
from .problems import visible
from .source import Commit, History, Schema, history_of


def chronicle_of(
    config: Path, catalog: Catalog, as_of: datetime, schemas: Mapping[str, Schema], *, label: str, ref: str = "HEAD"
) -> Chronicle:
    """What became of a configuration until a moment, UTC, as far as this clone knows. What is in the way stands in it."""
    return chronicle_from(record_of(history_of(config, schemas, label=label, ref=ref)), catalog, as_of)


def record_of(history: History) -> Record:
    """The history as the core takes it: texts in one line, nothing in them that the eye does not see."""
    commits = history.commits
    return Record(
        edits=tuple(map(_edit, commits)),
        beginning=history.state(commits[0]) if commits else (),
        releases=tuple(
            Tagged(name=visible(release.name), moment=release.moment, edits=release.index + 1)
            for release in history.releases
        ),
        skipped=tuple(Skipped(edit=_edit(it.commit), problem=it.problem) for it in history.passed_over),
        is_cut_off=history.is_shallow and bool(commits),
        missing=_missing(history),
    )


def _edit(commit: Commit) -> Edit:
    return Edit(
        id=commit.id,
        moment=commit.moment,
        subject=visible(commit.subject),
        author=visible(commit.author),
        merge_requests=tuple(map(visible, commit.merge_requests)),
        entities=tuple((change.before, change.after) for change in commit.changes),
    )


def _missing(history: History) -> str:
    """Why it is not known, or not whole. Advice for the machine it is read on is none for readers, but for shallow clones."""
    problem = history.problem
    if problem is None:
        return ""
    return f"{problem.message}; {problem.help}" if history.is_shallow and problem.help else problem.message
