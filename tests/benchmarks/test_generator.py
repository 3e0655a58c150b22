"""Configurations for the benchmark: of any size, with the real one's skew, valid, and the same for the same seed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from packaging.version import Version

from site_builder.catalog import Catalog, UnitPrimitive, link, lint
from site_builder.installed import own_files
from site_builder.problems import Severity
from site_builder.source import load, load_schemas, origins, provenance_bytes
from tests.benchmarks.config_files import write_config, yaml_text
from tests.benchmarks.generator import made_entities

REAL = Path(__file__).resolve().parents[2] / "config"
STATED = tuple(field.name for field in fields(UnitPrimitive) if field.name not in ("source", "services"))


def made(directory: Path, *, size: int, seed: int = 1) -> Path:
    """A made configuration."""
    config = directory / f"{size}-{seed}"
    write_config(REAL, config, size=size, seed=seed)
    return config


def catalog_of(config: Path) -> Catalog:
    """What a configuration says."""
    return link(load(config, load_schemas(own_files("schemas"))).entities)


@cache
def real() -> Catalog:
    """What the real configuration says."""
    return catalog_of(REAL)


def texts(config: Path) -> Mapping[str, bytes]:
    """Every file of a configuration."""
    return {path.relative_to(config).as_posix(): path.read_bytes() for path in config.rglob("*") if path.is_file()}


def shape(primitive: UnitPrimitive) -> tuple[tuple[str, int], ...]:
    """Which fields a unit primitive states, and how many values in each."""
    values = {name: getattr(primitive, name) for name in STATED}
    counts = {
        name: len(value) if isinstance(value, tuple) else 1 for name, value in values.items() if value is not None
    }
    return tuple((name, count) for name, count in counts.items() if count)


@pytest.mark.parametrize("size", [1, 61, 500])
def test_a_made_configuration_is_valid_and_has_the_size_asked_for(tmp_path: Path, size: int) -> None:
    catalog = catalog_of(made(tmp_path, size=size))

    assert len(catalog.unit_primitives) == size
    assert [str(problem) for problem in lint(catalog) if problem.severity is Severity.ERROR] == []


def test_the_same_seed_makes_the_same_files_and_another_seed_makes_others(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()

    first = texts(made(tmp_path, size=100, seed=7))

    assert texts(made(tmp_path / "again", size=100, seed=7)) == first
    assert texts(made(tmp_path, size=100, seed=8)).keys() != first.keys()


def test_fields_and_numbers_of_values_are_combined_as_often_as_in_the_real_configuration() -> None:
    times = 4
    size = times * len(real().unit_primitives)
    entities = [each.entity for each in made_entities(real(), size, seed=1)]

    shapes = Counter(shape(entity) for entity in entities if isinstance(entity, UnitPrimitive))

    assert shapes == Counter(shape(primitive) for primitive in real().unit_primitives for _ in range(times))


def test_what_is_large_in_the_real_configuration_is_large_in_a_made_one(tmp_path: Path) -> None:
    catalog = catalog_of(made(tmp_path, size=610))

    for kind in ("add_ons", "license_types", "backend_services", "groups", "feature_categories", "services"):
        largest = max(real().kinds[kind], key=lambda entity: len(entity.unit_primitives))  # type: ignore[attr-defined]
        share = len(largest.unit_primitives) / len(real().unit_primitives)  # type: ignore[attr-defined]
        made_share = len(catalog.kinds[kind][largest.name].unit_primitives) / 610  # type: ignore[attr-defined]
        assert share * 3 / 4 < made_share <= share, kind


def test_what_unit_primitives_mention_grows_slowly(tmp_path: Path) -> None:
    now = {kind: len(entities) for kind, entities in real().kinds.items()}
    catalog = catalog_of(made(tmp_path, size=16 * now["unit_primitives"]))

    counts = {kind: len(entities) for kind, entities in catalog.kinds.items()}

    owners = {"groups": counts.pop("groups"), "feature_categories": counts.pop("feature_categories")}
    assert counts == {
        "unit_primitives": 16 * now["unit_primitives"],
        "add_ons": 4 + now["add_ons"],
        "license_types": now["license_types"],
        "gitlab_realms": now["gitlab_realms"],
        "backend_services": 4 * now["backend_services"],
        "services": 4 * now["services"],
    }
    # Owners arise from being named, and chance names nearly all of four times as many.
    assert all(2 * now[kind] < count <= 4 * now[kind] for kind, count in owners.items())


def test_descriptions_are_as_long_as_the_real_ones() -> None:
    entities = [each.entity for each in made_entities(real(), 610, seed=1)]

    lengths = sorted(len(entity.description or "") for entity in entities if isinstance(entity, UnitPrimitive))

    expected = sorted(len(primitive.description or "") for primitive in real().unit_primitives)
    assert lengths[0] >= expected[0] - 10
    assert lengths[-1] <= expected[-1] + 30
    assert abs(lengths[len(lengths) // 2] - expected[len(expected) // 2]) <= 10


def test_values_have_an_origin_where_the_real_ones_have(tmp_path: Path) -> None:
    config = made(tmp_path, size=61)
    known = origins(provenance_bytes(config))

    of_primitives = [key for key in known if key[0].startswith("unit_primitives/")]

    real_ones = [key for key in origins(provenance_bytes(REAL)) if key[0].startswith("unit_primitives/")]
    assert Counter(field for _, field, _ in of_primitives) == Counter(field for _, field, _ in real_ones)
    for path, _, value in of_primitives:
        assert value in (config / path).read_text(encoding="utf-8")


def test_a_file_reads_as_an_author_would_write_it() -> None:
    primitive = UnitPrimitive(
        name="explain_code",
        description="Explains code: what it does, and what #hashes it's made of.",
        group="group::code creation",
        feature_category="code_suggestions",
        documentation_url="https://docs.gitlab.com/#explain-code",
        cut_off_date=datetime(2024, 10, 17, tzinfo=UTC),
        min_gitlab_version=Version("16.10"),
        add_ons=("duo_pro", "duo_enterprise"),
    )
    named = ("name", "description", "status", "group", "feature_category", "documentation_url", "cut_off_date")

    assert yaml_text(primitive, (*named, "min_gitlab_version", "backend_services", "add_ons")) == (
        "---\n"
        "name: explain_code\n"
        "description: 'Explains code: what it does, and what #hashes it''s made of.'\n"
        "group: group::code creation\n"
        "feature_category: code_suggestions\n"
        "documentation_url: https://docs.gitlab.com/#explain-code\n"
        "cut_off_date: 2024-10-17T00:00:00+00:00\n"
        "min_gitlab_version: '16.10'\n"
        "add_ons:\n"
        "  - duo_pro\n"
        "  - duo_enterprise\n"
    )
