"""The core: what the configuration says. Pure: no file is read or written here, and no page is known.

`link` makes the Catalog, `lint` looks for contradictions in it, `evaluate` answers what works for whom.
"""

from packaging.version import Version

from .availability import (
    GITLAB_COM,
    Code,
    Context,
    Reason,
    Unlock,
    Verdict,
    evaluate,
    is_available,
    is_free,
    with_same_terms,
)
from .bundles import (
    FEWEST,
    MOST,
    Bundle,
    Comparison,
    Containment,
    Overlap,
    Part,
    compare,
    containments,
    exclusives,
    shared,
    siblings,
)
from .catalog import Catalog, Entities
from .cut_offs import CutOff, CutOffs, Nearness, SoldTogether, cut_offs, near_since, nearness
from .entities import (
    AddOn,
    BackendService,
    Entity,
    FeatureCategory,
    GitlabRealm,
    Group,
    LicenseType,
    Names,
    Ref,
    Service,
    SourceFile,
    UnitPrimitive,
)
from .fields import Field, Fields
from .graph import as_graph, components, edge_counts, graphml
from .kinds import KIND, KIND_BY_PLURAL, KINDS, Kind
from .legacy_services import (
    LEGACY_REALMS,
    SAMPLED_FIELDS,
    Disagreement,
    disagreements,
    is_read_by,
    legacy_service,
    legacy_services,
    sample,
)
from .linker import link, name_problems
from .linter import lint
from .names import DEVICES, TAKEN_BY_PAGES
from .provenance import Origin, Provenance
from .relations import RELATIONS, End, Relation, ends, related_names
from .steps import Step, steps
from .versions import is_gitlab_version, parse_version

__all__ = [
    "DEVICES",
    "FEWEST",
    "GITLAB_COM",
    "KIND",
    "KINDS",
    "KIND_BY_PLURAL",
    "LEGACY_REALMS",
    "MOST",
    "RELATIONS",
    "SAMPLED_FIELDS",
    "TAKEN_BY_PAGES",
    "AddOn",
    "BackendService",
    "Bundle",
    "Catalog",
    "Code",
    "Comparison",
    "Containment",
    "Context",
    "CutOff",
    "CutOffs",
    "Disagreement",
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
    "Names",
    "Nearness",
    "Origin",
    "Overlap",
    "Part",
    "Provenance",
    "Reason",
    "Ref",
    "Relation",
    "Service",
    "SoldTogether",
    "SourceFile",
    "Step",
    "UnitPrimitive",
    "Unlock",
    "Verdict",
    "Version",
    "as_graph",
    "compare",
    "components",
    "containments",
    "cut_offs",
    "disagreements",
    "edge_counts",
    "ends",
    "evaluate",
    "exclusives",
    "graphml",
    "is_available",
    "is_free",
    "is_gitlab_version",
    "is_read_by",
    "legacy_service",
    "legacy_services",
    "link",
    "lint",
    "name_problems",
    "near_since",
    "nearness",
    "parse_version",
    "related_names",
    "sample",
    "shared",
    "siblings",
    "steps",
    "with_same_terms",
]
