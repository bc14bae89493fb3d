"""Clocks: the service's own, and those of phones and tokens, which may be set wrong and may drift.

Every time in the simulator is an integer: milliseconds since the Unix epoch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

EARLIEST = 0
LATEST = 253_402_300_799_000
"""The last second of the year 9999, the end of what ISO 8601 with four digits can write."""


class Timestamp(int):
    """A time in a service's result: what the AWS CLI and the protocols write as a date."""


@dataclass(frozen=True, slots=True)
class ServiceClock:
    """The time at AWS.

    `rate` is service seconds for each second of the host (0 stands still). While `live` holds, the service
    follows the host's clock, so that a real phone's codes are right; any time command ends that.
    """

    time: int
    rate: float = 1.0
    live: bool = True

    def moved(self, time: int) -> ServiceClock:
        """The clock after a time command: at `time`, and no longer following the host."""
        return replace(self, time=within(time), live=False)


@dataclass(frozen=True, slots=True)
class DeviceClock:
    """A device's clock: `offset` milliseconds from the service's at service time `since`, drifting from then on.

    `drift_ppm` is in parts per million: 1 ppm is 86.4 ms a day; positive runs fast.
    """

    offset: int = 0
    drift_ppm: float = 0.0
    since: int = 0

    def offset_at(self, service_time: int) -> int:
        """How far ahead of the service the device is at `service_time`, in milliseconds (behind: negative)."""
        if not self.drift_ppm:
            return self.offset
        return self.offset + round((service_time - self.since) * self.drift_ppm / 1_000_000)

    def read(self, service_time: int) -> int:
        """What the device's clock shows at `service_time`."""
        return service_time + self.offset_at(service_time)

    def with_offset(self, offset: int, service_time: int) -> DeviceClock:
        """The clock set to `offset` at `service_time`; its drift goes on from there."""
        return DeviceClock(offset, self.drift_ppm, service_time)

    def with_drift(self, drift_ppm: float, service_time: int) -> DeviceClock:
        """The clock with another drift from `service_time` on; its present offset stays."""
        return DeviceClock(self.offset_at(service_time), drift_ppm, service_time)

    def service_time_when(self, reading: int, service_time: int) -> int:
        """The first service time, from `service_time` on, at which the device shows `reading` or later."""
        pace = 1 + self.drift_ppm / 1_000_000
        guess = service_time + max(0, int((reading - self.read(service_time)) / pace) - 1)
        while self.read(guess) < reading:
            guess += 1
        return guess


def within(time: int) -> int:
    """`time`, kept between 1970 and 9999."""
    return min(max(time, EARLIEST), LATEST)


def iso(time: int) -> str:
    """`time`, kept within the years that there are, as ISO 8601 in whole seconds: 2027-03-01T12:00:14Z."""
    return _iso(time // 1_000)


@lru_cache(maxsize=1_024)
def _iso(seconds: int) -> str:
    return f"{utc(seconds * 1_000).replace(tzinfo=None).isoformat()}Z"


def cli_iso(time: int) -> str:
    """`time` as AWS CLI version 2 prints it: 2027-03-01T12:00:14+00:00."""
    return utc(time).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def parse_iso(text: str) -> int:
    """The time that an ISO 8601 text names; without an offset it is UTC.

    Raises ValueError when the text is no such time.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    time = int(moment.timestamp() * 1_000)
    if within(time) != time:
        raise ValueError(f"{text}: not between 1970 and 9999")
    return time


def utc(time: int) -> datetime:
    """`time`, kept within the years that there are, as a date and time of day, to the second."""
    return datetime.fromtimestamp(within(time) // 1_000, UTC)
