"""Whether a text names something internal, however somebody writes it, and never where it names what is public."""

from importlib import import_module

import pytest

from site_builder.catalog import Names, Ref, Words, naming, telling_addresses, telling_words
from site_builder.site import Titles
from tests.output.publishing import run

NAMING = import_module("site_builder.catalog.naming")  # the package gives the function of that name


def named(text: str, *internal: str, public: Names = (), titles: Names = ()) -> str:
    return naming(telling_words(internal, public, titles), text)


@pytest.mark.parametrize(
    "written",
    ["duo_next", "Duo next", "Duo Next", "duo-next", "DUO_NEXT", "Duo_next", "duo  next", "duo\nnext", "duo\u2011next"],
)
def test_a_name_is_found_in_any_case_and_with_anything_between_its_words(written: str) -> None:
    assert named(f"Pro comes before {written} does.", "duo_next") == written


@pytest.mark.parametrize("text", ["_duo_next_", "__duo_next__", "*duo_next*", "`duo_next`", "Beside _duo_next_."])
def test_a_name_is_found_in_the_marks_of_markdown(text: str) -> None:
    assert named(text, "duo_next") == "duo_next"


@pytest.mark.parametrize("written", ["Duo **Next**", "**Duo** next", "Duo `next`", "~~duo~~_next"])
def test_a_name_is_found_where_markdown_marks_a_word_of_it(written: str) -> None:
    assert named(f"Before {written}.", "duo_next").strip("*`") == written.strip("*`~")


@pytest.mark.parametrize(
    "written", ["duo&#95;next", "duo&lowbar;next", "&#x64;uo_next", "[x](https://a.example/duo%5Fnext)", "%64uo_next"]
)
def test_a_name_is_found_where_a_letter_of_it_is_written_as_its_number(written: str) -> None:
    assert named(f"Before {written}.", "duo_next") == "duo_next"


def test_a_name_is_found_where_an_address_asks_for_it() -> None:
    assert named("https://a.example/-/issues?label_name%5B%5D=Duo+Next&state=all", "duo_next") == "Duo Next"
    assert named("https://a.example/search?q=new+duo+next+plan", "duo_next") == "duo next"
    assert named("https://a.example/search?q=duo+%20next", "duo_next") == "duo  next"
    assert named("As Duo+Next.", "Duo+Next") == "Duo+Next"
    assert named("Comes with Duo+ and Pro.", "Duo+") == "Duo+"
    assert named("Duo + next to none, C++next, Duo+Nextcloud.", "duo_next") == ""


def test_a_name_is_part_of_a_public_one_where_an_address_asks_for_that() -> None:
    assert named("https://a.example/search?q=big+zebra", "zebra", public=("big_zebra",)) == ""
    assert named("https://a.example/search?q=big+zebra+or+zebra", "zebra", public=("big_zebra",)) == "zebra"


def test_a_name_is_found_where_its_underscores_are_escaped_for_markdown() -> None:
    assert named(r"Before duo\_next comes.", "duo_next") == r"duo\_next"


@pytest.mark.parametrize(
    "text",
    ["duo_nexts", "my_duo_next", "duo_next_gen", "duonext", "Of the duo, next to none.", "A duo \u2013 next to none."],
)
def test_a_name_is_a_word_of_its_own(text: str) -> None:
    assert named(text, "duo_next") == ""


@pytest.mark.parametrize("kind", ["add_on", "license_type", "gitlab_realm", "backend_service", "unit_primitive"])
@pytest.mark.parametrize("name", ["next", "duo_next", "self-run_next"])
def test_a_title_that_is_made_of_a_name_is_found(kind: str, name: str) -> None:
    title = Titles({}).of_ref(Ref(kind=kind, name=name))

    assert named(f"Before {title} comes.", name) == title


def test_a_title_of_several_words_is_found_as_a_name_is() -> None:
    assert named("Before the nova suite comes.", "Nova Suite") == "nova suite"


