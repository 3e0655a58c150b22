"""A unit primitive in, the answer a reader came for out: in a sentence or two, and as grids of license and add-on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ..catalog import GITLAB_COM, Catalog, Context, UnitPrimitive, is_free, version_text
from ..counting import clauses
from .bounds import MOST_BYTES, rows_within, shares, text_weight
from .states import FREE, INCLUDED, UNAVAILABLE, Cell, State, cell
from .wording import Titles, day_and_time, listed, sentence_case, short_day

MOST_GRID_CELLS = 1_000  # of the grids of one unit primitive together; of very many licenses, one row
_CELL = 200  # bytes of a cell without its reason
# Stands for a license or realm where no list is stated, so that nothing is restricted; names are not empty.
ANY = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What opens a primitive as of a moment, with the mark that goes with it."""

    state: State
    sentence: str
    more: tuple[str, ...]  # what is also true: when free use ended, that add-ons are not enforced
    is_undated: bool  # free only because no cut-off date is stated


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One add-on of a grid, or none, with a cell for each license."""

    add_on: str
    cells: tuple[Cell, ...]

    @property
    def weight(self) -> int:
        """About how many bytes the page holds of it."""
        return text_weight(self.add_on) + sum(_CELL + text_weight(cell.reason) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Add-on by license, for the realms in which the answers are the same; `all_same` where every cell would agree.

    That cell names the licenses with which it is free, as no column does. `more` counts the add-ons that are left out:
    first those that change nothing.
    """

    realms: str
    licenses: tuple[str, ...]
    rows: tuple[GridRow, ...]
    all_same: Cell | None
    more: int = 0


def answer(primitive: UnitPrimitive, moment: datetime, titles: Titles) -> Answer:
    """What a solution architect would say of the primitive in front of a customer."""
    free = is_free(primitive, moment)
    state = FREE if free else INCLUDED if primitive.add_ons else UNAVAILABLE
    parts = [_access(primitive, free, titles)]
    if state is not UNAVAILABLE:
        parts += [_version(primitive, free), _realms(primitive, titles)]
    return Answer(
        state=state,
        sentence=clauses(*parts) + ".",
        more=tuple(_more(primitive, moment)),
        is_undated=free and primitive.cut_off_date is None,
    )


def short_answer(primitive: UnitPrimitive, moment: datetime) -> tuple[State, str, str]:
    """The same for a row of a table: the mark, the access in a few words, and since or until when."""
    cut_off = primitive.cut_off_date
    if is_free(primitive, moment):
        return FREE, "Free for now", f"until {short_day(cut_off)}" if cut_off else "no end date stated"
    ended = short_day(cut_off) if cut_off else ""
    if primitive.add_ons:
        return INCLUDED, "With an add-on", f"since {ended}"
    return UNAVAILABLE, "Not sold", f"since {ended}"


