"""Entities for tests of the core, with what they must state filled in."""

from datetime import datetime
from typing import Any

from packaging.version import Version

from site_builder.catalog import (
    AddOn,
    BackendService,
    Catalog,
    Edit,
    Entity,
    GitlabRealm,
    LicenseType,
    SourceFile,
    UnitPrimitive,
    link,
    paired,
)
from site_builder.problems import Span

ADD_ONS = ("duo_core", "duo_enterprise", "duo_pro")
LICENSE_TYPES = ("premium", "ultimate")
REALMS = ("dedicated", "saas", "self-managed")


def primitive(name: str = "duo_chat", **stated: Any) -> UnitPrimitive:
    """A unit primitive; versions and moments may be given as text."""
    filled = {
        "group": "group::duo_chat",
        "feature_category": "duo_chat",
        "documentation_url": "https://docs.gitlab.com/",
    }
    return UnitPrimitive(name=name, **{**filled, **{field: _meaning(field, value) for field, value in stated.items()}})


def bundles() -> tuple[Entity, ...]:
    """Everything that a primitive may name, but for backend services."""
    return (
        *(AddOn(name=name) for name in ADD_ONS),
        *(LicenseType(name=name) for name in LICENSE_TYPES),
        *(GitlabRealm(name=name) for name in REALMS),
    )


def catalog(*entities: Entity) -> Catalog:
    """A catalog of these entities and of all bundles, realms and the backend service `ai_gateway`."""
    gateway = BackendService(name="ai_gateway", jwt_aud="gitlab-ai-gateway")
    return link((*bundles(), gateway, *entities))


def moment(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(f"{text}+00:00")


def edit(day: str, *entities: tuple[Entity | None, Entity | None]) -> Edit:
    """An edit on a day, at noon; its id is the day."""
    return Edit(id=day, moment=moment(f"{day}T12:00"), subject=f"On {day}", entities=paired(entities))


def source(path: str, *lines: str, **spans: Span) -> SourceFile:
    """A file with these lines, in which fields stand at the given places."""
    return SourceFile(label="config", path=path, lines=lines, spans=spans)


def _meaning(field: str, value: Any) -> Any:
    if field == "cut_off_date" and isinstance(value, str):
        return moment(value)
    return Version(value) if field.startswith("min_") and isinstance(value, str) else value
