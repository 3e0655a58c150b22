"""E204 to E208, E215 and W216: texts that have a form of their own: versions, dates, addresses, owners."""

from .explanation import DUO_CHAT, EXPLAIN_CODE, Explanation

FORMS = (
    Explanation(
        code="E204",
        meaning="Without quotes, YAML tools read this text as something else: `no` as false, 16.10 as the number 16.1.",
        harm="Customers on 16.1 would be promised what begins with 16.10.",
        example=EXPLAIN_CODE
        + """\
min_gitlab_version: 16.10
backend_services: [ai_gateway]
""",
        repaired=EXPLAIN_CODE
        + """\
min_gitlab_version: '16.10'
backend_services: [ai_gateway]
""",
        fix="Put the value in quotes: `site-builder fix` does it. Look whether 16.1 was meant to be 16.10.",
    ),
    Explanation(
        code="E205",
        meaning="A GitLab version is MAJOR.MINOR or MAJOR.MINOR.PATCH, and nothing else.",
        harm="What cannot be compared answers nothing: is 17.4 new enough?",
        example=EXPLAIN_CODE
        + """\
min_gitlab_version: 'v16.10+'
backend_services: [ai_gateway]
""",
        repaired=EXPLAIN_CODE
        + """\
min_gitlab_version: '16.10'
backend_services: [ai_gateway]
""",
        fix="Write the numbers alone, in quotes.",
    ),
    Explanation(
        code="E206",
        meaning="The value is no date and time, or one that no calendar has.",
        harm="Nobody could tell a customer when free access ends.",
        example=DUO_CHAT
        + """\
cut_off_date: 2024-02-30T00:00:00+00:00
backend_services: [ai_gateway]
add_ons: [duo_pro]
""",
        repaired=DUO_CHAT
        + """\
cut_off_date: 2024-02-29T00:00:00+00:00
backend_services: [ai_gateway]
add_ons: [duo_pro]
""",
        fix="Write year, month, day, time and time zone: `2024-10-17T00:00:00+00:00`.",
    ),
    Explanation(
        code="E207",
        meaning="The date has no time zone. The same day begins 26 hours earlier in one place than in another.",
        harm="A customer could lose access a day before the one that was announced.",
        example=DUO_CHAT
        + """\
cut_off_date: 2024-10-17
backend_services: [ai_gateway]
add_ons: [duo_pro]
""",
        repaired=DUO_CHAT
        + """\
cut_off_date: 2024-10-17T00:00:00+00:00
backend_services: [ai_gateway]
add_ons: [duo_pro]
""",
        fix="Add time and zone. `site-builder fix` takes UTC: look whether that was meant.",
    ),
    Explanation(
        code="E208",
        meaning="An address must begin with `https://`, name a host, and hold neither a user name nor a space.",
        harm="Other addresses lead readers astray: to nothing, to a page that others can change on the way, or to a script.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
documentation_url: http://docs.gitlab.com/
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
documentation_url: https://docs.gitlab.com/
""",
        fix="Copy the address from the browser, once the page is open there.",
    ),
    Explanation(
        code="E215",
        meaning="An owner is written `group::name`, with two colons and without a space after them.",
        harm="Another spelling is another owner: the group does not find what is its own.",
        example="""\
-- config/backend_services/ai_gateway.yml --
name: ai_gateway
group: group:ai framework
""",
        repaired="""\
-- config/backend_services/ai_gateway.yml --
name: ai_gateway
group: group::ai framework
""",
        fix="Write two colons: `site-builder fix` does it.",
    ),
    Explanation(
        code="W216",
        meaning="The value only holds the place of one: `unknown`, `TBD`, `_irrelevant`. It is taken as not stated.",
        harm="A reader who sees it believes that somebody has looked into it.",
        example="""\
-- config/backend_services/ai_gateway.yml --
name: ai_gateway
project_url: unknown
""",
        repaired="""\
-- config/backend_services/ai_gateway.yml --
name: ai_gateway
""",
        fix="Leave the line out. What is required, find out and write down.",
    ),
)
