#include "platform/recorded_sweep/sweep_reader.hpp"

#include "platform/recorded_sweep/sweep_tables.hpp"
#include "platform/user_error.hpp"

#include <functional>

namespace edgeloom::platform {

namespace fs = std::filesystem;

namespace {

void read(const fs::path& folder, const std::function<void(SQLite::Database&)>& work) {
    constexpr int patience = 5000; // milliseconds, for a sweep that is just writing
    const fs::path path = folder / sweep_file;
    if (!holds_sweep(folder)) {
        throw UserError(path.string() + ": no such file; `edgeloom explore` makes it");
    }
    with_database(path, [&] {
        SQLite::Database database(path.string(), SQLite::OPEN_READONLY, patience);
        database.exec("BEGIN");
        require_tables(database);
        work(database);
    });
}

} // namespace

bool holds_sweep(const fs::path& folder) {
    std::error_code error;
    return fs::exists(folder / sweep_file, error);
}

RecordedSweep read_recorded_sweep(const fs::path& folder) {
    RecordedSweep sweep;
    read(folder, [&](SQLite::Database& database) {
        sweep.description = read_description(database);
        sweep.variants = by_variant(read_points(database));
    });
    return sweep;
}

std::vector<Point> read_points(const fs::path& folder) {
    std::vector<Point> points;
    read(folder, [&](SQLite::Database& database) { points = read_points(database); });
    return points;
}

} // namespace edgeloom::platform
