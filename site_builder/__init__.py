"""A catalog site, and the library around it, for GitLab's Cloud Connector configuration.

    >>> from site_builder import load_catalog
    >>> catalog = load_catalog("config")
    >>> catalog.unit_primitives["duo_chat"].add_ons
    ('duo_core', 'duo_pro', 'duo_enterprise')
    >>> len(catalog.add_ons["duo_pro"].unit_primitives)
    15
    >>> catalog.backend_services["ai_gateway"].unit_primitives[:2]
    ('ai_gateway_model_provider_proxy', 'amazon_q_integration')

Every relation is there from both ends, as names. Nothing can be changed; `load_catalog(path, override={...})` gives
another catalog. Each kind is found by name or former name, walked over, and narrowed down:

    >>> catalog.unit_primitives.find_by_name("no_such_name") is None
    True
    >>> found = catalog.unit_primitives.where(add_ons="duo_pro", gitlab_realms="saas", status="beta")
    >>> [primitive.name for primitive in found]
    ['codebase_search', 'generate_embeddings_codebase']

What works for a customer, why, and what would open the rest:

    >>> from datetime import UTC, datetime
    >>> from site_builder import Context, evaluate, parse_version
    >>> customer = Context(
    ...     license_type="premium",
    ...     realm="self-managed",
    ...     version=parse_version("16.8"),
    ...     moment=datetime(2024, 10, 17, tzinfo=UTC),
    ... )
    >>> verdict = evaluate(catalog.unit_primitives["duo_chat"], customer)
    >>> verdict.available, [str(reason.code) for reason in verdict.reasons]
    (False, ['missing_add_on', 'version_too_old'])
    >>> [(unlock.add_ons, str(unlock.version)) for unlock in verdict.unlocks]  # any one of these, and the version
    [(('duo_core', 'duo_pro', 'duo_enterprise'), '16.9')]

What two bundles have in common:

    >>> from site_builder import compare
    >>> found = compare(catalog.add_ons["duo_core"], catalog.add_ons["duo_pro"])
    >>> [(part.bundles[0].name, part.unit_primitives) for part in found.only]
    [('duo_core', ()), ('duo_pro', ('code_suggestions', 'duo_classic_chat', 'include_snippet_context'))]

What is wrong with a configuration, as values:

    >>> from site_builder import InvalidConfig, find_problems
    >>> sorted({problem.code for problem in find_problems("config")})
    ['W309', 'W402', 'W404', 'W405', 'W406', 'W409']
    >>> try:
    ...     load_catalog("config", override={"unit_primitives": {"duo_chat": {"add_ons": ["duo_prro"]}}})
    ... except InvalidConfig as error:
    ...     for problem in error.problems:
    ...         print(problem.code, problem.field, problem.message, problem.suggestion)
    E301 add_ons[0] unknown add-on 'duo_prro' did you mean 'duo_pro'?

Names are loaded when they are first asked for, so that a program pays for what it uses.
"""

from typing import TYPE_CHECKING

from .on_demand import on_demand

if TYPE_CHECKING:
    from .api import find_problems, load_catalog
    from .catalog import (
        AddOn,
        BackendService,
        Catalog,
        Code,
        Comparison,
        Context,
        Entities,
        Entity,
        FeatureCategory,
        GitlabRealm,
        Group,
        LicenseType,
        Reason,
        Ref,
        Service,
        UnitPrimitive,
        Unlock,
        Verdict,
        compare,
        evaluate,
        parse_version,
    )
    from .problems import EnvironmentProblem, InvalidConfig, Problem, Severity
    from .version import __version__

__all__ = [
    "AddOn",
    "BackendService",
    "Catalog",
    "Code",
    "Comparison",
    "Context",
    "Entities",
    "Entity",
    "EnvironmentProblem",
    "FeatureCategory",
    "GitlabRealm",
    "Group",
    "InvalidConfig",
    "LicenseType",
    "Problem",
    "Reason",
    "Ref",
    "Service",
    "Severity",
    "UnitPrimitive",
    "Unlock",
    "Verdict",
    "__version__",
    "compare",
    "evaluate",
    "find_problems",
    "load_catalog",
    "parse_version",
]

_ELSEWHERE = {
    "api": ("find_problems", "load_catalog"),
    "problems": ("EnvironmentProblem", "InvalidConfig", "Problem", "Severity"),
    "version": ("__version__",),
}
_IN_CATALOG = set(__all__).difference(*_ELSEWHERE.values())

__getattr__ = on_demand(__name__, {**_ELSEWHERE, "catalog": _IN_CATALOG})


def __dir__() -> list[str]:
    return __all__
