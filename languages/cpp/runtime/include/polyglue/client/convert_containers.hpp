// Sets, maps, tuples and variants.
#ifndef POLYGLUE_CLIENT_CONVERT_CONTAINERS_HPP
#define POLYGLUE_CLIENT_CONVERT_CONTAINERS_HPP

#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>

#include "polyglue/client/convert.hpp"

namespace polyglue::client {
namespace detail {

template <class Set>
struct convert_set {
  template <class C>
  static void lower(const Set& values, C& out, scratch& memory) {
    lower_each(values, values.size(), out, memory);
  }
  template <class C>
  static Set lift(const C& value) {
    Set result;
    for (std::size_t i = 0; i < value.len; ++i) result.insert(convert<typename Set::value_type>::lift(value.data[i]));
    return result;
  }
};

template <class Map>
struct convert_map {
  template <class C>
  static void lower(const Map& values, C& out, scratch& memory) {
    auto* const entries = memory.array<element_of<C>>(values.size());
    out.data = entries;
    out.len = values.size();
    std::size_t index = 0;
    for (const auto& [key, value] : values) {
      convert<typename Map::key_type>::lower(key, entries[index].key, memory);
      convert<typename Map::mapped_type>::lower(value, entries[index].value, memory);
      ++index;
    }
  }
  template <class C>
  static Map lift(const C& value) {
    Map result;
    for (std::size_t i = 0; i < value.len; ++i) {
      result.emplace(convert<typename Map::key_type>::lift(value.data[i].key),
                     convert<typename Map::mapped_type>::lift(value.data[i].value));
    }
    return result;
  }
};

/// The member "item<I>" of a tuple's struct.
template <std::size_t I, class C>
[[nodiscard]] constexpr auto& item(C& value) noexcept {
  static_assert(I < 12, "tuples of more than 12 items are not supported");
  if constexpr (I == 0) return (value.item0);
  else if constexpr (I == 1) return (value.item1);
  else if constexpr (I == 2) return (value.item2);
  else if constexpr (I == 3) return (value.item3);
  else if constexpr (I == 4) return (value.item4);
  else if constexpr (I == 5) return (value.item5);
  else if constexpr (I == 6) return (value.item6);
  else if constexpr (I == 7) return (value.item7);
  else if constexpr (I == 8) return (value.item8);
  else if constexpr (I == 9) return (value.item9);
  else if constexpr (I == 10) return (value.item10);
  else return (value.item11);
}

template <class Tuple, class = std::make_index_sequence<std::tuple_size_v<Tuple>>>
struct convert_tuple;

template <class Tuple, std::size_t... I>
struct convert_tuple<Tuple, std::index_sequence<I...>> {
  template <class C>
  static void lower(const Tuple& value, C& out, scratch& memory) {
    (convert<std::tuple_element_t<I, Tuple>>::lower(std::get<I>(value), item<I>(out), memory), ...);
  }
  template <class C>
  static Tuple lift(const C& value) {
    return Tuple(convert<std::tuple_element_t<I, Tuple>>::lift(item<I>(value))...);
  }
};

}  // namespace detail

template <class T>
struct convert<std::set<T>> : detail::convert_set<std::set<T>> {};
template <class T>
struct convert<std::unordered_set<T>> : detail::convert_set<std::unordered_set<T>> {};
template <class K, class V>
struct convert<std::map<K, V>> : detail::convert_map<std::map<K, V>> {};
template <class K, class V>
struct convert<std::unordered_map<K, V>> : detail::convert_map<std::unordered_map<K, V>> {};
template <class A, class B>
struct convert<std::pair<A, B>> : detail::convert_tuple<std::pair<A, B>> {};
template <class... T>
struct convert<std::tuple<T...>> : detail::convert_tuple<std::tuple<T...>> {};

/// The members of a variant's union, by number; specialised by generated code for each C variant:
///     template <std::size_t I, class C> static auto& get(C& value);
template <class C>
struct alternatives;

template <class... T>
struct convert<std::variant<T...>> {
  using Variant = std::variant<T...>;

  template <class C>
  static void lower(const Variant& value, C& out, scratch& memory) {
    out.tag = static_cast<decltype(out.tag)>(value.index());
    lower_from<0>(value, out, memory);
  }
  template <class C>
  static Variant lift(const C& value) {
    return lift_from<0>(value);
  }

 private:
  template <std::size_t I, class C>
  static void lower_from(const Variant& value, C& out, scratch& memory) {
    if constexpr (I < sizeof...(T)) {
      using Alternative = std::variant_alternative_t<I, Variant>;
      if (value.index() != I) {
        lower_from<I + 1>(value, out, memory);
      } else if constexpr (!std::is_same_v<Alternative, std::monostate>) {
        convert<Alternative>::lower(*std::get_if<I>(&value), alternatives<C>::template get<I>(out), memory);
      }
    }
  }
  template <std::size_t I, class C>
  static Variant lift_from(const C& value) {
    using Alternative = std::variant_alternative_t<I, Variant>;
    // The last one needs no test: the contract guarantees that there are no others.
    if constexpr (I + 1 < sizeof...(T)) {
      if (static_cast<std::size_t>(value.tag) != I) return lift_from<I + 1>(value);
    }
    if constexpr (std::is_same_v<Alternative, std::monostate>) return Variant(std::in_place_index<I>);
    else return Variant(std::in_place_index<I>, convert<Alternative>::lift(alternatives<C>::template get<I>(value)));
  }
};

}  // namespace polyglue::client

#endif
