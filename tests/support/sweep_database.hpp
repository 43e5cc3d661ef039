// The database that an exploration leaves, made by hand.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace edgeloom::test {

/// A variant with a seed.
struct SweepPoint {
    std::int64_t variant = 0;
    std::int64_t seed = 1;
    nlohmann::ordered_json axes = nlohmann::ordered_json::object();
    nlohmann::ordered_json figures = nlohmann::ordered_json::object();
    std::string outcome = "done";
    std::string reason = {};
    std::string configuration = "name: small\n";
};

class SweepDatabase {
public:
    /// In `folder`: an exploration named small, of the axis network.format.width, with the objectives accuracy (most)
    /// and edges (least), without points.
    explicit SweepDatabase(const std::filesystem::path& folder);

    /// Sets what the table `sweep` has under a name.
    void set(const std::string& name, const std::string& value);
    /// Returns the key of the point.
    std::string add(const SweepPoint& point);
    void execute(const std::string& sql) { database_.exec(sql); }

    /// The key that `add` gives a point.
    [[nodiscard]] static std::string key(std::int64_t variant, std::int64_t seed);

private:
    SQLite::Database database_;
};

} // namespace edgeloom::test
