// A coroutine whose elements are made as they are asked for. C++20; from C++23 on there is std::generator, which hosts
// see in the same way.
//
//     polyglue::generator<Note> notes(std::string path) {
//       Reader reader(path);
//       while (std::optional<Note> note = reader.read()) co_yield *note;
//     }
//
// It runs while somebody asks for an element, on their thread, and ends with the generator.
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>

namespace polyglue {

/// Owns the coroutine. Gone through once. A `T` that is a reference is given as it is; values are moved out.
template <class T>
class [[nodiscard]] generator {
 public:
  using value_type = std::remove_cvref_t<T>;
  using reference = std::conditional_t<std::is_reference_v<T>, T, T&&>;

  class promise_type {
    using pointer = std::add_pointer_t<reference>;

   public:
    generator get_return_object() noexcept { return generator(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    std::suspend_always yield_value(reference element) noexcept {
      element_ = std::addressof(element);
      return {};
    }
    /// A value that its owner keeps: given as a copy.
    auto yield_value(const value_type& element) requires(!std::is_reference_v<T>) {
      struct copy : std::suspend_always {
        explicit copy(const value_type& from) : element(from) {}
        void await_suspend(std::coroutine_handle<promise_type> self) noexcept { self.promise().element_ = std::addressof(element); }
        value_type element;
      };
      return copy(element);
    }
    void await_transform() = delete;  // it cannot wait: see polyglue::async_generator
    void return_void() const noexcept {}
    void unhandled_exception() { throw; }

    reference element() const noexcept { return static_cast<reference>(*element_); }

   private:
    pointer element_ = nullptr;
  };

  class iterator {
   public:
    using value_type = generator::value_type;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    explicit iterator(std::coroutine_handle<promise_type> self) noexcept : self_(self) {}
    iterator(iterator&& other) noexcept : self_(std::exchange(other.self_, nullptr)) {}
    iterator& operator=(iterator&& other) noexcept {
      self_ = std::exchange(other.self_, nullptr);
      return *this;
    }
    iterator& operator++() {
      self_.resume();
      return *this;
    }
    void operator++(int) { ++*this; }
    reference operator*() const noexcept { return self_.promise().element(); }
    friend bool operator==(const iterator& at, std::default_sentinel_t) noexcept { return at.self_.done(); }

   private:
    std::coroutine_handle<promise_type> self_;
  };

  generator(generator&& other) noexcept : self_(std::exchange(other.self_, nullptr)) {}
  generator& operator=(generator&& other) noexcept {
    std::swap(self_, other.self_);
    return *this;
  }
  ~generator() {
    if (self_) self_.destroy();
  }

  /// Runs to the first element. Once.
  iterator begin() {
    self_.resume();
    return iterator(self_);
  }
  std::default_sentinel_t end() const noexcept { return {}; }

 private:
  explicit generator(std::coroutine_handle<promise_type> self) noexcept : self_(self) {}

  std::coroutine_handle<promise_type> self_;
};

}  // namespace polyglue
