"""The services format becomes unit primitives: what it says is kept, what it lacks or contradicts is told."""

from pathlib import Path
from textwrap import dedent

import pytest

from site_builder.source import Imported, LegacyFile, import_legacy_services
from tests.source.layouts.reading import SCHEMAS, complaints, from_services
from tests.trees import problems

CHAT = """
    services:
      duo_chat:
        backend: gitlab-ai-gateway
        cut_off_date: 2024-10-17 00:00:00 UTC
        min_gitlab_version: '16.9'
        min_gitlab_version_for_free_access: '16.8'
        license_types: [premium, ultimate]
        bundled_with:
          duo_pro:
            unit_primitives: [explain_code, duo_chat]
          duo_enterprise:
            unit_primitives: [duo_chat, ask_build]
          _irrelevant:
            unit_primitives: [include_file_context]
    """
# What the two realms agree on, but for the version.
SINGLE = """
    services:
      ask_build:
        min_gitlab_version: '{}'
        bundled_with:
          duo_pro: {{unit_primitives: [ask_build]}}
    """


def told(made: Imported) -> list[str]:
    """What is told beside stand-ins."""
    return [str(problem) for problem in made.problems if problem.code != "W216"]


def test_a_service_becomes_its_unit_primitives_and_all_that_they_name(tmp_path: Path) -> None:
    made = from_services(tmp_path, gitlab_com=CHAT)

    assert {path: text for path, text in made.files.items() if not path.startswith("unit_primitives/")} == {
        "add_ons/duo_enterprise.yml": "---\nname: duo_enterprise\n",
        "add_ons/duo_pro.yml": "---\nname: duo_pro\n",
        "backend_services/ai_gateway.yml": "---\nname: ai_gateway\njwt_aud: gitlab-ai-gateway\n",
        "gitlab_realms/saas.yml": "---\nname: saas\nlegacy_realm: gitlab-com\n",
        "license_types/premium.yml": "---\nname: premium\n",
        "license_types/ultimate.yml": "---\nname: ultimate\n",
        "services/duo_chat.yml": "---\nname: duo_chat\nunit_primitives:\n  - explain_code\n  - duo_chat\n  - ask_build\n"
        "  - include_file_context\n",
    }


def test_a_file_may_be_as_large_as_an_export_of_ten_thousand_unit_primitives(tmp_path: Path) -> None:
    size = 3 * 1024 * 1024

    assert from_services(tmp_path, gitlab_com=f"{dedent(CHAT)}{'#' * size}\n").files


def test_a_file_that_is_larger_is_told_for_what_it_is(tmp_path: Path) -> None:
    many = f"services: {{{', '.join(f's{number}: {{}}' for number in range(250_000))}}}\n"

    (large,) = complaints(lambda: from_services(tmp_path, gitlab_com="#" * (16 * 1024 * 1024 + 1)))
    (long,) = complaints(lambda: from_services(tmp_path, gitlab_com=many))

    assert large == (
        "gitlab-com.yml: error[E101] the file is larger than 16 MiB (16,777,216 bytes) "
        "(remove what does not belong in it)"
    )
    assert long.endswith("the file holds more than 500,000 values (remove what does not belong in it)")


def test_a_unit_primitive_has_what_its_service_states_and_stand_ins_that_are_no_facts(tmp_path: Path) -> None:
    assert from_services(tmp_path, gitlab_com=CHAT).files["unit_primitives/duo_chat.yml"] == (
        "---\n"
        "name: duo_chat\n"
        "description: unknown\n"
        "group: group::unknown\n"
        "feature_category: unknown\n"
        "documentation_url: https://unknown.invalid/\n"
        "cut_off_date: 2024-10-17T00:00:00+00:00\n"
        "min_gitlab_version_for_free_access: '16.8'\n"
        "min_gitlab_version: '16.9'\n"
        "backend_services:\n  - ai_gateway\n"
        "add_ons:\n  - duo_enterprise\n  - duo_pro\n"
        "license_types:\n  - premium\n  - ultimate\n"
    )


def test_a_unit_primitive_of_no_add_on_has_none(tmp_path: Path) -> None:
    assert "add_ons" not in from_services(tmp_path, gitlab_com=CHAT).files["unit_primitives/include_file_context.yml"]


