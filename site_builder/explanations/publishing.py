"""E501 to E608: templates, and the site that is written."""

from .explanation import Explanation

PUBLISHING = (
    Explanation(
        code="E501",
        meaning="A template cannot be rendered: it asks for something that its page does not have, links to a page that nobody has planned, "
        "or is no Jinja at all.",
        harm="Readers would see a page with a hole in it. So the old site stays.",
        example="""\
$ cp -r templates mine
$ echo '{% block main %}{{ page.no_such_thing }}{% endblock %}' > mine/pages/about.html
$ site-builder build --templates mine
""",
        repaired="""\
$ cp -r templates mine
$ site-builder build --templates mine
""",
        fix="Mend the template at the line that the message names. With templates that came with the program, please report it.",
    ),
    Explanation(
        code="E601",
        meaning="Files lie in the output directory that this program did not write, or that somebody has changed since.",
        harm="The new site takes the place of the whole directory: these files would be lost.",
        example="""\
$ mkdir public
$ echo 'Not to be lost.' > public/notes.txt
$ site-builder build
""",
        repaired="""\
$ mkdir public
$ echo 'Not to be lost.' > public/notes.txt
$ mv public/notes.txt notes.txt
$ site-builder build
""",
        fix="Move them elsewhere, or name another directory with `--output`.",
    ),
    Explanation(
        code="E602",
        meaning="The site would take the place of what it is made from, of the working directory, of your home, or of all there is.",
        harm="Your configuration would be gone.",
        example="""\
$ site-builder build --output config
""",
        repaired="""\
$ site-builder build --output public
""",
        fix="Name a directory of its own for what is written, and one outside of the configuration for the cache.",
    ),
    Explanation(
        code="E603",
        meaning="A file or directory cannot be written, or replaced: it is not yours, nobody may write or read it, something else has its name, or no edit "
        "made what stands there.",
        harm="Half a site would be worse than the old one. So nothing is changed.",
        example="""\
$ mkdir -m 555 public
$ site-builder build
""",
        repaired="""\
$ mkdir -m 755 public
$ site-builder build
""",
        fix="Allow writing with `chmod` or `chown`, or name another place. Mount for writing what is mounted for "
        "reading; for a single file that is mounted, mount its directory.",
    ),
    Explanation(
        code="E604",
        meaning="The disk, or your share of it, is full. What is there stays as it is.",
        harm="A site that is cut off in the middle would take the place of a whole one.",
        example="""\
$ ulimit -f 16
$ site-builder build
""",
        repaired="""\
$ ulimit -f unlimited
$ site-builder build
""",
        fix="Make room and build again. For a moment the old site and the new one both need theirs.",
    ),
    Explanation(
        code="E605",
        meaning="Another build is writing to this output directory at this moment.",
        harm="Pages of the one would stand beside pages of the other.",
        example="""\
$ mkdir .public.site-builder
$ flock .public.site-builder/site-builder.lock site-builder build
""",
        repaired="""\
$ mkdir .public.site-builder
$ flock .public.site-builder/site-builder.lock echo 'The other build has ended.'
$ site-builder build
""",
        fix="Wait until it has ended, and build again. A build that was killed is in nobody's way.",
    ),
    Explanation(
        code="E606",
        meaning="The output directory is a link, holds one, or lies behind one in the working directory. This program writes none, and "
        "follows none.",
        harm="Where it leads, files would be replaced that are no part of the site.",
        example="""\
$ mkdir elsewhere
$ ln -s elsewhere public
$ site-builder build
""",
        repaired="""\
$ mkdir elsewhere
$ site-builder build --output elsewhere
""",
        fix="Name the directory to which it leads, or remove the link.",
    ),
    Explanation(
        code="E608",
        meaning="The site has more than 200,000 files and directories, or more than 1 GB.",
        harm="GitLab Pages would refuse it, after the pipeline has ended well.",
        example="""\
$ site-builder build $(git tag | sed 's/^/--release /')
""",
        repaired="""\
$ site-builder build --release v2.0
""",
        fix="Keep fewer earlier releases: each is a whole site.",
    ),
)