def grids(primitive: UnitPrimitive, catalog: Catalog, moment: datetime, titles: Titles) -> tuple[Grid, ...]:
    """Every license and single add-on, per realm, while these are not very many; realms that agree share a grid."""
    by_rows: dict[tuple[GridRow, ...], list[str]] = {}
    for realms in _alike(primitive, catalog, titles):
        by_rows.setdefault(_rows(primitive, realms[0], catalog, moment, titles), []).extend(realms)
    licenses = tuple(_license_title(license, titles) for license in _licenses(primitive, catalog, titles))
    rows_of_all = max(len(by_rows), MOST_GRID_CELLS // max(1, len(licenses)))
    fitting = rows_within((row.weight for rows in by_rows for row in rows), rows_of_all, MOST_BYTES // 2)
    room = shares([len(rows) for rows in by_rows], max(len(by_rows), fitting))
    return tuple(
        Grid(
            realms=_realm_names(realms, titles),
            licenses=licenses,
            rows=_beginning(rows, most),
            all_same=_all_same(rows, _with_license(primitive, titles)),
            more=len(rows) - most,
        )
        for (rows, realms), most in zip(by_rows.items(), room, strict=True)
    )


def _access(primitive: UnitPrimitive, free: bool, titles: Titles) -> str:
    with_license = _with_license(primitive, titles)
    add_ons = listed(titles.all("add_on", primitive.add_ons), "or")
    if free and primitive.cut_off_date:
        after = f", then with {add_ons}" if add_ons else ", then not available: no add-on sells it"
        return f"Free {with_license} until {day_and_time(primitive.cut_off_date)}{after}"
    if free:
        return f"Free {with_license}, no end date stated"
    if not add_ons:
        return "Not available: no add-on sells it"
    if primitive.license_types:
        return f"Included {with_license} plus {add_ons}"
    return f"Included with {add_ons} on any license"


def _with_license(primitive: UnitPrimitive, titles: Titles) -> str:
    licenses = listed(titles.all("license_type", primitive.license_types), "or")
    return f"with {licenses}" if licenses else "with any license (none is stated)"


def _version(primitive: UnitPrimitive, free: bool) -> str:
    if primitive.gitlab_realms == (GITLAB_COM,):
        return ""  # versions are not checked there
    stated = (primitive.min_gitlab_version, primitive.min_gitlab_version_for_free_access)
    paid, unpaid = (version_text(version) if version else None for version in stated)
    if free and primitive.cut_off_date and primitive.add_ons and paid != unpaid:
        later = "once an add-on is needed"
        return f"GitLab {unpaid} or later, {paid or 'any'} {later}" if unpaid else f"GitLab {paid} or later {later}"
    if needed := unpaid if free else paid:
        return f"GitLab {needed} or later"
    return "any GitLab version" if paid or unpaid else "no minimum GitLab version stated"


def _realms(primitive: UnitPrimitive, titles: Titles) -> str:
    names = listed(titles.all("gitlab_realm", primitive.gitlab_realms), "and")
    return names or "no realm stated"


def _more(primitive: UnitPrimitive, moment: datetime) -> Iterator[str]:
    if primitive.cut_off_date and primitive.cut_off_date <= moment:
        yield f"Free use ended on {day_and_time(primitive.cut_off_date)}."
    if not primitive.cut_off_date and primitive.add_ons:
        yield "Add-ons are listed, but without a cut-off date they are not enforced."


def _alike(primitive: UnitPrimitive, catalog: Catalog, titles: Titles) -> Iterable[list[str]]:
    """Realms of which the rule says the same: it asks whether one is stated, and whether versions count there."""
    if not primitive.gitlab_realms:
        return ([ANY],)
    found: dict[tuple[bool, bool], list[str]] = {}
    for realm in titles.ordered(catalog.gitlab_realms.names):
        found.setdefault((realm in primitive.gitlab_realms, realm == GITLAB_COM), []).append(realm)
    return found.values()


def _rows(
    primitive: UnitPrimitive, realm: str, catalog: Catalog, moment: datetime, titles: Titles
) -> tuple[GridRow, ...]:
    licenses = _licenses(primitive, catalog, titles)

    def cells(*add_ons: str) -> tuple[Cell, ...]:
        contexts = (
            Context(license_type=license, add_ons=frozenset(add_ons), realm=realm, moment=moment)
            for license in licenses
        )
        return tuple(cell(primitive, context, titles) for context in contexts)

    without, with_one = cells(), cells(*primitive.add_ons[:1])  # any of those that sell it opens the same
    return (
        GridRow(add_on="No add-on", cells=without),
        *(
            GridRow(add_on=titles.one("add_on", name), cells=with_one if name in primitive.add_ons else without)
            for name in titles.ordered(catalog.add_ons.names)
        ),
    )


def _beginning(rows: tuple[GridRow, ...], most: int) -> tuple[GridRow, ...]:
    """As many rows as there is room for: no add-on, then those that change something."""
    without, *others = rows
    if most < len(rows):
        others.sort(key=lambda row: row.cells == without.cells)
    return (without, *others[: most - 1])


def _licenses(primitive: UnitPrimitive, catalog: Catalog, titles: Titles) -> tuple[str, ...]:
    return titles.ordered(catalog.license_types.names) if primitive.license_types else (ANY,)


def _license_title(license: str, titles: Titles) -> str:
    return "Any license (none stated)" if license == ANY else titles.one("license_type", license)


def _all_same(rows: tuple[GridRow, ...], with_license: str) -> Cell | None:
    cells = {cell for row in rows for cell in row.cells}
    if len(cells) != 1:
        return None
    same = cells.pop()
    return replace(same, reason=f"{with_license}, {same.reason}") if same.state is FREE else same


def _realm_names(realms: list[str], titles: Titles) -> str:
    names = "any realm (none stated)" if realms == [ANY] else listed(titles.all("gitlab_realm", realms), "and")
    return sentence_case(names)
