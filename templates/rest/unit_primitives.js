{% from "components/rows.html" import row_start %}
{% for listed in page.rows %}
[0,{{ piece(listed.facets, row_start, listed.facets) }},
{{- piece(listed.row.name, name_cell, href, listed.row) }},
{{- piece(listed.row.access_order, access_cell, listed.row) }},
{{- piece((listed.row.add_ons, "Add-ons"), links_cell, href, listed.row.add_ons, "Add-ons") }},
{{- piece((listed.row.license_types, "Licenses"), links_cell, href, listed.row.license_types, "Licenses") }},
{{- piece(listed.row.gitlab_realms, realms_cell, href, listed.row) }},
{{- piece(listed.row.status, text_cell, listed.row.status, "Maturity") }},
{{- piece((listed.row.since, listed.row.min_version), since_cell, listed.row) }},
{{- piece(listed.row.group, links_cell, href, (listed.row.group,), "Owner") }}]{{ "" if loop.last else "," }}
{% endfor %}
