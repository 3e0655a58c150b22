"""The core: what the configuration says. Pure: no file is read or written here, and no page is known."""

from .availability import Context, Verdict, evaluate, is_free
from .catalog import Catalog, Entities
from .entities import (
    AddOn,
    BackendService,
    Entity,
    FeatureCategory,
    GitlabRealm,
    Group,
    LicenseType,
    Ref,
    Service,
    SourceFile,
    UnitPrimitive,
)
from .kinds import KIND, KIND_BY_PLURAL, KINDS, Kind
from .linker import link
from .linter import lint
from .fields import Field, Fields
from .provenance import Origin, Provenance
from .relations import RELATIONS, End, Relation, ends, related_names
from .versions import is_gitlab_version, parse_version

__all__ = [
    "KIND",
    "KINDS",
    "KIND_BY_PLURAL",
    "RELATIONS",
    "AddOn",
    "BackendService",
    "Catalog",
    "Context",
    "End",
    "Entities",
    "Entity",
    "FeatureCategory",
    "Field",
    "Fields",
    "GitlabRealm",
    "Group",
    "Kind",
    "LicenseType",
    "Origin",
    "Provenance",
    "Ref",
    "Relation",
    "Service",
    "SourceFile",
    "UnitPrimitive",
    "Verdict",
    "ends",
    "evaluate",
    "is_free",
    "is_gitlab_version",
    "link",
    "lint",
    "parse_version",
    "related_names",
]
