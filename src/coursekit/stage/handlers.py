"""Who may come in at which door: phones with the room's code, and the lecturer's side, which is never a browser."""

from __future__ import annotations

import asyncio
import hmac
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from tornado import web, websocket

from coursekit.stage.hall import Hall, voter_name
from coursekit.stage.limits import Bucket, Buckets
from coursekit.stage.page import phone_page
from coursekit.stage.places import LOOPBACK
from coursekit.stage.room import timer

_MOST_PHONES = 3000
_HELLO_SECONDS = 10
_BURST, _PER_SECOND = 12, 4  # messages of one phone: a hasty finger, and not more
_MOST_REFUSED = 30  # refused messages after which a connection is closed
_BEHIND_BYTES = 256 * 1024  # a phone that takes nothing is let go, and comes back when it can
_STEPS = ("ask", "open", "close", "discuss", "show", "tell", "done", "hands")
_POLICY = 1008


class Guarded(web.RequestHandler):
    """Turns away what was sent to another name than ours (a page that had its own name lead here)."""

    hall: Hall
    hosts: frozenset[str]
    tries: Buckets

    def initialize(self, hall: Hall, hosts: frozenset[str], tries: Buckets) -> None:
        self.hall, self.hosts, self.tries = hall, hosts, tries

    def prepare(self) -> None:
        if self.request.host.lower() not in self.hosts:
            self.hall.refuse("wrong_host")
            raise web.HTTPError(403)

    def known(self, code: str) -> bool:
        """Whether this is the room's code, now; an address that guesses too often is told to wait."""
        room = self.hall.room
        right = hmac.compare_digest(code.upper().encode(), room.code.encode()) and self.hall.clock() < room.expires
        if not right and code and not self.tries.take(self.request.remote_ip or "", self.hall.clock()):
            self.hall.refuse("guessing")
            raise web.HTTPError(429)
        return right

    def write_error(self, status_code: int, **_: Any) -> None:
        self.finish(str(status_code))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        if not isinstance(value, web.HTTPError):
            super().log_exception(typ, value, tb)


class PhonePage(Guarded):
    """The one page that phones open."""

    def get(self, code: str) -> None:
        """The page; with a wrong code, the page that asks for the right one."""
        known = self.known(code)
        if not known:
            self.set_status(404 if code else 200)
        page, policy = phone_page(self.request.host, known=known)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", policy)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.clear_header("Server")
        self.finish(page)


