#include "platform/recorded_sweep/store.hpp"

#include "platform/recorded_sweep/sweep_reader.hpp"
#include "platform/recorded_sweep/sweep_tables.hpp"
#include "platform/user_error.hpp"

namespace edgeloom::platform {

namespace {

namespace fs = std::filesystem;

void remove_database(const fs::path& path) {
    std::error_code ignored;
    fs::remove(path, ignored);
    fs::remove(path.string() + "-journal", ignored);
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

} // namespace

Store::Store(const fs::path& folder) : path_(folder / sweep_file) {
    with_database(path_, [&] {
        database_ = std::make_unique<SQLite::Database>(path_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        constexpr int patience_ms = 10'000;
        database_->setBusyTimeout(patience_ms);
        const bool is_new = database_->execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
        if (!is_new) {
            require_tables(*database_);
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

void Store::describe(const SweepDescription& description) {
    with_database(path_, [&] {
        SQLite::Transaction transaction(*database_);
        write_description(*database_, description);
        transaction.commit();
    });
}

void Store::put(const std::vector<Point>& points) {
    with_database(path_, [&] {
        SQLite::Transaction transaction(*database_);
        write_points(*database_, points);
        transaction.commit();
    });
}

std::map<std::string, Point> Store::points() const {
    std::map<std::string, Point> points;
    with_database(path_, [&] {
        for (Point& point : read_points(*database_)) {
            points.emplace(point.key, std::move(point));
        }
    });
    return points;
}

void Store::complete(const SweepDescription& description, const std::vector<std::string>& keys) {
    const fs::path temporary = path_.string() + ".part";
    remove_database(temporary); // of an earlier try
    with_database(path_, [&] {
        try {
            SQLite::Database whole(temporary.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            attach(whole, path_);
            SQLite::Transaction transaction(whole);
            create_tables(whole);
            write_description(whole, description);
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

} // namespace edgeloom::platform
