"""Catalogs of every kind, field and order that a config directory can state, for tests of what holds for all."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st
from packaging.version import Version

from site_builder.catalog import (
    AddOn,
    BackendService,
    Catalog,
    Entity,
    GitlabRealm,
    LicenseType,
    Service,
    UnitPrimitive,
    link,
    says_nothing,
)
from site_builder.characters import forbidden_runs

# Some of these mean something else in YAML when they stand there without quotes.
PRIMITIVES = ("ask_build", "on", "null", "duo_chat", "y", "self_hosted_models", "x9")
BUNDLES = ("duo_core", "duo_enterprise", "duo_pro", "off", "a", "x9")
REALMS = ("saas", "self-managed", "on-site")
BACKENDS = ("ai_gateway", "true", "duo_workflow_service")
AUDIENCES = ("gitlab-ai-gateway", "GITLAB ai gateway", "*", "9", "gitlab-duo-workflow-service", "yes")
URLS = ("https://docs.gitlab.com/", "https://gitlab.com/a/b/-/issues/1#note_2", "https://about.gitlab.com/x?y=[z]")
ODD_TEXTS = (
    "Opens: a chat.",
    "yes",
    "16.10",
    "2024-10-17T00:00:00+00:00",
    "# no comment",
    'it\'s "quoted"',
    "- [a, {b: c}] & *d",
    "one\n\n  two\n\u3000three",
    "tab\there",
    "null",
    "=",
    "<<",
    "Größe 日本 \N{GRINNING FACE}",
    "long " * 100 + "text",
)


def lists(names: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the names, in any order."""
    return st.lists(st.sampled_from(names), unique=True).map(tuple) if names else st.just(())


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or not stated."""
    return st.none() | strategy


def _is_prose(text: str) -> bool:
    return bool(text) and not list(forbidden_runs(text)) and not says_nothing(text)


proses = st.sampled_from(ODD_TEXTS).map(str.strip) | st.text(max_size=20).map(
    lambda text: text.replace("\r", "").strip()
).filter(_is_prose)
urls = st.sampled_from(URLS)
versions = st.sampled_from(("16.9", "16.10", "16.10.0", "17.2.3")).map(Version)
moments = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0)) | st.sampled_from(
    (datetime(2024, 10, 17, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC))
)


@st.composite
def catalogs(draw: st.DrawFn, services: tuple[str, ...] = ("code_suggestions", "duo_chat", "yes", "x9")) -> Catalog:
    """A catalog with at least one unit primitive. `services`: what its services may be called."""
    primitives = draw(st.lists(st.sampled_from(PRIMITIVES), min_size=1, unique=True).map(tuple))
    others = {
        "add_ons": draw(lists(BUNDLES)),
        "license_types": draw(lists(("premium", "ultimate", "no"))),
        "gitlab_realms": draw(lists(REALMS)),
        "backend_services": draw(lists(BACKENDS)),
    }
    # Few values, so that unit primitives agree with one another now and then.
    shared = {field: draw(st.lists(lists(names), min_size=1, max_size=3)) for field, names in others.items()}
    entities: list[Entity] = [
        *(draw(_primitive(name, shared)) for name in primitives),
        *(AddOn(name=name, **draw(_facts(documentation_url=urls))) for name in others["add_ons"]),
        *(LicenseType(name=name, **draw(_facts(documentation_url=urls))) for name in others["license_types"]),
        *(
            GitlabRealm(name=name, **draw(_facts(documentation_url=urls, legacy_realm=st.just("self-managed"))))
            for name in others["gitlab_realms"]
        ),
        *(
            BackendService(
                name=name,
                **draw(
                    _facts(
                        jwt_aud=st.sampled_from(AUDIENCES),
                        project_url=urls,
                        group=st.sampled_from(("group::a b", "group::c")),
                    )
                ),
            )
            for name in others["backend_services"]
        ),
        *(draw(_service(name, primitives)) for name in draw(lists(services))),
    ]
    return link(entities)


def _facts(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"description": maybe(proses), **{name: maybe(it) for name, it in strategies.items()}})


def _primitive(name: str, shared: dict[str, list[tuple[str, ...]]]) -> st.SearchStrategy[UnitPrimitive]:
    return st.builds(
        UnitPrimitive,
        name=st.just(name),
        description=proses,
        status=maybe(st.sampled_from(("experiment", "beta", "generally_available"))),
        milestone=maybe(versions),
        group=st.sampled_from(("group::duo_chat", "group::ai model validation", "group::a/b")),
        feature_category=st.sampled_from(("duo_chat", "self-hosted_models", "null")),
        documentation_url=urls,
        introduced_by_url=maybe(urls),
        unit_primitive_issue_url=maybe(urls),
        cut_off_date=maybe(moments),
        min_gitlab_version_for_free_access=maybe(versions),
        min_gitlab_version=maybe(versions),
        min_backend_version=maybe(versions),
        alias_names=lists((f"{name}_2", f"former_{name}")),
        deprecated_by_url=maybe(urls),
        deprecation_message=maybe(proses),
        **{field: st.sampled_from(choices) for field, choices in shared.items()},
    )


@st.composite
def _service(draw: st.DrawFn, name: str, primitives: tuple[str, ...]) -> Service:
    members = draw(lists(primitives))
    return Service(
        name=name,
        description=draw(maybe(proses)),
        basic_unit_primitive=draw(maybe(st.sampled_from(members))) if members else None,
        gitlab_realm=draw(lists(("gitlab-com", "self-managed"))),
        unit_primitives=members,
    )
