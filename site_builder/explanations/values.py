"""E201 to E203 and E209 to E214: fields, types and names of one file."""

from .explanation import Explanation

VALUES = (
    Explanation(
        code="E201",
        meaning="A field that every file of this kind must state is not there.",
        harm="Its page could not answer what readers ask first: what is it, and who owns it?",
        example="""\
-- config/add_ons/duo_pro.yml --
description: For teams.
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: For teams.
""",
        fix="Add the field; the message shows a line like the one that is missing.",
    ),
    Explanation(
        code="E202",
        meaning="The kind has no field of this name.",
        harm="A misspelt field is a fact that no reader sees: a customer is told that nothing is stated.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
descripton: For teams.
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: For teams.
""",
        fix="Write the field as its kind has it; the pages below `schema/` list them.",
    ),
    Explanation(
        code="E203",
        meaning="The value is of another type than its field: one text where a list belongs, a list where a text belongs, or nothing.",
        harm="A program that expects a list takes a text letter by letter, or fails.",
        example="""\
-- config/services/duo_chat.yml --
name: duo_chat
unit_primitives: duo_chat
""",
        repaired="""\
-- config/services/duo_chat.yml --
name: duo_chat
unit_primitives:
  - duo_chat
""",
        fix="Write each item of a list on a line of its own, behind a dash. Leave out a field that is not stated.",
    ),
    Explanation(
        code="E209",
        meaning="A name begins with a small letter; small letters, digits and `_` follow. Realms may have `-` too. Names that Windows "
        "keeps for devices, such as `con`, are no names.",
        harm="The name is an access scope, a file name and part of an address. What only one of these takes breaks the others.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: Duo Pro
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
""",
        fix="Write it in that form. What people call it stands under `titles` in `config/site.yml`.",
    ),
    Explanation(
        code="E210",
        meaning="A file is called like its `name`, with `-` written as `_`, and this one is not.",
        harm="Whoever looks for the entity finds another file, or edits the wrong one.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
-- config/add_ons/duo_max.yml --
name: duo_maximum
""",
        repaired="""\
-- config/services/duo_max.yml --
name: duo_max
unit_primitives: [duo_chat]
""",
        fix="Rename the file, or correct the name. `site-builder rename` changes both, and every place that names it.",
    ),
    Explanation(
        code="E211",
        meaning="A list names the same thing twice.",
        harm="One of the two was meant to be another one, which is missing; or numbers on pages come out too high.",
        example="""\
-- config/services/duo_chat.yml --
name: duo_chat
unit_primitives:
  - duo_chat
  - duo_chat
""",
        repaired="""\
-- config/services/duo_chat.yml --
name: duo_chat
unit_primitives:
  - duo_chat
""",
        fix="Remove one of them, or write what was meant.",
    ),
    Explanation(
        code="E212",
        meaning="The field takes a few values only, which the message lists, and this is none of them.",
        harm="Readers filter for the values that they know, and miss this one.",
        example="""\
-- config/gitlab_realms/saas.yml --
name: saas
legacy_realm: gitlab.com
""",
        repaired="""\
-- config/gitlab_realms/saas.yml --
name: saas
legacy_realm: gitlab-com
""",
        fix="Write one of the values.",
    ),
    Explanation(
        code="E213",
        meaning="The value is longer than its field allows: a name 64 characters, a description 1,000, a list 10,000 items.",
        harm="On pages, in calendars and in a token it would push everything else aside.",
        example="""\
-- config/add_ons/duo_pro_for_teams_that_need_it.yml --
name: duo_pro_for_teams_that_need_a_chat_about_their_own_code_and_about_their_issues
""",
        repaired="""\
-- config/services/duo_pro_for_teams.yml --
name: duo_pro_for_teams
unit_primitives: [duo_chat]
""",
        fix="Say it in fewer words, and link to a page that tells the rest.",
    ),
    Explanation(
        code="E214",
        meaning="The site needs this name for a page of its own: `index`, `not-stated`.",
        harm="Two pages would want one address, and one of them would be lost.",
        example="""\
-- config/add_ons/index.yml --
name: index
""",
        repaired="""\
-- config/services/duo_index.yml --
name: duo_index
unit_primitives: [duo_chat]
""",
        fix="Choose another name.",
    ),
)
