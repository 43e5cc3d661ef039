#include "conformance/memory_groups.hpp"

#include "conformance/arithmetic_groups.hpp"
#include "conformance/compressed.hpp"
#include "conformance/registers.hpp"

namespace edgeloom::test {

namespace {

// Where, from the middle of the window, an access of `bytes` bytes may begin.
std::int32_t place(Random& random, std::int32_t bytes) {
    return random.between(-layout::half_window, layout::half_window - bytes);
}
std::int32_t aligned_place(Random& random) {
    return place(random, 4) & ~3;
}
std::uint32_t acquire_release(Random& random) {
    return random.below(4) << 25;
}

struct Address {
    std::uint32_t base;
    std::int32_t offset;
};

// A base register and an offset that together lead to `place`.
Address write_address(Assembler& code, Random& random, std::int32_t place) {
    if (random.once_in(3)) {
        return {layout::window, place};
    }
    const std::int32_t offset = random.between(-1900, 1900);
    const std::uint32_t base = any_holder(random);
    code.word(rv::i(rv::ADDI, base, layout::window, place - offset));
    return {base, offset};
}

} // namespace

void write_load(Assembler& code, Random& random) {
    const Address address = write_address(code, random, place(random, 4));
    code.word(rv::i(random.pick(loads), any_target(random), address.base, address.offset));
}

void write_store(Assembler& code, Random& random) {
    const Address address = write_address(code, random, place(random, 4));
    code.word(rv::s(random.pick(stores), any_source(random), address.base, address.offset));
}

void write_compressed_access(Assembler& code, Random& random) {
    const bool is_load = random.once_in(2);
    if (random.once_in(2)) {
        const std::int32_t offset = 4 * random.between(0, 63);
        code.word(rv::i(rv::ADDI, 2, layout::window, place(random, 4) - offset));
        code.half(is_load ? rvc::lwsp(any_holder(random), offset) : rvc::swsp(any_source(random), offset));
        return;
    }
    const std::int32_t offset = 4 * random.between(0, 31);
    const std::uint32_t base = any_short(random);
    code.word(rv::i(rv::ADDI, first_short + base, layout::window, place(random, 4) - offset));
    code.half(rvc::cl(is_load ? rvc::LW : rvc::SW, any_short(random), base, offset));
}

void write_read_modify_write(Assembler& code, Random& random) {
    const std::uint32_t base = any_holder(random);
    code.word(rv::i(rv::ADDI, base, layout::window, aligned_place(random)));
    code.word(rv::r(random.pick(read_modify_writes), any_target(random), base, any_source(random)) |
              acquire_release(random));
}

void write_reservation(Assembler& code, Random& random) {
    const std::int32_t place = aligned_place(random);
    const std::int32_t other = random.once_in(4) ? aligned_place(random) : place;
    constexpr std::uint32_t base = 9;
    constexpr std::uint32_t base_of_store = 10;
    code.word(rv::i(rv::ADDI, base, layout::window, place));
    code.word(rv::i(rv::ADDI, base_of_store, layout::window, other));
    if (!random.once_in(8)) {
        code.word(rv::r(rv::LR, 11, base, 0) | acquire_release(random));
    }
    if (random.once_in(2)) {
        code.word(rv::r(random.pick(register_operations), 11, any_source(random), any_source(random)));
    }
    const unsigned attempts = random.once_in(4) ? 2 : 1;
    for (unsigned i = 0; i < attempts; ++i) {
        code.word(rv::r(rv::SC, 16 + random.below(layout::free_registers - 16), base_of_store, any_source(random)) |
                  acquire_release(random));
    }
}

void write_self_modification(Assembler& code, Random& random) {
    constexpr std::uint32_t address = 12;
    constexpr std::uint32_t value = 13;
    constexpr std::uint32_t done = 14;
    constexpr std::int32_t slot = 16; // from auipc
    struct Store {
        rv::Opcode opcode;
        std::uint32_t byte;
    };
    constexpr Store stores_into_it[]{{rv::SW, 0}, {rv::SH, 2}, {rv::SB, 3}}; // the latter change the immediate
    const auto& [opcode, byte] = random.pick(stores_into_it);
    const std::uint32_t target = 15 + random.below(layout::free_registers - 15);
    const std::uint32_t source = any_source(random);
    code.word(rv::u(rv::AUIPC, address, 0));
    code.load_constant(value, rv::i(rv::ADDI, target, source, random.immediate12()) >> (8 * byte));
    code.words({rv::i(rv::ADDI, done, 0, 0), rv::i(rv::ADDI, target, source, random.immediate12()),
                rv::b(rv::BNE, done, 0, 20), rv::i(rv::ADDI, done, 0, 1),
                rv::s(opcode, value, address, slot + static_cast<std::int32_t>(byte)), rv::FENCE_I,
                rv::j(rv::JAL, 0, -20)});
}

} // namespace edgeloom::test
