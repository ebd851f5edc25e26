// What a generated shim looks like, written by hand: the pattern that languages/c follows, function by
// function. Built with -DPOLYGLUE_LIBRARY=demo and linked with runtime/src/*.cpp.
#include "example_api.h"
#include "example_api.hpp"

#include <cstddef>

// Only what this interface uses.
#include "polyglue/runtime/contract.hpp"
#include "polyglue/runtime/convert.hpp"
#include "polyglue/runtime/convert/chrono.hpp"
#include "polyglue/runtime/convert/map.hpp"
#include "polyglue/runtime/convert/optional.hpp"
#include "polyglue/runtime/convert/record.hpp"
#include "polyglue/runtime/convert/sequence.hpp"
#include "polyglue/runtime/convert/string.hpp"
#include "polyglue/runtime/convert/variant.hpp"
#include "polyglue/runtime/object.hpp"

#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // records may have bases
#endif

// ---- what the runtime must know of the types ----

POLYGLUE_RUNTIME_BEGIN

// enums
template <>
struct Enum<::demo::Kind> {
  static constexpr bool valid(demo_kind value) { return value <= 2; }
};

// records; all fields flat: with offsets
template <>
struct Record<::demo::Note> {
  using c_type = demo_note;
  using fields = Fields<Field<&::demo::Note::time, &demo_note::time>, Field<&::demo::Note::column, &demo_note::column>,
                        Field<&::demo::Note::kind, &demo_note::kind>, Field<&::demo::Note::loud, &demo_note::loud>>;
  static constexpr const char* names[] = {"time", "column", "kind", "loud"};
  static constexpr std::size_t offsets[] = {offsetof(::demo::Note, time), offsetof(::demo::Note, column),
                                            offsetof(::demo::Note, kind), offsetof(::demo::Note, loud)};
  static constexpr std::size_t c_offsets[] = {offsetof(demo_note, time), offsetof(demo_note, column),
                                              offsetof(demo_note, kind), offsetof(demo_note, loud)};
};
// not flat: without
template <>
struct Record<::demo::Metadata> {
  using c_type = demo_metadata;
  using fields = Fields<Field<&::demo::Metadata::title, &demo_metadata::title>,
                        Field<&::demo::Metadata::source, &demo_metadata::source>,
                        Field<&::demo::Metadata::tags, &demo_metadata::tags>,
                        Field<&::demo::Metadata::preview, &demo_metadata::preview>>;
  static constexpr const char* names[] = {"title", "source", "tags", "preview"};
};

// variants: by C type; index = tag, std::monostate left out
template <>
struct Variant<demo_value> {
  template <std::size_t I, class C>
  static constexpr auto& member(C& variant) {
    if constexpr (I == 1) return variant.as.i32;
    else if constexpr (I == 2) return variant.as.string;
    else return variant.as.note;
  }
};
template <>
struct Variant<demo_i32_or_string> {
  template <std::size_t I, class C>
  static constexpr auto& member(C& variant) {
    if constexpr (I == 0) return variant.as.i32;
    else return variant.as.string;
  }
};

// classes: all declared first, then defined
template <>
struct Class<::demo::Counter> {
  using handle = demo_counter;
  static constexpr Threads threads = Threads::author;
  static const ClassInfo info;
};
template <>
struct Class<::demo::Base> {
  using handle = demo_base;
  static constexpr Threads threads = Threads::author;
  static const ClassInfo info;
};
template <>
struct Class<::demo::Chart> {
  using handle = demo_chart;
  static constexpr Threads threads = Threads::author;
  static const ClassInfo info;
};

const ClassInfo Class<::demo::Counter>::info = {"demo::Counter", nullptr, 0, Threads::author, nullptr, nullptr};

static const ClassInfo* refine_base(void*& object) {
  auto* base = static_cast<::demo::Base*>(object);
  if (auto* chart = dynamic_cast<::demo::Chart*>(base)) return object = chart, &Class<::demo::Chart>::info;
  return &Class<::demo::Base>::info;
}
const ClassInfo Class<::demo::Base>::info = {"demo::Base", nullptr, 0, Threads::author, &refine_base,
                                             &complete_object<::demo::Base>};

static constexpr Base chart_bases[] = {{&Class<::demo::Base>::info, &upcast_pointer<::demo::Chart, ::demo::Base>}};
const ClassInfo Class<::demo::Chart>::info = {"demo::Chart", chart_bases, 1, Threads::author, nullptr,
                                              &complete_object<::demo::Chart>};

