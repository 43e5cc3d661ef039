#include "platform/explore/store.hpp"

#include "platform/user_error.hpp"

#include <SQLiteCpp/VariadicBind.h>

#include <functional>
#include <memory>

namespace edgeloom::platform::explore {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

namespace {

constexpr int format_version = 1; // of the file, as user_version
constexpr const char* tables = R"(
CREATE TABLE sweep(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE points(key TEXT PRIMARY KEY, variant INTEGER NOT NULL, seed INTEGER NOT NULL, level TEXT NOT NULL,
    axes TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, figures TEXT NOT NULL, configuration TEXT NOT NULL)
    WITHOUT ROWID;
)";

// SQLite's errors are those of the disk or of a file that is something else.
void guarded(const fs::path& path, const std::function<void()>& work) {
    try {
        work();
    } catch (const nlohmann::json::exception& error) {
        throw UserError(path.string() + ": damaged (" + error.what() + ")");
    } catch (const SQLite::Exception& error) {
        constexpr int input_output = 10; // SQLITE_IOERR
        throw UserError(path.string() + ": " + error.what() +
                        (error.getErrorCode() == input_output ? "; the disk may be full" : ""));
    }
}

void create_tables(SQLite::Database& database) {
    database.exec(tables);
    database.exec("PRAGMA user_version = " + std::to_string(format_version));
}

void remove_database(const fs::path& path) {
    std::error_code ignored;
    fs::remove(path, ignored);
    fs::remove(path.string() + "-journal", ignored);
}

std::int64_t integer(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

void write_description(SQLite::Database& database, const Sweep& sweep) {
    ordered_json axes = ordered_json::array();
    for (const Axis& axis : sweep.space.axes()) {
        axes.push_back(axis.name);
    }
    ordered_json objectives = ordered_json::array();
    for (const Objective& objective : sweep.objectives) {
        objectives.push_back({{"name", objective.figure},
                              {"unit", find_figure(objective.figure)->unit},
                              {"direction", in_words(objective.direction)}});
    }
    ordered_json constraints = ordered_json::array();
    for (const Constraint& constraint : sweep.constraints) {
        constraints.push_back(constraint.expression);
    }
    if (sweep.fits) {
        constraints.push_back("fits: " + sweep.part);
    }
    ordered_json infos = ordered_json::array();
    for (const FigureInfo& figure : figures()) {
        infos.push_back({{"name", figure.name}, {"unit", figure.unit}, {"meaning", figure.meaning}});
    }
    const std::map<std::string, std::string> values{{"name", sweep.name},
                                                    {"program", "edgeloom " EDGELOOM_VERSION},
                                                    {"document", sweep.document},
                                                    {"level", std::string(in_words(sweep.level))},
                                                    {"mode", std::string(in_words(sweep.search.mode))},
                                                    {"axes", axes.dump()},
                                                    {"objectives", objectives.dump()},
                                                    {"constraints", constraints.dump()},
                                                    {"figures", infos.dump()}};
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
        SQLite::bind(insert, point.key, integer(point.variant), integer(point.seed), std::string(in_words(point.level)),
                     point.axes.dump(), std::string(in_words(point.outcome)), point.reason,
                     ordered_json(point.figures).dump(), point.configuration);
        insert.exec();
        insert.reset();
    }
}

void attach(SQLite::Database& database, const fs::path& other) {
    SQLite::Statement statement(database, "ATTACH ? AS found");
    statement.bind(1, other.string());
    statement.exec();
}

// Those with these keys, of the database that is attached.
void copy_points(SQLite::Database& database, const std::vector<std::string>& keys) {
    database.exec("CREATE TEMP TABLE wanted(key TEXT PRIMARY KEY) WITHOUT ROWID");
    SQLite::Statement insert(database, "INSERT OR IGNORE INTO wanted VALUES (?)");
    for (const std::string& key : keys) {
        insert.bind(1, key);
        insert.exec();
        insert.reset();
    }
    database.exec("INSERT INTO main.points SELECT points.* FROM found.points JOIN wanted USING (key) "
                  "ORDER BY variant, seed, key");
}

Point point_of(SQLite::Statement& row) {
    int column = 0;
    const auto text = [&] { return row.getColumn(column++).getString(); };
    const auto number = [&] { return static_cast<std::uint64_t>(row.getColumn(column++).getInt64()); };
    Point point;
    point.key = text();
    point.variant = number();
    point.seed = number();
    point.level = level_of(text());
    point.axes = ordered_json::parse(text());
    point.outcome = outcome_of(text());
    point.reason = text();
    point.figures = ordered_json::parse(text()).get<Figures>();
    point.configuration = text();
    return point;
}

std::vector<Point> all_points(SQLite::Database& database) {
    std::vector<Point> points;
    SQLite::Statement query(database, "SELECT * FROM points ORDER BY variant, seed, key");
    while (query.executeStep()) {
        points.push_back(point_of(query));
    }
    return points;
}

void require_format(SQLite::Database& database, const fs::path& path) {
    const int version = database.execAndGet("PRAGMA user_version").getInt();
    if (version == 0) {
        throw UserError(path.string() + ": a database, but not of the results of a sweep");
    }
    if (version != format_version) {
        throw UserError(path.string() + ": version " + std::to_string(version) +
                        " of the results of a sweep; this program reads version " + std::to_string(format_version));
    }
}

} // namespace

Store::Store(const fs::path& folder) : path_(folder / file_name) {
    guarded(path_, [&] {
        database_ = std::make_unique<SQLite::Database>(path_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        constexpr int patience_ms = 10'000;
        database_->setBusyTimeout(patience_ms);
        const bool is_new = database_->execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
        if (!is_new) {
            require_format(*database_, path_);
        }
        database_->exec("PRAGMA journal_mode = WAL");
        database_->exec("PRAGMA synchronous = NORMAL"); // a killed process loses nothing
        if (is_new) {
            SQLite::Transaction transaction(*database_);
            create_tables(*database_);
            transaction.commit();
        }
    });
}

void Store::describe(const Sweep& sweep) {
    guarded(path_, [&] {
        SQLite::Transaction transaction(*database_);
        write_description(*database_, sweep);
        transaction.commit();
    });
}

void Store::put(const std::vector<Point>& points) {
    guarded(path_, [&] {
        SQLite::Transaction transaction(*database_);
        write_points(*database_, points);
        transaction.commit();
    });
}

std::map<std::string, Point> Store::points() const {
    std::map<std::string, Point> points;
    guarded(path_, [&] {
        for (Point& point : all_points(*database_)) {
            points.emplace(point.key, std::move(point));
        }
    });
    return points;
}

void Store::complete(const Sweep& sweep, const std::vector<std::string>& keys) {
    const fs::path temporary = path_.string() + ".part";
    remove_database(temporary); // of an earlier try
    guarded(path_, [&] {
        try {
            SQLite::Database whole(temporary.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            attach(whole, path_);
            SQLite::Transaction transaction(whole);
            create_tables(whole);
            write_description(whole, sweep);
            copy_points(whole, keys);
            transaction.commit();
        } catch (const SQLite::Exception&) {
            remove_database(temporary);
            throw;
        }
        database_->exec("PRAGMA journal_mode = DELETE"); // nothing beside the file that would belong to the old one
        database_.reset();
    });
    std::error_code error;
    fs::rename(temporary, path_, error);
    if (error) {
        throw UserError(path_.string() + ": cannot be replaced (" + error.message() + ")");
    }
}

std::vector<Point> read_points(const fs::path& folder) {
    const fs::path path = folder / Store::file_name;
    std::vector<Point> points;
    if (!fs::exists(path)) {
        throw UserError(path.string() + ": no such file; `edgeloom explore` makes it");
    }
    guarded(path, [&] {
        SQLite::Database database(path.string(), SQLite::OPEN_READONLY);
        require_format(database, path);
        points = all_points(database);
    });
    return points;
}

} // namespace edgeloom::platform::explore
