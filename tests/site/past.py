"""A small past for tests of pages: what pages are made from, with a record beside it, all as values."""

from datetime import UTC, datetime
from typing import Any

from site_builder.catalog import Catalog, Edit, Entity, Record, Ref, Skipped, Tagged, chronicle_from, paired
from site_builder.problems import Problem
from site_builder.settings import SiteSettings
from site_builder.site import Material
from tests.site.making import TITLES, catalog, material

AS_OF = datetime(2025, 2, 10, 12, tzinfo=UTC)
REPOSITORY = "https://gitlab.com/group/catalog"
_BUNDLES = """
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- gitlab_realms/saas --
    """
_CHAT = """
    -- unit_primitives/chat --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    license_types: [premium]
    """
_EXPLAIN = """
    -- unit_primitives/explain --
    group: group::ai framework
    """
_CORE = _BUNDLES + "-- add_ons/duo_core --\n"
# The same as somebody committed it, one after the other.
STATES = (
    _BUNDLES + _CHAT + _EXPLAIN,
    _CORE + _CHAT.replace("[duo_pro]", "[duo_core, duo_pro]") + _EXPLAIN,
    _CORE + _CHAT.replace("chat", "talk", 1).replace("[duo_pro]", "[duo_core, duo_pro]\n    alias_names: [chat]"),
)
COMMITS = (
    ("1111111111", datetime(2024, 8, 1, 9, tzinfo=UTC), "Begin", ()),
    ("2222222222", datetime(2024, 12, 2, 10, tzinfo=UTC), "Introduce <Duo Core>", ("group/catalog!80",)),
    ("3333333333", datetime(2025, 1, 14, 9, 30, tzinfo=UTC), "Rename chat", ("group/other!7",)),
)


def made(
    *, tags: bool = False, repository_url: str | None = REPOSITORY, shown: str = STATES[-1], **settings: Any
) -> Material:
    """Material with a chronicle of three commits and a cut-off that passes in between; one commit was passed over.

    `shown` is the configuration beside it, the one that was committed last.
    """
    states = [catalog(text) for text in STATES]
    edits = tuple(
        Edit(
            id=id,
            moment=moment,
            subject=subject,
            author="Ada",
            merge_requests=requests,
            entities=paired(_between(before, after)),
        )
        for (id, moment, subject, requests), before, after in zip(
            COMMITS, (None, *states), (states[0], *states[1:]), strict=False
        )
    )
    wrong = Edit(id="4444444444", moment=datetime(2025, 1, 13, tzinfo=UTC), subject="Try")
    problem = Problem(path="config/unit_primitives/chat.yml", line=4, code="E301", message="unknown add-on 'x'")
    known = Record(
        edits=edits,
        beginning=tuple(_files(states[0])),
        releases=(Tagged(name="17.7", moment=datetime(2024, 12, 20, tzinfo=UTC), edits=2),) if tags else (),
        skipped=(Skipped(edit=wrong, problem=problem),),
    )
    site = SiteSettings(titles=TITLES, repository_url=repository_url, base_url="https://example.com/")
    told = chronicle_from(known, catalog(shown), AS_OF)
    return material(shown, as_of=AS_OF, site=site, chronicle=told, **settings)


def ref(kind: str, name: str) -> Ref:
    """The address of an entity."""
    return Ref(kind=kind, name=name)


def _files(of: Catalog) -> list[Entity]:
    return [entity for entity in of if entity.source]


def _between(before: Catalog | None, after: Catalog) -> list[tuple[Entity | None, Entity | None]]:
    old = {entity.ref: entity for entity in _files(before)} if before else {}
    new = {entity.ref: entity for entity in _files(after)}
    refs = sorted({*old, *new}, key=str)
    return [(old.get(it), new.get(it)) for it in refs if old.get(it) != new.get(it)]
