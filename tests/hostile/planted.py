"""Bugs planted on purpose: each is one change of the runtime or of a generated shim, and the hostile callers
must find it. A bug that nobody finds is a hole in the tests, and fails."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from run import ASAN, ENVIRONMENT, JOBS, WORK, Library, libraries, runtime_of  # noqa: E402

from harness import ROOT, Failure, compiler_launcher, count_line  # noqa: E402

# Races last long: what they find is a matter of moments, and only bugs that the others miss come this far.
PROGRAMS = (("wrong",), ("faults",), ("random", "5000"), ("races", "30000"))
SHIM = "shim"
INCLUDE, SOURCE = "include/polyglue/runtime/", "src/"


@dataclass(frozen=True)
class Bug:
    name: str
    case: str      # which library is attacked
    file: str      # below src/runtime, or SHIM
    before: str
    after: str
    # What else of the shim is changed (before, after), so that a moment lasts long enough to be met.
    slow: tuple[str, str] | None = None
    # Which of the runtime's own tests must find it, where that takes a moment made for it.
    unit: str = ""


BUGS = (
    Bug("the generation of a handle is not checked", "ownership", INCLUDE + "handle.hpp",
        "slot->state.load(order) == number &&", "((slot->state.load(order) ^ number) & ~kGenerationMask) == 0 &&"),
    Bug("the class of a handle is not checked", "ownership", INCLUDE + "handle.hpp",
        "slot->type.load(std::memory_order_relaxed) == &type &&", ""),
    Bug("the index of a handle is not checked", "ownership", INCLUDE + "handle.hpp",
        "thread && has_slot(number) && thread->has_room()", "thread && number && thread->has_room()"),
    Bug("a handle can be closed twice", "ownership", SOURCE + "ends.cpp",
        "if (state != handle) return;", "if (state & kClosing) return;"),
    Bug("closing does not wait for calls", "ownership", SOURCE + "ends.cpp",
        "if (anybody_inside(slot)) return;", "(void)anybody_inside(slot);",
        slow=("return pgl::give(selfObject->title(), out);",
              "const timespec moment{0, 20000}; nanosleep(&moment, nullptr); return pgl::give(selfObject->title(), out);")),
    Bug("closing does not bring stores forward", "ownership", SOURCE + "thread.cpp",
        "syscall(SYS_membarrier, kMembarrierPrivate, 0, 0);", "", unit="HandleTest.CloseSeesCallsThatAreStillOnTheirWayIn"),
    Bug("a child does not keep its parent alive", "ownership", SOURCE + "births.cpp",
        "slot_->keeps = reinterpret_cast<std::uintptr_t>(parents[0]);", "drop(parents[0]);"),
    Bug("an object is never destroyed", "ownership", SOURCE + "ends.cpp",
        "if (slot->holder->destroy) slot->holder->destroy(*slot);", ""),
    Bug("UTF-8 is not checked", "ownership", INCLUDE + "convert/string.hpp",
        "return is_utf8(text.data, text.len) ?", "return true ?"),
    Bug("the length of text is not checked", "ownership", INCLUDE + "convert/string.hpp",
        "if (text.len > PTRDIFF_MAX) return PGL_ERROR_LENGTH;", ""),
    Bug("the length of a sequence is not checked", "records", INCLUDE + "convert/sequence.hpp",
        "if (sequence.len > PTRDIFF_MAX / sizeof(Element<S>)) return PGL_ERROR_LENGTH;", ""),
    Bug("a sequence may be null", "records", INCLUDE + "convert/sequence.hpp",
        "if (sequence.len && !sequence.data) return PGL_ERROR_NULL;", ""),
    Bug("enums inside values are not checked", "enums", INCLUDE + "convert.hpp",
        "return Enum<E>::valid(value) ?", "return true ?"),
    Bug("enum arguments are not checked", "enums", SHIM, "::valid(arg0))", "::valid(arg0) && false)"),
    Bug("the tag of a variant is not checked", "variants", INCLUDE + "convert/variant.hpp",
        "if (variant.tag < 0 || static_cast<std::size_t>(variant.tag) >= kCount) return PGL_ERROR_ENUM;", ""),
    Bug("nanoseconds are not checked", "times", INCLUDE + "convert/chrono.hpp", "time.nanos < 1000000000u &&", ""),
    Bug("an out-parameter may be null", "ownership", SHIM, 'if (!out) return pgl::refuse_null("out");', ""),
    Bug("only exceptions of std are caught", "ownership", SHIM, "catch (...)", "catch (const std::exception &)"),
    Bug("the owner does not free its value", "ownership", INCLUDE + "owner.hpp", "owner->~Owner();", ""),
    Bug("the owner of a failed result is lost", "strings", INCLUDE + "owner.hpp",
        "~OwnerGuard() { pgl_release(owner_); }", "~OwnerGuard() {}"),
    Bug("the place of a failed object is lost", "ownership", INCLUDE + "object.hpp",
        "if (memory) ValueHolder<T>::unplace(memory);", ""),
    Bug("handles of a failed result stay open", "inheritance", INCLUDE + "owner.hpp", "if (made_) undo();", ""),
    Bug("an allocation that fails is not noticed", "records", SOURCE + "pool.cpp", "throw std::bad_alloc();", "return nullptr;"),
    Bug("a callback is released twice", "callbacks", INCLUDE + "callback.hpp",
        "form_ = nullptr;\n    return given;", "return given;"),
    Bug("a callback is never released", "callbacks", INCLUDE + "callback.hpp",
        "~GivenFunction() { release_after_calls(this, form_.release, form_.user); }", "~GivenFunction() {}"),
    Bug("a refused callback is not released", "callbacks", INCLUDE + "callback.hpp",
        "if (form_) release_in_host(form_->release, form_->user);", ""),
    Bug("the error object of a callback is lost", "callbacks", SOURCE + "host.cpp",
        "[release](void* ended) { release_in_host(release, ended); }", "[](void*) {}"),
    Bug("the result of a callback is not checked", "callbacks", INCLUDE + "callback.hpp",
        "if (pgl_status bad = Convert<R, Form>::check(form)) return refuse(bad, \"value\");", ""),
    Bug("an object of the host's is released twice", "interfaces", INCLUDE + "interface.hpp",
        "methods_ = nullptr;\n    return given;", "return given;"),
    Bug("an object of the host's is never released", "interfaces", SOURCE + "implementation.cpp",
        "GivenObject::~GivenObject() { release_in_host(methods_->release, user_); }", "GivenObject::~GivenObject() {}"),
    Bug("what C++ held is not let go", "interfaces", SOURCE + "implementation.cpp", "given->let_go();\n      whole.reset();", "whole.reset();"),
    Bug("a given object is not let go", "interfaces", SOURCE + "implementation.cpp", "regained();\n}\n\nvoid Implementation::owned", "}\n\nvoid Implementation::owned"),
    Bug("a shared object can be given away", "interfaces", SOURCE + "implementation.cpp", "if (whole.use_count() != 1) return false;", ""),
    Bug("methods of another size are taken", "interfaces", INCLUDE + "interface.hpp", "methods && methods->size == size ? methods : nullptr", "methods"),
    Bug("the body in C++ leads back to the host", "interfaces", SHIM, "selfObject->::interfaces::Gauge::step", "selfObject->step"),
    Bug("the handle of an object outlives it", "interfaces", SOURCE + "implementation.cpp",
        "end_lending(self_, type);", "(void)type;"),
    Bug("an object ends in the middle of a call", "interfaces", INCLUDE + "implementation.hpp",
        "if (!is_given && implementation_of(object)->finish(Class<T>::info)) delete object;", "if (!is_given) delete object;"),
    Bug("the function of a task is not checked", "tasks", SOURCE + "task.cpp", 'if (kind != kind_) return refuse(PGL_ERROR_WRONG_TYPE, "task");', ""),
    Bug("a task that is cancelled wakes nobody", "tasks", SOURCE + "task.cpp",
        "request_stop();\n  if (phase == Phase::waiting) release_in_host(wake_, user_);", "request_stop();"),
    Bug("a promise has two outcomes", "tasks", SOURCE + "promise.cpp", "if (is_claimed_) return false;", ""),
    Bug("a promise that is freed is not abandoned", "tasks", SOURCE + "promise.cpp",
        "if (promise->claim()) promise->fail(std::make_exception_ptr(Abandoned()));", ""),
    Bug("the end of a promise is told twice", "tasks", SOURCE + "promise.cpp",
        "is_cancelled_ = true;\n    ended = std::exchange(ended_, nullptr);", "is_cancelled_ = true;\n    ended = ended_;"),
    Bug("the method of a promise is not checked", "tasks", INCLUDE + "promise.hpp",
        'if (promise->kind() != &K::kind) return refuse(PGL_ERROR_WRONG_TYPE, "promise");', ""),
    Bug("a stream does not keep its arguments", "streams", INCLUDE + "stream.hpp", "kept_.swap(kept);", "(void)kept;"),
    Bug("two threads may be in one stream", "streams", INCLUDE + "stream.hpp",
        "if (taken.exchange(true, std::memory_order_acquire)) {", "if (taken.exchange(true, std::memory_order_acquire) && false) {"),
    Bug("a refusal has no message", "ownership", SOURCE + "error.cpp", "last->error.message = text.view();", ""),
)


def changed(bug: Bug, original: Path) -> str:
    """The file with the bug."""
    text = original.read_text()
    if bug.before not in text:
        raise Failure(f"this bug can no longer be planted: {bug.file} has no\n{bug.before}")
    return text.replace(bug.before, bug.after)


def plant_in_tests(bug: Bug, library: Library) -> str:
    """The same with the runtime's own tests, more than once: two processors must meet at the wrong moment."""
    folder, work = ROOT / "runtime", WORK / "planted" / "unit"
    work.mkdir(parents=True, exist_ok=True)
    original = folder / bug.file
    planted = work / original.name
    planted.write_text(changed(bug, original))
    sources = [path for path in sorted((folder / "src").glob("*.cpp")) if not path.stem.endswith("_test") and path != original]
    objects = []
    for source in [planted, *sources, folder / "example_shim.cpp", folder / "src" / "handle_threads_test.cpp"]:
        objects.append(work / (source.stem + ".o"))
        library.case.run(*compiler_launcher(), "g++", "-std=c++20", "-O1", "-DPOLYGLUE_LIBRARY=demo", "-I", folder / "include", "-I", ROOT / "include",
                         "-I", folder, "-I", folder / "src", "-c", source, "-o", objects[-1], timeout=300)
    library.case.run("g++", *objects, "-o", work / "tests", "-lgtest", "-lgtest_main", "-pthread")
    for _ in range(15):
        text = library.case.run(work / "tests", f"--gtest_filter={bug.unit}", timeout=60, may_fail=True)
        if f"[  FAILED  ] {bug.unit}" in text:
            return "the runtime's tests"
    return ""


