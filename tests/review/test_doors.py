"""The doors of the reading room: only its own page gets in, and nothing that it holds leaves by another way."""

import socket

import pytest
from starlette.testclient import TestClient

from qualcode.review.app import PAGE, listening_at, reading_room
from qualcode.review.desk import Refused

TOKEN, PORT = "secret", 4711
OWN = f"http://127.0.0.1:{PORT}"


class Desk:
    """A desk that notes what it is asked."""

    def __init__(self):
        self.kept = []
        self.recordings = {}

    def study(self):
        return {"corpus": "c"}

    def transcript(self, name):
        if name != "a/b c":
            raise Refused(404, "there is no such transcript")
        return {"transcript": name}

    def append(self, name, lines):
        self.kept.append((name, lines))
        return {}

    def find(self, terms, transcript):
        return [{"quote": terms, "transcript": transcript}]

    def recording(self, name):
        if name not in self.recordings:
            raise Refused(404, "it names none")
        return self.recordings[name]

    def queue(self, name, about):
        return {"queue": name, **about}

    def memos(self):
        return []

    def keep_memo(self, sent):
        return [sent]

    def change_code(self, sent):
        return sent


@pytest.fixture
def closed():
    return []


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def client(desk, closed):
    return TestClient(reading_room(desk, "id", TOKEN, PORT, lambda: closed.append(True)), base_url=OWN)


def headers(**others):
    right = {"authorization": f"Bearer {TOKEN}", "origin": OWN, "content-type": "application/json"}
    return {name: value for name, value in {**right, **others}.items() if value}


LINES = "/api/transcripts/a/b%20c/lines"


def test_the_page_asks_and_sends(client, desk):
    assert client.get("/api/study", headers=headers()).json() == {"corpus": "c"}
    assert client.get("/api/transcripts/a/b%20c", headers=headers()).json() == {"transcript": "a/b c"}
    assert client.post(LINES, json={"lines": [{"do": "undo"}]}, headers=headers()).status_code == 201
    assert desk.kept == [("a/b c", [{"do": "undo"}])]
    found = client.post("/api/find", json={"terms": "guru", "transcript": "a"}, headers=headers()).json()
    assert found == [{"quote": "guru", "transcript": "a"}]


@pytest.mark.parametrize(("asked", "spoken"), [("id", "id"), ("en", "en"), ("jv", "en")])
def test_the_page_begins_in_the_language_of_the_command_where_it_speaks_it(desk, asked, spoken):
    client = TestClient(reading_room(desk, asked, TOKEN, PORT, lambda: None), base_url=OWN)
    assert f'<html lang="{spoken}">' in client.get("/").text


def test_queues_memos_and_changes_of_codes_have_doors_of_their_own(client):
    queue = client.get("/api/queue?order=code&code=staff", headers=headers())
    assert queue.json() == {"queue": "code", "code": "staff"}
    assert client.get("/api/queue", headers=headers()).json() == {"queue": "text"}
    assert client.get("/api/memos", headers=headers()).json() == []
    memo = client.post("/api/memos", json={"text": "so"}, headers=headers())
    assert (memo.status_code, memo.json()) == (201, [{"text": "so"}])
    assert client.post("/api/codes", json={"do": "add"}, headers=headers()).json() == {"do": "add"}


@pytest.mark.parametrize("path", ["/api/memos", "/api/codes"])
def test_nobody_else_writes_memos_or_codes(client, path):
    assert client.post(path, json={}, headers=headers(origin="http://evil.example")).status_code == 403
    assert client.post(path, json={}, headers=headers(authorization="")).status_code == 403


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"host": "evil.example"}, 400),
        ({"host": "127.0.0.1:80"}, 400),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": ""}, 403),
        ({"origin": f"https://127.0.0.1:{PORT}.evil.example"}, 403),
        ({"authorization": ""}, 403),
        ({"authorization": "Bearer Secret"}, 403),
        ({"content-type": "text/plain"}, 415),
    ],
)
def test_others_are_kept_out(client, desk, changed, status):
    assert client.post(LINES, content=b'{"lines":[]}', headers=headers(**changed)).status_code == status
    assert desk.kept == []


