// The system on chip as a whole: reset and the texts for a debugger. The hart finds no code and sleeps; a script uses
// its port of the bus.
#include "abi/accelerator.hpp"
#include "abi/clint.hpp"
#include "abi/dma.hpp"
#include "abi/mailbox.hpp"
#include "abi/memory_map.hpp"
#include "abi/plic.hpp"
#include "abi/uart.hpp"
#include "platform/soc/soc.hpp"
#include "support/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace edgeloom::platform {
namespace {

using test::let_settle;
using test::nanoseconds;
using test::play;
using testing::HasSubstr;
using testing::Not;
namespace map = abi::memory_map;

constexpr std::uint32_t descriptor = map::dram.base + 0x1000;
constexpr std::uint32_t source = map::dram.base + 0x2000;
constexpr std::uint32_t destination = map::dram.base + 0x3000;

struct SocTest : testing::Test {
    Soc soc{"soc", Configuration{}, Reset{}};

    template <typename T>
    tlm::tlm_response_status transport(tlm::tlm_command command, std::uint32_t address, T& value) {
        tlm::tlm_generic_payload transaction;
        transaction.set_command(command);
        transaction.set_address(address);
        transaction.set_data_ptr(reinterpret_cast<unsigned char*>(&value));
        transaction.set_data_length(sizeof value);
        transaction.set_streaming_width(sizeof value);
        sc_core::sc_time delay;
        soc.hart.bus->b_transport(transaction, delay);
        if (delay > sc_core::SC_ZERO_TIME) {
            sc_core::wait(delay);
        }
        return transaction.get_response_status();
    }
    template <typename T = std::uint32_t>
    void write(std::uint32_t address, T value) {
        EXPECT_EQ(transport(tlm::TLM_WRITE_COMMAND, address, value), tlm::TLM_OK_RESPONSE) << std::hex << address;
    }
    void write(const abi::Region& region, const abi::Register& reg, std::uint32_t value, std::uint32_t index = 0) {
        write(region.base + reg.at(index), value);
    }
    std::uint32_t read(std::uint32_t address) {
        std::uint32_t value = 0xDEAD'BEEF;
        EXPECT_EQ(transport(tlm::TLM_READ_COMMAND, address, value), tlm::TLM_OK_RESPONSE) << std::hex << address;
        return value;
    }

