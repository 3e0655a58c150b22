"""E101 to E103, E113 to E117 and E119: files that cannot be read as they are."""

from .explanation import Explanation

FILES = (
    Explanation(
        code="E101",
        meaning="The file has more than 256 KiB, of which no entity needs a tenth; or a file of many entities has more bytes, lines or values "
        "than the message names. So something else has come into it.",
        harm="Whoever builds the site would wait for it, and whoever reviews the file could not read it.",
        example="""\
$ yes '# pasted' | head -c 300000 >> config/add_ons/duo_pro.yml
""",
        repaired="""\
$ yes '# pasted' | head -c 300 >> config/add_ons/duo_pro.yml
""",
        fix="Take out what was pasted by mistake. Where it is several entities, give each a file of its own.",
    ),
    Explanation(
        code="E102",
        meaning="Some bytes of the file are no UTF-8, the one encoding of YAML that every tool reads.",
        harm="A tool that guesses the encoding shows readers a wrong letter, and nobody notices.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: Duo Pro f\udcfcr Teams.
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: Duo Pro für Teams.
""",
        fix="Save the file as UTF-8: in your editor, or with `iconv -f WINDOWS-1252 -t UTF-8` where an old one wrote it.",
    ),
    Explanation(
        code="W103",
        meaning="The file begins with U+FEFF, an invisible mark that some editors on Windows write.",
        harm="Other tools take it for the first letter of the first key, and then miss that field.",
        example="""\
-- config/add_ons/duo_pro.yml --
\ufeffname: duo_pro
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
""",
        fix="Save the file as UTF-8 without byte order mark (BOM).",
    ),
    Explanation(
        code="E103",
        meaning="The file holds a character that nobody sees, or that changes how others look: a control, a zero-width letter, a mark "
        "that turns text around, or the escape of one.",
        harm="Two texts that look the same are not, so that a reviewer approves something else than what is read.",
        example="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: "For teams.\\u202e"
""",
        repaired="""\
-- config/add_ons/duo_pro.yml --
name: duo_pro
description: "For teams."
""",
        fix="Remove the character; the column tells where it is. It often comes along with text copied from a web page or a chat.",
    ),
    Explanation(
        code="E113",
        meaning="Where a file belongs stands a link, a directory, a pipe or a device. It is neither followed nor opened. Nor is a link "
        "in the place of the config directory or of one on the way to it.",
        harm="A link could show readers of the site a file of the machine that builds it; a pipe would make the build wait for ever.",
        example="""\
$ ln -s /etc/hostname config/add_ons/duo_max.yml
""",
        repaired="""\
$ ln -s /etc/hostname config/add_ons/duo_max.yml
$ rm config/add_ons/duo_max.yml
""",
        fix="Put the text itself there, in a plain file. In the place of a directory that is a link, name with `--config` where it leads.",
    ),
    Explanation(
        code="E114",
        meaning="The file, or its directory, is there, but may not be read by whoever runs the command.",
        harm="Without it the site would lack an entity, and nobody would be told. So nothing is built.",
        example="""\
$ chmod 000 config/add_ons/duo_pro.yml
""",
        repaired="""\
$ chmod 000 config/add_ons/duo_pro.yml
$ chmod 644 config/add_ons/duo_pro.yml
""",
        fix="Allow reading with `chmod`, or run the command as the user whose file it is.",
    ),
    Explanation(
        code="W115",
        meaning="A file looks as if it were meant to be read, but for its name it is not: only names that end in `.yml`, in small "
        "letters and without a dot in front, are, and `site.yml` by just that name. Or `PROVENANCE.csv`, "
        "or a row of it, is not read: the message says why.",
        harm="Its author believes that the entity, or the origin of a value, is on the site, and nobody ever sees it.",
        example="""\
-- config/add_ons/duo_max.yaml --
name: duo_max
""",
        repaired="""\
-- config/notes/duo_max.txt --
name: duo_max
$ mv config/notes .
""",
        fix="Rename it so that it ends in `.yml`, or move a copy that an editor has left somewhere else. Begin `PROVENANCE.csv` with "
        "the names of its columns, give each row a line and as many cells, and close its quotes.",
    ),
    Explanation(
        code="E116",
        meaning="A command that edits, such as `update` or `rename`, is between the first and the last of its files, or was killed "
        "there. What it needs to undo its work lies in `config/.site-builder-edit`.",
        harm="Some files are as before and some as after the edit, so that the catalog may say something that nobody has decided.",
        example="""\
$ mkdir config/.site-builder-edit
$ echo '{"made_here": "", "rows": []}' > config/.site-builder-edit/exchange.json
""",
        repaired="""\
$ mkdir config/.site-builder-edit
$ cd config/.site-builder-edit
$ echo '*' > .gitignore
$ stat -c '{"made_here": "%i %.9Z", "rows": []}' .gitignore > exchange.json
$ cd ../..
$ site-builder fix
""",
        fix="Wait until the edit has ended. Where it was killed, run `site-builder fix`, or the edit again: the files are put back "
        "before anything else is done.",
    ),
    Explanation(
        code="E117",
        meaning="No file in `unit_primitives` states a unit primitive, or all that do are internal and the site is for the public; or the "
        "history tells the public of none at the time of an earlier state.",
        harm="A site without content would take the place of the one that people use.",
        example="""\
$ rm config/unit_primitives/*.yml
""",
        repaired="""\
$ rm config/unit_primitives/explain_code.yml
""",
        fix="Look whether `--config` names the right directory, and whether the files end in `.yml`. A site for the public "
        "needs one that is not internal; of an earlier state, name another release or commit.",
    ),
    Explanation(
        code="E119",
        meaning="Much of what the public must not read is marked in `site.yml`. There is none; or a file has nearly its name, and is "
        "not read.",
        harm="Everything that this file marks as internal would be shown to the public, although it was only forgotten or lies elsewhere.",
        example="""\
-- config/site.yaml --
internal_fields: [group]
$ site-builder build --audience public
""",
        repaired="""\
-- config/site.yml --
internal_fields: [group]
$ site-builder build --audience public
""",
        fix="Call the file `site.yml`, bring it back, or write it: `internal_fields: []` where the public may read every field. Of what "
        "is committed, name another commit or release.",
    ),
)
