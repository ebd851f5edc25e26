#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace rox {

/// Sorts by the member `key`; items with equal keys keep their order. Does nothing to what is
/// sorted already, as nearly every file is. (`std::stable_sort` of older standard libraries uses
/// functions that C++20 took away, which newer compilers warn of.)
template <typename Item, typename Key>
void sort_keeping_order(std::vector<Item>& items, Key Item::*key) {
    if (std::ranges::is_sorted(items, {}, key)) return;
    std::vector<std::pair<Key, std::size_t>> order;
    order.reserve(items.size());
    for (const Item& item : items) order.emplace_back(item.*key, order.size());
    std::ranges::sort(order);

    std::vector<Item> sorted;
    sorted.reserve(items.size());
    for (const auto& [value, index] : order) sorted.push_back(std::move(items[index]));
    items = std::move(sorted);
}

} // namespace rox
