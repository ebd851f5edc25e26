// What the functions of the crate do: the call of C, and its result.
#include <fmt/format.h>

#include <algorithm>

#include "languages/rust/members.hpp"

namespace polyglue::rust {
namespace {

using abi::ParamRole;
using abi::Shape;
using model::Role;

/// What the C call gets for the object or record.
std::string self_expression(const Crate& crate, const Member& member) {
  const abi::Param* self = member.function->param(ParamRole::self);
  if (!self) return "";
  const abi::Type& type = crate.library.type(self->type);
  if (type.shape == Shape::handle) return "pgl::handle(" + member.handle + ")";
  const auto* record = crate.library.model->find_as<model::Record>(type.decl);
  const bool by_value = member.self == "self";
  if (record && crate.is_mirror(*record)) return self->by_pointer ? (by_value ? "&self" : "self") : by_value ? "self" : "*self";
  return std::string(self->by_pointer ? "&" : "") + (by_value ? "pgl::lower(&self, &mut scratch)" : "pgl::lower(self, &mut scratch)");
}

/// The call of C, and a look at its status.
void print_call(emit::Printer& out, const Member& member, const std::string& symbol, const std::vector<std::string>& call, std::size_t columns) {
  const std::string head = member.fallible ? "crate::errors::check(" : "crate::errors::expect(";
  const std::string tail = member.fallible ? ")" + member.failed + ";" : ");";
  const std::string flat = list("ffi::" + symbol + "(", call, ")", 0);
  if (member.function->source->role == Role::next) {
    out.print("$text$\nif status == pgl::END {\n    return Ok(None);\n}\n$check$\n",
              {{"text", assignment("let status =", "ffi::" + symbol + "(", call, ");", columns)}, {"check", head + "status" + tail}});
  } else if (flat.find('\n') == std::string::npos && head.size() + flat.size() + tail.size() + columns <= 100) {
    out.print("$text$\n", {{"text", head + flat + tail}});
  } else {
    out.print("$text$\n$check$\n", {{"text", assignment("let status =", "ffi::" + symbol + "(", call, ");", columns)}, {"check", head + "status" + tail}});
  }
}

/// What the function gives, of what the call has written.
void print_result(emit::Printer& out, const Member& member) {
  const bool keeps = member.lift.find("owner") != std::string::npos;
  if (member.function->has_owner && !keeps) out.print("let _owner = room.owner();\n");
  const std::string& lift = member.lift;
  if (member.result == "()") {
    if (!lift.empty()) out.print("$lift$;\n", {{"lift", lift}});
    if (member.fallible) out.print("Ok(())\n");
  } else {
    out.print("$lift$\n", {{"lift", member.fallible ? "Ok(" + lift + ")" : lift}});
  }
}

/// What is done for one function.
class Body {
 public:
  Body(const Crate& crate, const Member& member) : crate_(crate), member_(member), c_(*member.function) {
    if (const std::string self = self_expression(crate, member); !self.empty()) call_.push_back(self);
    call_.insert(call_.end(), member.given.begin(), member.given.end());
    for (const Argument& a : member.arguments) if (!a.call.empty()) call_.push_back(a.call);
    if (c_.result && !c_.returns) call_.emplace_back("out.as_mut_ptr()");
    // A result that is converted at once needs its memory no longer, and its owner fits on the stack.
    keeps_ = member.lift.find("owner") != std::string::npos;
    if (c_.has_owner) call_.emplace_back(keeps_ ? "owner.out()" : "room.out()");
    scratch_ = std::any_of(call_.begin(), call_.end(), [](const std::string& text) { return text.find("&mut scratch") != std::string::npos; });
    if (!c_.outcome) return;
    take_ = {"task"};
    if (c_.result) take_.emplace_back("out.as_mut_ptr()");
    if (c_.has_owner) take_.push_back(call_.back());
    call_.emplace_back("task.out()");
  }

