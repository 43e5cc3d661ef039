// The bus: initiators on one side, targets at their addresses on the other, a timing policy between.
#pragma once

#include "abi/memory_map.hpp"
#include "interconnect/timing.hpp"

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace edgeloom {

/// TLM-2.0 base protocol, blocking transport, DMI and debug transport. An access outside all regions, or across the
/// end of one, gets an address error response. Targets see addresses relative to their region's base.
class Interconnect : public sc_core::sc_module {
public:
    struct Config {
        std::vector<std::string> initiators;
        std::vector<abi::Region> targets;
    };

    /// What went through a port. Clocks are the timing policy's business: times are given.
    struct Statistics {
        std::string name;
        std::uint64_t transactions = 0;
        std::uint64_t bytes = 0;
        std::uint64_t errors = 0;
        sc_core::sc_time busy;       ///< data were on the port
        sc_core::sc_time contention; ///< transactions waited for busy ports
    };

    /// An access that was answered with an error.
    struct BadAccess {
        std::string initiator;
        std::uint64_t address;
        bool write;
    };

    Interconnect(sc_core::sc_module_name name, const Config& config, std::unique_ptr<interconnect::Timing> timing);

    /// Where initiator number `index` of the configuration is bound to.
    [[nodiscard]] tlm::tlm_target_socket<>& initiator_port(std::size_t index) { return in_.at(index); }
    /// What target number `index` of the configuration is bound to.
    [[nodiscard]] tlm::tlm_initiator_socket<>& target_port(std::size_t index) { return out_.at(index); }

    [[nodiscard]] const std::vector<abi::Region>& targets() const { return config_.targets; }
    [[nodiscard]] const std::vector<Statistics>& initiator_statistics() const { return initiator_statistics_; }
    [[nodiscard]] const std::vector<Statistics>& target_statistics() const { return target_statistics_; }
    [[nodiscard]] const std::optional<BadAccess>& last_bad_access() const { return last_bad_access_; }

private:
    using In = tlm_utils::simple_target_socket_tagged<Interconnect>;
    using Out = tlm_utils::simple_initiator_socket_tagged<Interconnect>;

    void b_transport(int tag, tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay);
    [[nodiscard]] bool get_direct_mem_ptr(int initiator, tlm::tlm_generic_payload& transaction, tlm::tlm_dmi& dmi);
    [[nodiscard]] unsigned transport_dbg(int initiator, tlm::tlm_generic_payload& transaction);
    void invalidate(int target, sc_dt::uint64 start, sc_dt::uint64 end);
    [[nodiscard]] std::optional<std::size_t> target_of(std::uint64_t address, std::uint64_t length) const;
    void forward(std::size_t target, tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay,
                 const interconnect::Passage& passage);
    void count(std::size_t initiator, std::size_t target, std::uint64_t bytes, const interconnect::Passage& passage);
    void note_error(std::size_t initiator, std::optional<std::size_t> target,
                    const tlm::tlm_generic_payload& transaction);

    Config config_;
    std::unique_ptr<interconnect::Timing> timing_;
    std::deque<In> in_;
    std::deque<Out> out_;
    std::vector<Statistics> initiator_statistics_;
    std::vector<Statistics> target_statistics_;
    std::optional<BadAccess> last_bad_access_;
};

} // namespace edgeloom
