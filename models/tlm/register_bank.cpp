#include "tlm/register_bank.hpp"

#include "tlm/synchronise.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>

namespace edgeloom {

using abi::Access;

RegisterBank::RegisterBank(const abi::RegisterMap& map) {
    for (const abi::Register& reg : map.registers) {
        entries_.push_back({reg, reg.count, reg.reset, std::vector<std::uint32_t>(reg.count, reg.reset), {}, {}, {}});
    }
    std::ranges::sort(entries_, {}, [](const Entry& entry) { return entry.declaration.offset; });
}

RegisterBank::Entry& RegisterBank::entry_of(const abi::Register& reg) {
    const auto entry = std::ranges::find(entries_, reg.offset, [](const Entry& e) { return e.declaration.offset; });
    if (entry == entries_.end()) {
        throw std::logic_error("no register " + std::string(reg.name));
    }
    return *entry;
}

void RegisterBank::on_read(const abi::Register& reg, Read read) {
    entry_of(reg).read = std::move(read);
}
void RegisterBank::after_read(const abi::Register& reg, Effect effect) {
    entry_of(reg).effect = std::move(effect);
}
void RegisterBank::on_write(const abi::Register& reg, Write write) {
    entry_of(reg).write = std::move(write);
}
void RegisterBank::limit(const abi::Register& reg, std::uint32_t count) {
    entry_of(reg).count = count;
}

void RegisterBank::set_reset(const abi::Register& reg, std::uint32_t value) {
    Entry& entry = entry_of(reg);
    entry.reset = value;
    std::ranges::fill(entry.values, value);
}

std::uint32_t& RegisterBank::operator()(const abi::Register& reg, std::uint32_t index) {
    return entry_of(reg).values.at(index);
}

std::uint32_t RegisterBank::operator()(const abi::Register& reg, std::uint32_t index) const {
    return const_cast<RegisterBank*>(this)->entry_of(reg).values.at(index);
}

void RegisterBank::reset() {
    ++resets_;
    for (Entry& entry : entries_) {
        std::ranges::fill(entry.values, entry.reset);
    }
}

// Arrays may interleave (the per-junction blocks do), so several registers can begin below an offset.
std::optional<RegisterBank::Place> RegisterBank::find(std::uint64_t offset) {
    auto entry = std::ranges::upper_bound(entries_, offset, {}, [](const Entry& e) { return e.declaration.offset; });
    while (entry != entries_.begin()) {
        --entry;
        const std::uint64_t distance = offset - entry->declaration.offset;
        if (distance == 0 && entry->count > 0) {
            return Place{&*entry, 0};
        }
        const std::uint32_t stride = entry->declaration.stride;
        if (stride != 0 && distance % stride == 0 && distance / stride < entry->count) {
            return Place{&*entry, static_cast<std::uint32_t>(distance / stride)};
        }
    }
    return std::nullopt;
}

std::uint32_t RegisterBank::value_of(const Place& place) {
    return place.entry->read ? place.entry->read(place.index) : place.entry->values[place.index];
}

bool RegisterBank::store(const Place& place, std::uint32_t value) {
    Entry& entry = *place.entry;
    if (entry.declaration.access == Access::write_one_to_clear) {
        entry.values[place.index] &= ~value;
        return !entry.write || entry.write(place.index, value);
    }
    if (entry.write) {
        return entry.write(place.index, value);
    }
    entry.values[place.index] = value;
    return true;
}

// Lets simulated time catch up with an access that changes something, where that makes a difference. Returns false if a
// reset came first.
bool RegisterBank::let_time_catch_up(const tlm::tlm_generic_payload& transaction, bool callback,
                                     sc_core::sc_time& delay) {
    if ((callback && !ahead_) || !nothing_happens_within(delay)) {
        const std::uint64_t resets = resets_;
        synchronise(transaction, delay);
        return resets == resets_;
    }
    return true;
}

tlm::tlm_response_status RegisterBank::access(tlm::tlm_generic_payload& transaction, const Place& place,
                                              sc_core::sc_time& delay) {
    const Access rights = place.entry->declaration.access;
    std::uint32_t value = 0;
    if (transaction.is_write()) {
        if (rights == Access::read_only) {
            return tlm::TLM_COMMAND_ERROR_RESPONSE;
        }
        if (!let_time_catch_up(transaction, static_cast<bool>(place.entry->write), delay)) {
            return tlm::TLM_GENERIC_ERROR_RESPONSE;
        }
        now_ = sc_core::sc_time_stamp() + delay;
        std::memcpy(&value, transaction.get_data_ptr(), sizeof value);
        return store(place, value) ? tlm::TLM_OK_RESPONSE : tlm::TLM_GENERIC_ERROR_RESPONSE;
    }
    if (rights == Access::write_only || !transaction.is_read()) {
        return tlm::TLM_COMMAND_ERROR_RESPONSE;
    }
    if (place.entry->effect && !let_time_catch_up(transaction, true, delay)) {
        return tlm::TLM_GENERIC_ERROR_RESPONSE;
    }
    now_ = sc_core::sc_time_stamp() + delay;
    value = value_of(place);
    std::memcpy(transaction.get_data_ptr(), &value, sizeof value);
    if (place.entry->effect) {
        place.entry->effect(place.index, value);
    }
    return tlm::TLM_OK_RESPONSE;
}

void RegisterBank::b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) {
    const auto place = find(transaction.get_address());
    if (!place) {
        transaction.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
        return;
    }
    if (transaction.get_byte_enable_ptr() != nullptr) {
        transaction.set_response_status(tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
        return;
    }
    if (transaction.get_data_length() != sizeof(std::uint32_t) ||
        transaction.get_streaming_width() < sizeof(std::uint32_t)) {
        transaction.set_response_status(tlm::TLM_BURST_ERROR_RESPONSE);
        return;
    }
    transaction.set_response_status(access(transaction, *place, delay));
}

unsigned RegisterBank::transport_dbg(tlm::tlm_generic_payload& transaction) {
    const unsigned length = transaction.get_data_length();
    unsigned done = 0;
    now_ = sc_core::sc_time_stamp();
    for (; done + sizeof(std::uint32_t) <= length; done += sizeof(std::uint32_t)) {
        const auto place = find(transaction.get_address() + done);
        if (!place) {
            break;
        }
        unsigned char* const data = transaction.get_data_ptr() + done;
        if (transaction.is_read()) {
            const std::uint32_t value = value_of(*place);
            std::memcpy(data, &value, sizeof value);
        } else if (place->entry->declaration.access == Access::read_write && !place->entry->write) {
            std::memcpy(&place->entry->values[place->index], data, sizeof(std::uint32_t));
        } else {
            break;
        }
    }
    return done;
}

} // namespace edgeloom
