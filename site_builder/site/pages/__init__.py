"""One module per page of the site: a frozen value with exactly what its template shows, and the function that makes it."""
