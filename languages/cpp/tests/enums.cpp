#include <enums_client/enums.hpp>

#include "check.hpp"

namespace api = enums_client;
using api::Light;
using api::Permission;

static_assert(sizeof(Light) == 1 && static_cast<int>(api::Level::low) == -10);
static_assert((Permission::read | Permission::write) == static_cast<Permission>(3));
static_assert((~Permission::read & Permission::read) == Permission::none);

TEST(values) {
  CHECK(api::next(Light::red) == Light::green);
  EQUAL(api::name(Light::yellow), "yellow");
  CHECK(api::raise(api::Level::low) == api::Level::mid);
  CHECK(api::bigger(api::Big::small) == api::Big::huge);
  CHECK(api::parse("green") == Light::green);
  CHECK(!api::parse("blue"));
}

TEST(flags) {
  Permission permission = api::grant(Permission::read, Permission::execute);
  CHECK(!api::may_write(permission));
  permission |= Permission::write;
  CHECK(api::may_write(permission));
  CHECK(api::may_write(permission & ~Permission::read));
}

TEST(inside_records_and_sequences) {
  CHECK(api::go({}) == api::Crossing{Light::green, Permission::read | Permission::execute});
  CHECK(api::cycle({Light::red, Light::green}) == std::vector<Light>{Light::green, Light::yellow});
}

TEST(numbers_that_mean_nothing) {
  REFUSES(PGL_ERROR_ENUM, api::next(static_cast<Light>(3)));
  REFUSES(PGL_ERROR_ENUM, api::raise(static_cast<api::Level>(1)));
  REFUSES(PGL_ERROR_ENUM, api::may_write(static_cast<Permission>(8)));
  REFUSES(PGL_ERROR_ENUM, api::go({static_cast<Light>(9), Permission::none}));
  REFUSES(PGL_ERROR_ENUM, api::cycle({Light::red, static_cast<Light>(200)}));
}

CHECK_MAIN(enums_live)
