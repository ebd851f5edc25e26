"""Types that cross as others."""

import custom
import pytest


def test_values():
    assert custom.next("00000000000000ff") == "0000000000000100"
    assert custom.tip(505) == 50
    ids = ["0000000000000001", "0000000000000002"]
    assert custom.find(ids, ids[1]) == ids[1]
    assert custom.find(ids, "0000000000000003") is None


def test_in_records():
    bill = custom.Bill("00000000000000ab", 1)
    assert custom.numbered(bill, 7) == custom.Bill("00000000000000ab", 7)


def test_conversion_that_fails():
    with pytest.raises(ValueError, match="a Uuid has 16 digits"):
        custom.next("12")
    with pytest.raises(ValueError, match="not a hexadecimal digit"):
        custom.next("000000000000000g")
