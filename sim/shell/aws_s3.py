"""`aws s3`: the AWS CLI's short commands for buckets and files (ls, cp, rm, mb, rb), on this world's files.

They print what the AWS CLI's own s3 commands print; times are in UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.clock import cli_iso
from sim.errors import ServiceError
from sim.people import Credentials
from sim.services import OPERATIONS
from sim.services.invoke import invoke
from sim.shell.command import call_of, nearest
from sim.shell.files import content, write_content
from sim.world import Call, Outcome, World

HELP = """\
aws s3: buckets and objects, and this world's files

  ls [s3://BUCKET[/PREFIX]] [--recursive]     list the buckets, or what is in one
  cp FILE s3://BUCKET[/KEY]                   store a file
  cp s3://BUCKET/KEY FILE                     fetch an object; - as FILE shows it
  cp s3://BUCKET/KEY s3://BUCKET[/KEY]        store an object again under another key
  rm s3://BUCKET/KEY [--recursive]            delete an object, or all whose keys begin so
  mb s3://BUCKET                              make a bucket
  rb s3://BUCKET                              delete an empty bucket
"""

TYPES = {
    "css": "text/css",
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "png": "image/png",
    "txt": "text/plain",
    "xml": "application/xml",
}
"""The content types that `cp` takes from a file's name."""


@dataclass(slots=True)
class Client:
    """Calls of S3 one after the other, by one person with one set of credentials."""

    world: World
    person: str
    credentials: Credentials
    call: Call | None = None

    def __call__(self, operation_name: str, **parameters: Any) -> Mapping[str, Any]:
        """The result of a call.

        Raises ServiceError.
        """
        operation = OPERATIONS["s3", operation_name]
        reply = invoke(self.world, self.credentials, self.person, operation, parameters, all_pages=True)
        self.world = reply.world
        self.call = call_of("", self.person, "s3", operation_name, parameters, reply.error)
        if reply.error is not None:
            raise reply.error
        return reply.data or {}

    def said(self, error: ServiceError) -> str:
        """A refusal as the AWS CLI says it."""
        assert self.call is not None
        return f"An error occurred ({error.code}) when calling the {self.call.operation} operation: {error.message}"


class _Usage(Exception):
    """A command line that is none of these commands'."""


def run(world: World, person: str, credentials: Credentials, words: Sequence[str]) -> Outcome:
    """`aws s3 COMMAND …`."""
    client = Client(world, person, credentials)
    try:
        if not words or words[0] not in _COMMANDS:
            near = nearest(words[0], _COMMANDS) if words else None
            raise _Usage(f"Did you mean {near}?" if near else f"Known here: {', '.join(_COMMANDS)}.")
        flags = [word for word in words[1:] if word.startswith("--")]
        unknown = [flag for flag in flags if flag not in ("--recursive", "--quiet", "--no-progress")]
        if unknown:
            raise _Usage(f"Unknown options: {', '.join(unknown)}")
        output, error, status = _COMMANDS[words[0]](client, [word for word in words[1:] if word not in flags], flags)
    except _Usage as refusal:
        return Outcome(world, error=f"\naws: error: {refusal}\n\n{HELP}", status=252)
    return Outcome(client.world, "" if "--quiet" in flags else output, error, status, client.call)


Said = tuple[str, str, int]
"""Standard output, standard error and exit status."""


def _ls(client: Client, paths: list[str], flags: list[str]) -> Said:
    if len(paths) > 1:
        raise _Usage(f"Unknown options: {' '.join(paths[1:])}")
    bucket, prefix = _place((paths or ["s3://"])[0].removeprefix("s3://"))
    try:
        if not bucket:
            buckets = client("ListBuckets")["Buckets"]
            return "".join(f"{_date(each['CreationDate'])} {each['Name']}\n" for each in buckets), "", 0
        recursive = "--recursive" in flags
        page = client("ListObjectsV2", Bucket=bucket, Prefix=prefix, **({} if recursive else {"Delimiter": "/"}))
    except ServiceError as error:
        return "", f"\n{client.said(error)}\n", 254
    lines = [f"{'PRE':>30} {each['Prefix'].split('/')[-2]}/\n" for each in page.get("CommonPrefixes", ())]
    for each in page.get("Contents", ()):
        name = each["Key"] if recursive else each["Key"].rpartition("/")[2]
        lines.append(f"{_date(each['LastModified'])} {each['Size']:>10} {name}\n")
    return "".join(lines), "", 0 if lines or not prefix else 1


def _cp(client: Client, paths: list[str], flags: list[str]) -> Said:
    source, target = _two(paths)
    if not source.startswith("s3://") and not target.startswith("s3://"):
        raise _Usage("cp takes a file and an s3:// path, or two s3:// paths.")
    if not source.startswith("s3://"):
        return _upload(client, source, target)
    bucket, key = _place(source.removeprefix("s3://"))
    if target.startswith("s3://"):
        return _copy(client, (bucket, key), source, target)
    try:
        client("HeadObject", Bucket=bucket, Key=key)
    except ServiceError as error:
        if error.status == 404:
            error.message = f'Key "{key}" does not exist'
        return "", f"fatal error: {client.said(error)}\n", 1
    path = target if target == "-" else _local(target, key)
    try:
        body: bytes = client("GetObject", Bucket=bucket, Key=key)["Body"]
    except ServiceError as error:
        return "", f"download failed: {source} to {_shown(path)} {client.said(error)}\n", 1
    if path == "-":
        return body.decode("utf-8", "replace"), "", 0
    client.world = write_content(client.world, path, body)
    return f"download: {source} to {_shown(path)}\n", "", 0


def _upload(client: Client, source: str, target: str) -> Said:
    path = source.removeprefix("./")
    file = client.world.files.get(path)
    if file is None:
        return "", f"\nThe user-provided path {source} does not exist.\n", 255
    bucket, key = _target(target, path)
    kind = TYPES.get(path.rpartition(".")[2].lower())
    about = {"ContentType": kind} if kind else {}
    return _stored(client, "upload", _shown(path), bucket, key, {"Body": content(file), **about})


def _copy(client: Client, place: tuple[str, str], source: str, target: str) -> Said:
    bucket, key = _target(target, place[1])
    try:
        found = client("GetObject", Bucket=place[0], Key=place[1])
    except ServiceError as error:
        return "", f"copy failed: {source} to s3://{bucket}/{key} {client.said(error)}\n", 1
    kept = {name: found[name] for name in ("Body", "ContentType", "Metadata")}
    return _stored(client, "copy", source, bucket, key, kept)


def _stored(client: Client, what: str, source: str, bucket: str, key: str, parameters: Mapping[str, Any]) -> Said:
    try:
        client("PutObject", Bucket=bucket, Key=key, **parameters)
    except ServiceError as error:
        return "", f"{what} failed: {source} to s3://{bucket}/{key} {client.said(error)}\n", 1
    return f"{what}: {source} to s3://{bucket}/{key}\n", "", 0


def _rm(client: Client, paths: list[str], flags: list[str]) -> Said:
    bucket, key = _bucket(paths)
    keys = [key]
    if "--recursive" in flags:
        try:
            page = client("ListObjectsV2", Bucket=bucket, Prefix=key)
        except ServiceError as error:
            return "", f"fatal error: {client.said(error)}\n", 1
        keys = [each["Key"] for each in page.get("Contents", ())]
    elif not key:
        raise _Usage("rm takes s3://BUCKET/KEY; with --recursive, all whose keys begin so.")
    output = errors = ""
    for each in keys:
        try:
            client("DeleteObject", Bucket=bucket, Key=each)
            output += f"delete: s3://{bucket}/{each}\n"
        except ServiceError as error:
            errors += f"delete failed: s3://{bucket}/{each} {client.said(error)}\n"
    return output, errors, 1 if errors else 0


def _mb(client: Client, paths: list[str], flags: list[str]) -> Said:
    bucket, _ = _bucket(paths)
    return _made(client, "CreateBucket", "make_bucket", bucket)


def _rb(client: Client, paths: list[str], flags: list[str]) -> Said:
    bucket, _ = _bucket(paths)
    return _made(client, "DeleteBucket", "remove_bucket", bucket)


def _made(client: Client, operation: str, what: str, bucket: str) -> Said:
    try:
        client(operation, Bucket=bucket)
    except ServiceError as error:
        return "", f"{what} failed: s3://{bucket} {client.said(error)}\n", 1
    return f"{what}: {bucket}\n", "", 0


def _two(paths: list[str]) -> tuple[str, str]:
    if len(paths) != 2:
        raise _Usage("cp takes two paths: from where, and to where.")
    return paths[0], paths[1]


def _bucket(paths: list[str]) -> tuple[str, str]:
    if len(paths) != 1 or not paths[0].startswith("s3://") or not _place(paths[0][5:])[0]:
        raise _Usage("One s3:// path is expected: s3://BUCKET or s3://BUCKET/KEY.")
    return _place(paths[0][5:])


def _place(path: str) -> tuple[str, str]:
    """The bucket and the key of what stands after s3://."""
    bucket, _, key = path.partition("/")
    return bucket, key


def _target(target: str, source: str) -> tuple[str, str]:
    """The bucket and key to store under: a target that ends in / takes the name of the source."""
    bucket, key = _place(target.removeprefix("s3://"))
    if not bucket:
        raise _Usage("s3://BUCKET is expected: a bucket's name.")
    return bucket, key + source.rpartition("/")[2] if not key or key.endswith("/") else key


def _local(target: str, key: str) -> str:
    """The file to fetch an object to: a target that is . or ends in / takes the name of the key."""
    path = target.removeprefix("./")
    if path in ("", ".") or path.endswith("/"):
        path = ("" if path == "." else path) + key.rpartition("/")[2]
    return path


def _shown(path: str) -> str:
    return f"./{path}" if path != "-" else path


def _date(time: int) -> str:
    return cli_iso(time)[:19].replace("T", " ")


_COMMANDS: Mapping[str, Callable[[Client, list[str], list[str]], Said]] = {
    "ls": _ls,
    "cp": _cp,
    "rm": _rm,
    "mb": _mb,
    "rb": _rb,
}
