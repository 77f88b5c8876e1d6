"""News stories from web addresses and feeds, as documents: politely, within limits, and from the public internet only.

Polite means: what robots.txt forbids is not fetched (RFC 9309, redirects' targets included), a host is asked at most once in a while
(its own Crawl-delay if that is longer), one request at a time, under this program's name.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from checker import formats, pdf, plaintext
from checker.document import Document
from checker.errors import InputError, Skipped
from checker.extras import need
from checker.formats import Row
from checker.reading import parse_day
from checker.web_access import ROBOT, Answer, FetchError, Limits, exchange, web_url

if TYPE_CHECKING:
    from urllib3.util import Url

READERS: dict[str, formats.Reader] = {
    "text/html": formats.read_html,
    "application/xhtml+xml": formats.read_html,
    "text/plain": formats.read_text,
    "application/pdf": pdf.read_pdf,
}
FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/xml", "text/xml")
ACCEPT_STORY = "text/html, application/xhtml+xml, text/plain;q=0.8, application/pdf;q=0.7"
ACCEPT_FEED = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9"
REDIRECTS = (301, 302, 303, 307, 308)
MAX_REDIRECTS = 5
MAX_WAIT = 30.0  # seconds: a host that asks for more patience is skipped
ROBOTS_SIZE = 500 * 2**10  # bytes that a robot has to read (RFC 9309)

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Fetcher:
    """Gets pages; remembers what each host allows and when it was last asked.

    pause: seconds between two requests to one host. Not for use by several threads.
    """

    limits: Limits = field(default_factory=Limits)
    pause: float = 1.0
    allow_private: bool = False
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, Any] = field(default_factory=dict, init=False)
    _free_at: dict[str, float] = field(default_factory=dict, init=False)

    def get(self, address: str, *, accept: str, robots: bool = True, limits: Limits | None = None) -> Answer:
        """The page behind an address, through at most five redirects, each checked like the address itself. Raises FetchError."""
        url = web_url(address)
        for _ in range(MAX_REDIRECTS + 1):
            if robots:
                self._ask_robots(url)
            answer = self._patiently(url, accept, limits or self.limits)
            if answer.status not in REDIRECTS:
                return answer
            url = _redirected(url, answer)
        raise FetchError(f"redirects more than {MAX_REDIRECTS} times")

    def _patiently(self, url: Url, accept: str, limits: Limits) -> Answer:
        """One exchange, and a second one if the host asks to come back within half a minute."""
        answer = self._exchange(url, accept, limits)
        wait = answer.headers.get("retry-after", "")
        if answer.status in (429, 503) and wait.isdecimal() and int(wait) <= MAX_WAIT:
            self.sleep(float(wait))
            answer = self._exchange(url, accept, limits)
        return answer

    def _exchange(self, url: Url, accept: str, limits: Limits) -> Answer:
        host = url.host or ""
        wait = self._free_at.get(host, 0.0) - time.monotonic()
        if wait > 0:
            self.sleep(wait)
        try:
            return exchange(url, accept=accept, limits=limits, allow_private=self.allow_private)
        finally:
            self._free_at[host] = time.monotonic() + max(self.pause, self._delay(url))

    def _delay(self, url: Url) -> float:
        rules = self._robots.get(_origin(url))
        return 0.0 if rules is None or isinstance(rules, FetchError) else float(rules.crawl_delay(ROBOT) or 0.0)

    def _ask_robots(self, url: Url) -> None:
        """Raises FetchError for what the host's robots.txt keeps from robots, or where it can't be read."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(url.url, ROBOT):
            raise FetchError("robots.txt forbids it")
        if self._delay(url) > MAX_WAIT:
            raise FetchError(f"robots.txt asks for {self._delay(url):g} s between requests; more than {MAX_WAIT:g} s are not waited")

    def _read_robots(self, origin: str) -> Any:
        """The rules of a host; all is allowed where there are none (4xx), nothing (a FetchError) where the host fails to tell (RFC 9309)."""
        from protego import Protego

        try:
            answer = self.get(f"{origin}/robots.txt", accept="text/plain", robots=False, limits=replace(self.limits, size=ROBOTS_SIZE))
        except FetchError as error:
            return FetchError(f"{origin}/robots.txt could not be asked: {error}")
        if answer.status == 200:
            return Protego.parse(answer.body.decode("utf-8", "replace"))
        if 400 <= answer.status < 500:
            return Protego.parse("")
        return FetchError(f"{origin}/robots.txt answered {answer.status}, so nothing is fetched from there")


def _origin(url: Url) -> str:
    return f"{url.scheme}://{url.netloc}"


def _redirected(url: Url, answer: Answer) -> Url:
    from urllib.parse import urljoin

    goal = answer.headers.get("location", "")
    if not goal:
        raise FetchError(f"answered {answer.status} without saying where to go")
    try:
        return web_url(urljoin(url.url, goal))
    except (FetchError, ValueError):
        raise FetchError(f"redirects to {plaintext.printable(goal)[:80]!r}, which is no web address that can be fetched") from None


