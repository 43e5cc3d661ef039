// Transactions as rows of a database.
#pragma once

#include "interconnect/interconnect.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace edgeloom::platform {

/// transactions.sqlite: table `burst` with the stations of every burst (see interconnect::Journey) in picoseconds,
/// table `port` with names, and view `transactions`, which joins them and has the parts of the latency in nanoseconds.
///
/// It grows under a temporary name. What goes wrong while the run goes on is told at its end.
class TransactionTable {
public:
    static constexpr const char* file = "transactions.sqlite";

    /// Throws UserError where the file cannot be created.
    TransactionTable(const std::filesystem::path& folder, const Interconnect& interconnect);

    void burst(std::uint64_t number, const interconnect::Journey& journey, std::uint64_t address, bool failed);
    /// Gives the file its name. Throws UserError where anything could not be written.
    void complete();

private:
    void name_ports();

    const Interconnect& interconnect_;
    std::filesystem::path path_;
    std::optional<SQLite::Database> database_;
    std::optional<SQLite::Statement> insert_;
    std::string error_;
};

} // namespace edgeloom::platform
