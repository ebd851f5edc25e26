#pragma once
#include <functional>
#include <future>
#include <string>
#include <string_view>
namespace lib {
class Good { public: virtual ~Good() = default; virtual int f() = 0; virtual int g() noexcept { return 1; } virtual std::string_view h() const { return ""; } };
class Sealed final { public: virtual ~Sealed() = default; virtual int f() { return 1; } };
class NoDestructor { public: virtual int f() = 0; };
class HiddenDestructor { public: virtual int f() = 0; protected: virtual ~HiddenDestructor() = default; };
class NoConstructor { public: virtual ~NoConstructor() = default; virtual int f() = 0; private: NoConstructor() = default; };
class Private { public: virtual ~Private() = default; private: virtual int f() = 0; };
class Protected { public: virtual ~Protected() = default; protected: virtual int f() = 0; };
class Unknown { public: virtual ~Unknown() = default; virtual void f(void* p) = 0; };
class Noexcept { public: virtual ~Noexcept() = default; virtual int f() noexcept = 0; };
class View { public: virtual ~View() = default; virtual std::string_view f() = 0; };
class Reference { public: virtual ~Reference() = default; virtual const std::string& f() = 0; };
class Function { public: virtual ~Function() = default; virtual void f(std::function<void()> done) = 0; };
class Operator { public: virtual ~Operator() = default; virtual bool operator==(const Operator& other) const = 0; };
class Given { public: virtual ~Given() = default; virtual int f() noexcept = 0; };
int use(Good& good, Noexcept& other);
std::shared_ptr<Given> give();
std::shared_ptr<Private> give_private();
class Lends { public: virtual ~Lends() = default; virtual std::future<int> f(Good& good) = 0; };
}
