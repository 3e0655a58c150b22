"""W401 to E412: values that are each fine, and contradict one another."""

from .explanation import EXPLAIN_CODE, Explanation

_ENDING = (
    EXPLAIN_CODE
    + """\
deprecated_by_url: https://gitlab.com/gitlab-org/gitlab/-/issues/1
deprecation_message: Ask the chat.
backend_services: [ai_gateway]
license_types: [premium]
"""
)

CONTRADICTIONS = (
    Explanation(
        code="W401",
        meaning="Free access ends on the cut-off date, and no add-on sells what was free.",
        harm="From that day on nobody can use it, whatever they pay.",
        example=EXPLAIN_CODE
        + """\
cut_off_date: 2025-01-16T00:00:00+00:00
backend_services: [ai_gateway]
""",
        repaired=EXPLAIN_CODE
        + """\
cut_off_date: 2025-01-16T00:00:00+00:00
backend_services: [ai_gateway]
add_ons: [duo_pro]
""",
        fix="List the add-ons that sell it, or leave the date out where everybody shall keep it.",
    ),
    Explanation(
        code="W402",
        meaning="Add-ons count only from a cut-off date on, and none is stated.",
        harm="Everybody has it for nothing, while its page lists what to buy.",
        example=EXPLAIN_CODE
        + """\
backend_services: [ai_gateway]
add_ons: [duo_pro]
""",
        repaired=EXPLAIN_CODE
        + """\
cut_off_date: 2025-01-16T00:00:00+00:00
backend_services: [ai_gateway]
add_ons: [duo_pro]
""",
        fix="State the date from which an add-on is needed.",
    ),
    Explanation(
        code="E403",
        meaning="Free access needs a later GitLab version than paid access does, though it comes first.",
        harm="Customers would be told to upgrade for what they may have on the version that they run.",
        example=EXPLAIN_CODE
        + """\
min_gitlab_version_for_free_access: '16.10'
min_gitlab_version: '16.9'
backend_services: [ai_gateway]
""",
        repaired=EXPLAIN_CODE
        + """\
min_gitlab_version_for_free_access: '16.9'
min_gitlab_version: '16.10'
backend_services: [ai_gateway]
""",
        fix="Look whether the two were exchanged, or an earlier one was meant. 16.10 is later than 16.9.",
    ),
    Explanation(
        code="W404",
        meaning="Members of a service state another date, version or license than its sample, whose values the service takes.",
        harm="Older GitLab versions read the sample's value for all of them, so that some open too early or too late.",
        example="""\
-- config/services/duo_chat.yml --
name: duo_chat
basic_unit_primitive: duo_chat
unit_primitives: [duo_chat, explain_code]
""",
        repaired="""\
-- config/services/duo_chat.yml --
name: duo_chat
basic_unit_primitive: duo_chat
unit_primitives: [duo_chat]
""",
        fix="Give the members the same value, take the odd one out of the service, or live with it: the service's page tells which.",
    ),
    Explanation(
        code="W405",
        meaning="A unit primitive is deprecated, and add-ons or license types still list it.",
        harm="Somebody sells what will soon be gone.",
        example=_ENDING,
        repaired=_ENDING + "$ site-builder remove explain_code\n",
        fix="Remove it with `site-builder remove` when nobody relies on it any more; until then the warning is a reminder. Do not empty "
        "its lists instead: without license types it would be open to everybody.",
    ),
    Explanation(
        code="W406",
        meaning="A deprecation has a link without a message, or a message without a link.",
        harm="Readers learn that it ends, but not what to use instead; or that, but not who decided it.",
        example=EXPLAIN_CODE
        + """\
deprecation_message: Ask the chat.
backend_services: [ai_gateway]
""",
        repaired=EXPLAIN_CODE
        + """\
deprecated_by_url: https://gitlab.com/gitlab-org/gitlab/-/issues/1
deprecation_message: Ask the chat.
backend_services: [ai_gateway]
""",
        fix="State both: `site-builder deprecate` asks for them.",
    ),
    Explanation(
        code="W407",
        meaning="One group is spelt in two ways: with a space here, with `_` or `-` there. The rarer spelling is reported.",
        harm="Two spellings look like two owners, and each misses half of what is its own.",
        example="""\
-- config/unit_primitives/explain_code.yml --
name: explain_code
description: Explains code.
group: group::duo chat
feature_category: duo_chat
documentation_url: https://docs.gitlab.com/
backend_services: [ai_gateway]
""",
        repaired=EXPLAIN_CODE
        + """\
backend_services: [ai_gateway]
""",
        fix="Write it as the other files do.",
    ),
    Explanation(
        code="W408",
        meaning="A date stands in quotes where most files write it without, or the reverse.",
        harm="Whoever searches the files for a date misses some; otherwise nothing is wrong.",
        example=EXPLAIN_CODE
        + """\
cut_off_date: '2024-10-17T00:00:00+00:00'
backend_services: [ai_gateway]
add_ons: [duo_pro]
""",
        repaired=EXPLAIN_CODE
        + """\
cut_off_date: 2024-10-17T00:00:00+00:00
backend_services: [ai_gateway]
add_ons: [duo_pro]
""",
        fix="Write it as most files do: `site-builder fix` does it.",
    ),
    Explanation(
        code="W409",
        meaning="A unit primitive is in two services whose samples state different dates, versions or licenses. W404 stands beside it: in one "
        "of the two, at least, it differs from the sample itself. After an import: an export would change this service or drop it.",
        harm="Older GitLab versions give two answers for one feature, depending on which service they ask for.",
        example="""\
-- config/services/chat.yml --
name: chat
unit_primitives: [duo_chat]
-- config/services/code.yml --
name: code
basic_unit_primitive: explain_code
unit_primitives: [explain_code, duo_chat]
""",
        repaired="""\
-- config/services/chat.yml --
name: chat
unit_primitives: [duo_chat]
-- config/services/code.yml --
name: code
unit_primitives: [explain_code]
""",
        fix="Give both samples the same values, or leave the unit primitive in one of the services.",
    ),
    Explanation(
        code="E410",
        meaning="What is to be removed is the only license, or the only realm, that something else is restricted to.",
        harm="Where none is stated none is asked for: every customer would have it from then on.",
        example="""\
$ site-builder remove license_type premium --cascade --no-input
""",
        repaired="""\
-- config/license_types/ultimate.yml --
name: ultimate
$ for name in duo_chat explain_code; do
$   site-builder update unit_primitive $name --add license_types=ultimate
$ done
$ site-builder remove license_type premium --cascade --no-input
""",
        fix="Name another license or realm there first, or remove that unit primitive as well.",
    ),
    Explanation(
        code="W410",
        meaning="An edit takes the last license, or the last realm, from something that was restricted to it.",
        harm="Where none is stated none is asked for: every customer has it from then on.",
        example="""\
$ site-builder update unit_primitive duo_chat --unset license_types
""",
        repaired="""\
-- config/license_types/ultimate.yml --
name: ultimate
$ site-builder update unit_primitive duo_chat --license-types ultimate
""",
        fix="Name another license or realm, unless everybody is meant to have it.",
    ),
    Explanation(
        code="E411",
        meaning="Without what is marked as internal, the public would be told something else about what is left.",
        harm="A customer would read that something is free, or sold to everybody, which is not so.",
        example=EXPLAIN_CODE
        + """\
cut_off_date: 2025-01-16T00:00:00+00:00
backend_services: [ai_gateway]
add_ons: [duo_pro]
-- config/add_ons/duo_pro.yml --
name: duo_pro
visibility: internal
-- config/site.yml --
internal_fields: []
$ site-builder build --audience public
""",
        repaired=EXPLAIN_CODE
        + """\
cut_off_date: 2025-01-16T00:00:00+00:00
backend_services: [ai_gateway]
add_ons: [duo_pro]
-- config/add_ons/duo_pro.yml --
name: duo_pro
-- config/site.yml --
internal_fields: []
$ site-builder build --audience public
""",
        fix="Show what the answer depends on, or mark as internal what is answered as well. "
        "Internal realms beside others stop only `export cloud-connector-access`. Of what is committed, name another commit or release.",
    ),
    Explanation(
        code="E412",
        meaning="What the public sees names something that is marked as internal.",
        harm="Whoever reads the page learns what should not be known.",
        example=EXPLAIN_CODE.replace("Explains code.", "Explains code, as secret_plan does.")
        + """\
backend_services: [ai_gateway]
"""
        + EXPLAIN_CODE.replace("explain_code", "secret_plan")
        + """\
backend_services: [ai_gateway]
visibility: internal
-- config/site.yml --
internal_fields: []
$ site-builder build --audience public
""",
        repaired=EXPLAIN_CODE
        + """\
backend_services: [ai_gateway]
"""
        + EXPLAIN_CODE.replace("explain_code", "secret_plan")
        + """\
backend_services: [ai_gateway]
visibility: internal
-- config/site.yml --
internal_fields: []
$ site-builder build --audience public
""",
        fix="Say it in other words, or mark the one that names it as internal as well; a word of every day may be listed in "
        "`public_words` of `site.yml`, and names of `internal_kinds` are not looked for. Where that was, "
        "`git log --full-history -- ':/*NAME.yml'` tells.",
    ),
)
