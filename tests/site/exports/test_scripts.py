"""Data as scripts: a page asks for the edition that it was made with, and a script says whether it is that."""

import re

from site_builder.site.exports.scripts import script


def test_the_same_data_is_the_same_edition_and_other_data_another() -> None:
    one, same, other = (script("siteData", value) for value in ({"a": 1}, {"a": 1}, {"a": 2}))

    assert re.fullmatch(r"\?[0-9a-f]{12}", one.query)
    assert one.query == same.query != other.query


def test_a_script_sets_its_object_and_says_whether_it_is_what_was_asked_for() -> None:
    made = script("siteData", {"a": "</script>\u2028\u2029"})

    assert made.content.decode().splitlines() == [
        'window.siteData = {"a":"<\\/script>\\u2028\\u2029"};',
        f'window.siteData.isOther = !document.currentScript.src.endsWith("{made.query}");',
    ]
