"""E301 to E310: names that one file states and another has."""

from .explanation import DUO_CHAT, EXPLAIN_CODE, Explanation

REFERENCES = (
    Explanation(
        code="E301",
        meaning="A file names something that has no file, or would have none after `remove`. The message says what may have been meant, and which letter only looks right.",
        harm="A misspelt add-on sells nothing: customers who have bought it would be told that they lack it.",
        example="""\
-- config/services/duo_chat.yml --
name: duo_chat
unit_primitives: [duo_chta]
""",
        repaired="""\
-- config/services/duo_chat.yml --
name: duo_chat
unit_primitives: [duo_chat]
""",
        fix="Correct the name, or write the file that is missing: `site-builder add` makes it.",
    ),
    Explanation(
        code="E302",
        meaning="Two entities of a kind have one name, or names that differ in nothing that a reader, or a file system, could see. "
        "Or one is to be renamed to what something of another kind is called, which has another title in `site.yml`.",
        harm="On Windows and macOS one file takes the place of the other, and one entity is gone. "
        "A title is for a name: both would have the one that is there.",
        example="""\
$ site-builder add service duo_chat --unit-primitives duo_chat --no-input
$ site-builder add service duo_chat --unit-primitives explain_code --no-input
""",
        repaired="""\
$ site-builder add service duo_chat --unit-primitives duo_chat --no-input
$ site-builder add service explain_code --unit-primitives explain_code --no-input
""",
        fix="Give one of the two another name, or change the one that is there: `site-builder update` does it.",
    ),
    Explanation(
        code="W306",
        meaning="An add-on, license type, realm or backend service has a file, and no unit primitive names it.",
        harm="Its page promises a bundle without anything in it.",
        example="""\
-- config/add_ons/duo_max.yml --
name: duo_max
""",
        repaired="""\
-- config/add_ons/duo_max.yml --
name: duo_max
"""
        + DUO_CHAT
        + """\
cut_off_date: 2024-10-17T00:00:00+00:00
backend_services: [ai_gateway]
add_ons: [duo_pro, duo_max]
""",
        fix="Name it where it belongs, or remove the file: `site-builder remove` does it.",
    ),
    Explanation(
        code="E307",
        meaning="The name exists, but is that of another kind: a license type under `add_ons`, say.",
        harm="The customer with that license would be told to buy an add-on that does not exist.",
        example=DUO_CHAT
        + """\
cut_off_date: 2024-10-17T00:00:00+00:00
backend_services: [ai_gateway]
add_ons: [premium]
""",
        repaired=DUO_CHAT
        + """\
cut_off_date: 2024-10-17T00:00:00+00:00
backend_services: [ai_gateway]
add_ons: [duo_pro]
license_types: [premium]
""",
        fix="Move it to the field that the message names.",
    ),
    Explanation(
        code="E308",
        meaning="The `basic_unit_primitive` of a service is none of its `unit_primitives`.",
        harm="Older GitLab versions would read cut-off date and versions of something that the service does not hold.",
        example="""\
-- config/services/duo_chat.yml --
name: duo_chat
basic_unit_primitive: explain_code
unit_primitives: [duo_chat]
""",
        repaired="""\
-- config/services/duo_chat.yml --
name: duo_chat
basic_unit_primitive: duo_chat
unit_primitives: [duo_chat]
""",
        fix="Name one of the members, or add it to them.",
    ),
    Explanation(
        code="W309",
        meaning="The unit primitive names no backend service that hosts it.",
        harm="No token can be made for it, so that no customer can use it, whatever was bought.",
        example=EXPLAIN_CODE,
        repaired=EXPLAIN_CODE
        + """\
backend_services: [ai_gateway]
""",
        fix="List the service that hosts it.",
    ),
    Explanation(
        code="E310",
        meaning="A name under `alias_names` is that of another unit primitive, is an alias of one, or is the own name.",
        harm="Whoever asks for the former name would be answered about something else.",
        example=EXPLAIN_CODE
        + """\
alias_names: [duo_chat]
backend_services: [ai_gateway]
""",
        repaired=EXPLAIN_CODE
        + """\
alias_names: [code_explanation]
backend_services: [ai_gateway]
""",
        fix="Remove the alias here or there: a name stands for one unit primitive.",
    ),
)
