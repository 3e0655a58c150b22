"""The core: what the configuration says. Pure: no file is read or written here, and no page is known.

`link` makes the Catalog, `lint` looks for contradictions in it, `evaluate` answers what works for whom.
"""

from packaging.version import Version

from .availability import (
    GITLAB_COM,
    Alike,
    Code,
    Context,
    Reason,
    Unlock,
    Verdict,
    evaluate,
    is_available,
    is_free,
    with_same_terms,
    without_unlocks,
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
from .moments import is_moment_form, parse_moment
from .names import DEVICES, TAKEN_BY_PAGES
from .news import Arrival, Release, Role, releases
from .parity import Gap, Parity, Spread, parity
from .provenance import Origin, Provenance
from .purchases import Offer, Standing, standings
from .relations import RELATIONS, End, Relation, ends, related_names
from .steps import Step, steps
from .versions import instance_version, is_gitlab_version, parse_version, version_text

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
    "Alike",
    "Arrival",
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
    "Gap",
    "GitlabRealm",
    "Group",
    "Kind",
    "LicenseType",
    "Names",
    "Nearness",
    "Offer",
    "Origin",
    "Overlap",
    "Parity",
    "Part",
    "Provenance",
    "Reason",
    "Ref",
    "Relation",
    "Release",
    "Role",
    "Service",
    "SoldTogether",
    "SourceFile",
    "Spread",
    "Standing",
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
    "instance_version",
    "is_available",
    "is_free",
    "is_gitlab_version",
    "is_moment_form",
    "is_read_by",
    "legacy_service",
    "legacy_services",
    "link",
    "lint",
    "name_problems",
    "near_since",
    "nearness",
    "parity",
    "parse_moment",
    "parse_version",
    "related_names",
    "releases",
    "sample",
    "shared",
    "siblings",
    "standings",
    "steps",
    "version_text",
    "with_same_terms",
    "without_unlocks",
]
