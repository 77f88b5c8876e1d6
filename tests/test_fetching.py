"""Fetching from a server on this machine that behaves badly in every way that the web does."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from checker import web_access
from checker.cli import main
from checker.document import Document
from checker.errors import Skipped
from checker.fetching import Fetcher, fetch_stories
from checker.reading import read_documents
from checker.web_access import FetchError, Limits, exchange, public_addresses, web_url

ARTICLE = """<!doctype html><html lang="en"><head>{charset}<title>Army says rockets hit Sa Kaeo | Siam Herald</title>
<meta property="og:title" content="Army says rockets hit Sa Kaeo"><meta property="og:site_name" content="Siam Herald">
<meta property="article:published_time" content="2025-12-12T09:00:00+07:00"><link rel="canonical" href="https://elsewhere.example/planted"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Army says rockets hit Sa Kaeo</h1>
<p>Thailand’s army said on Friday that Cambodian forces had fired twenty rockets into Sa Kaeo province, wounding four villagers.</p>
<p>Cambodia’s defence ministry denied the report and said that no rocket had left its territory in the whole week.</p>
<p>The café owner in the market square said that he had heard explosions from early morning until noon.</p></article></body></html>"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Border Wire</title><link>{base}/</link>
<item><title>First</title><link>{base}/plain</link><pubDate>Thu, 11 Dec 2025 14:20:00 GMT</pubDate></item>
<item><title>Second</title><link>/story</link></item>
<item><title>Local file</title><link>file:///etc/passwd</link></item>
<item><title>Gone</title><link>{base}/missing</link></item>
<item><title>Fifth</title><link>{base}/story?5</link></item></channel></rss>"""
STORY_TEXT = "PHNOM PENH - Cambodia's government said on Thursday that Thai jets had bombed a village near the border. Thailand denied it.\n"

Answerer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by path, from the table of its server."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server: Any = self.server
        server.asked.append((time.monotonic(), self.path, dict(self.headers)))
        answer = server.pages.get(self.path.partition("?")[0])
        if answer is None:
            self.reply(b"nothing here", status=404)
        elif callable(answer):
            answer(self)
        else:
            self.reply(*answer)

    def reply(self, body: bytes, kind: str | None = "text/html", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **({"Content-Type": kind} if kind else {}), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: the tests' output stays clean."""


class Site:
    """A server on 127.0.0.1 with pages, and what it was asked for."""

    def __init__(self) -> None:
        self.server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.pages = self.pages = {}
        self.server.asked = self.asked = []
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    pages: dict[str, Any]
    asked: list[tuple[float, str, dict[str, str]]]

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.pages["/story"] = (ARTICLE.format(charset='<meta charset="utf-8">').encode(), "text/html; charset=utf-8")
    site.pages["/plain"] = (STORY_TEXT.encode(), "text/plain")
    yield site
    site.server.shutdown()
    site.server.server_close()


def fetcher(**options: Any) -> Fetcher:
    return Fetcher(**{"limits": Limits(2.0, 4.0, 200_000), "pause": 0.0, "allow_private": True} | options)


def fetched(site: Site, *paths: str, **options: Any) -> list[Document | Skipped]:
    return list(fetch_stories([site.base + path for path in paths], fetcher=fetcher(**options)))


def reason(found: list[Document | Skipped]) -> str:
    assert len(found) == 1
    assert isinstance(found[0], Skipped)
    return found[0].reason


def redirect(goal: str, status: int = 302) -> Answerer:
    return lambda handler: handler.reply(b"", status=status, Location=goal)


# What a story keeps


def test_story_keeps_address_title_outlet_and_day(site: Site) -> None:
    story = fetched(site, "/story#top")[0]
    assert isinstance(story, Document)
    assert (story.title, story.outlet, story.published) == ("Army says rockets hit Sa Kaeo", "Siam Herald", date(2025, 12, 12))
    assert story.url == f"{site.base}/story"  # the address that answered, not the one that the page gives itself
    assert story.text.startswith("Thailand’s army said on Friday")
    assert "Home" not in story.text
    assert site.asked[-1][2]["User-Agent"].startswith("claim-consistency-checker/")