class PhoneSocket(Guarded, websocket.WebSocketHandler):
    """One phone: says its own random name once, then votes."""

    def initialize(self, hall: Hall, hosts: frozenset[str], tries: Buckets) -> None:
        super().initialize(hall, hosts, tries)
        self.voter = ""
        self.bucket = Bucket(_BURST, _PER_SECOND)
        self.refused = 0
        self.waiting: asyncio.TimerHandle | None = None

    def prepare(self) -> None:
        """Only our own page, with the room's code, while there is place."""
        super().prepare()
        origin = urlsplit(self.request.headers.get("Origin", ""))
        if origin.scheme not in ("http", "https") or origin.netloc.lower() != self.request.host.lower():
            self.hall.refuse("wrong_origin")
            raise web.HTTPError(403)
        if not self.known(self.path_args[0] or ""):
            self.hall.refuse("wrong_code")
            raise web.HTTPError(404)
        if len(self.hall.phones) >= _MOST_PHONES:
            self.hall.refuse("full")
            raise web.HTTPError(503)

    def check_origin(self, origin: str) -> bool:  # noqa: ARG002 (looked at in prepare)
        return True

    def open(self, *_: str) -> None:
        self.set_nodelay(True)
        self.waiting = asyncio.get_running_loop().call_later(_HELLO_SECONDS, self._silent)

    def _silent(self) -> None:
        self.hall.refuse("silent")
        self.close(_POLICY)

    def on_message(self, message: str | bytes) -> None:
        if not self.bucket.take(time.monotonic()):
            self._refuse("too_often")
            return
        try:
            frame = json.loads(message) if isinstance(message, str) else None
        except (ValueError, RecursionError):
            frame = None
        if not isinstance(frame, dict):
            self._refuse("malformed")
        elif frame.get("do") == "hello" and not self.voter:
            self._hello(frame)
        elif frame.get("do") == "vote" and self.voter:
            self._vote(frame)
        else:
            self._refuse("not_allowed")

    def _hello(self, frame: dict[str, Any]) -> None:
        phone = frame.get("phone")
        if not isinstance(phone, str) or not 16 <= len(phone) <= 64:
            self._refuse("malformed")
            return
        if self.waiting is not None:
            self.waiting.cancel()
        self.voter = voter_name(self.hall.room.code, phone)
        self.tell(self.hall.join(self, self.voter))

    def _vote(self, frame: dict[str, Any]) -> None:
        number = frame.get("n")
        number = number if isinstance(number, int) else 0
        event = {name: frame.get(name) for name in ("do", "ballot", "round", "answer")}
        refused = self.hall.take({**event, "voter": self.voter}, lambda: self.tell(json.dumps({"ack": number})))
        if refused is not None:
            self.refused += 1
            self._told(refused.reason, number)

    def _refuse(self, reason: str) -> None:
        self.refused += 1
        self.hall.refuse(reason)
        self._told(reason, 0)

    def _told(self, reason: str, number: int) -> None:
        if self.refused > _MOST_REFUSED:
            self.close(_POLICY)
        else:
            self.tell(json.dumps({"refused": reason, "n": number}))

    def tell(self, text: str) -> None:
        """Send; a phone that has stopped taking what is sent is let go."""
        connection = self.ws_connection
        if connection is None:
            return
        if self._waiting_bytes() > _BEHIND_BYTES:
            self.hall.refuse("too_slow")
            self.close(_POLICY)
            return
        with suppress(websocket.WebSocketClosedError):
            self.write_message(text)

    def _waiting_bytes(self) -> int:
        stream = getattr(self.ws_connection, "stream", None)
        return len(stream._write_buffer) if stream is not None else 0

    def on_close(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
        self.hall.leave(self)


class LecturerSocket(websocket.WebSocketHandler):
    """The lecturer's side: this machine alone, with the secret, and never a browser."""

    def initialize(self, hall: Hall, secret: str, stop: Callable[[], None]) -> None:
        self.hall, self.secret, self.stop = hall, secret, stop

    def prepare(self) -> None:
        given = self.request.headers.get("Authorization", "")
        own_host = urlsplit(f"//{self.request.host}").hostname == LOOPBACK
        right = hmac.compare_digest(given.encode(), f"Bearer {self.secret}".encode())
        if not own_host or not right or "Origin" in self.request.headers:
            self.hall.refuse("forged_lecturer")
            raise web.HTTPError(403)

    def write_error(self, status_code: int, **_: Any) -> None:
        self.finish(str(status_code))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        if not isinstance(value, web.HTTPError):
            super().log_exception(typ, value, tb)

    def open(self, *_: str) -> None:
        self.hall.lecturers.add(self)
        self.tell(self.hall.for_lecturer())

    def on_message(self, message: str | bytes) -> None:
        try:
            event = json.loads(message)
        except ValueError:
            event = None
        if not isinstance(event, dict):
            return
        number = event.pop("n", 0)
        if event.get("do") == "stop":
            self.stop()
            return
        if event.get("do") not in _STEPS:
            self.hall.refuse("unknown")
            self.tell(json.dumps({"refused": "unknown", "n": number}))
            return
        if "seconds" in event:
            event["ends"] = timer(event.pop("seconds"), self.hall.clock())
        refused = self.hall.take(event, lambda: self.tell(json.dumps({"ack": number})))
        if refused is not None:
            self.tell(json.dumps({"refused": refused.reason, "n": number}))

    def tell(self, text: str) -> None:
        """Send, if it is still there."""
        with suppress(websocket.WebSocketClosedError):
            self.write_message(text)

    def on_close(self) -> None:
        self.hall.leave(self)
