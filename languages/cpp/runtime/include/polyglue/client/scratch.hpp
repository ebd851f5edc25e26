// Memory for the views of one call's arguments.
#ifndef POLYGLUE_CLIENT_SCRATCH_HPP
#define POLYGLUE_CLIENT_SCRATCH_HPP

#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>

#include "polyglue/client/config.hpp"

namespace polyglue::client {

/// Gives memory until it is destroyed: a little of its own, then blocks from the heap. What the call needs beside memory ends with
/// it, too.
class scratch {
 public:
  scratch() noexcept = default;
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  ~scratch() {
    for (; kept_; kept_ = kept_->next) kept_->end(kept_->object);
    while (blocks_) {
      block* const next = blocks_->next;
      ::operator delete(blocks_);
      blocks_ = next;
    }
  }

  /// `count` zeroed elements.
  template <class T>
  [[nodiscard]] T* array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);
    if (count > static_cast<std::size_t>(-1) / 2 / sizeof(T)) count = static_cast<std::size_t>(-1) / 2;  // cannot be had
    else count *= sizeof(T);
    void* const memory = allocate(count);
    std::memset(memory, 0, count);
    return static_cast<T*>(memory);
  }

  /// Ends an object when the call is over.
  void keep(void* object, void (*end)(void* object)) {
    kept* const fresh = array<kept>(1);
    *fresh = {kept_, object, end};
    kept_ = fresh;
  }

  /// Why there is nothing to be called: an argument that did not come through.
  void refuse(pgl_status status) noexcept {
    if (status_ == PGL_OK) status_ = status;
  }
  [[nodiscard]] pgl_status status() const noexcept { return status_; }

 private:
  struct kept {
    kept* next;
    void* object;
    void (*end)(void* object);
  };
  struct alignas(std::max_align_t) block {
    block* next;
  };

  void* allocate(std::size_t size) {
    constexpr std::size_t align = alignof(std::max_align_t);
    size = (size + align - 1) / align * align;
    if (size <= sizeof own_ - used_) {
      void* const memory = own_ + used_;
      used_ += size;
      return memory;
    }
    block* const fresh = static_cast<block*>(::operator new(sizeof(block) + size));
    fresh->next = blocks_;
    blocks_ = fresh;
    return fresh + 1;
  }

  std::size_t used_ = 0;
  pgl_status status_ = PGL_OK;
  kept* kept_ = nullptr;
  block* blocks_ = nullptr;
  alignas(std::max_align_t) unsigned char own_[512];
};

}  // namespace polyglue::client

#endif
