{% from "components/matrix.html" import matrix_cell, matrix_name %}
{% from "components/rows.html" import row_start %}
{% for place, row in page.rows %}
[{{ place }},{{ piece(row.facets, row_start, row.facets) }},
{{- piece(row.link, matrix_name, href, row) }},
{{- together(row.cells, matrix_cell, "") }}]{{ "" if loop.last else "," }}
{% endfor %}
