"""The core: what the configuration says. Pure: no file is read or written here, and no page is known.

`link` makes the Catalog, `lint` looks for contradictions in it, `evaluate` answers what works for whom. What compares
two catalogs, or tells of the past, is loaded when it is first asked for, so that a program which asks does not wait for
it.
"""

from typing import TYPE_CHECKING

from packaging.version import Version

from ..on_demand import on_demand
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
    oldest_version,
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
from .facts import own_fields, said_by, says_nothing, telling_facts
from .fields import Field, Fields
from .graph import as_graph, components, edge_counts, graphml
from .graph_parts import Edge, GraphPart, graph_part
from .kinds import KIND, KIND_BY_PLURAL, KINDS, Kind
from .left_out import NEVER_INTERNAL_FIELDS, NEVER_INTERNAL_KINDS, NOTHING, VISIBILITY, LeftOut, left_out
from .legacy_services import (
    LEGACY_REALMS,
    NO_ADD_ON,
    SAMPLED_FIELDS,
    SELF_HOSTED_MODELS,
    SELF_HOSTED_MODELS_BUNDLE,
    Disagreement,
    audience,
    disagreements,
    is_read_by,
    legacy_service,
    legacy_services,
    own_services,
    sample,
    tells_audience,
)
from .linker import arising, link, name_problems
from .linter import lint
from .names import DEVICES, GONE, TAKEN_BY_PAGES, as_gone, is_gone
from .naming import Words, joined_words, naming, telling_addresses, telling_words
from .news import Arrival, Release, Role, releases
from .parity import Gap, Parity, Spread, parity
from .provenance import Origin, Provenance, as_written, origin_key, shown_origins, stated_values
from .public import INTERNAL, Internal, other_realms, public, public_form, public_problems
from .purchases import Offer, Standing, standings
from .references import Reference, references
from .relations import RELATIONS, End, Relation, calling, ends, names_in, related_names
from .steps import Step, steps
from .versions import instance_version, is_gitlab_version, parse_version, version_text

if TYPE_CHECKING:
    from .afterwards import Afterwards
    from .changes import Change, ChangeClass, changes_between
    from .chronicle import Chronicle, DatedChange, Period, Sizes, chronicle_from
    from .fates import Fates, fates_of
    from .later_names import LaterNames
    from .public_past import public_record, versions_of
    from .reach import SITUATION_KINDS, Customers, Holders, Reach
    from .record import SHORT_ID, Edit, Elsewhere, Pair, Passed, Record, Skipped, Tagged
    from .renames import called_now, is_alike, paired, paired_entities, renamed_between, renamed_in
    from .revisions import Revision

__all__ = [
    "DEVICES",
    "FEWEST",
    "GITLAB_COM",
    "GONE",
    "INTERNAL",
    "KIND",
    "KINDS",
    "KIND_BY_PLURAL",
    "LEGACY_REALMS",
    "MOST",
    "NEVER_INTERNAL_FIELDS",
    "NEVER_INTERNAL_KINDS",
    "NOTHING",
    "NO_ADD_ON",
    "RELATIONS",
    "SAMPLED_FIELDS",
    "SELF_HOSTED_MODELS",
    "SELF_HOSTED_MODELS_BUNDLE",
    "SHORT_ID",
    "SITUATION_KINDS",
    "TAKEN_BY_PAGES",
    "VISIBILITY",
    "AddOn",
    "Afterwards",
    "Alike",
    "Arrival",
    "BackendService",
    "Bundle",
    "Catalog",
    "Change",
    "ChangeClass",
    "Chronicle",
    "Code",
    "Comparison",
    "Containment",
    "Context",
    "Customers",
    "CutOff",
    "CutOffs",
    "DatedChange",
    "Disagreement",
    "Edge",
    "Edit",
    "Elsewhere",
    "End",
    "Entities",
    "Entity",
    "Fates",
    "FeatureCategory",
    "Field",
    "Fields",
    "Gap",
    "GitlabRealm",
    "GraphPart",
    "Group",
    "Holders",
    "Internal",
    "Kind",
    "LaterNames",
    "LeftOut",
    "LicenseType",
    "Names",
    "Nearness",
    "Offer",
    "Origin",
    "Overlap",
    "Pair",
    "Parity",
    "Part",
    "Passed",
    "Period",
    "Provenance",
    "Reach",
    "Reason",
    "Record",
    "Ref",
    "Reference",
    "Relation",
    "Release",
    "Revision",
    "Role",
    "Service",
    "Sizes",
    "Skipped",
    "SoldTogether",
    "SourceFile",
    "Spread",
    "Standing",
    "Step",
    "Tagged",
    "UnitPrimitive",
    "Unlock",
    "Verdict",
    "Version",
    "Words",
    "arising",
    "as_gone",
    "as_graph",
    "as_written",
    "audience",
    "called_now",
    "calling",
    "changes_between",
    "chronicle_from",
    "compare",
    "components",
    "containments",
    "cut_offs",
    "disagreements",
    "edge_counts",
    "ends",
    "evaluate",
    "exclusives",
    "fates_of",
    "graph_part",
    "graphml",
    "instance_version",
    "is_alike",
    "is_available",
    "is_free",
    "is_gitlab_version",
    "is_gone",
    "is_read_by",
    "joined_words",
    "left_out",
    "legacy_service",
    "legacy_services",
    "link",
    "lint",
    "name_problems",
    "names_in",
    "naming",
    "near_since",
    "nearness",
    "oldest_version",
    "origin_key",
    "other_realms",
    "own_fields",
    "own_services",
    "paired",
    "paired_entities",
    "parity",
    "parse_version",
    "public",
    "public_form",
    "public_problems",
    "public_record",
    "references",
    "related_names",
    "releases",
    "renamed_between",
    "renamed_in",
    "said_by",
    "sample",
    "says_nothing",
    "shared",
    "shown_origins",
    "siblings",
    "standings",
    "stated_values",
    "steps",
    "telling_addresses",
    "telling_facts",
    "telling_words",
    "tells_audience",
    "version_text",
    "versions_of",
    "with_same_terms",
    "without_unlocks",
]

__getattr__ = on_demand(
    __name__,
    {
        "changes": ("Change", "ChangeClass", "changes_between"),
        "afterwards": ("Afterwards",),
        "chronicle": ("Chronicle", "DatedChange", "Period", "Sizes", "chronicle_from"),
        "fates": ("Fates", "fates_of"),
        "later_names": ("LaterNames",),
        "public_past": ("public_record", "versions_of"),
        "reach": ("SITUATION_KINDS", "Customers", "Holders", "Reach"),
        "record": ("SHORT_ID", "Edit", "Elsewhere", "Pair", "Passed", "Record", "Skipped", "Tagged"),
        "renames": ("called_now", "is_alike", "paired", "paired_entities", "renamed_between", "renamed_in"),
        "revisions": ("Revision",),
    },
)
