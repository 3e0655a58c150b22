"""The findings page: every finding once by rule and once by owner, and how much is stated of each field."""

from dataclasses import replace

from site_builder.problems import Problem
from site_builder.site import Link
from site_builder.site.bounds import MOST_BYTES
from site_builder.site.pages.problems import Coverage, Finding, OwnerCount, problems_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    group: group::ai framework
    backend_services: [ai_gateway]
    cut_off_date: 2024-10-17T00:00:00Z
    status: beta
    -- unit_primitives/explain_code --
    add_ons: [duo_pro]
    -- backend_services/ai_gateway --
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    """
MADE = material(CONFIG)
PAGE = problems_page(MADE)


def test_findings_stand_by_rule_the_most_frequent_first() -> None:
    assert [(rule.code, rule.title, len(rule.findings)) for rule in PAGE.rules] == [
        ("W306", "Nothing refers to it", 1),
        ("W309", "No backend service", 1),
        ("W401", "Cut-off date without add-on", 1),
        ("W402", "Add-ons without cut-off date", 1),
    ]
    assert PAGE.description == "4 findings in the configuration, by rule and by owner."


def test_a_single_finding_is_counted_as_one() -> None:
    page = problems_page(material("-- unit_primitives/duo_chat --"))

    assert page.description == "1 finding in the configuration, by rule and by owner."


def test_a_finding_leads_to_its_page_and_says_where_in_the_repository_it_is() -> None:
    found = {rule.code: rule.findings for rule in PAGE.rules}

    assert found["W401"] == (
        Finding(
            problem=next(problem for problem in MADE.problems if problem.code == "W401"),
            link=Link(text="duo_chat", address="unit_primitives/duo_chat.html", code=True),
            place="config/unit_primitives/duo_chat.yml:8",
            help="",
        ),
    )
    assert found["W306"][0].place == "config/add_ons/duo_core.yml:2"


def test_a_finding_about_no_entity_leads_nowhere() -> None:
    stray = Problem(path="config/addons", code="W704", message="unknown directory 'addons' is not read")

    page = problems_page(replace(MADE, problems=(stray,)))

    assert page.rules[0].findings == (Finding(problem=stray, link=None, place="config/addons", help=""),)
    assert (page.owners, page.without_owner, page.total) == ((), 1, 1)


def test_findings_by_owner_and_without_one_sum_to_all() -> None:
    assert PAGE.owners == (
        OwnerCount(link=Link(text="duo_chat", address="groups/duo_chat.html"), count=2),
        OwnerCount(link=Link(text="ai framework", address="groups/ai-framework.html"), count=1),
    )
    assert PAGE.without_owner == 1
    assert sum(owner.count for owner in PAGE.owners) + PAGE.without_owner == PAGE.total
    assert sum(len(rule.findings) for rule in PAGE.rules) == PAGE.total == len(MADE.problems)


def test_every_optional_field_of_every_kind_in_use_says_how_many_state_it() -> None:
    optional = [
        (kind, field.name)
        for kind in ("unit_primitive", "add_on", "backend_service")
        for field in MADE.fields[kind]
        if not field.required and field.name != "visibility"
    ]

    assert len(PAGE.coverage) == len(optional)
    assert [row.field for row in PAGE.coverage] == [field for _, field in optional]
    assert PAGE.coverage[0] == Coverage(
        kind="Unit primitives",
        field="status",
        title="Status",
        stated=1,
        total=2,
        missing=Link(text="which lack it", address="unit_primitives/index.html", query="?gaps=status"),
    )
    assert all(row.stated <= row.total for row in PAGE.coverage)


def test_only_what_the_list_can_filter_for_leads_into_it() -> None:
    assert [row.field for row in PAGE.coverage if row.missing] == [
        *("status", "milestone", "backend_services", "add_ons", "license_types", "gitlab_realms")
    ]


def test_a_configuration_without_findings_has_an_empty_page() -> None:
    page = problems_page(replace(MADE, problems=()))

    assert (page.total, page.rules, page.owners, page.without_owner) == (0, (), (), 0)


def test_fewer_findings_stand_there_where_they_say_very_much() -> None:
    long = replace(MADE.problems[0], message="&" * 1_000)

    (rule,) = problems_page(replace(MADE, problems=(long,) * 2_000)).rules

    assert 200 <= len(rule.findings) <= MOST_BYTES // 5_000
    assert len(rule.findings) + rule.more == 2_000
