// The database of a sweep's results (docs/explore.md): how what is known lies in its tables.
#pragma once

#include "platform/recorded_sweep/recorded_sweep.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <functional>
#include <vector>

namespace edgeloom::platform {

/// Does something with the database in a file. What goes wrong becomes a UserError, in a line that names the file: it
/// is the disk, or the file is something else or damaged.
void with_database(const std::filesystem::path& path, const std::function<void()>& work);

void create_tables(SQLite::Database& database);
/// Throws UserError where the tables are not those of this version.
void require_tables(SQLite::Database& database);

void write_description(SQLite::Database& database, const SweepDescription& description);
/// Replaces those with the same keys.
void write_points(SQLite::Database& database, const std::vector<Point>& points);

/// What is missing stays empty.
[[nodiscard]] SweepDescription read_description(SQLite::Database& database);
/// By variant and seed.
[[nodiscard]] std::vector<Point> read_points(SQLite::Database& database);

} // namespace edgeloom::platform
