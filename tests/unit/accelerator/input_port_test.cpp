// What waits at the input port is announced, whatever else happens at the same time.
#include "accelerator/input_port.hpp"
#include "support/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;

constexpr std::uint32_t features = 4;
constexpr std::size_t packet = abi::accelerator::packet_bytes(features, abi::accelerator::pixel_bits);

// The second packet lies behind the first, which is taken in the instant in which it arrives, before the news of it do.
TEST(InputPort, AnnouncesWhatIsBehindAPacketTakenAtOnce) {
    accelerator::InputPort port("port");
    port.configure(features, abi::accelerator::pixel_bits, features, numerics::Format{12, 3});
    port.open();
    const std::array<std::uint8_t, packet> bytes{};
    accelerator::Sample sample;
    std::vector<double> arrivals;
    play({[&] {
              sc_core::wait(nanoseconds(10));
              port.await(nanoseconds(10));
              port.write_ahead(bytes, sc_core::SC_ZERO_TIME);
              ASSERT_GE(port.room(packet, nanoseconds(30)), packet);
              port.write_ahead(bytes, nanoseconds(30));
              port.take(sample);
          },
          [&] {
              while (!port.full() || sc_core::sc_time_stamp() < nanoseconds(20)) {
                  sc_core::wait(port.arrived());
              }
              arrivals.push_back(sc_core::sc_time_stamp() / nanoseconds(1));
          }});
    EXPECT_THAT(arrivals, ElementsAre(40));
}

} // namespace
} // namespace edgeloom::test
