// Functions of the host as C++ functions: std::function and its like from {call, release, user}.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <tuple>

#include "polyglue/runtime/convert.hpp"
#include "polyglue/runtime/host.hpp"
#include "polyglue/runtime/object.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Specialised by the generated shim for every struct of a callback: `static constexpr const char* names[]`, those of
/// its parameters.
template <class Form>
struct Callback;

// ---- arguments: from C++ to the host ----

/// Memory for the arguments of one call.
struct CallFrame {
  Arena arena;
  LoweringScope to{&arena};
  void commit() noexcept { to.commit(); }
};
/// For arguments that need none.
struct NoFrame {
  Lowering& to = no_lowering;
  void commit() noexcept {}
};

/// C++ types that are absent when they are null, so that their C form may be a pointer for that reason.
template <class T>
struct IsNullable : std::is_pointer<T> {};
template <class T>
struct IsNullable<std::optional<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T, class D>
struct IsNullable<std::unique_ptr<T, D>> : std::true_type {};
template <class T>
struct IsNullable<std::shared_ptr<T>> : std::true_type {};

/// Smart pointers to objects, which stand for an object unless the interface says otherwise.
template <class T, class Form>
constexpr bool is_never_null() {
  return IsNullable<T>::value && !IsOptional<T>::value && !std::is_pointer_v<T> && std::is_pointer_v<Form> &&
         !std::is_const_v<std::remove_pointer_t<Form>>;
}

template <class C, class = void>
struct HasHas : std::false_type {};
template <class C>
struct HasHas<C, std::void_t<decltype(C::has)>> : std::true_type {};

/// Whether a value of T crosses as `const Form*` because Form is large.
template <class T, class C>
struct ByPointer : std::false_type {
  using Form = C;
};
template <class T, class C>
struct ByPointer<T, const C*> : std::bool_constant<!IsNullable<T>::value || HasHas<C>::value> {
  using Form = std::conditional_t<ByPointer::value, C, const C*>;
};

template <class C>
POLYGLUE_INLINE C zeroed() noexcept {
  C value;
  std::memset(static_cast<void*>(&value), 0, sizeof value);
  return value;
}

/// One argument in its C form, alive for the call. `A` as the C++ function takes it, `C` as the host's does.
template <class A, class C, class = void>
class Argument {
  using T = std::remove_cv_t<std::remove_reference_t<A>>;
  using By = ByPointer<T, C>;
  using Form = typename By::Form;

 public:
  static constexpr bool needs_memory = !std::is_arithmetic_v<Form>;

  Argument(std::remove_reference_t<A>& value, Lowering& to, const char* name) : form_(zeroed<Form>()) {
    if (pgl_status bad = Convert<T, Form>::lower(value, form_, to)) throw Failure(refuse(bad, name));
    if constexpr (is_never_null<T, Form>()) {
      if (!form_) throw Failure(refuse_null(name));
    }
  }
  C get() const noexcept {
    if constexpr (By::value) return &form_;
    else return form_;
  }

 private:
  Form form_;
};

/// An object that C++ keeps: lent for the call.
template <class T, class H>
class LentArgument {
 public:
  static constexpr bool needs_memory = false;

  LentArgument(T* object, const char* name) {
    if (!object) return;
    if (pgl_status bad = lend<T>(object, &handle_, nullptr, 0)) throw Failure(refuse(bad, name));
    mark_lent(value());
  }
  ~LentArgument() {
    if (handle_) end_lending(value(), Class<std::remove_const_t<T>>::info);
  }
  LentArgument(const LentArgument&) = delete;
  LentArgument& operator=(const LentArgument&) = delete;
  H* get() const noexcept { return handle_; }

