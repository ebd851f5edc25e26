// The same with node-addon-api, as its users write it: exceptions on, classes by ObjectWrap.
#include <benchlib.hpp>
#include <callbacks.hpp>
#include <napi.h>

namespace {

Napi::Value noop(const Napi::CallbackInfo& info) {
  benchlib::noop();
  return info.Env().Undefined();
}

Napi::Value add(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), benchlib::add(info[0].As<Napi::Number>(), info[1].As<Napi::Number>()));
}

Napi::Value length(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(benchlib::length(info[0].As<Napi::String>().Utf8Value())));
}

Napi::Value greet(const Napi::CallbackInfo& info) { return Napi::String::New(info.Env(), benchlib::greet_33()); }

Napi::Value scale(const Napi::CallbackInfo& info) {
  const auto in = info[0].As<Napi::Object>();
  const benchlib::Vec3 out = benchlib::scale({in.Get("x").As<Napi::Number>(), in.Get("y").As<Napi::Number>(), in.Get("z").As<Napi::Number>()},
                                             info[1].As<Napi::Number>());
  auto result = Napi::Object::New(info.Env());
  result.Set("x", out.x);
  result.Set("y", out.y);
  result.Set("z", out.z);
  return result;
}

Napi::Value sum(const Napi::CallbackInfo& info) {
  const auto values = info[0].As<Napi::Float64Array>();
  return Napi::Number::New(info.Env(), benchlib::sum({values.Data(), values.ElementLength()}));
}

Napi::Value make_samples(const Napi::CallbackInfo& info) {
  const auto samples = benchlib::make_samples(info[0].As<Napi::Number>().Uint32Value());
  auto result = Napi::Array::New(info.Env(), samples.size());
  for (std::uint32_t i = 0; i < samples.size(); ++i) {
    auto item = Napi::Object::New(info.Env());
    item.Set("x", samples[i].x);
    item.Set("y", samples[i].y);
    item.Set("z", samples[i].z);
    item.Set("tag", samples[i].tag);
    result.Set(i, item);
  }
  return result;
}

Napi::Value checked(const Napi::CallbackInfo& info) {
  try {
    return Napi::Number::New(info.Env(), benchlib::checked(info[0].As<Napi::Number>()));
  } catch (const benchlib::NegativeValue& error) {
    throw Napi::Error::New(info.Env(), error.what());
  }
}

Napi::Value fold(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto step = info[1].As<Napi::Function>();
  return Napi::BigInt::New(env, benchlib::fold(info[0].As<Napi::Number>(), [&](std::int32_t value) -> std::int32_t {
    return step.Call({Napi::Number::New(env, value)}).As<Napi::Number>();
  }));
}

class Counter : public Napi::ObjectWrap<Counter> {
 public:
  static Napi::Function define(Napi::Env env) { return DefineClass(env, "Counter", {InstanceMethod<&Counter::inc>("inc")}); }
  explicit Counter(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Counter>(info) {}
  Napi::Value inc(const Napi::CallbackInfo& info) {
    bool lossless = false;
    return Napi::BigInt::New(info.Env(), counter_.inc(info[0].As<Napi::BigInt>().Int64Value(&lossless)));
  }

 private:
  benchlib::Counter counter_;
};

Napi::Object start(Napi::Env env, Napi::Object exports) {
  exports.Set("noop", Napi::Function::New<noop>(env));
  exports.Set("add", Napi::Function::New<add>(env));
  exports.Set("length", Napi::Function::New<length>(env));
  exports.Set("greet33", Napi::Function::New<greet>(env));
  exports.Set("scale", Napi::Function::New<scale>(env));
  exports.Set("sum", Napi::Function::New<sum>(env));
  exports.Set("makeSamples", Napi::Function::New<make_samples>(env));
  exports.Set("checked", Napi::Function::New<checked>(env));
  exports.Set("fold", Napi::Function::New<fold>(env));
  exports.Set("Counter", Counter::define(env));
  return exports;
}

}  // namespace

NODE_API_MODULE(addon_api, start)
