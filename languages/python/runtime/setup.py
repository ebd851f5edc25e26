"""Builds the extension module: C glue, C++ shim, runtime and library in one file.

What to build stands in native/build.json, which Polyglue writes; this file is the same for every library.
"""

import concurrent.futures
import json
import os
import shlex
import subprocess
import sys
import sysconfig
import tempfile

import setuptools
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

HERE = os.path.dirname(os.path.abspath(__file__))


def load():
    with open(os.path.join(HERE, "native", "build.json"), encoding="utf-8") as file:
        return json.load(file)


def pkg_config(packages, what):
    if not packages:
        return []
    tool = os.environ.get("PKG_CONFIG", "pkg-config")
    return shlex.split(subprocess.check_output([tool, what, *packages], text=True))


def jobs():
    for variable in ("CMAKE_BUILD_PARALLEL_LEVEL", "MAX_JOBS"):
        if os.environ.get(variable, "").isdigit():
            return max(1, int(os.environ[variable]))
    return os.cpu_count() or 1


class BuildExt(build_ext):
    """Compiles each source with the flags of its language, several at a time."""

    def build_extensions(self):
        self.unix = self.compiler.compiler_type != "msvc"
        super().build_extensions()

    def supports(self, flags, run=False):
        """Can the compiler build and link a program with these flags, and does it run?"""
        with tempfile.TemporaryDirectory() as directory:
            source, program = os.path.join(directory, "probe.c"), os.path.join(directory, "probe")
            with open(source, "w", encoding="utf-8") as file:
                file.write("int main(void) { return 0; }\n")
            built = subprocess.run([*self.compiler.compiler, *flags, source, "-o", program], capture_output=True, check=False)
            if built.returncode or not run:
                return not built.returncode
            try:
                return not subprocess.run([program], check=False, capture_output=True).returncode
            except OSError:  # it is for another machine
                return False

    def known(self, flags):
        """Those of the flags that the compiler knows, asked one by one."""
        return [flag for flag in flags if self.supports([flag, "-Werror"])]

    def flags(self):
        if not self.unix:
            return ["/O2", "/Gy"], [], []
        compiling = ["-fno-plt", "-fno-stack-protector", "-fno-semantic-interposition", "-fcf-protection=none"]
        linking = ["-Wl,-dead_strip", "-Wl,-x"] if sys.platform == "darwin" else ["-Wl,--gc-sections", "-Wl,-z,nodelete", "-Wl,-s"]
        # Tables of pointers without 24 bytes more for each; glibc knows them since 2.36.
        packed = [] if sys.platform == "darwin" else ["-Wl,-z,pack-relative-relocs"]
        lto = [f"-flto={jobs()}"] if os.environ.get("POLYGLUE_LTO", "1") != "0" else []
        strict = ["-Werror", *(["-Wl,--fatal-warnings"] if packed else [])]
        if not self.supports([*compiling, *linking, *packed, *lto, *strict], run=bool(packed)):
            compiling, linking = self.known(compiling), self.known(linking)
            packed = packed if packed and self.supports([*packed, *strict], run=True) else []
            lto = lto and (self.known(lto) or self.known(["-flto"]))
        extra = shlex.split(os.environ.get("POLYGLUE_FLAGS", ""))
        sections = ["-ffunction-sections", "-fdata-sections"]
        return ["-O2", "-g0", "-fvisibility=hidden", *sections, *compiling, *extra], ["-O2", *linking, *packed, *extra], lto

    def unit(self, sources):
        """One file that includes all of these."""
        if len(sources) == 1:
            return sources[0]
        path = os.path.join(self.build_temp, "unit_" + os.path.basename(sources[0]))
        with open(path, "w", encoding="utf-8") as file:
            for source in sources:
                file.write('#include "{}"\n'.format(os.path.abspath(source).replace(os.sep, "/")))
        return path

    def compile_one(self, source, include_dirs, macros, flags):
        return self.compiler.compile(
            [source], output_dir=self.build_temp, include_dirs=include_dirs, macros=macros, extra_postargs=flags
        )

    def build_extension(self, ext):
        build = ext.polyglue
        common, link_flags, lto = self.flags()
        packages = pkg_config(build["pkg_config"], "--cflags")
        include_dirs = [*build["include_dirs"], *self.compiler.include_dirs]
        macros = list(build["macros"].items())
        if build["host_lock"] and not sysconfig.get_config_var("Py_GIL_DISABLED"):
            macros.append(("POLYGLUE_HOST_LOCK", "1"))
        standard = "-std={}" if self.unix else "/std:{}"
        c_flags = [*common, standard.format("c11"), *build["c_flags"]]
        cxx_flags = [*common, *build["cxx_flags"], *packages]
        if self.unix:
            c_flags.append("-fexceptions")  # as C++ has them, or the link cannot put shims into their glue
            cxx_flags.append("-fvisibility-inlines-hidden")
        if not any(flag.startswith(("-std=", "/std:")) for flag in cxx_flags):
            cxx_flags.append(standard.format("c++20"))
        os.makedirs(self.build_temp, exist_ok=True)
        work = []
        for source in map(self.unit, build["units"]):  # C glue, shim and runtime: optimised as one
            work.append((source, (c_flags if source.endswith(".c") else cxx_flags) + lto))
        for source in map(os.path.abspath, build["library"]):  # absolute, so that objects end up below build_temp
            work.append((source, c_flags if source.endswith(".c") else cxx_flags))
        with concurrent.futures.ThreadPoolExecutor(jobs()) as pool:
            done = pool.map(lambda one: self.compile_one(one[0], include_dirs, macros, one[1]), work)
            objects = [path for paths in done for path in paths]
        self.compiler.link_shared_object(
            [*objects, *build["link_files"]],
            self.get_ext_fullpath(ext.name),
            libraries=self.get_libraries(ext),
            library_dirs=ext.library_dirs,
            extra_postargs=[*lto, *link_flags, *build["link_flags"], *pkg_config(build["pkg_config"], "--libs")],
            build_temp=self.build_temp,
            target_lang="c++",
        )


def extension():
    build = load()
    ext = Extension(build["module"], sources=[], language="c++")
    ext.polyglue = build
    ext.depends = [os.path.join("native", "build.json"), *sum(build["units"], []), *build["library"]]
    return ext


if sys.version_info < (3, 9):
    sys.exit("this package needs Python 3.9 or newer")
if int(setuptools.__version__.split(".")[0]) < 61:
    sys.exit(f"setuptools {setuptools.__version__} is too old: pyproject.toml needs 61 or newer")
os.chdir(HERE)
setup(ext_modules=[extension()], cmdclass={"build_ext": BuildExt})
