from __future__ import annotations

import custom
import pytest


def test_text_for_a_class() -> None:
    assert custom.next("00000000000000ff") == "0000000000000100"
    assert custom.next("f" * 16) == "0" * 16
    with pytest.raises(TypeError):
        custom.next(1)  # type: ignore[arg-type]


def test_refused() -> None:
    with pytest.raises(ValueError, match="a Uuid has 16 digits"):
        custom.next("12")
    with pytest.raises(ValueError, match="not a hexadecimal digit"):
        custom.next("000000000000000G")


def test_number_for_a_struct() -> None:
    assert custom.tip(1234) == 123
    assert custom.tip(-(2**63)) == -(2**63) // 10 + 1
    with pytest.raises(OverflowError):
        custom.tip(2**63)


def test_variant_for_a_union() -> None:
    assert repr(custom.half(7)) == "3"
    assert repr(custom.half(0.5)) == "0.25"
    assert repr(custom.half(1.0)) == "0.5"


def test_inside_containers() -> None:
    ids = custom.ids(3)
    assert ids == ["0000000000000000", "0000000000000001", "0000000000000002"]
    assert custom.ids(0) == []
    assert custom.find(ids, ids[1]) == ids[1]
    assert custom.find(ids, "a" * 16) is None
    with pytest.raises(ValueError):
        custom.find([ids[0], "bad"], ids[0])


def test_inside_a_record() -> None:
    bill = custom.numbered(custom.Bill("00000000000000aa", 1), 7)
    assert bill == custom.Bill(id="00000000000000aa", number=7)
    assert bill.id == "00000000000000aa"
    with pytest.raises(ValueError):
        custom.numbered(custom.Bill("bad", 1), 7)
