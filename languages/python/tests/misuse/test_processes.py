"""Interpreters and processes: imported again, exits with objects alive, forks, a second interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig

import pytest


def test_imported_again() -> None:
    code = "import sys, classes; a = classes.Counter; del sys.modules['classes'], sys.modules['classes._classes']; import classes; assert classes.Counter is a and classes.Counter(1).value() == 1"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(not sysconfig.get_config_var("Py_GIL_DISABLED"), reason="free-threaded builds")
def test_the_gil_stays_off() -> None:
    subprocess.run([sys.executable, "-c", "import sys, classes, records; assert not sys._is_gil_enabled()"], check=True)


def test_a_second_interpreter_is_refused() -> None:
    code = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
import classes
other = interpreters.create()
run = getattr(interpreters, "run_string")
try:
    result = run(other, "import classes")
except Exception as error:
    result = error
assert result is not None and ("interpreter" in str(result) or "not support" in str(result)), result
interpreters.destroy(other)
assert classes.Counter(2).value() == 2
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_exit_with_objects_alive() -> None:
    code = "import classes, sequences, builtins; builtins.keep = [classes.Counter(1), sequences.range(5), iter(sequences.range(5))]"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_fork() -> None:
    code = "import os, classes\nc = classes.Counter(1)\npid = os.fork()\nassert c.increment() == 2\nc.close()\nif pid: assert os.waitpid(pid, 0)[1] == 0"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=20)
