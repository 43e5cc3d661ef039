// Every register's reset value and access right, from the tables that the models are made of.
#include "abi/accelerator.hpp"
#include "abi/clint.hpp"
#include "abi/dma.hpp"
#include "abi/finisher.hpp"
#include "abi/mailbox.hpp"
#include "abi/memory_map.hpp"
#include "abi/plic.hpp"
#include "apps/selftest/check.hpp"
#include "hal/mmio.hpp"
#include "runtime/trap.hpp"

namespace edgeloom::firmware::selftest {

namespace {

// What a component is held to: on another board, the devices of the standard part need not refuse what the tables
// refuse, nor begin with the same values, but what the tables allow has to work there too.
enum class Rigour : std::uint8_t { allowed_accesses, everything };

class RegisterCheck {
public:
    RegisterCheck(const abi::Register& reg, Rigour rigour) : reg_(reg), rigour_(rigour) {}

    int run(TrapCatcher& catcher, std::uint32_t base) const {
        int failed = 0;
        for (std::uint32_t i = 0; i < reg_.count; ++i) {
            failed += run_one(catcher, base + reg_.at(i));
        }
        return failed;
    }

private:
    int run_one(TrapCatcher& catcher, std::uint32_t address) const {
        const std::uint32_t value = mmio::read32(address);
        const std::uint32_t cause = catcher.take().cause;
        if (reg_.access == abi::Access::write_only) {
            return strict() ? report("read", cause, trap::load_access) : 0;
        }
        if (cause == trap::load_access && may_be_absent()) {
            return 0;
        }
        int failed = report("read", cause, Caught::none);
        if (strict() && !reg_.reset_varies) {
            failed += report("reset value", value, reg_.reset);
        }
        return failed + (reg_.access == abi::Access::read_only ? refuses_write(catcher, address, value)
                                                               : accepts_write(catcher, address, value));
    }

    int refuses_write(TrapCatcher& catcher, std::uint32_t address, std::uint32_t value) const {
        if (!strict()) {
            return 0;
        }
        mmio::write32(address, ~value);
        const int failed = report("write", catcher.take().cause, trap::store_access);
        return failed + (reg_.reset_varies ? 0 : report("value after a write", mmio::read32(address), value));
    }

    // Writes what is there already, which changes nothing; not to what lives.
    int accepts_write(TrapCatcher& catcher, std::uint32_t address, std::uint32_t value) const {
        if (reg_.reset_varies) {
            return 0;
        }
        mmio::write32(address, value);
        return report("write", catcher.take().cause, Caught::none);
    }

    [[nodiscard]] bool strict() const { return rigour_ == Rigour::everything; }
    // Elements beyond what the hardware was built with, such as DMA channels.
    [[nodiscard]] bool may_be_absent() const { return reg_.count > 1; }

    int report(const char* what, std::uint32_t found, std::uint32_t wanted) const {
        if (found != wanted) {
            std::printf("selftest: %.*s, %s:\n", static_cast<int>(reg_.name.size()), reg_.name.data(), what);
        }
        return expect("it", found, wanted);
    }

    const abi::Register& reg_;
    Rigour rigour_;
};

int check(TrapCatcher& catcher, const abi::Region& region, const abi::RegisterMap& map, Rigour rigour) {
    int failed = 0;
    for (const abi::Register& reg : map.registers) {
        failed += RegisterCheck(reg, rigour).run(catcher, region.base);
    }
    return failed;
}

// Registers are words: nothing smaller is answered.
int check_size(TrapCatcher& catcher, const abi::Region& region) {
    static_cast<void>(mmio::read8(region.base));
    return expect("cause of a read of a wrong size", catcher.take().cause, trap::load_access);
}

// A component of this platform says who it is in its first register. Elsewhere there may be nothing, or something that
// reads zero.
bool present(TrapCatcher& catcher, const abi::Region& region, const abi::RegisterMap& map) {
    const std::uint32_t id = mmio::read32(region.base);
    return catcher.take().cause == Caught::none && id == map.registers.front().reset;
}

int check_if_present(TrapCatcher& catcher, const abi::Region& region, const abi::RegisterMap& map) {
    return present(catcher, region, map) ? check(catcher, region, map, Rigour::everything) + check_size(catcher, region)
                                         : 0;
}

} // namespace

int check_registers() {
    TrapCatcher catcher;
    namespace place = abi::memory_map;
    const Rigour standard_part =
        present(catcher, place::mailbox, abi::mailbox::map) ? Rigour::everything : Rigour::allowed_accesses;
    return check(catcher, place::finisher, abi::finisher::map, standard_part) +
           check(catcher, place::clint, abi::clint::map, standard_part) +
           check(catcher, place::plic, abi::plic::map, standard_part) +
           check_if_present(catcher, place::accelerator, abi::accelerator::map) +
           check_if_present(catcher, place::dma, abi::dma::map) +
           check_if_present(catcher, place::mailbox, abi::mailbox::map);
}

} // namespace edgeloom::firmware::selftest
