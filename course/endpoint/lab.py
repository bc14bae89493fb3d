"""The lab calls beside AWS's protocols: run a command line, read the state document, see and set the clock."""

from __future__ import annotations

import json
import math
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from course.endpoint.door import Room, read_body
from sim.clock import iso
from sim.expression.growing import plain

LARGEST_BODY = 1_000_000


class BadRequestError(Exception):
    """A lab call that cannot be carried out; the message is one for people."""


def routes(room: Room) -> list[Route]:
    """The lab calls on a room."""

    async def run(request: Request) -> Response:
        document = await _document(request)
        line = document.get("line")
        if not isinstance(line, str) or len(document) != 1:
            raise BadRequestError('A command line is expected: {"line": "aws iam list-users"}')
        outcome = room.run(line)
        cause = outcome.call.cause if outcome.call is not None else None
        return JSONResponse({"output": outcome.output, "error": outcome.error, "cause": cause, "exit": outcome.status})

    async def state(_request: Request) -> Response:
        return JSONResponse({name: plain(part) for name, part in room.state.items()})

    async def clock(request: Request) -> Response:
        if request.method == "POST":
            line = clock_line(await _document(request))
            outcome = room.run(line)
            if outcome.status:
                raise BadRequestError(outcome.error.strip())
        world = room.world
        return JSONResponse({"service_time": iso(world.time), "rate": world.clock.rate})

    return [
        Route("/_lab/run", run, methods=["POST"]),
        Route("/_lab/state", state, methods=["GET"]),
        Route("/_lab/clock", clock, methods=["GET", "POST"]),
    ]


async def refused(_request: Request, error: Exception) -> Response:
    """The answer to a lab call that cannot be carried out."""
    return JSONResponse({"error": str(error)}, 400)


async def not_there(request: Request, error: Exception) -> Response:
    """The answer to a lab call that there is not."""
    status = getattr(error, "status_code", 404)
    known = "POST /_lab/run, GET /_lab/state, GET and POST /_lab/clock"
    return JSONResponse({"error": f"There is no {request.method} {request.url.path} here; there are {known}."}, status)


def clock_line(document: dict[str, Any]) -> str:
    """The command line that does what a body for /_lab/clock asks.

    Raises BadRequestError.
    """
    if len(document) == 1:
        (name, value), *_ = document.items()
        number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else math.nan
        if name == "advance" and 0 <= number <= 1e10:
            return f"wait {round(number * 1_000)}ms"
        if name == "rate" and 0 <= number <= 1e4:
            return f"time {number:.3f}x" if number else "time pause"
        if name == "set" and isinstance(value, str) and value and set(value) <= set("0123456789-:+.TZ"):
            return f"time set {value}"
    raise BadRequestError(
        'One of these is expected: {"advance": SECONDS}, {"set": "2027-03-01T12:00:00Z"}, {"rate": NUMBER}'
    )


async def _document(request: Request) -> dict[str, Any]:
    body = await read_body(request.receive, LARGEST_BODY)
    if body is None:
        raise BadRequestError(f"The body may have {LARGEST_BODY:,} bytes at most")
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise BadRequestError("A JSON object is expected")
    return document
