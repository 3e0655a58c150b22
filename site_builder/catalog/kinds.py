"""Every kind of entity, one row each, in the order in which pages and exports list them."""

from dataclasses import dataclass

from .entities import (
    AddOn,
    BackendService,
    Entity,
    FeatureCategory,
    GitlabRealm,
    Group,
    LicenseType,
    Service,
    UnitPrimitive,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A sort of entity. `plural` is its directory, field, address and attribute name."""

    plural: str
    title: str
    title_plural: str
    entity: type[Entity]
    question: str  # what a reader asks of its list
    has_files: bool = True  # False: its entities arise from fields of others
    is_bundle: bool = False  # something a customer buys
    is_titled: bool = True  # False: pages call its entities by their names

    @property
    def singular(self) -> str:
        """The name of the kind in refs, schemas and API paths: `add_on`."""
        return self.entity.kind

    @property
    def noun(self) -> str:
        """The title within a sentence: `unit primitive`, `GitLab realm`."""
        return _within_sentence(self.title)

    @property
    def a_noun(self) -> str:
        """The title with its article: `a unit primitive`, `an add-on`."""
        return f"an {self.noun}" if self.noun[0] in "aeio" else f"a {self.noun}"  # 'a unit primitive': no u

    @property
    def nouns(self) -> str:
        """The plural title within a sentence."""
        return _within_sentence(self.title_plural)


def _within_sentence(title: str) -> str:
    return title if title.startswith("GitLab") else title[0].lower() + title[1:]


KINDS = (
    Kind(
        plural="unit_primitives",
        title="Unit primitive",
        title_plural="Unit primitives",
        entity=UnitPrimitive,
        question="Which features are there, and what opens them?",
        is_titled=False,
    ),
    Kind(
        plural="add_ons",
        title="Add-on",
        title_plural="Add-ons",
        entity=AddOn,
        question="What does each product bring?",
        is_bundle=True,
    ),
    Kind(
        plural="license_types",
        title="License type",
        title_plural="License types",
        entity=LicenseType,
        question="What comes with which license?",
        is_bundle=True,
    ),
    Kind(
        plural="gitlab_realms",
        title="GitLab realm",
        title_plural="GitLab realms",
        entity=GitlabRealm,
        question="What works where?",
    ),
    Kind(
        plural="backend_services",
        title="Backend service",
        title_plural="Backend services",
        entity=BackendService,
        question="Which service hosts what?",
    ),
    Kind(
        plural="services",
        title="Legacy service",
        title_plural="Legacy services",
        entity=Service,
        question="What do older GitLab versions read?",
        is_titled=False,
    ),
    Kind(
        plural="groups",
        title="Group",
        title_plural="Groups",
        entity=Group,
        question="Who owns what, and what needs them?",
        has_files=False,
        is_titled=False,
    ),
    Kind(
        plural="feature_categories",
        title="Feature category",
        title_plural="Feature categories",
        entity=FeatureCategory,
        question="What belongs to one area of the product?",
        has_files=False,
        is_titled=False,
    ),
)

KIND = {kind.singular: kind for kind in KINDS}
KIND_BY_PLURAL = {kind.plural: kind for kind in KINDS}
