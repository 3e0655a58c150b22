"""One module per command of `site-builder`."""
