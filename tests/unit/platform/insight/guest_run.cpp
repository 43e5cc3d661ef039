#include "unit/platform/insight/guest_run.hpp"

#include "abi/finisher.hpp"
#include "abi/memory_map.hpp"
#include "hart/core.hpp"
#include "hart/elf_image.hpp"
#include "hart/stepper.hpp"
#include "support/scratch_folder.hpp"

#include <cstring>

namespace edgeloom::test {

namespace {

class Guest : hart::Bus {
public:
    explicit Guest(const ElfImage& image) : memory_(size), core_(*this), stepper_(core_) {
        for (const ElfImage::Segment& segment : image.segments) {
            std::memcpy(memory_.data() + (segment.address - base), segment.bytes.data(), segment.bytes.size());
        }
        core_.add_memory(base, size, memory_.data());
        core_.reset(image.entry, 0, 0);
    }

    GuestResult run(hart::Observer& observer, std::uint64_t clocks) {
        core_.observer = &observer;
        core_.pause = core_.limit = clocks;
        stepper_.run();
        result_.clocks = core_.csr.cycles;
        return result_;
    }

private:
    static constexpr std::uint32_t base = 0x8000'0000;
    static constexpr std::uint32_t size = 0x0100'0000;

    bool transport(bool write, std::uint32_t address, void* data, unsigned bytes) override {
        if (write && address == abi::memory_map::finisher.base) {
            std::memcpy(&result_.finish, data, bytes);
            core_.halted = true;
        } else if (write && address == abi::memory_map::uart.base) {
            result_.uart += *static_cast<const char*>(data);
        } else if (!write) {
            std::memset(data, 0x60, bytes); // the UART's line status: transmitter empty
        }
        return true;
    }
    void map_directly(std::uint32_t) override {}

    std::vector<std::uint8_t> memory_;
    hart::Core core_;
    hart::Stepper stepper_;
    GuestResult result_;
};

} // namespace

std::vector<std::uint8_t> bytes_of(const std::string& path) {
    const std::string text = read_file(path);
    return {text.begin(), text.end()};
}

GuestResult run_guest(const std::vector<std::uint8_t>& elf, hart::Observer& observer, std::uint64_t clocks) {
    return Guest(ElfImage::read(elf, "guest")).run(observer, clocks);
}

} // namespace edgeloom::test
