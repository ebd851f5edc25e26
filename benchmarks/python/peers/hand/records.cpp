// Records: Python objects with the C++ struct inline, read and written through CPython's members.
#include "module.hpp"

#include <structmember.h>

#include <cstddef>
#include <type_traits>

namespace hand {

PyTypeObject* vec3_type;
PyTypeObject* sample_type;
PyTypeObject* person_type;

namespace {

template <class Object>
void destroy(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  if constexpr (std::is_same_v<Object, PersonObject>) Py_XDECREF(reinterpret_cast<Object*>(object)->name);
  PyObject_Free(object);
  Py_DECREF(type);
}

PyObject* construct_vec3(PyObject*, PyObject* const* args, size_t flags, PyObject* keywords) {
  const Py_ssize_t count = PyVectorcall_NARGS(flags) + (keywords ? PyTuple_GET_SIZE(keywords) : 0);
  if (count != 3 || keywords) [[unlikely]] return wrong_count(3, count);
  benchlib::Vec3 value;
  if (!from_python(args[0], value.x) || !from_python(args[1], value.y) || !from_python(args[2], value.z))
    [[unlikely]] return nullptr;
  auto* self = PyObject_New(Vec3Object, vec3_type);
  if (!self) [[unlikely]] return nullptr;
  self->value = value;
  return reinterpret_cast<PyObject*>(self);
}

PyObject* construct_sample(PyObject*, PyObject* const* args, size_t flags, PyObject* keywords) {
  const Py_ssize_t count = PyVectorcall_NARGS(flags) + (keywords ? PyTuple_GET_SIZE(keywords) : 0);
  if (count != 4 || keywords) [[unlikely]] return wrong_count(4, count);
  benchlib::Sample value;
  if (!from_python(args[0], value.x) || !from_python(args[1], value.y) || !from_python(args[2], value.z) ||
      !from_python(args[3], value.tag)) [[unlikely]]
    return nullptr;
  auto* self = PyObject_New(SampleObject, sample_type);
  if (!self) [[unlikely]] return nullptr;
  self->value = value;
  return reinterpret_cast<PyObject*>(self);
}

PyObject* scale(PyObject*, PyObject* const* args, Py_ssize_t count) {
  if (count != 2) [[unlikely]] return wrong_count(2, count);
  if (!Py_IS_TYPE(args[0], vec3_type)) [[unlikely]] return wrong_type("Vec3", args[0]);
  double factor;
  if (!from_python(args[1], factor)) [[unlikely]] return nullptr;
  try {
    const benchlib::Vec3 value = benchlib::scale(reinterpret_cast<Vec3Object*>(args[0])->value, factor);
    auto* result = PyObject_New(Vec3Object, vec3_type);
    if (!result) [[unlikely]] return nullptr;
    result->value = value;
    return reinterpret_cast<PyObject*>(result);
  } catch (...) {
    return translate_exception();
  }
}

PyObject* make_person(PyObject*, PyObject*) {
  try {
    const benchlib::Person person = benchlib::make_person();
    PyObject* name = to_python(person.name);
    if (!name) [[unlikely]] return nullptr;
    auto* result = PyObject_New(PersonObject, person_type);
    if (!result) [[unlikely]] return Py_DECREF(name), nullptr;
    result->name = name;
    result->id = person.id;
    result->age = person.age;
    result->height = person.height;
    result->active = person.active;
    return reinterpret_cast<PyObject*>(result);
  } catch (...) {
    return translate_exception();
  }
}

PyObject* age_of(PyObject*, PyObject* object) {
  if (!Py_IS_TYPE(object, person_type)) [[unlikely]] return wrong_type("Person", object);
  const auto* self = reinterpret_cast<PersonObject*>(object);
  std::string_view name;
  if (!from_python(self->name, name)) [[unlikely]] return nullptr;
  try {
    const benchlib::Person person{std::string(name), self->id, self->age, self->height, self->active != 0};
    return PyLong_FromLong(benchlib::age_of(person));
  } catch (...) {
    return translate_exception();
  }
}

PyMemberDef vec3_members[] = {
    {"x", T_DOUBLE, offsetof(Vec3Object, value.x), 0, nullptr},
    {"y", T_DOUBLE, offsetof(Vec3Object, value.y), 0, nullptr},
    {"z", T_DOUBLE, offsetof(Vec3Object, value.z), 0, nullptr},
    {}};
PyMemberDef sample_members[] = {
    {"x", T_DOUBLE, offsetof(SampleObject, value.x), 0, nullptr},
    {"y", T_DOUBLE, offsetof(SampleObject, value.y), 0, nullptr},
    {"z", T_DOUBLE, offsetof(SampleObject, value.z), 0, nullptr},
    {"tag", T_INT, offsetof(SampleObject, value.tag), 0, nullptr},
    {}};
PyMemberDef person_members[] = {
    {"name", T_OBJECT_EX, offsetof(PersonObject, name), 0, nullptr},
    {"id", T_LONGLONG, offsetof(PersonObject, id), 0, nullptr},
    {"age", T_INT, offsetof(PersonObject, age), 0, nullptr},
    {"height", T_DOUBLE, offsetof(PersonObject, height), 0, nullptr},
    {"active", T_BOOL, offsetof(PersonObject, active), 0, nullptr},
    {}};

PyType_Slot vec3_slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(destroy<Vec3Object>)},
                            {Py_tp_members, vec3_members},
                            {}};
PyType_Slot sample_slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(destroy<SampleObject>)},
                              {Py_tp_members, sample_members},
                              {}};
PyType_Slot person_slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(destroy<PersonObject>)},
                              {Py_tp_members, person_members},
                              {}};

constexpr unsigned flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
PyType_Spec vec3_spec = {"bench_hand.Vec3", sizeof(Vec3Object), 0, flags, vec3_slots};
PyType_Spec sample_spec = {"bench_hand.Sample", sizeof(SampleObject), 0, flags, sample_slots};
PyType_Spec person_spec = {"bench_hand.Person", sizeof(PersonObject), 0, flags, person_slots};

PyCFunction fastcall(PyObject* (*function)(PyObject*, PyObject* const*, Py_ssize_t)) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

}  // namespace

PyMethodDef record_functions[] = {{"scale", fastcall(scale), METH_FASTCALL, nullptr},
                                  {"make_person", make_person, METH_NOARGS, nullptr},
                                  {"age_of", age_of, METH_O, nullptr},
                                  {}};

bool add_records(PyObject* module) {
  return (vec3_type = add_type(module, vec3_spec, construct_vec3)) &&
         (sample_type = add_type(module, sample_spec, construct_sample)) &&
         (person_type = add_type(module, person_spec, nullptr));
}

}  // namespace hand
