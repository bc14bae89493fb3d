"""The AWS managed policies that the course uses, word for word as AWS publishes them.

Source: "AWS Managed Policy Reference Guide", one page a policy, and the documents as monitored publicly; the versions
named here are the default ones those sources showed in 2026 (AmazonEC2FullAccess by the second source alone).
ReadOnlyAccess is cut to the services that the account has: AWS's own text names more than a thousand actions.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from sim.policy.document import Document, parse


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """An AWS managed policy: `version` is its default version's id, `text` that version's document."""

    name: str
    description: str
    version: str
    text: str

    @property
    def arn(self) -> str:
        """Its ARN, the same in every account."""
        return f"arn:aws:iam::aws:policy/{self.name}"

    @property
    def document(self) -> Document:
        """Its document, read."""
        return parse(self.text, "managed")


_ALL = (
    ManagedPolicy(
        "AdministratorAccess",
        "Provides full access to AWS services and resources.",
        "v1",
        """{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "*", "Resource": "*"}
  ]
}""",
    ),
    ManagedPolicy(
        "PowerUserAccess",
        "Provides full access to AWS services and resources, but does not allow management of Users and groups.",
        "v12",
        """{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*"},
    {
      "Effect": "Allow",
      "Action": [
        "account:GetAccountInformation",
        "account:GetGovCloudAccountInformation",
        "account:GetPrimaryEmail",
        "account:ListRegions",
        "iam:CreateServiceLinkedRole",
        "iam:DeleteServiceLinkedRole",
        "iam:ListRoles",
        "organizations:DescribeEffectivePolicy",
        "organizations:DescribeOrganization"
      ],
      "Resource": "*"
    }
  ]
}""",
    ),
    ManagedPolicy(
        "IAMFullAccess",
        "Provides full access to IAM via the AWS Management Console.",
        "v2",
        """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "iam:*",
        "organizations:DescribeAccount",
        "organizations:DescribeOrganization",
        "organizations:DescribeOrganizationalUnit",
        "organizations:DescribePolicy",
        "organizations:ListChildren",
        "organizations:ListParents",
        "organizations:ListPoliciesForTarget",
        "organizations:ListRoots",
        "organizations:ListPolicies",
        "organizations:ListTargetsForPolicy"
      ],
      "Resource": "*"
    }
  ]
}""",
    ),
    ManagedPolicy(
        "IAMReadOnlyAccess",
        "Provides read only access to IAM via the AWS Management Console.",
        "v4",
        """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "iam:GenerateCredentialReport",
        "iam:GenerateServiceLastAccessedDetails",
        "iam:Get*",
        "iam:List*",
        "iam:SimulateCustomPolicy",
        "iam:SimulatePrincipalPolicy"
      ],
      "Resource": "*"
    }
  ]
}""",
    ),
    ManagedPolicy(
        "IAMUserChangePassword",
        "Provides the ability for an IAM user to change their own password.",
        "v3",
        """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["iam:ChangePassword"],
      "Resource": ["arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::*:user/*/${aws:username}"]
    },
    {"Effect": "Allow", "Action": ["iam:GetAccountPasswordPolicy"], "Resource": "*"}
  ]
}""",
    ),
    ManagedPolicy(
        "AmazonS3FullAccess",
        "Provides full access to all buckets via the AWS Management Console.",
        "v2",
        """{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": ["s3:*", "s3-object-lambda:*"], "Resource": "*"}
  ]
}""",
    ),
    ManagedPolicy(
        "AmazonS3ReadOnlyAccess",
        "Provides read only access to all buckets via the AWS Management Console.",
        "v3",
        """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"],
      "Resource": "*"
    }
  ]
}""",
    ),
    ManagedPolicy(
        "AmazonEC2FullAccess",
        "Provides full access to Amazon EC2 via the AWS Management Console.",
        "v5",
        """{
  "Version": "2012-10-17",
  "Statement": [
    {"Action": "ec2:*", "Effect": "Allow", "Resource": "*"},
    {"Effect": "Allow", "Action": "elasticloadbalancing:*", "Resource": "*"},
    {"Effect": "Allow", "Action": "cloudwatch:*", "Resource": "*"},
    {"Effect": "Allow", "Action": "autoscaling:*", "Resource": "*"},
    {
      "Effect": "Allow",
      "Action": "iam:CreateServiceLinkedRole",
      "Resource": "*",
      "Condition": {
        "StringEquals": {
          "iam:AWSServiceName": [
            "autoscaling.amazonaws.com",
            "ec2scheduled.amazonaws.com",
            "elasticloadbalancing.amazonaws.com",
            "spot.amazonaws.com",
            "spotfleet.amazonaws.com",
            "transitgateway.amazonaws.com"
          ]
        }
      }
    }
  ]
}""",
    ),
    ManagedPolicy(
        "AmazonEC2ReadOnlyAccess",
        "Provides read only access to Amazon EC2 via the AWS Management Console.",
        "v5",
        """{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": ["ec2:Describe*", "ec2:GetSecurityGroupsForVpc"], "Resource": "*"},
    {"Effect": "Allow", "Action": "elasticloadbalancing:Describe*", "Resource": "*"},
    {
      "Effect": "Allow",
      "Action": ["cloudwatch:ListMetrics", "cloudwatch:GetMetricStatistics", "cloudwatch:Describe*"],
      "Resource": "*"
    },
    {"Effect": "Allow", "Action": "autoscaling:Describe*", "Resource": "*"}
  ]
}""",
    ),
    ManagedPolicy(
        "ReadOnlyAccess",
        "Provides read-only access to AWS services and resources.",
        "v190",
        """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadOnlyActionsGroup1",
      "Effect": "Allow",
      "Action": [
        "cloudtrail:Describe*",
        "cloudtrail:Get*",
        "cloudtrail:List*",
        "cloudtrail:LookupEvents",
        "ec2:Describe*",
        "ec2:Get*",
        "iam:Generate*",
        "iam:Get*",
        "iam:List*",
        "iam:Simulate*"
      ],
      "Resource": "*"
    },
    {
      "Sid": "ReadOnlyActionsGroup2",
      "Effect": "Allow",
      "Action": [
        "s3:DescribeJob",
        "s3:Get*",
        "s3:List*",
        "sts:GetAccessKeyInfo",
        "sts:GetCallerIdentity",
        "sts:GetSessionToken"
      ],
      "Resource": "*"
    }
  ]
}""",
    ),
)

MANAGED = MappingProxyType({policy.arn: policy for policy in sorted(_ALL, key=lambda policy: policy.name)})
"""All of them by ARN, in the order of their names."""
