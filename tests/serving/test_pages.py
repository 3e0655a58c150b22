"""A served page is the built one, and beside it only what makes it reload and shows what is wrong."""

import pytest

from site_builder.serving.editions import Edition
from site_builder.serving.pages import allowing_ours, live_page, page_before_any
from tests.serving.served import PAGE


def test_a_page_gets_a_script_and_may_connect_to_its_own_server() -> None:
    page = live_page(PAGE.format(text="Duo Pro").encode(), Edition(mark="5f-1", has_site=True))

    assert page.decode() == (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'\">\n"
        "<title>Duo Pro</title>\n</head>\n<body>\n<h1>Duo Pro</h1>\n"
        '<script src="/_serve/reload.js" data-edition="5f-1" defer></script>\n'
        "</body>\n</html>\n"
    )


def test_a_report_is_text_whatever_it_says() -> None:
    report = 'config/x.yml:1:1: error[E202] </pre><script src="//evil.example"></script>: unknown field &amp;'
    page = live_page(b"<title>t</title><p>text</p>", Edition(mark="5f-2", has_site=True, report=report))

    assert page.decode() == (
        "<title>t</title><p>text</p>"
        '<link rel="stylesheet" href="/_serve/report.css">\n'
        '<aside id="site-builder-report" class="over-the-page" aria-label="Problems">'
        "<details open><summary>Not built: this is still the last good site</summary>\n"
        '<pre tabindex="0">config/x.yml:1:1: error[E202] &lt;/pre&gt;'
        "&lt;script src=&quot;//evil.example&quot;&gt;&lt;/script&gt;: unknown field &amp;amp;</pre></details></aside>\n"
        '<script src="/_serve/reload.js" data-edition="5f-2" defer></script>\n'
    )


def test_bytes_that_are_no_text_stay_as_they_are() -> None:
    page = live_page(b"<p>\xff\xfe\xc3\xa9</p></body>", Edition(mark="5f-1", has_site=True))

    assert page.startswith(b"<p>\xff\xfe\xc3\xa9</p><script")
    assert page.endswith(b"</script>\n</body>")


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        ("default-src 'none'", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"),
        ("default-src 'self'", "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'"),
        (
            "default-src https://x; Connect-Src 'none';; connect-src *",
            "default-src https://x; connect-src 'self'; script-src https://x 'self'; style-src https://x 'self'",
        ),
        ("default-src *", "default-src *"),
        ("img-src 'self'", "img-src 'self'"),
        ("", ""),
    ],
)
def test_a_policy_is_widened_by_this_server_and_nothing_else(policy: str, allowed: str) -> None:
    assert allowing_ours(policy) == allowed


def test_before_any_site_a_page_says_what_is_going_on() -> None:
    building = page_before_any(Edition(mark="5f-0")).decode()
    failed = page_before_any(Edition(mark="5f-1", report="config: error[E117] no unit primitives")).decode()

    assert "<h1>The site is being built</h1>" in building
    assert "site-builder-report" not in building
    assert "<h1>The site cannot be built</h1>" in failed
    assert '<pre tabindex="0">config: error[E117] no unit primitives</pre>' in failed
    assert 'data-edition="5f-1"' in failed
