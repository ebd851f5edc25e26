#include "database.hpp"

#include <sqlite3.h>

#include <limits>

namespace database {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

/// A statement longer than SQLite's own limit is refused by it, not cut off here.
int length_of(std::size_t size) {
  return size > static_cast<std::size_t>(std::numeric_limits<int>::max()) ? std::numeric_limits<int>::max() : static_cast<int>(size);
}

}  // namespace

std::string sqlite_version() { return sqlite3_libversion(); }

Database::Database(std::string_view path, bool create) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(std::string(path).c_str(), &handle, flags, nullptr);
  connection_ = Connection(handle, [](sqlite3* open) { sqlite3_close_v2(open); });
  if (code != SQLITE_OK) throw DatabaseError::CannotOpen(path, sqlite3_errmsg(handle));
}

std::shared_ptr<Database> Database::in_memory() { return std::make_shared<Database>(":memory:", true); }

const Connection& Database::connection() const {
  if (!connection_) throw DatabaseError::Closed();
  return connection_;
}

std::uint64_t Database::execute(std::string_view sql, const std::vector<Value>& parameters) {
  Rows all(connection(), sql, parameters);
  const int before = sqlite3_total_changes(connection_.get());
  while (all.next()) continue;
  return static_cast<std::uint64_t>(sqlite3_total_changes(connection_.get()) - before);
}

std::vector<Row> Database::query(std::string_view sql, const std::vector<Value>& parameters) {
  Rows all(connection(), sql, parameters);
  std::vector<Row> out;
  while (auto row = all.next()) out.push_back(std::move(*row));
  return out;
}

std::unique_ptr<Rows> Database::rows(std::string_view sql, const std::vector<Value>& parameters) {
  return std::unique_ptr<Rows>(new Rows(connection(), sql, parameters));
}

void Database::shut() { connection_.reset(); }
bool Database::is_open() const { return connection_ != nullptr; }

Rows::Rows(Connection connection, std::string_view sql, const std::vector<Value>& parameters)
    : connection_(std::move(connection)), parameters_(parameters) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(connection_.get(), sql.data(), length_of(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) throw DatabaseError::Refused(code, sql, sqlite3_errmsg(connection_.get()));
  if (!statement) throw DatabaseError::Refused(SQLITE_MISUSE, sql, "no statement");
  statement_ = std::shared_ptr<sqlite3_stmt>(statement, sqlite3_finalize);
  const auto wanted = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
  if (wanted != parameters.size()) throw DatabaseError::WrongParameters(wanted, parameters.size());
  for (int i = 0; const Value& value : parameters_) {
    ++i;
    const int bound = std::visit(Overloaded{
        [&](const Null&) { return sqlite3_bind_null(statement, i); },
        [&](const Integer& v) { return sqlite3_bind_int64(statement, i, v.value); },
        [&](const Real& v) { return sqlite3_bind_double(statement, i, v.value); },
        [&](const Text& v) { return sqlite3_bind_text64(statement, i, v.value.data(), v.value.size(), SQLITE_STATIC, SQLITE_UTF8); },
        [&](const Blob& v) {
          // A null pointer would bind NULL.
          return sqlite3_bind_blob64(statement, i, v.value.empty() ? static_cast<const void*>("") : v.value.data(), v.value.size(), SQLITE_STATIC);
        }}, value);
    if (bound != SQLITE_OK) throw DatabaseError::Refused(bound, sql, sqlite3_errmsg(connection_.get()));
  }
}

std::vector<std::string> Rows::columns() const {
  std::vector<std::string> out;
  for (int i = 0; i < sqlite3_column_count(statement_.get()); ++i) out.emplace_back(sqlite3_column_name(statement_.get(), i));
  return out;
}

std::optional<Row> Rows::next() {
  if (done_) return std::nullopt;  // SQLite would start again
  sqlite3_stmt* statement = statement_.get();
  const int code = sqlite3_step(statement);
  done_ = code != SQLITE_ROW;
  if (code == SQLITE_DONE) return std::nullopt;
  if (code != SQLITE_ROW) throw DatabaseError::Refused(code, sqlite3_sql(statement), sqlite3_errmsg(connection_.get()));
  Row row;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    const auto size = [&] { return static_cast<std::size_t>(sqlite3_column_bytes(statement, i)); };
    switch (sqlite3_column_type(statement, i)) {
      case SQLITE_INTEGER: row.values.push_back(Integer{sqlite3_column_int64(statement, i)}); break;
      case SQLITE_FLOAT: row.values.push_back(Real{sqlite3_column_double(statement, i)}); break;
      case SQLITE_TEXT: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
        row.values.push_back(Text{std::string(text, size())});
        break;
      }
      case SQLITE_BLOB: {
        const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, i));
        row.values.push_back(Blob{std::vector<std::uint8_t>(bytes, bytes + size())});
        break;
      }
      default: row.values.push_back(Null{});
    }
  }
  return row;
}

}  // namespace database
