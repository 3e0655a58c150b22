"""What pages are made from: it knows which problem is about which entity, and where in the repository that is."""

from dataclasses import replace

import pytest

from site_builder.problems import Problem
from site_builder.settings import SiteSettings
from site_builder.site.material import in_order
from tests.site.making import material

MADE = material(
    "-- unit_primitives/b --\n-- unit_primitives/a --\n-- add_ons/zeta --\n-- add_ons/duo_pro --\n-- add_ons/duo_core --\n"
)


def test_problems_belong_to_the_entity_whose_file_they_are_about() -> None:
    assert [problem.code for problem in MADE.problems_of(MADE.catalog.unit_primitives["a"])] == ["W309"]
    assert MADE.problems_of(MADE.catalog.groups["group::duo_chat"]) == ()


@pytest.mark.parametrize(
    ("label", "path", "line", "place"),
    [
        ("config", "config/add_ons/x.yml", 3, "some/where/add_ons/x.yml:3"),
        ("/tmp/here", "/tmp/here/add_ons/x.yml", None, "some/where/add_ons/x.yml"),
        (".", "./add_ons/x.yml", 1, "some/where/add_ons/x.yml:1"),
    ],
)
def test_a_place_is_the_same_wherever_the_site_is_built(label: str, path: str, line: int | None, place: str) -> None:
    made = replace(MADE, label=label, site=SiteSettings(config_path="some/where"))

    assert made.place_of(Problem(path=path, line=line, code="W306", message="x")) == place


def test_entities_stand_in_the_order_readers_know_and_then_by_name() -> None:
    assert [entity.name for entity in in_order(MADE.catalog.add_ons, MADE)] == ["duo_core", "duo_pro", "zeta"]
