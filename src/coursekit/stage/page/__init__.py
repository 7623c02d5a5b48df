"""The page that phones open: one file of our own, with its style, its code and its words in it."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

from coursekit.knowledge.words import catalogue

LANGUAGE = "en"
_HERE = Path(__file__).resolve().parent


def phone_page(host: str, *, known: bool) -> tuple[bytes, str]:
    """The page and the policy it is sent with: nothing runs or is fetched but what is in it, and our own socket.

    Parameters
    ----------
    host
        Name and port under which the page was asked for.
    known
        Whether it was asked for with the room's code; else it asks for one.

    Examples
    --------
    >>> page, policy = phone_page("127.0.0.1:8100", known=True)
    >>> len(page) < 30_000, "default-src 'none'" in policy
    (True, True)
    """
    page, hashes = _page(known)
    style, script = hashes
    # 'self' does not mean sockets to every browser that is still in use.
    policy = (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; connect-src 'self' ws://{host} wss://{host}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return page, policy


@cache
def _page(known: bool) -> tuple[bytes, tuple[str, str]]:
    words = {key.removeprefix("phone."): text for key, text in catalogue("stage").items() if key.startswith("phone.")}
    refused = {key: text for key, text in catalogue("stage").items() if key.startswith("refused.")}
    style, script = (_HERE.joinpath(name).read_text(encoding="utf-8") for name in ("phone.css", "phone.js"))
    spoken = in_script({"known": known, "words": {**words, **refused}})
    filled = {"LANGUAGE": LANGUAGE, "TITLE": words["title"], "STYLE": style, "WORDS": spoken, "SCRIPT": script}
    page = _HERE.joinpath("phone.html").read_text(encoding="utf-8")
    for name, text in filled.items():
        page = page.replace(f"[[{name}]]", text)
    return page.encode(), (_hashed(style), _hashed(script))


def in_script(value: object) -> str:
    r"""JSON that can stand in a script element: a "<" in it could end the element.

    Examples
    --------
    >>> print(in_script({"word": "</script>"}))
    {"word": "\u003c/script>"}
    """
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _hashed(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
