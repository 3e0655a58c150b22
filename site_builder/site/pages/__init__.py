"""One module per page of the site: a frozen value with exactly what its template shows, and what makes it."""
