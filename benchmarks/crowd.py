"""A room in a process of its own, and a crowd of phones with real websockets, on this machine alone.

    python -m benchmarks.crowd 500

The crowd joins, votes within three seconds (each tenth changes its mind), loses its connection if that is asked for,
and waits for the reveal; what it saw is told in numbers.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from coursekit.stage.places import LOOPBACK, Doors, open_doors, read_doors

VOTE_SECONDS = 3.0
OPTIONS = "abcdefghij"
BALLOT = {
    "id": "crowd-1",
    "subject": "item:crowd",
    "kind": "single",
    "stem": "Which of ten?",
    "options": [{"id": option, "text": f"Option {option}"} for option in OPTIONS],
}
Message = dict[str, Any]


_connections: list[tuple[WebSocketClientConnection, Any]] = []  # of the room that is open, to be ended with it


async def _connected(url: str, headers: dict[str, str]) -> WebSocketClientConnection:
    connection = await websocket_connect(HTTPRequest(url, headers=headers, connect_timeout=30))
    assert connection.protocol is not None
    _connections.append((connection, connection.protocol.stream))
    return connection


class Phone:
    """One phone: what it is told is in ``seen``, the newest last."""

    def __init__(self, doors: Doors, name: str) -> None:
        self.doors, self.name = doors, name
        self.seen: list[tuple[float, Message]] = []
        self.sent = 0
        self._waiting: dict[Any, asyncio.Future[float]] = {}
        self._connection: WebSocketClientConnection | None = None
        self._hearing: asyncio.Task[None] | None = None

    async def join(self) -> Phone:
        """Connect and say the name; the room's state has come when this returns."""
        place = f"{LOOPBACK}:{self.doors.port}"
        self._connection = await _connected(f"ws://{place}/ws/{self.doors.code}", {"Origin": f"http://{place}"})
        self._hearing = asyncio.create_task(self._hear(self._connection))
        joined = self._wait("phase")
        await self.send({"do": "hello", "phone": self.name})
        await joined
        return self

    def _wait(self, what: Any) -> asyncio.Future[float]:
        return self._waiting.setdefault(what, asyncio.get_running_loop().create_future())

    async def _hear(self, connection: WebSocketClientConnection) -> None:
        while (text := await connection.read_message()) is not None:
            now = time.perf_counter()
            message = json.loads(text)
            self.seen.append((now, message))
            for what in ("phase", message.get("phase"), ("n", message.get("ack", message.get("n")))):
                waiting = self._waiting.pop(what, None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(now)

    async def send(self, message: Message | str | bytes) -> None:
        """Send a frame; text and bytes go as they are."""
        assert self._connection is not None
        plain = isinstance(message, str | bytes)
        await self._connection.write_message(
            message if plain else json.dumps(message), binary=isinstance(message, bytes)
        )

    async def vote(self, answer: Any, round_: int = 1, ballot: str = "crowd-1") -> float:
        """Vote, and give the seconds until it was acknowledged or refused."""
        self.sent += 1
        start = time.perf_counter()
        told = self._wait(("n", self.sent))
        await self.send({"do": "vote", "ballot": ballot, "round": round_, "answer": answer, "n": self.sent})
        return await told - start

    def phase(self, name: str) -> asyncio.Future[float]:
        """The moment at which the room comes to this phase, as this phone hears of it."""
        return self._wait(name)

    @property
    def last(self) -> Message:
        """What it was told last."""
        return self.seen[-1][1]

    async def leave(self) -> None:
        """Lose the connection, as in a lift."""
        if self._connection is not None:
            self._connection.close()
        if self._hearing is not None:
            await self._hearing

    @property
    def closed(self) -> bool:
        """Whether the room has ended the connection."""
        return self._hearing is not None and self._hearing.done()


class Lecturer:
    """The lecturer's side: sends a step and waits until it is on disk."""

    def __init__(self, connection: WebSocketClientConnection) -> None:
        self._connection = connection
        self._number = 0
        self.room: Message = {}
        self.polls: dict[str, Message] = {}

    async def do(self, do: str, **given: Any) -> Message:
        """One step; gives the acknowledgement or the refusal."""
        self._number += 1
        await self._connection.write_message(json.dumps({"do": do, **given, "n": self._number}))
        while True:
            told = await self.hear()
            if told.get("ack", told.get("n")) == self._number:
                return told

    async def hear(self) -> Message:
        """The next thing that the room says."""
        text = await self._connection.read_message()
        assert isinstance(text, str), "the room has closed the lecturer's connection"
        told: Message = json.loads(text)
        if "polls" in told:
            self.room = told
            self.polls |= {poll["ballot"]["id"]: poll for poll in told["polls"]}
        return told


async def lecturer(doors: Doors) -> Lecturer:
    """Connect as the lecturer does."""
    url = f"ws://{LOOPBACK}:{doors.control_port}/lecturer"
    found = Lecturer(await _connected(url, {"Authorization": f"Bearer {doors.secret}"}))
    await found.hear()
    return found


class Process:
    """A room's process; `kill` ends it as a crash does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    async def start(self, *, resume: bool = False) -> Doors:
        """Start it, and wait until phones can enter."""
        command = [
            sys.executable,
            "-m",
            "coursekit.stage",
            "--folder",
            str(self.folder),
            *(["--resume"] if resume else []),
        ]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            doors = open_doors(self.folder)
            if doors is not None and doors.pid == self.process.pid:
                return doors
            await asyncio.sleep(0.05)
        raise AssertionError(f"no room: {(self.folder / 'server.log').read_text()[-2000:]}; {read_doors(self.folder)}")

    def kill(self) -> None:
        """End it at once, without a word."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    @property
    def megabytes(self) -> float:
        """What it holds in memory; not a number where the system does not say."""
        assert self.process is not None
        try:
            lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines()
        except OSError:
            return float("nan")
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))

    @property
    def log(self) -> str:
        """What it wrote into its log."""
        return (self.folder / "server.log").read_text(encoding="utf-8")


