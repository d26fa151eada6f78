"""The server of the reading room: one small function a call, JSON in and out."""

import asyncio
import json
import secrets
import socket
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from qualcode.languages.retold import retold
from qualcode.model.finding import StoreError, StudyError
from qualcode.review.desk import CandidateDesk, Desk, Refused
from qualcode.review.doors import Ticket, guarded, refuse

PAGE = files("qualcode.review") / "page"
MEDIA_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "json": "application/json"}


def reading_room(desk: Desk, language: str, token: str, port: int, close: Callable[[], None]) -> Starlette:
    """The application that shows one desk in a language; `close` ends the server."""
    ticket = Ticket()

    async def study(request: Request) -> Response:
        return await _answered(desk.study)

    async def transcript(request: Request) -> Response:
        return await _answered(desk.transcript, request.path_params["name"])

    async def lines(request: Request) -> Response:
        sent = await _object(request)
        return await _answered(desk.append, request.path_params["name"], sent.get("lines"), status=201)

    async def find(request: Request) -> Response:
        sent = await _object(request)
        return await _answered(desk.find, str(sent.get("terms", "")), str(sent.get("transcript", "")))

    async def queue(request: Request) -> Response:
        asked = dict(request.query_params)
        return await _answered(desk.queue, asked.pop("order", "text"), asked)

    async def memos(request: Request) -> Response:
        if request.method == "GET":
            return await _answered(desk.memos)
        return await _answered(desk.keep_memo, await _object(request), status=201)

    async def codes(request: Request) -> Response:
        return await _answered(desk.change_code, await _object(request))

    async def ticket_for(request: Request) -> Response:
        sent = await _object(request)
        path = await asyncio.to_thread(desk.recording, str(sent.get("transcript", "")))
        return JSONResponse({"ticket": ticket.give(path)}, 201)

    async def audio(request: Request) -> Response:
        path = ticket.opened(request)
        return FileResponse(path) if path else refuse(403, "this ticket opens nothing")

    routes = [
        Route("/api/study", study, methods=["GET"]),
        Route("/api/transcripts/{name:path}/lines", lines, methods=["POST"]),
        Route("/api/transcripts/{name:path}", transcript, methods=["GET"]),
        Route("/api/find", find, methods=["POST"]),
        Route("/api/queue", queue, methods=["GET"]),
        Route("/api/memos", memos, methods=["GET", "POST"]),
        Route("/api/codes", codes, methods=["POST"]),
        Route("/api/ticket", ticket_for, methods=["POST"]),
        Route("/audio/{ticket}", audio, methods=["GET"]),
    ]
    return _application("index.html", language, routes, token, port, close)


def identifier_room(desk: CandidateDesk, language: str, token: str, port: int, close: Callable[[], None]) -> Starlette:
    """The application on which what may identify somebody is decided."""

    async def candidates(request: Request) -> Response:
        if request.method == "GET":
            return await _answered(desk.candidates)
        return await _answered(desk.decide, await _object(request), status=201)

    routes = [Route("/api/identifiers", candidates, methods=["GET", "POST"])]
    return _application("identifiers.html", language, routes, token, port, close)


def _application(
    page: str, language: str, routes: list[Route], token: str, port: int, close: Callable[[], None]
) -> Starlette:
    """A page with its files and what it asks, behind the doors."""

    async def first(request: Request) -> Response:
        return Response(_in_language(page, language), media_type="text/html")

    async def static(request: Request) -> Response:
        return _file(request.path_params["name"])

    async def end(request: Request) -> Response:
        close()
        return JSONResponse({})

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return refuse(error.status, retold(language, error.why))

    every = [
        Route("/", first, methods=["GET"]),
        Route("/static/{name}", static, methods=["GET"]),
        *routes,
        Route("/api/close", end, methods=["POST"]),
    ]
    middleware = [Middleware(BaseHTTPMiddleware, dispatch=guarded(token, port))]
    handlers: dict[Any, Any] = {Refused: refused, StudyError: _not_kept, StoreError: _not_kept, Exception: _failed}
    return Starlette(routes=every, middleware=middleware, exception_handlers=handlers)


def serve(room: Callable[[str, int, Callable[[], None]], Starlette], port: int, ready: Callable[[str], None]) -> None:
    """Show a room on this computer until Ctrl-C or the page's own end; `ready` is told the address once.

    Args:
        room: makes what is shown, of a token, the port, and what ends the server.
        port: port of 127.0.0.1; 0: a free one.
        ready: called with the address, whose part after `#` is the token and is never sent to a server.
    """
    import uvicorn

    with listening_at(port) as listening:
        own_port = listening.getsockname()[1]
        token = secrets.token_urlsafe(32)
        config = uvicorn.Config(
            room(token, own_port, lambda: setattr(server, "should_exit", True)),
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=10,
        )
        server = uvicorn.Server(config)
        try:
            ready(f"http://127.0.0.1:{own_port}/#t={token}")
            asyncio.run(server.serve([listening]))
        except KeyboardInterrupt as stopped:  # Ctrl-C is the usual way to end; SIGTERM, which is a subclass, is not
            if type(stopped) is not KeyboardInterrupt:
                raise


def listening_at(port: int) -> socket.socket:
    """A socket of this computer only; a browser that comes before the server is ready waits.

    It says that it is TCP: else asyncio does not have answers sent at once, and each waits 40 ms to be acknowledged.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", port))
    listening.listen()
    return listening


async def _answered(ask: Callable[..., Any], *args: Any, status: int = 200) -> Response:
    # In a thread of its own: a line waits for the disk, and the page may ask for something else meanwhile.
    return JSONResponse(await asyncio.to_thread(ask, *args), status)


async def _object(request: Request) -> Mapping[str, Any]:
    try:
        sent = json.loads(await request.body())
        # A browser sends half of a character that was cut in two; no file can hold it.
        whole = json.loads(json.dumps(sent, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise Refused(422, "this is no JSON") from error
    if not isinstance(whole, dict):
        raise Refused(422, "this is no JSON object")
    return whole


async def _not_kept(request: Request, error: Exception) -> Response:
    return refuse(507, str(error))


async def _failed(request: Request, error: Exception) -> Response:
    """A page that is told nothing takes the server for gone, and sends what it waits with for ever."""
    return refuse(500, f"this is a bug of qualcode ({type(error).__name__})")


def _in_language(page: str, language: str) -> str:
    """A page that begins in a language; in English where it does not speak that one."""
    spoken = language if (PAGE / f"strings.{language}.json").is_file() else "en"
    return (PAGE / page).read_text("utf-8").replace('<html lang="en">', f'<html lang="{spoken}">', 1)


def _file(name: str) -> Response:
    path = PAGE / name
    kind = MEDIA_TYPES.get(name.rpartition(".")[2])
    if kind is None or name not in {each.name for each in PAGE.iterdir()} or not path.is_file():
        return refuse(404, "there is no such file")
    return Response(path.read_bytes(), media_type=kind)
