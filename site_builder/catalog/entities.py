"""The things a configuration describes, one frozen value each, as their files state them.

Entities hold the *names* of what they relate to. The loader fills in the ends their files state, `link` the other ends;
`None` and `()` mean "not stated". Fields stand in the order in which the pages show them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Self

from packaging.version import Version

from ..problems import Problem, Span

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """The address of an entity: `add_on/duo_pro`."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """The file an entity was read from: its path below the config directory, its lines, and where each value stands.

    `lines` are those that spans count, without line breaks. `spans` is keyed by field path: `cut_off_date`, `add_ons`,
    `add_ons[1]`. `label` is how the config directory is called in messages.
    """

    label: str
    path: str
    lines: Names
    spans: Mapping[str, Span]

    @property
    def text(self) -> str:
        """The whole file, with plain line breaks."""
        return "\n".join(self.lines)

    @property
    def without_text(self) -> Self:
        """The same file, of which nothing but its path is told."""
        return replace(self, lines=(), spans={})

    def line_of(self, field_path: str) -> int | None:
        """The line of a field, counted from 1; None when the file does not state it."""
        span = self.spans.get(field_path)
        return span.line if span else None

    def problem(
        self,
        field_path: str,
        *,
        code: str,
        message: str,
        suggestion: str = "",
        help: str = "",
        replacement: str = "",
        about: str = "",
    ) -> Problem:
        """A problem with the value at the field path, or with the file as a whole where it does not state the field."""
        span = self.spans.get(field_path)
        return Problem(
            path=f"{self.label}/{self.path}",
            line=span.line if span else None,
            column=span.column if span else None,
            code=code,
            field=field_path,
            message=message,
            suggestion=suggestion,
            help=help,
            excerpt=self.lines[span.line - 1] if span else None,
            width=span.width if span else 1,
            replacement=replacement if span else "",
            about=about,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Anything with a name in the catalog. Two entities are equal when they say the same, wherever they stand."""

    kind: ClassVar[str]

    name: str
    description: str | None = None
    visibility: str | None = None  # `internal`: not for the public
    source: SourceFile | None = field(default=None, compare=False, repr=False)

    @property
    def ref(self) -> Ref:
        """The address of this entity within the catalog."""
        return Ref(kind=self.kind, name=self.name)

    def problem(
        self,
        field_path: str,
        *,
        code: str,
        message: str,
        suggestion: str = "",
        help: str = "",
        replacement: str = "",
        about: str = "",
    ) -> Problem:
        """A problem with a field: at its place in the file, or under the entity's address where it has no file."""
        if self.source:
            return self.source.problem(
                field_path,
                code=code,
                message=message,
                suggestion=suggestion,
                help=help,
                replacement=replacement,
                about=about,
            )
        return Problem(
            path=str(self.ref),
            code=code,
            field=field_path,
            message=message,
            suggestion=suggestion,
            help=help,
            about=about,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPrimitive(Entity):
    """The smallest feature a permission can govern; its name is the access scope inside an instance's token."""

    kind = "unit_primitive"

    status: str | None = None
    milestone: Version | None = None
    group: str | None  # None and not stated, only where it is left out for the public; so is the documentation
    feature_category: str
    documentation_url: str | None
    introduced_by_url: str | None = None
    unit_primitive_issue_url: str | None = None
    cut_off_date: datetime | None = None  # UTC; at this very instant free access is over
    min_gitlab_version_for_free_access: Version | None = None
    min_gitlab_version: Version | None = None
    min_backend_version: Version | None = None
    alias_names: Names = ()
    deprecated_by_url: str | None = None
    deprecation_message: str | None = None
    backend_services: Names = ()
    add_ons: Names = ()
    license_types: Names = ()
    gitlab_realms: Names = ()
    services: Names = ()

    @property
    def deprecated(self) -> bool:
        """Whether the file says, by a message or a link, that this should no longer be used or sold."""
        return self.deprecated_by_url is not None or self.deprecation_message is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendService(Entity):
    """A service that hosts unit primitives; `jwt_aud` is the audience of the token it accepts."""

    kind = "backend_service"

    group: str | None = None
    project_url: str | None = None
    jwt_aud: str | None = None
    unit_primitives: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOn(Entity):
    """A product that can be bought beside a license."""

    kind = "add_on"

    documentation_url: str | None = None
    unit_primitives: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseType(Entity):
    """A subscription tier."""

    kind = "license_type"

    documentation_url: str | None = None
    unit_primitives: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GitlabRealm(Entity):
    """Where a GitLab instance runs; `legacy_realm` is what the services format calls it."""

    kind = "gitlab_realm"

    documentation_url: str | None = None
    legacy_realm: str | None = None
    unit_primitives: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Entity):
    """A legacy grouping of unit primitives, which older GitLab versions still read."""

    kind = "service"

    basic_unit_primitive: str | None = None
    gitlab_realm: Names = ()  # legacy realm names, not names of gitlab_realm entities
    unit_primitives: Names = ()  # in the author's order, which the services format keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Entity):
    """A GitLab group that owns unit primitives and backend services. Arises from their `group` field."""

    kind = "group"

    unit_primitives: Names = ()
    backend_services: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureCategory(Entity):
    """A feature category. Arises from the field of that name."""

    kind = "feature_category"

    unit_primitives: Names = ()
