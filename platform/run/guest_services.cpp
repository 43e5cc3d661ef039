#include "platform/run/guest_services.hpp"

#include "abi/memory_map.hpp"

namespace edgeloom::platform {

GuestServices::GuestServices(const RunOptions& options, const Configuration& configuration, const ElfImage& firmware,
                             Soc& soc, Simulation& simulation, std::function<void(char)> on_character)
    : soc_(soc),
      simulation_(simulation),
      on_character_(std::move(on_character)),
      to_host_(
          firmware, memory(), [this](std::string_view text) { print(text); },
          [this](std::uint64_t code) {
              end(code == 0, "the firmware failed through tohost: test " + std::to_string(code));
          }) {
    for (hart::Watchpoint& watchpoint : to_host_.watchpoints()) {
        soc_.hart.core().add_watchpoint(std::move(watchpoint));
    }
    if (options.semihosting) {
        semihosting_.emplace(
            soc_.hart.core(), memory(),
            semihosting::Semihosting::Config{.folder = *options.semihosting,
                                             .command_line = options.firmware.value_or(""),
                                             .clock_hz = configuration.platform.hart.clock_hz},
            [this](std::string_view text) { print(text); },
            [this](int code) {
                end(code == 0, "the firmware failed through semihosting with code " + std::to_string(code));
            });
        soc_.hart.core().on_ebreak = [this] { return semihosting_->serve(); };
    }
}

// Devices do not take part: what a debugger reads of them may not be what a pointer of the firmware is meant for.
semihosting::GuestMemory GuestServices::memory() {
    const auto in_memory = [this](std::uint32_t address) {
        return address - abi::memory_map::dram.base < soc_.dram.bytes().size() ||
               address - abi::memory_map::sram.base < soc_.sram.bytes().size();
    };
    return {[this, in_memory](std::uint32_t address, std::span<std::uint8_t> bytes) {
                return in_memory(address) && soc_.peek(address, bytes) == bytes.size();
            },
            [this, in_memory](std::uint32_t address, std::span<const std::uint8_t> bytes) {
                return in_memory(address) && soc_.poke(address, bytes);
            }};
}

void GuestServices::print(std::string_view text) {
    simulation_.note_progress();
    for (const char character : text) {
        on_character_(character);
    }
}

// The hart stops after this instruction, and then the simulation.
void GuestServices::end(bool passed, const std::string& message) {
    simulation_.end(passed ? Outcome{} : Outcome{Outcome::Status::failed, message});
    soc_.hart.halt();
}

} // namespace edgeloom::platform