def fetch_stories(
    addresses: Sequence[str], *, feed: bool = False, limit: int = 50, fetcher: Fetcher | None = None, progress: Progress | None = None
) -> Iterator[Document | Skipped]:
    """A document for each address, or with `feed` for each of the first `limit` stories of each feed; what fails is a Skipped.

    A story that two addresses lead to comes once. Documents carry the address they were found at in the end, the title, outlet and
    day that the page states, else those of the feed, and a doc_id that depends on the address alone. Raises CheckerError without the
    packages of the extra `fetch`.
    """
    need("fetch", "robots.txt and feeds", "protego", "feedparser")
    fetcher = fetcher or Fetcher()
    items: list[Entry | Skipped] = [item for address in addresses for item in (read_feed(address, fetcher, limit) if feed else [Entry(address)])]
    seen: set[str] = set()
    for number, item in enumerate(items, start=1):
        found = item if isinstance(item, Skipped) else _story(item, fetcher)
        if isinstance(found, Skipped) or found.doc_id not in seen:
            yield found
        if isinstance(found, Document):
            seen.add(found.doc_id)
        if progress:
            progress("fetch", number, len(items))


@dataclass(frozen=True, slots=True)
class Entry:
    """An address to fetch, with what a feed says of it. published: as the feed writes it, or a date."""

    address: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None


def read_feed(address: str, fetcher: Fetcher, limit: int) -> list[Entry | Skipped]:
    """The first `limit` stories of an RSS or Atom feed, in its order; a Skipped where it gives none or more."""
    try:
        answer = _ok(fetcher.get(address, accept=ACCEPT_FEED))
        entries = _entries(answer)
    except FetchError as error:
        return [Skipped(_named(address), str(error))]
    more = [Skipped(_named(address), f"{len(entries) - limit} more stories of this feed were left out; --limit fetches more")] if len(entries) > limit else []
    return [*entries[:limit], *more]


def _entries(answer: Answer) -> list[Entry]:
    import feedparser

    # A file object: feedparser takes a string for an address or a file name and would open it itself.
    parsed = feedparser.parse(io.BytesIO(answer.body), response_headers={"content-location": answer.url, **_feed_type(answer)})
    outlet = parsed.feed.get("title") or None
    links = {entry.link: Entry(entry.link, entry.get("title"), _feed_day(entry), outlet) for entry in parsed.entries if entry.get("link")}
    if not links:
        raise FetchError("is no feed with stories; expected RSS or Atom; leave out --feed for a single story")
    return list(links.values())


def _feed_type(answer: Answer) -> dict[str, str]:
    """The content type, from which feedparser takes the encoding, where it names one."""
    value = answer.headers.get("content-type", "")
    return {"content-type": value} if "charset" in value.lower() else {}


def _feed_day(entry: Any) -> date | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return date(*moment[:3]) if moment else None


def _ok(answer: Answer) -> Answer:
    if answer.status != 200:
        raise FetchError(f"answered {answer.status}; expected 200")
    return answer


def _named(address: str) -> str:
    return " ".join(plaintext.printable(address[:300]).split())


def _story(entry: Entry, fetcher: Fetcher) -> Document | Skipped:
    try:
        return _document(_ok(fetcher.get(entry.address, accept=ACCEPT_STORY)), entry)
    except (FetchError, InputError) as error:
        return Skipped(_named(entry.address), " ".join(plaintext.printable(str(error)).split()))


def _document(answer: Answer, entry: Entry) -> Document:
    """The story on a page. Raises FetchError for other content, InputError (from the readers) for pages without a story."""
    kind = answer.content_type or _sniffed(answer.body)
    if kind in FEEDS:
        raise FetchError(f"is a feed or other XML ({kind}); give --feed to fetch its stories")
    if kind not in READERS:
        raise FetchError(f"is of type {kind or 'unknown'!r}; expected a web page, plain text or a PDF document")
    url = web_url(answer.url)
    # Newspapers write the day into the path: /2025/12/24/title.
    source = formats.from_bytes(answer.url, (url.path or "").replace("/", "-"), _recoded(answer, kind))
    row = next(row for row in READERS[kind](source) if isinstance(row, Row))
    values = row.fields
    host = (url.host or "").removeprefix("www.")
    text = plaintext.printable(str(values.get("text") or ""))
    if not text.strip():
        raise FetchError("holds no text")
    return Document(
        doc_id=f"{host.strip('[]').replace(':', '-')}-{hashlib.sha256(answer.url.encode()).hexdigest()[:10]}",
        text=text,
        title=_line(values.get("title")) or _line(entry.title),
        outlet=_line(values.get("outlet")) or _line(entry.outlet) or host,
        published=_day(values.get("published")) or entry.published,
        url=answer.url,
    )


def _sniffed(body: bytes) -> str:
    """The type of a page that was sent without one."""
    return {".html": "text/html", ".pdf": "application/pdf", ".txt": "text/plain"}.get(formats.sniff(body[:4096]), "")


def _recoded(answer: Answer, kind: str) -> bytes:
    """The body in UTF-8 with a mark, if the server names an encoding that fits it; else as it came, for the readers to find out."""
    name = answer.headers.get("content-type", "").lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
    if not name or kind == "application/pdf":
        return answer.body
    for encoding in ("utf-8", name):  # what is UTF-8 throughout is no Latin-1, which servers name out of habit
        try:
            return b"\xef\xbb\xbf" + answer.body.decode(encoding).removeprefix("\ufeff").encode("utf-8")
        except (LookupError, ValueError):
            continue
    return answer.body


def _line(value: Any) -> str | None:
    return " ".join(plaintext.printable(str(value)).split()) or None if value else None


def _day(value: Any) -> date | None:
    try:
        return parse_day(value)
    except InputError:
        return None