def test_id_depends_on_the_address_alone(site: Site) -> None:
    first, second = fetched(site, "/story", "/plain")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert fetched(site, "/plain", "/story") == [second, first]
    assert first.doc_id != second.doc_id


def test_day_in_the_path_and_host_stand_in_for_what_a_page_does_not_say(site: Site) -> None:
    site.pages["/2025/12/13/raid"] = site.pages["/plain"]
    story = fetched(site, "/2025/12/13/raid")[0]
    assert isinstance(story, Document)
    assert (story.published, story.outlet, story.title) == (date(2025, 12, 13), "127.0.0.1", None)


def test_two_addresses_of_one_story_give_it_once(site: Site) -> None:
    site.pages["/old"] = redirect("/story", 301)
    assert [type(item) for item in fetched(site, "/story", "/old")] == [Document]


@pytest.mark.parametrize(
    ("encoding", "declared", "meta"),
    [
        ("utf-8", "text/html", ""),
        ("windows-1252", "text/html; charset=windows-1252", ""),
        ("windows-1252", "text/html", '<meta charset="windows-1252">'),
        ("utf-8", "text/html; charset=ISO-8859-1", ""),  # named out of habit
        ("utf-16", 'text/html; charset="utf-16"', ""),
        ("utf-8", "text/html; charset=no-such-thing", '<meta charset="utf-8">'),
        ("windows-1252", "text/html; charset=utf-8", '<meta charset="windows-1252">'),  # a header that is wrong
    ],
)
def test_mixed_encodings(site: Site, encoding: str, declared: str, meta: str) -> None:
    site.pages["/page"] = (ARTICLE.format(charset=meta).encode(encoding), declared)
    story = fetched(site, "/page")[0]
    assert isinstance(story, Document)
    assert "Thailand’s army" in story.text
    assert "The café owner" in story.text


def test_packed_page_is_unpacked(site: Site) -> None:
    body = gzip.compress(site.pages["/story"][0])
    site.pages["/packed"] = lambda handler: handler.reply(body, Content_Encoding="gzip")
    assert isinstance(fetched(site, "/packed")[0], Document)


# What is refused


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://example.org/a", "is no web address"),
        ("file:///etc/passwd", "is no web address"),
        ("notes.txt", "is no web address"),
        ("http://", "is no web address"),
        ("http://a:99999/", "is no web address"),
        ("https://user:secret@example.org/", "holds a user name or password"),
        ("http://no-such-host.invalid/", "is not known"),
        ("http://exa mple.org/", ""),
    ],
)
def test_what_is_no_address_is_named(address: str, words: str) -> None:
    found = list(fetch_stories([address], fetcher=fetcher()))
    assert words in reason(found)
    assert isinstance(found[0], Skipped)
    assert found[0].source == address


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",  # noqa: S104
        "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:a00:1]", "[64:ff9b::7f00:1]", "[fe80::1]", "[fc00::1]",
        "[2002:7f00:1::]", "[ff02::1]",
    ],
)  # fmt: skip
def test_addresses_inside_are_refused_however_they_are_written(host: str) -> None:
    with pytest.raises(FetchError, match=r"not on the public internet|is not known"):
        public_addresses(web_url(f"http://{host}/"))


@pytest.mark.parametrize("host", ["93.184.216.34", "[2606:2800:220:1::1]", "[::ffff:5db8:d822]"])
def test_addresses_outside_are_not(host: str) -> None:
    assert public_addresses(web_url(f"http://{host}/"))


def test_private_address_needs_the_option(site: Site) -> None:
    assert "--allow-private" in reason(fetched(site, "/story", allow_private=False))
    assert site.asked == []


def test_a_name_with_one_private_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        public_addresses(web_url("http://two.example/"))


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    # A name server that tells the truth once and then points inside.
    answers = iter(["93.184.216.34", "127.0.0.1"])
    reached = []

    def connection(_url: Any, address: str, _limits: Limits) -> Any:
        reached.append(address)
        raise OSError("not connected in a test")

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))])
    monkeypatch.setattr(web_access, "_connection", connection)
    with pytest.raises(FetchError, match="can't be reached"):
        exchange(web_url("http://rebind.example/"), accept="*/*", limits=Limits())
    assert reached == ["93.184.216.34"]


