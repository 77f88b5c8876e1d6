"""The report: one HTML file that holds everything it needs."""

from checker.report.render import render

__all__ = ["render"]
