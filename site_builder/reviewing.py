"""A configuration and the ref it is reviewed against in, everything a merge request shows of it out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .build import check, material_from
from .catalog import Catalog, Change, ChangeClass, changes_between, link
from .checking import Checked, checked_at
from .problems import EnvironmentProblem, InvalidConfig, Problem, errors_in, visible
from .settings import Settings
from .site import (
    Page,
    Review,
    Side,
    Titles,
    differing_problems,
    plan,
    review_of_changes,
    review_rows,
    titles_between,
    with_short_ids,
)
from .source import Configuration, load_schemas, site_settings_at, where_it_left

UNDER_REVIEW = "this configuration"
_BASE_LEFT = "{} (where this left it, {})"
_EMPTY_BASE = "{}, which has no configuration yet,"
_BROKEN_BASE = "{} has errors, which this configuration has not; what else changes cannot be told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A review, the changes and problems that it tells of, and the catalog under review; None where it has errors.

    `base_errors` are why no changes are known.
    """

    review: Review
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    catalog: Catalog | None
    base_errors: tuple[Problem, ...] = ()


def review(settings: Settings, base: str) -> Reviewed:
    """The review of a configuration against a branch, tag or commit, both as of the moment that is set.

    Of a branch, as the one that it is to be merged into, what went on since this left it is no part of the review. A
    configuration with errors has a review that names them; against a base with errors no changes are told, and
    against one that has no such directory everything is new. Raises EnvironmentProblem (E707) where git has no such
    commit.
    """
    title, notice = f"{settings.site.title}: review", settings.site.notice or ""
    try:
        after = check(settings)
    except InvalidConfig as error:
        told = Review(title=title, notice=notice, summary="", errors=errors_in(error.problems))
        return Reviewed(review=told, changes=(), problems=error.problems, catalog=None)
    ref = where_it_left(settings.config, base, label=settings.label)
    name = base if ref == base else _BASE_LEFT.format(base, ref)
    try:
        before = _before(settings, ref)
    except InvalidConfig as error:
        _, gone = differing_problems(_without_ref(error.problems, ref), after.problems)
        told = Review(title=title, notice=notice, summary=with_short_ids(_BROKEN_BASE.format(name)), gone_problems=gone)
        errors = tuple(replace(it, path=with_short_ids(it.path)) for it in errors_in(error.problems))
        return Reviewed(review=told, changes=(), problems=after.problems, catalog=after.catalog, base_errors=errors)
    found = changes_between(before.catalog, after.catalog, settings.as_of, settings.as_of)
    return Reviewed(
        review=_reviewed(before, after, found, settings, ref, name),
        changes=found,
        problems=after.problems,
        catalog=after.catalog,
    )


def _before(settings: Settings, base: str) -> Checked:
    """What the base says: nothing, where the configuration is not in it."""
    try:
        return checked_at(settings.config, load_schemas(settings.schemas), settings.label, base)
    except EnvironmentProblem as error:
        if not error.problem.message.startswith(f"'{visible(base)}' has no directory "):
            raise
        nothing = Configuration(entities=(), warnings=(), content_hash="")
        return Checked(configuration=nothing, catalog=link(()), problems=())


def _without_ref(problems: Iterable[Problem], base: str) -> Iterator[Problem]:
    return (replace(problem, path=problem.path.removeprefix(f"{base}:")) for problem in problems)


def _reviewed(
    before: Checked, after: Checked, found: tuple[Change, ...], settings: Settings, ref: str, name: str
) -> Review:
    titles = _titles(before, after, settings, ref)
    name = name if before.catalog.unit_primitives else _EMPTY_BASE.format(name)
    side, other = (Side(name=name, moment=settings.as_of) for name in (name, UNDER_REVIEW))
    told = review_of_changes(
        found, side, other, titles, title=f"{settings.site.title}: review", notice=settings.site.notice or ""
    )
    columns, rows = review_rows(before.catalog, after.catalog, found, titles)
    new, gone = differing_problems(_under_new_names(before.problems, found), after.problems)
    return replace(
        told,
        columns=columns,
        rows=rows,
        touched=tuple(_touched(before, after, settings)),
        new_problems=new,
        gone_problems=gone,
    )


def _titles(before: Checked, after: Checked, settings: Settings, ref: str) -> Titles:
    """Those that are set; and of what is gone those that the base, where it is one, set."""
    if not before.catalog.unit_primitives:
        return Titles(settings.site.titles)
    then = site_settings_at(settings.config, ref, load_schemas(settings.schemas), label=settings.label)
    return titles_between(then.titles, settings.site.titles, before.catalog, after.catalog)


def _under_new_names(problems: Iterable[Problem], found: Iterable[Change]) -> Iterator[Problem]:
    """Problems of files that have another name now, as problems of these: renaming neither mends nor makes one."""
    sides = ((change.before, change.after) for change in found if change.sort is ChangeClass.RENAMED)
    files = ((old.source, new.source) for old, new in sides if old and new)
    names = {f"{old.label}/{old.path}": f"{new.label}/{new.path}" for old, new in files if old and new}
    return (replace(problem, path=names.get(problem.path, problem.path)) for problem in problems)


def _touched(before: Checked, after: Checked, settings: Settings) -> Iterator[str]:
    """The addresses of pages that come, go, or show something else."""
    old, new = _pages(before, settings), _pages(after, settings)
    yield from (address for address in sorted({*old, *new}) if old.get(address) != new.get(address))


def _pages(checked: Checked, settings: Settings) -> dict[str, Page]:
    """The pages by their addresses; none of a configuration that is not there."""
    if not checked.catalog.unit_primitives:
        return {}
    return {planned.address: planned.make() for planned in plan(material_from(checked, settings)).pages}
