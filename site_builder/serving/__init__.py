"""The site on this machine while it is written: served, built again on every change, reloaded in the browser.

Knows neither how a site is built nor how a report looks: both come as functions.
"""

from .live import Attempt, serve

__all__ = ["Attempt", "serve"]