 private:
  std::uintptr_t value() const noexcept { return reinterpret_cast<std::uintptr_t>(handle_); }
  H* handle_ = nullptr;
};
template <class T, class H>
class Argument<T&, H*, std::enable_if_t<IsObject<std::remove_const_t<T>>::value>> : public LentArgument<T, H> {
 public:
  Argument(T& object, Lowering&, const char* name) : LentArgument<T, H>(std::addressof(object), name) {}
};
template <class T, class H>
class Argument<T*, H*, std::enable_if_t<IsObject<std::remove_const_t<T>>::value>> : public LentArgument<T, H> {
 public:
  Argument(T* object, Lowering&, const char* name) : LentArgument<T, H>(object, name) {}
};

// ---- results: from the host to C++ ----

/// Where the host's function puts a result by `ret(into, value)`. The first good one counts.
template <class R, class C>
class Outcome {
  using By = ByPointer<R, C>;
  using Form = typename By::Form;

 public:
  static pgl_status ret(void* into, C value) noexcept {
    auto* self = static_cast<Outcome*>(into);
    if (!self) return refuse_null("into");
    if (self->value_) return refuse_because(PGL_ERROR_ARGUMENT, "value", "was given before");
    self->thrown_ = nullptr;
    return self->bad_ = self->take(value);
  }
  /// If the function ended with what C++ threw in ret(): throws that again.
  void pass_on(pgl_status status) {
    if (!POLYGLUE_LIKELY(status == PGL_OK) && thrown_ && status == bad_) std::rethrow_exception(thrown_);
  }
  /// What was given, or throws what is wrong with it.
  R take() {
    if (POLYGLUE_LIKELY(value_.has_value())) return *std::move(value_);
    if (thrown_) std::rethrow_exception(thrown_);
    if (bad_) HostCall::bad_result(bad_);
    HostCall::no_result();
  }

 private:
  pgl_status take(C value) noexcept {
    if constexpr (By::value) return value ? convert(*value) : refuse_null("value");
    else return convert(value);
  }
  pgl_status convert(const Form& form) noexcept {
    if constexpr (is_never_null<R, Form>()) {
      if (!form) return refuse_null("value");
    }
    if (pgl_status bad = Convert<R, Form>::check(form)) return refuse(bad, "value");
    try {
      Scratch scratch;
      value_.emplace(Convert<R, Form>::lift(form, scratch));
      return PGL_OK;
    } catch (...) {
      thrown_ = std::current_exception();
      return failed();
    }
  }

  std::optional<R> value_;
  std::exception_ptr thrown_;
  pgl_status bad_ = PGL_OK;
};
template <class Ret>
struct RetArgument;
template <class C>
struct RetArgument<pgl_status (*)(void*, C)> {
  using type = C;
};

// ---- the call ----

template <class Names, class R, class... A>
class Invoke {
  template <class T>
  struct Given {
    std::remove_reference_t<T>& value;
    Lowering& to;
    const char* name;
  };
  template <class T, class C>
  struct Placed : Argument<T, C> {
    explicit Placed(const Given<T>& given) : Argument<T, C>(given.value, given.to, given.name) {}
  };

 public:
  /// `kept`: see release_after_calls().
  template <class... C, std::size_t... I>
  static R run(const void* kept, pgl_status (*function)(void*, C...), void* user, std::index_sequence<I...> all, std::remove_reference_t<A>&... args) {
    return with<C...>(kept, [=](C... c) { return function(user, c...); }, all, args...);
  }
  /// The same for a method, which its caller keeps; it gets a handle of its object before the arguments.
  template <class H, class... C, std::size_t... I>
  static R run_method(pgl_status (*method)(void*, H*, C...), void* user, H* self, std::index_sequence<I...> all, std::remove_reference_t<A>&... args) {
    return with<C...>(nullptr, [=](C... c) { return method(user, self, c...); }, all, args...);
  }
  /// And for one whose result comes later: it gets the promise last, and R is void.
  template <class H, class P, class... C, std::size_t... I>
  static R run_method_later(pgl_status (*method)(void*, H*, C...), void* user, H* self, P* promise, std::index_sequence<I...> all, std::remove_reference_t<A>&... args) {
    return with<C...>(nullptr, [=](auto... c) { return method(user, self, c..., promise); }, all, args...);
  }

