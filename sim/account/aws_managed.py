"""AWS's own managed policies as every account sees them.

Ids and dates are those that AWS shows for the best-known ones; the ids of the others are made here.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from sim.account.policies import ManagedPolicy, PolicyVersion
from sim.policy.managed import MANAGED

_CREATED = 1_423_247_986_000
"""2015-02-06T18:39:46Z, when AWS made AdministratorAccess and, within minutes, most of the others."""

_IDS = {
    "AdministratorAccess": "ANPAIWMBCKSKIEE64ZLYK",
    "AmazonEC2FullAccess": "ANPAI3VAJF5ZCRZ7MCQE6",
    "AmazonEC2ReadOnlyAccess": "ANPAIGDT4SV4GSETWTBZK",
    "AmazonS3FullAccess": "ANPAIFIR6V6BVTRAHWINE",
    "AmazonS3ReadOnlyAccess": "ANPAIZTJ4DXE7G6AGAE6M",
    "IAMFullAccess": "ANPAI7XKCFMBPM3QQRRVQ",
    "IAMReadOnlyAccess": "ANPAJKSO7NDY4T57MWDSQ",
    "IAMUserChangePassword": "ANPAJ4L4MM2A7QIEB56MS",
    "PowerUserAccess": "ANPAJYRXTHIB4FOVS3ZXS",
    "ReadOnlyAccess": "ANPAILL3HVNFSB6DCOWYQ",
}


def _policy(name: str, arn: str, version: str, text: str, description: str) -> ManagedPolicy:
    made = "ANPAI" + base64.b32encode(hashlib.sha256(name.encode()).digest()).decode()[:16]
    return ManagedPolicy(
        name,
        arn,
        _IDS.get(name, made),
        _CREATED,
        _CREATED,
        (PolicyVersion(version, text, _CREATED),),
        version,
        int(version[1:]),
        description=description,
    )


AWS_MANAGED: Mapping[str, ManagedPolicy] = MappingProxyType(
    {arn: _policy(policy.name, arn, policy.version, policy.text, policy.description) for arn, policy in MANAGED.items()}
)
"""All of them by ARN, in the order of their names."""
