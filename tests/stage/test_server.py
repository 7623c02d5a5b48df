"""The room's server, with real sockets on this machine: everybody counted once, nobody else let in, nothing lost."""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClosedError, websocket_connect

from benchmarks.crowd import BALLOT, Phone, crowd, lecturer, room
from coursekit.stage.journal import Journal
from coursekit.stage.page import in_script, phone_page
from coursekit.stage.places import LOOPBACK, doors_file, read_doors
from coursekit.stage.room import replay

MARKUP = "<img src=x onerror=alert(1)>"


def run(coroutine):
    """In a thread of its own: Playwright leaves a loop running in the main one when browser tests went before."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(coroutine, 120)).result()


async def voting(doors, *names):
    """Phones in a room whose first vote is open."""
    steering = await lecturer(doors)
    await steering.do("ask", ballot=BALLOT)
    await steering.do("open")
    return steering, [await Phone(doors, name.ljust(16, "-")).join() for name in names]


async def shown(steering, phone):
    seen = phone.phase("shown")
    await steering.do("close")
    await steering.do("show")
    await seen
    return {bar["id"]: bar["count"] for bar in phone.last["rounds"][0] if bar["count"]}


async def until_closed(phone, *frames):
    """Send frames until the room ends the connection."""
    with suppress(WebSocketClosedError):
        for frame in frames:
            await phone.send(frame)
    await asyncio.wait_for(asyncio.shield(phone._hearing), 30)


def test_five_hundred_voters_are_counted_once_each_and_two_hundred_come_back_with_their_vote():
    seen = run(crowd(500, reconnecting=200))
    assert seen.counted == seen.cast
    assert sum(seen.counted.values()) == 500
    assert len(seen.acknowledged) == 550
    assert len(seen.revealed) == 500


def test_a_server_that_is_killed_in_a_vote_loses_no_acknowledged_vote():
    async def killed():
        async with room() as (process, doors):
            _, phones = await voting(doors, *(f"phone-{number}" for number in range(40)))
            sending = [asyncio.create_task(phone.vote("abcdefghij"[n % 10])) for n, phone in enumerate(phones)]
            done, _ = await asyncio.wait(sending, timeout=30, return_when=asyncio.FIRST_COMPLETED)
            process.kill()
            acknowledged = {phones[n].name: "abcdefghij"[n % 10] for n, task in enumerate(sending) if task in done}
            for task in sending:
                task.cancel()
            again = await process.start(resume=True)
            assert (again.code, again.port, again.secret) == (doors.code, doors.port, doors.secret)
            back = [await Phone(again, name).join() for name in acknowledged]
            assert {phone.name: phone.last["mine"]["1"] for phone in back} == acknowledged
            steering = await lecturer(again)
            assert steering.polls["crowd-1"]["phase"] == "vote"
            await back[0].vote("j")
            counts = await shown(steering, back[0])
            assert sum(counts.values()) >= len(acknowledged)
            return len(acknowledged)

    assert run(killed()) > 0


def test_what_phones_may_not_do_is_refused_and_counted_and_harms_nobody():
    async def mischief():
        async with room() as (process, doors):
            steering, (good, bad, flood, big) = await voting(doors, "good", "bad", "flood", "big")
            await good.vote("a")
            forged = [{"do": "show"}, {"do": "close"}, {"do": "tell", "told": {"key": MARKUP}}, {"do": "stop"}]
            for frame in (*forged, "no json", "[]", "null", b"\x00\xff", {"do": "hello", "phone": "x" * 16}):
                await bad.send(frame)
            for answer in (MARKUP, {"a": MARKUP}, [MARKUP], 10**400, None, "z"):
                await asyncio.sleep(0.26)  # slower than the limit of a phone's messages
                await bad.vote(answer)
                assert bad.last["refused"] == "no_answer"
            vote = {"do": "vote", "ballot": "crowd-1", "round": 1, "answer": "b", "n": 0}
            await until_closed(flood, *[vote] * 100)
            await until_closed(big, "x" * 10_000)
            assert flood.closed
            assert big.closed
            assert not good.closed
            fresh = await lecturer(doors)
            refused = fresh.room["refused"]
            assert refused["not_allowed"] == len(forged) + 1
            assert refused["malformed"] == 4
            assert refused["no_answer"] == 6
            assert refused["too_often"] > 30
            assert "refused: too_often" in process.log
            assert MARKUP not in process.log
            counts = await shown(steering, good)
            assert counts == {"a": 1, "b": 1}

    run(mischief())


def test_only_the_rooms_own_page_comes_in_and_only_with_the_code():
    async def strangers():
        async with room() as (_, doors):
            place, code = f"{LOOPBACK}:{doors.port}", doors.code
            own = {"Origin": f"http://{place}"}
            tries = [
                (f"ws://{place}/ws/{code}", {"Origin": "http://evil.example"}, 403),
                (f"ws://{place}/ws/{code}", {"Origin": f"http://{LOOPBACK}:{doors.port + 1}"}, 403),
                (f"ws://{place}/ws/{code}", {}, 403),
                (f"ws://{place}/ws/{code}", {**own, "Host": "rebound.example"}, 403),
                (f"ws://{place}/ws/WRONG2", own, 404),
                (f"ws://{place}/lecturer", {**own, "Authorization": f"Bearer {doors.secret}"}, 404),
                (f"ws://{LOOPBACK}:{doors.control_port}/lecturer", {}, 403),
                (f"ws://{LOOPBACK}:{doors.control_port}/lecturer", {"Authorization": "Bearer x"}, 403),
                (f"ws://{LOOPBACK}:{doors.control_port}/lecturer",
                 {"Authorization": f"Bearer {doors.secret}", "Origin": f"http://{place}"}, 403),
                (f"ws://{LOOPBACK}:{doors.control_port}/lecturer",
                 {"Authorization": f"Bearer {doors.secret}", "Host": "rebound.example"}, 403),
            ]  # fmt: skip
            for url, headers, status in tries:
                with pytest.raises(HTTPClientError) as refused:
                    await websocket_connect(HTTPRequest(url, headers=headers))
                assert refused.value.code == status, (url, headers)
            steering = await lecturer(doors)
            assert steering.room["refused"] == {
                "wrong_origin": 3, "wrong_host": 1, "wrong_code": 1, "forged_lecturer": 4,
            }  # fmt: skip

    run(strangers())


def test_the_page_holds_no_secret_and_guessing_codes_is_slowed_down():
    async def pages():
        async with room() as (_, doors):
            client = AsyncHTTPClient()
            place = f"http://{LOOPBACK}:{doors.port}"
            page = await client.fetch(f"{place}/{doors.code}")
            text = page.body.decode()
            assert len(page.body) < 30_000
            assert doors.secret not in text
            assert str(doors.control_port) not in text
            policy = page.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            codes = [(await client.fetch(f"{place}/WRONG{n}", raise_error=False)).code for n in range(40)]
            assert codes[:10] == [404] * 10
            assert codes[-1] == 429
            assert (await client.fetch(f"{place}/{doors.code}", raise_error=False)).code == 200

    run(pages())


def test_words_of_the_page_cannot_end_their_element():
    evil = {"word": f"</script>{MARKUP}"}
    assert "<" not in in_script(evil)
    assert json.loads(in_script(evil)) == evil
    page, _ = phone_page("127.0.0.1:1", known=True)
    inside = page.decode().split('id="words">')[1].split("</script>")[0]
    assert "<" not in inside
    assert json.loads(inside)["words"]["title"]


def test_a_timer_closes_the_vote_by_itself():
    async def timed():
        async with room() as (_, doors):
            steering = await lecturer(doors)
            await steering.do("ask", ballot=BALLOT)
            phone = await Phone(doors, "p" * 16).join()
            closed = phone.phase("counted")
            await steering.do("open", seconds=0.3)
            await closed
            await phone.vote("a")
            assert phone.last["refused"] == "closed"

    run(timed())


def test_a_room_that_is_closed_tells_its_phones_and_keeps_what_was_voted():
    async def closing():
        async with room() as (process, doors):
            steering, (phone,) = await voting(doors, "phone")
            await phone.vote("c")
            await steering._connection.write_message(json.dumps({"do": "stop"}))
            await asyncio.wait_for(phone._hearing, 10)
            assert phone._connection.close_code == 4410
            process.process.wait(10)
            assert process.process.returncode == 0
            assert read_doors(process.folder) is None
            kept = replay(Journal(process.folder / doors.journal.rsplit("/", 1)[-1]).events())
            assert list(kept.now.rounds[0].votes.values()) == ["c"]
            assert phone.name not in (process.folder / doors.journal.rsplit("/", 1)[-1]).read_text()

    run(closing())


def test_the_secret_can_be_read_by_this_account_alone():
    async def looked():
        async with room() as (process, doors):
            assert doors_file(process.folder).stat().st_mode & 0o077 == 0
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(f"http://{LOOPBACK}:{doors.control_port}/lecturer", timeout=5)

    run(looked())
