"""Every test must leave nothing alive in the library."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def nothing_alive(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    name = request.module.__name__.removeprefix("test_")
    extension = importlib.import_module(f"{name}._{name}")
    gc.collect()
    assert extension._live() == (0, 0), "(objects, results) that are still alive"
