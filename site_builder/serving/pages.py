"""A page as it was built in, the page as it is served out: it listens for the next edition and shows what is wrong.

What is added stands at the end of the page and comes from files of this server; the built page on disk stays as it is.
"""

import re
from html import escape

from .editions import Edition

OURS = "/_serve/"

_POLICY = re.compile(r"""(<meta\s+http-equiv="content-security-policy"\s+content=")([^"]*)(")""", re.IGNORECASE)
_NEEDED = ("script-src", "style-src", "connect-src")
_FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<main class="site-builder-alone">
<h1>{title}</h1>
<p>{text}</p>
</main>
</body>
</html>
"""


def live_page(page: bytes, edition: Edition) -> bytes:
    """The page with a script that waits for the next edition, and with the report where there is one."""
    text = page.decode("utf-8", "surrogateescape")
    text = _POLICY.sub(lambda found: found[1] + allowing_ours(found[2]) + found[3], text)
    start, end, rest = text.rpartition("</body>")
    whole = start + _additions(edition) + end + rest if end else text + _additions(edition)
    return whole.encode("utf-8", "surrogateescape")


def page_before_any(edition: Edition) -> bytes:
    """The page in the place of every other until a build has succeeded."""
    if edition.report:
        title, text = "The site cannot be built", "This page gives way to the site as soon as that is mended."
    else:
        title, text = "The site is being built", "This page gives way to the site as soon as it is there."
    return live_page(_FRAME.format(title=title, text=text).encode(), edition)


def allowing_ours(policy: str) -> str:
    """The content security policy, with scripts, styles and connections of the page's own server allowed as well."""
    directives: dict[str, list[str]] = {}
    for name, *allowed in filter(None, (part.split() for part in policy.split(";"))):
        directives.setdefault(name.lower(), allowed)  # of two with one name, browsers heed the first
    for name in _NEEDED:
        granted = directives.get(name, directives.get("default-src", ["*"]))
        if "*" not in granted:
            directives[name] = [source for source in granted if source not in ("'none'", "'self'")] + ["'self'"]
    return "; ".join(" ".join((name, *granted)) for name, granted in directives.items())


def _additions(edition: Edition) -> str:
    report = _report(edition) if edition.report else ""
    return f'{report}<script src="{OURS}reload.js" data-edition="{escape(edition.mark)}" defer></script>\n'


def _report(edition: Edition) -> str:
    over = "Not built: this is still the last good site"
    place, summary = (' class="over-the-page"', over) if edition.has_site else ("", "What is wrong")
    return (
        f'<link rel="stylesheet" href="{OURS}report.css">\n'
        f'<aside id="site-builder-report"{place} aria-label="Problems"><details open><summary>{summary}</summary>\n'
        f'<pre tabindex="0">{escape(edition.report)}</pre></details></aside>\n'
    )
