"""boto3 in a test: every client's requests reach the test's account, without a socket, and are answered by the door."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Coroutine, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from course.endpoint.door import Door, Room
from course.endpoint.setup import REGION, administrator
from course.exercise.account import Account
from sim.people import Credentials

if TYPE_CHECKING:
    import pytest

ENDPOINT = "http://127.0.0.1"
"""Where clients believe that the account is. A loopback address makes S3 put the bucket's name into the path."""


def reach(account: Account, patch: pytest.MonkeyPatch) -> None:
    """Let every boto3 client reach `account` until `patch` is undone: those made before, and those made anywhere.

    The environment names the account's administrator, so that `boto3.client("iam")` is enough. Nothing goes to AWS.
    """
    import boto3
    from botocore.httpsession import URLLib3Session

    for name in [name for name in os.environ if name.startswith("AWS_")]:
        patch.delenv(name)
    settings = {
        "AWS_ENDPOINT_URL": ENDPOINT,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    keys = administrator(account.world)
    if keys is not None:
        settings |= {"AWS_ACCESS_KEY_ID": keys.access_key_id, "AWS_SECRET_ACCESS_KEY": keys.secret_access_key}
    for name, value in settings.items():
        patch.setenv(name, value)
    # The lab calls are not behind this door, so the account need not run lines for it. freezegun puts another function
    # in the place of time.time, so that is looked up at each request.
    door = Door(cast(Room, account), account.log.append, lambda: time.time())
    patch.setattr(URLLib3Session, "send", lambda _session, request: _answer(door, request))
    patch.setattr(boto3, "DEFAULT_SESSION", _session(keys))


@cache
def client(service: str, keys: Credentials) -> Any:
    """A boto3 client that signs with `keys`, for whatever account `reach` was called for last.

    Clients take longer to make than a test to run, so they are made once for all tests.
    """
    import boto3

    return boto3.client(
        service,
        aws_access_key_id=keys.access_key_id,
        aws_secret_access_key=keys.secret_access_key,
        aws_session_token=keys.session_token,
    )


@cache
def _session(keys: Credentials | None) -> Any:
    """A boto3 session that signs with these keys; made once, as clients are."""
    import boto3
    import botocore.session

    session = botocore.session.Session()
    session.register_component("data_loader", _loader())
    if keys is not None:
        session.set_credentials(keys.access_key_id, keys.secret_access_key, keys.session_token)
    return boto3.Session(botocore_session=session)


@cache
def _loader() -> Any:
    """AWS's service models, read once."""
    from botocore.loaders import create_loader

    return create_loader()


class _Body(io.BytesIO):
    """A response's body as urllib3 gives one to botocore."""

    def stream(self, amount: int = 65_536, decode_content: bool | None = None) -> Iterator[bytes]:  # noqa: ARG002
        """Give the body in pieces."""
        while piece := self.read(amount):
            yield piece


def _answer(door: Door, request: Any) -> Any:
    """The account's response to a request that botocore prepared."""
    from botocore.awsrequest import AWSResponse

    url = urlsplit(request.url)
    body = _bytes(request.body)
    headers = {_text(name).lower(): _text(value) for name, value in request.headers.items()}
    headers.setdefault("host", url.netloc)
    headers["content-length"] = str(len(body))
    sent: list[Mapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": request.method,
        "raw_path": (url.path or "/").encode("latin-1"),
        "query_string": url.query.encode("latin-1"),
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
    }
    _at_once(door(scope, receive, send))
    head, rest = sent
    answered = {name.decode("latin-1"): value.decode("latin-1") for name, value in head["headers"]}
    return AWSResponse(request.url, head["status"], answered, _Body(rest["body"]))


def _at_once(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine that waits for nothing."""
    try:
        coroutine.send(None)
    except StopIteration:
        return
    raise RuntimeError("the door waited for something that is not there")


def _bytes(body: Any) -> bytes:
    if body is None:
        return b""
    if hasattr(body, "read"):
        body = body.read()
    return body.encode() if isinstance(body, str) else bytes(body)


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
