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

    def supports(self, flags, source="int main(void) { return 0; }\n"):
        """Can the compiler build and link a program with these flags?"""
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "probe.c")
            with open(path, "w", encoding="utf-8") as file:
                file.write(source)
            command = [*self.compiler.compiler, *flags, path, "-o", os.path.join(directory, "probe")]
            return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def flags(self):
        if not self.unix:
            return ["/O2", "/Gy"], [], []
        compile_flags = ["-O2", "-g0", "-fvisibility=hidden", "-ffunction-sections", "-fdata-sections"]
        link_flags = ["-O2"]
        for flag in ("-fno-plt", "-fno-stack-protector", "-fno-semantic-interposition", "-fcf-protection=none"):
            if self.supports([flag, "-Werror"]):
                compile_flags.append(flag)
        for flag in ("-Wl,--gc-sections", "-Wl,-dead_strip", "-Wl,-z,nodelete", "-Wl,-s"):
            if self.supports([flag]):
                link_flags.append(flag)
        lto = []
        if os.environ.get("POLYGLUE_LTO", "1") != "0":
            for flag in (f"-flto={jobs()}", "-flto"):
                if self.supports([flag, "-O2"]):
                    lto = [flag]
                    break
        extra = shlex.split(os.environ.get("POLYGLUE_FLAGS", ""))
        return compile_flags + extra, link_flags + extra, lto

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
        if not sysconfig.get_config_var("Py_GIL_DISABLED"):
            macros.append(("POLYGLUE_HOST_LOCK", "1"))
        standard = "-std={}" if self.unix else "/std:{}"
        c_flags = [*common, standard.format("c11"), *build["c_flags"]]
        cxx_flags = [*common, *build["cxx_flags"], *packages]
        if self.unix:
            cxx_flags.append("-fvisibility-inlines-hidden")
        if not any(flag.startswith(("-std=", "/std:")) for flag in cxx_flags):
            cxx_flags.append(standard.format("c++20"))
        work = []
        for source in build["glue"]:  # C glue, shim and runtime: optimised as one
            work.append((source, (c_flags if source.endswith(".c") else cxx_flags) + lto))
        for source in map(os.path.abspath, build["library"]):  # absolute, so that objects end up below build_temp
            work.append((source, c_flags if source.endswith(".c") else cxx_flags))
        os.makedirs(self.build_temp, exist_ok=True)
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
    ext.depends = [os.path.join("native", "build.json"), *build["glue"], *build["library"]]
    return ext


if sys.version_info < (3, 9):
    sys.exit("this package needs Python 3.9 or newer")
if int(setuptools.__version__.split(".")[0]) < 61:
    sys.exit(f"setuptools {setuptools.__version__} is too old: pyproject.toml needs 61 or newer")
os.chdir(HERE)
setup(ext_modules=[extension()], cmdclass={"build_ext": BuildExt})