@pytest.mark.parametrize(
    ("text", "found"), [("Buy Core.", "Core"), ("(Core)", "Core"), ("At the core of it all.", ""), ("Cored.", "")]
)
def test_a_title_of_one_word_is_no_word_of_every_day(text: str, found: str) -> None:
    assert named(text, "zq1", "Core") == found


@pytest.mark.parametrize("text", ["duo_core", "Duo Core", "Duo core.", "Not duo-core, but DUO_CORE"])
@pytest.mark.parametrize("internal", ["core", "Core", "duo", "Duo", "Duo Core", "duo_core"])
def test_the_name_of_something_public_names_nothing_internal(internal: str, text: str) -> None:
    assert named(text, internal, public=("duo_core",)) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sold with [Duo](https://a.example) Next.", "Duo Next"),
        ("[Duo](https://a.example/a_(b)) Next", "Duo Next"),
        ("[Duo](https://a.example 'of (a) it') Next", "Duo Next"),
        ('[Duo](https://a.example "a :)") Next', "Duo Next"),
        ("[Duo][1] **[Next](x)**", "Duo **Next"),
        ("[Duo][] Next", "Duo Next"),
        ("[Duo] Next", "Duo Next"),
        ("[The new [Duo](x)](y) Next", "Duo Next"),
        ("![Duo](x.png) Next", "Duo Next"),
        ("[![Duo](x.png)](y) Next", "Duo Next"),
        ("Duo <b>Next</b>", "Duo  Next"),
        ("Duo <!-- a > b --> Next", "Duo   Next"),
        ("Duo <!-- a <br> b\n--> Next", "Duo   Next"),
        ("Text <!-- note [Duo](x) Next", "Duo Next"),
        ("a <!-- Duo <b>Next</b>", "Duo  Next"),
        ("`<!--` [Duo](x) Next", "Duo Next"),
        ("a <!-- b --!> Duo <b>Next</b>", "Duo  Next"),
        ("a <!--> Duo <b>Next</b>", "Duo  Next"),
        ("see a](the new [Duo](x) Next)", "Duo Next"),
        (r"\[a\](b [Duo](x) Next)", "Duo Next"),
        ("Use `](` and [Duo](x) Next)", "Duo Next"),
        ("[docs](the new\n\n [Duo](x) Next)", "Duo Next"),
        ("[Duo](x 'y) Next", "Duo Next"),
        ("Duo&lt;br&gt;Next", "Duo Next"),
        ("> With Duo\n> Next", "Duo\nNext"),
        ("> a\n>\n > > [Duo](x)\n > > **Next**", "Duo\n**Next"),
        ("a <b\n> Duo <i\n>Next</i>", "Duo  Next"),
        ("D\u200bu\u00ado N\u2060e\ufeffxt", "Duo Next"),
        ("Du\ufffdo Next", "Duo Next"),
        ("the\ufffdDuo\ufffdNext\ufffdplan", "Duo Next"),
        ("&shy;duo_&#8203;next", "duo_next"),
        ("D&#x34f;uo N%EF%B8%80ext", "Duo Next"),
    ],
)
def test_a_name_is_found_as_it_is_read(text: str, found: str) -> None:
    assert named(text, "Duo Next") == found
    assert named(text, "Duo Next", public=("duo_next",)) == ""


UNSEEN = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180f\u202e\u206f\u3164\ufe00\ufe0e\ufe0f\uffa0\U000e0001\U000e0100"
)


@pytest.mark.parametrize("character", UNSEEN)
def test_what_nobody_sees_parts_no_name(character: str) -> None:
    assert named(f"Duo{character} N&#{ord(character)};ext", "Duo Next") == "Duo Next"
    assert named("Duo Next", f"Duo N{character}ext") == "Duo Next"
    assert named(f"Cafe{character}\u0301", "Caf\u00e9") == "Caf\u00e9"


@pytest.mark.parametrize("character", "\u115f\u1160\u2800\u3164\uffa0")
def test_what_looks_like_a_space_parts_words(character: str) -> None:
    assert named(f"With Duo{character}Next.", "Duo Next") == "Duo Next"
    assert named(f"With&#{ord(character)};Duo Next", "Duo Next") == "Duo Next"


