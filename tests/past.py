"""A configuration with a past, in a real repository: two years of dated steps, as a team would have made them.

`PAST` holds the steps: primitives come, a cut-off is stated, moved and passes, Duo Core is added to many, one primitive
is renamed, one deprecated, one dropped; one commit has an error, and one changes nothing that anybody notices.
"""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.site.making import write_config
from tests.source.repositories import Repository, repository


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One commit: the files that it writes, as tests of pages write them, and the paths that it removes."""

    when: str
    message: str
    text: str
    gone: tuple[str, ...] = ()
    tag: str = ""


def _chat(add_ons: str, cut_off: str, *more: str) -> str:
    stated = (
        "description: Answers questions about GitLab in a chat.",
        "group: group::duo_chat",
        "feature_category: duo_chat",
        "min_gitlab_version: '16.9'",
        "min_gitlab_version_for_free_access: '16.8'",
        f"cut_off_date: {cut_off}",
        f"add_ons: [{add_ons}]",
        "license_types: [premium, ultimate]",
        "gitlab_realms: [saas, self-managed, dedicated]",
        *more,
    )
    return "-- unit_primitives/duo_chat --\n" + "\n".join(stated)


def _primitive(name: str, description: str, group: str, add_ons: str, licenses: str, realms: str, *more: str) -> str:
    stated = (
        f"description: {description}",
        f"group: group::{group}",
        f"feature_category: {group}",
        f"add_ons: [{add_ons}]",
        f"license_types: [{licenses}]",
        f"gitlab_realms: [{realms}]",
        *more,
    )
    return f"-- unit_primitives/{name} --\n" + "\n".join(stated)


_ALL = "saas, self-managed, dedicated"
_BOTH = "premium, ultimate"
_OCTOBER, _FEBRUARY = "2024-10-17T00:00:00Z", "2024-02-15T00:00:00Z"
_BUNDLES = """
    -- add_ons/duo_pro --
    description: Code suggestions and chat.
    -- add_ons/duo_enterprise --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/saas --
    legacy_realm: gitlab-com
    -- gitlab_realms/self-managed --
    legacy_realm: self-managed
    -- gitlab_realms/dedicated --
    legacy_realm: self-managed
    -- backend_services/ai_gateway --
    jwt_aud: gitlab-ai-gateway
    """
_CODE = "code_creation"
_COMPLETE = ("Completes the line at the cursor.", _CODE)
_GENERATE = ("Writes a block of code from a comment.", _CODE)
_EXPLAIN = ("Explains selected code.", _CODE)

PAST: tuple[Dated, ...] = (
    Dated(
        when="2023-01-10T09:00:00Z",
        message="Describe the first features\n",
        text="\n".join(
            (
                textwrap.dedent(_BUNDLES),
                _primitive("complete_code", *_COMPLETE, "duo_pro", _BOTH, "saas"),
                _primitive("generate_code", *_GENERATE, "duo_pro", _BOTH, "saas"),
                _primitive("categorize_issue", "Sorts issues.", "planning", "duo_enterprise", "ultimate", _ALL),
            )
        ),
    ),
    Dated(
        when="2023-04-03T10:30:00Z",
        message="Offer code suggestions on self-managed\n\nSee merge request gitlab-org/cloud-connector!12\n",
        text="\n".join(
            (
                _primitive("complete_code", *_COMPLETE, "duo_pro", _BOTH, "saas, self-managed"),
                _primitive("generate_code", *_GENERATE, "duo_pro", _BOTH, "saas, self-managed"),
            )
        ),
    ),
    Dated(
        when="2023-11-16T08:15:00Z",
        message="Add Duo Chat\n\nSee merge request gitlab-org/cloud-connector!31\n",
        text=_chat("duo_pro, duo_enterprise", _FEBRUARY),
        tag="16.7",
    ),
    Dated(
        when="2024-02-01T16:00:00Z",
        message="Move the cut-off of Duo Chat to October\n\nSee merge request gitlab-org/cloud-connector!44\n",
        text=_chat("duo_pro, duo_enterprise", _OCTOBER),
    ),
    Dated(
        when="2024-03-05T11:00:00Z",
        message="Add explain_code and security features\n\nSee merge request gitlab-org/cloud-connector!52\n",
        text="\n".join(
            (
                _primitive(
                    "explain_code", *_EXPLAIN, "duo_pro, duo_enterprise", _BOTH, _ALL, f"cut_off_date: {_OCTOBER}"
                ),
                _primitive(
                    "explain_vulnerability",
                    "Explains a vulnerability.",
                    "security",
                    "duo_enterprise",
                    "ultimate",
                    _ALL,
                    f"cut_off_date: {_OCTOBER}",
                ),
                _primitive(
                    "resolve_vulnerability",
                    "Proposes a fix.",
                    "security",
                    "duo_enterprise",
                    "ultimate",
                    _ALL,
                    f"cut_off_date: {_OCTOBER}",
                ),
            )
        ),
        tag="17.0",
    ),
    Dated(
        when="2024-05-20T11:00:00Z",
        message="Refer to an add-on that is not there yet\n",
        text=_primitive("summarize_comments", "Sums a discussion up.", "planning", "duo_plus", _BOTH, _ALL),
    ),
    Dated(
        when="2024-05-21T09:00:00Z",
        message="Sell summaries with Duo Enterprise\n\nSee merge request gitlab-org/cloud-connector!61\n",
        text=_primitive("summarize_comments", "Sums a discussion up.", "planning", "duo_enterprise", "ultimate", _ALL),
    ),
    Dated(
        when="2024-09-12T13:00:00Z",
        message="Call test generation what it does\n\nSee merge request gitlab-org/cloud-connector!70\n",
        text="\n".join(
            (
                _primitive(
                    "write_tests",
                    "Writes tests for selected code.",
                    _CODE,
                    "duo_pro, duo_enterprise",
                    _BOTH,
                    _ALL,
                    f"cut_off_date: {_OCTOBER}",
                ),
                _primitive(
                    "refactor_code",
                    "Rewrites selected code.",
                    _CODE,
                    "duo_pro, duo_enterprise",
                    _BOTH,
                    _ALL,
                    f"cut_off_date: {_OCTOBER}",
                ),
            )
        ),
        tag="17.4",
    ),
    Dated(
        when="2024-11-18T10:00:00Z",
        message="Correct a description\n\nSee merge request gitlab-org/cloud-connector!78\n",
        text=_primitive(
            "refactor_code",
            "Rewrites selected code without changing what it does.",
            _CODE,
            "duo_pro, duo_enterprise",
            _BOTH,
            _ALL,
            f"cut_off_date: {_OCTOBER}",
        ),
    ),
    Dated(
        when="2024-12-02T10:00:00Z",
        message="Introduce Duo Core\n\nSee merge request gitlab-org/cloud-connector!80\n",
        text="\n".join(
            (
                "-- add_ons/duo_core --\ndescription: Comes with Premium and Ultimate.",
                _chat("duo_core, duo_pro, duo_enterprise", _OCTOBER),
                _primitive(
                    "complete_code", *_COMPLETE, "duo_core, duo_pro, duo_enterprise", _BOTH, "saas, self-managed"
                ),
                _primitive(
                    "generate_code", *_GENERATE, "duo_core, duo_pro, duo_enterprise", _BOTH, "saas, self-managed"
                ),
                _primitive(
                    "explain_code",
                    *_EXPLAIN,
                    "duo_core, duo_pro, duo_enterprise",
                    _BOTH,
                    _ALL,
                    f"cut_off_date: {_OCTOBER}",
                ),
            )
        ),
    ),
    Dated(
        when="2024-12-10T15:00:00Z",
        message="Rename write_tests, deprecate categorize_issue\n\nSee merge request gitlab-org/cloud-connector!83\n",
        text="\n".join(
            (
                _primitive(
                    "generate_tests",
                    "Writes tests for selected code.",
                    _CODE,
                    "duo_pro, duo_enterprise",
                    _BOTH,
                    _ALL,
                    f"cut_off_date: {_OCTOBER}",
                    "alias_names: [write_tests]",
                ),
                _primitive(
                    "categorize_issue",
                    "Sorts issues.",
                    "planning",
                    "duo_enterprise",
                    "ultimate",
                    _ALL,
                    "deprecation_message: Use summarize_comments.",
                ),
            )
        ),
        gone=("config/unit_primitives/write_tests.yml",),
        tag="17.7",
    ),
    Dated(
        when="2025-01-14T09:30:00Z",
        message="Add review_merge_request; refactor_code needs Duo Enterprise\n\nSee merge request gitlab-org/cloud-connector!90\n",
        text="\n".join(
            (
                _primitive(
                    "review_merge_request",
                    "Reviews a merge request.",
                    _CODE,
                    "duo_pro, duo_enterprise",
                    _BOTH,
                    "saas, self-managed",
                    "min_gitlab_version: '17.9'",
                ),
                _primitive(
                    "refactor_code",
                    "Rewrites selected code without changing what it does.",
                    _CODE,
                    "duo_enterprise",
                    _BOTH,
                    _ALL,
                    f"cut_off_date: {_OCTOBER}",
                ),
                _chat("duo_core, duo_pro, duo_enterprise", _OCTOBER, "backend_services: [ai_gateway]").replace(
                    "'16.9'", "'17.2'"
                ),
            )
        ),
    ),
    Dated(
        when="2025-02-03T12:00:00Z",
        message="Drop resolve_vulnerability\n\nSee merge request gitlab-org/cloud-connector!93\n",
        text="",
        gone=("config/unit_primitives/resolve_vulnerability.yml",),
    ),
)


def write_past(root: Path, *, tags: bool, steps: Iterable[Dated] = PAST) -> Repository:
    """The repository with its commits; with tags, those steps that end a release have one."""
    made = repository(root)
    for step in steps:
        for path in step.gone:
            (root / path).unlink()
        write_config(made.config, step.text)
        made.commit("", step.message, when=step.when)
        if tags and step.tag:
            made.tag(step.tag)
    return made