def test_each_stand_in_is_told_by_every_check(tmp_path: Path) -> None:
    made = from_services(tmp_path, gitlab_com=SINGLE.format("17.1"))
    for path, text in made.files.items():
        file = tmp_path / "made" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    assert [(problem.field, problem.message) for problem in problems(tmp_path / "made") if problem.code == "W216"] == [
        ("description", "'unknown' says nothing"),
        ("group", "'group::unknown' says nothing"),
        ("feature_category", "'unknown' says nothing"),
        ("documentation_url", "'https://unknown.invalid/' says nothing"),
    ]


def test_what_the_format_has_no_place_for_is_told_once(tmp_path: Path) -> None:
    text = CHAT.replace("services:\n", "services:\n      self_hosted_models: {bundled_with: {duo_enterprise: "
                        "{unit_primitives: [ask_build]}}}\n", 1)  # fmt: skip

    assert from_services(tmp_path, gitlab_com=text).notes == (
        (
            "The services format has no description, group, feature_category, documentation_url: stand-ins are written in "
            "their place."
        ),
        (
            "It has no status, milestone, introduced_by_url, unit_primitive_issue_url, min_backend_version, alias_names, "
            "deprecated_by_url, deprecation_message, visibility either: they are not stated."
        ),
        "Only gitlab-com is given: nothing is restricted to it, and what other instances read is not known.",
        "Services hide what it could say of unit primitives of their name: duo_chat.",
        "self_hosted_models keeps its duo_enterprise bundle only: its other members are not known.",
    )


def test_members_that_would_become_services_of_their_own_are_told(tmp_path: Path) -> None:
    made = from_services(tmp_path, gitlab_com=CHAT)

    assert told(made) == [
        f"gitlab-com.yml:8:5: warning[W409] bundled_with: '{name}' is a member only, and becomes a service of its own when "
        "exported for gitlab-com again"
        for name in ("ask_build", "explain_code", "include_file_context")
    ]


def test_a_unit_primitive_that_is_a_service_of_its_own_needs_no_service_file(tmp_path: Path) -> None:
    made = from_services(tmp_path, gitlab_com=SINGLE.format("17.1"), self_managed=SINGLE.format("17.1"))

    assert sorted(made.files) == [
        "add_ons/duo_pro.yml",
        "gitlab_realms/saas.yml",
        "gitlab_realms/self_managed.yml",
        "unit_primitives/ask_build.yml",
    ]
    assert told(made) == []


def test_values_that_differ_between_realms_are_told_and_the_first_is_kept(tmp_path: Path) -> None:
    made = from_services(tmp_path, gitlab_com=SINGLE.format("17.1"), self_managed=SINGLE.format("17.2"))

    assert "min_gitlab_version: '17.1'\n" in made.files["unit_primitives/ask_build.yml"]
    assert told(made) == [
        (
            "self-managed.yml:3:25: warning[W409] min_gitlab_version: 17.2 in service 'ask_build', but 17.1 in 'ask_build' of "
            "gitlab-com: that is kept for ask_build"
        ),
        (
            "self-managed.yml:3:25: warning[W404] min_gitlab_version: 17.2 in service 'ask_build', which no member states: "
            "exported again it is 17.1"
        ),
    ]


def test_what_stands_for_one_realm_only_is_restricted_to_it(tmp_path: Path) -> None:
    both = "    services:\n      p: {bundled_with: {_irrelevant: {unit_primitives: [p]}}}\n"
    sast = "      sast: {bundled_with: {_irrelevant: {unit_primitives: [security_scans]}}}\n"
    single = "      x: {bundled_with: {_irrelevant: {unit_primitives: [x]}}}\n"

    made = from_services(tmp_path, gitlab_com=both + sast + single, self_managed=both)

    assert made.files["services/sast.yml"] == (
        "---\nname: sast\ngitlab_realm:\n  - gitlab-com\nunit_primitives:\n  - security_scans\n"
    )
    assert made.files["services/x.yml"] == "---\nname: x\ngitlab_realm:\n  - gitlab-com\nunit_primitives:\n  - x\n"
    assert made.files["unit_primitives/x.yml"].endswith("gitlab_realms:\n  - saas\n")
    assert "gitlab_realms" not in made.files["unit_primitives/p.yml"]


