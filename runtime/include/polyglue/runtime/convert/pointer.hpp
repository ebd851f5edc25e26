// What may be behind a pointer that may be null: records and text, T*, std::unique_ptr, std::shared_ptr as `const C *`
// or as {has, value}, and std::optional as `const C *`.
#pragma once

#include <memory>
#include <optional>

#include "polyglue/runtime/convert.hpp"
#include "polyglue/runtime/handle.hpp"

POLYGLUE_RUNTIME_BEGIN

/// The two C forms of a record that may be absent, made alike.
template <class T, class C, class = void>
struct Absentable;
template <class T, class C>
struct Absentable<T, const C*> {
  using Form = C;
  static constexpr bool inline_value = false;
  static pgl_status check(const C* form) noexcept { return form ? Convert<T, C>::check(*form) : PGL_OK; }
  static const C* get(const C* form) noexcept { return form; }
  static C& fill(const C*& form, Lowering& to) {
    C* made = to.arena().template array<C>(1);
    std::memset(static_cast<void*>(made), 0, sizeof(C));
    form = made;
    return *made;
  }
};
template <class T, class O>
struct Absentable<T, O, std::void_t<decltype(O::has), decltype(O::value)>> {
  using Form = std::remove_cv_t<decltype(O::value)>;
  static constexpr bool inline_value = true;
  static pgl_status check(const O& form) noexcept {
    if (form.has > 1) return PGL_ERROR_RANGE;
    return form.has ? Convert<T, Form>::check(form.value) : PGL_OK;
  }
  static const Form* get(const O& form) noexcept { return form.has ? &form.value : nullptr; }
  static Form& fill(O& form, Lowering&) noexcept {
    form.has = 1;
    return form.value;
  }
};

/// What all pointers share; `Make` builds the pointer from a T.
template <class P, class T, class C>
struct ConvertPointer {
  using A = Absentable<T, C>;
  static constexpr bool same_layout() { return false; }
  static constexpr bool always_valid() { return false; }
  static constexpr bool flat() {
    if constexpr (A::inline_value) return Convert<T, typename A::Form>::flat();
    else return false;
  }
  static constexpr bool needs_arena() {
    if constexpr (A::inline_value) return Convert<T, typename A::Form>::needs_arena();
    else return true;
  }
  static pgl_status check(const C& form) noexcept { return A::check(form); }
  template <class V>
  static pgl_status lower(V& value, C& out, Lowering& to) {
    if (!value) return PGL_OK;
    // The pointee is const on the way out even where the pointer could change it.
    const T& pointee = *value;
    return Convert<T, typename A::Form>::lower(pointee, A::fill(out, to), to);
  }

 protected:
  static T lift_value(const C& form, Scratch& scratch) { return Convert<T, typename A::Form>::lift(*A::get(form), scratch); }
};

template <class T, class D, class C>
struct Convert<std::unique_ptr<T, D>, C, std::enable_if_t<!IsObject<std::remove_const_t<T>>::value>>
    : ConvertPointer<std::unique_ptr<T, D>, std::remove_const_t<T>, C> {
  using Base = ConvertPointer<std::unique_ptr<T, D>, std::remove_const_t<T>, C>;
  static std::unique_ptr<T, D> lift(const C& form, Scratch& scratch) {
    if (!Base::A::get(form)) return nullptr;
    return std::unique_ptr<T, D>(new std::remove_const_t<T>(Base::lift_value(form, scratch)));
  }
};

template <class T, class C>
struct Convert<std::shared_ptr<T>, C, std::enable_if_t<!IsObject<std::remove_const_t<T>>::value>>
    : ConvertPointer<std::shared_ptr<T>, std::remove_const_t<T>, C> {
  using Base = ConvertPointer<std::shared_ptr<T>, std::remove_const_t<T>, C>;
  static std::shared_ptr<T> lift(const C& form, Scratch& scratch) {
    if (!Base::A::get(form)) return nullptr;
    return std::make_shared<std::remove_const_t<T>>(Base::lift_value(form, scratch));
  }
};

/// A plain pointer leads to a copy that lives as long as the call.
template <class T, class C>
struct Convert<T*, C,
               std::enable_if_t<!IsObject<std::remove_const_t<T>>::value && !kCharacters<T> && !std::is_void_v<T>>> : ConvertPointer<T*, std::remove_const_t<T>, C> {
  using Base = ConvertPointer<T*, std::remove_const_t<T>, C>;
  static T* lift(const C& form, Scratch& scratch) {
    return Base::A::get(form) ? &scratch.keep(Base::lift_value(form, scratch)) : nullptr;
  }
};

/// Text that ends in NUL where the pointer may be null: the pointer itself is what may be absent.
template <class T, class O>
struct Convert<T*, O, std::void_t<std::enable_if_t<kCharacters<T>>, decltype(O::has), decltype(O::value)>> : ConvertPointer<T*, T*, O> {
  using Base = ConvertPointer<T*, T*, O>;
  static T* lift(const O& form, Scratch& scratch) { return Base::A::get(form) ? Base::lift_value(form, scratch) : nullptr; }
  static pgl_status lower(T* value, O& out, Lowering& to) {
    return value ? Convert<T*, typename Base::A::Form>::lower(value, Base::A::fill(out, to), to) : PGL_OK;
  }
};

template <class T, class C>
struct Convert<std::optional<T>, const C*> : ConvertPointer<std::optional<T>, T, const C*> {
  using Base = ConvertPointer<std::optional<T>, T, const C*>;
  static std::optional<T> lift(const C* const& form, Scratch& scratch) {
    if (!form) return std::nullopt;
    return std::optional<T>(Base::lift_value(form, scratch));
  }
};

POLYGLUE_RUNTIME_END
