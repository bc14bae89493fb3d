"""S3 buckets and what is in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rpds import HashTrieMap


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object: its bytes, and what is told about them.

    `etag` is the MD5 of the content in hexadecimal, without quotation marks. `checksum` is what it was stored with: the
    algorithm's name and the value in base64. `headers` are the Content- and Cache- members it was given, by name.
    """

    content: bytes
    etag: str
    last_modified: int
    content_type: str = "binary/octet-stream"
    checksum: tuple[str, str] | None = None
    headers: tuple[tuple[str, str], ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket with its objects by key; `size` is the sum of their bytes."""

    name: str
    creation_date: int
    region: str = "us-east-1"
    objects: HashTrieMap[str, StoredObject] = field(default_factory=HashTrieMap)
    size: int = 0

    def with_object(self, key: str, stored: StoredObject) -> Bucket:
        """The bucket with an object added or replaced."""
        before = self.objects.get(key)
        size = self.size + len(stored.content) - (len(before.content) if before else 0)
        return replace(self, objects=self.objects.insert(key, stored), size=size)

    def without_object(self, key: str) -> Bucket:
        """The bucket without an object, which it may not have had."""
        before = self.objects.get(key)
        if before is None:
            return self
        return replace(self, objects=self.objects.remove(key), size=self.size - len(before.content))