    void receive_a_byte() {
        write<std::uint8_t>(map::uart.base + abi::uart::reg::ier.offset, 1);
        write(map::plic, abi::plic::reg::priority, 5, abi::interrupt::uart - 1);
        write(map::plic, abi::plic::reg::enable, 1U << abi::interrupt::uart);
        soc.uart.receive('x');
    }
    void configure_accelerator() {
        namespace reg = abi::accelerator::reg;
        write(map::accelerator, reg::junctions, 1);
        write(map::accelerator, reg::classes, 2);
        write(map::accelerator, reg::features, 4);
        write(map::accelerator, reg::left, 4);
        write(map::accelerator, reg::right, 2);
        write(map::accelerator, reg::edges, 8);
        write(map::accelerator, reg::parallelism, 4);
        write(map::accelerator, reg::pattern, abi::accelerator::pattern_explicit);
        write(map::accelerator, reg::control, abi::accelerator::field::configure.mask());
        ASSERT_EQ(read(map::accelerator.base + reg::error_code.offset), 0);
    }
    void copy(std::uint32_t to, std::uint32_t bytes, std::uint32_t flags = 0) {
        const abi::dma::Descriptor work{.flags = flags, .source = source, .destination = to, .bytes = bytes, .rows = 1};
        write(descriptor, work);
        write(map::dma, abi::dma::reg::irq_enable, 7);
        write(map::dma, abi::dma::reg::descriptor, descriptor);
        write(map::dma, abi::dma::reg::control, abi::dma::field::start.mask());
    }
    // Something waits, counts or interrupts in every device.
    void make_busy() {
        receive_a_byte();
        write<std::uint8_t>(map::uart.base, 'a');
        write(map::clint, abi::clint::reg::msip, 1);
        write(map::clint, abi::clint::reg::mtimecmp_high, 0);
        write(map::clint, abi::clint::reg::mtimecmp_low, 0);
        write(map::mailbox, abi::mailbox::reg::event, 1);
        configure_accelerator();
        copy(map::stream.base + abi::accelerator::window::input, 1000, abi::dma::descriptor_flags::fixed_destination);
        sc_core::wait(nanoseconds(10'000));
    }
};

constexpr const char* devices_at_rest = "accelerator: idle, not configured; 0 inputs and 0 block cycles since reset\n"
                                        "dma0: idle, 0 bytes written in all\n"
                                        "dma1: idle, 0 bytes written in all\n"
                                        "uart: 0 bytes sent, 0 bytes to be read\n"
                                        "mailbox: 0 events delivered\n"
                                        "finisher: the firmware has not ended\n";

constexpr const char* interrupts_at_rest = "plic: all sources are idle\n"
                                           "plic threshold: 0\n"
                                           "clint msip: 0\n"
                                           "clint mtime: 0 ticks of 100 ns\n"
                                           "clint mtimecmp: never (all ones)\n"
                                           "lines at the hart: software low, timer low, external low\n"
                                           "mstatus.MIE: 0, interrupts wait\n"
                                           "mie: 0x000, enabled: none\n"
                                           "mip: 0x000, pending: none\n";

TEST_F(SocTest, TellsThatNothingHappens) {
    play({[&] {
        let_settle();
        EXPECT_EQ(soc.devices(), devices_at_rest);
        EXPECT_EQ(soc.interrupts(), interrupts_at_rest);
    }});
}

TEST_F(SocTest, TellsWhatEveryDeviceDoes) {
    play({[&] {
        make_busy();
        const std::string text = soc.devices();
        EXPECT_THAT(text, HasSubstr("accelerator: idle, configured; 0 inputs and 0 block cycles since reset, a block "
                                    "cycle of 4 clocks without stalls\n"));
        EXPECT_THAT(text, HasSubstr("dma0: writing 256 bytes to 0x41000000, descriptor 0x80001000, 0 bytes written"));
        EXPECT_THAT(text, HasSubstr("\nuart: 1 byte sent, 1 byte to be read\n"));
        EXPECT_THAT(text, HasSubstr("\nmailbox: 1 event delivered\n"));
        EXPECT_EQ(soc.devices(), text);
    }});
}

TEST_F(SocTest, TellsWhereInterruptsStandAndChangesNothing) {
    play({[&] {
        make_busy();
        write(map::clint, abi::clint::reg::mtime_high, 0);
        write(map::clint, abi::clint::reg::mtime_low, 1000);
        write(map::clint, abi::clint::reg::mtimecmp_low, 1500);
        write(map::plic, abi::plic::reg::threshold, 2); // some 150 ns since
        let_settle();
        const std::string text = soc.interrupts();
        EXPECT_EQ(text, "plic source 10 (uart): line high, pending, enabled, priority 5\n"
                        "plic threshold: 2\n"
                        "clint msip: 1, pending\n"
                        "clint mtime: 1001 ticks of 100 ns\n"
                        "clint mtimecmp: 1500, in 499 ticks (49900 ns)\n"
                        "lines at the hart: software high, timer low, external high\n"
                        "mstatus.MIE: 0, interrupts wait\n"
                        "mie: 0x000, enabled: none\n"
                        "mip: 0x808, pending: software, external\n");
        EXPECT_EQ(soc.interrupts(), text);
        EXPECT_EQ(read(map::plic.base + abi::plic::reg::claim.offset), abi::interrupt::uart); // still to be claimed
        let_settle();
        EXPECT_THAT(soc.interrupts(), HasSubstr("(uart): line high, not pending, enabled, priority 5, claimed\n"));
        write(map::clint, abi::clint::reg::mtimecmp_low, 17);
        let_settle();
        EXPECT_THAT(soc.interrupts(), HasSubstr("mtimecmp: 17, reached\n"));
        EXPECT_THAT(soc.interrupts(), HasSubstr("software high, timer high, external low\n"));
    }});
}

TEST_F(SocTest, IsAsAfterPowerOnWhenItWasReset) {
    play({[&] {
        make_busy();
        EXPECT_THAT(soc.interrupts(), HasSubstr("software high, timer high, external high"));
        soc.reset();
        EXPECT_EQ(soc.devices(), devices_at_rest);
        let_settle();
        EXPECT_EQ(soc.devices(), devices_at_rest);
        EXPECT_EQ(soc.interrupts(), interrupts_at_rest);

        // Nothing of the transfer comes back, and another works.
        sc_core::wait(nanoseconds(10'000));
        EXPECT_EQ(soc.devices(), devices_at_rest);
        write(source, 0x1234'5678U);
        copy(destination, 4);
        sc_core::wait(nanoseconds(10'000));
        EXPECT_EQ(read(destination), 0x1234'5678U);
        EXPECT_THAT(soc.devices(), HasSubstr("dma0: idle, 4 bytes written in all\n"));
        EXPECT_THAT(soc.interrupts(), HasSubstr("plic source 33 (dma): line high, pending, not enabled, priority 0\n"));
        receive_a_byte();
        let_settle();
        EXPECT_THAT(soc.interrupts(), HasSubstr("software low, timer low, external high\n"));
    }});
}

// As a debugger may do while the simulation stands still.
TEST_F(SocTest, CanBeResetBetweenTwoStretchesOfSimulation) {
    play({[&] { make_busy(); }});
    soc.reset();
    EXPECT_EQ(soc.devices(), devices_at_rest);
    play({[&] {
        let_settle();
        EXPECT_THAT(soc.interrupts(), HasSubstr("software low, timer low, external low\n"));
        EXPECT_THAT(soc.interrupts(), HasSubstr("plic: all sources are idle\n"));
        EXPECT_THAT(soc.devices(), Not(HasSubstr("writing")));
    }});
}

} // namespace
} // namespace edgeloom::platform
