// A DMA controller whose channels all work on one recording memory.
#pragma once

#include "abi/dma.hpp"
#include "dma/dma.hpp"
#include "support/port.hpp"
#include "support/recorder.hpp"
#include "support/script.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::test {

struct DmaBench {
    Dma dma;
    Port port{"port"};
    Recorder memory{"memory"}; ///< its port numbers are those of the channels
    sc_core::sc_signal<bool> interrupt{"interrupt"};

    explicit DmaBench(const Dma::Config& config = {}) : dma("dma", config) {
        port.socket.bind(dma.socket);
        dma.interrupt.bind(interrupt);
        for (std::uint32_t number = 0; number < dma.channels(); ++number) {
            dma.channel(number).socket().bind(memory.socket);
        }
    }

    void put(std::uint32_t address, std::span<const std::uint8_t> data) {
        for (const std::uint8_t byte : data) {
            memory.bytes[address++] = byte;
        }
    }
    std::vector<std::uint8_t> get(std::uint32_t address, std::size_t count) {
        std::vector<std::uint8_t> data(count);
        for (std::uint8_t& byte : data) {
            byte = memory.bytes[address++];
        }
        return data;
    }
    /// Places descriptors at `address` and following, each linked to the next.
    void put_chain(std::uint32_t address, std::vector<abi::dma::Descriptor> chain) {
        for (std::size_t i = 0; i < chain.size(); ++i) {
            if (i + 1 < chain.size()) {
                chain[i].next = address + static_cast<std::uint32_t>(sizeof chain[i]);
            }
            put(address, {reinterpret_cast<const std::uint8_t*>(&chain[i]), sizeof chain[i]});
            address += static_cast<std::uint32_t>(sizeof chain[i]);
        }
    }
    void start(std::uint32_t address, std::uint32_t channel = 0) {
        EXPECT_EQ(port.write(abi::dma::reg::descriptor, address, channel), tlm::TLM_OK_RESPONSE);
        EXPECT_EQ(port.write(abi::dma::reg::control, abi::dma::field::start.mask(), channel), tlm::TLM_OK_RESPONSE);
    }
    bool busy(std::uint32_t channel = 0) {
        return abi::dma::field::busy.extract(port.read(abi::dma::reg::status, channel)) != 0;
    }
    void finish(std::uint32_t channel = 0) {
        while (busy(channel)) {
            let_settle();
        }
    }
    void run(const std::vector<abi::dma::Descriptor>& chain) {
        put_chain(descriptors, chain);
        start(descriptors);
        finish();
    }
    /// Accesses of a direction that reached the memory, without those to descriptors.
    std::vector<Access> data_accesses(bool write) const {
        std::vector<Access> found;
        for (const Access& access : memory.log) {
            if (access.write == write && access.address < descriptors) {
                found.push_back(access);
            }
        }
        return found;
    }

    static constexpr std::uint32_t source = 0x1'0000;
    static constexpr std::uint32_t destination = 0x2'0000;
    static constexpr std::uint32_t descriptors = 0x8'0000; ///< above all data
};

inline std::vector<std::uint8_t> counting(std::size_t count) {
    std::vector<std::uint8_t> data(count);
    for (std::size_t i = 0; i < count; ++i) {
        data[i] = static_cast<std::uint8_t>(i * 7 + i / 256 + 1);
    }
    return data;
}

} // namespace edgeloom::test
