"""What all pages share: the workspace, the work in the background, and who is reviewing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from checker.config import Config
from checker.web.reports import Reports
from checker.web.work import Work
from checker.workspace import Overview, Workspace

NAME_COOKIE = "reviewer"
NAME_LIMIT = 80
_A_YEAR = 365 * 24 * 3600


@dataclass
class Site:
    """One served workspace. reviewer: name to use where the browser has none; token: what every form must send back."""

    workspace: Workspace
    work: Work
    config: Config
    reviewer: str | None = None
    reports: Reports = field(init=False)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _overview: tuple[int, Overview] | None = None

    def __post_init__(self) -> None:
        self.reports = Reports(self.workspace)

    def overview(self) -> Overview:
        """Counts of the workspace, worked out once for each version of its file."""
        version = self.workspace.version()
        known = self._overview
        if known is None or known[0] != version:
            known = self._overview = (version, self.workspace.overview())
        return known[1]

    def accepts(self, token: str) -> bool:
        """Whether a form came from one of our pages."""
        return secrets.compare_digest(token.encode(), self.token.encode())


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    return cast(Site, request.app.state.site)


def reviewer_of(request: Request) -> str | None:
    """Name kept in the browser, else the one given at the start."""
    return clean_name(unquote(request.cookies.get(NAME_COOKIE, ""))) or site_of(request).reviewer


def remember_reviewer(response: Response, name: str) -> None:
    """Keep the name in the browser for a year."""
    response.set_cookie(NAME_COOKIE, quote(name, safe=""), max_age=_A_YEAR, httponly=True, samesite="strict")


def clean_name(text: str) -> str:
    """A name on one line, without control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:NAME_LIMIT]
