#include "platform/trace/transaction_table.hpp"

#include "platform/soc/picoseconds.hpp"
#include "platform/user_error.hpp"

#include <algorithm>
#include <system_error>

namespace edgeloom::platform {

namespace {

// Nothing but the whole file counts: no journal, no waiting for the disk.
constexpr const char* schema = R"sql(
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE port (side TEXT NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (side, id)) WITHOUT ROWID;
CREATE TABLE burst (
  number INTEGER PRIMARY KEY, initiator INTEGER NOT NULL, target INTEGER NOT NULL, is_write INTEGER NOT NULL,
  address INTEGER NOT NULL, bytes INTEGER NOT NULL, failed INTEGER NOT NULL, arrived_ps INTEGER NOT NULL,
  entered_ps INTEGER NOT NULL, granted_ps INTEGER NOT NULL, requested_ps INTEGER NOT NULL, ready_ps INTEGER NOT NULL,
  answered_ps INTEGER NOT NULL, returning_ps INTEGER NOT NULL, done_ps INTEGER NOT NULL, queueing_ps INTEGER NOT NULL);
CREATE VIEW transactions AS
  SELECT number, initiator.name AS initiator, target.name AS target,
         CASE is_write WHEN 1 THEN 'write' ELSE 'read' END AS command, printf('0x%08x', address) AS address, bytes, failed,
         arrived_ps / 1000.0 AS begin_ns, done_ps / 1000.0 AS end_ns, (done_ps - arrived_ps) / 1000.0 AS latency_ns,
         queueing_ps / 1000.0 AS queueing_ns,
         (done_ps - arrived_ps - queueing_ps - (ready_ps - requested_ps)) / 1000.0 AS transfer_ns,
         (ready_ps - requested_ps) / 1000.0 AS service_ns
  FROM burst
  JOIN port AS initiator ON initiator.side = 'initiator' AND initiator.id = burst.initiator
  JOIN port AS target ON target.side = 'target' AND target.id = burst.target;
BEGIN;
)sql";

} // namespace

TransactionTable::TransactionTable(const std::filesystem::path& folder, const Interconnect& interconnect)
    : interconnect_(interconnect),
      path_(folder / file) {
    const std::filesystem::path temporary = path_.string() + ".part";
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored); // of a run that was killed
    try {
        database_.emplace(temporary.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database_->exec(schema);
        name_ports();
        insert_.emplace(*database_, "INSERT INTO burst VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    } catch (const SQLite::Exception& exception) {
        throw UserError(path_.string() + ": cannot be written (" + exception.what() + ")");
    }
}

void TransactionTable::name_ports() {
    SQLite::Statement insert(*database_, "INSERT INTO port VALUES (?, ?, ?)");
    const auto add = [&](const char* side, std::size_t id, const std::string& name) {
        SQLite::bind(insert, side, static_cast<std::int64_t>(id), name);
        insert.exec();
        insert.reset();
    };
    const Interconnect::Config& config = interconnect_.config();
    for (std::size_t i = 0; i < config.initiators.size(); ++i) {
        add("initiator", i, config.initiators[i].name);
    }
    for (std::size_t t = 0; t < config.targets.size(); ++t) {
        add("target", t, std::string(config.targets[t].region.name));
    }
}

void TransactionTable::burst(std::uint64_t number, const interconnect::Journey& journey, std::uint64_t address,
                             bool failed) {
    if (!error_.empty()) {
        return;
    }
    const auto picoseconds = [&grid = interconnect_.crossbar().grid](std::uint64_t clock) {
        return static_cast<std::int64_t>(in_picoseconds(grid.at(clock)));
    };
    const bool timed = interconnect_.config().kind != Interconnect::Kind::untimed;
    const auto integer = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    try {
        SQLite::bind(*insert_, integer(number), integer(journey.burst.initiator), integer(journey.burst.target),
                     journey.burst.write ? 1 : 0, integer(address), integer(journey.burst.bytes), failed ? 1 : 0,
                     picoseconds(journey.arrived), picoseconds(journey.entered), picoseconds(journey.granted),
                     picoseconds(journey.requested), picoseconds(journey.ready), picoseconds(journey.answered),
                     picoseconds(journey.returning), picoseconds(journey.done),
                     picoseconds(timed ? journey.waited_clocks() : 0));
        insert_->exec();
        insert_->reset();
    } catch (const SQLite::Exception& exception) {
        error_ = exception.what();
    }
}

void TransactionTable::complete() {
    const std::filesystem::path temporary = database_->getFilename();
    if (error_.empty()) {
        try {
            insert_.reset();
            database_->exec("COMMIT");
        } catch (const SQLite::Exception& exception) {
            error_ = exception.what();
        }
    }
    insert_.reset();
    database_.reset();
    std::error_code error;
    if (error_.empty()) {
        std::filesystem::rename(temporary, path_, error);
        error_ = error ? error.message() : std::string();
    }
    if (!error_.empty()) {
        std::filesystem::remove(temporary, error);
        throw UserError(path_.string() + ": cannot be written (" + error_ + ")");
    }
}

} // namespace edgeloom::platform