def test_the_sample_is_named_where_it_is_not_the_first_member(tmp_path: Path) -> None:
    text = (
        SINGLE.format("17.1")
        + """
      tools:
        min_gitlab_version: '17.5'
        bundled_with: {duo_pro: {unit_primitives: [ask_build, fix_code]}}
      fix_code:
        min_gitlab_version: '17.5'
        bundled_with: {duo_pro: {unit_primitives: [fix_code]}}
    """
    )

    made = from_services(tmp_path, gitlab_com=text)

    assert made.files["services/tools.yml"] == (
        "---\nname: tools\nbasic_unit_primitive: fix_code\nunit_primitives:\n  - ask_build\n  - fix_code\n"
    )
    assert told(made) == []


def test_a_unit_primitive_in_two_services_that_differ_is_told(tmp_path: Path) -> None:
    text = """
    services:
      a: {cut_off_date: 2024-10-17 00:00:00 UTC, bundled_with: {duo_pro: {unit_primitives: [p]}}}
      b: {cut_off_date: 2024-10-17T00:00:00Z, bundled_with: {duo_pro: {unit_primitives: [p]}}}
      c: {bundled_with: {duo_core: {unit_primitives: [p]}}}
      p:
    """

    made = from_services(tmp_path, gitlab_com=text)

    assert made.files["unit_primitives/p.yml"].endswith(
        "cut_off_date: 2024-10-17T00:00:00+00:00\nadd_ons:\n  - duo_core\n  - duo_pro\n"
    )
    assert told(made) == [
        (
            "gitlab-com.yml:4:3: warning[W409] cut_off_date: not stated in service 'c', but 2024-10-17 00:00:00 UTC in 'a' of "
            "gitlab-com: that is kept for p"
        ),
        "gitlab-com.yml:2:46: warning[W409] bundled_with: exported again, service 'a' has other members in duo_core",
        "gitlab-com.yml:3:43: warning[W409] bundled_with: exported again, service 'b' has other members in duo_core",
        (
            "gitlab-com.yml:4:3: warning[W404] cut_off_date: not stated in service 'c', which no member states: exported again it "
            "is 2024-10-17 00:00:00 UTC"
        ),
        "gitlab-com.yml:4:7: warning[W409] bundled_with: exported again, service 'c' has other members in duo_pro",
        (
            "gitlab-com.yml:5:3: warning[W409] bundled_with: service 'p' has no unit primitives: exported again, nothing is left "
            "of it"
        ),
    ]


def test_where_only_an_order_is_another_the_members_are_not_said_to_be(tmp_path: Path) -> None:
    text = """
    services:
      a: {bundled_with: {duo_pro: {unit_primitives: [p, q]}, duo_core: {unit_primitives: [q, p]}}}
      b: {bundled_with: {duo_pro: {unit_primitives: [r]}, duo_core: {unit_primitives: [r]}}}
      c: {bundled_with: {duo_core: {unit_primitives: [r]}, duo_pro: {unit_primitives: [r]}}}
    """

    made = from_services(tmp_path, gitlab_com=text)

    assert [message.partition("exported again, ")[2] for message in told(made) if "order" in message] == [
        "service 'a' has another order of members in duo_core",
        "service 'c' has another order of bundles",
    ]
    assert not any("other members" in message for message in told(made))


@pytest.mark.parametrize("nothing", ["{unit_primitives: []}", "{unit_primitives: }", "{}", ""])
def test_an_add_on_without_unit_primitives_is_told(tmp_path: Path, nothing: str) -> None:
    text = f"""
    services:
      ask_build:
        bundled_with:
          duo_empty: {nothing}
          duo_pro: {{unit_primitives: [ask_build]}}
    """

    made = from_services(tmp_path, gitlab_com=text)

    assert [path for path in made.files if path.startswith("add_ons/")] == ["add_ons/duo_pro.yml"]
    assert told(made) == [
        (
            "gitlab-com.yml:4:7: warning[W409] bundled_with.duo_empty: no unit primitives: exported again, service 'ask_build' does "
            "not name the add-on"
        )
    ]


