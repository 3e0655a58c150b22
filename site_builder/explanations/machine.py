"""E609 to E708: edits, and what the machine and the command line bring."""

from .explanation import Explanation

MACHINE = (
    Explanation(
        code="E609",
        meaning="Another command is editing this configuration at this moment.",
        harm="Each would overwrite what the other has written.",
        example="""\
$ flock config site-builder fix
""",
        repaired="""\
$ flock config echo 'The other edit has ended.'
$ site-builder fix
""",
        fix="Wait until it has ended, and try again.",
    ),
    Explanation(
        code="E610",
        meaning="A file has changed between the moment at which a command looked at it and that at which it wanted to write. "
        "Or the configuration, or branches and tags of its repository, changed each time that a command read it.",
        harm="What somebody has just saved in an editor would be lost, or half of it published.",
        example="""\
$ site-builder deprecate explain_code --message 'Ask the chat.' --url https://gitlab.com/ &
$ echo '# later' >> config/unit_primitives/explain_code.yml
""",
        repaired="""\
$ echo '# later' >> config/unit_primitives/explain_code.yml
$ site-builder deprecate explain_code --message 'Ask the chat.' --url https://gitlab.com/
""",
        fix="Look at what stands in it, and give the command again.",
    ),
    Explanation(
        code="E611",
        meaning="The file is valid, but written in a form that this command cannot change without touching the rest of it.",
        harm="Comments and quotes of its author would be lost. So it is left alone.",
        example="""\
-- config/services/duo_chat.yml --
name: duo_chat
unit_primitives:
  -
    duo_chat
$ site-builder update service duo_chat --add unit_primitives=explain_code
""",
        repaired="""\
-- config/services/duo_chat.yml --
name: duo_chat
unit_primitives:
  - duo_chat
$ site-builder update service duo_chat --description 'All of the chat.'
""",
        fix="Change it by hand, or write each item of a list behind its dash first.",
    ),
    Explanation(
        code="E612",
        meaning="An edit was killed half way, and somebody has changed its files since. The others are put back; these stay as they are.",
        harm="What was written by hand would be lost, or the rest of the edit would go unnoticed.",
        example="""\
$ mkdir config/.site-builder-edit
$ cd config/.site-builder-edit
$ rows='[{"path": "add_ons/duo_pro.yml", "before": "of the old text", "after": "of the new text"}]'
$ echo '*' > .gitignore
$ stat -c "{\\"made_here\\": \\"%i %.9Z\\", \\"rows\\": $rows}" .gitignore > exchange.json
$ cd ../..
$ site-builder fix
""",
        repaired="""\
$ mkdir config/.site-builder-edit
$ cd config/.site-builder-edit
$ rows='[]'
$ echo '*' > .gitignore
$ stat -c "{\\"made_here\\": \\"%i %.9Z\\", \\"rows\\": $rows}" .gitignore > exchange.json
$ cd ../..
$ site-builder fix
""",
        fix="Look at the files that the message names; what they held before lies in `config/.site-builder-edit/kept`, with a "
        "number at its end where an earlier text has the name. It is told once.",
    ),
    Explanation(
        code="E701",
        meaning="Graphviz, which places the boxes of diagrams, cannot be loaded.",
        harm="Every page of an entity would lack its diagram.",
        example="""\
$ echo 'raise ImportError("libpangocairo-1.0.so.0: cannot open shared object file")' > pygraphviz.py
$ PYTHONPATH=. site-builder build
""",
        repaired="""\
$ site-builder build
""",
        fix="Install what the message names; on Debian and Ubuntu that is `apt-get install libpangocairo-1.0-0`.",
    ),
    Explanation(
        code="W701",
        meaning="Graphviz cannot be loaded, and the build was told that it may go without.",
        harm="Boxes stand in the order of their names, so that lines cross where they need not.",
        example="""\
$ echo 'raise ImportError("libpangocairo-1.0.so.0: cannot open shared object file")' > pygraphviz.py
$ PYTHONPATH=. site-builder build --graphviz optional
""",
        repaired="""\
$ site-builder build --graphviz optional
""",
        fix="Install what the message names. A build without `--graphviz optional` stops instead of drawing plainly.",
    ),
    Explanation(
        code="E703",
        meaning="There is no config directory where it was looked for, or the working directory itself was removed.",
        harm="A slip of the keyboard would give a site without content.",
        example="""\
$ site-builder check --config cnofig
""",
        repaired="""\
$ site-builder check --config config
""",
        fix="Give the command in the right directory, or name the configuration with `--config`.",
    ),
    Explanation(
        code="W704",
        meaning="A directory in the configuration is none of a kind, so that nothing in it is read.",
        harm="Its author believes that these entities are on the site, and customers never see them.",
        example="""\
-- config/addons/duo_max.yml --
name: duo_max
""",
        repaired="""\
-- config/services/duo_max.yml --
name: duo_max
unit_primitives: [duo_chat]
""",
        fix="Rename it as its kind is called, or move it out of the configuration.",
    ),
    Explanation(
        code="E706",
        meaning="The moment that `--as-of`, or the variable `SOURCE_DATE_EPOCH`, gives is none.",
        harm="Every answer about free access depends on it: a moment that was guessed would make them wrong.",
        example="""\
$ site-builder build --as-of soon
""",
        repaired="""\
$ site-builder build --as-of 2024-10-17T00:00:00Z
""",
        fix="Write date, time and time zone; in `SOURCE_DATE_EPOCH` the seconds since 1970.",
    ),
    Explanation(
        code="E707",
        meaning="Git cannot tell what was asked for: no repository, a broken one, no such commit, a shallow clone, more than is "
        "read, a directory once in a submodule, a word for both a commit and a directory; for the public also what is "
        "off the line or was elsewhere.",
        harm="A review would compare with nothing, and a history that begins too late looks like a whole one.",
        example="""\
$ git init --quiet
$ site-builder diff v1.0
""",
        repaired="""\
$ git init --quiet
$ git add config
$ git -c user.name=A -c user.email=a@example.com commit --quiet --message 'First'
$ git tag v1.0
$ site-builder diff v1.0
""",
        fix="Name a branch, a tag or a commit that is there. In CI, `GIT_DEPTH: 0` brings the whole history. "
        "`./main` is a directory, `main^{commit}` a branch.",
    ),
    Explanation(
        code="E708",
        meaning="The port at which the site was to be shown cannot be used; most often another program has it.",
        harm="You would look at the site of that program, and believe it to be yours.",
        example="""\
$ python3 -m http.server 8000 &
$ site-builder serve --port 8000
""",
        repaired="""\
$ python3 -m http.server 8000 &
$ site-builder serve --port 8001
""",
        fix="Choose another with `--port`; `--port 0` takes any that is free.",
    ),
)
