// The bus: initiators on one side, targets at their addresses on the other, a timing policy between.
#pragma once

#include "abi/memory_map.hpp"
#include "interconnect/approximately_timed.hpp"
#include "interconnect/arbitration.hpp"
#include "interconnect/ends.hpp"
#include "interconnect/kind.hpp"
#include "interconnect/port_config.hpp"
#include "interconnect/probe/probe.hpp"
#include "interconnect/timing.hpp"
#include "tlm/readiness.hpp"

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace edgeloom {

/// TLM-2.0 base protocol. An access outside all regions, or across the end of one, gets an address error response.
/// Targets see addresses relative to their region's base. Loosely timed and untimed, transactions go through by
/// blocking transport (what comes as nb_transport is converted); approximately timed, by either.
class Interconnect : public sc_core::sc_module, private interconnect::Ends {
public:
    using Kind = interconnect::Kind;

    struct Initiator {
        std::string name;
        interconnect::PortConfig port = {};
    };
    struct Target {
        abi::Region region;
        interconnect::PortConfig port = {};
        bool blocking = true; ///< knows only b_transport
    };
    struct Config {
        std::vector<Initiator> initiators;
        std::vector<Target> targets;
        Kind kind = Kind::untimed;
        sc_core::sc_time clock = sc_core::sc_time(10, sc_core::SC_NS);
        interconnect::Arbitration arbitration = interconnect::Arbitration::round_robin;
    };

    /// An access that was answered with an error.
    struct BadAccess {
        std::string initiator;
        std::uint64_t address;
        bool write;
    };

    /// Hears of every burst when it is done: of its stations, and the transaction with its address on the bus.
    using Listener = std::function<void(const interconnect::Journey&, const tlm::tlm_generic_payload&)>;

    Interconnect(sc_core::sc_module_name name, const Config& config);

    /// Where initiator number `index` of the configuration is bound to.
    [[nodiscard]] tlm::tlm_target_socket<>& initiator_port(std::size_t index) { return in_.at(index); }
    /// What target number `index` of the configuration is bound to.
    [[nodiscard]] tlm::tlm_initiator_socket<>& target_port(std::size_t index) { return out_.at(index); }

    [[nodiscard]] const Config& config() const { return config_; }
    /// How long bursts occupy the channels.
    [[nodiscard]] const interconnect::Crossbar& crossbar() const { return crossbar_; }
    /// What went through the ports.
    [[nodiscard]] const interconnect::Probe& probe() const { return probe_; }
    void on_burst(Listener listener) { listener_ = std::move(listener); }
    [[nodiscard]] const std::optional<BadAccess>& last_bad_access() const { return last_bad_access_; }

private:
    using In = tlm_utils::simple_target_socket_tagged<Interconnect>;
    using Out = tlm_utils::simple_initiator_socket_tagged<Interconnect>;
    using Payload = tlm::tlm_generic_payload;

    void add_ports();
    void build_transport();
    [[nodiscard]] std::optional<std::size_t> decode(std::size_t initiator, Payload& transaction);
    [[nodiscard]] std::uint64_t offset(std::size_t target, const Payload& transaction) const;
    void b_transport(int initiator, Payload& transaction, sc_core::sc_time& delay);
    void pass(std::size_t initiator, std::size_t target, Payload& transaction, sc_core::sc_time& delay);
    tlm::tlm_sync_enum nb_transport_fw(int initiator, Payload& transaction, tlm::tlm_phase& phase,
                                       sc_core::sc_time& delay);
    tlm::tlm_sync_enum nb_transport_bw(int target, Payload& transaction, tlm::tlm_phase& phase,
                                       sc_core::sc_time& delay);
    [[nodiscard]] bool get_direct_mem_ptr(int initiator, Payload& transaction, tlm::tlm_dmi& dmi);
    [[nodiscard]] unsigned transport_dbg(int initiator, Payload& transaction);
    void ask(std::size_t initiator, std::size_t target, Payload& transaction, Readiness& question);
    void invalidate(int target, sc_dt::uint64 start, sc_dt::uint64 end);
    [[nodiscard]] std::optional<std::size_t> target_of(std::uint64_t address, std::uint64_t length) const;
    void note_error(std::size_t initiator, const Payload& transaction);

    // interconnect::Ends
    void call(std::size_t target, Payload& transaction, sc_core::sc_time& delay) override;
    tlm::tlm_sync_enum to_target(std::size_t target, Payload& transaction, tlm::tlm_phase& phase,
                                 sc_core::sc_time& delay) override;
    tlm::tlm_sync_enum to_initiator(std::size_t initiator, Payload& transaction, tlm::tlm_phase& phase,
                                    sc_core::sc_time& delay) override;
    void finished(const interconnect::Journey& journey, const Payload& transaction) override;

    Config config_;
    interconnect::Crossbar crossbar_;
    std::deque<In> in_;
    std::deque<Out> out_;
    std::unique_ptr<interconnect::Timing> timing_; // of blocking transport
    std::unique_ptr<interconnect::ApproximatelyTimed> approximately_timed_;
    interconnect::Probe probe_;
    Listener listener_;
    std::optional<BadAccess> last_bad_access_;
};

} // namespace edgeloom
