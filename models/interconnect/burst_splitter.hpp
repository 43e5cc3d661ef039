// Cuts an initiator's bursts where they cross a boundary.
#pragma once

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace edgeloom::interconnect {

/// Stands between an initiator and its port of the interconnect, which sees the pieces as bursts of their own. The
/// initiator sees one answer: when the last piece is answered, with the first error of any. Blocking transport issues
/// all pieces at once where the bus tells beforehand when each is done, and otherwise one after the other; phases issue
/// the next piece when the one before has left. Transactions with byte enables or a streaming width pass whole.
class BurstSplitter : public sc_core::sc_module, private tlm::tlm_mm_interface {
public:
    tlm_utils::simple_target_socket<BurstSplitter> from;
    tlm_utils::simple_initiator_socket<BurstSplitter> to;

    SC_HAS_PROCESS(BurstSplitter);
    /// @param boundary in bytes, a power of two
    BurstSplitter(sc_core::sc_module_name name, std::uint64_t boundary);

private:
    using Payload = tlm::tlm_generic_payload;

    class Piece {
    public:
        ~Piece();
        Payload payload;
    };
    // A transaction of the initiator's and what it has been cut into.
    struct Whole {
        Payload* transaction = nullptr;
        std::vector<std::unique_ptr<Piece>> pieces; // as many as were ever needed
        std::size_t count = 0;                      // of those in use
        std::size_t sent = 0;
        std::size_t answered = 0;
        sc_core::sc_time ready; // when the last answer so far is there

        [[nodiscard]] Payload& piece(std::size_t number) { return pieces[number]->payload; }
    };

    [[nodiscard]] bool stays_whole(const Payload& transaction) const;
    void cut(Whole& whole);
    static void put_together(Whole& whole);
    [[nodiscard]] Whole& board(Payload& transaction);

    void b_transport(Payload& transaction, sc_core::sc_time& delay);
    tlm::tlm_sync_enum nb_transport_fw(Payload& transaction, tlm::tlm_phase& phase, sc_core::sc_time& delay);
    tlm::tlm_sync_enum nb_transport_bw(Payload& piece, tlm::tlm_phase& phase, sc_core::sc_time& delay);
    [[nodiscard]] bool get_direct_mem_ptr(Payload& transaction, tlm::tlm_dmi& dmi);
    [[nodiscard]] unsigned transport_dbg(Payload& transaction);
    void invalidate(sc_dt::uint64 first, sc_dt::uint64 last);
    void send();
    void taken(const sc_core::sc_time& delay);
    void answered(const sc_core::sc_time& delay);
    void respond();
    void land(Whole& whole);
    void free(Payload* /*piece*/) override {} // is its transaction's

    std::uint64_t boundary_;
    std::deque<Whole> wholes_;
    std::vector<Whole*> unused_;
    std::deque<Whole*> on_their_way_; // in the order in which they were issued
    Whole* sending_ = nullptr;        // its pieces have not all been taken
    bool untaken_ = false;            // its last piece sent has not
    bool held_ = false;               // an answer, until END_RESP
    sc_core::sc_event next_;
    sc_core::sc_event answer_;
};

} // namespace edgeloom::interconnect
