"""The buckets and instances of the state document."""

from __future__ import annotations

from typing import Any

from sim.account import Account
from sim.account.instances import STATE_CODES
from sim.clock import iso


def buckets(account: Account) -> list[dict[str, Any]]:
    """The buckets by name, each with its objects by key; contents are left out."""
    return [
        {
            "Name": bucket.name,
            "CreationDate": iso(bucket.creation_date),
            "BucketRegion": bucket.region,
            "Objects": [
                {
                    "Key": key,
                    "Size": len(stored.content),
                    "ETag": f'"{stored.etag}"',
                    "LastModified": iso(stored.last_modified),
                    "ContentType": stored.content_type,
                }
                for key, stored in sorted(bucket.objects.items())
            ],
        }
        for _, bucket in sorted(account.buckets.items())
    ]


def instances(account: Account, time: int) -> list[dict[str, Any]]:
    """The instances that EC2 still knows at service `time`, by name and id; `Name` is the Name tag."""
    found = [
        {
            "InstanceId": instance.instance_id,
            "Name": dict(instance.tags).get("Name"),
            "InstanceType": instance.instance_type,
            "State": {"Code": STATE_CODES[instance.state_at(time)], "Name": instance.state_at(time)},
            "LaunchTime": iso(instance.launch_time),
            "Tags": [{"Key": key, "Value": value} for key, value in sorted(instance.tags)],
        }
        for instance in account.instances.values()
        if not instance.gone_at(time)
    ]
    return sorted(found, key=lambda each: (str(each["Name"] or ""), str(each["InstanceId"])))
