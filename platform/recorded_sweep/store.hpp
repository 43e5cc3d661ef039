// Where a sweep keeps its results.
#pragma once

#include "platform/recorded_sweep/recorded_sweep.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// The file of a sweep in a folder. What was put is there whatever happens to the process afterwards.
class Store {
public:
    /// Opens the results of an earlier try, or makes a new file. Throws UserError where that fails, or where what is
    /// there is something else.
    explicit Store(const std::filesystem::path& folder);

    /// Says what sweep the points are of, in place of what an earlier try said.
    void describe(const SweepDescription& description);
    /// All of them or none. Replaces those with the same keys.
    void put(const std::vector<Point>& points);
    /// Those that are there, by key.
    [[nodiscard]] std::map<std::string, Point> points() const;
    /// Where nothing is missing any more: writes the file anew with the points of these keys alone, by variant and
    /// seed, so that its bytes do not tell in which order they were found. Nothing can be put afterwards.
    void complete(const SweepDescription& description, const std::vector<std::string>& keys);

private:
    std::filesystem::path path_;
    std::unique_ptr<SQLite::Database> database_;
};

} // namespace edgeloom::platform
