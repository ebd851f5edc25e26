from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
import times
from times import Meeting

UTC = timezone.utc


def test_instants() -> None:
    assert times.epoch() == datetime(1970, 1, 1, tzinfo=UTC)
    assert times.epoch().tzinfo is not None
    assert times.tomorrow(datetime(2024, 2, 28, 12, 30, 5, 7, tzinfo=UTC)) == datetime(2024, 2, 29, 12, 30, 5, 7, tzinfo=UTC)
    assert times.tomorrow(datetime(1950, 1, 1, tzinfo=UTC)) == datetime(1950, 1, 2, tzinfo=UTC)
    assert times.far_future() == datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def test_time_zones() -> None:
    berlin = timezone(timedelta(hours=2))
    assert times.tomorrow(datetime(2024, 6, 1, 2, tzinfo=berlin)) == datetime(2024, 6, 2, 0, tzinfo=UTC)
    with pytest.raises(ValueError):
        times.tomorrow(datetime(2024, 6, 1))  # without a zone it is no instant


def test_spans() -> None:
    a, b = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 1, 2, 0, 0, 0, 500, tzinfo=UTC)
    assert times.between(a, b) == timedelta(days=1, microseconds=500)
    assert times.between(b, a) == -timedelta(days=1, microseconds=500)
    assert times.doubled(timedelta(milliseconds=-1500)) == timedelta(seconds=-3)
    assert times.nanoseconds(-1_000) == timedelta(microseconds=-1)
    assert times.count_microseconds(timedelta(days=-1, microseconds=1)) == -86_400_000_000 + 1
    assert times.seconds(timedelta(milliseconds=-750)) == -0.75
    assert times.total([timedelta(seconds=1), timedelta(seconds=-5), timedelta(minutes=1)]) == timedelta(seconds=56)
    assert times.positive(timedelta(seconds=1)) == timedelta(seconds=1)
    assert times.positive(timedelta(0)) is None


def test_ranges() -> None:
    with pytest.raises(OverflowError):
        times.tomorrow(datetime(9999, 1, 1, tzinfo=UTC))  # the system clock counts nanoseconds
    with pytest.raises(OverflowError):
        times.tomorrow(datetime(1, 1, 1, tzinfo=UTC))
    with pytest.raises(OverflowError):
        times.count_microseconds(timedelta.max)


def test_records() -> None:
    start = datetime(2024, 5, 1, 9, tzinfo=UTC)
    meeting = Meeting(start)
    assert meeting.length == timedelta(minutes=30)
    assert times.end(meeting) == start + timedelta(minutes=30)
    moved = times.postponed(Meeting(start, timedelta(hours=1)), timedelta(days=1))
    assert moved == Meeting(start + timedelta(days=1), timedelta(hours=1))
    with pytest.raises(OverflowError):
        times.end(Meeting(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)))  # past the year 9999


def test_wrong_types() -> None:
    for bad in (0, "2024-01-01", None, date(2024, 1, 1), timedelta(0)):
        with pytest.raises(TypeError):
            times.tomorrow(bad)  # type: ignore[arg-type]
    for wrong in (1, 1.5, None, "1s"):
        with pytest.raises(TypeError):
            times.doubled(wrong)  # type: ignore[arg-type]