@asynccontextmanager
async def room() -> AsyncIterator[tuple[Process, Doors]]:
    """A room in a folder of its own, gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        process = Process(Path(folder))
        try:
            yield process, await process.start()
        finally:
            process.kill()
            for connection, stream in _connections:
                connection.close()
                stream.close()
            _connections.clear()
            await asyncio.sleep(0.05)


@dataclass
class Seen:
    """What a crowd saw: votes by option as they were last cast, and as the room counted them; times in seconds."""

    phones: int
    cast: dict[str, int]
    counted: dict[str, int]
    acknowledged: list[float] = field(default_factory=list)
    revealed: list[float] = field(default_factory=list)
    megabytes: float = float("nan")
    refused: dict[str, int] = field(default_factory=dict)

    def at(self, share: float) -> float:
        """The time within which this share of votes was acknowledged."""
        ordered = sorted(self.acknowledged)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def crowd(count: int, *, reconnecting: int = 0, seed: int = 1) -> Seen:
    """Let so many phones vote, of which so many lose their connection right after their vote and come back."""
    chance = random.Random(seed)
    async with room() as (process, doors):
        steering = await lecturer(doors)
        gate = asyncio.Semaphore(40)

        async def joined(number: int) -> Phone:
            async with gate:
                return await Phone(doors, f"phone-{number:08d}-{seed:08d}").join()

        phones = await asyncio.gather(*map(joined, range(count)))
        opened = [phone.phase("vote") for phone in phones]
        await steering.do("ask", ballot=BALLOT)
        await steering.do("open")
        await asyncio.gather(*opened)
        acknowledged: list[float] = []
        cast: list[str] = [chance.choice(OPTIONS) for _ in phones]
        moments = [chance.uniform(0, VOTE_SECONDS) for _ in phones]

        async def votes(number: int) -> None:
            phone = phones[number]
            await asyncio.sleep(moments[number])
            acknowledged.append(await phone.vote(cast[number]))
            if number % 10 == 0:
                cast[number] = OPTIONS[(OPTIONS.index(cast[number]) + 1) % len(OPTIONS)]
                acknowledged.append(await phone.vote(cast[number]))
            if number < reconnecting:
                await phone.leave()
                phones[number] = await Phone(doors, phone.name).join()
                assert phones[number].last["mine"] == {"1": cast[number]}, "it came back without its vote"

        await asyncio.gather(*map(votes, range(count)))
        closed = [phone.phase("counted") for phone in phones]
        await steering.do("close")
        await asyncio.gather(*closed)
        shown = [phone.phase("shown") for phone in phones]
        start = time.perf_counter()
        await steering.do("show")
        revealed = [at - start for at in await asyncio.gather(*shown)]
        bars = {bar["id"]: bar["count"] for bar in phones[-1].last["rounds"][0]}
        await steering.do("tell", told={"key": ""})
        megabytes = process.megabytes
        refused = steering.room.get("refused", {})
        return Seen(
            count, dict(Counter(cast)), {k: v for k, v in bars.items() if v}, acknowledged, revealed, megabytes, refused
        )


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    found = asyncio.run(crowd(asked, reconnecting=asked * 2 // 5))
    told = {**asdict(found), "p95_ms": 1000 * found.at(0.95), "last_reveal_ms": 1000 * max(found.revealed)}
    print(
        json.dumps({name: value for name, value in told.items() if name not in ("acknowledged", "revealed")}, indent=1)
    )
