"""Every security rule: what keeps it in the code, how that is taken away, and the test that must fail then.

SECURITY.md lists the same rules with their tests.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule. `code` stands once in the file; with `without` in its place the rule is taken away."""

    name: str
    file: str
    code: str
    without: str
    test: str  # as pytest names it


RULES = (
    # Input does not run
    Rule(
        name="Templates escape every text",
        file="site_builder/output/templates.py",
        code="autoescape=True,",
        without="autoescape=False,",
        test="tests/output/test_renderer.py::test_text_is_escaped_in_pages_and_in_pictures",
    ),
    Rule(
        name="Of Markdown, harmless elements are left",
        file="site_builder/output/markdown.py",
        code="return Markup(cleaned)",
        without="return Markup(html)",
        test="tests/output/test_markdown.py::test_what_could_run_or_load_something_is_left_out",
    ),
    Rule(
        name="Links of Markdown are https, or stay within the site",
        file="site_builder/output/markdown.py",
        code="return value if is_right is None or is_right.fullmatch(value) else None",
        without="return value",
        test="tests/output/test_markdown.py::test_a_link_that_may_leave_the_site_without_saying_so_is_none",
    ),
    Rule(
        name="Places to link to in a text of the configuration are none of the page",
        file="site_builder/output/markdown.py",
        code='return f"data-{value}"',
        without="return value",
        test="tests/output/test_markdown.py::test_a_place_to_link_to_in_a_text_of_the_configuration_is_none_of_the_page",
    ),
    Rule(
        name="No text of the configuration takes long to lay out, or nests deeper than Python goes",
        file="site_builder/output/markdown.py",
        code='if text.count("[") <= _MOST_BRACKETS:',
        without="if text:",
        test="tests/output/test_markdown.py::test_a_text_of_the_configuration_that_nobody_could_lay_out_stays_as_it_is_written",
    ),
    Rule(
        name="Addresses are https, with a host and without a user",
        file="site_builder/source/formats.py",
        code='if parts.scheme != "https":',
        without='if parts.scheme not in ("https", "http", "javascript"):',
        test="tests/source/test_formats.py::test_what_is_no_https_address_is_told_with_the_reason",
    ),
    Rule(
        name="Data for scripts cannot end the script that holds it",
        file="site_builder/site/exports/scripts.py",
        code='.replace("</", "<\\\\/")',
        without="",
        test="tests/site/test_hostile_text.py::test_hostile_text_is_text_in_every_file_of_the_site",
    ),
    Rule(
        name="Cells of CSV files do not run as formulas",
        file="site_builder/site/exports/csv_tables.py",
        code='return f"\'{text}" if text.startswith(RUNS_AS_FORMULA) else text',
        without="return text",
        test="tests/site/exports/test_csv_tables.py::test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe",
    ),
    Rule(
        name="Cells of the spreadsheet are texts, also when somebody edits them",
        file="site_builder/site/exports/spreadsheet.py",
        code='add({"quote_prefix": True})',
        without="add({})",
        test="tests/site/exports/test_spreadsheet.py::test_a_text_that_would_run_stays_a_text_when_somebody_edits_it",
    ),
    Rule(
        name="Graphviz is given numbers, and no text",
        file="site_builder/output/layout.py",
        code="request = _request(shape)",
        without='request = _request(shape).replace("{", "{// " + diagram.title + "\\n", 1)',
        test="tests/output/test_layout.py::test_no_text_reaches_graphviz",
    ),
    Rule(
        name="Texts in DOT are labels",
        file="site_builder/output/dot.py",
        code="quote(graphviz.escape(text))",
        without="text",
        test="tests/output/test_dot.py::test_no_text_can_be_anything_but_a_label_in_dot",
    ),
    Rule(
        name="Terminals show control characters and obey none",
        file="site_builder/problems.py",
        code='return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)',
        without="return text",
        test="tests/test_problems.py::test_what_a_terminal_would_obey_and_what_nobody_sees_is_printed_as_an_escape",
    ),
    Rule(
        name="A shell is offered no word that it would run",
        file="site_builder/cli/completion.py",
        code=r'_WORD = re.compile(r"[\w:/=,.-]+")',
        without=r'_WORD = re.compile(r"[\w:&/=,. -]+")',
        test="tests/cli/test_completion.py::test_a_name_that_a_shell_would_obey_or_divide_is_not_offered",
    ),
    # Reading is bounded
    Rule(
        name="YAML tags make nothing",
        file="site_builder/source/reader_tree.py",
        code="self._refuse(refusals.anchor_or_tag, place, match[1])",
        without="pass",
        test="tests/source/test_reader_refusals.py::test_a_tag_is_not_allowed",
    ),
    Rule(
        name="YAML aliases repeat nothing",
        file="site_builder/source/reader_tree.py",
        code="self._refuse(refusals.alias, span_of(event), event.anchor)",
        without="pass",
        test="tests/source/test_reader_refusals.py::test_anchors_and_aliases_are_told_each_in_its_place",
    ),
    Rule(
        name="Files nest eight levels deep",
        file="site_builder/source/reader_tree.py",
        code="if len(self._levels) == MAX_DEPTH:",
        without="if len(self._levels) == 100:",
        test="tests/source/test_reader_refusals.py::test_a_ninth_level_is_too_deep",
    ),
    Rule(
        name="No more of a file is read than it may hold",
        file="site_builder/source/files.py",
        code="return stream.read(limit + 1)",
        without="return stream.read()",
        test="tests/source/test_files.py::test_no_more_is_read_than_a_file_may_hold",
    ),
    Rule(
        name="Links are not followed, pipes and devices not opened",
        file="site_builder/source/files.py",
        code="if not stat.S_ISREG(mode):",
        without="if not mode:",
        test="tests/source/test_files.py::test_a_pipe_does_not_hang",
    ),
    Rule(
        name="A configuration is not sought where a link in a clone leads",
        file="site_builder/disk.py",
        code="if link and link.exists():",
        without="if link and not link.exists():",
        test="tests/cli/test_brought_links.py::test_no_command_follows_it",
    ),
    Rule(
        name="Characters that nobody sees are refused",
        file="site_builder/source/reader_text.py",
        code="for run in runs[:_MOST_SHOWN]:",
        without="for run in runs[:0]:",
        test="tests/source/test_reader_text.py::test_characters_that_nobody_sees_are_not_allowed_anywhere",
    ),
    Rule(
        name="Names are fit for addresses and file systems",
        file="site_builder/source/loader.py",
        code="if name in DEVICES:",
        without="if not name:",
        test="tests/source/test_loader.py::test_names_that_windows_gives_to_devices_are_refused",
    ),
    Rule(
        name="A repository among the files of another is not believed",
        file="site_builder/source/git.py",
        code="    _refuse_another(directory, label)",
        without="    pass",
        test="tests/source/test_history.py::test_nor_is_it_by_a_git_that_does_not_know_the_setting_against_it",
    ),
    Rule(
        name="No setting of a repository runs a program",
        file="site_builder/source/git_command.py",
        code=', "-c", "core.fsmonitor=false"',
        without="",
        test="tests/source/test_history.py::test_what_a_repository_sets_is_never_run_and_changes_nothing",
    ),
    Rule(
        name="Which commit came of which is read from the commits alone",
        file="site_builder/source/git_command.py",
        code='"core.commitGraph=false"',
        without='"core.commitGraph=true"',
        test="tests/source/test_history.py::test_what_git_keeps_of_commits_beside_them_may_say_anything",
    ),
    Rule(
        name="What a clone shows in the place of commits and files is not what was committed",
        file="site_builder/source/git_command.py",
        code='"core.useReplaceRefs=false"',
        without='"core.useReplaceRefs=true"',
        test="tests/source/test_history.py::"
        "test_what_a_clone_shows_in_the_place_of_commits_and_files_is_not_the_history",
    ),
    Rule(
        name="No commit or file is fetched that a clone lacks",
        file="site_builder/source/git_command.py",
        code="""    "GIT_ALLOW_PROTOCOL": "none",  # a clone that lacks files would fetch them, with a program that its settings name
    "GIT_NO_LAZY_FETCH": "1",
""",
        without="",
        test="tests/source/test_history.py::test_a_clone_with_a_filter_fetches_nothing_and_says_what_it_lacks",
    ),
    Rule(
        name="Of a commit's message its beginning and its end are kept",
        file="site_builder/source/git.py",
        code="begun = _ends(begun + first)",
        without="begun = begun + first",
        test="tests/source/test_history.py::test_a_message_of_any_length_takes_no_more_memory_than_a_short_one",
    ),
    Rule(
        name="Git goes through no directory where no file can be",
        file="site_builder/source/git_trees.py",
        code='RAW = ("-z", "--raw"',
        without='RAW = ("-r", "-z", "--raw"',
        test="tests/source/test_history.py::"
        "test_git_does_not_go_through_directories_where_no_file_can_be[unit_primitives/zz-files]",
    ),
    Rule(
        name="Git is not asked to go through any number of directories",
        file="site_builder/source/git_trees.py",
        code="raise repository.too_many(most)",
        without="pass",
        test="tests/source/test_history.py::"
        "test_where_files_may_be_anywhere_very_many_directories_are_refused[True-files]",
    ),
    Rule(
        name="No more bytes of what was committed are read than a configuration has",
        file="site_builder/source/git.py",
        code="wanted.items()) > _MOST_BYTES:",
        without="wanted.items()) < 0:",
        test="tests/source/test_history.py::test_a_past_of_very_many_bytes_is_not_read[files]",
    ),
    Rule(
        name="A repository that git does not read is not taken for none",
        file="site_builder/source/git.py",
        code="    if place is None:\n",
        without="    if True:\n",
        test="tests/source/test_history.py::test_a_repository_that_git_does_not_read_is_not_taken_for_none",
    ),
    Rule(
        name="A cache is used where it could be ours, and nowhere else",
        file="site_builder/output/layout.py",
        code="is_sound = kept and _is_sound(kept, shape)",
        without="is_sound = True",
        test="tests/output/test_layout_kept.py::test_a_broken_cache_is_ignored_and_mended",
    ),
    Rule(
        name="A site that a clone or an archive brought is not taken for the one that was built here",
        file="site_builder/unchanged.py",
        code="last.made_here) != (made_from, whole, site_made_here(settings.output))",
        without="None) != (made_from, whole, None)",
        test="tests/test_unchanged.py::test_a_site_and_its_memory_that_a_clone_or_an_archive_brought_are_not_believed",
    ),
    # Writing is bounded
    Rule(
        name="Files of others in the output stay",
        file="site_builder/output/ownership.py",
        code="_refuse_foreign(place, tree, ours, entries, listed is not None)",
        without="pass",
        test="tests/output/test_publisher_refusals.py::test_files_that_this_program_did_not_write_are_named",
    ),
    Rule(
        name="An edit follows no link where it keeps what it needs to be undone",
        file="site_builder/source/exchange_list.py",
        code="if not stat.S_ISDIR(path.lstat().st_mode):",
        without="if not stat.S_ISDIR(path.stat().st_mode):",
        test="tests/source/test_saving.py::test_a_link_in_the_place_of_a_directory_of_ours_is_not_followed",
    ),
    Rule(
        name="An output that is a link, or lies behind one that a clone brought, is not followed",
        file="site_builder/output/destination.py",
        code="        refuse_linked_output(place.path, place.shown)\n",
        without="        pass\n",
        test="tests/output/test_publisher_refusals.py::test_an_output_that_is_a_link_is_refused",
    ),
    Rule(
        name="What is beside the output is not believed where no build made it there",
        file="site_builder/output/workspace.py",
        code="(names <= {_LOCK, _SIGN} or _is_signed(root))",
        without="True",
        test="tests/output/test_publisher_refusals.py::"
        "test_a_workspace_that_came_with_a_clone_or_a_copy_is_not_believed",
    ),
    Rule(
        name="Links beside the output are not followed",
        file="site_builder/output/workspace.py",
        code="return entry.is_dir(follow_symlinks=False) if entry.name in _TREES else entry.is_file(follow_symlinks=False)",
        without="return True",
        test="tests/output/test_publisher_refusals.py::test_a_link_in_the_workspace_is_never_followed",
    ),
    Rule(
        name="What the site is made from is not overwritten",
        file="site_builder/output/destination.py",
        code="        _refuse_overwriting(place, tuple(protected))\n",
        without="",
        test="tests/output/test_publisher_refusals.py::test_nothing_that_matters_is_overwritten",
    ),
    Rule(
        name="No file of a site leaves it",
        file="site_builder/output/staging.py",
        code="        self._names.add(artifact.path)\n",
        without="",
        test="tests/output/test_publisher.py::test_a_path_that_leaves_the_site_is_our_bug_and_changes_nothing",
    ),
    # Pages ask no other host
    Rule(
        name="Every page has a content security policy",
        file="templates/base.html",
        code="default-src 'none'; ",
        without="",
        test="tests/site/test_whole_site.py::test_the_security_policy_comes_first_and_allows_the_site_itself_only[least]",
    ),
    Rule(
        name="Nothing is inline",
        file="templates/base.html",
        code='<script src="{{ href(at.entry_script) }}"></script>',
        without="<script>document.documentElement.dataset.theme = localStorage.theme</script>",
        test="tests/site/test_whole_site.py::test_nothing_is_inline_and_nothing_handles_events_in_markup[least]",
    ),
    Rule(
        name="Words of a reader or of an address are text",
        file="templates/assets/dom.js",
        code="element.append(...children);",
        without="children.forEach((it) => (it.nodeType ? element.append(it) : element.insertAdjacentHTML('beforeend', it)));",
        test="tests/browser/test_address.py::test_hostile_words_are_text",
    ),
    # Builds are offline
    Rule(
        name="The server is on this machine only",
        file="site_builder/serving/server.py",
        code='ADDRESS = "127.0.0.1"',
        without='ADDRESS = "0.0.0.0"',
        test="tests/serving/test_server.py::test_it_is_on_this_machine_only_and_takes_a_free_port",
    ),
    Rule(
        name="The server answers to the names of this machine",
        file="site_builder/serving/server.py",
        code="return len(hosts) == 1 and hosts[0].strip().lower() in self.server.hosts",
        without="return True",
        test="tests/serving/test_server.py::test_a_page_of_another_site_gets_nothing_by_another_name",
    ),
    # Installation is pinned
    Rule(
        name="Packages have the bytes that their hashes name, and run nothing while they are installed",
        file="Makefile",
        code="LOCKED := --require-hashes --only-binary=:all:",
        without="LOCKED :=",
        test="tests/test_packaging.py::test_the_environment_is_made_of_locked_wheels_and_the_project_itself_is_not_fetched",
    ),
    Rule(
        name="Lock files name no index",
        file="requirements.lock",
        code="click==",
        without="--index-url https://example.com/\nclick==",
        test="tests/test_packaging.py::test_a_lock_file_names_no_index_no_address_and_no_path_of_a_machine",
    ),
    Rule(
        name="Copied scripts have the bytes that their checksums name",
        file="templates/assets/vendor/minisearch/LICENSE",
        code="Permission is hereby granted",
        without="Permission is hereby  granted",
        test="tests/test_vendor.py::test_every_file_has_the_bytes_its_checksum_names",
    ),
    # The public sees nothing internal
    Rule(
        name="Entities that are internal are left out for the public",
        file="site_builder/catalog/public.py",
        code="return entity.visibility == INTERNAL or entity.kind in",
        without="return entity.kind in",
        test="tests/catalog/test_public.py::test_an_internal_entity_goes_and_so_does_its_name_wherever_it_is_listed",
    ),
    Rule(
        name="Fields that are internal are left out for the public",
        file="site_builder/catalog/public.py",
        code="if not left_out.shows(entity.kind, field.name):",
        without="if False:",
        test="tests/catalog/test_public.py::test_a_field_goes_from_every_kind_that_has_it",
    ),
    Rule(
        name="Texts of files are left out for the public",
        file="site_builder/catalog/public.py",
        code='values: dict[str, Any] = {"source": entity.source and entity.source.without_text}',
        without='values: dict[str, Any] = {"source": entity.source}',
        test="tests/catalog/test_public.py::test_of_a_file_the_path_is_left_and_none_of_its_text",
    ),
    Rule(
        name="Messages of commits are left out for the public",
        file="site_builder/catalog/public_past.py",
        code='kept.append(Edit(id="", moment=edit.moment, subject="", entities=pairs))',
        without="kept.append(replace(edit, entities=pairs))",
        test="tests/catalog/test_public.py::test_an_edit_is_told_without_id_message_and_merge_request_and_only_where_it_did_something_public",
    ),
    Rule(
        name="What is internal today is left out of the past for the public",
        file="site_builder/catalog/fates.py",
        code="return after.ref in hidden",
        without="return False",
        test="tests/catalog/test_public.py::"
        "test_what_is_renamed_and_made_internal_since_the_last_commit_was_never_there_either",
    ),
    Rule(
        name="What says what something internal says today is left out of the past for the public",
        file="site_builder/catalog/fates.py",
        code="if before and (is_hidden or said & telling_facts(before))",
        without="if before and is_hidden",
        test="tests/catalog/test_public.py::test_what_said_what_something_internal_says_today_is_new_since_it_says_something_else",
    ),
    Rule(
        name="Nothing is told to the public of a commit that says nowhere what it may read",
        file="site_builder/catalog/open_steps.py",
        code="if edit.is_open:\n            steps",
        without="if True:\n            steps",
        test="tests/cli/test_public_past.py::test_nothing_is_told_of_a_commit_that_says_nowhere_what_the_public_may_read",
    ),
    Rule(
        name="The past of the public begins when the directory got its path",
        file="site_builder/source/history.py",
        code="commits = line_here(repository, tip) if stays else line_to(repository, tip)",
        without="commits = line_to(repository, tip)",
        test="tests/cli/test_public_past.py::test_the_past_of_the_public_begins_when_the_directory_got_its_path[--no-ff]",
    ),
    Rule(
        name="Names that were internal in a directory that is gone are no words for the public",
        file="site_builder/audiences.py",
        code="names |= _names(elsewhere.by_themselves) | {*also.words.internal}",
        without="names |= {*also.words.internal}",
        test="tests/cli/test_public_past.py::"
        "test_what_had_been_internal_in_a_directory_that_took_the_place_of_ours_is_known",
    ),
    Rule(
        name="Names of a kind that was internal in a directory that is gone are no words for the public",
        file="site_builder/audiences.py",
        code="internal.refs | elsewhere.with_kind if",
        without="internal.refs if",
        test="tests/cli/test_public_past.py::"
        "test_of_a_kind_that_is_internal_names_are_no_words_also_where_they_were_elsewhere",
    ),
    Rule(
        name="Addresses of what was internal in a directory that is gone are none for the public",
        file="site_builder/audiences.py",
        code="addresses_of((*versions, *found.record.elsewhere.by_themselves))",
        without="addresses_of(versions)",
        test="tests/cli/test_public_past.py::"
        "test_former_names_titles_and_addresses_of_what_was_internal_in_a_directory_that_is_gone_are_known",
    ),
    Rule(
        name="A field that states nothing, or that the public is not shown, has no row of PROVENANCE.csv there",
        file="site_builder/catalog/provenance.py",
        code="() if value is None else (value,)",
        without="(value,)",
        test="tests/catalog/test_provenance.py::test_what_states_nothing_has_no_origin",
    ),
    Rule(
        name="An open quote in PROVENANCE.csv takes no other row along",
        file="site_builder/source/provenance.py",
        code="        return _BREAK\n",
        without="        pass\n",
        test="tests/source/test_provenance.py::test_an_open_quote_takes_no_row_along_into_what_is_no_value",
    ),
    Rule(
        name="A quote in PROVENANCE.csv ends where its cell ends",
        file="site_builder/source/provenance.py",
        code="rows = csv.reader(iter(lines), strict=True)",
        without="rows = csv.reader(iter(lines))",
        test="tests/source/test_provenance.py::test_an_open_quote_in_a_value_takes_no_row_along_either",
    ),
    Rule(
        name="A lost line break in PROVENANCE.csv takes no other row along",
        file="site_builder/source/provenance.py",
        code="if row and len(row) != many:",
        without="if row and len(row) < many:",
        test="tests/source/test_provenance.py::test_a_lost_line_break_takes_no_row_along",
    ),
    Rule(
        name="Marks and what they are for are read as they stand at one moment",
        file="site_builder/source/unmixed.py",
        code="            if not (other := first_other(before, look(watched))):\n                return found\n",
        without="            return found\n",
        test="tests/source/test_unmixed.py::test_what_comes_or_changes_while_it_is_read_has_it_all_read_again",
    ),
    Rule(
        name="A mark in a commit with errors counts",
        file="site_builder/catalog/open_steps.py",
        code="        made.mark(edit.passed.internal)\n",
        without="",
        test="tests/cli/test_public_past.py::test_what_was_internal_among_errors_is_new_when_it_is_open_again",
    ),
    Rule(
        name="Without a file of marks nothing is for the public",
        file="site_builder/audiences.py",
        code="        refuse_unmarked(site, label)\n",
        without="",
        test="tests/cli/test_audience.py::test_without_a_site_file_nothing_is_for_the_public[removed-export dot]",
    ),
    Rule(
        name="Without a file of marks nothing is compared for the public",
        file="site_builder/cli/sides.py",
        code="        refuse_unmarked(it.site, _label(it, config), is_committed=bool(it.ref))\n",
        without="        pass\n",
        test="tests/cli/test_audience.py::test_nothing_is_compared_for_the_public_without_the_site_file_of_each",
    ),
    Rule(
        name="The tag of a release names nothing internal for the public",
        file="site_builder/audiences.py",
        code='if found := next(filter(None, (naming(words, it) for it in readings)), ""):',
        without="if found := '':",
        test="tests/cli/test_audience.py::test_the_tag_of_a_release_must_not_name_what_is_internal[build-v1-duo_next]",
    ),
    Rule(
        name="Of commits that are not on the line of what is there today the public is told nothing",
        file="site_builder/audiences.py",
        code="if today and today.fates.is_of_line(past) and is_on_line(config, ref, label=label):",
        without="if today:",
        test="tests/cli/test_public_past.py::"
        "test_of_a_commit_that_is_not_on_the_line_the_public_is_not_told[True-command0]",
    ),
    Rule(
        name="An earlier state is not told where what came after it is not known",
        file="site_builder/audiences.py",
        code="    if past.missing:\n",
        without="    if False:\n",
        test="tests/cli/test_public_past.py::test_an_earlier_state_is_not_told_where_what_came_after_it_is_not_known",
    ),
    Rule(
        name="Of an earlier release the public reads nothing that the history does not tell of then",
        file="site_builder/build.py",
        code="    told = today.told_until(past, releases)\n",
        without="    told = None\n",
        test="tests/cli/test_public_past.py::test_of_an_earlier_release_the_public_is_not_told_what_was_internal_since",
    ),
    Rule(
        name="Of an earlier release the public is told no tag of a later commit",
        file="site_builder/audiences.py",
        code="held = _recorded(releases).intersection(release.name for release in then.releases)",
        without="held = _recorded(releases)",
        test="tests/cli/test_public_past.py::"
        "test_no_tag_of_a_later_commit_is_told_in_a_release_though_all_that_came_between_is_internal",
    ),
    Rule(
        name="Of an earlier side of a difference the public reads nothing that the history does not tell of then",
        file="site_builder/cli/sides.py",
        code="now.told_until(past) if now and is_earlier else None",
        without="None",
        test="tests/cli/test_public_past.py::"
        "test_of_an_earlier_side_of_a_difference_the_public_is_not_told_what_was_internal_since",
    ),
    Rule(
        name="What a compared directory marks is known by every name and title that it has or had there",
        file="site_builder/catalog/naming.py",
        code="internal=tuple(sorted({word for words in known for word in words.internal})),",
        without="internal=(),",
        test="tests/cli/test_diff.py::"
        "test_what_a_directory_marks_is_known_by_all_its_names_titles_and_addresses[sides2-Beside Early Storm.]",
    ),
    Rule(
        name="What a compared directory marks is known by every address that it has or had there",
        file="site_builder/catalog/naming.py",
        code="addresses=frozenset[str]().union(*(words.addresses for words in known)),",
        without="",
        test="tests/cli/test_diff.py::"
        "test_what_a_directory_marks_is_known_by_all_its_names_titles_and_addresses[sides3-Beside https://docs.gitlab.com/early/ it was.]",
    ),
    Rule(
        name="What a compared directory marks is internal in the working tree by every name that it has or had there",
        file="site_builder/cli/sides.py",
        code="also=also, hidden=also.refs",
        without="also=also",
        test="tests/cli/test_diff.py::"
        "test_what_a_directory_marks_is_internal_by_every_name_that_it_has_or_had_elsewhere[config-sides0-Like proto bird.]",
    ),
    Rule(
        name="What a compared directory marks is internal on the other side by every name that it has or had there",
        file="site_builder/cli/sides.py",
        code="hidden=also.refs.union(",
        without="hidden=frozenset[Ref]().union(",
        test="tests/cli/test_diff.py::"
        "test_what_a_directory_marks_is_internal_by_every_name_that_it_has_or_had_elsewhere[other-sides5-Like proto bird.]",
    ),
    Rule(
        name="What is internal today is so in a compared directory by the name that it has there",
        file="site_builder/cli/sides.py",
        code="*((now,) if now and not told else ())",
        without="",
        test="tests/cli/test_diff.py::"
        "test_what_is_internal_today_is_so_in_a_directory_by_the_name_that_it_has_there[True-sides0]",
    ),
    Rule(
        name="What is called so in an earlier state alone lends its name to nothing that is internal",
        file="site_builder/audiences.py",
        code="words=also.words, untold=untold)",
        without="words=_words(entities, site, found, also, internal), untold=untold)",
        test="tests/cli/test_public_past.py::"
        "test_what_is_called_so_in_an_earlier_state_alone_lends_its_name_to_nothing_internal",
    ),
    Rule(
        name="No answer is another one for the public",
        file="site_builder/catalog/public.py",
        code="if getattr(entity, field) and not getattr(seen, field):",
        without="if False:",
        test="tests/catalog/test_public.py::test_a_list_that_would_be_empty_is_an_error_since_an_empty_list_says_something_else",
    ),
)
