"""What stands between the pages and the rest of the machine's browser: other sites may neither read nor write here."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Any port: a tunnel (ssh -L 9000:127.0.0.1:8000) shows the pages under a port of its own. Another *name* that leads to
# 127.0.0.1 is a rebinding attack.
HOSTS = frozenset({"127.0.0.1", "localhost"})
READING = frozenset({"GET", "HEAD"})
POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'", "form-action 'self'",
        "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": under it browsers send "Origin: null" with a form, which could not be told from a stranger's.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Protection:
    """ASGI middleware: only this machine's names are answered, only our own pages may post, and every answer carries HEADERS."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = _refusal(scope["method"], Headers(scope=scope))
        answer: ASGIApp = PlainTextResponse(refusal, 403) if refusal else self.app
        await answer(scope, receive, guarded)


def _refusal(method: str, headers: Headers) -> str:
    """Why a request is not answered, in words; "" if it is."""
    host = headers.get("host", "")
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        name = None
    if name not in HOSTS:
        return f"Host is {host[:80]!r}; these pages are served on 127.0.0.1 and localhost only.\n"
    if method not in READING and headers.get("origin") != f"http://{host}":
        return f"Origin is {headers.get('origin', 'missing')[:80]!r}; changes are taken from these pages only. Reload the page and try again.\n"
    return ""
