#include "polyglue/runtime/contract.hpp"

#include <gtest/gtest.h>

#include <string>

#include "polyglue/runtime/error.hpp"

using namespace polyglue::runtime;

namespace {

TEST(ContractTest, FindsSymbolsAndNamesWhatDiffers) {
  const pgl_symbol symbols[] = {{"a", 1}, {"b", 2}, {"c", 3}};
  const pgl_contract contract = {PGL_ABI_VERSION, 3, symbols, {"demo 1", 6}, {"1", 1}};
  EXPECT_EQ(symbols + 1, find_symbol(symbols, 3, "b"));
  EXPECT_EQ(nullptr, find_symbol(symbols, 3, "bb"));
  EXPECT_EQ(nullptr, find_symbol(symbols, 0, "b"));
  EXPECT_EQ(PGL_OK, check_contract(contract, symbols, 3));
  const pgl_symbol used[] = {{"a", 1}, {"b", 7}, {"x", 3}};
  EXPECT_EQ(PGL_ERROR_ABI, check_contract(contract, used, 3));
  EXPECT_EQ("demo 1 is not what its user was made for: b has changed, x is missing",
            std::string(last_error()->message.data, last_error()->message.len));
  pgl_contract newer = contract;
  newer.abi_version = PGL_ABI_VERSION + 1;
  EXPECT_EQ(PGL_ERROR_ABI, check_contract(newer, symbols, 3));
}

}  // namespace
