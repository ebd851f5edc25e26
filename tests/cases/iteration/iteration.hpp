// Classes that are iterated, indexed and searched.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iteration {

/// Numbers in order; operator[] does not check.
class Numbers {
 public:
  Numbers() = default;
  explicit Numbers(std::vector<std::int32_t> values) : values_(std::move(values)) {}

  std::size_t size() const noexcept { return values_.size(); }
  bool empty() const noexcept { return values_.empty(); }
  std::int32_t operator[](std::size_t index) const { return values_[index]; }
  std::int32_t& operator[](std::size_t index) { return values_[index]; }
  bool contains(std::int32_t value) const { return std::find(values_.begin(), values_.end(), value) != values_.end(); }
  void push_back(std::int32_t value) { values_.push_back(value); }
  auto begin() const noexcept { return values_.begin(); }
  auto end() const noexcept { return values_.end(); }

 private:
  std::vector<std::int32_t> values_;
};

/// Texts by name: indexed by a text.
class Dictionary {
 public:
  std::size_t size() const noexcept { return texts_.size(); }
  /// @throws std::out_of_range when there is no such name
  const std::string& operator[](const std::string& name) const { return texts_.at(name); }
  void set(std::string name, std::string text) { texts_[std::move(name)] = std::move(text); }
  bool contains(const std::string& name) const { return texts_.contains(name); }
  auto begin() const { return texts_.begin(); }
  auto end() const { return texts_.end(); }

 private:
  std::map<std::string, std::string> texts_;
};

/// An object in a collection.
class Item {
 public:
  explicit Item(std::string name) : name_(std::move(name)) {}
  const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
};

/// Objects: each element that comes out is the host's own copy.
class Shelf {
 public:
  void add(const Item& item) { items_.push_back(item); }
  std::size_t size() const noexcept { return items_.size(); }
  std::vector<Item>::const_iterator begin() const { return items_.begin(); }
  std::vector<Item>::const_iterator end() const { return items_.end(); }
  /// All items at once.
  std::vector<Item> items() const { return items_; }

 private:
  std::vector<Item> items_;
};

/// A range to be gone through once: its elements are made as they are asked for.
template <class T>
class Halving {
 public:
  explicit Halving(T from) : at_(from) {}
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T*;
    using reference = const T&;
    explicit iterator(Halving* range) : range_(range) {}
    reference operator*() const { return range_->at_; }
    iterator& operator++() {
      range_->at_ /= 2;
      return *this;
    }
    bool operator!=(std::nullptr_t) const { return range_->at_ >= 1; }

   private:
    Halving* range_;
  };
  iterator begin() { return iterator(this); }
  std::nullptr_t end() const { return nullptr; }

 private:
  T at_;
};

/// Halves it until less than 1 is left.
inline Halving<double> halves(double from) { return Halving<double>(from); }

}  // namespace iteration
