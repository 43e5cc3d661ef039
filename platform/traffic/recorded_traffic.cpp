#include "platform/traffic/recorded_traffic.hpp"

#include "abi/memory_map.hpp"
#include "platform/configuration/suggestion.hpp"
#include "platform/soc/picoseconds.hpp"
#include "platform/user_error.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <boost/format.hpp>

#include <filesystem>
#include <set>

namespace edgeloom::platform {

namespace {

namespace map = abi::memory_map;

// Of nothing but the columns that are asked for here.
class Recording {
public:
    explicit Recording(const std::string& path) : path_(path), database_(path, SQLite::OPEN_READONLY) {}

    [[nodiscard]] std::int64_t initiator(const std::string& name) {
        SQLite::Statement query(database_, "SELECT id, name FROM port WHERE side = 'initiator'");
        std::set<std::string> names;
        while (query.executeStep()) {
            if (query.getColumn(1).getString() == name) {
                return query.getColumn(0).getInt64();
            }
            names.insert(query.getColumn(1).getString());
        }
        throw UserError(path_ + ": no initiator '" + name + "'; did you mean " + nearest_name(name, names) + "?");
    }
    [[nodiscard]] std::uint64_t begin() {
        SQLite::Statement query(database_, "SELECT min(arrived_ps) FROM burst");
        query.executeStep();
        return static_cast<std::uint64_t>(query.getColumn(0).getInt64());
    }
    template <class Take>
    void for_each(std::int64_t initiator, Take take) {
        SQLite::Statement query(database_, "SELECT arrived_ps, address, bytes, is_write FROM burst "
                                           "WHERE initiator = ? ORDER BY arrived_ps, number");
        query.bind(1, initiator);
        while (query.executeStep()) {
            take(static_cast<std::uint64_t>(query.getColumn(0).getInt64()),
                 traffic::Request{.address = static_cast<std::uint64_t>(query.getColumn(1).getInt64()),
                                  .bytes = query.getColumn(2).getUInt(),
                                  .write = query.getColumn(3).getInt() != 0});
        }
    }

private:
    std::string path_;
    SQLite::Database database_;
};

// A memory that is smaller now than it was then.
void check_end(const std::string& database, const abi::Region& region, std::uint64_t bytes,
               const traffic::Request& request) {
    const std::uint64_t end = request.address - region.base + request.bytes;
    if (end > bytes) {
        throw UserError((boost::format("%s: a transaction at 0x%08x: raise platform.%s.size from %d to %d B at least") %
                         database % request.address % region.name % bytes % end)
                            .str());
    }
}

bool lies_in(const traffic::Request& request, const abi::Region& region, std::uint64_t most_bytes) {
    return request.address >= region.base && request.address - region.base < most_bytes;
}

void place(traffic::Request& request, const std::string& database, const ReplayTargets& targets) {
    constexpr std::uint64_t room = 0x8000'0000; // for DRAM, up to the end of the address space
    if (lies_in(request, map::dram, room)) {
        check_end(database, map::dram, targets.dram_bytes, request);
    } else if (lies_in(request, map::sram, map::accelerator.base - map::sram.base)) {
        check_end(database, map::sram, targets.sram_bytes, request);
    } else {
        request.address = targets.sink_base + request.address % (targets.sink_bytes / 2);
    }
}

} // namespace

std::vector<traffic::Request> recorded_traffic(const std::string& database, const std::string& initiator,
                                               const ReplayTargets& targets) {
    if (!std::filesystem::is_regular_file(database)) {
        throw UserError(database + ": not there; `edgeloom run --trace --out DIR` writes DIR/transactions.sqlite");
    }
    try {
        Recording recording(database);
        std::vector<traffic::Request> requests;
        std::uint64_t last = recording.begin();
        recording.for_each(recording.initiator(initiator), [&](std::uint64_t arrived, traffic::Request request) {
            request.gap = picoseconds(arrived - last);
            last = arrived;
            place(request, database, targets);
            requests.push_back(request);
        });
        return requests;
    } catch (const SQLite::Exception& error) {
        throw UserError(database + ": not a database of transactions (" + error.what() + ")");
    }
}

} // namespace edgeloom::platform
