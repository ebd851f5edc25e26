"""C++: compiles a test for each case against the generated client, as C++17 and C++23 with g++ and clang++, with
exceptions and without, and runs it under AddressSanitizer and UndefinedBehaviorSanitizer. One case is also built,
installed and found as a user would."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tests"))

from harness import JOBS, ROOT, Case, Count, Failure, compile_runtime, compiler_launcher, count_line, first_project, main, tool  # noqa: E402

# What runs is compiled by Clang, which compiles checked code in a third of GCC's time; GCC reads all of it, too.
COMPILER = "clang++-22"
# Units without RTTI have vtables that name no type, so those are not compared.
SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize=vptr", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-g", "-O1", "-fvisibility=hidden"]
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]
WITHOUT = ["-fno-exceptions", "-fno-rtti"]
# The runtime's namespace. Every library has its own; the tests share one, so that it is compiled once.
LIBRARY = "-DPOLYGLUE_LIBRARY=cases"
RUNTIME = ROOT / "build" / "tests" / "cpp" / "runtime"
PROJECT_CASE = "classes"
ENV = {"ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1", "UBSAN_OPTIONS": "print_stacktrace=1"}


def dialects(case: Case) -> list[tuple[str, list[str]]]:
    """What must compile the header without a warning, beside the test itself. One case sees all of it."""
    if case.name == PROJECT_CASE:
        return [(compiler, [f"-std=c++{std}", *mode]) for compiler in ("g++", COMPILER) for std in (17, 20, 23) for mode in ([], WITHOUT)]
    return [("g++", ["-std=c++20", *WITHOUT]), (COMPILER, ["-std=c++23"])]


def setup(cases: list[Case]) -> None:
    """Compiles the runtime, from the text that came with the first case that can be generated."""
    case, project = first_project(cases, "cpp")
    compile_runtime(case, project / "c", RUNTIME, [*SANITIZE, LIBRARY], compiler=COMPILER)


def check_project(case: Case) -> int:
    """`polyglue build cpp`, and what it leaves is found by CMake and by pkg-config."""
    case.run(tool(), "build", "cpp", timeout=600)
    prefix, user = case.api / "dist" / "cpp", case.work / "user"
    user.mkdir(exist_ok=True)
    (user / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.16)\nproject(user CXX)\n"
        f"find_package({case.prefix}_cpp 1.0 REQUIRED)\nadd_executable(user {HERE / (case.name + '.cpp')})\n"
        f"target_link_libraries(user PRIVATE {case.prefix}_cpp::{case.prefix}_cpp)\n")
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    case.run("cmake", "-S", user, "-B", user / "build", *generator, f"-DCMAKE_PREFIX_PATH={prefix}")
    case.run("cmake", "--build", user / "build", timeout=300)
    case.run(user / "build" / "user")
    packages = next(prefix.glob("lib*/pkgconfig"), None)
    if not packages or not shutil.which("pkg-config"):
        return 1
    flags = case.run("pkg-config", "--cflags", "--libs", f"{case.prefix}_cpp", env={"PKG_CONFIG_PATH": str(packages)})
    case.run("g++", "-std=c++17", HERE / f"{case.name}.cpp", "-o", user / "plain", *flags.split(), f"-Wl,-rpath,{packages.parent}", timeout=300)
    case.run(user / "plain")
    return 2


def check_together(case: Case, objects: list[Path], includes: list[str | Path]) -> int:
    """One program of both modes, which also includes the author's own header."""
    header = f"#include <{case.prefix}_client/{case.prefix}.hpp>\n"
    units = {
        "with": (f"#include <{case.name}.hpp>\n{header}int without();\n"
                 f"int main() {{ return {case.name}::Counter(4).value() + {case.name}_client::Counter(5).value() + without() == 15 ? 0 : 1; }}\n",
                 [*case.flags, "-I", case.api]),
        "without": (f"{header}int without();\n"
                    f"int without() {{ return {case.name}_client::Counter::create(6).value().value().value(); }}\n", ["-std=c++17", *WITHOUT]),
    }
    built = []
    for name, (text, options) in units.items():
        unit, target = case.work / f"{name}.cpp", case.work / f"{name}.o"
        unit.write_text(text)
        case.run(*compiler_launcher(), COMPILER, *options, *STRICT, *SANITIZE, f"-D{case.prefix.upper()}_C_STATIC", *includes, "-c", unit, "-o", target,
                 timeout=300)
        built.append(target)
    case.run(COMPILER, *SANITIZE, *built, *objects, *sorted(RUNTIME.glob("*.o")), "-o", case.work / "together", "-pthread", timeout=300)
    case.run(case.work / "together", env=ENV)
    return 1


def test(case: Case) -> Count:
    project = case.generate("cpp")
    includes = ["-I", project / "include", "-I", project / "c" / "include"]
    define = f"-D{case.prefix.upper()}_C_STATIC"
    unit = case.work / "header.cpp"
    unit.write_text(f"#include <{case.prefix}_client/{case.prefix}.hpp>\n#include <{case.prefix}_client/{case.prefix}.hpp>\nint main() {{}}\n")
    count = Count()
    for compiler, options in dialects(case):
        case.run(compiler, "-fsyntax-only", *options, *STRICT, *includes, unit, timeout=300)
        count += Count(passed=1)
    objects = []
    for source in sorted((project / "c" / "src").glob("*.cpp")):
        target = case.work / (source.stem + ".o")
        case.run(*compiler_launcher(), COMPILER, *case.flags, *SANITIZE, LIBRARY, *includes,
                 "-I", project / "c" / "src" / "runtime" / "include", "-I", case.api, "-c", source, "-o", target, timeout=300)
        objects.append(target)
    for source, mode in ((HERE / f"{case.name}.cpp", []), (HERE / f"{case.name}.returning.cpp", WITHOUT)):
        if mode and not source.exists():
            continue
        case.run("g++", "-fsyntax-only", "-std=c++17", *mode, *STRICT, define, *includes, "-I", HERE, source, timeout=300)
        program = case.work / source.stem
        case.run(*compiler_launcher(), COMPILER, "-std=c++17", *mode, *STRICT, *SANITIZE, define, *includes, "-I", HERE,
                 "-c", source, "-o", program.with_suffix(".test.o"), timeout=300)
        case.run(COMPILER, *SANITIZE, program.with_suffix(".test.o"), *objects, *sorted(RUNTIME.glob("*.o")), "-o", program, "-pthread", timeout=300)
        count += count_line(case.run(program, timeout=60, may_fail=True, cwd=case.work, env=ENV))
    if case.name == PROJECT_CASE:
        count += Count(passed=check_together(case, objects, includes) + check_project(case))
    return count


if __name__ == "__main__":
    sys.exit(main("cpp", test, setup))
