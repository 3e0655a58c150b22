{% from "components/news.html" import version_cell %}
{% from "components/rows.html" import row_start %}
{% for news in page.rows %}
[0,{{ piece((news.facets, news.version), row_start, news.facets, news.version.text) }},
{{- piece((news.version, news.role), version_cell, href, news) }},
{{- piece(news.row.name, name_cell, href, news.row) }},
{{- piece(news.row.access_order, access_cell, news.row) }},
{{- piece((news.row.add_ons, "Add-ons"), links_cell, href, news.row.add_ons, "Add-ons") }},
{{- piece((news.row.license_types, "Licenses"), links_cell, href, news.row.license_types, "Licenses") }},
{{- piece(news.row.gitlab_realms, realms_cell, href, news.row) }},
{{- piece(news.row.status, text_cell, news.row.status, "Maturity") }}]{{ "" if loop.last else "," }}
{% endfor %}
