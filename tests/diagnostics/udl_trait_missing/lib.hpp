#pragma once
#include <memory>
namespace lib {
class Other;
std::shared_ptr<Other> node();
}
