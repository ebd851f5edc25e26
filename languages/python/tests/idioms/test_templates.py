"""Instantiations of templates."""

import pytest
import templates


def test_instances():
    stacks = [name for name in templates.__all__ if "Stack" in name]
    assert len(stacks) >= 1
    stack = templates.countdown(3)
    assert stack.size() == 3 and stack.pop() == 3 and stack.values() == [1, 2]
    stack.push(9)
    assert stack.pop() == 9


def test_each_instance_is_a_class():
    for name in (name for name in templates.__all__ if "Stack" in name):
        stack = getattr(templates, name)()
        with pytest.raises(IndexError):
            stack.pop()


def test_records():
    (pair,) = (getattr(templates, name) for name in templates.__all__ if "Pair" in name)
    assert templates.sum(pair(1.5, 2)) == 3.5
