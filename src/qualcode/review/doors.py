"""Doors of the reading room: who may ask, and what a browser may do with the answer.

The page runs on this computer only. Another page open in the same browser must neither read nor write here: the name
of the host is checked (DNS rebinding), the origin of what is sent, and a token that only the address of the page holds.
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

LONGEST_BODY = 64 * 1024
"""Bytes of what is sent at once."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; media-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Answer = Callable[[Request], Awaitable[Response]]


def guarded(token: str, port: int) -> Callable[[Request, Answer], Awaitable[Response]]:
    """A middleware that lets in only this page's own requests."""
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def let_in(request: Request, handle: Answer) -> Response:
        refusal = _refusal(request, hosts) or _without_token(request, token) or await _too_long(request)
        response = refusal or await handle(request)
        response.headers.update(HEADERS)
        return response

    return let_in


class Ticket:
    """What opens one recording: a player can send no token, and an address may be seen.

    A player asks for the same address again and again, each time for another part. So the ticket that was given last
    is the only one that opens anything, one file, and only for this page (`Sec-Fetch-Site`).
    """

    def __init__(self) -> None:
        """Nothing can be opened yet."""
        self._number, self._path = "", Path()

    def give(self, path: Path) -> str:
        """A new ticket; the one before opens nothing any more."""
        self._number, self._path = secrets.token_urlsafe(32), path
        return self._number

    def opened(self, request: Request) -> Path | None:
        """The file that a request may have, if its ticket is the right one."""
        shown = str(request.path_params["ticket"])
        own = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
        right = bool(self._number) and hmac.compare_digest(shown.encode(), self._number.encode())
        return self._path if own and right else None


def refuse(status: int, why: str) -> Response:
    """An answer that says why nothing was done."""
    return JSONResponse({"error": why}, status)


def _refusal(request: Request, hosts: set[str]) -> Response | None:
    if request.headers.get("host", "") not in hosts:
        return refuse(400, "this is another host")
    if request.method in ("GET", "HEAD"):
        return None
    origin = request.headers.get("origin", "")
    if origin.removeprefix("http://") not in hosts:
        return refuse(403, "this was sent from another page")
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return refuse(415, "only JSON is taken")
    return None


def _without_token(request: Request, token: str) -> Response | None:
    """The page and its scripts hold no data; all under `/api/` needs the token."""
    if not request.url.path.startswith("/api/"):
        return None
    shown = request.headers.get("authorization", "").removeprefix("Bearer ")
    return None if hmac.compare_digest(shown.encode(), token.encode()) else refuse(403, "the token is not right")


async def _too_long(request: Request) -> Response | None:
    """A body over the limit, whatever its header says of its length."""
    length = 0
    chunks = []
    async for chunk in request.stream():
        length += len(chunk)
        chunks.append(chunk)
        if length > LONGEST_BODY:
            return refuse(413, "this is too long")
    request._body = b"".join(chunks)  # the handler reads it again
    return None