def test_an_add_on_without_unit_primitives_is_not_told_where_another_service_names_some(tmp_path: Path) -> None:
    text = """
    services:
      ask_build:
        bundled_with:
          duo_empty: {unit_primitives: []}
          duo_pro: {unit_primitives: [ask_build]}
      other:
        bundled_with:
          duo_empty: {unit_primitives: [ask_build]}
          duo_pro: {unit_primitives: [ask_build]}
    """

    made = from_services(tmp_path, gitlab_com=text)

    assert not [it for it in told(made) if "no unit primitives" in it]
    assert [it for it in told(made) if "service 'ask_build' has other members in duo_empty" in it]


def test_audiences_become_names_of_backend_services(tmp_path: Path) -> None:
    audiences = ("gitlab-ai-gateway", "AI Gateway", "9", "*")
    lines = [
        f"      p{number}: {{backend: '{audience}', bundled_with: {{_irrelevant: {{unit_primitives: [p{number}]}}}}}}"
        for number, audience in enumerate(audiences)
    ]

    made = from_services(tmp_path, gitlab_com="\n".join(["    services:", *lines, ""]))

    assert {path: text for path, text in made.files.items() if path.startswith("backend_services/")} == {
        "backend_services/backend.yml": "---\nname: backend\njwt_aud: '*'\n",
        "backend_services/backend_9.yml": "---\nname: backend_9\njwt_aud: '9'\n",
        "backend_services/ai_gateway.yml": "---\nname: ai_gateway\njwt_aud: AI Gateway\n",
        "backend_services/ai_gateway_2.yml": "---\nname: ai_gateway_2\njwt_aud: gitlab-ai-gateway\n",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("services:\n", [" error[E117] no unit primitives at all"]),
        ("services: {a: {}}\n", [" error[E117] no unit primitives at all"]),
        ("service: {}\n", ["1:1: error[E202] service: unknown field"]),
        ("services: [a]\n", ["1:1: error[E203] services: fields of the form 'key: value' belong here, not a list"]),
        ("services: {a: b}\n", ["1:12: error[E203] a: fields of the form 'key: value' belong here, not a text"]),
        ("services: {../a: {}}\n", ["1:12: error[E209] name: '../a' is not of the form of a name (write 'a')"]),
        ("services: {a: {bundled_wth: {}}}\n", ["1:16: error[E202] bundled_wth: unknown field (did you mean 'bundled_with'?)"]),
        ("services: {a: {bundled_with: b}}\n", ["1:30: error[E203] bundled_with: a mapping belongs here, not text"]),
        ("services: {a: {bundled_with: {B: {unit_primitives: [c]}}}}\n", [
            "1:31: error[E209] name: 'B' is not of the form of a name (write 'b')"]),
        ("services: {a: {bundled_with: {b: [c]}}}\n", [
            "1:31: error[E203] b: fields of the form 'key: value' belong here, not a list"]),
        ("services: {a: {bundled_with: {b: {unit_primitives: [../c]}}}}\n", [
            "1:53: error[E209] unit_primitives[0]: '../c' is not of the form of a name (write 'c')"]),
        ("services: {a: {license_types: [../c]}}\n", [
            "1:32: error[E209] license_types[0]: '../c' is not of the form of a name (write 'c')"]),
        ("services: {a: {min_gitlab_version: 16.10}}\n", [
            "1:36: error[E204] min_gitlab_version: without quotes, 16.10 is read as a number by YAML tools (write '16.10')"]),
        ("services: {a: {cut_off_date: 2024-10-17}}\n", [
            ("1:30: error[E207] cut_off_date: '2024-10-17' has no time and no time zone "
            "(write 2024-10-17T00:00:00+00:00 where UTC is meant)")]),
        ("services: {a: &b {}}\n", ["1:15: error[E107] services.a: anchor '&b' is not allowed (write the value itself in each place)"]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_told_at_its_place(text: str, expected: list[str], tmp_path: Path) -> None:
    assert complaints(lambda: from_services(tmp_path, gitlab_com=text)) == [
        f"gitlab-com.yml:{line}" for line in expected
    ]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "gitlab-com.yml").symlink_to("/etc/hostname")
    file = LegacyFile(realm="gitlab-com", path=tmp_path / "gitlab-com.yml", label="gitlab-com.yml")

    assert complaints(lambda: import_legacy_services([file], SCHEMAS)) == [
        "gitlab-com.yml: error[E113] this is a link, and is not read"
    ]
