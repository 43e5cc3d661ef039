// Every register's reset value and access right, from the tables that the models are made of.
#include "abi/accelerator.hpp"
#include "abi/clint.hpp"
#include "abi/dma.hpp"
#include "abi/mailbox.hpp"
#include "abi/memory_map.hpp"
#include "abi/plic.hpp"
#include "apps/selftest/check.hpp"
#include "hal/mmio.hpp"

namespace edgeloom::firmware::selftest {

namespace {

constexpr std::uint32_t load_fault = 5;
constexpr std::uint32_t store_fault = 7;

class RegisterCheck {
public:
    RegisterCheck(std::uint32_t base, const abi::Register& reg) : base_(base), reg_(reg) {}

    int run(TrapCatcher& catcher) const {
        int failed = 0;
        for (std::uint32_t i = 0; i < reg_.count; ++i) {
            failed += run(catcher, base_ + reg_.at(i));
        }
        return failed;
    }

private:
    int run(TrapCatcher& catcher, std::uint32_t address) const {
        const std::uint32_t value = mmio::read32(address);
        const Caught caught = catcher.take();
        if (reg_.access == abi::Access::write_only) {
            return report("read", caught.cause, load_fault);
        }
        if (caught.cause == load_fault && may_be_absent()) {
            return 0;
        }
        int failed = report("read", caught.cause, Caught::none);
        if (!reg_.reset_varies) {
            failed += report("reset value", value, reg_.reset);
        }
        if (reg_.access == abi::Access::read_only) {
            mmio::write32(address, ~value);
            failed += report("write", catcher.take().cause, store_fault);
        }
        return failed;
    }

    // Elements beyond what the hardware was built with, such as DMA channels.
    [[nodiscard]] bool may_be_absent() const { return reg_.count > 1; }

    int report(const char* what, std::uint32_t found, std::uint32_t wanted) const {
        if (found != wanted) {
            std::printf("selftest: %.*s, %s:\n", static_cast<int>(reg_.name.size()), reg_.name.data(), what);
        }
        return expect("it", found, wanted);
    }

    std::uint32_t base_;
    const abi::Register& reg_;
};

// A component that the board has says who it is in its first register. Elsewhere there may be nothing, or something
// that reads zero.
int check(TrapCatcher& catcher, const abi::Region& region, const abi::RegisterMap& map) {
    const std::uint32_t id = mmio::read32(region.base);
    if (catcher.take().cause != Caught::none || id != map.registers.front().reset) {
        return 0;
    }
    int failed = 0;
    for (const abi::Register& reg : map.registers) {
        failed += RegisterCheck(region.base, reg).run(catcher);
    }
    return failed;
}

} // namespace

int check_registers() {
    TrapCatcher catcher;
    return check(catcher, abi::memory_map::accelerator, abi::accelerator::map) +
           check(catcher, abi::memory_map::dma, abi::dma::map) +
           check(catcher, abi::memory_map::mailbox, abi::mailbox::map);
}

} // namespace edgeloom::firmware::selftest
