"""C: compiles each case's header in every dialect, then a C99 program against it, and runs that under
AddressSanitizer and UndefinedBehaviorSanitizer. One case is also built, installed and found as a user would."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tests"))

from harness import JOBS, ROOT, Case, Count, Failure, compile_runtime, compiler_launcher, count_line, first_project, main  # noqa: E402

SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-g", "-O1", "-fvisibility=hidden"]
ENV = {"ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1", "UBSAN_OPTIONS": "print_stacktrace=1"}
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
# The runtime's namespace. Every library has its own; the tests share one, so that it is compiled once.
LIBRARY = "-DPOLYGLUE_LIBRARY=cases"
RUNTIME = ROOT / "build" / "tests" / "c" / "runtime"
PROJECT_CASE = "classes"

HEADER_WARNINGS = [*STRICT, "-Wconversion", "-Wsign-conversion", "-Wshadow", "-Wcast-qual", "-Wundef", "-Wwrite-strings"]
C_WARNINGS = ["-Wstrict-prototypes", "-Wmissing-prototypes", "-Wc++-compat"]
CXX_WARNINGS = ["-Wold-style-cast"]
DIALECTS = [("c", std) for std in ("c99", "c11", "c17", "c2x")] + [("c++", std) for std in ("c++11", "c++17", "c++20")]


def compilers(language: str) -> list[str]:
    found = [shutil.which(name) for name in (("gcc", "clang-22") if language == "c" else ("g++", "clang++-22"))]
    return [path for path in found if path]


def runtime_objects() -> list[Path]:
    return sorted(RUNTIME.glob("*.o"))


def setup(cases: list[Case]) -> None:
    """Compiles the runtime, from the text that came with the first case that can be generated."""
    case, project = first_project(cases, "c")
    compile_runtime(case, project, RUNTIME, [*SANITIZE, LIBRARY, *STRICT])


def check_header(case: Case, project: Path) -> int:
    """Every dialect must take the header with strict warnings."""
    done = 0
    for language, std in DIALECTS:
        unit = case.work / ("header.c" if language == "c" else "header.cpp")
        unit.write_text(f"#define {case.prefix.upper()}_C_WITH_SYMBOLS\n#include <{case.prefix}_c.h>\n#include <{case.prefix}_c.h>\n"
                        f"int main({'void' if language == 'c' else ''}) {{ return {case.prefix}_symbols[0].name == 0; }}\n")
        for compiler in compilers(language):
            case.run(compiler, "-fsyntax-only", f"-std={std}", *HEADER_WARNINGS, *(C_WARNINGS if language == "c" else CXX_WARNINGS),
                     "-I", project / "include", unit, timeout=60)
            done += 1
    return done


def check_project(case: Case, project: Path) -> int:
    """Builds and installs the generated CMake project, and finds it from another one and by pkg-config."""
    build, prefix, user = case.work / "build", case.work / "prefix", case.work / "user"
    launcher = compiler_launcher()
    options = [f"-DCMAKE_{language}_COMPILER_LAUNCHER={launcher[0]}" for language in ("C", "CXX")] if launcher else []
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    case.run("cmake", "-S", project, "-B", build, *generator, "-DCMAKE_BUILD_TYPE=Release", f"-DCMAKE_INSTALL_PREFIX={prefix}",
             "-DCMAKE_INSTALL_LIBDIR=lib", *options)
    case.run("cmake", "--build", build, "-j", str(JOBS), timeout=300)
    case.run("cmake", "--install", build)
    symbols = case.run("nm", "-D", "--defined-only", prefix / "lib" / f"lib{case.name}_c.so").split()[2::3]
    strange = [name for name in symbols if not name.startswith(f"{case.name}_")]
    if strange:
        raise Failure(f"exported but no C symbol of the library: {strange}")
    user.mkdir(exist_ok=True)
    (user / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.16)\nproject(user C)\n"
        f"find_package({case.name}_c 1.0 REQUIRED)\nadd_executable(user {HERE / (case.name + '.c')})\n"
        f"target_link_libraries(user PRIVATE {case.name}_c::{case.name}_c)\n")
    case.run("cmake", "-S", user, "-B", user / "build", *generator, f"-DCMAKE_PREFIX_PATH={prefix}")
    case.run("cmake", "--build", user / "build")
    case.run(user / "build" / "user")
    if not shutil.which("pkg-config"):
        return 2
    flags = case.run("pkg-config", "--cflags", "--libs", f"{case.name}_c", env={"PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")})
    case.run("gcc", "-std=c99", HERE / f"{case.name}.c", "-o", user / "plain", *flags.split(), f"-Wl,-rpath,{prefix / 'lib'}", "-lm")
    case.run(user / "plain")
    return 3


def test(case: Case) -> Count:
    project = case.generate("c")
    count = Count(passed=check_header(case, project))
    objects = []
    for source in sorted((project / "src").glob("*.cpp")):
        target = case.work / (source.stem + ".o")
        case.run(*compiler_launcher(), "g++", *case.flags, *SANITIZE, LIBRARY, *STRICT,
                 "-I", project / "include", "-I", project / "src" / "runtime" / "include", "-I", case.api,
                 "-c", source, "-o", target, timeout=300)
        objects.append(target)
    for source in (HERE / f"{case.name}.c", *sorted(HERE.glob(f"{case.name}.*.c"))):
        program = case.work / source.stem
        case.run(*compiler_launcher(), "gcc", "-std=c99", *SANITIZE, *STRICT, "-Wshadow", "-Wstrict-prototypes",
                 f"-D{case.prefix.upper()}_C_STATIC", "-I", project / "include", "-c", source, "-o", program.with_suffix(".test.o"))
        case.run("g++", *SANITIZE, program.with_suffix(".test.o"), *objects, *runtime_objects(), "-o", program, "-pthread")
        count += count_line(case.run(program, timeout=60, may_fail=True, cwd=case.work, env=ENV))
    if case.name == PROJECT_CASE:
        count += Count(passed=check_project(case, project))
    return count


if __name__ == "__main__":
    sys.exit(main("c", test, setup))
