"""Times: aware datetimes and timedeltas."""

from datetime import datetime, timedelta, timezone

import pytest
import times

UTC = timezone.utc


def test_instants():
    assert times.epoch() == datetime(1970, 1, 1, tzinfo=UTC)
    assert times.epoch().tzinfo is UTC
    for moment in (datetime(2024, 2, 29, 23, 59, 59, 999999, UTC), datetime(1969, 12, 31, 12, tzinfo=UTC), datetime(1900, 3, 1, tzinfo=UTC), datetime(2100, 2, 28, tzinfo=UTC)):
        assert times.tomorrow(moment) == moment + timedelta(days=1)
    east = timezone(timedelta(hours=5, minutes=30))
    assert times.tomorrow(datetime(2024, 1, 1, tzinfo=east)) == datetime(2024, 1, 2, tzinfo=east)
    assert times.far_future() == datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def test_spans():
    assert times.between(datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, 1, tzinfo=UTC)) == timedelta(hours=1)
    assert times.doubled(timedelta(milliseconds=-1)) == timedelta(milliseconds=-2)
    assert times.count_microseconds(timedelta(days=-1, microseconds=1)) == -86399999999
    assert times.seconds(timedelta(milliseconds=1500)) == 1.5
    assert times.nanoseconds(1999) == timedelta(microseconds=1)
    assert times.total([timedelta(seconds=1), timedelta(minutes=1)]) == timedelta(seconds=61)
    assert times.positive(timedelta(seconds=5)) == timedelta(seconds=5)
    assert times.positive(timedelta(0)) is None


def test_records():
    start = datetime(2024, 5, 1, tzinfo=UTC)
    meeting = times.Meeting(start=start, length=timedelta(minutes=45))
    assert times.end(meeting) == start + timedelta(minutes=45)
    assert times.postponed(meeting, timedelta(hours=1)).start == start + timedelta(hours=1)


def test_wrong():
    with pytest.raises(ValueError, match="no time zone"):
        times.tomorrow(datetime(2024, 1, 1))
    with pytest.raises(TypeError, match="expected datetime.datetime, got int"):
        times.tomorrow(5)
    with pytest.raises(TypeError, match="expected datetime.timedelta, got float"):
        times.doubled(1.5)
    with pytest.raises(OverflowError):
        times.tomorrow(datetime(9999, 12, 31, 12, tzinfo=UTC))
    with pytest.raises(OverflowError):
        times.count_microseconds(timedelta.max)