  std::string text() const {
    emit::Printer out;
    const abi::Param* self = c_.param(ParamRole::self);
    const bool asks = !self || crate_.library.type(self->type).shape != Shape::handle;
    const bool advances = c_.source->role == Role::next && !c_.outcome;  // inside of a closure
    const std::size_t columns = member_.scope.empty() ? 8 : advances ? 16 : 12;
    // Objects come from functions that have asked whether the library is the right one.
    if (asks) out.print(member_.fallible ? "crate::contract::ready()?;\n" : "crate::contract::expect();\n");
    if (!c_.fallible) print_direct(out);
    else if (c_.outcome) print_async(out, columns);
    else out.print("unsafe {\n    $call$\n    $result$\n}\n", {{"call", [&] { print_begin(out, columns); }}, {"result", [&] { print_result(out, member_); }}});
    return out.take();
  }

  /// Begins now, and goes on when the future is polled.
  std::string later() const {
    emit::Printer out;
    out.print(R"(
        pgl::later(
            || unsafe {
                $begin$
                Ok(pgl::Begun::Waits(task))
            },
            |task| unsafe {
                $outcome$
            },
        )
        )",
              {{"begin", [&] { print_begun(out, 16, "return Ok(pgl::Begun::Finished(", ")"); }}, {"outcome", [&] { print_outcome(out, 16); }}});
    return out.take();
  }

 private:
  void print_direct(emit::Printer& out) const {
    std::string text = list("ffi::" + c_.symbol + "(", call_, ")", 20);
    if (c_.returns && member_.lift == "out.assume_init() != 0") text += " != 0";
    if (c_.returns && member_.result != std::string(c_type(crate_, *c_.returns)) && member_.result != "bool") {
      out.print("unsafe {\n    let out = std::mem::MaybeUninit::new($text$);\n    $lift$\n}\n", {{"text", text}, {"lift", member_.lift}});
    } else {
      out.print("unsafe { $text$ }\n", {{"text", text}});
    }
  }

  void print_room(emit::Printer& out) const {
    if (c_.result) out.print("let mut out = std::mem::MaybeUninit::uninit();\n");
    if (c_.has_owner) out.print(keeps_ ? "let mut owner = pgl::Owner::none();\n" : "let room = pgl::Room::new();\n");
  }

  void print_begin(emit::Printer& out, std::size_t columns) const {
    if (scratch_) out.print("let mut scratch = pgl::Scratch::new();\n");
    print_room(out);
    print_call(out, member_, c_.symbol, call_, columns);
  }

  void print_outcome(emit::Printer& out, std::size_t columns) const {
    print_room(out);
    print_call(out, member_, crate_.library.outcomes[*c_.outcome].symbol, take_, columns);
    print_result(out, member_);
  }

  /// Makes `task`, unless there is an outcome already: that returns "<head>value<tail>".
  void print_begun(emit::Printer& out, std::size_t columns, const std::string& head, const std::string& tail) const {
    emit::Printer result;
    print_result(result, member_);
    std::string now = result.take();
    now.replace(now.rfind("Ok("), 3, head).replace(now.size() - 1, 1, tail + ";");
    out.print("let mut task = pgl::Task::new(ffi::$x$_task_on_done, ffi::$x$_task_free);\n$begin$\nif task.has_finished() {\n    $now$\n}\n",
              {{"x", crate_.library.prefix}, {"begin", [&] { print_begin(out, columns); }}, {"now", now}});
  }

  // What points into memory must not be there while the future waits: it may go on on another thread.
  void print_async(emit::Printer& out, std::size_t columns) const {
    out.print(R"(
        let task = unsafe {
            $begin$
            task
        };
        let task = task.await;
        unsafe {
            $outcome$
        }
        )",
              {{"begin", [&] { print_begun(out, columns, "return Ok(", ""); }}, {"outcome", [&] { print_outcome(out, columns); }}});
  }

  const Crate& crate_;
  const Member& member_;
  const abi::Function& c_;
  std::vector<std::string> call_;  ///< what the C function gets
  std::vector<std::string> take_;  ///< the same for that of the outcome
  bool keeps_ = false, scratch_ = false;
};

}  // namespace

std::string body(const Crate& crate, const Member& member) { return Body(crate, member).text(); }
std::string later_body(const Crate& crate, const Member& member) { return Body(crate, member).later(); }

}  // namespace polyglue::rust
