{% from "components/matrix.html" import matrix_cells, matrix_name %}
{% from "components/rows.html" import row_start %}
{% for place, row in page.rows %}
[{{ place }},{{ piece(row.facets, row_start, row.facets) }},
{{- piece(row.link, matrix_name, href, row) }},
{{- piece(row.cells, matrix_cells, row.cells, "") }}]{{ "" if loop.last else "," }}
{% endfor %}
