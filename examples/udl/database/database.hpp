#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace database {

std::string sqlite_version();

struct Null {};
struct Integer {
  std::int64_t value = 0;
};
struct Real {
  double value = 0;
};
struct Text {
  std::string value;
};
struct Blob {
  std::vector<std::uint8_t> value;
};
using Value = std::variant<Null, Integer, Real, Text, Blob>;

struct Row {
  std::vector<Value> values;
};

class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  class CannotOpen;
  class Refused;
  class WrongParameters;
  class Closed;
};

class DatabaseError::CannotOpen : public DatabaseError {
 public:
  CannotOpen(std::string_view path, const std::string& reason) : DatabaseError(reason), path(path) {}
  std::string path;
};

class DatabaseError::Refused : public DatabaseError {
 public:
  Refused(int code, std::string_view sql, const std::string& reason) : DatabaseError(reason), code(code), sql(sql) {}
  std::int32_t code;
  std::string sql;
};

class DatabaseError::WrongParameters : public DatabaseError {
 public:
  WrongParameters(std::uint64_t wanted, std::uint64_t given)
      : DatabaseError("the statement takes " + std::to_string(wanted) + " parameters, not " + std::to_string(given)),
        wanted(wanted), given(given) {}
  std::uint64_t wanted;
  std::uint64_t given;
};

class DatabaseError::Closed : public DatabaseError {
 public:
  Closed() : DatabaseError("the database is closed") {}
};

/// The connection, which stays open while rows are read from it.
using Connection = std::shared_ptr<sqlite3>;

class Rows {
 public:
  std::vector<std::string> columns() const;
  std::optional<Row> next();

 private:
  friend class Database;
  Rows(Connection connection, std::string_view sql, const std::vector<Value>& parameters);

  Connection connection_;
  std::shared_ptr<sqlite3_stmt> statement_;
  std::vector<Value> parameters_;  ///< SQLite reads their text where it stands
  bool done_ = false;
};

class Database {
 public:
  Database(std::string_view path, bool create);
  static std::shared_ptr<Database> in_memory();

  std::uint64_t execute(std::string_view sql, const std::vector<Value>& parameters);
  std::vector<Row> query(std::string_view sql, const std::vector<Value>& parameters);
  std::unique_ptr<Rows> rows(std::string_view sql, const std::vector<Value>& parameters);
  void shut();
  bool is_open() const;

 private:
  const Connection& connection() const;
  Connection connection_;
};

}  // namespace database
