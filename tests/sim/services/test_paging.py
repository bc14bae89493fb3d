"""Pages of IAM's lists: Marker, MaxItems, IsTruncated."""

from __future__ import annotations

import json
from typing import Any

import pytest
from simroom import Room

from sim.services.iam.shapes import MARKER


def key_of(room: Room) -> str:
    return room.world.account.users["Admin"].access_keys[0].access_key_id


def page(room: Room, words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(room.ok(f"as-key {key_of(room)} aws iam {words}"))
    return answer


def test_nothing_is_passed_over_when_users_come_and_go_between_pages(room: Room) -> None:
    room.ok(*(f"aws iam create-user --user-name u{number}" for number in range(4)))
    first = page(room, "list-users --max-items 5")
    assert [user["UserName"] for user in first["Users"]] == ["Admin", "Alan", "Alice", "u0", "u1"]
    room.ok("aws iam delete-user --user-name u0", "aws iam create-user --user-name Bob")
    rest = page(room, f"list-users --max-items 5 --marker {first['Marker']}")
    assert [user["UserName"] for user in rest["Users"]] == ["u2", "u3"]
    assert not rest["IsTruncated"]
    assert "Marker" not in rest


@pytest.mark.parametrize(
    ("make", "lists", "found"),
    [
        ("create-group --group-name {}", "list-groups", "Groups"),
        ("create-policy --policy-name {} --policy-document file://p.json", "list-policies --scope Local", "Policies"),
        (
            "create-virtual-mfa-device --virtual-mfa-device-name {} --outfile s --bootstrap-method Base32StringSeed",
            "list-virtual-mfa-devices",
            "VirtualMFADevices",
        ),
    ],
)
def test_pages_of_one_give_the_whole_list(room: Room, make: str, lists: str, found: str) -> None:
    document = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}'
    room.ok(f"echo '{document}' > p.json")
    room.ok(*(f"aws iam {make.format(name * 100)}" for name in ("b", "C", "a")))
    whole = page(room, lists)
    pages: list[Any] = []
    marker = ""
    while len(pages) < len(whole[found]):
        answer = page(room, f"{lists} --max-items 1{marker}")
        pages += answer[found]
        if answer["IsTruncated"]:
            assert len(answer["Marker"]) <= (MARKER.maximum or 0)
            marker = f" --marker {answer['Marker']}"
    assert pages == whole[found]


@pytest.mark.parametrize("listing", ["users", "groups", "roles", "policies", "virtual-mfa-devices"])
@pytest.mark.parametrize("marker", ["!", "-1", "/w==", "QUJ"])
def test_a_marker_that_no_page_gave_is_refused(room: Room, listing: str, marker: str) -> None:
    refused = room(f"as-key {key_of(room)} aws iam list-{listing} --marker {marker}")
    assert "(ValidationError)" in refused.error
    assert f"Invalid Marker: {marker}" in refused.error