// errors: most derived first
static pgl_status fill_too_large(const ::demo::TooLarge& error, demo_too_large& out, Lowering& to) {
  if (pgl_status bad = lower_any(error.limit(), out.limit, to)) return bad;
  return PGL_OK;
}
static pgl_status fill_oops(const ::demo::Oops& error, demo_oops& out, Lowering& to) {
  if (pgl_status bad = lower_any(error.code, out.code, to)) return bad;
  return PGL_OK;
}
static const DeclaredError errors[] = {
    declared_error<::demo::TooLarge>(DEMO_ERROR_TOO_LARGE, &payload_of<::demo::TooLarge, demo_too_large, fill_too_large>),
};
static pgl_status other_errors() {
  try {
    throw;
  } catch (const ::demo::Oops& error) {
    return fail_with(DEMO_ERROR_OOPS, "demo::Oops", 10, &error, &payload_of<::demo::Oops, demo_oops, fill_oops>);
  } catch (...) {
    return fail_unknown();
  }
}
const DeclaredErrors declared_errors = {errors, 1, &other_errors};
extern const RaisedErrors raised_errors = {nullptr, 0};

POLYGLUE_RUNTIME_END

using namespace polyglue::runtime;

extern "C" {

// ---- a constructor: the object is made where it stays ----

POLYGLUE_EXPORT pgl_status demo_counter_new(int64_t start, demo_counter** out) {
  if (!out) return refuse_null("out");
  try {
    return emplace<::demo::Counter>(out, [&] { return ::demo::Counter(start); });
  } catch (...) {
    return failed();
  }
}

// ---- a const noexcept method with a number: no try ----

POLYGLUE_EXPORT pgl_status demo_counter_value(demo_counter* self, int64_t* out) {
  Borrow<const ::demo::Counter> object(self);
  if (!object) return object.refuse("self");
  if (!out) return refuse_null("out");
  *out = object->value();
  return PGL_OK;
}

// ---- a method that changes the object and throws; a declared error that is no std::exception ----

POLYGLUE_EXPORT pgl_status demo_counter_add(demo_counter* self, int64_t by, int64_t* out) {
  Borrow<::demo::Counter> object(self);
  if (!object) return object.refuse("self");
  if (!out) return refuse_null("out");
  try {
    *out = object->add(by);
    return PGL_OK;
  } catch (...) {
    return failed();
  }
}

POLYGLUE_EXPORT void demo_counter_close(demo_counter* self) { close<::demo::Counter>(self); }

// ---- a string by value: moved into an owner ----

POLYGLUE_EXPORT pgl_status demo_base_describe(demo_base* self, pgl_str* out, pgl_owner** owner) {
  Borrow<const ::demo::Base> object(self);
  if (!object) return object.refuse("self");
  if (!out) return refuse_null("out");
  if (!owner) return refuse_null("owner");
  try {
    return give(object->describe(), out, owner);
  } catch (...) {
    return failed();
  }
}

POLYGLUE_EXPORT void demo_base_close(demo_base* self) { close<::demo::Base>(self); }

POLYGLUE_EXPORT pgl_status demo_chart_new(demo_chart** out) {
  if (!out) return refuse_null("out");
  try {
    return emplace<::demo::Chart>(out, [&] { return ::demo::Chart(); });
  } catch (...) {
    return failed();
  }
}

// ---- const std::string&: borrowed from the object, no owner ----

POLYGLUE_EXPORT pgl_status demo_chart_title(demo_chart* self, pgl_str* out) {
  Borrow<const ::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (!out) return refuse_null("out");
  return give(object->title(), out);
}

// ---- an argument with something to check: check all, then lift inside try ----

POLYGLUE_EXPORT pgl_status demo_chart_set_title(demo_chart* self, pgl_str title) {
  Borrow<::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (pgl_status bad = check<std::string_view>(title)) return refuse(bad, "title");
  try {
    Scratch scratch;
    object->set_title(lift<std::string_view>(title, scratch));
    return PGL_OK;
  } catch (...) {
    return failed();
  }
}

// ---- const Metadata&: its C form needs arrays, so a copy in an owner ----

POLYGLUE_EXPORT pgl_status demo_chart_metadata(demo_chart* self, demo_metadata* out, pgl_owner** owner) {
  Borrow<const ::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (!out) return refuse_null("out");
  if (!owner) return refuse_null("owner");
  try {
    return show(object->metadata(), out, owner);
  } catch (...) {
    return failed();
  }
}

POLYGLUE_EXPORT pgl_status demo_chart_set_metadata(demo_chart* self, const demo_metadata* metadata) {
  Borrow<::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (pgl_status bad = check_at<::demo::Metadata>(metadata)) return refuse(bad, "metadata");
  try {
    Scratch scratch;
    object->set_metadata(lift<::demo::Metadata>(*metadata, scratch));
    return PGL_OK;
  } catch (...) {
    return failed();
  }
}

// ---- const std::vector<Note>&, same layout: the vector's own memory ----

POLYGLUE_EXPORT pgl_status demo_chart_notes(demo_chart* self, demo_seq_note* out) {
  Borrow<const ::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (!out) return refuse_null("out");
  return give(object->notes(), out);
}

POLYGLUE_EXPORT pgl_status demo_chart_loud_notes(demo_chart* self, demo_seq_note* out, pgl_owner** owner) {
  Borrow<const ::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (!out) return refuse_null("out");
  if (!owner) return refuse_null("owner");
  try {
    return give(object->loud_notes(), out, owner);
  } catch (...) {
    return failed();
  }
}

POLYGLUE_EXPORT pgl_status demo_chart_add(demo_chart* self, const demo_note* note) {
  Borrow<::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (pgl_status bad = check_at<::demo::Note>(note)) return refuse(bad, "note");
  try {
    object->add(lift<::demo::Note>(*note));
    return PGL_OK;
  } catch (...) {
    return failed();
  }
}

POLYGLUE_EXPORT pgl_status demo_chart_set_notes(demo_chart* self, demo_seq_note notes) {
  Borrow<::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (pgl_status bad = check<std::vector<::demo::Note>>(notes)) return refuse(bad, "notes");
  try {
    Scratch scratch;
    object->set_notes(lift<std::vector<::demo::Note>>(notes, scratch));
    return PGL_OK;
  } catch (...) {
    return failed();
  }
}

POLYGLUE_EXPORT pgl_status demo_chart_tag_lengths(demo_chart* self, demo_map_str_i32* out, pgl_owner** owner) {
  Borrow<const ::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (!out) return refuse_null("out");
  if (!owner) return refuse_null("owner");
  try {
    return give(object->tag_lengths(), out, owner);
  } catch (...) {
    return failed();
  }
}

POLYGLUE_EXPORT pgl_status demo_chart_find(demo_chart* self, const demo_i32_or_string* key, demo_value* out,
                                           pgl_owner** owner) {
  Borrow<const ::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (pgl_status bad = check_at<std::variant<std::int32_t, std::string>>(key)) return refuse(bad, "key");
  if (!out) return refuse_null("out");
  if (!owner) return refuse_null("owner");
  try {
    Scratch scratch;
    return give(object->find(lift<std::variant<std::int32_t, std::string>>(*key, scratch)), out, owner);
  } catch (...) {
    return failed();
  }
}

// ---- a reference into the object: a handle that keeps self alive ----
// keeps_alive names the slots: self and arguments. A const reference gives a read-only handle.

POLYGLUE_EXPORT pgl_status demo_chart_counter(demo_chart* self, demo_counter** out) {
  Borrow<::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (!out) return refuse_null("out");
  return lend(&object->counter(), out, {object.slot()});
}

POLYGLUE_EXPORT pgl_status demo_chart_as_base(demo_chart* self, demo_base** out) {
  Borrow<const ::demo::Chart> object(self);
  if (!object) return object.refuse("self");
  if (!out) return refuse_null("out");
  return upcast<::demo::Base>(object, out);
}

POLYGLUE_EXPORT void demo_chart_close(demo_chart* self) { close<::demo::Chart>(self); }

// ---- a shared_ptr result ----

POLYGLUE_EXPORT pgl_status demo_make_shared_base(pgl_bool chart, demo_base** out) {
  if (chart > 1) return refuse(PGL_ERROR_RANGE, "chart");
  if (!out) return refuse_null("out");
  try {
    return hold(::demo::make_shared_base(chart != 0), out);
  } catch (...) {
    return failed();
  }
}

// ---- unique_ptr in and out: take() inside try, after everything else was checked ----

POLYGLUE_EXPORT pgl_status demo_pass(demo_base* base, demo_base** out) {
  if (!out) return refuse_null("out");
  try {
    return hold(::demo::pass(take<::demo::Base>(base, "base")), out);
  } catch (...) {
    return failed();
  }
}

// ---- objects inside a container ----

POLYGLUE_EXPORT pgl_status demo_total(demo_seq_counter counters, int64_t* out) {
  if (pgl_status bad = check<std::vector<const ::demo::Counter*>>(counters)) return refuse(bad, "counters");
  if (!out) return refuse_null("out");
  try {
    Scratch scratch;
    *out = ::demo::total(lift<std::vector<const ::demo::Counter*>>(counters, scratch));
    return PGL_OK;
  } catch (...) {
    return failed();
  }
}

// ---- noexcept, numbers only: nothing around the call ----

POLYGLUE_EXPORT int32_t demo_add_numbers(int32_t a, int32_t b) { return ::demo::add_numbers(a, b); }

// ---- what every library has ----

POLYGLUE_EXPORT const pgl_error* demo_last_error(void) { return last_error(); }
POLYGLUE_EXPORT size_t demo_last_error_message(char* buffer, size_t size) { return last_error_message(buffer, size); }
POLYGLUE_EXPORT pgl_live demo_live(void) { return live(); }
POLYGLUE_EXPORT const pgl_contract* demo_contract(void) {
  static const pgl_symbol symbols[] = {{"demo_add_numbers", 0x1234u}, {"demo_counter_add", 0x5678u}};
  static const pgl_contract contract = {PGL_ABI_VERSION, 2, symbols, {"demo 1.0.0", 10}, {"1.0.0", 5}};
  return &contract;
}

}  // extern "C"
