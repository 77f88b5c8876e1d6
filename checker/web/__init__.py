"""Review pages in the browser: read the matrix, check the quotes, decide, add stories, export."""

from checker.web.server import serve

__all__ = ["serve"]
