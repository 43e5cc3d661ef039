#include "support/sweep_database.hpp"

#include <SQLiteCpp/VariadicBind.h>

#include <utility>

namespace edgeloom::test {

namespace {

constexpr const char* tables =
    "PRAGMA user_version = 1;"
    "CREATE TABLE sweep(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE points(key TEXT PRIMARY KEY, variant INTEGER NOT NULL, seed INTEGER NOT NULL, level TEXT NOT NULL, "
    "axes TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, figures TEXT NOT NULL, "
    "configuration TEXT NOT NULL) WITHOUT ROWID;";

} // namespace

SweepDatabase::SweepDatabase(const std::filesystem::path& folder)
    : database_((folder / "sweep.sqlite").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    database_.exec(tables);
    for (const auto& [name, value] :
         {std::pair("name", "small"), std::pair("program", "edgeloom 0.1.0"), std::pair("document", "name: small\n"),
          std::pair("level", "fast"), std::pair("mode", "grid"), std::pair("axes", R"(["network.format.width"])"),
          std::pair("objectives", R"([{"name": "accuracy", "unit": "%", "direction": "maximise"},
                                      {"name": "edges", "unit": "", "direction": "minimise"}])"),
          std::pair("constraints", R"(["edges <= 20000"])"),
          std::pair("figures", R"([{"name": "accuracy", "unit": "%", "meaning": "of the test inputs"},
                                   {"name": "edges", "unit": "", "meaning": "connections of the network"}])")}) {
        set(name, value);
    }
}

void SweepDatabase::set(const std::string& name, const std::string& value) {
    SQLite::Statement insert(database_, "INSERT OR REPLACE INTO sweep VALUES (?, ?)");
    SQLite::bind(insert, name, value);
    insert.exec();
}

std::string SweepDatabase::add(const SweepPoint& point) {
    std::string name = key(point.variant, point.seed);
    SQLite::Statement insert(database_, "INSERT INTO points VALUES (?, ?, ?, 'fast', ?, ?, ?, ?, ?)");
    SQLite::bind(insert, name, point.variant, point.seed, point.axes.dump(), point.outcome, point.reason,
                 point.figures.dump(), point.configuration);
    insert.exec();
    return name;
}

std::string SweepDatabase::key(std::int64_t variant, std::int64_t seed) {
    constexpr std::int64_t variants = 1'000'000;
    std::string digits = std::to_string(seed * variants + variant);
    return digits.insert(0, 16 - digits.size(), '0');
}

} // namespace edgeloom::test
