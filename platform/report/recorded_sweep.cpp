#include "platform/report/recorded_sweep.hpp"

#include "platform/user_error.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace edgeloom::report {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using platform::UserError;

namespace {

constexpr int known_version = 1;
constexpr int patience = 5000; // milliseconds, for an exploration that is just writing
constexpr std::size_t key_digits = 16;

bool is_key(const std::string& text) {
    return text.size() == key_digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// "out/" is "out".
std::string name_of(const fs::path& folder) {
    const fs::path normal = folder.lexically_normal();
    return (normal.has_filename() ? normal : normal.parent_path()).string();
}

Direction direction(const std::string& name, const std::string& where) {
    if (name != "maximise" && name != "minimise") {
        throw UserError(where + ": direction: found '" + name + "'; expected maximise or minimise");
    }
    return name == "maximise" ? Direction::maximise : Direction::minimise;
}

// All of one moment, even while the exploration goes on.
class SweepDatabase {
public:
    explicit SweepDatabase(const std::string& path) : path_(path), database_(path, SQLite::OPEN_READONLY, patience) {
        database_.exec("BEGIN");
        const int version = database_.execAndGet("PRAGMA user_version").getInt();
        if (version != known_version) {
            throw UserError(path_ + ": found version " + std::to_string(version) + " of the tables; expected " +
                            std::to_string(known_version));
        }
    }

    [[nodiscard]] std::string text(const std::string& name) { return find(name).value_or(""); }

    [[nodiscard]] std::vector<std::string> texts(const std::string& name) {
        return entries<std::string>(name, [](const ordered_json& entry) { return entry.get<std::string>(); });
    }

    [[nodiscard]] std::vector<Objective> objectives() {
        const std::string where = place("objectives");
        return entries<Objective>("objectives", [&](const ordered_json& entry) {
            return Objective{.figure = entry.at("name").get<std::string>(),
                             .unit = entry.value("unit", ""),
                             .direction = direction(entry.at("direction").get<std::string>(), where)};
        });
    }

    [[nodiscard]] std::vector<FigureMeaning> figures() {
        return entries<FigureMeaning>("figures", [](const ordered_json& entry) {
            return FigureMeaning{.name = entry.at("name").get<std::string>(),
                                 .unit = entry.value("unit", ""),
                                 .meaning = entry.value("meaning", "")};
        });
    }

    [[nodiscard]] std::vector<RecordedVariant> variants() {
        std::vector<RecordedVariant> found;
        SQLite::Statement query(database_, "SELECT variant, axes, key, seed, level, outcome, reason, configuration, "
                                           "figures FROM points ORDER BY variant, seed, key");
        while (query.executeStep()) {
            const std::int64_t number = query.getColumn(0).getInt64();
            const std::string where = "point " + query.getColumn(2).getString();
            if (found.empty() || found.back().number != number) {
                found.push_back({.number = number, .axes = object(query.getColumn(1).getString(), where + ": axes")});
            }
            found.back().points.push_back(point(query, where));
        }
        return found;
    }

private:
    [[nodiscard]] std::string place(const std::string& what) const { return path_ + ": " + what; }

    std::optional<std::string> find(const std::string& name) {
        SQLite::Statement query(database_, "SELECT value FROM sweep WHERE name = ?");
        query.bind(1, name);
        return query.executeStep() ? std::optional(query.getColumn(0).getString()) : std::nullopt;
    }

    [[nodiscard]] ordered_json json(const std::string& text, const std::string& what) const {
        ordered_json value = ordered_json::parse(text, nullptr, false);
        if (value.is_discarded()) {
            throw UserError(place(what) + ": not JSON");
        }
        return value;
    }

    [[nodiscard]] ordered_json object(const std::string& text, const std::string& what) const {
        ordered_json value = json(text, what);
        if (!value.is_object()) {
            throw UserError(place(what) + ": found a JSON " + value.type_name() + "; expected an object");
        }
        return value;
    }

    template <class Entry, class Make>
    std::vector<Entry> entries(const std::string& name, Make make) {
        const ordered_json list = json(find(name).value_or("[]"), name);
        if (!list.is_array()) {
            throw UserError(place(name) + ": found a JSON " + list.type_name() + "; expected an array");
        }
        std::vector<Entry> made;
        made.reserve(list.size());
        try {
            std::ranges::transform(list, std::back_inserter(made), make);
        } catch (const ordered_json::exception&) {
            throw UserError(place(name) + ": entry " + std::to_string(made.size() + 1) + " is not as expected");
        }
        return made;
    }

    [[nodiscard]] RecordedPoint point(SQLite::Statement& row, const std::string& where) const {
        RecordedPoint point{.key = row.getColumn(2).getString(),
                            .seed = row.getColumn(3).getInt64(),
                            .level = row.getColumn(4).getString(),
                            .outcome = row.getColumn(5).getString(),
                            .reason = row.getColumn(6).getString(),
                            .figures = {},
                            .configuration = row.getColumn(7).getString()};
        if (!is_key(point.key)) {
            throw UserError(place(where) + ": its key is not of 16 hexadecimal digits");
        }
        const ordered_json figures = object(row.getColumn(8).getString(), where + ": figures");
        for (const auto& [name, value] : figures.items()) {
            if (value.is_number()) { // what is no number in C++ is null in JSON
                point.figures.emplace(name, value.get<double>());
            }
        }
        return point;
    }

    std::string path_;
    SQLite::Database database_;
};

} // namespace

bool holds_sweep(const fs::path& folder) {
    std::error_code error;
    return fs::exists(folder / sweep_file, error);
}

RecordedSweep read_recorded_sweep(const fs::path& folder) {
    const std::string path = (folder / sweep_file).string();
    try {
        SweepDatabase database(path);
        return {.folder = name_of(folder),
                .name = database.text("name"),
                .program = database.text("program"),
                .document = database.text("document"),
                .level = database.text("level"),
                .mode = database.text("mode"),
                .axes = database.texts("axes"),
                .objectives = database.objectives(),
                .constraints = database.texts("constraints"),
                .figures = database.figures(),
                .variants = database.variants()};
    } catch (const SQLite::Exception& error) {
        throw UserError(path + ": not a database of an exploration (" + error.what() + ")");
    }
}

} // namespace edgeloom::report
