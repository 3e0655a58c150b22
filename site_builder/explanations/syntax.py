"""E100, E104 to E112 and E118: text that is no YAML, or YAML that a configuration does without."""

from .explanation import Explanation

SYNTAX = (
    Explanation(
        code="E100",
        meaning="The text is no YAML. The message says what was expected, and points at where the thing that broke began.",
        harm="No tool can read the file: neither this one, nor GitLab.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: For teams: code and chat.
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: 'For teams: code and chat.'
""",
        fix="Most often a text with a colon, a `#` or a quote in it needs quotes around it, or a line wants other indentation.",
    ),
    Explanation(
        code="E104",
        meaning="Lists and mappings stand in each other, more than eight deep.",
        harm="No field needs that. It can make programs slow that read the file without such a limit.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: [[[[[[[[Deep.]]]]]]]]
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: Deep.
""",
        fix="Write the value itself. Brackets that belong to a text stand in quotes.",
    ),
    Explanation(
        code="E105",
        meaning="A line `---` or `...` begins a second document in the file.",
        harm="Most programs read the first one only, and never tell that there was another.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
---
name: duo_max
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
---
name: duo_pro
""",
        fix="Give each entity a file of its own.",
    ),
    Explanation(
        code="E106",
        meaning="A line begins with `%`, which speaks to the YAML parser itself: `%YAML`, `%TAG`.",
        harm="It changes what the rest of the file means, and every program heeds it differently.",
        example="""\
-- config/add_ons/duo_pro.yml --
%YAML 1.1
---
name: duo_pro
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
---
name: duo_pro
""",
        fix="Remove the line. A text that begins with `%` stands in quotes.",
    ),
    Explanation(
        code="E107",
        meaning="An anchor (`&name`), an alias (`*name`) or a merge key (`<<`) takes a value from somewhere else in the file. "
        "`import groups-file` follows them, but for one that leads nowhere, or not to what belongs there.",
        harm="A reviewer does not see what the file says, and a few lines can stand for millions of values.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: &name duo_pro
description: *name
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: duo_pro
""",
        fix="Write the value in each place. A text that begins with `&` or `*` stands in quotes.",
    ),
    Explanation(
        code="E108",
        meaning="A tag (`!name`) tells programs to make something of their own from the value.",
        harm="With some programs a tag runs code. Here every value is plain text, and nothing is ever run.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: !!python/object/apply:os.system [id]
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: '!!python/object/apply:os.system [id]'
""",
        fix="Remove the tag. A text that begins with `!` stands in quotes.",
    ),
    Explanation(
        code="E109",
        meaning="A key is missing, is a list or a mapping, or stands behind a `?`.",
        harm="Programs in most languages cannot hold such a key, and drop the field or fail.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
? description
: For teams.
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: For teams.
""",
        fix="Write `key: value`, the key as plain text.",
    ),
    Explanation(
        code="E110",
        meaning="The same key stands twice. The message says where it stood first.",
        harm="Some programs take the first value and some the last, so that two teams read two different facts.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: For teams.
description: For everybody.
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: For teams.
""",
        fix="Keep the one that is right. Two lists become one with the items of both.",
    ),
    Explanation(
        code="E111",
        meaning="The file holds nothing, or comments alone.",
        harm="Its author expects an entity on the site that nobody has described.",
        example="""\
-- config/add_ons/duo_max.yml --
# To be written.
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
# For teams.
name: duo_pro
""",
        fix="Write at least the required fields, or remove the file.",
    ),
    Explanation(
        code="E112",
        meaning="The file is a list or one text, not fields of the form `key: value`.",
        harm="Nothing in it has a name by which it could be shown.",
        example="""\
-- config/add_ons/duo_pro.yml --
- name: duo_pro
- description: For teams.
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: For teams.
""",
        fix="Write one field in each line, without a dash before it and with a space after its colon.",
    ),
    Explanation(
        code="E118",
        meaning="Git has left the marks of a merge conflict in the file.",
        harm="Both versions stand there at once, and nobody has decided which of them is true.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
<<<<<<< HEAD
description: For teams.
=======
description: For small teams.
>>>>>>> small-teams
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: For small teams.
""",
        fix="Keep the lines that are right, and remove the three lines with marks.",
    ),
)
