"""benchlib with cffi in API mode: the calls a user makes, over a compiled module `_bench_cffi`."""
from _bench_cffi import ffi, lib


class NegativeValue(RuntimeError):
    """The value is below 0."""


noop = lib.flat_noop
add = lib.flat_add
mixed = lib.flat_mixed


class Counter:
    __slots__ = ("_self",)

    def __init__(self):
        self._self = lib.flat_counter_new()

    def inc(self, by):
        return lib.flat_counter_inc(self._self, by)

    def __del__(self):
        lib.flat_counter_delete(self._self)


def length(text):
    data = text.encode()
    return lib.flat_length(data, len(data))


def _text(function):
    size = ffi.new("size_t *")

    def call():
        data = function(size)
        text = ffi.buffer(data, size[0])[:].decode()
        lib.flat_free(data)
        return text

    return call


greet_7 = _text(lib.flat_greet_7)
greet_33 = _text(lib.flat_greet_33)
greet_33_utf8 = _text(lib.flat_greet_33_utf8)
greet_1k = _text(lib.flat_greet_1k)


def Vec3(x, y, z):
    return ffi.new("flat_vec3 *", (x, y, z))


def scale(vector, factor):
    return lib.flat_scale(vector[0] if ffi.typeof(vector) is _vec3_pointer else vector, factor)


_vec3_pointer = ffi.typeof("flat_vec3 *")


class Person:
    __slots__ = ("name", "id", "age", "height", "active")

    def __init__(self, name, id, age, height, active):
        self.name, self.id, self.age, self.height, self.active = name, id, age, height, active


def make_person():
    out = ffi.new("flat_person *")
    lib.flat_make_person(out)
    name = ffi.buffer(out.name, out.name_len)[:].decode()
    lib.flat_free(out.name)
    return Person(name, out.id, out.age, out.height, out.active)


def age_of(person):
    name = person.name.encode()
    data = ffi.from_buffer("char[]", name)
    return lib.flat_age_of(ffi.new("flat_person *", (data, len(name), person.id, person.age, person.height, person.active)))


def sum_array(values):
    return lib.flat_sum(ffi.from_buffer("double[]", values), len(values))


def sum_list(values):
    return lib.flat_sum(values, len(values))


def iota(count):
    data = lib.flat_iota(count)
    values = ffi.unpack(data, count)
    lib.flat_free(data)
    return values


def iota_array(count):
    return ffi.buffer(ffi.gc(lib.flat_iota(count), lib.flat_free), count * 8)


class Sample:
    __slots__ = ("x", "y", "z", "tag")

    def __init__(self, x, y, z, tag):
        self.x, self.y, self.z, self.tag = x, y, z, tag


def make_samples(count):
    data = lib.flat_make_samples(count)
    values = [Sample(item.x, item.y, item.z, item.tag) for item in data[0:count]]
    lib.flat_free(data)
    return values


def sum_tags(samples):
    data = ffi.new("flat_sample[]", [(item.x, item.y, item.z, item.tag) for item in samples])
    return lib.flat_sum_tags(data, len(samples))


_out = ffi.new("int32_t *")


def checked(value):
    if lib.flat_checked(value, _out):
        raise NegativeValue("the value is below 0")
    return _out[0]