def plant(bug: Bug, library: Library, runtime: list[Path]) -> str:
    """Who found it; empty if nobody did."""
    work = WORK / "planted" / "".join(c if c.isalnum() else "_" for c in bug.name)
    shutil.rmtree(work, ignore_errors=True)
    shims = list((library.project / "src").glob("*_shim*.cpp"))
    originals = [library.project / "src" / "runtime" / bug.file]
    if bug.file == SHIM:  # one of several, or of none: then it says so
        originals = [path for path in shims if bug.before in path.read_text()] or shims[:1]
    first = (work / "include", library.project / "src" / "runtime" / "src")
    objects = {source.stem: target for source, target in library.objects(ASAN).items()} | {target.stem: target for target in runtime}
    for original in originals:
        name = bug.file if bug.file.startswith(INCLUDE) else original.name
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(changed(bug, original))
    if bug.slow:
        shim = next(path for path in shims if bug.slow[0] in path.read_text())
        slowed = "#include <time.h>\n" + shim.read_text().replace(*bug.slow)
        (work / shim.name).write_text(slowed)
        objects[shim.stem] = work / (shim.stem + ".o")
        library.compile(work / shim.name, objects[shim.stem], ASAN)
    # A changed header is a changed shim; the runtime's own files are compiled one by one.
    for source in shims if bug.file.startswith(INCLUDE) else [work / original.name for original in originals]:
        objects[source.stem] = work / (source.stem + ".o")
        library.compile(source, objects[source.stem], ASAN, first)
    binary = work / "hostile"
    library.link(binary, ASAN, list(objects.values()))
    for words in PROGRAMS:
        text = library.case.run(binary, *words, timeout=60, may_fail=True, cwd=work, env=ENVIRONMENT)
        try:
            if count_line(text).failed or "ERROR: LeakSanitizer" in text:
                return words[0]
        except Failure:  # it broke before the end
            return words[0]
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Plants bugs that the hostile callers must find.")
    parser.add_argument("words", nargs="*", help="only bugs whose names contain one of these")
    options = parser.parse_args()
    bugs = [bug for bug in BUGS if not options.words or any(word in bug.name for word in options.words)]
    start = time.monotonic()
    chosen = {library.case.name: library for library in libraries(sorted({bug.case for bug in bugs}))}
    missed = 0
    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(Library.generate, chosen.values()))
        runtime = runtime_of(next(iter(chosen.values())), ASAN, WORK / f"runtime-{ASAN.name}")
        list(pool.map(lambda library: library.build(ASAN, runtime), chosen.values()))

        def attempt(bug: Bug) -> str:
            try:
                return plant_in_tests(bug, chosen[bug.case]) if bug.unit else plant(bug, chosen[bug.case], runtime)
            except Failure as failure:
                return f"! {failure}"

        # What only happens between processors gets all of them, at the end.
        together = [bug for bug in bugs if not bug.unit]
        alone = [bug for bug in bugs if bug.unit]
        for bug, found in (*zip(together, pool.map(attempt, together)), *((bug, attempt(bug)) for bug in alone)):
            good = bool(found) and not found.startswith("!")
            missed += not good
            print(f"{'ok  ' if good else 'FAIL'} {bug.name:48} {'found by ' + found if good else found or 'found by nobody'}", flush=True)
    print(f"\n{len(bugs)} planted bugs in {time.monotonic() - start:.0f} s")
    print(f"{len(bugs) - missed} passed, {missed} failed")
    return 1 if missed or not bugs else 0


if __name__ == "__main__":
    sys.exit(main())
