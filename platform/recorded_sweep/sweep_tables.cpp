#include "platform/recorded_sweep/sweep_tables.hpp"

#include "platform/user_error.hpp"

#include <SQLiteCpp/VariadicBind.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace edgeloom::platform {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr int version = 1; // of the tables, as user_version
constexpr const char* tables = R"(
CREATE TABLE sweep(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE points(key TEXT PRIMARY KEY, variant INTEGER NOT NULL, seed INTEGER NOT NULL, level TEXT NOT NULL,
    axes TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, figures TEXT NOT NULL, configuration TEXT NOT NULL)
    WITHOUT ROWID;
)";

std::string in_words(const SQLite::Exception& error) {
    constexpr int missing = 1;       // SQLITE_ERROR, of a statement: a table or a column
    constexpr int input_output = 10; // SQLITE_IOERR
    constexpr int no_database = 26;  // SQLITE_NOTADB
    std::string words = error.what();
    switch (error.getErrorCode()) {
    case missing:
    case no_database:
        return "not the results of a sweep (" + words + ")";
    case input_output:
        return words + "; the disk may be full";
    default:
        return words;
    }
}

std::int64_t integer(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

ordered_json parse(const std::string& text, const std::string& what, ordered_json::value_t expected) {
    ordered_json value = ordered_json::parse(text, nullptr, false);
    if (value.is_discarded()) {
        throw UserError(what + ": not JSON");
    }
    if (value.type() != expected) {
        throw UserError(what + ": found a JSON " + value.type_name() + "; expected an " +
                        ordered_json(expected).type_name());
    }
    return value;
}

// A list of the table `sweep`, each entry of which `make` turns into an Entry.
template <class Entry, class Make>
std::vector<Entry> entries(const std::map<std::string, std::string>& values, const std::string& name, Make make) {
    std::vector<Entry> made;
    const auto value = values.find(name);
    if (value == values.end()) {
        return made;
    }
    const ordered_json list = parse(value->second, name, ordered_json::value_t::array);
    made.reserve(list.size());
    try {
        std::ranges::transform(list, std::back_inserter(made), make);
    } catch (const ordered_json::exception&) {
        throw UserError(name + ": entry " + std::to_string(made.size() + 1) + " is not as expected");
    }
    return made;
}

Objective objective_of(const ordered_json& entry) {
    const std::string direction = entry.at("direction").get<std::string>();
    for (const Direction known : {Direction::minimise, Direction::maximise}) {
        if (direction == in_words(known)) {
            return {.figure = entry.at("name").get<std::string>(), .unit = entry.value("unit", ""), .direction = known};
        }
    }
    throw UserError("objectives: direction: found '" + direction + "'; expected maximise or minimise");
}

FigureMeaning meaning_of(const ordered_json& entry) {
    return {.name = entry.at("name").get<std::string>(),
            .unit = entry.value("unit", ""),
            .meaning = entry.value("meaning", "")};
}

// A folder may have that name.
void require_key(const std::string& key, const std::string& where) {
    constexpr std::size_t digits = 16;
    if (key.size() != digits || key.find_first_not_of("0123456789abcdef") != std::string::npos) {
        throw UserError(where + ": its key is not of 16 hexadecimal digits");
    }
}

Figures figures_of(const std::string& text, const std::string& where) {
    Figures figures;
    const ordered_json found = parse(text, where + ": figures", ordered_json::value_t::object);
    for (const auto& [name, value] : found.items()) {
        if (value.is_number()) { // what is no number in C++ is null in JSON
            figures.emplace(name, value.get<double>());
        }
    }
    return figures;
}

Point point_of(SQLite::Statement& row) {
    int column = 0;
    const auto text = [&] { return row.getColumn(column++).getString(); };
    const auto number = [&] { return static_cast<std::uint64_t>(row.getColumn(column++).getInt64()); };
    Point point;
    point.key = text();
    const std::string where = "point " + point.key;
    require_key(point.key, where);
    point.variant = number();
    point.seed = number();
    point.level = text();
    point.axes = parse(text(), where + ": axes", ordered_json::value_t::object);
    point.outcome = outcome_of(text());
    point.reason = text();
    point.figures = figures_of(text(), where);
    point.configuration = text();
    return point;
}

} // namespace

void with_database(const fs::path& path, const std::function<void()>& work) {
    try {
        work();
    } catch (const UserError& error) {
        throw UserError(path.string() + ": " + error.what());
    } catch (const SQLite::Exception& error) {
        throw UserError(path.string() + ": " + in_words(error));
    }
}

void create_tables(SQLite::Database& database) {
    database.exec(tables);
    database.exec("PRAGMA user_version = " + std::to_string(version));
}

void require_tables(SQLite::Database& database) {
    const int found = database.execAndGet("PRAGMA user_version").getInt();
    if (found == 0) {
        throw UserError("a database, but not of the results of a sweep");
    }
    if (found != version) {
        throw UserError("version " + std::to_string(found) + " of the results of a sweep; this program reads version " +
                        std::to_string(version));
    }
}

void write_description(SQLite::Database& database, const SweepDescription& description) {
    const std::map<std::string, std::string> values{{"name", description.name},
                                                    {"program", description.program},
                                                    {"document", description.document},
                                                    {"level", description.level},
                                                    {"mode", description.mode},
                                                    {"axes", ordered_json(description.axes).dump()},
                                                    {"objectives", in_json(description.objectives).dump()},
                                                    {"constraints", ordered_json(description.constraints).dump()},
                                                    {"figures", in_json(description.figures).dump()}};
    SQLite::Statement insert(database, "INSERT OR REPLACE INTO sweep VALUES (?, ?)");
    for (const auto& [name, value] : values) {
        SQLite::bind(insert, name, value);
        insert.exec();
        insert.reset();
    }
}

void write_points(SQLite::Database& database, const std::vector<Point>& points) {
    SQLite::Statement insert(database, "INSERT OR REPLACE INTO points VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const Point& point : points) {
        SQLite::bind(insert, point.key, integer(point.variant), integer(point.seed), point.level, point.axes.dump(),
                     std::string(in_words(point.outcome)), point.reason, ordered_json(point.figures).dump(),
                     point.configuration);
        insert.exec();
        insert.reset();
    }
}

SweepDescription read_description(SQLite::Database& database) {
    std::map<std::string, std::string> values;
    SQLite::Statement query(database, "SELECT name, value FROM sweep");
    while (query.executeStep()) {
        values.emplace(query.getColumn(0).getString(), query.getColumn(1).getString());
    }
    const auto text = [](const ordered_json& entry) { return entry.get<std::string>(); };
    return {.name = values["name"],
            .program = values["program"],
            .document = values["document"],
            .level = values["level"],
            .mode = values["mode"],
            .axes = entries<std::string>(values, "axes", text),
            .objectives = entries<Objective>(values, "objectives", objective_of),
            .constraints = entries<std::string>(values, "constraints", text),
            .figures = entries<FigureMeaning>(values, "figures", meaning_of)};
}

std::vector<Point> read_points(SQLite::Database& database) {
    std::vector<Point> points;
    SQLite::Statement query(database, "SELECT key, variant, seed, level, axes, outcome, reason, figures, configuration "
                                      "FROM points ORDER BY variant, seed, key");
    while (query.executeStep()) {
        points.push_back(point_of(query));
    }
    return points;
}

} // namespace edgeloom::platform