@pytest.mark.parametrize("goal", ["http://127.0.0.2:{port}/secret", "http://169.254.169.254/latest/meta-data/", "http://[::1]:{port}/secret", "//10.0.0.1/"])
def test_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch, goal: str) -> None:
    public = web_access._is_public
    monkeypatch.setattr(web_access, "_is_public", lambda text: text == "127.0.0.1" or public(text))  # this server stands for a public one
    site.pages["/away"] = redirect(goal.format(port=site.server.server_port))
    assert "not on the public internet" in reason(fetched(site, "/away", allow_private=False))
    assert site.paths() == ["/away"]


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ("file:///etc/passwd", "is no web address that can be fetched"),
        ("javascript:alert(1)", "is no web address that can be fetched"),
        ("http://[", "is no web address that can be fetched"),
        ("", "without saying where"),
        ("/loop", "redirects more than 5 times"),
    ],
)
def test_redirects_that_lead_nowhere(site: Site, goal: str, words: str) -> None:
    site.pages["/loop"] = redirect(goal)
    assert words in reason(fetched(site, "/loop"))


def test_wrong_content_types_are_named(site: Site) -> None:
    site.pages["/film"] = (b"\x00\x00", "video/mp4")
    site.pages["/feed"] = (RSS.format(base=site.base).encode(), "application/rss+xml")
    site.pages["/empty"] = (b"", "text/html")
    site.pages["/menu"] = (b"<html><body><nav>Home</nav></body></html>", "text/html")
    site.pages["/broken"] = (b"%PDF-1.7 nonsense", "application/pdf")
    found = fetched(site, "/film", "/feed", "/empty", "/menu", "/broken", "/missing")
    reasons = [item.reason for item in found if isinstance(item, Skipped)]
    assert "is of type 'video/mp4'" in reasons[0]
    assert "give --feed" in reasons[1]
    assert "is empty" in reasons[2]
    assert "holds no main text" in reasons[3]
    assert "is damaged or no PDF" in reasons[4]
    assert reasons[5] == "answered 404; expected 200"


def test_page_without_a_type_is_known_by_its_beginning(site: Site) -> None:
    site.pages["/untyped"] = (site.pages["/story"][0], None)
    assert isinstance(fetched(site, "/untyped")[0], Document)


def test_oversized_bodies_are_cut_off(site: Site) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            handler.close_connection = True

    bomb = gzip.compress(b" " * 50_000_000)
    site.pages["/told"] = (b"x" * 300_000, "text/html")
    site.pages["/endless"] = endless
    site.pages["/bomb"] = lambda handler: handler.reply(bomb, Content_Encoding="gzip")
    for path in ("/told", "/endless", "/bomb"):
        assert "is larger than" in reason(fetched(site, path))


