"""A catalog site, and the library around it, for GitLab's Cloud Connector configuration."""

__version__ = "0.1.0"
