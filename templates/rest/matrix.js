{% from "components/matrix.html" import matrix_cells, matrix_name %}
{% from "components/rows.html" import row_start %}
{% for group in page.groups %}
{% set place = loop.index0 %}
{% set is_last = loop.last %}
{% for row in group.rows %}
[{{ place }},{{ piece(row.facets, row_start, row.facets) }},
{{- piece(row.link, matrix_name, href, row) }},
{{- piece(row.cells, matrix_cells, row.cells, "") }}]{{ "" if is_last and loop.last else "," }}
{% endfor %}
{% endfor %}
