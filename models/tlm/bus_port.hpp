// An initiator's socket for a thread that has several transactions on their way.
#pragma once

#include "tlm/initiator.hpp"
#include "tlm/readiness.hpp"
#include "tlm/thread_pool.hpp"

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_initiator_socket.h>

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom {

/// How transactions are sent. Results are the same on a bus that times both alike.
enum class Protocol : std::uint8_t {
    blocking,   ///< b_transport, which tells at once when the answer will be there
    four_phase, ///< nb_transport: the answer comes when it comes
};

class BusPort : public sc_core::sc_module, private tlm::tlm_mm_interface {
public:
    /// A transaction, to be used again and again.
    class Transfer {
    public:
        ~Transfer();

        /// The answer is there, or it is known when it will be.
        [[nodiscard]] bool answered() const { return answered_; }
        /// When it is there.
        [[nodiscard]] const sc_core::sc_time& ready() const { return ready_; }
        [[nodiscard]] bool ok() const { return transaction_.is_response_ok(); }
        /// It has been answered.
        [[nodiscard]] const sc_core::sc_event& event() const { return event_; }

    private:
        friend BusPort;
        tlm::tlm_generic_payload transaction_;
        sc_core::sc_time ready_;
        sc_core::sc_event event_;
        bool answered_ = true;
    };

    tlm_utils::simple_initiator_socket<BusPort> socket;

    /// @param initiator of all transactions; stays its owner's
    BusPort(sc_core::sc_module_name name, Protocol protocol, Initiator& initiator);
    ~BusPort() override;

    /// Sends it when the one before has been taken. `data` must stay until it is answered. From a thread.
    /// @param delay from now; blocking transport only
    void send(Transfer& transfer, tlm::tlm_command command, std::uint64_t address, std::span<std::uint8_t> data,
              const sc_core::sc_time& delay = sc_core::SC_ZERO_TIME);
    /// Likewise, but goes on while the target holds the transaction: with blocking transport, a thread of the port's
    /// own makes the call.
    void send_aside(Transfer& transfer, tlm::tlm_command command, std::uint64_t address, std::span<std::uint8_t> data);
    /// Whether send() will return without a wait in simulated time. For blocking transport; no target that may hold its
    /// callers need say so.
    [[nodiscard]] bool is_taken_at_once(tlm::tlm_command command, std::uint64_t address, std::span<std::uint8_t> data,
                                        const sc_core::sc_time& delay);
    /// One that was not answered when it had been sent is.
    [[nodiscard]] const sc_core::sc_event& answer() const { return answer_; }
    /// Nothing is on its way that is not answered.
    [[nodiscard]] bool is_idle() const { return on_their_way_.empty(); }
    /// Waits until it is.
    void drain();

private:
    // What a target is known to take at once, unless others get to run.
    struct Room {
        std::uint64_t delta = 0; ///< count of delta cycles
        std::uint64_t address = 0;
        std::uint64_t longest = 0; ///< transaction
        std::uint64_t bytes = 0;   ///< all in all
    };

    void prepare(Transfer& transfer, tlm::tlm_command command, std::uint64_t address, std::span<std::uint8_t> data);
    [[nodiscard]] std::uint64_t ask(tlm::tlm_command command, std::uint64_t address, std::span<std::uint8_t> data,
                                    const sc_core::sc_time& delay);
    void use_room(const tlm::tlm_generic_payload& transaction);
    void set_off(Transfer& transfer);
    void send_blocking(Transfer& transfer, sc_core::sc_time delay);
    void send_by_phases(Transfer& transfer);
    tlm::tlm_sync_enum backward(tlm::tlm_generic_payload& transaction, tlm::tlm_phase& phase, sc_core::sc_time& delay);
    void take_answer(tlm::tlm_generic_payload& transaction, const sc_core::sc_time& delay);
    void free(tlm::tlm_generic_payload* /*transaction*/) override {} // is its transfer's

    Protocol protocol_;
    Initiator& initiator_;
    tlm::tlm_generic_payload question_;
    Readiness readiness_;
    Room room_;
    std::vector<Transfer*> on_their_way_;
    const tlm::tlm_generic_payload* untaken_ = nullptr; // the last request, until END_REQ
    ThreadPool callers_;
    sc_core::sc_event taken_;
    sc_core::sc_event answer_;
    sc_core::sc_event drained_;
};

} // namespace edgeloom