@pytest.mark.parametrize(
    "text",
    ["[Duo](Next)", "[Duo] and (Next)", "[Duo](x)[Next](y)", "Duo < Next", "Duo <Next>", "Duo > Next", "Duo <!-- Next"],
)
def test_what_nobody_reads_as_a_name_is_none(text: str) -> None:
    assert named(text, "Duo Next") == ""


def test_what_is_gone_was_internal() -> None:
    words = telling_words(("duo_next", "duo_max"), (), past=("duo_next",))

    assert words.state(naming(words, "With **Duo** Next.")) == "something internal was called"
    assert words.state(naming(words, "With Duo Max.")) == "is internal"
    assert telling_words(("duo_next", "Duo Next"), (), past=("Duo Next",)).state("Duo Next") == "is internal"
    assert telling_words(("duo_next", "Duo Next"), (), past=("Duo Next",)).present == ("Duo Next", "duo_next")


def test_of_words_that_begin_alike_the_longest_counts() -> None:
    assert named("Duo core next", "duo_core", "Duo core next") == "Duo core next"
    assert named("Duo Core Pro", "core", "pro", public=("duo_core", "duo_core_pro")) == ""


def test_words_are_told_in_one_order_with_the_names_that_hold_one_of_them() -> None:
    found = telling_words(("pro_duo", "next", "core", "duo_pro"), ("duo_pro", "duo_core", "core_next", "chat"))

    assert found == Words(internal=("core", "next", "pro_duo"), around=("core_next", "duo_core"))


def test_a_title_of_something_public_is_not_taken_for_one_that_is_written_in_another_way() -> None:
    assert named("Sold with next suite.", "next_suite", public=("duo_pro",), titles=("Next Suite",)) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Duo Core, then Core.", "Core"),
        ("Duo Core Next", "Duo Core Next"),
        ("Pro Duo Core", "Pro Duo"),
        ("Core Duo Core", "Core"),
    ],
)
def test_what_is_internal_is_found_beside_and_around_the_name_of_something_public(text: str, found: str) -> None:
    assert named(text, "core", "duo_core_next", "pro_duo", public=("duo_core",)) == found


@pytest.mark.parametrize("title", ["Caf\u00e9 Duo", "Cafe\u0301 Duo"])
@pytest.mark.parametrize("text", ["Before CAF\u00c9 duo.", "Before Cafe\u0301 Duo."])
def test_a_letter_with_an_accent_is_the_same_composed_or_not(title: str, text: str) -> None:
    assert named(text, title).casefold() == "caf\u00e9 duo"
    assert named(text, title, public=("pro",), titles=("CAF\u00c9-DUO",)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/1",
        "See https://a.example/1.",
        "(as https://a.example/1)",
        "[this](https://a.example/1)",
        "[this](https://a.example/1)/[that](https://a.example/2)",
        "https://a.example/1,https://a.example/2",
        "https://a.example/1#note_2",
        "https://a.example/1?page=2",
        "https://a.example/1/diffs",
        "http://a.example/1",
        "a.example/1",
        "(see a.example/1).",
    ],
)
def test_an_address_that_nothing_public_states_is_found(text: str) -> None:
    found = naming(Words(addresses=telling_addresses(["https://a.example/1"], [])), text)
    assert found.rstrip("/") in {"https://a.example/1", "http://a.example/1", "a.example/1"}


@pytest.mark.parametrize("text", ["https://A.example/New", "HTTPS://a.example/new/", "(https://a.example/NEW/#note_2)"])
def test_an_address_in_capitals_or_with_a_slash_at_its_end_is_the_same(text: str) -> None:
    assert naming(Words(addresses=telling_addresses(["https://a.example/new"], [])), text)
    assert telling_addresses(["https://a.example/new"], [text.strip("()")]) == frozenset()