def test_slow_servers_are_left(site: Site) -> None:
    def silent(handler: Handler) -> None:
        time.sleep(1.5)
        handler.reply(b"late")

    def dripping(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            for _ in range(40):
                handler.wfile.write(b"word ")
                time.sleep(0.1)
        except OSError:
            pass
        handler.close_connection = True

    def dripping_headers(handler: Handler) -> None:
        handler.send_response(200)
        handler.flush_headers()
        try:
            for number in range(40):
                handler.wfile.write(f"X-{number}: 1\r\n".encode())
                time.sleep(0.1)
        except OSError:
            pass
        handler.close_connection = True

    site.pages |= {"/silent": silent, "/dripping": dripping, "/headers": dripping_headers}
    limits = Limits(0.5, 1.0, 200_000)
    began = time.monotonic()
    assert "gave no answer for 0.5 s" in reason(fetched(site, "/silent", limits=limits))
    assert "took longer than 1 s" in reason(fetched(site, "/dripping", limits=limits))
    assert "took longer than 1 s" in reason(fetched(site, "/headers", limits=limits))
    assert time.monotonic() - began < 5  # left alone, the three take 9.5 s


def test_broken_answers_are_told_in_one_line(site: Site) -> None:
    def cut_short(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.send_header("Content-Type", "text/plain")
        handler.end_headers()
        handler.wfile.write(b"half a story")
        handler.close_connection = True

    def nonsense(handler: Handler) -> None:
        handler.wfile.write(b"\x00\xff\r\n\r\n")
        handler.close_connection = True

    site.pages |= {"/cut": cut_short, "/nonsense": nonsense, "/badzip": lambda handler: handler.reply(b"no gzip", Content_Encoding="gzip")}
    for path in ("/cut", "/nonsense", "/badzip"):
        told = reason(fetched(site, path))
        assert "can't be reached or broke off" in told
        assert "\n" not in told


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl (apt-get install openssl)")
def test_certificate_is_checked_against_the_name_though_the_connection_goes_to_the_address(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate), "-days", "2", *names]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a fixed command
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    secure = site.base.replace("http:", "https:")
    by_name = [secure.replace("127.0.0.1", "localhost") + "/story"]
    assert "has no certificate that can be trusted" in reason(list(fetch_stories(by_name, fetcher=fetcher())))
    monkeypatch.setattr(web_access, "_tls", lambda: ssl.create_default_context(cafile=str(certificate)))
    assert isinstance(next(fetch_stories(by_name, fetcher=fetcher())), Document)
    assert "has no certificate that can be trusted" in reason(list(fetch_stories([secure + "/story"], fetcher=fetcher())))


# Manners


def test_robots_are_obeyed_also_behind_a_redirect(site: Site) -> None:
    site.pages["/robots.txt"] = (
        b"User-agent: *\nDisallow: /private\nAllow: /private/open\n\nUser-agent: claim-consistency-checker\nDisallow: /*.php$\n",
        "text/plain",
    )
    site.pages |= {"/a.php": site.pages["/story"], "/private": site.pages["/story"], "/away": redirect("/a.php")}
    # The group with this program's name holds, not the general one; wildcards count.
    assert reason(fetched(site, "/a.php")) == "robots.txt forbids it"
    assert reason(fetched(site, "/away")) == "robots.txt forbids it"
    assert isinstance(fetched(site, "/private")[0], Document)
    assert site.paths() == ["/away", "/private"]


def test_robots_are_asked_once_a_host(site: Site) -> None:
    fetched(site, "/story", "/plain", "/missing")
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/story", "/plain", "/missing"]


@pytest.mark.parametrize("answer", [(b"", "text/plain", 500), redirect("/robots.txt"), (b"#" * 600_000, "text/plain")])
def test_host_that_fails_to_tell_its_rules_is_left_alone(site: Site, answer: Any) -> None:
    site.pages["/robots.txt"] = answer
    found = fetched(site, "/story", "/plain")
    assert ["robots.txt" in item.reason for item in found if isinstance(item, Skipped)] == [True, True]
    assert site.paths() == []


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    fetched(site, "/story", "/plain", pause=0.3)
    times = [moment for moment, _, _ in site.asked]
    assert min(b - a for a, b in pairwise(times)) >= 0.29


def test_crawl_delay_of_the_host_counts_where_it_is_longer(site: Site) -> None:
    site.pages["/robots.txt"] = (b"User-agent: *\nCrawl-delay: 7\n", "text/plain")
    waits: list[float] = []
    fetched(site, "/story", "/plain", sleep=waits.append)
    assert [round(wait) for wait in waits] == [7]
    site.pages["/robots.txt"] = (b"User-agent: *\nCrawl-delay: 600\n", "text/plain")
    assert "asks for 600 s between requests" in reason(fetched(site, "/story"))


def test_busy_host_is_asked_once_more_when_it_says_when(site: Site) -> None:
    turns = iter([True, False])

    def busy(handler: Handler) -> None:
        if next(turns):
            handler.reply(b"", status=429, Retry_After="3")
        else:
            handler.reply(*site.pages["/story"])

    site.pages["/busy"] = busy
    site.pages["/closed"] = lambda handler: handler.reply(b"", status=503, Retry_After="86400")
    waits: list[float] = []
    assert isinstance(fetched(site, "/busy", sleep=waits.append)[0], Document)
    assert waits == [3.0]
    assert reason(fetched(site, "/closed", sleep=waits.append)) == "answered 503; expected 200"


# Feeds


def feed(site: Site, path: str = "/feed", **options: Any) -> list[Document | Skipped]:
    return list(fetch_stories([site.base + path], feed=True, fetcher=fetcher(), **options))


def test_feed_gives_its_stories_and_what_pages_lack(site: Site) -> None:
    site.pages["/feed"] = (RSS.format(base=site.base).encode(), "application/rss+xml")
    plain, story, local, gone, fifth = feed(site)
    assert isinstance(plain, Document)
    assert (plain.title, plain.outlet, plain.published) == ("First", "Border Wire", date(2025, 12, 11))  # the page says none of it
    assert isinstance(story, Document)
    assert (story.title, story.outlet, story.published) == ("Army says rockets hit Sa Kaeo", "Siam Herald", date(2025, 12, 12))
    assert [isinstance(item, Skipped) for item in (local, gone, fifth)] == [True, True, False]
    assert isinstance(local, Skipped)
    assert "is no web address" in local.reason


def test_limit_of_a_feed_is_told(site: Site) -> None:
    site.pages["/feed"] = (RSS.format(base=site.base).encode(), "text/xml")
    found = feed(site, limit=2)
    assert [type(item) for item in found] == [Document, Document, Skipped]
    assert isinstance(found[2], Skipped)
    assert found[2].reason.startswith("3 more stories")


def test_atom_feed_in_another_encoding(site: Site) -> None:
    text = f"""<?xml version="1.0" encoding="iso-8859-1"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Café Presse</title>
    <entry><title>Un</title><link href="{site.base}/plain"/><updated>2025-12-14T00:00:00Z</updated></entry></feed>"""
    site.pages["/feed"] = (text.encode("iso-8859-1"), "application/atom+xml")
    story = feed(site)[0]
    assert isinstance(story, Document)
    assert (story.outlet, story.published) == ("Café Presse", date(2025, 12, 14))


@pytest.mark.parametrize(
    "body",
    [
        b"/etc/passwd",
        b"http://127.0.0.1/",
        b"<html><body>no feed</body></html>",
        b"",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title></item></channel></rss>',
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "'
        + b"&a;" * 50
        + b'"><!ENTITY c "'
        + b"&b;" * 50
        + b'">]><rss><channel><title>&c;</title></channel></rss>',
    ],
)
def test_what_is_no_feed_says_so_and_opens_nothing(site: Site, body: bytes) -> None:
    site.pages["/feed"] = (body, "application/rss+xml")
    assert "is no feed with stories" in reason(feed(site))
    assert site.paths() == ["/feed"]


# The command


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main(["fetch", *map(str, arguments), "--pause", "0", "--timeout", "2"])
    return int(left.value.code or 0)


def test_command_writes_stories_that_the_reader_takes(site: Site, tmp_path: Path) -> None:
    out = tmp_path / "new" / "stories.jsonl"
    assert call(f"{site.base}/story", f"{site.base}/plain", "--allow-private", "--out", out) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["url"] for line in lines] == [f"{site.base}/story", f"{site.base}/plain"]
    documents = read_documents([out]).documents
    assert [document.doc_id for document in documents] == [line["doc_id"] for line in lines]
    assert documents[0].published == date(2025, 12, 12)
    assert [path.name for path in out.parent.iterdir()] == ["stories.jsonl"]


def test_skipped_addresses_are_named_and_give_exit_code_3(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(f"{site.base}/missing", f"{site.base}/story", "--allow-private", "--out", tmp_path / "a.jsonl") == 3
    assert capsys.readouterr().err.strip() == f"checker: skipped {site.base}/missing: answered 404; expected 200"
    assert len((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_where_nothing_can_be_fetched_an_earlier_file_stays(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.jsonl"
    out.write_text("earlier\n", encoding="utf-8")
    assert call(f"{site.base}/story", "--out", out) == 2
    told = capsys.readouterr().err
    assert f"skipped {site.base}/story" in told
    assert "no story could be fetched; nothing was written" in told
    assert out.read_text(encoding="utf-8") == "earlier\n"


def test_feed_option(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = (RSS.format(base=site.base).encode(), "application/rss+xml")
    assert call(f"{site.base}/feed", "--feed", "--limit", "2", "--allow-private", "--out", tmp_path / "a.jsonl") == 3
    assert len((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_folder_for_a_file_is_told_before_anything_is_fetched(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(f"{site.base}/story", "--allow-private", "--out", tmp_path) == 2
    assert "is a folder; expected a file" in capsys.readouterr().err
    assert site.asked == []