def test_reading_needs_the_token_too(client):
    assert client.get("/api/study").status_code == 403
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 422), (b"[]", 422), (b"[" * 60_000, 422), (b" " * 70_000, 413)],
)
def test_a_body_that_is_none_is_refused(client, body, status):
    assert client.post(LINES, content=body, headers=headers()).status_code == status


def test_half_a_character_costs_nothing_else_of_what_was_written(client, desk):
    sent = b'{"lines": [{"memo": "antre \\ud83d lama"}]}'
    assert client.post(LINES, content=sent, headers=headers()).status_code == 201
    assert desk.kept[-1][1] == [{"memo": "antre ? lama"}]


def test_a_mistake_of_ours_is_told_to_the_page(desk, closed):
    desk.study = lambda: 1 / 0
    room = reading_room(desk, "id", TOKEN, PORT, lambda: closed.append(True))
    answer = TestClient(room, base_url=OWN, raise_server_exceptions=False).get("/api/study", headers=headers())
    assert (answer.status_code, answer.json()) == (500, {"error": "this is a bug of qualcode (ZeroDivisionError)"})


def test_a_body_without_a_length_is_measured(client):
    def endless():
        for _ in range(100):
            yield b" " * 1000

    assert client.post(LINES, content=endless(), headers=headers()).status_code == 413


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_do_nothing(client, method):
    assert getattr(client, method)(LINES, headers=headers()).status_code == 405


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/api/study", "/nothing", "/static/..%2Fapp.py"])
def test_every_answer_ties_the_browser_down(client, path):
    answer = client.get(path, headers=headers())
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")


def test_nothing_but_the_page_is_served(client):
    assert client.get("/static/..%2Fapp.py").status_code == 404
    assert client.get("/static/__init__.py").status_code == 404
    for file in PAGE.iterdir():
        assert client.get(f"/static/{file.name}").status_code == (404 if file.suffix == ".ts" else 200)


def test_what_is_not_there_is_said(client):
    answer = client.get("/api/transcripts/x", headers=headers())
    assert (answer.status_code, answer.json()) == (404, {"error": "tidak ada transkrip seperti itu"})


def test_the_page_ends_the_server(client, closed):
    client.post("/api/close", content=b"{}", headers=headers())
    assert closed == [True]


def test_only_this_computer_is_listened_to_and_answers_are_sent_at_once():
    with listening_at(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
        assert listening.proto == socket.IPPROTO_TCP  # asyncio sets TCP_NODELAY for these only


@pytest.fixture
def recordings(desk, tmp_path):
    for name in "ab":
        desk.recordings[name] = tmp_path / f"{name}.wav"
        desk.recordings[name].write_bytes(b"RIFF" + name.encode() * 1000)
    return desk.recordings


def ticket(client, name):
    return client.post("/api/ticket", json={"transcript": name}, headers=headers()).json()["ticket"]


def test_a_ticket_opens_one_recording_in_parts_until_the_next_one_is_given(client, recordings):
    first = ticket(client, "a")
    part = client.get(f"/audio/{first}", headers={"range": "bytes=4-7"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"aaaa", "bytes 4-7/1004")
    assert client.get(f"/audio/{first}").content == recordings["a"].read_bytes()
    second = ticket(client, "b")
    assert client.get(f"/audio/{first}").status_code == 403
    assert client.get(f"/audio/{second}", headers={"range": "bytes=0-4"}).content == b"RIFFb"
    assert client.get(f"/audio/{second}", headers={"range": "bytes=9000-"}).status_code == 416


def test_no_other_page_and_nobody_without_a_ticket_hears_a_recording(client, recordings):
    given = ticket(client, "a")
    assert client.get(f"/audio/{given}", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get("/audio/x").status_code == 403
    assert client.post("/api/ticket", json={"transcript": "c"}, headers=headers()).status_code == 404
    assert client.post("/api/ticket", json={"transcript": "a"}, headers=headers(authorization="")).status_code == 403
    assert client.get(f"/audio/{given}", headers={"host": "evil.example"}).status_code == 400
    assert "media-src 'self'" in client.get("/").headers["content-security-policy"]