def test_an_address_is_public_with_a_place_of_its_page_but_a_place_is_not_with_its_page() -> None:
    page, place = "https://a.example/1", "https://a.example/1#note_2"
    assert telling_addresses([page], [place]) == frozenset()
    assert telling_addresses([place], [page]) == frozenset({"a.example/1#note_2"})


@pytest.mark.parametrize(
    "text", ["https://a.example/11", "https://a.example/", "https://b.example/1", "aa.example/1", "example/1"]
)
def test_another_address_is_another(text: str) -> None:
    assert naming(Words(addresses=telling_addresses(["https://a.example/1"], [])), text) == ""


def test_a_title_of_marks_is_found_as_it_is_and_a_blank_one_nowhere() -> None:
    assert named("a_b - c", "-") == "-"
    assert named("(Suite) for all, and 🚀", "🚀") == "🚀"
    assert named("The new (Suite) for all", "(Suite)", "next") == "(Suite)"
    assert named("Suite", "(Suite)") == ""
    assert named("a: -b- .", "-b-") == "-b-"
    assert named("a  b, next", " ", "next") == "next"


@pytest.mark.parametrize("internal", ["https://gitlab.com/a/b/-/issues/1", "https://gitlab.com/a/b/issues/1"])
@pytest.mark.parametrize("written", ["https://gitlab.com/a/b/-/issues/1", "https://gitlab.com/a/b/issues/1"])
@pytest.mark.parametrize(
    "text", ["See {0}", "({0}).", "[x]({0}#note_1)", "{0}/", "{0},{0}", "{0}?a=/-/b", "HTTPS://x.y/-/z {0}"]
)
def test_an_address_is_the_same_also_as_gitlab_wrote_it_once(internal: str, written: str, text: str) -> None:
    words = Words(addresses=telling_addresses([internal], []))

    assert naming(words, text.format(written)) == written
    assert naming(words, text.format(written + "0")) == ""
    assert telling_addresses([internal], [written]) == frozenset()


def test_an_address_that_ends_in_a_dash_is_found_where_more_is_behind_it() -> None:
    words = Words(addresses=telling_addresses(["https://gitlab.com/a/-"], []))

    assert naming(words, "See https://gitlab.com/a/-/issues/1.") == "https://gitlab.com/a/-"


def test_a_long_address_is_not_compared_at_each_place_where_it_may_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within another, an address is none of its own."""
    compared: list[str] = []
    form = NAMING._address_form

    def counted(address: str) -> str:
        compared.append(address)
        return str(form(address))

    monkeypatch.setattr(NAMING, "_address_form", counted)
    words = Words(addresses=telling_addresses(["https://a.example/1", "https://a.example/new"], []))
    compared.clear()

    assert naming(words, "https://a.example/" + "1/" * 10_000) == "https://a.example/1"
    assert naming(words, "https://a/" * 10_000) == ""
    assert telling_addresses(["https://a.example/1"], ["https://a/" * 10_000]) == frozenset({"a.example/1"})
    assert len(compared) < 5


def test_letters_that_grow_do_not_hide_an_address() -> None:
    words = Words(addresses=telling_addresses(["https://a.example/\u0130"], []))

    assert naming(words, "As https://a.example/\u0130#1 says.") == "https://a.example/i\u0307"


@pytest.mark.parametrize("text", ["'duo core ' * 30_000", r"'a' + '\u0300' * 80_000 + '\u0323' * 80_000"])
def test_a_text_takes_no_longer_than_it_is(text: str) -> None:
    """It would take minutes, were every part of it looked at with every other: the process ends long before."""
    code = f"""
import resource
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))  # seconds
from site_builder.catalog import naming, telling_words
print(repr(naming(telling_words(["duo", "core"], ["duo_core"]), {text})))
"""
    assert run(code) == ["''"]


@pytest.mark.parametrize("number", ["&#{}100;uo_next", "&#{}100uo_next"])
def test_a_letter_may_be_written_with_any_number_of_digits(number: str) -> None:
    assert named(number.format("0" * 5000), "duo_next") == "duo_next"
    assert named(number.format("1" * 5000), "duo_next") == ""
