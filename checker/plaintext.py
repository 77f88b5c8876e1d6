"""Bytes to text: character set, line endings, hard-wrapped lines, and the header block that a text file may carry."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Sequence

from checker.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins like that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = {
    b"%PDF-": "a PDF document; rename it to .pdf",
    b"PK\x03\x04": "a zip archive or an Office document; save it as .txt, .html or .pdf",
    b"\xd0\xcf\x11\xe0": "an old Office document; save it as .txt, .html or .pdf",
    b"\x1f\x8b": "a gzip archive; unpack it first",
    b"\x89PNG": "a picture; run text recognition (OCR) first",
    b"\xff\xd8\xff": "a picture; run text recognition (OCR) first",
    b"GIF8": "a picture; run text recognition (OCR) first",
    b"PAR1": "a Parquet file; rename it to .parquet",
    b"SQLite format 3": "a database; export its rows as .jsonl or .csv",
    b"{\\rtf": "an RTF document; save it as .txt, .html or .pdf",
}
# Control characters that no text has; tab, line feed, form feed and carriage return are fine.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
# More bytes above 127 than this and the text is hardly English in windows-1252.
_FEW = 0.1
_NEWLINE = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_HEADER_LINE = re.compile(r"([A-Za-z_]+):[ \t]*(.*)")
_MAX_HEADER = 30


def decode(data: bytes) -> str:
    """Text of `data`: byte order mark, else UTF-8, else windows-1252 or what charset-normalizer finds. The mark is left out.

    Raises InputError when the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise InputError(f"is {kind}")
    encoding = _guess(data)
    return _strict(data, encoding)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {error.start + 1} is {data[error.start : error.start + 1]!r}, which is not {encoding.upper()}; save the text as UTF-8"
        ) from None


def _guess(data: bytes) -> str:
    sample = data[:_SAMPLE]
    if wide := _wide(sample):
        return wide
    if len(_CONTROL.findall(sample)) > len(sample) // 500:
        raise InputError("is binary; expected text (UTF-8)")
    if _decodes(data, "utf-8"):
        return "utf-8"
    return _legacy(data)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark shows as a NUL in nearly every other place."""
    half = len(sample) // 2
    if half and sample[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    if half and sample[::2].count(0) > 0.7 * half:
        return "utf-16-be"
    return None


def _legacy(data: bytes) -> str:
    """One of the old one-byte and Asian encodings. English with a few curly quotes is windows-1252, which detectors often mistake."""
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    if high <= _FEW * min(len(data), _SAMPLE) and _decodes(data, "cp1252"):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise InputError("is binary or in an unknown character set; expected text (UTF-8)")
    # The sample may end in the middle of a character, so only a whole text proves the guess.
    return best.encoding if _decodes(data, best.encoding) else "latin-1"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def plain_newlines(text: str) -> str:
    r"""Every kind of line end (CR LF, CR, form feed, the Unicode separators) as one \n."""
    return _NEWLINE.sub("\n", text)


def printable(text: str) -> str:
    """NUL and lone surrogates, which can't be written as UTF-8, replaced one for one, so that offsets stay."""
    return text.translate(_UNPRINTABLE)


def split_header(text: str) -> tuple[dict[str, str], str]:
    """Header fields and the rest. A header is a block of "name: value" lines between two lines "---" at the very top."""
    lines = text.split("\n", _MAX_HEADER)
    if lines[0].rstrip() != "---":
        return {}, text
    closing = next((number for number, line in enumerate(lines[1:_MAX_HEADER], 1) if line.rstrip() == "---"), 0)
    matches = [_HEADER_LINE.fullmatch(line.strip()) for line in lines[1:closing] if line.strip()]
    if not closing or not all(matches):
        return {}, text
    fields = {match[1].lower(): match[2].strip().strip("\"'") for match in matches if match}
    return fields, "\n".join(lines[closing + 1 :]).lstrip("\n")


def unwrap(text: str, *, slack: float = 0.0) -> str:
    r"""Join hard-wrapped lines into paragraphs of one line each; a text that is not hard-wrapped comes back as it is.

    A break is a wrap when the first word of the next line would not have fitted. slack: share of the line width by which wrapped
    lines may be shorter (proportional type).
    """
    lines = [line.rstrip() for line in text.split("\n")]
    width = _wrap_width(lines, slack)
    return "\n".join(join_lines(lines, width, slack=slack)) if width else text


def _wrap_width(lines: Sequence[str], slack: float) -> int:
    """Width at which the lines are wrapped; 0 if they are not."""
    lengths = sorted(len(line) for line in lines if line)
    # Fewer lines are no pattern; real wrapping is at 60-100 characters, a little more in small print.
    if len(lengths) < 4 or not 40 <= lengths[-1] <= 140:
        return 0
    width = lengths[int(0.95 * (len(lengths) - 1))] if slack else lengths[-1]
    inside = [(line, after) for line, after in itertools.pairwise(lines) if line and after]
    full = sum(_is_full(line, after, width, slack) for line, after in inside)
    return width if full >= 0.6 * max(1, len(inside)) else 0


def _is_full(line: str, after: str, width: int, slack: float) -> bool:
    first_word = after.split(None, 1)[0] if after.strip() else ""
    return len(line) + 1 + len(first_word) > width * (1 - slack)


def join_lines(lines: Sequence[str], width: int, *, slack: float = 0.0) -> list[str]:
    """Paragraphs of hard-wrapped lines; hyphens at line ends are undone. Empty lines part paragraphs and are left out."""
    words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(lines).lower()))
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        if before and line.strip() and _continues(before, line, width, slack):
            paragraphs[-1] = _joined(paragraphs[-1], line.strip(), words)
        elif line.strip():
            paragraphs.append(line.strip())
        before = line.rstrip()
    return paragraphs


def _continues(before: str, line: str, width: int, slack: float) -> bool:
    if re.match(r"\s{2,}|\s*(?:[•*·▪–-]|\(?\d{1,2}[.)])\s", line):
        return False  # an indented line or a list item begins anew
    if before.endswith(("-", "\u00ad", "\u2010")):
        return True
    ends_sentence = re.search(r"[.!?:][\"'”’)\]]*$", before)
    if not ends_sentence and line[:1].islower():
        return True
    # The last line of a paragraph may come close to the margin, but seldom within the slack that wrapped lines have.
    return _is_full(before, line, width, slack / 2 if ends_sentence else slack)


# First parts that keep their hyphen ("cross-border", "anti-tank").
_PREFIXES = frozenset({
    "all", "anti", "cross", "ex", "far", "half", "high", "ill", "inter", "long", "low", "mid", "multi", "non", "post", "pre", "pro",
    "self", "semi", "short", "so", "sub", "well",
})  # fmt: skip


def _joined(head: str, tail: str, words: set[str]) -> str:
    broken = re.search(r"([^\W\d_]+)[-\u00ad\u2010]$", head)
    if not broken:
        return f"{head} {tail}" if not head.endswith(("-", "/")) else head + tail
    first, second = broken[1], re.match(r"[^\W\d_]*", tail)[0]  # type: ignore[index]
    return head[:-1] + tail if _is_one_word(first, second, words) and not head.endswith("\u2010") else head + tail


def _is_one_word(first: str, second: str, words: set[str]) -> bool:
    """Whether "first-/second" over a line end is one word: what the document itself writes elsewhere decides first."""
    if not second or not second[0].islower():
        return False
    whole, hyphened = (first + second).lower(), f"{first}-{second}".lower()
    if whole in words or hyphened in words:
        return whole in words
    return first.lower() not in _PREFIXES
