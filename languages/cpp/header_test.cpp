// Generates headers from models made by hand, and lets the compiler judge.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "languages/c/c_backend.hpp"
#include "languages/cpp/client.hpp"
#include "languages/cpp/cpp_backend.hpp"

namespace polyglue::cpp {
namespace {

namespace fs = std::filesystem;
using model::Role;
using model::Scalar;

model::DeclInfo named(const std::string& id, const std::string& name, const std::string& scope = "") {
  model::DeclInfo info;
  info.id = id;
  info.name = name;
  info.scope = scope;
  return info;
}

const model::Type i32{Scalar::i32, "std::int32_t"};
const model::Type text{model::String{}, "std::string"};
model::Type ref(const std::string& id) { return {model::Named{id}, id}; }
model::Type object(const std::string& id) { return {model::ObjectRef{id, model::Ownership::borrowed}, id}; }
model::Type sequence(const model::Type& element) { return {model::Sequence{element}, "std::vector<" + element.cpp + ">"}; }
model::Field field(const std::string& name, const model::Type& type) { return {named(name, name), type, {}}; }
model::Parameter param(const std::string& name, const model::Type& type, model::Passing passing = model::Passing::value) {
  return {name, type, passing, {}};
}

model::Function function(const std::string& name, std::vector<model::Parameter> params, model::Type result) {
  model::Function f;
  f.info = named("lib::" + name, name);
  f.cpp_name = "lib::" + name;
  f.unique_name = name;
  f.params = std::move(params);
  f.result = std::move(result);
  return f;
}

model::Library library(std::vector<model::Decl> decls) {
  model::Library lib;
  lib.name = lib.prefix = "lib";
  lib.version = "1.0.0";
  lib.decls = std::move(decls);
  return lib;
}

std::string header_of(const model::Library& lib) { return header(abi::lower(lib)); }

bool has(const std::string& whole, const std::string& part) { return whole.find(part) != std::string::npos; }

/// Compiles `user` with all warnings against the generated headers; the compiler's complaints are in the test's output.
bool compiles(const model::Library& lib, const std::string& user, const std::string& flags) {
  const abi::Library lowered = abi::lower(lib);
  std::string pattern = (fs::temp_directory_path() / "polyglue-cpp-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return false;
  const fs::path dir = pattern;
  emit::FileSet files = header_files(lowered);
  files.merge(c::header_files(lowered));
  files.add("user.cpp", user);
  if (!std::holds_alternative<emit::FileSet::Written>(files.write(dir))) return false;
  const std::string command = "c++ -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror " + flags + " -I" +
                              dir.string() + " " + (dir / "user.cpp").string();
  const bool good = std::system(command.c_str()) == 0;
  fs::remove_all(dir);
  return good;
}

TEST(CppHeader, NamesThatMeetWhatTheClientSaysItselfCompile) {
  // Keywords, locals of the generated bodies, and names of types and constants as parameters.
  model::Record record;
  record.info = named("lib::out", "out");
  record.fields = {field("status", i32), field("owner", text)};
  model::Constant constant;
  constant.info = named("lib::limit", "limit");
  constant.type = i32;
  constant.value = {std::int64_t{7}};
  model::Function f = function("new", {param("class", i32), param("out_", text), param("scratch_", sequence(text)),
                                             param("limit", i32), param("out", ref("lib::out"))}, text);
  const model::Library lib = library({record, constant, f});
  const std::string user = "#include <lib_client/lib.hpp>\nstd::string g() { return lib_client::new_(1, \"a\", {}, 2, {}); }\n";
  EXPECT_TRUE(compiles(lib, user, "-std=c++17"));
  EXPECT_TRUE(compiles(lib, "#include <lib_client/lib.hpp>\n", "-std=c++20 -fno-exceptions -fno-rtti"));
}

TEST(CppHeader, DocumentationCannotEndItsCommentOrContinueIt) {
  model::Function f = function("f", {}, i32);
  f.info.doc.brief = "A path: C:\\";
  f.info.doc.details = "*/ int broken; /*\n\nlast line \\";
  f.info.deprecated = "say \"g\"\n";
  EXPECT_TRUE(compiles(library({f}), "#include <lib_client/lib.hpp>\n", "-std=c++17"));
}

TEST(CppHeader, OverloadsThatCppCannotTellApartHaveTheirUniqueNames) {
  model::Function first = function("f", {param("text", {model::String{}, "std::string_view"})}, i32);
  model::Function second = function("f", {param("name", {model::String{}, "const char*"})}, i32);
  second.unique_name = "f_with_name";
  const std::string header = header_of(library({first, second}));
  EXPECT_TRUE(has(header, " f(std::string_view text)"));
  EXPECT_TRUE(has(header, " f_with_name(std::string_view name)"));
}

TEST(CppHeader, PlainSequencesAreSeenWhereTheyStandAndOthersCopied) {
  model::Record note;
  note.info = named("lib::Note", "Note");
  note.fields = {field("time", i32)};
  const std::string header = header_of(library({note, function("notes", {}, sequence(ref("lib::Note"))), function("names", {}, sequence(text))}));
  EXPECT_TRUE(has(header, "pgl::returns<pgl::owned_span<Note>> notes()"));
  EXPECT_TRUE(has(header, "pgl::returns<std::vector<std::string>> names()"));
  EXPECT_TRUE(has(header, "same_layout<::lib_client::Note> = true"));
}

TEST(CppHeader, NestedTypesHaveTheirNameInsideToo) {
  model::Object job;
  job.info = named("lib::Job", "Job");
  model::Enum state;
  state.info = named("lib::Job::State", "State", "lib::Job");
  state.values = {{named("lib::Job::State::idle", "idle"), 0}};
  const std::string header = header_of(library({job, state}));
  EXPECT_TRUE(has(header, "enum class JobState : std::int32_t"));
  EXPECT_TRUE(has(header, "  using State = JobState;"));
}

TEST(CppHeader, ACopyConstructorMakesTheClassCopyable) {
  model::Object job;
  job.info = named("lib::Job", "Job");
  model::Function copy = function("Job", {param("other", object("lib::Job"), model::Passing::const_ref)}, {});
  copy.role = Role::constructor;
  job.constructors = {copy};
  const std::string user = "#include <lib_client/lib.hpp>\nlib_client::Job f(const lib_client::Job& job) { auto other = job; other = job; return other; }\n";
  EXPECT_TRUE(compiles(library({job}), user, "-std=c++17"));
}

TEST(CppHeader, TypesThatContainEachOtherStandInAnOrderThatCompiles) {
  // A record before the object inside it; a class with a default argument of a record that follows.
  model::Object tool;
  tool.info = named("lib::Tool", "Tool");
  model::Function use = function("use", {{"options", ref("lib::Options"), model::Passing::const_ref, model::Literal{model::EmptyLiteral{}}}}, {});
  tool.methods = {use};
  model::Record box, options;
  box.info = named("lib::Box", "Box");
  box.fields = {field("tool", {model::ObjectRef{"lib::Tool", model::Ownership::shared}, "std::shared_ptr<lib::Tool>"}), field("boxes", sequence(ref("lib::Box")))};
  options.info = named("lib::Options", "Options");
  options.fields = {field("level", i32)};
  EXPECT_TRUE(compiles(library({box, tool, options}), "#include <lib_client/lib.hpp>\n", "-std=c++17"));
}

TEST(CppHeader, FlagsOfAnyWidthCombineWithoutAWarning) {
  std::vector<model::Decl> decls;
  for (const Scalar width : {Scalar::i8, Scalar::u8, Scalar::i16, Scalar::i32, Scalar::u32, Scalar::i64, Scalar::u64}) {
    model::Enum flags;
    const std::string name = "Flags" + std::to_string(static_cast<int>(width));
    flags.info = named("lib::" + name, name);
    flags.underlying = width;
    flags.flags = true;
    flags.values = {{named("a", "a"), 1}, {named("b", "b"), 64}};
    decls.emplace_back(flags);
  }
  EXPECT_TRUE(compiles(library(decls), "#include <lib_client/lib.hpp>\n", "-std=c++17 -Wsign-conversion"));
}

TEST(CppHeader, AnEmptyLibraryIsAHeaderToo) {
  EXPECT_TRUE(compiles(library({}), "#include <lib_client/lib.hpp>\n", "-std=c++17"));
}

TEST(CppSpelling, TimesKeepTheirUnitWhereCpp17HasIt) {
  const model::Library lib = library({});
  const abi::Library lowered = abi::lower(lib);
  const Client client(lowered);
  const Spelling spelling(client);
  EXPECT_EQ(spelling.value({model::Duration{}, "std::chrono::minutes"}), "std::chrono::minutes");
  EXPECT_EQ(spelling.value({model::Duration{}, "std::chrono::duration<double>"}), "std::chrono::duration<double>");
  EXPECT_EQ(spelling.value({model::Duration{}, "lib::Frames"}), "std::chrono::microseconds");
  EXPECT_EQ(spelling.value({model::Timestamp{}, "std::chrono::sys_seconds"}),
            "std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>");
}

TEST(CppSpelling, Literals) {
  const model::Library lib = library({});
  const abi::Library lowered = abi::lower(lib);
  const Client client(lowered);
  const Spelling spelling(client);
  EXPECT_EQ(spelling.literal({Scalar::i64, ""}, {std::int64_t{INT64_MIN}}), "-9223372036854775807LL - 1");
  EXPECT_EQ(spelling.literal({Scalar::f32, ""}, {0.5}), "0.5F");
  EXPECT_EQ(spelling.literal(text, {std::string("a\"\x01?")}), "\"a\\\"\\001\\077\"");
  EXPECT_EQ(spelling.literal({model::Duration{}, "std::chrono::minutes"}, {model::OpaqueLiteral{"std::chrono::minutes{30}"}}),
            "std::chrono::minutes{30}");
  EXPECT_EQ(spelling.literal({Scalar::character, "char"}, {std::string(" ")}), "' '");
  EXPECT_EQ(spelling.literal({Scalar::character, "char"}, {std::int64_t{'\''}}), "'\\''");
  EXPECT_EQ(spelling.literal(i32, {model::OpaqueLiteral{"lib::next()"}}), "");
}

}  // namespace
}  // namespace polyglue::cpp