 private:
  template <class... C, class Function, std::size_t... I>
  static R with(const void* kept, const Function& function, std::index_sequence<I...>, std::remove_reference_t<A>&... args) {
    using Types = std::tuple<C..., void>;
    HostFrame running;
    HostCall host(running, kept);
    std::conditional_t<(Placed<A, std::tuple_element_t<I, Types>>::needs_memory || ...), CallFrame, NoFrame> frame;
    std::tuple<Placed<A, std::tuple_element_t<I, Types>>...> placed(Given<A>{args, frame.to, Names::names[I]}...);
    frame.commit();  // from here on the handles in it are the host's
    if constexpr (std::is_void_v<R>) {
      host.end(function(std::get<I>(placed).get()...));
    } else if constexpr (sizeof...(C) == sizeof...(A) + 1) {
      using Out = std::remove_pointer_t<std::tuple_element_t<sizeof...(A), Types>>;
      Out out = zeroed<Out>();
      host.end(function(std::get<I>(placed).get()..., &out));
      if (pgl_status bad = Convert<R, Out>::check(out)) HostCall::bad_result(bad);
      return lift<R>(out);
    } else {
      Outcome<R, typename RetArgument<std::tuple_element_t<sizeof...(A), Types>>::type> outcome;
      const pgl_status status = function(std::get<I>(placed).get()..., &outcome.ret, &outcome);
      outcome.pass_on(status);
      host.end(status);
      return outcome.take();
    }
  }
};

// ---- the function itself ----

/// What a host gave, shared by all copies of the C++ function made of it; released with the last.
template <class Form>
class GivenFunction {
 public:
  explicit GivenFunction(const Form& form) : form_(form) {}
  GivenFunction(const GivenFunction&) = delete;
  GivenFunction& operator=(const GivenFunction&) = delete;
  ~GivenFunction() { release_after_calls(this, form_.release, form_.user); }
  const Form& form() const noexcept { return form_; }

 private:
  Form form_;
};

template <class Signature, class Form>
class HostFunction;
template <class R, class... A, class Form>
class HostFunction<R(A...), Form> {
 public:
  explicit HostFunction(std::shared_ptr<const GivenFunction<Form>> given) noexcept : given_(std::move(given)) {}
  R operator()(A... args) const {
    const GivenFunction<Form>& given = *given_;  // not used any more once the call has begun, which may end it
    return Invoke<Callback<Form>, R, A...>::run(&given, given.form().call, given.form().user, std::index_sequence_for<A...>(), args...);
  }

 private:
  std::shared_ptr<const GivenFunction<Form>> given_;
};

/// Stands first in a C function that takes a callback: whatever happens, the callback's release function is called.
template <class Form>
class Taken {
 public:
  explicit Taken(const Form* form) noexcept : form_(form) {}
  ~Taken() {
    if (form_) release_in_host(form_->release, form_->user);
  }
  Taken(const Taken&) = delete;
  Taken& operator=(const Taken&) = delete;

  pgl_status check() const noexcept { return form_ && form_->call ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_NULL); }
  /// The C++ function; an empty one where there is none.
  template <class F>
  F take() {
    if (!form_ || !form_->call) return F();
    return Make<F>::make(share());
  }

 private:
  template <class F>
  struct Make;
  template <template <class> class F, class R, class... A>
  struct Make<F<R(A...)>> {
    static F<R(A...)> make(std::shared_ptr<const GivenFunction<Form>> given) { return F<R(A...)>(HostFunction<R(A...), Form>(std::move(given))); }
  };
  template <template <class> class F, class R, class... A>
  struct Make<F<R(A...) const>> {
    static F<R(A...) const> make(std::shared_ptr<const GivenFunction<Form>> given) { return F<R(A...) const>(HostFunction<R(A...), Form>(std::move(given))); }
  };

  std::shared_ptr<const GivenFunction<Form>> share() {
    auto given = std::make_shared<const GivenFunction<Form>>(*form_);
    form_ = nullptr;
    return given;
  }

  const Form* form_;
};

POLYGLUE_RUNTIME_END
