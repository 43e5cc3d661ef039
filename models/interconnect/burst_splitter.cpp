#include "interconnect/burst_splitter.hpp"

#include "tlm/initiator.hpp"
#include "tlm/readiness.hpp"

#include <algorithm>

namespace edgeloom::interconnect {

using sc_core::sc_time;

BurstSplitter::Piece::~Piece() {
    payload.clear_extension<Initiator>(nullptr); // the payload would free it
}

BurstSplitter::BurstSplitter(sc_core::sc_module_name name, std::uint64_t boundary)
    : sc_module(name),
      from("from"),
      to("to"),
      boundary_(boundary),
      next_("next"),
      answer_("answer") {
    from.register_b_transport(this, &BurstSplitter::b_transport);
    from.register_nb_transport_fw(this, &BurstSplitter::nb_transport_fw);
    from.register_get_direct_mem_ptr(this, &BurstSplitter::get_direct_mem_ptr);
    from.register_transport_dbg(this, &BurstSplitter::transport_dbg);
    to.register_nb_transport_bw(this, &BurstSplitter::nb_transport_bw);
    to.register_invalidate_direct_mem_ptr(this, &BurstSplitter::invalidate);
    SC_METHOD(send);
    sensitive << next_;
    dont_initialize();
    SC_METHOD(respond);
    sensitive << answer_;
    dont_initialize();
}

// ---- pieces ----

bool BurstSplitter::stays_whole(const Payload& transaction) const {
    return transaction.get_byte_enable_ptr() != nullptr ||
           transaction.get_streaming_width() < transaction.get_data_length() ||
           transaction.get_address() % boundary_ + transaction.get_data_length() <= boundary_;
}

void BurstSplitter::cut(Whole& whole) {
    Payload& transaction = *whole.transaction;
    const bool whole_piece = stays_whole(transaction);
    std::uint64_t done = 0;
    do {
        if (whole.count == whole.pieces.size()) {
            whole.pieces.push_back(std::make_unique<Piece>());
            whole.pieces.back()->payload.set_mm(this);
        }
        Payload& piece = whole.piece(whole.count++);
        const std::uint64_t address = transaction.get_address() + done;
        const std::uint64_t left = transaction.get_data_length() - done;
        const std::uint64_t bytes = whole_piece ? left : std::min(left, boundary_ - address % boundary_);
        piece.set_command(transaction.get_command());
        piece.set_address(address);
        piece.set_data_ptr(transaction.get_data_ptr() + done);
        piece.set_data_length(static_cast<unsigned>(bytes));
        piece.set_streaming_width(whole_piece ? transaction.get_streaming_width() : static_cast<unsigned>(bytes));
        piece.set_byte_enable_ptr(transaction.get_byte_enable_ptr());
        piece.set_byte_enable_length(transaction.get_byte_enable_length());
        piece.set_dmi_allowed(false);
        piece.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
        piece.set_extension(transaction.get_extension<Initiator>());
        done += bytes;
    } while (done < transaction.get_data_length());
}

// The answer of all pieces.
void BurstSplitter::put_together(Whole& whole) {
    bool direct = true;
    whole.transaction->set_response_status(tlm::TLM_OK_RESPONSE);
    for (std::size_t number = 0; number < whole.count; ++number) {
        const Payload& piece = whole.piece(number);
        direct = direct && piece.is_dmi_allowed();
        if (whole.transaction->is_response_ok()) {
            whole.transaction->set_response_status(piece.get_response_status());
        }
    }
    whole.transaction->set_dmi_allowed(direct);
}

BurstSplitter::Whole& BurstSplitter::board(Payload& transaction) {
    if (unused_.empty()) {
        unused_.push_back(&wholes_.emplace_back());
    }
    Whole& whole = *unused_.back();
    unused_.pop_back();
    whole.transaction = &transaction;
    whole.count = whole.sent = whole.answered = 0;
    cut(whole);
    return whole;
}

void BurstSplitter::land(Whole& whole) {
    for (std::size_t number = 0; number < whole.count; ++number) {
        whole.piece(number).clear_extension<Initiator>(nullptr);
    }
    unused_.push_back(&whole);
}

// ---- blocking ----

// One transaction after the other: where a target holds a piece, no piece of the next one may overtake.
void BurstSplitter::b_transport(Payload& transaction, sc_time& delay) {
    const sc_time issued = sc_core::sc_time_stamp() + delay;
    sc_time done = issued;
    Whole& whole = board(transaction);
    on_their_way_.push_back(&whole);
    while (on_their_way_.front() != &whole) {
        sc_core::wait(answer_);
    }
    for (std::size_t number = 0; number < whole.count; ++number) {
        sc_time ahead = std::max(issued, sc_core::sc_time_stamp()) - sc_core::sc_time_stamp();
        to->b_transport(whole.piece(number), ahead);
        done = std::max(done, sc_core::sc_time_stamp() + ahead);
    }
    delay = done - sc_core::sc_time_stamp();
    put_together(whole);
    on_their_way_.pop_front();
    land(whole);
    answer_.notify(sc_core::SC_ZERO_TIME);
}

bool BurstSplitter::get_direct_mem_ptr(Payload& transaction, tlm::tlm_dmi& dmi) {
    return to->get_direct_mem_ptr(transaction, dmi);
}

unsigned BurstSplitter::transport_dbg(Payload& transaction) {
    if (transaction.get_extension<Readiness>() != nullptr && !stays_whole(transaction)) {
        return 0; // of pieces nobody knows
    }
    return to->transport_dbg(transaction);
}

void BurstSplitter::invalidate(sc_dt::uint64 first, sc_dt::uint64 last) {
    from->invalidate_direct_mem_ptr(first, last);
}

// ---- by phases ----

tlm::tlm_sync_enum BurstSplitter::nb_transport_fw(Payload& transaction, tlm::tlm_phase& phase, sc_time& delay) {
    if (phase == tlm::END_RESP) {
        held_ = false;
        answer_.notify(delay);
        return tlm::TLM_COMPLETED;
    }
    transaction.acquire();
    Whole& whole = board(transaction);
    on_their_way_.push_back(&whole);
    sending_ = &whole;
    next_.notify(delay);
    return tlm::TLM_ACCEPTED;
}

void BurstSplitter::send() {
    Payload& piece = sending_->piece(sending_->sent++);
    piece.acquire();
    untaken_ = true;
    tlm::tlm_phase phase = tlm::BEGIN_REQ;
    sc_time delay;
    const tlm::tlm_sync_enum status = to->nb_transport_fw(piece, phase, delay);
    if (status == tlm::TLM_UPDATED) {
        static_cast<void>(nb_transport_bw(piece, phase, delay));
    } else if (status == tlm::TLM_COMPLETED) {
        taken(delay);
        answered(delay);
    }
}

tlm::tlm_sync_enum BurstSplitter::nb_transport_bw(Payload& piece, tlm::tlm_phase& phase, sc_time& delay) {
    const bool last_sent = untaken_ && &piece == &sending_->piece(sending_->sent - 1);
    if (last_sent) { // also where END_REQ is implied
        taken(delay);
    }
    if (phase == tlm::END_REQ) {
        return tlm::TLM_ACCEPTED;
    }
    answered(delay);
    return tlm::TLM_COMPLETED;
}

void BurstSplitter::taken(const sc_time& delay) {
    untaken_ = false;
    if (sending_->sent < sending_->count) {
        next_.notify(delay);
        return;
    }
    Payload& transaction = *sending_->transaction;
    sending_ = nullptr;
    tlm::tlm_phase phase = tlm::END_REQ;
    sc_time left = delay;
    static_cast<void>(from->nb_transport_bw(transaction, phase, left));
}

// Answers come in the order in which the pieces were issued.
void BurstSplitter::answered(const sc_time& delay) {
    Whole& whole = **std::ranges::find_if(on_their_way_, [](const Whole* one) { return one->answered < one->count; });
    ++whole.answered;
    whole.piece(whole.answered - 1).release();
    whole.ready = sc_core::sc_time_stamp() + delay;
    answer_.notify(delay);
}

// The oldest transactions whose pieces are all answered, one at a time until the initiator lets the next one come.
void BurstSplitter::respond() {
    while (!held_ && !on_their_way_.empty() && on_their_way_.front()->answered == on_their_way_.front()->count) {
        Whole& whole = *on_their_way_.front();
        if (whole.ready > sc_core::sc_time_stamp()) {
            answer_.notify(whole.ready - sc_core::sc_time_stamp());
            return;
        }
        on_their_way_.pop_front();
        put_together(whole);
        Payload& transaction = *whole.transaction;
        tlm::tlm_phase phase = tlm::BEGIN_RESP;
        sc_time delay;
        const tlm::tlm_sync_enum status = from->nb_transport_bw(transaction, phase, delay);
        held_ = status == tlm::TLM_ACCEPTED;
        transaction.release();
        land(whole);
    }
}

} // namespace edgeloom::interconnect
